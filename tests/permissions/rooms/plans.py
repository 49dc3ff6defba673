"""The margin of a plan, and the plan in another format."""

import datetime as dt

from apdr.models import Annotation
from tests.filler import AT


def _form(name: str, thing: str, own: str, whole: str = "senco") -> str:
    everyone = ["senco", "teacher", "ta", "head", "office", "dsl", "trust_lead"]
    allowed, seeing = own.split(), whole.split()
    refused = " ".join(role for role in [*everyone, "parent"] if role not in allowed)
    of_other = " ".join(
        role for role in ("senco", "head", "office", "dsl", "trust_lead") if role not in seeing
    )
    answers = "\n".join(
        f"  {method} own      200 {own}; 403 {refused}; 404 governor professional\n"
        f"  {method} other    200 {whole}; 403 {of_other}; 404 teacher ta governor parent professional\n"
        f"  {method} foreign  404 every"
        for method in ("GET ", "POST")
    )
    return f"\n{name} {thing}\n{answers}\n"


ROWS = "".join((
    _form("plans:note", "plan", "senco teacher ta"), _form("plans:reached", "plan 1", "senco teacher"),
    _form("plans:add-target", "plan", "senco teacher"),
)) + """
plans:take-back noted note
  GET  any      405 every
  POST own      302 senco teacher ta; 403 head office dsl trust_lead parent; 404 governor professional
  POST other    302 senco; 403 head office dsl trust_lead; 404 teacher ta governor parent professional
  POST foreign  404 every

plans:print plan
  GET  any      405 every
  POST own      302 senco head teacher ta dsl trust_lead; 403 office parent; 404 governor professional
  POST other    302 senco head dsl trust_lead; 403 office; 404 teacher ta governor parent professional
  POST foreign  404 every
"""  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A note beside the pupil's first plan."""
    plan = pupil.plans.order_by("cycle").first()
    note = Annotation.objects.create(school=pupil.school, plan=plan, on=dt.date(2026, 11, 16), words="Read it aloud",
                                     written_at=AT, written_by=user)  # fmt: skip
    return {"note": note.reference, "noted": plan.reference}
