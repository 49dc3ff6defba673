"""Figures as governors read them: no child can be worked out of them, nor of all the reports so far taken together.

A count of children under five reads "fewer than 5", and nothing tells it from none. Whatever would give it away by
subtraction, along a line, down a column, from a total, is not shown either. Once any number of a breakdown, or a total, has
changed by one to four since an earlier report, all its numbers that were told then and are within four of that read "about"
what was told: otherwise who knows that one child came would read that child's need, year or background off the one line
that is not as it was. The promise, which `tests/overview/figures/test_attack.py` puts
to the proof with another method: of a number that is not told, readers learn what its words say and nothing more.

How well the school does its own work (reviews in time, meetings held, complaints) may read 0: that nobody waited says
nothing of a child. Adults' training is told as it is.
"""

from dataclasses import asdict
from typing import Any

from overview.figures.flows import MANY, Arc, reach
from overview.figures.shape import NEED, YEAR, Breakdown, Figures, Kept, Provision, Split
from register.enums import YEAR_GROUPS

FEW = 5  # children: a smaller count is not told
SMALL_LINE = 2 * FEW  # children on roll: of fewer nothing is told but that
NEAR = FEW - 1  # children by which a number may lie off what it reads "about"
Cell = dict[str, Any]
HIDDEN: Cell = {"hidden": True}
FEWER: Cell = {"few": True}


def words(cell: Cell) -> str:
    """What stands in the place of the number."""
    if "n" in cell:
        return f"{cell['n']:,}"
    if "few" in cell:
        return f"fewer than {FEW}"
    if "about" in cell:
        return f"about {cell['about']}"
    return f"at least {cell['least']}" if "least" in cell else "not shown"


def share_words(cell: Cell, of: Cell) -> str:
    """What stands in the place of its share of a number that is told, as "14.0 %"."""
    if not of.get("n"):
        return "not shown"
    if "n" in cell:
        return f"{100 * cell['n'] / of['n']:.1f} %"
    if "about" in cell:
        return f"about {100 * cell['about'] / of['n']:.0f} %"
    return f"at least {100 * cell['least'] // of['n']} %" if "least" in cell else "not shown"


class Table:
    """Numbers with their sums, of which some must not be told; `settle` finds what else must not be."""

    def __init__(self) -> None:
        self.arcs: dict[str, Arc] = {}
        self.cells: dict[str, Cell] = {}
        self.wanted: dict[str, tuple[int, int]] = {}  # what readers must hold possible, at least
        self.price: dict[str, tuple[int, int]] = {}  # the lower, the sooner it is given up
        self.most: dict[str, int] = {}  # what readers know that the number cannot exceed

    def tell(
        self, name: str, tail: str, head: str, value: int, price: int | None = None, most: int = MANY
    ) -> None:
        """A number that is told unless it must be given up for another; one without a price is told whatever happens."""
        self.most[name] = most
        self.arcs[name] = Arc(tail, head, value, value, value)
        self.cells[name] = {"n": value}
        if price is not None:
            self.price[name] = (price, value)

    def keep(
        self,
        name: str,
        cell: Cell,
        low: int,
        high: int,
        wanted: tuple[int, int] | None = None,
        *,
        last: bool = True,
    ) -> None:
        """Do not tell the number, but by its words that it is from `low` to `high`; readers must hold all of that possible,
        or what is `wanted`. Unless `last`, these words too are given up where that helps, and what readers must hold
        possible stays the same."""
        arc = self.arcs[name]
        arc.low, arc.high, self.cells[name] = low, high, cell
        self.wanted[name] = wanted or (low, high)
        if last:
            self.price.pop(name, None)

    def settle(self) -> bool:
        """Give up numbers, the cheapest that help first, until readers learn nothing but words. Where that is not enough all
        are given up, and the answer is False."""
        while (name := next((name for name in self.wanted if not self._safe(name)), None)) is not None:
            if not self.price:
                self.cells = dict.fromkeys(self.cells, HIDDEN) | {
                    n: c for n, c in self.cells.items() if self._sure(n)
                }
                return None
            self._give_up(self._helps(name))
        return True

    def _safe(self, name: str) -> bool:
        low, high = self.wanted[name]
        least, most = reach(self.arcs, name, low, high)
        return least <= low and most >= high

    def _helps(self, name: str) -> str:
        """The cheapest number at one of the sums that can change with this one, or else the cheapest of all."""
        near = {self.arcs[name].tail, self.arcs[name].head}
        loose = [arc for arc in self.arcs.values() if not arc.told]
        while (
            more := {n for arc in loose if near & {arc.tail, arc.head} for n in (arc.tail, arc.head)} - near
        ):
            near |= more
        at_hand = [n for n in self.price if near & {self.arcs[n].tail, self.arcs[n].head}]
        return min(at_hand or self.price, key=self.price.__getitem__)

    def _give_up(self, name: str) -> None:
        arc = self.arcs[name]
        arc.low, arc.high, self.cells[name] = min(FEW, arc.value), self.most[name], HIDDEN
        if name in self.wanted:  # without its words, too, it must not follow from the others
            low, high = self.wanted[name]
            self.wanted[name] = (max(low, arc.low), high)
        del self.price[name]

    def _sure(self, name: str) -> bool:
        """Whether the number is told whatever happens."""
        return self.arcs[name].told and name not in self.price


