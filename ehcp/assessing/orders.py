"""What the Tribunal may order, with the rules that run from it, and how long an appeal may be made. Pure."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.calendar.dates import SchoolDays
from ehcp.enums import AssessmentState
from ehcp.models import NeedsAssessment
from ehcp.statute import Deadline, Owner, appeal_by_certificate, deadlines
from ehcp.steps import Step

A = AssessmentState


class Order(models.TextChoices):
    """What the Tribunal ordered, as it is kept (SI 2014/1530, reg 44)."""

    ASSESS = "To assess", _("To assess")
    MAKE = "To make a plan", _("To make a plan")
    AMEND = "To amend the plan", _("To amend the plan")
    PLACEMENT = "To name another placement", _("To name another placement")


# what was ordered → rule and what shows that it was done: a day of the assessment, or a state that follows from it
OBEYED: dict[str, dict[str, str]] = {
    Order.ASSESS: {"order_assess_notify_by": "advice_requested_on", "order_assess_refuse_by": "refused_on",
                   "order_assess_final_by": "issued_on"},
    Order.MAKE: {"order_make_draft_by": "draft_received_on", "order_make_final_by": "issued_on"},
    Order.AMEND: {"order_amend_by": ""},
    Order.PLACEMENT: {"order_placement_by": ""},
}  # fmt: skip
TITLES = {
    "order_assess_notify_by": _("tells that it assesses, as ordered"),
    "order_assess_refuse_by": _("says if there is to be no plan, as ordered"),
    "order_assess_final_by": _("issues the plan, as ordered"),
    "order_make_draft_by": _("sends the draft, as ordered"), "order_make_final_by": _("issues the plan, as ordered"),
    "order_amend_by": _("amends the plan, as ordered"), "order_placement_by": _("names the placement, as ordered"),
}  # fmt: skip
IN_ASSESSMENT = (A.ASSESSING, A.ADVISED, A.DRAFTED, A.ANSWERED, A.ISSUED, A.NOT_ISSUED)
APPEAL = "appeal_by"


def letter_on(assessment: NeedsAssessment) -> dt.date | None:
    """The day of the decision against which the parents may appeal; None where there is none."""
    if assessment.state == A.ISSUED:
        return assessment.issued_on
    if assessment.state == A.NOT_ISSUED or (assessment.state == A.CLOSED and assessment.refused_on):
        return assessment.refused_on
    refused = assessment.state == A.DECLINED or (
        assessment.state == A.CLOSED and bool(assessment.feedback_used)
    )
    return assessment.decided_on if refused else None


def appeal_deadline(assessment: NeedsAssessment) -> Deadline | None:
    """The two months from the decision letter, by the statute; None where nothing was refused or issued."""
    letter = letter_on(assessment)
    return next(iter(deadlines({"decision_letter": letter})), None) if letter else None


def appeal_until(assessment: NeedsAssessment) -> dt.date | None:
    """The last day on which an appeal reaches the Tribunal: two months from the letter, or one month from the mediation
    certificate where that is later; None where there is nothing to appeal against."""
    found = appeal_deadline(assessment)
    if found is None:
        return None
    if assessment.mediation_on is None:
        return found.date
    return max(found.date, appeal_by_certificate(assessment.mediation_on))


def order_steps(
    assessment: NeedsAssessment, *, today: dt.date, days: SchoolDays | None = None, authority: str = "The authority",
    soon_days: int = 10,
) -> list[Step]:  # fmt: skip
    """The steps that follow from what the Tribunal ordered; none without an order. No queries."""
    rules = OBEYED.get(assessment.order, {})
    if assessment.order_on is None:
        return []
    law = {one.name: one for one in deadlines({"tribunal_order": assessment.order_on}, days=days)}
    found = []
    for name, field in rules.items():
        done_on = getattr(assessment, field) if field else None
        done_on = done_on if done_on and done_on >= assessment.order_on else None
        if name not in law or (name == "order_assess_refuse_by" and done_on is None):
            continue  # a last day for a refusal alone
        found.append(_step(name, law[name], done_on, assessment, today, authority, soon_days))
    return found


def _step(name, law: Deadline, done_on, assessment, today: dt.date, authority: str, soon_days: int) -> Step:
    begun = name == "order_assess_notify_by" and assessment.state in IN_ASSESSMENT and done_on is None
    late = max(((done_on or today) - law.date).days, 0)
    if begun:
        state, late = "done", 0
    elif done_on is not None:
        state = "late_done" if late else "done"
    elif assessment.state in (A.CLOSED, A.NOT_ISSUED):
        state, late = "skipped", 0
    else:
        state = "late" if late else "wait"
    return Step(name, f"{authority} {TITLES[name]}", Owner.LA, law, law.target, None, done_on, late, state)


GOVERNED = {  # steps of the usual clock that an order takes the place of while they are not done
    Order.ASSESS: ("decide", "refuse", "final"),
    Order.MAKE: ("refuse", "final"),
}


def with_orders(steps: list[Step], ordered: list[Step], assessment: NeedsAssessment) -> list[Step]:
    """The usual steps, less those that the order takes the place of, and then the ordered ones."""
    gone = GOVERNED.get(assessment.order, ()) if ordered else ()
    return [one for one in steps if one.key not in gone or one.done_on is not None] + ordered
