"""Schools of a journey's own, opened through the actions and committed."""

import datetime as dt
from dataclasses import dataclass, field
from unittest import mock

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.schools import scope
from core.schools.actions import create_school
from core.schools.models import School
from register import actions as register
from register.enums import GrantKind
from register.models import SchoolClass
from tests.cast import BACKEND, PupilRecord, add_record

PASSWORD = "a long invented password"
STAFF = {
    "senco": ("Helen Marsh", Role.SENCO),
    "head": ("David Okoro", Role.HEAD),
    "teacher": ("Priya Nair", Role.TEACHER),
    "ta": ("Joan Biggs", Role.TA),
    "office": ("Sue Lane", Role.OFFICE),
    "dsl": ("Mark Ilves", Role.DSL),
    "governor": ("Ruth Penn", Role.GOVERNOR),
    "trust_lead": ("Carol Dunn", Role.TRUST_LEAD),
}


@dataclass
class JourneySchool:
    """A school with one of each of its staff; `record` is its pupil, where it was opened with one."""

    school: School
    people: dict[str, User] = field(default_factory=dict)
    record: PupilRecord | None = None

    @property
    def slug(self) -> str:
        return self.school.slug

    def email(self, who: str) -> str:
        return self.people[who].email

    def acting(self, who: str = "senco"):
        return scope.opened([self.school.pk], actor=self.people[who].pk, doing="journey")

    def session(self, who: str) -> str:
        """The key of a session in which that person has signed in."""
        client = Client()
        client.force_login(self.people[who], backend=BACKEND)
        return client.session.session_key


def open_school(slug: str, *, pupil: bool = False) -> JourneySchool:
    """A school with its staff, and on request a pupil with a plan that was shared and one that is a draft."""
    opened = JourneySchool(create_school(name=slug.title(), slug=slug, prefix=slug[:3].upper()))
    with scope.opened([opened.school.pk], doing="journey"), transaction.atomic():
        for who, (name, role) in STAFF.items():
            user = User.objects.create_user(f"{who}@{slug}.example", PASSWORD, name=name)
            give_role(school=opened.school, user=user, role=role, by=None, at=timezone.now())
            opened.people[who] = user
    if pupil:
        _add_pupil(opened)
    return opened


def _add_pupil(opened: JourneySchool) -> None:
    """Maya Abara of 4 Ash: taught, supported, and with a parent who signs in by code."""
    people, school = opened.people, opened.school
    with opened.acting(), mock.patch("core.jobs.actions._tell_workers"), transaction.atomic():
        opened.record = add_record(
            school, klass="4 Ash", first="Maya", last="Abara", email=f"parent@{school.slug}.example",
            senco=people["senco"],
        )  # fmt: skip
        pupil = opened.record.pupil
        register.add_teacher(school_class=pupil.school_class, user=people["teacher"])
        register.grant(pupil=pupil, user=people["ta"], kind=GrantKind.SUPPORT)
        people["parent"] = opened.record.contact.user


def teach(opened: JourneySchool, klass: str) -> None:
    """The school's teacher answers for the class of that name."""
    with opened.acting(), transaction.atomic():
        found = SchoolClass.objects.get(school=opened.school, name=klass)
        register.add_teacher(school_class=found, user=opened.people["teacher"])


def cookie(key: str, server: str) -> dict:
    """A session's key as the cookie a browser holds."""
    return {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server}


MONDAY = dt.date(2026, 11, 16)
