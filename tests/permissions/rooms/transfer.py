"""Leaving: the transfer pack, the sending and the receipt."""

import datetime as dt

from overview.transfer_jobs import prepare_pack
from register.transition.actions import begin_transfer
from tests.filler import AT

ROWS = """
overview:leavers
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

overview:leavers-prepare
  GET  any      405 every
  POST own      302 senco; 403 head teacher ta office dsl trust_lead governor parent professional

overview:leaving pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

overview:leaving-prepare pupil
  GET  any      405 every
  POST own      302 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    302 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

overview:leaving-sent pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

overview:leaving-receipt pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

overview:leaving-data pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A transfer that is to come, with its pack being made and its data file."""
    transfer = begin_transfer(
        pupil=pupil, to_school="Invented High", to_contact="The office", leaving_on=dt.date(2027, 7, 21),
        note="Show the way to the quiet room.", by=user, at=AT,
    )  # fmt: skip
    prepare_pack(transfer=transfer, by=user, at=AT)
    return {}
