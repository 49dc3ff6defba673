"""Writes of a plan at its review: how its targets went, closed, evaluated; and a parent's comment seen."""

import datetime as dt

from django.db import transaction

from apdr.enums import IN_FORCE, WRITTEN, Effect, PlanState
from apdr.models import Plan, Receipt, ReviewMeeting
from apdr.plans import actions as plans
from apdr.reviews import actions
from apdr.reviews.queries import next_booked
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from register.models import Pupil

MOST_LEARNT = 2000


@transaction.atomic
def save_review(
    *, pupil: Pupil, meeting: ReviewMeeting | None, record: dict | None, outcomes: dict[Plan, dict[int, tuple[str, str]]],
    promised: list[dict], following: dict | None, finish: bool, by: User, at: dt.datetime,
) -> ReviewMeeting | None:  # fmt: skip
    """All of a review at once: the meeting (`record` as for hold_meeting, or None where there was none), how the
    targets of each plan went, what was promised, the next meeting (`following` as for book_meeting), and with `finish`
    the plans' cycles closed. A plan whose targets are being judged is in review. All of it or none: raises Denied."""
    if record is not None:
        if meeting is None:
            plan = next(iter(outcomes), None)
            meeting = actions.record_meeting(pupil=pupil, plan=plan, by=by, at=at, **record)
        else:
            meeting = actions.hold_meeting(meeting=meeting, by=by, at=at, **record)
        actions.write_actions(meeting=meeting, actions=promised, by=by, at=at)
    for plan, found in outcomes.items():
        _judge(plan, found, finish=finish, by=by, at=at)
    if following is not None:
        _book_next(pupil, meeting, following, by=by, at=at)
    return meeting


def _judge(plan: Plan, found: dict[int, tuple[str, str]], *, finish: bool, by: User, at: dt.datetime) -> None:
    if plan.state not in IN_FORCE:
        return
    plans.record_outcomes(plan=plan, outcomes=found, by=by, at=at)
    plan = Plan.objects.get(pk=plan.pk)
    if finish:
        plans.finish_review(plan=plan, by=by, at=at)
    elif plan.state == PlanState.DO and any(progress for progress, _ in found.values()):
        plans.begin_review(plan=plan, by=by, at=at)


def _book_next(
    pupil: Pupil, meeting: ReviewMeeting | None, following: dict, *, by: User, at: dt.datetime
) -> None:
    booked = next_booked(pupil, following.pop("after"), besides=meeting)
    if booked is None:
        actions.book_meeting(pupil=pupil, by=by, at=at, **following)
    elif (booked.on, booked.at) != (following["on"], following["time"]):
        actions.move_meeting(meeting=booked, on=following["on"], time=following["time"], by=by, at=at,
                             meant=following["meant"])  # fmt: skip


@transaction.atomic
def start_next(*, plan: Plan, by: User, at: dt.datetime) -> Plan:
    """Begin the cycle that follows a reviewed plan, in its area; its review is on the day of the next meeting where
    one is booked. The open cycle, where there is one already. Raises Denied."""
    check_can(by, Permission.PLAN_EDIT, plan.pupil)
    following = plans.start_plan(pupil=plan.pupil, by=by, at=at, area=plan.area)
    booked = next_booked(plan.pupil, following.starts)
    if following.created_at == at and booked is not None:
        following.review_on = booked.on
        following.save(update_fields=["review_on"])
    return following


@transaction.atomic
def evaluate_plan(*, plan: Plan, effect: int, words: str, by: User, at: dt.datetime) -> Plan:
    """The SENCo's evaluation of what a cycle has achieved (R-67), while it is reviewed or after; said again, the newer
    stands and the history keeps the older. Where the next cycle has begun and is still being written, the words are
    added to what was learnt (R-71). Raises Denied."""
    check_can(by, Permission.PLAN_EVALUATE, plan)
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if held.state not in (PlanState.REVIEW, PlanState.CLOSED) or held.agreed_at is None:
        raise Denied("A plan is evaluated at its review or after it: this one is not there yet.")
    if not words.strip():
        raise Denied("Say in a line what worked and what did not.")
    held.effect, held.evaluation, held.evaluated_at, held.evaluated_by = Effect(effect), words.strip(), at, by
    held.version += 1
    held.save(update_fields=["effect", "evaluation", "evaluated_at", "evaluated_by", "version"])
    _carry_on(held)
    return held


def _carry_on(plan: Plan) -> None:
    following = Plan.objects.select_for_update().filter(previous=plan, state__in=WRITTEN).first()
    if following is None or plan.evaluation in following.learnt:
        return
    learnt = "\n".join(filter(None, [following.learnt, plan.evaluation]))
    if len(learnt) <= MOST_LEARNT:
        following.learnt, following.version = learnt, following.version + 1
        following.save(update_fields=["learnt", "version"])


@transaction.atomic
def see_comment(*, receipt: Receipt, by: User, at: dt.datetime) -> Receipt:
    """What the family wrote beside their receipt has been read. The first to say so stands. Raises Denied."""
    check_can(by, Permission.MEETING_RUN, receipt.plan)
    held = Receipt.objects.select_for_update().get(pk=receipt.pk)
    if not held.comment:
        raise Denied("The family has written nothing here.")
    if held.comment_seen_at is None:
        held.comment_seen_at, held.comment_seen_by = at, by
        held.save(update_fields=["comment_seen_at", "comment_seen_by"])
    return held
