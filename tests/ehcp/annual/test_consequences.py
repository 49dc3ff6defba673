"""What a day for the meeting implies, against days worked by hand (statutory-rules B1, B4, B10)."""

import datetime as dt

import pytest

from core.accounts.permissions import Denied
from core.calendar.dates import SchoolDays, Span
from ehcp.annual.consequences import check_date, follow
from ehcp.annual.record import advice_by
from ehcp.clock import PlanFacts

D = dt.date
TERMS = SchoolDays([Span(D(2026, 9, 2), D(2026, 12, 18)), Span(D(2027, 1, 5), D(2027, 3, 25)), Span(D(2027, 4, 12), D(2027, 7, 21))],
                   [Span(D(2026, 10, 26), D(2026, 10, 30)), Span(D(2027, 2, 15), D(2027, 2, 19))])  # fmt: skip
TODAY, MADE = D(2026, 11, 23), D(2026, 1, 16)


def implied(on, today=TODAY, **more):
    facts = {name: more.pop(name) for name in ("year_group", "year", "born", "last_decision") if name in more}
    return follow(
        PlanFacts(plan_made=MADE, meeting=on, **facts), today=today, days=TERMS, authority="Herts", **more
    )


def titles(found) -> list[str]:
    return [one.title for one in found.cautions]


def test_the_days_of_the_design_follow():
    found = implied(D(2026, 12, 9))
    assert {one.name: (one.date, one.target) for one in found.dates} == {
        "notice_by": (D(2026, 11, 25), D(2026, 11, 25)),
        "advice_circulated_by": (D(2026, 11, 25), D(2026, 11, 25)),
        "report_by": (D(2026, 12, 23), D(2026, 12, 18)),
        "la_decision_by": (D(2027, 1, 6), D(2027, 1, 6)),
        "final_plan_cap": (D(2027, 3, 3), D(2027, 3, 3)),
    }
    assert titles(found) == ["The report falls due in the Christmas holiday."]
    assert "Fri 18 Dec 2026" in found.cautions[0].words


def test_two_clear_weeks_move_the_target_of_notice_alone():
    plain, clear = implied(D(2026, 12, 9)), implied(D(2026, 12, 9), clear_weeks=True)
    assert [one.date for one in plain.dates] == [one.date for one in clear.dates]
    assert [one.target for one in clear.dates][:2] == [D(2026, 11, 24)] * 2


@pytest.mark.parametrize("on,today,expected", [
    (D(2026, 12, 18), TODAY, ["The report falls due in the Christmas holiday."]),
    (D(2026, 12, 19), TODAY, ["This is too late for the twelve months.", "School is closed on this day.",
                              "The report falls due in the Christmas holiday."]),
    (D(2027, 1, 16), TODAY, ["This is after the twelve months.", "School is closed on this day.",
                             "Notice falls due in the Christmas holiday.", "The decision of Herts falls due in half term."]),
    (D(2027, 1, 5), TODAY, ["This is too late for the twelve months.", "Notice falls due in the Christmas holiday."]),
    (D(2026, 12, 6), TODAY, ["It is too late for two weeks’ notice.", "School is closed on this day.",
                             "The decision of Herts falls due in the Christmas holiday.",
                             "The report falls due in the Christmas holiday."]),
    (D(2026, 11, 22), TODAY, ["This day is over.", "The decision of Herts falls due in the Christmas holiday."]),
])  # fmt: skip
def test_cautions(on, today, expected):
    assert sorted(titles(implied(on, today))) == sorted(expected)


def test_grave_ones_come_first_and_short_notice_says_by_how_much():
    found = implied(D(2026, 12, 6))
    assert found.cautions[0].key == "late" and "13 days before the meeting" in found.cautions[0].words
    assert "Sun 22 Nov 2026" in found.cautions[0].words


def test_a_weekend_alone_is_no_holiday():
    assert titles(implied(D(2026, 12, 4), today=D(2026, 11, 1))) == [
        "The decision of Herts falls due in the Christmas holiday."
    ]


def test_change_of_phase():
    late = implied(D(2027, 2, 20), year_group="6", year=2026, last_decision=D(2026, 3, 20))
    assert "This is after the last day for a change of phase." in titles(late)
    near = implied(D(2026, 12, 9), year_group="6", year=2026)
    words = next(one.words for one in near.cautions if one.title == "There is a change of phase.")
    assert "Sun 14 Feb 2027" in words and "Sun 22 Nov 2026" in words
    assert "There is a change of phase." not in titles(
        implied(D(2026, 11, 20), today=D(2026, 11, 1), year_group="6", year=2026)
    )


def test_pep_on_another_day():
    assert "11 days before this meeting" in implied(D(2026, 12, 9), pep_on=D(2026, 11, 28)).cautions[0].words
    assert "2 days after this meeting" in implied(D(2026, 12, 9), pep_on=D(2026, 12, 11)).cautions[0].words
    assert titles(implied(D(2026, 12, 9), pep_on=D(2026, 12, 9))) == [
        "The report falls due in the Christmas holiday."
    ]


def test_no_rule_holds_for_an_extra_review_under_five():
    found = implied(D(2026, 12, 9), kind="under_five")
    assert (found.dates, found.cautions) == ([], [])


def test_terms_that_are_not_known_are_told():
    nothing = follow(PlanFacts(plan_made=MADE, meeting=D(2026, 12, 9)), today=TODAY, days=SchoolDays([]))
    assert titles(nothing) == ["Later terms are missing."]
    short = SchoolDays([Span(D(2026, 9, 2), D(2026, 12, 18))])
    far = follow(PlanFacts(plan_made=MADE, meeting=D(2026, 12, 17)), today=TODAY, days=short)
    assert {one.name: one.target for one in far.dates}["final_plan_cap"] == D(2027, 3, 11)


FACTS = PlanFacts(plan_made=MADE, last_decision=D(2026, 5, 1), born=D(2021, 12, 10))


@pytest.mark.parametrize("on,kind,words", [
    (D(2026, 1, 15), "annual", "The plan was made on Fri 16 Jan 2026"),
    (D(2026, 4, 30), "annual", "decided on Fri 1 May 2026: the next meeting cannot be earlier"),
    (D(2101, 1, 1), "annual", "Check the year"),
    (D(2026, 12, 10), "under_five", "Ola is five by then"),
])  # fmt: skip
def test_a_day_that_cannot_be(on, kind, words):
    with pytest.raises(Denied, match=words):
        check_date(FACTS, on, kind, first_name="Ola")


def test_a_day_that_can_be():
    check_date(FACTS, D(2026, 12, 9), "under_five", first_name="Ola")
    check_date(FACTS, D(2026, 5, 1), "annual", first_name="Ola")


@pytest.mark.parametrize("on,today,wanted", [
    (D(2027, 1, 26), D(2026, 11, 23), D(2027, 1, 5)),
    (D(2027, 1, 20), D(2026, 11, 23), D(2026, 12, 18)),
    (D(2026, 12, 9), D(2026, 11, 23), D(2026, 11, 30)),
    (D(2026, 12, 9), D(2026, 12, 4), D(2026, 12, 6)),
    (D(2026, 12, 9), D(2026, 12, 8), D(2026, 12, 8)),
])  # fmt: skip
def test_advice_is_asked_for_a_week_before_the_papers_or_as_soon_as_can_be(on, today, wanted):
    assert advice_by(on, today, TERMS) == wanted
