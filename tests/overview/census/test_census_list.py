"""Differences to the school's list: each with both values, none where the two only keep it differently."""

import csv
import datetime as dt
import io
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from overview.census import differences
from register.importing import runs
from register.models import ImportRun, Need, Pupil, StatusPeriod
from tests import cast as house
from tests.roles import seeing

pytestmark = pytest.mark.django_db
LISTS = Path(__file__).resolve().parents[2] / "data" / "mis"
HEADINGS = "UPN,Legal first name,Legal last name,Date of birth,Year group,Class,SEN status,SEN start date,SEN need 1,SEN need 2"
MAYA = "B801200005001,Maya,Abara,04/03/2018,4,4 Ash,K,17/08/2026,SLCN,"
LEO = "P207000016049,Leo,Brandt,04/03/2018,5,5 Elm,K,17/08/2026,SLCN,"
PATH = "/oakfield/census/list/"


def bring(cast, school: str, who: str, data: bytes, run_on_commit, *, name: str = "list.csv") -> ImportRun:
    """Import a list as the pages do, by worker and confirmation."""
    upload = SimpleUploadedFile(name, data)
    tenant, by, at = cast.schools[school], cast.people[who], timezone.now()
    with seeing(tenant, actor=by), run_on_commit():
        run, _ = runs.upload_list(school=tenant, upload=upload, by=by, at=at)
    with seeing(tenant, actor=by), run_on_commit():
        run.refresh_from_db()
        assert runs.confirm_import(run=run, decisions={}, leavers=[], by=by, at=at) is not None, run.message
    with seeing(tenant):
        run.refresh_from_db()
    assert run.state == "done"
    return run


def listed(*rows: str) -> bytes:
    return "\n".join([HEADINGS, *rows]).encode()


def told(cast, who: str = "senco") -> set[tuple[str, ...]]:
    data = cast.client_for(who).get(f"{PATH}?as=csv").content.decode("utf-8-sig")
    return {
        tuple(row[key] for key in ("Name", "What", "Here", "In the list"))
        for row in csv.DictReader(io.StringIO(data))
    }


@pytest.fixture(autouse=True)
def _numbered(cast):
    """Both children of Oakfield have the numbers of the list."""
    with seeing(cast.oakfield):
        for first, upn in (("Maya", "B801200005001"), ("Leo", "P207000016049")):
            Pupil.objects.filter(legal_first=first).update(upn=upn)


def test_child_without_a_number_is_known_by_name_and_birthday(cast, run_on_commit):
    bring(cast, "oakfield", "office", listed(MAYA, LEO), run_on_commit)
    with seeing(cast.oakfield):
        Pupil.objects.filter(legal_first="Leo").update(upn="", year_group="3")
    assert told(cast) == {
        ("Leo Brandt", "UPN", "none", "P207000016049"),
        ("Leo Brandt", "Year group", "3", "5"),
    }


def test_both_agree_when_nothing_has_changed(cast, run_on_commit):
    bring(cast, "oakfield", "office", listed(MAYA, LEO), run_on_commit)
    assert told(cast) == set()
    assert "Both agree" in cast.client_for("senco").get(PATH).content.decode()


def test_each_difference_is_told_with_both_values(cast, run_on_commit):
    changed = MAYA.replace("K,17", "E,17").replace("SLCN,", "ASD,").replace("04/03/2018", "05/03/2018")
    bring(cast, "oakfield", "office", listed(MAYA, LEO), run_on_commit)
    with seeing(cast.oakfield):
        Pupil.objects.filter(legal_first="Leo").update(legal_last="Brand")
    bring(
        cast,
        "oakfield",
        "office",
        listed(changed, LEO.replace("Brandt", "Brand")),
        run_on_commit,
    )
    with seeing(cast.oakfield):
        Pupil.objects.filter(legal_first="Leo").update(year_group="6")
        Pupil.objects.filter(legal_first="Maya").update(born=dt.date(2018, 3, 4))
    assert told(cast) == {
        ("Maya Abara", "Date of birth", "Sun 4 Mar 2018", "Mon 5 Mar 2018"),
        ("Maya Abara", "SEN status", "K, SEN support", "E, EHC plan"), ("Maya Abara", "Types of need", "SLCN", "ASD"),
        ("Leo Brand", "Year group", "6", "5"),
    }  # fmt: skip
    assert told(cast, "office") == {row for row in told(cast) if row[1] in ("Date of birth", "Year group")}
    page = cast.client_for("office").get(PATH).content.decode()
    assert "ask the SENCo" in page and "EHC plan" not in page and "ASD" not in page


