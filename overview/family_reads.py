"""What families may read of their child's support: plans that were shared, provision that runs, the next meeting.

Of other children nothing is read but how many share a provision."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from apdr.enums import IN_FORCE, WRITTEN, MeetingState, ProvisionState
from apdr.models import Plan, ProvisionAdult, ProvisionPupil, ReviewMeeting, Slot
from apdr.plans.queries import plan_with_targets
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.schools.models import School
from register.models import Pupil


def shared_plans(child: Pupil) -> list[Plan]:
    """Every plan of the child that has been shared with the family, the newest cycle first, with its targets. Two
    queries."""
    shared = Plan.objects.filter(pupil=child, shared_at__isnull=False).exclude(state__in=WRITTEN)
    return list(plan_with_targets(shared).select_related("document__issued__file").order_by("-cycle", "area"))


def standing_plans(plans: list[Plan]) -> list[Plan]:
    """Those that are in force, all needs together first; the newest where none is."""
    return sorted((p for p in plans if p.state in IN_FORCE), key=lambda p: (p.area, -p.cycle)) or plans[:1]


def next_meetings(children: list[Pupil], today: dt.date) -> dict[int, ReviewMeeting]:
    """The first meeting booked for today or later, by the child's key. One query."""
    booked = ReviewMeeting.objects.filter(pupil__in=children, state=MeetingState.BOOKED, on__gte=today)
    rows = booked.select_related("led_by").order_by("pupil_id", "on", "at").distinct("pupil_id")
    return {meeting.pupil_id: meeting for meeting in rows}


@dataclass(frozen=True, slots=True)
class Help:
    """Provision that runs for a child: what, how often and how long (minutes), how many children share it, until when,
    with whom (name, role or None where from outside), and which target it is for, "" where its plan is not shared."""

    what: str
    times: int
    minutes: int
    sharing: int
    end: dt.date
    adults: tuple[tuple[str, Role | None], ...]
    agency: str
    target: str


def help_now(children: list[Pupil], today: dt.date) -> dict[int, list[Help]]:
    """The provision that runs today for each child, by the child's key. Four queries, one where there is none."""
    if not children:
        return {}
    adults = Prefetch("provision__adults", ProvisionAdult.objects.select_related("user").order_by("pk"))
    lasting = Q(end=None) | Q(end__gte=today)
    slots = Prefetch("provision__slots", Slot.objects.filter(lasting, start__lte=today))
    now = ProvisionPupil.objects.filter(
        lasting, pupil__in=children, start__lte=today, provision__state=ProvisionState.RUNNING,
        provision__start__lte=today, provision__end__gte=today,
    ).select_related("provision__intervention", "target__plan")  # fmt: skip
    sharing = Count(
        "provision__pupils", filter=Q(provision__pupils__end=None) | Q(provision__pupils__end__gte=today)
    )
    rows = list(
        now.annotate(sharing=sharing).prefetch_related(slots, adults).order_by("provision__start", "pk")
    )
    roles = _roles(children[0].school, rows) if rows else {}
    found = defaultdict(list)
    for row in rows:
        found[row.pupil_id].append(_help(row, roles))
    return found


def _help(row: ProvisionPupil, roles: dict[int, Role]) -> Help:
    run = row.provision
    slots = list(run.slots.all())
    adults = tuple(
        (adult.user.called if adult.user else adult.role, roles.get(adult.user_id))
        for adult in run.adults.all()
    )
    told = row.target and row.target.plan.shared_at and row.target.plan.state not in WRITTEN
    return Help(run.intervention.name, len(slots), max((slot.minutes for slot in slots), default=0), row.sharing,
                min(run.end, row.end or run.end), adults, run.agency, row.target.target if told else "")  # fmt: skip


def _roles(school: School, rows: list[ProvisionPupil]) -> dict[int, Role]:
    """Key of each adult on the staff → the role by which families know them. One query."""
    people = {adult.user_id for row in rows for adult in row.provision.adults.all() if adult.user_id}
    held = Membership.objects.current().filter(school=school, user__in=people).values_list("user", "role")
    order = [Role.TA, Role.TEACHER, Role.SENCO, Role.HEAD]
    known: dict[int, Role] = {}
    for user, role in held:
        if role in order and (user not in known or order.index(role) > order.index(known[user])):
            known[user] = Role(role)
    return known
