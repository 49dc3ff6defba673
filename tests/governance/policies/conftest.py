import datetime as dt

import pytest

from governance.models import Policy
from tests.cast import AT
from tests.governance.policies.making import adopt, enter
from tests.roles import seeing


@pytest.fixture
def today() -> dt.date:
    return AT.date()


@pytest.fixture
def at() -> dt.datetime:
    return AT


@pytest.fixture(autouse=True)
def oakfield(cast):
    """Oakfield in sight, without the policies that the cast has."""
    with seeing(cast.oakfield, actor=cast.senco):
        Policy.objects.filter(school=cast.oakfield).delete()
        yield cast.oakfield


@pytest.fixture
def policy(cast, at):
    """The SEND policy, which all staff are to read, without a version."""
    return enter(cast, at, kind="send", name="SEND policy", readers="staff")


@pytest.fixture
def version(cast, policy, at):
    """Its first version, adopted ten days ago and entered today."""
    return adopt(policy, cast.senco, at)
