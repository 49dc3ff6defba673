"""Every write of a review from its meeting to its close. Each is one transaction. What the authority decides and what
follows is in deciding.py."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import REVIEW_REPORT
from core.lifecycle.moves import make_move
from core.ui.present import day
from ehcp.annual.actions import serve
from ehcp.enums import (
    AFTER_MEETING,
    BEFORE_MEETING,
    Coming,
    LaDecision,
    OutcomeNext,
    OutcomeRating,
    ReviewState,
    Served,
)
from ehcp.lifecycle import REVIEW
from ehcp.meeting import papers, queries
from ehcp.meeting.adulthood import ADULT, from_year_nine
from ehcp.meeting.deciding import (
    close_review,
    compare,
    receive_final,
    receive_proposed,
    record_decision,
    record_final,
    record_no_amendment,
    send_letter,
)
from ehcp.meeting.ground import MeetingRefused, locked
from ehcp.meeting.queries import RECORDED
from ehcp.models import AnnualReview, PlanOutcome, ReviewInvitee, ReviewOutcome
from register.actions import file_document
from register.edits import Overtaken
from register.enums import DocumentKind
from register.models import PupilDocument

__all__ = ["Came", "MeetingRefused", "close_review", "compare", "issue_report", "receive_final", "receive_proposed",
           "record_decision", "record_final", "record_meeting", "record_no_amendment", "send_letter", "send_report",
           "write_report"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Came:
    """Whether somebody invited took part ("yes", "part", "no", "" for not said), and for which part or why not."""

    how: str
    why: str = ""


def _check_held(review: AnnualReview, held: int | None) -> None:
    """Raises Overtaken when the record is no longer the version that the form began from; None leaves that out."""
    if held is not None and held != queries.version_of(review):
        raise Overtaken("Somebody else has saved this since you opened it: nothing of theirs is lost yet.")


def check_open_to_record(review: AnnualReview) -> None:
    """Raises Denied when the record of the meeting can no longer be changed, and says why."""
    if review.state == ReviewState.CANCELLED:
        raise Denied("This meeting was called off. Set a new date, and record the meeting there.")
    if review.state == ReviewState.CLOSED:
        raise Denied("This review is closed: its record stays as it is.")
    if queries.report_went_out(review):
        raise Denied(
            "The report has gone out: the record stays as it was sent. Say what is new at the next review."
        )


@transaction.atomic
def record_meeting(
    *, review: AnnualReview, by: User, at: dt.datetime, came: Mapping[int, Came], outcomes: Collection[dict],
    held: int | None = None, finish: bool = True, **fields: str,
) -> AnnualReview:  # fmt: skip
    """Write what the meeting said (reg 20; code of practice 9.175, 9.176): `came` is the invitee's key → Came; each of
    `outcomes` {"outcome" (a PlanOutcome), "rating", "evidence", "next", "changed"}; `fields` are those of RECORDED.
    `held` is the version of the record that the form began from (queries.version_of). With `finish` the meeting was held:
    what must be said is asked for, and the review is moved on; without it, what there is so far is kept, before the
    meeting too. A report that was made before goes: it is issued anew.

    Raises MeetingRefused with the field, Overtaken, or Denied.
    """
    check_can(by, Permission.REVIEW_RECORD, review)
    row = locked(review)
    check_open_to_record(row)
    _check_held(row, held)
    people, version = queries.invited(row), queries.reviewed_version(row)
    _check_known(fields, outcomes, version)
    done = finish or row.state not in BEFORE_MEETING
    if done:
        _check_day(row, timezone.localdate(at))
        _check_whole(row, people, came, outcomes, fields)
    for name, words in fields.items():
        setattr(row, name, words.strip())
    row.report = None
    row.save(update_fields=[*fields, "report"])
    _write_came(people, came)
    _write_outcomes(row, outcomes)
    if done and row.state in BEFORE_MEETING:
        make_move(row, ReviewState.HELD, by=by, at=at, lifecycle=REVIEW)
    return queries.review_rows().get(pk=row.pk)


def _check_known(fields: dict, outcomes: Collection[dict], version) -> None:
    if unknown := set(fields) - set(RECORDED):
        raise TypeError(f"A meeting does not record {', '.join(sorted(unknown))}.")
    if fields.get("recommendation", "") not in ("", *LaDecision.values):
        raise MeetingRefused("recommendation", "Say whether the plan is to be kept, amended or ended.")
    for given in outcomes:
        if version is None or given["outcome"].plan_version_id != version.pk:
            raise Denied("An outcome is of another version of the plan: open the page again.")
        if given["rating"] not in ("", *OutcomeRating.values) or given["next"] not in (
            "",
            *OutcomeNext.values,
        ):
            raise MeetingRefused(_of(given["outcome"], "rating"), "Choose one of the answers.")


def _of(outcome: PlanOutcome, name: str) -> str:
    return f"o{outcome.number}-{name}"


def _check_day(review: AnnualReview, today: dt.date) -> None:
    if today < review.on:
        raise Denied(
            f"The meeting is on {day(review.on)}. Save what you have; say that it was held on the day, "
            "or move the date if it was held earlier."
        )


def _check_whole(review, people: list[ReviewInvitee], came, outcomes: Collection[dict], fields: dict) -> None:
    """Raises MeetingRefused for the first thing that a held meeting must say and this one does not."""
    first = review.pupil.first_name

    def said(name: str) -> str:
        return fields.get(name, getattr(review, name)).strip()

    for name, words in (
        ("parents_view", "Write what the parents say, or that they did not want to say anything."),
        ("child_view", f"Write what {first} says, or why {first} could not be asked."),
    ):
        if not said(name):
            raise MeetingRefused(name, words)
    for one in people:
        _check_came(one, came.get(one.pk, Came("")))
    for given in outcomes:
        _check_judged(given)
    if not outcomes and not said("progress"):
        raise MeetingRefused("progress", "No outcome of the plan is kept here: write how the year went.")
    for name, words in ADULT.items() if from_year_nine(review.pupil) else ():
        if not said(name):
            raise MeetingRefused(name, f"From Year 9 the review looks ahead: write about {words}.")
    if not said("recommendation"):
        raise MeetingRefused("recommendation", "Say whether the plan is to be kept, amended or ended.")
    if said("recommendation") == LaDecision.AMEND and not said("recommended"):
        raise MeetingRefused("recommended", "Say what is to be amended, section by section.")


def _check_came(one: ReviewInvitee, came: Came) -> None:
    if came.how not in (Coming.YES, Coming.PART, Coming.NO):
        raise MeetingRefused(f"w{one.number}-came", f"Say whether {one.name} took part.")
    if came.how == Coming.PART and not came.why.strip():
        raise MeetingRefused(f"w{one.number}-why", f"Say for which part {one.name} was there.")
    if came.how == Coming.NO and not came.why.strip():
        raise MeetingRefused(
            f"w{one.number}-why", f"Say why {one.name} was not there, or that it is not known."
        )


def _check_judged(given: dict) -> None:
    outcome = given["outcome"]
    if not given["rating"]:
        raise MeetingRefused(
            _of(outcome, "rating"), f"Say how far outcome {outcome.number} has been reached."
        )
    if not given["next"]:
        raise MeetingRefused(_of(outcome, "next"), f"Say what becomes of outcome {outcome.number}.")
    if given["next"] == OutcomeNext.CHANGE and not given["changed"].strip():
        raise MeetingRefused(_of(outcome, "changed"), f"Write the new words for outcome {outcome.number}.")


def _write_came(people: list[ReviewInvitee], came: Mapping[int, Came]) -> None:
    """`missed_why` of somebody who came is for which part they did."""
    for one in people:
        said = came.get(one.pk)
        if said is None:
            continue
        took_part = {Coming.YES: True, Coming.PART: True, Coming.NO: False}.get(said.how)
        why = said.why.strip() if said.how in (Coming.PART, Coming.NO) else ""
        if (one.came, one.missed_why) != (took_part, why):
            one.came, one.missed_why = took_part, why
            one.save(update_fields=["came", "missed_why"])


def _write_outcomes(review: AnnualReview, outcomes: Collection[dict]) -> None:
    kept = {row.outcome_id: row for row in review.outcomes.all()}
    for given in outcomes:
        row = kept.pop(given["outcome"].pk, None)
        fresh = row is None
        row = row or ReviewOutcome(school_id=review.school_id, review=review, outcome=given["outcome"])
        words = {
            "rating": given["rating"], "evidence": given["evidence"].strip(), "next": given["next"],
            "changed": given["changed"].strip() if given["next"] == OutcomeNext.CHANGE else "",
        }  # fmt: skip
        if fresh or any(getattr(row, name) != value for name, value in words.items()):
            for name, value in words.items():
                setattr(row, name, value)
            row.save()
    for row in kept.values():
        row.delete()


@transaction.atomic
def write_report(
    *, review: AnnualReview, summary: str, by: User, at: dt.datetime, held: int | None = None
) -> AnnualReview:
    """The head or the SENCo writes the report: what the meeting recorded stands in it, `summary` is what it comes to, in
    plain words for the parents (R-154, R-158). `held` is the version that the form began from. Raises Denied, Overtaken."""
    check_can(by, Permission.REVIEW_RECORD, review)
    row = locked(review)
    check_open_to_write(row)
    if held is not None and held != queries.summary_version(row):
        raise Overtaken("Somebody else has saved this since you opened it: nothing of theirs is lost yet.")
    if not summary.strip():
        raise MeetingRefused("summary", "Write in a few plain sentences what the meeting came to.")
    row.summary, row.written_at, row.written_by, row.report = summary.strip(), at, by, None
    row.save(update_fields=["summary", "written_at", "written_by", "report"])
    return row


def check_open_to_write(review: AnnualReview) -> None:
    """Raises Denied when no report can be written: the meeting is not recorded as held, or the report has gone out."""
    check_open_to_record(review)
    if review.state not in AFTER_MEETING:
        raise Denied("The report tells what the meeting said: record the meeting first.")


@transaction.atomic
def issue_report(*, review: AnnualReview, by: User, at: dt.datetime) -> PupilDocument:
    """Issue the report as it stands and file it, for the SENCo, the head and the DSL to open in the file; those who may
    read reviews open it from the review. It holds the advice that was obtained. Its PDF is made by a worker. Issued again
    it is a new version. Raises Denied with what is missing."""
    check_can(by, Permission.REVIEW_RECORD, review)
    row = locked(review)
    check_open_to_write(row)
    if not row.summary.strip():
        raise Denied("Write in a few plain sentences what the meeting came to: the parents read that first.")
    issued = issue_document(
        school=row.school, kind=DocumentKind.EHC_REPORT, subject=row.reference, title=papers.report_title(row),
        template=REVIEW_REPORT, snapshot=papers.report_snapshot(row, timezone.localdate(at)), by=by, at=at,
    )  # fmt: skip
    filed = file_document(pupil=row.pupil, issued=issued, by=by, at=at, restricted=True)
    row.report = filed
    row.save(update_fields=["report"])
    return filed


@transaction.atomic
def send_report(
    *, review: AnnualReview, invitees: Collection[ReviewInvitee], on: dt.date, how: str, by: User, at: dt.datetime,
    note: str = "",
) -> AnnualReview:  # fmt: skip
    """Record that the report that was issued went to people who were invited (R-154): due within two weeks of the meeting,
    late for good after that. Once all have it the review is reported. Raises MeetingRefused, Denied."""
    check_can(by, Permission.REVIEW_REPORT_SEND, review)
    row = locked(review)
    if row.report_id is None:
        raise Denied("Issue the report first: it cannot have gone out before.")
    if on < row.on:
        raise MeetingRefused("on", f"{day(on)} is before the meeting on {day(row.on)}: check the date.")
    return serve(review=row, what=Served.REPORT, invitees=invitees, on=on, how=how, by=by, at=at, note=note)
