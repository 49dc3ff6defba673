"""Years, names of classes, and the day on which records are due."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.dates import SchoolDays, Span, working_day_after
from register.enums import YEAR_GROUPS
from register.transition.years import (
    key_stage_of,
    last_summer_day,
    next_class_name,
    next_year_group,
    reaches_adulthood,
    transfer_due,
    years_open,
)

D = dt.date
AUTUMN = SchoolDays([Span(D(2026, 9, 2), D(2026, 12, 18))], [Span(D(2026, 10, 26), D(2026, 10, 30))])
days = st.dates(D(2026, 1, 1), D(2027, 12, 31))
spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), days, days)


@given(days, st.integers(1, 60), st.lists(spans, max_size=3), st.lists(spans, max_size=3))
def test_nth_school_day_after_is_counted_from_the_day_after(day, count, terms, closures):
    calendar = SchoolDays(terms, closures)
    found = calendar.after(day, count)
    if found is None:
        last = max((term.end for term in terms), default=day)
        assert calendar.between(day + dt.timedelta(days=1), last) < count
    else:
        assert calendar.is_open(found)
        assert calendar.between(day + dt.timedelta(days=1), found) == count


@given(days, st.integers(1, 60), st.lists(spans, max_size=3))
def test_cautious_date_is_never_after_the_true_one(day, count, terms):
    found = SchoolDays(terms).after(day, count)
    assert found is None or working_day_after(day, count) <= found


@pytest.mark.parametrize("count", [0, -3])
def test_no_school_days_cannot_be_counted(count):
    with pytest.raises(ValueError, match="at least one"):
        AUTUMN.after(D(2026, 9, 2), count)


def test_records_are_due_fifteen_school_days_after_the_last_day():
    due = transfer_due(D(2026, 10, 16), AUTUMN)  # half-term is not counted
    assert (due.on, due.counted) == (D(2026, 11, 13), True)


def test_due_date_without_terms_is_cautious_and_says_so():
    due = transfer_due(D(2026, 12, 18), AUTUMN)  # Christmas and New Year are bank holidays
    assert (due.on, due.counted) == (D(2027, 1, 13), False)


@pytest.mark.parametrize("name,following", [
    ("3 Hazel", "4 Hazel"), ("Year 3H", "Year 4H"), ("3/4 Ash", "4/5 Ash"), ("R Oak", "1 Oak"), ("Reception Oak", "1 Oak"),
    ("N2 Acorn", "R Acorn"), ("Nursery", "R"), ("10A2", "11A2"), ("Hazel", "Hazel"), ("Robin", "Robin"), ("9", "10"),
])  # fmt: skip
def test_name_of_a_class_a_year_later(name, following):
    assert next_class_name(name) == following


@given(st.text(max_size=40))
def test_name_of_a_class_always_fits(name):
    assert len(next_class_name(name)) <= 41


@pytest.mark.parametrize("year,following", [*itertools.pairwise(YEAR_GROUPS), ("13", "13"), ("", "")])
def test_year_group_that_follows(year, following):
    assert next_year_group(year) == following


@pytest.mark.parametrize("today,offered", [
    (D(2027, 4, 30), [2026]), (D(2027, 5, 1), [2027, 2026]), (D(2027, 8, 31), [2027, 2026]), (D(2027, 9, 1), [2027]),
    (D(2027, 12, 31), [2027]), (D(2028, 1, 1), [2027]),
])  # fmt: skip
def test_years_into_which_a_school_can_be_moved(today, offered):
    assert years_open(today) == offered


def test_last_day_of_the_summer_term():
    terms = [
        Span(D(2027, 1, 4), D(2027, 3, 25)),
        Span(D(2027, 4, 12), D(2027, 7, 21)),
        Span(D(2027, 9, 1), D(2027, 12, 17)),
    ]
    assert last_summer_day(terms, 2027) == D(2027, 7, 21)
    assert last_summer_day(terms, 2026) is None


@pytest.mark.parametrize(
    "year,stage",
    [("R", ""), ("", ""), ("2", "ks1"), ("6", "ks2"), ("7", "ks3"), ("10", "ks4"), ("13", "ks5")],
)
def test_key_stage_of_a_year(year, stage):
    assert key_stage_of(year) == stage


@pytest.mark.parametrize("year,reaches", [("8", False), ("9", True), ("13", True), ("R", False), ("", False)])
def test_adulthood_begins_in_year_nine(year, reaches):
    assert reaches_adulthood(year) is reaches
