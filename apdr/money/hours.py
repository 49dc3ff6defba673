"""Hours that are funded against hours that were given: pure arithmetic (R-102).

A week of funding is five school days, so that a week with a closed day counts as less than a week, as it does for the
sessions that could be held in it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from core.calendar.dates import SchoolDays, Span

DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class Grant:
    """Hours a week granted from `start` to `end`, both included."""

    hours: Decimal
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Funded:
    """One grant within the time asked for: its first and last day there, the school days, and the hours they make."""

    grant: Grant
    span: Span
    days: int

    @property
    def hours(self) -> Fraction:
        return Fraction(self.grant.hours) * self.days / DAYS_A_WEEK


def funded(grants: Iterable[Grant], span: Span, today: dt.date, days: SchoolDays) -> list[Funded]:
    """What each grant with hours comes to within `span` up to `today`; grants that do not reach into it are left out."""
    found = []
    for grant in grants:
        start, end = max(grant.start, span.start), min(grant.end, span.end, today)
        if grant.hours and start <= end:
            found.append(Funded(grant, Span(start, end), days.between(start, end)))
    return found


def hull(parts: Iterable[Funded]) -> Span | None:
    """From the first day of the earliest to the last day of the latest; None of nothing."""
    spans = [part.span for part in parts]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else None
