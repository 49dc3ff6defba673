"""The moves of a provision: a SENCo could read this."""

from apdr.enums import GateCheck
from apdr.enums import ProvisionState as S
from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move

CHECK_WORDS = {
    GateCheck.AIMS: "aims, impact and measure", GateCheck.TIME: "time it takes", GateCheck.BEST_TIME: "best time",
    GateCheck.MISSED: "what is missed in class", GateCheck.LINK: "link to class", GateCheck.EVIDENCE: "evidence",
    GateCheck.TRAINED: "trained adults", GateCheck.BENEFIT: "benefit against what is missed",
}  # fmt: skip


def checks_open(provision) -> list[GateCheck]:
    """Those of the eight checks (R-96) that nobody has answered, in the policy's order. One query."""
    answered = {row.check_name for row in provision.answers.all() if row.answer.strip()}
    return [check for check in GateCheck if check not in answered]


def missing_of_start(provision) -> list[str]:
    """What is still wanted before the provision can start (R-96, R-97)."""
    missing = []
    if not any(place.pupil.left_on is None for place in provision.pupils.select_related("pupil")):
        missing.append("add at least one child")
    if not provision.adults.all():
        missing.append("say which adult takes it")
    if not provision.slots.all():
        missing.append("set at least one weekly time")
    if left := checks_open(provision):
        what = "all eight checks" if len(left) == len(GateCheck) else ", ".join(CHECK_WORDS[c] for c in left)
        missing.append(f"answer {what if len(left) == len(GateCheck) else f'the check on {what}'}")
    return missing


def is_ready(provision) -> None:
    """A child, an adult, a weekly time, and all eight checks answered"""
    if missing := missing_of_start(provision):
        raise Denied(f"This cannot start yet: {'; '.join(missing)}.")


def has_no_sessions(provision) -> None:
    """No session of it has been recorded"""
    if provision.sessions.exists():
        raise Denied("Sessions of this have been recorded: start it and end it instead.")


EDIT = Permission.PROVISION_EDIT

PROVISION = Lifecycle(
    "Provision",
    S,
    [
        Move(S.PLANNED, S.RUNNING, EDIT, "Start", guard=is_ready),
        Move(S.PLANNED, S.DROPPED, EDIT, "Do not start it", guard=has_no_sessions),
        Move(S.RUNNING, S.ENDED, EDIT, "End it"),
    ],
)
