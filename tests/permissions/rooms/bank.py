"""The school's bank of targets and strategies."""

from apdr.bank import actions
from apdr.enums import BankKind
from tests.filler import AT

ROWS = """
bank:bank
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead governor parent professional
  POST own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional

bank:starter
  GET  any      405 every
  POST own      302 senco; 403 head teacher ta office dsl trust_lead governor parent professional

bank:offer
  GET  any      405 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional

bank:entry entry
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  GET  other    200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  GET  foreign  404 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST other    200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST foreign  404 senco; 403 head teacher ta office dsl trust_lead governor parent professional

plans:area pupil
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

plans:bank plan
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A strategy, one for each pupil of the cast."""
    entry = actions.add_entry(
        school=pupil.school, kind=BankKind.STRATEGY, words=f"Sand timer, {pupil.pk} minutes", by=user, at=AT
    )
    return {"entry": entry.reference}
