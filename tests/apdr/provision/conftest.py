import datetime as dt

import pytest

from apdr.provision import actions
from tests.cast import AT
from tests.roles import seeing

TODAY = AT.date()  # Monday 16 November 2026
DAY = dt.timedelta(days=1)
ANSWERS = dict.fromkeys(
    ("aims", "time", "best_time", "missed", "link", "evidence", "trained", "benefit"), "Written down"
)


@pytest.fixture
def school(cast):
    """Oakfield, acted at by its SENCo."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


@pytest.fixture
def make(cast, school):
    """`make(by=…, pupils=…, …)`: a group set up by the product's own action, planned unless `start_now`."""

    def made(**given):
        by = given.pop("by", cast.senco)
        what = given.pop("what", None) or actions.write_intervention(
            school=school,
            held=None,
            by=cast.senco,
            at=AT,
            name=given.pop("called", "Story group"),
            weeks=6,
            minutes=20,
        )
        usual = {
            "pupils": [cast.own.pupil], "adults": [cast.ta], "times": [(1, dt.time(9), 20, "Reading")],
            "answers": ANSWERS, "start": TODAY, "end": TODAY + 32 * DAY,
        }  # fmt: skip
        return actions.set_up_provision(intervention=what, by=by, at=given.pop("at", AT), **(usual | given))

    return made
