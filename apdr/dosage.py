"""How much of what was planned a child has had: pure arithmetic on school days and minutes (R-94, R-98).

An intervention is never judged without it. Planned is what the weekly times promise on days on which the school is
open; what was missed is kept by reason; a planned session that nobody wrote down is neither delivered nor missed, and
is told apart.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from apdr.enums import Came, Missed
from core.calendar.dates import SchoolDays, Span

Key = tuple[dt.date, dt.time]  # a session of one provision: the day, and when it begins


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """A weekly time as it holds from `start` to `end`, both included. `weekday` 1 is Monday; `minutes` a session."""

    weekday: int
    at: dt.time
    minutes: int
    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Marked:
    """What was recorded of one session for one child: minutes had, and why not all of them. `not_held` is the reason
    why the session as a whole was not held; a session without a mark for the child has `came` None."""

    planned: int
    minutes: int = 0
    came: str | None = None
    why: str = ""
    not_held: str = ""


@dataclass(frozen=True, slots=True)
class Dosage:
    """Minutes planned and delivered; minutes missed by reason; minutes of planned sessions that nobody recorded; the
    same in sessions. `extra` minutes were given beyond the weekly times and are part of `delivered`."""

    planned: int = 0
    delivered: int = 0
    extra: int = 0
    unrecorded: int = 0
    missed: Mapping[str, int] = field(default_factory=dict)
    sessions_planned: int = 0
    sessions_had: int = 0

    @property
    def share(self) -> Fraction | None:
        """Delivered of planned, 0 and up (over 1 with extra sessions); None where nothing was planned yet."""
        return Fraction(self.delivered, self.planned) if self.planned else None

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded half up."""
        return None if self.share is None else int(self.share * 100 + Fraction(1, 2))

    def __add__(self, other: "Dosage") -> "Dosage":
        reasons = {**self.missed}
        for why, minutes in other.missed.items():
            reasons[why] = reasons.get(why, 0) + minutes
        return Dosage(
            self.planned + other.planned, self.delivered + other.delivered, self.extra + other.extra,
            self.unrecorded + other.unrecorded, reasons, self.sessions_planned + other.sessions_planned,
            self.sessions_had + other.sessions_had,
        )  # fmt: skip


def planned_sessions(times: Iterable[WeeklyTime], span: Span, days: SchoolDays) -> dict[Key, int]:
    """(day, time) → minutes of every session that the weekly times promise within `span`, on school days alone."""
    return plan_on(times, days.days(span.start, span.end))


def plan_on(times: Iterable[WeeklyTime], open_days: Iterable[dt.date]) -> dict[Key, int]:
    """The same on days that are known to be school days."""
    by_weekday: dict[int, list[WeeklyTime]] = {}
    for time in sorted(times, key=lambda time: time.minutes):  # of two at one moment the longer stands
        by_weekday.setdefault(time.weekday, []).append(time)
    return {
        (day, time.at): time.minutes
        for day in open_days
        for time in by_weekday.get(day.isoweekday(), ())
        if time.start <= day <= time.end
    }


def dosage(planned: Mapping[Key, int], recorded: Mapping[Key, Marked]) -> Dosage:
    """What one child has had of `planned` (up to today), by what was recorded.

    A recorded session counts with the minutes that were planned when it was recorded, whatever the timetable has become
    since; one that was planned with none, and that the weekly times do not promise, is extra. Planned is always what
    was delivered less the extra minutes, what was missed and what nobody recorded.
    """
    everything = dict(planned) | {key: mark.planned for key, mark in recorded.items() if mark.planned}
    delivered = extra = unrecorded = had = 0
    missed: dict[str, int] = {}
    for key, minutes in everything.items():
        mark = recorded.get(key)
        if mark is None or (mark.came is None and not mark.not_held):
            unrecorded += minutes
            continue
        delivered += mark.minutes
        extra += max(mark.minutes - minutes, 0)
        had += mark.came in {Came.CAME, Came.PART}
        short = max(minutes - mark.minutes, 0)
        if short and (mark.not_held or mark.came != Came.CAME):
            why = mark.not_held or mark.why or Missed.OTHER
            missed[why] = missed.get(why, 0) + short
        elif short:  # came, to a session that was shorter than planned
            missed[Missed.OTHER] = missed.get(Missed.OTHER, 0) + short
    for key, mark in recorded.items():
        if key not in everything:
            delivered, extra, had = delivered + mark.minutes, extra + mark.minutes, had + (mark.minutes > 0)
    return Dosage(sum(everything.values()), delivered, extra, unrecorded, missed, len(everything), had)
