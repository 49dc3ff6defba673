"""Types of need over time, pure: which rows are one stretch of a type, and what a new list of needs must keep to."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from register.enums import AREA_OF, Area, NeedType
from register.models import Need

DAY = dt.timedelta(days=1)
MOST_NEEDS = 6


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One type as somebody wrote it down. Its rank is its place in the list; no start means the day of the change."""

    code: str
    start: dt.date | None = None
    note: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: the place of the line from 0 (None: the day of the change), its field, the words."""

    place: int | None
    field: str
    words: str


def chain_of(need: Need, needs: Iterable[Need]) -> list[Need]:
    """The rows that make up one unbroken stretch of the need's type up to `need`, oldest first."""
    same = sorted(
        (other for other in needs if other.code == need.code and other.end and other.end < need.start),
        key=lambda other: other.start, reverse=True,
    )  # fmt: skip
    chain = [need]
    for other in same:
        if other.end + DAY != chain[-1].start:
            break
        chain.append(other)
    return chain[::-1]


def earlier_of(chain: list[Need], needs: Iterable[Need]) -> list[Need]:
    """Rows of the same type that had ended before the stretch began."""
    return [n for n in needs if n.code == chain[0].code and n.end and n.end < chain[0].start]


def area_of(code: str, own: str = "") -> Area:
    """The area that a type lies in: the code of practice's, or `own` where the type has none of its own."""
    area = AREA_OF[NeedType(code)]
    return Area(own) if area == Area.NONE and own else area


def mark_of(needs: Iterable[Need]) -> str:
    """A mark that changes whenever one of the needs that hold does."""
    held = sorted((n.rank, n.code, f"{n.start}", n.area, n.note) for n in needs if n.end is None)
    return hashlib.sha256(repr(held).encode()).hexdigest()[:16]


def problems(lines: list[NeedLine], on: dt.date, needs: list[Need]) -> list[Problem]:
    """Why the pupil's needs cannot be `lines` from `on`, given every row there is; empty when they can."""
    found = [p for place, line in enumerate(lines) for p in _of_line(place, line, lines, on, needs)]
    codes = {line.code for line in lines}
    late = [n for n in needs if n.end is None and n.code not in codes and n.start > on]
    found += [
        Problem(None, "on", f"{n.get_code_display()} has been recorded since {n.start:%-d %b %Y}: choose that day or a "
                "later one as the day on which it stops")
        for n in late
    ]  # fmt: skip
    last = max((n.end for n in needs if n.end), default=None)
    if last and last >= on:
        words = f"The types changed on {last + DAY:%-d %b %Y} already: choose that day or a later one"
        found.append(Problem(None, "on", words))
    return found


def _of_line(place: int, line: NeedLine, lines: list[NeedLine], on: dt.date, needs: list[Need]):
    if line.code in {other.code for other in lines[:place]}:
        yield Problem(place, "code", "This type stands above already: choose another, or leave the row empty")
        return
    if line.area and AREA_OF[NeedType(line.code)] != Area.NONE:
        words = f"This type belongs to {area_of(line.code).label}: leave the area to the type"
        yield Problem(place, "area", words)
    held = next((need for need in needs if need.code == line.code and need.end is None), None)
    yield from _of_start(place, line, on, held, needs)


def _of_start(place: int, line: NeedLine, on: dt.date, held: Need | None, needs: list[Need]):
    start = line.start or (None if held else on)
    if start is None:
        return
    chain = chain_of(held, needs) if held else []
    if chain and start == chain[0].start:
        return
    if chain and chain[0].end and start > chain[0].end:
        words = f"The rank changed on {chain[1].start:%-d %b %Y}, when this need was known: choose a day before that"
        yield Problem(place, "start", words)
    rank = chain[0].rank if chain else 0
    place_of = max((n for n in needs if n.rank == rank and n.end and start <= n.end < chain[0].start),
                   key=lambda n: n.end, default=None) if chain else None  # fmt: skip
    if place_of and place_of.code != line.code:
        words = f"{place_of.get_code_display()} stood at this place until {place_of.end:%-d %b %Y}: choose a later day"
        yield Problem(place, "start", words)
    before = earlier_of(chain, needs) if chain else [n for n in needs if n.code == line.code]
    last = max((n.end for n in before), default=None)
    if last and start <= last:
        words = f"This type was recorded until {last:%-d %b %Y} before: choose a later day"
        yield Problem(place, "start", words)
