"""What the meeting records: whole, in order, by one after the other; and its report."""

import pytest

from core.accounts.permissions import Denied
from ehcp.enums import ReviewState, Served
from ehcp.meeting import actions, queries
from ehcp.meeting.actions import Came, MeetingRefused
from ehcp.models import AnnualReview, ReviewOutcome
from register.edits import Overtaken
from tests.ehcp.meeting.made import DAY, held, said

pytestmark = pytest.mark.django_db


def test_meeting_is_recorded_and_held(cast, ready, at):
    review, version = ready
    found = held(review, version, cast.senco, at)
    assert found.state == ReviewState.HELD and found.held_by == cast.senco
    assert [(row.rating, row.next) for row in found.outcomes.all()] == [("some", "keep")]
    absent = found.invitees.get(role="health")
    assert (absent.came, absent.missed_why) == (False, "On leave")


def test_who_of_the_law_is_missing_stays_on_record(cast, ready, at):
    review, version = ready
    review.left_out = {"social_care": "No social worker is involved"}
    review.save()
    found = held(review, version, cast.senco, at)
    assert queries.missing_statutory(found, queries.invited(found)) == [
        ("Health professional", "Did not come: On leave"),
        ("Social care officer", "Not invited: No social worker is involved"),
    ]


@pytest.mark.parametrize("wrong,field", [
    ({"parents_view": " "}, "parents_view"), ({"child_view": ""}, "child_view"), ({"recommendation": ""}, "recommendation"),
    ({"recommendation": "amend"}, "recommended"), ({"recommendation": "sell"}, "recommendation"),
])  # fmt: skip
def test_meeting_that_does_not_say_all_is_refused_beside_the_field(cast, ready, at, wrong, field):
    review, version = ready
    with pytest.raises(MeetingRefused) as refused:
        held(review, version, cast.senco, at, **wrong)
    assert refused.value.field == field
    assert AnnualReview.objects.get(pk=review.pk).state == ReviewState.CIRCULATED


@pytest.mark.parametrize("came,field", [
    (Came(""), "w4-came"), (Came("no"), "w4-why"), (Came("part", " "), "w4-why"),
])  # fmt: skip
def test_everybody_invited_came_or_did_not_and_why(cast, ready, at, came, field):
    review, version = ready
    all_of_them = said(review, version)["came"] | {review.invitees.get(number=4).pk: came}
    with pytest.raises(MeetingRefused) as refused:
        held(review, version, cast.senco, at, came=all_of_them)
    assert refused.value.field == field


@pytest.mark.parametrize("wrong,field", [
    ({"rating": ""}, "o1-rating"), ({"next": ""}, "o1-next"), ({"next": "change"}, "o1-changed"),
])  # fmt: skip
def test_every_outcome_is_judged(cast, ready, at, wrong, field):
    review, version = ready
    judged = [one | wrong for one in said(review, version)["outcomes"]]
    with pytest.raises(MeetingRefused) as refused:
        held(review, version, cast.senco, at, outcomes=judged)
    assert refused.value.field == field


def test_preparation_for_adulthood_is_asked_from_year_nine_alone(cast, ready, at):
    review, version = ready
    type(review.pupil).objects.filter(pk=review.pupil.pk).update(year_group="9")
    with pytest.raises(MeetingRefused, match="From Year 9") as refused:
        held(review, version, cast.senco, at, adult_work="A cook", adult_living="Buses", adult_community="")
    assert refused.value.field == "adult_community"
    ahead = {f"adult_{name}": "Talked about" for name in ("work", "living", "community", "health")}
    assert held(review, version, cast.senco, at, **ahead).adult_work == "Talked about"


def test_what_there_is_may_be_saved_before_the_day_and_is_not_held(cast, ready, at, today):
    review, version = ready
    AnnualReview.objects.filter(pk=review.pk).update(on=today + 3 * DAY)
    kept = actions.record_meeting(review=review, by=cast.senco, at=at, came={}, outcomes=[], finish=False,
                                  parents_view="A note")  # fmt: skip
    assert (kept.state, kept.parents_view) == (ReviewState.CIRCULATED, "A note")
    with pytest.raises(Denied, match="or move the date if it was held earlier"):
        held(kept, version, cast.senco, at)


def test_second_editor_is_told(cast, ready, at):
    review, version = ready
    began = queries.version_of(review)
    actions.record_meeting(review=review, held=began, by=cast.head, at=at, came={}, outcomes=[], finish=False,
                           progress="By the head")  # fmt: skip
    with pytest.raises(Overtaken):
        held(review, version, cast.senco, at, held=began)
    assert AnnualReview.objects.get(pk=review.pk).progress == "By the head"


@pytest.mark.parametrize("who", ["teacher", "ta", "dsl", "professional"])
def test_others_do_not_record_the_meeting(cast, ready, at, who):
    review, version = ready
    with pytest.raises(Denied):
        held(review, version, cast.people[who], at)


