"""Every read of the library and of provision. What a person may not see of a child is not in what they get."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from apdr.costs import Cost
from apdr.delivery import places
from apdr.dosage import Dosage
from apdr.enums import ProvisionState
from apdr.models import Intervention, Provision, ProvisionAdult, ProvisionPupil, Slot, Training
from core.accounts.enums import FAMILY_AND_VISITORS, Role
from core.accounts.models import Membership
from core.calendar.dates import Span
from core.schools.models import School
from core.schools.prepared import prepared
from register.enums import YEAR_GROUPS, Level
from register.models import Pupil, SchoolClass, StatusPeriod

MOST_ENDED = 200  # ended runs on one page, the latest first


def library(school: School, *, retired: bool = False, wave: str = "", area: str = "") -> list[Intervention]:
    """Entries of the school's library by name, each with `running` (how many runs now) and who is trained for it
    (`trained.all()`). Two queries."""
    found = Intervention.objects.filter(school=school, retired_on__isnull=not retired)
    found = found.filter(wave=wave) if wave else found
    found = found.filter(area=area) if area else found
    running = Count("provisions", filter=Q(provisions__state=ProvisionState.RUNNING))
    return list(found.annotate(running=running).prefetch_related(_trained()).order_by("name"))


def _trained() -> Prefetch:
    return Prefetch("trained", Training.objects.select_related("user").order_by("user__name", "pk"))


def intervention_with_trained(school: School, reference: str) -> Intervention | None:
    """One entry with who is trained. Two queries."""
    return (
        Intervention.objects.filter(school=school, reference=reference).prefetch_related(_trained()).first()
    )


@dataclass(slots=True)
class Child:
    """A child's place as this person may see it: `name` is "" for one out of their sight, a first name for an adult
    of the provision; `place` is None unless the child's record is in their sight."""

    name: str
    place: ProvisionPupil | None
    dosage: Dosage = field(default_factory=Dosage)
    cost: Cost = field(default_factory=Cost)


@dataclass(slots=True)
class Run:
    """A provision with all that a page draws of it. `dosage` and `cost` are summed over the children in sight."""

    provision: Provision
    children: list[Child]
    adults: list[ProvisionAdult]
    times: list[Slot]

    @property
    def named(self) -> list[Child]:
        return [child for child in self.children if child.name]

    @property
    def others(self) -> int:
        """How many children are in it beside those who are named."""
        return len(self.children) - len(self.named)

    @property
    def dosage(self) -> Dosage:
        return sum((child.dosage for child in self.children if child.place), Dosage())

    @property
    def cost(self) -> Cost:
        return sum((child.cost for child in self.children), Cost())


def runs_in_sight(
    school: School, user, today: dt.date, *, state: str = "", wave: str = "", klass: str = "",
    intervention: Intervention | None = None,
) -> list[Run]:  # fmt: skip
    """Provision that the user may know of, soonest to end first (ended: the latest first), by state, wave, reference of
    a class with a child in it in their sight, or intervention. Eleven queries, however many."""
    found = Provision.objects.visible_to(user).filter(school=school).select_related("intervention", "school")
    found = found.filter(state=state) if state else found
    found = found.filter(intervention__wave=wave) if wave else found
    found = found.filter(intervention=intervention) if intervention else found
    if klass:
        here = Pupil.objects.visible_to(user).filter(school_class__reference=klass)
        found = found.filter(Exists(ProvisionPupil.objects.filter(provision=OuterRef("pk"), pupil__in=here)))
    ended = state == ProvisionState.ENDED or intervention is not None
    order = ("-end", "-pk") if ended else ("end", "start", "pk")
    return read_runs(school, list(found.order_by(*order)[:MOST_ENDED]), user, today)


