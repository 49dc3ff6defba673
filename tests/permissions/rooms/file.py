"""The pupil's file: documents from outside, meetings and calls; and everything by date."""

import datetime as dt

from register.file import actions
from register.file.uploads import Upload
from tests.filler import AT

ROWS = """
file:add pupil
  GET  own      200 senco head teacher; 403 ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco head teacher; 403 ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

file:change uploaded
  GET  own      200 senco head teacher; 403 ta dsl trust_lead; 404 office governor parent professional
  GET  other    200 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST own      200 senco head teacher; 403 ta dsl trust_lead; 404 office governor parent professional
  POST other    200 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every

file:conversation conversation
  GET  own      200 senco head teacher; 403 ta dsl trust_lead; 404 office governor parent professional
  GET  other    200 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST own      200 senco head teacher; 403 ta dsl trust_lead; 404 office governor parent professional
  POST other    200 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every

file:conversation-add pupil
  GET  own      200 senco head teacher; 403 ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco head teacher; 403 ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

file:document document
  GET  own      200 senco head teacher ta dsl trust_lead parent; 404 office governor professional
  GET  other    200 senco head dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST any      405 every

file:document-remake document
  GET  any      405 every
  POST own      302 senco; 403 head teacher ta dsl trust_lead parent; 404 office governor professional
  POST other    302 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every

file:file pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

file:share uploaded
  GET  own      200 senco head teacher; 403 ta dsl trust_lead; 404 office governor parent professional
  GET  other    200 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST own      302 senco head teacher; 403 ta dsl trust_lead; 404 office governor parent professional
  POST other    302 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every

file:step-done conversation
  GET  any      405 every
  POST own      302 senco head teacher; 403 ta dsl trust_lead; 404 office governor parent professional
  POST other    302 senco head; 403 dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every

overview:timeline pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A report that was uploaded, one that is restricted, one on paper, and a meeting with a next step."""
    upload = Upload("report.txt", b"Invented", "text/plain; charset=utf-8")
    report = actions.add_document(pupil=pupil, kind="minutes", title="Notes of the hearing service", upload=upload,
                                  source="Hearing service", dated=dt.date(2026, 10, 1), by=user, at=AT)  # fmt: skip
    actions.add_document(pupil=pupil, kind="other", title="Kept apart", upload=upload, sensitivity="restricted", by=user,
                         at=AT)  # fmt: skip
    actions.add_document(pupil=pupil, kind="consent", title="Consent", paper_at="Cabinet 2", by=user, at=AT)
    meeting = actions.write_conversation(
        pupil=pupil, conversation=None, kind="meeting", on=dt.date(2026, 11, 2), people="Mother", about="Invented words",
        next_step="Ask the nurse", next_by=dt.date(2026, 11, 30), by=user, at=AT,
    )  # fmt: skip
    return {"uploaded": report.reference, "conversation": meeting.reference}
