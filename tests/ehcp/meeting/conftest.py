import pytest
from django.utils import timezone

from tests.ehcp.meeting.made import DAY, plan_with, review_on
from tests.roles import seeing


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def ready(cast, today):
    """A review of Maya's plan whose meeting was two days ago and is not recorded: (review, version in force)."""
    with seeing(cast.oakfield):
        plan, version = plan_with(cast.own.pupil, cast.senco)
        yield review_on(plan, cast.senco, today - 2 * DAY), version
