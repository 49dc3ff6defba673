"""What reading a file gives: headings, rows with the numbers a person sees, and what was found out."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_UNZIPPED_BYTES = 80 * MEGABYTE
MAX_ZIP_MEMBERS = 1_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200

Line = tuple[int, list[str]]


class Unreadable(Exception):
    """The file cannot be read as a list; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` counts from 1 as the spreadsheet shows it; cells may be fewer than headings."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something wrong with a row's form. `column` is an index or None for the whole row."""

    row: int
    column: int | None
    message: str
    refuses: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that is no pupil (a total, a repeated heading), with what it holds."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """How the file was read. `encoding` and `delimiter` are empty for a workbook, `sheet` for text."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    heading_row: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A list of pupils as text: every cell is a string, dates of a workbook as 2022-04-20."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: Facts
    notes: tuple[Note, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def samples(self, column: int, most: int = 3) -> list[str]:
        """The first different values of a column, for the page on which a person maps it."""
        found: dict[str, None] = {}
        for row in self.rows:
            if column < len(row.cells) and row.cells[column]:
                found[row.cells[column]] = None
            if len(found) == most:
                break
        return list(found)


@dataclass(frozen=True, slots=True)
class Lines:
    """The non-blank lines of a file before its headings are found; formulas without a saved result."""

    lines: list[Line]
    facts: Facts
    unsaved: frozenset[tuple[int, int]] = frozenset()


def too_many_rows() -> Unreadable:
    return Unreadable(
        f"The list has more than {MAX_ROWS:,} rows. Export the pupils of one school only, one row a pupil, "
        "and delete anything below the list."
    )


def too_many_columns() -> Unreadable:
    return Unreadable(
        f"The list has more than {MAX_COLUMNS} columns. Export only the columns that are needed, "
        "or delete the others, and try again."
    )
