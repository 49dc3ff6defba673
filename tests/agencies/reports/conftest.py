import datetime as dt

import pytest
from django.utils import timezone

from agencies.directory.actions import write_agency
from agencies.reports import actions
from register.file.uploads import check_upload
from tests.roles import seeing

TEXT = "Maya Abara was seen with Mrs Helen Marsh.\nLeo Brandt sat beside her. DOB 12/03/2018.\n"


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def pupil(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.own.pupil


@pytest.fixture
def agency(cast, pupil, at):
    return write_agency(school=pupil.school, held=None, by=cast.senco, at=at, name="Speech service", kind="salt",
                        sector="nhs")  # fmt: skip


@pytest.fixture
def receive(cast, pupil, agency, at):
    """A report that has been read: `receive("text")`."""

    def make(text: str = TEXT, **more):
        upload = check_upload(
            text.encode() if isinstance(text, str) else text, more.pop("name", "report.txt")
        )
        held = actions.receive_report(
            pupil=pupil, upload=upload, by=cast.senco, at=at, **({"agency": agency} | more)
        )
        return actions.read_report(report=held, at=at)

    return make
