import datetime as dt
from types import SimpleNamespace

import pytest

from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Role
from register import actions as register
from register.models import Pupil
from register.transition import views
from tests import cast as house
from tests.roles import seeing

SUMMER = dt.datetime(2027, 8, 27, 9, 0, tzinfo=dt.UTC)  # after the summer term, before September


@pytest.fixture
def oakfield(cast):
    """Inside Oakfield, as its SENCo."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


@pytest.fixture
def in_summer(monkeypatch):
    """The pages of transition on 27 August 2027; sessions and everything else stay today."""
    monkeypatch.setattr(
        views, "timezone", SimpleNamespace(localdate=lambda value=None: value or SUMMER.date())
    )
    monkeypatch.setattr(views, "now", lambda: SUMMER)


def add_pupil(school, klass: str, first: str, *, by, year: str | None = None, **fields) -> Pupil:
    """A pupil of a class of 2026/27."""
    school_class = register.find_or_create_class(
        school=school, name=klass, academic_year=2026, year_group=klass[0]
    )
    row = {"legal_first": first, "legal_last": "Field", "born": dt.date(2017, 5, 1), "year_group": year or klass[0],
           "school_class": school_class} | fields  # fmt: skip
    return register.add_pupils(school=school, pupils=[row], by=by, at=house.AT)[0]


def add_teacher(school, name: str, email: str):
    """A teacher of the school without a class."""
    user = find_or_create_user(email=email, name=name)
    give_role(school=school, user=user, role=Role.TEACHER, by=None, at=house.BEFORE)
    user.forget_memberships()
    return user
