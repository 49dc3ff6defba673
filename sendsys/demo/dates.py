"""Terms of an English school computed from the year, and the days on which plans begin and are reviewed. Pure."""

import datetime as dt
import random
from dataclasses import dataclass
from enum import StrEnum

from core.calendar.dates import ONE_DAY, SchoolDays, Span, academic_year, bank_holidays

YEARS_BACK, YEARS_AHEAD = 2, 1
SETTLING_DAYS = 8  # of a term before its plans begin
REST_FROM, REST_TO = 14, 84  # days from today over which the reviews that do not press are spread


class Fresh(StrEnum):
    """How far a plan is that was begun only now."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class TermDates:
    """One term with its half-term and the INSET day it begins with, where it has one."""

    name: str
    span: Span
    half_term: Span
    inset: dt.date | None = None


def easter(year: int) -> dt.date:
    """Easter Sunday by the Gregorian computus (Butcher's rule)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    moved = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * moved) // 451
    month, day = divmod(h + moved - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def weekday_on_or_after(day: dt.date, weekday: int) -> dt.date:
    return day + ONE_DAY * ((weekday - day.weekday()) % 7)


def weekday_on_or_before(day: dt.date, weekday: int) -> dt.date:
    return day - ONE_DAY * ((day.weekday() - weekday) % 7)


def working_day(day: dt.date) -> dt.date:
    """The first Monday to Friday on or after `day` that is no bank holiday."""
    while day.weekday() > 4 or day in bank_holidays():
        day += ONE_DAY
    return day


def week_from(monday: dt.date) -> Span:
    return Span(monday, monday + 4 * ONE_DAY)


def autumn(year: int) -> TermDates:
    """From the first days of September to the Friday before Christmas; half-term in the last week of October."""
    start = working_day(dt.date(year, 9, 2))
    half_term = week_from(weekday_on_or_before(dt.date(year, 10, 31), 0))
    end = weekday_on_or_before(dt.date(year, 12, 22), 4)
    return TermDates(f"Autumn {year}", Span(start, end), half_term, inset=start)


def spring_end(year: int) -> dt.date:
    """The Thursday before an early Easter, else the last Friday up to 4 April that is not Good Friday."""
    good_friday = easter(year) - 2 * ONE_DAY
    if good_friday < dt.date(year, 3, 31):
        return good_friday - ONE_DAY
    friday = weekday_on_or_before(dt.date(year, 4, 4), 4)
    return friday - 7 * ONE_DAY if friday == good_friday else friday


def spring(year: int) -> TermDates:
    """From the first Monday after New Year; half-term in the week of the third Monday of February."""
    start = working_day(weekday_on_or_after(dt.date(year, 1, 3), 0))
    half_term = week_from(weekday_on_or_after(dt.date(year, 2, 15), 0))
    return TermDates(f"Spring {year}", Span(start, spring_end(year)), half_term)


def summer(year: int) -> TermDates:
    """From two weeks after the spring term; half-term in the week of the Spring bank holiday."""
    after = spring_end(year) + 16 * ONE_DAY
    start = working_day(weekday_on_or_after(after, 0))
    half_term = week_from(weekday_on_or_before(dt.date(year, 5, 31), 0))
    return TermDates(f"Summer {year}", Span(start, weekday_on_or_before(dt.date(year, 7, 23), 2)), half_term)


def terms_of(academic: int) -> list[TermDates]:
    """The three terms of the academic year that begins in September of `academic`."""
    return [autumn(academic), spring(academic + 1), summer(academic + 1)]


def terms_around(today: dt.date) -> list[TermDates]:
    """Every term that the demonstration knows: two academic years back, this one, and the next."""
    now = academic_year(today)
    years = range(now - YEARS_BACK, now + YEARS_AHEAD + 1)
    return [term for year in years for term in terms_of(year)]


def school_days_of(terms: list[TermDates]) -> SchoolDays:
    closures = [term.half_term for term in terms]
    closures += [Span(term.inset, term.inset) for term in terms if term.inset]
    return SchoolDays([term.span for term in terms], closures)


@dataclass(frozen=True, slots=True)
class Cycle:
    """The dates of one plan: from its first day to the review."""

    starts: dt.date
    review_on: dt.date


class Diary:
    """The school's days around `today`: when plans began, when they were and will be reviewed."""

    def __init__(self, today: dt.date) -> None:
        self.today, self.terms = today, terms_around(today)
        self.days = school_days_of(self.terms)

    def open_on_or_before(self, day: dt.date) -> dt.date:
        return self.days.last_on_or_before(day) or day

    def open_on_or_after(self, day: dt.date) -> dt.date:
        return self.days.first_on_or_after(day) or day

    def cycles_before(self, day: dt.date, rng: random.Random) -> list[Cycle]:
        """One cycle a term of the last two years: those that began before `day`, oldest first."""
        since = self.today - dt.timedelta(days=730)
        found = []
        for term in self.terms:
            starts = self.open_on_or_after(term.span.start + ONE_DAY * (SETTLING_DAYS + rng.randint(0, 7)))
            review = self.open_on_or_before(term.span.end - ONE_DAY * rng.randint(4, 15))
            if term.span.start >= since and starts < day:
                found.append(Cycle(starts, review))
        return found

    def choice_between(self, first: int, last: int, rng: random.Random) -> dt.date:
        """A school day from `first` to `last` days after today; in a holiday any Monday to Friday."""
        window = [self.today + ONE_DAY * offset for offset in range(first, last + 1)]
        open_days = [day for day in window if self.days.is_open(day)]
        weekdays = [day for day in window if day.weekday() < 5]
        return rng.choice(open_days or weekdays or window)

    def review_days(self, count: int, pressing: "Pressing", rng: random.Random) -> list[dt.date]:
        """Review dates of `count` plans in force: a few late, some this week and next, the rest spread."""
        dates = [self.choice_between(-6, -1, rng) for _ in range(pressing.late)]
        dates += [self.choice_between(0, 6, rng) for _ in range(pressing.this_week)]
        dates += [self.choice_between(7, 13, rng) for _ in range(pressing.next_week)]
        spread = range(REST_FROM, REST_TO)
        step = len(spread) / max(count - len(dates), 1)
        for place in range(count - len(dates)):
            day = int(spread[0] + place * step)
            dates.append(self.choice_between(day, day + 6, rng))
        return dates[:count]


@dataclass(frozen=True, slots=True)
class Pressing:
    """How many plan reviews are late, due in the next seven days, and in the seven after them."""

    late: int
    this_week: int
    next_week: int
