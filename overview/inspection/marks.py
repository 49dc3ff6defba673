"""What tells who somebody is without their name: days, addresses, telephone and pupil numbers. Pure."""

import datetime as dt
import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONG = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH = rf"({'|'.join(LONG)}|Sept|{'|'.join(month.capitalize() for month in MONTHS)})\b\.?"
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s+)?"
ON = r"(?:\bon\s+)?(?:\bthe\s+)?"
YEAR = r"(?:,?\s+(?:19|20)\d\d)?"
DAYS = (
    re.compile(rf"{ON}\b{WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}{YEAR}", re.IGNORECASE),
    re.compile(rf"{ON}\b{WEEKDAY}{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s?%){YEAR}", re.IGNORECASE),
)
FIGURES = (
    re.compile(rf"{ON}\b\d{{1,2}}([./-])(\d{{1,2}})\1(?:\d{{4}}|\d{{2}})\b", re.IGNORECASE),
    re.compile(rf"{ON}\b\d{{4}}(-)(\d{{2}})-\d{{2}}\b", re.IGNORECASE),
)
MONTH_OF = re.compile(rf"\b(?:in\s+)?{MONTH}\s+(?:19|20)\d\d\b", re.IGNORECASE)
MARKS = (
    re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"(?<![\w])(?:\+44\s?\d|0\d)(?:[\s-]?\d){8,9}\b"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b"),
    re.compile(r"\b[A-Z]\d{11}[\dA-Z]\b"),
    re.compile(r"\b[A-Z]{2,4}-(?=[0-9A-Z]*\d)[0-9A-Z]{4,8}\b"),
)
SPRING_ENDS, SUMMER_ENDS = 3, 8  # months: at their end the next term is meant
GONE = "(left out)"


def term_of(month: int) -> str:
    """The term that a month lies in, as schools in England have them: "autumn term"."""
    if month <= SPRING_ENDS:
        return "spring term"
    return "summer term" if month <= SUMMER_ENDS else "autumn term"


def when(year: str, day: dt.date | None) -> str:
    """Year group and term in place of a day: "Year 4, autumn term"; the term alone where no year group is known."""
    if day is None:
        return ""
    return f"{year}, {term_of(day.month)}" if year else term_of(day.month).capitalize()


def blotted(text: str) -> str:
    """The text with terms in place of days, and without addresses and numbers of people."""
    for pattern in MARKS:
        text = pattern.sub(GONE, text)
    for pattern in DAYS:
        text = pattern.sub(lambda found: _term(found, _month(found.group(1))), text)
    for pattern in FIGURES:
        text = pattern.sub(lambda found: _term(found, int(found.group(2))), text)
    return MONTH_OF.sub(lambda found: _term(found, _month(found.group(1))), text)


def marks_in(text: str) -> list[str]:
    """Days, addresses and numbers of people in a text."""
    found = [each.group().strip() for pattern in (*MARKS, *DAYS, *FIGURES) for each in pattern.finditer(text)]
    return list(dict.fromkeys(found))


def _month(word: str) -> int:
    return MONTHS.index(word[:3].lower()) + 1


def _term(found: re.Match, month: int) -> str:
    if not 1 <= month <= len(MONTHS):
        return found.group()
    said = found.group()
    begins = said[:2].lower() in {"on", "in"} and said[2:3].isspace()
    words = f"{'in ' if begins else ''}the {term_of(month)}"
    return words[:1].upper() + words[1:] if begins and said[0].isupper() else words
