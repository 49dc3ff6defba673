"""Vague words against sentences written by hand; what provision lacks (statutory-rules B5)."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp.wording import PHRASES, Source, has_number, pieces, unquantified, vague


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada will have regular speech therapy.", ["regular"]),
        ("Access to a quiet space", ["Access to"]),
        ("Opportunities for small group work, regularly", ["Opportunities for", "regularly"]),
        ("He would benefit from a high level of support", ["would benefit from", "a high level of"]),
        ("as appropriate; it is recommended that staff know", ["as appropriate", "it is recommended that"]),
        (
            "Up to 10 hours as needed, subject to availability",
            ["Up to", "as needed", "subject to availability"],
        ),
        ("20 minutes twice a week by a speech and language therapist", []),
        ("irregular verbs; inaccessible; the accessory", []),
        ("A benefit from the school’s regulars", []),
    ],
)
def test_marks(text, found):
    assert [mark.phrase for mark in vague(text)] == found


def test_ipsea_names_seven_phrases_and_the_rest_are_told_apart():
    assert sum(one.source == Source.IPSEA for one in PHRASES) == 7
    assert vague("regular")[0].source == Source.IPSEA
    assert vague("up to")[0].source == Source.OWN


@given(
    st.lists(st.sampled_from(["regular", "Up to", "Ada", "20", "access to", "often", ",", "\n"]), max_size=30)
)
def test_marks_never_overlap_and_the_pieces_are_the_text(words):
    text = " ".join(words)
    marks = vague(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(marks))
    assert "".join(piece.text for piece in pieces(text)) == text
    assert [piece.mark for piece in pieces(text) if piece.mark] == marks


@pytest.mark.parametrize(
    ("given_", "missing"),
    [
        ({"minutes": 20, "times": 2, "per": "week", "who": "Therapist"}, 0),
        ({"minutes": None, "times": 2, "per": "week", "who": "Therapist"}, 1),
        ({"minutes": 20, "times": None, "per": "", "who": "Therapist"}, 1),
        ({"minutes": None, "times": None, "per": "", "who": " "}, 3),
    ],
)
def test_what_provision_lacks(given_, missing):
    assert len(unquantified(**given_)) == missing


def test_numbers_in_words():
    assert has_number("twice a week") and has_number("15 hours") and not has_number("a good deal of help")
