"""What becomes of advice: into the plan, into provision, or not now and why. Its source is kept (R-114, R-130)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from agencies.enums import AdviceState
from agencies.models import Recommendation
from agencies.reports.advice import decide
from apdr.enums import AdvicePlace
from apdr.models import AdviceUse, Plan, Provision, Target
from apdr.plans.additions import add_as_target, add_to_target, add_to_text
from apdr.provision.actions import add_pupil
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can


def _line(one: Recommendation) -> str:
    """The advice as a line of a plan: what, who, how often."""
    said = ", ".join(filter(None, [one.who.strip(), one.how_often.strip()]))
    return f"{one.what.strip()} ({said})" if said else one.what.strip()


def _target_words(one: Recommendation, criteria: str) -> dict:
    return {"target": one.what.strip()[:300], "criteria": criteria.strip(), "who": one.who, "when": one.how_often,
            "by_date": one.by_date}  # fmt: skip


def _check_of(one: Recommendation, plan: Plan) -> None:
    if plan.pupil_id != one.pupil_id:
        raise Denied("That plan is another child’s: choose one of this child’s.")


@transaction.atomic
def put_in_plan(
    *, recommendation: Recommendation, place: AdvicePlace, plan: Plan, by: User, at: dt.datetime,
    target: Target | None = None, criteria: str = "", **weighing,
) -> AdviceUse:  # fmt: skip
    """Write the advice into an open plan: a new target, what we will do for one, in every lesson, or how home can help.

    `weighing` is what `agencies.reports.actions.decide` takes: weighed_by, teacher_says, why, version. A plan in force is
    issued anew. Raises Denied or Overtaken, and nothing is written then."""
    check_can(by, Permission.ADVICE_DECIDE, recommendation)
    _check_of(recommendation, plan)
    if place == AdvicePlace.TARGET:
        target = add_as_target(plan=plan, words=_target_words(recommendation, criteria), by=by, at=at)
    elif place == AdvicePlace.STRATEGY:
        if target is None or target.plan_id != plan.pk:
            raise Denied("Choose the target that it helps with.")
        add_to_target(target=target, line=_line(recommendation), by=by, at=at)
    elif place in {AdvicePlace.EVERY_LESSON, AdvicePlace.HOME}:
        add_to_text(plan=plan, field=place.value, line=_line(recommendation), by=by, at=at)
    else:
        raise Denied("Choose where in the plan it goes.")
    decide(recommendation=recommendation, state=AdviceState.IN_PLAN, by=by, at=at, **weighing)
    return _used(recommendation, place, by, at, plan=plan, target=target)


@transaction.atomic
def put_in_provision(
    *, recommendation: Recommendation, provision: Provision, by: User, at: dt.datetime, **weighing
) -> AdviceUse:
    """The advice is carried out by a provision: the child joins it from today, or its first day, unless they are in it
    already. Raises Denied, and nothing is written then."""
    check_can(by, Permission.ADVICE_DECIDE, recommendation)
    if not provision.pupils.filter(pupil=recommendation.pupil_id).exists():
        start = max(provision.start, timezone.localdate(at))
        add_pupil(provision=provision, pupil=recommendation.pupil, start=start, by=by, at=at)
    decide(recommendation=recommendation, state=AdviceState.IN_PROVISION, by=by, at=at, **weighing)
    return _used(recommendation, AdvicePlace.PROVISION, by, at, provision=provision)


def _used(one: Recommendation, place: AdvicePlace, by: User, at: dt.datetime, **where) -> AdviceUse:
    return AdviceUse.objects.create(
        school_id=one.school_id, recommendation=one, place=place, used_at=at, used_by=by, **where
    )


@transaction.atomic
def leave_for_now(*, recommendation: Recommendation, by: User, at: dt.datetime, **weighing) -> Recommendation:
    """Not now, and why: kept beside the advice for whoever asks later (R-130). Raises Denied without a reason."""
    return decide(recommendation=recommendation, state=AdviceState.NOT_NOW, by=by, at=at, **weighing)
