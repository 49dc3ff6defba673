"""The moves of a meeting with agencies: a SENCo could read this."""

from agencies.enums import AgencyMeetingState as S
from core.accounts.enums import Permission
from core.lifecycle.moves import Lifecycle, Move

AGENCY_MEETING = Lifecycle(
    "Agency meeting",
    S,
    [
        Move(S.BOOKED, S.HELD, Permission.REFERRAL_EDIT, "Record the meeting"),
        Move(S.BOOKED, S.CANCELLED, Permission.REFERRAL_EDIT, "Call off"),
    ],
)
