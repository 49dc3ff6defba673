"""The statutory clock against dates worked by hand; each row has the rule that it was worked from."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import assume, given
from hypothesis import strategies as st

from core.calendar.dates import SchoolDays, Span
from ehcp.clock import FIRST, PlanFacts, UnlikelyDates, assessment_clock, plan_clock
from ehcp.statute import RULES, Bound, deadlines, months_on, phase_transfer, taught_year

TODAY = dt.date(2026, 1, 5)


def day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


def by_name(found) -> dict[str, str]:
    return {one.name: one.date.isoformat() for one in found}


# name of the rule, the day that starts it, the date that follows, and from what it was worked
WORKED = [
    # 12 months starting with the day: the last is the day before the same date (s.44(1); B10)
    ("review_complete_by", "plan_made", "2025-03-14", "2026-03-13", "B10: plan made Fri 14 Mar 2025"),
    ("review_complete_by", "last_decision", "2026-04-01", "2027-03-31", "B10: last decision Wed 1 Apr 2026"),
    ("review_complete_by", "plan_made", "2024-02-29", "2025-02-28", "B10: a plan made on 29 February"),
    (
        "review_complete_by",
        "plan_made",
        "2023-03-01",
        "2024-02-29",
        "s.44(1): the day before 1 Mar of a leap year",
    ),
    ("review_complete_by", "plan_made", "2023-02-28", "2024-02-27", "s.44(1)"),
    ("review_complete_by", "plan_made", "2025-01-01", "2025-12-31", "s.44(1): across the year"),
    ("review_complete_by", "plan_made", "2025-12-31", "2026-12-30", "s.44(1)"),
    ("review_complete_by", "last_decision", "2027-02-28", "2028-02-27", "s.44(1): into a leap year"),
    ("review_complete_by", "last_decision", "2028-02-29", "2029-02-28", "s.44(1): from a leap day"),
    ("review_complete_by_cautious", "last_meeting", "2026-03-04", "2027-03-03", "B4: the cautious date"),
    # four weeks less (CoP 9.169)
    ("meeting_latest", "plan_made", "2025-03-14", "2026-02-13", "B10"),
    ("meeting_latest", "last_decision", "2026-04-01", "2027-03-03", "B10"),
    ("meeting_latest", "plan_made", "2024-02-29", "2025-01-31", "28 Feb 2025 less 28 days"),
    ("meeting_latest", "plan_made", "2023-03-01", "2024-02-01", "29 Feb 2024 less 28 days"),
    ("meeting_latest", "plan_made", "2025-01-20", "2025-12-22", "19 Jan 2026 less 28 days, over New Year"),
    # two weeks before, two and four after, twelve at most (reg 20(3), (4), (10); Devon)
    ("notice_by", "meeting", "2026-01-20", "2026-01-06", "B10"),
    ("notice_by", "meeting", "2026-01-12", "2025-12-29", "B10: in the Christmas holiday, and it stands"),
    ("notice_by", "meeting", "2026-03-10", "2026-02-24", "reg 20(3): over the end of February"),
    ("notice_by", "meeting", "2028-03-10", "2028-02-25", "reg 20(3): over 29 February"),
    ("notice_by", "meeting", "2026-11-03", "2026-10-20", "reg 20(3): over the clock change of 25 Oct 2026"),
    ("advice_circulated_by", "meeting", "2026-01-20", "2026-01-06", "B10"),
    (
        "advice_circulated_by",
        "meeting",
        "2026-04-20",
        "2026-04-06",
        "reg 20(4): Easter Monday, and it stands",
    ),
    ("report_by", "meeting", "2026-01-20", "2026-02-03", "B10"),
    ("report_by", "meeting", "2026-12-15", "2026-12-29", "CoP 9.176: in the Christmas holiday"),
    ("la_decision_by", "meeting", "2026-01-20", "2026-02-17", "B10"),
    ("la_decision_by", "meeting", "2028-02-10", "2028-03-09", "reg 20(10): over 29 February"),
    (
        "la_decision_by",
        "meeting",
        "2026-03-27",
        "2026-04-24",
        "reg 20(10): over the clock change of 29 Mar 2026",
    ),
    ("final_plan_cap", "meeting", "2026-01-20", "2026-04-14", "B10"),
    ("final_plan_cap", "meeting", "2025-11-10", "2026-02-02", "Devon: 84 days"),
    # 15 days beginning with the day of service; eight weeks (reg 22)
    ("parent_comments_until", "amendment_notice", "2026-02-10", "2026-02-24", "B10"),
    (
        "parent_comments_until",
        "amendment_notice",
        "2026-12-18",
        "2027-01-01",
        "reg 22(2)(c): a bank holiday, and it stands",
    ),
    ("final_plan_by", "amendment_notice", "2026-02-10", "2026-04-07", "B10"),
    ("final_plan_by", "amendment_notice", "2026-12-18", "2027-02-12", "reg 22(3)"),
    ("no_amendment_by", "amendment_notice", "2026-02-10", "2026-04-07", "reg 22(4)"),
    # moves and re-assessment (regs 15, 24, 27)
    ("transfer_by", "move_known", "2026-03-30", "2026-04-22", "reg 15(2): 15 working days over Easter"),
    (
        "transfer_by",
        "move_known",
        "2026-12-18",
        "2027-01-13",
        "reg 15(2): over Christmas, with a substitute day",
    ),
    ("new_la_tells_by", "transferred", "2026-03-02", "2026-04-13", "reg 15(4): six weeks"),
    ("reassessment_not_before", "last_assessment", "2026-01-31", "2026-07-31", "reg 24: six months"),
    ("reassessed_plan_by", "reassessment_agreed", "2026-01-05", "2026-04-13", "reg 27(2): 14 weeks"),
    # needs assessment (regs 5, 8, 10, 13; CoP 9.83)
    ("decide_by", "requested", "2026-01-05", "2026-02-16", "B10"),
    ("refuse_by", "requested", "2026-01-05", "2026-04-27", "B10"),
    ("final_by", "requested", "2026-01-05", "2026-05-25", "B10: a bank holiday, and it stands"),
    ("decide_by", "requested", "2026-07-20", "2026-08-31", "reg 5(1): the summer counts; a bank holiday"),
    ("final_by", "requested", "2027-10-12", "2028-02-29", "reg 13(2): on a leap day"),
    ("advice_by", "advice_requested", "2026-02-16", "2026-03-30", "reg 8: six weeks"),
    ("school_response_by", "draft_received", "2026-03-02", "2026-03-17", "B10"),
    ("school_response_by", "draft_received", "2026-12-21", "2027-01-05", "CoP 9.83: the holiday counts"),
    (
        "draft_comments_until",
        "draft_served",
        "2026-03-02",
        "2026-03-16",
        "reg 13(1): day 1 is the day of service",
    ),
    (
        "appeal_by",
        "decision_letter",
        "2026-12-31",
        "2027-02-28",
        "two months: the last day of a month without a 31st",
    ),
    # orders of the Tribunal (reg 44)
    ("order_assess_notify_by", "tribunal_order", "2026-03-02", "2026-03-16", "reg 44: two weeks"),
    ("order_assess_refuse_by", "tribunal_order", "2026-03-02", "2026-05-11", "reg 44: ten weeks"),
    ("order_assess_final_by", "tribunal_order", "2026-03-02", "2026-06-08", "reg 44: fourteen weeks"),
    ("order_make_draft_by", "tribunal_order", "2026-03-02", "2026-04-06", "reg 44: five weeks"),
    ("order_make_final_by", "tribunal_order", "2026-03-02", "2026-05-18", "reg 44: eleven weeks"),
    ("order_amend_by", "tribunal_order", "2026-03-02", "2026-04-06", "reg 44: five weeks"),
    ("order_placement_by", "tribunal_order", "2026-03-02", "2026-03-16", "reg 44: two weeks"),
]


@pytest.mark.parametrize("name,starts,start,date,worked", WORKED)
def test_date_worked_by_hand(name, starts, start, date, worked):
    assert by_name(deadlines({starts: day(start)}))[name] == date, worked


# taught year group, academic year, last year of the school, last lawful day (reg 18(1), (2))
TRANSFERS = [
    ("6", 2025, None, "2026-02-14"), ("11", 2025, None, "2026-03-30"), ("N2", 2025, None, "2026-02-14"),
    ("2", 2025, "2", "2026-02-14"), ("2", 2025, "6", None), ("4", 2025, "4", "2026-02-14"), ("8", 2025, "8", "2026-02-14"),
    ("8", 2025, "11", None), ("10", 2025, None, None), ("R", 2025, None, None), ("6", 2027, None, "2028-02-14"),
    ("13", 2025, None, None),
]  # fmt: skip


@pytest.mark.parametrize("group,year,top,date", TRANSFERS)
def test_phase_transfer_by_taught_year(group, year, top, date):
    found = phase_transfer(group, year, top_year=top)
    assert (found.date.isoformat() if found else None) == date


@pytest.mark.parametrize("born,year,group", [
    ("2015-08-31", 2025, "6"), ("2015-09-01", 2025, "5"), ("2009-09-01", 2025, "11"), ("2021-08-31", 2025, "R"),
    ("2021-09-01", 2025, "N2"), ("2023-09-02", 2025, None), ("2007-08-31", 2025, None),
])  # fmt: skip
def test_taught_year_follows_from_the_birthday(born, year, group):
    assert taught_year(day(born), year) == group


def test_internal_target_is_the_last_school_day_and_the_legal_date_stands():
    days = SchoolDays(
        [Span(day("2025-09-03"), day("2025-12-19")), Span(day("2026-01-05"), day("2026-03-27"))]
    )
    found = {one.name: one for one in deadlines({"meeting": day("2026-01-12")}, days=days)}
    assert (found["notice_by"].date, found["notice_by"].target) == (day("2025-12-29"), day("2025-12-19"))
    assert found["report_by"].target == found["report_by"].date == day("2026-01-26")


def test_time_that_parents_have_has_no_earlier_target():
    (found,) = [
        one for one in deadlines({"amendment_notice": day("2026-02-13")}) if one.bound == Bound.NOT_BEFORE
    ]
    assert found.target == found.date == day("2026-02-27")


def test_base_is_the_decision_and_the_cautious_date_stands_beside_it():
    facts = PlanFacts(
        plan_made=day("2024-01-10"), last_meeting=day("2026-03-04"), last_decision=day("2026-04-01")
    )
    found = by_name(plan_clock(facts, today=TODAY))
    assert (found["review_complete_by"], found["review_complete_by_cautious"]) == ("2027-03-31", "2027-03-03")


def test_under_fives_have_guidance_beside_the_law():
    young = PlanFacts(plan_made=day("2025-09-10"), born=day("2022-05-01"))
    assert by_name(plan_clock(young, today=TODAY))["under_five_review_by"] == "2026-03-09"
    old = PlanFacts(plan_made=day("2025-09-10"), born=day("2018-05-01"))
    assert "under_five_review_by" not in by_name(plan_clock(old, today=TODAY))


@pytest.mark.parametrize("facts,words", [
    ({"meeting": "2025-01-01"}, "earlier than the plan"), ({"last_meeting": "2026-03-01", "last_decision": "2026-02-01"}, "its meeting"),
    ({"meeting": "2026-03-01", "amendment_notice": "2026-02-01"}, "earlier than the meeting"),
    ({"last_decision": "2026-03-01", "meeting": "2026-02-01"}, "earlier than the last decision"),
    ({"born": "2026-01-01"}, "after the plan was made"),
])  # fmt: skip
def test_days_that_cannot_all_be_right_are_refused(facts, words):
    with pytest.raises(UnlikelyDates, match=words):
        plan_clock(
            PlanFacts(plan_made=day("2025-03-14"), **{k: day(v) for k, v in facts.items()}), today=TODAY
        )


def test_advice_is_counted_from_the_asking_or_the_last_day_to_decide():
    assert by_name(assessment_clock(requested=day("2026-01-05")))["advice_by"] == "2026-03-30"
    found = assessment_clock(requested=day("2026-01-05"), advice_requested=day("2026-02-02"))
    assert by_name(found)["advice_by"] == "2026-03-16"


days_of_law = st.dates(min_value=FIRST, max_value=dt.date(2099, 1, 1))


@given(days_of_law)
def test_notice_is_never_later_than_two_weeks_before(meeting):
    found = {one.name: one for one in deadlines({"meeting": meeting})}
    for name in ("notice_by", "advice_circulated_by"):
        assert found[name].target <= found[name].date <= meeting - dt.timedelta(days=14)


@given(days_of_law)
def test_year_that_starts_with_a_day_never_holds_it_twice(made):
    end = by_name(deadlines({"plan_made": made}))["review_complete_by"]
    last = day(end)
    assert last < months_on(made, 12) <= last + dt.timedelta(days=1)
    assert last - made in {dt.timedelta(days=364), dt.timedelta(days=365)}


@given(days_of_law, st.sampled_from(RULES))
def test_every_rule_gives_a_date_for_every_day(start, rule):
    assume(start.year < 2030)  # bank holidays are known so far
    found = [one for one in deadlines({rule.starts[-1]: start}) if one.name == rule.name]
    assert len(found) == 1
    assert found[0].citation and found[0].says.endswith(".") and found[0].start == start


def clock(*words: str) -> dict:
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_commands_tell_every_rule_by_name():
    plan = clock("ehcp_clock", "--plan-made", "2025-03-14", "--last-decision", "2026-04-01", "--last-meeting", "2026-03-04",
                 "--meeting", "2027-01-20", "--amendment-notice", "2027-02-10", "--year-group", "6", "--academic-year", "2026")  # fmt: skip
    asked = clock("assessment_clock", "--requested", "2026-01-05", "--draft-received", "2026-03-02")
    assert {"review_complete_by", "meeting_latest", "notice_by", "advice_circulated_by", "report_by", "la_decision_by",
            "parent_comments_until", "final_plan_by", "final_plan_cap", "phase_transfer_by"} <= set(plan)  # fmt: skip
    assert {"decide_by", "advice_by", "refuse_by", "final_by", "school_response_by"} <= set(asked)
    assert {"date", "target", "rule", "citation", "owner"} <= set(asked["final_by"])
    assert (asked["final_by"]["date"], asked["final_by"]["target"]) == ("2026-05-25", "2026-05-22")


@pytest.mark.parametrize("words", [
    ("ehcp_clock", "--plan-made", "20226-01-01"), ("ehcp_clock", "--plan-made", "1999-01-01"),
    ("ehcp_clock", "--plan-made", "2025-01-01", "--year-group", "14"), ("ehcp_clock", "--plan-made", "soon"),
    ("assessment_clock", "--requested", "2026-01-05", "--draft-received", "2025-01-05"),
])  # fmt: skip
def test_bad_days_are_refused_in_words(words):
    with pytest.raises(CommandError):
        clock(*words)
