"""What changed between two versions: both sides can be read from it, and rows are told apart as a reader would."""

from hypothesis import given
from hypothesis import strategies as st

from ehcp.comparing import Part, Row, by_words, changed_letters, changes

WORDS = st.lists(st.sampled_from(["the", "child", "will", "have", "20", "30", "minutes", "\n"]), max_size=25)


@given(WORDS, WORDS)
def test_both_sides_can_be_read_from_the_runs(old, new):
    before, after = " ".join(old), " ".join(new)
    runs = by_words(before, after)
    assert "".join(run.text for run in runs if run.part != Part.ADDED) == before
    assert "".join(run.text for run in runs if run.part != Part.GONE) == after
    assert all(run.text for run in runs)


@given(st.dictionaries(st.sampled_from(["A", "B", "F", "H1"]), st.text(max_size=20)))
def test_nothing_changed_is_no_change(texts):
    assert changes(texts, texts, [Row("F", 1, "20 minutes")], [Row("F", 1, "20 minutes")]) == []


def test_a_changed_figure_is_one_row_with_two_words():
    old = [Row("F", 1, "20 minutes a week with a therapist"), Row("F", 2, "A quiet place at lunch")]
    new = [Row("F", 1, "10 minutes a week with a therapist"), Row("F", 2, "A quiet place at lunch")]
    (found,) = changes({}, {}, old, new)
    assert (found.letter, found.what, found.kind) == ("F", "1", None)
    assert [(run.part, run.text) for run in found.runs if run.part != Part.SAME] == [
        (Part.GONE, "20"), (Part.ADDED, "10"),
    ]  # fmt: skip


def test_a_row_that_is_gone_and_one_that_moved_up():
    old = [Row("E", 1, "Read a page aloud"), Row("E", 2, "Walk to school with a friend")]
    (found,) = changes({}, {}, old, [Row("E", 1, "Walk to school with a friend")])
    assert (found.what, found.kind) == ("1", Part.GONE)


def test_sections_come_in_their_order():
    found = changes({"F": "a", "B": "x"}, {"F": "b", "B": "y", "H1": "new"})
    assert changed_letters(found) == ["B", "F", "H1"]
