"""Every list that can be saved: the rows of its page and no more, for who may, recorded, and nothing that runs."""

import csv
import datetime as dt
import html
import io
import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.accounts.enums import Permission, Role
from core.accounts.roles import ROLE_TABLE
from core.audit.models import Opening
from register.enums import Level
from register.models import Pupil, StatusPeriod
from tests.permissions.matrix import MATRIX

pytestmark = pytest.mark.django_db

# list → the column whose cells stand one after another down the page
LISTS = {
    "accounts:people": 1, "advice:waiting": 0, "arrangements:school": 1, "concerns:queue": 1, "directory:checks": 0,
    "directory:list": 0, "ehcna:list": 0, "impact:school": None, "meetings:list": 1, "money:funding": 1,
    "notices:messages": 1, "overview:desk": 0, "overview:due": 1, "overview:leavers": 0, "plans:plans": 0,
    "profiles:coverage": 0, "progress:meetings": 1, "provision:library": 0, "provision:list": 0, "referrals:list": 0,
    "register:pupils": 0, "reports:list": 1, "response:progress": 0, "response:watch": 0, "reviews:evaluations": 0,
    "reviews:list": 1, "safeguarding:signs": 1, "sessions:missed": 1, "stuck:stuck": 1, "timetable:all": 0,
    "transition:adulthoods": 0, "transition:incoming": 1, "visits:calendar": 2, "yearly:list": 1,
}  # fmt: skip
ELSEWHERE = {"impact:school": "impact:export"}  # kept its own address
OWN_PERMISSION = {  # files that were here before LISTS_EXPORT, each under the permission that was theirs
    "caseload:export", "caseload:term", "ehcdelivery:school-export", "impact:export", "mapping:xlsx", "money:export",
    "reviews:compliance-export",
}  # fmt: skip
QUERY = {"visits:calendar": "view=list", "transition:adulthoods": ""}
FORMULA = "=1+1"


def of(cast, name: str, kind: str = "", who: str = "senco"):
    query = "&".join(filter(None, [QUERY.get(name, ""), f"as={kind}" if kind else ""]))
    return cast.client_for(who).get(f"{reverse(name, args=['oakfield'])}?{query}")


def rows_in(response) -> list[list[str]]:
    assert response.status_code == 200 and response["Content-Type"].startswith("text/csv"), response
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def words_on(response) -> str:
    main = response.content.decode().partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def shown_in(cell) -> str:
    """What a spreadsheet shows of a cell: days and figures are no text there."""
    if isinstance(cell.value, dt.datetime):
        return cell.value.strftime(
            {"yyyy-mm-dd": "%Y-%m-%d", "ddd d mmm yyyy": "%a %-d %b %Y"}[cell.number_format]
        )
    return "" if cell.value is None else str(cell.value)


def plain_lists() -> list[str]:
    return [name for name in LISTS if name not in ELSEWHERE]


@pytest.mark.parametrize("name", plain_lists())
def test_file_has_the_rows_of_the_page_in_their_order(cast, name):
    compare(cast, name)


def test_file_of_those_who_come_and_of_those_who_are_watched(cast):
    """Of whom the cast has none."""
    with cast.acting("senco"):
        Pupil.objects.filter(pk=cast.other.pupil.pk).update(
            joined_on=timezone.localdate() + dt.timedelta(days=9)
        )
        StatusPeriod.objects.filter(pupil=cast.own.pupil, end=None).update(level=Level.EXITED)
    for name in EMPTY - {"transition:adulthoods"}:
        assert compare(cast, name) > 0


def compare(cast, name: str) -> int:
    """Hold a list's file against its page. Gives the number of its rows."""
    page, (headings, *rows) = of(cast, name), rows_in(of(cast, name, "csv"))
    shown, at = words_on(page), 0
    assert all(len(row) == len(headings) for row in rows)
    for row in rows:
        pieces = [part for cell in row for part in re.split(r", |; ", cell) if part]
        assert [part for part in pieces if " ".join(part.lstrip("'").split()) not in shown] == []
        first = re.split(r", |; ", row[LISTS[name]])[0]
        assert (at := shown.find(first, at)) >= 0, (first, "stands elsewhere on the page")
    assert "data-export" in page.content.decode()
    return len(rows)


