"""The pages of a child's voice: three ways to ask, nothing typed is lost, and the words quoted."""

import datetime as dt

import page
import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from core.audit.models import Opening
from core.documents.pdf import html_to_pdf
from core.ui.models import Draft
from register.models import Pupil, Voice
from register.voice.actions import record_voice
from register.voice.questions import FACES, INTERVIEW, PICTURES, STATEMENTS
from tests.cast import AT
from tests.overview.test_queries import queries_of
from tests.roles import seeing

pytestmark = pytest.mark.django_db
END = {"on": "16 11 2026", "with_whom": "Ms Nair", "supported": ""}


@pytest.fixture
def path(cast) -> str:
    return f"/oakfield/pupils/{cast.own.pupil.reference}/voice/"


def newest(cast) -> Voice:
    with seeing(cast.oakfield):
        return Voice.objects.filter(pupil=cast.own.pupil).order_by("-pk").first()


def count(cast) -> int:
    with seeing(cast.oakfield):
        return Voice.objects.filter(pupil=cast.own.pupil).count()


def test_page_quotes_the_child_and_records_who_looked(cast, client_for, path):
    shown = client_for("dsl").get(path).content.decode()
    assert "When it is quiet." in shown and "Reading by myself" in shown and "Gets enough help" in shown
    assert "Ask Maya" not in shown  # the DSL reads, and does not record
    with seeing(cast.oakfield):
        looked = Opening.objects.filter(user=cast.dsl, subject=cast.own.pupil.reference)
        assert [opening.what for opening in looked] == ["child’s voice"]


def test_nothing_yet_says_why_it_matters_and_how_to_begin(cast, client_for, path):
    with seeing(cast.oakfield):
        Voice.objects.filter(pupil=cast.own.pupil).delete()
    shown = client_for("ta").get(path).content.decode()
    assert "Maya has not been asked yet" in shown
    assert all(f"{path}{way}/" in shown for way in ("interview", "questionnaire", "pictures"))


def test_child_who_left_can_be_read_and_not_asked(cast, client_for, path):
    with seeing(cast.oakfield):
        Pupil.objects.filter(pk=cast.own.pupil.pk).update(left_on=AT.date())
    senco = client_for("senco")
    assert "Ask Maya" not in senco.get(path).content.decode()
    assert senco.get(f"{path}interview/").status_code == 403


def test_interview_keeps_questions_as_they_were_asked(cast, client_for, path):
    answers = {"said-enjoy": "Lunch", "said-proud": "My map", "ask-proud": "What are you proud of at home?",
               "said-hard": "", "ask-own0": "Which book do you like?", "said-own0": "Dogs", "own_targets": "Spelling",
               "supported": "no", "supported_words": "More time"}  # fmt: skip
    response = client_for("ta").post(f"{path}interview/", END | answers)
    assert (response.status_code, response.url) == (302, path)
    voice = newest(cast)
    assert voice.answers == [
        {"ask": str(INTERVIEW["juniors"][0].ask), "said": "Lunch", "face": ""},
        {"ask": "What are you proud of at home?", "said": "My map", "face": ""},
        {"ask": "Which book do you like?", "said": "Dogs", "face": ""},
        {"ask": "Do you get enough help at school?", "said": "Not enough\nMore time", "face": ""},
    ]
    assert (voice.kind, voice.own_targets, voice.feels_supported, voice.on) == (
        "interview", "Spelling", False, dt.date(2026, 11, 16),
    )  # fmt: skip


def test_questionnaire_keeps_what_was_chosen(cast, client_for, path):
    client_for("teacher").post(
        f"{path}questionnaire/", END | {"said-coming": "yes", "said-quiet": "no", "supported": "yes"}
    )
    asked = {question.key: str(question.ask) for question in STATEMENTS["juniors"]}
    voice = newest(cast)
    assert voice.answers == [
        {"ask": asked["coming"], "said": "Yes", "face": "happy"},
        {"ask": asked["quiet"], "said": "No", "face": "sad"},
        {"ask": "Do you get enough help at school?", "said": "Yes", "face": ""},
    ]
    assert voice.feels_supported is True


