"""The demonstration's list: what differs is of SEN alone, and nothing that the SENCo recorded is changed by it."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from overview.census.differences import compare
from register.models import Need, Pupil, StatusPeriod
from register.response.actions import change_level
from sendsys.demo.census import NOT_TOLD, OTHER_NEED, WITHOUT, bring_list
from tests import cast as house
from tests.roles import seeing

pytestmark = pytest.mark.django_db


def test_list_of_the_demonstration_lags_behind_the_record(cast):
    with seeing(cast.riverside, actor=cast.riverside_senco):
        made = [Pupil.objects.create(school=cast.riverside, reference=f"RIV-9{n:03}", legal_first=f"Kim{chr(65 + n)}",
                                     legal_last="Quill", born=dt.date(2018, 1, 1 + n), year_group="3") for n in range(9)]  # fmt: skip
        for pupil in made[: NOT_TOLD + OTHER_NEED + 1]:
            change_level(pupil=pupil, level="sen_support", start=house.BEFORE.date(), reason="x", consulted=["parents"],
                         additional="y", needs=["SLCN"], by=cast.riverside_senco, at=house.AT)  # fmt: skip
        held = [list(model.objects.order_by("pk").values()) for model in (Pupil, StatusPeriod, Need)]
        staff = SimpleNamespace(office=cast.riverside_senco)
        bring_list(SimpleNamespace(school=cast.riverside, staff=staff,
                                   past=lambda days: timezone.localdate() - dt.timedelta(days=days)))  # fmt: skip
        assert held == [list(model.objects.order_by("pk").values()) for model in (Pupil, StatusPeriod, Need)]
        found = compare(cast.riverside, timezone.localdate())
    fields = [one.field for one in found.differences]
    assert (fields.count("SEN status"), fields.count("Types of need"), len(found.only_here)) == (
        NOT_TOLD,
        OTHER_NEED,
        WITHOUT,
    )
