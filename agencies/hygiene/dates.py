"""Dates of birth in a text, as people write dates in England. Pure."""

import datetime as dt
import re

from agencies.enums import FindingKind

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
MONTH = f"(?:{'|'.join(f'{month[:3]}(?:{month[3:]})?' if month[3:] else month for month in MONTHS)}|sept)"
SEP = r"\s{0,2}[./\-‐‑–—,\s]\s{0,2}"
YEAR = r"(?:['’‘]?\d{2}(?!\d)|\d{4})"
DATES = (
    rf"(?P<d>\d{{1,2}}){SEP}(?P<m>\d{{1,2}}){SEP}(?P<y>\d{{4}}|\d{{2}})",  # 12/03/2019
    rf"(?P<y>\d{{4}}){SEP}(?P<m>\d{{1,2}}){SEP}(?P<d>\d{{1,2}})",  # 2019-03-12
    rf"(?P<d>\d{{1,2}})\s{{0,2}}(?:st|nd|rd|th)?(?:\s+of)?(?:{SEP})?(?P<n>{MONTH})\.?,?(?:{SEP})?(?P<y>{YEAR})",  # 12 Mar 19
    rf"(?P<n>{MONTH})\.?\s{{1,3}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y>{YEAR})",  # March 12, 2019
)  # fmt: skip
DATE = [re.compile(rf"(?<![\w/]){pattern}(?![\w/])", re.IGNORECASE) for pattern in DATES]
LABEL = re.compile(
    r"\b(?:d\s?\.?\s?o\s?\.?\s?b\b\.?|date\s+of\s+birth|birth\s*-?\s*date|birth\s*day|born)", re.IGNORECASE
)
BARE = re.compile(
    rf"\d{{8}}|\d{{1,2}}\s?(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}\b|{MONTH}\s+(?:\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\b)"
    r"|(?:19|20)\d{2}\b",
    re.IGNORECASE,
)
REACH = 60  # characters from "Date of birth" to the date that it is
YOUNGEST = 2000  # two figures of a year are of this century
OWN, LABELLED = "The child’s own date of birth.", "A date of birth."
TAKE_OUT = "Write the age, or leave it out, before this is handed on."


def find_births(
    text: str, own: dt.date | None, others: set[dt.date]
) -> list[tuple[int, int, str, bool, str]]:
    """(start, end, kind, certain, why) of each date of birth: what a label says is one, the child's own, and, less
    sure, one of `others`."""
    dates = _dates(text)
    found = []
    for label in LABEL.finditer(text):
        place = _after(text, label.end(), dates)
        if place:
            found.append((label.start(), place[1], FindingKind.BORN, True, f"{LABELLED} {TAKE_OUT}"))
    for start, end, days in dates:
        if any(held[0] <= start < held[1] for held in found):
            continue
        if own in days:
            found.append((start, end, FindingKind.BORN, True, f"{OWN} {TAKE_OUT}"))
        elif others & days:
            why = "A date on which another child of the same year was born. Take it out if it is that."
            found.append((start, end, FindingKind.BORN, False, why))
    return found


def _dates(text: str) -> list[tuple[int, int, set[dt.date]]]:
    found: list[tuple[int, int, set[dt.date]]] = []
    for pattern in DATE:
        for match in pattern.finditer(text):
            days = _days(match)
            if days and not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), days))
    return sorted(found, key=lambda one: one[0])


def _days(match: re.Match) -> set[dt.date]:
    """The days that a date may be: day first and, where it can be, month first."""
    parts = match.groupdict()
    day, year = int(parts["d"]), int(re.sub(r"\D", "", parts["y"]))
    year += YOUNGEST if year < 100 else 0
    month = _month(parts["n"]) if parts.get("n") else int(parts["m"])
    pairs = {(month, day)} if parts.get("n") else {(month, day), (day, month)}
    found = set()
    for one, other in pairs:
        try:
            found.add(dt.date(year, one, other))
        except ValueError:
            continue
    return found


def _month(name: str) -> int:
    return next(
        number for number, full in enumerate(MONTHS, 1) if full.startswith(name.lower().rstrip(".")[:3])
    )


def _after(text: str, end: int, dates) -> tuple[int, int] | None:
    """The date that stands after a label, whole or in part."""
    for start, last, _ in dates:
        if end <= start <= end + REACH and not LABEL.search(text, end, start):
            return start, last
    bare = BARE.search(text, end, end + REACH)
    return bare.span() if bare and not LABEL.search(text, end, bare.start()) else None
