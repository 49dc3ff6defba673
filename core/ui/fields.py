"""Form fields of the house: a date as people write it."""

import calendar
import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
PARTS = re.compile(r"^\s*(\d{1,4})[\s./-]+(\d{1,2}|[A-Za-z]{3,9})[\s.,/-]+(\d{1,4})\s*$")


def parse_day(text: str) -> dt.date:
    """A date as written in England, day first, or ISO. Raises ValueError with words that say what is wrong."""
    match = PARTS.match(text)
    if not match:
        raise ValueError("Enter a date like 23 11 2026")
    first, month, last = match.groups()
    day, year = (last, first) if len(first) == 4 else (first, last)
    number = int(month) if month.isdigit() else MONTHS.get(month[:3].lower(), 0)
    return real_day(int(year) if len(year) == 4 else 2000 + int(year), number, int(day))


def real_day(year: int, month: int, day: int) -> dt.date:
    """The date. Raises ValueError that names the month and its days."""
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}: enter a date like 23 11 2026")
    if not 1900 <= year <= 2100:
        raise ValueError("Check the year: enter all four figures")
    longest = calendar.monthrange(year, month)[1]
    if not 1 <= day <= longest:
        raise ValueError(f"{calendar.month_name[month]} has {longest} days: check the date")
    return dt.date(year, month, day)


class DayInput(forms.TextInput):
    def __init__(self, attrs=None) -> None:
        super().__init__({"autocomplete": "off", "inputmode": "text", "class": "day-input", **(attrs or {})})

    def format_value(self, value):
        return f"{value.day} {value.month:02d} {value.year}" if isinstance(value, dt.date) else value


class DayField(forms.Field):
    """A date typed by a person; never emptied when it is wrong."""

    widget = DayInput

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("help_text", "For example 23 11 2026")
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return parse_day(value)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None
