"""What a child said is kept once, as it was said, and never edited (R-171 to R-173)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.permissions import Denied
from register.enums import YEAR_GROUPS, VoiceKind
from register.models import Pupil, Voice
from register.voice.actions import record_voice
from register.voice.present import quotes, voice_text
from register.voice.queries import latest_voice
from register.voice.questions import FACES, INTERVIEW, PICTURES, SETS, STATEMENTS, age_set, questions_of
from tests.cast import AT

pytestmark = pytest.mark.django_db
DAY = AT.date()
ANSWER = {"ask": "What helps you?", "said": "When it’s  quiet,\nlike in the libary.", "face": ""}


@pytest.fixture
def pupil(cast):
    with cast.acting("teacher"):
        yield Pupil.objects.get(pk=cast.own.pupil.pk)


def record(pupil, by, **changes) -> Voice:
    usual = {"kind": VoiceKind.INTERVIEW, "on": DAY, "with_whom": "Ms Nair", "answers": [ANSWER], "at": AT}
    return record_voice(pupil=pupil, by=by, **usual | changes)


def test_words_are_kept_as_they_were_said(cast, pupil):
    voice = record(pupil, cast.teacher, own_targets=" Spelling ", feels_supported=False)
    voice.refresh_from_db()
    assert voice.answers == [ANSWER]
    assert (voice.own_targets, voice.feels_supported, voice.recorded_by_id) == (
        "Spelling",
        False,
        cast.teacher.pk,
    )


def test_answers_that_say_nothing_are_left_out(cast, pupil):
    blank = {"ask": "And playtime?", "said": "  ", "face": ""}
    face_alone = {"ask": "Reading", "said": "", "face": "worried"}
    assert record(pupil, cast.ta, answers=[blank, face_alone]).answers == [face_alone]


@pytest.mark.parametrize("changes,reason", [
    ({"answers": []}, "at least one thing that Maya said"),
    ({"answers": [{"ask": "Reading", "said": " ", "face": ""}]}, "at least one thing that Maya said"),
    ({"answers": [{"ask": "Reading", "said": "", "face": "furious"}]}, "Choose one of the faces"),
    ({"answers": [{"ask": " ", "said": "Hm", "face": ""}]}, "Write the question"),
    ({"answers": [ANSWER] * 31}, "two parts"),
    ({"answers": [ANSWER | {"said": "a" * 2001}]}, "two parts"),
    ({"with_whom": " "}, "Say who asked Maya"),
    ({"on": dt.date(2018, 3, 3)}, "before Maya was born"),
    ({"on": dt.date(2099, 1, 1)}, "in the future"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, pupil, changes, reason):
    before = Voice.objects.filter(pupil=pupil).count()
    with pytest.raises(Denied, match=reason):
        record(pupil, cast.teacher, **changes)
    assert Voice.objects.filter(pupil=pupil).count() == before


def test_what_the_child_wants_is_enough(cast, pupil):
    assert record(pupil, cast.teacher, answers=[], own_targets="To swim").own_targets == "To swim"


def test_child_who_left_is_not_asked(cast, pupil):
    Pupil.objects.filter(pk=pupil.pk).update(left_on=DAY)  # the action reads the pupil as they are now
    with pytest.raises(Denied, match="Maya left on 16 Nov 2026"):
        record(pupil, cast.teacher)


@pytest.mark.parametrize(
    "who", ["head", "office", "dsl", "governor", "trust_lead", "parent", "foreign_senco"]
)
def test_others_do_not_record(cast, pupil, who):
    with pytest.raises(Denied, match="may write down what a pupil says"):
        record(pupil, cast.people[who])


def test_posted_twice_is_kept_once(cast, pupil):
    first = record(pupil, cast.teacher)
    assert record(pupil, cast.teacher, at=AT + dt.timedelta(seconds=2)).pk == first.pk
    assert record(pupil, cast.teacher, on=DAY - dt.timedelta(days=1)).pk != first.pk


def test_newest_is_the_one_asked_last_not_the_one_written_last(cast, pupil):
    asked_last = record(pupil, cast.teacher, on=DAY + dt.timedelta(days=1))
    record(pupil, cast.teacher, on=DAY - dt.timedelta(days=40))
    assert latest_voice(pupil) == asked_last
    assert latest_voice(pupil, since=DAY + dt.timedelta(days=2)) is None


def test_quotes_give_the_face_its_word(cast, pupil):
    voice = record(pupil, cast.teacher, kind=VoiceKind.PICTURES,
                   answers=[{"ask": "Reading", "said": "too long", "face": "sad"}])  # fmt: skip
    assert quotes(voice) == [{"ask": "Reading", "said": "too long", "face_key": "sad", "face_word": "Sad"}]


def test_quoted_statement_is_told_by_the_answer_not_by_the_face(cast, pupil):
    statement = {"ask": "I like coming to school.", "said": "Sometimes", "face": "okay"}
    voice = record(pupil, cast.teacher, kind=VoiceKind.QUESTIONNAIRE, answers=[statement])
    assert quotes(voice)[0] == {
        "ask": statement["ask"],
        "said": "",
        "face_key": "okay",
        "face_word": "Sometimes",
    }
    assert voice_text(voice) == "I like coming to school. Sometimes"


def test_words_for_a_plan_are_whole_lines_up_to_a_length(cast, pupil):
    pictures = [
        {"ask": "Reading", "said": "too long", "face": "sad"},
        {"ask": "Playtime", "said": "", "face": "happy"},
    ]
    voice = record(
        pupil, cast.teacher, kind=VoiceKind.PICTURES, answers=[*pictures, ANSWER], own_targets="Swim"
    )
    told = voice_text(voice).splitlines()
    assert told == [
        "Reading: Sad “too long”", "Playtime: Happy", "What helps you? “When it’s quiet, like in the libary.”",
        "What would you like to get better at? “Swim”",
    ]  # fmt: skip
    assert voice_text(voice, most=len("\n".join(told[:2]))).splitlines() == told[:2]
    assert voice_text(voice, most=len("\n".join(told[:2])) - 1).splitlines() == told[:1]


@pytest.mark.parametrize("year,born,expected", [
    ("N1", dt.date(2023, 1, 1), "infants"), ("2", dt.date(2019, 9, 1), "infants"), ("3", dt.date(2019, 8, 31), "juniors"),
    ("6", dt.date(2016, 1, 1), "juniors"), ("7", dt.date(2015, 1, 1), "older"), ("13", dt.date(2008, 1, 1), "older"),
    ("", dt.date(2019, 11, 17), "infants"), ("", dt.date(2019, 11, 16), "juniors"),
    ("", dt.date(2015, 11, 17), "juniors"), ("", dt.date(2015, 11, 16), "older"),
])  # fmt: skip
def test_set_of_questions_follows_the_year_group_or_the_age(year, born, expected):
    assert age_set(year, born, DAY) == expected


@given(year=st.sampled_from(["", *YEAR_GROUPS]), born=st.dates(dt.date(2000, 1, 1), DAY), today=st.dates(DAY))
def test_every_child_has_a_set(year, born, today):
    assert age_set(year, born, today) in SETS


@pytest.mark.parametrize("kind", VoiceKind)
@pytest.mark.parametrize("chosen", SETS)
def test_every_set_has_questions_with_keys_of_their_own(kind, chosen):
    questions = questions_of(kind, chosen)
    assert len(questions) >= 7
    assert len({question.key for question in questions}) == len(questions)
    assert len({str(question.ask) for question in questions}) == len(questions)


def test_pictures_and_faces_are_all_drawn(settings):
    drawn = {
        name: (settings.BASE_DIR / f"templates/voice/svg/{name}.html").read_text()
        for name in ("face", "symbol")
    }
    used = {q.symbol for q in (*PICTURES, *STATEMENTS["infants"], *STATEMENTS["older"]) if q.symbol}
    assert [key for key in used - {"school"} if f'key == "{key}"' not in drawn["symbol"]] == []
    assert [key for key in set(FACES) - {"worried"} if f'key == "{key}"' not in drawn["face"]] == []
    assert set(INTERVIEW) == set(STATEMENTS) == set(SETS)
