"""What stands against a meeting with agencies, said beside the field it is about."""

import datetime as dt

from agencies.enums import AgencyMeetingState
from agencies.models import AgencyMeeting
from core.accounts.permissions import Denied
from core.schools.models import School
from core.schools.opening import open_days
from core.ui.present import clock, day
from register.models import Pupil

EARLIEST, LATEST = dt.time(6), dt.time(21)
STANDING = (AgencyMeetingState.BOOKED, AgencyMeetingState.HELD)


class MeetingRefused(Denied):
    """What cannot be, with the name of the argument that it is about."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class Unusual(MeetingRefused):
    """Can be done, once the person has said that it is meant."""


def check_when(
    pupil: Pupil, on: dt.date, time: dt.time | None, today: dt.date, besides: AgencyMeeting | None = None
) -> None:
    """Raises MeetingRefused when no meeting about the pupil can be on that day: more than a year off, before birth, after
    leaving, by night, or a day with another meeting with agencies. `besides` is the one that is changed. One query."""
    if abs((on - today).days) > 365:
        raise MeetingRefused("on", f"{day(on)} is more than a year from today: check the year.")
    if time and not EARLIEST <= time <= LATEST:
        raise MeetingRefused("time", f"{clock(time)} is outside the day: check the time.")
    if on < pupil.born:
        raise MeetingRefused("on", f"{day(on)} is before {pupil.first_name} was born: check the date.")
    if pupil.left_on and on > pupil.left_on:
        raise MeetingRefused("on", f"{pupil.first_name} left on {day(pupil.left_on)}: check the date.")
    others = AgencyMeeting.objects.filter(pupil=pupil, on=on, state__in=STANDING)
    if others.exclude(pk=besides.pk if besides else None).exists():
        words = f"{pupil.first_name} has a meeting with agencies on {day(on)} already: open that one, or choose another day."
        raise MeetingRefused("on", words)


def check_usual(school: School, on: dt.date, today: dt.date) -> None:
    """Raises Unusual for a day that is past or on which the school is closed. At most three queries."""
    told = []
    if on < today:
        told.append(f"{day(on)} is past.")
    if why := open_days(school).why_closed(on):
        told.append(f"{day(on)} is not a school day ({why}).")
    if told:
        past = " Where the meeting has been held, tick, and record it next." if on < today else ""
        raise Unusual("meant", f"{' '.join(told)} Choose another day, or tick that you mean it.{past}")


def check_held(pupil: Pupil, on: dt.date, today: dt.date, besides: AgencyMeeting) -> None:
    """Raises MeetingRefused when the meeting cannot have been held on that day."""
    if on > today:
        raise MeetingRefused("on", f"{day(on)} is in the future: record the meeting when it has been held.")
    check_when(pupil, on, None, today, besides)
