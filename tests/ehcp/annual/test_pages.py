"""The pages of a review as people meet them: nothing typed is lost, what follows is told before anything is saved."""

import pytest
from django.urls import reverse

from ehcp.annual import actions
from ehcp.models import AnnualReview
from register import actions as register
from tests.ehcp.annual.conftest import new_pupil
from tests.ehcp.annual.made import give, later, plan_of, review_for
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
REVIEW_QUERIES, LIST_QUERIES, PERSON_QUERIES, MINE_QUERIES = 15, 8, 7, 4


def url(name: str, *args) -> str:
    return reverse(f"annual:{name}", args=["oakfield", *[getattr(one, "reference", one) for one in args]])


def typed(day) -> str:
    return day.strftime("%d %m %Y")


def page(client, name: str, *args, **query) -> str:
    return client.get(url(name, *args), query).content.decode()


def test_way_from_the_date_to_the_papers_in_the_browser(cast, pupil):
    plan_of(pupil, cast.senco)
    client = cast.client_for("senco")
    answer = client.post(
        url("start", pupil),
        {"on": typed(later(28)), "kind": "annual", "at_time": "2.30 pm", "place": "Willow"},
    )
    assert answer.status_code == 302
    with seeing(cast.oakfield):
        held = AnnualReview.objects.get(pupil=pupil)
        everybody = [one.reference for one in held.invitees.all()]
    assert "2.30 pm, Willow" in page(client, "review", held) and "Send notice" in page(client, "review", held)
    assert (
        client.post(
            url("letters", held),
            {"invitees": everybody, "advice_wanted_by": typed(later(7)), "together": "yes"},
        ).status_code
        == 302
    )
    given = {"invitees": everybody, "on": typed(later(0)), "how": "post", "with_ask": "on"}
    assert "Written down" in client.post(url("serve", held, "notice"), given, follow=True).content.decode()
    shown = page(client, "review", held)
    assert "Make the papers" in shown and "all letters" in shown and "Asked " in shown
    assert client.post(url("pack", held)).status_code == 302
    with seeing(cast.oakfield):
        held.refresh_from_db()
    assert held.state == "asked"


def test_what_follows_is_told_before_anything_is_saved(cast, pupil):
    plan = plan_of(pupil, cast.senco)
    client, day = cast.client_for("senco"), typed(later(28))
    shown = page(client, "start", pupil, on=day)
    assert "Notice to everybody invited" in shown and "The school" in shown and "A meeting on" in shown
    seen = client.post(
        url("start", pupil),
        {"on": day, "see": "1", "place": "Kept words", "kind": "early", "why_early": "Kept too"},
    )
    words = seen.content.decode()
    assert (
        seen.status_code == 200 and "A meeting on" in words and "Kept words" in words and "Kept too" in words
    )
    assert "things to put right" not in words
    short = page(client, "start", pupil, on=typed(later(13)))
    assert "It is too late for two weeks" in short and "13 days before the meeting" in short
    with seeing(cast.oakfield):
        assert not AnnualReview.objects.filter(plan=plan).exists()


@pytest.mark.parametrize("on,words", [
    ("9 12 20226", "20226 is not a year"),
    ("31 2 2027", "February has 28 days"),
    ("1 1 2020", "its review cannot meet before that"),
    ("", "Give the day of the meeting"),
])  # fmt: skip
def test_day_that_cannot_be_is_told_and_nothing_typed_is_lost(cast, pupil, on, words):
    plan_of(pupil, cast.senco)
    sent = {"on": on, "kind": "annual", "place": "Kept words"}
    shown = cast.client_for("senco").post(url("start", pupil), sent).content.decode()
    assert words in shown and "Kept words" in shown and (not on or f'value="{on}"' in shown)
    if on:
        assert words in page(cast.client_for("senco"), "start", pupil, on=on)


def test_second_review_at_once_is_told_and_nothing_typed_is_lost(cast, review):
    client = cast.client_for("senco")
    assert client.get(url("start", review.pupil)).status_code == 302
    sent = {"on": typed(later(30)), "kind": "annual", "place": "Kept words"}
    shown = client.post(url("start", review.pupil), sent).content.decode()
    assert "There is an open review of this plan" in shown and "Kept words" in shown


