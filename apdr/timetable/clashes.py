"""Who is in two places at once, and what is missed: pure arithmetic on weekly times (R-96, R-103).

A weekly time holds on its weekday from a day to a day, both included. Two of them clash when some day has both and
their minutes overlap; one that begins when the other ends does not.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

WEEK = 7


@dataclass(frozen=True, slots=True)
class Held:
    """A weekly time of one adult or child. `weekday` 1 is Monday; no `end` means without end. `key` is whatever it is a
    time of: two times of one key never clash with each other."""

    key: object
    weekday: int
    at: dt.time
    minutes: int
    start: dt.date
    end: dt.date | None = None

    @property
    def begins(self) -> int:
        """Minutes since midnight."""
        return self.at.hour * 60 + self.at.minute

    @property
    def ends(self) -> int:
        return self.begins + self.minutes


def first_day(weekday: int, start: dt.date, end: dt.date | None) -> dt.date | None:
    """The first such weekday from `start` to `end`, both included; None when there is none."""
    day = start + dt.timedelta(days=(weekday - start.isoweekday()) % WEEK)
    return day if end is None or day <= end else None


def clash_day(one: Held, other: Held) -> dt.date | None:
    """The first day on which both are held and their minutes overlap; None when they never clash."""
    if one.weekday != other.weekday or one.begins >= other.ends or other.begins >= one.ends:
        return None
    end = min((held.end for held in (one, other) if held.end), default=None)
    return first_day(one.weekday, max(one.start, other.start), end)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two times of one adult or child that overlap, and the first day on which they do."""

    one: Held
    other: Held
    on: dt.date


def clashes(times: Iterable[Held]) -> list[Clash]:
    """Every two of one person's times that clash, by day and time."""
    by_weekday: dict[int, list[Held]] = defaultdict(list)
    for held in times:
        by_weekday[held.weekday].append(held)
    found = []
    for same_day in by_weekday.values():
        ordered = sorted(same_day, key=lambda held: (held.begins, held.ends))
        for one, other in combinations(ordered, 2):
            on = clash_day(one, other) if one.key != other.key else None
            if on:
                found.append(Clash(one, other, on))
    return sorted(found, key=lambda clash: (clash.on, clash.one.begins, clash.other.begins))


def clashes_of_each(times: Mapping[int, Iterable[Held]]) -> dict[int, list[Clash]]:
    """Person → their clashes, for those who have any."""
    found = {person: clashes(theirs) for person, theirs in times.items()}
    return {person: theirs for person, theirs in found.items() if theirs}


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of which a child misses some: minutes and times a week. From the second time it is a warning (R-96)."""

    name: str
    minutes: int
    times: int

    @property
    def twice(self) -> bool:
        return self.times > 1


def lessons_missed(sessions: Iterable[tuple[str, int]]) -> list[Lesson]:
    """What one child misses in a week, from (lesson, minutes) of each session; the most minutes first. Names that
    differ in capitals or spaces are one lesson; an empty name is no lesson."""
    sums: dict[str, list] = {}
    for name, minutes in sessions:
        words = " ".join(name.split())
        if words:
            entry = sums.setdefault(words.casefold(), [words, 0, 0])
            entry[1] += minutes
            entry[2] += 1
    return sorted(
        (Lesson(*entry) for entry in sums.values()), key=lambda lesson: (-lesson.minutes, lesson.name)
    )
