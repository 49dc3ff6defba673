"""What one cell says: dates, sex, year group, yes or no, names, contacts. Every cell is data."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
OLDEST = 26
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"}
CLOCK = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?Z?)?"
DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})" + CLOCK, re.ASCII | re.I)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + CLOCK, re.ASCII | re.I)
WORDED = re.compile(
    r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ \-/.]?([a-z]{3,9})\.?[ \-/,]+(\d{4}|\d{2})" + CLOCK,
    re.ASCII | re.I,
)
SERIAL = re.compile(r"([2-7]\d{4})(?:\.\d+)?", re.ASCII)
UPN_SHAPE = re.compile(r"[A-Z]\d{11}[0-9A-Z]", re.ASCII)
EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[^@\s,;<>()\".]{2,}")
YEAR = re.compile(r"(?:(?:year|yr|y|nc ?year|ncy)[ -]*)?0?(\d{1,2})", re.ASCII)
YES = {"y", "yes", "t", "true", "1", "x", "✓", "✔"}
NO = {"", "n", "no", "f", "false", "0", "-", "none"}
SEXES = {"F": {"f", "female", "girl"}, "M": {"m", "male", "boy"},
         "U": {"u", "unknown", "not known", "unspecified", "not specified", "x"}}  # fmt: skip
RECEPTION = {"r", "reception", "yr", "year r", "rec", "0", "00", "y0", "year 0", "yearr", "year reception"}
NURSERY = {
    "nursery": "nursery", "n": "nursery", "nur": "nursery", "n1": "N1", "nursery 1": "N1", "nursery1": "N1",
    "n2": "N2", "nursery 2": "N2", "nursery2": "N2", "-2": "N1", "-1": "N2",
}  # fmt: skip


class BadValue(ValueError):
    """The cell does not hold what its column should; the message says what to do."""


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """The text composed (NFC), in one line, single spaces, without invisible characters. Apostrophes,
    hyphens, diacritics and a leading =, +, - or @ stay."""
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", text)
        text = "".join(_visible(char) for char in text)
    return " ".join(text.split())


def _visible(char: str) -> str:
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") else char


def limited(text: str, most: int, what: str) -> str:
    """The cleaned text. Raises BadValue for the mark of a broken formula or for more than `most` letters."""
    text = clean(text)
    if text in EXCEL_ERRORS:
        raise BadValue(f"The cell shows {text}, the mark of a formula that failed. Type {what} instead.")
    if len(text) > most:
        raise BadValue(f"The cell has {len(text)} letters and {what} has {most} at most. Shorten it.")
    return text


def parse_date(value: str | date, today: date) -> date:
    """A date written in any usual way, always the day first; an Excel serial number too.

    Two-digit years mean the last hundred years. Raises BadValue saying what is wrong.
    """
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else _parse_date(value, today.year)


@lru_cache(maxsize=65536)
def _parse_date(value: str, this_year: int) -> date:
    text = clean(value)
    if found := DAY_FIRST.fullmatch(text):
        return _date(text, found[1], int(found[2]), found[3], this_year)
    if found := YEAR_FIRST.fullmatch(text):
        return _date(text, found[3], int(found[2]), found[1], this_year)
    if found := WORDED.fullmatch(text):
        return _date(text, found[1], _month(text, found[2]), found[3], this_year)
    if found := SERIAL.fullmatch(text):
        return EXCEL_EPOCH + timedelta(days=int(found[1]))
    raise BadValue(f"“{text[:40]}” is not a date. Write it as day/month/year, such as 20/04/2022.")


def _month(text: str, word: str) -> int:
    for number, (short, name) in enumerate(zip(MONTHS, MONTH_NAMES, strict=True), start=1):
        if word.lower() in (short, name.lower(), "sept" if short == "sep" else short):
            return number
    raise BadValue(f"“{text[:40]}” is not a date: no month is called {word}. Write it as 20/04/2022.")


def _date(text: str, day: str, month: int, year: str, this_year: int) -> date:
    if not 1 <= month <= 12:
        raise BadValue(f"{text}: there is no month {month}. Write the day first, such as 20/04/2022.")
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= this_year % 100 else 1900
    if number < 1900:
        raise BadValue(f"{text}: the year {year} is not likely. Correct it in the school's system.")
    last = monthrange(number, month)[1]
    if not 1 <= int(day) <= last:
        raise BadValue(f"{text}: {MONTH_NAMES[month - 1]} has {last} days. Correct the date.")
    return date(number, month, int(day))


def parse_born(value: str | date, today: date) -> date:
    """A pupil's date of birth. Raises BadValue for one in the future or 26 and more years ago."""
    born = parse_date(value, today)
    if born > today:
        raise BadValue(f"{born:%d/%m/%Y} is in the future. Correct the date of birth.")
    if (today.year - born.year, today.month, today.day) >= (OLDEST, born.month, born.day):
        raise BadValue(
            f"{born:%d/%m/%Y} is more than {OLDEST} years ago, too early for a pupil. Correct the "
            "date of birth, "
            "or take the row out of the list."
        )
    return born