def test_kinds_that_there_can_be(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        small, six, four = (new_pupil(cast, born=born, year_group=group) for born, group in (
            (later(-4 * 365), "R"), (later(-10 * 365), "6"), (later(-9 * 365), "4")))  # fmt: skip
        for one in (small, six, four):
            plan_of(one, cast.senco)
    client = cast.client_for("senco")
    offered = [[kind for kind in ("early", "transfer", "under_five") if f'value="{kind}"' in page(client, "start", one)]
               for one in (small, six, four)]  # fmt: skip
    assert offered == [["early", "under_five"], ["early", "transfer"], ["early"]]


def test_page_warns_of_what_is_missing_and_says_for_good_what_was_short(cast, at):
    with seeing(cast.oakfield, actor=cast.senco):
        held = review_for(new_pupil(cast, parents=False), cast.senco, on=later(13))
        actions.leave_out(
            review=held, role="social_care", why="No social care is involved", by=cast.senco, at=at
        )
    client = cast.client_for("senco")
    shown = page(client, "review", held)
    assert "There is no contact of the parents" in shown and "No social care is involved" in shown
    assert "It is too late for two weeks" in shown
    with seeing(cast.oakfield, actor=cast.senco):
        give(held, cast.senco, "notice")
        actions.call_off(review=held, why="Illness", by=cast.senco, at=at)
    shown = page(client, "review", held)
    assert "13 days before the meeting, 1 day short of two weeks" in shown and "Done 1 day late" in shown
    assert "No social care is involved" in shown and "Send notice" not in shown


def test_who_reads_sees_no_button_and_writes_their_own(cast, review):
    teacher = page(cast.client_for("teacher"), "review", review)
    assert "Write my advice" in teacher and "Send notice" not in teacher and "Move the meeting" not in teacher
    assert "Write my advice" not in page(cast.client_for("dsl"), "review", review)


@pytest.mark.parametrize("who,role", [("ta", "ta"), ("teacher", "teacher"), ("head", "head")])
def test_staff_find_and_write_their_own_advice(cast, review, who, role):
    client = cast.client_for(who)
    with seeing(cast.oakfield):
        place = review.invitees.get(role=role)
        other = review.invitees.get(role="senco")
    assert url("advice", place) in page(client, "mine")
    assert client.get(url("advice", other)).status_code == (404 if who == "ta" else 403)
    sent = {"advice": "Kept words", "on": "1 1 2099", "version": place.version}
    assert "in the future" in client.post(url("advice", place), sent).content.decode()
    assert client.post(url("advice", place), sent | {"on": typed(later(0))}).status_code == 302
    overtaken = client.post(
        url("advice", place), sent | {"on": typed(later(0)), "advice": "Other words"}
    ).content.decode()
    assert (
        "Somebody else has saved this" in overtaken
        and "Kept words" in overtaken
        and "Other words" in overtaken
    )


def test_headings_alone_are_not_advice_when_there_is_a_reason_for_none(cast, review):
    from ehcp.annual.prompts import with_prompts

    with seeing(cast.oakfield):
        place = review.invitees.get(role="head")
    sent = {
        "advice": with_prompts("head"),
        "on": typed(later(0)),
        "why": "Nothing to add",
        "version": place.version,
    }
    assert cast.client_for("head").post(url("advice", place), sent).status_code == 302
    with seeing(cast.oakfield):
        place.refresh_from_db()
    assert (place.no_advice_why, place.advice) == ("Nothing to add", "")


def test_moving_asks_why_and_keeps_what_was_typed(cast, review):
    client = cast.client_for("senco")
    sent = {"on": typed(later(40)), "why": "", "place": "Kept words", "version": review.version}
    shown = client.post(url("move", review), sent).content.decode()
    assert "Say why the meeting is moved" in shown and "Kept words" in shown
    assert client.post(url("move", review), sent | {"why": "Snow"}).status_code == 302
    assert "Because: Snow" in page(client, "review", review)
    stale = client.post(url("move", review), sent | {"why": "Again", "on": typed(later(50))}).content.decode()
    assert "Somebody else has saved this" in stale


def test_looked_after_child_is_asked_for_the_pep(cast, pupil):
    register.change_pupil(pupil=pupil, changes={"looked_after": True}, by=cast.senco, at=later_at())
    plan_of(pupil, cast.senco)
    client = cast.client_for("senco")
    sent = {"on": typed(later(28)), "kind": "annual", "with_pep": "on"}
    assert (
        "Give the day by which the personal education plan is due"
        in client.post(url("start", pupil), sent).content.decode()
    )
    assert "2 days after this meeting" in page(
        client, "start", pupil, on=typed(later(28)), pep_on=typed(later(30))
    )
    assert client.post(url("start", pupil), sent | {"pep_on": typed(later(30))}).status_code == 302


def later_at():
    from django.utils import timezone

    return timezone.now()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_the_same_for_one_and_for_many(cast, pupil, count):
    held = review_for(pupil, cast.senco)
    give(held, cast.senco, "notice")
    if count == 1:
        held.invitees.exclude(role__in=["parent", "teacher"]).delete()
    for n in range(count - 1):
        actions.add_invitee(review=held, role="other", name=f"Guest {n}", by=cast.senco, at=later_at())
        other = new_pupil(cast, legal_first=f"Ola{n}")
        review_for(other, cast.senco)
    client, place = cast.client_for("senco"), held.invitees.get(role="parent")
    found = [queries_of(client, url("review", held)), queries_of(client, url("list", pupil)),
             queries_of(client, url("person", place)), queries_of(cast.client_for("teacher"), url("mine"))]  # fmt: skip
    assert found == [REVIEW_QUERIES, LIST_QUERIES, PERSON_QUERIES, MINE_QUERIES]
