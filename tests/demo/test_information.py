"""The information report of the demonstration: published, with two clauses to look at again, on any day of the year."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine

from governance.information.queries import public_report, reports, standings
from governance.models import CoProduction, InformationClause, InformationReport
from sendsys.demo import information
from sendsys.demo.dates import Diary
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2026, 11, 22), dt.date(2027, 4, 12), dt.date(2027, 8, 19)]


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("gap", [False, True], ids=["published", "gap"])
def test_it_can_be_told_on_any_day(cast, monkeypatch, gap, today):
    monkeypatch.setattr(information, "GAPS", {"oakfield": "access"} if gap else {})
    with (
        seeing(cast.oakfield, actor=cast.senco),
        time_machine.travel(dt.datetime.combine(today, dt.time(9), tzinfo=dt.UTC)),
    ):
        for model in (InformationReport, InformationClause, CoProduction):
            model.objects.all().delete()
        diary = Diary(today)
        information.publish(SimpleNamespace(
            school=cast.oakfield, staff=SimpleNamespace(senco=cast.senco, head=cast.head), diary=diary,
            past=lambda days: diary.open_on_or_before(today - dt.timedelta(days=days)),
        ))  # fmt: skip
        found = {one.clause.key: one.state for one in standings(cast.oakfield, today)}
        assert [key for key, state in found.items() if state == "stale"] == ["progress", "parents"]
        assert [key for key, state in found.items() if state not in ("stale", "written")] == (
            ["access"] if gap else []
        )
        assert [one.yearly for one in reports(cast.oakfield)] == ([] if gap else [False, True, True])
        assert gap or len(public_report(cast.oakfield.pk).content["report"]["asked"]) == 2
