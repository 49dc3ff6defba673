"""One made-up kind of each sort and a source that yields what a test puts into it: the round without any record."""

import datetime as dt

import pytest

from core.accounts.actions import give_role
from core.accounts.enums import Permission, Role
from core.accounts.models import User
from core.reminders.deadlines import Deadline
from core.reminders.enums import Group, To
from core.reminders.kinds import AUTHORITY, FAMILY, NOTICE, Rung
from core.schools.models import Term
from tests.made_up import kind, only_source
from tests.roles import seeing

MONDAY = dt.date(2026, 11, 23)
SEVEN = dt.datetime(2026, 11, 23, 7, 5, tzinfo=dt.UTC)


TESTED = [
    kind("plain"), kind("law", statutory=True, group=Group.LAW, ladder=NOTICE, cites="reg 20(3)"),
    kind("authority", ladder=AUTHORITY), kind("family", ladder=FAMILY, family=True), kind("mark", by_mark=True),
    kind("act", ladder=(Rung("day", 0, (To.OWNER, To.HEAD)),), acts=Permission.PLAN_SHARE),
]  # fmt: skip


@pytest.fixture
def due():
    """The list of deadlines, or of exceptions, that the only source gives."""
    with only_source(TESTED, "Tests") as given:
        yield given


@pytest.fixture
def school(cast):
    """Oakfield, with a term around the tests' Monday and no other."""
    with seeing(cast.oakfield):
        Term.objects.filter(school=cast.oakfield).delete()
        Term.objects.create(
            school=cast.oakfield, name="Autumn", start=dt.date(2026, 9, 2), end=dt.date(2026, 12, 18)
        )
        Term.objects.create(
            school=cast.oakfield, name="Spring", start=dt.date(2027, 1, 5), end=dt.date(2027, 3, 26)
        )
        yield cast.oakfield


def one(kind: str, on: dt.date, *owners: User, subject: str = "thing:A", pupil: str = "") -> Deadline:
    return Deadline(kind, subject, on, "/oakfield/", tuple(user.pk for user in owners), pupil=pupil)


def another(school, by, role: Role, email: str) -> User:
    """Somebody else of the school."""
    user = User.objects.create_user(email, name="Nora Quill")
    give_role(school=school, user=user, role=role, by=by, at=SEVEN)
    return user
