"""The main job, whole: from the office's list to a plan that a family has read, wide and on a phone."""

import io
import re
from pathlib import Path

import pytest
from django.core import mail
from openpyxl import load_workbook

from tests.journeys.school import open_school, teach
from tests.journeys.steps import (
    ask_for_code,
    code_sent_to,
    figures,
    import_list,
    names_listed,
    sign_in,
    write_plan,
)

FAMILY = "lily.ak189@mail.example"  # the contact that the list holds for Freya Żak of 3A


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "390"])
def test_child_goes_from_the_list_to_a_plan_that_the_family_has_read(person, narrow):
    school = open_school("longfield" if narrow else "broadoak")
    office, senco, teacher, parent = (person(narrow=narrow) for _ in range(4))
    office_imports(office, school)
    teach(school, "3A")
    senco_reads_the_register(senco, school)
    senco_adds_the_child(senco)
    senco_adds_a_contact(senco)
    plan = teacher_writes(teacher, school)
    senco_agrees_and_shares(senco, plan)
    parent_reads(parent, school)
    senco_sees_it_is_read(senco, plan)
    assert [
        m.subject for m in mail.outbox if "Freya" in m.subject + m.body or "Żak" in m.subject + m.body
    ] == []
    assert len(mail.outbox) >= 2  # the plan is shared; the code


def office_imports(office, school) -> None:
    sign_in(office, school, "office")
    import_list(office, "arbor.csv")
    assert figures(office.page)["New"] == 420
    office.click("Import this")
    office.click("See the result")
    assert (office.title, figures(office.page)["Added"]) == ("Imported", 420)


def senco_reads_the_register(senco, school) -> None:
    sign_in(senco, school, "senco")
    with senco.counting() as clicks:
        senco.go("SEN register")
    assert clicks == [2 if senco.narrow else 1]
    page = senco.page
    page.locator("#f-q").fill("unal")
    page.wait_for_url("**q=unal**")
    if senco.narrow:
        page.get_by_text("More filters").click()
    page.locator("#f-level").select_option(label="SEN Support")
    page.wait_for_url("**level=sen_support**")
    page.get_by_text("2 children found").first.wait_for(state="attached")
    assert sorted(names_listed(page)) == ["Oliver Ünal", "Tobi Ünal"]
    page.reload()
    assert sorted(names_listed(page)) == ["Oliver Ünal", "Tobi Ünal"]
    senco_exports(senco)
    page.goto(f"/{school.slug}/register/?q=zak&level=sen_support")
    assert sorted(names_listed(page)) == ["Arthur Żak", "Dylan Żak", "Leo Żak", "Zofia Żak"]


def senco_exports(senco) -> None:
    senco.page.locator("summary", has_text="Export").click()
    with senco.page.expect_download() as download:
        senco.page.get_by_role("link", name="Excel (XLSX)").click()
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert sorted(row[1] for row in rows[1:]) == ["Oliver Ünal", "Tobi Ünal"]


def senco_adds_the_child(senco) -> None:
    page = senco.page
    page.goto("/")
    with senco.counting() as clicks:
        if senco.narrow:
            page.locator(".phone-bar summary", has_text="Menu").click()  # the menu is the phone's side bar
            page.locator(".phone-bar nav a", has_text="SEN register").click()
            senco.clicks += 1
        else:
            senco.go("SEN register")
        senco.click("Add a child")
        page.locator("#who").fill("freya zak")
        page.keyboard.press("Enter")
        senco.click("Choose")
        page.get_by_label(re.compile("^SEN Support:")).check()
        senco.fill(reason="Reading age two years behind.", additional="A daily reading group.")
        page.locator("[name=main_need]").select_option("SLCN")
        page.locator("[name=consulted]").first.check()
        senco.click("Set the level")
    assert clicks[0] <= 4
    assert senco.says("Freya is now at SEN Support.")


def senco_adds_a_contact(senco) -> None:
    senco.page.goto(senco.page.url.rstrip("/") + "/contacts/add/")
    senco.fill(name="Marek Żak", relationship="Father")
    senco.click("Save the contact")
    assert senco.says("The contact is saved.")


def teacher_writes(teacher, school) -> str:
    """The address of the plan, sent to be agreed."""
    sign_in(teacher, school, "teacher")
    page = teacher.page
    with teacher.counting() as clicks:
        teacher.click("Freya Żak", role="link")
        teacher.click("Write a support plan")
    assert clicks == [2]
    write_plan(teacher)
    page.keyboard.press("Tab")
    assert teacher.says("Saved at")
    here = page.url
    page.goto("/")
    page.goto(here)
    assert page.locator("[name=difficulties]").input_value() == "Reading common words"
    assert page.locator("[name=targets-0-criteria]").input_value() == "45 of 45 in one sitting"
    assert page.locator("[name=starts]").input_value() == "16 11 2026"
    teacher.click("to agree", role="button")
    assert teacher.says("The plan has been sent to be agreed.")
    return page.url


def senco_agrees_and_shares(senco, plan: str) -> None:
    page = senco.page
    page.goto("/")
    with senco.counting() as clicks:
        senco.click(re.compile("Agree.*Freya Żak"))
        senco.click("Agree")
    assert clicks == [2]
    assert senco.says("The plan is agreed. Its PDF is being made.")
    page.goto(plan)
    assert senco.says("Open the PDF")
    senco.click("Share")
    page.locator("fieldset", has_text="Żak").first.get_by_label("Online").check()
    page.locator("fieldset", has_text="Marek Żak").get_by_label("On paper").check()
    senco.click("Share the plan")
    assert senco.says("The plan is shared.")


def parent_reads(parent, school) -> None:
    page = parent.page
    ask_for_code(parent, FAMILY)
    parent.fill(code=code_sent_to(FAMILY))
    parent.click("Sign in", role="button")
    parent.page.wait_for_url(re.compile(f"/{school.slug}/$|/schools/$"))
    page.goto(f"/{school.slug}/")  # the same family is at the school of the other width too
    page.locator("main a.btn-primary").first.click()
    assert parent.says("Reads the first 45 common words")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the plan").click()
    assert Path(download.value.path()).read_bytes()[:5] == b"%PDF-"
    parent.click("I have read this plan")
    assert parent.says("The school can see that you have read the plan.")


def senco_sees_it_is_read(senco, plan: str) -> None:
    senco.page.goto(plan)
    receipts = senco.page.locator("section", has_text="Shared with")
    assert (
        receipts.get_by_text("Confirmed", exact=True).count(),
        receipts.get_by_text("Not confirmed yet").count(),
    ) == (1, 1)
    senco.click("The slip came back")
    senco.click("Record the answer")
    assert senco.says("The answer is recorded.")
    assert receipts.get_by_text("Confirmed", exact=True).count() == 2
