"""Every write of a review from the authority's decision to the close. Each is one transaction."""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document, keep_file
from core.documents.pdf import REVIEW_LETTER
from core.lifecycle.moves import make_move
from core.ui.present import day
from ehcp.enums import BEFORE_MEETING, LaDecision, ReviewState, VersionKind
from ehcp.lifecycle import REVIEW
from ehcp.meeting import papers, queries
from ehcp.meeting.ground import MeetingRefused, check_happened, locked
from ehcp.models import AnnualReview, PlanVersion
from ehcp.sections.actions import cease_plan, receive_version
from register.actions import file_document, share_with_family, tell_shared
from register.enums import DocumentKind, Sensitivity
from register.file.queries import online_contacts
from register.file.uploads import Upload, UploadRefused, check_upload
from register.models import Contact, PupilDocument

S = ReviewState
RUN = Permission.REVIEW_RUN


@transaction.atomic
def record_decision(
    *, review: AnnualReview, decision: str, decided_on: dt.date, received_on: dt.date | None, by: User, at: dt.datetime,
    why: str = "", upload: Upload | UploadedFile | None = None, amendment_notice_on: dt.date | None = None,
) -> AnnualReview:  # fmt: skip
    """What the authority decided (reg 20(10)): keep, amend or end; the date of its letter, the day it reached the school,
    and the letter. Later than four weeks after the meeting it counts as late by so many days, for good. With AMEND the
    day on which the notice with the proposed amendments was served, which is owed by then too (Devon). It may be put right
    until the amendments are compared. Raises MeetingRefused with the field, or Denied: no meeting yet, closed."""
    check_can(by, Permission.REVIEW_DECISION, review)
    row = locked(review)
    _check_may_decide(row)
    if decision not in LaDecision.values:
        raise MeetingRefused("decision", "Say what the local authority decided.")
    check_happened("decided_on", decided_on, at, since=row.on, what="the meeting")
    if received_on:
        check_happened("received_on", received_on, at, since=decided_on, what="the date of the letter")
    notice = amendment_notice_on if decision == LaDecision.AMEND else None
    if notice:
        check_happened("amendment_notice_on", notice, at, since=row.on, what="the meeting")
    if row.proposed_id and decision != LaDecision.AMEND:
        raise MeetingRefused("decision", "Proposed amendments are kept already: the decision was to amend.")
    row.decision, row.decided_on = decision, decided_on
    row.decision_received_on = received_on or row.decision_received_on
    row.decision_why, row.amendment_notice_on = why.strip(), notice
    if upload:
        row.decision_paper = _keep_letter(row, upload, decided_on, by, at)
    row.save(update_fields=["decision", "decided_on", "decision_received_on", "decision_why", "amendment_notice_on",
                            "decision_paper"])  # fmt: skip
    if row.state != S.DECIDED:
        make_move(row, S.DECIDED, by=by, at=at, lifecycle=REVIEW)
    return queries.review_rows().get(pk=row.pk)


def _check_may_decide(review: AnnualReview) -> None:
    if review.state in BEFORE_MEETING:
        raise Denied(
            f"The authority decides after the meeting, which is on {day(review.on)} and is not recorded as held. "
            "Record the meeting first."
        )
    if review.state == S.CANCELLED:
        raise Denied("This review was called off: there is nothing to decide.")
    if review.state in (S.COMPARED, S.CLOSED):
        raise Denied("The decision stands: what came after it is recorded already.")


def _checked(upload: Upload | UploadedFile | None) -> Upload | None:
    if upload is None or isinstance(upload, Upload):
        return upload
    try:
        return check_upload(upload.read(), upload.name)
    except UploadRefused as refused:
        raise MeetingRefused("upload", str(refused)) from refused


def _keep_letter(review: AnnualReview, upload, dated: dt.date, by: User, at: dt.datetime) -> PupilDocument:
    """The authority's letter in the pupil's file, for the SENCo, the head and the DSL."""
    checked = _checked(upload)
    kept = keep_file(
        school=review.school, name=checked.name, data=checked.data, content_type=checked.content_type, at=at
    )
    return PupilDocument.objects.create(
        school_id=review.school_id, pupil=review.pupil, file=kept, kind=DocumentKind.EHC, dated=dated,
        title=f"Decision after the annual review of {day(review.on)}", source=review.plan.authority.name,
        sensitivity=Sensitivity.RESTRICTED, filed_at=at, filed_by=by,
    )  # fmt: skip


