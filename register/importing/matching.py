"""Which pupil of the register a row is about: by UPN, else by number, else a person decides."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from .records import Need, PupilRow
from .rows import mis_key
from .upn import tidy_upn

NEW = "new"
STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "’": "'", "ß": "ss", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class ExistingContact:
    """A contact the register holds; empty texts for what is not known."""

    ref: Hashable
    name: str
    relationship: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ExistingPupil:
    """A pupil the register holds, in the terms of a list. `ref` is the caller's own reference.

    Empty texts and None for what is not known; `sen_status` N, E, K or empty; `needs` as (code, rank).
    """

    ref: Hashable
    legal_first: str
    legal_last: str
    born: date | None
    upn: str = ""
    mis_number: str = ""
    preferred_first: str = ""
    sex: str = ""
    year: str = ""
    class_name: str = ""
    joined_on: date | None = None
    sen_status: str = ""
    sen_start: date | None = None
    needs: tuple[Need, ...] = ()
    flags: frozenset[str] = frozenset()
    contacts: tuple[ExistingContact, ...] = ()
    on_roll: bool = True

    @property
    def name(self) -> str:
        """“Ines McAllister”."""
        return f"{self.legal_first} {self.legal_last}".strip()


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a row: a pupil, or candidates a person chooses from, or why the row is refused;
    nothing of these is a new pupil. `number_taken` says that another pupil holds the row's number."""

    pupil: ExistingPupil | None = None
    candidates: tuple[ExistingPupil, ...] = ()
    refusal: str = ""
    number_taken: bool = False


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name without accents, case, spaces, hyphens or apostrophes, to compare by."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(STROKES))
    return "".join(char for char in plain if char.isalnum() or char == "?")


def same_name(one: str, other: str) -> bool:
    """Whether two names are alike but for accents and case; a ? stands for a letter a file has lost."""
    mine, theirs = fold(one), fold(other)
    return mine == theirs or _lost_from(mine, theirs) or _lost_from(theirs, mine)


def lost_letter_of(new: str, old: str) -> bool:
    """Whether the new text is the old one with letters turned into question marks."""
    return "?" in new and new != old and _lost_from(new, old)


def _lost_from(worn: str, whole: str) -> bool:
    return "?" in worn and re.fullmatch(re.escape(worn).replace(r"\?", "."), whole) is not None


@dataclass(slots=True)
class Roll:
    """The register's pupils, found by UPN, by number, and by date of birth."""

    by_upn: dict[str, ExistingPupil] = field(default_factory=dict)
    by_number: dict[str, ExistingPupil] = field(default_factory=dict)
    by_born: dict[date | None, list[ExistingPupil]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, str], list[ExistingPupil]] = field(default_factory=lambda: defaultdict(list))
    released: set[Hashable] = field(default_factory=set)
    claimed: set[Hashable] = field(default_factory=set)

    @classmethod
    def of(cls, pupils: Iterable[ExistingPupil], rows: Iterable[PupilRow]) -> "Roll":
        """Pupils on roll come first where a former pupil has the same UPN or number.

        A pupil whose UPN is in the list is claimed by that row; when the row gives another number, the old
        number is released: a school that changes its system numbers its pupils anew.
        """
        roll = cls()
        for pupil in sorted(pupils, key=lambda pupil: not pupil.on_roll):
            if pupil.upn:
                roll.by_upn.setdefault(tidy_upn(pupil.upn), pupil)
            if pupil.mis_number:
                roll.by_number.setdefault(mis_key(pupil.mis_number), pupil)
            roll.by_born[pupil.born].append(pupil)
            roll.by_name[fold(pupil.legal_first), fold(pupil.legal_last)].append(pupil)
        for row in rows:
            roll._claim(row)
        return roll

    def _claim(self, row: PupilRow) -> None:
        pupil = self.by_upn.get(row.upn) if row.upn else None
        if pupil is None:
            return
        self.claimed.add(pupil.ref)
        if row.mis_number and mis_key(row.mis_number) != mis_key(pupil.mis_number):
            self.released.add(pupil.ref)

    def number_holder(self, row: PupilRow) -> ExistingPupil | None:
        """Who holds the row's number and keeps it."""
        holder = self.by_number.get(mis_key(row.mis_number)) if row.mis_number else None
        return None if holder is None or holder.ref in self.released else holder

    def namesakes(self, row: PupilRow) -> list[ExistingPupil]:
        """Pupils of the row's name and date of birth."""
        if not (row.born and row.legal_first and row.legal_last):
            return []
        return [pupil for pupil in self.by_born.get(row.born, ()) if _named(row, pupil)]


def _named(row: PupilRow, pupil: ExistingPupil) -> bool:
    return bool(
        row.legal_first
        and row.legal_last
        and same_name(row.legal_first, pupil.legal_first)
        and same_name(row.legal_last, pupil.legal_last)
    )


def match(row: PupilRow, roll: Roll, decided: Mapping[int, Hashable]) -> Match:
    """The pupil a row is about. `decided` is row number → the reference a person chose, or NEW."""
    pupil = roll.by_upn.get(row.upn) if row.upn else None
    holder = roll.number_holder(row)
    if pupil:
        return _by_upn(row, pupil, holder)
    if holder and _agrees(row, holder):
        return Match(holder)
    candidates = roll.namesakes(row)
    if holder and holder.ref not in roll.claimed and holder not in candidates:
        candidates.append(holder)
    return _decided(decided.get(row.number), tuple(candidates), holder)


def _by_upn(row: PupilRow, pupil: ExistingPupil, holder: ExistingPupil | None) -> Match:
    if holder and holder.ref != pupil.ref:
        return Match(
            refusal=f"The UPN is that of {pupil.name}, but the number {row.mis_number} is that of "
            f"{holder.name}. "
            "Correct one of them in the school's system."
        )
    if _quite_other(row, pupil):
        return Match(
            refusal=f"The UPN is that of {pupil.name}, born {pupil.born:%d/%m/%Y}, but name and "
            "date of birth are "
            "another's. Correct the UPN in the school's system."
        )
    return Match(pupil)


def _quite_other(row: PupilRow, pupil: ExistingPupil) -> bool:
    """Neither date of birth nor either name agrees: one of the two has the wrong UPN."""
    if not (row.born and pupil.born and row.legal_first and row.legal_last) or row.born == pupil.born:
        return False
    return not (same_name(row.legal_first, pupil.legal_first) or same_name(row.legal_last, pupil.legal_last))


def _agrees(row: PupilRow, pupil: ExistingPupil) -> bool:
    """Whether a match by number may stand by itself. A permanent UPN may follow a temporary one."""
    if row.upn and pupil.upn and not pupil.upn[-1:].isalpha():
        return False
    says_nothing = not row.born and not row.legal_last
    return says_nothing or row.born == pupil.born or _named(row, pupil)


def _decided(choice: Hashable, candidates: tuple[ExistingPupil, ...], holder: ExistingPupil | None) -> Match:
    chosen = [pupil for pupil in candidates if choice is not None and str(pupil.ref) == str(choice)]
    if chosen:
        return Match(chosen[0], number_taken=holder is not None and holder.ref != chosen[0].ref)
    if candidates and choice != NEW:
        return Match(candidates=candidates)
    return Match(number_taken=holder is not None)
