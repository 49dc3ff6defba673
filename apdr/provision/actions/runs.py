"""Writes of one run of an intervention: planned, checked, started, extended, ended."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apdr.enums import GateCheck, ProvisionState
from apdr.models import GateAnswer, Intervention, Provision
from apdr.provision.actions.held import check_run, held_open, refuse_recorded_after
from apdr.provision.lifecycle import PROVISION
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.lifecycle.moves import make_move
from core.ui.present import day
from register.edits import check_version

CHANGED = ("name", "place", "agency", "cost_hour", "materials", "review_on", "start", "end")


@transaction.atomic
def plan_provision(
    *, intervention: Intervention, by: User, at: dt.datetime, start: dt.date, end: dt.date, name: str = "",
    place: str = "", agency: str = "", cost_hour: int | None = None, materials: int | None = None,
    review_on: dt.date | None = None,
) -> Provision:  # fmt: skip
    """Plan a run of an intervention of the library, from `start` to `end` (R-93, R-97). Money is whole pence and comes
    from the library unless it is given. It is looked at on its last day unless `review_on` says earlier. Raises Denied.
    """
    check_can(by, Permission.PROVISION_EDIT, intervention.school)
    if intervention.retired_on:
        raise Denied(f"“{intervention.name}” is not offered any more: choose another, or bring it back.")
    if start > timezone.localdate(at) + dt.timedelta(days=366):
        raise Denied(f"{day(start)} is more than a year ahead: check the date.")
    made = Provision(
        school_id=intervention.school_id, intervention=intervention, start=start, end=end, name=name.strip(),
        place=place.strip(), agency=agency.strip(), review_on=review_on or end, created_at=at, created_by=by,
        cost_hour=intervention.cost_hour if cost_hour is None else cost_hour,
        materials=intervention.materials if materials is None else materials,
    )  # fmt: skip
    _check(made)
    made.save()
    return made


def _check(held: Provision) -> None:
    check_run(held.start, held.end)
    if held.review_on and not held.start <= held.review_on <= held.end:
        raise Denied(f"It is looked at between its first and its last day, not on {day(held.review_on)}.")
    if held.cost_hour < 0 or held.materials < 0:
        raise Denied("A cost cannot be less than nothing.")


@transaction.atomic
def change_provision(
    *, provision: Provision, by: User, at: dt.datetime, version: int | None = None, **fields
) -> Provision:
    """Change what `fields` name of CHANGED; what is not given stays. First and last day only while it is planned:
    places and weekly times that began with the first day move with it. Costs only by who may see them. Raises Denied
    with what is wrong, or Overtaken."""
    held = held_open(provision, by)
    check_version(held, version)
    if unknown := set(fields) - set(CHANGED):
        raise TypeError(f"A provision has no {', '.join(sorted(unknown))}.")
    if {"cost_hour", "materials"} & set(fields):
        check_can(by, Permission.COST_VIEW, held)
    first, last = held.start, held.end
    for name, value in fields.items():
        setattr(held, name, value.strip() if isinstance(value, str) else value)
    if (held.start, held.end) != (first, last):
        if held.state != ProvisionState.PLANNED:
            raise Denied("It runs already: end it, or move its last day, instead.")
        _move_with(held, first)
    _check(held)
    return _save(held)


def _move_with(held: Provision, first: dt.date) -> None:
    """Places and weekly times of a planned provision keep within its new first and last day."""
    check_run(held.start, held.end)
    if held.review_on and held.review_on > held.end:
        held.review_on = held.end
    for rows in (held.pupils.all(), held.slots.all()):
        for row in rows:
            row.start = (
                held.start if row.start == first or not held.start <= row.start <= held.end else row.start
            )
            row.end = None
            row.save(update_fields=["start", "end"])


@transaction.atomic
def answer_checks(*, provision: Provision, answers: dict[str, str], by: User, at: dt.datetime) -> Provision:
    """Answer some or all of the eight checks (R-96), by the values of GateCheck; an empty answer opens the check again.
    Raises Denied."""
    held = held_open(provision, by)
    if unknown := set(answers) - set(GateCheck.values):
        raise Denied(f"There is no check called {', '.join(sorted(unknown))}.")
    for check, words in answers.items():
        if words.strip():
            GateAnswer.objects.update_or_create(
                school_id=held.school_id,
                provision=held,
                check_name=check,
                defaults={"answer": words.strip()[:1000]},
            )
        elif held.state == ProvisionState.RUNNING:
            raise Denied("It runs already: an answer can be changed, not taken away.")
        else:
            held.answers.filter(check_name=check).delete()
    return held


@transaction.atomic
def start_provision(*, provision: Provision, by: User, at: dt.datetime) -> Provision:
    """It runs from now on, or from its first day. Raises Denied with everything that is missing (R-96, R-97), or
    because its last day has passed."""
    if provision.end < timezone.localdate(at):
        raise Denied(f"Its last day, {day(provision.end)}, has passed: set a later one first.")
    return make_move(provision, ProvisionState.RUNNING, by=by, at=at, lifecycle=PROVISION)


@transaction.atomic
def drop_provision(*, provision: Provision, by: User, at: dt.datetime) -> Provision:
    """It is not started after all. Raises Denied."""
    return make_move(provision, ProvisionState.DROPPED, by=by, at=at, lifecycle=PROVISION)


@transaction.atomic
def end_provision(*, provision: Provision, end: dt.date, why: str, by: User, at: dt.datetime) -> Provision:
    """It has ended on `end`, not later than today; open places and weekly times end with it (R-97). Raises Denied:
    without a reason, after its last day, in the future, or before a session that has been recorded."""
    held, today = held_open(provision, by), timezone.localdate(at)
    PROVISION.check(held, ProvisionState.ENDED, by)
    if not why.strip():
        raise Denied("Say why it ends, for example: it ran its time.")
    if not held.start <= end <= held.end:
        raise Denied(f"Choose a day from {day(held.start)} to {day(held.end)}.")
    if end > max(today, held.start):
        raise Denied(f"{day(end)} is in the future: end it then, or choose today.")
    refuse_recorded_after(held, end)
    _close(held, end)
    held.end, held.ended_why = end, why.strip()[:300]
    held.review_on = min(held.review_on, end) if held.review_on else None
    held.save(update_fields=["end", "ended_why", "review_on"])
    return make_move(held, ProvisionState.ENDED, by=by, at=at, lifecycle=PROVISION)


def _close(held: Provision, end: dt.date) -> None:
    for rows in (held.pupils.all(), held.slots.all()):
        for row in rows:
            if row.start > end:
                row.delete()
            elif row.end is None or row.end > end:
                row.end = end
                row.save(update_fields=["end"])


@transaction.atomic
def extend_provision(
    *,
    provision: Provision,
    end: dt.date,
    review: str,
    by: User,
    at: dt.datetime,
    review_on: dt.date | None = None,
) -> Provision:
    """A later last day, once somebody has looked at whether it is worth it (R-97): `review` says what they found and
    is kept with the check on benefit. Raises Denied: not later, over a school year, or without a word."""
    held = held_open(provision, by)
    if not review.strip():
        raise Denied("Say what you found when you looked at it, and why it goes on.")
    if end <= held.end:
        raise Denied(
            f"{day(end)} is not after {day(held.end)}, its last day now: choose a later one, or end it."
        )
    check_run(held.start, end)
    _note_review(held, end, review.strip(), timezone.localdate(at))
    held.end, held.review_on = end, review_on or end
    _check(held)
    return _save(held)


def _note_review(held: Provision, end: dt.date, review: str, today: dt.date) -> None:
    answer = held.answers.filter(check_name=GateCheck.BENEFIT).first() or GateAnswer(
        school_id=held.school_id, provision=held, check_name=GateCheck.BENEFIT, answer=""
    )
    note = f"{day(today)}, extended from {day(held.end)} to {day(end)}: {review}"
    answer.answer = f"{answer.answer}\n{note}".strip()
    if len(answer.answer) > 1000:
        raise Denied("That is long for what is written there already: say it in fewer words.")
    answer.save()


def _save(held: Provision) -> Provision:
    held.version += 1
    held.save()
    return held
