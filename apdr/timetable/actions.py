"""Every write of what adults are deployed to beside interventions. A duty of the past never changes: a change ends one
and begins another (R-103)."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from apdr.enums import DutyKind, Weekday
from apdr.models import AdultDuty
from apdr.timetable.clashes import Held, clash_day
from core.accounts.enums import FAMILY_AND_VISITORS, Permission
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied, check_can
from core.calendar.dates import ONE_DAY
from core.schools.models import School
from core.ui.present import clock, day
from register.edits import check_version
from register.models import SchoolClass

EARLIEST, LATEST = dt.time(6), dt.time(20)


@transaction.atomic
def add_duty(
    *, school: School, adult: User, kind: str, weekday: int, begins: dt.time, minutes: int, start: dt.date,
    end: dt.date | None = None, school_class: SchoolClass | None = None, words: str = "", by: User, at: dt.datetime,
) -> AdultDuty:  # fmt: skip
    """Deploy an adult of the school at a weekly time from `start` on, today at the earliest. `weekday` 1 is Monday;
    `begins` is the time of day. Raises Denied with what is wrong: also when they have another duty then."""
    check_can(by, Permission.TIMETABLE_EDIT, school)
    _lock(school, adult)
    if start < timezone.localdate(at):
        raise Denied("What has been stays as it was: a duty begins today or later.")
    return _add(school=school, adult=adult, kind=kind, weekday=weekday, begins=begins, minutes=minutes, start=start,
                end=end, school_class=school_class, words=words)  # fmt: skip


def _lock(school: School, adult: User) -> None:
    """One change of an adult's week at a time, so that two do not both find the hour free."""
    mine = Membership.objects.select_for_update().filter(school=school, user=adult).current()
    if not [row for row in mine if row.role not in FAMILY_AND_VISITORS]:
        raise Denied(f"{adult.name} does not work at {school.name}: choose somebody who does.")


def _add(*, school: School, adult: User, begins: dt.time, **fields) -> AdultDuty:
    duty = AdultDuty(
        school=school, adult=adult, at=begins, **fields | {"words": fields["words"].strip()[:80]}
    )
    _check(duty)
    _refuse_overlap(duty)
    duty.save()
    return duty


def _check(duty: AdultDuty) -> None:
    if duty.kind not in DutyKind.values:
        raise Denied("Say what kind of duty it is.")
    if duty.weekday not in Weekday.values:
        raise Denied("Choose a day from Monday to Friday.")
    if not 5 <= duty.minutes <= 480:
        raise Denied("A duty lasts from 5 to 480 minutes: check the minutes.")
    if not EARLIEST <= duty.at <= LATEST:
        raise Denied(f"{clock(duty.at)} is not a time of the school day: check the time.")
    if duty.at.hour * 60 + duty.at.minute + duty.minutes > 22 * 60:
        raise Denied("It would last until after 10 pm: check the minutes.")
    if duty.end and duty.end < duty.start:
        raise Denied(
            f"It cannot end on {day(duty.end)}, before it begins on {day(duty.start)}: check the dates."
        )
    if duty.school_class and duty.school_class.school_id != duty.school_id:
        raise Denied("That class is of another school: choose one of this school’s.")


def _held(duty: AdultDuty) -> Held:
    return Held(duty.reference, duty.weekday, duty.at, duty.minutes, duty.start, duty.end)


def _refuse_overlap(duty: AdultDuty) -> None:
    others = AdultDuty.objects.filter(
        Q(end=None) | Q(end__gte=duty.start), school=duty.school_id, adult=duty.adult_id, weekday=duty.weekday
    )
    for other in others.exclude(pk=duty.pk).order_by("at", "pk"):
        if clash_day(_held(duty), _held(other)):
            raise Denied(
                f"{duty.adult.name} has “{other.words or other.get_kind_display()}” on {other.get_weekday_display()} at "
                f"{clock(other.at)} for {other.minutes} minutes: choose another time, or end that first."
            )


@transaction.atomic
def change_duty(
    *, duty: AdultDuty, version: int | None = None, kind: str, weekday: int, begins: dt.time, minutes: int,
    start: dt.date, end: dt.date | None = None, school_class: SchoolClass | None = None, words: str = "", by: User,
    at: dt.datetime,
) -> AdultDuty:  # fmt: skip
    """The duty as it is from `start` on, today at the earliest; until the day before it stays what it was. Returns the
    one that holds from then. Raises Denied with what is wrong, or Overtaken."""
    check_can(by, Permission.TIMETABLE_EDIT, duty)
    school, adult = duty.school, duty.adult
    _lock(school, adult)
    held = AdultDuty.objects.select_for_update().get(pk=duty.pk)
    check_version(held, version)
    if start < timezone.localdate(at):
        raise Denied("What has been stays as it was: the change holds from today or later.")
    if held.end and start > held.end + ONE_DAY:
        raise Denied(f"It ends on {day(held.end)}: add a new duty instead.")
    _end(held, start - ONE_DAY)
    return _add(school=school, adult=adult, kind=kind, weekday=weekday, begins=begins, minutes=minutes, start=start,
                end=end, school_class=school_class, words=words)  # fmt: skip


@transaction.atomic
def end_duty(
    *, duty: AdultDuty, end: dt.date, version: int | None = None, by: User, at: dt.datetime
) -> AdultDuty | None:
    """The duty is kept for the last time by `end`, yesterday at the earliest; one that has not begun by then is taken
    away (None). Raises Denied, or Overtaken."""
    check_can(by, Permission.TIMETABLE_EDIT, duty)
    held = AdultDuty.objects.select_for_update().get(pk=duty.pk)
    check_version(held, version)
    yesterday = timezone.localdate(at) - ONE_DAY
    if held.end and held.end <= yesterday:
        raise Denied(f"It ended on {day(held.end)} already.")
    if end < yesterday:
        raise Denied("What has been stays as it was: choose yesterday or a later day.")
    if held.end and end > held.end:
        raise Denied(f"It ends on {day(held.end)} already: choose that day or an earlier one.")
    return _end(held, end)


def _end(held: AdultDuty, end: dt.date) -> AdultDuty | None:
    if held.start > end:
        held.delete()
        return None
    held.end, held.version = end, held.version + 1
    held.save(update_fields=["end", "version"])
    return held
