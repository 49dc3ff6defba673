"""Every write, and the reading beside it, of private appointments: hours out of school for what the parents arranged
themselves (R-129)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from agencies.meetings.ground import MeetingRefused
from agencies.models import PrivateAppointment
from agencies.referrals.queries import appointments_of
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import check_can
from core.schools.opening import open_days
from core.ui.present import day
from register.models import Pupil

__all__ = ["appointments_of"]  # appointments_of(pupil, user): the newest first

REGULAR = dt.timedelta(weeks=13)  # another within this time before makes the absence a regular one


def others_before(pupil: Pupil, on: dt.date, besides: PrivateAppointment | None = None) -> list[dt.date]:
    """Days of the pupil's other appointments within the 13 weeks up to `on`, the newest first. One query."""
    rows = PrivateAppointment.objects.filter(pupil=pupil, on__range=(on - REGULAR, on))
    rows = rows.exclude(pk=besides.pk) if besides else rows
    return list(rows.order_by("-on").values_list("on", flat=True))


@transaction.atomic
def write_appointment(
    *, pupil: Pupil, held: PrivateAppointment | None, on: dt.date, with_whom: str, by: User, at: dt.datetime,
    leaves: dt.time | None = None, returns: dt.time | None = None, authorised: bool | None = None, words: str = "",
) -> PrivateAppointment:  # fmt: skip
    """Note an appointment that takes the pupil out of school, or change one: when they leave and come back (None for the
    whole day), whether the absence is authorised. Where that is not said (None), a single one is; after another within 13
    weeks it must be said, since regular absence is advised against (R-129).

    Raises Denied, MeetingRefused with the argument: not a school day, before birth or after leaving, the same twice.
    """
    check_can(by, Permission.REFERRAL_EDIT, pupil)
    Pupil.objects.select_for_update().only("pk").get(pk=pupil.pk)
    if held is None:
        held = PrivateAppointment(
            school_id=pupil.school_id, pupil=pupil, version=0, recorded_at=at, recorded_by=by
        )
    else:
        held = PrivateAppointment.objects.select_for_update().get(pk=held.pk, pupil=pupil)
    if not with_whom.strip():
        raise MeetingRefused(
            "with_whom", "Say with whom, for example a private speech and language therapist."
        )
    _check_day(pupil, on, timezone.localdate(at))
    if leaves and returns and returns <= leaves:
        raise MeetingRefused("returns", "They cannot come back before they leave: check the times.")
    _check_once(held, on, with_whom)
    held.authorised = _authorised(held, on) if authorised is None else authorised
    held.on, held.leaves, held.returns, held.with_whom = on, leaves, returns, with_whom.strip()
    held.words, held.version = words.strip(), held.version + 1
    held.save()
    return held


def _check_day(pupil: Pupil, on: dt.date, today: dt.date) -> None:
    if abs((on - today).days) > 365:
        raise MeetingRefused("on", f"{day(on)} is more than a year from today: check the year.")
    if on < pupil.born:
        raise MeetingRefused("on", f"{day(on)} is before {pupil.first_name} was born: check the date.")
    if pupil.left_on and on > pupil.left_on:
        raise MeetingRefused("on", f"{pupil.first_name} left on {day(pupil.left_on)}: check the date.")
    if why := open_days(pupil.school).why_closed(on):
        words = f"{day(on)} is not a school day ({why}): nothing is missed, so nothing needs to be noted."
        raise MeetingRefused("on", words)


def _check_once(held: PrivateAppointment, on: dt.date, with_whom: str) -> None:
    same = PrivateAppointment.objects.filter(pupil=held.pupil_id, on=on, with_whom__iexact=with_whom.strip())
    if same.exclude(pk=held.pk).exists():
        raise MeetingRefused("on", f"This appointment on {day(on)} is noted already: change that one.")


def _authorised(held: PrivateAppointment, on: dt.date) -> bool:
    if others_before(held.pupil, on, held):
        words = "It is not the only one within 13 weeks: say whether this absence is authorised."
        raise MeetingRefused("authorised", words)
    return True


@transaction.atomic
def remove_appointment(*, held: PrivateAppointment, by: User, at: dt.datetime) -> None:
    """It was noted by mistake or did not take place; the history keeps it. Raises Denied."""
    check_can(by, Permission.REFERRAL_EDIT, held)
    PrivateAppointment.objects.select_for_update().get(pk=held.pk).delete()
