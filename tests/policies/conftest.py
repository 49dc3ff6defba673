import datetime as dt

import pytest
import time_machine

from tests.policies.school import PolicySchool, open_policy_school


@pytest.fixture
def clock():
    """The clock of a journey, which stands still until the journey moves it."""
    with time_machine.travel(dt.datetime(2026, 9, 14, 10, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def open_school(db, clock, run_on_commit):
    """`open_school(slug=…, name=…, labels=…, settings=…)`: a school of the journey's own."""

    def opened(**how) -> PolicySchool:
        school = open_policy_school(clock, **how)
        school.working = run_on_commit
        return school

    return opened
