"""A child's plans, cycle after cycle, written, agreed, shared, confirmed and reviewed through the actions."""

import datetime as dt
import random
import re
from dataclasses import dataclass, field
from decimal import Decimal

from apdr.enums import ReceiptHow
from apdr.models import Plan, Receipt
from apdr.plans import actions
from core.accounts.models import User
from register.models import Contact, Pupil
from sendsys.demo import meetings
from sendsys.demo.clock import at
from sendsys.demo.dates import Cycle, Fresh
from sendsys.demo.people import Staff
from sendsys.demo.speaker import Speaker, as_lines, as_sentence
from sendsys.demo.words import Bank, Goal
from sendsys.demo.words.common import OUTCOMES, PARENTS, SLIP_COMMENTS, STRENGTHS

PROGRESS = {"met": 45, "on_track": 38, "behind": 17}
MOST_TARGETS = 3


AIM = re.compile(r"(\d+) of \d+")  # what is to be counted, in how we will know


@dataclass(slots=True)
class Words:
    """What is said about one child, cycle by cycle; the choice stays the child's own. `told` holds words of the child's
    own story (History.own)."""

    speaker: Speaker
    bank: Bank
    rng: random.Random
    second: Bank | None = None
    kept: list[Goal] = field(default_factory=list)
    queue: list[Goal] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    told: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        say, rng = self.speaker, self.rng
        self.texts = {
            "strengths": as_sentence(say.some(STRENGTHS, 1, rng) + say.some(self.bank.strengths, 2, rng)),
            "difficulties": as_sentence(say.some(self.bank.difficulties, 2, rng) + self._second_difficulty()),
            "every_lesson": as_lines(say.some(self.bank.adjustments, rng.randint(3, 4), rng)),
            "home": as_lines(say.some(self.bank.home, rng.randint(2, 3), rng)),
        }

    def _second_difficulty(self) -> list[str]:
        return self.speaker.some(self.second.difficulties, 1, self.rng) if self.second else []

    def of_cycle(self) -> dict[str, str]:
        """The texts of a plan: the child's own, with what child and parents say this time."""
        voice = self.speaker.one(self.bank.voice, self.rng)
        return self.texts | {"pupil_voice": voice, "parent_view": self.speaker.one(PARENTS, self.rng)}

    def goals_of_cycle(self) -> list[Goal]:
        """What was not met goes on, and new goals are added."""
        while len(self.kept) < self.rng.randint(2, MOST_TARGETS):
            self.kept.append(self._next_goal())
        return list(self.kept)

    def _next_goal(self) -> Goal:
        if not self.queue:
            known = list(self.bank.goals + (self.second.goals[:3] if self.second else ()))
            self.queue = [goal for goal in self.rng.sample(known, len(known)) if goal not in self.kept]
        return self.queue.pop()

    def judge(self, goals: list[Goal]) -> dict[int, tuple[str, str]]:
        """Number of the target → progress and outcome; what is met, or behind for good, is not kept."""
        judged, self.kept = {}, []
        for number, goal in enumerate(goals, 1):
            (progress,) = self.rng.choices(list(PROGRESS), PROGRESS.values())
            judged[number] = progress, self.speaker.one(OUTCOMES[progress], self.rng)
            if progress == "on_track" or (progress == "behind" and self.rng.random() < 0.5):
                self.kept.append(goal)
        return judged

    def target(self, goal: Goal, by_date: dt.date | None) -> dict:
        """A goal as the words of a target."""
        names = ("target", "criteria", "strategies", "provision", "who", "when")
        said = {name: self.speaker.say(getattr(goal, name)) for name in names}
        aim = AIM.match(goal.criteria)
        return said | {"by_date": by_date, "aim_value": Decimal(aim[1]) if aim else None}


@dataclass(slots=True)
class Planner:
    """Makes the plans of one child."""

    pupil: Pupil
    contacts: list[Contact]
    staff: Staff
    words: Words
    rng: random.Random
    today: dt.date

    def reviewed(self, cycle: Cycle, teacher: User) -> Plan:
        """A whole cycle, to its review."""
        plan, goals = self.shared(cycle, teacher, confirmed=True)
        actions.record_outcomes(
            plan=plan, outcomes=self.words.judge(goals), by=teacher, at=at(cycle.review_on, 15, 30)
        )
        meetings.at_review(self, plan, teacher)
        return actions.finish_review(plan=plan, by=teacher, at=at(cycle.review_on, 16, 5))

    def shared(self, cycle: Cycle, teacher: User, *, confirmed: bool) -> tuple[Plan, list[Goal]]:
        """A plan in force, shared with the family; confirmed by them some days later, or not yet."""
        plan, goals = self.agreed(cycle, teacher)
        plan = actions.share_plan(
            plan=plan, contacts=self.recipients(), by=self.staff.senco, at=at(cycle.starts, 16, 30)
        )
        if confirmed:
            self.confirm(plan, cycle)
        return plan, goals

    def recipients(self) -> dict[Contact, ReceiptHow]:
        """The first contact, now and then the second too; online where there is an address."""
        some = self.contacts[: 2 if self.rng.random() < 0.15 else 1]
        return {contact: ReceiptHow.ONLINE if contact.email else ReceiptHow.PAPER for contact in some}

    def confirm(self, plan: Plan, cycle: Cycle) -> None:
        for receipt in Receipt.objects.filter(plan=plan).select_related("contact__user"):
            day = min(cycle.starts + dt.timedelta(days=self.rng.randint(1, 12)), self.today)
            paper = receipt.how == ReceiptHow.PAPER
            actions.confirm_receipt(
                receipt=receipt, name=receipt.contact.name, at=at(day, 18, 10), how=receipt.how,
                by=self.staff.office if paper else receipt.contact.user, comment=self.rng.choice(SLIP_COMMENTS),
            )  # fmt: skip

    def agreed(self, cycle: Cycle, teacher: User) -> tuple[Plan, list[Goal]]:
        plan, goals = self.proposed(cycle, teacher)
        return actions.agree_plan(plan=plan, by=self.staff.senco, at=at(cycle.starts, 16, 10)), goals

    def proposed(self, cycle: Cycle, teacher: User) -> tuple[Plan, list[Goal]]:
        plan, goals = self.draft(cycle, teacher)
        return actions.propose_plan(plan=plan, by=teacher, at=at(cycle.starts, 15, 45)), goals

    def draft(self, cycle: Cycle, teacher: User) -> tuple[Plan, list[Goal]]:
        """A plan as its teacher has written it."""
        plan = actions.start_plan(pupil=self.pupil, by=teacher, at=at(cycle.starts, 12, 40))
        goals = self.words.goals_of_cycle()
        targets = [self.words.target(goal, cycle.review_on) for goal in goals]
        return actions.write_plan(
            plan=plan, by=teacher, at=at(cycle.starts, 13, 0), starts=cycle.starts, review_on=cycle.review_on,
            targets=targets, **self.words.of_cycle(),
        ), goals  # fmt: skip

    def leave_at(self, state: Fresh, cycle: Cycle, teacher: User) -> Plan:
        """The newest plan, left where it is: a draft, sent to be agreed, agreed, or shared and not confirmed."""
        if state == Fresh.SHARED:
            return self.shared(cycle, teacher, confirmed=False)[0]
        steps = {
            Fresh.DRAFT: self.draft,
            Fresh.PROPOSED: self.proposed,
            Fresh.AGREED: self.agreed,
        }
        return steps[state](cycle, teacher)[0]
