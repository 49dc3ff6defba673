from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.schools import scope
from core.schools.models import School
from core.schools.queries import all_school_ids
from register.transition.actions import mark_those_who_have_left


@shared_task
def mark_leavers() -> int:
    """Each day: mark as leavers the pupils whose last day, given beforehand, is past. Returns how many."""
    count = 0
    with scope.opened(all_school_ids(), doing="mark leavers"), transaction.atomic():
        for school in School.objects.only("pk"):
            count += mark_those_who_have_left(school=school, at=timezone.now())
    return count
