"""What Section F promised by a day, worked by hand on one school year, and what holds for every year."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apdr.dosage import Dosage
from core.calendar.dates import ONE_DAY, SchoolDays, Span
from ehcp.delivery.reckoning import Reckoned, Reckoner, halves_of, reckon, total, weeks_of

D = dt.date
# Autumn has 15 school weeks: that of Wed 2 Sep, seven to half term, seven after it. Spring has 11, from Mon 4 Jan; summer
# 14, from Mon 12 Apr: Mon 3 May is a bank holiday, the week of 31 May is closed.
AUTUMN, SPRING, SUMMER = (
    Span(D(2026, 9, 2), D(2026, 12, 18)), Span(D(2027, 1, 4), D(2027, 3, 25)), Span(D(2027, 4, 12), D(2027, 7, 21)),
)  # fmt: skip
BREAKS = [
    Span(D(2026, 10, 26), D(2026, 10, 30)),
    Span(D(2027, 2, 15), D(2027, 2, 19)),
    Span(D(2027, 5, 31), D(2027, 6, 4)),
]
DAYS = SchoolDays([AUTUMN, SPRING, SUMMER], BREAKS)
YEAR = Span(D(2026, 9, 1), D(2027, 8, 31))
MONDAY = D(2026, 11, 23)  # eleven school weeks of autumn have passed


@pytest.mark.parametrize(("minutes", "times", "per", "span", "today", "owed"), [
    (30, 3, "week", AUTUMN, MONDAY, 990),  # 11 weeks at 90 minutes
    (30, 3, "week", AUTUMN, D(2026, 11, 20), 900),  # its last school day, a Friday, has not passed
    (30, 3, "week", AUTUMN, D(2026, 11, 21), 990),
    (30, 3, "week", AUTUMN, D(2026, 9, 4), 0),
    (30, 3, "week", AUTUMN, D(2026, 9, 5), 90),  # a week of three school days counts whole
    (30, 3, "week", AUTUMN, D(2026, 11, 1), 720),  # 8 weeks before half term; the closed week is no school week
    (30, 3, "week", AUTUMN, D(2027, 3, 1), 1350),  # a past term: 15 weeks
    (20, 1, "week", YEAR, D(2028, 1, 1), 800),  # 15 and 11 and 14 weeks
    (10, 1, "day", AUTUMN, MONDAY, 530),  # 3 days, then 10 weeks of five: 53 days
    (10, 2, "day", AUTUMN, D(2026, 11, 25), 1060),  # the running week is left out for days too
    (10, 1, "day", SUMMER, D(2027, 5, 9), 190),  # four weeks, one of them without its Monday
    (45, 1, "fortnight", AUTUMN, MONDAY, 248),  # 11 weeks are five and a half fortnights: 247 and a half
    (45, 2, "fortnight", AUTUMN, D(2026, 9, 19), 135),  # 3 weeks
    (60, 2, "half_term", AUTUMN, MONDAY, 120),  # the first half ended on Fri 23 Oct
    (60, 2, "half_term", AUTUMN, D(2026, 10, 23), 0),
    (60, 2, "half_term", AUTUMN, D(2026, 12, 19), 240),
    (60, 2, "half_term", YEAR, D(2027, 9, 1), 720),  # six half terms
    (60, 6, "term", AUTUMN, D(2026, 12, 18), 0),  # a term counts once it is over
    (60, 6, "term", AUTUMN, D(2026, 12, 19), 360),
    (60, 6, "term", YEAR, D(2027, 4, 1), 720),
    (60, 12, "year", YEAR, D(2027, 8, 31), 0),
    (60, 12, "year", YEAR, D(2027, 9, 1), 720),
    (60, 12, "year", SUMMER, D(2027, 9, 1), 0),  # 31 August lies in no term: the year is asked for by itself
    (30, 3, "week", Span(D(2026, 12, 21), D(2027, 1, 1)), D(2027, 2, 1), 0),  # a holiday
    (None, 3, "week", AUTUMN, MONDAY, None),
    (30, None, "week", AUTUMN, MONDAY, None),
    (30, 3, "", AUTUMN, MONDAY, None),
])  # fmt: skip
def test_what_is_owed_by_a_day(minutes, times, per, span, today, owed):
    assert Reckoner(DAYS, span, today).owed(minutes, times, per) == owed


@pytest.mark.parametrize(("since", "start", "owed"), [
    (D(2025, 3, 1), D(2026, 9, 2), 990),  # an older plan counts from the first day of term
    (D(2026, 10, 12), D(2026, 10, 12), 450),  # a Monday: weeks of 12 and 19 Oct, 2, 9 and 16 Nov
    (D(2026, 10, 14), D(2026, 10, 19), 360),  # a Wednesday: from the next week
    (D(2026, 10, 28), D(2026, 11, 2), 270),  # in the half-term break
    (D(2026, 11, 18), None, 0),  # no whole week since
])  # fmt: skip
def test_a_plan_counts_from_the_first_whole_week_after_its_date(since, start, owed):
    reckoner = Reckoner(DAYS, AUTUMN, MONDAY)
    counted = reckoner.counted(since)
    assert counted == (Span(start, D(2026, 11, 20)) if start else None)
    assert reckoner.owed(30, 3, "week", since) == owed


def test_a_term_that_began_before_the_plan_does_not_count():
    reckoner = Reckoner(DAYS, YEAR, D(2027, 9, 1))
    assert [
        reckoner.times("term", since) for since in (None, D(2026, 9, 2), D(2026, 9, 3), D(2027, 1, 5))
    ] == [3, 3, 2, 1]
    assert [reckoner.times("year", since) for since in (D(2026, 9, 2), D(2026, 9, 3))] == [1, 0]


def test_nothing_is_counted_before_the_first_whole_week_and_without_terms():
    assert Reckoner(DAYS, AUTUMN, D(2026, 9, 3)).counted() is None
    bare = Reckoner(SchoolDays([]), AUTUMN, MONDAY)
    assert (bare.counted(), [bare.times(per) for per in ("day", "week", "half_term", "term")]) == (
        None,
        [0, 0, 0, 0],
    )


def test_weeks_and_halves_by_hand():
    assert [week.start for week in weeks_of(DAYS.days(D(2026, 10, 19), D(2026, 11, 6)))] == [
        D(2026, 10, 19),
        D(2026, 11, 2),
    ]
    assert halves_of(DAYS.days(AUTUMN.start, AUTUMN.end)) == [
        Span(D(2026, 9, 2), D(2026, 10, 23)), Span(D(2026, 11, 2), D(2026, 12, 18))
    ]  # fmt: skip
    six = DAYS.days(D(2026, 11, 2), D(2026, 12, 18))  # a school whose terms are half terms: no break inside
    assert halves_of(six) == [Span(D(2026, 11, 2), D(2026, 12, 18))]
    assert halves_of([]) == weeks_of([]) == []


def test_a_line_by_hand():
    # 990 minutes asked, 33 sessions of 30. The timetable held 30 of them, 900 minutes: 780 were given with an extra session
    # of 30 among them, 90 missed while the child was away, 60 nobody wrote down. 90 stood on no timetable.
    line = reckon(990, Dosage(900, 780, 30, 60, {"away": 90}, 30, 26))
    assert (line.short, line.credited, line.not_planned, line.unrecorded, line.missed) == (
        210,
        780,
        90,
        60,
        {"away": 90},
    )


def test_more_of_one_thing_makes_up_for_nothing_on_another():
    lines = [Reckoned(600, 900), Reckoned(300, 100, missed={"away": 200}), Reckoned(None, 60)]
    whole = total(lines)
    assert (whole.specified, whole.delivered, whole.credited, whole.short, whole.percent) == (
        900,
        1060,
        700,
        200,
        77,
    )
    assert (whole.open_lines, whole.missed) == (1, {"away": 200})
    assert total([]).percent is None and total([Reckoned(0, 30)]).percent is None


PERS = st.sampled_from(["day", "week", "fortnight"])
DATES = st.dates(D(2026, 8, 1), D(2027, 9, 30))


@given(PERS, DATES, DATES, DATES)
def test_terms_that_meet_count_each_week_once(per, first, second, third):
    start, meet, end = (
        sorted({first, second, third})
        if len({first, second, third}) == 3
        else (YEAR.start, D(2027, 2, 3), YEAR.end)
    )
    after = D(2028, 1, 1)
    parts = [Reckoner(DAYS, Span(start, meet - ONE_DAY), after), Reckoner(DAYS, Span(meet, end), after)]
    assert sum(part.times(per) for part in parts) == Reckoner(DAYS, Span(start, end), after).times(per)


@given(st.sampled_from(["day", "week", "fortnight", "half_term", "term", "year"]), DATES, DATES, DATES, DATES)
def test_owed_is_never_negative_and_never_shrinks_with_time(per, one, other, since, today):
    span = Span(min(one, other), max(one, other))
    now, later = Reckoner(DAYS, span, today), Reckoner(DAYS, span, today + dt.timedelta(days=30))
    assert 0 <= now.times(per, since) <= later.times(per, since) <= later.times(per)
    counted = now.counted(since)
    assert counted is None or (counted.start in span and counted.end in span and counted.end < today)


MINUTES = st.integers(0, 5000)


@st.composite
def doses(draw) -> Dosage:
    """What the sessions of a line may have been: planned is what was given less the extra, missed and not recorded."""
    usual, extra, unrecorded = draw(MINUTES), draw(st.integers(0, 300)), draw(MINUTES)
    missed = draw(st.dictionaries(st.sampled_from(["away", "no_adult", "lesson"]), MINUTES))
    return Dosage(usual + sum(missed.values()) + unrecorded, usual + extra, extra, unrecorded, missed)


LINES = st.tuples(st.none() | MINUTES, doses())


@given(LINES)
def test_a_line_adds_up(pair):
    specified, dose = pair
    line = reckon(specified, dose)
    assert min(line.short, line.credited, line.not_planned, line.unrecorded) >= 0
    assert line.short + line.credited == (specified or 0)
    reasons = sum(line.missed.values()) + line.unrecorded + line.not_planned
    assert line.short <= reasons  # whatever is short has a reason
    assert reasons + line.delivered - dose.extra == max(specified or 0, dose.planned)


@given(st.lists(LINES, max_size=6))
def test_a_total_is_the_sum_of_its_lines(pairs):
    lines = [reckon(specified, dose) for specified, dose in pairs]
    whole = total(lines)
    assert whole.short + whole.credited == whole.specified == sum(line.specified or 0 for line in lines)
    assert whole.delivered == sum(line.delivered for line in lines)
    assert whole.percent is None or 0 <= whole.percent <= 100
    assert (whole.percent == 100) == bool(whole.specified and not whole.short)
