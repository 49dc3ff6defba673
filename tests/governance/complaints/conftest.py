import datetime as dt

import pytest

from tests.cast import AT
from tests.governance.complaints.making import complain
from tests.roles import seeing


@pytest.fixture
def today() -> dt.date:
    return AT.date()


@pytest.fixture
def at() -> dt.datetime:
    return AT


@pytest.fixture
def own(cast):
    """The pupil whom the teacher teaches, with Oakfield in sight."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.own.pupil


@pytest.fixture
def complaint(cast, own, at):
    """An open one about that pupil, which the SENCo recorded."""
    return complain(cast, at, pupil=own)


@pytest.fixture
def hidden(cast, own, at):
    """One about the same pupil, and about the SENCo: for the head alone."""
    return complain(cast, at, by=cast.head, pupil=own, about_senco=True, raised_by="Quillon Zebra",
                    about="Zebra letters went unanswered.")  # fmt: skip
