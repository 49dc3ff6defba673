"""What somebody typed into the search, and where its words stand in a text. Pure.

A word is looked for as part of a word, whatever its case and accents; an apostrophe may be straight, curly or left out.
The same pattern is read by Postgres and by Python.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from register.names import search_key

MOST_LETTERS, MOST_WORDS, LEAST_LETTERS = 120, 8, 2
AROUND, WINDOW = 60, 220  # characters before the first word that is found, and of the whole snippet
MOST_MATCHES = 400  # of one word in one text: what stands after them is not looked at for a snippet

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\ufeff\ud800-\udfff]+")
EDGES = '.,;:!?"“”()[]{}<>«»…'
APOSTROPHES, HYPHENS = "'’‘`´", "-‐‑–—"
ROW = re.compile(f"[{APOSTROPHES}]+")
VARIANTS = {
    "a": "aàáâãäåāăą", "c": "cçćĉċč", "d": "dďđð", "e": "eèéêëēĕėęě", "g": "gĝğġģ", "h": "hĥħ", "i": "iìíîïĩīĭįı",
    "j": "jĵ", "k": "kķ", "l": "lĺļľŀł", "n": "nñńņňŋ", "o": "oòóôõöøōŏő", "r": "rŕŗř", "s": "sśŝşšș", "t": "tţťŧț",
    "u": "uùúûüũūŭůűų", "w": "wŵ", "y": "yýÿŷ", "z": "zźżž",
}  # fmt: skip
BASE = {variant: base for base, variants in VARIANTS.items() for variant in variants}


@dataclass(frozen=True, slots=True)
class Word:
    """One word to look for: as it was typed, as names are searched ("" where none can hold it), as a pattern of texts."""

    typed: str
    key: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The words that were typed, at most MOST_WORDS; `text` as the page shows it again."""

    text: str
    words: tuple[str, ...]

    @property
    def too_short(self) -> bool:
        """Whether something was typed, but too little to look for."""
        return bool(self.text) and sum(map(len, self.words)) < LEAST_LETTERS

    @property
    def patterns(self) -> tuple[str, ...]:
        """A regular expression for each word."""
        return tuple(pattern_of(word) for word in self.words)

    @property
    def looked_for(self) -> tuple[Word, ...]:
        """The words as the sources look for them."""
        return tuple(Word(word, search_key(word), pattern_of(word)) for word in self.words)


def ask(text: str) -> Asked:
    """What was typed, whatever it is: cut to length, without what cannot be seen."""
    text = " ".join(UNSEEN.sub(" ", unicodedata.normalize("NFC", text)).split())[:MOST_LETTERS].strip()
    words = (word.strip(EDGES) for word in text.split())
    return Asked(text, tuple(word for word in words if any(char.isalnum() for char in word))[:MOST_WORDS])


def pattern_of(word: str) -> str:
    """The word as a regular expression of Postgres and of Python; nothing in it is an operator of the person's own. Of
    apostrophes in a row one counts: many that may each be left out would take Python years over a text that has many."""
    return "".join(_pattern(char) for char in ROW.sub("'", word))


def _pattern(char: str) -> str:
    if char in APOSTROPHES:
        return f"[{APOSTROPHES}]?"
    if char in HYPHENS:
        return f"[{HYPHENS}]"
    base = BASE.get(char.lower())
    if base:
        return f"[{VARIANTS[base]}]"
    return f"\\{char}" if char.isascii() and not char.isalnum() else char


def pattern_of_stem(stem: str) -> str:
    """A word that begins with a stem of Postgres's English ("happi" stands for "happy")."""
    short = stem[:-1] if len(stem) > 3 and stem.endswith("i") else stem
    return rf"\b{pattern_of(short)}\w*"


Piece = tuple[str, bool]  # words, and whether they are what was looked for


def snippet(text: str, patterns: Iterable[str]) -> list[Piece]:
    """The part of the text in which most of the patterns stand close together, cut into pieces. Its beginning when none
    does; no pieces for an empty text."""
    text = " ".join(text.split())
    found = _matches(text, tuple(patterns))
    if not found:
        return [(_shortened(text, 0, WINDOW), False)] if text else []
    best = max(found[:60], key=lambda one: (len({n for n, at, _end in found if 0 <= at - one[1] < WINDOW - AROUND}),
                                            -one[1]))  # fmt: skip
    start = _word_start(text, max(0, best[1] - AROUND), best[1])
    end = _word_end(text, start + WINDOW)
    pieces = [("… ", False)] if start else []
    pieces += _cut(text, start, end, [(at, to) for _n, at, to in found if at >= start and to <= end])
    return [*pieces, (" …", False)] if end < len(text) else pieces


def _matches(text: str, patterns: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """(which pattern, from, to) of everything found, in order, without overlaps."""
    found = [
        (number, match.start(), match.end())
        for number, pattern in enumerate(patterns)
        for match in islice(re.finditer(pattern, text, re.IGNORECASE), MOST_MATCHES)
        if match.end() > match.start()
    ]
    kept: list[tuple[int, int, int]] = []
    for one in sorted(found, key=lambda match: (match[1], -match[2])):
        if not kept or one[1] >= kept[-1][2]:
            kept.append(one)
    return kept


def _word_start(text: str, at: int, most: int) -> int:
    while 0 < at < most and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    at = min(at, len(text))
    while at < len(text) and not text[at].isspace() and at % 40:
        at += 1
    return at


def _shortened(text: str, start: int, end: int) -> str:
    end = _word_end(text, end)
    return text[start:end] + (" …" if end < len(text) else "")


def _cut(text: str, start: int, end: int, marks: list[tuple[int, int]]) -> list[Piece]:
    pieces, at = [], start
    for mark, to in marks:
        pieces += [(text[at:mark], False), (text[mark:to], True)]
        at = to
    return [piece for piece in [*pieces, (text[at:end], False)] if piece[0]]
