"""The plan's form: a target taken out or used again, numbers, the bank beside it, SMART hints, how it reads, its preview."""

import pytest

from apdr.bank.actions import add_entry
from apdr.enums import BankKind, PlanArea
from apdr.models import Plan, Target
from apdr.plans import actions as plans
from apdr.plans.readability import readability, readability_of
from apdr.plans.smart import smart
from core.ui.models import Draft
from tests.apdr.plans.test_plan_editing import Inputs
from tests.cast import AT
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(cast) -> str:
    return f"/oakfield/plans/{cast.own.draft.reference}/edit/"


@pytest.fixture
def two(cast) -> Plan:
    """The draft with two targets, the second carrying what is known of it: a date on which it was achieved."""
    with seeing(cast.oakfield, actor=cast.senco):
        plan = plans.write_plan(
            plan=Plan.objects.get(pk=cast.own.draft.pk), by=cast.senco, at=AT, starts=AT.date(), review_on=None,
            targets=[{"target": "First goal in words", "criteria": "1 of 5"}, {"target": "Second goal in words", "criteria": "2 of 5"}],
            difficulties="Reading", pupil_voice="Maps",
        )  # fmt: skip
        Target.objects.filter(plan=plan, number=2).update(achieved_on=AT.date())
        plan.school = cast.oakfield
    return plan


def form_of(response) -> dict[str, str]:
    """What a browser would post from the page as it stands."""
    text = {}
    for form in (response.context["form"], *response.context["formset"].forms):
        text |= {form.add_prefix(name): str(form[name].value() or "") for name in form.fields}
    return text | {"version": response.context["version"]}


def targets_of(plan: Plan) -> list[tuple]:
    with seeing(plan.school):
        return list(Target.objects.filter(plan=plan).order_by("number").values_list("target", "achieved_on"))


def test_target_taken_out_leaves_what_is_known_with_the_others(client_for, path, two):
    teacher = client_for("teacher")
    page = teacher.post(path, form_of(teacher.get(path)) | {"remove-target": "0"})
    assert len(page.context["formset"].forms) == 1
    assert targets_of(two)[0][0] == "First goal in words"  # nothing is saved yet
    assert teacher.post(path, form_of(page)).status_code == 302
    assert targets_of(two) == [("Second goal in words", AT.date())]


def test_target_written_anew_in_place_of_one_taken_out_begins_afresh(client_for, path, two):
    teacher = client_for("teacher")
    page = teacher.post(path, form_of(teacher.get(path)) | {"remove-target": "1"})
    page = teacher.post(path, form_of(page) | {"add-target": "1"})
    assert (
        teacher.post(path, form_of(page) | {"targets-1-target": "Another goal in words"}).status_code == 302
    )
    assert targets_of(two) == [("First goal in words", None), ("Another goal in words", None)]


@pytest.mark.parametrize("first", ["removes", "changes"])
def test_target_that_one_takes_out_and_another_changes_is_kept(client_for, path, two, first):
    teacher, senco = client_for("teacher"), client_for("senco")
    out, changed = (form_of(somebody.get(path)) for somebody in (senco, teacher))
    out = form_of(senco.post(path, out | {"remove-target": "0"}))
    changed |= {"targets-0-criteria": "5 of 5"}
    one, other = (
        ((senco, out), (teacher, changed)) if first == "removes" else ((teacher, changed), (senco, out))
    )
    assert one[0].post(path, one[1]).status_code == 302
    met = other[0].post(path, other[1])
    assert (met.status_code, Inputs(met).radios) == (409, [])
    assert other[0].post(path, Inputs(met).hidden).status_code == 302
    assert sorted(targets_of(two)) == [("First goal in words", None), ("Second goal in words", AT.date())]