def read_runs(school: School, found: list[Provision], user, today: dt.date) -> list[Run]:
    """The provisions with their children, adults, times and what was delivered up to today. Ten queries."""
    if not found:
        return []
    keys = [run.pk for run in found]
    adults, times, children = defaultdict(list), defaultdict(list), defaultdict(list)
    for adult in (
        ProvisionAdult.objects.filter(provision__in=keys)
        .select_related("user")
        .order_by("user__name", "role")
    ):
        adults[adult.provision_id].append(adult)
    for time in (
        Slot.objects.filter(provision__in=keys).select_related("adult").order_by("weekday", "at", "start")
    ):
        times[time.provision_id].append(time)
    span = Span(min(run.start for run in found), max(run.end for run in found))
    had = {place.place: place for place in places(school, span, today, provisions=keys)}
    for place, child in _children(keys, user, adults):
        if given := had.get(place.pk):
            child.dosage, child.cost = given.dosage, given.cost
        children[place.provision_id].append(child)
    return [Run(run, children[run.pk], adults[run.pk], times[run.pk]) for run in found]


def _children(keys: list[int], user, adults: dict[int, list[ProvisionAdult]]):
    seen = Pupil.objects.visible_to(user).filter(pk=OuterRef("pupil"))
    found = ProvisionPupil.objects.filter(provision__in=keys).annotate(seen=Exists(seen))
    found = found.select_related("pupil__school_class", "pupil__school", "target__plan", "told_by")
    for place in found.order_by("pupil__legal_first", "pupil__legal_last", "pk"):
        takes = any(adult.user_id == user.pk for adult in adults[place.provision_id])
        name = place.pupil.name if place.seen else place.pupil.first_name if takes else ""
        yield place, Child(name, place if place.seen else None)


def run_in_sight(school: School, user, reference: str, today: dt.date) -> Run | None:
    """One provision as `runs_in_sight` gives it, with its checks; None when the user may not know of it."""
    found = Provision.objects.visible_to(user).filter(school=school, reference=reference)
    found = list(found.select_related("intervention", "school", "created_by").prefetch_related("answers"))
    return read_runs(school, found, user, today)[0] if found else None


@dataclass(frozen=True, slots=True)
class PupilRun:
    """One provision of a pupil in a line, without what was given of it."""

    reference: str
    title: str
    state: str
    start: dt.date
    end: dt.date
    adults: tuple[str, ...]

    def runs_on(self, day: dt.date) -> bool:
        return self.state == ProvisionState.RUNNING and self.start <= day <= self.end


def runs_of(pupil: Pupil) -> list[PupilRun]:
    """The same for a page that tells of other things too: without dosage and cost. One query."""
    adults, places = defaultdict(list), {}
    for place, *told, formal, name, role in _runs(None, pupil=pupil.pk):
        places[place] = told
        adults[place] += [called] if (called := formal or name or role) else []
    return [
        PupilRun(ref, name or what, state, start, end or last, tuple(adults[place]))
        for place, (ref, name, what, state, start, end, last) in places.items()
    ]


