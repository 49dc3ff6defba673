"""What the check finds in the made-up reports, and that the page of docs says it."""

import pytest

from agencies.hygiene.find import find_marks
from agencies.hygiene.people import Person, person_of
from bench.hygiene import DOCS, figures, with_figures
from core.documents.reading.parts import Part, Parts
from tests.agencies.hygiene.papers import judge_all
from tests.agencies.hygiene.reports import OWN, REPORTS

MUST = {"full", "turned", "initial", "title", "part", "nickname", "middle", "split", "born"}


@pytest.fixture(scope="module")
def judged():
    return judge_all()


def test_no_name_of_the_list_in_full_passes(judged):
    assert len(REPORTS) >= 24
    assert [one for one in judged.missed if one[1] in MUST] == []
    assert {way: judged.perhaps[way] for way in MUST if judged.perhaps[way]} == {}


def test_little_is_marked_wrongly_and_nothing_surely(judged):
    assert [one for one in judged.wrong if one[2]] == []
    assert len(judged.wrong) <= 1


def test_words_that_are_names_do_not_flood(judged):
    assert not [one for one in judged.wrong if one[0] in {"words that are names", "siblings", "form"}]


@pytest.mark.parametrize("text", [
    "Maya’s young friend", "a page of hers", "as her book", "She said: may I?", "We can hope to see art.", "willing",
    "Year 4 Rose Class", "the long road", "a Young Carer", "Miss the bus",
])  # fmt: skip
def test_ordinary_words_are_no_names(text):
    staff = [person_of(name) for name in ("Mrs S Young", "Anna Page", "Ann Other", "Rose Hill", "Art Hope")]
    pupils = [
        Person("A", "Sher", near=True),
        Person("Will", "Ing", near=True),
        Person("May", "Road", near=True),
    ]
    assert find_marks(Parts((Part("Page 1", text),)), staff, pupils, OWN) == []


def test_docs_hold_the_figures(judged):
    page = DOCS.read_text(encoding="utf-8")
    assert page == with_figures(page, figures(judged)), "run python -m bench.hygiene --write-docs"
