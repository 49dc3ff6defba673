"""Fills the banks' words for one child."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

PRONOUNS = {
    "F": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
    "M": {"he": "he", "him": "him", "his": "his", "himself": "himself"},
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A child's first name and sex, and the adults around the child, as words are filled in."""

    first: str
    sex: str
    teacher: str
    ta: str
    senco: str

    def say(self, text: str, **more: str) -> str:
        """The text with names and pronouns in place, its first letter large."""
        low = PRONOUNS[self.sex]
        words = low | {"He": low["he"].capitalize(), "His": low["his"].capitalize()}
        people = {"first": self.first, "teacher": self.teacher, "ta": self.ta, "senco": self.senco}
        said = text.format(**words, **people, **more)
        return said[:1].upper() + said[1:]

    def some(self, texts: Sequence[str], count: int, rng: random.Random) -> list[str]:
        """`count` different texts of the bank, or all of a shorter one, filled in."""
        return [self.say(text) for text in rng.sample(texts, min(count, len(texts)))]

    def one(self, texts: Sequence[str], rng: random.Random) -> str:
        return self.say(rng.choice(texts))


def as_lines(texts: list[str]) -> str:
    return "\n".join(texts)


def as_sentence(texts: list[str]) -> str:
    """ "Football", "Drawing" → "Football; drawing." """
    rest = [text[:1].lower() + text[1:] for text in texts[1:]]
    return "; ".join([*texts[:1], *rest]) + "."