@prepared
def _runs(_user, *, pupil: int):
    held = ProvisionPupil.objects.filter(pupil=pupil).exclude(provision__state=ProvisionState.DROPPED)
    return held.order_by("-start", "-pk", "provision__adults__pk").values_list(
        "pk", "provision__reference", "provision__name", "provision__intervention__name", "provision__state", "start",
        "end", "provision__end", "provision__adults__user__formal_name", "provision__adults__user__name",
        "provision__adults__role",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PupilProvision:
    """A pupil's place in one provision, for the page of the pupil."""

    place: ProvisionPupil
    provision: Provision
    adults: list[str]
    times: list[Slot]
    dosage: Dosage
    cost: Cost

    @property
    def end(self) -> dt.date:
        return self.place.end or self.provision.end


def provision_of(pupil: Pupil, today: dt.date) -> list[PupilProvision]:
    """Everything that the pupil has had, has and is to have over and above class teaching (R-94), the latest first,
    with what was delivered of it up to today. Ten queries at most, however many; the caller has checked that the pupil
    is in the user's sight, and shows `cost` only with Permission.COST_VIEW."""
    held = ProvisionPupil.objects.filter(pupil=pupil).exclude(provision__state=ProvisionState.DROPPED)
    held = list(
        held.select_related("provision__intervention", "provision__school", "target").order_by(
            "-start", "-pk"
        )
    )
    if not held:
        return []
    keys = [place.provision_id for place in held]
    adults, times = defaultdict(list), defaultdict(list)
    for adult in (
        ProvisionAdult.objects.filter(provision__in=keys)
        .select_related("user")
        .order_by("user__name", "role")
    ):
        adults[adult.provision_id].append(adult.user.name if adult.user else adult.role)
    for time in Slot.objects.filter(provision__in=keys).order_by("weekday", "at", "start"):
        times[time.provision_id].append(time)
    span = Span(min(p.provision.start for p in held), max(p.provision.end for p in held))
    had = {one.place: one for one in places(held[0].provision.school, span, today, provisions=keys)}
    none = (Dosage(), Cost())
    return [
        PupilProvision(place, place.provision, adults[place.provision_id], times[place.provision_id],
                       *((had[place.pk].dosage, had[place.pk].cost) if place.pk in had else none))
        for place in held
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A child who can be chosen: `level` is that of the register, "" for one who is not on it."""

    pupil: Pupil
    klass: str
    level: str


def choices_of_children(school: School, user) -> list[Choice]:
    """Children in the user's sight who are at the school or about to start, by class, those on the register first.
    One query."""
    now = StatusPeriod.objects.filter(pupil=OuterRef("pk"), end=None)
    found = Pupil.objects.visible_to(user).filter(school=school, left_on=None).select_related("school_class")
    found = found.annotate(level=now.values("level")[:1])
    words = {level.value: str(level.label) for level in Level if level not in {Level.NONE, Level.EXITED}}
    rows = [
        Choice(p, p.class_name, words.get(p.level, ""))
        for p in found.order_by("legal_first", "legal_last", "pk")
    ]
    years = {year: place for place, year in enumerate(YEAR_GROUPS)}
    return sorted(rows, key=lambda c: (years.get(c.pupil.year_group, 99), c.klass, not c.level))


def staff_who_deliver(school: School) -> list:
    """People who work at the school and may deliver provision, by name. One query."""
    not_they = {*FAMILY_AND_VISITORS, Role.GOVERNOR, Role.TRUST_LEAD, Role.OFFICE}
    held = Membership.objects.current().filter(school=school).exclude(role__in=not_they)
    people = {m.user_id: m.user for m in held.select_related("user").order_by("user__name", "user_id")}
    return list(people.values())


def classes_with_provision(school: School, user) -> list[tuple[str, str]]:
    """(reference, name) of classes with a child in the user's sight who has a place in some provision. One query."""
    here = Pupil.objects.visible_to(user).filter(provision_places__isnull=False)
    found = (
        SchoolClass.objects.filter(school=school, pupils__in=here).distinct().order_by("year_group", "name")
    )
    return list(found.values_list("reference", "name"))


def places_in_sight(provision: Provision, user) -> list[ProvisionPupil]:
    """Places of the children in the provision whose record is in the user's sight, by name. One query."""
    here = provision.pupils.filter(pupil__in=Pupil.objects.visible_to(user)).select_related(
        "pupil", "provision__school"
    )
    return list(here.order_by("pupil__legal_first", "pupil__legal_last", "pk"))


def place_in_sight(school: School, user, reference: str) -> ProvisionPupil | None:
    """One child's place, with child and provision; None when the child's record is not in the user's sight."""
    found = ProvisionPupil.objects.select_related("pupil", "provision__school", "provision__intervention")
    seen = {"pupil__in": Pupil.objects.visible_to(user), "provision__in": Provision.objects.visible_to(user)}
    return found.filter(school=school, reference=reference, **seen).first()
