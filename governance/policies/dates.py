"""When a policy is to be looked at again, and when it is to have been read. Pure: today is always an argument."""

import calendar
import datetime as dt

READ_DAYS = 14  # calendar days that somebody has to read a policy that is new, or new to them


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_review(
    adopted_on: dt.date, confirmed_on: dt.date | None, named: dt.date | None, review_months: int
) -> dt.date:
    """The day of the next review: the one that is named, else so many months after the policy was adopted or last found
    right (R-227)."""
    return named or add_months(max(adopted_on, confirmed_on or adopted_on), review_months)


def read_by(recorded_on: dt.date, since: dt.date) -> dt.date:
    """The day by which somebody who is here `since` that day has read a version that was recorded then: at induction, and
    when it changes (R-227)."""
    return max(recorded_on, since) + dt.timedelta(days=READ_DAYS)
