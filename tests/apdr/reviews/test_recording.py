"""The one page of a review: nothing typed is lost, nothing is judged half, two people's texts meet."""

import pytest

from apdr.models import Plan, Receipt, ReviewMeeting, Target
from apdr.plans.actions import confirm_receipt
from apdr.reviews import cycle
from apdr.reviews.queries import comments_waiting, to_evaluate
from core.accounts.permissions import Denied
from core.ui.models import Draft
from tests.apdr import house
from tests.apdr.reviews.conftest import DAY, NOW, TODAY
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db

WORDS = {
    "parents_say": "She reads to her brother", "child_says": "I like the small group", "how": "meeting", "on": "16 11 2026",
    "who_came": "Mrs Abara", "notes": "Go on with the group", "t1-progress": "behind", "t1-outcome": "12 of 20 words",
    "a0-what": "Send words home", "a0-who": "Priya Nair", "a0-by_date": "30 11 2026", "a1-what": "", "a1-who": "",
}  # fmt: skip


@pytest.fixture
def path(meeting) -> str:
    return f"/oakfield/reviews/{meeting.reference}/record/"


@pytest.fixture
def send(client_for, path, plan):
    """Open the page and send it with those words."""

    def send(who: str = "teacher", *, at: str = path, **words):
        client = client_for(who)
        return client.post(at, WORDS | {"version": client.get(at).context["version"]} | words)

    return send


def test_review_is_recorded_and_the_cycle_closed_in_one_save(cast, send, meeting, plan):
    assert send(finish="1", next_on="1 3 2027", next_time="3.40", meant="on").status_code == 302
    with cast.acting("teacher"):
        meeting.refresh_from_db()
        plan = Plan.objects.get(pk=plan.pk)
        (promise,) = meeting.actions.all()
        assert (meeting.state, meeting.parents_came, meeting.parents_say) == (
            "held",
            True,
            WORDS["parents_say"],
        )
        assert (plan.state, plan.targets.get().progress, promise.owner) == ("closed", "behind", cast.teacher)
        assert (
            ReviewMeeting.objects.filter(pupil=cast.own.pupil, state="booked", on="2027-03-01").count() == 1
        )
        assert not Draft.objects.filter(form="review").exists()


def test_next_cycle_begins_with_what_was_learnt(cast, client_for, send, plan):
    """R-71: what the SENCo wrote and what came of the target stand in the next cycle, whose review is at the meeting."""
    send(finish="1", next_on="1 3 2027", meant="on")
    client_for("senco").post(
        f"/oakfield/plans/{plan.reference}/evaluate/", {"effect": "2", "words": "Too few sessions"}
    )
    answer = client_for("teacher").post(f"/oakfield/plans/{plan.reference}/next/")
    with cast.acting("teacher"):
        following = Plan.objects.get(previous=plan)
        assert following.learnt == "Read 20 words: 12 of 20 words\nToo few sessions"
        assert (
            answer.url.endswith(f"{following.reference}/edit/") and str(following.review_on) == "2027-03-01"
        )
        assert [target.target for target in following.targets.all()] == ["Read 20 words"]


def test_evaluation_after_the_next_cycle_began_reaches_it(cast, send, plan, client_for):
    send(finish="1")
    client_for("teacher").post(f"/oakfield/plans/{plan.reference}/next/")
    with cast.acting("senco"):
        waiting = [line.reference for line in to_evaluate(cast.oakfield, cast.senco, TODAY)]
        assert plan.reference in waiting
        cycle.evaluate_plan(plan=plan, effect=1, words="Change the group", by=cast.senco, at=NOW)
        assert "Change the group" in Plan.objects.get(previous=plan).learnt
        with pytest.raises(Denied, match="Only the SENCo"):
            cycle.evaluate_plan(plan=plan, effect=1, words="I", by=cast.teacher, at=NOW)


def test_plan_that_is_being_done_is_not_evaluated(cast, plan):
    with cast.acting("senco"), pytest.raises(Denied, match="at its review or after it"):
        cycle.evaluate_plan(plan=plan, effect=1, words="Too soon", by=cast.senco, at=NOW)


@pytest.mark.parametrize("change,words", [
    ({"t1-progress": ""}, "Say how target 1 went"),
    ({"child_says": ""}, "Write what the child says, or why"),
    ({"how": ""}, "Say how the parents took part"),
    ({"on": "30 11 2026"}, "in the future"),
    ({"on": "31 11 2026"}, "November has 30 days"),
    ({"a1-who": "Mum"}, "Say what will be done"),
    ({"a1-what": "Glasses"}, "Say who will do it"),
    ({"a0-by_date": "1 11 2026"}, "before the meeting"),
    ({"next_on": "10 11 2026"}, "comes after this one"),
    ({"next_on": "28 11 2026"}, "is not a school day"),
    ({"next_on": "", "next_time": "half three"}, "Write a time"),
    ({"on": "9 11 2026"}, "has a meeting on Mon 9 Nov 2026"),
])  # fmt: skip
def test_wrong_review_says_what_and_keeps_every_word(cast, send, meeting, plan, change, words):
    answer = send(finish="1", **change)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert all(
        kept in page
        for kept in ("She reads to her brother", "Go on with the group", "12 of 20 words", "Send words home")
    )
    with cast.acting("teacher"):
        meeting.refresh_from_db()
        assert meeting.state == "booked" and Plan.objects.get(pk=plan.pk).state == "do"
        assert Draft.objects.get(form="review").data["notes"] == "Go on with the group"


