"""Kinds of deadlines and the ladders by which they are announced: data that a SENCo could read.

An app registers its kinds beside its sources (`core/reminders/deadlines.py`), in `AppConfig.ready()`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from core.accounts.enums import Permission
from core.calendar.dates import ONE_DAY, SchoolDays, bank_holidays
from core.reminders.enums import Group, To
from core.schools.labels import inside

EVE = 0.5  # the last school day before: earlier than the day itself, later than any day before that


@dataclass(frozen=True, slots=True)
class Rung:
    """One announcement. `before` is calendar days before the date (below 0: after it), or EVE for the last school day
    before it; `to` who is told."""

    key: str
    before: float
    to: tuple[To, ...] = (To.OWNER,)


Ladder = tuple[Rung, ...]

ORDINARY: Ladder = (
    Rung("week", 7),
    Rung("day", 0),
    Rung("late", -1),
    Rung("late_week", -7, (To.OWNER, To.SENCO)),
)
# A date that only needs to be known of once it has come, such as an answer that others owe.
ON_THE_DAY: Ladder = (Rung("day", 0), Rung("late_week", -7, (To.OWNER, To.SENCO)))
# Renewals and rounds, which need time.
LONG: Ladder = (Rung("month", 28), Rung("week", 7), Rung("day", 0), Rung("late", -1, (To.OWNER, To.SENCO)))
# What the law asks of the school.
LAW: Ladder = (
    Rung("six_weeks", 42), Rung("three_weeks", 21), Rung("week", 7), Rung("eve", EVE), Rung("day", 0),
    Rung("late", -1, (To.OWNER, To.HEAD)), Rung("late_week", -7, (To.OWNER, To.HEAD)),
)  # fmt: skip
# The two weeks before the meeting of an annual review (SEND Regulations 2014, reg 20(3) and (4)): counted from the last
# lawful day, which is 14 days before the meeting, these are six weeks and three weeks before the meeting itself.
NOTICE: Ladder = (
    Rung("six_weeks", 28), Rung("three_weeks", 7), Rung("eve", EVE), Rung("day", 0),
    Rung("late", -1, (To.OWNER, To.HEAD)),
)  # fmt: skip
# What the local authority owes: the school asks once the day has passed.
AUTHORITY: Ladder = (Rung("late", -1), Rung("late_fortnight", -14, (To.OWNER, To.HEAD)))
# To a family: in good time, and once more on the eve.
FAMILY: Ladder = (Rung("week", 7), Rung("eve", EVE))


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of deadline.

    `title` is what is to be done, as a row of Today begins ("Review support plan"); words in braces are the school's own
    ("Review {plan}", core/schools/labels.py). `mail` says the same in an email and names nobody ("A {plan} is to be
    reviewed"). `rule` is the rule in one sentence, `cites` where it says so ("SEND Regulations 2014, reg 20(3)"; empty: the
    school's own policy). `statutory`: set by law, so nobody switches it off and it is told on days on which the school is
    closed. `by_mark`: no record ends it, so the person marks it done. `verb`: the words of the button that leads to where
    it is done. `family`: it is a parent's or carer's, and its words are theirs. `needs`: what one must be allowed to do
    to be told of it; None: all staff are, and of a pupil those of them who may open SEN records. `acts`: what one must be
    allowed to do to open the page where it is done; None: whoever is told may. Others are led to the child.
    """

    key: str
    title: str
    mail: str
    group: Group
    rule: str
    cites: str = ""
    ladder: Ladder = ORDINARY
    statutory: bool = False
    by_mark: bool = False
    verb: str = "Open"
    family: bool = False
    needs: Permission | None = None
    acts: Permission | None = None


KINDS: dict[str, Kind] = {}


def add_kinds(*kinds: Kind) -> None:
    """Register kinds. Raises ValueError for a key that another kind has."""
    for kind in kinds:
        if KINDS.setdefault(kind.key, kind) != kind:
            raise ValueError(f"There are two kinds of deadlines called {kind.key}.")


def titled(words: str, school) -> str:
    """A kind's words with the school's own: "Review {plan}" is "Review support plan" or "Review IEP"."""
    said = gettext(words)
    return said.format_map(_Own(school)) if "{" in said else said


class _Own(dict):
    """The school's own words by key, as they stand inside a sentence."""

    def __init__(self, school) -> None:
        super().__init__()
        self.school = school

    def __missing__(self, key: str) -> str:
        return inside(self.school.label(key))


def day_of(rung: Rung, due: dt.date, days: SchoolDays, *, exact: bool) -> dt.date:
    """The day on which a rung is told. Set by law (`exact`): the very day, open or closed. Otherwise a day on which the
    school is open: before the date the last one on or before, after it the first one on or after."""
    if rung.before == EVE:
        return open_before(due - ONE_DAY, days)
    day = due - dt.timedelta(days=int(rung.before))
    if exact:
        return day
    return open_before(day, days) if rung.before >= 0 else open_after(day, days)


def open_before(day: dt.date, days: SchoolDays) -> dt.date:
    """The last school day on or before `day`; the last working day where the terms that are known do not reach."""
    return (days.last_on_or_before(day) if _known(day, days) else None) or _working(day, -ONE_DAY)


def open_after(day: dt.date, days: SchoolDays) -> dt.date:
    """The first school day on or after `day`; the first working day where the terms that are known do not reach."""
    return (days.first_on_or_after(day) if _known(day, days) else None) or _working(day, ONE_DAY)


def _known(day: dt.date, days: SchoolDays) -> bool:
    return bool(days.terms) and days.terms[0].start <= day <= days.terms[-1].end


def _working(day: dt.date, step: dt.timedelta) -> dt.date:
    while day.weekday() >= 5 or day in bank_holidays():
        day += step
    return day


def reached(kind: Kind, due: dt.date, today: dt.date, days: SchoolDays) -> Rung | None:
    """The rung of the kind's ladder whose day has come last; None before the first. (Over a holiday the last school day
    before a date may lie before other rungs.) What a missed day has left behind is not told any more: only where things
    stand is."""
    come = [
        (day, place, rung)
        for place, rung in enumerate(kind.ladder)
        if (day := day_of(rung, due, days, exact=kind.statutory)) <= today
    ]
    return max(come, key=lambda each: each[:2])[2] if come else None


def farthest(kinds: Iterable[Kind]) -> dt.timedelta:
    """How far ahead of its date the earliest rung of these kinds may be told: with a margin for holidays."""
    most = max((rung.before for kind in kinds for rung in kind.ladder), default=0)
    return dt.timedelta(days=int(most) + 60)
