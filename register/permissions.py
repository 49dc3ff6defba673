"""Object rules of the register: which pupil, in which state. Each raises Denied with what to do."""

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, rule


@rule(Permission.STATUS_CHANGE)
@rule(Permission.PROGRESS_REVIEW)
@rule(Permission.CONCERN_RAISE)
@rule(Permission.CONCERN_SUPPORT)
@rule(Permission.NEEDS_EDIT)
@rule(Permission.ASSESSMENT_EDIT)
@rule(Permission.VOICE_RECORD)
@rule(Permission.ARRANGEMENT_EDIT)
@rule(Permission.PROFILE_EDIT)
@rule(Permission.PROFILE_SHARE)
@rule(Permission.PLAN_EDIT)
def pupil_is_here(user, obj) -> None:
    """The pupil has not left."""
    pupil = getattr(obj, "pupil", obj)
    if getattr(pupil, "left_on", None):
        raise Denied(
            f"{pupil.first_name} left on {pupil.left_on:%-d %b %Y}: the record can be read, not changed."
        )
