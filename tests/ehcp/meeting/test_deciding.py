"""What the authority decides, in time or late; the amendments, the final plan, the close."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.accounts.permissions import Denied
from ehcp.enums import ReviewState
from ehcp.meeting import deciding, queries
from ehcp.meeting.actions import MeetingRefused
from ehcp.meeting.comparison import changes_between
from ehcp.meeting.forms_present import why_not_decided
from ehcp.meeting.papers import letter_words
from ehcp.meeting.present import final_late, next_dates, notice_late, whose_delay
from ehcp.models import AnnualReview, EhcPlan, ReviewInvitee
from ehcp.sections.actions import check_version
from tests.ehcp.meeting.made import DAY, decided, held, plan_with, review_on
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def after(cast, today):
    """A review that was held 100 days ago and is recorded now: (review, version in force)."""
    with seeing(cast.oakfield):
        plan, version = plan_with(cast.own.pupil, cast.senco, made_on=today - 460 * DAY)
        yield held(review_on(plan, cast.senco, today - 100 * DAY), version, cast.senco), version


def step(review, key, today):
    return queries.clock_for(queries.review_rows().get(pk=review.pk), today).steps[key]


@pytest.mark.parametrize("days,late", [(28, 0), (29, 1), (60, 32)])
def test_decision_is_late_by_the_days_after_four_weeks_and_whose_it_is(cast, after, today, days, late):
    review, _ = after
    found = decided(review, "keep", cast.senco, on=review.on + days * DAY)
    told = step(found, "decision", today)
    assert (found.state, told.late_days) == (ReviewState.DECIDED, late)
    assert bool(whose_delay(found, told)) is (late > 0)
    assert ("The delay is theirs" in whose_delay(found, told)) is (late > 0)


@pytest.mark.parametrize("given,field", [
    ({"decision": "sell"}, "decision"), ({"decided_on": -101}, "decided_on"), ({"decided_on": 1}, "decided_on"),
    ({"received_on": -70}, "received_on"), ({"received_on": 1}, "received_on"),
    ({"amendment_notice_on": -101}, "amendment_notice_on"), ({"amendment_notice_on": 2}, "amendment_notice_on"),
])  # fmt: skip
def test_decision_that_cannot_be_is_refused_beside_the_field(cast, after, at, today, given, field):
    review, _ = after
    days = {"decided_on": -60, "received_on": -58, "amendment_notice_on": None}
    given = {"decision": "amend"} | days | given
    given |= {
        name: today + given[name] * DAY if isinstance(given[name], int) else given[name] for name in days
    }
    with pytest.raises(MeetingRefused) as refused:
        deciding.record_decision(review=review, by=cast.senco, at=at, **given)
    assert refused.value.field == field
    assert AnnualReview.objects.get(pk=review.pk).decision == ""


def test_no_decision_before_the_meeting(cast, ready):
    review, _ = ready
    with pytest.raises(Denied, match="Record the meeting first"):
        decided(review, "keep", cast.senco)
    assert "Record the meeting first" in why_not_decided(review)


def test_year_with_a_digit_too_many_is_refused(cast, after, at):
    review, _ = after
    with pytest.raises(MeetingRefused, match="in the future"):
        deciding.record_decision(review=review, decision="keep", decided_on=dt.date(9026, 1, 1), received_on=None,
                                 by=cast.senco, at=at)  # fmt: skip


def test_letter_of_the_authority_is_kept_and_checked(cast, after):
    review, _ = after
    found = decided(review, "keep", cast.senco, upload=SimpleUploadedFile("letter.txt", b"We keep the plan."))
    assert (found.decision_paper.kind, found.decision_paper.sensitivity) == ("ehc", "restricted")
    with pytest.raises(MeetingRefused, match="program") as refused:
        decided(review, "keep", cast.senco, upload=SimpleUploadedFile("letter.pdf", b"MZ\x90\x00 a program"))
    assert refused.value.field == "upload"


def test_officer_of_the_authority_who_is_invited_may_record_the_decision(cast, after, today):
    review, _ = after
    with pytest.raises(Denied):
        decided(review, "keep", cast.professional)
    place = review.invitees.filter(role="la_sen")
    place.update(user=cast.professional, opens_from=today - DAY, opens_until=today)
    assert decided(review, "keep", cast.professional).state == ReviewState.DECIDED
    place.update(role="health")
    with pytest.raises(Denied, match="Only the SEN officer"):
        decided(review, "keep", cast.professional)


@pytest.mark.parametrize("who", ["teacher", "ta", "head", "dsl", "parent"])
def test_others_do_not_record_the_decision(cast, after, who):
    with pytest.raises(Denied):
        decided(after[0], "keep", cast.people[who])


def amended(after, cast, at, today):
    """Decided to amend on the 28th day, the notice a week later: (review, proposed version)."""
    review, _ = after
    found = decided(review, "amend", cast.senco, on=review.on + 28 * DAY)
    notice = review.on + 35 * DAY
    proposed = deciding.receive_proposed(
        review=found, issued_on=notice, received_on=notice, by=cast.senco, at=at
    )
    return AnnualReview.objects.get(pk=found.pk), proposed


def test_amendments_are_owed_with_the_decision_and_late_ones_told(cast, after, at, today):
    review, proposed = amended(after, cast, at, today)
    clock = queries.clock_for(queries.review_rows().get(pk=review.pk), today)
    assert proposed.kind == "proposed" and proposed.outcomes.count() == 1
    assert "7 days later" in notice_late(review, clock.law["la_decision_by"], today)
    assert clock.law["parent_comments_until"].date == review.on + 49 * DAY
    assert clock.law["final_plan_by"].date == review.on + 91 * DAY


def test_comparing_shows_what_reads_differently(cast, after, at, today):
    review, proposed = amended(after, cast, at, today)
    proposed.outcomes.update(text="Maya reads book 2")
    found = changes_between(after[1], proposed)
    assert [(one.letter, one.what) for one in found] == [("E", "1")]
    done = deciding.compare(review=review, by=cast.senco, at=at, comments_sent_on=review.on + 40 * DAY)
    assert done.state == ReviewState.COMPARED
    with pytest.raises(MeetingRefused, match="before the notice"):
        deciding.compare(review=done, by=cast.senco, at=at, comments_sent_on=review.on)


def test_final_plan_that_came_late_is_told_and_the_review_closes(cast, after, at, today):
    review, proposed = amended(after, cast, at, today)
    deciding.compare(review=review, by=cast.senco, at=at)
    with pytest.raises(Denied, match="Add the amended final plan"):
        deciding.close_review(review=review, by=cast.senco, at=at)
    with pytest.raises(MeetingRefused) as refused:
        deciding.record_final(review=review, version=proposed, by=cast.senco, at=at)
    assert refused.value.field == "version"
    done = deciding.receive_final(
        review=review, issued_on=review.on + 95 * DAY, received_on=today, by=cast.senco, at=at
    )
    late = step(done, "final", today)
    told = final_late(done, late, queries.clock_for(done, today).law["final_plan_cap"], today)
    assert late.late_days == 4 and "4 days later" in told and "11 days after that" in told
    closed = deciding.close_review(review=done, by=cast.senco, at=at)
    assert closed.state == ReviewState.CLOSED and closed.closed_by == cast.senco
    check_version(version=done.final, by=cast.senco, at=at)
    assert queries.reviewed_version(closed).pk == after[1].pk
    assert [one["label"] for one in next_dates(closed, today)][:2] == [
        "Next meeting at the latest",
        "Next review complete by",
    ]


def test_final_plan_within_eight_weeks_of_a_late_notice_can_be_past_twelve_of_the_meeting(
    cast, after, at, today
):
    review, _ = amended(after, cast, at, today)
    clock = queries.clock_for(queries.review_rows().get(pk=review.pk), today)
    told = final_late(review, clock.steps["final"], clock.law["final_plan_cap"], review.on + 86 * DAY)
    assert "Twelve weeks from the meeting were up" in told and "2 days ago" in told
    assert (
        final_late(review, clock.steps["final"], clock.law["final_plan_cap"], review.on + 84 * DAY).count(
            "Twelve"
        )
        == 0
    )


def test_not_amended_after_all(cast, after, at, today):
    review, _ = amended(after, cast, at, today)
    deciding.compare(review=review, by=cast.senco, at=at)
    done = deciding.record_no_amendment(review=review, on=review.on + 80 * DAY, by=cast.senco, at=at)
    assert "will not change the plan after all" in " ".join(letter_words(done, today))
    assert deciding.close_review(review=done, by=cast.senco, at=at).state == ReviewState.CLOSED


def test_amendments_need_the_decision_to_amend(cast, after, at, today):
    found = decided(after[0], "keep", cast.senco)
    for act in (
        lambda: deciding.receive_proposed(review=found, issued_on=today, by=cast.senco, at=at),
        lambda: deciding.compare(review=found, by=cast.senco, at=at),
        lambda: deciding.record_no_amendment(review=found, on=today, by=cast.senco, at=at),
    ):
        with pytest.raises(Denied, match="only where the local authority has decided to amend"):
            act()


def test_ending_a_plan_closes_and_ends_it(cast, after, at, today):
    found = decided(after[0], "cease", cast.senco)
    with pytest.raises(MeetingRefused) as refused:
        deciding.close_review(review=found, ceased_on=found.on, by=cast.senco, at=at)
    assert refused.value.field == "ceased_on"
    assert AnnualReview.objects.get(pk=found.pk).state == ReviewState.DECIDED
    deciding.close_review(review=found, ceased_on=today, by=cast.senco, at=at)
    assert EhcPlan.objects.get(pk=found.plan_id).ceased_on == today


def test_plan_goes_on_while_the_parents_appeal(cast, after, at):
    found = decided(after[0], "cease", cast.senco)
    assert (
        deciding.close_review(review=found, appealed=True, by=cast.senco, at=at).state == ReviewState.CLOSED
    )
    assert EhcPlan.objects.get(pk=found.plan_id).ceased_on is None


def test_pupil_who_left_is_closed_and_not_changed(cast, after, at, today):
    found = decided(after[0], "cease", cast.senco)
    found.pupil.left_on = today
    found.pupil.save(update_fields=["left_on"])
    found = queries.review_rows().get(pk=found.pk)
    with pytest.raises(Denied, match="has left"):
        deciding.compare(review=found, by=cast.senco, at=at)
    assert deciding.close_review(review=found, by=cast.senco, at=at).state == ReviewState.CLOSED
    assert EhcPlan.objects.get(pk=found.plan_id).ceased_on is None


@pytest.mark.parametrize("decision,rights", [
    ("keep", {"appeal", "mediation", "sendiass", "disagreement"}),
    ("amend", {"comment", "sendiass", "disagreement"}),
    ("cease", {"appeal", "appeal_end", "mediation", "sendiass", "disagreement", "support"}),
])  # fmt: skip
def test_letter_tells_the_decision_and_the_rights(cast, after, at, decision, rights):
    found = decided(after[0], decision, cast.senco, on=after[0].on + 30 * DAY)
    paper = deciding.send_letter(
        review=found, contact=cast.own.contact, added="See you soon.", by=cast.senco, at=at
    )
    told = paper.issued.snapshot
    assert {right["key"] for right in told["rights"]} == rights
    assert told["letter"]["paragraphs"][-1] == "See you soon."
    assert any("came 2 days late" in line for line in told["letter"]["paragraphs"])
    assert (paper.kind, paper.for_family) == ("ehc_letter", False)
    assert queries.letters_of(found) == [paper]


def test_letter_is_on_the_family_page_where_asked(cast, after, at, mailoutbox, run_on_commit):
    found = decided(after[0], "keep", cast.senco)
    with run_on_commit():
        deciding.send_letter(review=found, contact=None, online=True, by=cast.head, at=at)
    assert queries.letters_of(found)[0].for_family
    assert [mail.to for mail in mailoutbox] == [["parent@sendsys.test"]]
    assert "Maya" not in mailoutbox[0].body + mailoutbox[0].subject


def test_second_open_review_is_not_made_by_closing(cast, after, at):
    found = decided(after[0], "keep", cast.senco)
    deciding.close_review(review=found, by=cast.senco, at=at)
    with pytest.raises(Denied, match="cannot become|decision stands"):
        decided(found, "keep", cast.senco)
    assert ReviewInvitee.objects.filter(review=found, came=True).count() == 4
