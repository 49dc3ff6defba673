"""What is due by support plans: written, agreed, shared, reviewed, evaluated, followed by the next (R-65 to R-71, R-164)."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import FilteredRelation, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from apdr.deadlines import kinds
from apdr.deadlines.ground import (
    MeetingRow,
    PlanRow,
    ReceiptRow,
    know_people,
    meeting_rows,
    of_row,
    owners_of_plan,
    plan_rows,
    receipt_rows,
)
from apdr.enums import PlanArea, PlanState, ReceiptHow
from apdr.models import Plan
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines.rows import (
    Child,
    after,
    child_columns,
    child_of,
    here,
    in_sight,
    local,
    may,
    of_child,
    rest_of,
    teachers,
)
from register.enums import Level
from register.hooks import open_plan
from register.models import Pupil

NEEDS_PLAN = (Level.SEN_SUPPORT, Level.FURTHER_SUPPORT)  # R-68; who has an EHC plan may have one beside it
LOOKED_FOR = dt.timedelta(
    days=28
)  # a meeting so long before a plan's review may be the meeting at which it is reviewed
HOW = {ReceiptHow.ONLINE: "online", ReceiptHow.PAPER: "on paper"}


def _plan(row: PlanRow, ask: Ask, kind: str, due: dt.date, view: str = "plans:plan", **more) -> Deadline:
    """A deadline of one plan; it says which area of need the plan is about, where it is about one."""
    area = str(PlanArea(row.area).label) if row.area else ""
    return of_child(
        row.child, ask, kind, f"plan:{row.reference}", due, view, row.reference, detail=area, **more
    )


def review(row: PlanRow, ask: Ask) -> Iterator[Deadline]:
    """The review of a plan in force, on the day that the plan names."""
    if ask.covers(row.review_on):
        begun = _("The review has begun.") if row.state == PlanState.REVIEW else ""
        booked = next(
            (one for one in _meetings_by_child(ask).get(row.child.pk, ()) if one.on >= ask.today), None
        )
        meeting = (
            _("The meeting with the parents is booked for %(day)s.") % {"day": day(booked.on)}
            if booked
            else ""
        )
        yield _plan(
            row, ask, "plan_review", row.review_on, owners=owners_of_plan(row, ask),
            started=_("Cycle %(number)s runs from %(day)s.") % {"number": row.cycle, "day": day(row.starts)},
            so_far=" ".join(filter(None, (begun, meeting))),
        )  # fmt: skip


def agree(row: PlanRow, ask: Ask) -> Iterator[Deadline]:
    """A plan that waits to be agreed: the SENCo's."""
    sent = local(row.proposed_at or row.created_at)
    due = after(ask, sent, kinds.AGREE_DAYS)
    yield _plan(
        row, ask, "plan_agree", due, started=_("It was sent to be agreed on %(day)s.") % {"day": day(sent)}
    )


def finish(row: PlanRow, ask: Ask) -> Iterator[Deadline]:
    """A plan that was begun, or reopened, and is still being written."""
    begun = local(row.reopened_at or row.created_at)
    words = _("It was reopened on %(day)s.") if row.reopened_at else _("It was begun on %(day)s.")
    due = max(after(ask, begun, kinds.FINISH_DAYS), row.starts)
    yield _plan(row, ask, "plan_finish", due, "plans:edit", owners=owners_of_plan(row, ask),
                started=words % {"day": day(begun)})  # fmt: skip


def share(row: PlanRow, ask: Ask) -> Iterator[Deadline]:
    """An agreed plan that the family has not got: the SENCo's."""
    agreed = local(row.agreed_at)
    yield _plan(row, ask, "plan_share", after(ask, agreed, kinds.SHARE_DAYS), "plans:share",
                started=_("It was agreed on %(day)s.") % {"day": day(agreed)})  # fmt: skip


def evaluate(row: PlanRow, ask: Ask) -> Iterator[Deadline]:
    """A cycle that was reviewed and of which the SENCo has not said what it achieved."""
    closed = local(row.closed_at)
    yield _plan(row, ask, "plan_evaluate", after(ask, closed, kinds.EVALUATE_DAYS), "reviews:evaluate",
                started=_("The cycle was reviewed on %(day)s.") % {"day": day(closed)})  # fmt: skip


def book(row: PlanRow, ask: Ask) -> Iterator[Deadline]:
    """A review to come without a meeting with the parents; once the review's own day is past, that is what is late."""
    if row.review_on is None or row.review_on < ask.today:
        return
    meets = _meetings_by_child(ask).get(row.child.pk, ())
    if not any(one.on >= row.review_on - LOOKED_FOR for one in meets):
        due = row.review_on - dt.timedelta(days=kinds.BOOK_AHEAD)
        yield of_child(
            row.child, ask, "parents_book", f"plan:{row.reference}", due, "reviews:book", row.child.reference,
            owners=teachers(row.child, ask),
            started=_("The plan is to be reviewed on %(day)s.") % {"day": day(row.review_on)},
        )  # fmt: skip


