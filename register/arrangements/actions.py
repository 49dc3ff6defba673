"""Every write of access arrangements, adjustments and healthcare plans. Each is one transaction."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.present import day
from register.arrangements.dates import key_stage_ends, latest_review, overlap
from register.edits import check_version
from register.enums import ArrangementKind, KeyStage
from register.models import AccessArrangement, Adjustment, HealthcarePlan, Pupil, PupilDocument, TrainedAdult


def check_span(pupil: Pupil, start: dt.date, end: dt.date | None) -> None:
    """Raises Denied when something cannot last from `start` to `end`: before birth, after leaving, backwards."""
    if start < pupil.born:
        raise Denied(f"{day(start)} is before {pupil.first_name} was born: check the date.")
    if pupil.left_on and start > pupil.left_on:
        raise Denied(f"{day(start)} is after {pupil.first_name} left: check the date.")
    if end and end < start:
        raise Denied(f"It cannot end on {day(end)}, before it begins on {day(start)}: check the dates.")


def _check_paper(pupil: Pupil, document: PupilDocument | None, by: User) -> None:
    if document and not PupilDocument.objects.visible_to(by).filter(pk=document.pk, pupil=pupil).exists():
        raise Denied("That paper is not in this pupil’s file: choose another.")


def _held(model, row, pupil: Pupil, version: int | None, at: dt.datetime, by: User):
    """The locked row, or a new one of this pupil. The pupil is locked first, so that two who add the same thing at
    once do not both pass the check for an overlap."""
    check_can(by, Permission.ARRANGEMENT_EDIT, pupil)
    Pupil.objects.select_for_update().only("pk").get(pk=pupil.pk)
    if row is None:
        return model(school_id=pupil.school_id, pupil=pupil, version=0, recorded_at=at, recorded_by=by)
    held = model.objects.select_for_update().get(pk=row.pk)
    check_version(held, version)
    return held


def _refuse_overlap(held, what: str, start: dt.date, end: dt.date | None, **same: str) -> None:
    others = type(held).objects.filter(pupil=held.pupil_id, **same).exclude(pk=held.pk)
    for other in others:
        if overlap(start, end, other.start, other.end):
            until = f" until {day(other.end)}" if other.end else ""
            raise Denied(
                f"{what} is recorded already, from {day(other.start)}{until}: change or end that one."
            )


def _save(held):
    held.version += 1
    held.save()
    return held


@transaction.atomic
def write_access(
    *, pupil: Pupil, held: AccessArrangement | None, by: User, at: dt.datetime, version: int | None = None, kind: str,
    key_stage: str, start: dt.date, evidence: str, end: dt.date | None = None, detail: str = "",
    evidence_on: dt.date | None = None, document: PupilDocument | None = None,
) -> AccessArrangement:  # fmt: skip
    """Record an access arrangement for one key stage, or change one. Without an end it ends with the key stage, and
    it never goes beyond: a Year 6 arrangement does not carry into Year 7 (R-198). Evidence is required.

    Raises Denied with what is wrong, or Overtaken.
    """
    held = _held(AccessArrangement, held, pupil, version, at, by)
    end = _access_end(pupil, key_stage, start, end, timezone.localdate(at))
    check_span(pupil, start, end)
    if not evidence.strip():
        raise Denied("Say what the evidence is and that it is the child’s normal way of working.")
    if kind == ArrangementKind.OTHER and not detail.strip():
        raise Denied("Say which arrangement it is.")
    if evidence_on and evidence_on > timezone.localdate(at):
        raise Denied(f"The evidence cannot be dated {day(evidence_on)}, in the future: check the date.")
    _check_paper(pupil, document, by)
    same = {"kind": kind} | ({"detail__iexact": detail.strip()} if kind == ArrangementKind.OTHER else {})
    _refuse_overlap(held, str(ArrangementKind(kind).label), start, end, **same)
    held.kind, held.key_stage, held.start, held.end, held.detail = kind, key_stage, start, end, detail.strip()
    held.evidence, held.evidence_on, held.document = evidence.strip(), evidence_on, document
    return _save(held)


def _access_end(pupil: Pupil, stage: str, start: dt.date, end: dt.date | None, today: dt.date) -> dt.date:
    last, words = key_stage_ends(stage, pupil.year_group, today), str(KeyStage(stage).label)
    if last is None and end is None:
        raise Denied(f"{pupil.first_name}’s year group is not known: say until when the arrangement holds.")
    if last and start > last:
        raise Denied(
            f"{words} ends on {day(last)} for {pupil.first_name}: choose the key stage that it is for."
        )
    if last and end and end > last:
        raise Denied(
            f"An arrangement for {words} ends on {day(last)} at the latest: it does not carry over by itself."
        )
    return end or last


@transaction.atomic
def write_adjustment(
    *, pupil: Pupil, held: Adjustment | None, by: User, at: dt.datetime, version: int | None = None, kind: str, what: str,
    start: dt.date, end: dt.date | None = None, review_on: dt.date | None = None, works: str = "",
) -> Adjustment:  # fmt: skip
    """Record a reasonable adjustment or an auxiliary aid, or change one (Equality Act 2010 section 20; R-39, R-203).
    Raises Denied with what is wrong, or Overtaken."""
    held = _held(Adjustment, held, pupil, version, at, by)
    check_span(pupil, start, end)
    if not what.strip():
        raise Denied("Say what the school does or provides.")
    _check_review(start, end, review_on)
    _refuse_overlap(held, f"“{what.strip()}”", start, end, what__iexact=what.strip())
    held.kind, held.what, held.start, held.end = kind, what.strip(), start, end
    held.review_on, held.works = review_on, works.strip()
    return _save(held)


def _check_review(start: dt.date, end: dt.date | None, review_on: dt.date | None) -> None:
    if review_on and review_on < start:
        raise Denied(f"It cannot be looked at again on {day(review_on)}, before it begins: check the dates.")
    if review_on and end and review_on > end:
        raise Denied(f"It ends on {day(end)}, before it is to be looked at again: check the dates.")


@transaction.atomic
def write_healthcare(
    *, pupil: Pupil, held: HealthcarePlan | None, by: User, at: dt.datetime, version: int | None = None, condition: str,
    emergency: str, start: dt.date, review_on: dt.date, end: dt.date | None = None, daily: str = "", medicines: str = "",
    learning: str = "", with_parents: bool = False, with_child: bool = False, with_whom: str = "",
    document: PupilDocument | None = None,
) -> HealthcarePlan:  # fmt: skip
    """Write an individual healthcare plan, or change one. It runs beside any SEN plan and implies none (R-199, R-201);
    the flag of the school's information system is not changed. Raises Denied with what is wrong, or Overtaken."""
    held = _held(HealthcarePlan, held, pupil, version, at, by)
    check_span(pupil, start, end)
    if not condition.strip() or not emergency.strip():
        raise Denied("Say what the condition is and what to do in an emergency.")
    latest = latest_review(start, timezone.localdate(at))
    if review_on > latest:
        raise Denied(f"A healthcare plan is reviewed at least once a year: choose a day up to {day(latest)}.")
    if review_on < start:
        raise Denied("The review cannot be before the plan begins: check the dates.")
    _check_paper(pupil, document, by)
    _refuse_overlap(
        held, f"A plan for “{condition.strip()}”", start, end, condition__iexact=condition.strip()
    )
    held.condition, held.emergency, held.start, held.review_on = (
        condition.strip(),
        emergency.strip(),
        start,
        review_on,
    )
    held.end, held.daily, held.medicines, held.learning = (
        end,
        daily.strip(),
        medicines.strip(),
        learning.strip(),
    )
    held.with_parents, held.with_child, held.with_whom = with_parents, with_child, with_whom.strip()
    held.document = document
    return _save(held)


