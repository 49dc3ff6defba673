"""No page of the room costs more queries for three pupils than for one."""

import pytest
from django.urls import reverse

from core.accounts.actions import give_role
from core.accounts.enums import Role
from register import actions as register
from tests import cast as house
from tests.overview.test_queries import queries_of
from tests.permissions.rooms import concerns as room
from tests.roles import seeing

pytestmark = pytest.mark.django_db

# page → queries
PAGES = {"queue": 6, "pupil": 12, "concern": 12, "support": 9}


@pytest.fixture
def riverside(cast):
    """Fill Riverside with so many pupils, each with concerns, support and an event: `riverside(3)`."""
    with seeing(cast.riverside):
        give_role(school=cast.riverside, user=cast.teacher, role=Role.TEACHER, by=None, at=house.AT)
    cast.sessions["senco"] = cast.sessions["riverside_senco"]

    def fill(count: int) -> list[dict]:
        with seeing(cast.riverside):
            return [_add(cast, number) for number in range(count)]

    return fill


def _add(cast, number: int) -> dict:
    senco = cast.riverside_senco
    record = house.add_record(cast.riverside, klass="3 Fir", first=f"Pupil{number}", last=f"Family{number}",
                              email="parent@sendsys.test", senco=senco)  # fmt: skip
    register.add_teacher(school_class=record.pupil.school_class, user=cast.teacher)
    return room.fill(pupil=record.pupil, contact=record.contact, user=senco) | {
        "pupil": record.pupil.reference
    }


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who", ["senco", "teacher"])
def test_queue_queries(cast, client_for, riverside, count, who):
    riverside(count)
    path = reverse("concerns:queue", args=["riverside"])
    assert queries_of(client_for(who), path) == PAGES["queue"]


@pytest.mark.parametrize("name", ["pupil", "concern", "support"])
def test_page_queries(cast, client_for, riverside, name):
    made = riverside(1)[0]
    path = reverse(f"concerns:{name}", args=["riverside", made[name]])
    assert queries_of(client_for("senco"), path) <= PAGES[name]
