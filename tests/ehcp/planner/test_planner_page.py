"""The page of the year planner as the SENCo meets it, on Mon 23 Nov 2026."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from ehcp.enums import ReviewKind, ReviewState
from ehcp.models import AnnualReview, EhcPlan
from tests.cast import BACKEND
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db

HERE = "/riverside/review-planner/"
FEBRUARY = "23 02 2027"  # two weeks before, two and four after are school days


@pytest.fixture
def client(cast):
    """The SENCo's browser, signed in on that Monday."""
    browser = Client()
    browser.force_login(cast.riverside_senco, backend=BACKEND)
    return browser


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def values(answer, prefix: str) -> dict[str, str]:
    """What the fields of the page hold, by their names."""
    found = {}
    for field in re.findall(r"<input[^>]*>", answer.content.decode()):
        name = re.search(r'name="([^"]*)"', field)
        if name and name[1].startswith(prefix):
            value = re.search(r'value="([^"]*)"', field)
            found[name[1]] = value[1] if value else ""
    return found


def reviews(cast) -> list[AnnualReview]:
    with seeing(cast.riverside):
        return list(AnnualReview.objects.order_by("on", "pk"))


def dated(cast, plan: EhcPlan, on: dt.date, **more) -> AnnualReview:
    with seeing(cast.riverside, actor=cast.riverside_senco):
        return AnnualReview.objects.create(
            school=cast.riverside, pupil=plan.pupil, plan=plan, on=on, dated_at=timezone.now(),
            dated_by=cast.riverside_senco, **more,
        )  # fmt: skip


def test_dates_are_proposed_seen_and_saved_together(cast, client, planned):
    plans = planned(3)
    answer = client.post(HERE, {"do": "propose"})
    proposed = values(answer, "on-")
    assert len(proposed) == 3 and all(proposed.values())
    assert "3 of 3 meetings have a date, 3 are not saved" in words(answer)
    assert "Every rule is kept. Not saved yet." in words(answer)
    assert reviews(cast) == []
    saved = client.post(HERE, {"do": "save"} | values(answer, ""))
    assert saved.status_code == 302
    kept = reviews(cast)
    assert {one.plan_id for one in kept} == {plan.pk for plan in plans}
    assert {f"{one.on.day} {one.on:%m %Y}" for one in kept} == set(proposed.values())
    assert "3 of 3 meetings have a date" in words(client.get(HERE))
    again = client.post(HERE, {"do": "save"} | values(client.get(HERE), ""), follow=True)
    assert "there was nothing to save" in words(again)


def test_a_typed_date_stays_and_the_others_are_proposed(client, planned):
    first, second = planned(2)
    answer = client.post(
        HERE, {"do": "propose", f"on-{first.reference}": "Tue 99", f"on-{second.reference}": ""}
    )
    assert values(answer, "on-") == {f"on-{first.reference}": "Tue 99", f"on-{second.reference}": ""}
    assert "Enter a date like 23 11 2026" in words(answer)
    answer = client.post(HERE, {"do": "propose", f"on-{first.reference}": "10 12 2026"})
    assert values(answer, "on-")[f"on-{first.reference}"] == "10 12 2026"
    assert values(answer, "on-")[f"on-{second.reference}"]
    assert "Report: by Thu 24 Dec 2026, when school is closed" in words(answer)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("23 02 20226", "Enter a date like"),
        ("31 02 2027", "February has 28 days"),
        ("20 11 2026", "Fri 20 Nov 2026 has passed"),
        ("20 12 2026", "School is closed on Sun 20 Dec 2026"),
        ("30 03 2026", "the meeting comes after that day"),
        ("12 03 2027", "10 days too late"),
        ("13 04 2028", "another school year"),
    ],
)
def test_what_is_wrong_with_a_date_is_told_and_it_is_not_saved_unseen(cast, client, planned, typed, told):
    (plan,) = planned(1)
    answer = client.post(HERE, {"do": "save", f"on-{plan.reference}": typed, "most": "3"})
    assert answer.status_code == 422
    assert told in words(answer)
    assert values(answer, "on-") == {f"on-{plan.reference}": typed}
    assert values(answer, "most") == {"most": "3"}
    assert reviews(cast) == []


def test_a_date_that_breaks_a_wish_is_saved_once_what_follows_was_read(cast, client, planned):
    (plan,) = planned(1)
    shown = client.post(HERE, {"do": "save", f"on-{plan.reference}": "10 12 2026"})
    assert "1 date has something to mind. Read what follows" in words(shown)
    assert client.post(HERE, {"do": "save"} | values(shown, "")).status_code == 302
    assert [one.on for one in reviews(cast)] == [dt.date(2026, 12, 10)]


def test_one_refusal_keeps_all_from_being_saved(cast, client, planned):
    first, second = planned(2)
    shown = client.get(HERE)
    dated(cast, second, dt.date(2027, 2, 25))  # somebody else, meanwhile
    typed = values(shown, "") | {
        f"on-{first.reference}": FEBRUARY,
        f"on-{second.reference}": FEBRUARY,
        "do": "save",
    }
    answer = client.post(HERE, typed)
    assert answer.status_code == 422
    assert "it is now Thu 25 Feb 2027. Save again to keep yours." in words(answer)
    assert values(answer, "on-")[f"on-{first.reference}"] == FEBRUARY
    assert [one.on for one in reviews(cast)] == [dt.date(2027, 2, 25)]
    again = client.post(HERE, values(answer, "") | {"do": "save"})
    assert "Say why the meeting is moved" in words(again)
    why = {f"why-{second.reference}": "The officer is away", "do": "save"}
    assert client.post(HERE, values(again, "") | why).status_code == 302
    assert [one.on for one in reviews(cast)] == [dt.date(2027, 2, 23)] * 2


