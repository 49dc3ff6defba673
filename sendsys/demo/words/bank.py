from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """A target with how we will know, what we will do, the group or programme, who, and when."""

    target: str
    criteria: str
    strategies: str
    provision: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Bank:
    """The words for one type of need, each a choice of several."""

    strengths: tuple[str, ...]
    difficulties: tuple[str, ...]
    voice: tuple[str, ...]
    learn_best: tuple[str, ...]
    hard: tuple[str, ...]
    helps: tuple[str, ...]
    avoid: tuple[str, ...]
    adjustments: tuple[str, ...]
    home: tuple[str, ...]
    noticed: tuple[str, ...]
    additional: tuple[str, ...]
    goals: tuple[Goal, ...]
