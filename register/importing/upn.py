"""The unique pupil number (UPN): its shape and its check letter.

Thirteen characters: a check letter, the authority (3), the school (4), the year (2), a serial (3).
The last character of a temporary UPN is a letter. Source: the UPN entry of the government data standards
catalogue; the worked example B801200005001 has the sum 93, remainder 1, letter B.
"""

import re
from dataclasses import dataclass

CHECK_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SHAPE = re.compile(r"[A-Z][0-9]{11}[0-9A-Z]", re.ASCII)
LOWEST_AUTHORITY = 201
REMEDY = "Correct it in the school's system, or empty the cell to take the pupil without a UPN."


class BadUPN(ValueError):
    """The text is not a UPN; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class UPN:
    """A checked UPN. `note` is empty or says what is unusual about it."""

    text: str
    temporary: bool
    note: str = ""


def tidy_upn(text: str) -> str:
    """The UPN in capitals without spaces; nothing is checked."""
    return "".join(text.split()).upper()


def check_letter(body: str) -> str:
    """The check letter of the twelve characters after it.

    Sum of position (2 to 13) times digit, modulo 23; the letter of a temporary UPN counts as its index.
    Raises ValueError for a character that cannot stand there.
    """
    total = sum(place * _worth(char) for place, char in enumerate(body, start=2))
    return CHECK_LETTERS[total % len(CHECK_LETTERS)]


def _worth(char: str) -> int:
    return int(char) if char.isdigit() else CHECK_LETTERS.index(char)


def validate_upn(text: str) -> UPN:
    """The checked UPN. Raises BadUPN when the length, a character or the check letter is wrong.

    The authority's number is looked at softly only: new authorities get new numbers.
    """
    upn = tidy_upn(text)
    if len(upn) != 13:
        raise BadUPN(f"“{upn[:30]}” has {len(upn)} characters and a UPN has 13. {REMEDY}")
    if not SHAPE.fullmatch(upn) or upn[-1] in "IOS":
        raise BadUPN(f"“{upn}” is not a UPN: a letter, then eleven digits, then a digit or letter. {REMEDY}")
    expected = check_letter(upn[1:])
    if upn[0] != expected:
        raise BadUPN(
            f"“{upn}” begins with {upn[0]}, but the check letter of its other characters is {expected}: "
            f"a character is probably mistyped. {REMEDY}"
        )
    return UPN(upn, temporary=upn[-1].isalpha(), note=_authority_note(upn))


def _authority_note(upn: str) -> str:
    if int(upn[1:4]) >= LOWEST_AUTHORITY:
        return ""
    return (
        f"The UPN {upn} names the local authority {upn[1:4]}, which is not one we know. It is taken as it is."
    )
