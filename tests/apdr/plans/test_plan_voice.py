"""A plan holds the child's own words, or says why there are none (R-88, R-172)."""

import datetime as dt
import io

import page
import pytest
from pypdf import PdfReader

from apdr.models import Plan
from apdr.plans import actions
from apdr.plans.queries import plan_snapshot, plan_with_targets
from core.accounts.permissions import Denied
from core.documents.pdf import PLAN, render_pdf
from register.models import Pupil, Voice
from register.voice.actions import record_voice
from tests.cast import AT, add_record, write_draft
from tests.documents import samples
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    with cast.acting("senco"):
        plan = Plan.objects.select_related("pupil", "school").get(pk=cast.own.draft.pk)
        plan.targets.update(progress="met")
        yield plan


def without_voice(plan, **changes) -> Plan:
    Plan.objects.filter(pk=plan.pk).update(**{"pupil_voice": " ", "no_voice_why": ""} | changes)
    return Plan.objects.select_related("pupil", "school").get(pk=plan.pk)


def test_plan_without_the_childs_words_is_not_complete(cast, plan):
    with pytest.raises(Denied, match="write what Maya says, or why Maya could not be asked"):
        actions.propose_plan(plan=without_voice(plan), by=cast.teacher, at=AT)


def test_reason_why_the_child_was_not_asked_is_enough(cast, plan):
    plan = without_voice(plan, no_voice_why="In hospital until January")
    assert actions.propose_plan(plan=plan, by=cast.teacher, at=AT).state == "proposed"


def test_reason_is_written_by_the_form_and_read_on_the_plan(cast, client_for, plan):
    path = f"/oakfield/plans/{plan.reference}/"
    teacher = client_for("teacher")
    text = {"version": teacher.get(f"{path}edit/").context["version"], "starts": "16 11 2026", "difficulties": "Reading",
            "no_voice_why": "In hospital until January"}  # fmt: skip
    assert teacher.post(f"{path}edit/", text).status_code == 302
    plan.refresh_from_db()
    assert (plan.pupil_voice, plan.no_voice_why) == ("", "In hospital until January")
    assert "Maya could not be asked: In hospital until January" in teacher.get(path).content.decode()


def test_form_leads_to_asking_and_offers_the_last_words(cast, client_for, plan):
    path = f"/oakfield/plans/{plan.reference}/edit/"
    written = client_for("teacher").get(path).content.decode()
    assert f"/oakfield/pupils/{plan.pupil.reference}/voice/" in written
    assert "Use what Maya said" not in written  # the plan holds her words already
    without_voice(plan)
    assert "Use what Maya said on Mon 16 Nov 2026" in client_for("senco").get(path).content.decode()


def test_document_says_why_there_are_no_words(cast, plan):
    plan = plan_with_targets(Plan.objects.filter(pk=without_voice(plan, no_voice_why="In hospital").pk)).get()
    assert plan_snapshot(plan)["plan"]["no_voice_why"] == "In hospital"
    sample = samples.plan()
    sample["plan"] |= {"pupil_voice": "", "no_voice_why": "In hospital until January"}
    drawn = render_pdf(PLAN, sample)
    words = " ".join(PdfReader(io.BytesIO(drawn)).pages[0].extract_text().split())
    assert "Theo could not be asked for this plan: In hospital until January" in words
    assert page.validate_pdf_bytes(drawn, profile="ua1").failures == []


def next_plan(cast, plan, *, at: dt.datetime) -> Plan:
    """The plan is agreed and reviewed; the next one is begun."""
    agreed = actions.agree_plan(plan=plan, by=cast.senco, at=AT)
    actions.finish_review(plan=agreed, by=cast.senco, at=AT)
    return actions.start_plan(
        pupil=Pupil.objects.select_related("school").get(pk=plan.pupil_id), by=cast.teacher, at=at
    )


@pytest.mark.parametrize("days,quoted", [(0, True), (120, True), (121, False)])
def test_new_plan_quotes_what_was_said_in_the_last_120_days(cast, plan, days, quoted):
    plan = without_voice(plan, no_voice_why="In hospital")
    following = next_plan(cast, plan, at=AT + dt.timedelta(days=days))
    said = "What helps you to learn? Happy “When it is quiet.”\nWhat would you like to get better at? “Reading by myself”"
    assert (following.pupil_voice, following.no_voice_why) == (said if quoted else "", "")


def test_words_of_the_last_plan_are_carried_over_first(cast, plan):
    assert next_plan(cast, plan, at=AT).pupil_voice == "I like quiet"


def test_first_plan_begins_with_what_was_said(cast):
    with seeing(cast.oakfield):
        record = add_record(
            cast.oakfield, klass="3 Fir", first="Ola", last="Dale", email="d@sendsys.test", senco=cast.senco
        )
        Plan.objects.filter(pupil=record.pupil).delete()
        assert not Voice.objects.filter(pupil=record.pupil).exists()
        record_voice(
            pupil=record.pupil, kind="interview", on=AT.date(), with_whom="Ms Nair", by=cast.senco, at=AT,
            answers=[{"ask": "What helps?", "said": "Pictures", "face": ""}],
        )  # fmt: skip
        plan = actions.start_plan(pupil=record.pupil, by=cast.senco, at=AT)
        assert plan.pupil_voice == "What helps? “Pictures”"
        assert write_draft(plan, by=cast.senco).pupil_voice == "I like quiet"
