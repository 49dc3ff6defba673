"""From the bytes of a file to a table of text, whatever the file was saved with."""

import re
from collections import Counter
from collections.abc import Sequence

from .delimited import NOT_TEXT, read_delimited
from .headings import find_heading_row, heading_score
from .table import MAX_BYTES, MAX_ROWS, MEGABYTE, Facts, Line, Lines, Note, Row, Skipped, Table, Unreadable
from .table import too_many_rows as _too_many_rows
from .values import looks_like_data
from .workbook import read_workbook

ZIP = b"PK\x03\x04"
KINDS = (
    (b"\xd0\xcf\x11\xe0", "This is a workbook of the old Excel kind (.xls), or one with a password. "
    "Open it in "
     "Excel, choose “Save as”, take .xlsx or CSV UTF-8 without a password, and choose that file."),
    (b"%PDF", "This is a PDF, from which no list can be read. Export the pupils as CSV or .xlsx instead."),
    (b"\x89PNG", "This is a picture. Export the pupils from the school's system as CSV or .xlsx instead."),
    (b"\xff\xd8\xff", "This is a picture. Export the pupils from the school's system as CSV or "
    ".xlsx instead."),
    (b"GIF8", "This is a picture. Export the pupils from the school's system as CSV or .xlsx instead."),
    (b"{\\rtf", "This is a text document. Export the pupils from the school's system as CSV or "
    ".xlsx instead."),
    (b"\x1f\x8b", NOT_TEXT), (b"7z\xbc\xaf", NOT_TEXT), (b"Rar!", NOT_TEXT), (b"PK", NOT_TEXT),
)  # fmt: skip
WEB_PAGE = re.compile(rb"\s*(<!doctype|<html|<head|<body|<table|<\?xml|<meta|<style|<!--)", re.IGNORECASE)
TOTAL = re.compile(
    r"(grand |sub-?)?totals?( (number )?(of )?(pupils|students|records|rows))?\s*[:=]?\s*[\d,]*"
    r"|(number of (pupils|students|records)|(pupil|student|record|row) count|count)\s*[:=]?\s*[\d,]*"
    r"|page \d+( of \d+)?|end of (report|list)|(printed|generated|produced|exported|report run)\b.*",
    re.IGNORECASE,
)
FIGURE = re.compile(r"[\d,.]+ ?%?")


def read_table(data: bytes, filename: str) -> Table:
    """The table in a CSV, TSV or XLSX file; the kind is told by its content, not by its name.

    Raises Unreadable, and nothing else, with a message that says what to do.
    """
    _refuse_size(data, filename)
    lines = _read_lines(data)
    if not lines.lines:
        raise Unreadable("The file holds no rows. Export the list again and check that it shows pupils.")
    return _table(lines)


def _refuse_size(data: bytes, filename: str) -> None:
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"The file has {len(data) / MEGABYTE:.0f} MB and the most is {MAX_BYTES // MEGABYTE} "
            "MB: a list of "
            "2,000 pupils has less than 1 MB. Export the list of pupils only, without pictures or history."
        )
    if not data.strip():
        raise Unreadable(f"The file {filename[:80]} is empty. Export the list again and choose the new file.")


def _read_lines(data: bytes) -> Lines:
    if data.startswith(ZIP):
        return read_workbook(data)
    for magic, message in KINDS:
        if data.startswith(magic):
            raise Unreadable(message)
    if WEB_PAGE.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise Unreadable(
            "This is a web page, even if its name ends in .xls. Open it in Excel, save it as .xlsx "
            "or CSV UTF-8, "
            "and choose that file."
        )
    return read_delimited(data)