def _meetings_by_child(ask: Ask) -> dict[int, list[MeetingRow]]:
    """Meetings booked, held or missed, by the child's key, in order of day."""

    def read() -> dict[int, list[MeetingRow]]:
        found: dict[int, list[MeetingRow]] = {}
        for one in meeting_rows(ask):
            found.setdefault(one.child.pk, []).append(one)
        return found

    return ask.once("apdr.meetings by child", read)


def _source(
    name: str,
    called: str,
    build: Callable,
    chosen: Callable[[PlanRow], bool],
    permission: Permission | None = None,
) -> Source:
    """Deadlines of the plans that are chosen, for who has the permission."""

    def rows(ask: Ask) -> list[PlanRow]:
        if permission is not None and not may(ask, permission):
            return []
        meeting_rows(ask)  # which the reviews of plans are told with
        return [row for row in plan_rows(ask) if chosen(row)]

    return Source(name, called, rows, build, of_row)


@dataclass(frozen=True, slots=True)
class Ended:
    """A pupil on SEN Support without an open plan, whose last one was closed since the level began."""

    child: Child
    since: dt.date
    closed_at: dt.datetime


def ended_rows(ask: Ask) -> list[Ended]:
    """Who is to have the next plan. One query."""
    if not may(ask, Permission.SEN_VIEW):
        return []
    know_people(ask)
    rows = _without_plan(ask.user, school=ask.school.pk, today=ask.today)
    found = [Ended(child_of(row), *rest_of(row)) for row in rows]
    return [one for one in found if local(one.closed_at) >= one.since]


@prepared
def _without_plan(user, *, school: int, today: dt.date):
    pupils = in_sight(Pupil.objects.filter(here(today, ""), school=school), user)
    last = (
        Plan.objects.filter(pupil=OuterRef("pk"), agreed_at__isnull=False)
        .order_by("-closed_at")
        .values("closed_at")
    )
    rows = pupils.alias(
        period=FilteredRelation("periods", condition=Q(periods__end=None)), open=open_plan(OuterRef("pk"))
    )
    rows = rows.filter(period__level__in=NEEDS_PLAN, open=False).annotate(closed=Subquery(last[:1]))
    return (
        rows.filter(closed__isnull=False)
        .order_by("pk")
        .values_list(*child_columns(""), "period__start", "closed")
    )


def begin_next(row: Ended, ask: Ask) -> Iterator[Deadline]:
    """The next cycle of a child whose last one was reviewed."""
    closed = local(row.closed_at)
    yield of_child(
        row.child, ask, "plan_next", f"pupil:{row.child.reference}", after(ask, closed, kinds.NEXT_DAYS), "plans:area",
        row.child.reference, owners=teachers(row.child, ask),
        started=_("The last cycle was reviewed on %(day)s.") % {"day": day(closed)},
    )  # fmt: skip


def slip_rows(ask: Ask) -> list[ReceiptRow]:
    """Plans sent home of which nobody has said that they have come."""
    return [row for row in receipt_rows(ask) if row.slip_is_out]


def slip_due(row: ReceiptRow, ask: Ask) -> dt.date:
    """The last day on which the family sends the slip back, by the school's own days."""
    return local(row.sent_at) + dt.timedelta(days=ask.school.slip_days)


def slip(row: ReceiptRow, ask: Ask) -> Iterator[Deadline]:
    """A slip that is out: the SENCo's."""
    yield of_child(
        row.child, ask, "plan_slip", f"receipt:{row.reference}", slip_due(row, ask), "plans:slip", row.reference,
        started=_("It went %(how)s to %(name)s on %(day)s.") % {
            "how": HOW.get(ReceiptHow(row.how), "on paper"), "name": row.contact, "day": day(local(row.sent_at))},
    )  # fmt: skip


WRITING = (PlanState.ASSESS, PlanState.PLAN)
add_source(
    _source("plan_review", "Plan reviews", review, lambda row: row.in_force),
    _source("plan_agree", "Plans to be agreed", agree, lambda row: row.state == PlanState.PROPOSED),
    _source("plan_finish", "Plans being written", finish, lambda row: row.state in WRITING),
    _source("plan_share", "Plans to be shared", share, lambda row: row.in_force and row.shared_at is None),
    _source("plan_evaluate", "Plans to be evaluated", evaluate,
            lambda row: row.state == PlanState.CLOSED and row.evaluated_at is None, Permission.PLAN_EVALUATE),
    _source("parents_book", "Review meetings to be booked", book, lambda row: row.in_force),
    Source("plan_next", "Next plans", ended_rows, begin_next, of_row),
    Source("plan_slip", "Slips of plans", slip_rows, slip, of_row),
)  # fmt: skip
