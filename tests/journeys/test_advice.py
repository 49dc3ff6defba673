"""From a plan that did not work to advice inside the next cycle: consent is refused once, withdrawn once, and holds at
last; the report is checked, shared, and its advice is put into the plan."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from agencies.directory.actions import write_agency
from agencies.models import Consent, Referral
from agencies.reports.reading import read_report
from apdr.models import AdviceUse, Plan
from core.documents.pdf import html_to_pdf
from core.schools.actions import add_term
from tests.journeys.school import open_school
from tests.journeys.steps import signed_in

REPORT = """<html lang="en-GB"><head><title>Report</title></head><body><h1>Speech and language report</h1>
<p>Maya Abara was seen in class. The class teacher, Priya Nair, sat beside us.</p>
<p>Maya understands single words well and loses the order of a story.</p>
<p>1. A strip of three pictures to hold while telling a story, every day.</p></body></html>"""
CORRECTED = REPORT.replace("The class teacher, Priya Nair, sat", "The class teacher sat")


@pytest.fixture
def monday():
    """The clock stands on a Monday of term, ten in the morning."""
    now = timezone.now()
    day = now + dt.timedelta(days=-now.weekday() % 7)
    with time_machine.travel(day.replace(hour=10, minute=0), tick=True):
        yield timezone.localdate()


@pytest.fixture
def school(db, monday):
    """Maya's first cycle was reviewed; its second is being written. The school knows one service."""
    opened = open_school("advice", pupil=True)
    with opened.acting(), transaction.atomic():
        week = dt.timedelta(weeks=1)
        add_term(school=opened.school, name="This term", start=monday - 8 * week, end=monday + 8 * week)
        write_agency(school=opened.school, held=None, by=opened.people["senco"], at=timezone.now(), name="Talk team",
                     kind="salt", sector="nhs")  # fmt: skip
    return opened


def send(person) -> None:
    """Press the button of the form in sight."""
    person.page.locator("main form .btn-primary").last.click()
    person.clicks += 1


def choose(person, name: str, value: str) -> None:
    person.page.locator(f"[name={name}][value='{value}']").check()


def test_advice_reaches_the_next_cycle(person, school, tmp_path):
    senco = signed_in(person(), school, "senco")
    refer(senco, school)
    consent_is_refused(senco)
    consent_is_given_and_sent(senco)
    consent_is_withdrawn(senco)
    consent_is_given_and_sent(senco)
    senco.click("Record their answer", role="link")
    choose(senco, "accepted", "yes")
    send(senco)
    senco.click("Record that the child was seen", role="link")
    send(senco)
    report_names_the_teacher(senco, school, tmp_path)
    corrected_report_is_shared(senco, school, tmp_path)
    advice_is_written_and_put_into_the_plan(senco, signed_in(person(narrow=True), school, "teacher"), school)
    check_written(school)


def refer(senco, school) -> None:
    senco.page.goto(f"/{school.slug}/pupils/{school.record.pupil.reference}/")
    senco.click("Agencies", role="link", within=senco.page.locator("main"))
    senco.click("Start a referral")
    senco.page.locator("[name=agency]").select_option(index=1)
    assert "Read 20 words: Reads 24 words" in senco.page.locator("[name=tried]").input_value()
    senco.fill(asked="Why stories come out of order, and what would help.")
    send(senco)


def talk(senco) -> None:
    senco.fill(people="Family Abara, Mrs Marsh", about="The targets were not met. They would like advice.")
    if senco.page.locator("[name=ask]").count():
        senco.page.locator("[name=ask]").uncheck()
    send(senco)


def consent_is_refused(senco) -> None:
    senco.click("Record the talk with the parents")
    talk(senco)
    senco.click("They do not agree", role="link")
    choose(senco, "how", "meeting")
    senco.fill(why="They would like to think about it.")
    send(senco)
    assert senco.says("Consent refused")
    senco.look("advice-refused")


def consent_is_given_and_sent(senco) -> None:
    senco.click("Talk it over again")
    talk(senco)
    senco.click("Record their consent", role="link")
    choose(senco, "how", "signed")
    send(senco)
    senco.click("Record that it was sent")
    choose(senco, "how", "secure")
    send(senco)
    assert senco.says("Sent. What was given is in the record of disclosures.")


