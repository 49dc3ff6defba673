"""What is read of referrals: the school's list, one pupil's, one referral with all that hangs on it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, OuterRef, Prefetch, Subquery
from django.utils import timezone

from agencies.enums import OVER, ConsentAnswer, ReferralState, ReportState
from agencies.models import (
    Agency,
    AgencyMeeting,
    AgencyReport,
    Consent,
    Disclosure,
    PrivateAppointment,
    Recommendation,
    Referral,
    Visit,
)
from core.schools.models import School
from register.models import Conversation, Pupil, PupilDocument, SchoolClass

S = ReferralState


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """One referral in a list: where it is, since when (None where that is not known), and what was promised."""

    reference: str
    pupil_reference: str
    pupil_name: str
    class_name: str
    agency: str
    state: str
    since: dt.date | None
    sent_on: dt.date | None
    expected_by: dt.date | None
    consent_until: dt.date | None


def with_days(referrals):
    """The referrals with the days on which they reached their steps, one subquery each."""
    answers = Consent.objects.filter(referral=OuterRef("pk")).order_by("-recorded_at", "-pk")
    reports = AgencyReport.objects.filter(referral=OuterRef("pk")).exclude(state=ReportState.REPLACED)
    advice = Recommendation.objects.filter(report__referral=OuterRef("pk"), decided_at__isnull=False)
    return referrals.annotate(
        talked_on=F("conversation__on"), answer=Subquery(answers.values("answer")[:1]),
        agreed_on=Subquery(answers.values("given_on")[:1]), agreed_until=Subquery(answers.values("until")[:1]),
        taken_back_on=Subquery(answers.values("withdrawn_on")[:1]),
        reported_on=Subquery(reports.order_by("-received_on").values("received_on")[:1]),
        decided_at=Subquery(advice.order_by("-decided_at").values("decided_at")[:1]),
    )  # fmt: skip


def local_day(moment: dt.datetime | None) -> dt.date | None:
    """The day at the school of a moment; None stays None."""
    return timezone.localdate(moment) if moment else None


SINCE = {
    S.DRAFT: lambda row: local_day(row.created_at),
    S.DISCUSSED: lambda row: row.talked_on,
    S.REFUSED: lambda row: row.agreed_on,
    S.CONSENTED: lambda row: row.agreed_on,
    S.SENT: lambda row: row.sent_on,
    S.DECLINED: lambda row: row.answered_on,
    S.ACCEPTED: lambda row: row.answered_on,
    S.SEEN: lambda row: row.seen_on,
    S.REPORTED: lambda row: row.reported_on,
    S.DECIDED: lambda row: local_day(row.decided_at) or row.reported_on,
    S.WITHDRAWN: lambda row: row.taken_back_on,
    S.CLOSED: lambda row: local_day(row.closed_at),
}


def referral_lines(
    school: School, user, *, state: str = "", agency: str = "", school_class: str = ""
) -> list[ReferralLine]:
    """Referrals of the school that the person may read, those that have waited longest first: of one state, or of all;
    of one agency and one class, by reference. One query."""
    found = Referral.objects.visible_to(user).filter(school=school)
    found = found.filter(state=state) if state else found
    found = found.filter(agency__reference=agency) if agency else found
    found = found.filter(pupil__school_class__reference=school_class) if school_class else found
    rows = with_days(found).select_related("pupil__school_class", "agency")
    lines = [_line(row) for row in rows]
    return sorted(lines, key=lambda line: (line.since or dt.date.max, line.pupil_name, line.reference))


def _line(row: Referral) -> ReferralLine:
    return ReferralLine(
        row.reference, row.pupil.reference, row.pupil.name, row.pupil.class_name, row.agency.name, row.state,
        SINCE[row.state](row), row.sent_on, row.expected_by,
        row.agreed_until if row.answer == ConsentAnswer.GIVEN else None,
    )  # fmt: skip


def agencies_asked(school: School, user) -> list[tuple[str, str]]:
    """(reference, name) of the agencies that have been asked about a pupil in the person's sight. One query."""
    asked = Referral.objects.visible_to(user).filter(school=school).values("agency")
    return list(Agency.objects.filter(pk__in=asked).order_by("name").values_list("reference", "name"))


