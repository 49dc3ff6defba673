"""Days that people type about a pupil: what cannot be is refused with what to do."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone

from core.accounts.permissions import Denied


def check_day(
    pupil, day: dt.date | None, *, future: bool = False, after_leaving: bool = False
) -> dt.date | None:
    """`day` when it can be a day in the pupil's life at the school; None stays None.

    Raises ValidationError: before birth, after leaving (unless `after_leaving`), or still to come (unless `future`).
    """
    if day is None:
        return None
    if day < pupil.born:
        raise ValidationError(f"This day is before {pupil.first_name} was born: check the date")
    if pupil.left_on and day > pupil.left_on and not after_leaving:
        raise ValidationError(f"This day is after {pupil.first_name} left: check the date")
    if not future and day > timezone.localdate():
        raise ValidationError("This day is in the future: enter the day on which it happened")
    return day


def check_days(pupil, *days: dt.date | None) -> None:
    """`check_day` for actions. Raises Denied when one of the days cannot be: before birth, after leaving, to come."""
    for day in days:
        try:
            check_day(pupil, day)
        except ValidationError as wrong:
            raise Denied(f"{wrong.messages[0]}.") from None


def check_start(pupil, start: dt.date, today: dt.date) -> None:
    """Raises Denied when a period cannot begin on that day: before birth, in the future, after leaving."""
    if start < pupil.born:
        raise Denied(f"{start:%-d %b %Y} is before {pupil.first_name} was born: check the date.")
    if start > today:
        raise Denied(f"{start:%-d %b %Y} is in the future: enter the day on which the level begins or began.")
    if pupil.left_on and start > pupil.left_on:
        raise Denied(f"{start:%-d %b %Y} is after {pupil.first_name} left: check the date.")