@transaction.atomic
def write_trained(
    *, plan: HealthcarePlan, held: TrainedAdult | None, by: User, at: dt.datetime, version: int | None = None, name: str,
    trained_for: str, trained_on: dt.date, approved_by: str, valid_until: dt.date | None = None,
) -> TrainedAdult:  # fmt: skip
    """Record who is trained for what a healthcare plan asks, and who approved them as competent (R-200), or change
    it. Raises Denied with what is wrong, or Overtaken."""
    check_can(by, Permission.ARRANGEMENT_EDIT, plan)
    if held is None:
        held = TrainedAdult(school_id=plan.school_id, plan=plan, version=0, recorded_at=at, recorded_by=by)
    else:
        held = TrainedAdult.objects.select_for_update().get(pk=held.pk)
        check_version(held, version)
    if not name.strip() or not trained_for.strip() or not approved_by.strip():
        raise Denied("Say who is trained, for what, and who approved them as competent.")
    if trained_on > timezone.localdate(at):
        raise Denied(f"{day(trained_on)} is in the future: enter the day of the training.")
    if valid_until and valid_until < trained_on:
        raise Denied("The training cannot run out before it was given: check the dates.")
    held.name, held.trained_for, held.approved_by = name.strip(), trained_for.strip(), approved_by.strip()
    held.trained_on, held.valid_until = trained_on, valid_until
    return _save(held)


@transaction.atomic
def remove_trained(*, held: TrainedAdult, by: User, at: dt.datetime) -> None:
    """The adult no longer does this for the pupil; the history keeps that they were trained. Raises Denied."""
    check_can(by, Permission.ARRANGEMENT_EDIT, held.plan)
    TrainedAdult.objects.select_for_update().get(pk=held.pk).delete()
