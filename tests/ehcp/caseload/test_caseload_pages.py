"""The caseload and the delay ledger as people meet them."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.audit.models import Opening
from core.schools.actions import add_term
from ehcp.enums import AssessmentState, ReviewState, Served
from register.models import Pupil
from tests.ehcp.caseload.made import DAY, assessment_of, plan_of, pupil_in, review_of, served, two_invited
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
HERE, LEDGER = "/riverside/ehc-plans/", "/riverside/ehc-plans/delays/"


@pytest.fixture
def home(cast):
    """Riverside, where nothing else is kept, its SENCo, and today; it teaches up to Year 6."""
    with seeing(cast.riverside, actor=cast.riverside_senco):
        pupil_in(cast.riverside, cast.riverside_senco, first="Vera", last="Top", klass="6 Yew", year="6")
        yield cast.riverside, cast.riverside_senco, timezone.localdate()


def children(home, count: int) -> None:
    """So many of each: a plan with a late decision, one without a date, an assessment."""
    school, by, today = home
    for number in range(count):
        late = plan_of(pupil_in(school, by, first=f"Late{number}"), by, today - 400 * DAY)
        review = review_of(late, by, today - 60 * DAY, ReviewState.REPORTED)
        for one in two_invited(review):
            served(one, Served.NOTICE, today - 80 * DAY, by)
        plan_of(pupil_in(school, by, first=f"Undated{number}"), by, today - 200 * DAY)
        asked = pupil_in(school, by, first=f"Asked{number}")
        assessment_of(asked, by, AssessmentState.REQUESTED, requested_on=today - 10 * DAY)


def text(client, path: str, **extra) -> str:
    answer = client.get(path, **extra)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("count", [1, 3, 40])
def test_caseload_and_ledger_ask_as_often_for_one_child_as_for_forty(cast, home, count):
    children(home, count)
    client = cast.client_for("riverside_senco")
    assert (queries_of(client, HERE), queries_of(client, LEDGER)) == (9, 12)


def test_late_comes_first_and_rows_lead_on(cast, home):
    children(home, 1)
    client = cast.client_for("riverside_senco")
    page = text(client, HERE)
    assert page.index("Late0 Rahman") < page.index("Asked0 Rahman") < page.index("Undated0 Rahman")
    assert "2 plans and 1 needs assessment: 1 is late" in page
    assert "Set the meeting’s date" in page and "/ehc-plans/" in page
    narrowed = text(client, f"{HERE}?show=no_date")
    assert "Undated0" in narrowed and "Late0" not in narrowed
    swapped = text(client, f"{HERE}?q=asked", HTTP_HX_REQUEST="true")
    assert "Asked0" in swapped and "Late0" not in swapped and "<html" not in swapped


def test_what_nobody_asks_for_counts_as_not_asked(cast, home):
    children(home, 1)
    page = text(cast.client_for("riverside_senco"), f"{HERE}?show=x&sort=x&turn=x&stands=x&class=zz:1&q=%00")
    assert "Late0" in page and "Undated0" in page


def test_empty_caseload_says_what_would_be_here(cast, home):
    assert "No child has an EHC plan yet" in text(cast.client_for("riverside_senco"), HERE)
    assert "Nothing was late" in text(cast.client_for("riverside_senco"), LEDGER)


def test_reviews_due_in_the_coming_term_are_listed_and_saved(cast, home):
    school, by, today = home
    add_term(school=school, name="Next", start=today + 60 * DAY, end=today + 130 * DAY)
    plan_of(pupil_in(school, by, first="Due"), by, today - 290 * DAY)  # complete within 74 days
    plan_of(pupil_in(school, by, first="Far"), by, today - 20 * DAY)
    client = cast.client_for("riverside_senco")
    assert "Code of practice 9.173" in text(client, HERE)
    sheet = load_workbook(io.BytesIO(client.get(reverse("caseload:term", args=["riverside"])).content)).active
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["Due Rahman"]


def test_head_sees_all_and_is_offered_no_action(cast, home):
    today = timezone.localdate()
    with seeing(cast.oakfield, actor=cast.senco):
        pupil = pupil_in(cast.oakfield, cast.senco, first="Undated")
        plan_of(pupil, cast.senco, today - 200 * DAY)
    words = "Set the meeting’s date<span"
    assert words in text(cast.client_for("senco"), "/oakfield/ehc-plans/?q=undated")
    assert words not in text(cast.client_for("head"), "/oakfield/ehc-plans/?q=undated")


@pytest.mark.parametrize(("path", "rows", "what"), [
    ("export.xlsx", 3, "the caseload of EHC plans, 3 rows, as XLSX"),
    ("delays/export.xlsx?year=all", 5, "the delay ledger of EHC plans, 5 rows, as XLSX"),
])  # fmt: skip
def test_exports_are_as_shown_and_recorded(cast, home, path, rows, what):
    children(home, 1)
    answer = cast.client_for("riverside_senco").get(f"{HERE}{path}")
    assert load_workbook(io.BytesIO(answer.content)).active.max_row == rows + 1
    assert Opening.objects.filter(school=cast.riverside, kind=Opening.Kind.EXPORT, what=what).exists()


def test_ledger_as_csv_and_by_dates(cast, home):
    children(home, 1)
    client, today = cast.client_for("riverside_senco"), home[2]
    due = today - 32 * DAY  # the decision was due four weeks after the meeting 60 days ago
    span = f"from={due:%d %m %Y}&to={due:%d %m %Y}"
    told = client.get(f"{LEDGER}export.csv?{span}").content.decode("utf-8-sig")
    assert told.count("\n") == 2 and "Devon" in told and ",32," in told
    assert "February has 28 days" in text(client, f"{LEDGER}?from=31 02 2027")
    assert "The last day is before the first" in text(client, f"{LEDGER}?from=2 1 2026&to=1 1 2026")
    assert text(client, f"{LEDGER}?year=20226&who=x")


def test_school_that_counts_its_own_delays_shows_them(cast, home):
    children(home, 1)
    page = text(cast.client_for("riverside_senco"), f"{LEDGER}?year=all")
    assert "Advice gathered and sent round" in page and "Missed" in page
    assert "Still open" in page and "Decision after the meeting" in page
    ours = text(cast.client_for("riverside_senco"), f"{LEDGER}?year=all&who=school")
    assert "Decision after the meeting" not in ours.partition("<tbody>")[2].partition("What was late")[2]


def test_pupil_who_has_left_is_on_the_ledger_and_not_on_the_caseload(cast, home):
    children(home, 1)
    school, _by, today = home
    Pupil.objects.filter(school=school, legal_first="Late0").update(left_on=today - DAY)
    client = cast.client_for("riverside_senco")
    assert "Late0" not in text(client, HERE)
    page = text(client, f"{LEDGER}?year=all")
    assert "Late0" in page and "Write to them" not in page


def test_dates_that_cannot_be_right_do_not_break_the_page(cast, home):
    school, by, today = home
    plan = plan_of(pupil_in(school, by, first="Odd"), by, today - 100 * DAY)
    review_of(plan, by, dt.date(2025, 1, 6), ReviewState.HELD)
    client = cast.client_for("riverside_senco")
    assert "cannot be earlier than the plan" in text(client, HERE)
    assert "Odd Rahman is left out" in text(client, LEDGER)
