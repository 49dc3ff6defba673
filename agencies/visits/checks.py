"""What stands against a visit, said beside the field it is about."""

import datetime as dt

from django.utils import timezone

from agencies.directory.queries import missing_checks
from agencies.enums import NEEDS_CONSENT, OVER, ConsentAnswer, Sector, VisitState
from agencies.lifecycle import consent_in_force, has_consent, newest_consent
from agencies.models import Agency, Consent, Professional, Referral, Visit
from agencies.visits.days import ends_at, share_time
from core.accounts.permissions import Denied
from core.schools.models import School
from core.schools.opening import open_days
from core.ui.present import clock, day
from register.models import Pupil

EARLIEST, LATEST = dt.time(6), dt.time(21)
SHORTEST, LONGEST = 5, 480  # minutes, as the database holds it
LATE_ENTRY_DAYS = 14  # calendar days for which an arrival can still be written down


class VisitRefused(Denied):
    """A visit that cannot be, with the name of the argument that it is about."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def check_ahead(on: dt.date, at_time: dt.time, at: dt.datetime) -> None:
    """Raises VisitRefused for a moment that is past, or more than a year ahead."""
    now = timezone.localtime(at)
    recorded = "Somebody who came without notice is recorded under “They arrived unannounced”."
    if on < now.date():
        raise VisitRefused("on", f"{day(on)} is past: choose today or a later day. {recorded}")
    if on == now.date() and at_time < now.time():
        raise VisitRefused("at_time", f"{clock(at_time)} today is past: choose a later time. {recorded}")
    if on > now.date() + dt.timedelta(days=365):
        raise VisitRefused("on", f"{day(on)} is more than a year ahead: check the year.")


def check_arrival(on: dt.date, at_time: dt.time, at: dt.datetime) -> None:
    """Raises VisitRefused unless somebody may have arrived then: today or a few days ago."""
    now = timezone.localtime(at)
    if on > now.date() or (on == now.date() and at_time > now.time()):
        raise VisitRefused("on", "That is still to come: announce the visit instead.")
    if on < now.date() - dt.timedelta(days=LATE_ENTRY_DAYS):
        raise VisitRefused("on", f"{day(on)} is more than {LATE_ENTRY_DAYS} days ago: check the date.")


def check_open(school: School, on: dt.date) -> None:
    """Raises VisitRefused for a weekend, a bank holiday, a closed day or a holiday. Three queries."""
    if words := open_days(school).why_closed(on):
        raise VisitRefused("on", f"{day(on)} is not a school day ({words}): choose another day.")


def check_length(at_time: dt.time, minutes: int) -> None:
    """Raises VisitRefused for a visit by night, or of an unlikely length."""
    if not SHORTEST <= minutes <= LONGEST:
        words = f"A visit lasts from {SHORTEST} minutes to {LONGEST // 60} hours: check how long."
        raise VisitRefused("minutes", words)
    ends = ends_at(at_time, minutes)
    if at_time < EARLIEST or ends > LATEST:
        words = f"{clock(at_time)} to {clock(ends)} is outside the school day: check the time."
        raise VisitRefused("at_time", words)


def check_free(
    pupil: Pupil, on: dt.date, at_time: dt.time, minutes: int, *, besides: Visit | None = None
) -> None:
    """Raises VisitRefused when the child has another visit within that time. It does not say whose: a professional of
    another service may read it. The pupil is locked by then. One query."""
    others = Visit.objects.filter(pupil=pupil, on=on, state__in=(VisitState.ANNOUNCED, VisitState.DONE))
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    for begins, lasts in others.order_by("at").values_list("at", "minutes"):
        if share_time(at_time, minutes, begins, lasts):
            times = f"from {clock(begins)} to {clock(ends_at(begins, lasts))} on {day(on)}"
            raise VisitRefused("at_time", f"{pupil.first_name} is not free {times}: choose another time.")


def check_consent(referral: Referral, on: dt.date) -> None:
    """Raises VisitRefused unless the parents' consent holds on the day of the visit and the referral is still open."""
    if referral.state in OVER:
        raise VisitRefused("referral", "This referral is over: start another one first.")
    if consent_in_force(referral, on) is None:
        try:
            has_consent(referral)
        except Denied as denied:
            raise VisitRefused("referral", denied.reason) from None
        until = day(newest_consent(referral).until)
        words = f"The consent is good until {until}: choose a day until then, or ask the parents again."
        raise VisitRefused("on", words)
    if referral.state not in NEEDS_CONSENT:
        raise VisitRefused("referral", "Record the parents’ consent to this referral first.")


def check_who(agency: Agency, professional: Professional | None, on: dt.date) -> None:
    """Raises VisitRefused for somebody of another agency, and for a private professional whom the school does not
    employ, or whose checks do not hold on that day (R-118, R-129). One query for whom the school employs."""
    if professional is not None and professional.agency_id != agency.pk:
        raise VisitRefused("professional", f"{professional.name} is not of {agency.name}: choose again.")
    if agency.sector == Sector.PRIVATE and (professional is None or not professional.employed):
        raise VisitRefused(
            "professional",
            f"{agency.name} is private. Only those whom the school employs, with their checks in the directory, see a "
            "child at school: choose who comes. What parents arrange themselves takes place elsewhere.",
        )
    missing = missing_checks(professional, on) if professional else []
    if missing:
        raise VisitRefused(
            "professional",
            f"{professional.name}’s checks are not complete on {day(on)}: {'; '.join(missing)}. "
            "Complete them in the directory first.",
        )


def open_referral(pupil: Pupil, agency: Agency) -> Referral | None:
    """The newest referral of the pupil to that agency that is not over: a visit is for it, so that none goes round the
    parents' consent. One query."""
    rows = Referral.objects.filter(pupil=pupil, agency=agency).exclude(state__in=OVER)
    return rows.select_related("agency", "pupil").order_by("-created_at").first()


def as_it_is_now(referral: Referral | None) -> Referral | None:
    """The referral read again once the pupil is locked: another tab may have closed it since. One query."""
    rows = Referral.objects.select_related("agency", "pupil")
    return rows.get(pk=referral.pk) if referral is not None else None


def check_not_refused(pupil: Pupil, agency: Agency) -> None:
    """Raises VisitRefused where no referral goes on and the parents' last answer about that agency was no, or was taken
    back: that the referral was closed after that is no way round it (R-111). One query."""
    answers = Consent.objects.filter(referral__pupil=pupil, referral__agency=agency)
    last = answers.order_by("-recorded_at", "-pk").first()
    if last is not None and (last.answer == ConsentAnswer.REFUSED or last.withdrawn_on):
        words = f"The parents do not agree that {agency.name} sees {pupil.first_name}: start a referral and ask them again."
        raise VisitRefused("referral", words)


def check_referral(pupil: Pupil, agency: Agency, referral: Referral | None) -> None:
    """Raises VisitRefused for a referral of another child, or to another agency."""
    if referral is not None and (referral.pupil_id, referral.agency_id) != (pupil.pk, agency.pk):
        words = f"That referral is not {pupil.first_name}’s to {agency.name}: choose again."
        raise VisitRefused("referral", words)
