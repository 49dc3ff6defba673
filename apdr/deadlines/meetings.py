"""What is due by review meetings with parents: held, recorded, what was promised, what the family wrote (R-85, R-90)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apdr.deadlines import kinds
from apdr.deadlines.ground import (
    MeetingRow,
    ReceiptRow,
    know_people,
    meeting_rows,
    of_row,
    receipt_rows,
    still_here,
)
from apdr.enums import MeetingState
from apdr.models import ReviewAction
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import clock, day
from register.deadlines.rows import (
    Child,
    after,
    child_columns,
    child_of,
    local,
    may,
    of_child,
    rest_of,
    teachers,
)
from register.models import in_sight_of


def booked_rows(ask: Ask) -> list[MeetingRow]:
    """Meetings that are booked: to come, or past and not recorded."""
    return [row for row in meeting_rows(ask) if row.state == MeetingState.BOOKED]


def meeting(row: MeetingRow, ask: Ask) -> Iterator[Deadline]:
    """A booked meeting on its day; from the day after it is to be recorded."""
    if row.on >= ask.today:
        at = f"{clock(row.at)}, " if row.at else ""
        yield _of_meeting(row, ask, "parents_meeting", row.on, "reviews:meeting", f"{at}{row.led_by_name}")
    else:
        yield _of_meeting(row, ask, "parents_record", after(ask, row.on, kinds.RECORD_DAYS), "reviews:record",
                          row.led_by_name, started=_("It was booked for %(day)s.") % {"day": day(row.on)})  # fmt: skip


def _of_meeting(
    row: MeetingRow, ask: Ask, kind: str, due: dt.date, view: str, detail: str, **more
) -> Deadline:
    owners = still_here(ask, row.led_by) or teachers(row.child, ask)
    return of_child(row.child, ask, kind, f"meeting:{row.reference}", due, view, row.reference, detail=detail,
                    owners=owners, **more)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """Something that was promised at a meeting and is not done."""

    child: Child
    reference: str
    meeting: str
    met_on: dt.date
    led_by: int
    what: str
    owner: int | None
    formal: str | None
    name: str | None
    by_date: dt.date | None


PROMISE = ("reference", "meeting__reference", "meeting__on", "meeting__led_by", "what", "owner", "owner__formal_name",
           "owner__name", "by_date")  # fmt: skip


def promise_rows(ask: Ask) -> list[PromiseRow]:
    """Promises about pupils who are here: for who runs meetings all, for others their own. One query."""
    if not may(ask, Permission.SEN_VIEW):
        return []
    know_people(ask)
    own = not may(ask, Permission.MEETING_RUN)
    return [
        PromiseRow(child_of(row), *rest_of(row)) for row in _promises(ask.user, own, school=ask.school.pk)
    ]


@prepared
def _promises(user, own: bool, *, school: int):
    rows = ReviewAction.objects.filter(school=school, done_on=None, meeting__pupil__left_on=None)
    rows = rows.filter(meeting__pupil__in=in_sight_of(user)) if user else rows
    rows = rows.filter(owner=user.pk) if own else rows
    return rows.order_by("pk").values_list(*child_columns("meeting__pupil__"), *PROMISE)


def promise(row: PromiseRow, ask: Ask) -> Iterator[Deadline]:
    """What was promised, by whoever promised it; where that is nobody on the staff, whoever led the meeting sees to it."""
    due = row.by_date or after(ask, row.met_on, kinds.PROMISE_DAYS)
    owner = still_here(ask, row.owner)
    yield of_child(
        row.child, ask, "parents_promise", f"promise:{row.reference}", due, "reviews:meeting", row.meeting,
        owners=owner or still_here(ask, row.led_by), detail=(row.formal or row.name) if owner else "",
        started=_("Promised at the review meeting on %(day)s: %(what)s") % {"day": day(row.met_on), "what": row.what},
    )  # fmt: skip


def comment_rows(ask: Ask) -> list[ReceiptRow]:
    """What families wrote that nobody has read, for who runs meetings."""
    return [row for row in receipt_rows(ask) if row.unread] if may(ask, Permission.MEETING_RUN) else []


def comment(row: ReceiptRow, ask: Ask) -> Iterator[Deadline]:
    """A family's words, for the class teachers to read: not for whoever wrote them down."""
    answered = local(row.confirmed_at or row.sent_at)
    wrote = max(answered, min(local(row.wrote_at), ask.today)) if row.wrote_at else answered
    readers = tuple(user for user in teachers(row.child, ask) if user != row.recorded_by)
    yield of_child(
        row.child, ask, "parents_comment", f"comment:{row.reference}", after(ask, wrote, kinds.COMMENT_DAYS),
        "reviews:comments", owners=readers,
        started=_("%(name)s wrote: “%(words)s”") % {"name": row.contact, "words": row.comment},
    )  # fmt: skip


add_source(
    Source("parents_meeting", "Review meetings", booked_rows, meeting, of_row),
    Source("parents_promise", "Promises made at reviews", promise_rows, promise, of_row),
    Source("parents_comment", "Families’ words about plans", comment_rows, comment, of_row),
)
