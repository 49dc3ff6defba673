"""The figures as a table, as JSON, and as a part of docs/bench.md."""

import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.bulk import Bulk
from bench.client import Times
from bench.pages import CASELOAD, MAP, MY_CLASS, MY_SESSIONS, Figures

HEADINGS = ("", "ratio", "at 8", "queries", "p50 ms", "p95", "floor p50", "8: p50 ms", "p95", "a second", "floor p50",
            "bytes", "unpacked")  # fmt: skip
MOST_QUERIES, REGISTER_MS, PDF_RATIO = 12, 22.0, 1.3
WITHIN_MS = {MAP: 40.0, MY_CLASS: 15.0, MY_SESSIONS: 15.0, CASELOAD: 25.0}
BEGIN, END = "<!-- {}: written by make bench -->", "<!-- end of {} -->"


@dataclass(frozen=True, slots=True)
class Setting:
    """When and on what was measured; the load is that of the minute before and of the last minute."""

    at: datetime
    before: float
    after: float

    def __str__(self) -> str:
        return (
            f"{self.at:%-d %b %Y}, {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, "
            f"load {self.before:.1f} before and {self.after:.1f} after"
        )


def cells(row: Figures) -> list[str]:
    """One row of the table, in the order of HEADINGS."""
    return [
        row.name, f"{row.ratio:.2f}", _number(row.ratio_eight, 2), str(row.queries),
        *_times(row.one), _number(row.one_floor.p50), *(_times(row.eight) if row.eight else ("–", "–")),
        _number(row.eight.per_second, 0) if row.eight else "–",
        _number(row.eight_floor.p50 if row.eight_floor else None), f"{row.sent:,}", f"{row.unpacked:,}",
    ]  # fmt: skip


def _times(times: Times) -> tuple[str, str]:
    return _number(times.p50), _number(times.p95)


def _number(value: float | None, places: int = 1) -> str:
    return "–" if value is None else f"{value:.{places}f}"


def table(rows: list[Figures]) -> str:
    """The figures in columns of plain text."""
    lines = [list(HEADINGS), *map(cells, rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADINGS))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(line: list[str], widths: list[int]) -> str:
    name, *numbers = line
    return "  ".join(
        [name.ljust(widths[0]), *(n.rjust(w) for n, w in zip(numbers, widths[1:], strict=True))]
    ).rstrip()


def aims(rows: list[Figures]) -> list[str]:
    """Each aim with what was measured, and the word "missed" where it was."""
    by_name = {row.name: row for row in rows}
    register, paper = by_name["register, 280 pupils"].one.p50, by_name["PDF, made"].ratio
    most = max(row.queries for row in rows)
    return [
        _aim(f"no page over {MOST_QUERIES} queries", most <= MOST_QUERIES, f"at most {most}"),
        _aim(f"register of 280 within {REGISTER_MS:.0f} ms p50 at one client", register <= REGISTER_MS,
             f"{register:.1f} ms"),
        *(within(by_name[name], most) for name, most in WITHIN_MS.items()),
        _aim(f"PDF within {PDF_RATIO} of its floor", paper <= PDF_RATIO, f"{paper:.2f}"),
    ]  # fmt: skip


def within(row: Figures, most: float) -> str:
    """An aim in milliseconds, with the ratio to the floor beside what was measured: the one tells of the machine too."""
    words = f"{row.name} within {most:.0f} ms p50 at one client"
    return _aim(words, row.one.p50 <= most, f"{row.one.p50:.1f} ms, {row.ratio:.1f} of its floor")


def _aim(words: str, met: bool, measured: str) -> str:
    return f"{'met   ' if met else 'missed'}  {words}: {measured}"


def text(rows: list[Figures], setting: Setting, bulk: Bulk) -> str:
    printed, aim = bulk.words()
    return "\n".join([str(setting), "", table(rows), "", printed, "", *aims(rows), aim])


def as_json(rows: list[Figures], setting: Setting, bulk: Bulk) -> str:
    """Every figure, with the names of the table's own terms."""
    pages = [
        {
            "page": row.name, "queries": row.queries, "ratio": row.ratio, "ratio_eight": row.ratio_eight,
            "bytes_sent": row.sent, "bytes_unpacked": row.unpacked, "one": _spread(row.one),
            "one_floor": _spread(row.one_floor), "eight": _spread(row.eight), "eight_floor": _spread(row.eight_floor),
        }
        for row in rows
    ]  # fmt: skip
    load = {"before": setting.before, "after": setting.after}
    about = {"at": setting.at.isoformat(), "cores": os.cpu_count(), "load": load, "aims": aims(rows)}
    return json.dumps(about | {"pages": pages, "bulk": bulk.as_data()}, indent=1, ensure_ascii=False)


def _spread(times: Times | None) -> dict | None:
    if times is None:
        return None
    return {
        "requests": len(times.ms),
        "p50_ms": times.p50,
        "p95_ms": times.p95,
        "per_second": times.per_second,
    }


def write_docs(path: Path, words: str, part: str = "figures") -> None:
    """Put the figures between the two marks of that part. Raises ValueError when the page has lost them."""
    page = path.read_text(encoding="utf-8")
    begins, ends = BEGIN.format(part), END.format(part)
    before, begin, rest = page.partition(begins)
    _, end, after = rest.partition(ends)
    if not (begin and end):
        raise ValueError(f"{path.name} has no lines “{begins}” and “{ends}” to write the figures between.")
    path.write_text(f"{before}{begins}\n\n```text\n{words}\n```\n\n{ends}{after}", encoding="utf-8")
