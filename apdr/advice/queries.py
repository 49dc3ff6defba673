"""What advice there is about a pupil, what became of it, and where it can go."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from agencies.enums import AdviceState
from agencies.models import Recommendation
from apdr.enums import OPEN_STATES, ProvisionState
from apdr.models import Plan, Provision
from core.schools.models import School
from register.models import Pupil

JOINED = (
    "pupil__school", "pupil__school_class", "report__agency", "visit__agency", "decided_by",
)  # fmt: skip


def advice_in_sight(school: School, user):
    """Recommendations of the school that the person may read, with where they come from."""
    found = Recommendation.objects.visible_to(user).filter(school=school)
    return found.select_related(*JOINED).order_by("pupil__legal_last", "pupil__legal_first", "pupil", "pk")


def waiting(school: School, user) -> list[Recommendation]:
    """What nobody has decided yet about children who are here, the longest waiting first. One query."""
    found = advice_in_sight(school, user).filter(state=AdviceState.WAITING, pupil__left_on=None)
    return sorted(found, key=lambda one: (told_on(one), one.pk))


def advice_of(pupil: Pupil, user) -> list[Recommendation]:
    """All advice about one pupil, what waits first, then the newest, with where each was used. Two queries."""
    found = (
        advice_in_sight(pupil.school, user).filter(pupil=pupil).prefetch_related("uses__plan", "uses__target")
    )
    return sorted(
        found, key=lambda one: (one.state != AdviceState.WAITING, -told_on(one).toordinal(), one.number)
    )


def told_on(one: Recommendation):
    """The day on which the advice reached the school."""
    return one.report.received_on if one.report else one.visit.on


@dataclass(frozen=True, slots=True)
class Places:
    """Where advice about a pupil can go: plans that are open with their targets, and runs that go on."""

    plans: list[Plan]
    runs: list[Provision]


def places_for(pupil: Pupil, user) -> Places:
    """Open plans of the pupil and provision that they could join or are in. Three queries."""
    plans = Plan.objects.visible_to(user).filter(pupil=pupil, state__in=OPEN_STATES)
    today = timezone.localdate()
    going = Q(state=ProvisionState.PLANNED) | Q(state=ProvisionState.RUNNING)
    runs = Provision.objects.visible_to(user).filter(going, school_id=pupil.school_id, end__gte=today)
    return Places(
        list(plans.select_related("school").prefetch_related("targets").order_by("area")),
        list(runs.select_related("intervention").distinct().order_by("intervention__name", "name", "pk")),
    )
