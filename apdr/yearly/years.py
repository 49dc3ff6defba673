"""Academic years as reports name them. Pure: today is always an argument."""

import datetime as dt

from django.utils.translation import gettext as _

from core.calendar.dates import Span, academic_year, academic_year_label


def span_of(year: int) -> Span:
    """The first and the last day of an academic year (2025 is 2025/26): 1 September to 31 August."""
    return Span(dt.date(year, 9, 1), dt.date(year + 1, 8, 31))


def year_to_report(today: dt.date) -> int:
    """The year whose reports are in hand: in the autumn the one that has ended, from January the one that runs."""
    this = academic_year(today)
    return this if today.month < 9 else this - 1


def years_open(today: dt.date) -> tuple[int, int]:
    """The years that may still be reported on, the newer first: this one and the last."""
    this = academic_year(today)
    return this, this - 1


def title_of(year: int) -> str:
    """ "How the year 2025/26 went"."""
    return _("How the year %(year)s went") % {"year": academic_year_label(year)}


def subject_of(reference: str, year: int) -> str:
    """What a report is about: the pupil's public reference and the year, so that the versions count within a year."""
    return f"{reference}{year % 100:02d}"
