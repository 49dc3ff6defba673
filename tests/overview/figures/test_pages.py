"""The pages of figures: what they tell, for whom, at how many queries."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apdr.spans import year_span
from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.accounts.permissions import Denied
from core.calendar.dates import academic_year
from core.schools.actions import create_school
from core.schools.models import Term
from ehcp.caseload.queries import caseload, ground_of
from governance.figures import remove_national, write_national
from governance.models import NationalFigure
from overview.figures import page, timely
from overview.figures.measures import figures
from overview.figures.national import national
from overview.figures.standing import late_by_law
from overview.figures.terms import called, terms_told
from register.models import Need, Pupil
from register.queries import register_rows
from register.views import chosen_filter
from tests.overview.figures.chance import Made, at
from tests.overview.test_queries import queries_of
from tests.roles import as_owner, seeing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    yield
    cache.clear()


def trust(cast, schools: int, pupils: int) -> list:
    """So many schools of chance whose trust's lead is one person, as today."""
    found = []
    for number in range(schools):
        with as_owner():
            school = create_school(name=f"Trust {number}", slug=f"trust-{number}", prefix="TRU", trust=None)
        with seeing(school):
            for who in ("trust_lead", "head"):
                give_role(
                    school=school, user=cast.people[who], role=Role(who), by=None, at=at(timezone.localdate())
                )
        with seeing(school, actor=cast.riverside_senco):
            found.append(
                Made(school, cast.riverside_senco, number, timezone.localdate(), pupils=pupils).write().school
            )
    return found


@pytest.mark.parametrize(("schools", "pupils"), [(1, 8), (3, 8), (3, 30)])
def test_the_trusts_page_costs_the_same_for_one_school_as_for_three(cast, schools, pupils):
    trust(cast, schools, pupils)
    assert queries_of(cast.client_for("trust_lead"), "/schools/") == 9
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        cast.client_for("trust_lead").get("/schools/")
    counted = [
        query
        for query in captured
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "SELECT set_config"))
    ]
    assert len(counted) == 22


@pytest.mark.parametrize(("schools", "pupils"), [(1, 8), (3, 30)])
def test_figures_cost_the_same_for_one_school_as_for_three(cast, schools, pupils):
    found = trust(cast, schools, pupils)
    today = timezone.localdate()
    with seeing(*found):
        figures(found, year_span(academic_year(today)), today)
        with CaptureQueriesContext(connection) as captured:
            figures(found, year_span(academic_year(today)), today)
    assert len(captured) == 23


@pytest.mark.parametrize("pupils", [8, 30])
def test_a_schools_pages_cost_the_same_for_few_children_as_for_many(cast, pupils):
    trust(cast, 1, pupils)
    assert queries_of(cast.client_for("head"), "/trust-0/figures/") == 34


@pytest.mark.parametrize("pupils", [8, 30])
def test_the_numbers_of_the_first_page_cost_six_queries(cast, pupils):
    (school,) = trust(cast, 1, pupils)
    with seeing(school, actor=cast.head):
        cast.head.forget_memberships()
        page.head_part(school, cast.head, timezone.localdate())
        with CaptureQueriesContext(connection) as captured:
            page.head_part(school, cast.head, timezone.localdate())
    assert len(captured) == 7