def test_level_raised_within_support_and_a_third_need_are_no_difference(cast, run_on_commit):
    bring(cast, "oakfield", "office", listed(MAYA.replace("SLCN,", "SLCN,MLD"), LEO), run_on_commit)
    with seeing(cast.oakfield):
        maya, at = cast.own.pupil, dt.date(2026, 10, 1)
        StatusPeriod.objects.filter(pupil=maya).update(end=at - dt.timedelta(days=1))
        StatusPeriod.objects.create(school=cast.oakfield, pupil=maya, level="further_support", start=at, reason="x",
                                    recorded_at=house.AT, recorded_by=cast.senco)  # fmt: skip
        for rank, code in ((2, "MLD"), (3, "HI")):
            Need.objects.create(school=cast.oakfield, pupil=maya, code=code, rank=rank, start=at)
    assert told(cast) == set()


def test_children_whom_one_of_the_two_lacks(cast, run_on_commit):
    bring(cast, "oakfield", "office", listed(MAYA, LEO, ",Una,Vale,01/02/2018,3,,,,,"), run_on_commit)
    with seeing(cast.oakfield):
        Pupil.objects.filter(legal_first="Una").delete()
        Pupil.objects.create(school=cast.oakfield, reference="OAK-9001", legal_first="Ida", legal_last="Wolfe",
                             born=dt.date(2018, 6, 6))  # fmt: skip
    assert told(cast) == {
        ("Una Vale", "On the roll", "not here", "row 4"),
        ("Ida Wolfe", "On the roll", "yes", "not in the list"),
    }


def test_no_list_a_lost_one_and_one_too_long_each_say_what_to_do(cast, run_on_commit, monkeypatch):
    assert "No list imported yet" in cast.client_for("office").get(PATH).content.decode()
    run = bring(cast, "oakfield", "office", listed(MAYA, LEO), run_on_commit)
    monkeypatch.setattr(differences, "MOST_ROWS", 1)
    assert "more than 1 rows" in cast.client_for("office").get(PATH).content.decode()
    with seeing(cast.oakfield):
        run.file.content.storage.delete(run.file.content.name)
    assert "cannot be read any more" in cast.client_for("office").get(PATH).content.decode()


@pytest.mark.parametrize("name", ["sims.csv", "arbor.csv"])
def test_a_school_of_420_is_compared_within_the_request(cast, run_on_commit, name):
    bring(cast, "riverside", "riverside_senco", (LISTS / name).read_bytes(), run_on_commit, name=name)
    with seeing(cast.riverside):
        differences.compare(cast.riverside, timezone.localdate())
        began = time.perf_counter()
        found = differences.compare(cast.riverside, timezone.localdate())
        took = time.perf_counter() - began
    print(f"{name}: {took * 1000:.0f} ms")
    assert (found.rows, found.differences, found.only_there, found.only_here, found.unread) == (
        420,
        (),
        (),
        (),
        0,
    )
    assert took < 1.5  # 0.15 s when nothing else runs


def test_what_differs_of_sen_opens_where_it_is_put_right_for_who_may(cast, run_on_commit):
    bring(cast, "oakfield", "office", listed(MAYA, LEO), run_on_commit)
    with seeing(cast.oakfield):
        Need.objects.filter(pupil=cast.own.pupil, rank=1).update(code="MLD")
    where = f"/pupils/{cast.own.pupil.reference}/needs/"
    page = cast.client_for("senco").get(PATH).content.decode()
    assert where in page and cast.client_for("senco").get(f"/oakfield{where}edit/").status_code == 200
    assert where not in cast.client_for("office").get(PATH).content.decode()
