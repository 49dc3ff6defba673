"""Who is trained at a school, and for whom a topic is."""

from core.accounts.enums import Role
from core.accounts.permissions import Denied
from governance.enums import Audience

# Who works at the school: whoever else has a role there is not trained by it.
STAFF_ROLES = frozenset({Role.SENCO, Role.HEAD, Role.TEACHER, Role.TA, Role.OFFICE, Role.DSL})
ROLES_OF: dict[str, frozenset[Role]] = {
    Audience.TEACHERS: frozenset({Role.TEACHER}),
    Audience.TAS: frozenset({Role.TA}),
    Audience.STAFF: STAFF_ROLES,
    Audience.SOME: frozenset(),
}
SOON = 60  # calendar days before training runs out when it is to be renewed


def is_staff(user, school) -> bool:
    """Whether the person works at the school."""
    return bool(user.roles_at(school.pk) & STAFF_ROLES)


def check_staff(user, school) -> None:
    """Raises Denied for somebody who does not work at the school."""
    if not is_staff(user, school):
        raise Denied("Training is kept for the people who work at the school.")
