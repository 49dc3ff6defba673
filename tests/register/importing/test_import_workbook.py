import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from register.importing.headings import recognise
from register.importing.reading import read_table
from register.importing.rows import parse_rows
from register.importing.table import MAX_ROWS, Unreadable

HEADINGS = ["UPN", "Adno", "Surname", "Forename", "DOB"]
PUPIL = ["B801200005001", 1000.0, "Żak", "Zoe", datetime(2022, 4, 20)]


@pytest.fixture(scope="session")
def whole(workbook) -> bytes:
    """One workbook for all damaged copies: its bytes hold the time at which it was made."""
    return workbook([HEADINGS, PUPIL])


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """The same workbook with some parts replaced or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return target.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_table(data, "pupils.xlsx")
    return str(refused.value)


def test_workbook_cells_become_text(workbook):
    table = read_table(workbook([HEADINGS, PUPIL]), "pupils.csv")
    assert table.rows[0].cells == ("B801200005001", "1000", "Żak", "Zoe", "2022-04-20")
    assert (table.facts.kind, table.facts.sheet, table.facts.heading_row) == ("workbook", "Pupils", 1)


def test_workbook_rows_keep_their_spreadsheet_numbers(workbook):
    table = read_table(workbook([["Oakfield"], [], HEADINGS, [], PUPIL, ["Total", 1]]), "x.xlsx")
    assert (table.facts.heading_row, [row.number for row in table.rows]) == (3, [5])
    assert [line.row for line in table.skipped] == [1, 6]


def test_workbook_first_sheet_with_headings_is_read():
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["Made by the office"])
    book.create_sheet("List").append(HEADINGS)
    book["List"].append(PUPIL)
    target = io.BytesIO()
    book.save(target)
    assert read_table(target.getvalue(), "x.xlsx").facts.sheet == "List"


def test_workbook_formula_without_a_saved_result_is_reported(workbook, today):
    data = workbook(
        [HEADINGS, ["B801200005001", 1, '=HYPERLINK("http://x.example","Ann")', "Zoe", date(2022, 4, 20)]]
    )
    table = read_table(data, "x.xlsx")
    parsed = parse_rows(table, recognise(table.headings), today)
    assert [(p.row, p.column, p.refuses) for p in parsed.problems] == [(2, "Surname", True)]
    assert parsed.problems[0].message.startswith("The cell holds a formula whose result was not saved.")
    assert parsed.rows == ()


def test_workbook_text_beginning_with_equals_is_data():
    book = Workbook()
    book.active.append(HEADINGS)
    book.active.append(PUPIL)
    book.active["C2"].value = "=1+1"
    book.active["C2"].data_type = "s"
    target = io.BytesIO()
    book.save(target)
    table = read_table(target.getvalue(), "x.xlsx")
    assert (table.rows[0].cells[2], table.notes) == ("=1+1", ())


def test_workbook_with_a_document_type_is_refused(workbook):
    data = workbook([HEADINGS, PUPIL])
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    assert refusal(repacked(data, {"xl/sharedStrings.xml": bomb})).startswith("The workbook holds parts")


@pytest.mark.parametrize("codec", ["utf-16", "cp037"])
def test_workbook_in_an_encoding_that_could_hide_entities_is_refused(workbook, codec):
    part = f'<?xml version="1.0" encoding="{codec}"?>'.encode() + "<!DOCTYPE x><sst/>".encode(codec)
    data = repacked(workbook([HEADINGS, PUPIL]), {"xl/sharedStrings.xml": part})
    assert refusal(data).startswith("The workbook holds parts")


def test_workbook_that_unpacks_to_too_much_is_refused(workbook):
    data = repacked(workbook([HEADINGS, PUPIL]), {"xl/media/big.xml": b" " * (81 * 1024 * 1024)})
    assert len(data) < 1024 * 1024
    assert refusal(data).startswith("The workbook unpacks to more than 80 MB")


def test_workbook_with_too_many_rows_is_refused(workbook):
    assert refusal(workbook([["UPN"]] + [["u"]] * (MAX_ROWS + 1))).startswith(
        "The list has more than 20,000 rows"
    )


def test_workbook_with_too_many_columns_is_refused(workbook):
    assert "more than 200 columns" in refusal(workbook([["UPN", "DOB"] + ["x"] * 300]))


def test_workbook_that_is_only_a_zip_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("pupils.csv", "UPN\n")
    assert refusal(target.getvalue()).startswith("The workbook cannot be opened")


SHEET = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)


@pytest.mark.parametrize("row", [b'<row r="2147483647"/>', b'<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>'])
def test_workbook_that_claims_a_cell_far_away_is_refused(whole, row):
    assert refusal(repacked(whole, {"xl/worksheets/sheet1.xml": SHEET % row})).startswith(
        "The workbook cannot be"
    )


def test_workbook_that_is_empty_is_refused(workbook):
    assert refusal(workbook([])).startswith("The file holds no rows")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_workbook_damaged_never_breaks(today, whole, data):
    content = bytearray(whole)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    assert_table_or_refusal(bytes(content), today)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
    ),
    st.data(),
)
def test_workbook_with_a_damaged_part_never_breaks(today, whole, part, data):
    content = bytearray(zipfile.ZipFile(io.BytesIO(whole)).read(part))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(32, 126))
    assert_table_or_refusal(repacked(whole, {part: bytes(content)}), today)


def assert_table_or_refusal(data, today):
    try:
        table = read_table(data, "x.xlsx")
    except Unreadable as refused:
        assert len(str(refused)) > 20
    else:
        parsed = parse_rows(table, recognise(table.headings), today)
        assert len(parsed.rows) + len(parsed.refused) + len(parsed.repeated) == len(table.rows)
