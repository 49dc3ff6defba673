"""Finished strings for pages: dates, times, ages and the words of a state. Pure, translated and fast.

Large tables are drawn from strings made here rather than by template filters (see docs on page speed).
"""

from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR
from django.utils.translation import get_language, gettext, gettext_noop, ngettext


@dataclass(frozen=True, slots=True)
class DueState:
    """A state of a date: key for the style, the icon's name, the word that says it."""

    key: str
    icon: str
    word: str


STATES = {
    "late": ("exclamation-octagon-fill", gettext_noop("Late")),
    "soon": ("clock-fill", gettext_noop("Due soon")),
    "due": ("calendar3", gettext_noop("Due")),
    "done": ("check-circle-fill", gettext_noop("Done")),
    "wait": ("hourglass-split", gettext_noop("Waiting")),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in one language, for long tables: asking which language it is costs more than the words."""

    language: str

    def day(self, value: date) -> str:
        return _day(self.language, value)

    def day_in(self, value: date, today: date) -> str:
        return _day_in(self.language, value, today)

    def month(self, value: date) -> str:
        return _month(self.language, value)

    def due_state(self, value: date, today: date, soon_days: int = 10) -> DueState:
        return _state(self.language, _due_key((value - today).days, soon_days))


def words() -> Words:
    """The words of the language in use now."""
    return Words(get_language())


def day(value: date) -> str:
    """A date as "Tue 20 Jan 2026"."""
    return _day(get_language(), value)


def day_in(value: date, today: date) -> str:
    """A date and how far off it is: "Tue 20 Jan 2026 (in 8 days)"."""
    return _day_in(get_language(), value, today)


def distance(days: int) -> str:
    """Days from today in words: "today", "tomorrow", "in 8 days", "yesterday", "4 days ago"."""
    return _distance(get_language(), days)


def month(value: date) -> str:
    """A date as "Jan 2026", for columns where the day matters little."""
    return _month(get_language(), value)


def clock(value: time) -> str:
    """A time of day as "3.40 pm"; a datetime is shown as it stands, so pass local time."""
    half = gettext("am") if value.hour < 12 else gettext("pm")
    return f"{value.hour % 12 or 12}.{value.minute:02} {half}"


def age(born: date, today: date) -> str:
    """Whole years lived, as "7 years"."""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}


def lines(text: str) -> list[str]:
    """The points of a text typed one a line, without the dashes that people put before them."""
    return [line.strip().lstrip("-•*").strip() for line in text.splitlines() if line.strip(" -•*")]


def due_state(value: date, today: date, soon_days: int = 10) -> DueState:
    """Late when the date is past, due soon within soon_days (a school's setting), otherwise due."""
    return state(_due_key((value - today).days, soon_days))


def state(key: str, word: str = "") -> DueState:
    """The state of that key in STATES, with its own word or the one given; KeyError for another key."""
    ready = _state(get_language(), key)
    return DueState(ready.key, ready.icon, word) if word else ready


def initials(name: str) -> str:
    """First letters of the first and the last name: "Theo Marsden" gives "TM"."""
    names = name.split()
    return "".join(part[0].upper() for part in (names[:1] + names[1:][-1:]))


def _due_key(left: int, soon_days: int) -> str:
    if left < 0:
        return "late"
    return "soon" if left <= soon_days else "due"


@lru_cache(maxsize=16)
def _names(language):
    weekdays = [str(WEEKDAYS_ABBR[number]) for number in range(7)]
    months = ["", *(str(MONTHS_3[number]).title() for number in range(1, 13))]
    return weekdays, months


@lru_cache(maxsize=4096)
def _day(language, value):
    weekdays, months = _names(language)
    return f"{weekdays[value.weekday()]} {value.day} {months[value.month]} {value.year}"


@lru_cache(maxsize=4096)
def _day_in(language, value, today):
    return f"{_day(language, value)} ({_distance(language, (value - today).days)})"


@lru_cache(maxsize=4096)
def _month(language, value):
    return f"{_names(language)[1][value.month]} {value.year}"


@lru_cache(maxsize=4096)
def _distance(language, days):
    named = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if days in named:
        return named[days]
    if days > 0:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    return ngettext("%(count)d day ago", "%(count)d days ago", -days) % {"count": -days}


@lru_cache(maxsize=64)
def _state(language, key):
    icon, word = STATES[key]
    return DueState(key, icon, gettext(word))
