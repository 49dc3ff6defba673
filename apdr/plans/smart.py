"""SMART hints: which of the five a target lacks (R-72). They help; they never stop anyone."""

import re
from dataclasses import dataclass

NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|every|each|all|once|twice|daily)\b",
    re.IGNORECASE,
)
WORDS_TO_BE_SPECIFIC = 4
VAGUE = re.compile(
    r"\b(improve|better|try to|work on|be good|understand more|develop|more confident|be aware)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Check:
    """One letter of SMART: the word, whether the target has it, and what to do where it has not."""

    word: str
    ok: bool
    hint: str


def smart(target: dict[str, str]) -> list[Check]:
    """The five checks of a target's texts, as its form holds them (see editing.TARGET_WORDS)."""
    said = {name: str(words or "").strip() for name, words in target.items()}
    return [
        _check("Specific", _specific(said.get("target", ""))),
        _check("Measurable", _measurable(said)),
        _check("Achievable", _achievable(said)),
        _check("Realistic", "" if said.get("who") else "Say who will do it."),
        _check("Time-bound", "" if said.get("by_date") else "Say by when."),
    ]


def _check(word: str, hint: str) -> Check:
    return Check(word, not hint, hint)


def _specific(words: str) -> str:
    if vague := VAGUE.search(words):
        return f"“{vague[0]}” can mean much: say what we would see or hear."
    short = len(words.split()) < WORDS_TO_BE_SPECIFIC
    return "Say in a few words more what we would see or hear." if short else ""


def _measurable(said: dict[str, str]) -> str:
    if not said.get("criteria") and not said.get("aim_value"):
        return "No number to measure by: say how often, or how many of how many."
    counted = said.get("aim_value") or NUMBER.search(said.get("criteria", ""))
    return "" if counted else "No number in how we will know: say how often, or how many of how many."


def _achievable(said: dict[str, str]) -> str:
    if not said.get("strategies") and not said.get("provision"):
        return "Say what we will do so that the child gets there."
    if not said.get("baseline") and not said.get("baseline_value"):
        return "Say where the child is now, so that the step can be seen."
    same = said.get("baseline_value") and said.get("baseline_value") == said.get("aim_value")
    return "The aim is where the child is now: say how far the child will get." if same else ""
