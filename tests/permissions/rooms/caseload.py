"""The caseload of EHC plans, the delay ledger, letters to the local authority."""

import datetime as dt

from django.utils import timezone

from ehcp.enums import ReviewState
from tests.ehcp.caseload.made import plan_of, review_of

SEES = "200 senco head trust_lead; 403 teacher ta office dsl governor parent professional"
WRITES_OWN = "200 senco; 403 head teacher dsl trust_lead; 404 ta office governor parent professional"
WRITES_OTHER = "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"


def _page(name: str, thing: str = "") -> str:
    return f"""
{name} {thing}
  GET  own      {SEES}
  POST any      405 every
"""


ROWS = "".join((
    _page("caseload:list"), _page("caseload:export"), _page("caseload:term"), _page("caseload:delays"),
    _page("caseload:delays-export", "csv"),
)) + f"""
caseload:letter late_of late_review late_duty
  GET  own      {WRITES_OWN}
  GET  other    {WRITES_OTHER}
  GET  foreign  404 every
  POST own      {WRITES_OWN}
  POST other    {WRITES_OTHER}
  POST foreign  404 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A plan that ended while the authority still owes its decision on the last review."""
    today = timezone.localdate()
    plan = plan_of(pupil, user, today - dt.timedelta(days=400), ceased_on=today)
    review = review_of(plan, user, today - dt.timedelta(days=60), ReviewState.HELD)
    return {"late_of": "review", "late_review": review.reference, "late_duty": "decision"}
