"""Every read of meetings with agencies."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from agencies.enums import NEEDS_CONSENT, AgencyMeetingState
from agencies.meetings.ground import STANDING
from agencies.models import AgencyMeeting, MeetingAction, MeetingMember, Professional, Referral
from core.schools.models import School
from register.models import Pupil

PUPIL = (
    "pupil__reference", "pupil__preferred_first", "pupil__legal_first", "pupil__legal_last",
    "pupil__school_class__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting of a list. `members` are asked; `open` actions are not done; `followed` by a meeting that stands."""

    reference: str
    kind: str
    state: str
    on: dt.date
    at: dt.time | None
    place: str
    parents_invited_on: dt.date | None
    review_on: dt.date | None
    members: int
    open: int
    followed: bool
    pupil_reference: str
    pupil_name: str
    class_name: str


LINE = ("reference", "kind", "state", "on", "at", "place", "parents_invited_on", "review_on", "asked", "open_actions",
        "followed", *PUPIL)  # fmt: skip


def meeting_lines(school: School, user, since: dt.date) -> list[MeetingLine]:
    """Meetings with agencies about the pupils in the user's sight: all that are booked, and the others since that day;
    by date, the newest first. One query."""
    rows = AgencyMeeting.objects.filter(school=school).visible_to(user)
    rows = rows.filter(Q(state=AgencyMeetingState.BOOKED) | Q(on__gte=since)).order_by("-on", "-at", "-pk")
    after = AgencyMeeting.objects.filter(previous=OuterRef("pk"), state__in=STANDING)
    rows = rows.annotate(
        asked=Count("members", distinct=True), followed=Exists(after),
        open_actions=Count("actions", filter=Q(actions__done_on=None), distinct=True),
    )  # fmt: skip
    return [
        MeetingLine(*found, pupil, f"{preferred or first} {last}", klass or "")
        for *found, pupil, preferred, first, last, klass in rows.values_list(*LINE)
    ]


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something promised at a meeting with agencies that is not done yet."""

    reference: str
    what: str
    owner: str
    by_date: dt.date | None
    meeting: str
    pupil_name: str


def open_actions(school: School, user) -> list[ActionLine]:
    """What was promised about the pupils in the user's sight and is not done, the earliest day first, those without a day
    last. One query."""
    meetings = AgencyMeeting.objects.filter(school=school, state=AgencyMeetingState.HELD).visible_to(user)
    rows = MeetingAction.objects.filter(meeting__in=meetings, done_on=None)
    rows = rows.order_by(F("by_date").asc(nulls_last=True), "pk")
    names = ("meeting__pupil__preferred_first", "meeting__pupil__legal_first", "meeting__pupil__legal_last")
    return [
        ActionLine(ref, what, owner, by_date, meeting, f"{preferred or first} {last}")
        for ref, what, owner, by_date, meeting, preferred, first, last in rows.values_list(
            "reference", "what", "owner", "by_date", "meeting__reference", *names)
    ]  # fmt: skip


def meeting_rows() -> QuerySet[AgencyMeeting]:
    """Meetings with all that their page tells: who is asked and what was promised. Three queries."""
    members = MeetingMember.objects.select_related("agency")
    actions = MeetingAction.objects.select_related("done_by")
    rows = AgencyMeeting.objects.select_related(
        "school", "pupil__school", "pupil__school_class", "created_by", "previous__school"
    )
    return rows.prefetch_related(Prefetch("members", members), Prefetch("actions", actions))


def action_rows() -> QuerySet[MeetingAction]:
    """Promised actions with their meeting and pupil."""
    return MeetingAction.objects.select_related(
        "meeting__school", "meeting__pupil__school", "meeting__pupil__school_class"
    )


def next_of(meeting: AgencyMeeting) -> AgencyMeeting | None:
    """The meeting that looks at this one again, unless it was called off. One query."""
    return meeting.next.filter(state__in=STANDING).select_related("school").first()


def carried(meeting: AgencyMeeting) -> list[MeetingAction]:
    """What the meetings before this one, from which it goes on, promised and is not done; in their order. None or two
    queries."""
    if meeting.previous_id is None:
        return []
    before = dict(AgencyMeeting.objects.filter(pupil=meeting.pupil_id).values_list("pk", "previous"))
    chain, at = [], meeting.previous_id
    while at is not None and at not in chain:
        chain.append(at)
        at = before.get(at)
    rows = MeetingAction.objects.filter(meeting__in=chain, done_on=None).order_by("meeting__on", "number")
    return list(rows.select_related("meeting__school", "meeting__pupil"))


def usual_members(pupil: Pupil) -> list[dict]:
    """Who is probably asked to the first meeting: those of the agencies to which the pupil is referred with a consent, as
    book_meeting takes members. One query."""
    rows = Referral.objects.filter(pupil=pupil, state__in=NEEDS_CONSENT).select_related(
        "agency", "professional"
    )
    found = {(one.agency_id, one.professional_id): one for one in rows.order_by("created_at")}
    return [
        {"name": one.professional.name if one.professional else one.agency.name, "agency": one.agency,
         "job": one.professional.job if one.professional else ""}
        for one in found.values()
    ]  # fmt: skip


def people_known(school: School) -> list[Professional]:
    """The people of the directory who still come, with their agencies, by name. One query."""
    rows = Professional.objects.filter(school=school, retired_on=None, agency__retired_on=None)
    return list(rows.select_related("agency").order_by("name", "pk"))
