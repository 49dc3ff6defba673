"""Reads of pupil progress meetings, as small frozen things that a template draws without asking again."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, FilteredRelation, OuterRef, Prefetch, Q, Subquery

from apdr.delivery import places
from apdr.enums import Decision, ProvisionState
from apdr.models import Plan, ProgressDecision, ProgressMeeting, Provision, ProvisionPupil, Target
from core.accounts.enums import Permission, Role
from core.accounts.roles import allows
from core.calendar.dates import Span, academic_year
from core.schools.models import School
from register.concerns.queries import OPEN
from register.enums import ON_REGISTER
from register.models import Concern, ProgressReview, Pupil, SchoolClass
from register.queries import YEAR_ORDER

WHOLE_SCHOOL = frozenset({Role.SENCO, Role.HEAD})
FORTNIGHT = dt.timedelta(days=14)  # calendar days after the meeting in which a provision's review falls
MOST_MEETINGS = 100  # of the list of past meetings
# what each decision asks of the role of who runs the meeting
NEEDS = {
    Decision.CONCERN: Permission.CONCERN_RAISE, Decision.PLAN: Permission.PLAN_EDIT,
    Decision.PROVISION: Permission.PROVISION_EDIT, Decision.LEAVE: Permission.PROVISION_EDIT,
}  # fmt: skip


def may_by_role(user, decision: str, school_id: int) -> bool:
    """Whether one of the user's roles may do what that decision sets going."""
    needed = NEEDS.get(Decision(decision))
    return needed is None or allows(user.roles_at(school_id), needed)


def classes_to_meet(school: School, user, today: dt.date):
    """This year's classes of which the user may run a meeting, youngest first. One query."""
    classes = SchoolClass.objects.filter(school=school, academic_year=academic_year(today))
    if not user.roles_at(school.pk) & WHOLE_SCHOOL:
        classes = classes.filter(class_teachers__user=user)
    last = ProgressMeeting.objects.filter(school_class=OuterRef("pk")).order_by("-on")
    found = classes.annotate(last_on=Subquery(last.values("on")[:1]))
    return sorted(found, key=lambda c: (YEAR_ORDER.get(c.year_group, 99), c.name))


def meetings_in_sight(school: School, user):
    """Meetings of the school that the user may read: all for SENCo and head, of their own classes for teachers."""
    found = ProgressMeeting.objects.filter(school=school).select_related(
        "school_class", "school", "opened_by", "closed_by"
    )
    found = found.defer("school__crest")  # fmt: skip
    if user.roles_at(school.pk) & WHOLE_SCHOOL:
        return found
    return found.filter(school_class__class_teachers__user=user)


def past_meetings(school: School, user):
    """Those meetings, the newest first, with how many children were looked at and for how many something was decided.
    One query."""
    counted = meetings_in_sight(school, user).annotate(
        seen=Count("decisions"), acted=Count("decisions", filter=~Q(decisions__decision=Decision.NOTHING))
    )
    return list(counted.order_by("-on", "school_class__name")[:MOST_MEETINGS])


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """A place in a running provision; `percent` delivered of what was planned so far, None before the first time."""

    place: ProvisionPupil
    percent: int | None
    review: bool


@dataclass(frozen=True, slots=True)
class Child:
    """One child of the class with what the meeting looks at. `looked` is what was found on the day of the meeting,
    `last` what was found before it, `before` what the meeting before decided, `held` what this one has."""

    pupil: Pupil
    level: str
    last: ProgressReview | None
    looked: ProgressReview | None
    plans: tuple[Plan, ...]
    places: tuple[PlaceNow, ...]
    concern: Concern | None
    before: ProgressDecision | None
    held: ProgressDecision | None

    @property
    def on_register(self) -> bool:
        return self.level in ON_REGISTER


def children_of_class(
    meeting: ProgressMeeting, user, today: dt.date, *, only: str | None = None
) -> list[Child]:
    """The children of the class in the user's sight, those on the register first; `only` that reference. Sixteen
    queries, however many children and provisions."""
    pupils = _pupils(meeting, user, only)
    keys = [pupil.pk for pupil in pupils]
    last, looked = _looks(meeting, keys)
    plans, now = _plans(keys), _places(meeting, keys, today)
    concerns = _concerns(meeting.school, user, keys)
    held, before = _decisions(meeting, keys)
    children = [
        Child(p, p.level or "", last.get(p.pk), looked.get(p.pk), tuple(plans[p.pk]), tuple(now[p.pk]),
              concerns.get(p.pk), before.get(p.pk), held.get(p.pk))
        for p in pupils
    ]  # fmt: skip
    return sorted(children, key=lambda child: not child.on_register)


def _pupils(meeting: ProgressMeeting, user, only: str | None) -> list[Pupil]:
    found = Pupil.objects.filter(school_class=meeting.school_class_id).visible_to(user).here()
    if only is not None:
        found = found.filter(reference=only)
    period = FilteredRelation("periods", condition=Q(periods__end=None))
    joined = found.select_related("school", "school_class").defer("school__crest")
    named = joined.alias(period=period).annotate(level=F("period__level"))
    return list(named.order_by("legal_last", "legal_first", "pk"))


