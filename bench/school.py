"""The schools that are measured, made once through the actions and kept between runs."""

import datetime as dt
import os
from dataclasses import dataclass

import psycopg
from django.utils import timezone

from apdr.models import Plan
from apdr.plans import actions as plans
from bench.people import assistant, class_teacher
from bench.provision import provide
from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Role
from core.accounts.models import User
from core.calendar.dates import academic_year
from core.documents.models import IssueState
from core.jobs.actions import carry_out
from core.schools import scope
from core.schools.actions import create_school
from core.schools.models import School
from core.schools.queries import all_school_ids
from register import actions as register
from register.enums import FLAGS, Level
from register.models import PROFILE_TEXTS, Pupil, SchoolClass
from register.profiles.actions import write_profile
from register.response.actions import change_level
from sendsys.demo.clock import at, told_to_nobody

FIRST = (
    "Amira",
    "Ben",
    "Chloe",
    "Daniel",
    "Ella",
    "Farid",
    "Grace",
    "Harry",
    "Isla",
    "Jacob",
    "Keira",
    "Leo",
)
LAST = ("Abbott", "Bakare", "Carter", "Dunn", "Ellis", "Farooq", "Grant", "Hughes", "Iqbal", "Jones", "Kaur",
        "Lewis", "Marsh", "Nolan", "Osei", "Patel", "Quinn", "Reid", "Shaw")  # fmt: skip
LEVELS = (
    *[Level.SEN_SUPPORT] * 13,
    *[Level.FURTHER_SUPPORT] * 2,
    Level.ASSESSMENT_REQUESTED,
    *[Level.EHC_PLAN] * 4,
)
NEEDS = ("SLCN", "SPLD", "SEMH", "MLD", "ASD", "HI", "PD", "OTH")
CLASS_SIZE = 30


@dataclass(frozen=True, slots=True)
class Size:
    """A school to be made: pupils on the register, pupils on roll, its year groups from the youngest."""

    on_register: int
    on_roll: int
    years: tuple[str, ...]
    called: str = ""

    @property
    def slug(self) -> str:
        return f"bench-{self.called or self.on_register}"


SIZES = (Size(80, 420, ("R", "1", "2", "3", "4", "5", "6")), Size(280, 1400, ("7", "8", "9", "10", "11")))


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured at one school: who asks, and the pupil, plan and document asked for. `teacher` answers for one
    class, `ta` has five groups a day."""

    school: School
    senco: User
    teacher: User
    ta: User
    pupil: Pupil
    plan: Plan


def subject_of(size: Size, today: dt.date) -> Subject:
    """The school of that size, made where there is none, with the PDF of the pupil's plan made."""
    school = _find(size) or SchoolMaker(size, today).make()
    senco = User.objects.get(email=f"senco@{size.slug}.example")
    provide(school, senco, today)
    with scope.opened([school.pk], actor=senco.pk, doing="bench"), told_to_nobody():
        pupil = Pupil.objects.filter(school=school).order_by("reference").first()
        plan = Plan.objects.filter(pupil=pupil).select_related("document__issued__job").latest("cycle")
    issued = plan.document.issued
    if issued.state != IssueState.READY:
        with scope.opened([school.pk], actor=senco.pk, doing="bench"):
            carry_out(issued.job_id)
    return Subject(school, senco, class_teacher(school, today), assistant(school, today), pupil, plan)


def _find(size: Size) -> School | None:
    with scope.opened(all_school_ids(), doing="bench"), told_to_nobody():
        return School.objects.filter(slug=size.slug).first()


