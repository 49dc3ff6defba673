"""A school as its policy has it: opened with its own settings and words, walked through its pages by its people."""

import datetime as dt
import re
from dataclasses import dataclass, field

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.schools import scope
from core.schools.actions import add_term, change_settings, create_school
from core.schools.labels import CHOICES
from core.schools.models import School
from register import actions as register
from register.enums import GrantKind, Level
from register.models import Contact, Pupil, SchoolClass, StatusPeriod
from tests.cast import BACKEND
from tests.policies.page import Page
from tests.roles import as_owner, seeing

STAFF = {
    "senco": ("Helen Marsh", Role.SENCO),
    "head": ("David Okoro", Role.HEAD),
    "teacher": ("Priya Nair", Role.TEACHER),
    "other_teacher": ("Omar Quill", Role.TEACHER),
    "ta": ("Joan Biggs", Role.TA),
    "office": ("Sue Lane", Role.OFFICE),
    "governor": ("Ruth Penn", Role.GOVERNOR),
}
TERMS = [
    ("Autumn 2026", "2026-09-02", "2026-12-18"), ("Spring 2027", "2027-01-04", "2027-03-26"),
    ("Summer 2027", "2027-04-12", "2027-07-21"), ("Autumn 2027", "2027-09-02", "2027-12-17"),
    ("Spring 2028", "2028-01-04", "2028-03-31"), ("Summer 2028", "2028-04-17", "2028-07-21"),
    ("Autumn 2028", "2028-09-04", "2028-12-20"),
]  # fmt: skip
OPENED = dt.datetime(2026, 9, 2, 9, tzinfo=dt.UTC)


