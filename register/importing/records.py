"""What a list says about pupils, cleaned: the rows taken, the rows refused, and what is wrong with them."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from .needs import AskStatus


class Absent(Enum):
    """The list says nothing about this: what the register holds stays."""

    ABSENT = "absent"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent.ABSENT

PUPIL_PREMIUM, EAL, LOOKED_AFTER, SERVICE = "PP", "EAL", "CLA", "SP"

Need = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact of the list: first (1) or second (2)."""

    order: int
    name: str
    relationship: str | Absent = ABSENT
    email: str | Absent = ABSENT
    phone: str | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil of the list; ABSENT where the list is silent.

    `preferred_first` is empty when it equals the legal one. `flags` are those that are set, among
    `flags_given`, those the list knows. `needs` are (code, rank from 1); when `needs_complete` is false the
    list shows the primary need only and says nothing about others.
    """

    number: int
    upn: str | Absent = ABSENT
    mis_number: str | Absent = ABSENT
    legal_first: str | Absent = ABSENT
    legal_last: str | Absent = ABSENT
    preferred_first: str | Absent = ABSENT
    born: date | Absent = ABSENT
    sex: str | Absent = ABSENT
    year: str | Absent = ABSENT
    class_name: str | Absent = ABSENT
    joined_on: date | Absent = ABSENT
    sen_status: str | AskStatus | Absent = ABSENT
    sen_start: date | Absent = ABSENT
    needs: tuple[Need, ...] | Absent = ABSENT
    needs_complete: bool = True
    flags: frozenset[str] = frozenset()
    flags_given: frozenset[str] = frozenset()
    contacts: tuple[ContactRow, ...] = ()

    @property
    def name(self) -> str:
        """“Ines McAllister”, as far as the list gives it."""
        return " ".join(part for part in (self.legal_first, self.legal_last) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row. `refuses` tells whether the row cannot be taken for it (an error) or is
    taken all the same (a warning)."""

    row: int
    column: str
    message: str
    refuses: bool = True


@dataclass(frozen=True, slots=True)
class ParsedList:
    """Every row of the table is either in `rows`, in `refused` (what could be read of it, so that the pupil
    is not taken for a leaver), or in `repeated` (the same as an earlier row)."""

    rows: tuple[PupilRow, ...] = ()
    refused: tuple[PupilRow, ...] = ()
    repeated: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    read_on: date | None = None

    @property
    def errors(self) -> list[Problem]:
        """Problems for which a row was refused."""
        return [problem for problem in self.problems if problem.refuses]

    @property
    def warnings(self) -> list[Problem]:
        """Problems with which a row was taken."""
        return [problem for problem in self.problems if not problem.refuses]
