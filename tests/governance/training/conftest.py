import datetime as dt

import pytest
from django.utils import timezone

from governance.training import actions
from tests.roles import seeing

DAY = dt.timedelta(days=1)


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def school(cast):
    """Oakfield in sight of its SENCo, with what tests/permissions/rooms/training.py put there."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


@pytest.fixture
def topic(school, cast, at):
    """A topic of the school's own that is renewed every year."""
    return actions.write_topic(
        school=school, held=None, by=cast.senco, at=at, name="Epilepsy", audience="some", renew_months=12
    )
