"""The evidence bundle of a pupil."""

from overview.evidence_jobs import make_bundle
from overview.evidence_record import PARTS
from tests.filler import AT

ROWS = """
overview:evidence pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A bundle that is being made."""
    make_bundle(pupil=pupil, parts=list(PARTS), purpose="Invented", by=user, at=AT)
    return {}
