"""Tables as files. A cell that a spreadsheet would run as a formula leaves as text."""

import csv
import io

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

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
    """One sheet, headings bold and in sight, every cell text."""
    return as_book([(title, headings, rows)])


def as_book(sheets: list[tuple[str, list[str], list[list]]]) -> bytes:
    """A workbook of several sheets, each (title, headings, rows), as `as_xlsx` makes one."""
    book = Workbook(write_only=True)
    for title, headings, rows in sheets:
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "A2"
        for index, heading in enumerate(headings):
            sheet.column_dimensions[chr(65 + index)].width = max(14, len(heading) + 4)
        sheet.append([_bold(sheet, heading) for heading in headings])
        for row in rows:
            sheet.append([safe_cell(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _bold(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def download(data: bytes, *, name: str, content_type: str, inline: bool = False) -> HttpResponse:
    """A response that saves as `name` (or shows, for a PDF) and is never kept by caches or guessed at."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
