"""The steps of a review and of an assessment against days worked by hand (statutory-rules B1, B2, B10)."""

import datetime as dt

import pytest

from core.calendar.dates import SchoolDays, Span
from ehcp.enums import AssessmentState, LaDecision, ReviewKind, ReviewState, Served
from ehcp.facts import facts_of, plan_facts
from ehcp.models import AnnualReview, EhcPlan, NeedsAssessment
from ehcp.steps import ServedFact, assessment_steps, next_step, review_steps
from register.models import Pupil

D = dt.date
MADE = D(2025, 3, 14)
TERMS = SchoolDays([Span(D(2025, 9, 3), D(2025, 12, 19)), Span(D(2026, 1, 5), D(2026, 3, 27))])
ALL = ("Parent", "Officer")


def plan(**more) -> EhcPlan:
    pupil = Pupil(legal_first="Idris", legal_last="Rahman", born=D(2017, 11, 2), year_group="4")
    return EhcPlan(pupil=pupil, made_on=MADE, **more)


MEETING, TODAY = D(2026, 1, 20), D(2026, 1, 2)


def review(on=MEETING, state=ReviewState.DATED, pk=1, kind=ReviewKind.ANNUAL, **more) -> AnnualReview:
    return AnnualReview(pk=pk, on=on, state=state, kind=kind, dated_at=dt.datetime(2025, 11, 9), **more)


def served(notice=None, pack=None, report=None) -> dict[Served, ServedFact]:
    def fact(days):
        days = days or ()
        return ServedFact(2, tuple(zip(ALL, days, strict=False)), ALL[len(days) :])

    return {Served.NOTICE: fact(notice), Served.PACK: fact(pack), Served.REPORT: fact(report)}


def steps(one, serving=None, today=TODAY, reviews=None, of=None, **more):
    facts = facts_of(of or plan(), reviews or [one], review=one)
    return {step.key: step for step in review_steps(one, facts, serving=serving, today=today, **more)}


def test_law_and_aim_of_each_step():
    found = steps(review(on=D(2026, 1, 12)), served(), today=D(2025, 12, 1), days=TERMS)
    assert {key: (one.law.date, one.aim) for key, one in found.items() if one.law} == {
        "notice": (D(2025, 12, 29), D(2025, 12, 19)),
        "pack": (D(2025, 12, 29), D(2025, 12, 19)),
        "meeting": (D(2026, 2, 13), D(2026, 2, 13)),
        "report": (D(2026, 1, 26), D(2026, 1, 26)),
        "decision": (D(2026, 2, 9), D(2026, 2, 9)),
        "complete": (D(2026, 3, 13), D(2026, 3, 13)),
        "final": (D(2026, 4, 6), D(2026, 3, 27)),
    }


def test_two_clear_weeks_move_the_aim_alone():
    found = steps(review(), served(), today=D(2025, 12, 1), days=TERMS, clear_weeks=True)
    assert (found["notice"].law.date, found["notice"].aim) == (D(2026, 1, 6), D(2026, 1, 5))


def test_notice_on_the_last_day_is_in_time_and_a_day_later_is_late_for_good():
    in_time = steps(review(), served(notice=(D(2026, 1, 5), D(2026, 1, 6))), today=D(2026, 1, 8))["notice"]
    late = steps(review(), served(notice=(D(2026, 1, 6), D(2026, 1, 7))), today=D(2027, 1, 8))["notice"]
    assert (in_time.state, in_time.late_days, in_time.late_for) == ("done", 0, ())
    assert (late.state, late.late_days, late.late_for) == ("late_done", 1, (("Officer", D(2026, 1, 7)),))


def test_somebody_without_notice_is_named_and_missed_once_the_meeting_was_held():
    before = steps(review(), served(notice=(D(2026, 1, 6),)), today=D(2026, 1, 7))["notice"]
    after = steps(review(state=ReviewState.HELD), served(notice=(D(2026, 1, 6),)), today=D(2026, 1, 21))[
        "notice"
    ]
    assert (before.state, before.missing, before.late_days) == ("late", ("Officer",), 1)
    assert (after.state, after.missing) == ("missed", ("Officer",))


@pytest.mark.parametrize(
    ("state", "coming"),
    [
        (ReviewState.DATED, "notice"),
        (ReviewState.NOTICED, "pack"),
        (ReviewState.ASKED, "pack"),
        (ReviewState.CIRCULATED, "meeting"),
        (ReviewState.HELD, "report"),
        (ReviewState.REPORTED, "decision"),
    ],
)
def test_what_is_next_by_the_state_alone(state, coming):
    assert next_step(list(steps(review(state=state), today=D(2026, 1, 21)).values())).key == coming


