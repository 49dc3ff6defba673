"""An application for funding as one table of moves (R-101, R-105)."""

from itertools import permutations

from apdr.enums import FundState as S
from apdr.models import FundingApplication
from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move
from core.ui.present import day

DECIDED = (S.GRANTED, S.PART, S.REFUSED)


def is_evidenced(application: FundingApplication) -> None:
    """What shows the need is written down, the day is known, and money or hours are asked for"""
    if not application.evidence.strip():
        raise Denied("Write what shows the need first, then record that you have applied.")
    if application.asked is None and application.hours_asked is None:
        raise Denied("Say how much money or how many hours a week you ask for first.")
    if application.applied_on is None:
        raise Denied("Say on which day you applied.")


def is_answered(application: FundingApplication) -> None:
    """The day of the answer is known, and not before the application"""
    if application.decided_on is None:
        raise Denied("Say on which day the answer came.")
    if application.applied_on and application.decided_on < application.applied_on:
        raise Denied(
            f"The answer cannot be of {day(application.decided_on)}, before you applied on "
            f"{day(application.applied_on)}: check the date."
        )


def is_granted(application: FundingApplication) -> None:
    """The day of the answer, the money or hours a week that were granted, from when and until when"""
    is_answered(application)
    if not application.granted and not application.hours_granted:
        raise Denied("Say how much money or how many hours a week were granted.")
    if application.start is None or application.end is None:
        raise Denied("Say from when and until when it is funded.")
    if application.end < application.start:
        raise Denied(
            f"The funding cannot end on {day(application.end)}, before it begins on {day(application.start)}: "
            "check the dates."
        )


EDIT = Permission.FUNDING_EDIT
ANSWERS = {S.GRANTED: is_granted, S.PART: is_granted, S.REFUSED: is_answered}

FUNDING = Lifecycle(
    "Funding application",
    S,
    [
        Move(S.PREPARING, S.APPLIED, EDIT, "Applied", guard=is_evidenced),
        Move(S.PREPARING, S.WITHDRAWN, EDIT, "Give up"),
        *(Move(S.APPLIED, answer, EDIT, str(answer.label), guard=ANSWERS[answer]) for answer in DECIDED),
        Move(S.APPLIED, S.WITHDRAWN, EDIT, "Withdraw"),
        *(
            Move(was, answer, EDIT, "Put the answer right", guard=ANSWERS[answer])
            for was, answer in permutations(DECIDED, 2)
        ),
    ],
)
