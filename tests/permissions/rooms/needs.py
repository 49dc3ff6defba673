"""Needs, diagnoses and assessments: who may open and post what, and rows about one pupil."""

import datetime as dt

from django.utils import timezone

from register.enums import AssessmentKind
from register.needs import actions
from tests.filler import AT

ROWS = """
needs:assessment pupil assessment
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

needs:assessment-add pupil
  GET  own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco teacher; 403 head ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

needs:assessments pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

needs:diagnosis pupil diagnosis
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

needs:diagnosis-add pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

needs:disability pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

needs:edit pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

needs:needs pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

needs:strengths pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      409 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    409 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """Strengths, disability, a diagnosis and two results of one test."""
    day, common = timezone.localdate(AT), {"pupil": pupil, "by": user, "at": AT}
    actions.write_strengths(**common, strengths="Kind, and good with numbers", interests="Trains and drawing")
    actions.write_disability(
        **common, disabled=True, disability="Hears little in noise", since=dt.date(2020, 1, 6)
    )
    diagnosis = actions.write_diagnosis(
        **common, what="Developmental language disorder", source="Speech and language therapist", on=day,
    )  # fmt: skip
    test = {
        "kind": AssessmentKind.STANDARDISED,
        "instrument": "Invented reading test",
        "by_whom": "Mrs Invented",
    }
    actions.write_assessment(
        **common, **test, on=day - dt.timedelta(weeks=40), standardised=78, age_months=70
    )
    last = actions.write_assessment(
        **common, **test, on=day, standardised=88, age_months=84, raw=23, raw_most=40
    )
    return {"diagnosis": diagnosis.reference, "assessment": last.reference}
