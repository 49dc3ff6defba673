import datetime as dt

import pytest
from django.utils import timezone

from tests.ehcp.visitor.made import review_of, without_plans
from tests.roles import seeing


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def review(cast):
    """A new review of `own`, in the SENCo's sight; nobody from outside is let in yet."""
    with seeing(cast.oakfield, actor=cast.senco):
        without_plans(cast.own.pupil, cast.other.pupil)
        yield review_of(cast.own.pupil, cast.senco)
