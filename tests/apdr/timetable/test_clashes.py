"""Who is in two places at once: against a plain search of every minute of every day."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apdr.timetable.clashes import Held, Lesson, clash_day, clashes, clashes_of_each, lessons_missed

MONDAY = dt.date(2026, 11, 16)
DAY = dt.timedelta(days=1)
HORIZON = 40
unhurried = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@st.composite
def held(draw) -> Held:
    start = MONDAY + draw(st.integers(0, 20)) * DAY
    length = draw(st.one_of(st.none(), st.integers(0, 15)))
    begins = draw(st.integers(96, 108)) * 5
    return Held(
        draw(st.integers(1, 10_000)), draw(st.integers(1, 5)), dt.time(begins // 60, begins % 60),
        draw(st.integers(1, 12)) * 5, start, None if length is None else start + length * DAY,
    )  # fmt: skip


def minutes_on(one: Held, day: dt.date) -> set[int]:
    """Every minute of that day that it takes."""
    lasts = one.start <= day and (one.end is None or day <= one.end)
    return set(range(one.begins, one.ends)) if lasts and day.isoweekday() == one.weekday else set()


@unhurried
@given(held(), held())
def test_clash_is_the_first_day_on_which_a_minute_is_shared(one, other):
    shared = [
        day
        for day in (MONDAY + n * DAY for n in range(HORIZON))
        if minutes_on(one, day) & minutes_on(other, day)
    ]
    assert clash_day(one, other) == (shared[0] if shared else None)
    assert clash_day(one, other) == clash_day(other, one)


@unhurried
@given(st.lists(held(), max_size=6))
def test_each_two_that_share_a_minute_are_found_once(times):
    pairs = {frozenset((id(clash.one), id(clash.other))) for clash in clashes(times)}
    wanted = {
        frozenset((id(one), id(other)))
        for place, one in enumerate(times) for other in times[place + 1 :]
        if one.key != other.key and clash_day(one, other)
    }  # fmt: skip
    assert (pairs, len(clashes(times))) == (wanted, len(wanted))


def at(key, weekday=1, hour=9, minute=0, minutes=30, start=MONDAY, end=None) -> Held:
    return Held(key, weekday, dt.time(hour, minute), minutes, start, end)


def test_times_that_touch_do_not_clash():
    assert clash_day(at(1), at(2, minute=30)) is None
    assert clash_day(at(1), at(2, minute=29)) == MONDAY


def test_other_weekday_does_not_clash():
    assert clash_day(at(1), at(2, weekday=2)) is None


def test_days_of_a_time_count():
    ends_on_sunday = at(1, end=MONDAY + 6 * DAY)
    assert clash_day(ends_on_sunday, at(2, start=MONDAY + 6 * DAY)) is None
    assert clash_day(ends_on_sunday, at(2, start=MONDAY - 30 * DAY)) == MONDAY
    assert clash_day(at(1, end=MONDAY + 7 * DAY), at(2, start=MONDAY + DAY)) == MONDAY + 7 * DAY


def test_who_has_no_clash_is_left_out():
    found = clashes_of_each({7: [at(1), at(2)], 8: [at(1), at(2, hour=11)], 9: [at(1), at(1)]})
    assert list(found) == [7]


def test_lessons_missed_are_summed_by_name_and_warned_of_from_the_second_time():
    found = lessons_missed([("Maths", 15), ("PE", 30), (" maths ", 20), ("", 60), ("  ", 5)])
    assert found == [Lesson("Maths", 35, 2), Lesson("PE", 30, 1)]
    assert [lesson.twice for lesson in found] == [True, False]
