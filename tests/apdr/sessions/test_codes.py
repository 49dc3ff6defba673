"""The short codes of the paper, each way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apdr.enums import CHILD_REASONS, MISSED_CODES
from apdr.sessions.codes import Code, code_of, legend, read_code
from apdr.sessions.queries import Mark


@pytest.mark.parametrize("typed,code", [
    ("", None), ("  ", None), ("/", Code("came")), ("3", Code("came", rating=3)), (" 3 ", Code("came", rating=3)),
    ("p", Code("part")), ("2p", Code("part", rating=2)), ("2 P", Code("part", rating=2)),
    ("2p10", Code("part", rating=2, minutes=10)), ("pr", Code("part", "refused")), ("3pA", Code("part", "away", 3)),
    ("a", Code("absent", "away")), ("L", Code("absent", "lesson")), ("S", Code("absent", "excluded")),
    ("N", Code(not_held="no_adult")), ("m", Code(not_held="no_room")), ("C", Code(not_held="closed")),
])  # fmt: skip
def test_code_is_read(typed, code):
    assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["5", "0", "33", "x", "Q", "3A", "pp", "2pN", "p1000", "<b>", "-", "３"])
def test_bad_code_is_told(typed):
    with pytest.raises(ValueError, match="is no code"):
        read_code(typed)


@given(st.text(max_size=8))
def test_anything_typed_is_a_code_or_told(typed):
    try:
        read_code(typed)
    except ValueError as wrong:
        assert "is no code" in str(wrong)


ratings = st.sampled_from([None, 1, 2, 3, 4])
stood = st.one_of(
    st.builds(lambda rating: Mark("came", rating=rating), ratings),
    st.builds(
        lambda why, rating: Mark("part", why, 8, rating), st.sampled_from(["", *CHILD_REASONS]), ratings
    ),
    st.builds(lambda why: Mark("absent", why), st.sampled_from(CHILD_REASONS)),
)


@given(stood)
def test_what_stands_reads_as_itself(mark):
    code = read_code(code_of(mark))
    assert (code.came, code.why, code.rating) == (mark.came, mark.why, mark.rating)


def test_key_names_every_letter_once():
    letters = [code for code, _ in legend()]
    assert sorted(letters) == sorted(set(letters))
    assert set(MISSED_CODES.values()) < set(letters)
