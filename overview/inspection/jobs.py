"""The inspection pack, made by a worker."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from core.accounts.permissions import Denied
from core.jobs.models import Job
from core.jobs.registry import CannotFinish, handler
from overview.inspection.actions import JOB, make_pack


@handler(JOB)
def inspection_pack(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: gather and issue; the PDF follows as a job of its own. Raises CannotFinish."""
    try:
        make_pack(school=job.school, studies=job.payload["studies"], by=by, at=timezone.now(), report=report)
    except Denied as denied:
        raise CannotFinish(denied.reason) from denied
    page = reverse("pack:pack", args=[job.school.slug])
    return {"message": "The inspection pack is put together.", "next_url": page}
