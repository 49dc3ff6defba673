"""What is to put right before a census: each kind as data, each found by one small function. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.accounts.enums import Permission as P
from overview.census.codes import why_not_valid
from overview.census.dates import Census
from overview.census.queries import Child
from register.ctf.history import Held
from register.importing.upn import BadUPN, tidy_upn, validate_upn

YOUNGEST, OLDEST = 2, 20  # whole years on the census day; others are probably mistyped


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding. `sen`: of the SEN record, and told by name only to who may open it. `types`: of the type of need,
    which the spring census alone collects. `soft`: to look at, perhaps nothing is wrong. `url_name` is where it is put
    right, `needs` the permission that opens it; `of_child`: that the address names the child; `about_url` takes its place
    where the finding is about a thing of the child's."""

    key: str
    title: str
    why: str
    verb: str
    url_name: str
    needs: P
    sen: bool = True
    types: bool = False
    soft: bool = False
    of_child: bool = True
    about_url: str = ""


LIST = ("Import the list again", "importing:upload", P.PUPILS_IMPORT)
KINDS = (
    Kind("upn_missing", "Without a UPN", "The MIS cannot match a child without one. Give it there, then import the list.",
         *LIST, sen=False, of_child=False),
    Kind("upn_wrong", "UPN that cannot be right", "The check letter does not fit, or its form. Correct it in the MIS, then "
         "import the list.", *LIST, sen=False, of_child=False),
    Kind("upn_twice", "The same UPN twice", "Two children cannot have one number. Correct it in the MIS, then import the "
         "list.", *LIST, sen=False, of_child=False),
    Kind("born", "Date of birth that cannot be right", f"Younger than {YOUNGEST} or older than {OLDEST - 1} on census day. "
         "Correct it in the MIS, then import the list.", *LIST, sen=False, of_child=False),
    Kind("year", "On the roll without a year group", "Give the year group in the MIS, then import the list.", *LIST,
         sen=False, of_child=False),
    Kind("periods", "Two levels at the same time", "Only one level can hold on a day. The database refuses a second one, so "
         "tell whoever looks after this system.", "Open the level", "response:level", P.STATUS_CHANGE),
    Kind("no_primary", "Without a main need", "SEN support and an EHC plan each need at least a primary type of need.",
         "Record the need", "needs:edit", P.NEEDS_EDIT, types=True),
    Kind("ranks", "Needs with a gap in their order", "Ranks run 1, 2, 3 without a gap; the census takes the first two.",
         "Put the order right", "needs:edit", P.NEEDS_EDIT, types=True),
    Kind("codes", "Type of need that cannot be used", "Each code has days and provisions for which it may be used.",
         "Choose another type", "needs:edit", P.NEEDS_EDIT, types=True),
    Kind("e_without_plan", "E without an EHC plan in force", "The level says EHC plan, and no plan is recorded as made and "
         "not ended.", "Record the plan", "ehc:pupil", P.EHCP_EDIT),
    Kind("plan_not_e", "EHC plan in force, but not E", "A plan is in force and the level says something else.",
         "Change the level", "response:level", P.STATUS_CHANGE),
    Kind("k_without_cycle", "K without a cycle in force", "SEN support is assess, plan, do, review: no agreed plan runs on "
         "census day.", "Open the plan", "plans:area", P.PLAN_EDIT, about_url="plans:plan"),
    Kind("topup", "Top-up to mark as true", "Money was granted for the day, so the export says true. Check that it is "
         "high-needs top-up: other money is not.", "Look at the money", "money:funding", P.COST_VIEW, soft=True,
         of_child=False, about_url="money:application"),
)  # fmt: skip
BY_KEY = {kind.key: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one child. `said` is the detail in words; `about` the reference for the kind's `about_url`."""

    kind: str
    child: Child
    said: str = ""
    about: str = ""


def findings_of(children: list[Child], census: Census) -> list[Finding]:
    """Everything that is to put right or to look at, by kind in the order of KINDS, then by name."""
    twice = Counter(tidy_upn(child.upn) for child in children if child.upn)
    found = [finding for child in children for finding in _of(child, census.day, twice)]
    order = {kind.key: place for place, kind in enumerate(KINDS)}
    return sorted(found, key=lambda finding: order[finding.kind])


def _of(child: Child, day: dt.date, twice: Counter) -> Iterator[Finding]:
    yield from _of_roll(child, day, twice)
    if overlapping(child.periods):
        yield Finding("periods", child)
    if child.code != "N":
        yield from _of_needs(child, day)
    yield from _of_level(child)
    for reference in child.funded:
        yield Finding("topup", child, about=reference)


def _of_roll(child: Child, day: dt.date, twice: Counter) -> Iterator[Finding]:
    if not child.upn:
        yield Finding("upn_missing", child)
    elif wrong := _upn_trouble(child.upn):
        yield Finding("upn_wrong", child, wrong)
    if child.upn and twice[tidy_upn(child.upn)] > 1:
        yield Finding("upn_twice", child, child.upn)
    years = day.year - child.born.year - ((day.month, day.day) < (child.born.month, child.born.day))
    if not YOUNGEST <= years < OLDEST:
        yield Finding("born", child, f"born {child.born:%-d %b %Y}")
    if not child.year:
        yield Finding("year", child)


def _upn_trouble(upn: str) -> str:
    try:
        validate_upn(upn)
    except BadUPN as wrong:
        return str(wrong).split(" Correct it")[0]
    return ""


def overlapping(periods: tuple[Held, ...]) -> bool:
    """Whether two of the levels hold on one day, which the database should refuse."""
    ordered = sorted(periods, key=lambda period: period[1])
    return any(
        end is None or end >= later
        for (_, _, end), (_, later, _) in pairwise(ordered)
    )  # fmt: skip


def _of_needs(child: Child, day: dt.date) -> Iterator[Finding]:
    ranks = [need.rank for need in child.needs]
    if 1 not in ranks:
        yield Finding("no_primary", child, f"recorded as {child.code}")
    elif sorted(ranks) != list(range(1, len(ranks) + 1)):
        yield Finding("ranks", child, "ranks " + ", ".join(map(str, ranks)))
    for need in child.needs:
        if wrong := why_not_valid(need.code, child.code, day):
            yield Finding("codes", child, wrong)


def _of_level(child: Child) -> Iterator[Finding]:
    if child.code == "E" and not child.ehc:
        yield Finding("e_without_plan", child)
    if child.ehc and child.code != "E":
        yield Finding("plan_not_e", child, f"recorded as {child.code}")
    if child.code == "K" and not child.cycle:
        said = "a plan is being written" if child.drafted else "no plan has begun"
        yield Finding("k_without_cycle", child, said, child.drafted)
