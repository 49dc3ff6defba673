"""Two people at one plan: both texts are shown, each field is chosen, nothing is lost."""

from apdr.models import Plan
from tests.journeys.school import open_school
from tests.journeys.steps import signed_in


def test_second_to_save_sees_both_texts_and_chooses_field_by_field(person):
    school = open_school("twofold", pupil=True)
    teacher, senco = signed_in(person(), school, "teacher"), signed_in(person(), school, "senco")
    edit = f"/twofold/plans/{school.record.draft.reference}/edit/"
    for somebody in (teacher, senco):
        somebody.page.goto(edit)
    teacher.fill(difficulties="The teacher's words", strengths="Building bridges")
    teacher.page.keyboard.press("Tab")
    assert teacher.says("Saved at")
    senco.fill(difficulties="The SENCo's words", home="Sing together")
    senco.click("Save the plan")
    assert senco.says("The plan is saved.")
    teacher.click("Save the plan")
    assert teacher.says("Your text is kept. See both and choose.")
    assert teacher.page.evaluate("document.activeElement.hasAttribute('data-take-focus')")
    assert teacher.page.locator("fieldset legend").all_inner_texts() == ["What Maya finds hard"]
    panels = teacher.page.locator("fieldset .panel").all_inner_texts()
    assert [text.split("\n")[-1] for text in panels] == ["The teacher's words", "The SENCo's words"]
    teacher.look("two-texts")
    teacher.page.get_by_label("Helen Marsh").check()
    teacher.click("Save what I chose")
    assert teacher.says("The plan is saved.")
    with school.acting():
        plan = as_written(school.record.draft.pk)
    assert plan == ("The SENCo's words", "Building bridges", "Sing together")


def as_written(pk: int) -> tuple[str, str, str]:
    from django.db import transaction

    with transaction.atomic():
        plan = Plan.objects.get(pk=pk)
    return plan.difficulties, plan.strengths, plan.home
