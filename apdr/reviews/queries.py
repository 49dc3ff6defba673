"""Every read of review meetings, what they agreed, what waits to be evaluated, and what families wrote."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from apdr.enums import IN_FORCE, MeetingHow, MeetingState, PlanState, Progress
from apdr.models import Plan, Receipt, ReviewAction, ReviewMeeting
from core.accounts.enums import Permission, Role
from core.accounts.models import Membership, User
from core.calendar.dates import academic_year
from core.schools.models import School
from core.schools.prepared import prepared
from register.enums import YEAR_GROUPS
from register.models import Pupil, SchoolClass, in_sight_of

LEADS = (
    Role.SENCO,
    Role.TEACHER,
    Role.HEAD,
    Role.DSL,
    Role.TA,
)  # who may be named to lead or to do something
OF_PUPIL = (
    "pupil__reference", "pupil__preferred_first", "pupil__legal_first", "pupil__legal_last", "pupil__school_class__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The pupil's next booked meeting, as a family is told of it. `at` may be None."""

    reference: str
    on: dt.date
    at: dt.time | None
    how: str
    place: str
    led_by: str


def next_meeting(pupil: Pupil, today: dt.date) -> NextMeeting | None:
    """The pupil's first meeting that is booked for today or later, or None. One query."""
    found = next_booked(pupil, today - dt.timedelta(days=1))
    if found is None:
        return None
    return NextMeeting(
        found.reference,
        found.on,
        found.at,
        str(MeetingHow(found.how).label),
        found.place,
        found.led_by.called,
    )


def next_booked(
    pupil: Pupil, after: dt.date, *, besides: ReviewMeeting | None = None
) -> ReviewMeeting | None:
    """The pupil's first meeting that is booked for a day after `after`. One query."""
    found = ReviewMeeting.objects.filter(pupil=pupil, state=MeetingState.BOOKED, on__gt=after).order_by(
        "on", "at"
    )
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    return found.select_related("pupil", "school", "led_by").first()


def meeting_rows():
    """Meetings with all that their page names, and what was promised. To be narrowed with visible_to."""
    joined = ReviewMeeting.objects.select_related(
        "pupil__school", "pupil__school_class", "school", "led_by", "plan", "created_by", "held_by", "missed_by",
        "cancelled_by",
    )  # fmt: skip
    return joined.defer("school__crest", "pupil__school__crest").prefetch_related(
        "actions__owner", "actions__done_by"
    )


def meetings_of(pupil: Pupil):
    """The pupil's meetings, newest first, with who led them. One query."""
    return ReviewMeeting.objects.filter(pupil=pupil).select_related("school", "led_by").order_by("-on", "-pk")


def due_for_record(pupil: Pupil, today: dt.date) -> ReviewMeeting | None:
    """The pupil's meeting that was booked for today or a day before and is not recorded. One query."""
    found = ReviewMeeting.objects.filter(pupil=pupil, state=MeetingState.BOOKED, on__lte=today)
    return found.select_related("school").order_by("-on").first()


REVIEWED_LATELY = dt.timedelta(days=60)


def meeting_for(plan: Plan, today: dt.date) -> ReviewMeeting | None:
    """The meeting at which a plan is being reviewed: the one that was booked and is due; while the plan is in review,
    the last that was held. Two queries at most."""
    due = due_for_record(plan.pupil, today)
    if due is not None and due.plan_id in (None, plan.pk):
        return due
    if plan.state != PlanState.REVIEW:
        return None
    held = ReviewMeeting.objects.filter(
        pupil=plan.pupil, state=MeetingState.HELD, on__gte=today - REVIEWED_LATELY
    )
    return held.filter(Q(plan=plan) | Q(plan=None)).order_by("-on", "-pk").first()


