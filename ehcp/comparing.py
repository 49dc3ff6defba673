"""What changed between two versions of a plan, by words. Pure: texts in, changes out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from ehcp.enums import Letter

WORDS = re.compile(r"\s+|[^\s]+")
ALIKE = 0.45  # share of equal words from which a row is the same row changed, not another


class Part(StrEnum):
    """What became of a stretch of words."""

    SAME = "same"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words and what became of it."""

    part: Part
    text: str


def by_words(before: str, after: str) -> list[Run]:
    """The words of both texts in order. Without what was added the runs read as `before`, without what is gone as
    `after`."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    runs: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run(Part.SAME, "".join(old[a:b])))
            continue
        if a < b:
            runs.append(Run(Part.GONE, "".join(old[a:b])))
        if c < d:
            runs.append(Run(Part.ADDED, "".join(new[c:d])))
    return runs


@dataclass(frozen=True, slots=True)
class Change:
    """One section's text, or one row of it, that reads differently: `what` names the row, "" for the text."""

    letter: str
    what: str
    runs: tuple[Run, ...]

    @property
    def kind(self) -> Part | None:
        """Whether it is wholly new or wholly gone; None where words changed."""
        parts = {run.part for run in self.runs}
        return parts.pop() if len(parts) == 1 else None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a version: a need (B), an outcome (E), provision (F to H2), with its words in full."""

    letter: str
    number: int
    text: str


def _pairs(before: list[Row], after: list[Row]) -> list[tuple[Row | None, Row | None]]:
    """Rows that are the same ones: equal words first, then the number, then those most alike."""
    left, found = list(before), {}
    for same in (
        lambda old, new: old.text == new.text,
        lambda old, new: old.number == new.number and _alike(old, new) >= ALIKE,
    ):
        for new in after:
            if new not in found and (old := next((one for one in left if same(one, new)), None)):
                found[new] = old
                left.remove(old)
    for new in (one for one in after if one not in found):
        old = max(left, key=lambda one: _alike(one, new), default=None)
        if old is not None and _alike(old, new) >= ALIKE:
            found[new] = old
            left.remove(old)
    return [*((found.get(new), new) for new in after), *((old, None) for old in left)]


def _alike(old: Row, new: Row) -> float:
    return SequenceMatcher(None, old.text.split(), new.text.split(), autojunk=False).ratio()


def changes(
    texts_before: Mapping[str, str], texts_after: Mapping[str, str], rows_before: Iterable[Row] = (),
    rows_after: Iterable[Row] = (),
) -> list[Change]:  # fmt: skip
    """Everything that reads differently, by section in their order: the text first, then its rows."""
    rows_before, rows_after = list(rows_before), list(rows_after)
    found = []
    for letter in Letter.values:
        old, new = texts_before.get(letter, ""), texts_after.get(letter, "")
        if old != new:
            found.append(Change(letter, "", tuple(by_words(old, new))))
        mine = (
            [one for one in rows_before if one.letter == letter],
            [one for one in rows_after if one.letter == letter],
        )
        for was, now in _pairs(*mine):
            if was is None or now is None or was.text != now.text:
                number = (now or was).number
                words = by_words(was.text if was else "", now.text if now else "")
                found.append(Change(letter, str(number), tuple(words)))
    return found


def changed_letters(found: Iterable[Change]) -> list[str]:
    """The sections in which anything changed, in their order."""
    touched = {one.letter for one in found}
    return [letter for letter in Letter.values if letter in touched]