def classes_asked(school: School, user) -> list[tuple[str, str]]:
    """(reference, name) of the classes of those pupils. One query."""
    asked = Referral.objects.visible_to(user).filter(school=school).values("pupil__school_class")
    return list(SchoolClass.objects.filter(pk__in=asked).order_by("name").values_list("reference", "name"))


def referrals_of(pupil: Pupil, user) -> list[Referral]:
    """The pupil's referrals that the person may read, with the days of their steps, the newest first; what has ended
    comes last. One query."""
    found = with_days(Referral.objects.visible_to(user).filter(pupil=pupil))
    rows = found.select_related("agency", "professional", "school").order_by("-created_at", "-pk")
    return sorted(rows, key=lambda row: row.state in OVER)


def one_referral(school: School):
    """Referrals of the school with all that their page and forms ask of the row, for `visible_or_404`."""
    rows = with_days(Referral.objects.filter(school=school))
    return rows.select_related(
        "pupil__school", "pupil__school_class", "school", "agency", "professional", "conversation", "created_by",
        "closed_by",
    )  # fmt: skip


def consents_of(referral: Referral) -> list[Consent]:
    """The parents' answers, the newest first. One query."""
    joined = referral.consents.select_related("contact", "recorded_by", "withdrawn_by")
    return list(joined.order_by("-recorded_at", "-pk"))


def papers_of(referral: Referral, user) -> list[PupilDocument]:
    """What the product issued of the referral and the person may open, the newest first. One query."""
    rows = PupilDocument.objects.visible_to(user).filter(
        pupil=referral.pupil_id, issued__subject=referral.reference
    )
    return list(rows.select_related("issued__job", "issued__file", "file").order_by("-filed_at"))


def disclosures_of(pupil: Pupil, referral: Referral | None = None) -> list[Disclosure]:
    """What left the school about the pupil, or for one referral, the newest first. One query."""
    found = Disclosure.objects.filter(pupil=pupil)
    found = found.filter(referral=referral) if referral else found
    return list(found.select_related("agency", "recorded_by", "school").order_by("-on", "-pk"))


def talk_of(referral: Referral, user) -> Conversation | None:
    """The talk with the parents, where the person may read it. One query."""
    rows = Conversation.objects.visible_to(user).filter(pk=referral.conversation_id)
    return rows.select_related("recorded_by").first()


def visits_of(pupil: Pupil, user, referral: Referral | None = None) -> list[Visit]:
    """Visits to the pupil that the person is told of, the newest first. One query."""
    found = Visit.objects.visible_to(user).filter(pupil=pupil)
    found = found.filter(referral=referral) if referral else found
    return list(found.select_related("agency", "professional", "school").order_by("-on", "-at", "-pk"))


def reports_of(pupil: Pupil, user, referral: Referral | None = None) -> list[AgencyReport]:
    """Reports about the pupil that the person may read, the newest first, each with `advice`, its recommendations.
    Two queries."""
    found = AgencyReport.objects.visible_to(user).filter(pupil=pupil)
    found = found.filter(referral=referral) if referral else found
    joined = found.exclude(state=ReportState.REPLACED).select_related("agency", "school", "document")
    advice = Prefetch("recommendations", Recommendation.objects.order_by("number"), to_attr="advice")
    return list(joined.defer("pages").prefetch_related(advice).order_by("-received_on", "-pk"))


def appointments_of(pupil: Pupil, user) -> list[PrivateAppointment]:
    """Hours out of school for private appointments, the newest first. One query."""
    return list(PrivateAppointment.objects.visible_to(user).filter(pupil=pupil).order_by("-on", "-pk"))


def meetings_of(pupil: Pupil, user) -> list[AgencyMeeting]:
    """Meetings of agencies about the pupil, the newest first. One query."""
    found = AgencyMeeting.objects.visible_to(user).filter(pupil=pupil)
    return list(found.select_related("school").order_by("-on", "-pk"))
