"""Visits: expected on their day, recorded, their reports, the meeting with the class teacher once a term; appointments."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from agencies.deadlines.ground import PUPIL, child, read_ahead, record_by, scoped, to_staff
from agencies.enums import VisitState
from agencies.models import Chase, PrivateAppointment, Visit
from agencies.visits.queries import TermlyMeeting, report_awaited, termly_meetings
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import clock, day
from register.deadlines import teachers_of

COLUMNS = ("reference", "state", "on", "at", "report_due", "agency__name", "professional__name", "who_comes", "chased_at",
           *PUPIL)  # fmt: skip


@prepared
def _visits(user, *, school: int):
    rows = scoped(Visit.objects.filter(Q(state=VisitState.ANNOUNCED) | report_awaited()), user, False, school)
    chases = Chase.objects.filter(visit=OuterRef("pk")).order_by("-chased_at")
    rows = rows.annotate(chased_at=Subquery(chases.values("chased_at")[:1]))
    return rows.order_by("pk").values_list(*COLUMNS, named=True)


def _rows(ask: Ask) -> list:
    """Announced visits and those whose report is awaited. One query."""
    if not to_staff(ask):
        return []
    read_ahead(ask)
    return _visits(ask.user, school=ask.school.pk)


def _build(row, ask: Ask) -> Iterator[Deadline]:
    who = ", ".join(filter(None, (row.agency__name, row.professional__name or row.who_comes)))
    teachers = teachers_of(ask).get(row.pupil__school_class, ())
    given = {"subject": f"visit:{row.reference}", **child(row[-len(PUPIL) :])}
    page = reverse("visits:visit", args=[ask.school.slug, row.reference])
    if row.state == VisitState.DONE:
        asked = f"Asked again on {day(timezone.localdate(row.chased_at))}." if row.chased_at else ""
        yield Deadline("visit_report", due=row.report_due, url=page, detail=who, turn="the agency", so_far=asked,
                       started=f"The visit was on {day(row.on)}.", **given)  # fmt: skip
    elif row.on >= ask.today:
        yield Deadline("visit_day", due=row.on, url=page, owners=teachers, detail=f"{who}, {clock(row.at)}",
                       started="It is on the calendar.", **given)  # fmt: skip
    else:
        url = reverse("visits:record", args=[ask.school.slug, row.reference])
        yield Deadline("visit_record", due=record_by(row.on, ask), url=url, owners=teachers, detail=who,
                       started=f"The visit was to be on {day(row.on)}.", **given)  # fmt: skip


def _termly(ask: Ask) -> list[TermlyMeeting]:
    """Of the term in which today lies, or the last before it. One query."""
    if not to_staff(ask):
        return []
    read_ahead(ask)
    begun = [term for term in ask.opening.days.terms if term.start <= ask.today]
    if not begun:
        return []
    found = termly_meetings(ask.school, ask.user, max(begun, key=lambda term: term.start))
    return [one for one in found if one.met_on is None]


def _teacher(one: TermlyMeeting, ask: Ask) -> Iterator[Deadline]:
    yield Deadline(
        "visit_teacher", f"visits:{one.pupil_reference}-{one.agency_reference}", one.last_on,
        reverse("visits:visit", args=[ask.school.slug, one.last_visit]), teachers_of(ask).get(one.class_key, ()),
        pupil=one.pupil_reference, name=one.pupil_name, class_name=one.class_name, detail=one.agency,
        started=f"{one.done + one.ahead} visits this term, the last on {day(one.last_on)}.",
    )  # fmt: skip


@prepared
def _appointments(user, *, school: int, start: dt.date):
    rows = scoped(PrivateAppointment.objects.filter(on__gte=start), user, False, school)
    return rows.order_by("pk").values_list("reference", "on", "leaves", *PUPIL)


def _away(ask: Ask) -> list:
    """Appointments from today on. One query."""
    if not to_staff(ask):
        return []
    read_ahead(ask)
    return _appointments(ask.user, school=ask.school.pk, start=ask.today)


def _appointment(row, ask: Ask) -> Iterator[Deadline]:
    reference, on, leaves, *columns = row
    told = child(columns)
    yield Deadline(
        "appointment_day", f"appointment:{reference}", on,
        reverse("meetings:appointments", args=[ask.school.slug, told["pupil"]]), teachers_of(ask).get(columns[-1], ()),
        detail=f"leaves at {clock(leaves)}" if leaves else "", started="The parents arranged it.", **told,
    )  # fmt: skip


add_source(
    Source("agencies.visits", "Visits and their reports", _rows, _build, lambda row: row.pupil__reference),
    Source(
        "agencies.termly",
        "Meetings of visitors with teachers",
        _termly,
        _teacher,
        lambda one: one.pupil_reference,
    ),
    Source("agencies.appointments", "Appointments", _away, _appointment, lambda row: row[3]),
)
