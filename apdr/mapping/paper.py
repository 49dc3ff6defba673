"""The provision map on paper: made by a worker, without any child's name, and destroyed after a month."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apdr.mapping import present, queries
from apdr.mapping.queries import Asked
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.calendar.dates import Span
from core.documents.actions import destroy_file, keep_file
from core.documents.models import PrivateFile
from core.documents.pdf import PROVISION_MAP, render_pdf
from core.jobs.actions import queue_job
from core.jobs.models import Job, JobState
from core.jobs.registry import CannotFinish, handler

KIND = "provision_map"
KEPT = dt.timedelta(days=30)


@transaction.atomic
def make_map(*, school, asked: Asked, by, at: dt.datetime) -> Job:
    """Queue the making of the map as a PDF. Raises Denied."""
    check_can(by, Permission.PROVISION_VIEW, school)
    payload = {"start": asked.span.start.isoformat(), "end": asked.span.end.isoformat(), "by": asked.by,
               "term": asked.term}  # fmt: skip
    return queue_job(school=school, kind=KIND, title=_("Provision map"), by=by, at=at, payload=payload)


def asked_of(payload: dict) -> Asked:
    """What map a job was asked for."""
    span = Span(dt.date.fromisoformat(payload["start"]), dt.date.fromisoformat(payload["end"]))
    return Asked(span, payload["by"], payload["term"])


@handler(KIND)
def print_map(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: the map as `by` may see it now, kept privately; maps older than 30 days go. Raises CannotFinish."""
    try:
        check_can(by, Permission.PROVISION_VIEW, job.school)
    except Denied as denied:
        raise CannotFinish(denied.reason) from denied
    report(0, 1)
    asked = asked_of(job.payload)
    data = render_pdf(PROVISION_MAP, map_snapshot(job.school, by, asked, at))
    name = f"{job.title} {asked.span.end.isoformat()}.pdf"
    kept = keep_file(school=job.school, name=name, data=data, content_type="application/pdf", at=at)
    forget_maps(school=job.school, before=at - KEPT)
    report(1, 1)
    return {"file": kept.pk, "message": _("%(name)s is ready to print.") % {"name": job.title},
            "next_url": reverse("mapping:paper", args=[job.school.slug, job.reference])}  # fmt: skip


def map_snapshot(school, by, asked: Asked, at: dt.datetime) -> dict:
    """The snapshot of documents/provision_map.html (templates/documents/README.md)."""
    today, terms = timezone.localdate(at), queries.terms_of(school)
    rows = queries.provision_map(school, by, asked, today)
    return {
        "school": {"name": school.name, "senco_label": school.label("senco")},
        "document": {"issued_on": today.isoformat()},
        "map": {
            "title": _("Provision map"), "told": present.heading_of(asked, today, terms),
            "line": present.counts_line(rows), "note": present.note_of(asked, today), "headings": present.HEADINGS,
            "groups": present.paper_groups(queries.grouped(rows, asked, terms, present.Names())),
            "mentor": present.paper_groups(present.mentor_groups(rows)),
        },
    }  # fmt: skip


def printed_map(job: Job) -> PrivateFile | None:
    """The PDF that a job made, or None while it has not or when it is no longer kept."""
    if job.kind != KIND or job.state != JobState.DONE:
        return None
    return PrivateFile.objects.filter(school=job.school_id, pk=job.result.get("file")).first()


def forget_maps(*, school, before: dt.datetime) -> int:
    """Destroy the PDFs of maps made before then. Returns how many went."""
    jobs = Job.objects.filter(school=school, kind=KIND, ended_at__lt=before, result__has_key="file")
    old = list(PrivateFile.objects.filter(school=school, pk__in=[job.result["file"] for job in jobs]))
    for file in old:
        destroy_file(file)
    return len(old)
