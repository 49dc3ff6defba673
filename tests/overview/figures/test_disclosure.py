"""What governors read for given figures, number by number."""

import dataclasses

import pytest

from overview.figures.disclosure import protected, share_words, words
from overview.figures.flows import Arc, reach
from overview.figures.shape import (
    Breakdown,
    Complaints,
    Kept,
    Line,
    Movement,
    Provision,
    Split,
    StepDowns,
    Thing,
)
from tests.overview.figures.made import school

FEW, HIDDEN = {"few": True}, {"hidden": True}
BASE = school(4)[0]


def read(before=(), **changes) -> dict:
    return protected(dataclasses.replace(BASE, **changes), list(before))


def by_sex(girls: Split, boys: Split, **changes) -> dict:
    total = Split(girls.none + boys.none, girls.support + boys.support, girls.ehc + boys.ehc)
    one = Breakdown("sex", "Sex", (Line("F", "Girls", girls), Line("M", "Boys", boys)))
    return read(total=total, breakdowns=(one,), **changes)


@pytest.mark.parametrize("cell,said,share", [
    ({"n": 1234}, "1,234", "617.0 %"), (FEW, "fewer than 5", "not shown"), (HIDDEN, "not shown", "not shown"),
    ({"about": 25}, "about 25", "about 12 %"), ({"least": 48}, "at least 48", "at least 24 %"), ({"n": 0}, "0", "0.0 %"),
])  # fmt: skip
def test_words(cell, said, share):
    assert (words(cell), share_words(cell, {"n": 200})) == (said, share)
    assert share_words(cell, FEW) == share_words(cell, {"n": 0}) == "not shown"


def test_reach_is_exact_for_a_square_of_unknowns():
    """Four numbers, two lines of 5 and 7, two columns of 6 and 6: the first is from 0 to 5."""
    arcs = {
        f"{line}{column}": Arc(column, line, value, 0, 100)
        for line, column, value in (("a", "x", 2), ("a", "y", 3), ("b", "x", 4), ("b", "y", 3))
    }
    assert reach(arcs, "ax", 0, 100) == (0, 5)
    arcs["by"] = Arc("y", "b", 3, 3, 3)
    assert reach(arcs, "ax", 0, 100) == (2, 2)  # with one of the four known, all are


def test_table_that_gives_nothing_away_is_told_in_full():
    lines = by_sex(Split(190, 20, 8), Split(180, 30, 12))["breakdowns"]["sex"]["lines"]
    assert [(line["support"]["n"], line["ehc"]["n"], line["sen"]["n"], line["roll"]["n"]) for line in lines] == [
        (20, 8, 28, 218), (30, 12, 42, 222)]  # fmt: skip


def test_small_number_takes_those_with_it_that_would_tell_it():
    girls, boys = by_sex(Split(190, 20, 3), Split(180, 30, 12))["breakdowns"]["sex"]["lines"]
    assert girls["ehc"] == FEW and not ("n" in girls["sen"] and "n" in girls["support"])
    assert "n" not in boys["ehc"], "the total of EHC plans would tell the girls’"


def test_nothing_tells_none_from_four():
    first, second = (
        by_sex(Split(190, 20, ehc), Split(180, 30, 15 - ehc))["breakdowns"]["sex"]["lines"][0]["ehc"]
        for ehc in (0, 4)
    )
    assert first == second == FEW


def test_level_with_a_small_total_has_no_column():
    shown = by_sex(Split(190, 20, 1), Split(180, 30, 1))
    assert (
        shown["total"]["ehc"] == FEW
        and "n" not in shown["total"]["support"]
        and shown["total"]["sen"] == {"n": 52}
    )
    assert {line["ehc"]["hidden"] for line in shown["breakdowns"]["sex"]["lines"]} == {True}
    assert [line["sen"] for line in shown["breakdowns"]["sex"]["lines"]] == [{"n": 21}, {"n": 31}]


def test_line_in_which_nearly_every_child_has_sen_is_not_told():
    girls, _ = by_sex(Split(2, 20, 8), Split(180, 30, 12))["breakdowns"]["sex"]["lines"]
    assert "n" not in girls["sen"] and girls["none"] == HIDDEN


