import datetime as dt

import pytest
import time_machine

from apdr.models import Plan, ReviewMeeting
from apdr.plans import actions as plans
from tests.cast import make_ready

NOW = dt.datetime(
    2026, 11, 16, 14, 0, tzinfo=dt.UTC
)  # the day of the meeting that the fill of the room has booked
TODAY = NOW.date()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=True):
        yield


def agree(cast, name: str = "own") -> Plan:
    """The pupil's second cycle, agreed and being done."""
    plan = plans.agree_plan(plan=Plan.objects.get(pk=cast.records[name].draft.pk), by=cast.senco, at=NOW)
    make_ready(plan.document.issued)
    return plan


@pytest.fixture
def plan(cast) -> Plan:
    with cast.acting("senco"):
        return agree(cast)


@pytest.fixture
def meeting(cast) -> ReviewMeeting:
    """Booked for today and not recorded."""
    with cast.acting("senco"):
        return ReviewMeeting.objects.select_related("pupil__school", "school").get(
            reference=cast.things["own"]["meeting"]
        )