def test_pupil_who_has_left_is_not_changed(cast, ready, at, today):
    review, version = ready
    review.pupil.left_on = today - DAY
    review.pupil.save(update_fields=["left_on"])
    with pytest.raises(Denied, match="has left"):
        held(review, version, cast.senco, at)


def test_record_is_of_the_version_that_was_reviewed(cast, ready, at, today):
    review, version = ready
    found = held(review, version, cast.senco, at)
    version.pk, version._state.adding, version.number, version.reference = None, True, 2, "NEWERVERSION"
    version.kind, version.issued_on = "amended", today
    version.save()
    assert queries.reviewed_version(found).number == 1


def report(
    review,
    by,
    at,
    summary="Maya reads more. She goes on with the daily reading. The council is asked to keep the plan.",
):
    actions.write_report(review=review, summary=summary, by=by, at=at)
    return actions.issue_report(review=AnnualReview.objects.get(pk=review.pk), by=by, at=at)


def test_report_is_written_issued_and_served_on_all(cast, ready, at, today):
    review, version = ready
    found = held(review, version, cast.senco, at)
    paper = report(found, cast.head, at)
    assert (paper.kind, paper.sensitivity, paper.for_family) == ("ehc_report", "restricted", False)
    told = paper.issued.snapshot["review"]
    assert told["summary"].startswith("Maya reads more") and "speech therapy" in told["differences"]
    assert told["missing"] and told["written_by"] == cast.head.called
    assert {right["key"] for right in paper.issued.snapshot["rights"]} == {
        "appeal",
        "mediation",
        "sendiass",
        "disagreement",
    }
    people = list(found.invitees.exclude(role="child"))
    found = AnnualReview.objects.get(pk=found.pk)
    some = actions.send_report(review=found, invitees=people[:1], on=today, how="post", by=cast.senco, at=at)
    assert some.state == ReviewState.HELD
    all_of_them = actions.send_report(
        review=found, invitees=people[1:], on=today, how="post", by=cast.senco, at=at
    )
    assert all_of_them.state == ReviewState.REPORTED
    with pytest.raises(Denied, match="has gone out"):
        held(all_of_them, version, cast.senco, at)


def test_report_that_went_late_says_so_for_good(cast, ready, at, today):
    review, version = ready
    AnnualReview.objects.filter(pk=review.pk).update(on=today - 20 * DAY)
    review.services.update(meeting_on=today - 20 * DAY, on=today - 40 * DAY)
    review.refresh_from_db()
    found = held(review, version, cast.senco, at)
    report(found, cast.senco, at)
    found = AnnualReview.objects.get(pk=found.pk)
    people = list(found.invitees.exclude(role="child"))
    actions.send_report(review=found, invitees=people, on=today, how="post", by=cast.senco, at=at)
    step = queries.clock_for(queries.review_rows().get(pk=found.pk), today).steps["report"]
    assert (step.state, step.late_days, len(step.late_for)) == ("late_done", 6, 4)


def test_report_is_issued_anew_when_the_record_changes(cast, ready, at):
    review, version = ready
    found = held(review, version, cast.senco, at)
    report(found, cast.senco, at)
    changed = held(AnnualReview.objects.get(pk=found.pk), version, cast.senco, at, progress="A better year.")
    assert changed.report_id is None
    assert report(changed, cast.senco, at).issued.number == 2


@pytest.mark.parametrize(
    "summary,words", [("", "in a few plain sentences"), (" ", "in a few plain sentences")]
)
def test_report_needs_its_short_words(cast, ready, at, summary, words):
    review, version = ready
    found = held(review, version, cast.senco, at)
    with pytest.raises(Denied, match=words):
        report(found, cast.senco, at, summary)
    with pytest.raises(Denied, match="Issue the report first"):
        actions.send_report(
            review=found, invitees=found.invitees.all(), on=found.on, how="post", by=cast.senco, at=at
        )


def test_no_report_before_the_meeting(cast, ready, at):
    review, _ = ready
    with pytest.raises(Denied, match="record the meeting first"):
        report(review, cast.senco, at)


def test_advice_that_was_obtained_is_in_the_report(cast, ready, at):
    review, version = ready
    review.invitees.filter(role="la_sen").update(
        advice="Keep the hours as they are.", advice_on=review.on - DAY
    )
    review.invitees.filter(role="health").update(no_advice_why="Discharged")
    paper = report(held(review, version, cast.senco, at), cast.senco, at)
    told = {one["name"]: one["text"] or one["none"] for one in paper.issued.snapshot["review"]["advice"]}
    assert told["Ms Lee"] == "Keep the hours as they are." and told["Dr Patel"] == "Discharged"


def test_draft_of_an_outcome_that_is_not_named_any_more_goes(cast, ready, at):
    review, version = ready
    actions.record_meeting(review=review, by=cast.senco, at=at, finish=False, **said(review, version))
    assert ReviewOutcome.objects.filter(review=review).count() == 1
    actions.record_meeting(review=review, by=cast.senco, at=at, finish=False, came={}, outcomes=[])
    assert ReviewOutcome.objects.filter(review=review).count() == 0
    assert not review.services.filter(what=Served.REPORT).exists()
