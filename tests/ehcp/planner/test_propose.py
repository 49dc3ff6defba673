"""The year planner: what it proposes breaks no rule, fills no week too far, and finds a way wherever there is one."""

import datetime as dt
from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar.dates import SchoolDays, Span
from ehcp.planner.matching import assign
from ehcp.planner.propose import ToReview, consequences, due_in, next_begins, propose, week_of
from ehcp.planner.rules import LAW


def day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


def span(start: str, end: str) -> Span:
    return Span(day(start), day(end))


YEAR, SEPTEMBER = 2026, dt.date(2026, 9, 1)
TERMS = [span("2026-09-02", "2026-12-18"), span("2027-01-04", "2027-03-25"), span("2027-04-12", "2027-07-21")]
CLOSED = [
    span("2026-10-26", "2026-10-30"),
    span("2027-02-15", "2027-02-19"),
    span("2027-05-31", "2027-06-04"),
]
DAYS = SchoolDays(TERMS, CLOSED)
LONG = [dt.timedelta(days=days) for days in (14, 28, 84)]


def plan(key="a", latest="2027-03-03", **more) -> ToReview:
    return ToReview(key, key.upper(), day(latest), **more)


def the_only(found):
    (one,) = found.proposals.values()
    return one


def open_around(on: dt.date) -> bool:
    two, four, _ = LONG
    return all(DAYS.is_open(date) for date in (on - two, on, on + two, on + four))


YEAR_DAYS = st.dates(SEPTEMBER, dt.date(2027, 8, 31))
plans = st.lists(
    st.builds(
        lambda latest, before, transfer, pep, fixed, who: {
            "meeting_latest": latest, "not_before": before, "transfer_by": transfer, "pep": pep, "fixed": fixed, "who": who,
        },
        YEAR_DAYS, st.none() | st.dates(dt.date(2026, 3, 1), dt.date(2026, 12, 1)),
        st.sampled_from([None, None, day("2027-02-14"), day("2027-03-30")]), st.none() | YEAR_DAYS,
        st.sampled_from([None, None, None, day("2027-01-12"), day("2026-11-10")]), st.sampled_from(["", "1 Ash", "6 Elm"]),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(plans, st.dates(dt.date(2026, 8, 1), dt.date(2027, 4, 1)), st.sampled_from([None, None, 1, 2, 4]))
def test_proposals_break_no_rule_and_fill_no_week(rows, today, most):
    asked = [ToReview(str(key), "x", **row) for key, row in enumerate(rows)]
    found = propose(asked, year=YEAR, days=DAYS, today=today, most_a_week=most)
    assert list(found.proposals) == [one.key for one in asked]
    weeks = Counter(week_of(one.on) for one in found.proposals.values() if one.on)
    agreed = Counter(week_of(one.fixed) for one in asked if one.fixed)
    assert all(number <= max(found.most_a_week, agreed[week]) for week, number in weeks.items())
    assert most in {None, found.most_a_week}
    two, four, twelve = LONG
    for one, got in zip(asked, found.proposals.values(), strict=True):
        if one.fixed:
            assert (got.on, got.fixed) == (one.fixed, True)
            continue
        # the rules, written down again without the code under test
        lawful = [
            on for on in DAYS.days(SEPTEMBER, dt.date(2027, 8, 31))
            if open_around(on) and on - two >= today and on <= one.meeting_latest
            and (not one.not_before or on > one.not_before) and (not one.transfer_by or on + four <= one.transfer_by)
        ]  # fmt: skip
        early = [on for on in lawful if not one.transfer_by or on + twelve <= one.transfer_by] or lawful
        near = [on for on in early if not one.pep or abs(on - one.pep) <= two] or early
        if got.on is None:
            assert got.why.endswith(".")
            assert not near or most is not None  # left out only where there is no day, or weeks were limited
            assert got.nearest is None or (DAYS.is_open(got.nearest) and got.breaks)
        else:
            assert got.on in near
            assert bool(one.pep and near == early and abs(got.on - one.pep) > two) == bool(got.note)
            assert not [c for c in consequences(got.on, one, DAYS, today) if c.law and not c.kept]


places = st.dictionaries(st.integers(0, 3), st.integers(0, 9), max_size=4)


@settings(max_examples=400, deadline=None)
@given(st.lists(places, max_size=5), st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_the_matching_is_complete_and_cheapest(costs, holds):
    room = dict(enumerate(holds))
    found = assign(costs, room)
    assert all(Counter(found.values())[place] <= room[place] for place in room)
    ways = []
    for way in product(*[[None, *row] for row in costs]):
        if all(way.count(place) <= room[place] for place in room):
            kept = tuple(number for number, place in enumerate(way) if place is not None)
            ways.append((-len(kept), kept, sum(costs[row][way[row]] for row in kept)))
    kept = tuple(sorted(found))
    got = (-len(found), kept, sum(costs[row][place] for row, place in found.items()))
    assert got == min(ways)  # as many as can be, the earlier rows first, and then the least cost


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), min_size=1, max_size=6), st.integers(1, 2))
def test_a_way_is_found_wherever_one_exists(windows, most):
    """Against brute force over the weeks that are open to each plan."""
    asked = [
        plan(str(key), not_before=SEPTEMBER + dt.timedelta(weeks=start - 1),
             latest=str(SEPTEMBER + dt.timedelta(weeks=start + length)))
        for key, (start, length) in enumerate(windows)
    ]  # fmt: skip
    found = propose(asked, year=YEAR, days=DAYS, today=day("2026-08-01"), most_a_week=most)
    year = [on for on in DAYS.days(SEPTEMBER, dt.date(2027, 8, 31)) if open_around(on)]
    open_to = [{week_of(on) for on in year if one.not_before < on <= one.meeting_latest} for one in asked]

    def placed(left, full):
        if not left:
            return 0
        rest = placed(left[1:], full)
        ways = (1 + placed(left[1:], full + Counter([week])) for week in left[0] if full[week] < most)
        return max([rest, *ways])

    if sum(map(len, open_to)) < 45:
        assert sum(one.on is not None for one in found.proposals.values()) == placed(open_to, Counter())


