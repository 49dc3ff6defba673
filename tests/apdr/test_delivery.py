"""Dosage and cost of many places at once, read from the tables, against sums worked out by hand."""

import datetime as dt
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apdr.delivery import _places_of, _Run, by_pupil, places
from apdr.dosage import WeeklyTime
from apdr.models import ProvisionPupil
from core.calendar.dates import SchoolDays, Span
from core.schools.actions import add_closure
from tests.apdr import house
from tests.roles import seeing

MONDAY = dt.date(2026, 11, 16)
NOVEMBER = Span(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
UNCOUNTED = ("SAVEPOINT", "RELEASE", "SELECT set_config")


@pytest.fixture
def group(cast):
    """Maya and Leo on Mondays at nine for 20 minutes at £15 an hour, with £40 of materials."""
    with seeing(cast.oakfield, actor=cast.senco):
        yield house.provision(by=cast.senco, pupils=[cast.own.pupil, cast.other.pupil], adults=[cast.ta], minutes=20,
                              cost_hour=1500, materials=4000)  # fmt: skip


def of_run(cast, run, span=NOVEMBER, today=MONDAY):
    return {place.pupil: place for place in places(cast.oakfield, span, today, provisions=[run.pk])}


@pytest.mark.django_db
def test_month_of_a_group_by_hand(cast, group):
    # Mondays of November: 2, 9, 16, 23, 30. To the 16th three were planned, 60 minutes. On the 2nd both came; on the
    # 9th Leo was away; the 16th nobody wrote down; 23rd and 30th are ahead. A session costs 20/60 of £15 = £5, shared
    # by two: £2.50 each. Maya: had 40, cost £5. Leo: had 20, missed 20, cost £5 all the same. Ahead: two sessions, £5
    # each child. The run began in September, so the materials are not November's.
    maya, leo = cast.own.pupil, cast.other.pupil
    house.session(group, dt.date(2026, 11, 2), by=cast.ta, minutes=20)
    house.session(group, dt.date(2026, 11, 9), by=cast.ta, minutes=20,
                  marks={maya: ("came", "", 20, 3), leo: ("absent", "away", 0, None)})  # fmt: skip
    found = of_run(cast, group)
    told = {pupil: (p.dosage.planned, p.dosage.delivered, dict(p.dosage.missed), p.dosage.unrecorded, p.cost.spent, p.cost.ahead)
            for pupil, p in found.items()}  # fmt: skip
    assert told == {maya.pk: (60, 40, {}, 20, 500, 500), leo.pk: (60, 20, {"away": 20}, 20, 500, 500)}
    autumn = of_run(cast, group, Span(dt.date(2026, 9, 1), dt.date(2026, 12, 31)))
    assert [place.cost.materials for place in autumn.values()] == [2000, 2000]


@pytest.mark.django_db
def test_session_not_held_costs_nothing_and_says_why(cast, group):
    house.session(
        group, dt.date(2026, 11, 2), by=cast.ta, minutes=0, held=False, not_held_why="no_adult", marks={}
    )
    place = of_run(cast, group)[cast.own.pupil.pk]
    assert (place.cost.spent, place.dosage.missed) == (0, {"no_adult": 20})


@pytest.mark.django_db
def test_place_counts_from_its_first_to_its_last_day(cast, group):
    # Leo from the 9th to the 20th, and left the school on the 13th: one Monday, the 9th. Maya pays alone on the 2nd.
    leo = cast.other.pupil
    ProvisionPupil.objects.filter(provision=group, pupil=leo).update(
        start=dt.date(2026, 11, 9), end=dt.date(2026, 11, 20)
    )
    leo.left_on = dt.date(2026, 11, 13)
    leo.save(update_fields=["left_on"])
    for on in (dt.date(2026, 11, 2), dt.date(2026, 11, 9)):
        house.session(group, on, by=cast.ta, minutes=20)
    found = of_run(cast, group)
    assert (found[leo.pk].dosage.planned, found[leo.pk].cost.spent) == (20, 250)
    assert found[cast.own.pupil.pk].cost.spent == 500 + 250


@pytest.mark.django_db
def test_closure_and_end_of_term_plan_nothing(cast, group):
    add_closure(school=cast.oakfield, name="INSET", start=dt.date(2026, 11, 9), end=dt.date(2026, 11, 9))
    assert of_run(cast, group)[cast.own.pupil.pk].dosage.planned == 40
    after = Span(dt.date(2026, 12, 14), dt.date(2026, 12, 31))  # term ends on Fri 18 December
    assert of_run(cast, group, after, dt.date(2026, 12, 31))[cast.own.pupil.pk].dosage.planned == 20


@pytest.mark.django_db
def test_planned_and_dropped_provision_counts_nothing(cast, group):
    group.state = "planned"
    group.save(update_fields=["state"])
    assert of_run(cast, group) == {}


@pytest.mark.django_db
def test_overlapping_provision_adds_up_by_pupil(cast, group):
    other = house.provision(by=cast.senco, pupils=[cast.own.pupil], adults=[cast.ta], minutes=15, cost_hour=1200, materials=0,
                            what=house.intervention(cast.oakfield, "Sounds check"))  # fmt: skip
    for run, minutes in ((group, 20), (other, 15)):
        house.session(run, dt.date(2026, 11, 2), by=cast.ta, minutes=minutes)
    found = places(cast.oakfield, NOVEMBER, MONDAY, provisions=[group.pk, other.pk])
    dose, cost = by_pupil(found)[cast.own.pupil.pk]
    assert (dose.planned, dose.delivered, cost.delivered) == (60 + 45, 35, 250 + 300)


@pytest.mark.django_db
@pytest.mark.parametrize("more", [0, 2])
def test_reading_costs_six_queries(cast, group, more):
    for number in range(more):
        house.provision(by=cast.senco, pupils=[cast.own.pupil], adults=[cast.ta],
                        what=house.intervention(cast.oakfield, f"Club {number}"))  # fmt: skip
    with CaptureQueriesContext(connection) as captured:
        places(cast.oakfield, NOVEMBER, MONDAY)
    assert sum(not query["sql"].startswith(UNCOUNTED) for query in captured) == 7


TERM = Span(dt.date(2026, 9, 2), dt.date(2026, 12, 18))
DAYS = SchoolDays([TERM], [Span(dt.date(2026, 10, 26), dt.date(2026, 10, 30))])
days = st.dates(TERM.start, TERM.end)
placed = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
held = st.dictionaries(
    st.tuples(days, st.sampled_from([dt.time(9, 0), dt.time(10, 15)])), st.integers(0, 60), max_size=8
)


@given(st.lists(placed, min_size=1, max_size=5), held, st.integers(0, 5000), days)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
def test_shares_of_a_group_add_up_to_what_its_sessions_cost(spans, sessions, hour, today):
    run = _Run(TERM.start, TERM.end, hour, 3000, [WeeklyTime(1, dt.time(9, 0), 20, TERM.start, TERM.end)])
    run.places = [(number, number, start, end) for number, (start, end) in enumerate(spans)]
    run.sessions = {key: (n, 20, minutes, "") for n, (key, minutes) in enumerate(sessions.items())}
    found = _places_of(1, run, TERM, today, DAYS.days(TERM.start, TERM.end))
    shared = [
        minutes for (on, _), minutes in sessions.items() if any(start <= on <= end for start, end in spans)
    ]
    assert sum(place.cost.delivered for place in found) == sum(
        Fraction(minutes * hour, 60) for minutes in shared
    )
    assert sum(place.cost.materials for place in found) == 3000
    for place in found:
        dose = place.dosage
        assert dose.planned == dose.delivered - dose.extra + sum(dose.missed.values()) + dose.unrecorded
