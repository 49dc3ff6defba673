"""What provision costs and the hours that are funded, against examples worked by hand."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from apdr.models import FundingApplication, Provision
from apdr.money import actions, present, queries
from apdr.money.hours import Grant, funded
from apdr.spans import choices, year_span
from core.calendar.dates import SchoolDays, Span
from register import actions as register
from tests.apdr import house
from tests.cast import AT
from tests.overview.test_queries import queries_of
from tests.roles import seeing

TODAY = dt.date(2026, 11, 16)  # a Monday
YEAR = year_span(2026)
NINE = dt.time(9, 0)


@pytest.fixture
def school(cast):
    """Oakfield without provision or funding, closed for half-term in the last week of October."""
    with seeing(cast.oakfield, actor=cast.senco):
        Provision.objects.filter(school=cast.oakfield).delete()
        FundingApplication.objects.filter(school=cast.oakfield).delete()
        yield cast.oakfield


def mondays(count: int) -> list[dt.date]:
    return [house.START + dt.timedelta(weeks=week) for week in range(count)]


def group(cast, size: int, **more):
    """The pupil and more of the class in one group, taught by the TA, Mondays at 9 for 15 minutes."""
    others = register.add_pupils(school=cast.oakfield, by=cast.senco, at=AT, pupils=[
        {"legal_first": f"Child {n}", "legal_last": "Group", "born": dt.date(2018, 1, 1), "year_group": "4",
         "school_class": cast.own.pupil.school_class} for n in range(size - 1)])  # fmt: skip
    return house.provision(by=cast.senco, adults=[cast.ta], pupils=[cast.own.pupil, *others], **more)


@pytest.mark.django_db
def test_cost_of_one_pupil_by_hand(cast, school):
    # 15 minutes at £15.00 an hour are £3.75. Shared by 3: £1.25 a session for each child.
    # 10 sessions were recorded, one of them not held: 9 x £1.25 = £11.25. Materials £40.00 ÷ 3 = £13.33⅓. Spent £24.58⅓.
    # Still planned: Mondays after 16 Nov to 18 Dec: 23 and 30 Nov, 7 and 14 Dec: 4 x £1.25 = £5.00. Expected £29.58⅓.
    made = group(cast, 3)
    for number, on in enumerate(mondays(10)):
        if number == 4:
            house.session(made, on, by=cast.ta, minutes=0, held=False, not_held_why="no_adult", marks={})
        else:
            house.session(made, on, by=cast.ta)
    found = queries.cost_of(cast.own.pupil, YEAR, TODAY)
    assert found.cost.delivered == Fraction(1125)
    assert found.cost.materials == Fraction(4000, 3)
    assert found.cost.ahead == Fraction(500)
    assert present.exact(found.cost.expected) == "£29.58"
    (line,) = found.lines
    assert present.worked(line.place.given, line.run.cost_hour) == [
        "9 sessions of 15 minutes at £15.00 an hour, shared by 3: £11.25"
    ]
    assert present.worked(line.place.ahead, line.run.cost_hour) == [
        "4 sessions of 15 minutes at £15.00 an hour, shared by 3: £5.00"
    ]


@pytest.mark.django_db
def test_share_grows_when_a_child_leaves_the_group(cast, school):
    # Two share the first 2 sessions: £1.87½ each. One leaves after 14 Sep; the other has the third alone: £3.75.
    made = group(cast, 2, materials=0)
    gone = made.pupils.exclude(pupil=cast.own.pupil).get()
    gone.end = dt.date(2026, 9, 14)
    gone.save()
    for on in mondays(3):
        house.session(made, on, by=cast.ta)
    (line,) = queries.cost_of(cast.own.pupil, YEAR, dt.date(2026, 12, 18)).lines
    assert present.worked(line.place.given, 1500) == [
        "1 session of 15 minutes at £15.00 an hour, for this child alone: £3.75",
        "2 sessions of 15 minutes at £15.00 an hour, shared by 2: £3.75",
    ]
    assert line.place.cost.delivered == Fraction(750)


def test_funded_hours_by_hand():
    # 10 hours a week from Mon 2 Nov. Up to Mon 16 Nov: 11 school days are 2.2 weeks: 22 hours.
    # Half-term, 26 to 30 Oct, counts nothing: 8 hours a week from 19 to 30 Oct are 5 days, one week: 8 hours.
    days = SchoolDays(
        [Span(dt.date(2026, 9, 2), dt.date(2026, 12, 18))],
        [Span(dt.date(2026, 10, 26), dt.date(2026, 10, 30))],
    )
    parts = funded(
        [Grant(Decimal(8), dt.date(2026, 10, 19), dt.date(2026, 10, 30)),
         Grant(Decimal(10), dt.date(2026, 11, 2), dt.date(2027, 7, 23)),
         Grant(Decimal(5), dt.date(2027, 1, 4), dt.date(2027, 7, 23))], YEAR, TODAY, days,
    )  # fmt: skip
    assert [(part.days, part.hours) for part in parts] == [(5, 8), (11, 22)]


@pytest.mark.django_db
def test_hours_funded_and_given(cast, school):
    # 2 hours a week from Mon 2 Nov, 11 school days: 4.4 hours. Given since then: 30 minutes on 2, 9 and 16 Nov: 1.5 hours;
    # the hour of September was before the funding.
    made = house.provision(by=cast.senco, pupils=[cast.own.pupil], adults=[cast.ta], minutes=30)
    house.session(made, dt.date(2026, 9, 14), by=cast.ta, minutes=60)
    for on in (2, 9, 16):
        house.session(made, dt.date(2026, 11, on), by=cast.ta, minutes=30)
    fund(cast, hours_granted=Decimal(2), start=dt.date(2026, 11, 2))
    rows = queries.funding_rows(school, cast.senco, pupil=cast.own.pupil)
    found = queries.cost_of(cast.own.pupil, YEAR, TODAY)
    hours = queries.hours_of(cast.own.pupil, rows, YEAR, TODAY, found)
    assert (hours.funded, hours.given) == (Fraction(22, 5), Fraction(3, 2))
    assert present.hours_told(hours)["difference"] == "2.9 hours fewer than funded"
    assert queries.timetabled([cast.own.pupil.pk], TODAY) == {cast.own.pupil.pk: 30}


def fund(cast, **more):
    made = actions.write_application(
        pupil=cast.own.pupil, held=None, by=cast.senco, at=AT, kind="hnf", evidence="Needs it", asked=500_000
    )
    made = actions.apply_for(application=made, on=dt.date(2026, 9, 7), by=cast.senco, at=AT)
    usual = {"state": "granted", "decided_on": dt.date(2026, 10, 5), "granted": 500_000, "end": dt.date(2027, 7, 23),
             "start": dt.date(2026, 9, 7)}  # fmt: skip
    return actions.decide(application=made, by=cast.senco, at=AT, **(usual | more))


@pytest.mark.django_db
def test_school_page_says_who_is_over_the_line_and_what_is_done(cast, school):
    # Alone with an adult at £400.00 an hour: 30 minutes are £200.00; of the 15 Mondays from 7 Sep to 14 Dec
    # one is in half-term: 14 x £200.00 = £2,800.00 when all are given. The line is drawn at £2,500.
    school.costs_threshold = 2500
    house.provision(
        by=cast.senco, pupils=[cast.own.pupil], adults=[cast.ta], minutes=30, cost_hour=40_000, materials=0
    )
    house.provision(by=cast.senco, pupils=[cast.other.pupil], adults=[cast.ta], minutes=30, cost_hour=4_000,
                    materials=0, what=house.intervention(school, "Alone", wave="specialist"))  # fmt: skip
    found = queries.school_costs(school, cast.head, YEAR, dt.date(2026, 9, 4))
    assert [(row.name, row.cost.expected) for row in found.pupils] == [
        ("Maya Abara", 280_000),
        ("Leo Brandt", 28_000),
    ]
    words = lambda found: [row["state"] and row["state"].word for row in present.pupil_rows(  # noqa: E731
        found, school, choices([], TODAY)[0])]  # fmt: skip
    assert words(found) == ["Over, not applied", None]
    assert [(total.key, total.pupils, total.cost.expected) for total in found.waves] == [
        ("targeted", 1, 280_000), ("specialist", 1, 28_000),
    ]  # fmt: skip
    fund(cast)
    found = queries.school_costs(school, cast.head, YEAR, dt.date(2026, 9, 4))
    assert words(found) == ["Funding granted", None]
    assert [(total.pupils, total.granted) for total in found.funds] == [(1, 500_000), (1, 0)]


@pytest.mark.django_db
def test_pages_and_file_say_the_same(cast, school):
    made = group(cast, 3)
    for on in mondays(4):
        house.session(made, on, by=cast.ta)
    with seeing(cast.oakfield):
        today = timezone.localdate()
        expected = queries.cost_of(cast.own.pupil, choices([], today)[0].span, today).cost
    client = cast.client_for("head")
    page = client.get(reverse("money:pupil", args=["oakfield", cast.own.pupil.reference])).content.decode()
    assert present.exact(expected.expected) in page and "shared by 3" in page
    book = load_workbook(BytesIO(client.get(reverse("money:export", args=["oakfield"])).content))
    mine = next(row for row in book.active.values if row[0] == "Maya Abara")
    assert Decimal(str(mine[6])) == Decimal(present.plain(expected.expected))


@pytest.mark.django_db
@pytest.mark.parametrize("span", ["last", "term", "x'<script>", "year"])
def test_any_time_asked_for_is_answered(cast, school, span):
    assert cast.client_for("senco").get(f"/oakfield/costs/?span={span}").status_code == 200


def test_times_to_choose_from():
    terms = [("Autumn term", dt.date(2026, 9, 2), dt.date(2026, 12, 18)), ("Spring", dt.date(2027, 1, 4), dt.date(2027, 3, 26))]  # fmt: skip
    assert [(one.key, one.label, one.span.start, one.span.end) for one in choices(terms, TODAY)] == [
        ("year", "School year 2026/27", dt.date(2026, 9, 1), dt.date(2027, 8, 31)),
        ("term", "Autumn term", dt.date(2026, 9, 2), dt.date(2026, 12, 18)),
        ("last", "School year 2025/26", dt.date(2025, 9, 1), dt.date(2026, 8, 31)),
    ]
    assert [one.key for one in choices([], dt.date(2026, 8, 3))] == ["year", "last"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, school, count):
    for number in range(count):
        made = group(cast, 2, what=house.intervention(school, f"Programme {number}"))
        house.session(made, house.START, by=cast.ta)
        fund(cast, hours_granted=Decimal(2), start=dt.date(2026, 11, 2 + number))
    client = cast.client_for("head")
    assert queries_of(client, "/oakfield/costs/") == 14
    assert queries_of(client, f"/oakfield/costs/{cast.own.pupil.reference}/") == 24
