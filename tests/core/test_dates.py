import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.dates import SchoolDays, Span, academic_year, academic_year_label, add_weeks, bank_holidays
from core.ui.fields import DayField, parse_day

D = dt.date


@pytest.mark.parametrize("typed", ["23 11 2026", "23/11/2026", "23.11.26", "23-11-2026", " 23 Nov 2026 ", "23 november 2026",
                                   "2026-11-23", "23 Nov, 2026"])  # fmt: skip
def test_date_is_read_as_people_write_it(typed):
    assert parse_day(typed) == D(2026, 11, 23)


@pytest.mark.parametrize("typed,says", [
    ("next week", "Enter a date like 23 11 2026"),
    ("23 13 2026", "There is no month 13: enter a date like 23 11 2026"),
    ("29 2 2026", "February has 28 days: check the date"),
    ("31 Apr 2026", "April has 30 days: check the date"),
    ("0 4 2026", "April has 30 days: check the date"),
    ("1 1 1066", "Check the year: enter all four figures"),
    ("1 Foo 2026", "There is no month 0: enter a date like 23 11 2026"),
    ("23 11", "Enter a date like 23 11 2026"),
])  # fmt: skip
def test_wrong_date_says_what_to_do(typed, says):
    with pytest.raises(ValueError, match="^" + says + "$"):
        parse_day(typed)


@given(st.dates(D(1900, 1, 1), D(2100, 12, 31)))
def test_any_day_is_read_back_from_its_field(day):
    assert DayField().clean(DayField().widget.format_value(day)) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_told_so(text):
    try:
        assert isinstance(parse_day(text), D)
    except ValueError as wrong:
        assert str(wrong).startswith(
            ("Enter a date", "There is no month", "Check the year")
        ) or "days: check" in str(wrong)


@pytest.mark.parametrize("day,year", [(D(2026, 8, 31), 2025), (D(2026, 9, 1), 2026), (D(2027, 1, 1), 2026)])
def test_academic_year_begins_in_september(day, year):
    assert academic_year(day) == year


@pytest.mark.parametrize("year,label", [(2025, "2025/26"), (2099, "2099/00")])
def test_academic_year_is_written_with_both_years(year, label):
    assert academic_year_label(year) == label


def test_weeks_are_calendar_weeks_through_the_clock_change():
    assert add_weeks(D(2026, 10, 19), 2) == D(2026, 11, 2)


DAYS = SchoolDays([Span(D(2026, 9, 2), D(2026, 12, 18)), Span(D(2027, 1, 4), D(2027, 3, 26))],
                  [Span(D(2026, 10, 26), D(2026, 10, 30))])  # fmt: skip


@pytest.mark.parametrize("day,is_open", [
    (D(2026, 9, 2), True), (D(2026, 9, 1), False), (D(2026, 11, 21), False), (D(2026, 10, 28), False),
    (D(2026, 12, 25), False), (D(2027, 3, 26), False),  # Good Friday
])  # fmt: skip
def test_school_is_open_on(day, is_open):
    assert DAYS.is_open(day) is is_open


@pytest.mark.parametrize("day,before,after", [
    (D(2026, 10, 28), D(2026, 10, 23), D(2026, 11, 2)),
    (D(2026, 12, 27), D(2026, 12, 18), D(2027, 1, 4)),
    (D(2026, 8, 1), None, D(2026, 9, 2)),
    (D(2027, 4, 1), D(2027, 3, 25), None),
    (D(2026, 11, 16), D(2026, 11, 16), D(2026, 11, 16)),
])  # fmt: skip
def test_nearest_school_days(day, before, after):
    assert (DAYS.last_on_or_before(day), DAYS.first_on_or_after(day)) == (before, after)


def test_school_days_are_counted_with_both_ends():
    assert DAYS.between(D(2026, 10, 23), D(2026, 11, 2)) == 2
    assert DAYS.between(D(2026, 11, 2), D(2026, 10, 23)) == 0


def test_school_without_terms_has_no_school_day():
    assert SchoolDays([]).last_on_or_before(D(2026, 11, 2)) is None


def test_span_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        Span(D(2026, 1, 2), D(2026, 1, 1))


@pytest.mark.parametrize("day,name", [(D(2026, 12, 25), "Christmas Day"), (D(2027, 3, 26), "Good Friday")])
def test_bank_holidays_are_known(day, name):
    assert bank_holidays()[day] == name
