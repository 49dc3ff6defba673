"""A support plan's moves: a SENCo could read this."""

from apdr.enums import PlanState
from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move


def is_complete(plan) -> None:
    """What the pupil finds hard and says (or why not asked), a review date, targets, each with how we will know"""
    missing = []
    if not plan.difficulties.strip():
        missing.append(f"say what {plan.pupil.first_name} finds hard")
    if not plan.pupil_voice.strip() and not plan.no_voice_why.strip():
        first = plan.pupil.first_name
        missing.append(f"write what {first} says, or why {first} could not be asked")
    if plan.review_on is None:
        missing.append("set the review date")
    targets = list(plan.targets.all())
    if not targets:
        missing.append("write at least one target")
    missing += [
        f"say how we will know that target {t.number} is met" for t in targets if not t.criteria.strip()
    ]
    if missing:
        raise Denied(f"This plan is not complete yet: {'; '.join(missing)}.")


def is_issued(plan) -> None:
    """The agreed plan has been issued as a document"""
    if plan.document_id is None:
        raise Denied("The plan’s document has not been issued yet.")


def is_judged(plan) -> None:
    """Every target has its progress and outcome"""
    open_targets = [str(t.number) for t in plan.targets.all() if not t.progress]
    if open_targets:
        raise Denied(f"Say how each target went first: target {', '.join(open_targets)} has no progress.")


PLAN = Lifecycle(
    "Support plan",
    PlanState,
    [
        Move(
            PlanState.DRAFT, PlanState.PROPOSED, Permission.PLAN_EDIT, "Send to be agreed", guard=is_complete
        ),
        Move(PlanState.DRAFT, PlanState.AGREED, Permission.PLAN_AGREE, "Agree", guard=is_complete),
        Move(PlanState.PROPOSED, PlanState.AGREED, Permission.PLAN_AGREE, "Agree", guard=is_complete),
        Move(PlanState.PROPOSED, PlanState.DRAFT, Permission.PLAN_EDIT, "Take back to change"),
        Move(PlanState.AGREED, PlanState.DRAFT, Permission.PLAN_AGREE, "Reopen to change"),
        Move(
            PlanState.AGREED,
            PlanState.SHARED,
            Permission.PLAN_SHARE,
            "Share with the family",
            guard=is_issued,
        ),
        Move(
            PlanState.AGREED, PlanState.REVIEWED, Permission.PLAN_EDIT, "Finish the review", guard=is_judged
        ),
        Move(
            PlanState.SHARED, PlanState.REVIEWED, Permission.PLAN_EDIT, "Finish the review", guard=is_judged
        ),
    ],
)