def protected(figures: Figures, before: list[dict]) -> dict:
    """The figures as governors read them, JSON-able. `before`: this function's answers for the reports that the school has
    issued, newest first. Cells: {"n": 24}, {"few": true}, {"hidden": true}, {"about": 25}, {"least": 48} (see `words`)."""
    total = _total(figures.total)
    return {
        "school": figures.name, "on": figures.on.isoformat(),
        "start": figures.span.start.isoformat(), "end": figures.span.end.isoformat(),
        "total": total,
        "breakdowns": {one.key: _breakdown(one, figures, total, before) for one in figures.breakdowns},
        "movement": _movement(figures), "step_downs": _step_downs(figures), "known_before": _known(figures, total),
        "plans": _kept(figures.plans), "annual_reviews": _kept(figures.annual_reviews),
        "provision": _provision(figures.provision), "meetings": _work(asdict(figures.meetings)),
        "training": asdict(figures.training), "complaints": _complaints(figures),
    }  # fmt: skip


def _total(split: Split) -> dict[str, Cell]:
    """The whole roll: how many children the school has is no secret. A school in which every child has SEN says so."""
    table = Table()
    table.tell("support", "sen", "levels", split.support, price=1, most=split.roll)
    table.tell("ehc", "sen", "levels", split.ehc, price=1, most=split.roll)
    table.tell("sen", "levels", "sen", split.sen, price=2, most=split.roll)
    _few(table, ("support", "ehc", "sen"))
    if 0 < split.none < FEW and split.sen >= FEW:
        table.keep("sen", HIDDEN, FEW, split.roll, wanted=(max(FEW, split.roll - FEW), split.sen))
    table.settle()
    rest = {"n": split.none} if "n" in table.cells["sen"] else HIDDEN
    return {**table.cells, "none": rest, "roll": {"n": split.roll}}


def _few(table: Table, names) -> None:
    """Small counts of children read "fewer than 5"."""
    for name in names:
        if table.arcs[name].value < FEW:
            table.keep(name, FEWER, 0, FEW - 1)


def _breakdown(one: Breakdown, figures: Figures, total: dict[str, Cell], before: list[dict]) -> dict:
    """One breakdown. Its columns add up to the totals: a level whose total is not told has no column, nor have the levels
    where too much would have to be given up for them; and without the total of SEN there is nothing to break down."""
    both = ["support", "ehc"] if "n" in total["support"] and "n" in total["ehc"] else []
    table = Table()
    for levels in (both, []) if "n" in total["sen"] else ():
        table = Table()
        _lay(table, one, figures.total, levels)
        _guard(table, one, levels, _told_before(one, figures, before), total_moved=_total_moved(figures, before),
               all_sen=not figures.total.none)  # fmt: skip
        if table.settle():
            break
    lines = [_line(table, one, number) for number in range(len(one.lines))]
    return {"title": one.title, "lines": lines}


def _lay(table: Table, one: Breakdown, total: Split, levels: list[str]) -> None:
    """Each line's SEN is the sum of its levels, each column adds up to its total, the totals to all with SEN."""
    for number, line in enumerate(one.lines):
        here = f"line {number}"
        most = total.sen if one.key == NEED else line.split.roll
        table.tell(f"sen {number}", here if levels else "out", "all", line.split.sen, price=2, most=most)
        for level in levels:
            table.tell(f"{level} {number}", level, here, getattr(line.split, level), price=1, most=most)
    table.tell("sen", "all", "levels" if levels else "out", total.sen)
    for level in levels:
        table.tell(level, "levels", level, getattr(total, level))


