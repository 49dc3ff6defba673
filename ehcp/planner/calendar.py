"""The year as weeks of five days, each with its meetings, for the page and for paper. Strings, ready to draw."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.calendar.dates import ONE_DAY
from core.ui.present import day as told
from ehcp.planner.board import Board, written
from ehcp.planner.propose import meeting_days, span_of, week_of

MONDAY_TO_FRIDAY = 5


@dataclass
class Cell:
    """One day: its number, whether it suits (what falls due around a meeting falls on school days), the meetings."""

    number: int
    weekday: str
    name: str
    typed: str
    state: str = "closed"
    today: bool = False
    cards: list[dict] = field(default_factory=list)


@dataclass
class Week:
    """One week, or weeks in a row in which school is closed and nobody meets: then `closed` says until when."""

    monday: dt.date
    name: str
    cells: list[Cell] = field(default_factory=list)
    closed: str = ""

    @property
    def note(self) -> str:
        """How many meetings it holds."""
        count = sum(len(cell.cards) for cell in self.cells)
        return ngettext("%(n)s meeting", "%(n)s meetings", count) % {"n": count} if count else ""


def weeks_of(board: Board) -> dict[str, list[Week]]:
    """The weeks of the academic year from its first school day to its last: those that have passed, and the rest."""
    suits = {of.on: not of.closed for of in meeting_days(board.year.year, board.year.days)}
    if not suits:
        return {"past": [], "ahead": []}
    cards = _cards(board)
    start, end = span_of(board.year.year)
    outer = [day for day in cards if start <= day <= end]
    first, last = week_of(min([*suits, *outer])), week_of(max([*suits, *outer]))
    weeks, monday = [], first
    while monday <= last:
        weeks.append(_week(monday, suits, cards, board.year.today))
        monday += 7 * ONE_DAY
    this = week_of(board.year.today)
    past, ahead = ([week for week in weeks if (week.monday < this) is before] for before in (True, False))
    return {"past": _closed_together(past), "ahead": _closed_together(ahead)}


def _week(
    monday: dt.date, suits: dict[dt.date, bool], cards: dict[dt.date, list[dict]], today: dt.date
) -> Week:
    week = Week(monday, f"{monday.day} {told(monday).split()[2]}")
    for number in range(MONDAY_TO_FRIDAY):
        day = monday + number * ONE_DAY
        state = "closed" if day not in suits else "suits" if suits[day] else "open"
        week.cells.append(
            Cell(day.day, told(day)[:3], told(day), written(day), state, day == today, [*cards.get(day, [])])
        )
    for day in (monday + 5 * ONE_DAY, monday + 6 * ONE_DAY):
        for card in cards.get(day, []):
            week.cells[-1].cards.append(
                card | {"short": f"{told(day)[:3]} {card['short']}", "name": f"{told(day)}, {card['name']}"}
            )
    return week


def _closed_together(weeks: list[Week]) -> list[Week]:
    """Weeks in a row without a school day and without a meeting become one line."""
    found: list[Week] = []
    for week in weeks:
        if any(cell.cards or cell.state != "closed" for cell in week.cells):
            found.append(week)
            continue
        friday = told(week.monday + 4 * ONE_DAY)
        if found and found[-1].closed:
            found[-1].closed = _("Closed until %(day)s") % {"day": friday}
        else:
            found.append(Week(week.monday, week.name, closed=_("Closed until %(day)s") % {"day": friday}))
    return found


def _cards(board: Board) -> dict[dt.date, list[dict]]:
    """The meetings by day: those planned can be dragged where they may still be moved, those held cannot."""
    found: dict[dt.date, list[dict]] = defaultdict(list)
    for aside in board.year.held:
        pupil = aside.plan.pupil
        found[aside.review.on].append(_card(pupil, "", "held", _("held")))
    for row in board.rows:
        if row.day:
            kind = "law" if row.breaks_law else "mind" if row.breaks_any else "kept"
            says = {"law": _("breaks the law’s own date"), "mind": _("look at what follows")}.get(kind, "")
            found[row.day].append(_card(row.line.plan.pupil, row.key, kind, says, movable=row.line.movable))
    return found


ICONS = {"held": "check-circle-fill", "law": "exclamation-octagon-fill", "mind": "exclamation-triangle-fill"}


def _card(pupil, key: str, kind: str, says: str, *, movable: bool = False) -> dict:
    return {
        "key": key, "name": pupil.name, "short": f"{pupil.first_name} {pupil.legal_last[:1]}", "kind": kind, "says": says,
        "icon": ICONS.get(kind, ""), "movable": movable,
    }  # fmt: skip