def _looks(meeting: ProgressMeeting, keys: list[int]) -> tuple[dict, dict]:
    """By pupil: the newest look before the day of the meeting, and the newest of that day. Two queries."""
    found = ProgressReview.objects.filter(pupil__in=keys).order_by("pupil_id", "-on", "-pk")
    newest = found.distinct("pupil_id")
    return (
        {look.pupil_id: look for look in newest.filter(on__lt=meeting.on)},
        {look.pupil_id: look for look in newest.filter(on=meeting.on)},
    )


def _plans(keys: list[int]) -> dict[int, list[Plan]]:
    targets = Prefetch("targets", Target.objects.order_by("number"))
    by_pupil = defaultdict(list)
    for plan in Plan.objects.filter(pupil__in=keys).open().select_related("school").prefetch_related(targets).defer(
        "school__crest").order_by("area", "cycle"):  # fmt: skip
        by_pupil[plan.pupil_id].append(plan)
    return by_pupil


def _places(meeting: ProgressMeeting, keys: list[int], today: dt.date) -> dict[int, list[PlaceNow]]:
    """Places in what runs today, with how much of each was delivered since it began. Seven queries."""
    open_now = Q(end=None) | Q(end__gte=today)
    held = ProvisionPupil.objects.filter(
        open_now, pupil__in=keys, start__lte=today, provision__state=ProvisionState.RUNNING,
        provision__start__lte=today, provision__end__gte=today,
    ).select_related("provision__intervention", "provision__school").defer("provision__school__crest")  # fmt: skip
    rows = list(held.order_by("provision__start", "pk"))
    began = min((row.provision.start for row in rows), default=today)
    runs = {row.provision_id for row in rows}
    share = {
        p.place: p.dosage.percent for p in places(meeting.school, Span(began, today), today, provisions=runs)
    }
    by_pupil = defaultdict(list)
    for row in rows:
        review = row.provision.review_on is not None and row.provision.review_on <= meeting.on + FORTNIGHT
        by_pupil[row.pupil_id].append(PlaceNow(row, share.get(row.pk), review))
    return by_pupil


def _concerns(school: School, user, keys: list[int]) -> dict[int, Concern]:
    if school.pk not in user.schools_where(Permission.CONCERN_VIEW):
        return {}
    found = Concern.objects.filter(pupil__in=keys, state__in=OPEN).order_by("-raised_on")
    return {concern.pupil_id: concern for concern in found}


def _decisions(meeting: ProgressMeeting, keys: list[int]) -> tuple[dict, dict]:
    """By pupil: what this meeting has decided, and the newest of the meetings before it. Two queries."""
    rows = decisions_with_all().filter(pupil__in=keys)
    earlier = rows.filter(meeting__on__lt=meeting.on).order_by("pupil_id", "-meeting__on", "-pk")
    return (
        {row.pupil_id: row for row in rows.filter(meeting=meeting)},
        {row.pupil_id: row for row in earlier.distinct("pupil_id")},
    )


def open_plan(pupil: Pupil) -> Plan | None:
    """The pupil's open plan; of several areas that of all needs together first. One query."""
    return Plan.objects.filter(pupil=pupil).open().order_by("area", "cycle").first()


def decisions_with_all():
    """Decisions with what came of them fetched."""
    return ProgressDecision.objects.select_related(
        "meeting", "school", "concern", "plan", "provision__intervention", "decided_by"
    ).defer("school__crest")


def provisions_to_join(school: School, user, today: dt.date) -> list[Provision]:
    """Running and planned provision in the user's sight that has not ended. One query, none where the user's role may
    not change provision."""
    if not may_by_role(user, Decision.PROVISION, school.pk):
        return []
    found = Provision.objects.visible_to(user).filter(
        school=school, state__in=[ProvisionState.PLANNED, ProvisionState.RUNNING], end__gte=today
    )
    return list(found.select_related("intervention").order_by("intervention__name", "start", "pk"))


@dataclass(frozen=True, slots=True)
class Minute:
    """What a closed meeting holds of one child."""

    decision: ProgressDecision
    looked: ProgressReview | None


def minutes_of(meeting: ProgressMeeting, user) -> list[Minute]:
    """What was found and decided of each child in the user's sight, by name. Two queries."""
    rows = decisions_with_all().visible_to(user).filter(meeting=meeting).select_related(
        "meeting", "school", "concern", "plan", "provision__intervention", "decided_by", "pupil__school"
    ).defer("school__crest", "pupil__school__crest")  # fmt: skip
    found = list(rows.order_by("pupil__legal_last", "pupil__legal_first", "pk"))
    looks = ProgressReview.objects.filter(on=meeting.on, pupil__in=[row.pupil_id for row in found])
    newest = {look.pupil_id: look for look in looks.order_by("pk")}
    return [Minute(row, newest.get(row.pupil_id)) for row in found]
