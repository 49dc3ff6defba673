"""Whom a chase goes to, as far as the directory and the child's contacts tell."""

from dataclasses import dataclass

from agencies.models import Agency, AgencyReport, Professional, Referral, ReportReceipt, Visit
from agencies.stuck.kinds import OF_AGENCY, StuckKind
from agencies.stuck.queries import Stuck
from core.schools.models import School
from register.models import ClassTeacher, Pupil


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is asked: a name for the letter, emails, a telephone number and an address as far as they are known."""

    name: str
    emails: tuple[str, ...] = ()
    phone: str = ""
    address: str = ""


def addressee_of(thing: Stuck, school: School) -> Addressee:
    """Whom to ask about it. Three queries at most."""
    if thing.kind == StuckKind.CONSENT:
        return _parent(thing, school)
    if thing.kind == StuckKind.CONFIRM:
        return _readers(thing, school)
    if thing.kind == StuckKind.ADVICE:
        return _teachers(thing, school)
    return _agency(thing, school)


def _parent(thing: Stuck, school: School) -> Addressee:
    pupil = Pupil.objects.get(school=school, reference=thing.pupil_reference)
    first = pupil.contacts.order_by("priority").first()
    if first is None:
        return Addressee("")
    return Addressee(first.name, (first.email,) if first.email else (), first.phone)


def _readers(thing: Stuck, school: School) -> Addressee:
    rows = ReportReceipt.objects.filter(school=school, report__reference=thing.report, confirmed_at=None)
    people = [row.user or row.contact for row in rows.select_related("user", "contact").order_by("pk")]
    return Addressee(", ".join(one.name for one in people), tuple(one.email for one in people if one.email))


def _teachers(thing: Stuck, school: School) -> Addressee:
    pupil = Pupil.objects.get(school=school, reference=thing.pupil_reference)
    rows = (
        ClassTeacher.objects.filter(school_class=pupil.school_class_id).select_related("user").order_by("pk")
    )
    people = [row.user for row in rows]
    return Addressee(", ".join(one.called for one in people), tuple(one.email for one in people))


def _agency(thing: Stuck, school: School) -> Addressee:
    rows = {
        "visit": Visit.objects.select_related("agency", "professional").filter(school=school, reference=thing.visit),
        "referral": Referral.objects.select_related("agency", "professional").filter(
            school=school, reference=thing.referral
        ),
    }  # fmt: skip
    for name in ("visit", "referral"):
        found = rows[name].first() if getattr(thing, name) else None
        if found is not None:
            return of_service(found.agency, found.professional)
    report = (
        AgencyReport.objects.select_related("agency")
        .defer("pages")
        .get(school=school, reference=thing.report)
    )
    return of_service(report.agency, None) if report.agency else Addressee(report.author)


def of_service(agency: Agency, professional: Professional | None) -> Addressee:
    """The professional where one is known, reached through the agency where they have no address of their own."""
    email = (professional.email if professional else "") or agency.email
    phone = (professional.phone if professional else "") or agency.phone
    name = f"{professional.name}, {agency.name}" if professional else agency.name
    return Addressee(name, (email,) if email else (), phone, agency.address)


def may_write(thing: Stuck) -> bool:
    """Whether a printed letter can be sent: to agencies alone."""
    return thing.kind in OF_AGENCY
