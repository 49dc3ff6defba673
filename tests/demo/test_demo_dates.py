import datetime as dt
import itertools
import random

import pytest

from sendsys.demo.dates import Diary, Pressing, autumn, easter, spring, summer

D = dt.date


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2024, D(2024, 3, 31)),
        (2025, D(2025, 4, 20)),
        (2026, D(2026, 4, 5)),
        (2027, D(2027, 3, 28)),
        (2038, D(2038, 4, 25)),
    ],
)
def test_easter_is_the_sunday_of_the_calendar(year, sunday):
    assert easter(year) == sunday


def test_autumn_of_2026_has_its_half_term_in_the_last_week_of_october():
    term = autumn(2026)
    assert (term.span.start, term.span.end) == (D(2026, 9, 2), D(2026, 12, 18))
    assert (term.half_term.start, term.half_term.end) == (D(2026, 10, 26), D(2026, 10, 30))
    assert term.inset == D(2026, 9, 2)


@pytest.mark.parametrize(
    ("year", "start", "end"),
    [
        (2024, D(2024, 1, 8), D(2024, 3, 28)),
        (2025, D(2025, 1, 6), D(2025, 4, 4)),
        (2026, D(2026, 1, 5), D(2026, 3, 27)),
        (2028, D(2028, 1, 4), D(2028, 3, 31)),
    ],
)
def test_spring_ends_before_good_friday(year, start, end):
    assert (spring(year).span.start, spring(year).span.end) == (start, end)


def test_summer_begins_after_easter_monday_and_ends_on_a_wednesday_of_july():
    assert summer(2025).span.start == D(2025, 4, 22)
    assert summer(2026).span.end == D(2026, 7, 22)
    assert summer(2026).half_term.start == D(2026, 5, 25)


@pytest.mark.parametrize(
    "today", [D(2026, 9, 3), D(2026, 11, 22), D(2026, 12, 28), D(2027, 2, 17), D(2027, 8, 10)]
)
def test_reviews_press_on_any_day_of_the_year(today):
    days = Diary(today).review_days(40, Pressing(late=3, this_week=4, next_week=7), random.Random(1))
    away = [(day - today).days for day in days]
    assert len(away) == 40
    assert sum(-6 <= days < 0 for days in away) == 3
    assert sum(0 <= days < 7 for days in away) == 4
    assert sum(7 <= days < 14 for days in away) == 7
    assert max(away) <= 90


def test_cycles_of_two_years_are_one_a_term_and_never_overlap():
    cycles = Diary(D(2026, 11, 22)).cycles_before(D(2026, 11, 22), random.Random(2))
    assert len(cycles) == 6
    assert all(cycle.starts < cycle.review_on for cycle in cycles)
    assert all(before.review_on < after.starts for before, after in itertools.pairwise(cycles))
