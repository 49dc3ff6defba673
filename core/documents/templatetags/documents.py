"""Filters for document templates: dates from ISO text, lists from lines, and what fits side by side."""

from datetime import date

from django import template
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext

register = template.Library()

NBSP = "\u00a0"
SIDE_BY_SIDE = 420  # characters: about twelve lines of a half-width column
LONGEST_UNBROKEN = 800  # characters in one cell of the target table


def _day(value: str) -> date:
    """The date that begins an ISO date or date-time. Raises ValueError when it is neither."""
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise ValueError("A date in a document must be ISO text such as 2026-01-20.") from error


def _unbroken(value: date, pattern: str) -> str:
    return date_format(value, pattern).replace(" ", NBSP)


@register.filter
def iso_day(value: str | None) -> str:
    """ "2026-01-20" as "Tue 20 Jan 2026", never broken over a line; nothing for nothing."""
    return _unbroken(_day(value), "D j M Y") if value else ""


@register.filter
def iso_date(value: str | None) -> str:
    """ "2019-03-14" as "14 Mar 2019", never broken over a line; nothing for nothing."""
    return _unbroken(_day(value), "j M Y") if value else ""


@register.simple_tag
def iso_span(start: str | None, end: str | None) -> str:
    """ "4 Jan to 12 Feb 2027": the year once when both days share it; a single day when one is missing."""
    if not (start and end):
        return iso_date(start or end)
    first, last = _day(start), _day(end)
    opening = _unbroken(first, "j M" if first.year == last.year else "j M Y")
    return gettext("%(start)s to %(end)s") % {"start": opening, "end": _unbroken(last, "j M Y")}


@register.filter
def points(value: str | list | None) -> list[str]:
    """The points of a list, or the lines of a text, without the empty ones."""
    lines = value.splitlines() if isinstance(value, str) else value or []
    return [line.strip() for line in lines if line.strip()]


@register.filter
def overlong(row: dict) -> bool:
    """Whether a table row would fill much of a page, so that it has to break over two."""
    return any(isinstance(cell, str) and len(cell) > LONGEST_UNBROKEN for cell in row.values())


@register.simple_tag
def beside(left: str | list | None, right: str | list | None) -> str:
    """ "pair" when two texts or lists are both there and short enough to stand side by side, else "stack"."""
    lengths = [_length(left), _length(right)]
    return "pair" if min(lengths) > 0 and max(lengths) <= SIDE_BY_SIDE else "stack"


def _length(value: str | list | None) -> int:
    """Characters, a point or a new line counting as at least a line of 35."""
    return sum(max(35, len(line)) for line in points(value))