def _guard(
    table: Table, one: Breakdown, levels: list[str], told: dict[str, list[int]], *, total_moved: bool, all_sen: bool
) -> None:  # fmt: skip
    """What must not be told of each line in the first place."""
    known = {f"{key} {number}": told.get(f"{key} {line.key}", [])
             for number, line in enumerate(one.lines) for key in (*levels, "sen")}  # fmt: skip
    moved = total_moved or any(
        0 < abs(table.arcs[name].value - was) < FEW for name, numbers in known.items() for was in numbers
    )
    for number, line in enumerate(one.lines):
        split, names = line.split, [f"{key} {number}" for key in (*levels, "sen")]
        if one.key != NEED and split.roll < SMALL_LINE:
            for name in names:
                table.keep(name, HIDDEN, 0, split.roll, wanted=(0, min(split.roll, FEW - 1)))
            continue
        for name in names:
            _guard_one(table, name, known[name], moved)
        if one.key != NEED and not all_sen and split.none < FEW:
            table.keep(f"sen {number}", HIDDEN, FEW, split.roll, wanted=(split.roll - FEW, split.sen))


def _guard_one(table: Table, name: str, told: list[int], moved: bool) -> None:
    """A small number is not told; where some number has `moved` a little, all that were told before and may have read
    "about" what was told: were the others exact, or the number a new one, it would say which of them has."""
    value = table.arcs[name].value
    near = [was for was in told if abs(value - was) < FEW]
    if value < FEW:
        table.keep(name, FEWER, 0, FEW - 1)
    elif near and moved:
        high = min(near[0] + NEAR, table.most[name])
        table.keep(name, {"about": near[0]}, near[0] - NEAR, high, last=False)


def _total_moved(figures: Figures, before: list[dict]) -> bool:
    """Whether a total differs by a few children from what an earlier report told."""
    now = {"support": figures.total.support, "ehc": figures.total.ehc, "sen": figures.total.sen}
    return any(
        0 < abs(now[key] - report["total"][key]["n"]) < FEW
        for report in before for key in now if "n" in report["total"][key]
    )  # fmt: skip


def _told_before(one: Breakdown, figures: Figures, before: list[dict]) -> dict[str, list[int]]:
    """What earlier reports told exactly: "support 3" → the numbers, the newest first. Of year groups also what was told of
    the same children when they were a year below."""
    told: dict[str, list[int]] = {}
    for report in before:
        moved = _years_since(report, figures) if one.key == YEAR else 0
        for line in report["breakdowns"].get(one.key, {"lines": []})["lines"]:
            for key in {line["key"], _year_later(line["key"], moved)}:
                for level in ("support", "ehc", "sen"):
                    if "n" in line[level]:
                        told.setdefault(f"{level} {key}", []).append(line[level]["n"])
    return told


def _years_since(report: dict, figures: Figures) -> int:
    """Academic years from that report to these figures."""
    year, month = int(report["on"][:4]), int(report["on"][5:7])
    return figures.on.year - (figures.on.month < 9) - (year - (month < 9))


def _year_later(key: str, years: int) -> str:
    place = YEAR_GROUPS.index(key) + years if key in YEAR_GROUPS else -1
    return YEAR_GROUPS[place] if 0 <= place < len(YEAR_GROUPS) else key


def _line(table: Table, one: Breakdown, number: int) -> dict:
    line, split = one.lines[number], one.lines[number].split
    cells = {key: table.cells.get(f"{key} {number}", HIDDEN) for key in ("support", "ehc", "sen")}
    rest = {"n": split.none} if "n" in cells["sen"] else HIDDEN
    roll = {} if one.key == NEED else {"none": rest, "roll": {"n": split.roll}}
    return {"key": line.key, "label": line.label, **cells, **roll}


def _movement(figures: Figures) -> dict[str, Cell]:
    """In and out of the children with SEN: the totals of two reports tell the difference, so two numbers are told or
    neither."""
    moves, table = figures.movement, Table()
    for name in ("on", "came"):
        table.tell(name, "before", "now", getattr(moves, name), price=1)
    for name in ("off", "went"):
        table.tell(name, "now", "before", getattr(moves, name), price=1)
    table.tell("difference", "now", "before", moves.on + moves.came - moves.off - moves.went)
    _few(table, ("on", "came", "off", "went"))
    table.settle()
    del table.cells["difference"]
    return table.cells | {"raised": FEWER if moves.raised < FEW else {"n": moves.raised}}


