"""Key stages as dates, and spans that share a day."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.calendar.dates import academic_year
from register.arrangements.dates import key_stage_ends, key_stage_of, latest_review, overlap
from register.enums import YEAR_GROUPS, KeyStage

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2060, 1, 1))
YEARS = st.sampled_from(YEAR_GROUPS)


@pytest.mark.parametrize("stage,year,today,ends", [
    ("ks2", "6", "2026-11-22", "2027-08-31"),
    ("ks2", "4", "2026-11-22", "2029-08-31"),
    ("ks2", "7", "2026-11-22", "2026-08-31"),
    ("ks2", "6", "2026-08-31", "2026-08-31"),
    ("ks2", "6", "2026-09-01", "2027-08-31"),
    ("ks1", "R", "2026-11-22", "2029-08-31"),
    ("ks4", "10", "2026-11-22", "2028-08-31"),
    ("ks5", "13", "2027-03-01", "2027-08-31"),
])  # fmt: skip
def test_key_stage_ends_in_august(stage, year, today, ends):
    assert key_stage_ends(stage, year, dt.date.fromisoformat(today)) == dt.date.fromisoformat(ends)


def test_key_stage_of_an_unknown_year_group_is_not_known():
    assert key_stage_ends("ks2", "", dt.date(2026, 1, 1)) is None and key_stage_of("") is None


@given(YEARS, DAYS)
def test_own_key_stage_has_not_ended_and_the_one_before_has(year, today):
    stage = key_stage_of(year)
    assert key_stage_ends(stage, year, today) >= dt.date(academic_year(today) + 1, 8, 31)
    place = list(KeyStage).index(stage)
    if place:
        assert key_stage_ends(list(KeyStage)[place - 1], year, today) < today


@given(YEARS, DAYS, st.sampled_from(KeyStage))
def test_key_stage_ends_on_the_same_day_however_one_counts_to_it(year, today, stage):
    assume(year != "13")
    above, later = (
        YEAR_GROUPS[YEAR_GROUPS.index(year) + 1],
        dt.date(today.year + 1, today.month, min(today.day, 28)),
    )
    assert key_stage_ends(stage, year, today) == key_stage_ends(stage, above, later)


@given(DAYS, DAYS)
def test_review_of_a_healthcare_plan_is_within_a_year(start, today):
    base = max(start, today)
    assert dt.timedelta(days=364) <= latest_review(start, today) - base <= dt.timedelta(days=366)


@given(DAYS, st.integers(0, 900), DAYS, st.integers(0, 900))
def test_spans_overlap_when_they_share_a_day(a, long_a, b, long_b):
    first = {a + dt.timedelta(days=n) for n in range(long_a + 1)}
    second = {b + dt.timedelta(days=n) for n in range(long_b + 1)}
    assert (
        overlap(a, max(first), b, max(second))
        == bool(first & second)
        == overlap(b, max(second), a, max(first))
    )
    assert overlap(a, None, b, max(second)) == (max(second) >= a)
