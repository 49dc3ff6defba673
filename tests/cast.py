"""The fixed cast of every test: three schools, who is what in them, and three pupils with their plans.

Oakfield and Riverside are of one trust; Hillcrest is outside it. At Oakfield `own` is the pupil whom the teacher
teaches, the TA supports, the parent is the parent of and the professional sees; `other` is in another class;
`foreign` goes to Hillcrest. Each of them is on SEN Support with a plan that was shared and reviewed (cycle 1) and
one that is a complete draft (cycle 2). Everything is written by the product's own actions.
"""

import datetime as dt
from dataclasses import dataclass, field
from unittest import mock

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from apdr.enums import ReceiptHow
from apdr.models import Plan, Receipt
from apdr.plans import actions as plans
from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.documents.actions import keep_file
from core.documents.models import IssuedDocument
from core.jobs import tasks  # noqa: F401  known to Celery by name, so that jobs run in this process
from core.reminders import tasks as sending  # noqa: F401  and emails are sent
from core.schools import scope
from core.schools.actions import add_term, create_school
from core.schools.models import School, Trust
from register import actions as register
from register.enums import GrantKind, Level
from register.models import Contact, ImportRun, Pupil, PupilDocument, SchoolClass
from register.response.actions import change_level
from tests.filler import fill
from tests.permissions.rooms import rooms
from tests.roles import as_owner

AT = dt.datetime(
    2026, 11, 16, 9, 0, tzinfo=dt.UTC
)  # a Monday of term; today is a week later (tests/environment.py)
BEFORE = AT - dt.timedelta(weeks=13)
PDF = b"%PDF-1.7\n% invented for the tests\n%%EOF\n"
BACKEND = "django.contrib.auth.backends.ModelBackend"

# Each table counts its rows from millions of its own: keys have as many digits whatever ran before, and a key of one table
# is none of another.
MILLIONS = """
    SELECT setval(oid, 1000000 * (100 + row_number() OVER (ORDER BY relname)))
    FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
"""

# name in tests → (full name, school, role)
PEOPLE = {
    "senco": ("Helen Marsh", "oakfield", Role.SENCO),
    "head": ("David Okoro", "oakfield", Role.HEAD),
    "teacher": ("Priya Nair", "oakfield", Role.TEACHER),
    "ta": ("Joan Biggs", "oakfield", Role.TA),
    "office": ("Sue Lane", "oakfield", Role.OFFICE),
    "dsl": ("Mark Ilves", "oakfield", Role.DSL),
    "governor": ("Ruth Penn", "oakfield", Role.GOVERNOR),
    "trust_lead": ("Carol Dunn", "oakfield", Role.TRUST_LEAD),
    "professional": ("Tom Reyes", "oakfield", Role.PROFESSIONAL),
    "riverside_senco": ("Amy Holt", "riverside", Role.SENCO),
    "foreign_senco": ("Ian Crewe", "hillcrest", Role.SENCO),
}
EVERYONE = (*PEOPLE, "parent", "stranger")

# name in tests → (school, class, first name, last name)
PUPILS = {
    "own": ("oakfield", "4 Ash", "Maya", "Abara"),
    "other": ("oakfield", "5 Elm", "Leo", "Brandt"),
    "foreign": ("hillcrest", "4 Oak", "Noor", "Castell"),
}


@dataclass
class PupilRecord:
    """A pupil with what hangs on them: `shared` is cycle 1 (reviewed), `draft` cycle 2; `document` was shared
    with the family, `private` was not."""

    pupil: Pupil
    contact: Contact
    shared: Plan
    draft: Plan
    receipt: Receipt
    document: PupilDocument
    private: PupilDocument


@dataclass
class Cast:
    """What `cast` gives a test: schools by name, people by role, pupils by name."""

    schools: dict[str, School] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    records: dict[str, PupilRecord] = field(default_factory=dict)
    runs: dict[str, ImportRun] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    things: dict[str, dict[str, object]] = field(
        default_factory=dict
    )  # of each pupil: word of an address → reference
    memberships: dict[int, int] = field(default_factory=dict)  # key of the user → key of the membership

    def __getattr__(self, name: str):
        for group in ("schools", "people", "records"):
            if not name.startswith("__") and name in self.__dict__.get(group, {}):
                return self.__dict__[group][name]
        raise AttributeError(name)

    def client_for(self, who: str) -> Client:
        """A browser in which the person has signed in; "anonymous" has not."""
        client = Client()
        if who != "anonymous":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return client

    def acting(self, who: str, school: str = "oakfield"):
        """The scope in which that person acts at the school."""
        return scope.opened([self.schools[school].pk], actor=self.people[who].pk, doing="test")