def test_numbers_are_read_as_people_write_them_or_refused(cast, client_for, path):
    teacher = client_for("teacher")
    page = form_of(teacher.get(path))
    wrong = page | {
        "targets-0-baseline_value": "27 of 45",
        "targets-0-aim_value": "£45",
        "expected": "Reads more",
    }
    response = teacher.post(path, wrong)
    shown = response.content.decode()
    assert response.status_code == 422
    assert (
        shown.count("Enter one number, for example 27") >= 2 and "27 of 45" in shown and "Reads more" in shown
    )
    assert (
        teacher.post(
            path, page | {"targets-0-baseline_value": "1,027.5", "targets-0-aim_value": "45%"}
        ).status_code
        == 302
    )
    with seeing(cast.oakfield):
        target = Target.objects.get(plan=cast.own.draft)
    assert (float(target.baseline_value), float(target.aim_value)) == (1027.5, 45.0)


def test_target_of_the_last_cycle_that_was_met_can_be_used_again(cast, client_for, path):
    with seeing(cast.oakfield, actor=cast.senco):
        Target.objects.filter(plan=cast.own.draft).delete()
    teacher = client_for("teacher")
    page = teacher.get(path)
    assert [row["title"] for row in page.context["left"]] == ["Read 20 words"]
    page = teacher.post(path, form_of(page) | {"use-again": "1"})
    assert [form["target"].value() for form in page.context["formset"]] == ["Read 20 words"]
    assert (page.context["formset"][0]["baseline"].value(), page.context["left"]) == ("Reads 24 words", [])


@pytest.mark.parametrize("kind,field,says", [
    (BankKind.STRATEGY, "strategies", "Now and next board"), (BankKind.TARGET, "target", "Counts to 30 aloud"),
])  # fmt: skip
def test_entry_of_the_bank_goes_into_the_target_at_work_without_script(
    cast, client_for, path, two, kind, field, says
):
    with seeing(cast.oakfield, actor=cast.senco):
        entry = add_entry(
            school=cast.oakfield, kind=kind, words=says, criteria="30 of 30", by=cast.senco, at=AT
        )
    teacher = client_for("teacher")
    typed = form_of(teacher.get(path)) | {"targets-1-strategies": "Five a day", "home": "Sing together"}
    page = teacher.post(path, typed | {"add-bank": entry.reference, "bank-target": "1"})
    forms = page.context["formset"].forms
    if kind == BankKind.STRATEGY:
        assert forms[1][field].value() == f"Five a day\n{says}"
    else:  # what is written already is never overwritten
        assert [form["target"].value() for form in forms][1:] == ["Second goal in words", says]
        assert forms[2]["criteria"].value() == "30 of 30"
    with seeing(cast.oakfield):
        assert Draft.objects.get(form="plan", user=cast.teacher).data["home"] == "Sing together"


def test_line_of_the_form_is_brought_to_the_bank_by_the_senco_alone(client_for, path):
    senco, teacher = client_for("senco"), client_for("teacher")
    typed = form_of(senco.get(path)) | {
        "targets-0-strategies": "Cards\nSit Maya near the door",
        "home": "Sing",
    }
    form = senco.post(path, typed | {"offer": "0-2"}).context["form"]
    assert (form["words"].value(), form["kind"].value()) == ("Sit the child near the door", "strategy")
    assert form_of(senco.get(path))["home"] == "Sing"
    assert senco.post(path, typed | {"offer": "9-99"}).context["form"]["words"].value() == ""
    assert teacher.post(path, typed | {"offer": "0-2"}).status_code == 403


def test_bank_beside_the_plan_is_searched(client_for, cast, path):
    with seeing(cast.oakfield, actor=cast.senco):
        for words in ("Visual timer", "Picture cards"):
            add_entry(school=cast.oakfield, kind=BankKind.STRATEGY, words=words, by=cast.senco, at=AT)
    shown = client_for("teacher").get(
        path.replace("edit", "bank"), {"bank-q": "TIMER\0", "bank-kind": "nonsense"}
    )
    words = [row["words"] for row in shown.context["bank"]["rows"]]
    assert "Visual timer" in words and "Picture cards" not in words


def test_autosave_answers_with_hints_and_how_it_reads(cast, client_for, path):
    teacher = client_for("teacher")
    long = "She will " + "read and write and count and sing and play and " * 4 + "rest."
    shown = teacher.post(
        path, form_of(teacher.get(path)) | {"autosave": "1", "home": long, "targets-0-criteria": "Well"}
    )
    text = shown.content.decode()
    assert "Saved at" in text and "hx-swap-oob" in text
    assert "No number in how we will know" in text and "words in one sentence" in text


