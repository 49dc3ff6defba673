"""The census check against the database: counted by another query, walled, exported."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.utils import timezone

from apdr.enums import FundState
from apdr.models import FundingApplication
from core.audit.models import Opening
from overview.census.dates import coming, offered
from register.models import Need, Pupil, StatusPeriod
from tests import cast as house
from tests.overview.test_queries import queries_of, riverside  # noqa: F401  a fixture
from tests.roles import seeing

pytestmark = pytest.mark.django_db
PATH = "/oakfield/census/"

# Said once more, by one who knows nothing of the product's code: each child's level on the day, as the codes of the census.
COUNTED = """
SELECT coalesce(sum(CASE WHEN s.level IN ('sen_support', 'further_support', 'assessment_requested') THEN 1 END), 0),
       coalesce(sum(CASE WHEN s.level = 'ehc_plan' THEN 1 END), 0), count(*)
FROM register_pupil p
LEFT JOIN register_statusperiod s ON s.pupil_id = p.id AND s.start <= %(day)s AND (s."end" IS NULL OR s."end" >= %(day)s)
WHERE p.school_id = %(school)s AND (p.joined_on IS NULL OR p.joined_on <= %(day)s)
  AND (p.left_on IS NULL OR p.left_on >= %(day)s)
  AND NOT EXISTS (SELECT 1 FROM register_transfer t WHERE t.pupil_id = p.id AND t.leaving_on < %(day)s AND p.left_on IS NULL)
