"""A class on a page: who may have it, what stands on it, how it is printed and how long it is kept."""

import datetime as dt
import io
import time

import page
import pytest
from django.utils import timezone
from pypdf import PdfReader

from core.accounts.permissions import Denied
from core.audit.models import Opening
from core.documents import pdf
from core.documents.models import PrivateFile
from core.jobs.models import Job
from register.models import PROFILE_TEXTS, Profile, SchoolClass
from register.profiles import actions, queries, sheets
from register.tasks import forget_printed_sheets
from tests.cast import AT, add_record
from tests.roles import seeing

pytestmark = pytest.mark.django_db


@pytest.fixture
def ash(cast):
    with seeing(cast.oakfield, actor=cast.teacher):
        texts = dict.fromkeys(PROFILE_TEXTS, "") | {
            "helps": "- Short steps\n- A quiet place",
            "ask": "Mrs Biggs",
        }
        actions.write_profile(
            pupil=cast.own.pupil, by=cast.teacher, at=AT, review_on=None, no_voice_why="x", **texts
        )
        yield SchoolClass.objects.select_related("school").get(pk=cast.own.pupil.school_class_id)


def child(number: int, **texts) -> dict:
    row = {"name": f"Child Number{number}", "level": "SEN Support", "written": True,
           "needs": "Speech, language and communication needs, Specific learning difficulty",
           "lesson": "Say the name first; Give one step at a time; Word mat and pictures for new words",
           "helps": "A quiet place; Ten seconds to think", "avoid": "Reading aloud without warning",
           "ask": "Mrs Sutton"}  # fmt: skip
    return row | texts


def snapshot(count: int, **texts) -> dict:
    return {
        "school": {"name": "Oakfield Primary", "senco_label": "SENCo"}, "document": {"issued_on": "2026-11-23"},
        "sheet": {"title": "3 Hazel on a page", "profile_label": "pupil profile",
                  "pupils": [child(number, **texts) for number in range(count)]},
    }  # fmt: skip


def test_sheet_tells_level_need_and_what_helps(ash, cast):
    (sheet,) = queries.class_sheets(ash, cast.teacher)
    drawn = sheets.sheet_snapshot(ash, [sheet], AT)["sheet"]["pupils"][0]
    assert (drawn["name"], drawn["level"]) == (cast.own.pupil.name, "SEN Support")
    assert drawn["needs"] == "Speech, language and communication needs"
    assert (drawn["helps"], drawn["ask"]) == ("Short steps; A quiet place", "Mrs Biggs")


def test_child_without_a_profile_stands_on_it_too(ash, cast):
    Profile.objects.filter(pupil=cast.own.pupil).delete()
    (sheet,) = queries.class_sheets(ash, cast.teacher)
    assert (sheet.name, sheet.written) == (cast.own.pupil.name, False)


def test_teacher_takes_only_their_own_class(ash, cast):
    elm = cast.other.pupil.school_class
    with pytest.raises(Denied, match="Only a teacher of 5 Elm"):
        sheets.make_class_sheet(school_class=elm, by=cast.teacher, at=AT)


def test_class_with_nobody_on_the_register_prints_nothing(ash, cast):
    empty = SchoolClass.objects.create(school=cast.oakfield, name="6 Yew", academic_year=2026)
    with pytest.raises(Denied, match="nothing to print"):
        sheets.make_class_sheet(school_class=empty, by=cast.senco, at=AT)


def test_worker_prints_it_and_opening_it_is_recorded_for_each_child(ash, cast, client_for, run_on_commit):
    teacher = client_for("teacher")
    with run_on_commit():
        progress = teacher.post(f"/oakfield/classes/{ash.reference}/sheet/")
    job = Job.objects.filter(kind="class_on_a_page").latest("pk")
    assert (job.state, progress.url) == ("done", f"/oakfield/jobs/{job.reference}/")
    seen = Opening.objects.filter(subject=cast.own.pupil.reference, what__startswith="class on a page")
    before = seen.count()
    response = teacher.get(job.next_url)
    assert b"".join(response).startswith(b"%PDF") and seen.count() == before + 1
    assert response["Cache-Control"] == "private, no-store"


def test_print_is_closed_to_a_teacher_who_has_lost_the_class(ash, cast, client_for, run_on_commit):
    from register.actions import remove_teacher

    with run_on_commit():
        job = sheets.make_class_sheet(school_class=ash, by=cast.teacher, at=AT)
    remove_teacher(school_class=ash, user_id=cast.teacher.pk)
    assert client_for("teacher").get(f"/oakfield/class-sheets/{job.reference}/").status_code == 403


def test_prints_are_destroyed_after_thirty_days(ash, cast, client_for, run_on_commit):
    with run_on_commit():
        job = sheets.make_class_sheet(school_class=ash, by=cast.teacher, at=AT)
    job.refresh_from_db()
    Job.objects.filter(pk=job.pk).update(ended_at=timezone.now() - dt.timedelta(days=31))
    assert forget_printed_sheets() >= 1
    assert not PrivateFile.objects.filter(pk=job.result["file"]).exists()
    assert client_for("teacher").get(f"/oakfield/class-sheets/{job.reference}/").status_code == 404


@pytest.mark.parametrize("count,most", [(1, 1), (8, 1), (30, 3)])
def test_print_is_accessible_and_short(count, most):
    data = pdf.render_pdf(pdf.CLASS_ON_A_PAGE, snapshot(count))
    report = page.validate_pdf_bytes(data, profile="ua1")
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert len(PdfReader(io.BytesIO(data)).pages) <= most


def test_print_holds_what_people_type(cast):
    data = pdf.render_pdf(pdf.CLASS_ON_A_PAGE, snapshot(2, helps="<b>{{ x }}</b> " + "W" * 300, ask=""))
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(data)).pages)
    assert "<b>{{ x }}</b>" in " ".join(text.split())
    assert page.validate_pdf_bytes(data, profile="ua1").is_compliant


def test_thirty_profiles_are_drawn_in_three_seconds():
    pdf.render_pdf(pdf.CLASS_ON_A_PAGE, snapshot(1))
    began = time.process_time()
    pdf.render_pdf(pdf.CLASS_ON_A_PAGE, snapshot(30))
    assert time.process_time() - began < 3


@pytest.mark.parametrize("more", [0, 2])
def test_pages_cost_the_same_however_many_children(ash, cast, more):
    from tests.overview.test_queries import queries_of

    for number in range(more):
        add_record(cast.oakfield, klass="4 Ash", first=f"P{number}", last=f"F{number}", senco=cast.senco,
                   email=f"f{number}@sendsys.test")  # fmt: skip
    paths = {f"/oakfield/classes/{ash.reference}/sheet/": "teacher", "/oakfield/profiles/": "senco",
             f"/oakfield/profiles/?class={ash.reference}": "head", "/oakfield/supply/": "senco",
             f"/oakfield/pupils/{cast.own.pupil.reference}/profile/": "ta"}  # fmt: skip
    counted = [queries_of(cast.client_for(who), path) for path, who in paths.items()]
    assert counted == [6, 7, 7, 5, 11]
