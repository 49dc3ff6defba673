"""Text lists: the encoding, the delimiter and the lines of a CSV or TSV file."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from .headings import heading_score
from .table import MAX_COLUMNS, MAX_ROWS, Facts, Line, Lines, Unreadable, too_many_columns, too_many_rows

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
SEPARATOR_LINE = re.compile(r"sep=([,;\t|:^~])\r?\n", re.IGNORECASE)
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
PREVIEW = 40
END = "end of the file put there by the reader"
NOT_TEXT = (
    "This is not a list we can read. Export the pupils from the school's system as CSV or as an Excel "
    "workbook (.xlsx) and choose that file."
)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding's name: by its mark, else UTF-8, else Windows-1252.

    Raises Unreadable for what is not text.
    """
    for mark, codec, name in BOMS:
        if data.startswith(mark):
            return _decode_as(data, codec), name
    if b"\0" in data:
        raise Unreadable(NOT_TEXT)
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decode_as(data, "cp1252"), "Windows-1252"


def _decode_as(data: bytes, codec: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeError as error:
        raise Unreadable(
            "The letters of this file cannot be read. Save it again as “CSV UTF-8” and choose that file."
        ) from error
    if "\0" in text or len(CONTROL.findall(text)) > len(text) // 100 + 2:
        raise Unreadable(NOT_TEXT)
    return text


def read_delimited(data: bytes) -> Lines:
    """The non-blank lines of a text list, numbered from 1 as a spreadsheet shows them.

    Raises Unreadable when it is no text, too long or too wide, or has a quotation mark left open.
    """
    text, encoding = decode(data)
    text = text.rstrip("\x1a")
    told = SEPARATOR_LINE.match(text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else find_delimiter(text)
    facts = Facts("text", encoding=encoding, delimiter=DELIMITERS.get(delimiter, delimiter))
    return Lines(list(_lines(text, delimiter)), facts)


def find_delimiter(text: str) -> str:
    """The delimiter that gives the most known headings, then the most lines of one width above 1."""
    return max(DELIMITERS, key=lambda delimiter: _merit(text, delimiter))


def _merit(text: str, delimiter: str) -> tuple[int, int]:
    try:
        lines = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), PREVIEW))
    except csv.Error:
        return (0, 0)
    widths = [len(cells) for cells in lines if len(cells) > 1]
    alike = max((widths.count(width) for width in set(widths)), default=0)
    return max(map(heading_score, lines), default=0), alike


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    count = 0
    for number, cells in _numbered(text, delimiter):
        tidied = [tidy(cell) for cell in cells]
        if not any(tidied):
            continue
        count += 1
        if count > MAX_ROWS + PREVIEW:
            raise too_many_rows()
        if len(tidied) > MAX_COLUMNS and any(tidied[MAX_COLUMNS:]):
            raise too_many_columns()
        yield number, tidied


def _numbered(text: str, delimiter: str) -> Iterator[Line]:
    """Every record with its number. A closing line of our own shows whether a quotation mark was left
    open: then it would be swallowed, and rows of pupils with it."""
    source = io.StringIO(f"{text}\n{END}", newline="")
    number, closed = 0, False
    try:
        for number, cells in enumerate(csv.reader(source, delimiter=delimiter), start=1):
            closed = cells == [END]
            if not closed:
                yield number, cells
    except csv.Error as error:
        raise _left_open(number + 1) from error
    if not closed:
        raise _left_open(number)


def _left_open(number: int) -> Unreadable:
    return Unreadable(
        f"In row {number} a quotation mark is opened and never closed, so the rows after it cannot be told "
        "apart. Export the list again, or correct that row, and choose the file once more."
    )


def tidy(cell: str) -> str:
    """The cell without spaces around it and without characters that no one can see or a database keep."""
    if not cell.isprintable():
        cell = "".join(
            char for char in cell if char.isprintable() or char in "\n\t\u00a0\u202f" or char > "~"
        )
        cell = cell.encode("utf-8", "ignore").decode("utf-8")
    return cell.strip()
