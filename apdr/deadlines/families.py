"""What families are asked by this app, in their words: to come to a meeting, to say that they have the plan (R-164)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from apdr.deadlines.ground import (
    MeetingRow,
    ReceiptRow,
    meeting_rows,
    meetings_of,
    of_row,
    receipt_rows,
    receipts_of,
)
from apdr.deadlines.plans import slip_due
from apdr.enums import MeetingHow, MeetingState, ReceiptHow
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.labels import inside
from core.ui.present import clock, day
from register.deadlines import parents_of
from register.deadlines.rows import local, may, of_child

ATTENDED = (MeetingHow.MEETING, MeetingHow.VIDEO, MeetingHow.PHONE)


def own_children(ask: Ask) -> list[int]:
    """Keys of the children of whoever asks."""
    return [pupil for pupil, parents in parents_of(ask).items() if ask.user.pk in parents]


def _rows(ask: Ask, everybody, of_pupils) -> list:
    """Of everybody for the daily round; for a parent those of their own children; none for staff."""
    if ask.user is None:
        parents_of(ask)
        return everybody(ask)
    return of_pupils(own_children(ask), ask) if may(ask, Permission.FAMILY_VIEW) else []


def family_meetings(ask: Ask) -> list[MeetingRow]:
    """Meetings to come that a family takes part in."""
    rows = _rows(ask, meeting_rows, meetings_of)
    return [
        row
        for row in rows
        if row.state == MeetingState.BOOKED and row.on >= ask.today and row.how in ATTENDED
    ]


def family_meeting(row: MeetingRow, ask: Ask) -> Iterator[Deadline]:
    """The day of the meeting, for the parents who sign in."""
    parents = parents_of(ask).get(row.child.pk, ())
    if parents and ask.covers(row.on):
        at = [clock(row.at)] if row.at else []
        how = inside(str(MeetingHow(row.how).label))
        yield of_child(row.child, ask, "family_meeting", f"meeting:{row.reference}", row.on, "overview:home", owners=parents,
                       detail=", ".join([*at, how, _("with %(name)s") % {"name": row.led_by_name}]))  # fmt: skip


def family_slips(ask: Ask) -> list[ReceiptRow]:
    """Plans that went to a parent online and that they have not said to have read."""
    rows = _rows(ask, receipt_rows, receipts_of)
    return [row for row in rows if row.slip_is_out and row.how == ReceiptHow.ONLINE and row.user]


def family_slip(row: ReceiptRow, ask: Ask) -> Iterator[Deadline]:
    """The answer of the one parent to whom the plan went."""
    if row.user not in parents_of(ask).get(row.child.pk, ()) or (ask.user and ask.user.pk != row.user):
        return
    url = reverse("overview:family-earlier", args=[ask.school.slug, row.child.reference, row.plan])
    yield Deadline(
        "family_plan_slip", f"receipt:{row.reference}", slip_due(row, ask), url, (row.user,), row.child.reference,
        row.child.name, row.child.class_name or "",
        started=_("The plan came to you on %(day)s.") % {"day": day(local(row.sent_at))},
    )  # fmt: skip


add_source(
    Source("family_meeting", "Meetings as families see them", family_meetings, family_meeting, of_row),
    Source("family_plan_slip", "Slips as families see them", family_slips, family_slip, of_row),
)
