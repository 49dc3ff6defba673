"""What is dear to count and moves slowly, kept for ten minutes: provision of a time, and dates set by law that are past.

A page says when it was counted. What is kept is counts alone, by school, and is asked for only by who may see it.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

from core.calendar.dates import Span
from core.schools.models import School
from overview.figures import given
from overview.figures.shape import Provision
from overview.figures.standing import late_by_law

MINUTES = 10
FORM = 1  # of what is kept: another form is another key


@dataclass(frozen=True, slots=True)
class Lately:
    """Provision of the time asked for, plans and assessments late by law, and when both were counted."""

    provision: Provision
    late: int
    at: dt.datetime


def _key(school: School, span: Span, on: dt.date) -> str:
    return f"figures-{FORM}-{school.pk}-{school.few_pupils}-{span.start:%Y%m%d}-{span.end:%Y%m%d}-{on:%Y%m%d}"


def lately(schools: list[School], span: Span, on: dt.date) -> dict[int, Lately]:
    """School's key → what was counted within the last ten minutes; now, for those that were not: twelve queries, however
    many schools, none where all is kept."""
    keys = {_key(school, span, on): school for school in schools}
    kept = cache.get_many(keys)
    missing = [school for key, school in keys.items() if key not in kept]
    made = _count(missing, span, on) if missing else {}
    if made:
        cache.set_many({_key(school, span, on): made[school.pk] for school in missing}, MINUTES * 60)
    return {keys[key].pk: one for key, one in kept.items()} | made


def _count(schools: list[School], span: Span, on: dt.date) -> dict[int, Lately]:
    had = defaultdict(list)
    for place in given.places_had([school.pk for school in schools], span, on):
        had[place.school].append(place)
    late, at = late_by_law(schools, on), timezone.now()
    return {s.pk: Lately(given.provision_of(s, had[s.pk]), late[s.pk], at) for s in schools}
