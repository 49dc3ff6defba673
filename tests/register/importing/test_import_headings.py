import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.importing.headings import (
    LABELS,
    BadMapping,
    Field,
    apply_saved,
    build_mapping,
    find_heading_row,
    recognise,
)


def test_every_field_has_a_label():
    assert set(LABELS) == set(Field)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Date Of Birth", Field.BORN), ("date_of_birth", Field.BORN), ("DateOfBirth", Field.BORN),
        ("D.O.B.", Field.BORN), ("Adno", Field.MIS_NUMBER), ("Contact 1 E-mail", Field.CONTACT_1_EMAIL),
        ("Priority 2 Telephone", Field.CONTACT_2_PHONE), ("parent_1", Field.CONTACT_1_NAME),
        ("SEN Need Type 2", Field.NEED_2), ("Ethnicity", Field.IGNORE), ("Favourite colour", None),
    ],
)  # fmt: skip
def test_heading_is_recognised(heading, field):
    assert recognise([heading]).fields == (field,)


def test_heading_legal_name_is_stronger_than_plain_name():
    mapping = recognise(["Forename", "Legal Forename", "Surname", "Legal Surname"])
    assert mapping.fields == (Field.IGNORE, Field.LEGAL_FIRST, Field.IGNORE, Field.LEGAL_LAST)


def test_heading_repeated_need_is_primary_and_secondary():
    assert recognise(["UPN", "SEN need", "SEN need (2)"]).fields == (Field.UPN, Field.NEED_1, Field.NEED_2)


def test_mapping_says_what_is_unknown_and_missing():
    mapping = recognise(["Surname", "DOB", "Favourite colour"])
    assert mapping.unknown == ["Favourite colour"]
    assert mapping.missing.startswith(
        "The list must say who each pupil is. Choose the column that holds the UPN"
    )
    assert recognise(["UPN"]).missing == ""
    assert recognise(["UPN"]).can_create is False
    assert recognise(["Pupil name", "DOB"]).missing == ""
    assert recognise(["Pupil name", "DOB"]).can_create is True


def test_mapping_is_kept_by_heading_and_applied_to_the_next_file():
    kept = build_mapping(["Kind", "UPN"], [Field.CLASS, Field.UPN]).to_json()
    assert kept == {"Kind": "class_name", "UPN": "upn"}
    again = apply_saved(["upn", "New", "KIND", "Sex"], kept)
    assert again.fields == (Field.UPN, None, Field.CLASS, Field.SEX)


def test_mapping_a_kept_choice_beats_a_known_heading():
    mapping = apply_saved(["Forename", "Legal forename"], {"Forename": "legal_first"})
    assert mapping.fields == (Field.LEGAL_FIRST, Field.IGNORE)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (["upn", "upn"], "is chosen for more than one column"),
        (["upn", "nonsense"], "not known"),
        (["upn"], "does not fit this list"),
    ],
)
def test_mapping_that_cannot_be_used_is_refused(fields, says):
    with pytest.raises(BadMapping, match=says):
        build_mapping(["A", "B"], fields)


def test_heading_row_is_found_below_titles():
    lines = [["Oakfield Primary", "", ""], ["Class", "All", ""], ["UPN", "Surname", "DOB"], ["x", "y", "z"]]
    assert find_heading_row(lines) == 2


def test_heading_row_of_unknown_words_is_the_first_wide_line():
    assert find_heading_row([["Liste"], ["Nom", "Classe"], ["Ana", "1A"], ["Bo", "1B"]]) == 1
    assert find_heading_row([]) is None


@given(
    st.lists(
        st.text(max_size=20) | st.sampled_from(["UPN", "Surname", "Legal surname", "SEN need"]), max_size=12
    )
)
def test_recognise_never_gives_one_field_twice(headings):
    fields = [f for f in recognise(headings).fields if f not in (None, Field.IGNORE)]
    assert len(fields) == len(set(fields))
