"""The weekly paper sheet: children down, days across, a box for each session; made by a worker, kept for a while."""

import datetime as dt
from collections import defaultdict

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apdr.models import Provision
from apdr.sessions import present, queries
from apdr.sessions.codes import legend
from apdr.sessions.queries import Occasion
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.documents.actions import destroy_file, keep_file
from core.documents.models import PrivateFile
from core.documents.pdf import SESSION_SHEET, render_pdf
from core.jobs.actions import queue_job
from core.jobs.models import Job, JobState
from core.jobs.registry import CannotFinish, handler
from core.schools.models import School
from core.ui.present import day

KIND = "session_sheet"
DAYS = 5


@transaction.atomic
def make_sheet(
    *,
    school: School,
    monday: dt.date,
    by,
    at: dt.datetime,
    everyone: bool = False,
    run: Provision | None = None,
) -> Job:
    """Queue the making of a week's paper: the adult's own sessions, one provision's, or with `everyone` a page for each
    adult. Raises Denied, also when there is nothing to print."""
    check_can(by, Permission.SESSION_RECORD, school)
    if not _found(school, by, monday, everyone, run):
        raise Denied("No session falls in that week: there is nothing to print.")
    return queue_job(
        school=school, kind=KIND, title=_("Session sheet, week of %(day)s") % {"day": day(monday)}, by=by, at=at,
        payload={"monday": monday.isoformat(), "everyone": everyone, "run": run.pk if run else None},
    )  # fmt: skip


def _found(school: School, by, monday: dt.date, everyone: bool, run: Provision | None) -> list[Occasion]:
    friday = monday + dt.timedelta(days=DAYS - 1)
    found = queries.sessions_between(school, by, monday, friday, everyone=everyone, provision=run)
    return [one for one in found if one.planned and any(child.named for child in one.children)]


@handler(KIND)
def print_sheet(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: the week's paper as `by` may see it now, kept privately. Raises CannotFinish."""
    monday, run = dt.date.fromisoformat(job.payload["monday"]), None
    if job.payload["run"]:
        run = (
            Provision.objects.visible_to(by)
            .select_related("school", "intervention")
            .get(pk=job.payload["run"])
        )
    try:
        check_can(by, Permission.SESSION_RECORD, job.school)
    except Denied as denied:
        raise CannotFinish(denied.reason) from denied
    report(0, 1)
    found = _found(job.school, by, monday, job.payload["everyone"], run)
    data = render_pdf(SESSION_SHEET, sheet_snapshot(job.school, monday, found, by, at))
    kept = keep_file(
        school=job.school, name=f"{job.title}.pdf", data=data, content_type="application/pdf", at=at
    )
    report(1, 1)
    return {
        "file": kept.pk, "references": sorted({c.reference for one in found for c in one.children if c.named}),
        "message": _("%(name)s is ready to print.") % {"name": job.title},
        "next_url": reverse("sessions:sheet-file", args=[job.school.slug, job.reference]),
    }  # fmt: skip


def sheet_snapshot(school: School, monday: dt.date, found: list[Occasion], by, at: dt.datetime) -> dict:
    """The snapshot of documents/session_sheet.html (templates/documents/README.md): a page for each adult."""
    pages: dict[str, list[Occasion]] = defaultdict(list)
    for one in found:
        pages[one.adult or by.called].append(one)
    days = [monday + dt.timedelta(days=n) for n in range(DAYS)]
    return {
        "school": {"name": school.name}, "document": {"issued_on": timezone.localdate(at).isoformat()},
        "sheet": {
            "title": _("Session sheet, week of %(day)s") % {"day": day(monday)},
            "days": [f"{one:%A} {one.day} {one:%b}" for one in days],
            "legend": [{"code": code, "words": words} for code, words in legend()],
            "pages": [{"adult": adult, "groups": _groups(rows, days)} for adult, rows in sorted(pages.items())],
        },
    }  # fmt: skip


def _groups(rows: list[Occasion], days: list[dt.date]) -> list[dict]:
    runs: dict[int, list[Occasion]] = defaultdict(list)
    for one in rows:
        runs[one.provision].append(one)
    return [
        {
            "title": found[0].title,
            "children": [_child(pk, name, found, days) for pk, name in _children(found).items()],
        }
        for found in sorted(runs.values(), key=lambda one: (one[0].at, one[0].title))
    ]


def _children(found: list[Occasion]) -> dict[int, str]:
    return {
        child.pk: f"{child.first} {child.last[:1]}".strip()
        for one in found
        for child in one.children
        if child.named
    }


def _child(pk: int, name: str, found: list[Occasion], days: list[dt.date]) -> dict:
    has = [one for one in found if any(child.pk == pk for child in one.children)]
    return {
        "name": name,
        "boxes": [[present.at_words(one.at) for one in has if one.on == day] for day in days],
    }


def printed_sheet(job: Job) -> PrivateFile | None:
    """The PDF that a job made, or None while it has not or when it is no longer kept."""
    if job.kind != KIND or job.state != JobState.DONE:
        return None
    return PrivateFile.objects.filter(school=job.school_id, pk=job.result.get("file")).first()


def forget_sheets(*, before: dt.datetime) -> int:
    """Destroy the PDFs of jobs that ended before then: they are snapshots for printing. Returns how many went."""
    jobs = Job.objects.filter(kind=KIND, ended_at__lt=before, result__has_key="file")
    kept = list(PrivateFile.objects.filter(pk__in=[job.result["file"] for job in jobs]))
    for file in kept:
        destroy_file(file)
    return len(kept)
