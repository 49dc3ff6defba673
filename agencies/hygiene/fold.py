"""Text as names are compared: accents, ligatures, case and hidden characters folded away, every word with its place.

Pure. Places are of the text as it was given, so that a mark can be drawn on it.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# letters that Unicode does not take apart
TAKEN_APART = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ß": "ss",
    "ə": "e",
}  # fmt: skip
UNSEEN = {
    "Cf",
    "Mn",
    "Me",
    "Mc",
    "Cn",
    "Co",
    "Cs",
}  # soft hyphens, zero width, combining marks, what no face draws
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d"
APOSTROPHES = "'\u2018\u2019\u201a\u201b\u02bc\u02b9\u02bb\u2032\u00b4`\uff07"
BROKEN = re.compile(rf"[{HYPHENS}]\s*[\r\n\u2028\u2029\x0b\x0c]\s*$")  # at the end of a line


@lru_cache(maxsize=8192)
def fold_char(char: str) -> str:
    """What is left of one character: small letters without accents, "" for what is not seen, itself otherwise."""
    if char in APOSTROPHES:
        return "'"
    found = []
    for one in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
        if unicodedata.category(one) not in UNSEEN:
            found.append(TAKEN_APART.get(one, one))
    return "".join(found)


def letters(text: str) -> str:
    """The letters of a text alone, folded: "O.Brien-Søe" gives "obriensoe"."""
    return "".join(one for char in text for one in fold_char(char) if one.isalpha())


@dataclass(slots=True)
class Token:
    """One word, or the part of one up to a capital inside. `gap` is the text between the token before and this one;
    `joined` says that nobody would see a space there."""

    text: str
    start: int
    end: int
    capital: bool
    upper: bool
    gap: str
    joined: bool


def tokens_of(text: str) -> list[Token]:
    """The words of `text` in order, cut where a capital follows a small letter ("byJoanSutton")."""
    found: list[Token] = []
    for start, end in _runs(text):
        for first, last in _cut_at_capitals(text, start, end):
            folded = letters(text[first:last])
            if not folded:
                continue
            before = found[-1].end if found else 0
            gap = text[before:first]
            drawn = [char for char in text[first:last] if fold_char(char)]
            found.append(
                Token(folded, first, last, drawn[0].isupper() or drawn[0].istitle(),
                      all(not char.islower() for char in drawn), gap, _is_joined(gap))
            )  # fmt: skip
    return found


@lru_cache(maxsize=8192)
def _is_letter(char: str) -> bool:
    folded = fold_char(char)
    return bool(folded) and all(one.isalpha() for one in folded)


@lru_cache(maxsize=8192)
def _is_unseen(char: str) -> bool:
    return not fold_char(char)


def _runs(text: str):
    start, last = None, 0
    for place, char in enumerate(text):
        if _is_letter(char):
            start, last = (place if start is None else start), place + 1
        elif start is not None and not _is_unseen(char):
            yield start, last
            start = None
    if start is not None:
        yield start, last


def _cut_at_capitals(text: str, start: int, end: int):
    seen = [place for place in range(start, end) if not _is_unseen(text[place])]
    cuts = [start]
    for index in range(1, len(seen)):
        before, here = text[seen[index - 1]], text[seen[index]]
        after = text[seen[index + 1]] if index + 1 < len(seen) else ""
        if here.isupper() and (before.islower() or (before.isupper() and after.islower())):
            cuts.append(seen[index])
    yield from zip(cuts, [*cuts[1:], end], strict=True)


def _is_joined(gap: str) -> bool:
    """Whether a reader sees one word across the gap: nothing there, a hyphen, an apostrophe, a word broken at the end
    of a line."""
    seen = "".join(char for char in gap if char in HYPHENS or not _is_unseen(char))
    return not seen or seen in HYPHENS or seen in APOSTROPHES or bool(BROKEN.match(seen))
