"""What the search shows, how often it asks, and words that nobody foresaw."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.audit.models import Opening
from overview.search.asking import MOST_LETTERS, MOST_WORDS, ask, pattern_of_stem, snippet
from register.models import Conversation, Pupil, PupilDocument
from tests.cast import add_record
from tests.overview.search.planted import SENTENCE, WORD, give_words, plant

ODD = st.text(max_size=200) | st.text(alphabet="'’%_\\*?[](){}|^$.&!:<>\"\0 \tåÅßİaN", max_size=60)


@pytest.fixture
def own(cast):
    with cast.acting("senco"):
        plant(cast.own.pupil)
    return cast.own.pupil


def get(cast, who: str = "senco", **query):
    return cast.client_for(who).get(reverse("search:search", args=["oakfield"]), query)


def found(cast, q: str, who: str = "senco", **query) -> str:
    response = get(cast, who, q=q, all="1", **query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
def test_one_child_opens_at_once_from_the_box_above_and_not_from_the_page(cast):
    name = cast.own.pupil.legal_last
    assert get(cast, q=name).url == cast.own.pupil.get_absolute_url()
    assert cast.own.pupil.get_absolute_url() in found(cast, name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["OKAPI", "ókapi", "long okapi", "strides okapi long", "stride kap", "maya okapi"]
)
def test_words_in_any_order_case_and_accent_and_beside_the_childs_name(cast, own, query):
    assert 'class="find-what"' in found(cast, query, kind="talks")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["okapi zebra", "leo okapi", "maya", "okapis"])
def test_words_that_do_not_all_stand_there_find_nothing(cast, own, query):
    assert 'class="find-what"' not in found(cast, query, kind="talks")


@pytest.mark.django_db
@pytest.mark.parametrize("query,finds", [("stride", True), ("drawing", False), ("the okapi", True), ("striding okapis", True),
                                         ("okapi zebra", False), ("was", False)])  # fmt: skip
def test_documents_are_found_by_english_stems(cast, own, query, finds):
    assert ('class="find-what"' in found(cast, query, kind="documents")) is finds


@pytest.mark.django_db
def test_words_are_marked_and_markup_is_text(cast, own):
    with cast.acting("senco"):
        Conversation.objects.filter(pupil=own).update(about=f"<script>alert(1)</script> {WORD} & <b>more</b>")
    page = found(cast, f"{WORD} <b>", kind="talks")
    assert "<script>alert" not in page and "&lt;script&gt;" in page and "<mark>okapi</mark>" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query,words",
    [("", "Type a name"), ("a", "at least two letters"), ("okapi", "Nothing that you may open")],
)
def test_it_says_what_to_do_when_nothing_is_found(cast, query, words):
    assert words in found(cast, query)


@pytest.mark.django_db
def test_office_searches_names_alone(cast, own):
    assert "Nobody you may see has that in the name" in found(cast, WORD, who="office")
    assert own.get_absolute_url() in found(cast, own.legal_last, who="office")


@pytest.mark.django_db
def test_twenty_of_a_kind_and_the_rest_on_the_next_page(cast):
    with cast.acting("senco"):
        one = Conversation.objects.filter(pupil=cast.own.pupil).first()
        many = [
            Conversation(
                school_id=one.school_id,
                pupil=one.pupil,
                kind="call",
                on=one.on,
                people="Mother",
                about=SENTENCE,
                recorded_at=one.recorded_at,
                recorded_by=one.recorded_by,
            )
            for _ in range(25)
        ]
        Conversation.objects.bulk_create(many)  # fmt: skip
    counts = [found(cast, WORD, kind="talks", page=page).count('class="find-what"') for page in (1, 2, 3)]
    assert counts == [20, 5, 0]
    assert "20+" in found(cast, WORD)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["0", "-1", "x", "9999999999999999999", "٣", ""])
def test_a_page_that_is_none_is_the_first(cast, own, page):
    assert 'class="find-what"' in found(cast, WORD, kind="talks", page=page)


@pytest.mark.django_db
@pytest.mark.parametrize("who,queries", [("senco", 18), ("teacher", 19), ("ta", 16), ("office", 9)])
def test_one_query_a_kind_however_much_is_found(cast, own, django_assert_num_queries, who, queries):
    get(cast, who, q=WORD, all="1")
    with django_assert_num_queries(queries):
        get(cast, who, q=WORD, all="1")
    with cast.acting("senco"):
        for number in range(2):
            record = add_record(cast.oakfield, klass="4 Ash", first=f"Una{number}", last="Vale", email=f"v{number}@b.test",
                                senco=cast.senco)  # fmt: skip
            give_words(PupilDocument.objects.filter(pupil=record.pupil).first(), SENTENCE)
    with django_assert_num_queries(queries):
        get(cast, who, q=WORD, all="1")


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=ODD)
def test_whatever_is_typed_gives_a_page(cast, query):
    assert get(cast, q=query, all="1").status_code == 200


@given(query=ODD)
def test_what_is_asked_is_bounded_and_its_patterns_mean_themselves(query):
    asked = ask(query)
    assert len(asked.text) <= MOST_LETTERS and len(asked.words) <= MOST_WORDS and "\0" not in asked.text
    for word, pattern in zip(asked.words, asked.patterns, strict=True):
        assert any(marked for _words, marked in snippet(f"before {word} after", [pattern])), (word, pattern)


@given(text=st.text(max_size=400), word=st.text(alphabet="abcé'", min_size=1, max_size=4))
def test_a_snippet_is_a_part_of_the_text(text, word):
    asked = ask(word)
    pieces = snippet(text, [*asked.patterns, *map(pattern_of_stem, asked.words)])
    said = "".join(words for words, _marked in pieces).removeprefix("… ").removesuffix(" …")
    assert said in " ".join(text.split())


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["senco", "teacher", "ta", "office"])
def test_a_name_that_was_mistyped_is_offered_to_who_may_see_the_child(cast, who):
    name = cast.own.pupil.legal_last
    page = found(cast, f"{name[:-1]}x", who=who)
    assert "Did you mean" in page and cast.own.pupil.get_absolute_url() in page
    assert "Did you mean" not in found(cast, "wxyz", who=who)
    assert "Did you mean" not in found(cast, name, who=who)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["teacher", "ta"])
def test_a_name_that_was_mistyped_gives_no_hint_of_others(cast, who):
    assert "Did you mean" not in found(cast, f"{cast.other.pupil.legal_last[:-1]}x", who=who)


@pytest.mark.django_db
def test_a_document_found_by_who_it_is_from_says_so(cast, own):
    with cast.acting("senco"):
        PupilDocument.objects.filter(text__text=SENTENCE).update(source="Quokka Service")
    assert "<mark>Quokka</mark> Service" in found(cast, "quokka", kind="documents")


@pytest.mark.django_db
def test_more_than_twenty_pupils_are_said_to_be_more(cast):
    with cast.acting("senco"):
        for number in range(21):
            Pupil.objects.create(school=cast.oakfield, legal_first=f"Ann{number}", legal_last="Wombat", search=f"ann{number} wombat",
                                 born="2018-01-01", year_group="3")  # fmt: skip
    assert "Pupils <span>20+</span>" in found(cast, "wombat")
    assert "Pupils <span>1</span>" in found(cast, "wombat ann20")


def openings(cast) -> list[tuple]:
    with cast.acting("senco"):
        rows = Opening.objects.filter(what__contains="search").order_by("pk")
        return list(rows.values_list("user", "kind", "subject", "what"))


@pytest.mark.django_db
def test_reading_words_of_records_is_recorded_without_what_was_asked_for(cast, own):
    found(cast, WORD)
    assert openings(cast) == [(cast.senco.pk, "pupil", own.reference, "words of the record, by a search")]
    with cast.acting("senco"):
        plant(cast.other.pupil)
    found(cast, WORD)
    assert openings(cast)[1:] == [
        (cast.senco.pk, "document", "", "search: words of the records of 2 children")
    ]


@pytest.mark.django_db
def test_names_alone_and_nothing_found_are_not_recorded(cast, own):
    found(cast, "wxyz")
    found(cast, own.legal_last, who="office")
    found(cast, WORD, who="office")
    assert openings(cast) == []
