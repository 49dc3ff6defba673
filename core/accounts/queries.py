from core.accounts.models import Membership
from core.schools.models import School


def people_of(school: School):
    """Current memberships of the school with their person, by name."""
    memberships = Membership.objects.current().filter(school=school).select_related("user")
    return memberships.order_by("user__name", "user_id", "role")
