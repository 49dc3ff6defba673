"""The figures of schools, exact, as on a day and over a term: one pass over each table, however many schools."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from core.calendar.dates import Span
from core.schools.models import School
from overview.figures import given, roll, staff, timely
from overview.figures.given import Had
from overview.figures.roll import Roll
from overview.figures.shape import Figures
from overview.figures.timely import Owed


@dataclass(frozen=True, slots=True)
class Facts:
    """What the figures of several schools are counted from, child by child: nothing of it leaves this package but as
    counts. By the key of the school: its roll, its places in provision, the best contact with the parents by pupil."""

    span: Span
    on: dt.date
    rolls: Mapping[int, Roll]
    plans: list[Owed]
    annual: list[Owed]
    had: Mapping[int, list[Had]]
    contacts: Mapping[int, Mapping[int, str]]


def facts(schools: list[School], span: Span, on: dt.date) -> Facts:
    """All that is known of the children by `on`. Nineteen queries at most."""
    keys = [school.pk for school in schools]
    had: dict[int, list[Had]] = defaultdict(list)
    for place in given.places_had(keys, span, on):
        had[place.school].append(place)
    return Facts(
        span, on, roll.rolls(keys, span, on, timezone.localdate()), timely.plan_reviews(keys, span, on),
        timely.annual_reviews(keys, span, on), had, timely.contacts(keys, span, on),
    )  # fmt: skip


def figures(schools: list[School], span: Span, on: dt.date) -> list[Figures]:
    """The figures of each school as they stood on `on`, and over the term `span` up to that day; what is recorded of later
    days changes none of them. The caller sees to it that the schools are in sight and who may read them. Twenty-five
    queries at most, however many schools, pupils and sessions."""
    return counted(schools, facts(schools, span, on))


def counted(schools: list[School], known: Facts) -> list[Figures]:
    """The figures of each school from the facts. Six queries."""
    keys, span, on = [school.pk for school in schools], known.span, known.on
    plans, annual = timely.by_school(keys, known.plans), timely.by_school(keys, known.annual)
    trained, complained = staff.training(keys, span, on), staff.complaints(keys, span, on)
    return [
        Figures(
            school=school.pk, name=school.name, on=on, span=span,
            total=roll.split_of(child.now for child in held.here), breakdowns=roll.breakdowns(held),
            movement=roll.movement(held), step_downs=roll.step_downs(held), known_before=held.known_before,
            plans=plans[school.pk], annual_reviews=annual[school.pk],
            provision=given.provision_of(school, known.had.get(school.pk, ())),
            meetings=timely.meetings_of(known.contacts[school.pk]),
            training=trained[school.pk], complaints=complained[school.pk],
        )
        for school in schools
        for held in [known.rolls[school.pk]]
    ]  # fmt: skip
