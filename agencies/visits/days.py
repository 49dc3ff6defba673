"""On which days a visit can be, and which stretch of the calendar a page shows. Pure: today is an argument."""

import calendar
import datetime as dt
from dataclasses import dataclass

from core.calendar.dates import ONE_DAY
from core.schools.opening import SATURDAY

WEEK = dt.timedelta(weeks=1)


VIEWS = ("month", "week", "list")
DAY = "day"  # one day's list, to which a full day of the month leads


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from `start` to `end` that a view of the calendar shows; `before` and `after` lead to the next ones."""

    view: str
    start: dt.date
    end: dt.date
    before: dt.date
    after: dt.date


def stretch(view: str, on: dt.date) -> Stretch:
    """The month of `on`, for "week" its Monday to Sunday, for "day" that day. An unknown view is a month."""
    if view == DAY:
        return Stretch(view, on, on, on - ONE_DAY, on + ONE_DAY)
    if view == "week":
        start = on - dt.timedelta(days=on.weekday())
        return Stretch(view, start, start + dt.timedelta(days=6), start - WEEK, start + WEEK)
    start = on.replace(day=1)
    end = on.replace(day=calendar.monthrange(on.year, on.month)[1])
    view = view if view in VIEWS else "month"
    return Stretch(view, start, end, (start - ONE_DAY).replace(day=1), end + ONE_DAY)


def working_day(on: dt.date) -> dt.date:
    """`on`, or from Saturday on the Monday after: what "this week" means at a school."""
    return on + dt.timedelta(days=7 - on.weekday()) if on.weekday() >= SATURDAY else on


def minute_of(time: dt.time) -> int:
    """Minutes from midnight."""
    return time.hour * 60 + time.minute


def ends_at(time: dt.time, minutes: int) -> dt.time:
    """The time at which something that begins at `time` is over; the last minute of the day at the latest."""
    return dt.time(*divmod(min(minute_of(time) + minutes, 24 * 60 - 1), 60))


def share_time(one: dt.time, one_minutes: int, other: dt.time, other_minutes: int) -> bool:
    """Whether two stretches of a day have a minute in common; one may begin as the other ends."""
    first, second = minute_of(one), minute_of(other)
    return first < second + other_minutes and second < first + one_minutes
