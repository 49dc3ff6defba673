"""Every read of plans."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from apdr.enums import IN_FORCE, OPEN_STATES, WRITTEN, MeetingState, PlanArea, PlanState, Progress
from apdr.models import PLAN_TEXTS, AdviceUse, Annotation, Plan, Receipt, ReviewMeeting, SessionMark, Target
from core.accounts.models import User
from core.schools.models import School
from core.schools.prepared import prepared
from core.ui.present import lines
from register.enums import AREA_OF, YEAR_LABEL, Area
from register.hooks import OPEN_PLAN, PLAN_STANDING, PlanStanding, offers_next_review
from register.models import Need, Pupil, PupilDocument
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


def has_plan(pupil: OuterRef, since: OuterRef | None) -> Exists:
    """Whether a plan of the pupil is open; with `since`, also whether one was closed on that day or later."""
    wanted = Q(state__in=OPEN_STATES) | Q(closed_at__date__gte=since) if since else Q(state__in=OPEN_STATES)
    return Exists(Plan.objects.filter(wanted, pupil=pupil))


OPEN_PLAN.append(has_plan)


def plan_with_targets(plans):
    """The queryset with pupil, class, people and targets fetched."""
    joined = plans.select_related(
        "school", "pupil__school", "pupil__school_class", "created_by", "proposed_by", "agreed_by", "shared_by",
        "document__issued__job", "previous__school", "evaluated_by",
    )  # fmt: skip
    lean = joined.defer(
        "school__crest", "pupil__school__crest", "previous__school__crest", "document__issued__snapshot"
    )
    return lean.prefetch_related(
        Prefetch("targets", Target.objects.select_related("replaces").order_by("number"))
    )


PEOPLE = ("created_by", "proposed_by", "agreed_by", "shared_by", "evaluated_by")


def plan_to_read(user, reference: str, today: dt.date) -> Plan | None:
    """One plan as its page shows it to staff who may know of it: with school, pupil, class, targets and people, and the
    pupil's next review meeting (`booked_on` and `booked_reference`, None for none), and whether it `takes_advice`.
    Three queries: joining each of the
    people makes Postgres plan for longer than it takes to fetch everything."""
    found = _whole(user, reference=reference, today=today)
    if not found:
        return None
    (plan,) = found
    keys = {getattr(plan, f"{name}_id") for name in PEOPLE} - {None}
    people = {person.pk: person for person in _people(None, keys=list(keys))}
    for name in PEOPLE:
        setattr(plan, name, people.get(getattr(plan, f"{name}_id")))
    plan.pupil.school = plan.school
    return plan


@prepared
def _whole(user, *, reference: str, today: dt.date):
    booked = ReviewMeeting.objects.filter(pupil=OuterRef("pupil"), state=MeetingState.BOOKED, on__gte=today)
    first = booked.order_by("on", "at", "pk")
    plans = Plan.objects.visible_to(user).filter(reference=reference).defer("school__crest")
    targets = Prefetch("targets", Target.objects.order_by("number"))
    read = plans.annotate(
        booked_on=Subquery(first.values("on")[:1]),
        booked_reference=Subquery(first.values("reference")[:1]),
        takes_advice=Exists(AdviceUse.objects.filter(plan=OuterRef("pk"))),
    )
    return read.select_related("school", "pupil__school_class").prefetch_related(targets)


@prepared
def _people(_user, *, keys: list[int]):
    return User.objects.filter(pk__in=keys).only("name", "formal_name")


def other_plans(plan: Plan) -> list[Plan]:
    """The pupil's other plans without their texts, the newest cycle first. One query."""
    others = _others(None, pupil=plan.pupil_id, plan=plan.pk)
    for other in others:
        other.school, other.pupil = plan.school, plan.pupil
    return others


@prepared
def _others(_user, *, pupil: int, plan: int):
    return Plan.objects.filter(pupil=pupil).exclude(pk=plan).order_by("-cycle", "area").only(
        "reference", "school", "pupil", "area", "cycle", "state", "starts", "previous", "agreed_at", "shared_at",
    )  # fmt: skip


