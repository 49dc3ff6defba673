"""The report to governors, drafted by a worker."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from core.accounts.permissions import Denied
from core.jobs.models import Job
from core.jobs.registry import CannotFinish, handler
from overview.governors.actions import JOB, draft_report


@handler(JOB)
def term_report(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: take the term's figures and draft the report on them."""
    report(0, 1)
    start = dt.date.fromisoformat(job.payload["term"])
    try:
        made = draft_report(school=job.school, start=start, by=by, at=timezone.now(), job=job)
    except Denied as denied:
        raise CannotFinish(denied.reason) from denied
    report(1, 1)
    page = reverse("governors:report", args=[job.school.slug, made.reference])
    return {"message": f"The report on the {made.term_name} is drafted.", "next_url": page}
