"""The short codes of the weekly paper: one box a child and session. Pure.

"3" is a rating, "/" came without one, "p" part of it ("2p", "2p10" with minutes, "pR" with why), a letter that the
child did not come, and N, M or C in every box of a session that it was not held (apdr/enums/sessions.py).
"""

import re
from dataclasses import dataclass

from apdr.enums import CHILD_REASONS, MISSED_CODES, NOT_HELD_REASONS, Came, Missed
from apdr.sessions.queries import Mark, Recorded

REASON = {letter: why for why, letter in MISSED_CODES.items()}
WHOLE = tuple(why for why in NOT_HELD_REASONS if why not in CHILD_REASONS)
PART = re.compile(r"^([1-4]?)P(\d{0,3})([A-Z]?)$")


@dataclass(frozen=True, slots=True)
class Code:
    """What a box says; `not_held` where it is about the session as a whole."""

    came: str = ""
    why: str = ""
    rating: int | None = None
    minutes: int | None = None
    not_held: str = ""


def read_code(text: str) -> Code | None:
    """What is typed in a box; None for an empty one. Raises ValueError with words that say what to type."""
    typed = "".join(text.split()).upper()
    if not typed:
        return None
    if typed in {"/", "✓"}:
        return Code(Came.CAME)
    if typed in {"1", "2", "3", "4"}:
        return Code(Came.CAME, rating=int(typed))
    if part := PART.match(typed):
        return _part(text, *part.groups())
    why = REASON.get(typed)
    if why is None:
        raise ValueError(f"“{text.strip()[:12]}” is no code: type 1 to 4, /, p or a letter of the key")
    return Code(not_held=why) if why in WHOLE else Code(Came.ABSENT, why)


def _part(text: str, rating: str, minutes: str, letter: str) -> Code:
    why = REASON.get(letter, "") if letter else ""
    if letter and why not in CHILD_REASONS:
        raise ValueError(
            f"“{text.strip()[:12]}” is no code: after p stands why, one of the letters for a child"
        )
    return Code(Came.PART, why, int(rating) if rating else None, int(minutes) if minutes else None)


def code_of(mark: Mark | None, recorded: Recorded | None = None) -> str:
    """The code of what stands; "" where nothing does."""
    if recorded is not None and not recorded.held:
        return MISSED_CODES[Missed(recorded.why)]
    if mark is None:
        return ""
    if mark.came == Came.ABSENT:
        return MISSED_CODES[Missed(mark.why)]
    letter = MISSED_CODES[Missed(mark.why)] if mark.why else ""
    return f"{mark.rating or ''}p{letter}" if mark.came == Came.PART else str(mark.rating or "/")


def legend() -> list[tuple[str, str]]:
    """(code, what it means) of the key, in the order of the paper."""
    words = [("1", "Not yet"), ("2", "With help"), ("3", "Mostly"), ("4", "On their own"), ("/", "Came, not rated"),
             ("p", "Part of it: 2p, or 2p10 for 10 minutes")]  # fmt: skip
    return (
        words
        + [(letter, str(why.label)) for why, letter in MISSED_CODES.items() if why not in WHOLE]
        + [(MISSED_CODES[why], f"{why.label}: in every box") for why in WHOLE]
    )
