"""Every read of invitations: what a professional may open, and what a SENCo sees of it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from agencies.enums import NEEDS_CONSENT, ReportState, VisitState
from agencies.models import AgencyReport, Consent, Invitation, Professional, Referral, Visit
from agencies.visitor.parts import Part
from core.audit.models import Opening
from core.schools.models import School
from core.ui.present import day
from register.models import Need, Profile, Pupil, PupilDocument
from register.queries import needs_of, teachers_of

OPENINGS_SHOWN = 50


def invitations_to(referral: Referral) -> list[Invitation]:
    """Every invitation to one referral with its documents, the newest first. Two queries."""
    found = Invitation.objects.filter(referral=referral).prefetch_related("documents")
    return list(found.order_by("-invited_at", "-pk"))


def of_visitor(user, school: School):
    """The person's own invitations at a school, with what says whether each is open. Two queries when read."""
    found = Invitation.objects.filter(school=school, user=user)
    joined = found.select_related(
        "referral__agency", "referral__professional", "referral__pupil__school_class", "school", "user"
    )
    return joined.defer("school__crest").prefetch_related("referral__consents")


def whom_to_ask(school: School) -> str:
    """Who answers for invitations at the school, and how to reach them."""
    label = school.label("senco")
    who = f"{school.senco_name}, {label}" if school.senco_name else f"the {label}"
    ways = " or ".join(way for way in (school.phone, school.email) if way)
    return f"{who} at {school.name}" + (f" ({ways})" if ways else "")


def holding_consent(referral: Referral, today: dt.date) -> Consent | None:
    """The parents' newest answer, where it is a consent that holds today; reads `consents` as fetched."""
    newest = max(referral.consents.all(), key=lambda one: (one.recorded_at, one.pk), default=None)
    return newest if newest is not None and newest.holds_on(today) else None


def why_shut(invitation: Invitation, today: dt.date) -> str:
    """Why the invitation opens nothing today, in words without a child's name; "" when it is open."""
    ask = f"Ask {whom_to_ask(invitation.school)}."
    if invitation.ended_at:
        return f"This invitation was ended by the school. {ask}"
    if invitation.start > today:
        return f"This invitation begins on {day(invitation.start)}. Come back then. {ask}"
    if invitation.until < today:
        return f"This invitation ended on {day(invitation.until)}. {ask}"
    if invitation.referral.state not in NEEDS_CONSENT:
        return f"The referral is not open any more, and so nothing of it is. {ask}"
    if holding_consent(invitation.referral, today) is None:
        return f"The parents’ consent does not hold any more, and so nothing is open. {ask}"
    return ""


@dataclass(frozen=True, slots=True)
class Shared:
    """Exactly what one invitation shares. What was not ticked is None or empty."""

    pupil: Pupil
    documents: list[PupilDocument]
    needs: list[Need]
    profile: Profile | None
    teachers: list[str]
    visits: list[Visit]
    reports: list[AgencyReport]


def shared_by(invitation: Invitation) -> Shared:
    """What the invitation shares, as it stands today, with the visits of its referral and the reports that the person
    handed in. At most six queries; what was not ticked is not asked for."""
    referral, parts = invitation.referral, invitation.parts
    return Shared(
        referral.pupil, list(documents_of(invitation)),
        needs_of(referral.pupil) if Part.NEEDS in parts else [],
        Profile.objects.filter(pupil=referral.pupil).first() if Part.PROFILE in parts else None,
        teachers_of(referral.pupil) if Part.CONTACTS in parts else [],
        list(visits_of(invitation)), list(reports_of(invitation)),
    )  # fmt: skip


def documents_of(invitation: Invitation):
    """The ticked documents, those whose bytes are there, by title. One query."""
    ticked = PupilDocument.objects.filter(
        pk__in=invitation.items.values("document"), pupil=invitation.referral.pupil_id
    )
    return with_bytes(ticked).order_by("title", "pk")


def listed_as(invitation: Invitation) -> Professional | None:
    """The professional of the directory whom the referral names, where that is the invited person."""
    named = invitation.referral.professional
    if named is None:
        return None
    same = named.email.lower() == invitation.user.email or named.name.casefold() == invitation.name.casefold()
    return named if same else None


def visits_of(invitation: Invitation):
    """Visits of the invitation's referral that were not called off, the latest first. One query."""
    visits = Visit.objects.filter(referral=invitation.referral_id).exclude(state=VisitState.CANCELLED)
    return visits.order_by("-on", "-at")


def reports_of(invitation: Invitation):
    """Reports that the person handed in for the invitation's referral, the newest first. One query."""
    handed = AgencyReport.objects.filter(referral=invitation.referral_id, received_by=invitation.user_id)
    return handed.select_related("document").defer("pages").order_by("-received_on", "-pk")


def with_bytes(documents):
    """Of a queryset of documents those that can be opened (uploaded, or issued and made), with the record of their
    bytes."""
    made = documents.filter(Q(file__isnull=False) | Q(issued__file__isnull=False))
    return made.select_related("file", "issued__file").defer("issued__snapshot")


def documents_to_tick(pupil: Pupil, user):
    """Documents of the pupil's file that the user may open and so may share, newest first; no report of a professional
    before it was checked (R-125). One query."""
    held = PupilDocument.objects.visible_to(user).filter(pupil=pupil)
    unchecked = AgencyReport.objects.filter(pupil=pupil).exclude(state=ReportState.SHARED)
    return with_bytes(held.exclude(pk__in=unchecked.values("document"))).order_by("-filed_at", "-pk")


def openings_by(invitation: Invitation) -> list[Opening]:
    """What the invited person opened about the child since they were invited, newest first. One query."""
    found = Opening.objects.filter(
        school=invitation.school_id, user=invitation.user_id, subject=invitation.referral.pupil.reference,
        at__gte=invitation.invited_at,
    )  # fmt: skip
    return list(found.order_by("-at", "-pk")[:OPENINGS_SHOWN])


@dataclass(frozen=True, slots=True)
class VisitorLine:
    """One invitation on the professional's first page. `shut` says why it opens nothing; then nothing names a child."""

    invitation: Invitation
    shut: str
    next_visit: Visit | None
    handed_in: int


def lines_for(user, school: School, today: dt.date) -> list[VisitorLine]:
    """The person's invitations at the school, the open ones first. Four queries at most."""
    held = list(of_visitor(user, school).order_by("until", "pk"))
    referrals = [one.referral_id for one in held]
    ahead = Visit.objects.filter(referral__in=referrals, state=VisitState.ANNOUNCED, on__gte=today)
    coming: dict[int, Visit] = {}
    for visit in ahead.order_by("on", "at"):
        coming.setdefault(visit.referral_id, visit)
    reports = AgencyReport.objects.filter(referral__in=referrals, received_by=user)
    handed = list(reports.values_list("referral", flat=True))
    lines = [
        VisitorLine(one, why_shut(one, today), coming.get(one.referral_id), handed.count(one.referral_id))
        for one in held
    ]
    return sorted(lines, key=lambda line: bool(line.shut))
