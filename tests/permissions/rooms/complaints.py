"""Complaints: rows of the matrix and of the tables. One for the head alone is attacked in tests/governance/complaints."""

import datetime as dt

from governance.complaints import actions
from tests.filler import AT

SEES = "200 senco head; 403 teacher ta office dsl trust_lead governor parent professional"
KNOWS = "200 senco head; 404 teacher ta office dsl trust_lead governor parent professional"
DOES = "302 senco head; 404 teacher ta office dsl trust_lead governor parent professional"


def _page(name: str) -> str:
    return f"""
{name}
  GET  own      {SEES}
  POST any      405 every
"""


def _form(name: str) -> str:
    return f"""
{name} complaint
  GET  own      {KNOWS}
  GET  other    {KNOWS}
  GET  foreign  404 every
  POST own      {KNOWS}
  POST other    {KNOWS}
  POST foreign  404 every
"""


ROWS = "".join((
    _page("complaints:list"), _page("complaints:rights"), _page("complaints:find"), _page("complaints:export csv"),
    _form("complaints:change"), _form("complaints:move"), _form("complaints:step"), _form("complaints:close"),
    _form("complaints:to-head"),
)) + f"""
complaints:add
  GET  own      {SEES}
  POST own      {SEES}

complaints:add-about pupil
  GET  own      200 senco head; 403 teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco head; 403 teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco head; 403 office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

complaints:complaint complaint
  GET  own      {KNOWS}
  GET  other    {KNOWS}
  GET  foreign  404 every
  POST any      405 every

complaints:done complaint_step
  GET  any      405 every
  POST own      {DOES}
  POST other    {DOES}
  POST foreign  404 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """An open complaint about each pupil, with a step of which something is left to do."""
    made = actions.record_complaint(
        school=pupil.school, pupil=pupil, by=user, at=AT, raised_by="Dana Abara", relation="Mother",
        raised_on=dt.date(2026, 11, 2), about="Maths support has not begun.", wants="That it begins.",
    )  # fmt: skip
    step = actions.record_step(
        complaint=made, kind="talk", on=dt.date(2026, 11, 4), people="Mother, class teacher", what="Listened.", by=user,
        at=AT, next_step="Look at the timetable again", next_by=dt.date(2027, 7, 1),
    )  # fmt: skip
    return {"complaint": made.reference, "complaint_step": step.reference}
