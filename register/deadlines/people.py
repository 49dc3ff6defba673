"""Who answers for which pupil, and who may know of whom: what the deadlines of every app ask."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from core.accounts.enums import FAMILY_AND_VISITORS, Permission, Role
from core.accounts.models import Membership
from core.accounts.roles import WHOLE_SCHOOL_ROLES, allows
from core.reminders.deadlines import Ask
from core.reminders.recipients import tell_sight
from core.schools.prepared import prepared
from register.enums import GrantKind
from register.models import ClassTeacher, PupilGrant

Users = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Grant:
    user: int
    pupil: int
    reference: str
    kind: str
    left_on: dt.date | None


def teachers_of(ask: Ask) -> dict[int, Users]:
    """Keys of the users who answer for each class of the school, by the key of the class. One query an asking."""

    return ask.once("register.teachers", lambda: _by_first(_teacher_rows(None, school=ask.school.pk)))


@prepared
def _teacher_rows(_user, *, school: int):
    return ClassTeacher.objects.filter(school=school).order_by("pk").values_list("school_class", "user")


def supporters_of(ask: Ask) -> dict[int, Users]:
    """Keys of the users to whom each pupil was given to support and still is, by the key of the pupil. One query an
    asking, shared with `parents_of`."""

    def read() -> dict[int, Users]:
        return _by_first((one.pupil, one.user) for one in _grants(ask) if one.kind == GrantKind.SUPPORT)

    return ask.once("register.supporters", read)


def parents_of(ask: Ask) -> dict[int, Users]:
    """Keys of each pupil's parents and carers who have an account and are parents by role still, by the key of the pupil.
    Two queries an asking, of which one is shared with `supporters_of` and one with `sight`."""

    def read() -> dict[int, Users]:
        roles = _roles(ask)
        kin = (one for one in _grants(ask) if one.kind == GrantKind.PARENT)
        return _by_first((one.pupil, one.user) for one in kin if Role.PARENT in roles.get(one.user, ()))

    return ask.once("register.parents", read)


def holders_of(ask: Ask, role: Role) -> Users:
    """Keys of everybody who has the role at the school today. One query an asking, shared with `sight`."""
    return tuple(sorted(user for user, held in _roles(ask).items() if role in held))


def may_hold(ask: Ask, user: int, permission: Permission) -> bool:
    """Whether one of the roles of that user (key) at the school has the permission. One query an asking, shared with
    `sight`."""
    return _may(_roles(ask).get(user, frozenset()), permission)


def sight(ask: Ask) -> Callable[[int, str], bool]:
    """Whether a person of the school (key) may know of a pupil of it (reference): the rule of `Pupil.visible_to` for
    everybody at once, on the day of the asking. Three queries."""
    roles = _roles(ask)
    everyone = {user for user, held in roles.items() if held & WHOLE_SCHOOL_ROLES}
    seen = _taught(ask, roles) | {
        (one.user, one.reference)
        for one in _grants(ask)
        if _counts(one, roles.get(one.user, frozenset()), ask.today)
    }
    return lambda user, pupil: user in everyone or (user, pupil) in seen


def _by_first(pairs) -> dict[int, Users]:
    found: dict[int, list[int]] = defaultdict(list)
    for key, user in pairs:
        found[key].append(user)
    return {key: tuple(users) for key, users in found.items()}


def _grants(ask: Ask) -> list[_Grant]:
    def read() -> list[_Grant]:
        return [_Grant(*row) for row in _grant_rows(None, school=ask.school.pk, today=ask.today)]

    return ask.once("register.grants", read)


@prepared
def _grant_rows(_user, *, school: int, today: dt.date):
    lasting = Q(until=None) | Q(until__gte=today)
    columns = ("user", "content_object", "content_object__reference", "permission__codename")
    rows = PupilGrant.objects.filter(lasting, school=school).order_by("pk")
    return rows.values_list(*columns, "content_object__left_on")


def staff_of(ask: Ask) -> frozenset[int]:
    """Keys of those who work at the school today and may sign in. One query an asking, shared with `sight`."""

    def read() -> frozenset[int]:
        held = _memberships(ask)
        return frozenset(user for user, role, active in held if active and role not in FAMILY_AND_VISITORS)

    return ask.once("register.staff", read)


def _roles(ask: Ask) -> dict[int, frozenset[str]]:
    def read() -> dict[int, frozenset[str]]:
        held = _by_first((user, role) for user, role, _active in _memberships(ask))
        return {user: frozenset(roles) for user, roles in held.items()}

    return ask.once("register.roles", read)


def _memberships(ask: Ask) -> list[tuple[int, str, bool]]:
    """Who has which role at the school today, and whether they may sign in. One query an asking."""
    return ask.once("register.memberships", lambda: _membership_rows(None, school=ask.school.pk))


@prepared
def _membership_rows(_user, *, school: int):
    rows = Membership.objects.current().filter(school=school).order_by("pk")
    return rows.values_list("user", "role", "user__is_active")


def _counts(one: _Grant, held: frozenset[str], today: dt.date) -> bool:
    """Whether a grant lets its user know of the pupil: nobody without a role; a TA until the pupil has left; a parent who
    is one by role still and is not staff of the school too."""
    if one.kind == GrantKind.SUPPORT:
        return bool(held) and not (one.left_on and one.left_on < today)
    if one.kind == GrantKind.PARENT:
        return _may(held, Permission.FAMILY_VIEW) and not _may(held, Permission.SEN_VIEW)
    return bool(held)


def _may(held: frozenset[str], permission: Permission) -> bool:
    return allows(map(Role, held), permission)


def _taught(ask: Ask, roles: dict[int, frozenset[str]]) -> set[tuple[int, str]]:
    """Who teaches whom, as (user, reference of the pupil). One query."""
    rows = ClassTeacher.objects.filter(school=ask.school, school_class__pupils__isnull=False)
    pairs = rows.values_list("user", "school_class__pupils__reference")
    return {(user, pupil) for user, pupil in pairs if Role.TEACHER in roles.get(user, ())}


tell_sight(sight)