def documents_of_plan(plan: Plan) -> list[PupilDocument]:
    """The plan's issued documents, the oldest first. One query."""
    return _documents(None, pupil=plan.pupil_id, subject=plan.reference)


@prepared
def _documents(_user, *, pupil: int, subject: str):
    filed = PupilDocument.objects.filter(pupil=pupil, issued__subject=subject)
    return filed.select_related("issued__job").defer("issued__snapshot").order_by("filed_at", "pk")


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
    """One plan in a list: whose, how far it is, when it is to be reviewed, and when an adult last wrote in its margin.
    `area` is in words, "" for all needs together."""

    reference: str
    pupil_name: str
    pupil_reference: str
    class_name: str
    cycle: int
    state: str
    review_on: dt.date | None
    proposed_on: dt.date | None
    shared: bool
    starts: dt.date
    area: str
    looked_on: dt.date | None


def open_plans(school: School, user, *, klass=None) -> list[PlanLine]:
    """Plans of pupils in the user's sight that are not reviewed yet, soonest review first. One query."""
    rows = _open(user, school, klass=None if klass is None else klass.pk)
    return [
        PlanLine(
            ref, f"{preferred or legal} {last}", pupil, klass or "", cycle, state, review, at and timezone.localdate(at),
            shared is not None, starts, str(PlanArea(area).label) if area else "", looked_on,
        )
        for ref, preferred, legal, last, pupil, klass, cycle, state, review, at, shared, starts, area, looked_on in rows
    ]  # fmt: skip


@prepared
def _open(user, school: School, *, klass: int | None):
    plans = Plan.objects.filter(school=school, state__in=OPEN_STATES, pupil__left_on=None).visible_to(user)
    if klass is not None:
        plans = plans.filter(pupil__school_class=klass)
    notes = Annotation.objects.filter(plan=OuterRef("pk")).order_by("-on").values("on")[:1]
    return plans.annotate(looked_on=Subquery(notes)).order_by("review_on", "pupil__legal_last", "pk").values_list(
        "reference", "pupil__preferred_first", "pupil__legal_first", "pupil__legal_last", "pupil__reference",
        "pupil__school_class__name", "cycle", "state", "review_on", "proposed_at", "shared_at", "starts", "area",
        "looked_on",
    )  # fmt: skip


def slips_outstanding(school: School, user):
    """Receipts of plans sent home, of pupils who have not left, that nobody has confirmed, oldest first. One query."""
    waiting = Receipt.objects.filter(
        school=school, confirmed_at=None, plan__state__in=IN_FORCE, plan__shared_at__isnull=False
    )
    seen = waiting.filter(plan__pupil__in=Pupil.objects.visible_to(user), plan__pupil__left_on=None)
    joined = seen.select_related("contact", "plan__pupil__school_class")
    return joined.order_by("sent_at", "pk")


def receipts_of(plan: Plan) -> list[Receipt]:
    """Who the plan went to and who has confirmed it. One query."""
    found = _receipts(None, plan=plan.pk)
    for receipt in found:
        receipt.plan = plan
    return found


@prepared
def _receipts(_user, *, plan: int):
    found = Receipt.objects.filter(plan=plan).select_related("contact", "comment_seen_by")
    return found.order_by("contact__priority", "pk")


