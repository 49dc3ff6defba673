"""Who may sign in, from invitation to the end of access."""

import datetime as dt
import re

import pytest
import time_machine

from core.accounts import actions
from core.accounts.enums import Role
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied
from tests.cast import AT
from tests.roles import as_owner, seeing

pytestmark = pytest.mark.django_db
PASSWORD = {"new_password1": "quite a long invented one", "new_password2": "quite a long invented one"}
NEWCOMER = {"email": "new@sendsys.test", "name": "Nia New", "role": "ta"}


@pytest.fixture
def invitation(cast, client_for, run_on_commit, mailoutbox) -> str:
    """The path in the email that an invitation sends."""
    with run_on_commit():
        response = client_for("senco").post("/oakfield/people/invite/", NEWCOMER)
    assert (response.status_code, response.url) == (302, "/oakfield/people/")
    assert mailoutbox[0].to == ["new@sendsys.test"]
    return re.search(r"http://127.0.0.1:8000(/invitation/\S+)", mailoutbox[0].body)[1]


def test_invitation_gives_the_role_and_is_used_once(cast, invitation):
    browser = cast.client_for("anonymous")
    assert browser.get(invitation).status_code == 200
    response = browser.post(invitation, PASSWORD)
    assert (response.status_code, response.url) == (302, "/")
    assert browser.get("/oakfield/").status_code == 200
    assert cast.client_for("anonymous").get(invitation).status_code == 410
    with as_owner():
        assert list(Membership.objects.filter(user__email="new@sendsys.test").values_list("school__slug", "role", "given_by")) == [
            ("oakfield", "ta", cast.senco.pk)
        ]  # fmt: skip


def test_invitation_runs_out(cast, invitation):
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=3, seconds=10)):
        response = cast.client_for("anonymous").get(invitation)
    assert response.status_code == 410


@pytest.mark.parametrize(
    "path", ["/invitation/MQ/abc-def/", "/invitation/!!/x/", "/invitation/OTk5OTk5/x-y/"]
)
def test_invitation_that_is_none_says_what_to_do(cast, path):
    assert cast.client_for("anonymous").get(path).status_code == 410


def test_invited_person_who_has_an_account_keeps_it(cast, client_for, run_on_commit):
    with run_on_commit():
        client_for("senco").post(
            "/oakfield/people/invite/", NEWCOMER | {"email": "Foreign_SENCO@sendsys.test "}
        )
    assert User.objects.filter(email__iexact="foreign_senco@sendsys.test").count() == 1
    assert User.objects.get(pk=cast.foreign_senco.pk).check_password("a long invented password")


def test_role_given_twice_is_one_role(cast):
    with seeing(cast.oakfield):
        for _ in range(2):
            actions.give_role(school=cast.oakfield, user=cast.stranger, role=Role.TA, by=cast.senco, at=AT)
        assert Membership.objects.filter(user=cast.stranger).count() == 1


def test_changed_role_counts_at_the_next_click(cast, client_for):
    head = client_for("governor")
    assert head.get("/oakfield/register/").status_code == 403
    path = f"/oakfield/people/{cast.memberships[cast.governor.pk]}/role/"
    assert client_for("senco").post(path, {"role": "dsl"}).status_code == 302
    assert head.get("/oakfield/register/").status_code == 200


def test_ended_access_ends_at_the_next_click(cast, client_for):
    teacher = client_for("teacher")
    assert teacher.get("/oakfield/register/").status_code == 200
    path = f"/oakfield/people/{cast.memberships[cast.teacher.pk]}/end/"
    assert client_for("head").post(path).status_code == 302
    assert teacher.get("/oakfield/register/").status_code == 404


def test_last_person_who_manages_people_stays(cast):
    with seeing(cast.riverside):
        membership = Membership.objects.get(user=cast.riverside_senco)
        with pytest.raises(Denied, match="Give the role to someone else first"):
            actions.end_access(membership=membership, by=cast.riverside_senco, at=AT)
        with pytest.raises(Denied):
            actions.change_role(membership=membership, role=Role.TA, by=cast.riverside_senco, at=AT)
        assert Membership.objects.get(user=cast.riverside_senco, ended_at=None).role == "senco"


def test_ended_role_keeps_who_ended_it(cast):
    with seeing(cast.oakfield):
        membership = Membership.objects.get(user=cast.teacher)
        actions.end_access(membership=membership, by=cast.head, at=AT)
        ended = Membership.objects.get(pk=membership.pk)
    assert (ended.ended_at, ended.ended_by_id) == (AT, cast.head.pk)


def test_only_who_manages_people_may_invite(cast):
    with (
        seeing(cast.oakfield),
        pytest.raises(Denied, match="Only the SENCo or Head teacher may invite people"),
    ):
        actions.invite_person(
            school=cast.oakfield, email="x@y.test", name="X", role=Role.TA, by=cast.teacher, at=AT
        )


def test_manager_of_one_school_invites_nobody_to_another(cast):
    with seeing(cast.oakfield, cast.hillcrest), pytest.raises(Denied):
        actions.invite_person(
            school=cast.hillcrest, email="x@y.test", name="X", role=Role.TA, by=cast.senco, at=AT
        )


def test_people_page_shows_everyone_with_their_role(cast, client_for):
    page = client_for("senco").get("/oakfield/people/").content.decode()
    everyone = [cast.people[who].email for who in ("senco", "head", "teacher", "ta", "governor", "parent")]
    assert [email for email in everyone if email not in page] == []


def test_invitation_page_greets_the_person_by_name_and_address(cast, client_for):
    path = actions.invitation_path(cast.people["teacher"])
    page = client_for("anonymous").get(path).content.decode()
    assert cast.people["teacher"].name in page and cast.people["teacher"].email in page
