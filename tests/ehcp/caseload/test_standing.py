"""What is next for a plan or an assessment, by when, whose move: days worked by hand (statutory-rules B1, B2, B10)."""

import datetime as dt

import pytest

from core.calendar.dates import SchoolDays, Span
from ehcp.caseload.queries import Filter, counts, narrowed
from ehcp.caseload.standing import Ground, KnownDays, Turn, case_of_assessment, case_of_plan
from ehcp.caseload.terms import coming_term
from ehcp.enums import AssessmentState, LaDecision, ReviewKind, ReviewState
from ehcp.models import AnnualReview, EhcPlan, LocalAuthority, NeedsAssessment, PlanVersion
from register.models import Pupil

D = dt.date
MADE, TODAY = D(2025, 3, 14), D(2026, 1, 2)
TERMS = [
    Span(D(2025, 9, 3), D(2025, 12, 19)),
    Span(D(2026, 1, 5), D(2026, 3, 27)),
    Span(D(2026, 4, 13), D(2026, 7, 22)),
]
HERTS = LocalAuthority(name="Invented County Council")


def ground(today=TODAY, top_year="6") -> Ground:
    return Ground(today, KnownDays(SchoolDays(TERMS)), top_year)


def plan(year="4", made=MADE, **more) -> EhcPlan:
    pupil = Pupil(
        legal_first="Idris", legal_last="Rahman", born=D(2017, 11, 2), year_group=year, search="idris rahman"
    )
    return EhcPlan(pupil=pupil, made_on=made, authority=HERTS, **more)


MEETING = D(2026, 1, 20)


def review(on=MEETING, state=ReviewState.DATED, pk=1, **more) -> AnnualReview:
    more = {"kind": ReviewKind.ANNUAL} | more
    return AnnualReview(pk=pk, on=on, state=state, dated_at=dt.datetime(2025, 11, 9), **more)


def case(*reviews, today=TODAY, top_year="6", of=None):
    return case_of_plan(of or plan(), reviews, ground(today, top_year))


def short(one) -> tuple:
    return one.next, one.turn, one.law, one.aim


@pytest.mark.parametrize(("reviews", "today", "expected"), [
    # made Fri 14 Mar 2025: the meeting is no later than Fri 13 Feb 2026
    ([], TODAY, ("set_date", Turn.SCHOOL, D(2026, 2, 13), D(2026, 2, 13))),
    # notice is 14 days before Mon 12 Jan: Mon 29 Dec, the last school day before it is Fri 19 Dec
    ([review(D(2026, 1, 12))], D(2025, 12, 10), ("notice", Turn.SCHOOL, D(2025, 12, 29), D(2025, 12, 19))),
    ([review(D(2026, 1, 12))], D(2025, 12, 30), ("notice", Turn.SCHOOL, D(2025, 12, 29), D(2025, 12, 19))),
    ([review(state=ReviewState.ASKED)], TODAY, ("pack", Turn.SCHOOL, D(2026, 1, 6), D(2026, 1, 6))),
    ([review(state=ReviewState.CIRCULATED)], D(2026, 1, 19), ("meeting", Turn.SCHOOL, D(2026, 2, 13), D(2026, 2, 13))),
    # the day has passed and nobody has recorded it: the report is due two weeks after it
    ([review()], D(2026, 1, 21), ("record", Turn.SCHOOL, D(2026, 2, 3), D(2026, 2, 3))),
    ([review(state=ReviewState.HELD)], D(2026, 1, 21), ("report", Turn.SCHOOL, D(2026, 2, 3), D(2026, 2, 3))),
    ([review(state=ReviewState.REPORTED)], D(2026, 2, 1), ("decision", Turn.AUTHORITY, D(2026, 2, 17), D(2026, 2, 17))),
    # a meeting after the year was up: that is the longest late
    ([review(D(2026, 3, 20), ReviewState.REPORTED)], D(2026, 4, 1),
     ("complete", Turn.AUTHORITY, D(2026, 3, 13), D(2026, 3, 13))),
])  # fmt: skip
def test_what_is_next_for_a_plan(reviews, today, expected):
    assert short(case(*reviews, today=today)) == expected


AMENDING = {"decision": LaDecision.AMEND, "decided_on": D(2026, 2, 10), "amendment_notice_on": D(2026, 2, 10)}


@pytest.mark.parametrize(("state", "today", "expected"), [
    (ReviewState.DECIDED, D(2026, 2, 24), ("compare", Turn.SCHOOL, D(2026, 2, 24))),
    (ReviewState.COMPARED, D(2026, 2, 24), ("comment", Turn.PARENTS, D(2026, 2, 24))),
    (ReviewState.COMPARED, D(2026, 2, 25), ("final", Turn.AUTHORITY, D(2026, 4, 7))),
])  # fmt: skip
def test_amendments_are_compared_then_commented_on_then_the_authoritys(state, today, expected):
    assert short(case(review(state=state, **AMENDING), today=today))[:3] == expected


def test_a_decided_review_waits_to_be_closed_until_the_next_meeting_is_due():
    kept = review(state=ReviewState.DECIDED, decision=LaDecision.KEEP, decided_on=D(2026, 4, 1))
    one = case(kept, today=D(2026, 4, 2))
    # last decision Wed 1 Apr 2026: complete by Wed 31 Mar 2027, meeting no later than Wed 3 Mar 2027
    assert (one.next, one.turn, one.law, one.due) == ("close", Turn.SCHOOL, D(2027, 3, 3), D(2027, 3, 31))


