"""Object rules of governance: which complaint, which policy, in which state. Each raises Denied with what to do."""

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_role, rule
from governance.enums import ComplaintState
from governance.models import Complaint, ComplaintStep


def _complaint_of(obj) -> Complaint | None:
    if isinstance(obj, ComplaintStep):
        return obj.complaint
    return obj if isinstance(obj, Complaint) else None


@rule(Permission.COMPLAINT_VIEW)
@rule(Permission.COMPLAINT_EDIT)
def complaint_is_not_for_the_head_alone(user, obj) -> None:
    """A complaint for the head alone is seen and changed by the head."""
    complaint = _complaint_of(obj)
    if complaint is not None and complaint.head_only:
        check_role(user, Permission.COMPLAINT_HEAD, complaint.school_id)


@rule(Permission.COMPLAINT_EDIT)
def complaint_is_open(user, obj) -> None:
    """A closed complaint stays as it is."""
    complaint = _complaint_of(obj)
    if complaint is not None and complaint.state != ComplaintState.OPEN:
        raise Denied(
            "This complaint is closed and stays as it is: record a new one that says it follows this."
        )