def _amending(review: AnnualReview) -> None:
    if review.decision != LaDecision.AMEND or review.state not in (S.DECIDED, S.COMPARED):
        raise Denied("There are amendments only where the local authority has decided to amend the plan.")


@transaction.atomic
def receive_proposed(
    *, review: AnnualReview, issued_on: dt.date, by: User, at: dt.datetime, upload: Upload | UploadedFile | None = None,
    received_on: dt.date | None = None, notice_on: dt.date | None = None,
) -> PlanVersion:  # fmt: skip
    """The proposed amendments are here: a version of the plan that starts as a copy of the one in force. `notice_on` is the
    day on which the notice was served on the parents, without it the date on the document. Raises MeetingRefused, Denied."""
    check_can(by, RUN, review)
    row = locked(review)
    _amending(row)
    if row.proposed_id:
        raise Denied("The proposed amendments are here already: compare them with the plan in force.")
    received = received_on or timezone.localdate(at)
    notice = notice_on or row.amendment_notice_on or issued_on
    check_happened("issued_on", issued_on, at, since=row.on, what="the meeting")
    check_happened("received_on", received, at, since=issued_on, what="the date on the document")
    check_happened("notice_on", notice, at, since=row.on, what="the meeting")
    row.proposed = receive_version(
        plan=row.plan, kind=VersionKind.PROPOSED, issued_on=issued_on, received_on=received, by=by, at=at,
        upload=_checked(upload), copy=True,
    )  # fmt: skip
    row.amendment_notice_on = notice
    row.save(update_fields=["proposed", "amendment_notice_on"])
    return row.proposed


@transaction.atomic
def compare(
    *, review: AnnualReview, by: User, at: dt.datetime, comments_sent_on: dt.date | None = None
) -> AnnualReview:
    """The proposed amendments were compared with the plan in force; the school's comments, where it had any, went on that
    day. May be said again with the day once they went. Raises MeetingRefused, Denied."""
    check_can(by, RUN, review)
    row = locked(review)
    _amending(row)
    if comments_sent_on:
        since = row.amendment_notice_on or row.decided_on
        check_happened("comments_sent_on", comments_sent_on, at, since=since, what="the notice")
    row.comments_sent_on = comments_sent_on
    row.save(update_fields=["comments_sent_on"])
    if row.state == S.DECIDED:
        make_move(row, S.COMPARED, by=by, at=at, lifecycle=REVIEW)
    return queries.review_rows().get(pk=row.pk)


def _check_final(review: AnnualReview) -> None:
    _amending(review)
    if review.proposed_id is None:
        raise Denied(
            "Add the proposed amendments first. If none reached the school, add the amended plan there as well: "
            "what has changed can then be seen."
        )
    if review.final_id or review.no_amendment_on:
        raise Denied("What became of the amendments is recorded already, and stands.")


@transaction.atomic
def record_final(*, review: AnnualReview, version: PlanVersion, by: User, at: dt.datetime) -> AnnualReview:
    """The amended final plan is `version`, which has been received. Late is told from its date. Raises MeetingRefused,
    Denied."""
    check_can(by, RUN, review)
    row = locked(review)
    _check_final(row)
    if version.plan_id != row.plan_id or version.kind != VersionKind.AMENDED:
        raise MeetingRefused("version", "Choose the amended final plan of this pupil.")
    check_happened(
        "version", version.issued_on, at, since=row.amendment_notice_on, what="the amendment notice"
    )
    row.final, row.no_amendment_on = version, None
    row.save(update_fields=["final", "no_amendment_on"])
    return queries.review_rows().get(pk=row.pk)


