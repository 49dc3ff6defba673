"""Why a date is that date, in words, against sentences written by hand."""

import datetime as dt

import pytest

from core.calendar.dates import SchoolDays, Span
from ehcp.clock import PlanFacts, assessment_clock, plan_clock
from ehcp.rules import present, words
from ehcp.statute import PHASES, RULES, deadlines, phase_transfer

TODAY = dt.date(2025, 12, 10)
DAYS = SchoolDays(
    [Span(dt.date(2025, 9, 3), dt.date(2025, 12, 19)), Span(dt.date(2026, 1, 5), dt.date(2026, 7, 17))],
    [Span(dt.date(2026, 2, 16), dt.date(2026, 2, 20)), Span(dt.date(2026, 3, 30), dt.date(2026, 4, 10))],
)


def day(words: str) -> dt.date:
    return dt.date.fromisoformat(words)


def told(name: str, **facts: str) -> dict:
    found = {one.name: one for one in deadlines({key: day(value) for key, value in facts.items()}, days=DAYS)}
    return present.explained(found[name], TODAY, days=DAYS)


# name of the rule, what started it, and how the date was counted
COUNTED = [
    ("notice_by", {"meeting": "2026-01-20"},
     "Counted from the meeting on Tue 20 Jan 2026, two weeks before. Weekends and holidays count."),
    ("review_complete_by", {"last_decision": "2026-04-01"},
     "Counted from the local authority’s last decision on Wed 1 Apr 2026, twelve months of which that day is the first. Weekends and holidays count."),
    ("meeting_latest", {"plan_made": "2025-03-14"},
     "Counted from the making of the plan on Fri 14 Mar 2025, twelve months of which that day is the first, less four weeks. Weekends and holidays count."),
    ("parent_comments_until", {"amendment_notice": "2026-02-10"},
     "Counted from the serving of the amendment notice on Tue 10 Feb 2026, 15 days of which that day is the first. Weekends and holidays count."),
    ("school_response_by", {"draft_received": "2026-03-02"},
     "Counted from the receipt of the draft on Mon 2 Mar 2026, 15 days after. Weekends and holidays count."),
    ("transfer_by", {"move_known": "2026-03-30"},
     "Counted from the old local authority’s learning of the move on Mon 30 Mar 2026, 15 working days after. Weekends and bank holidays do not count here."),
    ("appeal_by", {"decision_letter": "2026-12-31"},
     "Counted from the letter with the decision on Thu 31 Dec 2026, two months after. Weekends and holidays count."),
]  # fmt: skip


@pytest.mark.parametrize("name,facts,sentence", COUNTED)
def test_how_a_date_was_counted_is_told(name, facts, sentence):
    assert told(name, **facts)["counted"] == sentence


# the meeting, the target of its notice and why the target is earlier
EARLIER = [
    ("2026-01-12", "Fri 19 Dec 2025 (in 9 days)", "the last school day before the Christmas holiday"),
    ("2026-04-20", "Fri 27 Mar 2026 (in 107 days)", "the last school day before the Easter holiday"),
    ("2026-03-04", "Fri 13 Feb 2026 (in 65 days)", "the last school day before half term"),
    ("2026-05-18", "Fri 1 May 2026 (in 142 days)", "the last school day before the early May bank holiday"),
    ("2026-02-07", "Fri 23 Jan 2026 (in 44 days)", "the last school day before the weekend"),
    ("2026-01-20", "", ""),
]


@pytest.mark.parametrize("meeting,target,why", EARLIER)
def test_target_tells_why_it_is_earlier(meeting, target, why):
    found = told("notice_by", meeting=meeting)
    assert (found["target_in"], found["target_why"]) == (target, why)


# today, the day on which it was done, and the chip: the law is Mon 29 Dec 2025, the aim Fri 19 Dec 2025
STANDING = [
    ("2025-11-20", None, ("due", "Due")), ("2025-12-10", None, ("soon", "Due soon")), ("2025-12-22", None, ("soon", "Past our aim")),
    ("2025-12-30", None, ("late", "Late")), ("2026-01-05", "2025-12-29", ("done", "Done Mon 29 Dec 2025")),
    ("2026-01-05", "2025-12-30", ("late", "Done 1 day late")),
]  # fmt: skip


