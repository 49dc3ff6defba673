"""What the tests of needs share: the pupil, their pages, a paper of their file."""

import datetime as dt

import pytest

from register.enums import AssessmentKind
from register.models import PupilDocument
from tests.cast import AT
from tests.roles import seeing

DAY = dt.date(2026, 10, 5)
TEST = {"kind": AssessmentKind.STANDARDISED, "instrument": "Another test", "on": DAY}


@pytest.fixture
def pupil(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.own.pupil


@pytest.fixture
def by(cast):
    """What every action asks for."""
    return {"by": cast.senco, "at": AT}


@pytest.fixture
def page(cast, pupil):
    """`page("needs/")`: the text of a page about the pupil, as the person sees it."""

    def read(path: str, who: str = "senco") -> str:
        answer = cast.client_for(who).get(f"/oakfield/pupils/{pupil.reference}/{path}")
        assert answer.status_code == 200
        return answer.content.decode()

    return read


@pytest.fixture
def post(cast, pupil):
    """`post("needs/edit/", **fields)`: the answer to a posted form; "on" and other fields of that name by dict."""

    def send(path: str, who: str = "senco", **fields):
        return cast.client_for(who).post(f"/oakfield/pupils/{pupil.reference}/{path}", fields)

    return send


def filed(cast, title: str, **fields) -> PupilDocument:
    return PupilDocument.objects.create(
        school=cast.oakfield, pupil=cast.own.pupil, kind="report", title=title, paper_at="Cabinet 2", filed_at=AT,
        filed_by=cast.senco, **fields,
    )  # fmt: skip
