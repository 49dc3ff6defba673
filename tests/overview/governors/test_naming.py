import pytest

from overview.governors.naming import named_in

CHILDREN = [
    ("Theodore", "Theo", "Marsden", "OAK-0421"),
    ("Zoé", "", "O’Brien-Katz", "OAK-0422"),
    ("Will", "", "Hope", ""),
    ("Mary Ann", "", "Lee", ""),
]


@pytest.mark.parametrize("text,full", [
    ("Theo Marsden’s plan", ["Theo Marsden"]),
    ("THEODORE MARSDEN", ["Theodore Marsden"]),
    ("Marsden, Theo", ["Theo Marsden"]),
    ("Theo James Marsden", ["Theo Marsden"]),
    ("theo marsden", ["Theo Marsden"]),
    ("Zoe O'Brien Katz", ["Zoé O’Brien-Katz"]),
    ("Mary Ann Lee and Will Hope", ["Mary Ann Lee", "Will Hope"]),
    ("T. Marsden and t Marsden", ["T. Marsden"]),
    ("a child (oak-0421)", ["OAK-0421"]),
    ("Z O’Brien-Katz", ["Z. O’Brien-Katz"]),
    ("We met in the W. hope to go on", []),
    ("Theo and the Marsden Centre", []),
    ("The Marsden Centre helped", []),
    ("We will hope for more", ["Will Hope"]),  # two words of a name in a row are a name
    ("", []),
])  # fmt: skip
def test_first_and_last_name_together_are_a_child(text, full):
    assert list(named_in(text, CHILDREN).full) == full


@pytest.mark.parametrize("text,first", [
    ("Theo has settled", ["Theo"]), ("we will see", []), ("Will it last?", ["Will"]), ("Theory", []), ("Theo Marsden", []),
])  # fmt: skip
def test_first_name_with_a_capital_may_be_one(text, first):
    assert list(named_in(text, CHILDREN).first) == first


@pytest.mark.parametrize("text,few", [
    ("Only 3 children have a plan, and one girl left", ["3 children", "one girl"]), ("two younger pupils", ["two younger pupils"]),
    ("Four\nboys", ["Four boys"]), ("13 children", []), ("0.4 pupils", []), ("One in four children", ["four children"]),
    ("5 children", []), ("one teacher", []),
])  # fmt: skip
def test_few_children_are_told(text, few):
    assert list(named_in(text, CHILDREN).few) == few
