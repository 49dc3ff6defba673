"""A day's list, what nobody wrote down, whom a reader may know of; as many queries for three as for one."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apdr.sessions import queries
from apdr.sessions.actions import record_session
from core.calendar.dates import Span
from core.schools.actions import add_closure
from tests.apdr import house
from tests.apdr.sessions.conftest import AT, MONDAY
from tests.roles import seeing

pytestmark = pytest.mark.django_db
NINE, TEN = dt.time(9, 0), dt.time(10, 15)
UNCOUNTED = ("SAVEPOINT", "RELEASE", "SELECT set_config")


def today(cast, who, **more):
    return queries.sessions_today(cast.oakfield, cast.people[who], MONDAY, **more)


def test_own_sessions_in_order_of_time(cast, run):
    house.provision(by=cast.senco, pupils=[cast.own.pupil], adults=[cast.ta], slots=[(1, dt.time(8, 45)), (2, NINE)],
                    what=house.intervention(cast.oakfield, "Sounds check"))  # fmt: skip
    house.provision(by=cast.senco, pupils=[cast.own.pupil], adults=[cast.teacher],
                    what=house.intervention(cast.oakfield, "Number club"))  # fmt: skip
    assert [(one.at, one.title, one.planned) for one in today(cast, "ta")] == [
        (dt.time(8, 45), "Sounds check", 15), (NINE, "Talk for Learning", 15)]  # fmt: skip


def test_time_without_an_adult_is_that_of_the_provisions_adults(cast, run):
    run.slots.update(adult=None)
    assert [one.title for one in today(cast, "ta")] == ["Talk for Learning"]
    run.slots.update(adult=cast.teacher)
    assert today(cast, "ta") == []


def test_nothing_is_planned_on_a_closed_day_or_outside_the_run(cast, run):
    assert today(cast, "ta")
    add_closure(school=cast.oakfield, name="Snow", start=MONDAY, end=MONDAY)
    assert today(cast, "ta") == []
    run.slots.update(end=dt.date(2026, 11, 9))
    days = queries.sessions_between(cast.oakfield, cast.ta, dt.date(2026, 11, 9), MONDAY)
    assert [one.on for one in days] == [dt.date(2026, 11, 9)]


def test_session_without_any_child_that_day_is_not_due(cast, run):
    run.pupils.update(end=dt.date(2026, 11, 13))
    assert today(cast, "ta") == []
    assert MONDAY not in [
        one.on for one in queries.unrecorded(cast.oakfield, cast.ta, MONDAY + dt.timedelta(days=1))
    ]


def test_names_are_told_to_who_delivers_or_may_open_the_record(cast, group):
    (one,) = today(cast, "ta")  # delivers
    assert [child.named for child in one.children] == [True, True]
    (one,) = [one for one in today(cast, "teacher", everyone=True) if one.title == "Talk for Learning"]
    assert {child.first: child.named for child in one.children} == {"Maya": True, "Leo": False}
    (one,) = [one for one in today(cast, "senco", everyone=True) if one.provision == group.pk]
    assert all(child.named for child in one.children)


def test_other_provision_is_not_a_tas_business(cast):
    with seeing(cast.oakfield, actor=cast.ta):
        house.provision(by=cast.senco, pupils=[cast.other.pupil], adults=[cast.teacher])
        assert "Talk for Learning" not in [one.title for one in today(cast, "ta", everyone=True)]


def test_recorded_session_stands_in_the_list_with_its_marks(cast, run):
    record_session(provision=run, on=MONDAY, at_time=NINE, by=cast.ta, at=AT,
                   marks=[{"pupil": cast.own.pupil, "came": "came", "rating": 3}])  # fmt: skip
    (one,) = today(cast, "ta")
    assert (one.complete, one.children[0].mark.rating, one.recorded.by_pk) == (True, 3, cast.ta.pk)


def test_unrecorded_of_the_last_days(cast, run):
    fortnight = [one.on for one in queries.unrecorded(cast.oakfield, cast.ta, MONDAY)]
    assert fortnight == [dt.date(2026, 11, 2), dt.date(2026, 11, 9)]
    record_session(
        provision=run, on=fortnight[0], at_time=NINE, by=cast.ta, at=AT, held=False, not_held_why="no_room"
    )
    assert [one.on for one in queries.unrecorded(cast.oakfield, cast.ta, MONDAY)] == fortnight[1:]
    assert queries.unrecorded(cast.oakfield, cast.teacher, MONDAY) == []
    since = queries.unrecorded(cast.oakfield, cast.senco, MONDAY, since=dt.date(2026, 11, 9), everyone=True)
    assert [one.on.day for one in since if one.reference == run.reference] == [9]


def test_childs_sessions_with_those_not_held(cast, run):
    for weeks, said in enumerate([{"held": False, "not_held_why": "no_adult"},
                                  {"marks": [{"pupil": cast.own.pupil, "came": "absent", "why": "away"}]}]):  # fmt: skip
        on = MONDAY - dt.timedelta(weeks=weeks)
        record_session(provision=run, on=on, at_time=NINE, by=cast.ta, at=AT, **said)
    found = [one for one in queries.sessions_of(cast.own.pupil) if one.provision == run.reference]
    assert [(one.on.day, one.not_held, bool(one.mark)) for one in found] == [
        (16, "no_adult", False),
        (9, "", True),
    ]


def counted(work) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return sum(not query["sql"].startswith(UNCOUNTED) for query in captured)


@pytest.mark.parametrize("more", [0, 2])
def test_lists_cost_the_same_for_three_as_for_one(cast, group, more):
    for number in range(more):
        run = house.provision(by=cast.senco, pupils=[cast.own.pupil, cast.other.pupil], adults=[cast.ta],
                              what=house.intervention(cast.oakfield, f"Club {number}"))  # fmt: skip
        record_session(
            provision=run, on=MONDAY, at_time=NINE, by=cast.ta, at=AT, held=False, not_held_why="event"
        )
    marks = [{"pupil": pupil, "came": "came"} for pupil in (cast.own.pupil, cast.other.pupil)]
    record_session(provision=group, on=MONDAY, at_time=NINE, by=cast.ta, at=AT, marks=marks)
    for user in (cast.ta, cast.teacher):
        _ = user.memberships
    assert counted(lambda: today(cast, "ta")) == 7
    assert counted(lambda: today(cast, "teacher", everyone=True)) == 8
    assert counted(lambda: queries.unrecorded(cast.oakfield, cast.ta, MONDAY)) == 5
    assert counted(lambda: queries.sessions_of(cast.own.pupil)) == 2


def test_half_term_divides_a_term():
    from apdr.sessions.pages import half_of

    term = Span(dt.date(2026, 9, 2), dt.date(2026, 12, 18))
    pause, inset = Span(dt.date(2026, 10, 26), dt.date(2026, 10, 30)), Span(MONDAY, MONDAY)
    first, second = Span(term.start, dt.date(2026, 10, 25)), Span(dt.date(2026, 10, 31), term.end)
    assert half_of(term, [inset], MONDAY) == term
    assert half_of(term, [inset, pause], MONDAY) == second
    assert (
        half_of(term, [pause], dt.date(2026, 10, 28)) == half_of(term, [pause], dt.date(2026, 9, 2)) == first
    )
