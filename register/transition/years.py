"""Years and classes from one September to the next: pure, today is always an argument."""

import datetime as dt
import re
from dataclasses import dataclass

from core.calendar.dates import SchoolDays, Span, academic_year, working_day_after
from register.arrangements import dates as key_stages
from register.enums import YEAR_GROUPS

YEAR_ORDER = {year: place for place, year in enumerate(YEAR_GROUPS)}
ADULTHOOD_FROM = "9"  # preparation for adulthood begins in Year 9 (code of practice 8.9; R-197)
TRANSFER_SCHOOL_DAYS = 15  # Education (Pupil Information) (England) Regulations 2005, regulation 9
FIRST_MONTH, LAST_MONTH = 5, 8  # May to August: the coming September can be prepared
NUMBERS = re.compile(r"\d+(?:\s*[/&+-]\s*\d+)*")
WORDS = (
    (re.compile(r"^(reception|R)\b\s*", re.IGNORECASE), "1 "),
    (re.compile(r"^(nursery ?[12]?|N[12]?)\b\s*", re.IGNORECASE), "R "),
)


def next_year_group(year: str) -> str:
    """The year group that follows; the last one and an unknown one stay."""
    place = YEAR_ORDER.get(year)
    return YEAR_GROUPS[min(place + 1, len(YEAR_GROUPS) - 1)] if place is not None else year


def next_class_name(name: str) -> str:
    """A guess at what a class is called a year later: "3 Hazel" becomes "4 Hazel", "3/4 Ash" "4/5 Ash", "R Oak"
    "1 Oak"; a name without a year stays."""
    for words, following in WORDS:
        if words.match(name):
            return words.sub(following, name, count=1).strip()
    found = NUMBERS.search(name)
    if not found:
        return name
    raised = re.sub(r"\d+", lambda number: str(int(number[0]) + 1), found[0])
    return f"{name[: found.start()]}{raised}{name[found.end() :]}"[:40]


def years_open(today: dt.date) -> list[int]:
    """Academic years (by their first calendar year) into which a school may be moved now, the likeliest first: from
    May to August the coming one, then the one that runs; at other times the one that runs."""
    running = academic_year(today)
    return [running + 1, running] if FIRST_MONTH <= today.month <= LAST_MONTH else [running]


def last_summer_day(terms: list[Span], into: int) -> dt.date | None:
    """The last day of the last term that ends in the summer before September of `into`; None when none is known."""
    ends = [term.end for term in terms if dt.date(into, 6, 1) <= term.end <= dt.date(into, 8, 31)]
    return max(ends, default=None)


def key_stage_of(year: str) -> str:
    """The key stage that a year group lies in; none before Year 1."""
    return (key_stages.key_stage_of(year) or "") if year.isdigit() else ""


def reaches_adulthood(year: str) -> bool:
    """Whether a year group is Year 9 or above."""
    return YEAR_ORDER.get(year, -1) >= YEAR_ORDER[ADULTHOOD_FROM]


@dataclass(frozen=True, slots=True)
class Due:
    """When records are due at the next school. `counted`: by the school's own terms; otherwise the terms are not
    known so far ahead, and the date is the earliest that it can be."""

    on: dt.date
    counted: bool


def transfer_due(leaving_on: dt.date, days: SchoolDays) -> Due:
    """Fifteen school days after the last day on roll (Education (Pupil Information) (England) Regulations 2005,
    regulation 9)."""
    counted = days.after(leaving_on, TRANSFER_SCHOOL_DAYS)
    if counted:
        return Due(counted, counted=True)
    return Due(working_day_after(leaving_on, TRANSFER_SCHOOL_DAYS), counted=False)
