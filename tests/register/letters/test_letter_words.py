"""What letters say: every kind with every pronoun, at every level that it may be written at. No database."""

import datetime as dt
import re

import pytest

from core.schools.models import School
from register.enums import LADDER, ON_REGISTER, WITH_PLAN, LetterKind, Level, Outcome, Pronouns, RaisedBy
from register.letters.queries import cannot_write, stepped_down
from register.letters.words import Choices, Standing, forms_of, letter_words
from register.models import Concern, ExtraSupport, Pupil, SchoolClass

DAY = dt.date(2026, 11, 16)
BACK = dt.date(2026, 11, 30)


def pupil(first="Theo", **school) -> Pupil:
    return Pupil(school=School(name="Oakfield", **school), legal_first=first, legal_last="Marsden",
                 school_class=SchoolClass(name="3 Hazel"))  # fmt: skip


def standing(level=Level.SEN_SUPPORT, child=None, **more) -> Standing:
    on = DAY if level in ON_REGISTER else None
    return Standing(child or pupil(), Level(level), DAY, on_register_since=on, teacher="Mrs Sutton", **more)


def concern(outcome=Outcome.TEACHING, raised_by=RaisedBy.PARENT, **more) -> Concern:
    return Concern(outcome=outcome, raised_by=raised_by, raised_on=dt.date(2026, 10, 5), **more)


def words(kind, pronouns=Pronouns.NONE, held=None, online=False, **chosen) -> dict:
    return letter_words(held or standing(), Choices(kind, pronouns, **chosen), online=online, return_by=BACK)


def text(*args, **kwargs) -> str:
    return "\n".join(words(*args, **kwargs)["paragraphs"])


SUPPORT = ExtraSupport(starts=DAY, review_by=dt.date(2027, 1, 4))
# every letter that may be written, each with where the child is
WRITTEN = [
    *((LetterKind.ON_REGISTER, standing(level)) for level in ON_REGISTER),
    (LetterKind.EXTRA_SUPPORT, standing(Level.EMERGING_CONCERN)),
    (LetterKind.EXTRA_SUPPORT, standing(Level.NONE, support=SUPPORT)),
    *((LetterKind.STEP_DOWN, standing(level, last=Level.EHC_PLAN))
      for level in (Level.EXITED, Level.NONE, Level.MONITORING, Level.SEN_RECORDED, Level.SEN_SUPPORT, Level.FURTHER_SUPPORT)),
    *((LetterKind.CONCERN, standing(Level.NONE, concern=concern(outcome, by, signposted_to="The family hub")))
      for outcome in Outcome for by in RaisedBy),
]  # fmt: skip
OTHERS = {
    Pronouns.HE: {"she", "her", "they", "them", "their"},
    Pronouns.SHE: {"he", "him", "his", "them", "their"},
    Pronouns.THEY: {"he", "him", "his", "she", "her"},
    Pronouns.NONE: {"he", "him", "his", "she", "her", "them", "their"},
}
every_letter = pytest.mark.parametrize("kind,held", WRITTEN)
every_pronoun = pytest.mark.parametrize("pronouns", Pronouns)


@every_letter
def test_letter_may_be_written_where_its_sample_stands(kind, held):
    assert cannot_write(kind, held) == ""


@every_letter
@every_pronoun
def test_letter_speaks_of_the_child_in_one_way_alone(kind, held, pronouns):
    said = text(kind, pronouns, held).lower()
    assert set(re.findall(r"[a-z]+", said)) & OTHERS[pronouns] == set()


@every_letter
@every_pronoun
def test_letter_names_the_child_and_leaves_no_blank(kind, held, pronouns):
    letter = words(kind, pronouns, held)
    said = "\n".join([letter["heading"], *letter["paragraphs"], letter["slip"]])
    assert (
        "Theo" in letter["paragraphs"][0]
        and "Theo" in letter["heading"]
        and "Theo Marsden (3 Hazel)" in letter["slip"]
    )
    assert not re.search(r"%|_{2}|him/her|s/he|\bNone\b|  |\(\)|“”| [.,]", said)


@every_letter
def test_letter_by_name_alone_names_the_child_once_a_sentence(kind, held):
    sentences = re.split(r"(?<=[.:;?!])\s+", text(kind, Pronouns.NONE, held))
    assert [s for s in sentences if s.count("Theo") > 1] == []


@every_letter
def test_verbs_go_with_they(kind, held):
    said = text(kind, Pronouns.THEY, held)
    assert not re.search(r"\b[Tt]hey (is|has|was|gets|stays|does)\b", said)


@every_letter
@pytest.mark.parametrize("pronouns", [Pronouns.HE, Pronouns.SHE, Pronouns.NONE])
def test_verbs_go_with_one_child(kind, held, pronouns):
    said = text(kind, pronouns, held).replace("The staff who teach and help Theo have", "")
    assert not re.search(r"\b([Hh]e|[Ss]he|Theo) (are|have|get|stay)\b", said)


@every_letter
def test_sentences_begin_with_a_capital(kind, held):
    for pronouns in Pronouns:
        starts = [s[0] for s in re.split(r"(?<=[.?!])\s+", text(kind, pronouns, held)) if s]
        assert [c for c in starts if not (c.isupper() or c in "“")] == []