def plan_snapshot(plan: Plan) -> dict:
    """What the issued plan says, as plain data: the document is drawn from this and nothing else."""
    pupil, school, needs = plan.pupil, plan.school, needs_of(plan.pupil)
    return {
        "school": school_part(school), "pupil": pupil_part(pupil, teachers_of(pupil)),
        "level": level_part(open_period(pupil)),
        "plan": {
            "title": school.label("plan"), "cycle": _cycle(plan), "starts": plan.starts.isoformat(),
            "review_on": plan.review_on.isoformat() if plan.review_on else None,
            **{name: getattr(plan, name) for name in PLAN_TEXTS if name not in {"every_lesson", "home"}},
            "needs_line": needs_line(needs), "areas": _areas(plan, needs), "year": str(YEAR_LABEL.get(pupil.year_group, "")),
            "progress": where_now(plan),
            "every_lesson": lines(plan.every_lesson), "home": lines(plan.home),
            "targets": [_target(target) for target in plan.targets.all()],
            "agreed_by": plan.agreed_by.called if plan.agreed_by else "",
            "agreed_on": timezone.localdate(plan.agreed_at).isoformat() if plan.agreed_at else None,
        },
    }  # fmt: skip


def _cycle(plan: Plan) -> str:
    """ "cycle 3", with the area before it where the plan is about one."""
    words = _("cycle %(number)s") % {"number": plan.cycle}
    return f"{plan.get_area_display().lower()}, {words}" if plan.area else words


def _target(target: Target) -> dict:
    words = ("number", "target", "baseline", "criteria", "strategies", "provision", "who", "when", "outcome")
    days = {
        name: value.isoformat() if (value := getattr(target, name)) else None
        for name in ("by_date", "achieved_on")
    }
    more = {
        "progress": str(target.get_progress_display()),
        "replaces": target.replaces.number if target.replaces else None,
    }
    return {name: getattr(target, name) for name in words} | days | more


def _areas(plan: Plan, needs: list[Need]) -> list[dict]:
    """The four areas of need in the order of the code of practice, and which of them the plan is about."""
    about = {plan.area} if plan.area else {AREA_OF.get(need.code, need.area) for need in needs}
    return [{"label": str(area.label), "applies": area.value in about} for area in Area if area != Area.NONE]


def where_now(plan: Plan) -> dict:
    """Where the pupil got to in the cycle before, for the targets that were counted: title and rows as
    templates/documents/README.md says. No rows for a first cycle. Four queries at most."""
    if plan.previous_id is None:
        return {"title": "", "rows": []}
    last = Plan.objects.get(pk=plan.previous_id)
    targets = list(last.targets.filter(aim_value__gte=0).order_by("number"))
    counted = last_counted(targets) if targets else {}
    rows = [_reached(target, counted[target.pk]) for target in targets if target.pk in counted]
    title = _("Where %(name)s is now, cycle %(cycle)s") % {"name": plan.pupil.first_name, "cycle": last.cycle}
    return {"title": title, "rows": rows}


def last_counted(targets: list[Target]) -> dict[int, Decimal]:
    """Target's primary key → what was counted last, in the margin of the plan or at a session. Two queries."""
    noted = Annotation.objects.filter(target__in=targets, value__isnull=False)
    marked = SessionMark.objects.filter(target__in=targets, value__isnull=False)
    found = [
        *noted.values_list("on", "target", "value"),
        *marked.values_list("session__on", "target", "value"),
    ]
    return {target: value for _on, target, value in sorted(found, key=lambda row: row[0])}


def _reached(target: Target, value: Decimal) -> dict:
    start, aim = target.baseline_value, target.aim_value
    if start is not None and start > aim:  # fewer is better: how much of the way down
        percent, reached = 100 * min(max(start - value, 0) / (start - aim), 1), 100
        words = _("%(value)s, from %(start)s to %(aim)s") % {
            "value": _plain(value), "start": _plain(start), "aim": _plain(aim),
        }  # fmt: skip
    else:
        most = max(aim, value, Decimal(1))
        percent, reached = 100 * max(value, 0) / most, 100 * aim / most
        words = _("%(value)s of %(aim)s") % {"value": _plain(value), "aim": _plain(aim)}
    said = ", ".join(filter(None, [str(target.get_progress_display()), words]))
    return {"label": target.target, "percent": int(percent), "target_percent": int(reached),
            "met": target.progress == Progress.MET, "words": said}  # fmt: skip


def _plain(value: Decimal) -> str:
    return f"{value:f}".removesuffix(".00")
