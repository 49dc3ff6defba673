"""What was planned, given and missed, against sums worked out by hand and against what must always hold."""

import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from apdr.dosage import Dosage, Marked, WeeklyTime, dosage, plan_on, planned_sessions
from core.calendar.dates import SchoolDays, Span

# Autumn 2026: 2 September (Wednesday) to 18 December (Friday), half-term 26 to 30 October, INSET on 23 November.
TERM = Span(dt.date(2026, 9, 2), dt.date(2026, 12, 18))
HALF_TERM = Span(dt.date(2026, 10, 26), dt.date(2026, 10, 30))
INSET = Span(dt.date(2026, 11, 23), dt.date(2026, 11, 23))
DAYS = SchoolDays([TERM], [HALF_TERM, INSET])
NINE, TEN = dt.time(9, 0), dt.time(10, 15)
AUTUMN = dt.date(2026, 9, 2), dt.date(2026, 12, 18)


def monday(at=NINE, minutes=15, start=AUTUMN[0], end=AUTUMN[1]) -> WeeklyTime:
    return WeeklyTime(1, at, minutes, start, end)


def test_sessions_fall_on_open_mondays_alone():
    # Mondays of the term: 7, 14, 21, 28 Sep, 5, 12, 19 Oct, [26 Oct half-term], 2, 9, 16 Nov, [23 Nov INSET], 30 Nov,
    # 7, 14 Dec: 15 less 2 = 13... counted: 4 + 3 + 3 + 1 + 2.
    found = planned_sessions([monday()], TERM, DAYS)
    assert len(found) == 4 + 3 + 3 + 1 + 2 == 13
    assert set(found.values()) == {15}
    assert (dt.date(2026, 10, 26), NINE) not in found and (dt.date(2026, 11, 23), NINE) not in found


def test_part_week_counts_from_the_day_on_which_the_time_begins():
    # From Wed 11 Nov to Tue 17 Nov: one Monday (16), one Thursday (12); a span that ends on a Sunday adds nothing.
    times = [monday(start=dt.date(2026, 11, 11), end=dt.date(2026, 11, 17)),
             WeeklyTime(4, TEN, 20, dt.date(2026, 11, 11), dt.date(2026, 11, 17))]  # fmt: skip
    found = planned_sessions(times, Span(dt.date(2026, 11, 1), dt.date(2026, 11, 29)), DAYS)
    assert found == {(dt.date(2026, 11, 16), NINE): 15, (dt.date(2026, 11, 12), TEN): 20}


def test_nothing_is_planned_beyond_the_terms():
    assert planned_sessions([monday()], Span(dt.date(2026, 12, 19), dt.date(2027, 1, 31)), DAYS) == {}
    assert planned_sessions([monday()], TERM, SchoolDays([])) == {}


def test_bank_holiday_is_not_planned():
    # Early May bank holiday: Mon 3 May 2027 inside the summer term.
    summer = SchoolDays([Span(dt.date(2027, 4, 12), dt.date(2027, 5, 28))])
    week = WeeklyTime(1, NINE, 15, dt.date(2027, 4, 12), dt.date(2027, 5, 28))
    found = planned_sessions([week], Span(dt.date(2027, 5, 1), dt.date(2027, 5, 16)), summer)
    assert list(found) == [(dt.date(2027, 5, 10), NINE)]


def test_two_times_at_one_moment_are_one_session_the_longer():
    # The time was changed on Mon 16 Nov and the old one ends that day: one session, 20 minutes, in either order.
    old, new = monday(end=dt.date(2026, 11, 16)), monday(minutes=20, start=dt.date(2026, 11, 16))
    day = [dt.date(2026, 11, 16)]
    assert plan_on([old, new], day) == plan_on([new, old], day) == {(day[0], NINE): 20}


def test_month_of_one_child_by_hand():
    # Five Mondays of 15 minutes, 75 in all: came (15), part of it (8), away (0), adult away (not held), nobody wrote;
    # and an extra session of 10. Delivered 15 + 8 + 10 = 33; missed 7 refused + 15 away + 15 no adult; unrecorded 15.
    days = [dt.date(2026, 11, 2) + dt.timedelta(weeks=n) for n in range(5)]
    planned = {(day, NINE): 15 for day in days}
    recorded = {
        (days[0], NINE): Marked(15, 15, "came"), (days[1], NINE): Marked(15, 8, "part", "refused"),
        (days[2], NINE): Marked(15, 0, "absent", "away"), (days[3], NINE): Marked(15, 0, None, "", "no_adult"),
        (days[0], TEN): Marked(0, 10, "came"),
    }  # fmt: skip
    had = dosage(planned, recorded)
    assert (had.planned, had.delivered, had.extra, had.unrecorded) == (75, 33, 10, 15)
    assert had.missed == {"refused": 7, "away": 15, "no_adult": 15}
    assert (had.sessions_planned, had.sessions_had) == (5, 3)
    assert (had.share, had.percent) == (Fraction(33, 75), 44)


