"""The demonstration's inspection pack: two studies confirmed and in a pack, a third still to be read."""

import datetime as dt

import pytest

from core.documents.models import IssuedDocument
from overview.inspection import queries
from sendsys.demo import pack
from tests import cast as house
from tests.roles import seeing

pytestmark = pytest.mark.django_db


def test_pack_is_made_and_a_third_study_waits(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        house.add_record(
            cast.oakfield,
            klass="4 Ash",
            first="Una",
            last="Vale",
            email="vale@sendsys.test",
            senco=cast.senco,
        )
        pack.prepare(cast.oakfield, house.AT.date() + dt.timedelta(days=2))
        held = queries.slots(cast.oakfield, cast.senco)
        assert [bool(slot.pupil) for slot in held] == [True] * 3
        assert [slot.sure for slot in held] == [True, True, False]
        made = (
            IssuedDocument.objects.filter(kind=queries.KIND, school=cast.oakfield).order_by("-number").first()
        )
        assert [study["letter"] for study in made.snapshot["studies"]] == ["A", "B"]
