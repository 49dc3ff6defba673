"""One question, one answer: may this person do this to that? No role, no object, no rule: the answer is no."""

from collections import defaultdict
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404

from core.accounts.enums import Permission, Role
from core.accounts.roles import allows, roles_with


class Denied(PermissionDenied):
    """Refused, with the reason as people read it; the same words stand on the disabled button."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = str(reason)


Rule = Callable[[object, object], None]
_rules: dict[Permission, list[Rule]] = defaultdict(list)


def rule(permission: Permission) -> Callable[[Rule], Rule]:
    """Register an object rule: `rule(user, obj)` raises Denied when the object does not allow it."""

    def register(function: Rule) -> Rule:
        _rules[permission].append(function)
        return function

    return register


def _and_list(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


OWN_WORDS = {Role.SENCO: "senco", Role.TA: "ta"}  # roles that a school names itself (core/schools/labels.py)


def _called(user, role: Role, school_id: int) -> str:
    school = next((school for school, _ in user.memberships if school.pk == school_id), None)
    return school.label(OWN_WORDS[role]) if school and role in OWN_WORDS else Role(role).label


def check_role(user, permission: Permission, school_id: int) -> None:
    """Raises Denied unless one of the user's roles at the school has the permission."""
    if not allows(user.roles_at(school_id), permission):
        holders = _and_list([_called(user, role, school_id) for role in roles_with(permission)])
        raise Denied(f"Only the {holders} may {permission.label}.")


def check_can(user, permission: Permission, obj) -> None:
    """Raises Denied with its reason unless the user may do this to `obj` (a school or a row of one)."""
    if obj is None:
        raise Denied("There is nothing here to do that to.")
    school_id = getattr(obj, "school_id", None) or (obj.pk if obj._meta.label == "schools.School" else None)
    check_role(user, permission, school_id)
    for check in _rules[permission]:
        check(user, obj)


def can(user, permission: Permission, obj) -> bool:
    """Whether `check_can` would let it pass."""
    return why_not(user, permission, obj) is None


def why_not(user, permission: Permission, obj) -> str | None:
    """The reason `check_can` would give, or None when it would let it pass."""
    try:
        check_can(user, permission, obj)
    except Denied as denied:
        return denied.reason
    return None


def visible_or_404(queryset, user, **lookup):
    """The one row of `queryset` that matches and that `user` may know of; Http404 otherwise."""
    found = queryset.visible_to(user).filter(**lookup).first()
    if found is None:
        raise Http404
    return found