_built: Cast | None = None


def built() -> Cast:
    """The cast as it stands in the database."""
    assert _built is not None, "the database has not been set up"
    return _built


def build() -> Cast:
    """Empty the database and write the cast into it, committed."""
    global _built  # noqa: PLW0603  one cast a process
    with as_owner(), mock.patch("core.jobs.actions._tell_workers"):
        _empty()
        with transaction.atomic():
            _built = _write()
    return _built


def _empty() -> None:
    assert connection.settings_dict["NAME"].startswith("test_"), "The cast is for a test database only."
    keep = {"django_migrations", "django_content_type", "auth_permission", "django_site"}
    tables = [t for t in connection.introspection.table_names() if t not in keep]
    quoted = ", ".join(f'"{table}"' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {quoted} RESTART IDENTITY CASCADE")
        cursor.execute(MILLIONS)


def _write() -> Cast:
    cast = Cast()
    trust = Trust.objects.create(name="Invented Trust", slug="invented")
    for slug, prefix, group in (
        ("oakfield", "OAK", trust),
        ("riverside", "RIV", trust),
        ("hillcrest", "HIL", None),
    ):
        cast.schools[slug] = create_school(name=slug.title(), slug=slug, prefix=prefix, trust=group)
    with scope.opened([school.pk for school in cast.schools.values()], doing="tests"):
        for school in cast.schools.values():
            add_term(school=school, name="Autumn", start=dt.date(2026, 9, 2), end=dt.date(2026, 12, 18))
        _write_people(cast)
        for name in PUPILS:
            cast.records[name] = _write_pupil(cast, name)
        _write_care(cast)
        for name, who, klass in (("other", "senco", "5 Elm"), ("foreign", "foreign_senco", "4 Oak")):
            record, user = cast.records[name], cast.people[who]
            cast.runs[name] = fill(
                school=record.pupil.school, pupil=record.pupil, school_class=cast.classes[klass], user=user
            )
        for name, record in cast.records.items():
            user = cast.people["foreign_senco" if name == "foreign" else "senco"]
            cast.things[name] = {}
            for room in rooms():
                cast.things[name] |= room.fill(pupil=record.pupil, contact=record.contact, user=user)
    for who, user in cast.people.items():
        cast.sessions[who] = _signed_in(user)
        user.forget_memberships()
    return cast


def _signed_in(user: User) -> str:
    """The key of a session in which the person has signed in, kept for every test."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.session.session_key


def _write_people(cast: Cast) -> None:
    for who, (name, slug, role) in PEOPLE.items():
        cast.people[who] = User.objects.create_user(
            f"{who}@sendsys.test", "a long invented password", name=name
        )
        given = give_role(school=cast.schools[slug], user=cast.people[who], role=role, by=None, at=BEFORE)
        cast.memberships[given.user_id] = given.pk
    cast.people["stranger"] = User.objects.create_user("stranger@sendsys.test", None, name="Nobody Here")


def _write_care(cast: Cast) -> None:
    """The teacher's class, the TA's pupil."""
    own = cast.own.pupil
    register.add_teacher(school_class=cast.classes["4 Ash"], user=cast.teacher)
    register.grant(pupil=own, user=cast.ta, kind=GrantKind.SUPPORT)


def _write_pupil(cast: Cast, name: str) -> PupilRecord:
    slug, klass, first, last = PUPILS[name]
    senco = cast.people["senco" if slug == "oakfield" else "foreign_senco"]
    email = "parent@sendsys.test" if name == "own" else f"family.of.{name}@sendsys.test"
    record = add_record(cast.schools[slug], klass=klass, first=first, last=last, email=email, senco=senco)
    cast.classes[klass] = record.pupil.school_class
    cast.people["parent" if name == "own" else f"parent_of_{name}"] = record.contact.user
    return record


def add_record(school: School, *, klass: str, first: str, last: str, email: str, senco: User) -> PupilRecord:
    """A pupil on the register with both plans, a contact who is a parent, and documents."""
    school_class = register.find_or_create_class(
        school=school, name=klass, academic_year=2026, year_group=klass[0]
    )
    (pupil,) = register.add_pupils(
        school=school, by=senco, at=BEFORE,
        pupils=[{"legal_first": first, "legal_last": last, "born": dt.date(2018, 3, 4), "year_group": klass[0],
                 "school_class": school_class}],
    )  # fmt: skip
    put_on_register(pupil, by=senco)
    contact = Contact.objects.create(school=school, pupil=pupil, priority=1, name=f"Family {last}",
                                     relationship="Mother", email=email)  # fmt: skip
    shared, receipt = past_plan(pupil, contact, senco)
    draft = write_draft(plans.start_plan(pupil=pupil, by=senco, at=AT), by=senco)
    document = PupilDocument.objects.select_related("issued__job").get(pk=shared.document_id)
    return PupilRecord(pupil, contact, shared, draft, receipt, document, file_private(pupil, by=senco))


def put_on_register(pupil: Pupil, *, by: User, level: Level = Level.SEN_SUPPORT) -> None:
    """On the register with one type of need since thirteen weeks ago."""
    change_level(
        pupil=pupil, level=level, start=BEFORE.date(), reason="Reading age two years behind.",
        consulted=["parents"], additional="A daily reading group.", needs=["SLCN"], by=by, at=AT,
    )  # fmt: skip


def write_draft(plan: Plan, *, by: User, at: dt.datetime = AT) -> Plan:
    """Fill a draft so that it is complete."""
    return plans.write_plan(
        plan=plan, by=by, at=at, starts=at.date(), review_on=at.date() + dt.timedelta(weeks=6),
        targets=[{"target": "Read 20 words", "criteria": "20 of 20 words, twice", "who": "Mrs Biggs",
                  "when": "Daily, 10 minutes"}],
        strengths="Drawing", difficulties="Reading new words", pupil_voice="I like quiet", parent_view="Reads at home",
        every_lesson="Sit near the front", home="Read together",
    )  # fmt: skip


def past_plan(pupil: Pupil, contact: Contact, senco: User) -> tuple[Plan, Receipt]:
    """A plan that was agreed, shared online and reviewed."""
    plan = write_draft(plans.start_plan(pupil=pupil, by=senco, at=BEFORE), by=senco, at=BEFORE)
    plan = share_plan(plan, contact, senco)
    plans.record_outcomes(plan=plan, outcomes={1: ("met", "Reads 24 words")}, by=senco, at=AT)
    plan = plans.finish_review(plan=Plan.objects.get(pk=plan.pk), by=senco, at=AT)
    return plan, Receipt.objects.get(plan=plan)


def share_plan(plan: Plan, contact: Contact, senco: User) -> Plan:
    """Agree a complete draft, give its document bytes, and share it online."""
    plan = plans.agree_plan(plan=plan, by=senco, at=BEFORE)
    make_ready(plan.document.issued)
    return plans.share_plan(plan=plan, contacts={contact: ReceiptHow.ONLINE}, by=senco, at=BEFORE)


def make_ready(issued: IssuedDocument) -> None:
    """Give an issued document its bytes without rendering them."""
    issued.file = keep_file(
        school=issued.school, name="invented.pdf", data=PDF, content_type="application/pdf", at=AT
    )
    issued.sha256, issued.state = issued.file.sha256, "ready"
    issued.save()


def file_private(pupil: Pupil, *, by: User, number: int = 1) -> PupilDocument:
    """A ready document in the pupil's file that has not been shared with the family."""
    issued = IssuedDocument.objects.create(
        school_id=pupil.school_id, kind="letter", subject=pupil.reference, number=number, title="Letter to the consultant",
        template="documents/register_letter.html", template_version=1, snapshot={}, issued_at=AT, issued_by=by,
    )  # fmt: skip
    make_ready(issued)
    return register.file_document(pupil=pupil, issued=issued, by=by, at=AT)


def password_of_everyone() -> str:
    return "a long invented password"


assert settings.TESTING, "the cast empties the database: tests run with DJANGO_ENV=test"
