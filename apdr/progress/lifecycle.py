"""The moves of a pupil progress meeting: a SENCo could read this."""

from apdr.enums import ProgressMeetingState as S
from core.accounts.enums import Permission
from core.lifecycle.moves import Lifecycle, Move

PROGRESS_MEETING = Lifecycle(
    "Progress meeting",
    S,
    [
        Move(S.OPEN, S.CLOSED, Permission.PROGRESS_MEETING_RUN, "Close the meeting"),
        Move(S.CLOSED, S.OPEN, Permission.PROGRESS_MEETING_REOPEN, "Reopen the meeting"),
    ],
)
