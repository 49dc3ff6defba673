"""A job's life: queued with what it needs, run once by a worker, its result kept for whoever asked."""

import datetime as dt
import logging

from celery import current_app
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.jobs.models import Job, JobState
from core.jobs.registry import HANDLERS, CannotFinish

logger = logging.getLogger(__name__)
MOST_TRIES = 3
PROGRESS_SECONDS = 3600  # how long the cache remembers how far a running job is


def queue_job(*, school, kind: str, title: str, by, at: dt.datetime, payload: dict | None = None) -> Job:
    """Queue long work; a worker starts it when the transaction has committed. Raises KeyError for no such kind."""
    HANDLERS[kind]
    job = Job.objects.create(
        school=school, kind=kind, title=title, owner=by, payload=payload or {}, queued_at=at
    )
    transaction.on_commit(lambda: _tell_workers(job))
    return job


def _tell_workers(job: Job) -> None:
    try:
        current_app.signature("core.jobs.tasks.run_job", args=(job.pk, job.school_id)).delay()
    except OperationalError:
        logger.warning("The broker is away: job %s starts when it is back", job.pk)


def unfinished(*, before: dt.datetime):
    """Open jobs that workers were last told of before then."""
    return Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING], sent_at__lt=before)


def resend_lost(*, before: dt.datetime, at: dt.datetime) -> list[tuple[int, int]]:
    """(primary key, school) of open jobs that workers were last told of before then; told of again now."""
    found = list(unfinished(before=before).values_list("pk", "school_id"))
    Job.objects.filter(pk__in=[pk for pk, _ in found]).update(sent_at=at)
    return found


def _progress_key(pk: int) -> str:
    return f"job-progress-{pk}"


def progress_of(job: Job) -> tuple[int, int]:
    """(steps done, steps in all) of a job, from the cache while it runs."""
    return cache.get(_progress_key(job.pk)) or (job.progress, job.total)


def start(pk: int, *, at: dt.datetime) -> Job | None:
    """Take a job that waits, or one whose worker died; None when it is done or another worker has it."""
    job = Job.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if job is None or job.state in {JobState.DONE, JobState.FAILED}:
        return None
    if job.tries >= MOST_TRIES:
        _end(
            pk,
            JobState.FAILED,
            {"message": "This stopped three times. Nothing was changed. Tell us, please."},
        )
        return None
    job.state, job.started_at, job.tries = JobState.RUNNING, at, job.tries + 1
    job.save(update_fields=["state", "started_at", "tries"])
    return job


def carry_out(pk: int) -> None:
    """Do the work of a job once: its writes and its being done commit together, so that a second run, after
    a worker died or a message came twice, finds it done."""
    with transaction.atomic():
        if start(pk, at=timezone.now()) is None:
            return
    try:
        with transaction.atomic():
            _work(pk)
    except CannotFinish as stopped:
        _end(pk, JobState.FAILED, {"message": str(stopped)})
    except Exception:
        logger.exception("Job %s could not be finished", pk)
        _end(
            pk,
            JobState.FAILED,
            {"message": "Something went wrong on our side. Nothing was changed. Try again."},
        )


def _work(pk: int) -> None:
    waiting = Job.objects.select_for_update(skip_locked=True, of=("self",)).select_related("school", "owner")
    job = waiting.filter(pk=pk).first()
    if job is None or job.state != JobState.RUNNING:
        return

    def report(done: int, total: int) -> None:
        cache.set(_progress_key(pk), (done, total), PROGRESS_SECONDS)

    result = HANDLERS[job.kind](job, by=job.owner, at=job.queued_at, report=report) or {}
    _end(pk, JobState.FAILED if result.pop("refused", False) else JobState.DONE, result)


def _end(pk: int, state: JobState, result: dict) -> None:
    done, total = cache.get(_progress_key(pk)) or (0, 0)
    message, next_url = result.pop("message", ""), result.pop("next_url", "")
    with transaction.atomic():
        Job.objects.filter(pk=pk).update(
            state=state, result=result, message=message, next_url=next_url, ended_at=timezone.now(),
            progress=done, total=total,
        )  # fmt: skip