def _parts(parts: dict[str, int], whole: int) -> dict[str, Cell]:
    """Counts of children that add up to a number that is told: of two or three parts none may follow from the others."""
    table = Table()
    for name, value in parts.items():
        table.tell(name, "whole", "parts", value, price=1)
    table.tell("whole", "parts", "whole", whole)
    _few(table, parts)
    table.settle()
    return {name: table.cells[name] for name in parts}


def _step_downs(figures: Figures) -> dict[str, Cell]:
    ended = figures.step_downs.ended
    if ended < FEW:
        return {"ended": FEWER, "held": HIDDEN, "back": HIDDEN}
    parts = {"held": figures.step_downs.held, "back": figures.step_downs.back}
    rest = ended - sum(parts.values())
    cells = _parts(parts | ({"rest": rest} if rest else {}), ended)
    return {"ended": {"n": ended}, "held": cells["held"], "back": cells["back"]}


def _known(figures: Figures, total: dict[str, Cell]) -> Cell:
    if "n" not in total["sen"]:
        return HIDDEN
    return _parts(
        {"known": figures.known_before, "rest": figures.total.sen - figures.known_before}, figures.total.sen
    )["known"]


def _kept(kept: Kept) -> dict[str, Cell]:
    return _work({"on_time": kept.on_time, "late": kept.late, "missing": kept.missing}) | {
        "due": _due(kept.due)
    }


def _due(count: int) -> Cell:
    return FEWER if 0 < count < FEW else {"n": count}


def _work(parts: dict[str, int]) -> dict[str, Cell]:
    """How the school's work was done, for how many children: all for nobody may be told, and nobody for all. One to four
    children read "fewer than 5", and what is left is told as "at least"."""
    whole = sum(parts.values())
    if 0 < whole < FEW:
        return dict.fromkeys(parts, HIDDEN)
    table = Table()
    for name, value in parts.items():
        table.tell(name, "whole", "parts", value, price=-value if value else None)  # the largest first
    table.tell("whole", "parts", "whole", whole)
    small = [name for name, value in parts.items() if 0 < value < FEW]
    for name in small:
        table.keep(name, FEWER, 1, FEW - 1)
    table.settle()
    given_up = [name for name in parts if table.cells[name] == HIDDEN]
    if len(given_up) == 1 and small and all("few" in table.cells[name] for name in small):
        known = sum(table.cells[name].get("n", 0) for name in parts)
        table.cells[given_up[0]] = {"least": whole - known - len(small) * (FEW - 1)}
    return {name: table.cells[name] for name in parts}


def _complaints(figures: Figures) -> dict:
    found = figures.complaints
    stages = dict(found.stages) if found.raised >= FEW else {}
    return {name: _due(getattr(found, name)) for name in ("raised", "closed", "open")} | {
        "stages": [[name, cell] for name, cell in _work(stages).items()]
    }


def _provision(found: Provision) -> dict:
    """What was given. Of an intervention that fewer than five children had nothing is told but that; and where fewer than
    five children's hours and costs would be what is left of the total, another is not told either."""
    if found.children < FEW:
        return {"children": FEWER if found.children else {"n": 0}, "things": []} | dict.fromkeys(
            ("planned", "given", "expected", "spent"), HIDDEN
        )
    kept = {thing.name for thing in found.things if thing.children < FEW}
    enough = [thing for thing in found.things if thing.children >= FEW]
    if kept and enough:
        kept.add(min(enough, key=lambda thing: thing.children).name)
    whole = {"planned": found.planned, "given": found.given, "expected": found.expected, "spent": found.spent}
    alone = bool(kept) and not enough
    shown = {name: HIDDEN if alone else {"n": value} for name, value in whole.items()}
    return {"children": {"n": found.children}, **shown, "things": [_thing(one, kept) for one in found.things]}


def _thing(thing, kept: set[str]) -> dict:
    if thing.name in kept:
        few = FEWER if thing.children < FEW else HIDDEN
        rest = dict.fromkeys(("planned", "given", "spent", "measured", "moved"), HIDDEN)
        return {"name": thing.name, "children": few, **rest, "verdict": ""}
    measured = FEWER if thing.measured < FEW else {"n": thing.measured}
    moved = HIDDEN
    if thing.measured >= FEW:
        moved = _parts({"moved": thing.moved, "rest": thing.measured - thing.moved}, thing.measured)["moved"]
    return {"name": thing.name, "children": {"n": thing.children}, "planned": {"n": thing.planned},
            "given": {"n": thing.given}, "spent": {"n": thing.spent}, "measured": measured, "moved": moved,
            "verdict": thing.verdict}  # fmt: skip
