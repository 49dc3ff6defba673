"""Days that people type about a pupil: what cannot be is refused with what to do."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone


def check_day(pupil, day: dt.date | None, *, future: bool = False) -> dt.date | None:
    """`day` when it can be a day in the pupil's life at the school; None stays None.

    Raises ValidationError: before birth, after leaving, or (unless `future`) still to come.
    """
    if day is None:
        return None
    if day < pupil.born:
        raise ValidationError(f"This day is before {pupil.first_name} was born: check the date")
    if pupil.left_on and day > pupil.left_on:
        raise ValidationError(f"This day is after {pupil.first_name} left: check the date")
    if not future and day > timezone.localdate():
        raise ValidationError("This day is in the future: enter the day on which it happened")
    return day
