"""The whole product of levels, levels and roles against the table of moves, and all that must hold."""

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from core.accounts.permissions import Denied
from register.enums import Level
from register.hooks import PlanStanding
from register.response.actions import check_change
from register.response.lifecycle import RESPONSE, Change

pytestmark = pytest.mark.django_db

# The truth, by hand: from → to; a * marks what a teacher may do too. Everything else is refused to everybody.
ALLOWED = """
none: emerging_concern* monitoring sen_recorded sen_support further_support assessment_requested ehc_plan
emerging_concern: none* monitoring* sen_recorded sen_support assessment_requested
monitoring: none* emerging_concern* sen_recorded sen_support assessment_requested
sen_recorded: sen_support assessment_requested ehc_plan exited
sen_support: sen_recorded further_support assessment_requested ehc_plan exited
further_support: sen_recorded sen_support assessment_requested ehc_plan exited
assessment_requested: sen_support further_support ehc_plan
ehc_plan: sen_support further_support exited
exited: none monitoring sen_recorded sen_support further_support assessment_requested
"""
ROLES = [
    "senco",
    "head",
    "teacher",
    "ta",
    "office",
    "dsl",
    "governor",
    "trust_lead",
    "parent",
    "professional",
]
TODAY = dt.date(2026, 11, 20)


def truth() -> set[tuple[str, str, str]]:
    """(role, from, to) of every move that is allowed."""
    found = set()
    for line in ALLOWED.strip().splitlines():
        start, ends = line.split(": ")
        for end in ends.split():
            found.add(("senco", start, end.rstrip("*")))
            if end.endswith("*"):
                found.add(("teacher", start, end.rstrip("*")))
    return found


def everything(pupil, level: str) -> Change:
    """A change of which nothing is missing, whatever the move asks for."""
    return Change(
        pupil, level, TODAY, "Two years behind in reading", frozenset({"parents", "child", "teacher"}), "A daily group",
        ("SLCN",), frozenset({"a", "b", "c1"}), "Scores of two terms", True, has_profile=True,
        plans=PlanStanding(open=True, reviewed=1), extra_support_runs=False, findings=("holding",) * 3,
    )  # fmt: skip


class SinceSeptember:
    """The level that the pupil has, as far as the order of days goes."""

    start = dt.date(2026, 9, 1)


def attempt(user, change: Change, end: str) -> bool:
    try:
        check_change(change, Level(end), by=user, today=TODAY, held=SinceSeptember)
    except Denied as denied:
        assert denied.reason
        return False
    return True


@pytest.mark.parametrize("role", ROLES)
def test_level_moves_only_as_the_table_says(cast, role):
    got = set()
    with cast.acting(role):
        for start, end in product(Level, repeat=2):
            change = everything(cast.own.pupil, start.value)
            if attempt(cast.people[role], change, end):
                got.add((role, start.value, end.value))
    assert got == {move for move in truth() if move[0] == role}


# What each kind of move refuses when it is missing: a change without it, and words of what to do.
WITHOUT = {
    "parents": ({"consulted": frozenset({"teacher"})}, "parents"),
    "additional": ({"additional": " "}, "additional to or different from"),
    "needs": ({"needs": ()}, "main type of need"),
    "profile": ({"has_profile": False}, "Write the profile first"),
    "plan": ({"plans": PlanStanding()}, "Write a plan first"),
    "reviewed": ({"plans": PlanStanding(open=True), "by_family": False}, "Review a plan first"),
    "running": ({"extra_support_runs": True}, "Review the extra support"),
    "exit_a": ({"exit_criteria": frozenset({"b", "c1"})}, "Tick exit A"),
    "exit_bc": ({"exit_criteria": frozenset({"a"})}, "Tick exit B or one of C"),
    "evidence": ({"evidence": ""}, "evidence"),
    "shows": ({"evidence": ""}, "what shows that the progress lasts"),
    "child": ({"consulted": frozenset({"parents", "teacher"})}, "tick all three"),
    "watched": ({"findings": ("holding", "holding")}, "three checks"),
    "slipped": ({"findings": ("holding", "slipping", "holding")}, "three checks"),
}
MUST_HOLD = {
    ("none", "sen_recorded"): "parents additional needs",
    ("none", "sen_support"): "parents additional needs",
    ("emerging_concern", "none"): "running",
    ("emerging_concern", "monitoring"): "running",
    ("emerging_concern", "sen_support"): "running parents additional needs",
    ("sen_recorded", "sen_support"): "parents additional needs",
    ("sen_support", "further_support"): "parents additional needs profile plan",
    ("further_support", "assessment_requested"): "parents additional needs reviewed",
    ("assessment_requested", "ehc_plan"): "parents additional needs",
    ("ehc_plan", "sen_support"): "parents evidence",
    ("sen_support", "sen_recorded"): "parents child profile exit_a evidence additional",
    ("sen_support", "exited"): "parents child exit_bc shows",
    ("sen_recorded", "exited"): "child exit_bc shows",
    ("ehc_plan", "exited"): "child exit_bc evidence",
    ("exited", "none"): "watched slipped",
    ("exited", "sen_support"): "parents additional needs",
    ("exited", "monitoring"): "parents",
}


@pytest.mark.parametrize("move", MUST_HOLD, ids="-".join)
def test_move_says_what_is_missing(cast, move):
    start, end = move
    with cast.acting("senco"):
        whole = everything(cast.own.pupil, start)
        RESPONSE.check(whole, end, cast.senco)
        for missing in MUST_HOLD[move].split():
            change, words = WITHOUT[missing]
            with pytest.raises(Denied, match=words):
                RESPONSE.check(replace(whole, **change), end, cast.senco)


def test_everything_that_is_missing_is_told_at_once(cast):
    bare = Change(cast.own.pupil, "sen_support", TODAY, "x", frozenset({"teacher"}))
    with cast.acting("senco"), pytest.raises(Denied) as denied:
        RESPONSE.check(bare, "further_support", cast.senco)
    for words in ("parents", "additional", "type of need", "profile", "Write a plan"):
        assert words in denied.value.reason


def test_every_level_can_be_reached_and_left():
    starts, ends = {m.start for m in RESPONSE.moves}, {m.end for m in RESPONSE.moves}
    assert starts == ends == set(Level)
