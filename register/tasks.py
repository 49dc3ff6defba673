import datetime as dt
import time

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.documents.actions import destroy_file
from core.schools import scope
from core.schools.queries import all_school_ids
from register.file.words import read_documents
from register.models import ImportRun
from register.profiles.sheets import forget_class_sheets

READING_SECONDS = 90  # that a worker reads documents at a time


@shared_task
def forget_uploads() -> int:
    """Destroy uploaded pupil lists after 90 days: what they brought is in the register. Returns how many went."""
    old = timezone.now() - dt.timedelta(days=90)
    with scope.opened(all_school_ids(), doing="forget uploads"), transaction.atomic():
        runs = list(ImportRun.objects.filter(uploaded_at__lt=old).select_related("file"))
        for run in runs:
            run.delete()
            destroy_file(run.file)
    return len(runs)


@shared_task
def forget_printed_sheets() -> int:
    """Destroy the PDFs of classes on a page after 30 days: they are prints of one day. Returns how many went."""
    old = timezone.now() - dt.timedelta(days=30)
    with scope.opened(all_school_ids(), doing="forget printed sheets"), transaction.atomic():
        return forget_class_sheets(before=old)


@shared_task(soft_time_limit=READING_SECONDS + 60)
def read_new_documents() -> int:
    """Draw out the words of documents whose bytes are there since the last time, so that they are found by them; some of
    each school, another school first each time. Returns how many were read."""
    until = time.monotonic() + READING_SECONDS
    with scope.opened([], doing="read documents"), transaction.atomic():
        schools = all_school_ids()
    first = timezone.now().minute % len(schools) if schools else 0
    turns = [*schools[first:], *schools[:first]]
    return sum(read_documents(school, seconds=until - time.monotonic()) for school in turns)
