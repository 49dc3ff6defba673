"""Takes out of a text whom it names. Pure: what is known of people is handed in.

Names are compared word by word without accents, apostrophes or capital letters, so that "zoe" and
"ZOË" are one.
A name that is also a word ("Will", "Grace") counts where it is written with a capital letter. What nobody has told the
school's record, such as a nickname, cannot be found: that is why somebody reads every passage before it goes in.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from overview.inspection.marks import blotted, marks_in
from overview.inspection.words import CALENDAR, COMMON, GENERIC, INITIALISMS, NOT_NAMES, TITLES

WORD = re.compile(r"[^\W_]+")
FEW_LETTERS = 2  # names of so few letters count with a capital letter only
JOINTS = re.compile(r"\s{0,2}|[-’']")
BEGINS = re.compile(r"(?:^|[.!?:;]\s+|\n\s*[-•*]?\s*|[“\"‘(]\s*)$")
POSSESSIVE = re.compile(r"[’'](?=\s)")
CLASS = "the class"
PLURAL_FROM = 4  # letters of a name from which "Theos" is read as "Theo's"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person, or a place, that texts may name: its first and last names, and the words that stand in for it. `close`:
    names alone count too, and none may remain (the child, the family, staff and visitors, not other children)."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    role: str
    close: bool = True
    adult: bool = False
    initials: bool = False


def someone(name: str, role: str, **options) -> Someone | None:
    """From a name as people write it, "Mrs Anna de Vries": its last word is the last name. None without one."""
    words = [word for word in name.split() if plain(word).strip(".") not in TITLES | NOT_NAMES]
    if not words:
        return None
    return Someone(tuple(words[:-1]), (words[-1],), role, **options)


STROKES = str.maketrans("łøđıßæœþðħ", "lodisaotdh")


def plain(text: str) -> str:
    """Small letters without accents; as many characters as before."""
    bare = "".join((unicodedata.normalize("NFD", letter)[:1] or letter).lower()[:1] for letter in text)
    return bare.translate(STROKES)


def words_of(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(plain(name)))


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which somebody's name is written, as words."""

    words: tuple[str, ...]
    who: Someone
    suffix: str = ""


@dataclass(slots=True)
class Run:
    """Words of a text that name somebody: from character `start` up to `end`."""

    start: int
    end: int
    forms: list[Form] = field(default_factory=list)
    title: bool = False
    parts: int = 0


class Veil:
    """Knows who may be named in the texts about one child; `over` hides them, `seen` tells who is still to be seen."""

    def __init__(self, people: Iterable[Someone], places: Iterable[tuple[str, str]] = ()) -> None:
        """`people` in the order in which they are meant where a name is shared; `places`: (name, words for it)."""
        self.people = list(people)
        self.forms: dict[str, list[Form]] = defaultdict(list)
        for who in self.people:
            for form in _forms(who):
                self.forms[form.words[0]].append(form)
        for name, role in places:
            for form in _place(name, role):
                self.forms[form.words[0]].append(form)
        for forms in self.forms.values():
            forms.sort(key=lambda form: -len(form.words))
        self.initials = [_initials(who) for who in self.people if who.initials and who.given]

    def over(self, text: str) -> str:
        """The text with everybody in it hidden, and days, addresses and numbers of people taken out."""
        text = blotted(unicodedata.normalize("NFC", text))
        for pattern in self.initials:
            text = _replaced(pattern, text)
        parts, at = [], 0
        for run in self._runs(text):
            role, end = _meant(run), run.end
            after = POSSESSIVE.match(text, end) if text[end - 1 : end].lower() == "s" else None
            suffix = "’s" if after else run.forms[-1].suffix if run.forms else ""
            before = "".join(parts) + text[at : run.start]
            if role.startswith("the ") and re.search(r"\bthe\s+$", before, re.IGNORECASE):
                role = role.removeprefix("the ")
            parts += [text[at : run.start], _told(role, before, len(before)), suffix]
            at = after.end() if after else end
        return "".join(parts) + text[at:]

    def seen(self, text: str, *, others: bool = False) -> list[str]:
        """Names, days and numbers of people that are still in the text; with `others` the first or last names of other
        children, which may be other words as well."""
        text = unicodedata.normalize("NFC", text)
        told = [] if others else marks_in(text)
        for pattern in () if others else self.initials:
            told += [found.group().strip() for found in pattern.finditer(text)]
        for run in self._runs(text):
            strict = run.title or run.parts > 1 or any(form.who.close for form in run.forms)
            if strict is not others:
                told.append(text[run.start : run.end])
        return list(dict.fromkeys(told))

    def _runs(self, text: str) -> list[Run]:
        folded = plain(text)
        words = list(WORD.finditer(folded))
        runs: list[Run] = []
        place = 0
        while place < len(words):
            found, place = self._run(text, folded, words, place)
            if found and _counts(found, text):
                runs.append(found)
        return runs

    def _run(self, text, folded, words, place) -> tuple[Run | None, int]:
        """The name that begins at a word, as far as it goes, and the place after it."""
        run = Run(words[place].start(), words[place].end())
        start = place
        if words[place].group() in TITLES:
            run.title, place = True, place + 1
        while place < len(words) and (place == start or _joined(folded, words, place)):
            form = self._form(words, place, folded, run)
            if form is None:
                break
            run.forms.append(form)
            run.parts += 1
            place += len(form.words)
            run.end = words[place - 1].end()
        if run.title and not run.forms:
            return _unknown(run, text, folded, words, place), max(place, start + 1)
        if not run.forms:
            return None, start + 1
        return run, _with_initial(run, text, folded, words, place)

    def _form(self, words, place, folded, run) -> Form | None:
        here = [
            form
            for form in self.forms.get(words[place].group(), ())
            if _stands(form.words, words, place, folded)
        ]
        if run.forms:  # a name goes on with another name of the same person, where there is one
            here = [form for form in here if form.who in {held.who for held in run.forms}] or [
                form for form in here if run.forms[-1].who.adult == form.who.adult and run.parts == 1
            ]
        elif run.title:
            here = [form for form in here if form.who.adult] or here
        return here[0] if here else None


