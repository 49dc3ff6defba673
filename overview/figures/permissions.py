"""Who reads exact figures: governors do not, though they read figures (overview/figures/disclosure.py)."""

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.schools.models import School


def check_exact(user, school: School) -> None:
    """Raises Denied for who may not read the school's exact figures: the SENCo, the head and a trust's lead may."""
    check_can(user, Permission.FIGURES_VIEW, school)
    if school.pk not in user.schools_where(Permission.IMPACT_VIEW):
        raise Denied("Exact figures are for those who see every record: governors read the termly report.")
