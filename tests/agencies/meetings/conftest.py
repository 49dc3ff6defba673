import datetime as dt

import pytest
from django.utils import timezone

from agencies.meetings import actions
from agencies.models import AgencyMeeting
from tests.roles import seeing

DAY = dt.timedelta(days=1)


@pytest.fixture
def at() -> dt.datetime:
    """A Monday of term, whatever day it is: the clock is an argument."""
    return dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def today(at) -> dt.date:
    return timezone.localdate(at)


@pytest.fixture
def pupil(cast):
    """Of Oakfield, with the meetings of tests/permissions/rooms/meetings.py: 16 November (held) and 3 December 2026."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.own.pupil


@pytest.fixture
def book(cast, pupil, at, today):
    """`book(on=…)`: a meeting with two members, tomorrow where nothing else is said."""

    def booked(**fields) -> AgencyMeeting:
        given = {"pupil": pupil, "on": today + DAY, "purpose": "Bring together what is done", "by": cast.senco, "at": at,
                 "members": [{"name": "Bea Holt", "job": "Family support", "agency": None}, {"name": "Dr Finch"}],
                 "parents_invited_on": today, "members_invited_on": today}  # fmt: skip
        return actions.book_meeting(**(given | fields))

    return booked


@pytest.fixture
def hold(cast, at, today):
    """`hold(meeting, promises=[…])`: it was held today."""

    def held(meeting, **fields) -> AgencyMeeting:
        given = {"on": today, "parents_came": True, "by": cast.senco, "at": at} | fields
        return actions.record_meeting(meeting=meeting, **given)

    return held
