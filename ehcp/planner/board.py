"""What the SENCo has typed into the year, and what follows from it. Nothing here writes; nothing typed is ever emptied."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.ui.fields import DayField, DayInput
from ehcp.planner.changes import Change
from ehcp.planner.propose import Planned, Proposal, consequences, propose, week_of
from ehcp.planner.queries import Line, Year
from ehcp.planner.rules import Consequence, outside

DAY, SHOWN = DayField(required=False), DayInput()
MOST = 200  # meetings a week


@dataclass
class Row:
    """One plan on the page: what is typed, the day that it means, what is wrong with it, what follows. `began` is the date
    that the page showed when it was opened, `seen` the one whose consequences were shown."""

    line: Line
    text: str = ""
    pep_text: str = ""
    why: str = ""
    began: str = ""
    seen: str = ""
    day: dt.date | None = None
    pep: dt.date | None = None
    errors: dict[str, str] = field(default_factory=dict)
    follows: list[Consequence] = field(default_factory=list)
    refused: Proposal | None = None
    note: str = ""

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def changed(self) -> bool:
        """Whether another date is typed than the page began with."""
        return self.line.movable and self.day is not None and self.day.isoformat() != self.began

    @property
    def breaks_law(self) -> bool:
        """Whether the date breaks a rule of the law's own."""
        return any(one.law and not one.kept for one in self.follows)

    @property
    def breaks_any(self) -> bool:
        return any(not one.kept for one in self.follows)

    def put(self, day: dt.date) -> None:
        """A date that was proposed or chosen, as if typed."""
        self.day, self.text, self.errors = day, written(day), {}


@dataclass
class Board:
    """The page: its rows, the most meetings a week (None: as few as will do), and what the last proposal came to."""

    year: Year
    rows: list[Row]
    most: int | None = None
    most_text: str = ""
    most_error: str = ""
    planned: Planned | None = None

    @property
    def errors(self) -> bool:
        return bool(self.most_error) or any(row.errors for row in self.rows)

    @property
    def changed(self) -> list[Row]:
        return [row for row in self.rows if row.changed]

    @property
    def unseen(self) -> list[Row]:
        """Dates that would be saved although what they break has not been on the page."""
        return [row for row in self.changed if row.breaks_any and row.day and row.seen != row.day.isoformat()]

    def changes(self) -> list[Change]:
        """What is to be saved."""
        return [
            Change(
                row.line.plan, row.day, iso(row.began), why=row.why, pep=row.pep,
                transfer=row.line.asked.transfer_by is not None,
            )
            for row in self.changed
            if row.day
        ]  # fmt: skip

    def refuse(self, refused: Mapping[str, str]) -> None:
        """Put each reason beside its row; where somebody else has set another date, the next save is a choice."""
        for row in self.rows:
            if row.key in refused:
                row.errors["why" if row.line.review and not row.why else "on"] = refused[row.key]
                row.began = row.line.asked.fixed.isoformat() if row.line.asked.fixed else ""

    def follow(self) -> None:
        """What follows from each date, with how many others stand in its week; and for whom there is none."""
        self.look()
        load = Counter(week_of(row.day) for row in self.rows if row.day)
        most = self.most or (self.planned.most_a_week if self.planned else None)
        for row in self.rows:
            if row.day is None:
                continue
            found = consequences(row.day, asked(row), self.year.days, self.year.today, most_a_week=most,
                                 others_in_week=load[week_of(row.day)] - 1)  # fmt: skip
            there = outside(row.day, self.year.year)
            row.follows = [Consequence("year", False, there), *found] if there else found

    def propose(self) -> None:
        """Fill the empty fields; the dates that stand are kept and take room."""
        if self.errors:
            return
        self.planned = self._proposals()
        for row in self.rows:
            got = self.planned.proposals[row.key]
            row.note = got.note
            if got.on and not got.fixed:
                row.put(got.on)

    def look(self) -> None:
        """Why a plan without a date has no lawful day, where it has none."""
        if not self.year.has_terms and not self.planned:
            return
        found = self.planned or self._proposals()
        for row in self.rows:
            got = found.proposals[row.key]
            row.refused = got if got.on is None and row.day is None and not row.errors else None

    def _proposals(self) -> Planned:
        plans = [replace(asked(row), fixed=row.day) for row in self.rows]
        return propose(
            plans, year=self.year.year, days=self.year.days, today=self.year.today, most_a_week=self.most
        )

    def use(self, key: str, text: str) -> None:
        """Take the day that breaks least for one plan, on the SENCo's word; "all" takes it for each that has no other."""
        if key == "all":
            self.look()
            for row in self.rows:
                if row.refused and row.refused.nearest:
                    row.put(row.refused.nearest)
            return
        day = iso(text)
        for row in self.rows:
            if day and row.key == key and row.line.movable:
                row.put(day)


def asked(row: Row):
    """What is asked of the planner for a row, with the PEP's date as typed."""
    return replace(row.line.asked, pep=row.pep)


def iso(text: str) -> dt.date | None:
    """The day of a hidden field; None where there is none, or it has been tampered with."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def written(day: dt.date | None) -> str:
    """A date as its field shows it."""
    return SHOWN.format_value(day) if day else ""


def opened(year: Year) -> Board:
    """The page as it is opened: the dates that are set already."""
    rows = []
    for line in year.lines:
        asked = line.asked
        began = asked.fixed.isoformat() if asked.fixed else ""
        rows.append(Row(line, written(asked.fixed), written(asked.pep), began=began, seen=began, day=asked.fixed,
                        pep=asked.pep))  # fmt: skip
    return Board(year, rows)


def typed(year: Year, data: Mapping[str, str]) -> Board:
    """The page as it was sent: each text kept, each day read or its error told."""
    board = Board(
        year, [_row(line, data) for line in year.lines], most_text=data.get("most", "").strip()[:10]
    )
    if board.most_text:
        if board.most_text.isdecimal() and 1 <= int(board.most_text) <= MOST:
            board.most = int(board.most_text)
        else:
            board.most_error = _("Write a number from 1 to %(most)s, or leave it empty") % {"most": MOST}
    return board


def _row(line: Line, data: Mapping[str, str]) -> Row:
    key, fixed = line.key, line.asked.fixed
    now = fixed.isoformat() if fixed else ""
    row = Row(
        line, began=data.get(f"began-{key}", now)[:10], seen=data.get(f"seen-{key}", ""),
        why=data.get(f"why-{key}", "").strip()[:300],
        text=data.get(f"on-{key}", written(fixed)) if line.movable else written(fixed),
        pep_text=data.get(f"pep-{key}", "") if line.asks_pep else written(line.asked.pep),
    )  # fmt: skip
    row.day, row.pep = _day(row, "on", row.text), _day(row, "pep", row.pep_text)
    untouched = row.day.isoformat() == row.began if row.day else not row.text.strip() and not row.began
    if row.began != now and untouched:  # somebody else has set it since
        row.began = row.seen = now
        row.day, row.text, row.errors = fixed, written(fixed), {}
    return row


def _day(row: Row, name: str, text: str) -> dt.date | None:
    try:
        return DAY.clean(text.strip())
    except ValidationError as wrong:
        row.errors[name] = wrong.messages[0]
        return None