def test_what_is_due_is_fetched_once_the_numbers_are_in_sight(cast):
    client = cast.client_for("head")
    at_once = client.get("/oakfield/").content.decode()
    assert 'hx-get="?due=1"' in at_once and 'href="?due=1"' in at_once and "Set by law" not in at_once
    part = client.get("/oakfield/?due=1", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "What is due" in part
    whole = client.get("/oakfield/?due=1").content.decode()
    assert (
        "Numbers over time" in whole
        and "All that is due, by date" in whole
        and "hx-get" not in whole.partition("What is due")[2]
    )


def test_the_trusts_row_is_what_the_figures_say(cast):
    found = trust(cast, 3, 30)
    today = timezone.localdate()
    span = year_span(academic_year(today))
    with seeing(*found):
        rows = page.school_rows(found, span, today)
        for row, figure in zip(rows, figures(found, span, today), strict=True):
            assert (row.total, row.plans, row.annual) == (figure.total, figure.plans, figure.annual_reviews)
            assert row.lately.provision == figure.provision
            assert row.total.roll and row.plans.due


def test_late_by_law_is_what_the_caseload_says(cast):
    found = trust(cast, 3, 30)
    today, late = timezone.localdate(), {}
    for school in found:
        with seeing(school, actor=cast.head):
            cases = caseload(school, cast.head, ground_of(school, today))
            late[school.pk] = sum(case.late_days(today) > 0 for case in cases)
    with seeing(*found):
        assert dict(late_by_law(found, today)) == {key: count for key, count in late.items() if count}
    assert any(late.values())


def table_of(response) -> str:
    return response.content.decode().partition("<tbody>")[2]


def test_schools_are_sorted_and_lead_only_where_one_may_go(cast):
    trust(cast, 3, 8)
    client = cast.client_for("trust_lead")
    told = table_of(client.get("/schools/"))
    assert told.index("Oakfield") < told.index("Trust 0") < told.index("Trust 2")
    turned = table_of(client.get("/schools/?sort=name&down=1"))
    assert turned.index("Trust 2") < turned.index("Trust 0") < turned.index("Oakfield")
    assert "/trust-1/register/" in told
    assert "/trust-1/reviews/terms/" not in told, "a trust's lead may not open it"
    assert client.get("/schools/?sort=nothing").status_code == 200


def test_who_leads_no_trust_sees_no_figure(cast):
    with seeing(cast.riverside):
        give_role(
            school=cast.riverside,
            user=cast.governor,
            role=Role.GOVERNOR,
            by=None,
            at=at(timezone.localdate()),
        )
    told = cast.client_for("governor").get("/schools/").content.decode()
    assert "Riverside" in told and "%" not in told


def test_numbers_lead_to_as_many_children_on_the_register(cast):
    """Today's, and those of the term before: of that year groups lead nowhere, the register knows only today's."""
    today = timezone.localdate()
    (school,) = trust(cast, 1, 60)
    with seeing(school, actor=cast.head):
        cast.head.forget_memberships()
        # chance gave some a second need without a first; the register leaves children out on their last day
        Need.objects.filter(school=school, rank=2).delete()
        Pupil.objects.filter(school=school, left_on=today).update(left_on=None)
        Term.objects.create(
            school=school, name="Summer", start=dt.date(2026, 4, 13), end=dt.date(2026, 7, 20)
        )
        for place in (0, 1):
            shown = page.figures_page(school, cast.head, today, terms_told(school, today)[place].key)
            rows = [
                (row, row[1:3]) for part in ("need", "year") for row in shown[part]["rows"] if row[0]["url"]
            ]
            assert {"class=" in row[0]["url"] for row, _cells in rows} == (
                {True, False} if place == 0 else {False}
            )
            for row, cells in rows:
                asked = chosen_filter(RequestFactory().get(row[0]["url"]))
                count = sum(int(cell["text"]) for cell in cells)
                assert len(register_rows(school, cast.head, asked)) == count, row[0]


def test_the_page_tells_of_earlier_terms_as_they_ended(cast):
    (school,) = trust(cast, 1, 30)
    client = cast.client_for("head")
    now = client.get("/trust-0/figures/").content.decode()
    assert "England\u00a014.8\u00a0%" in now and "Classes side by side" in now
    assert client.get("/trust-0/figures/?term=19990101").status_code == 200
    assert client.get("/trust-0/figures/?as=csv").content.decode("utf-8-sig").startswith("Class,On roll")
    assert cast.client_for("trust_lead").get("/trust-0/figures/?as=csv").status_code == 403


def test_the_schools_own_figure_for_england_stands_before_the_products(cast):
    school, at_now = cast.oakfield, timezone.now()
    with cast.acting("head"):
        write = {"school": school, "by": cast.head, "at": at_now, "source": "DfE, later release"}
        write_national(key="support", year=at_now.year, percent=Decimal("15.1"), **write)
        assert national(school)["support"] == {
            "percent": 15.1,
            "year": at_now.year,
            "source": "DfE, later release",
        }
        again = write_national(key="support", year=at_now.year, percent=Decimal("15.3"), **write)
        assert national(school)["support"]["percent"] == 15.3
        assert national(school, timezone.localdate().replace(year=2025))["support"]["percent"] == 14.2
        for wrong in ({"key": "x"}, {"year": at_now.year + 1}, {"percent": Decimal(101)}, {"source": " "}):
            with pytest.raises(Denied):
                write_national(**{"key": "ehc", "year": 2026, "percent": Decimal(1)} | write | wrong)
        remove_national(figure=again, by=cast.head)
        assert national(school)["support"]["percent"] != 15.3
    with cast.acting("teacher"), pytest.raises(Denied):
        write_national(**write | {"by": cast.teacher}, key="ehc", year=2026, percent=Decimal(1))


def test_the_settings_page_keeps_what_was_typed(cast):
    client = cast.client_for("senco")
    typed = {"key": "ehc", "year": "2026", "percent": "6.4", "source": "DfE, June 2026"}
    wrong = client.post("/oakfield/settings/england/", typed | {"year": "3026"})
    assert "DfE, June 2026" in wrong.content.decode() and "whose January has been" in wrong.content.decode()
    assert client.post("/oakfield/settings/england/", typed).status_code == 302
    with cast.acting("senco"):
        own = NationalFigure.objects.get(school=cast.oakfield, source="DfE, June 2026")
    assert client.post("/oakfield/settings/england/", {"remove": str(own.pk)}).status_code == 302
    assert client.post("/oakfield/settings/england/", {"remove": str(own.pk)}).status_code == 404


def test_a_review_done_early_counts_when_it_was_due():
    day = timezone.localdate()
    assert timely.stands(day, None, day) == "", "to come until its day is past"


@pytest.mark.parametrize("name", ["Autumn", "autumn 2026", " Autumn term 2026"])
def test_a_term_is_called_alike_whatever_the_school_wrote(name):
    assert called(name, dt.date(2026, 12, 18)).casefold() == "autumn term 2026"
    assert called("Half term 1", dt.date(2026, 12, 18)) == "Half term 1 2026"


def test_the_trusts_sums_carry_the_headings_of_their_columns(cast):
    trust(cast, 2, 8)
    words = cast.client_for("trust_lead").get("/schools/").content.decode()
    foot = words[words.index("<tfoot>") : words.index("</tfoot>")]
    assert 'data-label="On roll"' in foot and foot.count('data-label="SEN support"') == 2


def test_settings_lead_to_the_figures_for_england(cast):
    assert (
        "/oakfield/settings/england/" in cast.client_for("senco").get("/oakfield/settings/").content.decode()
    )
