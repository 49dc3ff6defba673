"""What leads to a level: a concern, what the SENCo decides, extra support and its review."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from core.calendar.dates import academic_year
from register.concerns.actions import decide, raise_concern
from register.concerns.support_actions import review_support, start_support
from register.enums import AREA_OF, ON_REGISTER, Level, NeedType, Outcome
from register.models import Concern
from sendsys.demo.clock import at
from sendsys.demo.journeys import Step
from sendsys.demo.words import concerns as said

if TYPE_CHECKING:
    from sendsys.demo.history import History

OUTCOME_OF = {
    Level.MONITORING: Outcome.MONITOR,
    Level.SEN_RECORDED: Outcome.RECORD,
    Level.SEN_SUPPORT: Outcome.SEN_SUPPORT,
}
NOTICED_BEFORE = dt.timedelta(weeks=1)  # a concern is raised some days before it is decided
SHARE_BY_CONCERN = 0.5  # of the children who come straight onto the register this school year


def lead_to(history: History, step: Step, more: dict) -> bool:
    """Take the step by the concern or the review that leads to it; False when nothing here does. `more` is what the
    register asks for: what is additional, and the needs."""
    if step.level == Level.EMERGING_CONCERN:
        begin_support(history, step)
        return True
    if history.support:
        end_support(history, step, more)
        return True
    if step.level in OUTCOME_OF and _by_concern(history, step):
        settle(history, raised(history, step), step, more)
        return True
    return False


def _by_concern(history: History, step: Step) -> bool:
    """Whether a child without a level before comes to this one by a concern: always to be watched, and half of those
    who come onto the register this school year."""
    if step is not history.journey.steps[0]:
        return False
    now = academic_year(step.start) == academic_year(history.planner.today)
    return step.level == Level.MONITORING or (now and history.rng.random() < SHARE_BY_CONCERN)


def raised(history: History, step: Step) -> Concern:
    """The class teacher's concern, some days before the step."""
    day = step.start - NOTICED_BEFORE
    day = day if academic_year(day) == academic_year(step.start) else step.start
    speaker, bank, rng = history.words.speaker, history.words.bank, history.rng
    teacher = history.teacher(step.start)
    reasons = f"{speaker.one(bank.noticed, rng)}. {speaker.one(said.EVIDENCE, rng)}"
    return raise_concern(
        pupil=history.pupil, raised_on=day, by=teacher, at=at(day, 15, 50), carer=history.planner.contacts[0].name,
        reasons=history.own("reasons", reasons), area=AREA_OF[NeedType(history.needs[0])].value.replace("none", ""),
        criteria=rng.sample(["slower", "own_rate", "gap_stays", "gap_grows"], 2), sources=["formative", "family"],
        interventions=history.own("interventions", speaker.one(said.INTERVENTIONS, rng)), parents_told_on=day,
        parents_say=history.own("parents_say", speaker.one(said.PARENTS_SAY, rng)),
        child_says=history.own("child_says", speaker.one(bank.voice, rng)),
    )  # fmt: skip


def settle(history: History, concern: Concern, step: Step, more: dict) -> Concern:
    """The SENCo decides the concern on the day of the step, on all three grounds."""
    outcome = OUTCOME_OF.get(step.level, Outcome.EXTRA_SUPPORT)
    return decide(
        concern=concern, outcome=outcome, decided_on=step.start, decision=history.words.speaker.say(said.DECISIONS[outcome]),
        by=history.staff.senco, at=at(step.start, 14, 20), consulted=["parents", "child", "teacher"],
        family_told_on=step.start, family_told_how="met", **_grounds(history), **more,
    )  # fmt: skip


def _grounds(history: History) -> dict[str, str]:
    speaker, rng = history.words.speaker, history.rng
    voice = speaker.one(history.words.bank.voice, rng)
    return {
        "ground_staff": speaker.one(said.GROUND_STAFF, rng), "ground_progress": speaker.one(said.GROUND_PROGRESS, rng),
        "ground_family": speaker.say(rng.choice(said.GROUND_FAMILY), voice=voice),
    }  # fmt: skip


def begin_support(history: History, step: Step) -> None:
    """A concern, decided, and the extra support that follows from it."""
    concern = settle(history, raised(history, step), step, {})
    speaker, bank, rng = history.words.speaker, history.words.bank, history.rng
    goals = rng.sample(bank.goals, 2)
    targets = "\n".join(speaker.say(f"{goal.target}: {goal.criteria}") for goal in goals)
    history.support = start_support(
        pupil=history.pupil, starts=step.start, concern=concern, by=history.teacher(step.start), at=at(step.start, 15, 30),
        difficulty=history.own("difficulty", f"{speaker.one(bank.noticed, rng)}."), targets=history.own("targets", targets),
        support=history.own("support", f"{speaker.one(bank.additional, rng)}. {speaker.one(bank.adjustments, rng)}."),
        parents_say=concern.parents_say, child_says=concern.child_says, consulted=["parents", "teacher"],
        review_by=history.support_review,
    )  # fmt: skip


PROGRESS_TO = {Level.MONITORING: "good", Level.SEN_RECORDED: "some"}


def end_support(history: History, step: Step, more: dict) -> None:
    """The review with parents, and the level that follows from it: at once to be watched or to SEN Support, by way of
    the SENCo where SEN is recorded."""
    outcome = {Level.MONITORING: "monitor", Level.SEN_SUPPORT: "sen_support"}.get(step.level, "tell_senco")
    onto = step.level in ON_REGISTER
    progress = PROGRESS_TO.get(step.level, "poor")
    speaker, rng = history.words.speaker, history.rng
    concern = review_support(
        support=history.support, reviewed_on=step.start, progress=progress, family_how="met",
        found=history.own("found", speaker.one(said.FOUND[progress], rng)), outcome=outcome,
        family_said=speaker.one(said.FAMILY_SAID, rng), at=at(step.start, 13, 40),
        by=history.staff.senco if outcome == "sen_support" else history.teacher(step.start),
        **(more if onto and outcome == "sen_support" else {}),
    )  # fmt: skip
    history.support = None
    if concern:
        settle(history, concern, step, more)
