"""Pupil progress meetings: of a class, open and closed."""

from apdr.enums import Decision
from apdr.progress import actions
from tests.filler import AT

OWN = "200 senco head teacher; 403 ta office dsl trust_lead governor parent professional"
OTHER = "200 senco head; 403 ta office dsl trust_lead governor parent professional; 404 teacher"
FOREIGN = "403 ta office dsl trust_lead governor parent professional; 404 senco head teacher"

ROWS = f"""
progress:meetings
  GET  own      {OWN}
  POST any      405 every

progress:open
  GET  own      {OWN}
  POST own      {OWN}

progress:meeting progress
  GET  own      {OWN}
  GET  other    {OTHER}
  GET  foreign  {FOREIGN}
  POST own      {OWN.replace("200", "302")}
  POST other    {OTHER.replace("200", "302")}
  POST foreign  {FOREIGN}

progress:close progress
  GET  own      {OWN}
  GET  other    {OTHER}
  GET  foreign  {FOREIGN}
  POST own      {OWN}
  POST other    {OTHER}
  POST foreign  {FOREIGN}

progress:reopen progress
  GET  any      405 every
  POST own      302 senco head; 403 teacher ta office dsl trust_lead governor parent professional
  POST other    {OTHER.replace("200", "302")}
  POST foreign  {FOREIGN}

progress:row progress pupil
  GET  any      405 every
  POST own      {OWN}
  POST other    {OTHER}
  POST foreign  {FOREIGN}
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """An open meeting of the pupil's class that has looked at the pupil."""
    meeting = actions.open_meeting(
        school_class=pupil.school_class, on=AT.date(), people="Invented", by=user, at=AT
    )
    actions.decide(meeting=meeting, pupil=pupil, decision=Decision.WATCH, progress="less", words="Reads slowly",
                   by=user, at=AT)  # fmt: skip
    return {"progress": meeting.reference}
