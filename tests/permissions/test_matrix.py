"""The permission proof: every URL of the project, every role, against the literal table in matrix.py."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from tests.cast import Cast
from tests.permissions.matrix import EVERY, MATRIX, WITHOUT_SCHOOL
from tests.permissions.urls import address, every_url

ROLES = EVERY.split()
EITHER = ("GET", "POST")
NEVER = ("PUT", "PATCH", "DELETE", "OPTIONS")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _plain_refusals(monkeypatch):
    """What a refusal looks like is tested elsewhere; here its status is asked for thousands of times."""
    for status in (403, 404):
        monkeypatch.setattr(f"sendsys.urls.handler{status}", _refusal(status))


def _refusal(status: int):
    return lambda request, exception: HttpResponse(status=status)


def ask(cast: Cast, who: str, method: str, path: str) -> int:
    """The status of one request; what it wrote is taken back."""
    with transaction.atomic():
        status = cast.client_for(who).generic(method, path).status_code
        transaction.set_rollback(True)
    return status


def test_every_url_has_a_row():
    known = (*MATRIX, *WITHOUT_SCHOOL)
    assert [url for url in every_url() if url not in known and not url.startswith(PREFIXES)] == []


def test_every_row_has_a_url():
    assert sorted(set(MATRIX) - set(every_url())) == []


def test_every_row_answers_every_role():
    blank = [(name, asked, role) for name, row in MATRIX.items() for asked in row if asked != "thing"
             for role in ROLES if role not in row[asked]]  # fmt: skip
    assert blank == []


@pytest.mark.parametrize("name", MATRIX)
def test_every_role_gets_the_answers_of_its_row(cast, name):
    row = MATRIX[name]
    asked = [
        (key, role) for key in row if key != "thing" for role in (SAMPLE if same_for_all(row[key]) else ROLES)
    ]
    got = {
        ((method, whose), role): ask(cast, role, method, address(cast, name, row["thing"], whose))
        for (method, whose), role in asked
    }
    assert got == {(key, role): row[key][role] for key, role in asked}


# Where everybody is refused alike, these ask for all: who sees the whole school, a class, a child.
SAMPLE = ("senco", "teacher", "parent")


def same_for_all(answers: dict[str, int]) -> bool:
    return set(answers.values()) in ({404}, {405})


@pytest.mark.parametrize("name", MATRIX)
def test_nobody_comes_in_without_signing_in(cast, name):
    path = address(cast, name, MATRIX[name]["thing"], "own")
    for method in EITHER:
        response = cast.client_for("anonymous").generic(method, path)
        assert (response.status_code, response.url.split("?")[0]) == (302, "/account/login/")


@pytest.mark.parametrize("name", MATRIX)
def test_who_does_not_belong_to_the_school_learns_nothing(cast, name):
    path = address(cast, name, MATRIX[name]["thing"], "own")
    outside = ("stranger", "riverside_senco", "foreign_senco")
    assert {(who, method): ask(cast, who, method, path) for who in outside for method in EITHER} == {
        (who, method): 404 for who in outside for method in EITHER
    }


@pytest.mark.parametrize("name", MATRIX)
def test_address_of_another_school_tells_nothing(cast, name):
    path = address(cast, name, MATRIX[name]["thing"], "foreign", school="hillcrest")
    missing = path.replace("hillcrest", "no-such-school")
    assert [ask(cast, "senco", method, p) for p in (path, missing) for method in EITHER] == [404] * 4


@pytest.mark.parametrize("name", [name for name, row in MATRIX.items() if row["thing"] not in ("", "csv")])
def test_wrong_reference_is_not_found(cast, name):
    things = MATRIX[name]["thing"].split()
    method = "GET" if MATRIX[name]["GET", "own"]["senco"] != 405 else "POST"
    who = "parent" if name.startswith(("overview:family", "families:", "ehcfamily:")) else "senco"
    at = 1 if things[0].isdigit() else 0  # a year is a number, and any will do
    things[at] = "999999" if things == ["person"] else "NOSUCHTHING"
    wrong = " ".join(things)
    assert ask(cast, who, method, address(cast, name, wrong, "own")) == 404


@pytest.mark.parametrize("name", MATRIX)
def test_other_methods_are_refused(cast, name):
    path = address(cast, name, MATRIX[name]["thing"], "own")
    assert [ask(cast, "senco", method, path) for method in NEVER] == [405] * 4


@pytest.mark.parametrize("who,status", [("senco", 200), ("teacher", 200), ("parent", 404), ("office", 404)])
def test_document_not_shared_with_the_family_is_not_theirs(cast, who, status):
    path = reverse("file:document", args=["oakfield", cast.own.private.reference])
    assert ask(cast, who, "GET", path) == status


PREFIXES = tuple(name for name in WITHOUT_SCHOOL if name.endswith(("_", "/")))
ARGUMENTS = {
    "account_confirm_email": ["abc"],
    "account_reset_password_from_key": ["1", "abc"],
    "mfa_remove_webauthn": [1],
    "mfa_edit_webauthn": [1],
    "accounts:invitation": ["MQ", "abc"],
    "profiles:supply-open": ["oakfield", "abc"],
    "visits:feed-open": ["oakfield", "abc"],
    "information:public": ["oakfield"],
    "information:public-pdf": ["oakfield"],
}


def kind_of(name: str) -> str:
    """ "public" or "signed in": by the URL's own entry, or else by the longest prefix."""
    fits = [
        known for known in WITHOUT_SCHOOL if name == known or (known in PREFIXES and name.startswith(known))
    ]
    return WITHOUT_SCHOOL[max(fits, key=len)]


@pytest.mark.parametrize("name", [name for name in every_url() if name not in MATRIX])
def test_page_of_no_school_asks_for_signing_in_unless_public(cast, name):
    path = f"/{name}" if "/" in name else reverse(name, args=ARGUMENTS.get(name))
    response = cast.client_for("anonymous").get(path)
    asked = response.status_code == 302 and response.url.startswith("/account/login/?next=")
    assert ("signed in" if asked else "public") == kind_of(name)
    assert response.status_code < 500


@pytest.mark.parametrize("who,status,leads_to", [("senco", 302, "/oakfield/"), ("stranger", 200, None)])
def test_home_leads_to_the_persons_school(cast, who, status, leads_to):
    response = cast.client_for(who).get("/")
    assert (response.status_code, getattr(response, "url", None)) == (status, leads_to)


@pytest.mark.parametrize("who", [*ROLES, "stranger"])
def test_list_of_schools_opens_for_everyone_signed_in(cast, who):
    assert ask(cast, who, "GET", "/schools/") == 200
