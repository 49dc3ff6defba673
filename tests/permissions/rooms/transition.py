"""Transition: who comes, the roll-over, preparing for adulthood."""

import datetime as dt

from register.actions import change_pupil
from register.transition.actions import ADULT_TEXTS, PRIOR_TEXTS, write_adult_life, write_prior_school
from register.transition.moves import first_plan
from register.transition.rolling import write_roll_over
from tests.filler import AT

ROWS = """
transition:incoming
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

transition:incoming-add
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional

transition:starting pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

transition:prior pupil
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      409 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    409 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

transition:roll-over
  GET  own      200 senco head office; 403 teacher ta dsl trust_lead governor parent professional
  POST own      200 senco head office; 403 teacher ta dsl trust_lead governor parent professional

transition:roll-over-undo roll
  GET  own      200 senco head office; 403 teacher ta dsl trust_lead governor parent professional
  GET  other    200 senco head office; 403 teacher ta dsl trust_lead governor parent professional
  GET  foreign  404 every
  POST own      200 senco head office; 403 teacher ta dsl trust_lead governor parent professional
  POST other    200 senco head office; 403 teacher ta dsl trust_lead governor parent professional
  POST foreign  404 every

transition:adulthoods
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead governor parent professional
  POST any      405 every

transition:adulthood pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

transition:adulthood-edit pupil
  GET  own      403 senco head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    403 senco head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      403 senco head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    403 senco head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """What the last school said, a prepared roll-over, and a preparation for adulthood: the cast's pupils are younger,
    so it is written in a moment in which the pupil is in Year 9."""
    common = {"pupil": pupil, "by": user, "at": AT}
    texts = dict.fromkeys(PRIOR_TEXTS, "Invented") | {"level": "K"}
    write_prior_school(**common, received_on=dt.date(2026, 9, 1), **texts)
    year = pupil.year_group
    change_pupil(**common, changes={"year_group": "9"})
    write_adult_life(**common, review_on=dt.date(2027, 7, 1), **dict.fromkeys(ADULT_TEXTS, "Invented"))
    change_pupil(**common, changes={"year_group": year})
    plan = first_plan([], [], "2026-07-21")
    return {"roll": write_roll_over(school=pupil.school, into=2026, plan=plan, by=user, at=AT).reference}
