"""Codes of SEN type as the census knows them, with the days from and until which they may be used (statutory-rules B7).
A code that comes or goes is a line here."""

import datetime as dt
from dataclasses import dataclass

from register.enums import NeedType

ANY = ("K", "E")


@dataclass(frozen=True, slots=True)
class Code:
    """`since` is the first and `until` the last census day on which the code may be used; None has no bound.
    `provisions`: with which SEN provision. `note`: what is not certain about it."""

    code: str
    since: dt.date | None = None
    until: dt.date | None = None
    provisions: tuple[str, ...] = ANY
    note: str = ""


CODES: dict[str, Code] = {need.value: Code(need.value) for need in NeedType} | {
    "NSA": Code(
        "NSA", provisions=("K",), note="that it goes with SEN support alone was not read in the guidance"
    ),
    "DS": Code(
        "DS", since=dt.date(2025, 1, 1), note="the code is the one announced; check the guide of the year"
    ),
}


def why_not_valid(code: str, provision: str, day: dt.date) -> str:
    """Why a code cannot be used on that census day with that provision (K or E), in words; "" where it can."""
    known = CODES.get(code)
    if known is None:
        return f"{code} is no code of the census"
    if known.since and day < known.since:
        return f"{code} can be used from {known.since:%B %Y} on"
    if known.until and day > known.until:
        return f"{code} could be used until {known.until:%B %Y}"
    if provision not in known.provisions:
        return f"{code} goes with SEN support, not with an EHC plan"
    return ""
