"""What a parent may know of work with agencies: of their own child, nothing of a draft, no report before it was shared
with them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q

from agencies.enums import AgencyMeetingState, ReferralState, ReportState, VisitState
from agencies.models import (
    Agency,
    AgencyMeeting,
    MeetingAction,
    Recommendation,
    Referral,
    ReportReceipt,
    Visit,
)
from agencies.referrals.queries import with_days
from core.schools.models import School
from register.enums import GrantKind
from register.models import Contact, Pupil, PupilGrant

S = ReferralState
MAY_WITHDRAW = (S.CONSENTED, S.SENT, S.ACCEPTED, S.SEEN, S.REPORTED)


def own_child(school: School, user, reference: str) -> Pupil | None:
    """The person's own child of that reference at the school, by grant. One query."""
    grants = PupilGrant.objects.filter(user=user, permission__codename=GrantKind.PARENT).in_force()
    rows = Pupil.objects.filter(school=school, reference=reference, pk__in=grants.values("content_object"))
    return rows.select_related("school", "school_class").first()


def contact_of(child: Pupil, user) -> Contact | None:
    """The contact of the child who the person is. One query."""
    return Contact.objects.filter(pupil=child, user=user).order_by("priority").first()


def told_of(child: Pupil) -> list[Referral]:
    """The child's referrals that the parents have been told of, those that ask something of them first. One query."""
    rows = with_days(Referral.objects.filter(pupil=child).exclude(Q(state=S.DRAFT) | Q(conversation=None)))
    found = rows.select_related("agency", "professional", "school").order_by("-created_at", "-pk")
    return sorted(found, key=lambda row: (row.state != S.DISCUSSED, row.state == S.CLOSED))


def visits_to_come(child: Pupil, today: dt.date) -> list[Visit]:
    """Visits that are announced, the soonest first. One query."""
    rows = Visit.objects.filter(pupil=child, state=VisitState.ANNOUNCED, on__gte=today)
    return list(rows.select_related("agency", "professional").order_by("on", "at", "pk"))


def receipts_of(child: Pupil, user) -> list[ReportReceipt]:
    """Reports that were shared with this parent, the newest first, each with `report.advice`. Two queries."""
    advice = Prefetch("report__recommendations", Recommendation.objects.order_by("number"), to_attr="advice")
    rows = ReportReceipt.objects.filter(
        contact__user=user, report__pupil=child, report__state=ReportState.SHARED
    )
    joined = rows.select_related("report__agency", "report__document__file", "contact").defer("report__pages")
    return list(joined.prefetch_related(advice).order_by("-sent_at", "-pk"))


def meetings_of(child: Pupil) -> list[AgencyMeeting]:
    """Meetings to which the parents were invited, booked or held, the newest first, each with `promised`, its actions.
    Two queries."""
    asked = AgencyMeeting.objects.filter(pupil=child, parents_invited_on__isnull=False)
    promised = Prefetch("actions", MeetingAction.objects.order_by("number"), to_attr="promised")
    return list(
        asked.exclude(state=AgencyMeetingState.CANCELLED).prefetch_related(promised).order_by("-on", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether there is anything of agencies for the family to read, and whether something waits for them."""

    anything: bool
    waiting: bool


def standing_of(children: list[Pupil], user, today: dt.date) -> dict[int, Standing]:
    """By the child's key. One query."""
    here = {"pupil": OuterRef("pk")}
    mine = ReportReceipt.objects.filter(
        report__pupil=OuterRef("pk"), report__state=ReportState.SHARED, contact__user=user
    )
    rows = Pupil.objects.filter(pk__in=[child.pk for child in children]).annotate(
        told=Exists(Referral.objects.filter(**here).exclude(Q(state=S.DRAFT) | Q(conversation=None))),
        asked=Exists(Referral.objects.filter(**here, state=S.DISCUSSED)),
        visited=Exists(Visit.objects.filter(**here, state=VisitState.ANNOUNCED, on__gte=today)),
        met=Exists(AgencyMeeting.objects.filter(**here, parents_invited_on__isnull=False)),
        given=Exists(mine), unread=Exists(mine.filter(confirmed_at=None)),
        contacts_to_give=Exists(Agency.objects.filter(school=OuterRef("school"), for_parents=True, retired_on=None)),
    )  # fmt: skip
    return {
        row[0]: Standing(any(row[1:]), row[2] or row[6])
        for row in rows.values_list(
            "pk", "told", "asked", "visited", "met", "given", "unread", "contacts_to_give"
        )
    }
