"""What is stuck with agencies, and asking again."""

import datetime as dt

from django.utils import timezone

from agencies.stuck.actions import chase
from tests.agencies.visitor.made import agency_of, sent_referral

CHASERS = "senco head; 403 teacher ta office dsl trust_lead governor parent professional"
NOBODY = "403 teacher ta office dsl trust_lead governor parent professional; 404 senco head"

ROWS = f"""
stuck:stuck
  GET  own      200 {CHASERS}
  POST any      405 every

stuck:chase unanswered stuck_referral
  GET  own      200 {CHASERS}
  GET  other    200 {CHASERS}
  GET  foreign  {NOBODY}
  POST own      200 {CHASERS}
  POST other    200 {CHASERS}
  POST foreign  {NOBODY}
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """Two referrals unanswered beyond any usual wait: one waits, of the other the agency was asked by telephone."""
    long_ago, at = timezone.localdate() - dt.timedelta(weeks=10), timezone.now()
    agency = agency_of(pupil, user, name=f"Behaviour support {pupil.pk}", kind="behaviour")
    waits, asked = (sent_referral(pupil, contact, user, on=long_ago, agency=agency) for _ in range(2))
    chase(referral=asked, about="unanswered", how="phone", to="Reception", by=user, at=at)
    return {"stuck_referral": waits.reference}