class SchoolMaker:
    """Makes one school in one transaction, so that it is there whole or not at all."""

    def __init__(self, size: Size, today: dt.date) -> None:
        self.size, self.today, self.since = size, today, at(today - dt.timedelta(days=60))

    def make(self) -> School:
        """The school, with nobody told of anything and no job sent to a worker."""
        with told_to_nobody():
            school = create_school(
                name=f"Bench School {self.size.on_register}", slug=self.size.slug,
                prefix=f"B{self.size.on_register}", senco_name="Mrs Bench",
            )  # fmt: skip
            with scope.opened([school.pk], doing="bench"):
                self._fill(school)
        gather_statistics()
        return school

    def _fill(self, school: School) -> None:
        self.school, self.senco = school, self._person("senco", Role.SENCO, school)
        self.teacher = self._person("teacher", Role.TEACHER, school)
        with scope.opened([school.pk], actor=self.senco.pk, doing="bench"):
            pupils = self._add_pupils(self._classes())
            for number, pupil in enumerate(pupils[: self.size.on_register]):
                self._support(number, pupil)

    def _person(self, who: str, role: Role, school: School) -> User:
        user = find_or_create_user(
            email=f"{who}@{self.size.slug}.example", name=f"{who.title()} Bench", formal_name="Mrs Bench"
        )
        give_role(school=school, user=user, role=role, by=None, at=self.since)
        return user

    def _classes(self) -> list[SchoolClass]:
        count = -(-self.size.on_roll // CLASS_SIZE)
        return [self._class(number, self.size.years[number * len(self.size.years) // count])
                for number in range(count)]  # fmt: skip

    def _class(self, number: int, year: str) -> SchoolClass:
        made = register.find_or_create_class(
            school=self.school, name=f"{year} Form {number + 1}", academic_year=academic_year(self.today),
            year_group=year,
        )  # fmt: skip
        register.add_teacher(school_class=made, user=self.teacher)
        return made

    def _add_pupils(self, classes: list[SchoolClass]) -> list[Pupil]:
        rows = [self._pupil(number, classes[number % len(classes)]) for number in range(self.size.on_roll)]
        return register.add_pupils(school=self.school, pupils=rows, by=self.senco, at=self.since)

    def _pupil(self, number: int, school_class: SchoolClass) -> dict:
        flags = {name: number % (place + 3) == 0 for place, (name, _, _) in enumerate(FLAGS)}
        return flags | {
            "legal_first": FIRST[number % len(FIRST)], "legal_last": LAST[number * 7 % len(LAST)],
            "upn": f"B{number:012d}", "school_class": school_class, "year_group": school_class.year_group,
            "born": self.today - dt.timedelta(days=4000 + number),
        }  # fmt: skip

    def _support(self, number: int, pupil: Pupil) -> None:
        main = number % len(NEEDS)
        codes = [NEEDS[main], NEEDS[main - 3]][: 2 if number % 3 else 1]
        change_level(
            pupil=pupil, level=LEVELS[number % len(LEVELS)], needs=codes, by=self.senco, at=self.since,
            start=self.since.date() - dt.timedelta(days=number * 11 % 700), consulted=["parents", "teacher"],
            reason="Reading age two years behind.", additional="A daily reading group.", by_family=True,
        )  # fmt: skip
        register.write_contact(
            pupil=pupil, contact=None, by=self.senco, at=self.since, relationship="Mother", phone="01632 960001",
            name=f"Mrs {pupil.legal_last}", email=f"family{number}@{self.size.slug}.example",
        )  # fmt: skip
        review = self.today + dt.timedelta(days=number * 3 % 90 - 8)
        texts = dict.fromkeys(
            PROFILE_TEXTS, f"Words are learnt best in {3 + number % 5} short steps.\nA quiet place helps."
        )
        write_profile(
            pupil=pupil,
            by=self.senco,
            at=self.since,
            review_on=review,
            no_voice_why="Not asked yet.",
            **texts,
        )
        if number == 0:
            self._finished(self._agreed(pupil, review))
        self._agreed(pupil, review)

    def _agreed(self, pupil: Pupil, review: dt.date) -> Plan:
        plan = plans.start_plan(pupil=pupil, by=self.senco, at=self.since)
        plans.write_plan(
            plan=plan, by=self.senco, at=self.since, starts=self.since.date(), review_on=review,
            targets=[target(number) for number in (1, 2, 3)], **PLAN_WORDS,
        )  # fmt: skip
        return plans.agree_plan(plan=plan, by=self.senco, at=self.since)

    def _finished(self, plan: Plan) -> None:
        outcomes = dict.fromkeys((1, 2, 3), ("met", "Reads 24 words."))
        plans.record_outcomes(plan=plan, outcomes=outcomes, by=self.senco, at=self.since)
        plans.finish_review(plan=Plan.objects.get(pk=plan.pk), by=self.senco, at=self.since)


PLAN_WORDS = {
    "strengths": "Drawing, building and helping others. Remembers stories told aloud.",
    "difficulties": "Reading new words, and copying from the board.",
    "pupil_voice": "I like it when it is quiet and I can see the pictures first.",
    "parent_view": "Reads at home with a sister, tires in the evening.",
    "every_lesson": "Sit near the front\nNew words with a picture\nTwo minutes to think",
    "home": "Read together for ten minutes\nPlay the word game",
}


def target(number: int) -> dict[str, str]:
    """One target of a plan, in the words that a teacher might use."""
    return {
        "target": f"Read {number * 10} words from the Year 2 list without help",
        "criteria": f"{number * 10} of {number * 10} words read aloud, on two days in one week",
        "strategies": "Coloured overlay\nPrecision teaching\nWords sorted by sound",
        "provision": "Reading group of three, 20 minutes", "who": "Mrs Biggs", "when": "Mon, Wed and Fri at 9.10",
    }  # fmt: skip


def gather_statistics() -> None:
    """Tell Postgres how large the tables have become, as its own rounds would within a minute."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        owner.execute("ANALYZE")


def today() -> dt.date:
    """The day by the school's clock."""
    return timezone.localdate()
