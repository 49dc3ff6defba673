"""The graduated response as one table of moves (R-36 to R-54): a SENCo could read this."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move
from register.enums import EXIT_A, EXIT_B_OR_C, Consulted, Finding, Level
from register.hooks import PlanStanding
from register.models import Pupil

NO_PLANS = PlanStanding()


@dataclass(frozen=True, slots=True)
class Change:
    """A move as somebody asks for it, with what is known of the pupil. `level` is where the pupil stands now;
    `findings` are those of the checks since support ended; `needs` are census codes that will hold."""

    pupil: Pupil
    level: str
    start: dt.date
    reason: str = ""
    consulted: frozenset[str] = frozenset()
    additional: str = ""
    needs: tuple[str, ...] = ()
    exit_criteria: frozenset[str] = frozenset()
    evidence: str = ""
    by_family: bool = False
    has_profile: bool = False
    plans: PlanStanding = NO_PLANS
    extra_support_runs: bool = False
    findings: tuple[str, ...] = ()

    @property
    def school_id(self) -> int:
        return self.pupil.school_id


@dataclass(frozen=True, slots=True)
class Holds:
    """One thing that must hold before a move: as the table says it, what tells whether it does, and what to do."""

    words: str
    met: Callable[[Change], bool]
    otherwise: str


def _exit_criterion(change: Change, wanted) -> bool:
    return bool(change.exit_criteria & {criterion.value for criterion in wanted})


def _all_asked(change: Change) -> bool:
    return {Consulted.PARENTS, Consulted.CHILD, Consulted.TEACHER} <= change.consulted


PARENTS = Holds(
    "the parents have been told and asked (code of practice 6.48)",
    lambda c: Consulted.PARENTS in c.consulted,
    "Tell the parents first, then tick Parents under who was consulted.",
)
ALL_PARTIES = Holds(
    "parents, child and class teacher have been asked (R-48)",
    _all_asked,
    "Ask the parents, the child and the class teacher, then tick all three.",
)
ADDITIONAL = Holds(
    "what is additional or different is written down (R-1)",
    lambda c: bool(c.additional.strip()),
    "Say what is additional to or different from what all children get.",
)
NEEDS = Holds(
    "a main type of need is recorded",
    lambda c: bool(c.needs),
    "Choose the main type of need, or “no specialist assessment” for now.",
)
PROFILE = Holds(
    "there is a profile (R-55)",
    lambda c: c.has_profile,
    "Write the profile first: the next step builds on it.",
)
PLAN_TRIED = Holds(
    "there is a plan, open or reviewed (R-45)",
    lambda c: c.plans.open or c.plans.reviewed > 0,
    "Write a plan first: outside advice builds on what was tried.",
)
PURPOSEFUL_ACTION = Holds(
    "at least one plan has been reviewed, or the family asked the local authority itself (R-134)",
    lambda c: c.plans.reviewed > 0 or c.by_family,
    "Review a plan first, or tick that the family asked the local authority.",
)
SUPPORT_REVIEWED = Holds(
    "the extra support has been reviewed with parents (R-20)",
    lambda c: not c.extra_support_runs,
    "Review the extra support with the parents first.",
)
EXIT_A_HOLDS = Holds(
    "exit A is ticked, with evidence (R-48)",
    lambda c: _exit_criterion(c, EXIT_A) and bool(c.evidence.strip()),
    "Tick exit A and say what the evidence is.",
)
EXIT_B_OR_C_HOLDS = Holds(
    "exit B or one of C is ticked, with evidence of sustained progress (R-49, R-50)",
    lambda c: _exit_criterion(c, EXIT_B_OR_C) and bool(c.evidence.strip()),
    "Tick exit B or one of C and say what shows that the progress lasts.",
)
LA_DECIDED = Holds(
    "the local authority’s decision and its date are written as evidence",
    lambda c: bool(c.evidence.strip()),
    "Write the local authority’s decision and its date under evidence.",
)
WATCHED = Holds(
    "progress held at all three checks (R-51, R-52)",
    lambda c: c.findings.count(Finding.HOLDING) >= 3,
    "Do the three checks first: support can come back quickly while the child is watched.",
)

PROFILE_FOLLOWS = "write the profile"
PLAN_FOLLOWS = "write the plan"
LETTER_FOLLOWS = "letter to the parents, with its slip"
STEP_DOWN_LETTER = "letter to the parents about stepping down"
CHECKS_FOLLOW = "checks at the end of the next one, two and three terms"
SUPPORT_FOLLOWS = "plan the extra support, with a day for its review"


class Guard:
    """Raises Denied with everything that is missing, not the first thing alone."""

    def __init__(self, holds: tuple[Holds, ...]) -> None:
        self.holds = holds
        self.__doc__ = "; ".join(one.words for one in holds)

    def missing(self, change: Change) -> list[str]:
        """What to do before the move, in the order of the table."""
        return [one.otherwise for one in self.holds if not one.met(change)]

    def __call__(self, change: Change) -> None:
        if missing := self.missing(change):
            raise Denied(" ".join(missing))


TEACHER, SENCO = Permission.CONCERN_SUPPORT, Permission.STATUS_CHANGE
NONE, EMERGING, MONITORING, RECORDED = (
    Level.NONE,
    Level.EMERGING_CONCERN,
    Level.MONITORING,
    Level.SEN_RECORDED,
)
SUPPORT, FURTHER, REQUESTED, EHC, EXITED = (
    Level.SEN_SUPPORT,
    Level.FURTHER_SUPPORT,
    Level.ASSESSMENT_REQUESTED,
    Level.EHC_PLAN,
    Level.EXITED,
)

ONTO_REGISTER = (PARENTS, ADDITIONAL, NEEDS)
NEW_ON_REGISTER = (LETTER_FOLLOWS, PROFILE_FOLLOWS, PLAN_FOLLOWS)


def _move(start: Level, end: Level, who: Permission, says: str, *holds: Holds, follows=()) -> Move:
    return Move(start, end, who, says, guard=Guard(holds) if holds else None, follows=tuple(follows))


RESPONSE = Lifecycle(
    "Graduated response",
    Level,
    [
        # a difficulty is noticed
        _move(NONE, EMERGING, TEACHER, "Begin extra support", follows=[SUPPORT_FOLLOWS]),
        _move(NONE, MONITORING, SENCO, "Watch progress"),
        _move(EMERGING, NONE, TEACHER, "No further action", SUPPORT_REVIEWED),
        _move(EMERGING, MONITORING, TEACHER, "Watch that progress lasts", SUPPORT_REVIEWED),
        _move(MONITORING, NONE, TEACHER, "No further action"),
        _move(MONITORING, EMERGING, TEACHER, "Begin extra support", follows=[SUPPORT_FOLLOWS]),
        # onto the register
        *(
            move
            for start, first in ((NONE, ()), (EMERGING, (SUPPORT_REVIEWED,)), (MONITORING, ()), (EXITED, ()))
            for move in (
                _move(start, RECORDED, SENCO, "Record SEN", *first, *ONTO_REGISTER,
                      follows=[LETTER_FOLLOWS, PROFILE_FOLLOWS]),
                _move(start, SUPPORT, SENCO, "Begin SEN Support", *first, *ONTO_REGISTER, follows=NEW_ON_REGISTER),
            )
        ),
        _move(NONE, FURTHER, SENCO, "Continue support from the last school", *ONTO_REGISTER, follows=NEW_ON_REGISTER),
        _move(NONE, EHC, SENCO, "Continue an EHC plan", *ONTO_REGISTER, follows=NEW_ON_REGISTER),
        _move(EXITED, FURTHER, SENCO, "Bring support back", *ONTO_REGISTER, follows=[LETTER_FOLLOWS, PLAN_FOLLOWS]),
        # up the stairs
        _move(RECORDED, SUPPORT, SENCO, "Step up to SEN Support", PARENTS, ADDITIONAL, NEEDS,
              follows=[LETTER_FOLLOWS, PLAN_FOLLOWS]),
        _move(SUPPORT, FURTHER, SENCO, "Seek outside advice", PARENTS, ADDITIONAL, NEEDS, PROFILE, PLAN_TRIED,
              follows=[PLAN_FOLLOWS]),
        *(
            _move(start, REQUESTED, SENCO, "Ask for an EHC needs assessment", PARENTS, ADDITIONAL, NEEDS,
                  PURPOSEFUL_ACTION, follows=[PLAN_FOLLOWS])
            for start in (NONE, EMERGING, MONITORING, RECORDED, SUPPORT, FURTHER, EXITED)
        ),
        *(
            _move(start, EHC, SENCO, "An EHC plan is made", PARENTS, ADDITIONAL, NEEDS, follows=[PLAN_FOLLOWS])
            for start in (RECORDED, SUPPORT, FURTHER, REQUESTED)
        ),
        # down the stairs
        _move(REQUESTED, SUPPORT, SENCO, "No EHC plan: SEN Support goes on", PARENTS, ADDITIONAL, NEEDS),
        _move(REQUESTED, FURTHER, SENCO, "No EHC plan: further support goes on", PARENTS, ADDITIONAL, NEEDS),
        _move(EHC, SUPPORT, SENCO, "The EHC plan has ended", PARENTS, ADDITIONAL, NEEDS, LA_DECIDED,
              follows=[STEP_DOWN_LETTER, PLAN_FOLLOWS]),
        _move(EHC, FURTHER, SENCO, "The EHC plan has ended", PARENTS, ADDITIONAL, NEEDS, LA_DECIDED,
              follows=[STEP_DOWN_LETTER, PLAN_FOLLOWS]),
        _move(FURTHER, SUPPORT, SENCO, "Outside advice worked: SEN Support", PARENTS, ADDITIONAL, NEEDS),
        *(
            _move(start, RECORDED, SENCO, "Step down, adjustments go on", ALL_PARTIES, ADDITIONAL, NEEDS, PROFILE,
                  EXIT_A_HOLDS, follows=[STEP_DOWN_LETTER])
            for start in (SUPPORT, FURTHER)
        ),
        *(
            _move(start, EXITED, SENCO, "Leave the register and be watched", ALL_PARTIES, EXIT_B_OR_C_HOLDS,
                  follows=[STEP_DOWN_LETTER, CHECKS_FOLLOW])
            for start in (RECORDED, SUPPORT, FURTHER)
        ),
        _move(EHC, EXITED, SENCO, "Leave the register and be watched", ALL_PARTIES, LA_DECIDED, EXIT_B_OR_C_HOLDS,
              follows=[STEP_DOWN_LETTER, CHECKS_FOLLOW]),
        _move(EXITED, MONITORING, SENCO, "Watch more closely", PARENTS),
        _move(EXITED, NONE, SENCO, "End the watch", WATCHED),
    ],
    field="level",
)  # fmt: skip
