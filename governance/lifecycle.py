"""The ladder of a complaint, and how one ends: tables that a SENCo could read (R-224)."""

from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.lifecycle.moves import Lifecycle, Move
from governance.enums import ComplaintState, Stage

S, C, EDIT = Stage, ComplaintState, Permission.COMPLAINT_EDIT


def is_open(complaint) -> None:
    """The complaint is open"""
    if complaint.state != C.OPEN:
        raise Denied("This complaint is closed: record a new one that says it follows this.")


def outcome_is_written(complaint) -> None:
    """What came of it is written down"""
    if not complaint.outcome.strip():
        raise Denied("Say what came of it.")


TO_SENCO, TO_HEAD, TO_FORMAL = "Take to the SENCo", "Take to the head teacher", "Make it a formal complaint"

LADDER = Lifecycle("Complaint", Stage, [
    Move(S.TEACHER, S.SENCO, EDIT, TO_SENCO, is_open),
    Move(S.TEACHER, S.HEAD, EDIT, TO_HEAD, is_open),
    Move(S.TEACHER, S.FORMAL, EDIT, TO_FORMAL, is_open),
    Move(S.SENCO, S.HEAD, EDIT, TO_HEAD, is_open),
    Move(S.SENCO, S.FORMAL, EDIT, TO_FORMAL, is_open),
    Move(S.HEAD, S.FORMAL, EDIT, TO_FORMAL, is_open),
], field="stage")  # fmt: skip

ENDS = Lifecycle("End of a complaint", ComplaintState, [
    Move(C.OPEN, C.RESOLVED, EDIT, "Resolve", outcome_is_written),
    Move(C.OPEN, C.WITHDRAWN, EDIT, "Record that it was withdrawn", outcome_is_written),
    Move(C.OPEN, C.ELSEWHERE, EDIT, "Record that it was decided elsewhere", outcome_is_written),
])  # fmt: skip
