"""A group of two classes, in which people try to read more than is theirs."""

import pytest
import time_machine

from apdr.models import Provision, ProvisionAdult, Slot
from tests.apdr import house
from tests.permissions.attacks.asking import CARE_AT, CARE_COST, MARKUP


@pytest.fixture
def afternoon():
    with time_machine.travel(CARE_AT, tick=True):
        yield


@pytest.fixture
def mixed(cast, afternoon) -> Provision:
    """A group of Maya, whom the teacher teaches and the TA supports, and of Leo, whom neither does."""
    with cast.acting("senco"):
        what = house.intervention(
            cast.oakfield, "Mixed group", cost_hour=CARE_COST, materials=CARE_COST, missed="Music"
        )
        run = house.provision(
            by=cast.senco, pupils=[cast.own.pupil, cast.other.pupil], what=what, name=f"=1+1 {MARKUP}"
        )
        Slot.objects.filter(provision=run).update(missed="Music")
    return run


@pytest.fixture
def delivered(cast, mixed) -> Provision:
    with cast.acting("senco"):
        ProvisionAdult.objects.create(school=cast.oakfield, provision=mixed, user=cast.ta)
    return mixed
