import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from core.ui.exports import as_csv, as_xlsx, safe_cell
from register.models import Pupil
from tests.roles import seeing


@pytest.mark.parametrize("typed,cell", [
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+44 20", "'+44 20"), ("-1", "'-1"), ("@SUM", "'@SUM"), ("\tx", "'\tx"),
    ("\r=1", "'\r=1"), ("  =1", "'  =1"), ("Maya", "Maya"), ("O'Brien", "O'Brien"), (None, ""), (7, "7"),
    ("a=b", "a=b"), ("\u00a0=1", "'\u00a0=1"),
])  # fmt: skip
def test_cell_that_would_run_leaves_as_text(typed, cell):
    assert safe_cell(typed) == cell


def test_csv_has_a_mark_for_excel_and_safe_cells():
    data = as_csv(["Name", "Says"], [["Zoë", "=1+1"], ['say "so", Ann', "two\nlines"]])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows == [["Name", "Says"], ["Zoë", "'=1+1"], ['say "so", Ann', "two\nlines"]]


def test_xlsx_has_no_formula():
    book = load_workbook(io.BytesIO(as_xlsx("Register", ["Name"], [["=1+1"], ["@x"], ["Zoë"]])))
    sheet = book.active
    assert [(cell.value, cell.data_type) for (cell,) in sheet.iter_rows()] == [
        ("Name", "s"), ("'=1+1", "s"), ("'@x", "s"), ("Zoë", "s"),
    ]  # fmt: skip
    assert sheet["A1"].font.bold


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_register_export_carries_no_formula_and_only_what_the_page_shows(cast, client_for, kind):
    with seeing(cast.oakfield):
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(legal_last="=cmd()", preferred_first="=cmd()")
    response = client_for("senco").get(f"/oakfield/register/export.{kind}?need=SLCN")
    assert response.status_code == 200
    if kind == "csv":
        cells = [
            cell for row in csv.reader(io.StringIO(response.content.decode("utf-8-sig"))) for cell in row
        ]
    else:
        cells = [
            c.value for row in load_workbook(io.BytesIO(response.content)).active.iter_rows() for c in row
        ]
    assert [cell for cell in cells if str(cell).startswith("=")] == []
    assert [cell for cell in cells if "Brandt" in str(cell)] != []
    assert [cell for cell in cells if "Castell" in str(cell)] == []


@pytest.mark.django_db
def test_export_is_recorded_each_time(cast, client_for):
    from core.audit.models import Opening

    senco = client_for("senco")
    for _ in range(2):
        senco.get("/oakfield/register/export.csv")
    with seeing(cast.oakfield):
        found = list(Opening.objects.filter(kind="export").values_list("user", "what"))
    assert found == [(cast.senco.pk, "the register, 2 rows, as CSV")] * 2


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@x", "\t=1", "  =1", "\r1", "\x00=1", "＝1"])
def test_safe_cell_defuses(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", " ", "Ines", "O'Brien", "Smith-Jones", "1 = 1"])
def test_safe_cell_leaves_plain_text(text):
    assert safe_cell(text) == text


def sheet_of(*rows: list, title: str = "Register", headings: list[str] | None = None):
    data = as_xlsx(title, headings or [f"Column {n}" for n in range(len(rows[0]))], list(rows))
    return load_workbook(io.BytesIO(data)).active


def test_a_day_in_a_workbook_is_a_day_and_looks_as_on_the_page():
    sheet = sheet_of(["Tue 20 Jan 2026", "2026-01-20", "Fri 31 Feb 2026", "Tue 20 Jan 2026 (in 8 days)"])
    first, second, none, words = sheet[2]
    assert first.value == second.value == dt.datetime(2026, 1, 20)
    assert (first.number_format, second.number_format) == ("ddd d mmm yyyy", "yyyy-mm-dd")
    assert (none.value, words.value) == ("Fri 31 Feb 2026", "Tue 20 Jan 2026 (in 8 days)")


def test_a_column_of_figures_holds_numbers_and_no_other_column_does():
    sheet = sheet_of(["3", "R", "07700", "-1", 2.5, ""], ["12.50", "1", "1", "2", -1, "4"])
    values = [[cell.value for cell in column] for column in sheet.iter_cols(min_row=2)]
    assert values == [[3, 12.5], ["R", "1"], ["07700", "1"], ["'-1", "2"], [2.5, -1], [None, 4]]


def test_columns_are_as_wide_as_what_stands_in_them_within_bounds():
    sheet = sheet_of(["x", "Bartholomew Featherstonehaugh", "long words " * 20])
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths == [12, 31, 60]
    assert all(cell.alignment.wrap_text for cell in sheet[2])
    assert sheet.auto_filter.ref == "A1:C2" and sheet.freeze_panes == "A2"


def test_a_sheet_is_named_whatever_its_title_holds():
    assert sheet_of(["x"], title="Next September: 2027/28").title == "Next September  2027 28"
