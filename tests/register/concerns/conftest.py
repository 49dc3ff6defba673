import datetime as dt

import pytest

from register import actions as register
from tests import cast as house
from tests.roles import seeing


@pytest.fixture
def child(cast):
    """A pupil of the teacher's class who is at no level."""
    with seeing(cast.oakfield):
        (pupil,) = register.add_pupils(
            school=cast.oakfield, by=cast.senco, at=house.AT,
            pupils=[{"legal_first": "Ivy", "legal_last": "Noone", "born": dt.date(2019, 5, 2), "year_group": "4",
                     "school_class": cast.own.pupil.school_class}],
        )  # fmt: skip
    return pupil
