"""The terms that figures are told of: the one that runs, and those before it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from apdr.spans import year_span
from core.calendar.dates import Span, academic_year, academic_year_label
from core.schools.models import School, Term

SEASONS = ("Autumn", "Spring", "Summer")


@dataclass(frozen=True, slots=True)
class Told:
    """A term as the figures tell of it: its key in an address, what it is called, its days, the day on which counts stand
    (its last, or today while it runs)."""

    key: str
    name: str
    span: Span
    on: dt.date

    @property
    def runs(self) -> bool:
        """Whether its figures are those of today."""
        return self.on == timezone.localdate()


def terms_told(school: School, today: dt.date, most: int = 3) -> list[Told]:
    """The term that runs (or ran last, while the next has not begun) as on today, then those before it as on their last
    days, the newest first. Where no term is entered, the school year that runs. One query."""
    begun = Term.objects.filter(school=school, start__lte=today).order_by("-start")[:most]
    rows = list(begun.values_list("name", "start", "end"))
    if not rows:
        year = academic_year(today)
        return [Told("now", f"School year {academic_year_label(year)}", year_span(year), today)]
    (name, start, end), *before = rows
    return [Told("now", called(name, end), Span(start, end), today)] + [
        Told(f"{first:%Y%m%d}", called(name, last), Span(first, last), last) for name, first, last in before
    ]


def called(name: str, end: dt.date) -> str:
    """ "Autumn term 2026", whether the school calls it "Autumn" or "Autumn 2026"."""
    said, year = name.strip(), str(end.year)
    for season in SEASONS:
        if said.casefold() in {season.casefold(), f"{season} {year}".casefold()}:
            return f"{season} term {year}"
    return said if year in said else f"{said} {year}"
