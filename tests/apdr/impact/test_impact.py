"""What works here: the rows of a small school, counted by hand, and its pages."""

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from apdr.impact import present, queries
from apdr.models import Provision
from apdr.spans import year_span
from register import actions as register
from register.queries import needs_of
from tests.apdr import house
from tests.cast import AT
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 16)
YEAR = year_span(2026)
MONDAYS = [house.START + dt.timedelta(weeks=week) for week in range(7)]  # up to half-term


@pytest.fixture
def school(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        Provision.objects.filter(school=cast.oakfield).delete()
        yield cast.oakfield


def children(cast, count: int):
    more = register.add_pupils(school=cast.oakfield, by=cast.senco, at=AT, pupils=[
        {"legal_first": f"Child {n}", "legal_last": "Group", "born": dt.date(2018, 1, 1), "year_group": "3",
         "school_class": cast.own.pupil.school_class} for n in range(count - 1)])  # fmt: skip
    return [cast.own.pupil, *more]


def ended(cast, pupils, measures, given: int = 7, name: str = "Talk for Learning", **more):
    """A run from 7 Sep to 19 Oct, seven Mondays, of which `given` were recorded; measures are (entry, exit) in order."""
    made = house.provision(by=cast.senco, adults=[cast.ta], pupils=pupils, end=MONDAYS[-1], state="ended",
                           what=house.intervention(cast.oakfield, name), **more)  # fmt: skip
    for on in MONDAYS[:given]:
        house.session(made, on, by=cast.ta)
    for place, (entry, leaving) in zip(made.pupils.order_by("pk"), measures, strict=False):
        place.entry_value, place.entry_on = entry, None if entry is None else made.start
        place.exit_value, place.exit_on = leaving, None if leaving is None else made.end
        place.save()
    return made


def only(cast, **more):
    (found,) = queries.results(cast.oakfield, cast.head, YEAR, TODAY, **more)
    return found


def test_figures_of_an_intervention_by_hand(cast, school):
    # Six children, seven Mondays planned, six given: 36 of 42 sessions, 86 % of the time.
    # Progress +4, +2, 0, +6, +3 and one child not measured on leaving: 15 points over five, 3 each on average; four of
    # five moved on. Each session of 15 minutes costs £3.75 together: 6 x £3.75 = £22.50 and materials £40.00: £62.50,
    # £10.42 a child. The five measured cost 5/6 of it, £52.08: £3.47 a point.
    found_with = [(10, 14), (10, 12), (10, 10), (10, 16), (10, 13), (10, None)]
    ended(cast, children(cast, 6), found_with, given=6)
    found = only(cast)
    assert (found.runs, found.children, found.dosage.sessions_had, found.dosage.sessions_planned) == (
        1,
        6,
        36,
        42,
    )
    assert found.dosage.percent == 86
    assert found.mean_progress == 3 and len(found.measured) == 5
    assert found.verdict == "worked" and present.why(found) == "4 of the 5 children measured moved on"
    assert found.cost_a_child == Fraction(6250, 6)
    assert found.cost_a_point == Fraction(6250 * 5, 6) / 15
    row = present.row(found, school, queries_choice())
    assert row["given"] == {"percent": "86 %", "sessions": "36 of 42 sessions"}
    assert row["progress"]["mean"] == "+3 points" and row["cost"] == {"child": "£10", "point": "£3.47 for each +1"}  # fmt: skip


def queries_choice():
    from apdr.spans import choices

    return choices([], TODAY)[0]


def test_the_same_is_not_judged_when_little_of_it_was_given(cast, school):
    ended(cast, children(cast, 6), [(10, 14)] * 6, given=4)  # 4 of 7: 57 %
    found = only(cast)
    assert found.verdict == "not_delivered"
    # nobody wrote the other three down: that is what to put right
    assert present.why(found) == "too few sessions are written down: cannot be judged"


def test_few_children_are_no_trend(cast, school):
    ended(cast, children(cast, 3), [(10, 20)] * 3)
    found = only(cast)
    assert (found.verdict, present.why(found)) == ("too_few", "only 3 children: no trend")
    row = present.row(found, school, queries_choice())
    assert row["progress"]["mean"] == "" and row["cost"]["point"] == ""
    assert present.whom_table(queries.for_whom([found], "year"), "year", 5)["rows"] == [
        ["Year 3", "only 2", "–", "too few to say"], ["Year 4", "only 1", "–", "too few to say"],
    ]  # fmt: skip


def test_child_who_had_it_twice_is_one_child(cast, school):
    pupils = children(cast, 5)
    ended(cast, pupils, [(10, 8)] * 5)  # worse by 2
    ended(cast, pupils, [(8, 14)] * 5)  # better by 6: together better by 4
    found = only(cast)
    assert (found.children, found.runs, len(found.starts)) == (5, 2, 10)
    assert (found.seen.measured, found.seen.moved, found.verdict) == (5, 5, "worked")


def test_lower_is_better_where_the_measure_says_so(cast, school):
    what = house.intervention(school, "Calm corner", measure="Times a day", higher_is_better=False)
    ended(cast, children(cast, 5), [(9, 4)] * 5, name=what.name)
    assert only(cast).mean_progress == 5


def test_targets_and_ratings_stand_beside(cast, school):
    pupils = children(cast, 5)
    made = house.provision(by=cast.senco, adults=[cast.ta], pupils=pupils, end=MONDAYS[-1], state="ended")
    for on, rating in zip(MONDAYS, (1, 1, 2, 2, 3, 4, 4), strict=True):
        house.session(made, on, by=cast.ta, marks=dict.fromkeys(pupils, ("came", "", 15, rating)))
    place = made.pupils.get(pupil=cast.own.pupil)
    place.target = cast.own.shared.targets.get()
    place.save()
    found = only(cast)
    assert found.ratings == (1, 4) and dict(found.targets) == {"met": 1}
    assert (found.seen.measured, found.verdict) == (1, "too_few")
    assert present.why(found) == "only 1 of 5 children measured: no trend"


def test_for_whom_by_area_counts_children_once(cast, school):
    pupils = children(cast, 5)
    ended(cast, pupils, [(1, 2)] * 5)
    ended(cast, pupils, [(2, 1)] * 5, name="Second")
    areas = {row.key: row for row in queries.for_whom(queries.results(school, cast.head, YEAR, TODAY), "area")}  # fmt: skip
    assert needs_of(cast.own.pupil)[0].code == "SLCN"
    assert areas["communication"].children == 1 and (areas["communication"].measured, areas["communication"].moved) == (2, 1)  # fmt: skip
    assert areas[""].children == 4


def test_year_group_is_that_of_the_time():
    assert queries.year_then("4", dt.date(2025, 10, 1), TODAY) == "3"
    assert queries.year_then("R", dt.date(2025, 10, 1), TODAY) == "N2"
    assert queries.year_then("", TODAY, TODAY) == queries.year_then("N1", dt.date(2025, 10, 1), TODAY) == ""


def test_pages_say_what_was_given_beside_every_verdict(cast, school):
    ended(cast, children(cast, 6), [(10, 14)] * 6)
    ended(cast, [cast.other.pupil], [(10, 14)], name="Alone")
    page = cast.client_for("head").get("/oakfield/impact/").content.decode()
    assert "Worked for most" in page and "100 %" in page and "42 of 42 sessions" in page
    assert "only 1 child: no trend" in page and "Leo Brandt" not in page
    what = house.intervention(school, "Talk for Learning")
    one = cast.client_for("trust_lead").get(f"/oakfield/impact/{what.reference}/").content.decode()
    assert "Maya Abara" in one and "42 of 42 sessions" in one
    assert cast.client_for("head").get(f"/oakfield/impact/{what.reference}/?span=last").status_code == 200
    senco = cast.client_for("senco")
    leads = dict(re.findall(r'<(a|form method="post")[^>]* (?:href|action)="(/oakfield/interventions/[^"]*)"',
                            senco.get(f"/oakfield/impact/{what.reference}/").content.decode()))  # fmt: skip
    assert senco.get(leads["a"]).status_code == 200  # adapt it
    assert senco.post(leads['form method="post"']).status_code == 302  # offer it no more
    with seeing(school):
        assert house.intervention(school, "Talk for Learning").retired_on
    book = load_workbook(BytesIO(cast.client_for("senco").get("/oakfield/impact/export.xlsx").content))
    rows = {row[0]: row for row in book.active.values}
    assert rows["Talk for Learning"][2] == "Worked for most" and rows["Talk for Learning"][8] == 100
    assert rows["Alone"][2:4] == ("Too few to say", "only 1 child: no trend") and not rows["Alone"][11]


def test_no_child_of_another_school_counts(cast, school):
    with seeing(cast.hillcrest, actor=cast.foreign_senco):
        house.provision(by=cast.foreign_senco, pupils=[cast.foreign.pupil])
    assert queries.results(school, cast.head, YEAR, TODAY) == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, school, count):
    for number in range(count):
        ended(cast, children(cast, 2), [(Decimal(1), 2)] * 2, name=f"Programme {number}")
    what = house.intervention(school, "Programme 0")
    assert queries_of(cast.client_for("head"), "/oakfield/impact/") == 14
    assert queries_of(cast.client_for("head"), f"/oakfield/impact/{what.reference}/") == 16
