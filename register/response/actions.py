"""The writes of the graduated response: a level changes, a check after the end of support is recorded."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from register.actions import set_needs
from register.dates import check_start
from register.enums import ON_REGISTER, Finding, Level, SupportState
from register.hooks import plan_standing
from register.models import ExtraSupport, Need, Profile, Pupil, StatusPeriod, WatchCheck
from register.response.lifecycle import RESPONSE, Change


@transaction.atomic
def change_level(
    *, pupil: Pupil, level: Level, start: dt.date, reason: str, consulted: Iterable[str], by: User, at: dt.datetime,
    additional: str = "", needs: list[str] | None = None, exit_criteria: Iterable[str] = (), evidence: str = "",
    by_family: bool = False,
) -> StatusPeriod:  # fmt: skip
    """Begin a period at `level` on `start` (a calendar day), ending the one before on the day before it.

    `needs` are census codes from that day on, the main one first; None keeps those that hold. A level set again on
    the day it began replaces it, and the history keeps both. Every change has its date, reason and who was
    consulted (R-53). Raises Denied: the role, the date, a move that the table lacks, or all that is missing.
    """
    pupil = Pupil.objects.select_for_update(of=("self",)).select_related("school").get(pk=pupil.pk)
    held = StatusPeriod.objects.filter(pupil=pupil, end=None).first()
    change = Change(
        pupil, held.level if held else Level.NONE, start, reason, frozenset(consulted), additional,
        _codes(pupil, needs), frozenset(exit_criteria), evidence, by_family, **_known(pupil, held),
    )  # fmt: skip
    check_change(change, level, by=by, today=timezone.localdate(at), held=held)
    _end(held, start)
    period = StatusPeriod.objects.create(
        school_id=pupil.school_id, pupil=pupil, level=level, start=start, reason=reason.strip(),
        additional=additional.strip(), consulted=sorted(change.consulted), exit_criteria=sorted(change.exit_criteria),
        evidence=evidence.strip(), by_family=by_family, recorded_at=at, recorded_by=by,
    )  # fmt: skip
    if needs is not None and level in ON_REGISTER:
        set_needs(pupil=pupil, codes=needs, start=start, by=by, at=at)
    return period


def _codes(pupil: Pupil, needs: list[str] | None) -> tuple[str, ...]:
    if needs is not None:
        return tuple(needs)
    return tuple(Need.objects.filter(pupil=pupil, end=None).values_list("code", flat=True))


def _known(pupil: Pupil, held: StatusPeriod | None) -> dict:
    """What the record knows that a move may ask for."""
    checks = WatchCheck.objects.filter(period=held).values_list("finding", flat=True) if held else ()
    running = ExtraSupport.objects.filter(pupil=pupil, state=SupportState.RUNNING)
    return {
        "has_profile": Profile.objects.filter(pupil=pupil).exists(), "plans": plan_standing(pupil),
        "extra_support_runs": running.exists(), "findings": tuple(checks),
    }  # fmt: skip


def check_change(
    change: Change, level: Level, *, by: User, today: dt.date, held: StatusPeriod | None
) -> None:
    """Raises Denied with why the change cannot be made: who, when, where to, or all that is missing."""
    name = change.pupil.first_name
    if level == change.level:
        raise Denied(f"{name} is already at {Level(level).label}: choose another level.")
    check_can(by, RESPONSE.move(change.level, level).permission, change)
    check_start(change.pupil, change.start, today)
    _check_order(change, held)
    if not change.reason.strip():
        raise Denied(f"Say why {name}’s level changes.")
    if not change.consulted:
        raise Denied("Say who was consulted: choose at least one.")
    RESPONSE.check(change, level, by)


def _check_order(change: Change, held: StatusPeriod | None) -> None:
    if held and change.start < held.start:
        raise Denied(
            f"{change.pupil.first_name} has been at {held.get_level_display()} since {held.start:%-d %b %Y}: "
            "choose that day or a later one."
        )
    if held is None:
        last = StatusPeriod.objects.filter(pupil=change.pupil).order_by("-end").first()
        if last and change.start <= last.end:
            raise Denied(f"The last period ended on {last.end:%-d %b %Y}: choose a later day.")


def _end(held: StatusPeriod | None, start: dt.date) -> None:
    if held is None:
        return
    if start == held.start:
        held.delete()
    else:
        held.end = start - dt.timedelta(days=1)
        held.save(update_fields=["end"])


@transaction.atomic
def record_check(
    *, period: StatusPeriod, number: int, checked_on: dt.date, finding: Finding, note: str, by: User, at: dt.datetime
) -> WatchCheck:  # fmt: skip
    """Record the first, second or third check after support ended (R-51, R-52). Raises Denied: the role, a check
    that is there already, one out of order, a day before the watch began or still to come, no note."""
    check_can(by, Permission.WATCH_CHECK, period)
    period = StatusPeriod.objects.select_for_update(of=("self",)).select_related("pupil").get(pk=period.pk)
    done = list(WatchCheck.objects.filter(period=period).order_by("number"))
    if period.level != Level.EXITED or period.end is not None:
        raise Denied(f"{period.pupil.first_name} is not being watched any more: open the story to see why.")
    if number in {check.number for check in done}:
        raise Denied(f"Check {number} is recorded already. The history keeps it as it is.")
    if number != len(done) + 1:
        raise Denied(f"Record check {len(done) + 1} first.")
    earliest = done[-1].checked_on if done else period.start
    if not earliest <= checked_on <= timezone.localdate(at):
        raise Denied(f"Choose a day from {earliest:%-d %b %Y} to today.")
    if not note.strip():
        raise Denied("Say how you know: a result, what the teacher or the family says.")
    return WatchCheck.objects.create(
        school_id=period.school_id, period=period, number=number, checked_on=checked_on, finding=finding,
        note=note.strip(), checked_at=at, checked_by=by,
    )  # fmt: skip
