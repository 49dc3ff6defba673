"""Form fields of the house: a date and an amount as people write them."""

import calendar
import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError

from core.ui.present import clock

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


AMOUNT = re.compile(r"^\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?$|^\d+(?:\.\d{1,2})?$|^\.\d{1,2}$")
MOST_PENCE = 99_999_999  # under a million pounds: more is a slip of the keyboard


def parse_pence(text: str, most: int = MOST_PENCE) -> int:
    """Whole pence of an amount in pounds as people write it: "£1,234.50", "1 234", "12.5". Raises ValueError with
    words that say what is wrong."""
    plain = " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()).removeprefix("£").strip()
    if plain.startswith(("-", "−", "(")):
        raise ValueError("An amount cannot be less than nothing: write one such as 12.50")
    if not AMOUNT.match(plain) or not plain.isascii():
        raise ValueError("Write an amount such as 12.50")
    pounds, _, pennies = re.sub("[, ]", "", plain).partition(".")
    pence = int(pounds[:12] or 0) * 100 + int(pennies.ljust(2, "0"))
    if pence > most or len(pounds) > 12:
        raise ValueError(f"That is more than £{most / 100:,.2f}: check the amount")
    return pence


class MoneyInput(forms.TextInput):
    def __init__(self, attrs=None) -> None:
        super().__init__(
            {"autocomplete": "off", "inputmode": "decimal", "class": "day-input", **(attrs or {})}
        )

    def format_value(self, value):
        return f"{value / 100:,.2f}" if isinstance(value, int) else value


class MoneyField(forms.Field):
    """An amount in pounds typed by a person; cleans to whole pence, None when empty. Never emptied when it is wrong.
    `most` is the largest amount in pence."""

    widget = MoneyInput

    def __init__(self, *, most: int = MOST_PENCE, **kwargs) -> None:
        kwargs.setdefault("help_text", "In pounds, for example 12.50")
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            return parse_pence(value, self.most)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


TIME_OF_DAY = re.compile(r"^(\d{1,2})(?:[:. ]?(\d{2}))?\s*(am|pm)?$", re.IGNORECASE | re.ASCII)
SCHOOL_DAY_FROM = 6  # an hour before it is one of the afternoon: "1.15" is a quarter past one


def parse_clock(text: str) -> dt.time:
    """A time of the school day as people write it: "9.15", "09:15", "1.15", "2.30 pm", "14:30". Raises ValueError."""
    match = TIME_OF_DAY.match(text.strip().lower().replace("a.m.", "am").replace("p.m.", "pm"))
    if not match:
        raise ValueError("Write a time such as 9.15 or 1.30 pm")
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        raise ValueError("Write a time such as 9.15 or 1.30 pm")
    if half == "pm" or (not half and 0 < hour < SCHOOL_DAY_FROM and len(match[1]) == 1):
        hour = hour % 12 + 12
    elif half == "am":
        hour %= 12
    if hour > 23 or minute > 59:
        raise ValueError("Write a time such as 9.15 or 1.30 pm")
    return dt.time(hour, minute)


class ClockInput(forms.TextInput):
    def __init__(self, attrs=None) -> None:
        super().__init__({"autocomplete": "off", "class": "day-input", **(attrs or {})})

    def format_value(self, value):
        return clock(value) if isinstance(value, dt.time) else value


class ClockField(forms.Field):
    """A time of the school day typed by a person; never emptied when it is wrong."""

    widget = ClockInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, dt.time):
            return value
        try:
            return parse_clock(value)
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None