def test_past_does_not_move_with_the_timetable():
    # Recorded when the session was planned for 15 minutes; the time has been 20 since. Nothing was missed.
    key = (dt.date(2026, 11, 2), NINE)
    had = dosage({key: 20}, {key: Marked(15, 15, "came")})
    assert (had.planned, had.delivered, had.missed, had.extra) == (15, 15, {}, 0)


def test_session_that_the_timetable_no_longer_promises_counts_as_it_was_planned():
    had = dosage({}, {(dt.date(2026, 11, 2), NINE): Marked(15, 0, "absent", "away")})
    assert (had.planned, had.missed, had.sessions_planned) == (15, {"away": 15}, 1)


def test_session_without_a_mark_for_the_child_is_nobodys():
    key = (dt.date(2026, 11, 2), NINE)
    assert dosage({key: 15}, {key: Marked(15)}).unrecorded == 15


def test_nothing_planned_has_no_share():
    assert (Dosage().share, Dosage().percent) == (None, None)
    assert dosage({}, {}) == Dosage()


days = st.dates(dt.date(2026, 8, 20), dt.date(2027, 1, 10))
spans = st.tuples(days, days).map(lambda pair: Span(min(pair), max(pair)))
minutes = st.integers(5, 240)
clocks = st.sampled_from([NINE, TEN, dt.time(13, 30)])
times = st.builds(lambda weekday, at, length, span: WeeklyTime(weekday, at, length, span.start, span.end),
                  st.integers(1, 5), clocks, minutes, spans)  # fmt: skip
marks = st.one_of(
    st.builds(Marked, minutes, minutes, st.just("came")),
    st.builds(Marked, st.integers(0, 60), st.integers(1, 60), st.just("part"), st.sampled_from(["", "refused", "away"])),
    st.builds(Marked, minutes, st.just(0), st.just("absent"), st.sampled_from(["away", "event"])),
    st.builds(Marked, minutes, st.just(0), st.none(), st.just(""), st.sampled_from(["no_adult", "closed", ""])),
)  # fmt: skip
keys = st.tuples(days, clocks)


@given(st.lists(times, max_size=5), spans, st.lists(spans, max_size=3))
def test_planned_sessions_fall_on_open_days_of_their_time_only(found, span, closures):
    open_days = SchoolDays([TERM], closures)
    planned = planned_sessions(found, span, open_days)
    for (day, at), length in planned.items():
        assert open_days.is_open(day) and day in span
        assert any(
            (t.weekday, t.at, t.minutes) == (day.isoweekday(), at, length) and t.start <= day <= t.end
            for t in found
        )
    assert planned == planned_sessions(list(reversed(found)), span, open_days)


@given(st.lists(times, max_size=4), times, spans)
def test_one_more_weekly_time_never_takes_minutes_away(found, more, span):
    before, after = planned_sessions(found, span, DAYS), planned_sessions([*found, more], span, DAYS)
    assert all(after[key] >= length for key, length in before.items())


@given(st.lists(times, max_size=4), spans, days)
def test_two_halves_of_a_span_plan_what_the_whole_plans(found, span, cut):
    if not span.start <= cut < span.end:
        return
    halves = [Span(span.start, cut), Span(cut + dt.timedelta(days=1), span.end)]
    parts = [planned_sessions(found, half, DAYS) for half in halves]
    assert parts[0] | parts[1] == planned_sessions(found, span, DAYS)


@given(st.dictionaries(keys, minutes, max_size=8), st.dictionaries(keys, marks, max_size=8))
def test_every_planned_minute_is_had_missed_or_unrecorded(planned, recorded):
    had = dosage(planned, recorded)
    assert had.planned == had.delivered - had.extra + sum(had.missed.values()) + had.unrecorded
    assert had.delivered == sum(mark.minutes for mark in recorded.values())
    assert min(had.planned, had.delivered, had.extra, had.unrecorded, *had.missed.values(), 0) == 0
    assert all(length > 0 for length in had.missed.values())


@given(st.dictionaries(keys, minutes, max_size=6), st.dictionaries(keys, marks, max_size=6), keys, marks)
def test_one_more_session_never_loses_minutes(planned, recorded, key, mark):
    if key in recorded:
        return
    assert (
        dosage(planned, recorded | {key: mark}).delivered
        == dosage(planned, recorded).delivered + mark.minutes
    )


@given(st.lists(st.builds(dosage, st.dictionaries(keys, minutes, max_size=4),
                          st.dictionaries(keys, marks, max_size=4)), max_size=4))  # fmt: skip
def test_sum_of_dosages_keeps_every_minute(doses):
    total = sum(doses, Dosage())
    for name in ("planned", "delivered", "extra", "unrecorded", "sessions_planned", "sessions_had"):
        assert getattr(total, name) == sum(getattr(dose, name) for dose in doses)
    assert sum(total.missed.values()) == sum(sum(dose.missed.values()) for dose in doses)
    assert sum(reversed(doses), Dosage()).missed == total.missed
