"""Every read of complaints. Who asks is always named: what is for the head alone is in nobody else's answers."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from core.accounts.enums import FAMILY_AND_VISITORS, Permission, Role
from core.accounts.models import Membership, User
from core.accounts.roles import ROLE_TABLE
from core.schools.models import School
from governance.enums import ComplaintState, StepKind
from governance.models import Complaint, ComplaintStep

NOT_STAFF = FAMILY_AND_VISITORS | {Role.GOVERNOR, Role.TRUST_LEAD}
LA_ASKED = (StepKind.LA_CONTACTED, StepKind.RESOLUTION)  # after either the local authority knows


def handlers(school: School, *, head_only: bool) -> list[User]:
    """Staff who may handle a complaint, by name; the head alone for one that is for the head alone. One query."""
    roles = [role for role in Role if role not in NOT_STAFF]
    if head_only:
        roles = [role for role in roles if Permission.COMPLAINT_HEAD in ROLE_TABLE[role].permissions]
    held = Membership.objects.current().filter(school=school, role__in=roles)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name", "pk"))


def may_handle(school: School, user: User, *, head_only: bool) -> bool:
    """Whether that person may handle a complaint of the school. One query."""
    return user.pk in {one.pk for one in handlers(school, head_only=head_only)}


def la_asked():
    """Whether a complaint's steps say that the local authority was asked, for an annotation."""
    return Exists(ComplaintStep.objects.filter(complaint=OuterRef("pk"), kind__in=LA_ASKED))


def complaints_of(school: School, user: User) -> list[Complaint]:
    """The complaints that the person may see, open ones first, the newest first, each with `asked` (whether the local
    authority was), `next_step` and `next_by` (the soonest that is not done). One query."""
    waits = ComplaintStep.objects.filter(complaint=OuterRef("pk"), done_on=None, next_by__isnull=False)
    soonest = waits.order_by("next_by", "pk")
    rows = Complaint.objects.filter(school=school).visible_to(user)
    rows = rows.annotate(asked=la_asked(), next_step=Subquery(soonest.values("next_step")[:1]),
                         next_by=Subquery(soonest.values("next_by")[:1]))  # fmt: skip
    rows = rows.select_related("pupil__school_class", "handled_by").order_by("-raised_on", "-pk")
    return sorted(rows, key=lambda one: one.state != ComplaintState.OPEN)


def steps_of(complaint: Complaint) -> list[ComplaintStep]:
    """What has happened in the course of a complaint, the newest first. One query."""
    steps = ComplaintStep.objects.filter(complaint=complaint).select_related("recorded_by")
    return list(steps.order_by("-on", "-pk"))


@dataclass(frozen=True, slots=True)
class Counts:
    """Complaints of a span of days: raised and closed within it, open at its end, and of those raised by stage now."""

    raised: int
    closed: int
    open: int
    stages: dict[str, int]


def counts(school: School, user: User | None, start: dt.date, end: dt.date) -> Counts:
    """How many complaints there were from `start` to `end`, of those that the person may see; without one of those that
    are not for the head alone. Two queries."""
    rows = Complaint.objects.filter(school=school)
    rows = rows.visible_to(user) if user else rows.filter(head_only=False)
    raised = Q(raised_on__range=(start, end))
    still = Q(raised_on__lte=end) & (Q(closed_on=None) | Q(closed_on__gt=end))
    found = rows.aggregate(raised=Count("pk", filter=raised), closed=Count("pk", filter=Q(closed_on__range=(start, end))),
                           open=Count("pk", filter=still))  # fmt: skip
    stages = dict(rows.filter(raised).order_by().values_list("stage").annotate(n=Count("pk")))
    return Counts(**found, stages=stages)
