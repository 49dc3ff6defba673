"""Letters and their slips: the SENCo writes and records, the parent reads what was sent to them online."""

from register.enums import HowTold, LetterKind, Pronouns
from register.letters import actions
from tests.filler import AT

ROWS = """
letters:pupil pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

letters:write pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

letters:read letter
  GET  own      200 senco parent; 403 head teacher ta dsl trust_lead; 404 office governor professional
  GET  other    200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST own      302 parent; 403 senco head teacher ta dsl trust_lead; 404 office governor professional
  POST other    403 senco head dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every

letters:answer letter
  GET  own      200 senco; 403 head teacher ta dsl trust_lead parent; 404 office governor professional
  GET  other    200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta dsl trust_lead parent; 404 office governor professional
  POST other    200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every

letters:chase letter
  GET  any      405 every
  POST own      302 senco; 403 head teacher ta dsl trust_lead parent; 404 office governor professional
  POST other    302 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every

overview:desk
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The letter that the child is on the register, sent online: its slip is out."""
    (letter,) = actions.send_letters(
        pupil=pupil, kind=LetterKind.ON_REGISTER, contacts={contact: HowTold.ONLINE}, pronouns=Pronouns.NONE, by=user, at=AT,
    )  # fmt: skip
    return {"letter": letter.reference}
