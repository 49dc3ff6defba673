"""The ladders as a SENCo would check them on a calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar.dates import SchoolDays, Span
from core.reminders.kinds import (
    AUTHORITY,
    EVE,
    FAMILY,
    LAW,
    LONG,
    NOTICE,
    ON_THE_DAY,
    ORDINARY,
    Rung,
    day_of,
    reached,
)
from tests.core.reminders.conftest import TESTED, kind

D = dt.date
TERMS = [
    Span(D(2025, 9, 3), D(2025, 12, 19)),
    Span(D(2026, 1, 5), D(2026, 3, 27)),
    Span(D(2026, 4, 13), D(2026, 7, 21)),
]
DAYS = SchoolDays(TERMS, [Span(D(2026, 2, 16), D(2026, 2, 20))])
NOBODY_KNOWS = SchoolDays([])
LAWFUL, PLAIN = TESTED[1], TESTED[0]
SPRING = st.dates(D(2025, 11, 20), D(2026, 6, 30))


def told(of, due: dt.date, first: dt.date, days=DAYS) -> dict[str, dt.date]:
    """On which day each rung is told when every day has its round, from `first` on."""
    found: dict[str, dt.date] = {}
    for n in range(120):
        today = first + dt.timedelta(days=n)
        rung = reached(of, due, today, days)
        if rung:
            found.setdefault(rung.key, today)
    return found


def test_notice_of_a_review_in_term():
    # meeting Wed 9 Dec 2026 in the design: here Tue 17 Mar 2026, so notice by Tue 3 Mar
    assert told(LAWFUL, D(2026, 3, 3), D(2026, 1, 5)) == {
        "six_weeks": D(2026, 2, 3), "three_weeks": D(2026, 2, 24), "eve": D(2026, 3, 2), "day": D(2026, 3, 3),
        "late": D(2026, 3, 4),
    }  # fmt: skip


def test_notice_over_christmas_is_told_on_the_last_school_day():
    # meeting Mon 12 Jan 2026: the law's day Mon 29 Dec 2025 stands, the last school day before it is Fri 19 Dec
    assert told(LAWFUL, D(2025, 12, 29), D(2025, 11, 20)) == {
        "six_weeks": D(2025, 12, 1), "eve": D(2025, 12, 19), "three_weeks": D(2025, 12, 22), "day": D(2025, 12, 29),
        "late": D(2025, 12, 30),
    }  # fmt: skip


def test_law_of_early_september_is_told_in_the_summer_too():
    years = SchoolDays([*TERMS, Span(D(2026, 9, 2), D(2026, 12, 18))])
    of = kind("any", ladder=LAW, statutory=True)
    assert told(of, D(2026, 9, 1), D(2026, 7, 1), years) == {  # six weeks before is that last school day itself
        "eve": D(2026, 7, 21), "three_weeks": D(2026, 8, 11), "week": D(2026, 8, 25), "day": D(2026, 9, 1),
        "late": D(2026, 9, 2), "late_week": D(2026, 9, 8),
    }  # fmt: skip


def test_ordinary_reminder_in_half_term_comes_before_it():
    # due Tue 24 Feb 2026: a week before is Tue 17 Feb, in half-term, so Fri 13 Feb
    assert told(PLAIN, D(2026, 2, 24), D(2026, 1, 5)) == {
        "week": D(2026, 2, 13), "day": D(2026, 2, 24), "late": D(2026, 2, 25), "late_week": D(2026, 3, 3),
    }  # fmt: skip


def test_ordinary_reminder_of_a_sunday_comes_on_friday_and_is_late_on_monday():
    assert told(PLAIN, D(2026, 3, 8), D(2026, 2, 23)) == {
        "week": D(2026, 2, 27), "day": D(2026, 3, 6), "late": D(2026, 3, 9), "late_week": D(2026, 3, 16),
    }  # fmt: skip


def test_without_terms_working_days_count():
    assert day_of(Rung("eve", EVE), D(2026, 12, 29), NOBODY_KNOWS, exact=True) == D(2026, 12, 24)
    assert day_of(Rung("late", -1), D(2026, 12, 24), NOBODY_KNOWS, exact=False) == D(2026, 12, 29)


def test_beyond_the_terms_that_are_entered_working_days_count():
    autumn = SchoolDays([Span(D(2026, 9, 2), D(2026, 12, 18))])
    assert reached(PLAIN, D(2027, 2, 10), D(2026, 12, 18), autumn) is None
    assert told(PLAIN, D(2027, 2, 10), D(2026, 12, 1), autumn)["week"] == D(2027, 2, 3)
    spring = SchoolDays([Span(D(2027, 1, 5), D(2027, 3, 26))])
    assert day_of(Rung("late", -1), D(2026, 11, 20), spring, exact=False) == D(2026, 11, 23)


LADDERS = {"ordinary": ORDINARY, "on_the_day": ON_THE_DAY, "long": LONG, "law": LAW, "notice": NOTICE,
           "authority": AUTHORITY, "family": FAMILY}  # fmt: skip


@pytest.mark.parametrize("name", LADDERS)
@given(due=SPRING)
def test_ordinary_rungs_fall_on_school_days_in_their_order(name, due):
    days = [day_of(rung, due, DAYS, exact=False) for rung in LADDERS[name]]
    assert days == sorted(days) and all(DAYS.is_open(day) for day in days)


@given(due=SPRING, exact=st.booleans())
def test_a_rung_is_never_told_later_than_its_own_day_before_the_date(due, exact):
    for rung in LAW:
        day = day_of(rung, due, DAYS, exact=exact)
        if rung.before > 0:
            assert day <= due - dt.timedelta(days=int(rung.before)) and day < due


@given(due=SPRING, start=SPRING)
def test_rungs_are_told_by_their_days(due, start):
    of = kind("any", ladder=LAW, statutory=True)
    days = {rung.key: day_of(rung, due, DAYS, exact=True) for rung in LAW}
    seen = told(of, due, start)
    assert [days[key] for key in seen] == sorted(days[key] for key in seen)
    assert all(on == max(days[key], start) for key, on in seen.items())
