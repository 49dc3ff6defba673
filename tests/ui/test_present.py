"""The words of dates, times and states, as a page shows them."""

from datetime import date, datetime, time

import pytest
from django.utils.translation import override

from core.ui import present

TODAY = date(2026, 1, 12)


@pytest.fixture(autouse=True)
def british():
    with override("en-gb"):
        yield


def test_day_names_weekday_and_month_shortly():
    assert present.day(date(2026, 1, 20)) == "Tue 20 Jan 2026"
    assert present.day(date(2026, 9, 1)) == "Tue 1 Sep 2026"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (date(2026, 1, 20), "Tue 20 Jan 2026 (in 8 days)"),
        (date(2026, 1, 12), "Mon 12 Jan 2026 (today)"),
        (date(2026, 1, 13), "Tue 13 Jan 2026 (tomorrow)"),
        (date(2026, 1, 11), "Sun 11 Jan 2026 (yesterday)"),
        (date(2026, 1, 8), "Thu 8 Jan 2026 (4 days ago)"),
        (date(2027, 1, 12), "Tue 12 Jan 2027 (in 365 days)"),
    ],
)
def test_day_in_says_how_far_off(when, words):
    assert present.day_in(when, TODAY) == words


def test_month_leaves_out_the_day():
    assert present.month(date(2026, 1, 20)) == "Jan 2026"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(15, 40), "3.40 pm"),
        (time(9, 5), "9.05 am"),
        (time(12, 0), "12.00 pm"),
        (time(0, 30), "12.30 am"),
        (datetime(2026, 1, 12, 10, 42), "10.42 am"),
    ],
)
def test_clock_uses_a_point_and_twelve_hours(moment, words):
    assert present.clock(moment) == words


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2019, 1, 12), "7 years"),
        (date(2019, 1, 13), "6 years"),
        (date(2025, 1, 1), "1 year"),
        (date(2016, 2, 29), "9 years"),
    ],
)
def test_age_counts_whole_years(born, words):
    assert present.age(born, TODAY) == words


@pytest.mark.parametrize(
    ("days", "key", "word"),
    [(-1, "late", "Late"), (0, "soon", "Due soon"), (10, "soon", "Due soon"), (11, "due", "Due")],
)
def test_due_state_turns_at_its_edges(days, key, word):
    found = present.due_state(date.fromordinal(TODAY.toordinal() + days), TODAY)
    assert (found.key, found.word) == (key, word)


def test_due_state_follows_the_schools_setting():
    assert present.due_state(date(2026, 1, 20), TODAY, soon_days=5).key == "due"


def test_state_takes_its_own_words():
    assert present.state("wait", "Asked 9 Nov") == present.DueState("wait", "hourglass-split", "Asked 9 Nov")


def test_state_refuses_an_unknown_key():
    with pytest.raises(KeyError):
        present.state("overdue")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Theo Marsden", "TM"), ("Lily-Mae van den Berg", "LB"), ("Theo", "T"), ("", "")],
)
def test_initials_are_the_first_and_the_last(name, letters):
    assert present.initials(name) == letters


def test_dates_follow_the_language():
    with override("cy"):
        assert present.day(date(2026, 1, 20)) != "Tue 20 Jan 2026"
    assert present.day(date(2026, 1, 20)) == "Tue 20 Jan 2026"


def test_words_of_a_table_are_those_of_single_dates():
    here = present.words()
    when = date(2026, 1, 20)
    assert here.day(when) == "Tue 20 Jan 2026"
    assert here.day_in(when, TODAY) == "Tue 20 Jan 2026 (in 8 days)"
    assert here.month(when) == "Jan 2026"
    assert here.due_state(when, TODAY) == present.DueState("soon", "clock-fill", "Due soon")
