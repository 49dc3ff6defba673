"""Without JavaScript: narrow the register, write a plan, import a list."""

from tests.journeys.school import open_school
from tests.journeys.steps import figures, import_list, names_listed, sign_in, write_plan


def test_product_works_without_javascript(person):
    school = open_school("plainfield", pupil=True)
    senco = person(script=False)
    sign_in(senco, school, "senco")
    import_list(senco, "arbor.csv")
    assert figures(senco.page)["New"] == 420
    senco.page.get_by_label(
        "It is ours: take all 420 children as new"
    ).check()  # one child is there whom it does not know
    senco.click("Import this")
    senco.click("See the result")
    assert figures(senco.page)["Added"] == 420
    senco.go("SEN register")
    senco.page.locator("#f-q").fill("unal")
    senco.page.locator("#f-level").select_option(label="SEN Support")
    senco.click("Filter")
    assert "q=unal" in senco.page.url
    assert sorted(names_listed(senco.page)) == ["Oliver Ünal", "Tobi Ünal"]
    senco.page.goto(f"/plainfield/plans/{school.record.draft.reference}/edit/")
    write_plan(senco)
    senco.click("Save the plan")
    assert senco.says("The plan is saved.")
    assert senco.says("Reads the first 45 common words")
