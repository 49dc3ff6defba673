"""The moves of a visit: a SENCo could read this."""

from agencies.enums import VisitState as S
from core.accounts.enums import Permission
from core.lifecycle.moves import Lifecycle, Move

VISIT = Lifecycle(
    "Visit",
    S,
    [
        Move(S.ANNOUNCED, S.DONE, Permission.VISIT_EDIT, "Record what happened"),
        Move(S.ANNOUNCED, S.MISSED, Permission.VISIT_EDIT, "Nobody came"),
        Move(S.ANNOUNCED, S.CANCELLED, Permission.VISIT_ANNOUNCE, "Call off"),
        Move(S.MISSED, S.DONE, Permission.VISIT_EDIT, "They came after all"),
    ],
)
