"""Types of need and words for SEN status, as data, and how a list's words become codes.

Codes: the SEN type and SEN provision codes of the school census. A code not used yet is one more line.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .values import BadValue

# Each code with the full description first; the further names are other wordings of the same type.
NEED_TYPES = {
    "SPLD": ("Specific learning difficulty",),
    "MLD": ("Moderate learning difficulty",),
    "SLD": ("Severe learning difficulty",),
    "PMLD": ("Profound and multiple learning difficulty", "Profound multiple learning difficulty"),
    "SEMH": ("Social, emotional and mental health", "Social, emotional and mental health difficulty"),
    "SLCN": ("Speech, language and communication needs", "Speech, language or communication needs"),
    "HI": ("Hearing impairment",),
    "VI": ("Vision impairment", "Visual impairment"),
    "MSI": ("Multi-sensory impairment", "Multisensory impairment"),
    "PD": ("Physical disability",),
    "ASD": (
        "Autistic spectrum disorder", "Autism spectrum disorder", "Autistic spectrum condition",
        "Autism spectrum condition", "Autism", "ASC",
    ),
    "OTH": ("Other difficulty", "Other difficulty/disability", "Other"),
    "NSA": (
        "SEN support but no specialist assessment of type of need", "No specialist assessment of "
        "type of need",
        "No specialist assessment",
    ),
    "DS": ("Down syndrome", "Down's syndrome", "Downs syndrome"),
}  # fmt: skip

STATUS_WORDS = {
    "N": "n, no special educational need, no sen, none, no special need, not sen, no sen provision, no",
    "K": "k, sen support, send support, sen k, special educational needs support",
    "E": "e, education health and care plan, education health care plan, ehcp, ehc plan, ehc, sen e, "
    "education health and care plan ehcp",
}
OLD_STATUS_WORDS = {
    "K": "a, school action, sa, p, school action plus, sa plus, sap, early years action, "
    "early years action plus",
    "E": "s, statement, statemented, statement of sen, statement of special educational need",
}
STATUS_NAMES = {"N": "no SEN", "K": "SEN support", "E": "EHC plan"}
SINGULAR = {"needs": "need", "difficulties": "difficulty", "disabilities": "disability",
            "impairments": "impairment", "disorders": "disorder", "conditions": "condition"}  # fmt: skip
JOINERS = {"and", "with", "primary", "secondary", "main", "rank"}


@dataclass(frozen=True, slots=True)
class AskStatus:
    """A status word that a person has to judge. `word` is its key in the decisions, `suggestion` a code or
    None."""

    word: str
    suggestion: str | None


def words_of(text: str) -> tuple[str, ...]:
    """The text's words in small letters and the singular, “&” and “+” spelt out."""
    spelt = text.casefold().replace("’", "'").replace("'", "").replace("&", " and ").replace("+", " plus ")
    return tuple(SINGULAR.get(word, word) for word in re.findall(r"[^\W_]+", spelt))


def _status_table(source: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {words_of(word): code for code, words in source.items() for word in words.split(",")}


STATUSES = _status_table(STATUS_WORDS)
OLD_STATUSES = _status_table(OLD_STATUS_WORDS)
NEEDS = {words_of(name): code for code, names in NEED_TYPES.items() for name in (code, *names)}
LONGEST = max(len(words) for words in NEEDS)


@lru_cache(maxsize=512)
def parse_sen_status(text: str) -> str | AskStatus:
    """N, K or E; or the question to ask, with a suggestion for the words used before 2014."""
    words = words_of(text)
    if len(words) > 1 and words[0] in ("n", "k", "e") and STATUSES.get(words[1:]) == words[0].upper():
        words = words[1:]
    return STATUSES.get(words) or AskStatus(" ".join(words)[:80] or text[:80], OLD_STATUSES.get(words))


@lru_cache(maxsize=2048)
def parse_needs(text: str) -> tuple[str, ...]:
    """The codes in a cell that may join several needs, in their order, each once.

    The longest known name is taken at every place, because one need's own name holds commas.
    Raises BadValue naming the words that are no known type of need.
    """
    words, codes, unknown = words_of(text), [], []
    place = 0
    while place < len(words):
        length = _match(words, place)
        if length:
            codes.append(NEEDS[words[place : place + length]])
        elif words[place] not in JOINERS and not words[place].isdigit():
            unknown.append(words[place])
        place += length or 1
    if unknown or not codes:
        raise BadValue(_unknown_need(" ".join(unknown) or text))
    return tuple(dict.fromkeys(codes))


def _match(words: tuple[str, ...], place: int) -> int:
    """How many words from the place on are one known need; 0 when none is."""
    for length in range(min(LONGEST, len(words) - place), 0, -1):
        if words[place : place + length] in NEEDS:
            return length
    return 0


def _unknown_need(text: str) -> str:
    return (
        f"“{text[:60]}” is not a known type of need. Write one of the census codes "
        f"({', '.join(NEED_TYPES)}) or its full description, or empty the cell."
    )
