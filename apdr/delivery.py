"""What was planned and what was given, for many children at once: constant queries whatever their number.

Both the dosage and the cost of every place of every provision come from one reading of the tables (six queries).
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from apdr.costs import Cost, share_of_session
from apdr.dosage import Dosage, Key, Marked, WeeklyTime, dosage, plan_on
from apdr.enums import ProvisionState
from apdr.models import Provision, ProvisionPupil, Session, SessionMark, Slot
from core.calendar.dates import SchoolDays, Span
from core.schools.models import School
from core.schools.queries import school_days

COUNTED = (ProvisionState.RUNNING, ProvisionState.ENDED)


Shared = Mapping[tuple[int, int], int]  # (minutes, places that share it) → sessions


@dataclass(frozen=True, slots=True)
class Place:
    """One pupil's place in one provision within the time asked for: what they had of it, and what it cost. `given` and
    `ahead` are the sessions that the cost is made of, by their length and by how many share them."""

    provision: int
    pupil: int
    place: int
    dosage: Dosage
    cost: Cost
    given: Shared = field(default_factory=dict)
    ahead: Shared = field(default_factory=dict)


@dataclass(slots=True)
class _Run:
    """One provision as read."""

    start: dt.date
    end: dt.date
    cost_hour: int
    materials: int
    times: list[WeeklyTime] = field(default_factory=list)
    places: list[tuple[int, int, dt.date, dt.date]] = field(default_factory=list)  # place, pupil, from, to
    sessions: dict[Key, tuple[int, int, int, str]] = field(
        default_factory=dict
    )  # key, planned, minutes, not held
    marks: dict[tuple[int, int], tuple[str, str, int]] = field(
        default_factory=dict
    )  # session, pupil → came, why, min

    def sharing(self, day: dt.date) -> int:
        return sum(start <= day <= end for _, _, start, end in self.places)


def places(
    school: School, span: Span, today: dt.date, *, provisions: Iterable[int] | None = None,
    days: SchoolDays | None = None,
) -> list[Place]:  # fmt: skip
    """Every place of the school's running and ended provision that lasts on some day of `span`, or of the `provisions`
    (primary keys) alone. Dosage counts what was planned up to `today`; `Cost.ahead` what is planned after it, to the
    end of `span`. Places of all the pupils of a provision are read, whoever asks: the caller shows those in sight.
    Six queries, four where `days` is given."""
    runs = _runs(school, span, provisions)
    if not runs:
        return []
    _read(runs, span)
    open_days = (days or school_days(school)).days(span.start, span.end)
    return [place for pk, run in runs.items() for place in _places_of(pk, run, span, today, open_days)]


def places_as_on(days: Mapping[int, SchoolDays], span: Span, on: dt.date) -> list[Place]:
    """The same for several schools at once (by key, with their days), as it stood on the evening of `on`: sessions after
    that day do not count, and what was planned after it to the end of `span` is `Cost.ahead`. Five queries, however many
    schools."""
    until = Span(span.start, min(span.end, on))
    school_of, runs = {}, {}
    found = Provision.objects.filter(
        school__in=list(days), state__in=COUNTED, start__lte=until.end, end__gte=span.start
    )
    for pk, school, start, end, cost, materials in found.values_list(
        "pk", "school_id", "start", "end", "cost_hour", "materials"
    ):
        school_of[pk], runs[pk] = school, _Run(start, end, cost, materials)
    if not runs:
        return []
    _read(runs, until)
    open_days = {school: held.days(span.start, span.end) for school, held in days.items()}
    return [
        place
        for pk, run in runs.items()
        for place in _places_of(pk, run, until, on, open_days[school_of[pk]])
    ]


def _runs(school: School, span: Span, provisions: Iterable[int] | None) -> dict[int, _Run]:
    found = Provision.objects.filter(
        school=school, state__in=COUNTED, start__lte=span.end, end__gte=span.start
    )
    if provisions is not None:
        found = found.filter(pk__in=list(provisions))
    return {
        pk: _Run(start, end, cost, materials)
        for pk, start, end, cost, materials in found.values_list(
            "pk", "start", "end", "cost_hour", "materials"
        )
    }


def _read(runs: dict[int, _Run], span: Span) -> None:
    for pk, weekday, at, minutes, start, end in Slot.objects.filter(provision__in=runs).values_list(
        "provision", "weekday", "at", "minutes", "start", "end"
    ):
        run = runs[pk]
        run.times.append(
            WeeklyTime(weekday, at, minutes, max(start, run.start), min(end or run.end, run.end))
        )
    for pk, place, pupil, start, end, left in ProvisionPupil.objects.filter(provision__in=runs).values_list(
        "provision", "pk", "pupil", "start", "end", "pupil__left_on"
    ):
        run = runs[pk]
        last = min(end or run.end, left or run.end, run.end)
        run.places.append((place, pupil, max(start, run.start), last))
    held = Session.objects.filter(provision__in=runs, on__range=(span.start, span.end))
    for pk, session, on, at, planned, minutes, why in held.values_list(
        "provision", "pk", "on", "at", "planned", "minutes", "not_held_why"
    ):
        runs[pk].sessions[on, at] = session, planned, minutes, why
    marks = SessionMark.objects.filter(session__in=held.values("pk"))
    for pk, session, pupil, came, why, minutes in marks.values_list(
        "session__provision", "session", "pupil", "came", "why", "minutes"
    ):
        runs[pk].marks[session, pupil] = came, why, minutes


def _places_of(pk: int, run: _Run, span: Span, today: dt.date, open_days: list[dt.date]) -> list[Place]:
    planned = plan_on(run.times, open_days)
    buys = len(run.places) and run.start in span
    materials = Fraction(run.materials, len(run.places)) if buys else Fraction(0)
    given: dict[int, Counter] = defaultdict(Counter)
    ahead: dict[int, Counter] = defaultdict(Counter)
    for (on, _), (_, _, minutes, _) in run.sessions.items():
        if minutes:
            _share(given, run, on, minutes)
    for (on, at), minutes in planned.items():
        if on > today and (on, at) not in run.sessions:
            _share(ahead, run, on, minutes)
    return [
        Place(pk, pupil, place, _dosage_of(run, planned, pupil, start, min(end, today)),
              Cost(_cost(given[place], run), materials, _cost(ahead[place], run)), given[place], ahead[place])
        for place, pupil, start, end in run.places
    ]  # fmt: skip


def _share(shares: dict[int, Counter], run: _Run, on: dt.date, minutes: int) -> None:
    sharing = run.sharing(on)
    for place, _, start, end in run.places:
        if start <= on <= end:
            shares[place][minutes, sharing] += 1


def _cost(shared: Shared, run: _Run) -> Fraction:
    each = (share_of_session(minutes, run.cost_hour, n) * count for (minutes, n), count in shared.items())
    return sum(each, Fraction(0))


def _dosage_of(run: _Run, planned: dict[Key, int], pupil: int, start: dt.date, end: dt.date) -> Dosage:
    mine = {key: minutes for key, minutes in planned.items() if start <= key[0] <= end}
    recorded = {
        key: _marked(run, session, pupil, minutes_planned, why)
        for key, (session, minutes_planned, _, why) in run.sessions.items()
        if start <= key[0] <= end
    }
    return dosage(mine, recorded)


def _marked(run: _Run, session: int, pupil: int, planned: int, not_held: str) -> Marked:
    came, why, minutes = run.marks.get((session, pupil), (None, "", 0))
    return Marked(planned, minutes, came, why, not_held)


def by_pupil(found: Iterable[Place]) -> dict[int, tuple[Dosage, Cost]]:
    """Pupil's primary key → what they had and what it cost, over all their places."""
    sums: dict[int, tuple[Dosage, Cost]] = {}
    for place in found:
        dose, cost = sums.get(place.pupil, (Dosage(), Cost()))
        sums[place.pupil] = dose + place.dosage, cost + place.cost
    return sums
