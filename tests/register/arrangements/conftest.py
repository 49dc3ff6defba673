import datetime as dt

import pytest
from django.utils import timezone

from tests.roles import seeing


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def pupil(cast):
    """Of Year 4, with the arrangements of tests/permissions/rooms/arrangements.py."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.own.pupil
