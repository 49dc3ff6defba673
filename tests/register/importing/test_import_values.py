from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.importing.needs import AskStatus, parse_needs, parse_sen_status
from register.importing.values import (
    BadValue,
    clean,
    nursery_year,
    parse_born,
    parse_date,
    parse_email,
    parse_flag,
    parse_phone,
    parse_sex,
    parse_year,
    split_name,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "20 Apr 2022", "20/04/2022", "2022-04-20", "20-Apr-22", "20.4.2022", "20/4/22", "20 April 2022",
        "20th April 2022", "Wed 20 Apr 2022", "2022-04-20 00:00:00", "2022-04-20T00:00:00", "20/04/2022 00:00",
        "44671", "44671.0", "20-Apr-2022", "20Apr2022 ".replace("2022", " 2022"),
    ],
)  # fmt: skip
def test_date_is_read_in_any_usual_way(text):
    assert parse_date(text, TODAY) == date(2022, 4, 20)


def test_date_of_a_workbook_is_taken():
    assert parse_date(datetime(2022, 4, 20), TODAY) == date(2022, 4, 20)
    assert parse_date(date(2022, 4, 20), TODAY) == date(2022, 4, 20)


def test_date_day_comes_first():
    assert parse_date("03/04/2019", TODAY) == date(2019, 4, 3)


def test_date_of_sept_and_a_two_digit_year_of_the_last_century():
    assert parse_date("4 Sept 24", TODAY) == date(2024, 9, 4)
    assert parse_date("4/9/99", TODAY) == date(1999, 9, 4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("31 Nov 2020", "31 Nov 2020: November has 30 days. Correct the date."),
        ("29/02/2021", "29/02/2021: February has 28 days. Correct the date."),
        ("04/20/2022", "04/20/2022: there is no month 20. Write the day first, such as 20/04/2022."),
        ("soon", "“soon” is not a date. Write it as day/month/year, such as 20/04/2022."),
        ("20 Foo 2022", "“20 Foo 2022” is not a date: no month is called Foo. Write it as 20/04/2022."),
        ("01/01/0022", "01/01/0022: the year 0022 is not likely. Correct it in the school's system."),
        ("00/01/2022", "00/01/2022: January has 31 days. Correct the date."),
    ],
)
def test_date_refusal_says_why(text, says):
    with pytest.raises(BadValue) as refused:
        parse_date(text, TODAY)
    assert str(refused.value) == says


@given(st.dates(date(1950, 1, 1), date(2026, 11, 20)))
def test_date_written_and_read_again_is_the_same(day):
    assert parse_date(f"{day:%d/%m/%Y}", TODAY) == day
    assert parse_date(f"{day:%d %b %Y}", TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day


def test_born_in_the_future_or_too_long_ago_is_refused():
    with pytest.raises(BadValue, match="21/11/2026 is in the future"):
        parse_born("21/11/2026", TODAY)
    with pytest.raises(BadValue, match="20/11/2000 is more than 26 years ago"):
        parse_born("20/11/2000", TODAY)
    assert parse_born("21/11/2000", TODAY) == date(2000, 11, 21)


@pytest.mark.parametrize(
    ("text", "code"),
    [("F", "F"), ("male", "M"), ("Female", "F"), ("boy", "M"), ("U", "U"), ("Not specified", "U")],
)
def test_sex_words(text, code):
    assert parse_sex(text) == code


def test_sex_unknown_word_is_refused():
    with pytest.raises(BadValue, match="Write F, M or U"):
        parse_sex("Reception")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Reception", "R"), ("R", "R"), ("YR", "R"), ("Year R", "R"), ("0", "R"), ("Year 3", "3"), ("Y3", "3"),
        ("3", "3"), ("03", "3"), ("13", "13"), ("N1", "N1"), ("n2", "N2"), ("Nursery", "nursery"),
        ("Nursery 2", "N2"), ("Yr 6", "6"),
    ],
)  # fmt: skip
def test_year_words(text, year):
    assert parse_year(text) == year


