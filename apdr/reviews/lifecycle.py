"""The moves of a review meeting with parents: a SENCo could read this."""

from apdr.enums import MeetingHow
from apdr.enums import MeetingState as S
from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move

RUN = Permission.MEETING_RUN
AFTERWARDS = (MeetingHow.PHONE, MeetingHow.PACK)  # how parents who did not come still take part


def made_up_afterwards(meeting) -> None:
    """The parents were telephoned, or papers were sent home"""
    if meeting.how not in AFTERWARDS:
        raise Denied(
            "The parents did not come to this meeting: record a telephone call or papers sent home, or book another one."
        )


MEETING = Lifecycle(
    "Review meeting",
    S,
    [
        Move(S.BOOKED, S.HELD, RUN, "Record the meeting"),
        Move(S.BOOKED, S.MISSED, RUN, "They did not come"),
        Move(S.BOOKED, S.CANCELLED, RUN, "Call off"),
        Move(S.MISSED, S.HELD, RUN, "Record a call or papers sent home", guard=made_up_afterwards),
    ],
)
