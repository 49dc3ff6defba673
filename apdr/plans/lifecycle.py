"""The moves of an assess-plan-do-review cycle: a SENCo could read this."""

from apdr.enums import PlanState as S
from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move


def missing_of_assessment(plan) -> list[str]:
    """What is still to be said before there is something to plan from (R-64, R-78)."""
    first, missing = plan.pupil.first_name, []
    if not plan.difficulties.strip():
        missing.append(f"say what {first} finds hard")
    if not plan.pupil_voice.strip() and not plan.no_voice_why.strip():
        missing.append(f"write what {first} says, or why {first} could not be asked")
    return missing


def missing_of_plan(plan) -> list[str]:
    """What is still to be said before the plan can be agreed (R-65)."""
    missing = missing_of_assessment(plan)
    if plan.review_on is None:
        missing.append("set the review date")
    targets = list(plan.targets.all())
    if not targets:
        missing.append("write at least one target")
    missing += [
        f"say how we will know that target {t.number} is met" for t in targets if not t.criteria.strip()
    ]
    return missing


def is_assessed(plan) -> None:
    """What the pupil finds hard and says, or why not asked"""
    _refuse("The assessment is not complete yet", missing_of_assessment(plan))


def is_complete(plan) -> None:
    """What the pupil finds hard and says (or why not asked), a review date, targets, each with how we will know"""
    _refuse("This plan is not complete yet", missing_of_plan(plan))


def _refuse(what: str, missing: list[str]) -> None:
    if missing:
        raise Denied(f"{what}: {'; '.join(missing)}.")


def is_judged(plan) -> None:
    """Every target has its progress and outcome"""
    open_targets = [str(t.number) for t in plan.targets.all() if not t.progress]
    if open_targets:
        raise Denied(f"Say how each target went first: target {', '.join(open_targets)} has no progress.")


def was_never_agreed(plan) -> None:
    """The plan was never agreed, so nothing was done by it"""
    if plan.document_id is not None:
        raise Denied("This plan was agreed once and is part of the history: agree it again and review it.")


EDIT, AGREE = Permission.PLAN_EDIT, Permission.PLAN_AGREE

PLAN = Lifecycle(
    "Support plan",
    S,
    [
        Move(S.ASSESS, S.PLAN, EDIT, "Go on to the plan", guard=is_assessed),
        Move(S.PLAN, S.PROPOSED, EDIT, "Send to be agreed", guard=is_complete),
        Move(S.PLAN, S.DO, AGREE, "Agree", guard=is_complete),
        Move(S.PROPOSED, S.DO, AGREE, "Agree", guard=is_complete),
        Move(S.PROPOSED, S.PLAN, EDIT, "Take back to change"),
        Move(S.DO, S.PLAN, AGREE, "Reopen to change"),
        Move(S.DO, S.REVIEW, EDIT, "Begin the review"),
        Move(S.REVIEW, S.DO, EDIT, "Go on with the plan"),
        Move(S.REVIEW, S.CLOSED, EDIT, "Finish the review", guard=is_judged),
        Move(S.ASSESS, S.CLOSED, AGREE, "Close unused", guard=was_never_agreed),
        Move(S.PLAN, S.CLOSED, AGREE, "Close unused", guard=was_never_agreed),
    ],
)
