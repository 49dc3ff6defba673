"""Access arrangements, adjustments and aids, healthcare plans and who is trained."""

import datetime as dt

from register.arrangements import actions
from tests.filler import AT

EDIT_OWN = "200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional"
EDIT_OTHER = "200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional"


def _form(name: str, thing: str) -> str:
    return f"""
{name} {thing}
  GET  own      {EDIT_OWN}
  GET  other    {EDIT_OTHER}
  GET  foreign  404 every
  POST own      {EDIT_OWN}
  POST other    {EDIT_OTHER}
  POST foreign  404 every
"""


ROWS = "".join((
    _form("arrangements:access", "access"), _form("arrangements:access-add", "pupil"),
    _form("arrangements:adjustment", "adjustment"), _form("arrangements:adjustment-add", "pupil"),
    _form("arrangements:healthcare", "healthcare"), _form("arrangements:healthcare-add", "pupil"),
    _form("arrangements:trained", "trained"), _form("arrangements:trained-add", "healthcare"),
)) + """
arrangements:list pupil
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  GET  other    200 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST any      405 every

arrangements:school
  GET  own      200 senco head teacher ta dsl trust_lead; 403 office governor parent professional
  POST any      405 every

arrangements:trained-remove trained
  GET  own      200 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  GET  other    200 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  GET  foreign  404 every
  POST own      302 senco; 403 head teacher ta office dsl trust_lead parent; 404 governor professional
  POST other    302 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """One of each."""
    common = {"pupil": pupil, "held": None, "by": user, "at": AT, "start": dt.date(2026, 9, 7)}
    access = actions.write_access(**common, kind="extra_time", detail="25 %", key_stage="ks2",
                                  evidence="Needs longer in every test")  # fmt: skip
    adjustment = actions.write_adjustment(
        **common, kind="aid", what="Writing slope", review_on=dt.date(2026, 12, 1)
    )
    plan = actions.write_healthcare(**common, condition="Asthma", emergency="Blue inhaler, then 999",
                                    review_on=dt.date(2027, 9, 6), with_parents=True)  # fmt: skip
    adult = actions.write_trained(plan=plan, held=None, by=user, at=AT, name="Joan Biggs", trained_for="Inhalers",
                                  trained_on=dt.date(2026, 9, 1), valid_until=dt.date(2027, 8, 31), approved_by="Nurse Hay")  # fmt: skip
    return {"access": access.reference, "adjustment": adjustment.reference, "healthcare": plan.reference,
            "trained": adult.reference}  # fmt: skip
