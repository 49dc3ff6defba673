"""What Section F of a plan has promised by a day, and what was given of it: pure arithmetic on school days.

The rule of counting, which the ledger tells its reader: a school week is a calendar week with a school day in it, and
it counts whole, in the time that holds its last school day, once that day has passed. A fortnight is two such weeks. A
half term, a term and a school year count once they are over. What was given is counted up to the same day, so that a
week that is still running makes nobody late.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from apdr.dosage import Dosage
from core.calendar.dates import ONE_DAY, SchoolDays, Span, academic_year
from ehcp.enums import Per

WEEK = dt.timedelta(days=6)
BREAK = dt.timedelta(
    days=8
)  # from the last school day before a half-term break of a week to the first after it, at least


def weeks_of(open_days: list[dt.date]) -> list[Span]:
    """First and last school day of every calendar week that has one; `open_days` are in order."""
    found: list[Span] = []
    for day in open_days:
        if found and found[-1].start.isocalendar()[:2] == day.isocalendar()[:2]:
            found[-1] = Span(found[-1].start, day)
        else:
            found.append(Span(day, day))
    return found


def halves_of(open_days: list[dt.date]) -> list[Span]:
    """A term's school days divided at its longest break of a week or more; one part where it has none."""
    if not open_days:
        return []
    gaps = [(after - before, before, after) for before, after in pairwise(open_days)]
    longest = max(gaps, default=None, key=lambda gap: gap[0])
    if longest is None or longest[0] < BREAK:
        return [Span(open_days[0], open_days[-1])]
    return [Span(open_days[0], longest[1]), Span(longest[2], open_days[-1])]


class Reckoner:
    """Counts, for one time (a term or a school year) as of `today`, how often each period came round in it. What many
    plans need of the calendar is read once."""

    def __init__(self, days: SchoolDays, span: Span, today: dt.date) -> None:
        self.span, self._days, self._today = span, days, today
        self._kept: dict[str, list[Span]] = {}
        self._counts: dict[tuple[str, dt.date | None], Fraction] = {}

    def counted(self, since: dt.date | None = None) -> Span | None:
        """The days that are counted: to the end of a time that is over, or to the last school day of the last whole
        week; from the beginning, or from the first whole week after `since`, the day from which a plan holds. None
        where no whole week has passed."""
        weeks = self._periods(Per.WEEK)
        over = self.span.end < self._today
        end = self.span.end if over else (weeks[-1].end if weeks else None)
        start = self.span.start
        if since and since > start:
            start = next((week.start for week in weeks if week.start >= since), None)
        return Span(start, end) if start and end and start <= end else None

    def times(self, per: str, since: dt.date | None = None) -> Fraction:
        """How many of that period count, from `since` on. 0 for a period that no plan knows."""
        if (per, since) not in self._counts:
            self._counts[per, since] = self._times(per, since)
        return self._counts[per, since]

    def _times(self, per: str, since: dt.date | None) -> Fraction:
        if per == Per.FORTNIGHT:
            return self.times(Per.WEEK, since) / 2
        if per == Per.DAY:
            counted = self.counted(since)
            return Fraction(self._days.between(counted.start, counted.end) if counted else 0)
        if per not in Per.values:
            return Fraction(0)
        return Fraction(sum(since is None or one.start >= since for one in self._periods(per)))

    def owed(
        self, minutes: int | None, times: int | None, per: str, since: dt.date | None = None
    ) -> int | None:
        """Minutes promised by "`minutes`, `times` in a `per`" so far, half a minute rounded up; None where the plan does
        not say how much."""
        if not (minutes and times and per):
            return None
        return int(minutes * times * self.times(per, since) + Fraction(1, 2))

    def _periods(self, per: str) -> list[Span]:
        if per not in self._kept:
            spans = {
                Per.WEEK: self._weeks,
                Per.HALF_TERM: self._halves,
                Per.TERM: self._terms,
                Per.YEAR: self._years,
            }[per]()
            self._kept[per] = [one for one in spans if one.end in self.span and one.end < self._today]
        return self._kept[per]

    def _weeks(self) -> list[Span]:
        last = min(self.span.end, self._today)
        return weeks_of(self._days.days(self.span.start - WEEK, last + WEEK))

    def _open_terms(self) -> list[list[dt.date]]:
        found = [self._days.days(term.start, term.end) for term in self._days.terms
                 if term.start <= self.span.end and self.span.start <= term.end]  # fmt: skip
        return [days for days in found if days]

    def _halves(self) -> list[Span]:
        return [half for days in self._open_terms() for half in halves_of(days)]

    def _terms(self) -> list[Span]:
        return [Span(days[0], days[-1]) for days in self._open_terms()]

    def _years(self) -> list[Span]:
        years = range(academic_year(self.span.start), academic_year(self.span.end) + 1)
        starts = {year: dt.date(year, 9, 1) for year in years}
        ends = {year: dt.date(year + 1, 9, 1) - ONE_DAY for year in years}
        first = {year: self._days.first_on_or_after(starts[year]) for year in years}
        return [Span(min(first[year] or starts[year], ends[year]), ends[year]) for year in years]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What was promised and what became of it, in whole minutes. `specified` is None where the plan does not say how much;
    `missed` is by reason, `unrecorded` what nobody wrote down, `not_planned` what stood on no timetable."""

    specified: int | None = None
    delivered: int = 0
    unrecorded: int = 0
    not_planned: int = 0
    missed: Mapping[str, int] = field(default_factory=dict)

    @property
    def short(self) -> int:
        """How much less was given than promised; 0 where it was given in full."""
        return max((self.specified or 0) - self.delivered, 0)

    @property
    def credited(self) -> int:
        """What was given of the promise: more than promised of one thing makes up for nothing else."""
        return min(self.delivered, self.specified or 0)

    def __add__(self, other: "Reckoned") -> "Reckoned":
        reasons = {**self.missed}
        for why, minutes in other.missed.items():
            reasons[why] = reasons.get(why, 0) + minutes
        known = [one for one in (self.specified, other.specified) if one is not None]
        return Reckoned(
            sum(known) if known else None, self.delivered + other.delivered, self.unrecorded + other.unrecorded,
            self.not_planned + other.not_planned, reasons,
        )  # fmt: skip


def reckon(specified: int | None, dose: Dosage) -> Reckoned:
    """One line of the ledger: what a plan specifies against what the sessions were."""
    return Reckoned(
        specified, dose.delivered, dose.unrecorded, max((specified or 0) - dose.planned, 0), dict(dose.missed)
    )


@dataclass(frozen=True, slots=True)
class Sum:
    """Several lines together: `short` and `credited` are the sums of the lines', so that more of one thing hides nothing
    of another. `open_lines` are those of which the plan does not say how much."""

    specified: int = 0
    delivered: int = 0
    credited: int = 0
    short: int = 0
    unrecorded: int = 0
    not_planned: int = 0
    missed: Mapping[str, int] = field(default_factory=dict)
    open_lines: int = 0

    @property
    def percent(self) -> int | None:
        """The share of what was promised that was given, in whole percent rounded down, 0 to 100; None where nothing was
        due yet."""
        return 100 * self.credited // self.specified if self.specified else None


def total(lines: list[Reckoned]) -> Sum:
    """The lines of a plan together."""
    whole = sum(lines, Reckoned())
    return Sum(
        whole.specified or 0, whole.delivered, sum(one.credited for one in lines), sum(one.short for one in lines),
        whole.unrecorded, whole.not_planned, whole.missed, sum(one.specified is None for one in lines),
    )  # fmt: skip
