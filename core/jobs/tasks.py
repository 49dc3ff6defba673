import datetime as dt
import smtplib

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.jobs import actions
from core.jobs.mail import deliver_now
from core.jobs.models import Job
from core.schools import scope
from core.schools.queries import all_school_ids

LOST_AFTER = dt.timedelta(minutes=10)  # a job still open then may have lost its message or its worker


@shared_task
def run_job(pk: int, school_id: int) -> None:
    """Carry out one job with its school in sight, as the person who asked for it."""
    with scope.opened([school_id], doing="job"), transaction.atomic():
        job = Job.objects.filter(pk=pk).values_list("owner_id", "kind").first()
    if job:
        with scope.opened([school_id], actor=job[0], doing=job[1]):
            actions.carry_out(pk)


@shared_task(
    autoretry_for=(smtplib.SMTPException, OSError), retry_backoff=30, retry_backoff_max=3600, max_retries=10
)
def deliver(data: dict) -> None:
    """Send one email that a request queued; a mail server that refuses is asked again for some hours."""
    deliver_now(data)


@shared_task
def resume_lost_jobs() -> int:
    """Queue again what the broker or a worker lost. A job that still runs is locked and is left alone."""
    with scope.opened(all_school_ids(), doing="resume lost jobs"), transaction.atomic():
        at = timezone.now()
        lost = actions.resend_lost(before=at - LOST_AFTER, at=at)
    for pk, school_id in lost:
        run_job.delay(pk, school_id)
    return len(lost)


@shared_task
def forget_jobs() -> int:
    """Throw away the records of work that ended 90 days ago. Returns how many went."""
    old = timezone.now() - dt.timedelta(days=90)
    with scope.opened(all_school_ids(), doing="forget jobs"), transaction.atomic():
        return Job.objects.filter(ended_at__lt=old).delete()[0]
