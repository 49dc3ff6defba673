"""A safeguarding sign's moves: a DSL could read this."""

from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move
from register.enums import FlagState


def is_written_up(sign) -> None:
    """It is written up in the school's own safeguarding system"""
    if not sign.logged:
        where = sign.school.safeguarding_system or "the school’s safeguarding system"
        raise Denied(f"It is not written up in {where} yet: say when it is, then close it here.")


SIGN = Lifecycle(
    "Safeguarding sign",
    FlagState,
    [
        Move(FlagState.RAISED, FlagState.TAKEN, Permission.SAFEGUARDING_VIEW, "Take on"),
        Move(
            FlagState.TAKEN, FlagState.CLOSED, Permission.SAFEGUARDING_VIEW, "Close here", guard=is_written_up
        ),
        Move(FlagState.CLOSED, FlagState.TAKEN, Permission.SAFEGUARDING_VIEW, "Open again"),
    ],
)
