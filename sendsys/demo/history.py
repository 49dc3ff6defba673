"""One child's two years: levels with their reasons, the profile, and every plan, in the order of their days."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from apdr.plans.actions import record_outcomes
from core.accounts.models import User
from core.calendar.dates import Span, academic_year
from register.actions import set_needs
from register.enums import ON_REGISTER, Level
from register.models import ExtraSupport, Pupil
from register.profiles.actions import write_profile
from register.response.actions import change_level
from sendsys.demo import concerns, letters, voices, watch
from sendsys.demo.clock import at
from sendsys.demo.dates import Cycle, Fresh
from sendsys.demo.journeys import Journey, Step
from sendsys.demo.people import Staff
from sendsys.demo.plans import Planner, Words
from sendsys.demo.speaker import as_lines, as_sentence
from sendsys.demo.words.common import ASK, EXIT_EVIDENCE, LEVEL_REASONS, MATTERS, STRENGTHS
from sendsys.demo.words.files import CAME_BACK
from sendsys.demo.words.voices import NOT_ASKED

Event = tuple[dt.date, int, Callable[[], object]]  # the day, the order within it, what happens

CONSULTED = (
    ["parents", "teacher"],
    ["parents", "child", "teacher"],
    ["parents", "child"],
    ["parents", "teacher", "professional"],
)


@dataclass(slots=True)
class History:
    """Everything that is to happen to one child. `teacher_on` tells who taught the child in an academic year; `fresh`
    is the plan begun of late and where it stands; `interim` tells whether progress was noted along the way; `spans` are
    the school's terms; `asked`, whether the child has been asked; `slip`, the letter onto the register; `slipping`,
    whether progress did not last after support ended; `support_review`, the day on which extra support that runs is to
    be reviewed; `support`, that support; `hero`, whether this is the child whose story the parent's account shows."""

    pupil: Pupil
    needs: list[str]
    journey: Journey
    planner: Planner
    words: Words
    staff: Staff
    teacher_on: dict[int, User]
    rng: random.Random
    profile_review: dt.date
    fresh: tuple[Fresh, Cycle] | None = None
    interim: bool = False
    spans: list[Span] = field(default_factory=list)
    asked: bool = True
    slip: letters.Slip | None = None
    slipping: bool = False
    support_review: dt.date | None = None
    support: ExtraSupport | None = None
    hero: bool = False
    events: list[Event] = field(default_factory=list)

    def live(self) -> None:
        """Make it happen, in the order of the days. Inside one transaction, with the school in sight."""
        for step in self.journey.steps:
            self.events.append((step.start, 0, lambda step=step: self.take_step(step)))
        for cycle in self.journey.past:
            self.events.append(
                (cycle.starts, 1, lambda c=cycle: self.planner.reviewed(c, self.teacher(c.starts)))
            )
        self._add_newest()
        self.events += [*letters.events(self), *watch.events(self)]
        for _, _, happen in sorted(self.events, key=lambda event: event[:2]):
            happen()

    def _add_newest(self) -> None:
        if self.fresh:
            state, cycle = self.fresh
            self.events.append(
                (cycle.starts, 1, lambda: self.planner.leave_at(state, cycle, self.teacher(cycle.starts)))
            )
        elif cycle := self.journey.current:
            self.events.append((cycle.starts, 1, lambda: self.in_force(cycle)))

    def in_force(self, cycle: Cycle) -> None:
        """The plan of today, shared and confirmed; for some with how the targets stand so far."""
        teacher = self.teacher(cycle.starts)
        plan, goals = self.planner.shared(cycle, teacher, confirmed=True)
        if self.interim:
            noted = min(cycle.starts + dt.timedelta(weeks=5), self.planner.today)
            record_outcomes(plan=plan, outcomes=self.words.judge(goals), by=teacher, at=at(noted, 15, 40))

    def teacher(self, day: dt.date) -> User:
        return self.teacher_on[academic_year(day)]

    def year_on(self, day: dt.date) -> int:
        """The child's year on that day: 0 for Reception."""
        now = 0 if self.pupil.year_group == "R" else int(self.pupil.year_group)
        return now - (academic_year(self.planner.today) - academic_year(day))

    def own(self, key: str, otherwise):
        """The child's own words for `key` where the story has them, such as Theo's; `otherwise` where not."""
        return self.words.told.get(key, otherwise)

    def take_step(self, step: Step) -> None:
        """One level from its day on; the first on the register with needs, what the child says, and a profile."""
        new = step.level in ON_REGISTER and not self.pupil.needs.filter(end=None).exists()
        more = self._with(step, new)
        if not concerns.lead_to(self, step, more):
            self._change(step, more)
        if new:
            self._introduce(step)
        if step.level == Level.EXITED:
            set_needs(
                pupil=self.pupil, codes=[], start=step.start, by=self.staff.senco, at=at(step.start, 14, 20)
            )

    def _change(self, step: Step, more: dict) -> None:
        before = [one.level for one in self.journey.steps if one.start < step.start]
        back = step.level in ON_REGISTER and Level.EXITED in before
        words = CAME_BACK if back else LEVEL_REASONS[step.level]
        common = {"pupil": self.pupil, "level": step.level, "start": step.start, "by": self.staff.senco,
                  "reason": self.words.speaker.say(words, noticed=self._noticed(words)), "at": at(step.start, 14, 20),
                  "consulted": self.rng.choice(CONSULTED)}  # fmt: skip
        asked = step.level == Level.ASSESSMENT_REQUESTED and not self.journey.past
        change_level(**common | more | ({"by_family": True} if asked else {}))

    def _introduce(self, step: Step) -> None:
        """The child is asked, unless there is a reason why not, and the profile is written."""
        if self.asked:
            voices.hear(self, step.start)
        self.write_profile(step)

    def _with(self, step: Step, new: bool) -> dict:
        """What the move asks for beside reason and consultees."""
        if step.level == Level.EXITED:
            return self._exit()
        if step.level not in ON_REGISTER:
            return {}
        return {"additional": self._additional()} | ({"needs": self.needs} if new else {})

    def _exit(self) -> dict:
        """Why support ends: one or two of the criteria, and what shows it."""
        criteria = self.rng.choice((["b"], ["c1"], ["c1", "c3"], ["c2"], ["c4"], ["b", "c4"]))
        evidence = self.words.speaker.say(self.rng.choice(EXIT_EVIDENCE))
        return {"consulted": ["parents", "child", "teacher"], "exit_criteria": criteria, "evidence": evidence}

    def _noticed(self, words: str) -> str:
        noticed = self.words.speaker.one(self.words.bank.noticed, self.rng)
        opens = words.startswith("{noticed}")
        return noticed if opens else noticed[0].lower() + noticed[1:]

    def _additional(self) -> str:
        return self.words.speaker.one(self.words.bank.additional, self.rng) + "."

    def write_profile(self, step: Step) -> None:
        """What every adult must know about the child, in the child's own words where it speaks for the child."""
        say, bank, rng = self.words.speaker, self.words.bank, self.rng
        write_profile(
            pupil=self.pupil, by=self.teacher(step.start), at=at(step.start, 15, 50), review_on=self.profile_review,
            good_at=as_sentence(say.some(STRENGTHS, 2, rng) + say.some(bank.strengths, 1, rng)),
            matters=as_sentence(say.some(MATTERS, 2, rng)), learn_best=as_sentence(say.some(bank.learn_best, 2, rng)),
            hard=as_sentence(say.some(bank.hard, 2, rng)), helps=as_lines(say.some(bank.helps, 3, rng)),
            avoid=as_lines(say.some(bank.avoid, 2, rng)), adjustments=self.words.texts["every_lesson"], ask=say.say(ASK),
            no_voice_why="" if self.asked else say.one(NOT_ASKED, rng),
        )  # fmt: skip