@pytest.mark.parametrize("text", ["14", "Year 0x", "Badgers", "-3", "²"])
def test_year_unknown_is_refused(text):
    with pytest.raises(BadValue, match="Write N1, N2, R or a number from 1 to 13"):
        parse_year(text)


def test_nursery_year_by_the_age_at_the_start_of_the_school_year():
    assert nursery_year(date(2023, 8, 31), TODAY) == "N2"
    assert nursery_year(date(2023, 9, 1), TODAY) == "N1"
    assert nursery_year(None, TODAY) == "N2"


def test_flag_words():
    assert [parse_flag(t) for t in ("Yes", "Y", "T", "true", "1")] == [True] * 5
    assert [parse_flag(t) for t in ("No", "N", "F", "FALSE", "0", "")] == [False] * 6
    with pytest.raises(BadValue, match="neither yes nor no"):
        parse_flag("Ever 6")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("N", "N"), ("No Special Educational Need", "N"), ("No SEN", "N"), ("k", "K"), ("SEN Support", "K"),
        ("K - SEN Support", "K"), ("E", "E"), ("Education, Health and Care Plan", "E"), ("EHCP", "E"),
        ("Education Health & Care Plan", "E"),
    ],
)  # fmt: skip
def test_sen_status_words(word, code):
    assert parse_sen_status(word) == code


@pytest.mark.parametrize(
    ("word", "asked"),
    [
        ("School Action", AskStatus("school action", "K")),
        ("A", AskStatus("a", "K")),
        ("School Action Plus", AskStatus("school action plus", "K")),
        ("School Action+", AskStatus("school action plus", "K")),
        ("P", AskStatus("p", "K")),
        ("Statemented", AskStatus("statemented", "E")),
        ("S", AskStatus("s", "E")),
        ("Monitoring", AskStatus("monitoring", None)),
    ],
)
def test_sen_status_old_words_are_asked_about(word, asked):
    assert parse_sen_status(word) == asked


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("SLCN", ("SLCN",)),
        ("slcn; asd", ("SLCN", "ASD")),
        ("Speech, language and communication needs, Moderate learning difficulty", ("SLCN", "MLD")),
        ("Social, emotional and mental health, Speech, language and communication needs", ("SEMH", "SLCN")),
        ("Profound and multiple learning difficulty, Moderate learning difficulty", ("PMLD", "MLD")),
        (
            "SEN support but no specialist assessment of type of need, Speech, language and communication needs",
            ("NSA", "SLCN"),
        ),
        ("SEMH - Social, Emotional & Mental Health", ("SEMH",)),
        ("Vision impairment", ("VI",)),
        ("Visual Impairment", ("VI",)),
        ("Down's syndrome", ("DS",)),
        ("1. Autism; 2. Hearing impairment", ("ASD", "HI")),
    ],
)
def test_needs_in_one_cell(text, codes):
    assert parse_needs(text) == codes


def test_needs_unknown_word_is_refused():
    with pytest.raises(
        BadValue, match=r"“wobbliness” is not a known type of need\. Write one of the census codes"
    ):
        parse_needs("Autism, wobbliness")


def test_name_is_composed_and_keeps_its_marks():
    assert clean("  O’Brien-Şahin\u00a0 Zoe\u0301\u200b \n") == "O’Brien-Şahin Zoé"
    assert clean('=HYPERLINK("http://x.example")') == '=HYPERLINK("http://x.example")'


def test_full_name_is_split():
    assert split_name("McAllister, Ines") == ("Ines", "McAllister")
    assert split_name("Ines McAllister") == ("Ines", "McAllister")
    with pytest.raises(BadValue, match="does not tell the last name from the first"):
        split_name("Ana Maria de Souza")


def test_phone_is_text():
    assert parse_phone("+44 7700 900000") == "+44 7700 900000"
    assert parse_phone("07700 900000") == "07700 900000"
    assert parse_phone("7700900000") == "07700900000"


def test_email_is_checked_for_its_shape():
    assert parse_email(" ines@mail.example ") == "ines@mail.example"
    for bad in ("ines", "ines@mail", "a b@mail.example", "a@b@c.example"):
        with pytest.raises(BadValue, match="is not an email address"):
            parse_email(bad)
