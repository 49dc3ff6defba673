"""Everybody's week: what adults deliver and are deployed to, what children miss, who is in two places (R-103)."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from apdr.enums import DutyKind, ProvisionState
from apdr.models import AdultDuty, ProvisionAdult, ProvisionPupil, Slot
from apdr.timetable.clashes import Clash, Held, Lesson, clashes_of_each, lessons_missed
from core.accounts.enums import FAMILY_AND_VISITORS, Role
from core.accounts.models import Membership
from core.schools.models import School
from core.schools.prepared import prepared
from register.models import Pupil

OPEN = (ProvisionState.PLANNED, ProvisionState.RUNNING)
INTERVENTION = "intervention"  # the kind of a time that is a slot of a provision


@dataclass(frozen=True, slots=True)
class Adult:
    """A member of staff with a timetable. `membership` stands in addresses."""

    user: int
    membership: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Place:
    """A child's place in a provision."""

    pupil: int
    start: dt.date
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One weekly time. `kind` is INTERVENTION or a DutyKind; `adult` None where nobody is named; `theirs` says whether
    the adult is one of the provision's; `within` whether the time keeps to the provision's days."""

    reference: str
    kind: str
    title: str
    adult: int | None
    weekday: int
    at: dt.time
    minutes: int
    start: dt.date
    end: dt.date | None
    provision: str = ""
    place: str = ""
    missed: str = ""
    planned: bool = False
    theirs: bool = True
    within: bool = True
    places: tuple[Place, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return (self.kind, self.reference)

    def held(self, start: dt.date, end: dt.date | None) -> Held:
        """The time as it is held between those days."""
        return Held(self.key, self.weekday, self.at, self.minutes, start, end)

    def in_week(self, monday: dt.date) -> bool:
        """Whether it is held in the week of that Monday."""
        day = monday + dt.timedelta(days=self.weekday - 1)
        return self.start <= day and (self.end is None or day <= self.end)

    def children(self, monday: dt.date) -> list[int]:
        """Primary keys of the pupils with a place on its day of that week."""
        day = monday + dt.timedelta(days=self.weekday - 1)
        return [p.pupil for p in self.places if p.start <= day and (p.end is None or day <= p.end)]


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil whom the person sees."""

    reference: str
    name: str
    first: str


@dataclass(slots=True)
class Timetable:
    """All weekly times from the Monday asked for on. `children` are those whom the person sees."""

    monday: dt.date
    entries: list[Entry] = field(default_factory=list)
    adults: dict[int, Adult] = field(default_factory=dict)
    children: dict[int, Child] = field(default_factory=dict)

    def of_adult(self, user: int) -> list[Entry]:
        """What that adult does in the week, by day and time."""
        mine = [entry for entry in self.entries if entry.adult == user and entry.in_week(self.monday)]
        return sorted(mine, key=lambda entry: (entry.weekday, entry.at, entry.minutes))

    def minutes_of(self, user: int) -> dict[str, int]:
        """Kind → minutes in the week."""
        sums: dict[str, int] = defaultdict(int)
        for entry in self.of_adult(user):
            sums[entry.kind] += entry.minutes
        return dict(sums)

    def adult_clashes(self) -> dict[int, list[Clash]]:
        """Adult → two things at once, in this week or later."""
        times: dict[int, list[Held]] = defaultdict(list)
        for entry in self.entries:
            if entry.adult:
                times[entry.adult].append(entry.held(max(entry.start, self.monday), entry.end))
        return clashes_of_each(times)

    def child_clashes(self) -> dict[int, list[Clash]]:
        """Pupil → two provisions at once, in this week or later, on days on which they have a place in both."""
        times: dict[int, list[Held]] = defaultdict(list)
        often = Counter((place.pupil, entry.weekday) for entry in self.entries for place in entry.places)
        for entry in self.entries:
            for place in entry.places:
                if often[place.pupil, entry.weekday] == 1:
                    continue  # nothing else on that weekday to be in two places by
                start = max(entry.start, place.start, self.monday)
                end = min((day for day in (entry.end, place.end) if day), default=None)
                if end is None or start <= end:
                    times[place.pupil].append(entry.held(start, end))
        return clashes_of_each(times)

    def misplaced(self) -> list[Entry]:
        """Times whose adult is none of the provision's, or that reach beyond its days."""
        return [entry for entry in self.entries if not (entry.theirs and entry.within)]

    def lessons(self) -> dict[int, list[Lesson]]:
        """Pupil → lessons missed in the week."""
        missed: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for entry in self.entries:
            if entry.missed and entry.in_week(self.monday):
                for pupil in entry.children(self.monday):
                    missed[pupil].append((entry.missed, entry.minutes))
        return {pupil: lessons_missed(sessions) for pupil, sessions in missed.items()}

    def by_key(self) -> dict[tuple[str, str], Entry]:
        return {entry.key: entry for entry in self.entries}


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week to show on `day`: at the weekend that of the week to come."""
    day = day + dt.timedelta(days=2) if day.isoweekday() > 5 else day
    return day - dt.timedelta(days=day.isoweekday() - 1)


def timetable(school: School, user, monday: dt.date) -> Timetable:
    """Everybody's times that still hold on that Monday or later. Six queries. Children named are those whom `user`
    sees and those with whom they work then; the
    caller asks first whether they may see the school's timetable or only their own."""
    found = Timetable(monday)
    found.adults = adults_of(school)
    found.entries = [*_slots(school, monday), *_duties(school, monday)]
    pupils = {place.pupil for entry in found.entries for place in entry.places}
    mine = {place.pupil for entry in found.entries if entry.adult == user.pk for place in entry.places}
    for pk, reference, preferred, legal, last in _named(user, school, pupils=list(pupils), mine=list(mine)):
        first = preferred or legal
        found.children[pk] = Child(reference, f"{first} {last}", first)
    return found


