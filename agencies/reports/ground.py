"""What the reports' actions share: finding the locked row, keeping the bytes, the words that name nobody."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from agencies.enums import ReportState
from agencies.hygiene.fold import letters, tokens_of
from agencies.hygiene.people import common_words
from agencies.models import AgencyReport, ReportReceipt
from core.accounts.models import User
from core.accounts.permissions import Denied
from core.documents.actions import keep_file
from register.enums import DocumentKind, Sensitivity
from register.file.uploads import Upload
from register.models import Pupil, PupilDocument

TO_CHECK = (ReportState.CHECK, ReportState.RETURNED)


def locked(report: AgencyReport) -> AgencyReport:
    """The report as it stands now, locked, with its pupil, school and document."""
    rows = AgencyReport.objects.select_for_update(of=("self",))
    return rows.select_related("pupil", "school", "document", "referral", "agency").get(pk=report.pk)


def check_open(report: AgencyReport) -> None:
    """Raises Denied when the report is still being read, or is shared or replaced already."""
    if report.state == ReportState.READING:
        raise Denied("The report is still being read. Wait until that is done.")
    if report.state not in TO_CHECK:
        raise Denied(f"This report is {ReportState(report.state).label.lower()}: it is not checked again.")


def keep_document(
    *, pupil: Pupil, upload: Upload, title: str, source: str, dated: dt.date | None, by: User, at: dt.datetime
) -> PupilDocument:
    """Put the bytes of a report into the pupil's file, kept for those who check it until it is shared."""
    kept = keep_file(
        school=pupil.school, name=upload.name, data=upload.data, content_type=upload.content_type, at=at
    )
    try:
        return PupilDocument.objects.create(
            school_id=pupil.school_id, pupil=pupil, file=kept, kind=DocumentKind.REPORT, title=title[:200], dated=dated,
            source=source[:120], sensitivity=Sensitivity.RESTRICTED, filed_at=at, filed_by=by,
        )  # fmt: skip
    except Exception:
        kept.content.storage.delete(kept.content.name)
        raise


def check_names_nobody(words: str, pupil: Pupil) -> None:
    """Raises Denied when words that leave the school name the child (R-126). A name that is a word as well (Will, May,
    Page) counts where first and last name stand together."""
    said = [token.text for token in tokens_of(words)]
    firsts = {letters(name) for name in (pupil.legal_first, pupil.preferred_first)} - {""}
    last = letters(pupil.legal_last)
    names = {name for name in firsts | {last} if name not in common_words()} | {
        first + last for first in firsts
    }
    if any("".join(said[at : at + count]) in names for count in range(1, 5) for at in range(len(said))):
        raise Denied("Leave the child’s name out: write “the report” and the reference instead.")


def handed_to_others(user) -> QuerySet:
    """Keys of the documents of reports that were not handed to the person: whoever shares one chooses among the child's
    contacts (R-113), and who signs in and was left out does not find it among the family's papers."""
    theirs = ReportReceipt.objects.filter(report=OuterRef("pk"), contact__user=user)
    return AgencyReport.objects.filter(~Exists(theirs)).values("document")


def unchecked(document: PupilDocument, *, family: bool) -> str:
    """Why a professional's report is not for the `family`, or for more of the staff, yet: it has not passed the check
    (R-125), whatever kind of paper the file calls it; "" for every other document."""
    if document.issued_id is not None:
        return ""
    report = AgencyReport.objects.filter(document=document).only("state").first()
    if report is not None:
        shared = report.state == ReportState.SHARED
        return "" if shared else "This report has not been checked and shared yet: see Agencies."
    if not family or document.kind != DocumentKind.REPORT:
        return ""
    return (
        "A professional’s report is checked before it is shared: add it on the child’s page under Agencies."
    )
