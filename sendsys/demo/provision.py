"""Provision of this term and of last summer: who had what, when, from whom, and every session that was recorded."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from apdr.enums import IN_FORCE, Came, GateCheck, Missed, ProvisionKind, Wave
from apdr.models import Intervention, Provision, ProvisionPupil, Target
from apdr.provision import actions
from apdr.sessions.actions import record_session
from apdr.timetable.actions import add_duty
from core.accounts.models import User
from core.calendar.dates import Span
from register.enums import AREA_OF, ON_REGISTER, Level
from register.models import Pupil, SchoolClass
from sendsys.demo.clock import at
from sendsys.demo.words import sessions as said

if TYPE_CHECKING:
    from sendsys.demo.history import History
    from sendsys.demo.load import SchoolBuilder

EVERY_DAY = (1, 2, 3, 4, 5)
FORGOTTEN_DAYS = 12  # the last days in which a session now and then has not been written down yet
AWAY = 0.07  # share of marks of a child who was not in school
STARTS_AFTER = 7  # days after the term begins


@dataclass(frozen=True, slots=True)
class Run:
    """One run of an intervention of the starting library. `measure` is the usual figure on entry and the usual gain;
    `terms_back` 0 is this term."""

    what: str
    area: str
    size: int
    adult: str
    days: tuple[int, ...]
    time: tuple[int, int]
    minutes: int
    missed: str
    measure: tuple[int, int]
    terms_back: int = 0
    name: str = ""
    words: str = ""
    agency: str = ""
    materials: int = 0
    role: str = ""


ONE_TO_ONE = "An adult beside the child in class"
RUNS = (
    Run("Talk group", "communication", 3, "ta", (1, 3, 5), (10, 15), 15, "Guided reading", (11, 6),
        name="Talk for Learning", words="because", agency="Speech and language therapist, advice", materials=3600),
    Run("Precision teaching", "cognition", 1, "ta", EVERY_DAY, (10, 40), 5, "Registration task", (19, 26),
        words="tricky"),
    Run("Phonics catch-up", "cognition", 3, "ta", EVERY_DAY, (9, 15), 15, "Handwriting", (22, 12), materials=2400),
    Run("Number catch-up", "cognition", 3, "ta", (2, 4), (13, 15), 20, "Assembly", (14, 15)),
    Run("Social skills group", "semh", 5, "ta", (4,), (14, 10), 30, "Art", (17, 5)),
    Run("Sensory circuit", "sensory", 4, "second_ta", EVERY_DAY, (8, 50), 15, "", (14, -6)),
    Run("Reading together one to one", "cognition", 1, "second_ta", (1, 2, 3), (11, 0), 20, "Quiet reading", (74, 7)),
    Run("Fine motor and handwriting", "sensory", 3, "second_ta", (3,), (11, 10), 15, "Morning task", (12, 7),
        agency="Occupational therapist, programme"),
    Run("Nurture time", "semh", 6, "second_ta", (1, 3, 5), (13, 30), 60, "Foundation lessons, by turns", (38, 9),
        materials=9000),
    Run(ONE_TO_ONE, "cognition", 1, "", EVERY_DAY, (9, 0), 180, "Nothing: in the lesson", (3, 2), role="TA, mornings"),
    Run(ONE_TO_ONE, "communication", 1, "", EVERY_DAY, (13, 15), 90, "Nothing: in the lesson", (3, 2),
        role="TA, afternoons"),
    Run("Talk group", "communication", 4, "ta", (1, 3, 5), (10, 15), 20, "Guided reading", (10, 5), terms_back=1),
    Run("Precision teaching", "cognition", 1, "ta", EVERY_DAY, (9, 0), 10, "Registration task", (12, 18), terms_back=1,
        words="words"),
    Run("Number catch-up", "cognition", 6, "ta", (2, 4), (13, 15), 20, "Assembly", (12, 1), terms_back=1),
    Run("Social skills group", "semh", 5, "second_ta", (4,), (14, 10), 30, "Art", (15, 6), terms_back=1),
)  # fmt: skip
TRAINED = ("Talk group", "Precision teaching", "Phonics catch-up", "Nurture time", "Sensory circuit")


def provide(builder: SchoolBuilder) -> None:
    """The library, who is trained, and every run with its sessions."""
    rng = random.Random(builder.rng.random())
    began = builder.diary.terms[0].span.start
    actions.take_starter(school=builder.school, by=builder.staff.senco, at=at(began, 10))
    add_one_to_one(builder, at(began, 11))
    library = {entry.name: entry for entry in Intervention.objects.filter(school=builder.school)}
    for name in TRAINED:
        for adult in filter(None, (builder.staff.ta, builder.staff.second_ta)):
            actions.write_training(intervention=library[name], user=adult, trained_on=began, by=builder.staff.senco,
                                   at=at(began + dt.timedelta(days=30), 15))  # fmt: skip
    taken: set[tuple[int, int]] = set()
    for run in RUNS:
        adult = getattr(builder.staff, run.adult) if run.adult else builder.staff.senco
        if adult:
            _Group(builder, run, library[run.what], adult, rng, taken).live()


def add_one_to_one(builder: SchoolBuilder, when: dt.datetime) -> None:
    """What most of the money of a plan goes into, as an entry of the library."""
    actions.write_intervention(
        school=builder.school, held=None, by=builder.staff.senco, at=when, name=ONE_TO_ONE, kind=ProvisionKind.GROUP,
        wave=Wave.SPECIALIST, aims="The child reaches the lesson’s aim with fewer and fewer prompts.",
        expected="One step of the lesson more without an adult each half-term.", measure="Steps done alone",
        unit="of 10 steps", best_time="The lessons that the child finds hardest",
        missed="Nothing, as long as the child still works with the class", link="It is the class lesson.",
        evidence="An adult at a child’s side can take the teacher’s place and make the child wait for help; it works where "
        "the teacher plans it and the adult steps back.",
        benefit="Without it the child reaches little of the lesson.", per_week=5, minutes=90, group_size=1, cost_hour=1500,
    )  # fmt: skip


def deploy(builder: SchoolBuilder) -> None:
    """What the TAs do beside the groups: in class, with a child, preparing, at break. One duty clashes with a group."""
    classes = SchoolClass.objects.filter(school=builder.school, academic_year=builder.year).order_by("name")
    today = builder.diary.today
    for adult, home in zip(filter(None, (builder.staff.ta, builder.staff.second_ta)), classes, strict=False):
        for weekday in EVERY_DAY:
            for kind, begins, minutes, words in said.DUTIES:
                add_duty(school=builder.school, adult=adult, kind=kind, weekday=weekday, begins=begins, minutes=minutes,
                         start=today, school_class=home if kind == "in_class" else None, words=words,
                         by=builder.staff.senco, at=at(today, 8))  # fmt: skip


@dataclass(slots=True)
class _Group:
    """One run, brought to life in the order of its days."""

    builder: SchoolBuilder
    run: Run
    what: Intervention
    adult: User
    rng: random.Random
    taken: set[tuple[int, int]]  # terms back and child: nobody is in everything

    def live(self) -> None:
        span = self.span()
        histories = self.children(span.start)
        if span.start >= self.builder.diary.today or not histories:
            return
        group = self.plan(span, histories)
        for on in self.builder.diary.days.days(span.start, min(span.end, self.builder.diary.today)):
            if on < self.builder.diary.today:
                self.hold(group, on)
        if self.run.terms_back:
            self.finish(group, span)

    def span(self) -> Span:
        """From a week after the term began to a week before it ends."""
        past = [term for term in self.builder.diary.terms if term.span.start <= self.builder.diary.today]
        term = past[-1 - self.run.terms_back]
        first = self.builder.diary.open_on_or_after(term.span.start + dt.timedelta(days=STARTS_AFTER))
        return Span(first, self.builder.diary.open_on_or_before(term.span.end - dt.timedelta(days=7)))

    def children(self, on: dt.date) -> list[History]:
        """Those who need it, were on the register that day and are here; Theo where it is his group."""
        fit = [
            h for h in self.builder.on_register()
            if AREA_OF.get(h.needs[0]) == self.run.area and h.journey.steps[0].start < on and self.had_place_for(h)
            and any(step.level in ON_REGISTER and step.start < on for step in h.journey.steps)
        ]  # fmt: skip
        fit = [h for h in fit if not h.hero or self.run.words]
        heroes = [h for h in self.builder.on_register() if h.hero and self.run.words]
        rest = [h for h in fit if not h.hero]
        supported = {pupil.pk for pupil in self.builder.supported}
        self.rng.shuffle(rest)
        year = _year(rest[0].pupil) if rest else 0
        rest.sort(key=lambda h: (h.pupil.pk not in supported, abs(_year(h.pupil) - year)))
        if self.run.role:  # a whole adult's mornings go to a child with an EHC plan first
            rest.sort(key=lambda h: h.journey.steps[-1].level != Level.EHC_PLAN)
        chosen = [*heroes, *rest][: self.run.size]
        self.taken.update((self.run.terms_back, h.pupil.pk) for h in chosen)
        return chosen

    def had_place_for(self, history: History) -> bool:
        return history.hero or (self.run.terms_back, history.pupil.pk) not in self.taken

    def plan(self, span: Span, histories: list[History]) -> Provision:
        """Planned a few days before it starts: children, adult, times, the eight checks; parents told."""
        before = at(self.builder.diary.open_on_or_before(span.start - dt.timedelta(days=3)), 15, 30)
        who = {"by": self.builder.staff.senco, "at": before}
        group = actions.plan_provision(
            intervention=self.what, start=span.start, end=span.end, name=self.run.name, agency=self.run.agency,
            materials=self.run.materials, place=self.rng.choice(said.ROOMS), **who,
        )  # fmt: skip
        if self.run.role:
            actions.add_adult(provision=group, role=self.run.role, **who)
        else:
            actions.add_adult(provision=group, user=self.adult, **who)
        for history in histories:
            actions.add_pupil(provision=group, pupil=history.pupil, start=span.start, target=self.target(history.pupil),
                              entry_value=self.entry(), entry_on=before.date(), **who)  # fmt: skip
        for weekday in self.run.days:
            actions.add_slot(provision=group, weekday=weekday, at_time=dt.time(*self.run.time), minutes=self.run.minutes,
                             adult=None if self.run.role else self.adult, missed=self.run.missed, **who)  # fmt: skip
        actions.answer_checks(provision=group, answers=self.answers(), **who)
        group = actions.start_provision(
            provision=group, by=self.builder.staff.senco, at=at(span.start, 8, 30)
        )
        for place in group.pupils.select_related("pupil"):
            if self.rng.random() < said.SHARE_TOLD:
                actions.tell_parents(place=place, on=span.start, how=self.rng.choice(said.TOLD), by=self.builder.staff.senco,
                                     at=at(span.start, 15, 40))  # fmt: skip
        return group

    def target(self, pupil: Pupil) -> Target | None:
        """The target of the child's plan in force that the group works on."""
        targets = Target.objects.filter(plan__pupil=pupil, plan__state__in=IN_FORCE).order_by("number")
        return targets.filter(target__icontains=self.run.words).first() or targets.first()

    def entry(self) -> Decimal:
        return Decimal(max(self.run.measure[0] + self.rng.randint(-3, 3), 1))

    def answers(self) -> dict[str, str]:
        what = self.what
        return {
            GateCheck.AIMS: f"{what.aims} {what.expected} Measured by: {what.measure.lower()}.",
            GateCheck.TIME: f"{len(self.run.days)} × {self.run.minutes} minutes a week.",
            GateCheck.BEST_TIME: what.best_time or "As in the timetable.",
            GateCheck.MISSED: self.run.missed or "No lesson is missed.",
            GateCheck.LINK: what.link, GateCheck.EVIDENCE: what.evidence,
            GateCheck.TRAINED: f"{self.adult.called} has been trained and is sure of it.",
            GateCheck.BENEFIT: what.benefit,
        }  # fmt: skip

    def hold(self, group: Provision, on: dt.date) -> None:
        """One day's session as it was recorded, or not."""
        days_ago = (self.builder.diary.today - on).days
        forgotten = days_ago <= FORGOTTEN_DAYS and self.rng.random() < said.SHARE_FORGOTTEN
        if on.isoweekday() not in self.run.days or forgotten:
            return
        when = {
            "provision": group,
            "on": on,
            "at_time": dt.time(*self.run.time),
            "by": self.adult,
            "at": at(on, 15, 20),
        }
        if self.rng.random() < said.SHARE_NOT_HELD:
            record_session(
                held=False, not_held_why=Missed.NO_ADULT, line=self.rng.choice(said.NOT_HELD), **when
            )
            return
        gone = (on - group.start).days / max((group.end - group.start).days, 1)
        places = group.pupils.select_related("pupil", "target")
        record_session(marks=[self.mark(place, gone) for place in places], **when)

    def mark(self, place: ProvisionPupil, gone: float) -> dict:
        """How one child did when that share of the run was over."""
        if self.rng.random() < AWAY:
            return {"pupil": place.pupil, "came": Came.ABSENT, "why": self.rng.choice(said.WHY_ABSENT)}
        rating = round(1.4 + 2.2 * gone + self.rng.gauss(0, 0.6))
        came = Came.PART if self.rng.random() < said.SHARE_PART else Came.CAME
        line = self.rng.choice(said.LINES) if self.rng.random() < said.SHARE_LINE else ""
        part = {"why": Missed.LESSON} if came == Came.PART else {}
        return {"pupil": place.pupil, "came": came, "rating": min(max(rating, 1), 4), "line": line} | part

    def finish(self, group: Provision, span: Span) -> None:
        """Measured again, and ended as planned."""
        for place in group.pupils.all():
            gain = self.run.measure[1] + self.rng.randint(-3, 3)
            actions.record_measure(place=place, exit_value=max(place.entry_value + gain, Decimal(0)), exit_on=span.end,
                                   found=self.rng.choice(said.FOUND), by=self.builder.staff.senco,
                                   at=at(span.end, 14))  # fmt: skip
        actions.end_provision(provision=group, end=span.end, why="Ran its time.", by=self.builder.staff.senco,
                              at=at(span.end, 16))  # fmt: skip


def _year(pupil: Pupil) -> int:
    return 0 if pupil.year_group == "R" else int(pupil.year_group)
