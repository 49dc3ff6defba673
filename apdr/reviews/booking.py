"""Whether a meeting can be booked at a time, what is unusual about it, and times one after another."""

import datetime as dt
from collections.abc import Collection

from apdr.enums import MeetingState
from apdr.models import ReviewMeeting
from core.accounts.models import User
from core.accounts.permissions import Denied
from core.schools.models import School
from core.schools.queries import school_days
from core.ui.present import clock, day
from register.models import Pupil

SATURDAY = 5
USUAL_MINUTES = 10  # of one meeting, where nothing else is said
FIRST_TIME = dt.time(15, 30)
STANDING = (MeetingState.BOOKED, MeetingState.HELD)


class Unusual(Denied):
    """Can be done, once the person has said that it is meant."""


class ClassRefused(Denied):
    """Some of the meetings of a class cannot be booked: `problems` is pupil's key → what is wrong."""

    def __init__(self, problems: dict[int, str]) -> None:
        super().__init__("Nothing has been booked yet: put right what stands beside the children’s names.")
        self.problems = problems


def check_booking(pupil: Pupil, on: dt.date, today: dt.date, *, besides: ReviewMeeting | None = None) -> None:
    """Raises Denied when no meeting about the pupil can be booked on that day: it is past, the pupil has left by then,
    or has a meeting on that day already (`besides` is the one that is being moved)."""
    if on < today:
        raise Denied(
            f"{day(on)} is past: choose today or a later day. A meeting that has been held is recorded."
        )
    if on > today + dt.timedelta(days=365):
        raise Denied(f"{day(on)} is more than a year ahead: check the year.")
    check_on_roll(pupil, on)
    check_free_day(pupil, on, besides=besides)


def check_on_roll(pupil: Pupil, on: dt.date) -> None:
    """Raises Denied for a day before the pupil's birth or after the pupil left."""
    if pupil.left_on and on > pupil.left_on:
        raise Denied(f"{pupil.first_name} left on {day(pupil.left_on)}: there is no meeting after that.")
    if on < pupil.born:
        raise Denied(f"{day(on)} is before {pupil.first_name} was born: check the date.")


def check_free_day(pupil: Pupil, on: dt.date, *, besides: ReviewMeeting | None = None) -> None:
    """Raises Denied when another meeting about the pupil stands on that day."""
    others = ReviewMeeting.objects.filter(pupil=pupil, on=on, state__in=STANDING)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if other := others.first():
        words = f" at {clock(other.at)}" if other.at else ""
        raise Denied(
            f"{pupil.first_name} has a meeting on {day(on)}{words} already: open that one, or choose another day."
        )


def unusual(
    school: School, on: dt.date, times: Collection[dt.time], led_by: User, *, minutes: int = USUAL_MINUTES,
    besides: ReviewMeeting | None = None,
) -> list[str]:  # fmt: skip
    """What somebody should know before booking: the school is closed that day, or the adult is at another meeting
    within so many minutes of one of the times. Three queries."""
    told = []
    days = school_days(school)
    if not days.is_open(on) if days.terms else on.weekday() >= SATURDAY:
        told.append(f"{day(on)} is not a school day.")
    held = ReviewMeeting.objects.filter(school=school, led_by=led_by, on=on, state=MeetingState.BOOKED)
    if besides is not None:
        held = held.exclude(pk=besides.pk)
    for at in held.exclude(at=None).order_by("at").values_list("at", flat=True):
        if any(apart(at, time) < minutes for time in times):
            told.append(f"{led_by.called} has a meeting at {clock(at)} that day.")
    return list(dict.fromkeys(told))


def check_usual(told: list[str]) -> None:
    """Raises Unusual with what was found by `unusual`."""
    if told:
        raise Unusual(f"{' '.join(told)} Change it, or tick that you mean it.")


def apart(one: dt.time, other: dt.time) -> int:
    """Minutes between two times of a day."""
    return abs(one.hour * 60 + one.minute - other.hour * 60 - other.minute)


def slots(first: dt.time, minutes: int, count: int) -> list[dt.time | None]:
    """`count` times, `minutes` apart, from `first` on; None for those that would fall after ten at night."""
    start = first.hour * 60 + first.minute
    found = [start + minutes * n for n in range(count)]
    return [dt.time(*divmod(at, 60)) if at < 22 * 60 else None for at in found]