@prepared
def _named(user, school: School, *, pupils: list[int], mine: list[int]):
    named = Pupil.objects.filter(school=school, pk__in=pupils)
    seen = named.visible_to(user) | named.filter(pk__in=mine)
    return seen.values_list("pk", "reference", "preferred_first", "legal_first", "legal_last")


def adults_of(school: School) -> dict[int, Adult]:
    """User → who works at the school now, by name; of several roles, TA before others. One query."""
    found: dict[int, Adult] = {}
    for user, pk, name, formal, role in _staff(None, school=school.pk):
        if user not in found or role == Role.TA:
            found[user] = Adult(user, pk, formal or name, role)
    return found


@prepared
def _staff(_user, *, school: int):
    rows = Membership.objects.current().filter(school=school).exclude(
        role__in=[*FAMILY_AND_VISITORS, Role.GOVERNOR, Role.TRUST_LEAD]
    ).order_by("user__name", "pk")  # fmt: skip
    return rows.values_list("user", "pk", "user__name", "user__formal_name", "role")


@prepared
def _slots_from(_user, *, school: int, monday: dt.date):
    runs = {"provision__school": school, "provision__state__in": OPEN, "provision__end__gte": monday}
    held = Slot.objects.filter(Q(end=None) | Q(end__gte=monday), school=school, **runs).order_by("pk")
    return held.values_list(
        "reference", "adult", "weekday", "at", "minutes", "start", "end", "missed", "provision",
        "provision__reference", "provision__name", "provision__intervention__name", "provision__state",
        "provision__place", "provision__start", "provision__end",
    )  # fmt: skip


def _slots(school: School, monday: dt.date) -> list[Entry]:
    slots = _slots_from(None, school=school.pk, monday=monday)
    keys = {slot[8] for slot in slots}
    adults, places = _adults_in(keys), _places_in(keys, monday)
    return [_entry(slot, adults[slot[8]], places[slot[8]]) for slot in slots]


def _entry(slot: tuple, adults: list[int], places: list[Place]) -> Entry:
    (reference, adult, weekday, at, minutes, start, end, missed, _pk, provision, name, intervention, state, place,
     first, last) = slot  # fmt: skip
    within = first <= start and (end is None or end <= last)
    theirs = adult is None or adult in adults
    who = adult or (adults[0] if len(adults) == 1 else None)
    return Entry(
        reference, INTERVENTION, name or intervention, who, weekday, at, minutes, max(start, first),
        min(end or last, last), provision, place, missed, state == ProvisionState.PLANNED, theirs, within, tuple(places),
    )  # fmt: skip


def _adults_in(provisions: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for provision, user in _adults(None, runs=list(provisions)):
        found[provision].append(user)
    return found


@prepared
def _adults(_user, *, runs: list[int]):
    held = ProvisionAdult.objects.filter(provision__in=runs, user__isnull=False)
    return held.order_by("pk").values_list("provision", "user")


def _places_in(provisions: set[int], monday: dt.date) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    for provision, pupil, start, end, left in _places(None, runs=list(provisions), monday=monday):
        last = min((day for day in (end, left) if day), default=None)
        found[provision].append(Place(pupil, start, last))
    return found


@prepared
def _places(_user, *, runs: list[int], monday: dt.date):
    held = ProvisionPupil.objects.filter(Q(end=None) | Q(end__gte=monday), provision__in=runs)
    return held.order_by("pk").values_list("provision", "pupil", "start", "end", "pupil__left_on")


@prepared
def _duties_from(_user, *, school: int, monday: dt.date):
    held = AdultDuty.objects.filter(Q(end=None) | Q(end__gte=monday), school=school).order_by("pk")
    return held.values_list(
        "reference",
        "adult",
        "kind",
        "weekday",
        "at",
        "minutes",
        "school_class__name",
        "words",
        "start",
        "end",
    )


def _duties(school: School, monday: dt.date) -> list[Entry]:
    return [
        Entry(reference, kind, words or str(DutyKind(kind).label), adult, weekday, at, minutes, start, end,
              place=klass or "")
        for reference, adult, kind, weekday, at, minutes, klass, words, start, end in _duties_from(
            None, school=school.pk, monday=monday
        )
    ]  # fmt: skip


def duty_of(school: School, reference: str) -> AdultDuty | None:
    """One duty with its adult and class. One query."""
    return AdultDuty.objects.select_related("adult", "school_class", "school").filter(
        school=school, reference=reference
    ).first()  # fmt: skip
