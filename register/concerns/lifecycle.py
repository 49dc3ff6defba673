"""The moves of a concern, and what each outcome asks for: a SENCo could read this."""

from collections.abc import Container

from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move
from register.enums import WITH_PLAN, ConcernState, Level, Outcome, RaisedBy

GROUNDS = {
    "ground_staff": "Say what was discussed with the teacher.",
    "ground_progress": "Say what progress shows, against the school and nationally.",
    "ground_family": "Say what child and parents say about it.",
}
MAKES_PROVISION = (Outcome.EXTRA_SUPPORT, Outcome.RECORD, Outcome.SEN_SUPPORT)
ENDS_IT = (Outcome.TEACHING, Outcome.SIGNPOSTED, Outcome.PASTORAL)
LEVEL_OF = {
    Outcome.MONITOR: Level.MONITORING,
    Outcome.RECORD: Level.SEN_RECORDED,
    Outcome.SEN_SUPPORT: Level.SEN_SUPPORT,
}
BEFORE_REGISTER = (Level.NONE, Level.EMERGING_CONCERN, Level.MONITORING)


def missing_of(concern) -> dict[str, str]:
    """What a decision still lacks: field of the concern → what to do. The outcome alone when there is none.

    Where SEN provision is made all three grounds are recorded, otherwise at least one (R-29). A parent's concern
    says whether it shows in school; only one that does not is signposted, and says to whom (R-26).
    """
    if not concern.outcome:
        return {"outcome": "Choose what follows."}
    missing = {} if concern.decision.strip() else {"decision": "Say what is done, and why."}
    empty = {name: words for name, words in GROUNDS.items() if not getattr(concern, name).strip()}
    if concern.outcome in MAKES_PROVISION:
        missing |= empty
    elif len(empty) == len(GROUNDS):
        missing["ground_staff"] = "Write down at least one of the three grounds."
    if concern.outcome == Outcome.SIGNPOSTED:
        missing |= _missing_to_signpost(concern)
    return missing


def _missing_to_signpost(concern) -> dict[str, str]:
    if concern.raised_by != RaisedBy.PARENT:
        return {"outcome": "Only a parent’s concern is pointed to other help: choose another outcome."}
    if concern.seen_in_school is None:
        return {"seen_in_school": "Say whether it shows in school or affects learning."}
    if concern.seen_in_school:
        return {"outcome": "It shows in school, so school takes it up: choose another outcome."}
    if not concern.signposted_to.strip():
        return {"signposted_to": "Say where the family was pointed to: doctor, health visitor or another."}
    return {}


def is_reasoned(concern) -> None:
    """An outcome with its reasons and grounds: all three where SEN provision is made (R-29); where to, when the
    family is pointed to other help (R-26)"""
    if missing := missing_of(concern):
        raise Denied(" ".join(missing.values()))


CONCERN = Lifecycle(
    "Concern",
    ConcernState,
    [
        Move(ConcernState.RAISED, ConcernState.GATHERING, Permission.CONCERN_DECIDE, "Gather information"),
        Move(ConcernState.RAISED, ConcernState.DECIDED, Permission.CONCERN_DECIDE, "Decide", guard=is_reasoned),
        Move(
            ConcernState.GATHERING, ConcernState.DECIDED, Permission.CONCERN_DECIDE, "Decide", guard=is_reasoned
        ),
    ],
)  # fmt: skip


def outcomes_for(
    level: str, *, raised_by: str, support_runs: bool, hide_recorded: bool = False
) -> list[Outcome]:
    """The outcomes that a concern about a pupil at `level` may have, in the order of the enum.

    Above SEN Support the level stays whatever is decided: a concern never steps a child down.
    """
    possible = {Outcome.TEACHING, Outcome.PASTORAL, Outcome.SEN_SUPPORT}
    if raised_by == RaisedBy.PARENT:
        possible.add(Outcome.SIGNPOSTED)
    if level in BEFORE_REGISTER and not support_runs:
        possible.add(Outcome.EXTRA_SUPPORT)
    if level in (*BEFORE_REGISTER, Level.EXITED):
        possible.add(Outcome.MONITOR)
        if not hide_recorded:
            possible.add(Outcome.RECORD)
    return [outcome for outcome in Outcome if outcome in possible]


def level_after(outcome: str, level: str, *, support_runs: bool, others_open: bool) -> Level | None:
    """The level that the outcome sets at once, or None where it stays as it is.

    An emerging concern that nothing carries on any more (no support, no other concern) ends with the decision.
    """
    if level in WITH_PLAN:
        return None
    if outcome in ENDS_IT:
        over = level == Level.EMERGING_CONCERN and not support_runs and not others_open
        return Level.NONE if over else None
    wanted = LEVEL_OF.get(outcome)
    return None if wanted == level else wanted


def asks_consulted(level: str, outcomes: Container[str]) -> bool:
    """Whether any of these outcomes could change the level, and so needs to know who was consulted (R-53)."""
    return level not in WITH_PLAN and any(outcome in outcomes for outcome in LEVEL_OF)
