"""Schools drawn by lot, term after term, and what governors are told of them."""

import datetime as dt
import random
from dataclasses import dataclass

from core.calendar.dates import Span
from overview.figures.disclosure import protected
from overview.figures.shape import (
    BREAKDOWNS,
    EAL,
    NEED,
    PREMIUM,
    SEX,
    YEAR,
    Breakdown,
    Complaints,
    Figures,
    Kept,
    Line,
    Meetings,
    Movement,
    Provision,
    Split,
    StepDowns,
    Thing,
    Training,
)

TERMS = [Span(dt.date(2025, 9, 2), dt.date(2025, 12, 19)), Span(dt.date(2026, 1, 5), dt.date(2026, 3, 27)),
         Span(dt.date(2026, 4, 13), dt.date(2026, 7, 21)), Span(dt.date(2026, 9, 1), dt.date(2026, 12, 18))]  # fmt: skip
YEARS = ("R", "1", "2", "3", "4", "5", "6")
NEEDS = ("SLCN", "ASD", "SEMH", "SPLD", "MLD", "SLD", "PMLD", "HI", "VI", "MSI", "PD", "OTH", "NSA", "DS", "")
LINES = {YEAR: YEARS, NEED: NEEDS, SEX: ("F", "M"), PREMIUM: ("yes", "no"), EAL: ("yes", "no")}


@dataclass
class Child:
    year: int  # place in YEARS
    need: str
    sex: str
    pp: str
    eal: str
    level: str  # "none", "support", "ehc"


def child(chance: random.Random, year: int, share: float) -> Child:
    need = chance.choices(NEEDS, [24, 21, 13, 10, 7, 2, 1, 2, 1, 1, 2, 3, 3, 1, 2])[0]
    level = chance.choices(["none", "support", "ehc"], [1 - share, share * 0.72, share * 0.28])[0]
    return Child(year, need, chance.choice("FM"), chance.choices(["yes", "no"], [1, 3])[0],
                 chance.choices(["yes", "no"], [1, 5])[0], level)  # fmt: skip


def school(seed: int) -> list[Figures]:
    """Four terms of one school: small and large, few and many with SEN, some where nearly every child has."""
    chance = random.Random(seed)
    share = chance.choice([0.04, 0.1, 0.2, 0.2, 0.3, 0.97, 1.0])
    children = [
        child(chance, year, share) for year in range(7) for _ in range(chance.choice([3, 8, 12, 30, 60]))
    ]
    found, move = [], Movement(0, 0, 0, 0, 0)
    for number, span in enumerate(TERMS):
        if number:
            children, move = _next(chance, children, share, new_year=number == 3)
        found.append(_figures(chance, children, span, move))
    return found


def _next(chance: random.Random, children: list[Child], share: float, *, new_year: bool):
    on = came = off = went = raised = 0
    kept = []
    for one in children:
        was = one.level
        if new_year:
            one.year += 1
        if one.year > 6 or chance.random() < 0.01:
            went += was != "none"
            continue
        if chance.random() < 0.04:
            one.level = chance.choice(["none", "support", "ehc"]) if share < 1 else one.level
        on += was == "none" and one.level != "none"
        off += was != "none" and one.level == "none"
        raised += was == "support" and one.level == "ehc"
        kept.append(one)
    for _ in range(chance.randint(10, 40) if new_year else chance.randint(0, 3)):
        new = child(chance, 0 if new_year else chance.randrange(7), share)
        came += new.level != "none"
        kept.append(new)
    return kept, Movement(on, came, off, went, raised)


def split(children: list[Child]) -> Split:
    levels = [one.level for one in children]
    return Split(levels.count("none"), levels.count("support"), levels.count("ehc"))


def _figures(chance: random.Random, children: list[Child], span: Span, move: Movement) -> Figures:
    def lines(key: str):
        of = [one for one in children if key != NEED or one.level != "none"]
        value = (lambda one: YEARS[one.year]) if key == YEAR else (lambda one: getattr(one, key))
        return tuple(
            Line(name, name, split([one for one in of if value(one) == name])) for name in LINES[key]
        )

    total, up_to = split(children), chance.randint
    things = tuple(Thing(f"Thing {n}", c := up_to(0, 12), c * 60, c * 50, c * 900, m := up_to(0, c), up_to(0, m), "works")
                   for n in range(up_to(0, 6)))  # fmt: skip
    ended, held = up_to(0, 12), 0
    held = up_to(0, ended)
    return Figures(
        school=1, name="Oakfield", on=span.end, span=span, total=total,
        breakdowns=tuple(Breakdown(key, key, lines(key)) for key in BREAKDOWNS), movement=move,
        step_downs=StepDowns(ended, held, ended - held), known_before=up_to(0, total.sen),
        plans=Kept(up_to(0, 60), up_to(0, 8), up_to(0, 8)), annual_reviews=Kept(up_to(0, 9), up_to(0, 3), up_to(0, 2)),
        provision=Provision(sum(t.children for t in things), 900, 800, 12000, sum(t.spent for t in things), things),
        meetings=Meetings(up_to(0, 60), up_to(0, 6), up_to(0, 6), up_to(0, 6)),
        training=Training(30, 25, 12, 40.5, 3, (("Autism", 12),)),
        complaints=Complaints(c := up_to(0, 7), up_to(0, 7), up_to(0, 3), (("teacher", c),)),
    )  # fmt: skip


def reports(figures: list[Figures]) -> list[dict]:
    """What governors read, each issued after the ones before it; in the order of terms."""
    shown: list[dict] = []
    for one in figures:
        shown.append(protected(one, shown[::-1]))
    return shown
