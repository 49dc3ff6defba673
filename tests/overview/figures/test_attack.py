"""The attack on our own reports: whatever linear programming can work out of all that a school has told its governors.

The attacker knows how numbers are kept back: that "fewer than 5" is 0 to 4, "about 25" 21 to 29, and that what is not shown
in a line of ten children or more is at least 5. Two hundred schools by lot, four terms each.
"""

import itertools
import random

import numpy as np
import pytest
from scipy.optimize import linprog

from overview.figures.shape import NEED, YEAR
from tests.overview.figures.made import YEARS, reports, school

SCHOOLS = 200
PARTS = 20  # so that the schools are attacked by several workers
NUMBERS = ("support", "ehc", "sen")
LOOKED_AT = 3  # numbers of a table that are attacked, by lot: a table has the same protection throughout


class Attack:
    """Numbers with what is told of them, and the sums between them."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.bounds: list[tuple[float, float | None]] = []
        self.sums: list[tuple[dict[str, int], int]] = []

    def number(self, name: str, cell: dict, most: int | None = None, *, low: int = 0) -> None:
        self.names[name] = len(self.bounds)
        self.bounds.append(told(cell, most, low))

    def adds_up(self, parts: dict[str, int], to: int = 0) -> None:
        self.sums.append((parts, to))

    def learn(self, name: str) -> tuple[int, int | None]:
        """The least and greatest value that the number can have."""
        rows = np.zeros((len(self.sums), len(self.bounds)))
        for row, (parts, _) in enumerate(self.sums):
            for part, sign in parts.items():
                rows[row, self.names[part]] += sign
        wanted = np.zeros(len(self.bounds))
        wanted[self.names[name]] = 1
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * wanted, A_eq=rows, b_eq=[to for _, to in self.sums], bounds=self.bounds, method="highs"
            )
            assert found.status in (0, 3), found.message
            ends.append(None if found.status == 3 else round(sign * found.fun, 6))
        return ends[0], ends[1]


def told(cell: dict, most: int | None, low: int) -> tuple[float, float | None]:
    if "n" in cell:
        return cell["n"], cell["n"]
    if "few" in cell:
        return 0, 4
    if "about" in cell:
        return cell["about"] - 4, cell["about"] + 4 if most is None else min(cell["about"] + 4, most)
    return cell.get("least", low), most


def table(report: dict, key: str) -> Attack:
    """One breakdown with its sums, and the totals."""
    attack, total = Attack(), report["total"]
    lines = report["breakdowns"][key]["lines"]
    cells = [line[level] for line in lines for level in NUMBERS]
    withheld = all("hidden" in cell for cell in cells)
    by_level = any("hidden" not in line[level] for line in lines for level in ("support", "ehc"))
    for name in NUMBERS:
        attack.number(name, total[name], total["roll"]["n"])
    attack.adds_up({"support": 1, "ehc": 1, "sen": -1})
    for line in lines:
        roll = line["roll"]["n"] if key != NEED else None
        for name in NUMBERS:
            laid = not withheld and (roll is None or roll >= 10) and (by_level or name == "sen")
            attack.number(f"{name} {line['key']}", line[name], roll, low=5 if laid else 0)
        attack.adds_up({f"support {line['key']}": 1, f"ehc {line['key']}": 1, f"sen {line['key']}": -1})
    for name in NUMBERS:
        attack.adds_up({f"{name} {line['key']}": 1 for line in lines} | {name: -1})
    return attack


def kept_back(report: dict, key: str):
    """Each number of the breakdown that is not told, with what readers must hold possible."""
    for line in report["breakdowns"][key]["lines"]:
        for name in NUMBERS:
            cell = line[name]
            if "few" in cell:
                yield f"{name} {line['key']}", 0, 4
            elif "about" in cell:
                most = line["roll"]["n"] if "roll" in line else 10_000
                yield f"{name} {line['key']}", cell["about"] - 4, min(cell["about"] + 4, most)


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_that_is_kept_back_can_be_worked_out(part):
    tried = 0
    for seed in range(part, SCHOOLS, PARTS):
        chance = random.Random(seed)
        for number, report in enumerate(reports(school(seed))):
            for key in report["breakdowns"]:
                hidden = list(kept_back(report, key))
                attack = table(report, key)
                for name, low, high in chance.sample(hidden, min(LOOKED_AT, len(hidden))):
                    least, most = attack.learn(name)
                    where = f"school {seed}, term {number}, {key}, {name}"
                    assert least <= low and (most is None or most >= high), f"{where}: {least} to {most}"
                    tried += 1
    assert tried > 100


@pytest.mark.parametrize("part", range(4))
def test_totals_movement_and_parts_tell_nothing_small(part):
    """The totals of two reports give the difference between in and out."""
    for seed in range(part, SCHOOLS, 4):
        shown = reports(school(seed))
        for before, report in itertools.pairwise(shown):
            attack = Attack()
            for name in NUMBERS:
                for when, of in (("then", before), ("now", report)):
                    attack.number(f"{name} {when}", of["total"][name], of["total"]["roll"]["n"])
            for when in ("then", "now"):
                attack.adds_up({f"support {when}": 1, f"ehc {when}": 1, f"sen {when}": -1})
            for name in ("on", "came", "off", "went"):
                attack.number(name, report["movement"][name], low=5)
            attack.adds_up({"sen now": 1, "sen then": -1, "on": -1, "came": -1, "off": 1, "went": 1})
            for name in ("on", "came", "off", "went"):
                if "few" in report["movement"][name]:
                    least, most = attack.learn(name)
                    assert least <= 0 and most >= 4, f"school {seed}, {name}: {least} to {most}"
            for name in NUMBERS:
                if "few" in report["total"][name]:
                    least, most = attack.learn(f"{name} now")
                    assert least <= 0 and most >= 4, f"school {seed}, {name}: {least} to {most}"


@pytest.mark.parametrize("part", range(4))
def test_no_two_reports_told_together_give_one_child_away(part):
    """A number that two reports tell exactly is the same in both or differs by five at least: also of the year group that
    has moved up."""
    for seed in range(part, SCHOOLS, 4):
        shown = reports(school(seed))
        for earlier, later in itertools.combinations(range(len(shown)), 2):
            moved_up = int(later == 3 and earlier < 3)
            for key, found in shown[later]["breakdowns"].items():
                known = {line["key"]: line for line in shown[earlier]["breakdowns"][key]["lines"]}
                for line in found["lines"]:
                    same = [line["key"]]
                    if key == YEAR and moved_up and YEARS.index(line["key"]):
                        same.append(YEARS[YEARS.index(line["key"]) - 1])
                    for name, was in itertools.product(NUMBERS, (known[each] for each in same)):
                        if "n" in line[name] and "n" in was[name]:
                            gap = abs(line[name]["n"] - was[name]["n"])
                            assert gap == 0 or gap >= 5, f"school {seed}, {key} {line['key']} {name}: {gap}"


@pytest.mark.parametrize("part", range(PARTS))
def test_what_was_told_once_does_not_follow_from_later_reports(part):
    """A number that has changed by a few since an earlier report told it, and is not shown any more: readers hold all that is
    within four of what was told possible, or what is not too small to be laid out at all."""
    tried = 0
    for seed in range(part, SCHOOLS, PARTS):
        found, chance = school(seed), random.Random(seed)
        shown = reports(found)
        for later, key in itertools.product((1, 2, 3), shown[0]["breakdowns"]):
            attack, gone = table(shown[later], key), list(gone_quiet(found[later], shown[: later + 1], key))
            for name, was, most_of_all in chance.sample(gone, min(LOOKED_AT, len(gone))):
                least, most = attack.learn(name)
                where = f"school {seed}, term {later}, {key}, {name}, told as {was}"
                assert least <= max(5, was - 4), f"{where}: {least} to {most}"
                assert most is None or most >= min(was + 4, most_of_all), f"{where}: {least} to {most}"
                tried += 1
    assert tried


def gone_quiet(figures, shown: list[dict], key: str):
    """Numbers of the last report that are not shown and lie one to four from the last of what was told: name, what was told,
    the most that it can be."""
    *earlier, last = ({line["key"]: line for line in report["breakdowns"][key]["lines"]} for report in shown)
    for line in next(one for one in figures.breakdowns if one.key == key).lines:
        roll = line.split.roll if key != NEED else 10_000
        if roll < 10 or roll - line.split.sen < 5:
            continue  # another rule keeps these back
        for name in NUMBERS:
            value = getattr(line.split, name)
            told_then = [
                report[line.key][name]["n"] for report in reversed(earlier) if "n" in report[line.key][name]
            ]
            was = next((number for number in told_then if abs(number - value) < 5), value)
            if "hidden" in last[line.key][name] and was != value:
                yield f"{name} {line.key}", was, min(roll, getattr(figures.total, name))


def test_attack_sees_through_a_table_that_keeps_back_one_number_alone():
    """The attacker is no straw man: one number alone in its line and column is found."""
    (report, *_rest) = reports(school(4))
    lines = report["breakdowns"]["sex"]["lines"]
    for line, support, ehc in zip(lines, (20, 30), (3, 9), strict=True):
        line.update(support={"n": support}, ehc={"n": ehc}, sen={"n": support + ehc})
    report["total"].update(support={"n": 50}, ehc={"n": 12}, sen={"n": 62})
    lines[0]["ehc"] = {"few": True}
    assert table(report, "sex").learn("ehc F") == (3, 3)


def test_most_of_what_could_be_told_is_told():
    """Keeping everything back would be safe and of no use: of ordinary schools at least half of the numbers of five or more
    are told in the first report."""
    for seed in range(40):
        first = school(seed)[0]
        if not (first.total.roll >= 300 and 60 <= first.total.sen <= 150):
            continue
        (report,) = reports([first])
        pairs = [(getattr(line.split, name), shown[name])
                 for one in first.breakdowns
                 for line, shown in zip(one.lines, report["breakdowns"][one.key]["lines"], strict=True)
                 for name in NUMBERS if getattr(line.split, name) >= 5]  # fmt: skip
        assert sum("n" in cell for _, cell in pairs) / len(pairs) > 0.5, seed
