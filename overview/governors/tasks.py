from celery import shared_task
from django.db import transaction
from django.utils import timezone

from core.schools import scope
from core.schools.models import School
from core.schools.queries import all_school_ids
from overview.governors.actions import draft_ended


@shared_task
def draft_reports_of_ended_terms() -> list[int]:
    """Each day: have the report of every school whose term is over drafted. Returns the schools that were asked."""
    schools = all_school_ids()
    for pk in schools:
        draft_reports_of.delay(pk)
    return schools


@shared_task
def draft_reports_of(school_id: int) -> int:
    """The reports of one school on terms that are over. Returns how many were drafted."""
    with scope.opened([school_id], doing="draft reports to governors"), transaction.atomic():
        return draft_ended(school=School.objects.get(pk=school_id), at=timezone.now())
