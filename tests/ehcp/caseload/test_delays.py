"""The delay ledger against days worked by hand: the authority's and the school's own."""

import datetime as dt

import pytest

from core.calendar.dates import Span
from ehcp.caseload import delays
from ehcp.caseload.delays import Asked
from ehcp.enums import AssessmentState, LaDecision, ReviewState, Served, VersionKind
from ehcp.statute import Owner
from tests.ehcp.caseload.made import (
    assessment_of,
    plan_of,
    pupil_in,
    review_of,
    served,
    two_invited,
    version_of,
)
from tests.roles import seeing

pytestmark = pytest.mark.django_db
D = dt.date
TODAY = D(2026, 6, 1)


@pytest.fixture
def told(cast):
    """Riverside, where nothing else is kept; somebody in Year 6, so that nobody changes phase after Year 4."""
    with seeing(cast.riverside, actor=cast.riverside_senco):
        pupil_in(cast.riverside, cast.riverside_senco, first="Vera", last="Top", klass="6 Yew", year="6")
        yield cast.riverside, cast.riverside_senco


def reviewed(school, by, **more):
    """Notice a day late for one of two, papers never sent round, report two days late, decision thirteen, final open."""
    plan = plan_of(pupil_in(school, by), by, D(2025, 3, 14))
    known = {"state": ReviewState.COMPARED, "decision": LaDecision.AMEND, "decided_on": D(2026, 3, 2),
             "amendment_notice_on": D(2026, 3, 2)} | more  # fmt: skip
    review = review_of(plan, by, D(2026, 1, 20), **known)
    parent, officer = two_invited(review)
    served(parent, Served.NOTICE, D(2026, 1, 6), by)
    served(officer, Served.NOTICE, D(2026, 1, 7), by)
    served(parent, Served.PACK, D(2026, 1, 6), by)
    for one in (parent, officer):
        served(one, Served.REPORT, D(2026, 2, 5), by)
    return review


def assessed(school, by):
    return assessment_of(
        pupil_in(school, by, first="Samir", last="Haddad"), by, AssessmentState.ASSESSING, requested_on=D(2026, 1, 5),
        decided_on=D(2026, 2, 20), exemption="away", exemption_why="Six weeks abroad",
    )  # fmt: skip


def found(told, today=TODAY):
    school, by = told
    return {(one.of, one.key): one for one in delays.ledger(school, by, today).duties}


def test_every_duty_of_a_review_says_how_late_it_was(told):
    reviewed(*told)
    duties = found(told)
    assert {key: (one.owner, one.law.date, one.done_on, one.state, one.days) for (_, key), one in duties.items()} == {
        "notice": (Owner.SCHOOL, D(2026, 1, 6), D(2026, 1, 7), "late_done", 1),
        "pack": (Owner.SCHOOL, D(2026, 1, 6), None, "missed", None),
        "meeting": (Owner.SCHOOL, D(2026, 2, 13), D(2026, 1, 20), "done", 0),
        "report": (Owner.HEAD, D(2026, 2, 3), D(2026, 2, 5), "late_done", 2),
        "decision": (Owner.LA, D(2026, 2, 17), D(2026, 3, 2), "late_done", 13),
        "complete": (Owner.LA, D(2026, 3, 13), D(2026, 3, 2), "done", 0),
        "final": (Owner.LA, D(2026, 4, 27), None, "late", 35),
    }  # fmt: skip
    assert duties["review", "pack"].missing == ("Ms Lee",)


def test_duties_of_an_assessment_carry_the_exemption_that_was_claimed(told):
    assessed(*told)
    duties = found(told)
    assert {key: (one.state, one.days) for (_, key), one in duties.items()} == {
        "decide": ("late_done", 4),  # by Mon 16 Feb
        "final": ("late", 7),  # by Mon 25 May, a bank holiday: the date stands
    }
    assert "four weeks or more" in duties["assessment", "final"].exemption
    assert duties["assessment", "final"].exemption_why == "Six weeks abroad"


def test_a_plan_that_nobody_has_set_a_meeting_for_tells_against_the_school_first(told):
    school, by = told
    plan_of(pupil_in(school, by), by, D(2025, 3, 14))
    duties = found(told, D(2026, 3, 20))
    assert {key: (one.owner, one.days) for (_, key), one in duties.items()} == {
        "meeting": (Owner.SCHOOL, 35), "complete": (Owner.LA, 7),
    }  # fmt: skip


def test_a_change_of_phase_is_late_until_the_plan_is_amended(told):
    school, by = told
    plan = plan_of(pupil_in(school, by, year="6"), by, D(2025, 6, 2))
    review = review_of(plan, by, D(2026, 1, 20), ReviewState.COMPARED, decision=LaDecision.AMEND,
                       decided_on=D(2026, 2, 10), amendment_notice_on=D(2026, 2, 10))  # fmt: skip
    assert found(told, D(2026, 2, 20))["plan", "transfer"].days == 6
    review.final = version_of(plan, by, VersionKind.AMENDED, D(2026, 3, 2))
    review.save()
    one = found(told, TODAY)["plan", "transfer"]
    assert (one.state, one.days, one.done_on) == ("late_done", 16, D(2026, 3, 2))


def test_nothing_is_held_against_the_authority_before_the_meeting_is_recorded(told):
    school, by = told
    review_of(plan_of(pupil_in(school, by), by, D(2025, 3, 14)), by, D(2026, 1, 20))
    assert {key for _, key in found(told)} == {"notice", "pack", "meeting", "complete"}


def test_a_review_called_off_and_a_plan_that_ended_owe_nothing_more(told):
    school, by = told
    plan = plan_of(pupil_in(school, by), by, D(2025, 3, 14), ceased_on=D(2026, 1, 1))
    review_of(plan, by, D(2025, 12, 1), ReviewState.CANCELLED)
    assert not found(told)


def test_totals_are_by_owner_and_hide_nothing_of_our_own(told):
    reviewed(*told)
    assessed(*told)
    school, by = told
    owed = delays.asked_for(
        delays.ledger(school, by, TODAY).duties, Asked(Span(D(2025, 9, 1), D(2026, 8, 31)))
    )
    assert [
        (one.owner, one.owed, one.late, one.open, one.missed, one.median, one.most) for one in delays.totals(owed)
    ] == [
        (Owner.LA, 5, 4, 2, 0, 10, 35),  # 13, 35, 4 and 7 days
        (Owner.SCHOOL, 3, 2, 0, 1, 1, 1),
        (Owner.HEAD, 1, 1, 0, 0, 2, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("asked", "keys"), [
    (Asked(who="school"), {"notice", "pack", "report"}),
    (Asked(who="authority", state="late"), {"final"}),
    (Asked(Span(D(2026, 2, 17), D(2026, 2, 17))), {"decision"}),
    (Asked(state="missed"), {"pack"}),
])  # fmt: skip
def test_ledger_is_narrowed(told, asked, keys):
    reviewed(*told)
    school, by = told
    owed = delays.asked_for(delays.ledger(school, by, TODAY).duties, asked)
    assert {one.key for one in delays.late_ones(owed, asked)} == keys


def test_dates_that_cannot_be_right_are_named_and_the_rest_is_told(told):
    school, by = told
    reviewed(*told)
    wrong = plan_of(pupil_in(school, by, first="Ivy", last="Odd"), by, D(2026, 3, 1))
    review_of(wrong, by, D(2026, 2, 1))
    book = delays.ledger(school, by, TODAY)
    assert [name for name, _ in book.troubled] == ["Ivy Odd"] and len(book.duties) == 7
