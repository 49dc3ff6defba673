"""How hard a text is to read: its reading age, and the sentences that make it so (R-88). It never stops anyone.

The measure is the Flesch-Kincaid grade (words a sentence, syllables a word). A grade counts school years as in
America, so the age is the grade and five years. Below thirty words the figure says little and is not given.
"""

import re
from dataclasses import dataclass

import syllapy

LEAST_WORDS = 30
LONG_SENTENCE = 20  # words
HARD_SYLLABLES = 4
HARD_LETTERS = 9  # so that "everybody" counts and "usually" does not
EASY_AGE = 12  # most adults read comfortably at this age
YOUNGEST, OLDEST = 5, 18
MOST_HARD = 8  # sentences listed

ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
JARGON = frozenset({
    "additionally", "approximately", "assessment", "cognition", "differentiated", "differentiation", "dysregulated",
    "dysregulation", "executive", "facilitate", "fine-motor", "functioning", "grapheme", "graphemes", "intervention",
    "interventions", "metacognition", "metacognitive", "modelling", "multi-sensory", "multisensory", "outcome",
    "outcomes", "phoneme", "phonemes", "phonological", "proprioception", "proprioceptive", "provision", "scaffold",
    "scaffolded", "scaffolding", "self-regulate", "self-regulation", "sensory", "strategies", "utilise", "vestibular",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence that is hard to read: where it stands, its words, and why."""

    field: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Readability:
    """What was found: how many words, the reading age in years (None where there are too few words), hard sentences."""

    words: int
    age: int | None
    hard: tuple[HardSentence, ...]

    @property
    def easy(self) -> bool:
        """Whether most parents can read it without effort."""
        return not self.hard and (self.age is None or self.age <= EASY_AGE)


def readability(text: str, field: str = "") -> Readability:
    """How hard the text is to read; each line is a sentence of its own, as in a list."""
    return readability_of({field: text})


def readability_of(parts: dict[str, str]) -> Readability:
    """How hard these texts are to read together, name of the field → its text."""
    sentences = [(name, s) for name, text in parts.items() for s in sentences_in(text)]
    words = [word for _name, sentence in sentences for word in WORD.findall(sentence)]
    hard = [HardSentence(name, s, why) for name, s in sentences if (why := why_hard(s))]
    return Readability(len(words), _age(len(sentences), words), tuple(hard[:MOST_HARD]))


def sentences_in(text: str) -> list[str]:
    """The sentences of a text that hold a word, without the marks that people put before the lines of a list."""
    found = [part.strip().lstrip("-•*").strip() for part in ENDS.split(text)]
    return [part for part in found if WORD.search(part)]


def why_hard(sentence: str) -> str:
    """Why a sentence is hard to read, "" where it is not."""
    words = WORD.findall(sentence)
    hard = list(dict.fromkeys(word for word in words if is_hard(word)))
    reasons = [f"{len(words)} words in one sentence"] if len(words) > LONG_SENTENCE else []
    reasons += [f"hard words: {', '.join(hard[:4])}"] if hard else []
    return "; ".join(reasons)


def is_hard(word: str) -> bool:
    """A word of four syllables or more and nine letters or more, or one that only schools use; names are not."""
    if word.lower() in JARGON:
        return True
    return word[0].islower() and len(word) >= HARD_LETTERS and syllables(word) >= HARD_SYLLABLES


def syllables(word: str) -> int:
    """Syllables of an English word, at least one."""
    return max(syllapy.count(word.replace("’", "'")), 1)


def _age(sentences: int, words: list[str]) -> int | None:
    if len(words) < LEAST_WORDS or not sentences:
        return None
    spoken = sum(map(syllables, words)) / len(words)
    grade = 0.39 * len(words) / sentences + 11.8 * spoken - 15.59
    return min(max(round(grade + 5), YOUNGEST), OLDEST)
