"""Tells the workers of the documents that the history issued: those in force first."""

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.jobs.actions import unfinished
from core.jobs.tasks import run_job
from core.schools import scope
from core.schools.models import School


def queue_documents(schools: list[School]) -> int:
    """Queue every open job of the schools, the newest first; returns how many. Without a broker they wait until
    the rounds that look for lost jobs find them."""
    ids = [school.pk for school in schools]
    with scope.opened(ids, doing="load demo"), transaction.atomic():
        open_jobs = unfinished(before=timezone.now()).filter(school__in=ids).order_by("-queued_at", "-pk")
        jobs = list(open_jobs.values_list("pk", "school_id"))
    try:
        for pk, school_id in jobs:
            run_job.delay(pk, school_id)
    except OperationalError:
        pass
    return len(jobs)
