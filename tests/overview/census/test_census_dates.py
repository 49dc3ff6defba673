"""Census days and codes: against the dates that stand in the rules, by hand."""

import datetime as dt

import pytest

from overview.census.codes import why_not_valid
from overview.census.dates import census_named, censuses_of, coming, offered

DAYS = {
    2025: (dt.date(2025, 1, 16), dt.date(2025, 5, 15), dt.date(2025, 10, 2)),
    2026: (dt.date(2026, 1, 15), dt.date(2026, 5, 21), dt.date(2026, 10, 1)),
    2027: (dt.date(2027, 1, 21), dt.date(2027, 5, 20), dt.date(2027, 10, 7)),
}


@pytest.mark.parametrize("year", DAYS)
def test_census_days_of_a_year(year):
    assert tuple(census.day for census in censuses_of(year)) == DAYS[year]


@pytest.mark.parametrize("today,key", [
    (dt.date(2026, 1, 15), "spring-2026"), (dt.date(2026, 1, 16), "summer-2026"), (dt.date(2026, 9, 30), "autumn-2026"),
    (dt.date(2026, 10, 2), "spring-2027"), (dt.date(2026, 12, 31), "spring-2027"),
])  # fmt: skip
def test_coming_census_is_today_or_later(today, key):
    assert coming(today).key == key


def test_three_to_come_and_two_years_back_are_offered_and_no_other():
    today = dt.date(2026, 11, 16)
    keys = [census.key for census in offered(today)]
    assert keys == ["autumn-2027", "summer-2027", "spring-2027", "autumn-2026", "summer-2026", "spring-2026", "autumn-2025",
                    "summer-2025", "spring-2025"]  # fmt: skip
    assert (
        census_named("spring-2027", today).season.types
        and not census_named("autumn-2026", today).season.types
    )
    assert census_named("autumn-2024", today) is None and census_named("", today) is None


@pytest.mark.parametrize("code,provision,day,words", [
    ("SLCN", "K", dt.date(2024, 10, 3), ""), ("DS", "E", dt.date(2024, 10, 3), "from January 2025"),
    ("DS", "K", dt.date(2025, 1, 16), ""), ("NSA", "K", dt.date(2026, 10, 1), ""),
    ("NSA", "E", dt.date(2026, 10, 1), "not with an EHC plan"), ("BESD", "K", dt.date(2026, 10, 1), "no code"),
])  # fmt: skip
def test_code_is_valid_in_its_days_and_with_its_provision(code, provision, day, words):
    found = why_not_valid(code, provision, day)
    assert words in found and bool(found) is bool(words)
