"""What a complaint asks for: the answer that was promised, the local authority, what comes next, what the Tribunal is to
be given (R-224 to R-226). Of one that is for the head alone nobody else is told, and its words tell nothing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from core.accounts.enums import Permission, Role
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group, To
from core.reminders.kinds import LONG, Kind, Rung, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from governance.complaints.queries import la_asked
from governance.enums import ComplaintState, StepKind
from governance.models import Complaint, ComplaintStep
from register.deadlines.people import holders_of, may_hold
from register.deadlines.rows import child_columns, child_of, may, of_child, of_school, rest_of

VIEW, HEAD = Permission.COMPLAINT_VIEW, Permission.COMPLAINT_HEAD
TRIBUNAL = frozenset({StepKind.TRIBUNAL, StepKind.EVIDENCE, StepKind.HEARING})
URGENT = (Rung("day", 0), Rung("late", -1, (To.OWNER, To.HEAD)), Rung("late_week", -7, (To.OWNER, To.HEAD)))

add_kinds(
    Kind("complaint_reply", "Answer a complaint", "An answer to a complaint is due", Group.SCHOOL,
         "Whoever complains is answered by the day that was promised.", needs=VIEW),
    Kind("complaint_la", "Ask the local authority for disagreement resolution",
         "The local authority is to be asked for disagreement resolution", Group.SCHOOL,
         "After a serious complaint about the provision for a child’s SEN the local authority is asked at once, whether or "
         "not there is an EHC plan.", ladder=URGENT, needs=VIEW),
    Kind("complaint_step", "Do what comes next of a complaint", "What comes next of a complaint is due", Group.SCHOOL,
         "What was said to happen next of a complaint is done by its day.", needs=VIEW),
    Kind("complaint_tribunal", "Give the Tribunal what it asks for", "Something for the Tribunal is due", Group.SCHOOL,
         "The Tribunal names the day. The school gives the information that it is asked for by then, and attends.",
         ladder=LONG, needs=VIEW),
    Kind("head_matter", "See to a matter of the head’s", "A matter of the head’s is due", Group.SCHOOL,
         "What is for the head alone is told to nobody else.", needs=HEAD),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What is due of one complaint; `url_of` is the complaint's reference, `says` tells the head what it is."""

    kind: str
    subject: str
    due: dt.date
    url_of: str
    handler: int | None
    started: str
    says: str = ""


def _ready(ask: Ask) -> bool:
    """Whether anything can be theirs; who holds which role is read beforehand."""
    if not may(ask, VIEW):
        return False
    holders_of(ask, Role.HEAD)
    return True


def _rows(ask: Ask) -> list[tuple]:
    return _open_rows(ask.user, school=ask.school.pk) if _ready(ask) else []


@prepared
def _open_rows(user, *, school: int):
    rows = Complaint.objects.filter(school=school, state=ComplaintState.OPEN)
    rows = rows.visible_to(user) if user else rows
    return rows.order_by("pk").values_list(
        *child_columns(),
        "reference",
        "head_only",
        "handled_by",
        "raised_on",
        "reply_by",
        "serious",
        la_asked(),
    )


def _build(row: tuple, ask: Ask) -> Iterator[Deadline]:
    reference, hidden, handler, raised_on, reply_by, serious, asked = rest_of(row)
    started = f"It was made on {day(raised_on)}."
    if reply_by:
        yield _deadline(row, ask, hidden, Told("complaint_reply", f"complaint:{reference}", reply_by, reference, handler,
                                               started, "Answer a complaint"))  # fmt: skip
    if serious and not asked:
        yield _deadline(row, ask, hidden, Told("complaint_la", f"complaint:{reference}", raised_on, reference, handler,
                                               started, "Ask the local authority"))  # fmt: skip


def _step_rows(ask: Ask) -> list[tuple]:
    return _next_rows(ask.user, school=ask.school.pk) if _ready(ask) else []


@prepared
def _next_rows(user, *, school: int):
    rows = ComplaintStep.objects.filter(
        school=school, complaint__state=ComplaintState.OPEN, done_on=None, next_by__isnull=False
    )
    rows = rows.visible_to(user) if user else rows
    return rows.order_by("pk").values_list(
        *child_columns("complaint__pupil__"), "complaint__reference", "complaint__head_only", "complaint__handled_by",
        "reference", "kind", "on", "next_step", "next_by",
    )  # fmt: skip


def _build_step(row: tuple, ask: Ask) -> Iterator[Deadline]:
    complaint, hidden, handler, reference, kind, on, what, by = rest_of(row)
    named = "complaint_tribunal" if kind in TRIBUNAL else "complaint_step"
    said = f"{StepKind(kind).label}: {day(on)}."
    yield _deadline(
        row, ask, hidden, Told(named, f"complaint-step:{reference}", by, complaint, handler, said, what)
    )


def _deadline(row: tuple, ask: Ask, hidden: bool, told: Told) -> Deadline:
    about = ("complaints:complaint", told.url_of)
    if hidden:
        owners = (
            (told.handler,)
            if told.handler and may_hold(ask, told.handler, HEAD)
            else holders_of(ask, Role.HEAD)
        )
        subject = told.subject.replace("complaint", "matter") + told.kind.removeprefix("complaint")
        return of_school(ask, "head_matter", subject, told.due, *about, owners=owners, detail=told.says,
                         started=told.started)  # fmt: skip
    owners = (told.handler,) if told.handler and may_hold(ask, told.handler, VIEW) else ()
    more = {"owners": owners, "started": told.started, "detail": told.says if "step:" in told.subject else ""}
    if row[0] is None:
        return of_school(ask, told.kind, told.subject, told.due, *about, **more)
    return of_child(child_of(row), ask, told.kind, told.subject, told.due, *about, **more)


def _about(row: tuple) -> str:
    """The pupil, but of what is for the head alone nobody: the SENCo is told of what could not be computed."""
    hidden = rest_of(row)[1]
    return "" if hidden else row[1] or ""


add_source(
    Source("governance.complaints", "Dates of the school", _rows, _build, about=_about),
    Source("governance.complaint_steps", "Dates of the school", _step_rows, _build_step, about=_about),
)
