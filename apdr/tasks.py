import datetime as dt

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from apdr.plans.printing import forget_print_runs as forget_runs
from apdr.sessions.sheets import forget_sheets
from core.schools import scope
from core.schools.queries import all_school_ids


@shared_task
def forget_session_sheets() -> int:
    """Destroy the PDFs of weekly paper sheets after 30 days: they are prints of one week. Returns how many went."""
    old = timezone.now() - dt.timedelta(days=30)
    with scope.opened(all_school_ids(), doing="forget session sheets"), transaction.atomic():
        return forget_sheets(before=old)


@shared_task
def forget_print_runs() -> int:
    """Throw away the lists of plans printed at once after 90 days: the papers are in the children's files. Returns how
    many went."""
    old = timezone.now() - dt.timedelta(days=90)
    with scope.opened(all_school_ids(), doing="forget print runs"), transaction.atomic():
        return forget_runs(before=old)
