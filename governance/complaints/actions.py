"""Every write of complaints: recorded, taken up the ladder, their steps, their end. Each is one transaction."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.reminders.actions import end_notices
from core.schools.models import School
from core.ui.present import day
from governance.complaints.queries import handlers, may_handle
from governance.enums import Stage, StepKind
from governance.lifecycle import ENDS, LADDER
from governance.models import Complaint, ComplaintStep
from register.edits import check_version
from register.models import Pupil

EDIT, HEAD = Permission.COMPLAINT_EDIT, Permission.COMPLAINT_HEAD
RANK = {stage: place for place, stage in enumerate(Stage.values)}
BY_THE_PRODUCT = frozenset({StepKind.RAISED, StepKind.MOVED})  # steps that nobody writes by hand
TELLS_LA = frozenset({StepKind.LA_CONTACTED, StepKind.RESOLUTION})


def _not_ahead(on: dt.date, at: dt.datetime, words: str) -> None:
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: {words}.")


def _check_reply(raised_on: dt.date, reply_by: dt.date | None) -> None:
    if reply_by and reply_by < raised_on:
        raise Denied(f"An answer cannot be promised by {day(reply_by)}, before the complaint was made.")


def _check_handler(school: School, handled_by: User | None, *, head_only: bool) -> None:
    if handled_by and not may_handle(school, handled_by, head_only=head_only):
        who = "the head teacher, for it is for the head alone" if head_only else "a member of staff"
        raise Denied(f"Whoever handles it must be {who}: choose somebody else.")


def _held(complaint: Complaint, by: User, version: int | None = None) -> Complaint:
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("school")
    held = rows.get(pk=complaint.pk)
    check_can(by, EDIT, held)
    check_version(held, version)
    return held


def _save(held: Complaint) -> Complaint:
    held.version += 1
    held.save()
    return held


def _lowest(stage: str, head_only: bool) -> str:
    """The stage, but no lower than the head's where the complaint is for the head alone."""
    return Stage.HEAD if head_only and RANK[stage] < RANK[Stage.HEAD] else stage


def _write_step(held: Complaint, by: User, at: dt.datetime, **step) -> ComplaintStep:
    return ComplaintStep.objects.create(
        school_id=held.school_id, complaint=held, stage=held.stage, recorded_by=by, recorded_at=at, **step
    )


