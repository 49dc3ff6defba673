"""Staff of a school: users with their roles, given before the history begins."""

import datetime as dt
import random
from dataclasses import dataclass

from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.schools.models import School
from sendsys.demo.names import staff_names
from sendsys.demo.schools import SchoolSpec


@dataclass(slots=True)
class Staff:
    """The people of one school who act in its history. `teachers` is by class; `second_ta` and `dsl` are not everywhere."""

    senco: User
    head: User
    office: User
    ta: User
    teachers: dict[str, User]
    second_ta: User | None = None
    dsl: User | None = None

    @property
    def everyone(self) -> list[User]:
        """Each of them once."""
        known = [
            self.senco,
            self.head,
            self.office,
            self.ta,
            self.second_ta,
            self.dsl,
            *self.teachers.values(),
        ]
        return list({user.pk: user for user in known if user}.values())


def appoint(school: School, spec: SchoolSpec, at: dt.datetime, rng: random.Random) -> Staff:
    """Everybody who works at the school, with their roles."""
    head = None
    people = {}
    for role, name, called, mailbox in sorted(spec.people, key=lambda person: person[0] != "head"):
        user = find_or_create_user(email=f"{mailbox}@{spec.domain}", name=name, formal_name=called)
        give_role(school=school, user=user, role=Role(role), by=head, at=at)
        people["second_ta" if role in people else role] = user
        head = head or user
    teachers = _teachers(school, spec, people, at, rng)
    return Staff(
        people["senco"],
        head,
        people["office"],
        people["ta"],
        teachers,
        people.get("second_ta"),
        people.get("dsl"),
    )


def _teachers(school: School, spec: SchoolSpec, people: dict[str, User], at: dt.datetime, rng: random.Random):
    invented, found = staff_names(rng), {}
    taken = {name for name, _ in spec.teachers.values()} | {user.name for user in people.values()}
    for class_name in (name for stream in spec.streams for name in stream.names):
        name, called = spec.teachers.get(class_name) or next(
            pair for pair in invented if pair[0] not in taken
        )
        own = (
            "teacher"
            if name == getattr(people.get("teacher"), "name", None)
            else class_name.lower().replace(" ", "-")
        )
        user = find_or_create_user(email=f"{own}@{spec.domain}", name=name, formal_name=called)
        give_role(school=school, user=user, role=Role.TEACHER, by=people["head"], at=at)
        found[class_name] = user
    return found