def test_the_cast_leaves_few_lists_empty(cast):
    """A list without a row proves nothing above."""
    assert {name for name in plain_lists() if len(rows_in(of(cast, name, "csv"))) == 1} == EMPTY


EMPTY = {"transition:adulthoods", "transition:incoming", "response:watch"}


@pytest.mark.parametrize("name", plain_lists())
def test_both_kinds_hold_the_same_and_each_is_recorded_naming_nobody(cast, name):
    with cast.acting("senco"):
        before = Opening.objects.filter(kind="export").count()
    table = rows_in(of(cast, name, "csv"))
    book = load_workbook(io.BytesIO(of(cast, name, "xlsx").content)).active
    assert [[shown_in(cell) for cell in row] for row in book.rows] == table
    with cast.acting("senco"):
        told = list(
            Opening.objects.filter(kind="export").order_by("pk").values_list("what", "user", "subject")
        )[before:]
        names = {
            name
            for pupil in Pupil.objects.all()
            for name in (pupil.legal_first, pupil.legal_last, pupil.reference)
        }
    assert [(what[-3:], user, subject) for what, user, subject in told] == [
        ("CSV", cast.senco.pk, ""), ("LSX", cast.senco.pk, "")
    ]  # fmt: skip
    assert not any(name in what for what, *_rest in told for name in names)


def test_how_many_safeguarding_signs_there_are_is_not_told_to_who_reads_the_record(cast):
    of(cast, "safeguarding:signs", "csv", "dsl")
    with cast.acting("senco"):
        assert Opening.objects.filter(kind="export").latest("pk").what == "safeguarding signs, as CSV"


def lists_of_all() -> list[str]:
    """Every address of the project that stands for a school alone: whichever of them gives a file is a list."""
    return [name for name, row in MATRIX.items() if row["thing"] == "" and row["GET", "own"]["senco"] == 200]


def test_who_may_not_save_lists_is_refused_on_every_one(cast, monkeypatch):
    """Also where all who may open the list may save it today; the signs are the DSL's and the SENCo's."""
    saved = {name for name in lists_of_all() if _is_file(of(cast, name, "csv"))}
    assert set(plain_lists()) <= saved
    row = ROLE_TABLE[Role.SENCO]
    monkeypatch.setitem(
        ROLE_TABLE, Role.SENCO, replace(row, permissions=row.permissions - {Permission.LISTS_EXPORT})
    )
    still = {name for name in saved if _is_file(of(cast, name, "csv"))}
    assert still == {"safeguarding:signs"} | OWN_PERMISSION
    assert {of(cast, name, kind).status_code for name in saved - still for kind in ("csv", "xlsx")} == {403}
    assert {name for name in saved - still if "data-export" in of(cast, name).content.decode()} == set()


def _is_file(response) -> bool:
    return response.get("Content-Type", "").startswith("text/csv")


@pytest.mark.parametrize("who", ["teacher", "ta", "dsl", "trust_lead"])
def test_staff_without_the_permission_read_lists_and_save_none(cast, who):
    opened = [name for name in plain_lists() if of(cast, name, "", who).status_code == 200]
    assert len(opened) > 3
    kept = {name for name in opened if of(cast, name, "csv", who).status_code == 200}
    assert kept == ({"safeguarding:signs"} if who == "dsl" else set())


def test_a_file_that_is_none_is_the_page(cast):
    assert of(cast, "plans:plans", "pdf")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", plain_lists())
def test_no_cell_runs_as_a_formula(cast, name):
    with cast.acting("senco"):
        Pupil.objects.update(preferred_first=FORMULA, legal_first=FORMULA)
    for row in rows_in(of(cast, name, "csv"))[1:]:
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
