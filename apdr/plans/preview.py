"""The PDF of a plan as its form now stands. It is not issued, has no number, and is kept nowhere."""

import copy
import datetime as dt

from django.utils.translation import gettext as _

from apdr.models import Plan, Target
from apdr.plans.queries import plan_snapshot
from core.documents.pdf import PLAN, render_pdf


def preview_pdf(plan: Plan, fields: dict, targets: list[dict], *, at: dt.date) -> bytes:
    """The PDF of the plan with the form's fields and targets in place of its own; drawn in about a second. Nothing is
    written: `plan` itself stays as it is."""
    shown = copy.copy(plan)
    for name, value in fields.items():
        setattr(shown, name, value)
    rows = [
        Target(school_id=plan.school_id, plan=shown, number=number, **{k: v for k, v in words.items() if k != "was"})
        for number, words in enumerate(targets, 1)
    ]  # fmt: skip
    shown._prefetched_objects_cache = {"targets": rows}
    snapshot = plan_snapshot(shown)
    snapshot["plan"]["title"] = _("Draft, not agreed: %(plan)s") % {"plan": snapshot["plan"]["title"]}
    snapshot["document"] = {"issued_on": at.isoformat()}
    crest = bytes(plan.school.crest) if plan.school.crest else None
    return render_pdf(PLAN, snapshot, images={"crest": crest} if crest else None)