def test_the_meeting_is_late_in_the_year_that_it_has():
    got = the_only(propose([plan(latest="2027-03-03")], year=YEAR, days=DAYS, today=SEPTEMBER))
    # by hand: two weeks before 1 to 3 Mar is the February half-term; 8 Feb, 8 and 22 Mar are school days
    assert got.on == day("2027-02-22")


def test_a_move_wants_the_amended_plan_in_time_and_else_the_decision():
    year_six = plan(latest="2027-06-01", transfer_by=day("2027-02-14"))
    early = the_only(propose([year_six], year=YEAR, days=DAYS, today=SEPTEMBER))
    assert early.on <= day("2026-11-22")  # 84 days before 14 Feb 2027
    assert early.held == "the amended plan"
    late = the_only(propose([year_six], year=YEAR, days=DAYS, today=day("2026-11-23")))
    assert late.on is None  # up to 17 Jan, 28 days before, each has a date in the Christmas holiday
    assert "closed" in late.why
    assert late.nearest + dt.timedelta(days=28) <= day("2027-02-14")
    assert not set(late.breaks) & set(LAW)
    year_eleven = plan(latest="2027-06-01", transfer_by=day("2027-03-30"))
    late = the_only(propose([year_eleven], year=YEAR, days=DAYS, today=day("2027-01-06")))
    assert late.held == "the decision"
    assert late.on == day("2027-01-25")  # the first good one: the amended plan is as little late as can be


def test_who_cannot_be_placed_is_told_which_rule_fails():
    def told(one, today, most=None):
        return the_only(propose([one], year=YEAR, days=DAYS, today=day(today), most_a_week=most))

    passed = told(plan(latest="2026-11-02"), "2026-11-23")
    assert "has passed: Mon 2 Nov 2026" in passed.why
    assert passed.nearest == day(
        "2026-12-07"
    )  # the first with two weeks' notice: every further day is later still
    assert passed.breaks[-2:] == ("meeting_latest", "report_by")
    short = told(plan(latest="2026-12-01"), "2026-11-23")
    assert "Two weeks’ notice reaches to Mon 7 Dec 2026" in short.why
    closed = told(plan(latest="2027-01-15", not_before=day("2026-12-05")), "2026-12-06")
    assert "when school is closed" in closed.why
    agreed = [plan("f", fixed=day("2026-09-22")), plan("g", fixed=day("2026-09-23"))]
    last = plan("a", latest="2026-09-25", not_before=day("2026-09-18"))
    full = propose([*agreed, last], year=YEAR, days=DAYS, today=SEPTEMBER, most_a_week=2)
    assert full.proposals["a"].why == "Only 1 week would do, and each is full with 2 meetings."
    nothing = propose([plan()], year=2031, days=DAYS, today=SEPTEMBER)
    assert "Enter the school’s terms" in the_only(nothing).why
    assert the_only(nothing).nearest is None


