import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.importing.headings import recognise
from register.importing.reading import column_letter, read_table
from register.importing.rows import parse_rows
from register.importing.table import Row, Skipped, Table, Unreadable

HEADINGS = "UPN,Surname,Forename,DOB\n"


def read(text: str | bytes) -> Table:
    return read_table(text.encode() if isinstance(text, str) else text, "list.csv")


def refusal(data: bytes, name: str = "list.csv") -> str:
    with pytest.raises(Unreadable) as refused:
        read_table(data, name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
def test_reading_finds_the_encoding(codec, encoding):
    table = read("Surname,Forename,DOB\nÜnal,Zoë,20/04/2022\n".encode(codec))
    assert table.headings == ("Surname", "Forename", "DOB")
    assert table.rows == (Row(2, ("Ünal", "Zoë", "20/04/2022")),)
    assert table.facts.encoding == encoding


@pytest.mark.parametrize(("mark", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")])
def test_reading_finds_the_delimiter(mark, name):
    table = read(f"Surname{mark}Pupil Name{mark}DOB\nÜnal{mark}a{mark}20/04/2022\n")
    assert (table.facts.delimiter, len(table.headings)) == (name, 3)


def test_reading_semicolons_although_the_names_hold_commas():
    table = read("Pupil Name;DOB\nMcAllister, Ines;20/04/2022\nBrown, Theo;29/04/2022\n")
    assert table.rows[0].cells == ("McAllister, Ines", "20/04/2022")


def test_reading_a_delimiter_told_in_the_first_line():
    assert read("sep=;\r\nUPN;Surname\r\n1;Ünal\r\n").rows == (Row(2, ("1", "Ünal")),)


def test_reading_title_blank_total_and_repeated_heading_lines():
    table = read(
        "Oakfield Primary,,,\nAll pupils on 20/11/2026,,,\n\n" + HEADINGS + "u1,Ünal,Zoe,20/04/2022\n,,,\n"
        + HEADINGS + "u2,Total,Ann,20/04/2021\nTotal,2,,\nPrinted 20 Nov 2026,,,\n"
    )  # fmt: skip
    assert table.facts.heading_row == 4
    assert [row.number for row in table.rows] == [5, 8]
    assert table.skipped == (
        Skipped(1, "above the headings", "Oakfield Primary"),
        Skipped(2, "above the headings", "All pupils on 20/11/2026"),
        Skipped(7, "the headings repeated", "UPN Surname Forename DOB"),
        Skipped(9, "a total or a footer", "Total 2"),
        Skipped(10, "a total or a footer", "Printed 20 Nov 2026"),
    )


def test_reading_numbers_rows_as_a_spreadsheet_does():
    table = read('UPN,Address\nu1,"1 High St\nOakfield"\nu2,x\n')
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("u1", "1 High St\nOakfield")),
        (3, ("u2", "x")),
    ]


def test_reading_reports_rows_with_more_or_fewer_cells():
    table = read(HEADINGS + "u1,Ünal,Zoe,20/04/2022,extra\nu2,Ünal\nu3,Ünal,Zoe,20/04/2022,\n")
    assert [(note.row, note.refuses) for note in table.notes] == [(2, True), (3, False)]
    assert table.notes[0].message.startswith("The row has 5 cells, but there are 4 headings")
    assert table.notes[1].message.startswith("The row has only 2 cells for 4 headings")
    assert table.rows[1].cells == ("u2", "Ünal")


def test_reading_repeated_and_nameless_headings():
    table = read("UPN,Need,,Need\nu1,a,b,c\nu2,a,b,c\n")
    assert table.headings == ("UPN", "Need", "Column C", "Need (2)")


def test_reading_column_letters():
    assert [column_letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_reading_a_quotation_mark_left_open_names_the_row():
    message = refusal((HEADINGS + 'u1,"Ünal,Zoe,20/04/2022\n' + "u2,Brown,Theo,29/04/2022\n" * 50).encode())
    assert message.startswith("In row 2 a quotation mark is opened and never closed")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel kind (.xls)"),
        (b"%PDF-1.7\n", "This is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (b"\xff\xd8\xff\xe0", "This is a picture"),
        (
            b"<html><table><tr><td>UPN</td></tr></table></html>",
            "This is a web page, even if its name ends in .xls",
        ),
        (b"\x00\x01\x02\x03" * 50, "not a list we can read"),
        (b"PK\x03\x04 not really a workbook", "The workbook cannot be opened"),
        (b"\xff\xfeU\x00P", "letters of this file cannot be read"),
        (b"B801200005001,Brown,Theo,20/04/2022\n", "has no row of headings"),
    ],
)
def test_reading_refuses_with_what_to_do(data, says):
    assert says in refusal(data, "pupils.xls")


def test_reading_refuses_fifty_megabytes():
    assert refusal(b"x" * (50 * 1024 * 1024)).startswith("The file has 50 MB and the most is 10 MB")


def test_reading_refuses_a_hundred_thousand_rows():
    assert refusal((HEADINGS + "u,a,b,c\n" * 100_000).encode()).startswith(
        "The list has more than 20,000 rows"
    )


def test_reading_takes_twenty_thousand_rows_and_not_one_more():
    assert len(read("UPN\n" + "u\n" * 20_000).rows) == 20_000
    assert "20,000 rows" in refusal(("UPN\n" + "u\n" * 20_001).encode())


def test_reading_refuses_too_many_columns():
    assert "more than 200 columns" in refusal(("UPN" + ",x" * 300 + "\n").encode())


def test_reading_formula_like_cells_are_data():
    table = read('UPN,Surname\nu1,"=HYPERLINK(""http://x.example"")"\nu2,@x\nu3,-1\nu4,+1\n')
    assert [row.cells[1] for row in table.rows] == ['=HYPERLINK("http://x.example")', "@x", "-1", "+1"]


def test_samples_are_the_first_different_values():
    assert read("UPN,Kind\n1,a\n2,a\n3,\n4,b\n5,c\n6,d\n").samples(1) == ["a", "b", "c"]


def table_or_refusal(data, today):
    """Reads and parses; only Unreadable may be raised. True when there was a table."""
    try:
        table = read_table(data, "any")
    except Unreadable as refused:
        assert len(str(refused)) > 20
        return False
    parsed = parse_rows(table, recognise(table.headings), today)
    accounted = len(parsed.rows) + len(parsed.refused) + len(parsed.repeated)
    assert accounted == len(table.rows)
    return True


@given(st.binary(max_size=400))
def test_reading_any_bytes_gives_a_table_or_a_refusal(today, data):
    table_or_refusal(data, today)


@given(
    st.sampled_from([b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"UPN,DOB\n", b"sep=,\n"]),
    st.binary(max_size=200),
)
def test_reading_any_bytes_behind_a_known_beginning(today, start, data):
    table_or_refusal(start + data, today)


@given(st.text(max_size=300))
def test_reading_any_text_below_known_headings(today, text):
    table_or_refusal(("Pupil name,DOB,Year,SEN status,SEN needs,Contact 1 Email,PP\n" + text).encode(), today)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["arbor.csv", "sims.csv", "bromcom.csv", "scholarpack.tsv"]), st.data())
def test_reading_a_damaged_list_never_breaks(today, mis, name, data):
    content = bytearray(mis(name)[:3000])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=12)):
        content[place] = data.draw(st.integers(0, 255))
    table_or_refusal(bytes(content), today)
