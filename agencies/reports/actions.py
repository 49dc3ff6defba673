"""Every write of reports: received, read, checked, returned, shared, confirmed. Advice is in `advice`."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from agencies.enums import ReceiptBy, ReportState
from agencies.models import Agency, AgencyReport, Finding, Referral, ReportReceipt, Visit
from agencies.referrals.actions import mark_reported
from agencies.reports.advice import decide, move_recommendation, remove_recommendation, write_recommendation
from agencies.reports.ground import TO_CHECK, check_names_nobody, check_open, keep_document, locked
from agencies.reports.reading import queue_reading, read_report
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, can, check_can
from core.ui.present import day
from register.actions import open_to_parent, tell_shared
from register.enums import Sensitivity
from register.file.actions import check_happened
from register.file.uploads import Upload
from register.models import ClassTeacher, Contact, Pupil, PupilDocument

__all__ = ["ask_correction", "confirm_receipt", "decide", "dismiss_finding", "move_recommendation", "read_again",
           "read_report", "receive_report", "remove_recommendation", "share_report", "write_recommendation"]  # fmt: skip
MAIL = "email/report_shared.txt"


@transaction.atomic
def receive_report(
    *, pupil: Pupil, upload: Upload, by: User, at: dt.datetime, referral: Referral | None = None,
    visit: Visit | None = None, agency: Agency | None = None, author: str = "", private: bool = False,
    dated: dt.date | None = None, received_on: dt.date | None = None, replaces: AgencyReport | None = None,
) -> AgencyReport:  # fmt: skip
    """A report has arrived (R-113, R-124): its bytes are kept for those who check it, and a worker reads it.

    `upload` has passed `register.file.uploads.check_upload`. `replaces` is the report that it corrects: that one is kept
    and is no longer checked or shared. Raises Denied.
    """
    check_can(by, Permission.REPORT_HAND_IN, referral or pupil)
    today = timezone.localdate(at)
    received_on = received_on or today
    check_happened(pupil, dated, today)
    check_happened(pupil, received_on, today)
    if dated and dated > received_on:
        raise Denied(f"It cannot have arrived before {day(dated)}, the date on it: check the dates.")
    _check_belongs(pupil, referral, visit, replaces)
    agency = agency or (referral.agency if referral else None) or (visit.agency if visit else None)
    if agency is None and not private and not author.strip():
        raise Denied("Say which agency the report is from, or who wrote it.")
    source = ", ".join(filter(None, [author.strip(), agency.name if agency else ""]))
    title = f"Report, {agency.name}" if agency else "Private report" if private else "Report"
    document = keep_document(
        pupil=pupil, upload=upload, title=title, source=source, dated=dated, by=by, at=at
    )
    report = AgencyReport.objects.create(
        school_id=pupil.school_id, pupil=pupil, referral=referral, visit=visit, agency=agency, author=author.strip(),
        private=private, document=document, dated=dated, received_on=received_on, received_by=by, replaces=replaces,
    )  # fmt: skip
    if replaces is not None:
        _replace(replaces, report)
    queue_reading(report, by=by, at=at)
    if referral is not None:
        mark_reported(referral=referral, by=by, at=at)
    return report


def _check_belongs(pupil, referral, visit, replaces) -> None:
    for thing, words in ((referral, "referral"), (visit, "visit"), (replaces, "report")):
        if thing is not None and thing.pupil_id != pupil.pk:
            raise Denied(f"That {words} is of another child: choose one of this child’s.")
    if replaces is not None and locked(replaces).state not in TO_CHECK:
        raise Denied("A report is replaced while it is being checked: add this one as a new report.")


def _replace(old: AgencyReport, new: AgencyReport) -> None:
    held = locked(old)
    held.state, held.version = ReportState.REPLACED, held.version + 1
    held.save(update_fields=["state", "version"])
    for one in held.recommendations.order_by("number"):
        one.report = new
        one.save(update_fields=["report"])


@transaction.atomic
def read_again(*, report: AgencyReport, by: User, at: dt.datetime) -> AgencyReport:
    """Have a worker read the report once more, with the names of today. What was found to be something else stays so.
    Raises Denied."""
    check_can(by, Permission.REPORT_CHECK, report)
    held = locked(report)
    if held.state not in {*TO_CHECK, ReportState.READING}:
        raise Denied("This report has been dealt with already.")
    queue_reading(held, by=by, at=at)
    return held


@transaction.atomic
def dismiss_finding(
    *, finding: Finding, by: User, at: dt.datetime, alike: bool = False, undo: bool = False
) -> int:
    """The words are something else: they no longer stand in the way. With `alike` all of the report that read the
    same; `undo` marks them again. Returns how many changed. Raises Denied."""
    held = locked(finding.report)
    check_can(by, Permission.REPORT_CHECK, held)
    check_open(held)
    rows = Finding.objects.filter(report=held, dismissed_at__isnull=not undo)
    same = {"words__iexact": finding.words, "kind": finding.kind} if alike else {"pk": finding.pk}
    return rows.filter(**same).update(dismissed_at=None if undo else at, dismissed_by=None if undo else by)


@transaction.atomic
def ask_correction(*, report: AgencyReport, words: str, by: User, at: dt.datetime) -> AgencyReport:
    """Ask the writer for a corrected report (R-125). The words go by letter or a secure service and name no child.
    Raises Denied."""
    check_can(by, Permission.REPORT_CHECK, report)
    held = locked(report)
    check_open(held)
    if not words.strip():
        raise Denied("Say what is to be corrected.")
    check_names_nobody(words, held.pupil)
    held.state, held.returned_words, held.version = ReportState.RETURNED, words.strip(), held.version + 1
    held.returned_at, held.returned_by = at, by
    held.save(update_fields=["state", "returned_words", "returned_at", "returned_by", "version"])
    return held


@transaction.atomic
def share_report(
    *, report: AgencyReport, as_is_why: str, contacts_how: dict[Contact, ReceiptBy], by: User, at: dt.datetime,
    read_through: bool = False,
) -> AgencyReport:  # fmt: skip
    """Hand a checked report to the class teachers and the chosen contacts (R-113, R-125): each has a receipt to
    confirm, and those who sign in an email that names nobody.

    While a finding stands, `as_is_why` says why it is shared as it is. Where parts could not be read by machine,
    `read_through` says that a person has read them. Raises Denied.
    """
    check_can(by, Permission.REPORT_CHECK, report)
    held = locked(report)
    check_open(held)
    if Finding.objects.filter(report=held, dismissed_at=None).exists() and not as_is_why.strip():
        raise Denied(
            "Something is still marked: ask for a corrected report, or say why it is shared as it is."
        )
    if any(part.get("unread") for part in held.pages) and not read_through:
        raise Denied("Parts of it could not be read by machine: read them through, and say that you have.")
    _check_contacts(held.pupil, contacts_how)
    held.state, held.as_is_why, held.version = ReportState.SHARED, as_is_why.strip(), held.version + 1
    held.checked_at = held.shared_at = at
    held.checked_by = held.shared_by = by
    held.save()
    _open_document(held.document)
    _hand_out(held, contacts_how, by, at)
    return held


def _check_contacts(pupil: Pupil, contacts: dict[Contact, ReceiptBy]) -> None:
    if any(contact.pupil_id != pupil.pk for contact in contacts):
        raise Denied("Choose among this child’s contacts.")
    if not contacts and pupil.contacts.exists():
        raise Denied("Every report is shared with the parents: choose at least one of them.")


def _open_document(document: PupilDocument) -> None:
    document.sensitivity, document.for_family, document.version = (
        Sensitivity.ORDINARY,
        True,
        document.version + 1,
    )
    document.save(update_fields=["sensitivity", "for_family", "version"])


def _hand_out(report: AgencyReport, contacts: dict[Contact, ReceiptBy], by: User, at: dt.datetime) -> None:
    common = {"school_id": report.school_id, "report": report, "sent_at": at}
    teachers = ClassTeacher.objects.filter(school_class=report.pupil.school_class_id).select_related("user")
    for one in teachers if report.pupil.school_class_id else ():
        ReportReceipt.objects.create(user=one.user, how=ReceiptBy.ONLINE, **common)
        tell_shared(school=report.school, email=one.user.email, template=MAIL)
    for contact, how in contacts.items():
        if how == ReceiptBy.ONLINE:
            open_to_parent(contact=contact, by=by, at=at)
            tell_shared(school=report.school, email=contact.email, template=MAIL)
        ReportReceipt.objects.create(contact=contact, how=how, **common)


@transaction.atomic
def confirm_receipt(*, receipt: ReportReceipt, by: User, at: dt.datetime, comment: str = "") -> ReportReceipt:
    """They have the report: the teacher or parent says so, or whoever checks reports records that they did. Once: the
    first stands. Raises Denied."""
    rows = ReportReceipt.objects.select_for_update(of=("self",)).select_related("contact", "report__pupil")
    held = rows.get(pk=receipt.pk)
    theirs = by.pk in {held.user_id, held.contact.user_id if held.contact else None}
    if not theirs and not can(by, Permission.REPORT_CHECK, held.report):
        raise Denied("Whom the report was handed to confirms it.")
    if held.confirmed_at is None:
        held.confirmed_at, held.comment, held.version = at, comment.strip()[:2000], held.version + 1
        held.recorded_by = None if theirs else by
        held.save(update_fields=["confirmed_at", "comment", "recorded_by", "version"])
    return held
