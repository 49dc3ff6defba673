from apdr.enums import PlanState
from apdr.models import Plan
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, rule


@rule(Permission.PLAN_EDIT)
def plan_is_not_reviewed(user, obj) -> None:
    """A reviewed plan is history."""
    if isinstance(obj, Plan) and obj.state == PlanState.CLOSED:
        raise Denied("This plan has been reviewed and is kept as it was. Start the next one.")
