"""What the register gives the deadlines of the school: who answers for whom, and what is due by its own records."""

from register.deadlines import care, concerns, families, moves, profiles, response, school  # noqa: F401  registers them
from register.deadlines.people import (
    holders_of,
    may_hold,
    parents_of,
    sight,
    staff_of,
    supporters_of,
    teachers_of,
)

__all__ = ["holders_of", "may_hold", "parents_of", "sight", "staff_of", "supporters_of", "teachers_of"]
