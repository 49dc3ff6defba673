"""What is due at one school as one person may know of it: asked of every app's sources, once a page."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.accounts.enums import Permission, Role
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied, can
from core.calendar.dates import ONE_DAY
from core.reminders.deadlines import Ask, Deadline, Failure, gather
from core.reminders.models import Absence
from core.schools.models import School
from core.schools.prepared import prepared
from register.queries import asked_once

BACK = dt.timedelta(days=366)
AHEAD = dt.timedelta(
    days=30
)  # beyond next week, for targets that lie before a legal date, and to tell the next date
LAW_AHEAD = dt.timedelta(days=14)  # how long beforehand Today tells of what the law sets
NOBODY = 0  # in place of a user's key: the SENCo is to do it

OUTSIDE = frozenset({Role.PARENT, Role.PROFESSIONAL, Role.GOVERNOR})

# What takes place on its day: whoever may know of the child expects it, whoever is to hold it.
EVENTS = frozenset({"visit_day", "appointment_day", "agency_meeting_day", "parents_meeting", "review_day"})


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline as one person sees it. `owners` are those who are to do it and still work here, none for the SENCo;
    `mine`: it is the person's own, or theirs while they stand in for `instead_of` ("" otherwise)."""

    one: Deadline
    owners: tuple[int, ...]
    mine: bool
    instead_of: str = ""

    @property
    def by_law(self) -> bool:
        """Whether the law sets its date."""
        return self.one.of.statutory

    @property
    def aim(self) -> dt.date:
        """The day to have it done by: the school's own earlier target, or the last day itself."""
        return self.one.aim or self.one.due


@dataclass(frozen=True, slots=True)
class Board:
    """What one person is shown: `lines` by day, what could not be computed (the SENCo alone is told), whether they see
    what is whose, how everybody at the school is called, by key, and what was marked done."""

    school: School
    user: User
    today: dt.date
    lines: list[Line]
    failures: list[Failure]
    oversees: bool
    may_mark: bool
    names: dict[int, str] = field(default_factory=dict)
    marked: list[Line] = field(default_factory=list)

    def late(self, line: Line) -> bool:
        """Whether its last day is over."""
        return line.one.due < self.today

    def marks(self, line: Line) -> bool:
        """Whether the person may say that it is done: no record ends it, and it is theirs, or they lead. What two parents
        are told of neither of them puts away for the other."""
        if line.one.of.family and len(line.one.owners) > 1:
            return False
        return line.one.of.by_mark and (line.mine or self.may_mark)


def board(school: School, user: User, today: dt.date, *, until: dt.date | None = None) -> Board:
    """Everything from a year back up to `until` (a month ahead without one) that the person is to do, expects, or, when
    they oversee the school, that anybody is to do. Two queries beside those of the sources."""
    roles = user.roles_at(school.pk)
    ask = Ask(school, today - BACK, max(until or today, today + AHEAD), today, user)
    with asked_once(user):
        found = gather(ask)
    away = {} if roles <= OUTSIDE else _stands_in_for(school, user, today)
    oversees = can(user, Permission.DUE_VIEW, school)
    names, leads = _staff(school) if oversees else ({}, frozenset())
    held = _Held(user.pk, away, names, oversees=oversees, leads=user.pk in leads,
                 expects=school.pk in user.schools_where(Permission.SEN_VIEW))  # fmt: skip
    lines = [line for one in found.deadlines if (line := held.line(one))]
    marked = [line for one in found.marked if (line := held.line(one))]
    failures = found.failures if Role.SENCO in roles else []
    may_mark = can(user, Permission.DUE_MARK, school)
    return Board(school, user, today, lines, failures, oversees, may_mark, names, marked)


@dataclass(frozen=True, slots=True)
class _Held:
    """Whose a deadline is, seen by one person; `leads`: to whom falls what is nobody's."""

    user: int
    away: dict[int, str]
    names: dict[int, str]
    oversees: bool
    leads: bool
    expects: bool

    def line(self, one: Deadline) -> Line | None:
        """The deadline as they see it, None when it is none of theirs."""
        owners = tuple(pk for pk in one.owners if pk in self.names) if self.oversees else one.owners
        mine = self.user in one.owners or (self.leads and not owners and not one.of.family)
        if mine:
            return Line(one, owners, True)
        if one.of.family:
            return None
        instead_of = next((self.away[pk] for pk in one.owners if pk in self.away), "")
        if instead_of:
            return Line(one, owners, True, instead_of)
        return Line(one, owners, False) if self.oversees or (self.expects and one.kind in EVENTS) else None


