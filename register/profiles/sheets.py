"""A class on a page: the sheets of all its children as one PDF, made by a worker and kept as long as its record."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.models import Opening
from core.documents.actions import destroy_file, keep_file
from core.documents.models import PrivateFile
from core.documents.pdf import CLASS_ON_A_PAGE, render_pdf
from core.jobs.actions import queue_job
from core.jobs.models import Job, JobState
from core.jobs.registry import CannotFinish, handler
from core.ui.present import lines
from register.enums import Level, NeedType
from register.models import SchoolClass
from register.profiles.queries import Sheet, class_sheets

KIND = "class_on_a_page"


@transaction.atomic
def make_class_sheet(*, school_class: SchoolClass, by, at: dt.datetime) -> Job:
    """Queue the making of the class's page as a PDF. Raises Denied, also when nobody there is on the register."""
    check_can(by, Permission.SUPPLY_PACK, school_class)
    if not class_sheets(school_class, by):
        raise Denied(f"Nobody in {school_class.name} is on the register: there is nothing to print.")
    title = _("%(name)s on a page") % {"name": school_class.name}
    return queue_job(
        school=school_class.school, kind=KIND, title=title, by=by, at=at, payload={"class": school_class.pk}
    )


@handler(KIND)
def print_class_sheet(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: the class's page as `by` may see it now, kept privately. Raises CannotFinish."""
    school_class = SchoolClass.objects.select_related("school").get(pk=job.payload["class"])
    try:
        check_can(by, Permission.SUPPLY_PACK, school_class)
    except Denied as denied:
        raise CannotFinish(denied.reason) from denied
    report(0, 1)
    sheets = class_sheets(school_class, by)
    data = render_pdf(CLASS_ON_A_PAGE, sheet_snapshot(school_class, sheets, at))
    kept = keep_file(
        school=job.school, name=f"{school_class.name}.pdf", data=data, content_type="application/pdf", at=at
    )
    report(1, 1)
    return {
        "file": kept.pk, "references": [sheet.reference for sheet in sheets],
        "message": _("%(name)s is ready to print.") % {"name": job.title},
        "next_url": reverse("profiles:sheet-file", args=[job.school.slug, job.reference]),
    }  # fmt: skip


def sheet_snapshot(school_class: SchoolClass, sheets: list[Sheet], at: dt.datetime) -> dict:
    """The snapshot of documents/class_on_a_page.html (templates/documents/README.md)."""
    school = school_class.school
    return {
        "school": {"name": school.name, "senco_label": school.label("senco")},
        "document": {"issued_on": timezone.localdate(at).isoformat()},
        "sheet": {
            "title": _("%(name)s on a page") % {"name": school_class.name},
            "profile_label": school.label("profile").lower(),
            "pupils": [_row(sheet) for sheet in sheets],
        },
    }


def _row(sheet: Sheet) -> dict:
    codes = [code for code in (sheet.need, sheet.second) if code]
    return {
        "name": sheet.name, "level": str(Level(sheet.level).label), "written": sheet.written,
        "needs": ", ".join(str(NeedType(code).label) for code in codes),
        "lesson": "; ".join(lines(sheet.adjustments)), "helps": "; ".join(lines(sheet.helps)),
        "avoid": "; ".join(lines(sheet.avoid)), "ask": " ".join(sheet.ask.split()),
    }  # fmt: skip


def printed_sheet(job: Job) -> PrivateFile | None:
    """The PDF that a job made, or None while it has not or when it is no longer kept."""
    if job.kind != KIND or job.state != JobState.DONE:
        return None
    return PrivateFile.objects.filter(school=job.school_id, pk=job.result.get("file")).first()


@transaction.atomic
def record_sheet_opening(*, school, references: list[str], what: str, by, at: dt.datetime) -> list[Opening]:
    """Record for each child whose sheet was on it that `by` opened the class's page. One query."""
    return Opening.objects.bulk_create(
        Opening(school=school, user=by, at=at, kind=Opening.Kind.DOCUMENT, what=what, subject=reference)
        for reference in references
    )


def forget_class_sheets(*, before: dt.datetime) -> int:
    """Destroy the PDFs of jobs that ended before then: they are snapshots for printing. Returns how many went."""
    jobs = Job.objects.filter(kind=KIND, ended_at__lt=before, result__has_key="file")
    kept = list(PrivateFile.objects.filter(pk__in=[job.result["file"] for job in jobs]))
    for file in kept:
        destroy_file(file)
    return len(kept)