@transaction.atomic
def receive_final(
    *, review: AnnualReview, issued_on: dt.date, received_on: dt.date, by: User, at: dt.datetime,
    upload: Upload | UploadedFile | None = None,
) -> AnnualReview:  # fmt: skip
    """The amended final plan has come: it is kept as a version that starts as a copy of the proposed one, and is that of
    this review. It is in force once it has been checked. Raises MeetingRefused, Denied."""
    check_can(by, RUN, review)
    row = locked(review)
    _check_final(row)
    check_happened("issued_on", issued_on, at, since=row.amendment_notice_on, what="the amendment notice")
    check_happened("received_on", received_on, at, since=issued_on, what="the date on the plan")
    version = receive_version(
        plan=row.plan, kind=VersionKind.AMENDED, issued_on=issued_on, received_on=received_on, by=by, at=at,
        upload=_checked(upload), copy=True,
    )  # fmt: skip
    return record_final(review=row, version=version, by=by, at=at)


@transaction.atomic
def record_no_amendment(*, review: AnnualReview, on: dt.date, by: User, at: dt.datetime) -> AnnualReview:
    """The authority decided not to amend after all, by a letter of that day (reg 22(4)). Raises MeetingRefused, Denied."""
    check_can(by, RUN, review)
    row = locked(review)
    _check_final(row)
    if row.final_id:
        raise Denied("The amended final plan is here: the plan was amended.")
    check_happened("no_amendment_on", on, at, since=row.amendment_notice_on, what="the amendment notice")
    row.no_amendment_on = on
    row.save(update_fields=["no_amendment_on"])
    return queries.review_rows().get(pk=row.pk)


@transaction.atomic
def close_review(
    *,
    review: AnnualReview,
    by: User,
    at: dt.datetime,
    ceased_on: dt.date | None = None,
    appealed: bool = False,
) -> AnnualReview:
    """Close the review: all that it set going is recorded. Where the authority ends the plan, the plan ends with
    `ceased_on` (without it today), unless the parents have appealed: then it goes on (s.45(4) of the Act). SEN support
    goes on either way. The plan of a pupil who has left is not ended here. Raises MeetingRefused, Denied."""
    check_can(by, Permission.EHC_CLOSE, review)
    row = locked(review)
    closed = make_move(row, S.CLOSED, by=by, at=at, lifecycle=REVIEW)
    if closed.decision == LaDecision.CEASE and not appealed and row.pupil.left_on is None:
        last = ceased_on or timezone.localdate(at)
        check_happened("ceased_on", last, at, since=closed.decided_on, what="the decision")
        why = f"The authority ended it after the annual review of {day(closed.on)}."
        cease_plan(plan=row.plan, on=last, why=why, by=by, at=at)
    return queries.review_rows().get(pk=row.pk)


@transaction.atomic
def send_letter(
    *,
    review: AnnualReview,
    contact: Contact | None,
    by: User,
    at: dt.datetime,
    added: str = "",
    online: bool = False,
) -> PupilDocument:
    """Issue the letter to the parents that tells the decision and their rights (R-143, R-155), and file it. With `online`
    it is on the family's page, for the addressee alone where one is named, and they are told by an email that names nobody.
    Its PDF is made by a worker. Raises Denied before there is a decision."""
    check_can(by, Permission.REVIEW_REPORT_SEND, review)
    row = locked(review)
    if not row.decision:
        raise Denied("The letter tells what the local authority decided: record the decision first.")
    readers = [one for one in online_contacts(row.pupil) if contact in (None, one)] if online else []
    if online and not readers:
        raise MeetingRefused("online", "No parent signs in here yet: print the letter, and give or post it.")
    issued = issue_document(
        school=row.school, kind=DocumentKind.EHC_LETTER, subject=row.plan.reference, title=papers.letter_title(row),
        template=REVIEW_LETTER, snapshot=papers.letter_snapshot(row, contact, added, timezone.localdate(at)), by=by, at=at,
    )  # fmt: skip
    filed = file_document(pupil=row.pupil, issued=issued, by=by, at=at, restricted=True)
    if readers:
        share_with_family(document=filed)
    for email in dict.fromkeys(one.user.email for one in readers):
        tell_shared(school=row.school, email=email, template="email/document_shared.txt")
    return filed
