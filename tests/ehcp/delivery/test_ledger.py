"""The ledger read from the tables, against sums worked out by hand, and how many questions it asks."""

import datetime as dt

import pytest

from apdr.models import ProvisionPupil
from core.calendar.dates import Span
from core.schools.actions import add_term
from ehcp.delivery import ledger as book
from ehcp.delivery import queries
from ehcp.enums import VersionKind
from register import actions as register
from tests.apdr import house
from tests.ehcp.delivery import made
from tests.roles import seeing

pytestmark = pytest.mark.django_db
AUTUMN = Span(dt.date(2026, 9, 2), dt.date(2026, 12, 18))
MONDAY = dt.date(2026, 11, 16)  # to Fri 13 Nov ten weeks with a school day, half term closed
NINE = dt.time(9)


@pytest.fixture
def run(cast, pupil, line):
    """F1 is given on Mondays and Wednesdays at nine, 30 minutes, from 7 September."""
    made_run = house.provision(
        by=cast.senco, pupils=[pupil], adults=[cast.ta], minutes=30, slots=((1, NINE), (3, NINE))
    )
    made.linked(line, made_run, cast.senco)
    return made_run


def test_a_term_by_hand(cast, pupil, plan, line, run):
    # Asked: 10 weeks at 90 minutes, 900. The timetable holds nine weeks from 7 Sep at 60 minutes: 540, so 360 stand on none.
    # Written down: Mon 7 Sep came, 30; Mon 14 Sep away; Mon 21 Sep the adult was away. The other fifteen nobody wrote down.
    house.session(run, dt.date(2026, 9, 7), by=cast.ta, minutes=30)
    house.session(
        run, dt.date(2026, 9, 14), by=cast.ta, minutes=30, marks={pupil: ("absent", "away", 0, None)}
    )
    house.session(
        run, dt.date(2026, 9, 21), by=cast.ta, minutes=0, held=False, not_held_why="no_adult", marks={}
    )
    house.session(run, dt.date(2026, 11, 16), by=cast.ta, minutes=30)  # of the running week: not yet counted
    held = book.plan_ledger(plan, AUTUMN, MONDAY)
    assert held.counted == Span(AUTUMN.start, dt.date(2026, 11, 13))
    (one,) = book.ledger(plan, AUTUMN, MONDAY)
    assert (one.sum.specified, one.sum.delivered, one.sum.short) == (900, 30, 870)
    assert (one.sum.missed, one.sum.unrecorded, one.sum.not_planned) == (
        {"away": 30, "no_adult": 30},
        450,
        360,
    )
    assert held.total.percent == 3


def test_sessions_of_other_children_and_after_leaving_do_not_count(cast, pupil, plan, run):
    ProvisionPupil.objects.create(school=cast.oakfield, provision=run, pupil=cast.own.pupil, start=run.start)
    ProvisionPupil.objects.filter(provision=run, pupil=pupil).update(end=dt.date(2026, 9, 18))
    for on in (dt.date(2026, 9, 7), dt.date(2026, 9, 21)):
        house.session(run, on, by=cast.ta, minutes=30)
    (one,) = book.ledger(plan, AUTUMN, MONDAY)
    assert one.sum.delivered == 30


def test_amended_plan_counts_from_its_date_and_the_past_term_by_what_held_then(cast, plan, line, run):
    add_term(school=cast.oakfield, name="Spring", start=dt.date(2027, 1, 4), end=dt.date(2027, 3, 25))
    amended = made.version_of(plan, cast.senco, dt.date(2027, 2, 1), VersionKind.AMENDED)
    made.line_of(amended, 60, 2, "week")
    spring = Span(dt.date(2027, 1, 4), dt.date(2027, 3, 25))
    now = book.plan_ledger(plan, spring, dt.date(2027, 2, 15))
    assert (now.version, now.counted.start) == (amended, dt.date(2027, 2, 1))
    assert [one.sum.specified for one in now.lines] == [240]  # two weeks at two hours
    past = book.plan_ledger(plan, AUTUMN, dt.date(2027, 2, 15))
    assert (past.version.number, past.counted) == (1, AUTUMN)
    assert [one.sum.specified for one in past.lines] == [90 * 15]


def test_plan_that_ended_or_was_not_checked_owes_nothing_more(cast, pupil, plan, version, line):
    plan.ceased_on = dt.date(2026, 9, 25)
    plan.save()
    (one,) = book.ledger(plan, AUTUMN, MONDAY)
    assert one.sum.specified == 4 * 90  # weeks of 31 Aug, 7, 14 and 21 Sep
    version.checked_at = version.checked_by = None
    version.save()
    held = book.plan_ledger(plan, AUTUMN, MONDAY)
    assert (held.version, held.lines) == (None, ())


def test_line_that_does_not_say_how_much_is_told_and_not_counted(cast, plan, version, line):
    made.line_of(version, None, None, "")
    whole = book.plan_ledger(plan, AUTUMN, MONDAY).total
    assert (whole.specified, whole.open_lines) == (900, 1)


def test_times_to_choose_are_terms_that_have_begun_and_school_years(cast, pupil):
    add_term(school=cast.oakfield, name="Spring term", start=dt.date(2027, 1, 4), end=dt.date(2027, 3, 25))
    found = book.times_to_choose(cast.oakfield, MONDAY)
    assert [(one.key, one.label) for one in found] == [
        ("2026-09-02", "Autumn 2026"), ("year", "2026/27"), ("last-year", "2025/26")
    ]  # fmt: skip
    assert book.chosen_time(cast.oakfield, "nonsense", MONDAY)[0].key == "2026-09-02"


def plans(school, by, count: int) -> None:
    """Plans of that many new pupils, each with a line that is given and one that nobody gives."""
    klass = register.find_or_create_class(school=school, name="2 Yew", academic_year=2026, year_group="2")
    given = [{"legal_first": f"Child{n}", "legal_last": "Vale", "born": dt.date(2019, 3, 4), "year_group": "2",
              "school_class": klass} for n in range(count)]  # fmt: skip
    for pupil in register.add_pupils(school=school, by=by, at=house.AT, pupils=given):
        version = made.version_of(made.plan_of(pupil, by), by)
        line = made.line_of(version)
        made.line_of(version, 10, 1, "day")
        made.linked(line, house.provision(by=by, pupils=[pupil], adults=[by]), by)


@pytest.mark.parametrize("count", [1, 3, 40])
def test_list_of_all_plans_asks_the_same_whatever_their_number(cast, count, django_assert_num_queries):
    school, senco = cast.riverside, cast.riverside_senco
    with seeing(school, actor=senco):
        plans(school, senco, count)
        assert senco.roles_at(school.pk)  # known by now, as within a request
        with django_assert_num_queries(20):
            rows = book.school_rows(school, senco, AUTUMN, MONDAY)
    assert len(rows) == count
    assert {(row.undelivered, row.unread, row.readers) for row in rows} == {(1, ("Amy Holt",), 1)}
    assert {row.ledger.total.specified for row in rows} == {990 + 530}  # eleven weeks, no half term here


@pytest.mark.parametrize("count", [1, 3])
def test_one_ledger_and_one_week_ask_the_same_whatever_they_hold(
    cast, plan, version, count, django_assert_num_queries
):
    for _line in range(count):
        run = house.provision(by=cast.senco, pupils=[plan.pupil], adults=[cast.ta])
        made.linked(made.line_of(version), run, cast.senco)
    with django_assert_num_queries(15):
        assert len(book.ledger(plan, AUTUMN, MONDAY)) == count
    with django_assert_num_queries(7):
        queries.contents([version], MONDAY)
