"""SMART hints: which of the five a target lacks (R-72). They help; they never stop anyone."""

import re
from dataclasses import dataclass

NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|every|each|all|once|twice|daily)\b",
    re.IGNORECASE,
)
WORDS_TO_BE_SPECIFIC = 4
VAGUE = re.compile(r"\b(improve|better|try to|work on|be good|understand more|develop)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Check:
    """One letter of SMART: the word, whether the target has it, and what to do where it has not."""

    word: str
    ok: bool
    hint: str


def smart(target: dict[str, str]) -> list[Check]:
    """The five checks of a target's texts (target, criteria, strategies, provision, who, by_date)."""
    words = target.get("target", "")
    specific = len(words.split()) >= WORDS_TO_BE_SPECIFIC and not VAGUE.search(words)
    measurable = bool(NUMBER.search(target.get("criteria", "")))
    achievable = bool(target.get("strategies", "").strip() or target.get("provision", "").strip())
    relevant = bool(target.get("who", "").strip())
    return [
        Check("Specific", specific, "Say what we would see or hear, not “improve” or “develop”."),
        Check("Measurable", measurable, "No number to measure by: say how often, or how many of how many."),
        Check("Achievable", achievable, "Say what we will do so that the child gets there."),
        Check("Realistic", relevant, "Say who will do it."),
        Check("Time-bound", bool(target.get("by_date")), "Say by when."),
    ]
