"""Every read of plans."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone

from apdr.enums import IN_FORCE, OPEN_STATES, WRITTEN, PlanState
from apdr.models import PLAN_TEXTS, Plan, Receipt, Target
from core.schools.models import School
from core.ui.present import lines
from register.hooks import PLAN_STANDING, PlanStanding, offers_next_review
from register.models import Pupil
from register.queries import needs_of, open_period, teachers_of
from register.snapshots import level_part, needs_line, pupil_part, school_part


@offers_next_review
def next_plan_review(pupil: OuterRef, day: dt.date | None) -> Subquery:
    """The review date of the pupil's plan in force, now or on an earlier day."""
    plans = Plan.objects.filter(pupil=pupil)
    if day is None:
        return Subquery(plans.filter(state__in=IN_FORCE).order_by("review_on").values("review_on")[:1])
    end = timezone.make_aware(dt.datetime.combine(day, dt.time.max))
    lasted = Q(closed_at=None) | Q(closed_at__gt=end)
    then = plans.filter(lasted, agreed_at__lte=end, starts__lte=day).order_by("-cycle")
    return Subquery(then.values("review_on")[:1])


def standing_of_plans(pupil: Pupil) -> PlanStanding:
    """Whether a plan of the pupil is open, and how many were reviewed. One query."""
    closed = Q(state=PlanState.CLOSED)
    found = Plan.objects.filter(pupil=pupil).aggregate(
        open=Count("pk", filter=~closed), reviewed=Count("pk", filter=closed & Q(agreed_at__isnull=False))
    )
    return PlanStanding(found["open"] > 0, found["reviewed"])


PLAN_STANDING.append(standing_of_plans)


def plan_with_targets(plans):
    """The queryset with pupil, class, people and targets fetched."""
    joined = plans.select_related(
        "school", "pupil__school", "pupil__school_class", "created_by", "proposed_by", "agreed_by", "shared_by",
        "document__issued__job",
    )  # fmt: skip
    lean = joined.defer("school__crest", "pupil__school__crest", "document__issued__snapshot")
    return lean.prefetch_related(Prefetch("targets", Target.objects.order_by("number")))


def plans_of(pupil: Pupil):
    """Every plan of the pupil, newest cycle first, with its targets. Two queries."""
    return pupil.plans.prefetch_related("targets").order_by("-cycle")


def plan_in_sight_of_family(pupil: Pupil) -> Plan | None:
    """The newest plan that has been shared with the family."""
    shared = Plan.objects.filter(pupil=pupil, shared_at__isnull=False).exclude(state__in=WRITTEN)
    return plan_with_targets(shared).order_by("-cycle").first()


def plans_in_sight_of_family(pupils: list[Pupil]) -> dict[int, Plan]:
    """The newest plan that has been shared with the family of each pupil, by the pupil's key. One query."""
    shared = Plan.objects.filter(pupil__in=pupils, shared_at__isnull=False).exclude(state__in=WRITTEN)
    return {plan.pupil_id: plan for plan in shared.order_by("cycle")}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in a list: whose, how far it is, and when it is to be reviewed."""

    reference: str
    pupil_name: str
    pupil_reference: str
    class_name: str
    cycle: int
    state: str
    review_on: dt.date | None
    proposed_on: dt.date | None
    shared: bool


def open_plans(school: School, user, *, klass=None) -> list[PlanLine]:
    """Plans of pupils in the user's sight that are not reviewed yet, soonest review first. One query."""
    plans = Plan.objects.filter(school=school, state__in=OPEN_STATES, pupil__left_on=None).visible_to(user)
    if klass is not None:
        plans = plans.filter(pupil__school_class=klass)
    rows = plans.order_by("review_on", "pupil__legal_last", "pk").values_list(
        "reference", "pupil__preferred_first", "pupil__legal_first", "pupil__legal_last", "pupil__reference",
        "pupil__school_class__name", "cycle", "state", "review_on", "proposed_at",
        "shared_at",
    )  # fmt: skip
    return [
        PlanLine(
            ref,
            f"{preferred or legal} {last}",
            pupil,
            klass or "",
            cycle,
            state,
            review,
            at and timezone.localdate(at),
            shared is not None,
        )
        for ref, preferred, legal, last, pupil, klass, cycle, state, review, at, shared in rows
    ]


def slips_outstanding(school: School, user):
    """Receipts of plans sent home, of pupils who have not left, that nobody has confirmed, oldest first. One query."""
    waiting = Receipt.objects.filter(
        school=school, confirmed_at=None, plan__state__in=IN_FORCE, plan__shared_at__isnull=False
    )
    seen = waiting.filter(plan__pupil__in=Pupil.objects.visible_to(user), plan__pupil__left_on=None)
    joined = seen.select_related("contact", "plan__pupil__school_class")
    return joined.order_by("sent_at", "pk")


def receipts_of(plan: Plan):
    """Who the plan went to and who has confirmed it."""
    return Receipt.objects.filter(plan=plan).select_related("contact").order_by("contact__priority", "pk")


def plan_snapshot(plan: Plan) -> dict:
    """What the issued plan says, as plain data: the document is drawn from this and nothing else."""
    pupil, school = plan.pupil, plan.school
    return {
        "school": school_part(school), "pupil": pupil_part(pupil, teachers_of(pupil)),
        "level": level_part(open_period(pupil)),
        "plan": {
            "title": school.label("plan"), "cycle": f"cycle {plan.cycle}", "starts": plan.starts.isoformat(),
            "review_on": plan.review_on.isoformat() if plan.review_on else None,
            **{name: getattr(plan, name) for name in PLAN_TEXTS if name not in {"every_lesson", "home"}},
            "needs_line": needs_line(needs_of(pupil)),
            "every_lesson": lines(plan.every_lesson), "home": lines(plan.home),
            "targets": [_target(target) for target in plan.targets.all()],
            "agreed_by": plan.agreed_by.called if plan.agreed_by else "",
            "agreed_on": timezone.localdate(plan.agreed_at).isoformat() if plan.agreed_at else None,
        },
    }  # fmt: skip


def _target(target: Target) -> dict:
    words = ("number", "target", "criteria", "strategies", "provision", "who", "when", "outcome")
    by = {"by_date": target.by_date.isoformat() if target.by_date else None}
    return {name: getattr(target, name) for name in words} | by | {"progress": target.get_progress_display()}
