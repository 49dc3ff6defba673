import datetime as dt

import pytest
from django.utils import timezone

from tests.ehcp.delivery import made
from tests.roles import seeing


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def pupil(cast):
    """Ola of 4 Ash, whom the teacher teaches and the TA supports."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield made.child(cast)


@pytest.fixture
def plan(cast, pupil):
    """Ola's plan, made on Mon 1 Jun 2026."""
    return made.plan_of(pupil, cast.senco)


@pytest.fixture
def version(cast, plan):
    """Its final version, checked."""
    return made.version_of(plan, cast.senco)


@pytest.fixture
def line(version):
    """F1: 30 minutes three times a week."""
    return made.line_of(version)
