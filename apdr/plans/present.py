"""Plans as finished strings, for staff and for families."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from apdr.enums import FAMILY_WORDS, WRITTEN, PlanState, Progress
from apdr.models import Plan, Target
from core.documents.models import IssueState
from core.ui.present import DueState, day, day_in, lines

PROGRESS_STATE = {
    Progress.MET: DueState("done", "check-circle-fill", "Met"),
    Progress.ON_TRACK: DueState("due", "arrow-up-right", "On track"),
    Progress.BEHIND: DueState("late", "arrow-down-right", "Behind"),
}
FAMILY_STATE = {
    Progress.MET: DueState("done", "check-circle-fill", FAMILY_WORDS[Progress.MET]),
    Progress.ON_TRACK: DueState("due", "arrow-up-right", FAMILY_WORDS[Progress.ON_TRACK]),
    Progress.BEHIND: DueState("soon", "clock-fill", FAMILY_WORDS[Progress.BEHIND]),
}
PLAN_STATE = {
    PlanState.ASSESS: DueState("due", "pencil", "Assess"),
    PlanState.PLAN: DueState("due", "pencil", "Plan, being written"),
    PlanState.PROPOSED: DueState("wait", "hourglass-split", "Waiting to be agreed"),
    PlanState.DO: DueState("done", "check-circle-fill", "Do"),
    PlanState.REVIEW: DueState("soon", "clock-fill", "In review"),
    PlanState.CLOSED: DueState("done", "check-circle-fill", "Closed"),
}
SHARED = DueState("done", "check-circle-fill", "Do, shared with the family")
UNUSED = DueState("due", "dash-circle", "Closed unused")


def plan_state(state: str, *, shared: bool, agreed: bool = True) -> DueState:
    """Where a cycle is, as a chip: in force it says whether the family has the plan."""
    if state == PlanState.DO and shared:
        return SHARED
    if state == PlanState.CLOSED and not agreed:
        return UNUSED
    return PLAN_STATE[PlanState(state)]


def state_of(plan: Plan) -> DueState:
    """The chip of a plan."""
    return plan_state(plan.state, shared=bool(plan.shared_at), agreed=bool(plan.agreed_at))


def target_line(target: Target, *, family: bool = False) -> dict:
    """One target in the terms of components/target_row.html."""
    states = FAMILY_STATE if family else PROGRESS_STATE
    return {
        "number": target.number,
        "title": target.target,
        "measure": target.criteria,
        "by": day(target.by_date) if target.by_date else "",
        "strategies": lines(target.strategies) + ([target.provision] if target.provision else []),
        "adult": target.who,
        "frequency": target.when,
        "state": states.get(target.progress),
        "outcome": target.outcome,
        "start": "" if family else target.baseline,
        "reached": day(target.achieved_on) if target.achieved_on else "",
    }


def plan_title(plan: Plan, label: str) -> str:
    """ "Support plan, cycle 3"; with its area where it is about one: "Support plan, cognition and learning, cycle 3"."""
    area = f", {plan.get_area_display().lower()}" if plan.area else ""
    return f"{label}{area}, cycle {plan.cycle}"


def plan_facts(plan: Plan, today: dt.date) -> list[dict]:
    """When the plan runs, who wrote, agreed and shared it."""

    def stamp(at, by) -> str:
        return f"{day(timezone.localdate(at))}, {by.called}"

    facts = [("Runs from", day(plan.starts))]
    if plan.review_on:
        facts.append(("Review with parents", day_in(plan.review_on, today)))
    facts.append(("Written", stamp(plan.created_at, plan.created_by)))
    if plan.state == PlanState.PROPOSED:
        facts.append(("Sent to be agreed", stamp(plan.proposed_at, plan.proposed_by)))
    if plan.state not in WRITTEN and plan.agreed_at:
        facts.append(("Agreed", stamp(plan.agreed_at, plan.agreed_by)))
    if plan.shared_at and plan.state not in WRITTEN:
        facts.append(("Shared", stamp(plan.shared_at, plan.shared_by)))
    return [{"label": label, "value": value, "url": ""} for label, value in facts]


def assess_parts(plan: Plan) -> list[dict]:
    """What is known of the pupil, part by part: "label" and "text"; why there are no words of the child's, if so."""
    first = plan.pupil.first_name
    says = plan.pupil_voice or (plan.no_voice_why and f"{first} could not be asked: {plan.no_voice_why}")
    parts = ((f"What {first} is good at", plan.strengths), (f"What {first} finds hard", plan.difficulties),
             (f"What {first} says", says), ("What the parents say", plan.parent_view))  # fmt: skip
    shown = [{"label": label, "text": text} for label, text in parts]
    more = (("What the last cycle taught us", plan.learnt), ("What we expect to change", plan.expected))
    return shown + [{"label": label, "text": text} for label, text in more if text]


STAGES = ("Assess", "Plan", "Do", "Review")
STAGE_OF = {
    PlanState.ASSESS: 0,
    PlanState.PLAN: 1,
    PlanState.PROPOSED: 1,
    PlanState.DO: 2,
    PlanState.REVIEW: 3,
    PlanState.CLOSED: 4,
}


def stages(plan: Plan) -> list[dict]:
    """The four steps of the cycle as the plan's header draws them."""
    now = STAGE_OF[PlanState(plan.state)]
    return [{"number": place + 1, "label": label, "done": place < now, "current": place == now}
            for place, label in enumerate(STAGES)]  # fmt: skip


def document_line(issued, url: str) -> dict:
    """How the making of the PDF stands, in one line."""
    if issued.state == IssueState.READY:
        state = DueState("done", "check-circle-fill", _("Ready"))
    elif issued.job is not None and issued.job.state == "failed":
        state = DueState("late", "exclamation-octagon-fill", _("Could not be made"))
    else:
        state = DueState("wait", "hourglass-split", _("Being made"))
    return {"label": issued.title, "url": url if issued.state == IssueState.READY else "", "state": state,
            "version": issued.number, "making": state.key == "wait"}  # fmt: skip
