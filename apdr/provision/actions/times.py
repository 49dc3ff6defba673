"""Writes of the weekly times of a provision. A time of the past never changes: a change ends one and begins another."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apdr.enums import ProvisionState, Weekday
from apdr.models import Provision, Slot
from apdr.provision.actions.held import check_within, held_open
from core.accounts.models import User
from core.accounts.permissions import Denied
from core.calendar.dates import ONE_DAY
from core.ui.present import clock, day


@transaction.atomic
def add_slot(
    *, provision: Provision, weekday: int, at_time: dt.time, minutes: int, start: dt.date | None = None,
    adult: User | None = None, missed: str = "", by: User, at: dt.datetime,
) -> Slot:  # fmt: skip
    """A weekly time from `start` to the end of the run: from its first day while it is planned, from today on when it
    runs already (a later `start` may be given). `weekday` 1 is Monday; `adult` is one of the provision's. Raises
    Denied with what is wrong."""
    held, today = held_open(provision, by), timezone.localdate(at)
    running = held.state == ProvisionState.RUNNING
    start = start or (max(held.start, today) if running else held.start)
    check_within(held, start, "A weekly time that begins")
    if running and start < min(today, held.end):
        raise Denied("It runs already: a new weekly time begins today or later.")
    _check_time(weekday, at_time, minutes)
    if adult and not held.adults.filter(user=adult).exists():
        raise Denied(f"{adult.name} is not one of the adults of this: add them first.")
    _refuse_overlap(held, weekday, at_time, minutes, start)
    return Slot.objects.create(
        school_id=held.school_id, provision=held, weekday=weekday, at=at_time, minutes=minutes, start=start,
        adult=adult, missed=missed.strip()[:60],
    )  # fmt: skip


def _check_time(weekday: int, at_time: dt.time, minutes: int) -> None:
    if weekday not in Weekday.values:
        raise Denied("Choose a day from Monday to Friday.")
    if not 5 <= minutes <= 240:
        raise Denied("A session lasts from 5 to 240 minutes: check the minutes.")
    if not dt.time(6) <= at_time <= dt.time(20):
        raise Denied(f"{clock(at_time)} is not a time of the school day: check the time.")


def minute_of_day(value: dt.time) -> int:
    """Minutes since midnight."""
    return value.hour * 60 + value.minute


def _refuse_overlap(held: Provision, weekday: int, at_time: dt.time, minutes: int, start: dt.date) -> None:
    begins = minute_of_day(at_time)
    for other in held.slots.filter(weekday=weekday):
        theirs = minute_of_day(other.at)
        shares_days = other.end is None or other.end >= start
        if shares_days and begins < theirs + other.minutes and theirs < begins + minutes:
            raise Denied(
                f"{Weekday(weekday).label} has a time at {clock(other.at)} for {other.minutes} minutes already: "
                "choose another time, or end that one first."
            )


@transaction.atomic
def end_slot(*, slot: Slot, end: dt.date, by: User, at: dt.datetime) -> Slot | None:
    """The weekly time is kept for the last time on `end`, yesterday at the earliest when the provision runs. One that
    has not begun by then, or that is only planned, is taken away (None). Raises Denied."""
    held, today = held_open(slot.provision, by), timezone.localdate(at)
    slot = Slot.objects.select_for_update().get(pk=slot.pk)
    last = slot.end or held.end
    if last < today - ONE_DAY and held.state == ProvisionState.RUNNING:
        raise Denied(f"This time ended on {day(last)} already.")
    if held.state == ProvisionState.PLANNED or (slot.start > end and slot.start >= today):
        slot.delete()
        return None
    if end < today - ONE_DAY or end < slot.start:
        raise Denied("What was planned in the past stays: a weekly time ends yesterday at the earliest.")
    check_within(held, end, "A weekly time that ends")
    if held.sessions.filter(slot=slot, on__gt=end).exists():
        raise Denied(f"A session at this time after {day(end)} has been recorded: choose a later day.")
    slot.end = min(end, last)
    slot.version += 1
    slot.save(update_fields=["end", "version"])
    return slot


@transaction.atomic
def change_slot(
    *, slot: Slot, weekday: int, at_time: dt.time, minutes: int, start: dt.date | None = None, adult: User | None = None,
    missed: str = "", by: User, at: dt.datetime,
) -> Slot:  # fmt: skip
    """The weekly time as it is from `start` on, today unless it says later; until the day before it stays what it was.
    Returns the new one. Raises Denied."""
    provision, today = slot.provision, timezone.localdate(at)
    start = start or max(slot.start, today)
    end_slot(slot=slot, end=start - ONE_DAY, by=by, at=at)
    first = slot.start if provision.state == ProvisionState.PLANNED else start
    return add_slot(
        provision=provision, weekday=weekday, at_time=at_time, minutes=minutes, start=first, adult=adult, missed=missed,
        by=by, at=at,
    )  # fmt: skip
