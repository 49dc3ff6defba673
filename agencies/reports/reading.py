"""A report is read by a worker: its text is drawn out, and what it must not carry is marked (R-125)."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from agencies.enums import ReportState
from agencies.hygiene.find import MOST_MARKS, Own, find_marks
from agencies.hygiene.people import Person, name_parts, person_of, split_names
from agencies.hygiene.places import postcodes_in
from agencies.models import Agency, AgencyReport, Finding, StaffName
from core.accounts.enums import FAMILY_AND_VISITORS, Role
from core.accounts.models import Membership, User
from core.documents.reading.parts import Parts, read_parts
from core.jobs.actions import queue_job
from core.jobs.models import Job
from core.jobs.registry import handler
from core.schools.models import School
from register.models import ClassTeacher, Contact, Pupil, PupilGrant

KIND = "read_agency_report"
LEFT_DAYS = 3 * 365  # how long a child who has left is still looked for
NEAR_ROLES = {Role.SENCO, Role.HEAD, Role.DSL}


def queue_reading(report: AgencyReport, *, by: User, at: dt.datetime) -> Job:
    """Have a worker read the report."""
    report.state = ReportState.READING
    report.job = queue_job(school=report.school, kind=KIND, title="Reading a report", by=by, at=at,
                           payload={"report": report.pk})  # fmt: skip
    report.save(update_fields=["state", "job"])
    return report.job


@handler(KIND)
def read_by_worker(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: read a report once; one that has been read or dealt with stays as it is."""
    report(0, 2)
    held = read_report(report=AgencyReport.objects.get(pk=job.payload["report"]), at=at)
    report(2, 2)
    if by.roles_at(held.school_id) <= FAMILY_AND_VISITORS:
        return {"message": "The report has arrived."}
    here = reverse("reports:check", args=[job.school.slug, held.reference])
    return {"message": "The report is read: check what is marked in it.", "next_url": here}


def read_report(*, report: AgencyReport, at: dt.datetime) -> AgencyReport:
    """Draw out the text and mark it. To be called in a transaction; what a worker does, and tests at once. Nothing
    happens to a report that is not waiting to be read."""
    rows = AgencyReport.objects.select_for_update(of=("self",)).select_related(
        "pupil__school", "document__file"
    )
    held = rows.get(pk=report.pk)
    if held.state != ReportState.READING:
        return held
    kept = held.document.file
    with kept.content.open("rb") as file:
        parts = read_parts(file.read(), kept.content_type)
    _mark(held, parts, at)
    held.pages, held.read_as, held.state = parts.as_rows(), parts.read_as, ReportState.CHECK
    held.version += 1
    held.save(update_fields=["pages", "read_as", "state", "version"])
    return held


def _mark(report: AgencyReport, parts: Parts, at: dt.datetime) -> None:
    """Write the marks anew; what was found to be something else before stays so."""
    before = Finding.objects.filter(report=report, dismissed_at__isnull=False)
    settled = {(one.page, one.start, one.kind, one.words): one for one in before}
    marks = find_marks(
        parts, staff_of(report.pupil), pupils_beside(report.pupil, at.date()), own_of(report.pupil)
    )
    Finding.objects.filter(report=report).delete()
    rows = []
    for mark in marks[:MOST_MARKS]:
        same = settled.get((mark.part, mark.start, mark.kind, mark.words))
        rows.append(Finding(
            school_id=report.school_id, report=report, page=mark.part, start=mark.start, end=mark.end, kind=mark.kind,
            certain=mark.certain, words=mark.words, about=mark.about,
            dismissed_at=same.dismissed_at if same else None, dismissed_by=same.dismissed_by if same else None,
        ))  # fmt: skip
    Finding.objects.bulk_create(rows)