def test_pictures_keep_face_words_and_wishes(cast, client_for, path):
    pointed = {"face-reading": "worried", "said-reading": "big words", "face-home": "very_happy",
               "wants": ["reading", "friends"], "own_targets": "And goal keeping"}  # fmt: skip
    client_for("teacher").post(f"{path}pictures/", END | pointed)
    voice = newest(cast)
    assert voice.answers == [
        {"ask": "Reading", "said": "big words", "face": "worried"}, {"ask": "Being at home", "said": "", "face": "very_happy"},
    ]  # fmt: skip
    assert (voice.own_targets, voice.feels_supported) == ("Reading, Friends\nAnd goal keeping", None)


def test_other_questions_can_be_chosen(cast, client_for, path):
    shown = client_for("teacher").get(f"{path}interview/?set=older").content.decode()
    assert "What is going well for you at the moment?" in shown
    assert "What do you enjoy most at school" not in shown


@pytest.mark.parametrize("way,typed,message", [
    ("interview", {}, "Write down at least one thing that Maya said"),
    ("questionnaire", {}, "Choose at least one answer"),
    ("pictures", {}, "Choose at least one face"),
    ("interview", {"said-enjoy": "Lunch", "on": "31 2 2026"}, "February has 28 days"),
    ("interview", {"said-enjoy": "Lunch", "on": "1 1 2099"}, "in the future"),
    ("interview", {"said-enjoy": "Lunch", "with_whom": ""}, "Say who asked"),
    ("interview", {"said-own0": "Lunch"}, "Write the question that was answered here"),
    ("pictures", {"face-reading": "furious"}, "furious is not one of the available choices"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, client_for, path, way, typed, message):
    before = count(cast)
    response = client_for("teacher").post(f"{path}{way}/", END | typed | {"own_targets": ""})
    shown = response.content.decode()
    assert response.status_code == 422
    assert message in shown
    assert all(value in shown for value in typed.values())
    assert count(cast) == before


def test_draft_is_kept_for_its_writer_and_forgotten_when_saved(cast, client_for, path):
    here, teacher = f"{path}pictures/", client_for("teacher")
    half = END | {"face-reading": "sad", "wants": ["reading", "noise"], "autosave": "1"}
    assert b"Saved at" in teacher.post(here, half).content
    again = teacher.get(here).context["form"]
    assert [o["value"] for o in again.cards[1]["options"] if o["checked"]] == ["sad"]
    assert [o["value"] for o in again.wants_options if o["checked"]] == ["reading", "noise"]
    assert not any(o["checked"] for o in client_for("senco").get(here).context["form"].cards[1]["options"])
    assert teacher.post(here, END | {"face-reading": "sad"}).status_code == 302
    with seeing(cast.oakfield):
        assert not Draft.objects.filter(form__startswith="voice-", user=cast.teacher).exists()


def test_draft_of_one_set_of_questions_is_not_shown_in_another(cast, client_for, path):
    teacher = client_for("teacher")
    teacher.post(f"{path}interview/?set=infants", END | {"said-play": "With Ava", "autosave": "1"})
    assert "With Ava" in teacher.get(f"{path}interview/?set=infants").content.decode()
    assert "With Ava" not in teacher.get(f"{path}interview/").content.decode()


def test_every_picture_is_a_step_that_leads_to_the_next(client_for, path):
    shown = client_for("ta").get(f"{path}pictures/").content.decode()
    last = len(PICTURES) + 3
    assert all(shown.count(f'id="ask-{n}"') == 1 for n in range(1, last + 1))
    assert all(f'href="#ask-{n}"' in shown for n in range(1, last + 1))
    assert f'id="ask-{last + 1}"' not in shown
    assert shown.count('type="radio"') == len(PICTURES) * 5 + 3


def test_quotes_stand_in_an_accessible_document():
    said = [
        {"ask": "Reading", "said": "too long", "face_key": key, "face_word": word}
        for key, word in FACES.items()
    ]
    quoted = render_to_string("voice/_quotes_paper.html", {"quotes": said, "own_targets": "To swim"})
    drawn = html_to_pdf(f"<html lang=en><title>Faces</title><h1>Faces</h1>{quoted}</html>")
    assert page.validate_pdf_bytes(drawn, profile="ua1").failures == []


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_what_was_said(cast, client_for, path, rows):
    with seeing(cast.oakfield):
        for number in range(rows):
            record_voice(
                pupil=cast.own.pupil, kind="interview", on=AT.date() - dt.timedelta(days=number), with_whom="Ms Nair",
                answers=[{"ask": "What helps?", "said": f"This {number}", "face": ""}], by=cast.teacher, at=timezone.now(),
            )  # fmt: skip
    assert queries_of(client_for("teacher"), path) == 7
