"""Excel workbooks: refused when unsafe, then read as text cells by openpyxl."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl import load_workbook

from .delimited import tidy
from .headings import LOOK_AT_LINES, heading_score
from .table import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNZIPPED_BYTES,
    MAX_ZIP_MEMBERS,
    MEGABYTE,
    Facts,
    Line,
    Lines,
    Unreadable,
    too_many_columns,
    too_many_rows,
)

DAMAGED = (
    "The workbook cannot be opened: it is damaged, protected by a password or not an Excel workbook. "
    "Open it in Excel, save it as .xlsx without a password, or as CSV, and choose that file."
)
UNSAFE = (
    "The workbook holds parts that no list needs, so it was not opened. Copy the list into a new workbook, "
    "save it as .xlsx or CSV, and choose that file."
)
ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"']")
FORMULA = re.compile(rb"<(?:[a-z]+:)?f[\s>]")
EMPTY_WIDE_ROWS = 1_000
LAST_ROW = 1_048_576  # of a sheet in Excel


def read_workbook(data: bytes) -> Lines:
    """The non-blank lines of the first sheet that has known headings, else of the first that is not empty.

    Raises Unreadable for a workbook that is damaged, unsafe, too large, too long or too wide.
    """
    has_formulas = _refuse_unsafe(data)
    try:
        return _read(data, has_formulas)
    except Unreadable:
        raise
    except Exception as error:  # a damaged workbook can fail anywhere inside the reader
        raise Unreadable(DAMAGED) from error


def _refuse_unsafe(data: bytes) -> bool:
    """Unpack every part once within bounds, before any is parsed; True when a sheet holds formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_large(archive.infolist())
            formulas = [_look_at(archive, part) for part in archive.infolist()]
            return any(formulas)
    except Unreadable:
        raise
    except Exception as error:  # zip headers can lie in many ways
        raise Unreadable(DAMAGED) from error


def _refuse_large(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_ZIP_MEMBERS or sum(part.file_size for part in parts) > MAX_UNZIPPED_BYTES:
        raise Unreadable(
            f"The workbook unpacks to more than {MAX_UNZIPPED_BYTES // MEGABYTE} MB, far more than a list of "
            "pupils holds. Copy the list alone into a new workbook, or save it as CSV, and choose that file."
        )
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise Unreadable(DAMAGED)


def _look_at(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Refuse document types and entities, and encodings that could hide them; True for formulas.

    The zip reader never gives more than the declared size, which has been summed before.
    """
    if not part.filename.endswith((".xml", ".rels", ".vml")):
        return False
    content = archive.read(part)
    told = ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    if told and told[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise Unreadable(UNSAFE)
    if b"\0" in content[:200] or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Unreadable(UNSAFE)
    return part.filename.startswith("xl/worksheets/") and FORMULA.search(content) is not None


def _read(data: bytes, has_formulas: bool) -> Lines:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        title, lines = _first_list(book)
        unsaved = _unsaved_formulas(data, title, lines) if has_formulas and lines else frozenset()
    return Lines(lines, Facts("workbook", sheet=title), unsaved)


def _first_list(book) -> tuple[str, list[Line]]:
    fallback: tuple[str, list[Line]] = ("", [])
    sheets = [s for s in book.worksheets if s.sheet_state == "visible"] or book.worksheets
    for sheet in sheets:
        lines = list(_lines(sheet))
        if any(heading_score(cells) > 1 for _, cells in lines[:LOOK_AT_LINES]):
            return sheet.title, lines
        fallback = fallback if fallback[1] else (sheet.title, lines)
    return fallback


def _lines(sheet) -> Iterator[Line]:
    sheet.reset_dimensions()  # the sheet's own claim about its size may be wrong
    count = wide = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > LAST_ROW:
            raise Unreadable(DAMAGED)
        if len(values) > MAX_COLUMNS:
            wide += 1
            if wide > EMPTY_WIDE_ROWS or any(value is not None for value in values[MAX_COLUMNS:]):
                raise too_many_columns()
        cells = [cell_text(value) for value in values[:MAX_COLUMNS]]
        if not any(cells):
            continue
        count += 1
        if count > MAX_ROWS + LOOK_AT_LINES:
            raise too_many_rows()
        yield number, cells


def cell_text(value: object) -> str:
    """A cell as text: dates as 2022-04-20, whole numbers without .0, true and false as Yes and No."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else tidy(str(value))


def _unsaved_formulas(data: bytes, title: str, lines: list[Line]) -> frozenset[tuple[int, int]]:
    """Cells (row number, column index) with a formula but no saved result: what a program wrote and Excel
    never opened. The formula's text is put into the line, so that the cell is not taken for an empty one."""
    by_number = dict(lines)
    found = set()
    sheet = load_workbook(io.BytesIO(data), read_only=True)[title]
    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_col=MAX_COLUMNS):
        for index, cell in enumerate(row):
            if cell.data_type != "f":
                continue
            cells = by_number.get(cell.row)
            if cells is None:
                lines.append((cell.row, cells := [""] * len(row)))
                by_number[cell.row] = cells
            if not cells[index]:
                cells[index] = tidy(str(cell.value))[:80]
                found.add((cell.row, index))
    lines.sort(key=lambda line: line[0])
    return frozenset(found)
