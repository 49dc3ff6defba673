"""What a report must not carry (R-125): names of staff, names of other children, dates of birth, addresses.

Pure. `find_marks` looks once through the words of each part, with one index of all names of the school.
"""

from dataclasses import dataclass
from typing import NamedTuple

from agencies.enums import FindingKind
from agencies.hygiene.dates import find_births
from agencies.hygiene.names import find_names
from agencies.hygiene.people import Index, Person, build_index
from agencies.hygiene.places import find_places
from core.documents.reading.parts import Parts


@dataclass(frozen=True, slots=True)
class Own:
    """The child whom the report is about: names of theirs and of the family are no finding. `postcodes` are those of
    the school and of agencies, which are no finding either."""

    child: Person
    family: tuple[Person, ...] = ()
    postcodes: frozenset[str] = frozenset()


class Mark(NamedTuple):
    """One place of the text: part (from 0), first character and the one after the last, what kind of finding, whether
    it is sure, the words marked, and why they are."""

    part: int
    start: int
    end: int
    kind: str
    certain: bool
    words: str
    about: str


MOST_MARKS = 2000
EDGE = 80  # characters on each side of a page's end in which a name may be cut


def find_marks(parts: Parts, staff: list[Person], pupils: list[Person], own: Own) -> list[Mark]:
    """The marks of a report in the order of its text, none over another. `staff` is everybody who works or worked at
    the school, `pupils` every other child. Two people may share a name: then it is marked once, as staff."""
    index = build_index([*staff, *pupils], len(staff))
    return find_with(parts, index, len(staff), own)[:MOST_MARKS]


def find_with(parts: Parts, index: Index, staff: int, own: Own) -> list[Mark]:
    """As `find_marks`, with an index that was built before (of which the first `staff` people work at the school)."""
    kin = build_index([own.child, *own.family], 1 + len(own.family))
    born = {person.born for person in index.people[staff:] if person.near and person.born}
    found: list[Mark] = []
    across = _over_page_ends(parts, index, staff, kin)
    for number, part in enumerate(parts.parts):
        names = [*find_names(part.text, index, staff, kin), *across.get(number, ())]
        others = [*find_births(part.text, own.child.born, born), *find_places(part.text, own.postcodes)]
        layers = ([one for one in names if one[3]], others, [one for one in names if not one[3]])
        for start, end, kind, certain, about in _side_by_side(layers):
            words = " ".join(part.text[start:end].split())[:200]
            found.append(Mark(number, start, end, str(FindingKind(kind)), certain, words, about[:200]))
    return found


def _over_page_ends(parts: Parts, index: Index, staff: int, kin: Index) -> dict[int, list[tuple]]:
    """Names in full that begin at the end of one part and end at the beginning of the next: marked in both."""
    found: dict[int, list[tuple]] = {}
    for number in range(len(parts.parts) - 1):
        before, after = parts.parts[number].text, parts.parts[number + 1].text
        begin, tail = max(0, len(before) - EDGE), before[-EDGE:]
        for start, end, kind, certain, about in find_names(f"{tail}\n{after[:EDGE]}", index, staff, kin):
            if certain and start < len(tail) < end - 1:
                found.setdefault(number, []).append((begin + start, len(before), kind, certain, about))
                found.setdefault(number + 1, []).append((0, end - len(tail) - 1, kind, certain, about))
    return found


def _side_by_side(layers) -> list[tuple]:
    """Marks that do not lie over each other: an earlier layer keeps its place, a later one is cut back to what is
    left before it or, where nothing is, after it."""
    kept: list[tuple] = []
    for layer in layers:
        for first, last, *rest in sorted(layer, key=lambda one: (one[0], -one[1])):
            start, end = _beside(first, last, kept)
            if start < end:
                kept.append((start, end, *rest))
    return sorted(kept)


def _beside(start: int, end: int, kept: list[tuple]) -> tuple[int, int]:
    """What is left of a mark beside those that are kept; nothing is (0, 0)."""
    for held in kept:
        if held[0] < end and start < held[1]:
            start, end = (start, held[0]) if start < held[0] else (held[1], end)
            if start >= end:
                return 0, 0
    return start, end
