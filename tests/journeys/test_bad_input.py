"""Bad input: a clear message saying what to do, and nothing typed is lost."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from register.models import StatusPeriod
from tests.journeys.school import open_school
from tests.journeys.steps import ask_for_code, code_sent_to, sign_in, signed_in


@pytest.fixture
def school(request):
    return open_school(request.node.name.replace("_", "-")[5:30].strip("-"), pupil=True)


def test_wrong_code_is_refused_with_words_and_the_right_one_still_works(person, school):
    parent = person()
    ask_for_code(parent, school.email("parent"))
    parent.fill(code="WRONG1")
    parent.click("Sign in", role="button")
    assert parent.page.locator(".invalid-feedback, [role=alert]").first.inner_text() != ""
    parent.look("wrong-code")
    parent.fill(code=code_sent_to(school.email("parent")))
    parent.click("Sign in", role="button")
    parent.page.wait_for_url(f"**/{school.slug}/")


def test_code_that_has_expired_leads_to_asking_again(person, school):
    parent = person()
    ask_for_code(parent, school.email("parent"))
    code = code_sent_to(school.email("parent"))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11), tick=True):
        parent.fill(code=code)
        parent.click("Sign in", role="button")
        parent.page.wait_for_load_state()
        parent.look("expired-code")
        assert parent.says("That code cannot be used any more. Ask for another one here.")
        ask_for_code(parent, school.email("parent"))
    assert code_sent_to(school.email("parent")) != code


def test_form_posted_twice_writes_once(person, school):
    senco = person()
    sign_in(senco, school, "senco")
    page = senco.page
    page.goto(f"/{school.slug}/pupils/{school.record.pupil.reference}/level/")
    page.get_by_label("EHC plan").check()
    senco.fill(reason="The plan is issued.", additional="As the plan says.")
    page.locator("[name=consulted]").first.check()
    before = periods(school)
    senco.click("Change the level")
    senco.page.wait_for_url("**/pupils/*/")
    page.go_back()
    page.get_by_role("button", name="Change the level").click()
    page.wait_for_load_state()
    senco.look("posted-twice")
    assert periods(school) == before + 1


def periods(school) -> int:
    with school.acting(), transaction.atomic():
        return StatusPeriod.objects.filter(pupil=school.record.pupil).count()


def test_unreadable_file_is_refused_with_what_to_do(person, school):
    office = signed_in(person(), school, "office")
    office.page.goto(f"/{school.slug}/import/")
    pdf = {
        "name": "pupils.csv",
        "mimeType": "text/csv",
        "buffer": b"%PDF-1.7\n\x00\x01\x02 not a list\n%%EOF\n" * 20,
    }
    office.page.locator("input[type=file]").set_input_files(pdf)
    office.click("Read the file")
    office.page.wait_for_load_state()
    office.look("unreadable-file")
    assert office.says("PDF")


def test_date_that_does_not_exist_keeps_all_that_was_typed(person, school):
    teacher = signed_in(person(), school, "teacher")
    page = teacher.page
    page.goto(f"/{school.slug}/plans/{school.record.draft.reference}/edit/")
    teacher.fill(review_on="31 11 2026", difficulties="Words not saved before", home="Sing together")
    teacher.click("Save the plan")
    summary = page.locator("[data-error-summary]")
    assert "November has 30 days: check the date" in summary.inner_text()
    typed = {
        name: page.locator(f"[name={name}]").input_value() for name in ("review_on", "difficulties", "home")
    }
    assert typed == {
        "review_on": "31 11 2026",
        "difficulties": "Words not saved before",
        "home": "Sing together",
    }
    teacher.look("date-that-does-not-exist")