def _forms(who: Someone) -> Iterable[Form]:
    for names, first in ((who.given, True), (who.family, False)):
        for words in dict.fromkeys(each for name in names for each in _ways(name)):
            yield Form(words, who)
            if who.close and len(words[-1]) >= PLURAL_FROM and words[-1] not in COMMON:
                more = (*words[:-1], words[-1] + "s")
                yield (
                    Form(more, who, "’s")
                    if first or who.adult
                    else Form(more, Someone((), who.family, "the family"))
                )


def _ways(name: str) -> Iterable[tuple[str, ...]]:
    """A name whole, written as one word, and each part of a double one."""
    for part in (name, *re.split(r"[\s-]+", name)):
        words = words_of(part)
        if part == name or sum(map(len, words)) > FEW_LETTERS + 1:
            yield words
            yield ("".join(words),)


def _place(name: str, role: str) -> Iterable[Form]:
    """A school by its name with and without "Primary School"; a class by its name, and by its own word before "class"."""
    words, who = words_of(name), Someone((), (name,), role)
    own = [word for word in words if word not in GENERIC]
    if role == CLASS:
        yield from (Form((*each, "class"), who) for each in {words, *((word,) for word in own)} if each)
        if len(words) > 1 and words[0] not in ("year", "class"):
            yield Form(words, who)
        return
    while len(words) > 1:
        yield Form(words, who)
        if words[-1] not in GENERIC:
            return
        words = words[:-1]
    if words and words[0] not in GENERIC:
        yield Form(words, who)


def _stands(form: tuple[str, ...], words, place: int, folded: str) -> bool:
    if place + len(form) > len(words) or any(
        words[place + step].group() != word for step, word in enumerate(form)
    ):
        return False
    return all(_joined(folded, words, place + step) for step in range(1, len(form)))


def _joined(folded: str, words, place: int) -> bool:
    """Whether a word stands so close to the one before it that both may be one name."""
    before = words[place - 1]
    between = folded[before.end() : words[place].start()]
    if before.group() in TITLES or before.end() - before.start() == 1:
        between = between.removeprefix(".")
    return "\n" not in between and JOINTS.fullmatch(between) is not None


def _with_initial(run: Run, text: str, folded: str, words, place: int) -> int:
    """ "Theo M.": the initial of a last name belongs to the name."""
    if place < len(words) and _joined(folded, words, place):
        letter = text[words[place].start() : words[place].end()]
        lasts = {name[:1].lower() for form in run.forms for name in form.who.family}
        if len(letter) == 1 and letter.isupper() and letter.lower() in lasts:
            run.end = words[place].end() + (text[words[place].end() : words[place].end() + 1] == ".")
            return place + 1
    return place


def _unknown(run: Run, text: str, folded: str, words, place: int) -> Run | None:
    """ "Mrs Patel" of whom nothing is known is somebody too."""
    if place < len(words) and _joined(folded, words, place) and text[words[place].start()].isupper():
        run.end = words[place].end()
        return run
    return None


def _counts(run: Run, text: str) -> bool:
    """Whether a run is a name, and not a word that a name is like."""
    if run.title or run.parts > 1:
        return True
    (form,) = run.forms
    tall = text[run.start].isupper() or text[run.start].isdigit()
    if len(form.words) > 1:
        return form.who.close or tall
    word = form.words[0]
    plainly = word not in COMMON and len(word) > FEW_LETTERS
    if form.who.close:
        return tall or plainly
    first = any(word in words_of(name) for name in form.who.given)
    if first and tall and word not in CALENDAR:
        return plainly or not BEGINS.search(text[: run.start])
    return plainly and (tall or (first and len(word) >= PLURAL_FROM))


def _meant(run: Run) -> str:
    """The words that stand in for a name."""
    if not run.forms:
        return "an adult"
    if run.title and not any(form.who.adult for form in run.forms):
        return "an adult"
    return run.forms[0].who.role


def _told(role: str, text: str, at: int) -> str:
    return role[:1].upper() + role[1:] if BEGINS.search(text[:at]) else role


def _initials(who: Someone) -> re.Pattern:
    """ "T.M.", "T. M.", "TM", and "T." before a small letter."""
    firsts = {name[:1].upper() for name in who.given if name}
    lasts = {name[:1].upper() for name in who.family if name}
    pairs = [(re.escape(first), re.escape(last)) for first in sorted(firsts) for last in sorted(lasts)]
    ways = [rf"{first}\.\s?{last}\b\.?" for first, last in pairs]
    ways += [rf"{first}{last}\b" for first, last in pairs if first + last not in INITIALISMS]
    ways += [rf"{re.escape(first)}\.(?=\s+[a-z])" for first in sorted(firsts)]
    return re.compile(rf"(?<![\w.])(?:{'|'.join(ways)})")


def _replaced(pattern: re.Pattern, text: str) -> str:
    return pattern.sub(lambda found: _told("the child", text, found.start()), text)