def staff_of(pupil: Pupil) -> list[Person]:
    """Everybody who works or ever worked at the pupil's school, with the job role that a report writes instead; near
    are those who answer for the child. Seven queries, however many they are."""
    school = pupil.school
    roles: dict[int, set[Role]] = {}
    held = Membership.objects.filter(school=school).exclude(role__in=FAMILY_AND_VISITORS)
    for user, role in held.values_list("user", "role"):
        roles.setdefault(user, set()).add(Role(role))
    taught = ClassTeacher.objects.filter(school=school).values_list("user", "school_class")
    teachers = {user for user, _ in taught}
    near = {user for user, klass in taught if klass == pupil.school_class_id}
    near |= set(PupilGrant.objects.filter(content_object=pupil).exclude(
        permission__codename="parent_pupil").values_list("user", flat=True))  # fmt: skip
    people = []
    for user in User.objects.filter(pk__in={*roles, *teachers}).only("name", "formal_name"):
        mine = roles.get(user.pk, {Role.TEACHER})
        close = user.pk in near or bool(mine & NEAR_ROLES)
        people += _staff(user, _use(school, mine, is_class_teacher=user.pk in near & teachers), near=close)
    for name, job in StaffName.objects.filter(school=school).values_list("name", "job"):
        people.append(person_of(name, use=job.lower()))
    people += [person_of(name, use=use, near=True) for name, use in (
        (school.head_name, "head teacher"), (school.senco_name, school.label("senco"))) if name.strip()]  # fmt: skip
    return people


def _staff(user: User, use: str, *, near: bool) -> list[Person]:
    """A member of staff by the full name and by the name as pupils say it ("Mrs Sutton", "Miss Joan")."""
    formal = person_of(user.formal_name) if user.formal_name.strip() else None
    found = [person_of(user.name, use=use, near=near, title=formal.title if formal else "")]
    if formal and formal.first:
        found.append(person_of(user.formal_name, use=use, near=near))
    elif formal and formal.last:
        found.append(Person(found[0].first, formal.last, title=formal.title, use=use, near=near))
    return found


def _use(school: School, roles: set[Role], *, is_class_teacher: bool) -> str:
    if is_class_teacher:
        return "class teacher"
    words = {Role.SENCO: school.label("senco"), Role.HEAD: "head teacher", Role.DSL: "safeguarding lead",
             Role.TEACHER: "teacher", Role.TA: school.label("ta"), Role.OFFICE: "school office"}  # fmt: skip
    return next((word for role, word in words.items() if role in roles), "")


def _kin(pupil: Pupil):
    """Brothers and sisters at the school: of one last name, in part at least, with a contact who shares an account, an
    address or a telephone with a contact of this child. A childminder's telephone alone makes nobody family."""
    mine = list(pupil.contacts.values_list("user", "email", "phone"))
    users, emails, phones = ({value for value in column if value} for column in zip(*mine, strict=True)) if mine else (
        set(), set(), set())  # fmt: skip
    same = Q(user__in=users) | Q(email__in=emails) | Q(phone__in=phones)
    beside = Contact.objects.filter(same, school=pupil.school_id).exclude(pupil=pupil)
    names = set(name_parts(pupil.legal_last))
    found = Pupil.objects.filter(school=pupil.school_id, pk__in=beside.values("pupil"))
    return [one for one in found if names & set(name_parts(one.legal_last))]


def pupils_beside(pupil: Pupil, today: dt.date) -> list[Person]:
    """Every other child on roll, starting or who left lately; near are those of the class and the year. Brothers and
    sisters, who share a contact, are family. Three queries."""
    since = today - dt.timedelta(days=LEFT_DAYS)
    rows = Pupil.objects.filter(Q(left_on=None) | Q(left_on__gte=since), school=pupil.school_id)
    kin = {one.pk for one in _kin(pupil)} | {pupil.pk}
    found = []
    for pk, first, last, called, born, year, klass in rows.values_list(
        "pk", "legal_first", "legal_last", "preferred_first", "born", "year_group", "school_class"
    ):
        if pk not in kin:
            near = bool(year and year == pupil.year_group) or bool(klass and klass == pupil.school_class_id)
            found.append(Person(first, last, called=(called,) if called else (), near=near, born=born))
    return found


def own_of(pupil: Pupil) -> Own:
    """The child and the family, whose names are no finding, and postcodes of the school and of agencies."""
    child = Person(pupil.legal_first, pupil.legal_last, called=tuple(filter(None, [pupil.preferred_first])),
                   born=pupil.born)  # fmt: skip
    family = [
        person_of(name) for (written,) in pupil.contacts.values_list("name") for name in split_names(written)
    ]
    family += [
        Person(one.legal_first, one.legal_last, called=tuple(filter(None, [one.preferred_first])))
        for one in _kin(pupil)
    ]
    addresses = [
        pupil.school.address,
        *Agency.objects.filter(school=pupil.school_id).values_list("address", flat=True),
    ]
    public = frozenset(code for address in addresses for code in postcodes_in(address))
    return Own(child, tuple(family), public)
