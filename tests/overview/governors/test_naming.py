import pytest

from overview.governors.naming import named_in

CHILDREN = [
    ("Theodore", "Theo", "Marsden"),
    ("Zoé", "", "O’Brien-Katz"),
    ("Will", "", "Hope"),
    ("Mary Ann", "", "Lee"),
]


@pytest.mark.parametrize("text,full", [
    ("Theo Marsden’s plan", ["Theo Marsden"]),
    ("THEODORE MARSDEN", ["Theodore Marsden"]),
    ("Marsden, Theo", ["Theo Marsden"]),
    ("Theo James Marsden", ["Theo Marsden"]),
    ("theo marsden", ["Theo Marsden"]),
    ("Zoe O'Brien Katz", ["Zoé O’Brien-Katz"]),
    ("Mary Ann Lee and Will Hope", ["Mary Ann Lee", "Will Hope"]),
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
