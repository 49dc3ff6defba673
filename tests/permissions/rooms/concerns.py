"""Concerns, extra support and events: who may raise, read, support and decide."""

import datetime as dt

from register.concerns import actions
from register.enums import EventKind, Outcome
from register.models import ExtraSupport
from tests.filler import AT

RAISED = dt.date(2026, 11, 9)

ROWS = """
concerns:queue
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office governor parent professional
  POST any      405 every

concerns:find
  GET  own      200 senco head teacher ta office dsl parent; 403 trust_lead governor professional
  POST any      405 every

concerns:raise pupil
  GET  own      200 senco head teacher ta office dsl parent; 403 trust_lead; 404 governor professional
  GET  other    200 senco head office dsl; 403 trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      422 senco head teacher ta office dsl parent; 403 trust_lead; 404 governor professional
  POST other    422 senco head office dsl; 403 trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

concerns:concern concern
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

concerns:gather concern
  GET  any      405 every
  POST own      302 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    302 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

concerns:amend concern
  GET  own      200 senco head teacher dsl; 403 ta office trust_lead parent; 404 governor professional
  GET  other    200 senco head dsl; 403 office trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      409 senco head teacher dsl; 403 ta office trust_lead parent; 404 governor professional
  POST other    409 senco head dsl; 403 office trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

concerns:decide concern
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      422 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    422 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

concerns:told decided
  GET  own      200 senco head teacher dsl; 403 ta office trust_lead parent; 404 governor professional
  GET  other    200 senco head dsl; 403 office trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco head teacher dsl; 403 ta office trust_lead parent; 404 governor professional
  POST other    200 senco head dsl; 403 office trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

concerns:request-form concern
  GET  any      405 every
  POST own      302 senco head teacher dsl; 403 ta office trust_lead parent; 404 governor professional
  POST other    302 senco head dsl; 403 office trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

concerns:pupil pupil
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

concerns:event pupil
  GET  own      200 senco head teacher dsl; 403 ta office trust_lead parent; 404 governor professional
  GET  other    200 senco head dsl; 403 office trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco head teacher dsl; 403 ta office trust_lead parent; 404 governor professional
  POST other    200 senco head dsl; 403 office trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

concerns:support-start pupil
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

concerns:support support
  GET  own      200 senco head teacher dsl trust_lead; 403 ta office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

concerns:review support
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      422 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  POST other    422 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A concern that waits, one that has been decided, an event, and extra support that runs."""
    waiting = actions.raise_concern(
        pupil=pupil, raised_on=RAISED, reasons="Loses the thread in every lesson since half term.", by=user, at=AT,
        carer=contact.name, area="communication", criteria=["slower"], sources=["formative"], factors=["life_event"],
        interventions="Talk group, 3 × 15 minutes a week",
    )  # fmt: skip
    decided = actions.raise_concern(
        pupil=pupil, raised_on=RAISED, reasons="Tired on Mondays.", by=user, at=AT, kind="pastoral",
        parents_told_on=RAISED,
    )  # fmt: skip
    decided = actions.decide(
        concern=decided, outcome=Outcome.PASTORAL, decided_on=AT.date(), decision="A word at the gate each Monday.",
        ground_staff="Talked with the teacher.", by=user, at=AT,
    )  # fmt: skip
    actions.record_event(pupil=pupil, kind=EventKind.MOVE, on=RAISED, note="Moved house.", by=user, at=AT)
    # the pupils of the cast are on the register, where no extra support begins: the row stands for an earlier one
    support = ExtraSupport.objects.create(
        school_id=pupil.school_id, pupil=pupil, starts=RAISED, review_by=dt.date(2026, 12, 21),
        difficulty="Following an instruction", targets="Two steps the first time", support="Now and next board, daily",
        child_says="I forget.", written_at=AT, written_by=user,
    )  # fmt: skip
    return {"concern": waiting.reference, "decided": decided.reference, "support": support.reference}
