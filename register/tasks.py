import datetime as dt

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.documents.actions import destroy_file
from core.schools import scope
from core.schools.queries import all_school_ids
from register.models import ImportRun
from register.profiles.sheets import forget_class_sheets


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
