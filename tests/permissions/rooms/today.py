"""The list of all that is due, and the page that marks something done: here of what a record ends, so that nobody may; who
may of the others is in tests/overview/test_today.py."""

from register.models import ExtraSupport

NOT_THEIRS = "404 ta office dsl governor parent professional"
SEEN = f"403 senco head teacher trust_lead; {NOT_THEIRS}"
SEEN_OTHER = f"403 senco head trust_lead; 404 teacher; {NOT_THEIRS}"

ROWS = f"""
overview:due
  GET  own      200 senco head teacher ta office dsl trust_lead; 403 governor parent professional
  POST any      405 every

overview:mark-done support_review due_subject due_day
  GET  own      {SEEN}
  GET  other    {SEEN_OTHER}
  GET  foreign  404 every
  POST own      {SEEN}
  POST other    {SEEN_OTHER}
  POST foreign  404 every

overview:take-back support_review due_subject due_day
  GET  own      405 every
  POST own      {SEEN}
  POST other    {SEEN_OTHER}
  POST foreign  404 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The extra support that the concerns' room wrote for each pupil, and the day of its review."""
    support = ExtraSupport.objects.filter(pupil=pupil, state="running").earliest("pk")
    return {"due_subject": f"support:{support.reference}", "due_day": support.review_by.isoformat()}