def _stands_in_for(school: School, user: User, today: dt.date) -> dict[int, str]:
    """Keys and names of those who are away today and whose deputy the person is. One query."""
    rows = _absences(None, school=school.pk, deputy=user.pk, today=today)
    return {pk: formal or name for pk, formal, name in rows}


@prepared
def _absences(_user, *, school: int, deputy: int, today: dt.date):
    rows = Absence.objects.filter(school=school, deputy=deputy, starts__lte=today, ends__gte=today)
    return rows.values_list("user", "user__formal_name", "user__name")


def _staff(school: School) -> tuple[dict[int, str], frozenset[int]]:
    """How everybody who works at the school is called, by key; and to whom falls what is nobody's: the SENCo, where there
    is none the head. One query."""
    names, held = {}, {Role.SENCO: set(), Role.HEAD: set()}
    for pk, formal, name, role in _staff_rows(None, school=school.pk):
        names[pk] = formal or name
        held.get(role, set()).add(pk)
    return names, frozenset(held[Role.SENCO] or held[Role.HEAD])


@prepared
def _staff_rows(_user, *, school: int):
    rows = Membership.objects.current().filter(school=school, user__is_active=True).exclude(role__in=OUTSIDE)
    return rows.values_list("user", "user__formal_name", "user__name", "role")


def check_staff(user: User, school: School) -> None:
    """Raises Denied for who is no member of staff with pupils: a governor, a family, a professional."""
    if user.roles_at(school.pk) <= OUTSIDE:
        raise Denied("What is due is for the school’s staff.")


def find_line(lines: Iterable[Line], kind: str, subject: str, due: dt.date) -> Line | None:
    """The line with that key, or None: it is done, moved, or not for this person."""
    return next((line for line in lines if line.one.key == (kind, subject, due)), None)


@dataclass(frozen=True, slots=True)
class Groups:
    """Lines by how soon they are due, each in the order of days. Weeks begin on Monday."""

    law: list[Line]
    late: list[Line]
    today: list[Line]
    week: list[Line]
    next_week: list[Line]


def sundays(today: dt.date) -> tuple[dt.date, dt.date]:
    """The last day of this week and of the next."""
    sunday = today + dt.timedelta(days=6 - today.weekday())
    return sunday, sunday + dt.timedelta(days=7)


def grouped(found: Board, lines: Iterable[Line], *, law_first: bool = True) -> Groups:
    """The lines of Today; what the law sets stands by itself from two weeks before its target on, unless `law_first` is
    False, and what is due later than next week is left out."""
    today = found.today
    sunday, next_sunday = sundays(today)
    groups = Groups([], [], [], [], [])
    for line in lines:
        due = line.one.due
        if law_first and line.by_law:
            if line.aim <= today + LAW_AHEAD:
                groups.law.append(line)
        elif due <= next_sunday:
            when = groups.late if due < today else groups.today if due == today else (
                groups.week if due <= sunday else groups.next_week)  # fmt: skip
            when.append(line)
    return groups


def next_day(found: Board, lines: Iterable[Line]) -> dt.date | None:
    """The first day from today on on which something is due."""
    return next((line.one.due for line in lines if line.one.due >= found.today), None)


def by_person(found: Board, lines: Iterable[Line]) -> list[tuple[int, list[Line]]]:
    """Lines by who is to do them: the person's own first (under their own key), then by name. What two people are to do
    stands under both."""
    people: dict[int, list[Line]] = {}
    for line in lines:
        keys = [found.user.pk] if line.mine else line.owners or (NOBODY,)
        for pk in dict.fromkeys(keys):
            people.setdefault(pk, []).append(line)
    return sorted(people.items(), key=lambda pair: (pair[0] != found.user.pk, found.names.get(pair[0], "")))


def within(found: Board, lines: Iterable[Line], days: int) -> list[Line]:
    """Those that are late or due within so many days from today, today included."""
    last = found.today + days * ONE_DAY
    return [line for line in lines if line.one.due < last]


def counted(lines: Iterable[Line]) -> Counter[str]:
    """How many lines there are of each group of kinds."""
    return Counter(line.one.of.group for line in lines)
