"""Provision of a term: for whom, how much of what was planned was given, what it cost, and what came of it.

What counts as given, as cost and as having moved on is that of `apdr.delivery` and `apdr.impact`; here it is read for
many schools at once, as it stood on a day.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from apdr.costs import Cost, pence
from apdr.delivery import Place, places_as_on
from apdr.dosage import Dosage
from apdr.enums import Progress
from apdr.impact.judge import Seen, judge, moved_on, progress
from apdr.models import ProvisionPupil
from core.calendar.dates import SchoolDays, Span
from core.schools.models import Closure, School, Term
from core.schools.prepared import prepared
from overview.figures.shape import Provision, Thing


@prepared
def _spans(_user, model: type, *, schools: list):
    return model.objects.filter(school__in=schools).order_by("start").values_list("school_id", "start", "end")


def days_of(schools: list[int]) -> dict[int, SchoolDays]:
    """School's key → the days on which it is open. Two queries."""
    held = {model: defaultdict(list) for model in (Term, Closure)}
    for model, found in held.items():
        for school, start, end in _spans(None, model, schools=schools):
            found[school].append(Span(start, end))
    return {key: SchoolDays(held[Term][key], held[Closure][key]) for key in schools}


@prepared
def _places(_user, *, runs: list):
    """Of the places of these runs: school, intervention, days, measures, and the target that the place is for."""
    return ProvisionPupil.objects.filter(provision__in=runs).order_by("provision__start", "pk").values_list(
        "pk", "school_id", "pupil_id", "provision__intervention_id", "provision__intervention__name", "start", "end",
        "provision__start", "provision__end", "pupil__left_on", "entry_value", "entry_on", "exit_value", "exit_on",
        "provision__intervention__higher_is_better", "target__progress", "target__achieved_on", "target__plan__closed_at",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Had:
    """One pupil's place in the term, as on the day: `lasted`: whether a day of it lies in the term by then; `gained` the
    progress on the measure, None without both figures; `target` what was judged of its target, "" where nothing was."""

    school: int
    pupil: int
    intervention: int
    name: str
    lasted: bool
    dosage: Dosage
    cost: Cost
    gained: Fraction | None
    target: str


def places_had(schools: list[int], span: Span, on: dt.date) -> list[Had]:
    """Every place of the term's provision, as it stood on the evening of `on`. Eight queries."""
    found = {place.place: place for place in places_as_on(days_of(schools), span, on)}
    runs = sorted({place.provision for place in found.values()})
    return [_had(found[row[0]], row, span, on) for row in _places(None, runs=runs)] if runs else []


def _had(place: Place, row: tuple, span: Span, on: dt.date) -> Had:
    (_, school, pupil, what, name, start, end, begins, ends, left, entry, entry_on, leaving, leaving_on, higher, target,
     achieved_on, closed_at) = row  # fmt: skip
    first, last = max(start, begins, span.start), min(end or ends, left or ends, ends, span.end, on)
    gained = None
    if entry_on and leaving_on and max(entry_on, leaving_on) <= on:
        gained = progress(entry, leaving, higher)
    judged = (closed_at and timezone.localdate(closed_at) <= on) or (achieved_on and achieved_on <= on)
    if judged and not (closed_at and timezone.localdate(closed_at) <= on):
        target = Progress.MET  # achieved by then, whatever was said of it later
    return Had(school, pupil, what, name, first <= last, place.dosage, place.cost,
               None if gained is None else Fraction(gained), str(target or "") if judged else "")  # fmt: skip


def provision_of(school: School, had: Iterable[Had]) -> Provision:
    """All provision of one school from its places, and each intervention, the one with most children first."""
    had = list(had)
    of_thing: dict[int, list[Had]] = defaultdict(list)
    for one in had:
        of_thing[one.intervention].append(one)
    things = [
        _thing(rows, school.few_pupils) for rows in of_thing.values() if any(row.lasted for row in rows)
    ]
    dose, cost = _sums(had)
    return Provision(
        _children(had), dose.planned, dose.delivered, pence(cost.expected), pence(cost.spent),
        tuple(sorted(things, key=lambda thing: (-thing.children, thing.name))),
    )  # fmt: skip


def _sums(had: list[Had]) -> tuple[Dosage, Cost]:
    return sum((one.dosage for one in had), Dosage()), sum((one.cost for one in had), Cost())


def _children(had: Iterable[Had]) -> int:
    return len({one.pupil for one in had if one.lasted})


def _thing(had: list[Had], few: int) -> Thing:
    dose, cost = _sums(had)
    moved = outcomes(had)
    seen = Seen(_children(had), few, dose.share, len(moved), sum(moved.values()))
    return Thing(had[0].name, seen.children, dose.planned, dose.delivered, pence(cost.spent), seen.measured, seen.moved,
                 str(judge(seen)))  # fmt: skip


def outcomes(had: Iterable[Had]) -> Mapping[int, bool]:
    """Pupil's key → whether they moved on with one intervention, of those of whom something is known."""
    of_pupil: dict[int, list[Had]] = defaultdict(list)
    for one in had:
        if one.lasted:
            of_pupil[one.pupil].append(one)
    known = {pupil: moved_on(_gained(rows), [row.target for row in rows]) for pupil, rows in of_pupil.items()}
    return {pupil: moved for pupil, moved in known.items() if moved is not None}


def _gained(rows: list[Had]) -> Fraction | None:
    found = [row.gained for row in rows if row.gained is not None]
    return sum(found, Fraction(0)) if found else None