def test_saved_review_goes_on_later(cast, send, meeting, plan, client_for):
    assert send(**{"t1-progress": ""}).status_code == 302
    with cast.acting("teacher"):
        assert Plan.objects.get(pk=plan.pk).state == "do"
    assert send().status_code == 302
    with cast.acting("teacher"):
        assert Plan.objects.get(pk=plan.pk).state == "review"
        assert meeting.actions.count() == 1
    led = client_for("teacher").get(f"/oakfield/plans/{plan.reference}/review/")
    assert led.url == f"/oakfield/reviews/{meeting.reference}/record/"


def test_two_people_at_one_review_lose_nothing(client_for, path, plan):
    senco, teacher = client_for("senco"), client_for("teacher")
    versions = [client.get(path).context["version"] for client in (senco, teacher)]
    assert teacher.post(path, WORDS | {"version": versions[1]}).status_code == 302
    answer = senco.post(path, WORDS | {"version": versions[0], "notes": "Another group"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "Priya Nair saved this" in page
    assert "Another group" in page and "Go on with the group" in page


def test_plan_is_reviewed_without_a_meeting(cast, send, plan, meeting, client_for):
    with cast.acting("senco"):
        ReviewMeeting.objects.filter(pk=meeting.pk).update(on=TODAY + DAY)
    at = f"/oakfield/plans/{plan.reference}/review/"
    none = {
        "how": "none",
        "parents_say": "",
        "child_says": "",
        "notes": "",
        "who_came": "",
        "a0-what": "",
        "a0-who": "",
        "a0-by_date": "",
    }
    lost = send(at=at, finish="1", **none | {"parents_say": "She reads"})
    assert lost.status_code == 422 and "These words belong to a meeting" in lost.content.decode()
    assert send(at=at, finish="1", **none).status_code == 302
    with cast.acting("teacher"):
        assert Plan.objects.get(pk=plan.pk).state == "closed"
        assert ReviewMeeting.objects.filter(pupil=cast.own.pupil).count() == 2


def test_dosage_and_ratings_stand_beside_the_target(cast, client_for, path, plan):
    with cast.acting("senco"):
        run = house.provision(
            by=cast.senco, pupils=[cast.own.pupil], adults=[cast.ta], start=NOW.date() - 21 * DAY
        )
        target = plan.targets.get()
        run.pupils.update(target=target)
        Plan.objects.filter(pk=plan.pk).update(starts=TODAY - 21 * DAY)
        held = house.session(run, TODAY - 7 * DAY, by=cast.ta, marks={cast.own.pupil: ("came", "", 15, 2)})
        held.marks.update(target=target)
    page = client_for("teacher").get(path).content.decode()
    assert "With help 1×" in page and "1 of 3 sessions, 33 % of the planned minutes" in page


@pytest.mark.parametrize("count", [1, 3])
def test_record_page_queries(cast, client_for, path, plan, count):
    with cast.acting("senco"):
        for number in range(2, count + 1):
            Target.objects.create(
                school=cast.oakfield, plan=plan, number=number, target=f"Target {number}", criteria="Twice"
            )
    assert queries_of(client_for("teacher"), path) == 26


def test_comment_of_a_parent_is_read_once_and_anew_when_it_changes(cast, client_for):
    with cast.acting("senco"):
        receipt = Receipt.objects.get(pk=cast.own.receipt.pk)
        confirm_receipt(receipt=receipt, name="Mum", by=cast.parent, at=NOW, comment="He hates the group")
        assert [line.words for line in comments_waiting(cast.oakfield, cast.teacher)] == [
            "He hates the group"
        ]
        assert comments_waiting(cast.oakfield, cast.head) == []
    teacher = client_for("teacher")
    assert "He hates the group" in teacher.get("/oakfield/reviews/comments/").content.decode()
    teacher.post(f"/oakfield/reviews/comments/{receipt.reference}/seen/", {"from": "comments"})
    page = teacher.get(f"/oakfield/plans/{cast.own.shared.reference}/").content.decode()
    assert "Read by Priya Nair" in page
    with cast.acting("senco"):
        assert comments_waiting(cast.oakfield, cast.teacher) == []
        confirm_receipt(receipt=receipt, name="Mum", by=cast.parent, at=NOW, comment="Better now")
        assert len(comments_waiting(cast.oakfield, cast.teacher)) == 1