def test_school_for_children_with_sen_says_so():
    lines = by_sex(Split(0, 0, 28), Split(0, 0, 42))["breakdowns"]["sex"]["lines"]
    assert [line["sen"] for line in lines] == [{"n": 28}, {"n": 42}]


def test_line_with_few_on_roll_tells_nothing():
    girls, _ = by_sex(Split(1, 6, 2), Split(180, 30, 12))["breakdowns"]["sex"]["lines"]
    assert {girls[name]["hidden"] for name in ("support", "ehc", "sen")} == {True}


def test_small_change_since_a_report_is_not_told_and_a_large_one_is():
    before = by_sex(Split(190, 20, 8), Split(180, 30, 12))
    girls, boys = by_sex(Split(189, 21, 8), Split(175, 37, 12), before=[before])["breakdowns"]["sex"]["lines"]
    assert "n" not in girls["support"] and "n" not in girls["ehc"]
    assert "n" not in boys["support"], "with the total it would tell the girls’"
    girls, boys = by_sex(Split(180, 27, 14), Split(170, 39, 18), before=[before])["breakdowns"]["sex"][
        "lines"
    ]
    assert (girls["support"], boys["support"], girls["ehc"]) == ({"n": 27}, {"n": 39}, {"n": 14})


def test_what_has_not_changed_is_told_again():
    before = by_sex(Split(190, 20, 8), Split(180, 30, 12))
    assert (
        by_sex(Split(190, 20, 8), Split(180, 30, 12), before=[before])["breakdowns"] == before["breakdowns"]
    )


def test_movement_tells_two_of_a_kind_or_neither():
    shown = read(movement=Movement(on=9, came=2, off=6, went=7, raised=1))["movement"]
    assert shown["came"] == FEW and shown["raised"] == FEW
    assert sum("n" in shown[name] for name in ("on", "off", "went")) < 3


@pytest.mark.parametrize("kept,said", [
    (Kept(8, 0, 0), ("8", "0", "0", "8")), (Kept(48, 3, 0), ("at least 47", "fewer than 5", "0", "51")),
    (Kept(74, 5, 3), ("at least 73", "5", "fewer than 5", "82")), (Kept(48, 6, 7), ("48", "6", "7", "61")), (Kept(0, 0, 9), ("0", "0", "9", "9")),
    (Kept(3, 0, 0), ("not shown", "not shown", "not shown", "fewer than 5")), (Kept(0, 0, 0), ("0", "0", "0", "0")),
])  # fmt: skip
def test_work_in_time(kept, said):
    shown = read(plans=kept)["plans"]
    assert tuple(words(shown[name]) for name in ("on_time", "late", "missing", "due")) == said


def test_intervention_of_few_children_hides_another_so_that_the_total_does_not_tell_it():
    things = (Thing("Lego", 3, 60, 50, 900, 3, 2, "works"), Thing("Colour", 8, 160, 150, 2400, 8, 5, "works"),
              Thing("Reading", 20, 400, 380, 8000, 20, 12, "works"))  # fmt: skip
    shown = read(provision=Provision(25, 620, 580, 12000, 11300, things))["provision"]
    lego, colour, reading = shown["things"]
    assert shown["spent"] == {"n": 11300} and lego["children"] == FEW
    assert lego["spent"] == colour["spent"] == HIDDEN and reading["spent"] == {"n": 8000}
    assert reading["moved"] == {"n": 12}
    alone = read(provision=Provision(3, 60, 50, 900, 900, things[:1]))["provision"]
    assert alone["spent"] == HIDDEN and alone["children"] == FEW


def test_step_downs_and_complaints_of_few_are_not_told():
    assert read(step_downs=StepDowns(4, 4, 0))["step_downs"] == {"ended": FEW, "held": HIDDEN, "back": HIDDEN}
    shown = read(step_downs=StepDowns(9, 8, 1))["step_downs"]
    assert shown["ended"] == {"n": 9} and shown["back"] == FEW and "n" not in shown["held"]
    found = read(complaints=Complaints(2, 0, 7, (("teacher", 1), ("head", 1))))["complaints"]
    assert found == {"raised": FEW, "closed": {"n": 0}, "open": {"n": 7}, "stages": []}
