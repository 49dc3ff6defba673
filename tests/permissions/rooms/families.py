"""What parents read and answer of agencies: of their own child, and nothing of a draft."""

from django.utils import timezone

from agencies.models import AgencyReport, ReportReceipt
from register.models import PupilDocument

STAFF = "403 senco head teacher ta office dsl trust_lead governor professional"


def _form(name: str, thing: str) -> str:
    return f"""
families:{name} {thing}
  GET  own      200 parent; {STAFF}
  GET  other    {STAFF}; 404 parent
  GET  foreign  {STAFF}; 404 parent
  POST own      200 parent; {STAFF}
  POST other    {STAFF}; 404 parent
  POST foreign  {STAFF}; 404 parent
"""


ROWS = _form("answer", "pupil asked_referral") + f"""
families:referrals pupil
  GET  own      200 parent; {STAFF}
  GET  other    {STAFF}; 404 parent
  GET  foreign  {STAFF}; 404 parent
  POST any      405 every

families:withdraw pupil agreed_referral
  GET  own      200 parent; {STAFF}
  GET  other    {STAFF}; 404 parent
  GET  foreign  {STAFF}; 404 parent
  POST own      200 parent; {STAFF}
  POST other    {STAFF}; 404 parent
  POST foreign  {STAFF}; 404 parent

families:report pupil family_receipt
  GET  own      200 parent; {STAFF}
  GET  other    {STAFF}; 404 parent
  GET  foreign  {STAFF}; 404 parent
  POST own      200 parent; {STAFF}
  POST other    {STAFF}; 404 parent
  POST foreign  {STAFF}; 404 parent
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A report that was handed to the parent, as it lies in the table."""
    at = timezone.now()
    document = PupilDocument.objects.create(school_id=pupil.school_id, pupil=pupil, kind="report", title="Hearing",
                                            paper_at="Cabinet", filed_at=at, filed_by=user)  # fmt: skip
    report = AgencyReport.objects.create(
        school_id=pupil.school_id, pupil=pupil, document=document, author="Audiology", state="shared", received_by=user,
        received_on=timezone.localdate(at), checked_at=at, checked_by=user, shared_at=at, shared_by=user,
    )  # fmt: skip
    receipt = ReportReceipt.objects.create(
        school_id=pupil.school_id, report=report, contact=contact, how="online", sent_at=at
    )
    return {"family_receipt": receipt.reference}
