import datetime as dt

import pytest

from tests.apdr import house
from tests.roles import seeing

AT = dt.datetime(2026, 11, 16, 12, 0, tzinfo=dt.UTC)  # a Monday
MONDAY = dt.date(2026, 11, 16)


@pytest.fixture
def run(cast):
    """Talk for Learning, Mondays at nine for a quarter of an hour: Maya with the TA, seen as the TA sees it."""
    with seeing(cast.oakfield, actor=cast.ta):
        yield house.provision(by=cast.senco, pupils=[cast.own.pupil], adults=[cast.ta])


@pytest.fixture
def group(cast):
    """The same for Maya and Leo, who is in another class."""
    with seeing(cast.oakfield, actor=cast.ta):
        yield house.provision(by=cast.senco, pupils=[cast.own.pupil, cast.other.pupil], adults=[cast.ta])