@transaction.atomic
def record_complaint(
    *, school: School, by: User, at: dt.datetime, raised_by: str, raised_on: dt.date, about: str, relation: str = "",
    wants: str = "", pupil: Pupil | None = None, stage: str = Stage.TEACHER, serious: bool = False,
    about_senco: bool = False, head_only: bool = False, handled_by: User | None = None, reply_by: dt.date | None = None,
) -> Complaint:  # fmt: skip
    """Record a complaint about SEN provision, about a pupil or about none (R-224). One about the SENCo is for the head
    alone, as one that the head keeps so: it begins with the head. Raises Denied with what is wrong."""
    check_can(by, EDIT, school)
    head_only = head_only or about_senco
    if head_only:
        check_can(by, HEAD, school)
    if pupil and not Pupil.objects.filter(school=school, pk=pupil.pk).visible_to(by).exists():
        raise Denied("That pupil is not at this school: choose another.")
    if not raised_by.strip() or not about.strip():
        raise Denied("Say who complains, and about what.")
    _not_ahead(raised_on, at, "enter the day on which it was made")
    _check_reply(raised_on, reply_by)
    _check_handler(school, handled_by, head_only=head_only)
    made = Complaint.objects.create(
        school=school, pupil=pupil, raised_by=raised_by.strip(), relation=relation.strip(), raised_on=raised_on,
        about=about.strip(), wants=wants.strip(), stage=_lowest(stage, head_only), serious=serious, head_only=head_only,
        handled_by=handled_by, reply_by=reply_by, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    _write_step(made, by, at, kind=StepKind.RAISED, on=raised_on)
    return made


@transaction.atomic
def amend_complaint(
    *, complaint: Complaint, by: User, at: dt.datetime, version: int | None = None, raised_by: str, about: str,
    relation: str = "", wants: str = "", serious: bool = False, head_only: bool | None = None,
    handled_by: User | None = None, reply_by: dt.date | None = None,
) -> Complaint:  # fmt: skip
    """Put right what is written of a complaint, who handles it, by when an answer is promised. `head_only` None leaves
    it; made so, a lower stage becomes the head's. The history keeps what it said. Raises Denied, or Overtaken."""
    held = _held(complaint, by, version)
    if head_only is not None and head_only != held.head_only:
        check_can(by, HEAD, held.school)
        held.head_only = head_only
        _forget(held, at)
    if not raised_by.strip() or not about.strip():
        raise Denied("Say who complains, and about what.")
    _check_reply(held.raised_on, reply_by)
    _check_handler(held.school, handled_by, head_only=held.head_only)
    held.raised_by, held.relation, held.about = raised_by.strip(), relation.strip(), about.strip()
    held.wants, held.serious, held.handled_by, held.reply_by = wants.strip(), serious, handled_by, reply_by
    stage = _lowest(held.stage, held.head_only)
    if stage != held.stage:
        held.stage = stage
        _write_step(
            held, by, at, kind=StepKind.MOVED, on=timezone.localdate(at), what="Kept for the head alone."
        )
    return _save(held)


def _forget(held: Complaint, at: dt.datetime) -> None:
    """Who may know of it is another now: what was told of it goes from behind the bells, the next round tells anew."""
    steps = held.steps.values_list("reference", flat=True)
    subjects = [f"complaint:{held.reference}", *(f"complaint-step:{reference}" for reference in steps)]
    end_notices(school=held.school, subjects=subjects, at=at)


@transaction.atomic
def hand_to_head(
    *, complaint: Complaint, why: str, by: User, at: dt.datetime, version: int | None = None
) -> Complaint:
    """Give a complaint to the head alone, for good as far as the giver goes: from now on nobody else sees it, and the head
    is asked to take it up. Raises Denied with what is wrong, or Overtaken."""
    held = _held(complaint, by, version)
    if held.head_only:
        raise Denied("It is for the head alone already.")
    if not why.strip():
        raise Denied("Say why it is for the head alone.")
    heads = handlers(held.school, head_only=True)
    if not heads:
        raise Denied("No head teacher has an account here, so nobody would see it: invite the head first.")
    _forget(held, at)
    if held.handled_by not in heads:
        held.handled_by = heads[0] if len(heads) == 1 else None
    held.head_only, held.stage, today = True, _lowest(held.stage, head_only=True), timezone.localdate(at)
    _write_step(held, by, at, kind=StepKind.MOVED, on=today, what=f"Handed to the head alone: {why.strip()}",
                next_step="Read it, and tell whoever complains who sees to it", next_by=today)  # fmt: skip
    return _save(held)


def _latest(held: Complaint) -> dt.date:
    return held.steps.order_by("-on").values_list("on", flat=True).first() or held.raised_on


@transaction.atomic
def take_up(
    *, complaint: Complaint, stage: str, on: dt.date, why: str, by: User, at: dt.datetime,
    version: int | None = None, handled_by: User | None = None, reply_by: dt.date | None = None,
) -> Complaint:  # fmt: skip
    """Take a complaint up its ladder, never down: class teacher, SENCo, head, formal (R-224). What was promised at the
    stage before gives way to `reply_by`. Raises Denied with what is wrong, or Overtaken."""
    held = _held(complaint, by, version)
    LADDER.check(held, stage, by)
    if not why.strip():
        raise Denied("Say why it goes to the next stage.")
    _not_ahead(on, at, "enter the day on which it went to the next stage")
    if on < held.raised_on:
        raise Denied(f"The complaint was made on {day(held.raised_on)}: it cannot go on before that day.")
    _check_reply(on, reply_by)
    _check_handler(held.school, handled_by, head_only=held.head_only)
    held.stage, held.handled_by, held.reply_by = stage, handled_by, reply_by
    _write_step(held, by, at, kind=StepKind.MOVED, on=on, what=why.strip())
    return _save(held)


@transaction.atomic
def record_step(
    *, complaint: Complaint, kind: str, on: dt.date, by: User, at: dt.datetime, what: str = "", people: str = "",
    next_step: str = "", next_by: dt.date | None = None,
) -> ComplaintStep:  # fmt: skip
    """Write down what happened, and what happens next by when (R-224 to R-226). An answer keeps what was promised: the
    step says until when that was. Raises Denied with what is wrong."""
    held = _held(complaint, by)
    if kind in BY_THE_PRODUCT or kind not in StepKind.values:
        raise Denied("Say what happened: taking it to the next stage has a page of its own.")
    _not_ahead(on, at, "enter the day on which it happened, and what is still to come as the next step")
    if on < held.raised_on:
        raise Denied(f"The complaint was made on {day(held.raised_on)}: check the date.")
    if not what.strip() and kind not in TELLS_LA:
        raise Denied("Say in a few words what happened.")
    if bool(next_step.strip()) != bool(next_by):
        raise Denied("Say what happens next and by when, or leave both empty.")
    if next_by and next_by < on:
        raise Denied(f"The next step cannot be due on {day(next_by)}, before this one: check the dates.")
    what = what.strip()
    if kind == StepKind.REPLY and held.reply_by:
        what = f"{what}\nAn answer was promised by {day(held.reply_by)}."
        held.reply_by = None
        _save(held)
    return _write_step(held, by, at, kind=kind, on=on, people=people.strip(), what=what, next_step=next_step.strip(),
                       next_by=next_by)  # fmt: skip


@transaction.atomic
def mark_step_done(*, step: ComplaintStep, by: User, at: dt.datetime) -> ComplaintStep:
    """What was to happen next is done, today. Marked twice it stays as it was. Raises Denied."""
    _held(step.complaint, by)
    held = ComplaintStep.objects.select_for_update().get(pk=step.pk)
    if not held.next_step:
        raise Denied("Nothing was to happen next.")
    if held.done_on is None:
        held.done_on = timezone.localdate(at)
        held.version += 1
        held.save(update_fields=["done_on", "version"])
    return held


@transaction.atomic
def close_complaint(
    *, complaint: Complaint, state: str, outcome: str, closed_on: dt.date, by: User, at: dt.datetime, learnt: str = "",
    version: int | None = None,
) -> Complaint:  # fmt: skip
    """Close a complaint with what came of it and what the school changes. It is not opened again: what comes later is a
    new complaint. Raises Denied with what is wrong, or Overtaken."""
    held = _held(complaint, by, version)
    held.outcome, held.learnt = outcome.strip(), learnt.strip()
    ENDS.check(held, state, by)
    _not_ahead(closed_on, at, "enter the day on which it was closed")
    if closed_on < (latest := _latest(held)):
        raise Denied(f"Something happened on {day(latest)} still: it cannot have been closed before.")
    held.state, held.closed_on, held.closed_at, held.closed_by = state, closed_on, at, by
    return _save(held)
