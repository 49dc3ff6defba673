"""Half terms and the ends of rounds. Pure: today is always an argument."""

import datetime as dt

from core.calendar.dates import ONE_DAY, SchoolDays, Span, academic_year
from core.reminders.kinds import open_before

BREAK_DAYS = 5  # weekdays in a row without school that part a term in two


def half_terms(days: SchoolDays) -> list[Span]:
    """The halves of the terms that are known, each from its first school day to its last. A term is parted wherever the
    school is closed for five weekdays or more inside it, bank holidays beside a closure included."""
    found = []
    for term in days.terms:
        start = _within(term, days.first_on_or_after(term.start))
        for last, following in sorted(
            {gap for closure in days.closures if (gap := _break(days, term, closure))}
        ):
            found.append(Span(start, last))
            start = following
        found.append(Span(start, max(start, _within(term, days.last_on_or_before(term.end)))))
    return found


def _within(term: Span, day: dt.date | None) -> dt.date:
    return day if day is not None and day in term else term.start


def _break(days: SchoolDays, term: Span, closure: Span) -> tuple[dt.date, dt.date] | None:
    """The last school day before a closure and the first after it, where the school is closed for long enough."""
    if closure.start not in term or closure.end not in term:
        return None
    last, following = (
        days.last_on_or_before(closure.start - ONE_DAY),
        days.first_on_or_after(closure.end + ONE_DAY),
    )
    if last is None or following is None or last not in term or following not in term:
        return None
    closed = sum((last + ONE_DAY * n).weekday() < 5 for n in range(1, (following - last).days))
    return (last, following) if closed >= BREAK_DAYS else None


def begun(spans: list[Span], today: dt.date) -> list[Span]:
    """Of spans in order the one that runs, or ran last, and the one before it: what is still asked for."""
    return [span for span in spans if span.start <= today][-2:]


def last_day(days: SchoolDays, span: Span) -> dt.date:
    """The last school day of a round that is known; its last working day where no term is."""
    found = days.last_on_or_before(span.end)
    return found if found and found in span else open_before(span.end, days)


def year_end(days: SchoolDays, year: int) -> dt.date | None:
    """The last school day of an academic year, None where its last term is not known (none ends after April)."""
    ends = [term.end for term in days.terms if academic_year(term.end) == year]
    if not ends or max(ends) < dt.date(year + 1, 5, 1):
        return None
    return days.last_on_or_before(max(ends))