def _table(read: Lines) -> Table:
    top = find_heading_row([cells for _, cells in read.lines]) or 0
    heading_row, heading_cells = read.lines[top]
    if not heading_score(heading_cells) and any(looks_like_data(cell) for cell in heading_cells):
        raise Unreadable(
            "The list has no row of headings. Put one above the first pupil (such as UPN, Legal first name, "
            "Legal last name, Date of birth) and choose the file again."
        )
    headings = unique_headings(heading_cells, _used_width(read.lines[top:]))
    pupils, skipped = _split(read.lines[top + 1 :], heading_cells)
    if len(pupils) > MAX_ROWS:
        raise _too_many_rows()
    above = [Skipped(n, "above the headings", _text(cells)) for n, cells in read.lines[:top]]
    notes = _form_notes(pupils, headings, read)
    rows = tuple(Row(number, tuple(cells[: len(headings)])) for number, cells in pupils)
    return Table(headings, rows, _with_row(read.facts, heading_row), tuple(notes), (*above, *skipped))


def _with_row(facts: Facts, row: int) -> Facts:
    return Facts(facts.kind, facts.encoding, facts.delimiter, facts.sheet, row)


def _used_width(lines: Sequence[Line]) -> int:
    """Headings count up to the last named one; a nameless column in most rows counts as well."""
    named = max((i for i, cell in enumerate(lines[0][1], start=1) if cell), default=0)
    ends = Counter(max(i for i, cell in enumerate(cells, start=1) if cell) for _, cells in lines[1:])
    usual, times = max(ends.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return max(named, usual) if times > 1 and times * 2 > len(lines) - 1 else named


def unique_headings(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Headings as written, a nameless one as “Column F”, a repeated one with “ (2)” behind it."""
    seen: Counter[str] = Counter()
    headings = []
    for index in range(width):
        cell = cells[index] if index < len(cells) else ""
        name = " ".join(cell.split())[:120] or f"Column {column_letter(index)}"
        seen[name] += 1
        headings.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(headings)


def column_letter(index: int) -> str:
    """The spreadsheet's letter of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _split(lines: Sequence[Line], headings: list[str]) -> tuple[list[Line], list[Skipped]]:
    """Rows of pupils, and the lines that are a repeated heading or a total."""
    pupils, skipped = [], []
    for number, cells in lines:
        reason = _no_pupil(cells, headings)
        if reason:
            skipped.append(Skipped(number, reason, _text(cells)))
        else:
            pupils.append((number, cells))
    return pupils, skipped


def _no_pupil(cells: list[str], headings: list[str]) -> str:
    if cells[0] == headings[0] and cells == headings:
        return "the headings repeated"
    given = [cell for cell in cells if cell]
    if len(given) <= 3 and TOTAL.fullmatch(given[0]) and all(FIGURE.fullmatch(cell) for cell in given[1:]):
        return "a total or a footer"
    return ""


def _text(cells: Sequence[str]) -> str:
    return " ".join(cell for cell in cells if cell)[:200]


def _form_notes(pupils: Sequence[Line], headings: Sequence[str], read: Lines) -> list[Note]:
    width, own = len(headings), {number for number, _ in pupils}
    notes = [
        Note(number, column, "The cell holds a formula whose result was not saved. Open the "
        "workbook in Excel, "
             "save it, and choose it again; or type the value.", refuses=True)
        for number, column in sorted(read.unsaved) if column < width and number in own
    ]  # fmt: skip
    for number, cells in pupils:
        if len(cells) != width:
            notes += _width_notes(number, cells, width, read.facts.kind)
    return notes


def _width_notes(number: int, cells: list[str], width: int, kind: str) -> list[Note]:
    if any(cells[width:]):
        message = (
            f"The row has {len(cells)} cells, but there are {width} headings: a cell probably holds the "
            "delimiter without quotation marks around it. Correct the row or export the list again."
        )
        return [Note(number, None, message, refuses=True)]
    if len(cells) < width and kind == "text":
        message = (
            f"The row has only {len(cells)} cells for {width} headings. The last columns are "
            "left as they are."
        )
        return [Note(number, None, message, refuses=False)]
    if len(cells) < width:
        cells += [""] * (width - len(cells))
    return []
