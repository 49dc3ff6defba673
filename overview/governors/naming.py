"""Whether a text names a child. Pure: a child is the names they go by.

A first name or its initial with the last name, in either order, is a child, and so is a child's number. A first name alone,
with a capital letter, may be, and one to four children may be known by being so few: both are told, and whoever writes
decides.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Child = tuple[
    str, str, str, str
]  # legal first name, preferred first name ("" where it is the same), last name, number
WORD = re.compile(r"[^\W\d_]+")
BETWEEN = 1  # words that may stand between a first name and its last name
COUNTED = re.compile(
    r"(?<![\w.,])(?:one|two|three|four|[1-4])(?:\s+[a-z-]+)?\s+(?:child|children|pupils?|girls?|boys?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """What was found: `full` names and numbers that must go, `first` names alone that may be children, `few` children in
    the words of the text."""

    full: tuple[str, ...]
    first: tuple[str, ...]
    few: tuple[str, ...]


def named_in(text: str, children: Iterable[Child]) -> Named:
    """Who of `children` is named in `text`, in the order of the alphabet."""
    words = WORD.findall(text)
    plain, tall = [_plain(word) for word in words], [word[:1].isupper() for word in words]
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(plain):
        places[word].append(place)
    full, first, tall_text = set(), set(), text.upper()
    for legal, preferred, last, number in children:
        if number and number.upper() in tall_text:
            full.add(number)
        if last and _beside_initials(legal[:1], _words(last), plain, places, tall):
            full.add(f"{legal[:1]}. {last}")
        for name in {legal, preferred} - {""}:
            given = _words(name)
            found = _ends(given, plain, places)
            if any(
                _beside(end - len(given), end, _ends(_words(last), plain, places), len(_words(last)), tall)
                for end in found
            ):
                full.add(f"{name} {last}")
            elif any(tall[end - len(given)] for end in found):
                first.add(name)
    few = dict.fromkeys(" ".join(found[0].split()) for found in COUNTED.finditer(text))
    return Named(tuple(sorted(full)), tuple(sorted(first)), tuple(few))


def _plain(word: str) -> str:
    """Small letters without accents, so that Zoé and zoe are one name."""
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def _words(name: str) -> list[str]:
    return [_plain(word) for word in WORD.findall(name)]


def _ends(name: list[str], plain: list[str], places: dict[str, list[int]]) -> list[int]:
    """Where `name` ends in the text, each as the place of the word after it."""
    if not name:
        return []
    long = len(name)
    return [start + long for start in places.get(name[0], []) if plain[start : start + long] == name]


def _beside_initials(
    initial: str, last: list[str], plain: list[str], places: dict[str, list[int]], tall: list[bool]
) -> bool:
    """Whether the last name, with a capital letter, follows the initial at once: "E. Strickland"."""
    ends = _ends([_plain(initial)], plain, places) if initial else []
    return any(
        tall[end - 1] and plain[end : end + len(last)] == last and tall[end]
        for end in ends
        if end < len(plain)
    )


def _beside(start: int, end: int, others: list[int], long: int, tall: list[bool]) -> bool:
    """Whether a last name, of `long` words and ending at one of `others`, stands before or after a first name: at once,
    or with a middle name, which has a capital letter too, between them."""
    for other_end in others:
        other = other_end - long
        between = range(end, other) if other >= end else range(other_end, start)
        if (
            (other >= end or other_end <= start)
            and len(between) <= BETWEEN
            and all(tall[place] for place in between)
        ):
            return True
    return False