def parse_sex(text: str) -> str:
    """F, M or U (not known), the codes of the school census. Raises BadValue."""
    word = clean(text).lower()
    for code, words in SEXES.items():
        if word in words:
            return code
    raise BadValue(f"“{word[:40]}” is not a sex we know. Write F, M or U (not known), or empty the cell.")


@lru_cache(maxsize=512)
def parse_year(text: str) -> str:
    """N1, N2, R or 1 to 13; “nursery” when the list does not say which of the two years. Raises BadValue."""
    word = clean(text).lower()
    if word in RECEPTION:
        return "R"
    if word in NURSERY:
        return NURSERY[word]
    found = YEAR.fullmatch(word)
    if found and 1 <= int(found[1]) <= 13:
        return str(int(found[1]))
    raise BadValue(f"“{word[:40]}” is not a year group we know. Write N1, N2, R or a number from 1 to 13.")


def nursery_year(born: date | None, today: date) -> str:
    """N1 or N2 by the age on 31 August before this school year: N2 from three years on, or if unknown."""
    start = today.year if today.month >= 9 else today.year - 1
    return "N1" if born and born > date(start - 3, 8, 31) else "N2"


def parse_flag(text: str) -> bool:
    """Yes or no; an empty cell is no. Raises BadValue for any other word."""
    word = text.strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadValue(
        f"“{clean(text)[:40]}” is neither yes nor no. The register's own entry stays. Write Yes or No."
    )


def parse_email(text: str) -> str:
    """The address, checked for its shape only. Raises BadValue."""
    email = clean(text)
    if len(email) > 254 or not EMAIL.fullmatch(email):
        raise BadValue(f"“{email[:60]}” is not an email address. The pupil is taken without it. Correct it.")
    return email


def parse_phone(text: str) -> str:
    """The number as written. A spreadsheet takes the leading 0 of a bare number away: it is put back."""
    phone = limited(text, 40, "a telephone number")
    return f"0{phone}" if re.fullmatch(r"[1237]\d{9}", phone, re.ASCII) else phone


def split_name(text: str) -> tuple[str, str]:
    """(first, last) of “McAllister, Ines” or “Ines McAllister”. Raises BadValue when it cannot be told."""
    name = clean(text)
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and first and last:
        return first, last
    words = name.split()
    if not comma and len(words) == 2:
        return words[0], words[1]
    raise BadValue(
        f"“{name[:60]}” does not tell the last name from the first. Write the last name, a comma, "
        "the first name."
    )


def lost_letters(text: str) -> bool:
    """Whether a question mark stands inside a name, where an export could not write a letter such as Ż."""
    return "?" in text


def looks_like_data(cell: str) -> bool:
    """Whether a cell is plainly a value and no heading: a UPN or a date."""
    patterns = (UPN_SHAPE, DAY_FIRST, YEAR_FIRST, WORDED)
    return any(pattern.fullmatch(cell) for pattern in patterns)