def test_the_weeks_hold_as_few_as_they_can_and_the_same_class_meets_on_other_days():
    many = [plan(f"{key:02}", latest="2027-07-20", who="6 Elm" if key < 3 else "") for key in range(40)]
    found = propose(many, year=YEAR, days=DAYS, today=SEPTEMBER)
    assert found.without == []
    weeks = Counter(week_of(one.on) for one in found.proposals.values())
    assert max(weeks.values()) == found.most_a_week == -(-40 // len(weeks))
    elm = [found.proposals[f"{key:02}"].on for key in range(3)]
    assert len(set(elm)) == 3


def test_the_meeting_is_on_the_day_of_the_pep_where_it_may_be():
    got = the_only(propose([plan(pep=day("2026-11-10"))], year=YEAR, days=DAYS, today=SEPTEMBER))
    assert open_around(got.on)
    assert abs(got.on - day("2026-11-10")) <= dt.timedelta(days=14)
    exact = next(on for on in DAYS.days(SEPTEMBER, day("2027-03-03")) if open_around(on))
    assert the_only(propose([plan(pep=exact)], year=YEAR, days=DAYS, today=SEPTEMBER)).on == exact
    never = the_only(propose([plan(pep=day("2027-08-20"))], year=YEAR, days=DAYS, today=SEPTEMBER))
    assert never.on
    assert never.note == "No lawful day lies within two weeks of the PEP meeting on Fri 20 Aug 2027."


def words_of(on: str, one: ToReview, today="2026-11-23", **more) -> dict[str, tuple[bool, str]]:
    return {c.rule: (c.kept, c.words) for c in consequences(day(on), one, DAYS, day(today), **more)}


def test_what_follows_from_a_typed_date():
    kept = words_of("2026-12-09", plan(latest="2026-12-18"))
    assert kept["meeting_latest"][0]
    assert kept["notice_by"] == (True, "Notice and advice: by Wed 25 Nov 2026.")
    assert kept["report_by"] == (False, "Report: by Wed 23 Dec 2026, when school is closed. The legal date stays. "
                                        "Aim for Fri 18 Dec 2026, the last school day before it.")  # fmt: skip
    assert kept["la_decision_by"] == (True, "Decision of the local authority: by Wed 6 Jan 2027.")
    late = words_of("2026-12-21", plan(latest="2026-12-18"))
    assert late["meeting_latest"] == (
        False, "3 days too late: the last day that leaves the local authority its four weeks is Fri 18 Dec 2026.")  # fmt: skip
    assert late["school_day"] == (False, "School is closed on Mon 21 Dec 2026.")
    assert "late" in words_of("2026-12-04", plan())["notice_given"][1]
    assert words_of("2026-11-20", plan())["notice_given"][1] == "Fri 20 Nov 2026 has passed."
    before = words_of("2026-12-09", plan(not_before=day("2026-12-09")))
    assert not before["order"][0]
    assert list(words_of("2126-12-09", plan())) == ["year"]
    assert not words_of("2026-12-09", plan(), others_in_week=2, most_a_week=2)["week"][0]


@pytest.mark.parametrize(
    ("on", "rule", "kept"),
    [
        ("2026-11-20", "final_plan_cap", True),  # + 84 days is Fri 12 Feb
        ("2026-11-23", "final_plan_cap", False),  # Mon 15 Feb, one day too many
        ("2027-01-15", "phase_transfer_by", True),  # + 28 days is Fri 12 Feb
        ("2027-01-18", "phase_transfer_by", False),
    ],
)
def test_a_move_to_another_phase_is_told(on, rule, kept):
    found = words_of(on, plan(latest="2027-06-01", transfer_by=day("2027-02-14")), today="2026-09-01")
    assert found[rule][0] is kept
    assert "Sun 14 Feb 2027" in found[rule][1] or "Sun 14 Feb 2027" in found["phase_transfer_by"][1]


def test_which_plans_belong_into_the_year():
    known = SchoolDays([*TERMS, span("2027-09-02", "2027-12-17")], CLOSED)
    first = next_begins(YEAR, known)
    assert first == day("2027-09-16")  # a Thursday: two weeks before it the term begins
    assert next_begins(YEAR, DAYS) == day("2027-09-30")
    assert due_in(plan(latest="2027-06-01"), YEAR, first)
    assert due_in(plan(latest="2027-09-15"), YEAR, first)
    assert not due_in(plan(latest="2027-09-16"), YEAR, first)
    assert due_in(plan(latest="2027-11-15", transfer_by=day("2027-02-14")), YEAR, first)
    assert due_in(plan(latest="2027-11-15", fixed=day("2027-06-15")), YEAR, first)
    assert not due_in(plan(latest="2027-06-01", fixed=day("2027-10-15")), YEAR, first)
