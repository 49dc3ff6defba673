import datetime as dt

import pytest
from django.utils import timezone

from tests.agencies.visitor.made import sent_referral
from tests.roles import seeing


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def referral(cast):
    """A referral of `own` that was sent today, in the SENCo's sight."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield sent_referral(cast.own.pupil, cast.own.contact, cast.senco)
