"""The verdict, against literal cases: nothing is judged without what was given, nor on a few."""

from decimal import Decimal
from fractions import Fraction

import pytest

from apdr.impact.judge import Seen, judge, moved_on, progress, thirds

# children, few, share of planned minutes given, measured, moved on → verdict
CASES = {
    (12, 5, "0.84", 12, 10): "worked",
    (12, 5, "0.84", 12, 8): "worked",  # two thirds exactly
    (12, 5, "0.84", 12, 7): "mixed",
    (12, 5, "0.84", 12, 5): "mixed",
    (12, 5, "0.84", 12, 4): "did_not",  # one third exactly
    (12, 5, "0.84", 12, 0): "did_not",
    (12, 5, "0.60", 12, 0): "did_not",
    (12, 5, "0.59", 12, 0): "not_delivered",  # however good or bad what came of it
    (12, 5, "0.59", 12, 12): "not_delivered",
    (12, 5, None, 12, 12): "not_delivered",
    (12, 5, "1.10", 0, 0): "not_measured",
    (12, 5, "0.90", 4, 4): "too_few",  # of those measured
    (12, 5, "0.90", 5, 4): "worked",
    (4, 5, "0.90", 4, 4): "too_few",
    (4, 5, "0.10", 4, 4): "too_few",
    (4, 3, "0.90", 4, 4): "worked",  # a school may set the number lower
}


@pytest.mark.parametrize("case,verdict", CASES.items())
def test_verdict(case, verdict):
    children, few, share, measured, moved = case
    assert judge(Seen(children, few, share and Fraction(share), measured, moved)) == verdict


@pytest.mark.parametrize("entry,leaving,higher,gained", [
    ("4", "9.5", True, "5.5"), ("9", "4", False, "5"), ("4", "9", False, "-5"), ("4", "4", True, "0"),
    (None, "4", True, None), ("4", None, True, None),
])  # fmt: skip
def test_progress_has_the_sign_of_what_is_better(entry, leaving, higher, gained):
    known = [value and Decimal(value) for value in (entry, leaving, gained)]
    assert progress(known[0], known[1], higher) == known[2]


@pytest.mark.parametrize("gained,targets,moved", [
    (Decimal(1), ["behind"], True), (Decimal(0), ["met"], False), (Decimal(-1), [], False),
    (None, ["met"], True), (None, ["on_track", "behind", "met"], True), (None, ["met", "behind"], False),
    (None, ["behind"], False), (None, ["", ""], None), (None, [], None),
])  # fmt: skip
def test_child_moved_on_by_the_measure_or_else_by_the_targets(gained, targets, moved):
    assert moved_on(gained, targets) is moved


def test_thirds_of_ratings():
    assert thirds([1, 2]) is None
    assert thirds([1, 2, 4]) == (1, 4)
    assert thirds([1, 2, 2, 2, 3, 3, 4]) == (Fraction(3, 2), Fraction(7, 2))