def test_a_review_called_off_owes_nothing():
    assert not [one for one in steps(review(state=ReviewState.CANCELLED), served()).values() if one.is_open]


def test_a_late_decision_counts_calendar_days():
    one = review(
        state=ReviewState.DECIDED,
        decision=LaDecision.AMEND,
        decided_on=D(2026, 3, 2),
        amendment_notice_on=D(2026, 3, 2),
    )
    found = steps(one, served(), today=D(2026, 5, 1))
    assert (found["decision"].state, found["decision"].late_days) == ("late_done", 13)  # by 17 February
    assert (found["final"].law.date, found["final"].state, found["final"].late_days) == (
        D(2026, 4, 27), "late", 4,
    )  # fmt: skip


def test_kept_as_it_is_there_is_no_final_plan_to_wait_for():
    one = review(state=ReviewState.CLOSED, decision=LaDecision.KEEP, decided_on=D(2026, 2, 10))
    assert "final" not in steps(one, served())


def test_the_base_is_the_decision_before_and_extra_reviews_do_not_count():
    past = review(
        D(2026, 1, 20), ReviewState.CLOSED, pk=1, decision=LaDecision.KEEP, decided_on=D(2026, 2, 16)
    )
    extra = review(
        D(2026, 6, 1), ReviewState.CLOSED, pk=2, kind=ReviewKind.UNDER_FIVE,
        decision=LaDecision.KEEP, decided_on=D(2026, 6, 20),
    )  # fmt: skip
    now = review(D(2027, 1, 18), pk=3)
    facts = plan_facts(plan(), [now, extra, past])
    assert (facts.last_decision, facts.last_meeting, facts.meeting) == (
        D(2026, 2, 16),
        D(2026, 1, 20),
        D(2027, 1, 18),
    )
    assert steps(now, served(), reviews=[now, extra, past], today=D(2026, 9, 1))["complete"].law.date == D(
        2027, 2, 15
    )


def test_reviews_before_the_school_kept_them_here_are_the_first_base():
    facts = plan_facts(plan(before_meeting_on=D(2025, 12, 1), before_decision_on=D(2025, 12, 20)), [])
    assert (facts.last_meeting, facts.last_decision, facts.meeting) == (D(2025, 12, 1), D(2025, 12, 20), None)


def test_a_plan_that_is_not_made_has_no_review():
    with pytest.raises(ValueError, match="not made"):
        facts_of(EhcPlan(pupil=Pupil(born=D(2020, 1, 1))), [])


def assessment(state=AssessmentState.REQUESTED, **more) -> NeedsAssessment:
    return NeedsAssessment(state=state, **{"requested_on": D(2026, 1, 5), **more})


def keyed(one, today, **more):
    return {
        step.key: (step.law.date, step.state, step.late_days)
        for step in assessment_steps(one, today=today, **more)
    }


def test_steps_of_an_assessment_by_b10():
    assert keyed(assessment(), D(2026, 1, 20)) == {
        "decide": (D(2026, 2, 16), "wait", 0),
        "final": (D(2026, 5, 25), "wait", 0),
    }
    assert keyed(assessment(), D(2026, 2, 19))["decide"] == (D(2026, 2, 16), "late", 3)


def test_advice_and_the_answer_to_a_draft():
    one = assessment(
        AssessmentState.DRAFTED, decided_on=D(2026, 2, 16), advice_requested_on=D(2026, 2, 16),
        draft_received_on=D(2026, 3, 2),
    )  # fmt: skip
    found = keyed(one, D(2026, 3, 20), advice_sent_on=D(2026, 3, 31))
    assert found["advice"] == (D(2026, 3, 30), "late_done", 1)
    assert found["draft"] == (D(2026, 3, 17), "late", 3)


def test_a_refusal_ends_what_would_come_after_it():
    one = assessment(AssessmentState.NOT_ISSUED, decided_on=D(2026, 2, 10), refused_on=D(2026, 4, 29))
    assert keyed(one, D(2026, 6, 1)) == {
        "decide": (D(2026, 2, 16), "done", 0),
        "refuse": (D(2026, 4, 27), "late_done", 2),
        "final": (D(2026, 5, 25), "skipped", 0),
    }


def test_nothing_is_counted_before_the_request():
    assert assessment_steps(NeedsAssessment(), today=D(2026, 1, 1)) == []