def test_a_change_of_phase_comes_before_the_year_and_is_done_with_the_amended_plan():
    of = plan("6", made=D(2025, 6, 2))
    one = case(of=of)
    assert (one.law, one.transfer.law.date, one.transfer.done_on) == (D(2026, 2, 14), D(2026, 2, 14), None)
    amended = review(state=ReviewState.CLOSED, final=PlanVersion(pk=9, issued_on=D(2026, 2, 12)), **AMENDING)
    assert case(amended, of=of, today=D(2026, 2, 13)).transfer.done_on == D(2026, 2, 12)
    assert case(of=plan("2"), top_year="2").transfer and not case(of=plan("2"), top_year="6").transfer


def test_a_review_of_the_year_before_does_not_count_for_the_change_of_phase():
    early = review(D(2025, 6, 3), ReviewState.CLOSED, decision=LaDecision.KEEP, decided_on=D(2025, 6, 20))
    assert case(early, of=plan("6")).transfer.done_on is None


def test_dates_that_cannot_be_right_are_told_and_break_nothing():
    one = case(review(D(2025, 1, 6)))
    assert (one.stands, one.next) == ("trouble", "check") and "cannot be earlier than the plan" in one.trouble


def test_a_plan_that_is_not_made_waits_for_the_authority():
    one = case(of=plan(made=None))
    assert (one.stands, one.next, one.turn, one.law) == ("draft", "final", Turn.AUTHORITY, None)


def assessment(state, **more) -> NeedsAssessment:
    return NeedsAssessment(
        pupil=plan().pupil, authority=HERTS, state=state, **{"requested_on": D(2026, 1, 5)} | more
    )


A = AssessmentState


@pytest.mark.parametrize(("found", "today", "expected"), [
    (assessment(A.CONSIDERED, requested_on=None), TODAY, ("talk", Turn.SCHOOL, None)),
    (assessment(A.REQUESTED), D(2026, 1, 6), ("decide", Turn.AUTHORITY, D(2026, 2, 16))),
    (assessment(A.ASSESSING, decided_on=D(2026, 2, 16), advice_requested_on=D(2026, 2, 16)), D(2026, 3, 1),
     ("advice", Turn.SCHOOL, D(2026, 3, 30))),
    (assessment(A.DRAFTED, decided_on=D(2026, 2, 16), draft_received_on=D(2026, 3, 2)), D(2026, 3, 3),
     ("draft", Turn.SCHOOL, D(2026, 3, 17))),
    (assessment(A.ANSWERED, decided_on=D(2026, 2, 16), draft_received_on=D(2026, 3, 2), answered_on=D(2026, 3, 10),
                draft_served_on=D(2026, 3, 2)), D(2026, 3, 16), ("comment", Turn.PARENTS, D(2026, 3, 16))),
    (assessment(A.ANSWERED, decided_on=D(2026, 2, 16), draft_received_on=D(2026, 3, 2), answered_on=D(2026, 3, 10),
                draft_served_on=D(2026, 3, 2)), D(2026, 3, 17), ("final", Turn.AUTHORITY, D(2026, 5, 25))),
    (assessment(A.DECLINED, decided_on=D(2026, 2, 10)), D(2026, 2, 11), ("use_feedback", Turn.SCHOOL, None)),
])  # fmt: skip
def test_what_is_next_for_an_assessment(found, today, expected):
    assert short(case_of_assessment(found, ground(today)))[:3] == expected


def rows():
    """Late, due in 12 days with the authority, no date set, and far off."""
    return [
        case(review(D(2026, 1, 12)), today=D(2026, 2, 5), of=plan("5")),
        case(review(state=ReviewState.REPORTED), today=D(2026, 2, 5)),
        case(today=D(2026, 2, 5), of=plan(made=D(2025, 8, 1))),
        case_of_assessment(assessment(A.REQUESTED, requested_on=D(2026, 2, 1)), ground(D(2026, 2, 5))),
    ]


def test_late_comes_first_and_filters_narrow():
    today = D(2026, 2, 5)
    found = narrowed(rows(), Filter(), today)
    assert [one.law for one in found] == [D(2026, 1, 26), D(2026, 2, 17), D(2026, 3, 15), D(2026, 7, 3)]
    assert counts(rows(), today) == {"late": 1, "soon": 1, "authority": 2, "no_date": 1, "transfer": 0}
    assert [one.next for one in narrowed(rows(), Filter(show="no_date"), today)] == ["set_date"]
    assert [one.next for one in narrowed(rows(), Filter(turn="authority", down=True), today)] == [
        "decide",
        "decision",
    ]
    assert [one.pupil.year_group for one in narrowed(rows(), Filter(year="5"), today)] == ["5"]
    assert narrowed(rows(), Filter(q="Rahmán idris"), today) and not narrowed(
        rows(), Filter(q="Nowak"), today
    )


def test_reviews_due_next_term_with_the_day_on_which_the_list_is_owed():
    days, today = SchoolDays(TERMS), D(2025, 12, 1)
    due = [
        case(today=today),
        case(today=today, of=plan(made=D(2025, 5, 1))),
        case(of=plan("6", made=D(2025, 6, 2))),
    ]
    term = coming_term(due, days, today)
    assert (term.start, term.until, term.list_by) == (D(2026, 1, 5), D(2026, 4, 12), D(2025, 12, 22))
    assert [(one.by, one.moving) for one in term.due] == [(D(2026, 2, 14), True), (D(2026, 3, 13), False)]
    assert coming_term(due, SchoolDays(TERMS[:1]), today) is None
