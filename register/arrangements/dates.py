"""Key stages as dates. Pure: today is always an argument."""

import datetime as dt

from core.calendar.dates import academic_year
from register.enums import YEAR_GROUPS, KeyStage

# The year group at whose end the key stage ends (Education Act 2002 section 82; Year 13 after 16).
LAST_YEAR = {KeyStage.KS1: "2", KeyStage.KS2: "6", KeyStage.KS3: "9", KeyStage.KS4: "11", KeyStage.KS5: "13"}


def key_stage_of(year_group: str) -> KeyStage | None:
    """The key stage that a year group is in; that of Year 1 for younger children; None when it is not known."""
    if year_group not in YEAR_GROUPS:
        return None
    place = YEAR_GROUPS.index(year_group)
    return next(stage for stage, last in LAST_YEAR.items() if place <= YEAR_GROUPS.index(last))


def key_stage_ends(stage: str, year_group: str, today: dt.date) -> dt.date | None:
    """31 August of the school year in which a pupil who is in `year_group` today ends (or ended) the key stage; an
    arrangement does not carry beyond it (R-198). None when the year group is not known."""
    if year_group not in YEAR_GROUPS:
        return None
    ahead = YEAR_GROUPS.index(LAST_YEAR[KeyStage(stage)]) - YEAR_GROUPS.index(year_group)
    return dt.date(academic_year(today) + 1 + ahead, 8, 31)


def latest_review(start: dt.date, today: dt.date) -> dt.date:
    """The last day on which a healthcare plan may be looked at again: a year after it began, or after today where
    it began before (Supporting pupils at school with medical conditions, DfE 2015: at least annually)."""
    base = max(start, today)
    return dt.date(base.year + 1, base.month, min(base.day, 28) if base.month == 2 else base.day)


def overlap(start: dt.date, end: dt.date | None, other_start: dt.date, other_end: dt.date | None) -> bool:
    """Whether two spans of days, both ends included and open where there is no end, share a day."""
    return (other_end is None or start <= other_end) and (end is None or other_start <= end)
