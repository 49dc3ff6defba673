"""A day's sessions, a session recorded and corrected, the week's paper, what was missed, a child's sessions."""

import datetime as dt

from apdr.sessions import actions
from core.jobs.models import Job
from core.schools.actions import add_term
from core.schools.queries import school_days
from tests.apdr import house
from tests.filler import AT

RECORD = "200 senco teacher ta; 403 head office dsl trust_lead governor parent professional"
MONDAY = dt.date(2026, 11, 9)

ROWS = f"""
sessions:today
  GET  own      {RECORD}
  POST any      405 every

sessions:extra
  GET  own      {RECORD}
  POST own      {RECORD}

sessions:week
  GET  own      {RECORD}
  POST own      {RECORD}

sessions:sheet
  GET  any      405 every
  POST own      302 senco teacher ta; 403 head office dsl trust_lead governor parent professional

sessions:sheet-file printed_sessions
  GET  own      200 senco; 403 head office dsl trust_lead governor parent professional; 404 teacher ta
  GET  other    200 senco; 403 head office dsl trust_lead governor parent professional; 404 teacher ta
  GET  foreign  403 head office dsl trust_lead governor parent professional; 404 senco teacher ta
  POST any      405 every

sessions:missed
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office governor parent professional
  POST any      405 every

sessions:pupil pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

sessions:record run_of_sessions 2026-11-09 0900
  GET  own      200 senco teacher ta; 403 head dsl trust_lead; 404 office governor parent professional
  GET  other    200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  GET  foreign  404 every
  POST own      200 senco teacher ta; 403 head dsl trust_lead; 404 office governor parent professional
  POST other    200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional
  POST foreign  404 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A run with one session recorded, and a week's paper printed."""
    if not school_days(pupil.school).is_open(MONDAY):
        add_term(
            school=pupil.school,
            name="Autumn",
            start=MONDAY - dt.timedelta(days=28),
            end=MONDAY + dt.timedelta(days=28),
        )
    run = house.provision(by=user, pupils=[pupil], what=house.intervention(pupil.school, "Sounds check"))
    actions.record_session(
        provision=run, on=MONDAY, at_time=dt.time(9, 0), by=user, at=AT,
        marks=[{"pupil": pupil, "came": "came", "rating": 3, "line": "Needed the picture for step 3"}],
    )  # fmt: skip
    return {"run_of_sessions": run.reference, "printed_sessions": _printed(pupil, user).reference}


def _printed(pupil, user) -> Job:
    from core.documents.actions import keep_file
    from tests.cast import PDF

    file = keep_file(
        school=pupil.school, name="invented.pdf", data=PDF, content_type="application/pdf", at=AT
    )
    return Job.objects.create(
        school=pupil.school, kind="session_sheet", title="Session sheet", owner=user, state="done", queued_at=AT, ended_at=AT,
        payload={}, result={"file": file.pk, "references": [pupil.reference]},
    )  # fmt: skip
