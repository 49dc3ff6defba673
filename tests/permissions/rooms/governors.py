"""The report to governors: an issued number and the draft of its correction."""

import datetime as dt

from core.schools.actions import add_term
from core.schools.models import Term
from overview.governors import actions
from overview.models import ReportState, TermReport
from tests.filler import AT

READS = "200 senco head trust_lead governor; 403 teacher ta office dsl parent professional"
WRITES = "senco head; 403 teacher ta office dsl trust_lead governor parent professional"


def _form(name: str, thing: str) -> str:
    return f"""
{name} {thing}
  GET  own      200 {WRITES}
  GET  other    200 {WRITES}
  GET  foreign  404 {WRITES}
  POST own      200 {WRITES}
  POST other    200 {WRITES}
  POST foreign  404 {WRITES}
"""


def _read(name: str, thing: str, reads: str) -> str:
    return f"""
{name} {thing}
  GET  own      {reads}
  GET  other    {reads}
  GET  foreign  {reads.replace("200", "404").replace("302", "404")}
  POST any      405 every
"""


ROWS = "".join((
    _form("governors:correct", "term_report"), _read("governors:report", "term_report", READS),
    _read("governors:pdf", "term_report", READS.replace("200", "302")),
)) + f"""
governors:issue term_draft
  GET  own      200 {WRITES}
  GET  other    200 {WRITES}
  GET  foreign  404 {WRITES}
  POST own      200 {WRITES}
  POST other    200 {WRITES}
  POST foreign  404 {WRITES}

governors:write term_draft
  GET  own      200 {WRITES}
  GET  other    200 {WRITES}
  GET  foreign  404 {WRITES}
  POST own      409 {WRITES}
  POST other    409 {WRITES}
  POST foreign  404 {WRITES}

governors:again term_draft
  GET  any      405 every
  POST own      302 {WRITES}
  POST other    302 {WRITES}
  POST foreign  404 {WRITES}

governors:checks
  GET  own      {READS}
  POST any      405 every

governors:draft
  GET  any      405 every
  POST own      302 {WRITES}

governors:list
  GET  own      {READS}
  POST any      405 every
"""  # fmt: skip


def _term(school) -> Term:
    known = Term.objects.filter(school=school, start__lte=AT.date()).order_by("start").last()
    return known or add_term(
        school=school, name="Autumn", start=dt.date(2026, 9, 2), end=dt.date(2026, 12, 18)
    )


def fill(*, pupil, contact, user) -> dict[str, object]:
    """Two pupils of one school share its reports."""
    school = pupil.school
    draft = TermReport.objects.filter(school=school, state=ReportState.DRAFT).first()
    if draft is None:
        first = actions.draft_report(school=school, start=_term(school).start, by=user, at=AT)
        first = actions.issue_report(report=first, version=first.version, by=user, at=AT)
        draft = actions.correct_report(report=first, reason="A need was put right", by=user, at=AT)
    issued = TermReport.objects.get(school=school, number=1)
    return {"term_report": issued.reference, "term_draft": draft.reference}
