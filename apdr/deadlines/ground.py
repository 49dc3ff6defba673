"""What several sources of this app ask for, each read once an asking: plans, review meetings, receipts, who is staff."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, OuterRef, Q, Subquery, When
from django.utils import timezone

from apdr.enums import IN_FORCE, OPEN_STATES, WRITTEN, MeetingState
from apdr.models import Annotation, Plan, Receipt, ReviewMeeting
from core.accounts.enums import Permission
from core.calendar.dates import academic_year
from core.reminders.deadlines import Ask
from core.schools.prepared import prepared
from register.deadlines import staff_of, teachers_of
from register.deadlines.rows import Child, child_columns, child_of, in_sight, may, rest_of, teachers
from register.models import in_sight_of

BACK = dt.timedelta(days=90)  # what was closed or held in last year's weeks is still asked for in September


def since(ask: Ask) -> dt.date:
    """From when on what is over is still of use: the academic year's first day, or earlier at its beginning."""
    return min(dt.date(academic_year(ask.today), 9, 1), ask.today - BACK)


def still_here(ask: Ask, *users: int | None) -> tuple[int, ...]:
    """Those of the users who work at the school still, each once."""
    return tuple(user for user in dict.fromkeys(users) if user in staff_of(ask))


def know_people(ask: Ask) -> None:
    """Read beforehand what deadlines are built with: who teaches whom, who is staff, when the school is open."""
    teachers_of(ask), staff_of(ask), ask.opening


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan that is open or was closed of late. `klass` is the class's reference; `noted_on` the newest note in its
    margin, `issued_at` when its words changed last while in force, `reopened_at` when an agreed plan went back to be
    written."""

    child: Child
    klass: str | None
    reference: str
    state: str
    area: str
    cycle: int
    starts: dt.date
    review_on: dt.date | None
    created_at: dt.datetime
    created_by: int
    proposed_at: dt.datetime | None
    agreed_at: dt.datetime | None
    shared_at: dt.datetime | None
    closed_at: dt.datetime | None
    evaluated_at: dt.datetime | None
    issued_at: dt.datetime | None
    noted_on: dt.date | None
    reopened_at: dt.datetime | None

    @property
    def in_force(self) -> bool:
        """Agreed, and not reviewed to its end."""
        return self.state in IN_FORCE


PLAN = (
    "pupil__school_class__reference", "reference", "state", "area", "cycle", "starts", "review_on", "created_at",
    "created_by", "proposed_at", "agreed_at", "shared_at", "closed_at", "evaluated_at", "document__issued__issued_at",
    "noted_on", "reopened_at",
)  # fmt: skip


def plan_rows(ask: Ask) -> list[PlanRow]:
    """Plans of pupils who are here that are open, or were closed since `since`; none for who may not open SEN records.
    One query an asking."""

    def read() -> list[PlanRow]:
        if not may(ask, Permission.SEN_VIEW):
            return []
        know_people(ask)
        start = timezone.make_aware(dt.datetime.combine(since(ask), dt.time.min))
        rows = _plans(ask.user, school=ask.school.pk, start=start)
        return [PlanRow(child_of(row), *rest_of(row)) for row in rows]

    return ask.once("apdr.plans", read)


@prepared
def _plans(user, *, school: int, start: dt.datetime):
    lately = Q(agreed_at__isnull=False, closed_at__gte=start)
    found = in_sight(Plan.objects.filter(school=school, pupil__left_on=None), user)
    notes = Annotation.objects.filter(plan=OuterRef("pk")).order_by("-on").values("on")
    before = Plan.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk"), agreed_at=OuterRef("agreed_at"))
    reopened = before.filter(state__in=WRITTEN).order_by("pgh_created_at").values("pgh_created_at")
    rows = found.filter(Q(state__in=OPEN_STATES) | lately).annotate(
        noted_on=Case(When(state__in=IN_FORCE, then=Subquery(notes[:1]))),
        reopened_at=Case(When(state__in=WRITTEN, agreed_at__isnull=False, then=Subquery(reopened[:1]))),
    )
    return rows.order_by("pk").values_list(*child_columns(), *PLAN)


def owners_of_plan(row: PlanRow, ask: Ask) -> tuple[int, ...]:
    """The teachers of the child's class, and whoever began the plan where they work here still."""
    return tuple(dict.fromkeys((*teachers(row.child, ask), *still_here(ask, row.created_by))))


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A review meeting that was not called off: booked, or held or missed since `since`."""

    child: Child
    reference: str
    state: str
    on: dt.date
    at: dt.time | None
    how: str
    led_by: int
    formal: str
    leader: str

    @property
    def led_by_name(self) -> str:
        """Who leads it, as pupils say it."""
        return self.formal or self.leader


MEETING = ("reference", "state", "on", "at", "how", "led_by", "led_by__formal_name", "led_by__name")


def meeting_rows(ask: Ask) -> list[MeetingRow]:
    """Review meetings of pupils who are here; none for who may not open SEN records. One query an asking."""

    def read() -> list[MeetingRow]:
        if not may(ask, Permission.SEN_VIEW):
            return []
        know_people(ask)
        return _as_meetings(_meetings(ask.user, school=ask.school.pk, start=since(ask)))

    return ask.once("apdr.meetings", read)


def meetings_of(pupils: list[int], ask: Ask) -> list[MeetingRow]:
    """Those of some pupils (keys), whoever may know of them: for their own families. One query."""
    return _as_meetings(_meeting_columns(_standing(ask.school.pk, since(ask)).filter(pupil__in=pupils)))


def _as_meetings(rows) -> list[MeetingRow]:
    return [MeetingRow(child_of(row), *rest_of(row)) for row in rows]


@prepared
def _meetings(user, *, school: int, start: dt.date):
    return _meeting_columns(in_sight(_standing(school, start), user))


def _standing(school: int, start: dt.date):
    rows = ReviewMeeting.objects.filter(school=school, pupil__left_on=None)
    over = Q(on__gte=start, state__in=(MeetingState.HELD, MeetingState.MISSED))
    return rows.filter(over | Q(state=MeetingState.BOOKED))


def _meeting_columns(rows):
    return rows.order_by("on", "at", "pk").values_list(*child_columns(), *MEETING)


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A plan that went to a contact: its slip is out, or what the family wrote is unread. `user` is the contact's account,
    `wrote_at` when the words came that stand there now."""

    child: Child
    reference: str
    plan: str
    cycle: int
    how: str
    sent_at: dt.datetime
    confirmed_at: dt.datetime | None
    comment: str
    recorded_by: int | None
    user: int | None
    contact: str
    slip_is_out: bool
    unread: bool
    wrote_at: dt.datetime | None


