"""Words of a plan that promise nothing, and what provision lacks to be specific and quantified. Pure.

Section F must be specified and normally quantified (code of practice 9.69; reg 12(1)). The words marked first are those
that IPSEA names as too vague to be enforced (statutory-rules B5, by way of UniSEN's documents, secondary); those marked
as the product's own were added because they hide the same gap.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Who says that a word is vague."""

    IPSEA = "IPSEA"
    OWN = "SENDSYS"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, what is wrong with it, and what to ask for instead."""

    pattern: str
    why: str
    ask: str
    source: Source


OFTEN = ("does not say how often", "how many times in a week or a term, and for how many minutes")
MAYBE = ("leaves it open whether it happens", "that it “will” be given, by whom and when")
MUCH = ("does not say how much", "the hours in a week, or the number of adults to children")

PHRASES = (
    Phrase(r"regular(?:ly)?", *OFTEN, Source.IPSEA),
    Phrase(r"(?:have |has |will have |be given )?access to", "promises a way in, not the thing itself",
           "that it “will be given”, how long, how often and by whom", Source.IPSEA),
    Phrase(r"opportunit(?:y|ies) (?:for|to)", "promises a chance, not the thing itself",
           "what will be given, how long, how often and by whom", Source.IPSEA),
    Phrase(r"(?:would|will|may|might|could) benefit from", *MAYBE, Source.IPSEA),
    Phrase(r"(?:as|when|where|if) appropriate", *MAYBE, Source.IPSEA),
    Phrase(r"(?:is|are|it is) recommended(?: that)?", "advises, but does not oblige anybody",
           "that it “will” be given, by whom and when", Source.IPSEA),
    Phrase(r"(?:a )?high levels? of", *MUCH, Source.IPSEA),
    Phrase(r"(?:as|when|where|if) (?:required|needed|necessary)", *MAYBE, Source.OWN),
    Phrase(r"up to", "sets a most and no least", "the least that will be given", Source.OWN),
    Phrase(r"ongoing", *OFTEN, Source.OWN),
    Phrase(r"from time to time|periodic(?:ally)?|frequent(?:ly)?|often", *OFTEN, Source.OWN),
    Phrase(r"(?:should|could|may|might) (?:be|have|receive)", *MAYBE, Source.OWN),
    Phrase(r"significant(?: levels? of)?|intensive|some support|additional support|appropriate support", *MUCH, Source.OWN),
    Phrase(r"subject to (?:availability|resources|funding)", *MAYBE, Source.OWN),
    Phrase(r"or equivalent", "lets something else be given", "what counts as equivalent, and who decides", Source.OWN),
)  # fmt: skip
ANY = re.compile(
    "|".join(rf"(?P<p{number}>(?<!\w)(?:{phrase.pattern})(?!\w))" for number, phrase in enumerate(PHRASES)),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A vague phrase in a text, from `start` up to `end` (characters)."""

    start: int
    end: int
    phrase: str
    why: str
    ask: str
    source: Source


def vague(text: str) -> list[Mark]:
    """The vague phrases of a text in their order; none overlaps another."""
    return [
        Mark(found.start(), found.end(), found.group(), one.why, one.ask, one.source)
        for found in ANY.finditer(text)
        for one in (PHRASES[int(found.lastgroup[1:])],)
    ]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: `mark` where it is vague."""

    text: str
    mark: Mark | None = None


def pieces(text: str) -> list[Piece]:
    """The text cut at its vague phrases; joined, the pieces are the text."""
    found, at = [], 0
    for mark in vague(text):
        if mark.start > at:
            found.append(Piece(text[at : mark.start]))
        found.append(Piece(text[mark.start : mark.end], mark))
        at = mark.end
    return [*found, Piece(text[at:])] if text[at:] else found


NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half an?|once|twice|daily|weekly|termly|full[- ]time)\b",
    re.IGNORECASE,
)


def unquantified(*, minutes: int | None, times: int | None, per: str, who: str) -> list[str]:
    """What something that a plan provides lacks to be specific and quantified, in words; none when nothing lacks."""
    return [
        words
        for lacks, words in (
            (not minutes, "how long each time"),
            (not times or not per, "how often"),
            (not who.strip(), "who gives it, and with what training"),
        )
        if lacks
    ]


def has_number(text: str) -> bool:
    """Whether a text names any number or frequency at all, so that its figures can be typed in from it."""
    return NUMBER.search(text) is not None