def plans_to_review(pupil: Pupil):
    """The pupil's plans in force, with their targets. Two queries."""
    found = Plan.objects.filter(pupil=pupil, state__in=IN_FORCE).select_related("school", "pupil")
    return list(found.prefetch_related("targets").order_by("area", "cycle"))


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting in a list."""

    reference: str
    pupil_reference: str
    pupil_name: str
    first_name: str
    class_name: str
    state: str
    on: dt.date
    at: dt.time | None
    how: str
    led_by: str


def _rows(meetings):
    return meetings.order_by("on", "at", "pupil__legal_last", "pk").values_list(
        "reference", *OF_PUPIL, "state", "on", "at", "how", "led_by__formal_name", "led_by__name"
    )


def _lines(rows) -> list[MeetingLine]:
    return [
        MeetingLine(
            ref,
            pupil,
            f"{preferred or legal} {last}",
            preferred or legal,
            klass or "",
            state,
            on,
            at,
            how,
            formal or name,
        )
        for ref, pupil, preferred, legal, last, klass, state, on, at, how, formal, name in rows
    ]


def _in_sight(school: School, user):
    return ReviewMeeting.objects.filter(school=school, pupil__left_on=None).visible_to(user)


def meetings_of_year(school: School, user, today: dt.date, *, klass: str = "") -> list[MeetingLine]:
    """Meetings of this academic year and those booked beyond it, of pupils in the user's sight who have not left, by
    day; with `klass` those of one class (its reference). One query."""
    found = _in_sight(school, user).filter(on__gte=dt.date(academic_year(today), 9, 1))
    return _lines(_rows(found.filter(pupil__school_class__reference=klass) if klass else found))


@prepared
def _due(user, school: School, *, until: dt.date):
    return _rows(_in_sight(school, user).filter(state=MeetingState.BOOKED, on__lte=until))


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something promised at a meeting and not done yet. `mine` is whether the user promised it."""

    reference: str
    meeting: str
    pupil_reference: str
    pupil_name: str
    what: str
    who: str
    by_date: dt.date | None
    mine: bool


def actions_due(school: School, user, until: dt.date) -> list[ActionLine]:
    """What was promised at meetings and is not done, by that day or without a day: the user's own, and for who runs
    meetings all of their pupils'; soonest first. One query."""
    return [
        ActionLine(ref, meeting, pupil, f"{preferred or legal} {last}", what, formal or name or named, by, owner == user.pk)
        for ref, meeting, pupil, preferred, legal, last, what, owner, formal, name, named, by in _promised(
            user, school, until=until
        )
    ]  # fmt: skip


