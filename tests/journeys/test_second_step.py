"""The second step of staff: set up at the first sign-in, asked for at the next; and a passkey in its place."""

import re
import time

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp

from tests.journeys.looking import violations
from tests.journeys.school import PASSWORD, open_school
from tests.journeys.steps import sign_in

PERIOD = 30  # seconds for which a code is shown


def code_shown(secret: str) -> str:
    """The code an app shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // PERIOD))


def give_password(somebody, school, who: str) -> None:
    somebody.page.goto("/account/login/")
    somebody.fill(login=school.email(who), password=PASSWORD)
    somebody.click("Sign in", role="button")


def test_staff_set_up_an_app_and_are_asked_for_its_code(person, settings):
    settings.STAFF_MFA_REQUIRED = True
    school, senco = open_school("twostep"), person()
    give_password(senco, school, "senco")
    assert senco.says("Set up an app")
    wrong = violations(senco.page)
    senco.click("Set up an app")
    again_by_password(senco)
    secret = senco.page.locator(".secret").inner_text()
    senco.look("set-up-an-app")
    wrong += violations(senco.page)
    senco.fill(code=code_shown(secret))
    senco.click("Turn it on")
    senco.page.wait_for_load_state()
    wrong += violations(senco.page)
    senco.page.goto("/")
    assert senco.title == "Today"
    assert wrong == []

    later = person()
    give_password(later, school, "senco")
    later.page.locator("[name=code]").wait_for()
    later.look("second-step")
    assert violations(later.page) == []
    with time_machine.travel(time.time() + PERIOD, tick=True):  # a code is good once
        later.fill(code=code_shown(secret))
        later.click("Sign in", role="button")
        later.page.wait_for_url("**/twostep/")


def again_by_password(somebody) -> None:
    """Some pages ask who it is once more."""
    if somebody.page.locator("[name=password]").count():
        somebody.fill(password=PASSWORD)
        somebody.page.locator("main form button[type=submit]").first.click()
        somebody.page.wait_for_load_state()


@pytest.fixture
def authenticator():
    """A device that holds passkeys and always says yes, put into a page."""

    def put_in(page):
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True}})  # fmt: skip

    return put_in


def test_passkey_is_added_and_signs_in(person, authenticator):
    school, senco = open_school("passkey"), person()
    authenticator(senco.page)
    sign_in(senco, school, "senco")
    senco.page.goto("/account/2fa/")
    senco.click("Add a passkey")
    again_by_password(senco)
    senco.page.locator("[name=name]").fill("Laptop")
    if senco.page.locator("[name=passwordless]").count():
        senco.page.locator("[name=passwordless]").check()
    senco.look("add-a-passkey")
    wrong = violations(senco.page)
    senco.page.locator("#mfa_webauthn_add").click()
    senco.page.wait_for_url(re.compile(r"webauthn/$|recovery|2fa/$"))
    senco.look("passkey-added")
    wrong += violations(senco.page)
    senco.page.goto("/")
    senco.click("Sign out")
    senco.page.goto("/account/login/")
    senco.click("Use a passkey")
    senco.page.wait_for_url("**/passkey/")
    assert senco.title == "Today"
    assert wrong == []
