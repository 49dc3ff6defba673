"""A time of day as people write it."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError

from core.ui.present import clock

TIME = re.compile(r"^\s*(\d{1,2})(?:\s*[.:h]\s*(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?\s*$", re.IGNORECASE)
WRITE = "Write a time such as 3.40 pm or 15:40"
NOON = 12
SCHOOL_MORNING = 7  # "3.40" without am or pm is in the afternoon: nobody meets before seven


def parse_time(text: str) -> dt.time:
    """A time as written: "3.40 pm", "15:40", "9am"; 1 to 6 without am or pm are in the afternoon. Raises ValueError."""
    match = TIME.match(text)
    if not match:
        raise ValueError(WRITE)
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "").lower()
    if half and not 1 <= hour <= NOON:
        raise ValueError(WRITE)
    if half == "pm" or (not half and 1 <= hour < SCHOOL_MORNING and len(match[1]) == 1):
        hour = hour % NOON + NOON
    elif half == "am":
        hour %= NOON
    try:
        return dt.time(hour, minute)
    except ValueError:
        raise ValueError(WRITE) from None


class TimeInput(forms.TextInput):
    def __init__(self, attrs=None) -> None:
        super().__init__({"autocomplete": "off", "class": "day-input", **(attrs or {})})

    def format_value(self, value):
        return clock(value) if isinstance(value, dt.time) else value


class ClockField(forms.Field):
    """A time of day typed by a person; never emptied when it is wrong."""

    widget = TimeInput

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("help_text", "For example 3.40 pm")
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, dt.time):
            return value
        try:
            return parse_time(value)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None