def test_no_more_dates_are_saved_at_once_than_nobody_waits_for(cast, client, planned, monkeypatch):
    monkeypatch.setattr("ehcp.planner.actions.MOST_AT_ONCE", 1)
    first, second = planned(2)
    typed = {f"on-{one.reference}": FEBRUARY for one in (first, second)}
    answer = client.post(HERE, values(client.get(HERE), "") | typed | {"do": "save"})
    assert "At most 1 dates are saved at once" in words(answer)
    assert values(answer, "on-")[f"on-{second.reference}"] == FEBRUARY and reviews(cast) == []
    less = values(answer, "") | {f"on-{second.reference}": "", "do": "save"}
    assert client.post(HERE, less).status_code == 302 and len(reviews(cast)) == 1


def test_whose_date_somebody_else_set_meanwhile_is_shown_as_it_now_is(cast, client, planned):
    (plan,) = planned(1)
    shown = client.get(HERE)
    dated(cast, plan, dt.date(2027, 2, 25))
    answer = client.post(HERE, values(shown, "") | {"do": "check"})
    assert values(answer, "on-") == {f"on-{plan.reference}": "25 02 2027"}


def test_a_meeting_with_notice_is_not_moved_here(cast, client, planned):
    (plan,) = planned(1)
    dated(cast, plan, dt.date(2027, 2, 23), state=ReviewState.NOTICED)
    answer = client.get(HERE)
    assert "Notice is given for Tue 23 Feb 2027" in words(answer)
    assert values(answer, "on-") == {}
    assert client.post(HERE, {"do": "save", f"on-{plan.reference}": "25 02 2027"}).status_code == 302
    assert [one.on for one in reviews(cast)] == [dt.date(2027, 2, 23)]


def test_a_move_without_a_lawful_day_is_told_and_the_nearest_may_be_taken(cast, client, planned):
    (plan,) = planned(1, group="6", made=dt.date(2026, 6, 1))
    answer = client.post(HERE, {"do": "propose"})
    assert "1 plan has no day that keeps every rule" in words(answer)
    assert "No day keeps every rule. On every day that is left" in words(answer)
    assert values(answer, "on-") == {f"on-{plan.reference}": ""}
    use = re.search(r'name="use" value="([^"]+)"', answer.content.decode())[1]
    taken = client.post(HERE, values(answer, "") | {"use": use})
    on = values(taken, "on-")[f"on-{plan.reference}"]
    assert on == "7 12 2026"
    assert values(client.post(HERE, {"use": "all"}), "on-") == {f"on-{plan.reference}": on}
    assert client.post(HERE, {"use": f"{plan.reference} 2026-99-99"}).status_code == 200
    assert client.post(HERE, values(taken, "") | {"do": "save"}).status_code == 302
    assert [(one.on, one.kind) for one in reviews(cast)] == [(dt.date(2026, 12, 7), ReviewKind.TRANSFER)]


def test_the_pep_of_a_looked_after_child_is_typed_and_met(client, planned):
    (plan,) = planned(1, looked_after=True)
    answer = client.post(HERE, {"do": "propose", f"pep-{plan.reference}": "24 02 2027"})
    assert values(answer, "on-") == {f"on-{plan.reference}": "24 02 2027"}
    assert "Together with the PEP meeting." in words(answer)


def test_what_was_held_or_comes_later_is_not_planned(cast, client, planned):
    held, closed, later = planned(3)
    dated(cast, held, dt.date(2026, 11, 10), state=ReviewState.HELD)
    dated(
        cast,
        closed,
        dt.date(2026, 10, 6),
        state=ReviewState.CLOSED,
        decision="keep",
        decided_on=dt.date(2026, 11, 1),
    )
    with seeing(cast.riverside, actor=cast.riverside_senco):
        EhcPlan.objects.filter(pk=later.pk).update(made_on=dt.date(2026, 11, 20))
    answer = client.get(HERE)
    assert "No meeting is due in this year" in words(answer)
    assert "Meeting by Fri 22 Oct 2027" in words(answer)


def test_who_will_have_left_or_is_due_before_is_not_planned_next_year(client, planned):
    planned(1, group="6", made=dt.date(2026, 9, 30))
    page = words(client.get(f"{HERE}?year=2027"))
    assert "Child0" not in page
    planned(1, group="4")
    page = words(client.get(f"{HERE}?year=2027"))
    assert "Child0 Name0 Meeting by Tue 2 Mar 2027 Year before" in page
    assert client.get(f"{HERE}?year=2031").status_code == 404


def test_without_terms_nothing_is_proposed(client, planned):
    planned(1, made=dt.date(2026, 11, 20))
    planned(1, group="6")  # the school goes on to Year 6
    answer = client.post(f"{HERE}?year=2027", {"do": "propose"})
    assert "No term of this year is known" in words(answer)
    assert "No school day of 2027/28 is known" in words(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, client, planned, count):
    for plan in planned(count):
        dated(cast, plan, dt.date(2027, 2, 23))
    assert queries_of(client, HERE) == 7
