"""Tables as files. A cell that a spreadsheet would run as a formula leaves as text."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

RUNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
UNSEEN = "".join(map(chr, range(33))) + "\u00a0\ufeff\u200b"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_cell(value) -> str:
    """The value as text for a cell; with an apostrophe before what Excel, LibreOffice or Sheets would run.

    They run a cell that begins with =, +, - or @, in full width too, also behind spaces, control or invisible
    characters (OWASP, CSV injection).
    """
    text = "" if value is None else str(value)
    runs = text.startswith(("\t", "\r")) or text.lstrip(UNSEEN).startswith(RUNS)
    return f"'{text}" if runs else text


def as_csv(headings: list[str], rows: list[list]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads accents."""
    out = io.StringIO()
    csv.writer(out).writerows([headings, *([safe_cell(cell) for cell in row] for row in rows)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, headings: list[str], rows: list[list]) -> bytes:
    """One sheet, headings bold and in sight. A day is a day and a column of figures holds numbers, so that they sort and
    add up; every other cell is text."""
    return as_book([(title, headings, rows)])


def as_book(sheets: list[tuple[str, list[str], list[list]]]) -> bytes:
    """A workbook of several sheets, each (title, headings, rows), as `as_xlsx` makes one."""
    book = Workbook(write_only=True)
    for title, headings, rows in sheets:
        _sheet(book, title, headings, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
FIGURE = re.compile(r"(?:0|[1-9]\d{0,8})(?:\.\d{1,4})?")
DAYS = (  # as a cell says a day → how a spreadsheet reads it and shows the same
    (re.compile(r"[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4}"), "%a %d %b %Y", "ddd d mmm yyyy"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "%Y-%m-%d", "yyyy-mm-dd"),
)
NARROWEST, WIDEST = 10, 60  # in letters; what is wider is broken into lines
TOP = Alignment(vertical="top", wrap_text=True)


def _sheet(book: Workbook, title: str, headings: list[str], rows: list[list]) -> None:
    sheet = book.create_sheet(NO_SHEET_NAME.sub(" ", title)[:31].strip())
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(headings), 1))}{len(rows) + 1}"
    for index, heading in enumerate(headings):
        sheet.column_dimensions[get_column_letter(index + 1)].width = _width(heading, rows, index)
    sheet.append([_styled(sheet, heading, bold=True) for heading in headings])
    figures = {index for index in range(len(headings)) if _holds_figures(rows, index)}
    for row in rows:
        long = any(len(str(cell)) > WIDEST - 2 or "\n" in str(cell) for cell in row)
        cells = (_cell(sheet, cell, figure=index in figures) for index, cell in enumerate(row))
        sheet.append([_styled(sheet, cell, top=True) for cell in cells] if long else list(cells))


def _width(heading: str, rows: list[list], index: int) -> int:
    """Room for the longest line of the column, within bounds; 4 for the arrow of the filter."""
    lines = (line for row in rows if index < len(row) for line in str(row[index] or "").splitlines())
    return min(max(NARROWEST, len(heading) + 4, 2 + max(map(len, lines), default=0)), WIDEST)


def _holds_figures(rows: list[list], index: int) -> bool:
    """Whether a column holds figures and nothing else: not a UPN, a telephone number or a year group of which one is R."""
    found = [row[index] for row in rows if index < len(row) and row[index] not in ("", None)]
    return bool(found) and all(_is_number(cell) or FIGURE.fullmatch(str(cell)) for cell in found)


def _is_number(value) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _cell(sheet, value, *, figure: bool):
    """The value for the sheet: a number in a column of figures, a day, or safe text."""
    if figure and value not in ("", None):
        return value if _is_number(value) else float(value) if "." in value else int(value)
    text = "" if value is None else str(value)
    for pattern, said, shown in DAYS:
        if pattern.fullmatch(text) and (found := _day(text, said)):
            cell = WriteOnlyCell(sheet, value=found)
            cell.number_format = shown
            return cell
    return ILLEGAL_CHARACTERS_RE.sub(" ", safe_cell(text)) or None


def _day(text: str, said: str) -> dt.date | None:
    try:
        found = dt.datetime.strptime(text, said).replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None
    return found if found.year >= 1900 else None  # before that a spreadsheet knows no days


def _styled(sheet, cell, *, bold: bool = False, top: bool = False) -> Cell:
    cell = cell if isinstance(cell, Cell) else WriteOnlyCell(sheet, value=cell)
    if bold:
        cell.font = Font(bold=True)
    if top:
        cell.alignment = TOP
    return cell


def download(data: bytes, *, name: str, content_type: str, inline: bool = False) -> HttpResponse:
    """A response that saves as `name` (or shows, for a PDF) and is never kept by caches or guessed at."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
