import datetime as dt

import pytest
from django.utils import timezone

from agencies.directory import actions
from agencies.models import Agency, Professional
from tests.roles import seeing


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def at() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def school(cast):
    """Riverside, whose directory is empty, with its SENCo at work."""
    with seeing(cast.riverside, actor=cast.riverside_senco):
        yield cast.riverside


@pytest.fixture
def agency(cast, school, at):
    """`agency(name="Talk")`: one more in the directory, or `held` changed."""

    def write(held=None, **fields) -> Agency:
        given = {} if held else {"name": "Talk Together", "kind": "salt", "sector": "nhs"}
        return actions.write_agency(
            school=school, held=held, by=cast.riverside_senco, at=at, **(given | fields)
        )

    return write


@pytest.fixture
def person(cast, agency, at):
    """`person(employed=True)`: somebody of a new agency."""

    def write(held=None, of=None, **fields) -> Professional:
        given = {} if held else {"name": "Ada Finch", "job": "Therapist"}
        of = of or (held.agency if held else agency(name=f"Agency of {fields.get('name', 'Ada')}"))
        return actions.write_professional(
            agency=of, held=held, by=cast.riverside_senco, at=at, **(given | fields)
        )

    return write
