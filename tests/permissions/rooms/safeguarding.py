"""Safeguarding signs: rows of the matrix and of the tables."""

from register.enums import Noticed
from register.safeguarding.actions import raise_sign
from tests.filler import AT

ROWS = """
safeguarding:raise pupil
  GET  own      200 senco head teacher ta office dsl; 403 trust_lead parent; 404 governor professional
  GET  other    200 senco head office dsl; 403 trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco head teacher ta office dsl; 403 trust_lead parent; 404 governor professional
  POST other    200 senco head office dsl; 403 trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

safeguarding:signs
  GET  own      200 senco dsl; 403 head teacher ta office trust_lead governor parent professional
  POST any      405 every

safeguarding:sign sign
  GET  own      200 senco dsl; 404 head teacher ta office trust_lead governor parent professional
  GET  other    200 senco dsl; 404 head teacher ta office trust_lead governor parent professional
  GET  foreign  404 every
  POST own      302 senco dsl; 404 head teacher ta office trust_lead governor parent professional
  POST other    302 senco dsl; 404 head teacher ta office trust_lead governor parent professional
  POST foreign  404 every

safeguarding:move sign taken
  GET  any      405 every
  POST own      302 senco dsl; 404 head teacher ta office trust_lead governor parent professional
  POST other    302 senco dsl; 404 head teacher ta office trust_lead governor parent professional
  POST foreign  404 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """One sign about each pupil, that waits."""
    sign = raise_sign(
        pupil=pupil, noticed=Noticed.MOOD, seen_on=AT.date(), logged=True, pointer="20264", by=user, at=AT
    )
    return {"sign": sign.reference}
