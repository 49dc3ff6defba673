"""Signing in: idle sessions, the second step of staff, codes of families, and the limits on guessing."""

import datetime as dt

import pytest
import time_machine
from django.core.cache import cache

from core.schools.models import School
from tests.cast import password_of_everyone
from tests.roles import as_owner

pytestmark = pytest.mark.django_db
NOW = dt.datetime.now(dt.UTC)  # the sessions of the cast began a moment ago


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


def sign_in(client, who: str, password: str | None = None):
    data = {"login": f"{who}@sendsys.test", "password": password or password_of_everyone()}
    return client.post("/account/login/", data)


@pytest.mark.parametrize("minutes,status", [(29, 200), (31, 302)])
def test_session_ends_after_half_an_hour_without_activity(client_for, minutes, status):
    browser = client_for("senco")
    with time_machine.travel(NOW, tick=False):
        assert browser.get("/oakfield/").status_code == 200
    with time_machine.travel(NOW + dt.timedelta(minutes=minutes), tick=False):
        response = browser.get("/oakfield/")
    assert response.status_code == status
    assert status == 200 or response.url == "/account/login/?idle=1"


def test_who_goes_on_working_stays_signed_in(client_for, monkeypatch):
    monkeypatch.setattr("core.accounts.middleware.SEEN_EVERY", 60)
    browser = client_for("senco")
    for minutes in (0, 20, 40, 60):
        with time_machine.travel(NOW + dt.timedelta(minutes=minutes), tick=False):
            assert browser.get("/oakfield/").status_code == 200


def test_school_may_ask_for_a_shorter_rest(cast, client_for):
    with as_owner():
        School.objects.filter(pk=cast.oakfield.pk).update(idle_minutes=5)
    browser = client_for("senco")
    with time_machine.travel(NOW, tick=False):
        browser.get("/oakfield/")
    with time_machine.travel(NOW + dt.timedelta(minutes=6), tick=False):
        assert browser.get("/oakfield/").status_code == 302
        assert browser.get("/oakfield/").url.startswith("/account/login/?next=")  # it is over, not paused


@pytest.mark.parametrize("who,leads_to", [
    ("senco", "/account/2fa/"), ("teacher", "/account/2fa/"), ("governor", "/account/2fa/"), ("parent", None),
    ("professional", None),
])  # fmt: skip
def test_staff_without_second_step_are_led_to_set_it_up(client_for, settings, who, leads_to):
    settings.STAFF_MFA_REQUIRED = True
    response = client_for(who).get("/oakfield/")
    assert getattr(response, "url", None) == leads_to


def test_second_step_can_be_set_up_before_anything_else(client_for, settings):
    settings.STAFF_MFA_REQUIRED = True
    browser = client_for("senco")
    assert browser.get("/account/2fa/").status_code == 200
    assert browser.get("/account/2fa/totp/activate/").status_code in (
        200,
        302,
    )  # 302: says the password again first


@pytest.mark.parametrize(
    "who,sent", [("parent", 1), ("senco", 0), ("teacher", 0), ("governor", 0), ("nobody", 0)]
)
def test_code_by_email_is_for_families_alone_and_the_answer_is_the_same(
    cast, client_for, mailoutbox, who, sent
):
    response = client_for("anonymous").post("/account/login/code/", {"email": f"{who}@sendsys.test"})
    assert (response.status_code, response.url) == (302, "/account/login/code/confirm/")
    assert len(mailoutbox) == sent


def test_parent_signs_in_by_the_code(client_for, mailoutbox):
    browser = client_for("anonymous")
    browser.post("/account/login/code/", {"email": "parent@sendsys.test"})
    code = max(
        mailoutbox[0].body.split(),
        key=lambda word: (word.isupper() or word.replace("-", "").isalnum()) and "-" in word,
    )
    response = browser.post("/account/login/code/confirm/", {"code": code})
    assert (response.status_code, browser.get("/oakfield/").status_code) == (302, 200)


def test_code_email_names_no_child(client_for, mailoutbox):
    client_for("anonymous").post("/account/login/code/", {"email": "parent@sendsys.test"})
    assert not {"Maya", "Abara"} & set(mailoutbox[0].body.split())


def test_password_signs_in(client_for):
    browser = client_for("anonymous")
    assert sign_in(browser, "senco").status_code == 302
    assert browser.get("/oakfield/").status_code == 200


def test_wrong_password_and_unknown_address_get_the_same_answer(client_for):
    known, unknown = (sign_in(client_for("anonymous"), who, "wrong") for who in ("senco", "nobody"))
    assert (known.status_code, unknown.status_code) == (200, 200)
    errors = [response.context["form"].non_field_errors() for response in (known, unknown)]
    assert errors == [["The email address or the password is not right. Check both, and try again."]] * 2


def test_guessing_passwords_is_stopped(client_for, settings):
    settings.ACCOUNT_RATE_LIMITS = {}  # allauth's own, which tests switch off
    browser = client_for("anonymous")
    for _ in range(12):
        response = sign_in(browser, "senco", "wrong")
    right = sign_in(browser, "senco")
    assert right.status_code in (200, 429)  # not 302: even the right one waits now
    assert response.status_code in (200, 429)


def test_nobody_signs_up(client_for):
    response = client_for("anonymous").post("/account/signup/", {"email": "a@b.test", "password1": "x" * 20})
    assert response.status_code == 200
    assert "form" not in response.context or not client_for("anonymous").login(
        email="a@b.test", password="x" * 20
    )


def test_signing_out_ends_the_session(client_for):
    browser = client_for("senco")
    browser.post("/account/logout/")
    assert browser.get("/oakfield/").status_code == 302
