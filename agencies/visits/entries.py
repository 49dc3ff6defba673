"""What this app puts on the calendar: visits, meetings with agencies, and what is due, of every room."""

from collections.abc import Iterator

from django.db.models import BooleanField, Exists, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.enums import AgencyKind, AgencyMeetingState, MeetingKind, VisitState
from agencies.models import AgencyMeeting, Visit
from agencies.visits.calendar import Entry, Sort, add_calendar
from agencies.visits.present import state_of
from agencies.visits.queries import PUPIL
from core.accounts.enums import Permission, Role
from core.reminders.deadlines import Ask, Deadline, gather
from core.reminders.kinds import titled
from core.ui.present import DueState, state
from register.models import Pupil

VISIT = ("reference", "on", "at", "minutes", "state", "agency__kind", "place", "opens", "agency__name", "professional__name",
         "professional__job", "who_comes", "moved_from", "version", "created_at", "changed", *PUPIL)  # fmt: skip
MEETING = (
    "reference",
    "on",
    "at",
    "state",
    "kind",
    "place",
    "opens",
    "version",
    "created_at",
    "changed",
    *PUPIL,
)


def _opens(ask: Ask, permission: Permission):
    if ask.school.pk not in ask.user.schools_where(permission):
        return Value(False, output_field=BooleanField())
    return Exists(Pupil.objects.filter(pk=OuterRef("pupil")).visible_to(ask.user))


def _rows(model, ask: Ask, permission: Permission):
    """Rows of the days asked for, with whether the person may open each and when it last changed."""
    changes = model.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk")).order_by("-pgh_created_at")
    rows = model.objects.filter(school=ask.school, on__range=(ask.start, ask.end))
    changed = Subquery(changes.values("pgh_created_at")[:1])
    return rows.annotate(opens=_opens(ask, permission), changed=changed).order_by("pk")


def _child(opens: bool, reference, preferred, first, last, klass) -> dict:
    if not opens:
        return {}
    return {"pupil": reference, "name": f"{preferred or first} {last}", "class_name": klass or ""}


def visits(ask: Ask) -> Iterator[Entry]:
    """The school's visits, also those called off: for who may see the calendar all of them, with the child and who comes
    only where they may open the record. One query."""
    slug = ask.school.slug
    for (ref, on, at, minutes, kept, kind, place, opens, agency, name, job, who, moved, version, made, changed,
         *pupil) in _rows(Visit, ask, Permission.VISIT_VIEW).values_list(*VISIT):  # fmt: skip
        comes = ", ".join(filter(None, (agency, f"{name}, {job}" if name else who)))
        yield Entry(
            f"visit:{ref}", on, Sort.VISITS, str(AgencyKind(kind).label), at=at, minutes=minutes, place=place,
            url=reverse("visits:visit", args=[slug, ref]) if opens else "", who=comes if opens else "",
            state=_of_visit(kept, on, ask, opens), moved_from=moved if opens else None,
            called_off=kept == VisitState.CANCELLED, sequence=version - 1, changed=changed or made, **_child(opens, *pupil),
        )  # fmt: skip


def _of_visit(kept: str, on, ask: Ask, opens: bool) -> DueState | None:
    if kept == VisitState.ANNOUNCED and (on >= ask.today or not opens):
        return None
    return state_of(kept, on, ask.today)


def meetings(ask: Ask) -> Iterator[Entry]:
    """Meetings with agencies, as `visits` has visits. One query."""
    for ref, on, at, kept, kind, place, opens, version, made, changed, *pupil in _rows(
        AgencyMeeting, ask, Permission.REFERRAL_VIEW
    ).values_list(*MEETING):
        yield Entry(
            f"agency_meeting:{ref}", on, Sort.MEETINGS, str(MeetingKind(kind).label), at=at, place=place, icon="people",
            url=reverse("meetings:meeting", args=[ask.school.slug, ref]) if opens else "",
            state=state("done", _("Held")) if kept == AgencyMeetingState.HELD else None,
            called_off=kept == AgencyMeetingState.CANCELLED, sequence=version - 1, changed=changed or made,
            **_child(opens, *pupil),
        )  # fmt: skip


def deadlines(ask: Ask) -> Iterator[Entry]:
    """What the person is to do by a day; for the SENCo what anybody at the school is. What is asked of families stands on
    no calendar of staff. As many queries as all sources of deadlines cost, and one."""
    of_all = Role.SENCO in ask.user.roles_at(ask.school.pk)
    for one in gather(ask).deadlines:
        if not one.of.family and (of_all or ask.user.pk in one.owners):
            yield _of_deadline(one, ask)


def _of_deadline(one: Deadline, ask: Ask) -> Entry:
    kind = one.of
    return Entry(
        one.subject, one.due, Sort.DEADLINES, titled(kind.mail, ask.school), titled(kind.title, ask.school),
        key=f"{one.kind}-{one.due:%Y%m%d}", url=one.url, pupil=one.pupil, name=one.name, class_name=one.class_name,
        who=one.detail, law=kind.statutory, state=state("late") if one.due < ask.today else None, icon="check2-square",
    )  # fmt: skip


add_calendar("visits", visits, Sort.VISITS)
add_calendar("agency_meetings", meetings)
add_calendar("deadlines", deadlines, Sort.DEADLINES)
