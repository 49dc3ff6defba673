"""People as a report may write them: one list of written forms for a whole school, asked letter by letter.

A form is the letters of a name alone ("joansutton"), so that spaces, hyphens, apostrophes, line breaks and letters
drawn apart do not matter. Pure.
"""

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from itertools import product

from agencies.hygiene.fold import HYPHENS, letters
from agencies.hygiene.words import families_of, words_of

TITLES = words_of("titles")
PARTICLES = words_of("particles")
SPLIT = re.compile(rf"[\s{re.escape(HYPHENS)}]+")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the school. `first` and `last` are as the list writes them; `called` other first names; `title` as
    in "Mrs"; `use` is what a report writes instead ("class teacher"); `near` says that the person works with the
    child, or is in the child's class or year: then a first name alone may well be theirs."""

    first: str
    last: str
    called: tuple[str, ...] = ()
    title: str = ""
    use: str = ""
    near: bool = False
    born: dt.date | None = None


def person_of(name: str, **more) -> Person:
    """A person from a name written in one piece: "Mrs Joan Mary Sutton", "Sutton, Joan", "Ludwig van Beek"."""
    turned = name.split(",")
    if len(turned) == 2 and all(letters(part) for part in turned):
        name = f"{turned[1]} {turned[0]}"
    words, title = [word for word in name.replace(",", " ").split() if letters(word)], more.pop("title", "")
    while len(words) > 1 and letters(words[0]) in TITLES:
        title, words = title or words[0].strip("."), words[1:]
    cut = max(len(words) - 1, 0)
    while cut > 1 and letters(words[cut - 1]) in PARTICLES:
        cut -= 1
    return Person(" ".join(words[:cut]), " ".join(words[cut:]), title=title, **more)


def common_words() -> frozenset[str]:
    """Names that are words as well, folded."""
    return words_of("common")


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Of a first name, folded: the others that may stand for it, those of every line in which it is."""
    found: dict[str, set[str]] = {}
    for family in families_of("nicknames"):
        for name in family:
            found.setdefault(name, set()).update(family)
    return {name: frozenset(others - {name}) for name, others in found.items()}


class Rank(IntEnum):
    """How a form stands for a person, the surest first."""

    FULL = 0  # a first name and a last name
    SHORT = 1  # a nickname, one first name of several, or one half of a double name
    TITLED = 2  # a title and the last name (or, of staff, the first)
    INITIAL = 3  # initials and the last name
    CUT = 4  # a first name and an initial
    ALONE = 5  # the first name
    LAST = 6  # the last name
    LETTERS = 7  # initials


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a person (`who` is the place in the list). `cut` is how many letters come before the second
    name; 0 when there is one name alone. `turned` puts the last name first."""

    who: int
    rank: Rank
    cut: int = 0
    turned: bool = False


TITLE = "\0"  # stands in a form where a title is


@dataclass
class Index:
    """The forms of a list of people. `firsts` and `lasts` give, of a name alone, who bears it."""

    people: list[Person]
    forms: dict[str, list[Form]] = field(default_factory=dict)
    firsts: dict[str, set[int]] = field(default_factory=dict)
    lasts: dict[str, set[int]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    def begins(self, text: str) -> bool:
        """Whether any form begins with these letters."""
        place = bisect_left(self.keys, text)
        return place < len(self.keys) and self.keys[place].startswith(text)


def build_index(people: list[Person], staff: int) -> Index:
    """The index of `people`, of whom the first `staff` work at the school."""
    index = Index(people)
    for who, person in enumerate(people):
        _add(index, who, person, is_staff=who < staff)
    index.keys = sorted(index.forms)
    return index


def name_parts(name: str) -> dict[str, bool]:
    """Of one or more names, folded: the whole and each part, with whether it is the whole. Particles alone are none."""
    whole = letters(name)
    if not whole:
        return {}
    found = {whole: True}
    words = [letters(word) for word in SPLIT.split(name)]
    words = [word for word in words if word]
    for start in range(len(words)):
        tail, head = "".join(words[start:]), "".join(words[: start + 1])
        for part in (words[start], tail, head):
            if len(part) > 1 and part not in PARTICLES:
                found.setdefault(part, False)
    return found


def first_names(person: Person) -> dict[str, bool]:
    """First names by which the person goes, folded, with whether the list writes them so."""
    found: dict[str, bool] = {}
    for name in (person.first, *person.called):
        for part, whole in name_parts(name).items():
            found[part] = found.get(part, False) or whole
    for name in list(found):
        for other in nicknames().get(name, ()):
            found.setdefault(other, False)
    return found


def _add(index: Index, who: int, person: Person, *, is_staff: bool) -> None:
    firsts, lasts = first_names(person), name_parts(person.last)
    forms: dict[str, Form] = {}

    def put(key: str, rank: Rank, cut: int = 0, *, turned: bool = False) -> None:
        if key not in forms or rank < forms[key].rank:
            forms[key] = Form(who, rank, cut, turned)

    for (first, whole_first), (last, whole_last) in product(firsts.items(), lasts.items()):
        rank = Rank.FULL if whole_first and whole_last else Rank.SHORT
        if (
            len(first) == 1
        ):  # the list has an initial alone: "with S. Young" is, "his young friend" is not S. Young
            rank = Rank.INITIAL
        put(first + last, rank, len(first))
        put(last + first, rank, len(last), turned=True)
    _add_initials(put, person, lasts)
    if is_staff:
        for name in (*lasts, *firsts):
            put(TITLE + name, Rank.TITLED, 1)
    if not lasts or not firsts:  # one name alone is the whole name
        for name, whole in (firsts or lasts).items():
            put(name, Rank.FULL if whole else Rank.ALONE)
    _add_alone(index, put, who, person, firsts, lasts, is_staff=is_staff)
    for key, form in forms.items():
        index.forms.setdefault(key, []).append(form)
    for kept, names in ((index.firsts, firsts), (index.lasts, lasts)):
        for name in names:
            kept.setdefault(name, set()).add(who)


def _initials(person: Person) -> list[str]:
    """Initials before the last name: of the first names together and of the first alone."""
    heads = {letters(name)[:1] for name in (person.first, *person.called)} - {""}
    words = [letters(word)[:1] for word in SPLIT.split(person.first)]
    return sorted(heads | ({"".join(words)} - {""}))


def _add_initials(put, person: Person, lasts: dict[str, bool]) -> None:
    for initials, last in product(_initials(person), lasts):
        put(initials + last, Rank.INITIAL, len(initials))
        put(last + initials, Rank.INITIAL, len(last), turned=True)


def _add_alone(index, put, who, person, firsts, lasts, *, is_staff: bool) -> None:
    if is_staff or person.near:
        for name in firsts:
            if len(name) > 1:
                put(name, Rank.ALONE)
    if is_staff:
        for name in lasts:
            put(name, Rank.LAST)
    if person.near:
        for first, last in product(firsts, lasts):
            put(first + last[0], Rank.CUT, len(first))
        for initials, last in product(_initials(person), lasts):
            if is_staff:
                put(initials + last[0], Rank.LETTERS, len(initials))
                put(TITLE + last[0], Rank.CUT, 1)


def split_names(text: str) -> list[str]:
    """Names in a line such as "Mr and Mrs Abara" or "Ada Abara / Ken Abara"."""
    return [part for part in re.split(r"\s*(?:&|/|;|\band\b)\s*", text) if letters(part)]
