import datetime as dt

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.schools import scope
from core.schools.queries import all_school_ids
from core.ui.models import Draft


@shared_task
def forget_drafts() -> int:
    """Throw away what people typed and left for 90 days. Returns how many drafts went."""
    old = timezone.now() - dt.timedelta(days=90)
    with scope.opened(all_school_ids(), doing="forget drafts"), transaction.atomic():
        return Draft.objects.filter(saved_at__lt=old).delete()[0]
