"""Meetings with agencies: the parents invited, held, recorded, looked at again; what was promised there."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from agencies.deadlines.ground import (
    CHILD,
    PUPIL,
    child,
    is_family,
    read_ahead,
    record_by,
    scoped,
    to_families,
    to_staff,
)
from agencies.enums import AgencyMeetingState, MeetingKind
from agencies.meetings.ground import STANDING
from agencies.models import AgencyMeeting, MeetingAction
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import clock, day
from register.deadlines import parents_of
from register.models import in_sight_of

INVITE_AHEAD = dt.timedelta(days=7)
PROMISE_WITHIN = dt.timedelta(weeks=4)
COLUMNS = ("reference", "kind", "state", "on", "at", "parents_invited_on", "review_on", *PUPIL)


@prepared
def _meetings(user, family: bool, *, school: int):
    after = AgencyMeeting.objects.filter(previous=OuterRef("pk"), state__in=STANDING)
    again = Q(~Exists(after), state=AgencyMeetingState.HELD, review_on__isnull=False)
    rows = AgencyMeeting.objects.filter(Q(state=AgencyMeetingState.BOOKED) | again)
    rows = scoped(rows, user, family, school)
    return rows.order_by("pk").values_list(*COLUMNS, named=True)


def _rows(ask: Ask) -> list:
    """Meetings that are booked, and those to be looked at again that nothing follows. One query."""
    read_ahead(ask)
    return _meetings(ask.user, is_family(ask), school=ask.school.pk)


def _build(row, ask: Ask) -> Iterator[Deadline]:
    given = {"subject": f"agency_meeting:{row.reference}", **child(row[-CHILD:])}
    told = str(MeetingKind(row.kind).label) + (f", {clock(row.at)}" if row.at else "")
    booked = row.state == AgencyMeetingState.BOOKED
    if to_staff(ask):
        yield from _of_staff(row, ask, booked, told, given)
    if to_families(ask) and booked and row.parents_invited_on and row.on >= ask.today:
        owners = parents_of(ask).get(row.pupil, ())
        if owners:
            url = reverse("families:referrals", args=[ask.school.slug, row.pupil__reference])
            yield Deadline("family_agency_meeting", due=row.on, url=url, owners=owners, detail=told, **given)


def _of_staff(row, ask: Ask, booked: bool, told: str, given: dict) -> Iterator[Deadline]:
    def page(name: str) -> str:
        return reverse(f"meetings:{name}", args=[ask.school.slug, row.reference])

    if not booked:
        yield Deadline("agency_meeting_next", due=row.review_on, url=page("next"), detail=told,
                       started=f"The last meeting was on {day(row.on)}.", **given)  # fmt: skip
    elif row.on < ask.today:
        yield Deadline("agency_meeting_record", due=record_by(row.on, ask), url=page("record"), detail=told,
                       started=f"The meeting was to be on {day(row.on)}.", **given)  # fmt: skip
    else:
        started = f"The meeting is fixed for {day(row.on)}."
        invited = (
            f"The parents were invited on {day(row.parents_invited_on)}." if row.parents_invited_on else ""
        )
        yield Deadline("agency_meeting_day", due=row.on, url=page("meeting"), detail=told, so_far=invited, started=started,
                       **given)  # fmt: skip
        if row.parents_invited_on is None:
            yield Deadline("agency_meeting_invite", due=row.on - INVITE_AHEAD, url=page("meeting"), detail=told,
                           started=started, **given)  # fmt: skip


PROMISED = ("reference", "owner", "by_date", "meeting__reference", "meeting__on", "meeting__review_on",
            *(f"meeting__{name}" for name in PUPIL))  # fmt: skip


@prepared
def _promises(user, *, school: int):
    rows = MeetingAction.objects.filter(
        school=school, done_on=None, meeting__state=AgencyMeetingState.HELD, meeting__pupil__left_on=None
    )
    if user is not None:
        reads = user.schools_where(Permission.REFERRAL_VIEW)
        rows = rows.filter(meeting__pupil__in=in_sight_of(user), school__in=reads)
    return rows.order_by("pk").values_list(*PROMISED)


def _promise(row, ask: Ask) -> Iterator[Deadline]:
    reference, owner, by_date, meeting, held_on, review_on, *columns = row
    yield Deadline(
        "agency_meeting_action", f"agency_action:{reference}", by_date or review_on or held_on + PROMISE_WITHIN,
        reverse("meetings:meeting", args=[ask.school.slug, meeting]), detail=f"promised by {owner}" if owner else "",
        started=f"It was promised at the meeting on {day(held_on)}.", **child(columns),
    )  # fmt: skip


add_source(
    Source("agencies.meetings", "Meetings with agencies", _rows, _build, lambda row: row.pupil__reference),
    Source("agencies.actions", "What was promised at meetings with agencies",
           lambda ask: _promises(ask.user, school=ask.school.pk) if to_staff(ask) else [], _promise,
           lambda row: row[-CHILD]),
)  # fmt: skip
