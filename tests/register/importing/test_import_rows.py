from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.importing.headings import Field, Mapping
from register.importing.needs import AskStatus
from register.importing.records import ABSENT, ContactRow, Problem
from register.importing.rows import parse_rows
from register.importing.table import Facts, Row, Table

HEADINGS = "UPN,Adno,Surname,Forename,DOB,Sex,Year,Class,SEN Status,SEN Start Date,SEN Needs,PP,EAL\n"
PUPIL = "B801200005001,1000,Żak,Zoe,20/04/2022,F,R,RA,K,04/09/2024,SLCN,Yes,\n"
START = "Surname,Forename,DOB,"


def found(parsed) -> list[tuple[int, str, bool]]:
    return [(p.row, p.column, p.refuses) for p in parsed.problems]


def test_row_is_read_whole(parse):
    row = parse(HEADINGS + PUPIL).rows[0]
    assert (row.number, row.upn, row.mis_number, row.name) == (2, "B801200005001", "1000", "Zoe Żak")
    assert (row.born, row.sex, row.year, row.class_name) == (date(2022, 4, 20), "F", "R", "RA")
    assert (row.sen_status, row.sen_start, row.needs) == ("K", date(2024, 9, 4), (("SLCN", 1),))
    assert (row.flags, row.flags_given, row.contacts) == ({"PP"}, {"PP", "EAL"}, ())
    assert row.preferred_first is ABSENT


def test_row_without_a_upn_is_taken(parse):
    row = parse(HEADINGS + PUPIL.replace("B801200005001", "")).rows[0]
    assert row.upn is ABSENT


def test_row_empty_cells_say_nothing_but_for_flags(parse):
    row = parse(HEADINGS + "B801200005001,,Żak,Zoe,20/04/2022,,,,,,,,\n").rows[0]
    assert [row.sex, row.year, row.class_name, row.sen_status, row.sen_start, row.needs] == [ABSENT] * 6
    assert (row.flags, row.flags_given) == (frozenset(), {"PP", "EAL"})


@pytest.mark.parametrize(
    ("old", "new", "column", "says"),
    [
        ("B8012", "C8012", "UPN", "but the check letter of its other characters is B"),
        ("20/04/2022", "31 Nov 2020", "DOB", "31 Nov 2020: November has 30 days"),
        ("20/04/2022", "20/04/2032", "DOB", "is in the future"),
        (",F,", ",Q,", "Sex", "is not a sex we know"),
        (",R,", ",Badgers,", "Year", "is not a year group we know"),
        ("SLCN", "Wobbly", "SEN Needs", "is not a known type of need"),
        ("04/09/2024", "soon", "SEN Start Date", "is not a date"),
        ("Żak", "", "Surname", "Legal last name is empty"),
        ("Żak", "#REF!", "Surname", "the mark of a formula that failed"),
        ("Żak", "Ż" * 101, "Surname", "has 101 letters"),
    ],
)
def test_row_that_cannot_be_taken_names_row_column_and_remedy(parse, old, new, column, says):
    parsed = parse(HEADINGS + PUPIL.replace(old, new))
    assert found(parsed) == [(2, column, True)]
    assert says in parsed.problems[0].message
    assert (parsed.rows, [row.number for row in parsed.refused]) == ((), [2])


def test_row_with_several_faults_names_each(parse):
    parsed = parse(HEADINGS + PUPIL.replace("20/04/2022", "x").replace(",F,", ",Q,"))
    assert found(parsed) == [(2, "DOB", True), (2, "Sex", True)]


def test_row_that_says_not_who_it_is_about_is_refused(parse):
    parsed = parse("UPN,Surname,Forename,DOB\n,Żak,Zoe,\n")
    assert found(parsed) == [(2, "DOB", True)]


def test_row_flag_in_doubt_leaves_the_register_as_it_is(parse):
    parsed = parse(HEADINGS + PUPIL.replace("Yes", "Ever 6"))
    assert found(parsed) == [(2, "PP", False)]
    assert parsed.rows[0].flags_given == {"EAL"}


def test_row_with_a_bad_email_is_taken_without_it(parse):
    head = START + "Contact 1 Name,Contact 1 Email,Contact 1 Phone\n"
    parsed = parse(head + "Żak,Zoe,20/04/2022,Ann Żak,ann(at)mail,+44 7700 900000\n")
    assert parsed.rows[0].contacts == (ContactRow(1, "Ann Żak", phone="+44 7700 900000"),)
    assert found(parsed) == [(2, "Contact 1 Email", False)]


def test_row_contact_without_a_name_is_reported(parse):
    parsed = parse(START + "Contact 2 Name,Contact 2 Email\nŻak,Zoe,20/04/2022,,ann@mail.example\n")
    assert parsed.rows[0].contacts == ()
    assert found(parsed) == [(2, "Contact 2 Name", False)]


def test_row_name_that_is_a_formula_is_data(parse):
    row = parse(START + 'x\n"=HYPERLINK(""http://x.example"")",Zoe,20/04/2022,\n').rows[0]
    assert row.legal_last == '=HYPERLINK("http://x.example")'