def iso(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def typed(day: dt.date | str) -> str:
    """A day as people type it."""
    day = iso(day) if isinstance(day, str) else day
    return f"{day.day} {day:%m %Y}"


FORMATS = re.compile(r"In another format .*? Make it")


@dataclass
class PolicySchool:
    """One school, its people by what they are in the journey, and the child whom the journey is about."""

    school: School
    clock: object
    people: dict[str, User] = field(default_factory=dict)
    pupil: Pupil | None = None
    contact: Contact | None = None
    seen: list[Page] = field(default_factory=list)
    working: object = None  # `with s.working():` mail goes out and documents are made

    # people and time

    def on(self, day: str, hour: int = 10) -> dt.date:
        """It is that day now, at that hour."""
        self.clock.move_to(dt.datetime.combine(iso(day), dt.time(hour), tzinfo=dt.UTC))
        return iso(day)

    def client(self, who: str) -> Client:
        """A browser in which that person has signed in just now."""
        client = Client()
        if who != "nobody":
            client.force_login(self.people[who], backend=BACKEND)
        return client

    def acting(self, who: str = "senco"):
        """The scope in which the person acts, to look at what is stored."""
        return seeing(self.school, actor=self.people[who])

    def parent_signs_in(self) -> None:
        """The contact has been let in by the school: from now on "parent" is a person with a browser."""
        with self.acting():
            contact = Contact.objects.select_related("user").get(pk=self.contact.pk)
        assert contact.user is not None, "nobody has shared anything with the family yet"
        self.people["parent"] = contact.user

    # pages

    def url(self, name: str, *args: str) -> str:
        return reverse(name, args=[self.school.slug, *args])

    def of_pupil(self, name: str, *args) -> str:
        """The address of a page about the child."""
        return self.url(name, self.pupil.reference, *args)

    def see(self, who: str, address: str, status: int = 200) -> Page:
        """Open an address; the answer has that status, and no page speaks another school's words."""
        client = self.client(who)
        page = Page(client.get(address, follow=True), address, client)
        assert page.status == status, page
        return self._read(page)

    def send(self, who: str, address: str, *, press: str = "", refused: str = "", **answers) -> Page:
        """Open an address, fill in its form, press the button. Once sent the person is on another page; with `refused`
        they stay, read those words, and find what they typed."""
        page = self.see(who, address).send(press=press, **answers)
        assert page.status in {200, 202, 422}, page  # 202: a document is being made
        gone = bool(getattr(page.response, "redirect_chain", None))
        if refused:
            assert refused in page, page
            self._kept(page, answers)
        else:
            assert gone, f"not taken: {page}"
        return self._read(page)

    def _kept(self, page: Page, answers: dict) -> None:
        """Nothing typed is lost on a page that was refused."""
        if getattr(page.response, "redirect_chain", None):
            return
        form = page.form(*answers)
        for name, answer in answers.items():
            control = form.controls[name]
            kept = sorted(control.sent) if control.options else control.value.strip()
            wanted = sorted(map(str, answer if isinstance(answer, list) else [answer]))
            assert kept == (wanted if control.options else str(answer).strip()), f"{name} was lost: {kept}"

    def press(self, who: str, address: str, words: str) -> Page:
        """Open an address and press a button that asks for nothing more."""
        page = self.see(who, address).send(press=words)
        assert page.status == 200, page
        return self._read(page)

    def post(self, who: str, address: str, data: dict | None = None) -> int:
        """The status of something sent to an address without its page: what somebody tries who may not."""
        return self.client(who).post(address, data or {}).status_code

    def status(self, who: str, address: str) -> int:
        return self.client(who).get(address).status_code

    def may(self, address: str, **answers: str) -> None:
        """`may(address, yes="senco head", no="ta", hidden="governor")`: 200, 403 and 404."""
        statuses = {"yes": 200, "no": 403, "hidden": 404}
        wanted = {who: statuses[key] for key, names in answers.items() for who in names.split()}
        got = {who: self.status(who, address) for who in wanted}
        wrong = {who: f"{got[who]}, not {wanted[who]}" for who in wanted if got[who] != wanted[who]}
        assert not wrong, f"{address}: {wrong}"

    def _read(self, page: Page) -> Page:
        self.seen.append(page)
        return page

    @property
    def foreign_words(self) -> list[str]:
        """Words of other schools that a page showed where this school has its own, with what stands around them. The
        formats in which a plan can be printed are named after the forms that they are."""
        found = set()
        for page in self.seen:
            text = FORMATS.sub("", page.text)
            for key, words in CHOICES.items():
                own = self.school.label(key)
                exact = 0 if key in {"senco", "ta"} else re.IGNORECASE
                for word in words:
                    if word != own and not re.search(rf"\b{re.escape(word)}\b", own, exact):
                        found |= self._heard(text, word, exact)
        return sorted(found)

    def _heard(self, text: str, word: str, exact: int) -> set[str]:
        hits = re.finditer(rf"\b{re.escape(word)}\b", text, exact)
        return {f"{word}: …{text[max(hit.start() - 40, 0) : hit.end() + 30]}…" for hit in hits}

    # what is stored

    @property
    def level(self) -> str:
        """The child's level now."""
        with self.acting():
            period = StatusPeriod.objects.filter(pupil=self.pupil, end=None).first()
        return period.level if period else Level.NONE.value

    @property
    def periods(self) -> list[StatusPeriod]:
        """The child's levels, the first one first."""
        with self.acting():
            return list(StatusPeriod.objects.filter(pupil=self.pupil).order_by("start"))

    def history(self) -> list[str]:
        """The levels that the child has been at, in order."""
        return [period.level for period in self.periods]

    def one(self, model, **lookup):
        """The newest row of a model about the child."""
        with self.acting():
            return model.objects.filter(pupil=self.pupil, **lookup).order_by("-pk").first()


def open_policy_school(
    clock, *, slug: str, name: str, labels: dict[str, str], settings: dict | None = None,
) -> PolicySchool:  # fmt: skip
    """Open a school with its policy's words and settings, its terms and one of each of its staff."""
    with as_owner():
        school = create_school(name=name, slug=slug, prefix=slug[:3].upper())
        with scope.opened([school.pk], doing="policies"):
            change_settings(school=school, by=None, changes={"labels": labels, **(settings or {})})
            opened = PolicySchool(School.objects.get(pk=school.pk), clock)
            for term, start, end in TERMS:
                add_term(school=school, name=term, start=iso(start), end=iso(end))
            for who, (person, role) in STAFF.items():
                user = User.objects.create_user(f"{who}@{slug}.example", None, name=person)
                give_role(school=school, user=user, role=role, by=None, at=OPENED)
                opened.people[who] = user
    return opened


def add_child(
    opened: PolicySchool, *, first: str, last: str, born: str, year: str, klass: str, parent: str, sex: str = "U",
    email: bool = True, supported: bool = True,
) -> Pupil:  # fmt: skip
    """A child of the class whom the teacher teaches, with one parent; `supported`, the TA supports the child."""
    school, senco = opened.school, opened.people["senco"]
    with opened.acting():
        room = register.find_or_create_class(school=school, name=klass, academic_year=2026, year_group=year)
        register.add_teacher(school_class=room, user=opened.people["teacher"])
        (pupil,) = register.add_pupils(
            school=school, by=senco, at=timezone.now(),
            pupils=[{"legal_first": first, "legal_last": last, "born": iso(born), "year_group": year, "sex": sex,
                     "school_class": room}],
        )  # fmt: skip
        if supported:
            register.grant(pupil=pupil, user=opened.people["ta"], kind=GrantKind.SUPPORT)
        contact = register.write_contact(
            pupil=pupil, contact=None, by=senco, at=timezone.now(), name=parent, relationship="Mother",
            email=f"family.{first.lower()}@{school.slug}.example" if email else "", phone="",
        )  # fmt: skip
        pupil = Pupil.objects.select_related("school", "school_class").get(pk=pupil.pk)
    opened.pupil, opened.contact = pupil, contact
    return pupil


def let_parent_in(opened: PolicySchool) -> None:
    """The parent has an account already, as the family of a child to whom something was shared before."""
    with opened.acting():
        contact = Contact.objects.select_related("pupil", "school").get(pk=opened.contact.pk)
        register.open_to_parent(contact=contact, by=opened.people["senco"], at=timezone.now())
    opened.parent_signs_in()


def own_class(opened: PolicySchool) -> SchoolClass:
    with opened.acting():
        return SchoolClass.objects.get(pk=opened.pupil.school_class_id)


def letters_in_post() -> list[str]:
    """Everything that has been sent by email, subject and text."""
    return [f"{one.subject}\n{one.body}" for one in mail.outbox]