RECEIPT = (
    "reference", "plan__reference", "plan__cycle", "how", "sent_at", "confirmed_at", "comment", "recorded_by",
    "contact__user", "contact__name", "slip_is_out", "unread", "wrote_at",
)  # fmt: skip


def receipt_rows(ask: Ask) -> list[ReceiptRow]:
    """Receipts of pupils who are here that wait for the family or for a reader; none for who may not open SEN records. One
    query an asking."""

    def read() -> list[ReceiptRow]:
        if not may(ask, Permission.SEN_VIEW):
            return []
        know_people(ask)
        return _as_receipts(_receipts(ask.user, school=ask.school.pk))

    return ask.once("apdr.receipts", read)


def receipts_of(pupils: list[int], ask: Ask) -> list[ReceiptRow]:
    """Those of some pupils (keys), whoever may know of them: for their own families. One query."""
    return _as_receipts(_receipt_columns(_waiting(ask.school.pk).filter(plan__pupil__in=pupils)))


def _as_receipts(rows) -> list[ReceiptRow]:
    return [ReceiptRow(child_of(row), *rest_of(row)) for row in rows]


@prepared
def _receipts(user, *, school: int):
    rows = _waiting(school)
    return _receipt_columns(rows.filter(plan__pupil__in=in_sight_of(user)) if user else rows)


def _waiting(school: int):
    out = Q(confirmed_at=None, plan__state__in=IN_FORCE, plan__shared_at__isnull=False)
    unread = ~Q(comment="") & Q(comment_seen_at=None)
    said = Receipt.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk"), comment=OuterRef("comment"))
    first = said.order_by("pgh_created_at").values("pgh_created_at")[:1]
    rows = Receipt.objects.filter(out | unread, school=school, plan__pupil__left_on=None)
    return rows.annotate(slip_is_out=out, unread=unread, wrote_at=Case(When(unread, then=Subquery(first))))


def _receipt_columns(rows):
    return rows.order_by("sent_at", "pk").values_list(*child_columns("plan__pupil__"), *RECEIPT)


def of_row(row) -> str:
    """The pupil's reference of a row with its child, for `Source.about`."""
    return row.child.reference
