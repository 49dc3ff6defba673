"""The time that a page of impact or cost looks at: this school year, last year, or a term."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.calendar.dates import ACADEMIC_YEAR_STARTS_MONTH, Span, academic_year, academic_year_label
from core.schools.models import School, Term

YEAR, LAST, TERM = "year", "last", "term"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A time by its key in an address, with its words ("School year 2026/27")."""

    key: str
    label: str
    span: Span


def year_span(year: int) -> Span:
    """1 September to 31 August of the academic year."""
    start = dt.date(year, ACADEMIC_YEAR_STARTS_MONTH, 1)
    return Span(start, dt.date(year + 1, ACADEMIC_YEAR_STARTS_MONTH, 1) - dt.timedelta(days=1))


def choices(terms: Iterable[tuple[str, dt.date, dt.date]], today: dt.date) -> list[Chosen]:
    """This school year, the term that runs or ran last (where one is known), and last school year."""
    year = academic_year(today)
    words = _("School year %(year)s")
    found = [Chosen(YEAR, words % {"year": academic_year_label(year)}, year_span(year))]
    begun = sorted((term for term in terms if term[1] <= today), key=lambda term: term[1])
    if begun:
        name, start, end = begun[-1]
        found.append(
            Chosen(TERM, _("%(name)s term") % {"name": name.removesuffix(" term")}, Span(start, end))
        )
    return [*found, Chosen(LAST, words % {"year": academic_year_label(year - 1)}, year_span(year - 1))]


def choose(school: School, key: str, today: dt.date) -> tuple[Chosen, list[Chosen]]:
    """The time of that key, or this school year, and all that can be chosen. One query."""
    offered = choices(Term.objects.filter(school=school).values_list("name", "start", "end"), today)
    return next((one for one in offered if one.key == key), offered[0]), offered