def test_forms_of_each_pronoun():
    told = {
        p: " ".join(forms_of("James", p)[key] for key in ("They", "is", "them", "Their", "has", "s"))
        for p in Pronouns
    }
    assert told == {
        Pronouns.HE: "He is him His has s", Pronouns.SHE: "She is her Her has s", Pronouns.THEY: "They are them Their have ",
        Pronouns.NONE: "James is James James’s has s",
    }  # fmt: skip


def test_a_name_begins_as_its_owner_writes_it():
    assert "d’Arcy will have extra support" in text(
        LetterKind.CONCERN, held=standing(Level.NONE, pupil("d’Arcy"), concern=concern(Outcome.EXTRA_SUPPORT))
    )


def test_letter_onto_the_register_keeps_the_structure_of_appendix_d():
    said = text(LetterKind.ON_REGISTER, Pronouns.SHE)
    parts = ["The staff who teach and help Theo have talked together", "At the moment Theo is finding it difficult", "progress we would expect",
             "we are placing her on our SEN register from Mon 16 Nov 2026", "Her plan, called “Support plan”, will have up to 4 targets",
             "We would like to work with you to help her meet the targets", "We will send you a copy of the plan",
             "class teacher, Mrs Sutton, at parent consultation meetings", "contact the school at any time", "class teacher and I",
             "sign the slip below and send it back to school by Mon 30 Nov 2026", "Thank you for your support."]  # fmt: skip
    found = [said.find(part) for part in parts]
    assert -1 not in found and found == sorted(found)


def test_slip_says_what_appendix_d_says():
    assert words(LetterKind.ON_REGISTER)["slip"] == (
        "I can confirm that I have received your letter explaining that my child Theo Marsden (3 Hazel) is on the SEN register."
    )


def test_letter_uses_the_schools_own_words():
    child = pupil(
        labels={"plan": "IEP", "register": "SEND list", "profile": "Pupil passport"}, most_targets=1
    )
    assert "called “IEP”, will have one target to work towards" in text(
        LetterKind.ON_REGISTER, held=standing(child=child)
    )
    assert "on our SEND list from" in text(LetterKind.ON_REGISTER, held=standing(child=child))
    assert "“Pupil passport”" in text(LetterKind.ON_REGISTER, held=standing(Level.SEN_RECORDED, child))


def test_plan_comes_with_the_letter_or_follows():
    assert "the copy of the plan that comes with this letter" in text(LetterKind.ON_REGISTER, enclosed=True)
    assert "comes with this letter" not in text(LetterKind.ON_REGISTER)


def test_profile_alone_promises_no_plan():
    said = text(LetterKind.ON_REGISTER, held=standing(Level.SEN_RECORDED), enclosed=True)
    assert "“Pupil profile”" in said
    assert not re.search(r"\bplan\b|target", said)


def test_own_words_stand_as_typed_before_the_last_two_paragraphs():
    own = "100 % of us are glad %(name)s.\n\n Second line "
    paragraphs = words(LetterKind.ON_REGISTER, own=own)["paragraphs"]
    assert paragraphs[-4:-2] == ["100 % of us are glad %(name)s.", "Second line"]


def test_online_letter_may_be_answered_online():
    assert "online, or with the slip below" in text(LetterKind.ON_REGISTER, online=True)
    assert "online" not in text(LetterKind.ON_REGISTER)


def test_where_other_help_is_stands_as_typed():
    held = standing(Level.NONE, concern=concern(Outcome.SIGNPOSTED, signposted_to="50% off at the hub. "))
    assert "You may find help here: 50% off at the hub." in text(LetterKind.CONCERN, held=held)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("last", [None, *Level])
def test_every_letter_for_every_change_of_level_can_be_written_or_says_why_not(level, last):
    held = standing(level, last=last, concern=None)
    assert bool(cannot_write(LetterKind.ON_REGISTER, held)) == (level not in ON_REGISTER)
    assert bool(cannot_write(LetterKind.EXTRA_SUPPORT, held)) == (level != Level.EMERGING_CONCERN)
    assert bool(cannot_write(LetterKind.STEP_DOWN, held)) == (not stepped_down(held))
    assert cannot_write(LetterKind.CONCERN, held) == "No concern about Theo has been decided yet."
    for kind in LetterKind:
        if not cannot_write(kind, held):
            assert words(kind, held=held)["paragraphs"]


def test_stepping_down_is_from_the_register_or_down_on_it():
    down = {(a, b) for a in Level for b in Level if stepped_down(Standing(pupil(), b, last=a))}
    off = {(a, b) for a in ON_REGISTER for b in Level if b not in ON_REGISTER}
    lower = {(a, b) for a in ON_REGISTER for b in ON_REGISTER if LADDER.index(b) < LADDER.index(a)}
    refused = {pair for pair in lower if pair[0] == Level.ASSESSMENT_REQUESTED}
    assert down == off | lower - refused
    assert (Level.EHC_PLAN, Level.FURTHER_SUPPORT) in down and set(WITH_PLAN) < set(ON_REGISTER)
