"""Who may take a whole class's sheets: whoever sees the whole school, and a teacher their own classes."""

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, rule
from register.models import ClassTeacher, SchoolClass


@rule(Permission.SUPPLY_PACK)
def class_is_in_their_care(user, obj) -> None:
    """The class is one that the user teaches, unless the user sees the whole school."""
    school_class = getattr(obj, "school_class", obj)
    if not isinstance(school_class, SchoolClass) or school_class.school_id in user.whole_school_ids:
        return
    if not ClassTeacher.objects.filter(school_class=school_class, user=user).exists():
        raise Denied(
            f"Only a teacher of {school_class.name} may take its sheets: ask who runs SEN in the school."
        )