def consent_is_withdrawn(senco) -> None:
    senco.click("They take their consent back", role="link")
    senco.fill(who="Family Abara")
    choose(senco, "how", "phone")
    senco.page.locator("main form button[type=submit]").last.click()
    assert senco.says("The consent is taken back. Invitations have ended.")
    senco.look("advice-withdrawn")


def hand_in(senco, school, tmp_path, words: str, *, replaces: bool) -> None:
    """Upload a report, and let a worker read it."""
    path = tmp_path / "report.pdf"
    path.write_bytes(html_to_pdf(words))
    senco.page.goto(f"/{school.slug}/pupils/{school.record.pupil.reference}/reports/add/")
    senco.page.locator("[name=file]").set_input_files(path)
    senco.page.locator("[name=referral]").select_option(index=1)
    if replaces:
        senco.page.locator("[name=replaces]").select_option(index=1)
    send(senco)
    senco.page.locator("h1").wait_for()
    with school.acting(), transaction.atomic():
        referral = Referral.objects.get(pupil=school.record.pupil, state__in=["reported", "decided"])
        newest = referral.reports.exclude(state="replaced").latest("pk")
        read_report(report=newest, at=timezone.now())
    senco.page.goto(f"/{school.slug}/reports/{newest.reference}/check/")


def report_names_the_teacher(senco, school, tmp_path) -> None:
    hand_in(senco, school, tmp_path, REPORT, replaces=False)
    assert senco.page.locator("mark").filter(has_text="Priya Nair").count() == 1
    senco.look("advice-check")
    senco.click("Ask for a corrected report")
    send(senco)
    assert senco.says("It is written down. Print the letter, or copy it to the secure service.")


def corrected_report_is_shared(senco, school, tmp_path) -> None:
    hand_in(senco, school, tmp_path, CORRECTED, replaces=True)
    assert senco.page.locator("mark").count() == 0
    senco.click("Share it")
    send(senco)
    assert senco.says("Shared")


def advice_is_written_and_put_into_the_plan(senco, teacher, school) -> None:
    senco.page.goto(f"/{school.slug}/pupils/{school.record.pupil.reference}/referrals/")
    with school.acting(), transaction.atomic():
        report = Referral.objects.get(pupil=school.record.pupil).reports.get(state="shared")
    teacher.page.goto(f"/{school.slug}/reports/{report.reference}/")
    teacher.page.goto(f"/{school.slug}/reports/{report.reference}/advice/")
    teacher.page.locator("[name$=what]").first.fill("Hold a strip of three pictures while telling a story")
    teacher.page.locator("[name$=how_often]").first.fill("Daily")
    send(teacher)
    teacher.page.goto(f"/{school.slug}/pupils/{school.record.pupil.reference}/advice/")
    with teacher.counting() as clicks:
        teacher.click("Decide")
        teacher.click("In every lesson", role="button")
    assert clicks == [2]
    assert teacher.says("It is in the plan, and the plan says where it comes from.")
    teacher.page.goto(f"/{school.slug}/plans/{school.record.draft.reference}/")
    assert teacher.says(
        "Hold a strip of three pictures while telling a story (in every lesson; Talk team, report of"
    )
    teacher.look("advice-plan")


def check_written(school) -> None:
    with school.acting(), transaction.atomic():
        referral = Referral.objects.get(pupil=school.record.pupil)
        assert referral.state == "decided"
        answers = list(
            Consent.objects.filter(referral=referral).order_by("pk").values_list("answer", "withdrawn_on")
        )
        assert [answer for answer, _ in answers] == ["refused", "given", "given"]
        assert [bool(on) for _, on in answers] == [False, True, False]
        assert referral.disclosures.filter(how="secure").count() == 2
        plan = Plan.objects.get(pk=school.record.draft.pk)
        assert "Hold a strip of three pictures while telling a story (Daily)" in plan.every_lesson
        assert AdviceUse.objects.filter(plan=plan, recommendation__report__referral=referral).exists()
