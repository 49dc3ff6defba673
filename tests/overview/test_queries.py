"""Every list costs the same number of queries for one pupil as for three; none but a first page,
which gathers from every room, and the history cost more than fourteen.

Counted with the whole of the middleware, from the second request of a session on; the savepoints of tests and the
settings of the scope (one statement a request in production) are not counted.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.accounts.actions import give_role
from core.accounts.enums import Role
from register import actions as register
from register.response.actions import change_level
from tests import cast as house
from tests.roles import seeing

pytestmark = pytest.mark.django_db
UNCOUNTED = ("SAVEPOINT", "RELEASE", "SELECT set_config")

# page at Riverside → (whose page, queries)
LISTS = {
    "register/": ("senco", 6),
    "register/?sort=name&down=1&class=c:none": ("senco", 6),
    "register/export.csv": ("senco", 4),
    "register/export.xlsx": ("senco", 4),
    "plans/": ("senco", 3),
    "pupils/": ("office", 3),
    "people/": ("head", 3),
    "classes/": ("head", 4),
    "": ("senco", 69),  # what is due, from every room's sources
    "due/": ("senco", 64),
    "due/ teacher": ("teacher", 49),
    " head": ("head", 10),
    " teacher": ("teacher", 52),
    " ta": ("ta", 36),
    " governor": ("governor", 3),
    " office": ("office", 15),
    " trust_lead": ("trust_lead", 10),
    " parent": ("parent", 29),
}


@pytest.fixture
def riverside(cast):
    """Fill Riverside, which has no pupils, with so many: `riverside(3)`. One person of each role works there."""
    for who in ("head", "teacher", "ta", "office", "governor", "trust_lead"):
        with seeing(cast.riverside):
            give_role(school=cast.riverside, user=cast.people[who], role=Role(who), by=None, at=house.AT)
    cast.sessions["senco"] = cast.sessions["riverside_senco"]

    def fill(count: int) -> list[house.PupilRecord]:
        with seeing(cast.riverside):
            return [_add(cast, number) for number in range(count)]

    return fill


def _add(cast, number: int) -> house.PupilRecord:
    senco = cast.riverside_senco
    record = house.add_record(cast.riverside, klass="3 Fir", first=f"Pupil{number}", last=f"Family{number}",
                              email="parent@sendsys.test", senco=senco)  # fmt: skip
    house.share_plan(record.draft, record.contact, senco)
    register.add_teacher(school_class=record.pupil.school_class, user=cast.teacher)
    register.grant(pupil=record.pupil, user=cast.ta, kind="support_pupil")
    return record


def queries_of(client, path: str, **headers) -> int:
    client.get(path, headers=headers)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path, headers=headers)
    assert response.status_code == 200
    counted = [query["sql"] for query in captured if not query["sql"].startswith(UNCOUNTED)]
    print(*counted, sep="\n")  # shown when the number is wrong
    return len(counted)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", LISTS)
def test_list_queries(cast, riverside, page, count):
    riverside(count)
    who, number = LISTS[page]
    path = "/riverside/" + page.split(" ")[0]
    assert queries_of(cast.client_for(who), path) == number


@pytest.mark.parametrize("count", [1, 3])
def test_register_narrowed_by_htmx(cast, riverside, count):
    riverside(count)
    assert queries_of(cast.client_for("senco"), "/riverside/register/?q=p", **{"HX-Request": "true"}) == 3


@pytest.mark.parametrize("count", [2, 4])  # a single find opens at once
def test_search_queries(cast, riverside, count):
    riverside(count)
    assert queries_of(cast.client_for("senco"), "/riverside/search/?q=pupil") == 12


def more_cycles(cast, record, cycles: int) -> None:
    """So many plans, documents, periods and contacts more."""
    pupil, senco = record.pupil, cast.senco
    with seeing(cast.oakfield):
        record.draft.delete()
        for number in range(cycles):
            house.past_plan(pupil, record.contact, senco)
            house.file_private(pupil, by=senco, number=number + 2)
            level = ("further_support", "sen_support")[number % 2]
            day = house.BEFORE.date() + house.dt.timedelta(days=number + 1)
            change_level(pupil=pupil, level=level, start=day, reason="x", consulted=["parents"], by=senco,
                         at=house.AT, additional="A daily group")  # fmt: skip


# however much hangs on the pupil; the history asks each table once that has one
PAGES = {
    "pupils/{pupil}/": ("senco", 12),
    "pupils/{pupil}/ teacher": ("teacher", 11),
    "pupils/{pupil}/ office": ("office", 5),
    "pupils/{pupil}/history/": ("senco", 47),
    "pupils/{pupil}/profile/": ("teacher", 11),
    "pupils/{pupil}/profile/edit/": ("teacher", 12),
    "pupils/{pupil}/level/": ("senco", 5),
    "plans/{plan}/": ("senco", 12),
    "my-child/{pupil}/": ("parent", 9),
    "settings/": ("senco", 3),
    "import/": ("office", 4),
}


@pytest.mark.parametrize("cycles", [0, 2])
@pytest.mark.parametrize("page", PAGES)
def test_page_of_one_pupil_queries(cast, page, cycles):
    more_cycles(cast, cast.own, cycles)
    who, number = PAGES[page]
    plan = cast.own.shared.reference
    path = "/oakfield/" + page.split(" ")[0].format(pupil=cast.own.pupil.reference, plan=plan)
    assert queries_of(cast.client_for(who), path) == number


def test_plan_form_queries(cast):
    assert queries_of(cast.client_for("teacher"), f"/oakfield/plans/{cast.own.draft.reference}/edit/") == 13


def test_search_finds_those_who_are_here_before_those_who_left(cast, riverside):
    first, second = riverside(2)
    with seeing(cast.riverside, actor=cast.riverside_senco):
        register.mark_leaver(pupil=first.pupil, on=house.AT.date(), by=cast.riverside_senco, at=house.AT)
    page = cast.client_for("senco").get("/riverside/search/?q=pupil").content.decode()
    assert page.index(second.pupil.name) < page.index(first.pupil.name)
