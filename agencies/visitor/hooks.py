"""What this room does when a lower one says so."""

from agencies.referrals.hooks import WITHDRAWN
from agencies.visitor.actions import end_invitations


def end_with_consent(referral, by, at) -> None:
    """The consent is withdrawn, or the referral closed: whoever was invited is let out."""
    end_invitations(referral=referral, by=by, at=at)


WITHDRAWN.append(end_with_consent)