GOOD = {"target": "Reads the first 45 common words", "criteria": "45 of 45", "by_date": "1 2 2027", "who": "Mrs Biggs",
        "strategies": "Five a week", "baseline": "Reads 27"}  # fmt: skip


@pytest.mark.parametrize("change,missing", [
    ({}, []), ({"target": "Improve reading"}, ["Specific"]), ({"criteria": "She is better"}, ["Measurable"]),
    ({"criteria": "Better", "aim_value": "45"}, []), ({"criteria": ""}, ["Measurable"]), ({"strategies": ""}, ["Achievable"]),
    ({"baseline": ""}, ["Achievable"]), ({"baseline": "", "baseline_value": "27"}, []),
    ({"baseline_value": "45", "aim_value": "45"}, ["Achievable"]), ({"who": " "}, ["Realistic"]), ({"by_date": ""}, ["Time-bound"]),
])  # fmt: skip
def test_smart_names_what_is_missing(change, missing):
    checks = smart(GOOD | change)
    assert [check.word for check in checks if not check.ok] == missing
    assert all(bool(check.hint) is not check.ok for check in checks)


def test_reading_age_and_hard_sentences():
    plain = "Read together for ten minutes a day. Let her pick the book. Ask what comes next. " * 3
    hard = (
        "Differentiated scaffolding facilitates metacognitive self-regulation across curriculum areas. " * 5
    )
    assert readability(plain).age <= 8 and readability(plain).easy
    assert readability(hard).age >= 16 and not readability(hard).easy
    found = readability_of({"Home": "Read daily.\nUse phonological strategies.", "Lesson": "Sit near."})
    assert [(s.field, s.text, s.why) for s in found.hard] == [
        ("Home", "Use phonological strategies.", "hard words: phonological, strategies")
    ]
    assert (readability("").age, readability("\0 12 % … 💥").words, readability("x" * 5000).hard) == (
        None,
        0,
        (),
    )


def test_preview_is_a_pdf_of_what_is_typed_and_nothing_is_written(cast, client_for, path):
    teacher = client_for("teacher")
    page = form_of(teacher.get(path))
    response = teacher.post(path, page | {"preview": "1", "home": "Sing"})
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response["Cache-Control"] == "private, no-store"
    with seeing(cast.oakfield):
        assert Plan.objects.get(pk=cast.own.draft.pk).home == "Read together"
        assert Draft.objects.get(form="plan", user=cast.teacher).data["home"] == "Sing"
    assert teacher.post(path, page | {"preview": "1", "starts": "31 2 2027"}).status_code == 422


def test_plan_for_one_area_stands_beside_the_plan_for_all(cast, client_for):
    teacher = client_for("teacher")
    here = f"/oakfield/pupils/{cast.own.pupil.reference}/plans/"
    assert teacher.get(f"{here}area/").status_code == 200
    assert teacher.post(f"{here}start/", {"area": "nonsense"}).status_code == 422
    opened = teacher.post(f"{here}start/", {"area": "semh"}, follow=True)
    assert "Social, emotional and mental health" in opened.context["pupil"]["born"]
    assert "learnt" not in opened.context["form"].fields  # the first cycle of its area
    with seeing(cast.oakfield):
        assert set(Plan.objects.filter(pupil=cast.own.pupil).open().values_list("area", flat=True)) == {
            "",
            PlanArea.SEMH,
        }


def test_page_costs_the_same_for_one_target_and_for_three(cast, client_for, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    teacher, counted = client_for("teacher"), []
    teacher.get(path)
    for number in (1, 3):
        with seeing(cast.oakfield, actor=cast.senco):
            plans.write_plan(
                plan=Plan.objects.get(pk=cast.own.draft.pk), by=cast.senco, at=AT, starts=AT.date(), review_on=None,
                targets=[{"target": f"Goal {place} in words", "strategies": "Timer"} for place in range(number)],
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            teacher.get(path)
        counted.append(len(queries))
    assert counted[0] == counted[1]
