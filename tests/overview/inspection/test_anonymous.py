"""Nobody whom the record knows can be told from a text: names in every way in which people write them."""

import datetime as dt

import pytest

from overview.inspection.anonymous import CLASS, Someone, Veil, someone
from overview.inspection.marks import when

PEOPLE = [
    Someone(("Theodore", "Theo"), ("O'Brien-Smith",), "the child", initials=True),
    someone("Mrs Anna O'Brien", "a parent", adult=True),
    Someone(("Zoë",), ("O'Brien-Smith",), "a brother or sister"),
    someone("Helen Marsh", "the SENCo", adult=True),
    someone("Priya Nair", "the class teacher", adult=True),
    someone("Ms Łucja Dąb", "a teaching assistant", adult=True),
    someone("Dr. James de Vries", "the educational psychologist", adult=True),
    Someone(("Will",), ("Green",), "another child", close=False),
    Someone(("Ellie",), ("Brandt",), "another child", close=False),
]
VEIL = Veil(
    PEOPLE,
    [
        ("Oakfield Primary School", "the school"),
        ("4 Ash", CLASS),
        ("St Mary’s C of E Primary", "another school"),
    ],
)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Theo’s reading is better than theo's was.", "The child’s reading is better than the child's was."),
        ("THEO! Theos book.", "The child! The child’s book."),
        ("We saw Theodore O’Brien-Smith and OBrien Smith.", "We saw the child and the child."),
        ("zoë-led games; Zoe too", "A brother or sister-led games; A brother or sister too"),
        ("Mrs O'Brien rang. Anna came.", "A parent rang. A parent came."),
        ("We met the O’Briens.", "We met the family."),
        ("Ms Nair and Priya", "The class teacher and the class teacher"),
        ("Lucja Dab sat by him", "A teaching assistant sat by him"),
        ("James' advice: sit near. Ask Dr de Vries.",
         "The educational psychologist’s advice: sit near. Ask the educational psychologist."),
        ("He sits with Ellie and Will Green.", "He sits with another child and another child."),
        ("A Mrs Patel from the office", "A an adult from the office"),
        ("T.O. and T. reads; TO do stays", "The child and the child reads; TO do stays"),
        ("At Oakfield, in 4 Ash class and before at St Mary's", "At the school, in the class and before at another school"),
    ],
)  # fmt: skip
def test_names_give_way_to_roles(said, left):
    assert VEIL.over(said) == left
    assert VEIL.seen(said) and VEIL.seen(left) == []


@pytest.mark.parametrize(
    "text",
    [
        "He will read the green book on marsh land.",
        "TA support in PE, 12/20 words, 85 % by spring",
        "She may rest.",
    ],
)
def test_words_that_are_like_names_stay(text):
    assert VEIL.over(text) == text
    assert VEIL.seen(text) == []


def test_another_child_alone_is_told_for_somebody_to_judge():
    assert VEIL.seen("He sits by Ellie") == []
    assert VEIL.seen("He sits by Ellie", others=True) == ["Ellie"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Met on 12 March 2026.", "Met in the spring term."),
        ("On Tue 3rd May he read", "In the summer term he read"),
        ("born 04/03/2018, since 2025-10-02", "born the spring term, since the autumn term"),
        ("in October 2025 and on the 1st of November", "in the autumn term and in the autumn term"),
        ("OAK-7K2M, A123456789012, a@b.example, 0117 496 0123, BS1 4ST", ", ".join(["(left out)"] * 5)),
    ],
)  # fmt: skip
def test_days_and_numbers_give_way_to_terms(said, left):
    assert VEIL.over(said) == left
    assert VEIL.seen(said) or "October" in said


def test_hiding_twice_changes_nothing_more():
    text = "Theo and Mrs O'Brien met Dr de Vries on 1 May at Oakfield. James' plan: T.O. reads with Ellie."
    assert VEIL.over(VEIL.over(text)) == VEIL.over(text)


def test_day_as_year_group_and_term():
    assert when("Year 4", dt.date(2026, 11, 2)) == "Year 4, autumn term"
    assert when("", dt.date(2026, 4, 2)) == "Summer term"
