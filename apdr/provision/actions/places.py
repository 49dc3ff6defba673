"""Writes of a child's place in a provision: in, out, measured, parents told."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from apdr.enums import ProvisionState
from apdr.models import Provision, ProvisionPupil, Target
from apdr.provision.actions.held import check_within, held_open, refuse_recorded_after
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.present import day
from register.models import Pupil

MOST = Decimal("99999.99")


@transaction.atomic
def add_pupil(
    *, provision: Provision, pupil: Pupil, start: dt.date, by: User, at: dt.datetime, target: Target | None = None,
    entry_value: Decimal | None = None, entry_on: dt.date | None = None,
) -> ProvisionPupil:  # fmt: skip
    """A child joins from `start` to the end of the run, for one of their plan's targets if there is one. A measure on
    entry is dated today unless `entry_on` says when. Raises Denied: left, out of sight, in it already, wrong dates."""
    held = held_open(provision, by)
    if not Pupil.objects.visible_to(by).filter(pk=pupil.pk, school=held.school_id).exists():
        raise Denied("That child is not in your care: choose another.")
    if pupil.left_on:
        raise Denied(
            f"{pupil.first_name} left on {day(pupil.left_on)} and cannot join: choose another child."
        )
    if pupil.joined_on and start < pupil.joined_on:
        raise Denied(
            f"{pupil.first_name} starts at the school on {day(pupil.joined_on)}: choose a later day."
        )
    check_within(held, start, f"{pupil.first_name} joining")
    if already := held.pupils.filter(pupil=pupil).first():
        until = f" and left on {day(already.end)}: plan a new run to take them again" if already.end else ""
        raise Denied(f"{pupil.first_name} joined this on {day(already.start)}{until or ' already'}.")
    if target and target.plan.pupil_id != pupil.pk:
        raise Denied(f"That target is not {pupil.first_name}’s: choose another.")
    made = ProvisionPupil(school_id=held.school_id, provision=held, pupil=pupil, start=start, target=target)
    if entry_value is not None:
        made.entry_value, made.entry_on = entry_value, entry_on or timezone.localdate(at)
    _check_measures(made, timezone.localdate(at))
    made.save()
    return made


@transaction.atomic
def leave_pupil(
    *, place: ProvisionPupil, end: dt.date, why: str, by: User, at: dt.datetime
) -> ProvisionPupil:
    """The child's last day in it is `end`, and why. Raises Denied."""
    held = held_open(place.provision, by)
    place = ProvisionPupil.objects.select_for_update(of=("self",)).select_related("pupil").get(pk=place.pk)
    if not why.strip():
        raise Denied(f"Say why {place.pupil.first_name} leaves before the end.")
    check_within(held, end, f"{place.pupil.first_name} leaving")
    if end < place.start:
        raise Denied(
            f"{place.pupil.first_name} joined on {day(place.start)}: choose that day or a later one."
        )
    refuse_recorded_after(held, end, place.pupil)
    place.end, place.why_left = end, why.strip()[:300]
    return _save(place)


@transaction.atomic
def take_out_pupil(*, place: ProvisionPupil, by: User, at: dt.datetime) -> None:
    """The child was chosen by mistake: their place goes while nothing has begun. Raises Denied once it runs."""
    held = held_open(place.provision, by)
    if held.state != ProvisionState.PLANNED:
        raise Denied("It has started: say when and why the child leaves instead.")
    ProvisionPupil.objects.select_for_update().get(pk=place.pk).delete()


@transaction.atomic
def record_measure(
    *, place: ProvisionPupil, by: User, at: dt.datetime, entry_value: Decimal | None = None,
    entry_on: dt.date | None = None, exit_value: Decimal | None = None, exit_on: dt.date | None = None, found: str = "",
) -> ProvisionPupil:  # fmt: skip
    """Where the child was before and after, in the unit of the intervention, and what came of it in words (R-97, R-98).
    What is not given stays as it was; a value without a day is of today. Also after the end. Raises Denied."""
    place, today = _held_place(place, by), timezone.localdate(at)
    if entry_value is not None:
        place.entry_value, place.entry_on = entry_value, entry_on or place.entry_on or today
    elif entry_on and place.entry_value is not None:
        place.entry_on = entry_on
    if exit_value is not None:
        place.exit_value, place.exit_on = exit_value, exit_on or place.exit_on or today
    elif exit_on and place.exit_value is not None:
        place.exit_on = exit_on
    place.found = found.strip()[:500] or place.found
    _check_measures(place, today)
    return _save(place)


@transaction.atomic
def tell_parents(
    *, place: ProvisionPupil, on: dt.date, how: str, by: User, at: dt.datetime
) -> ProvisionPupil:
    """The parents were told of this provision on that day, and how (R-97, R-101, R-165). Raises Denied."""
    place = _held_place(place, by)
    if not how.strip():
        raise Denied("Say how the parents were told, for example by telephone or at a meeting.")
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: enter the day on which the parents were told.")
    if on < place.pupil.born:
        raise Denied(f"{day(on)} is before {place.pupil.first_name} was born: check the date.")
    place.told_on, place.told_how, place.told_by = on, how.strip()[:120], by
    return _save(place)


def _held_place(place: ProvisionPupil, by: User) -> ProvisionPupil:
    """The locked row. Who edits the provision, or sees the child and plans for them, may write of the place."""
    check_can(by, Permission.PROVISION_EDIT, place.provision.school)
    if not Pupil.objects.visible_to(by).filter(pk=place.pupil_id).exists():
        raise Denied("That child is not in your care.")
    if place.provision.state == ProvisionState.DROPPED:
        raise Denied("This provision was never started.")
    return ProvisionPupil.objects.select_for_update(of=("self",)).select_related("pupil").get(pk=place.pk)


def _check_measures(place: ProvisionPupil, today: dt.date) -> None:
    for value in (place.entry_value, place.exit_value):
        if value is not None and not (Decimal(value).is_finite() and abs(Decimal(value)) <= MOST):
            raise Denied(f"A measure is a number up to {MOST:,}: check it.")
    for on in (place.entry_on, place.exit_on):
        if on and on > today:
            raise Denied(f"{day(on)} is in the future: enter the day on which it was measured.")
        if on and on < place.pupil.born:
            raise Denied(f"{day(on)} is before {place.pupil.first_name} was born: check the date.")
    if place.entry_on and place.exit_on and place.exit_on < place.entry_on:
        raise Denied("The measure at the end is dated before the one at the start: check the dates.")


def _save(place: ProvisionPupil) -> ProvisionPupil:
    place.version += 1
    place.save()
    return place