@prepared
def _promised(user, school: School, *, until: dt.date):
    found = ReviewAction.objects.filter(school=school, done_on=None, meeting__pupil__left_on=None).filter(
        Q(by_date__lte=until) | Q(by_date=None), meeting__pupil__in=in_sight_of(user)
    )
    if school.pk not in user.schools_where(Permission.MEETING_RUN):
        found = found.filter(owner=user.pk)
    return found.order_by("by_date", "meeting__pupil__legal_last", "number").values_list(
        "reference", "meeting__reference", *(f"meeting__{name}" for name in OF_PUPIL[:4]), "what", "owner",
        "owner__formal_name", "owner__name", "owner_name", "by_date",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """A cycle that its teacher is reviewing or has reviewed, and the SENCo has not evaluated."""

    reference: str
    pupil_name: str
    class_name: str
    cycle: int
    state: str
    closed_on: dt.date | None
    targets: int
    met: int


def to_evaluate(school: School, user, today: dt.date | None = None) -> list[EvaluationLine]:
    """Cycles in review, or closed since the academic year began, that nobody has evaluated, of the user's pupils;
    nothing for who does not evaluate; oldest first. One query."""
    if school.pk not in user.schools_where(Permission.PLAN_EVALUATE):
        return []
    began = dt.date(academic_year(today or timezone.localdate()), 9, 1)
    plans = Plan.objects.filter(
        school=school, pupil__left_on=None, evaluated_at=None, agreed_at__isnull=False
    )
    plans = plans.filter(
        Q(state=PlanState.REVIEW) | Q(state=PlanState.CLOSED, closed_at__date__gte=began)
    ).visible_to(user)
    rows = plans.annotate(
        count=Count("targets"), met=Count("targets", filter=Q(targets__progress=Progress.MET))
    ).order_by("closed_at", "pupil__legal_last", "pk")
    rows = rows.values_list("reference", *OF_PUPIL[1:], "cycle", "state", "closed_at", "count", "met")
    return [
        EvaluationLine(
            ref,
            f"{preferred or legal} {last}",
            klass or "",
            cycle,
            state,
            at and timezone.localdate(at),
            count,
            met,
        )
        for ref, preferred, legal, last, klass, cycle, state, at, count, met in rows
    ]


@dataclass(frozen=True, slots=True)
class CommentLine:
    """What a family wrote beside their receipt of a plan and nobody has said to have read."""

    receipt: str
    plan: str
    pupil_name: str
    class_name: str
    who: str
    words: str
    on: dt.date


def comments_waiting(school: School, user) -> list[CommentLine]:
    """Families' comments that nobody has read, of the user's pupils, oldest first; not those that the user wrote down;
    nothing for who does not run meetings. One query."""
    if school.pk not in user.schools_where(Permission.MEETING_RUN):
        return []
    return [
        CommentLine(ref, plan, f"{preferred or legal} {last}", klass or "", who, words, timezone.localdate(at or sent))
        for ref, plan, preferred, legal, last, klass, who, words, at, sent in _commented(user, school)
    ]  # fmt: skip


@prepared
def _commented(user, school: School):
    found = Receipt.objects.filter(
        school=school,
        comment_seen_at=None,
        plan__pupil__left_on=None,
        plan__pupil__in=in_sight_of(user),
    ).exclude(comment="")
    return found.exclude(recorded_by=user.pk).order_by("confirmed_at", "pk").values_list(
        "reference", "plan__reference", *(f"plan__{name}" for name in OF_PUPIL[1:]), "contact__name", "comment",
        "confirmed_at", "sent_at",
    )  # fmt: skip


def staff_of(school: School) -> list[User]:
    """Who may lead a meeting or be asked to do something, by name. One query."""
    ids = Membership.objects.current().filter(school=school, role__in=LEADS).values("user")
    return list(User.objects.filter(pk__in=ids, is_active=True).order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class of this year with how many of its pupils have a plan in force, in the user's sight."""

    reference: str
    name: str
    planned: int


def year_place(year_group: str) -> int:
    """Where a year group stands in a list of classes: Nursery and Reception before Year 1, none last."""
    return YEAR_GROUPS.index(year_group) if year_group in YEAR_GROUPS else len(YEAR_GROUPS)


def classes_with_plans(school: School, user, today: dt.date) -> list[ClassLine]:
    """This year's classes in which a pupil of the user's has a plan in force. One query."""
    seen = (
        Pupil.objects.filter(school=school, left_on=None).visible_to(user).filter(plans__state__in=IN_FORCE)
    )
    counted = SchoolClass.objects.filter(
        school=school, academic_year=academic_year(today), pupils__in=seen.values("pk")
    )
    rows = counted.annotate(planned=Count("pupils", distinct=True)).order_by("name")
    found = rows.values_list("year_group", "reference", "name", "planned")
    return [ClassLine(*row) for _year, *row in sorted(found, key=lambda row: year_place(row[0]))]


def children_to_meet(klass: SchoolClass, user, today: dt.date) -> list[tuple[Pupil, ReviewMeeting | None]]:
    """The pupils of a class, in the user's sight, who have a plan in force, by name, each with the meeting that is
    booked for them. Two queries."""
    seen = (
        Pupil.objects.filter(school_class=klass, left_on=None)
        .visible_to(user)
        .filter(plans__state__in=IN_FORCE)
    )
    pupils = list(
        Pupil.objects.filter(pk__in=seen.values("pk"))
        .select_related("school")
        .order_by("legal_last", "legal_first")
    )
    booked = ReviewMeeting.objects.filter(
        pupil__in=pupils, state=MeetingState.BOOKED, on__gte=today
    ).order_by("-on")
    soonest = {meeting.pupil_id: meeting for meeting in booked}
    return [(pupil, soonest.get(pupil.pk)) for pupil in pupils]
