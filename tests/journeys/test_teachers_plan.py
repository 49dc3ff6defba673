"""A teacher's plan, from an empty form and from the last cycle: how many clicks and keystrokes it takes. The counts
stand in docs/journeys.md."""

from unittest import mock

import pytest
from django.db import transaction

from apdr.bank.actions import start_bank
from apdr.models import Plan, Target
from tests.cast import AT
from tests.journeys.school import JourneySchool, open_school
from tests.journeys.steps import signed_in

TARGET = "Follows an instruction of three parts the first time"
STRATEGY = "Chunk instructions: one step, pause, next step"


@pytest.fixture
def school(request) -> JourneySchool:
    """A school whose bank holds the starter list. Maya's open plan is empty, or carries what was not met."""
    begun = request.param == "last cycle"
    opened = open_school("carried" if begun else "fresh", pupil=True)
    with opened.acting(), mock.patch("core.jobs.actions._tell_workers"), transaction.atomic():
        start_bank(school=opened.school, by=opened.people["senco"], at=AT)
        Plan.objects.get(pk=opened.record.draft.pk).delete()
        if begun:
            Target.objects.filter(plan=opened.record.shared).update(
                progress="on_track",
                target="Reads 20 common words on sight",
                outcome="Reads 17 of the 20 words",
                strategies="Five words a day",
            )
        else:
            Plan.objects.all().delete()
    return opened


def begin(person, school: JourneySchool) -> None:
    person.page.goto("/")
    person.click("Maya Abara", role="link")
    person.click("Write a support plan")
    person.page.locator("h1", has_text="Support plan for Maya Abara").wait_for()


def type_in(person, **fields: str) -> None:
    for name, words in fields.items():
        person.type(name.replace("__", "-"), words)


@pytest.mark.parametrize("school", ["empty form"], indirect=True)
def test_plan_from_an_empty_form(person, school):
    teacher = signed_in(person(), school, "teacher")
    with teacher.counting() as clicks, teacher.counting_keys() as keys:
        begin(teacher, school)
        type_in(
            teacher,
            difficulties="Holding more than two steps in mind",
            pupil_voice="I like it when you show me",
        )
        teacher.click("Targets", within=teacher.page.locator("#bank"))
        teacher.click(f"Add: {TARGET}")
        teacher.click("Strategies", within=teacher.page.locator("#bank"))
        teacher.click(f"Add: {STRATEGY}")
        assert teacher.page.locator("#live").inner_text() == f"Added to target 1: {STRATEGY}"
        type_in(teacher, targets__0__baseline="2 of 5 times", targets__0__who="Mrs Biggs")
        teacher.click("Use this date")
        teacher.page.locator("#summary-0", has_text="SMART").wait_for()
        teacher.look("plan-from-empty")
        teacher.click("to agree", role="button")
    assert teacher.says("The plan has been sent to be agreed.")
    assert clicks[0] <= 8 and keys[0] <= 95


@pytest.mark.parametrize("school", ["last cycle"], indirect=True)
def test_plan_from_the_last_cycle(person, school):
    teacher = signed_in(person(), school, "teacher")
    with teacher.counting() as clicks, teacher.counting_keys() as keys:
        begin(teacher, school)
        assert teacher.says("carried over, was “on track”")
        assert (
            teacher.page.locator("[name=learnt]").input_value()
            == "Reads 20 common words on sight: Reads 17 of the 20 words"
        )
        assert teacher.page.locator("[name=targets-0-baseline]").input_value() == "Reads 17 of the 20 words"
        teacher.click("Use this date")
        teacher.page.locator("#summary-0", has_text="SMART").wait_for()
        teacher.look("plan-from-last-cycle")
        teacher.click("to agree", role="button")
    assert teacher.says("The plan has been sent to be agreed.")
    assert clicks[0] <= 4 and keys[0] == 0
