"""When a school is open, and why it is closed on a day."""

import datetime as dt
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from core.calendar.dates import SchoolDays, Span, bank_holidays
from core.schools.models import Closure, School
from core.schools.prepared import prepared
from core.schools.queries import terms_of

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class OpenDays:
    """When a school is open; `closures` carry the names that the school gave them."""

    days: SchoolDays
    closures: tuple[tuple[Span, str], ...] = ()

    def known(self, on: dt.date) -> bool:
        """Whether the terms that are known reach to that day."""
        terms = self.days.terms
        return bool(terms) and terms[0].start <= on <= max(term.end for term in terms)

    def why_closed(self, on: dt.date) -> str:
        """Why no pupil is in school that day: "Half term"; "" on a school day, and on a weekday of which no term is
        known."""
        if on.weekday() >= SATURDAY:
            return str(WEEKDAYS[on.weekday()])
        if on in bank_holidays():
            return bank_holidays()[on]
        for span, name in self.closures:
            if on in span:
                return name
        return _("School holiday") if self.known(on) and not self.days.is_open(on) else ""


def open_days(school: School) -> OpenDays:
    """The days on which the school is open, with the names of its closures. Two queries."""
    named = tuple((Span(start, end), name) for start, end, name in _closures(None, school=school.pk))
    return OpenDays(SchoolDays(terms_of(school), [span for span, _name in named]), named)


@prepared
def _closures(_user, *, school: int):
    return Closure.objects.filter(school=school).values_list("start", "end", "name")
