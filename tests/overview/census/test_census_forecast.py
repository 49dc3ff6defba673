"""Next September: who moves up, leaves and comes, and what it says against the database."""

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest

from overview.census.forecast import Mover, forecast
from register.models import Need, Pupil, StatusPeriod
from tests import cast as house
from tests.roles import seeing

TODAY = dt.date(2026, 11, 16)  # so that next September is that of 2027
CHILD = Mover("4", 2026, None, None, "sen_support", "SLCN", "")


def lines(*children: Mover) -> dict:
    return {line.year: line for line in forecast(list(children), TODAY).lines}


def test_everybody_moves_up_and_the_top_year_leaves():
    six = replace(CHILD, year="6", level="ehc_plan")
    found = forecast([CHILD, replace(CHILD, level="", need=""), six, replace(six, year="5")], TODAY)
    assert [(line.year, line.roll, line.coded("K"), line.coded("E")) for line in found.lines] == [
        ("5", 2, 1, 0),
        ("6", 1, 0, 1),
    ]
    assert (found.into, found.leaving, found.leaving_support, found.leaving_ehc) == (2027, 1, 0, 1)


def test_levels_needs_and_who_is_no_longer_on_the_register():
    found = lines(CHILD, replace(CHILD, level="exited"), replace(CHILD, level="further_support", need=""),
                  replace(CHILD, year="6"))["5"]  # fmt: skip
    assert (
        found.levels["sen_support"] == found.levels["further_support"] == 1 and "exited" not in found.levels
    )
    assert found.needs == {"SLCN": 1, "": 1} and found.coded("K") == 2


def test_a_class_of_the_new_year_stays_and_who_comes_keeps_the_year_that_was_entered():
    moved = replace(CHILD, class_year=2027)
    coming = Mover("R", None, dt.date(2027, 9, 2), None, "", "", "K")
    later = replace(coming, joined_on=dt.date(2028, 9, 2))
    found = lines(
        moved,
        coming,
        later,
        replace(CHILD, year="6"),
        replace(coming, year="3", joined_on=dt.date(2027, 1, 5)),
    )
    assert {year: line.roll for year, line in found.items()} == {"R": 1, "4": 2}
    assert (found["R"].coming, found["R"].told, found["4"].coming) == (1, 1, 0)


def test_who_is_known_to_leave_before_then_is_gone_and_who_leaves_later_is_not():
    found = forecast([replace(CHILD, leaving_on=dt.date(2027, 8, 31)), replace(CHILD, leaving_on=dt.date(2027, 9, 1)),
                      replace(CHILD, year="6")], TODAY)  # fmt: skip
    assert (found.leaving, sum(line.roll for line in found.lines)) == (2, 1)


def test_plans_of_the_year_of_transfer_have_their_day_and_no_year_group_is_told_apart():
    plan = replace(CHILD, year="5", level="ehc_plan")
    found = forecast([plan, replace(plan, year="6"), replace(plan, year="4"), replace(plan, year="")], TODAY)
    assert [(line.year, line.phase, line.review_by) for line in found.lines] == [
        ("5", 0, None), ("6", 1, dt.date(2028, 2, 14))]  # fmt: skip
    assert found.without_year == 1


def test_nobody_yet():
    assert forecast([], TODAY).lines == ()


@pytest.mark.django_db
def test_page_and_file_for_head_and_senco_and_for_nobody_else(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        kim = Pupil.objects.create(school=cast.oakfield, reference="OAK-8001", legal_first="Kim", legal_last="Quill",
                                   born=dt.date(2018, 5, 5), year_group="4")  # fmt: skip
        StatusPeriod.objects.create(school=cast.oakfield, pupil=kim, level="ehc_plan", start=dt.date(2026, 1, 5), reason="x",
                                    recorded_at=house.AT, recorded_by=cast.senco)  # fmt: skip
        Need.objects.create(school=cast.oakfield, pupil=kim, code="ASD", rank=1, start=dt.date(2026, 1, 5))
    path, heads = "/oakfield/census/forecast/", cast.client_for("head")
    page = heads.get(path).content.decode()
    assert (
        "Next September: 2027/28" in page
        and "ASD, Autistic" in page
        and "Children with SEN by year group" in page
    )
    assert "Quill" not in page
    (row,) = csv.DictReader(io.StringIO(heads.get(f"{path}?as=csv").content.decode("utf-8-sig")))
    told = {
        key: value for key, value in row.items() if value != "0"
    }  # the others leave with the top year, or before
    assert told == {
        "Year group": "Year 5",
        "On the roll": "1",
        "EHC plan": "1",
        "EHC plan (E)": "1",
        "ASD": "1",
        "Plans that change phase": "1",
    }  # Year 5 is the last of the school
    assert [
        cast.client_for(who).get(f"{path}?as=csv").status_code for who in ("office", "governor", "trust_lead")
    ] == [403] * 3
