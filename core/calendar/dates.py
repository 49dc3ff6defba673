"""Pure date arithmetic: academic years, weeks, school days. No clock: today is always an argument."""

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ONE_DAY = dt.timedelta(days=1)
ACADEMIC_YEAR_STARTS_MONTH = 9


@dataclass(frozen=True, slots=True)
class Span:
    """Calendar days from `start` to `end`, both included."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"The span ends on {self.end}, before it starts on {self.start}.")

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


@cache
def bank_holidays() -> dict[dt.date, str]:
    """Bank holidays of England by date (source: the gov.uk list for England and Wales, and the rule of the
    Banking and Financial Dealings Act 1971, Schedule 1, for the years after it). Checked-in data."""
    with (Path(__file__).parent / "bank_holidays.csv").open(encoding="utf-8", newline="") as lines:
        return {dt.date.fromisoformat(row["date"]): row["name"] for row in csv.DictReader(lines)}


def academic_year(day: dt.date) -> int:
    """The academic year that `day` lies in, named by its first calendar year (1 Sep 2025 is in 2025)."""
    return day.year if day.month >= ACADEMIC_YEAR_STARTS_MONTH else day.year - 1


def academic_year_label(year: int) -> str:
    """2025 -> "2025/26"."""
    return f"{year}/{(year + 1) % 100:02d}"


def add_weeks(day: dt.date, weeks: int) -> dt.date:
    """`day` moved by whole calendar weeks; weekends and holidays count."""
    return day + dt.timedelta(weeks=weeks)


def ends_of_next_terms(terms: Iterable[Span], day: dt.date, count: int) -> list[dt.date | None]:
    """Last days of the next `count` terms that begin after `day`; None for each that is not known yet."""
    ends = [span.end for span in sorted(terms, key=lambda span: span.start) if span.start > day][:count]
    return [*ends, *[None] * (count - len(ends))]


class SchoolDays:
    """Which days a school is open: inside a term, Monday to Friday, no closure, no bank holiday."""

    def __init__(self, terms: Iterable[Span], closures: Iterable[Span] = ()) -> None:
        self.terms = sorted(terms, key=lambda span: span.start)
        self.closures = list(closures)

    def is_open(self, day: dt.date) -> bool:
        """Whether pupils are in school on `day`."""
        return (
            day.weekday() < 5
            and day not in bank_holidays()
            and any(day in term for term in self.terms)
            and not any(day in closure for closure in self.closures)
        )

    def last_on_or_before(self, day: dt.date) -> dt.date | None:
        """The last school day on or before `day`, or None when no term reaches back so far."""
        if not self.terms:
            return None
        while day >= self.terms[0].start:
            if self.is_open(day):
                return day
            day -= ONE_DAY
        return None

    def first_on_or_after(self, day: dt.date) -> dt.date | None:
        """The first school day on or after `day`, or None when no term is known so far ahead."""
        if not self.terms:
            return None
        last = max(term.end for term in self.terms)
        while day <= last:
            if self.is_open(day):
                return day
            day += ONE_DAY
        return None

    def between(self, start: dt.date, end: dt.date) -> int:
        """Number of school days from `start` to `end`, both included; 0 when `end` is before `start`."""
        return len(self.days(start, end))

    def days(self, start: dt.date, end: dt.date) -> list[dt.date]:
        """The school days from `start` to `end`, both included, in order; none when `end` is before `start`."""
        count = max((end - start).days + 1, 0)
        return [day for day in (start + dt.timedelta(days=n) for n in range(count)) if self.is_open(day)]

    def after(self, day: dt.date, count: int) -> dt.date | None:
        """The `count`-th school day after `day`, which itself is not counted; None when the terms that are known
        hold fewer. Raises ValueError for a count under 1."""
        if count < 1:
            raise ValueError("Count at least one school day.")
        last = max((term.end for term in self.terms), default=day)
        while day < last:
            day += ONE_DAY
            count -= self.is_open(day)
            if count == 0:
                return day
        return None


def working_day_after(day: dt.date, count: int) -> dt.date:
    """The `count`-th day after `day` that is Monday to Friday and no bank holiday: never later than the school day
    of that number, so it is the cautious date where terms are not known."""
    while count > 0:
        day += ONE_DAY
        count -= day.weekday() < 5 and day not in bank_holidays()
    return day