"""


def counted(school, day: dt.date) -> tuple[int, int, int]:
    """(N, K, E) by SQL."""
    with seeing(school), connection.cursor() as cursor:
        cursor.execute(COUNTED, {"day": day, "school": school.pk})
        k, e, total = cursor.fetchone()
    return total - k - e, k, e


def lines(response) -> list[dict]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture
def mixed(cast):
    """Oakfield with a child of each code, one who has left, one who is to come and one who leaves before the census."""
    day = coming(timezone.localdate()).day
    with seeing(cast.oakfield, actor=cast.senco):
        made = [Pupil.objects.create(school=cast.oakfield, reference=f"OAK-8{n:03}", legal_first=f"Kim{n}", legal_last="Quill",
                                     born=dt.date(2017, 5, 5), year_group="5" if n else "", **more)
                for n, more in enumerate(({}, {}, {}, {"left_on": dt.date(2025, 7, 20)},
                                          {"joined_on": day + dt.timedelta(days=1)}))]  # fmt: skip
        for pupil, level in zip(made, ("ehc_plan", "further_support", "exited", "sen_support"), strict=False):
            StatusPeriod.objects.create(school=cast.oakfield, pupil=pupil, level=level, start=dt.date(2025, 3, 3), reason="x",
                                        end=pupil.left_on, recorded_at=house.AT, recorded_by=cast.senco)  # fmt: skip
        for rank, code in ((1, "ASD"), (2, "SLCN")):
            Need.objects.create(
                school=cast.oakfield, pupil=made[0], code=code, rank=rank, start=dt.date(2025, 3, 3)
            )
        FundingApplication.objects.create(
            school=cast.oakfield, pupil=made[0], kind="ehc", state=FundState.GRANTED, applied_on=dt.date(2025, 3, 3),
            decided_on=dt.date(2025, 4, 3), start=dt.date(2025, 4, 3), created_at=house.AT, created_by=cast.senco,
        )  # fmt: skip
    return made


def test_counts_agree_with_another_query_on_every_census_and_add_up_to_the_roll(cast, mixed):
    for census in offered(timezone.localdate()):
        n, k, e = counted(cast.oakfield, census.day)
        rows = lines(cast.client_for("senco").get(f"{PATH}{census.key}/codes/"))
        codes = [row["SENprovision"] for row in rows]
        assert (codes.count("N"), codes.count("K"), codes.count("E")) == (n, k, e)
        page = cast.client_for("senco").get(f"{PATH}?census={census.key}")
        if rows:
            assert [figure["value"] for figure in page.context["figures"]] == [n + k + e, n, k, e]
    assert e == 0 and len(rows) >= 2  # two years ago, before anybody had a plan here


def test_codes_are_those_of_census_day_and_saving_them_is_recorded(cast, mixed):
    with seeing(cast.oakfield):
        Pupil.objects.filter(pk=mixed[1].pk).update(legal_first="=2+2", upn="B801200005001")
    key = coming(timezone.localdate()).key
    response = cast.client_for("senco").get(f"{PATH}{key}/codes/")
    rows = {row["Forename"]: row for row in lines(response)}
    assert list(rows["Kim0"].values()) == [
        "", "Quill", "Kim0", "2017-05-05", "E", "2025-03-03", "ASD", "2025-03-03", "SLCN", "2025-03-03", "true"]  # fmt: skip
    assert list(rows["'=2+2"].values())[4:] == ["K", "2025-03-03", "", "", "", "", "false"]
    assert list(rows["Kim2"].values())[4:] == ["N", "", "", "", "", "", "false"]
    assert "Kim3" not in rows and "Kim4" not in rows  # has left; is to come
    with seeing(cast.oakfield):
        opening = Opening.objects.get(kind=Opening.Kind.EXPORT)
    assert (
        opening.user_id == cast.senco.pk and "codes for the MIS" in opening.what and "Kim" not in opening.what
    )


def test_findings_lead_to_where_they_are_put_right(cast, mixed):
    page = cast.client_for("senco").get(PATH).content.decode()
    refs = [pupil.reference for pupil in mixed]
    for path in ("import/", f"pupils/{refs[1]}/needs/edit/", f"pupils/{refs[0]}/ehc/", f"pupils/{refs[1]}/plans/area/",
                 f"plans/{cast.own.draft.reference}/"):  # fmt: skip
        if path == f"plans/{cast.own.draft.reference}/":
            assert f"/oakfield/{path}" in page  # a plan that is being written is opened, not begun again
        else:
            assert f'href="/oakfield/{path}"' in page
    assert "SEN unit" in page and "Top-up to mark as true" in page


def test_office_is_told_who_lacks_a_number_and_only_how_many_of_sen(cast, mixed):
    page = cast.client_for("office").get(PATH).content.decode()
    assert "Kim1 Quill" in page and "Without a UPN" in page
    assert "E without an EHC plan in force" in page and "Ask the SENCo" in page
    for hidden in ("/needs/edit/", "/ehc/", "/plans/", "ASD", "recorded as"):
        assert hidden not in page
    rows = lines(cast.client_for("office").get(f"{PATH}?as=csv"))
    assert {row["What"] for row in rows} == {"Without a UPN", "On the roll without a year group"}
    assert "E without an EHC plan in force" in {
        r["What"] for r in lines(cast.client_for("senco").get(f"{PATH}?as=csv"))
    }


def test_type_of_need_is_asked_for_in_spring_alone(cast, mixed):
    today = timezone.localdate()
    for census in offered(today)[:3]:
        context = cast.client_for("senco").get(f"{PATH}?census={census.key}").context
        due, later = ({group["key"] for group in context[part]} for part in ("groups", "later"))
        assert ("no_primary" in due) is (census.season.key == "spring") is ("no_primary" not in later)
        assert "topup" in later


def test_another_school_sees_nothing_of_it_and_an_empty_one_is_told_how_to_begin(cast, mixed):
    page = cast.client_for("riverside_senco").get("/riverside/census/").content.decode()
    assert "Quill" not in page and "Import from your MIS" in page
    assert cast.client_for("senco").get(f"{PATH}autumn-1999/codes/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page,number", [("census/", 8), ("census/forecast/", 3), ("census/list/", 3)])
def test_census_queries(cast, riverside, count, page, number):  # noqa: F811
    riverside(count)
    assert queries_of(cast.client_for("senco"), f"/riverside/{page}") == number