def test_row_lost_letter_is_warned_of(parse):
    parsed = parse(START + "x\n?ak,Zoe,20/04/2022,\n")
    assert found(parsed) == [(2, "Surname", False)]
    assert parsed.rows[0].legal_last == "?ak"


def test_row_old_status_word_becomes_a_question(parse):
    row = parse(HEADINGS + PUPIL.replace(",K,", ",School Action Plus,")).rows[0]
    assert row.sen_status == AskStatus("school action plus", "K")


def test_row_need_of_a_pupil_without_sen_is_left_out_with_a_warning(parse):
    parsed = parse(HEADINGS + PUPIL.replace(",K,", ",N,"))
    assert parsed.rows[0].needs is ABSENT
    assert found(parsed) == [(2, "SEN Needs", False)]


def test_row_sen_start_in_the_future_is_left_out_with_a_warning(parse):
    parsed = parse(HEADINGS + PUPIL.replace("04/09/2024", "04/09/2027"))
    assert parsed.rows[0].sen_start is ABSENT
    assert found(parsed) == [(2, "SEN Start Date", False)]


def test_row_nursery_is_told_by_age_with_a_warning(parse):
    parsed = parse(HEADINGS + PUPIL.replace(",R,", ",Nursery,").replace("/2022", "/2023"))
    assert parsed.rows[0].year == "N2"
    assert found(parsed) == [(2, "Year", False)]


def test_row_two_need_columns_are_ranked(parse):
    parsed = parse(
        START + "Primary need,Secondary need\nŻak,Zoe,20/04/2022,SLCN,ASD\nŻak,Ann,20/04/2022,SLCN,\n"
    )
    assert [row.needs for row in parsed.rows] == [(("SLCN", 1), ("ASD", 2)), (("SLCN", 1),)]
    assert [row.needs_complete for row in parsed.rows] == [True, True]


def test_row_of_a_list_of_primary_needs_only_is_not_complete(parse):
    assert parse(START + "Primary need\nŻak,Zoe,20/04/2022,SLCN\n").rows[0].needs_complete is False


def test_row_preferred_name_equal_to_the_legal_one_is_empty(parse):
    parsed = parse(START + "Known as\nŻak,Zoe,20/04/2022,Zoe\nŻak,Ann,20/04/2022,Annie\nŻak,Bo,20/04/2022,\n")
    assert [row.preferred_first for row in parsed.rows] == ["", "Annie", ABSENT]


def test_rows_that_repeat_one_another_are_taken_once(parse):
    parsed = parse(HEADINGS + PUPIL + PUPIL)
    assert ([row.number for row in parsed.rows], parsed.repeated) == ([2], (3,))
    assert parsed.problems == (
        Problem(3, "", "The row repeats row 2 in everything and is taken once.", refuses=False),
    )


@pytest.mark.parametrize(
    ("other", "column"),
    [
        ("B801200005001,7,Nowak,Ann,21/04/2021,F,1,1A,N,,,,\n", "UPN"),
        (",001000,Nowak,Ann,21/04/2021,F,1,1A,N,,,,\n", "Adno"),
        (",7,ŻAK,Zoe,20/04/2022,F,1,1A,N,,,,\n", "Surname"),
    ],
)
def test_rows_of_one_pupil_that_differ_are_both_refused(parse, other, column):
    parsed = parse(HEADINGS + PUPIL + other)
    assert found(parsed) == [(2, column, True), (3, column, True)]
    assert "leave one row a pupil in the list" in parsed.problems[0].message
    assert (parsed.rows, len(parsed.refused)) == ((), 2)


def test_row_shorter_than_the_headings_leaves_the_rest_as_it_is(parse):
    parsed = parse("Surname,Forename,DOB,Class,PP,EAL\nŻak,Zoe,20/04/2022,RA\n")
    assert parsed.rows[0].flags_given == frozenset()
    assert found(parsed) == [(2, "", False)]


cells = st.text(max_size=12) | st.sampled_from(
    [
        "B801200005001",
        "20/04/2022",
        "31/11/2020",
        "K",
        "School Action",
        "SLCN, ASD",
        "Yes",
        "Nursery",
        "=1",
        "a@b.example",
    ]
)


@given(st.lists(st.sampled_from(list(Field)), unique=True, min_size=1, max_size=8), st.data())
def test_rows_any_table_is_parsed_without_an_exception(today, fields, data):
    width = st.lists(cells, min_size=0, max_size=len(fields))
    drawn = data.draw(st.lists(width, max_size=5))
    rows = tuple(Row(number, tuple(row)) for number, row in enumerate(drawn, start=2))
    headings = tuple(field.value for field in fields)
    parsed = parse_rows(Table(headings, rows, Facts("text")), Mapping(headings, tuple(fields)), today)
    assert len(parsed.rows) + len(parsed.refused) + len(parsed.repeated) == len(rows)
    assert {row.number for row in parsed.refused} == {problem.row for problem in parsed.errors}