@pytest.mark.parametrize("today,done,chip", STANDING)
def test_chip_follows_the_law_and_warns_by_the_aim(today, done, chip):
    notice = next(iter(deadlines({"meeting": day("2026-01-12")}, days=DAYS)))
    found = present.due_of(notice, day(today), day(done) if done else None)
    assert (found.key, found.word) == chip


def test_no_aim_is_told_for_a_date_of_others_and_a_working_day_beyond_the_terms_that_are_known():
    meeting = {one.name: one for one in deadlines({"meeting": day("2026-01-12")}, days=DAYS)}
    assert present.explained(meeting["la_decision_by"], TODAY, days=DAYS)["target"] == ""
    (late,) = (one for one in deadlines({"meeting": day("2026-10-12")}, days=DAYS) if one.name == "notice_by")
    assert late.date == late.target == day("2026-09-28")  # a Monday; the terms that are known end in July
    assert present.explained(late, day("2026-09-01"), days=DAYS)["target"] == ""
    assert present.due_of(late, day("2026-09-01")).key == "due"


def test_time_that_parents_have_is_open_until_it_is_over():
    (comments,) = (
        one
        for one in deadlines({"amendment_notice": day("2026-02-10")})
        if one.name == "parent_comments_until"
    )
    chips = [present.due_of(comments, day(today)).word for today in ("2026-02-24", "2026-02-25")]
    assert chips == ["Open", "Over"]


def test_change_of_phase_says_that_the_law_names_the_day_and_for_whom():
    sure, perhaps = (present.explained(phase_transfer(year, 2026), TODAY) for year in ("6", "2"))
    assert sure["counted"].startswith("The law names the day: before Mon 15 Feb 2027")
    assert perhaps["counted"].endswith("Only for a child whose school ends with this year.")


def test_box_tells_the_clock_of_the_design():
    facts = PlanFacts(
        plan_made=day("2024-01-20"),
        last_meeting=day("2025-12-18"),
        last_decision=day("2026-01-16"),
        meeting=day("2026-12-09"),
    )
    box = present.clock_box(plan_clock(facts, today=TODAY), la="Herts")
    assert box["sentences"] == [
        "Herts decided the last review on Fri 16 Jan 2026, so this one is complete by Fri 15 Jan 2027.",
        "Herts has four weeks to decide after the meeting, so it is no later than Fri 18 Dec 2026.",
        "Some councils count from the last meeting instead: by that it is complete by Thu 17 Dec 2026.",
        "The meeting is on Wed 9 Dec 2026: notice and advice reach everybody by Wed 25 Nov 2026, the report by Wed 23 Dec 2026.",
        "Herts decides by Wed 6 Jan 2027. If the plan is amended, the new one is issued by Wed 3 Mar 2027.",
    ]
    assert box["small"].startswith(
        "Weekends and holidays count. Children and Families Act 2014, s.44(1); Code of practice 9.169"
    )
    asked = present.clock_box(assessment_clock(requested=day("2026-01-05"), draft_received=day("2026-03-02")))
    assert (
        asked["sentences"][-1]
        == "The draft reached the school on Mon 2 Mar 2026: it answers by Tue 17 Mar 2026."
    )


def test_every_rule_has_a_title_words_and_one_place_on_the_page():
    listed = [rule["anchor"] for topic in present.all_rules() for rule in topic["rules"]]
    assert sorted(listed) == sorted({words.anchor_of(rule) for rule in (*RULES, *PHASES)})
    assert len(listed) == len(RULES) + len(PHASES)
    assert {rule.name for rule in RULES} | {"phase_transfer_by"} == set(words.TITLES)
    assert {name for rule in RULES for name in rule.starts} == set(words.FACTS)
