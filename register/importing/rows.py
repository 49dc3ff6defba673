"""From a table and its mapping to clean rows of pupils.

What an empty cell means, where the column is in the list (a column that is not leaves all as it is):

| column | empty cell |
| --- | --- |
| legal first, legal last name, whole name | the row is refused |
| UPN, number, date of birth | not given; the row is refused when nothing says who it is |
| preferred name, sex, year, class, first day | stays as the register has it |
| SEN status, start date, all needs | stays: lists often leave “no SEN” empty |
| secondary need beside a primary one | there is no secondary need |
| pupil premium, EAL, looked after, service | no |
| a contact's name | no contact in this place; the register's contacts stay |
| a contact's relationship, email, telephone | stays |
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .headings import LABELS, Field, Mapping
from .needs import parse_needs, parse_sen_status
from .records import (
    ABSENT,
    EAL,
    LOOKED_AFTER,
    PUPIL_PREMIUM,
    SERVICE,
    ContactRow,
    ParsedList,
    Problem,
    PupilRow,
)
from .table import Note, Table
from .upn import BadUPN, tidy_upn, validate_upn
from .values import (
    BadValue,
    clean,
    limited,
    lost_letters,
    nursery_year,
    parse_born,
    parse_date,
    parse_email,
    parse_flag,
    parse_phone,
    parse_sex,
    parse_year,
    split_name,
)

FLAGS = {
    Field.PUPIL_PREMIUM: PUPIL_PREMIUM,
    Field.EAL: EAL,
    Field.LOOKED_AFTER: LOOKED_AFTER,
    Field.SERVICE: SERVICE,
}
NAMES = (Field.LEGAL_FIRST, Field.LEGAL_LAST, Field.FULL_NAME)
MOST_AHEAD = timedelta(days=2 * 366)
NAME_LENGTH, NUMBER_LENGTH, CLASS_LENGTH, RELATIONSHIP_LENGTH = 100, 30, 40, 60
LOST = (
    "The name holds a question mark, so the file has probably lost a letter. Export the list as "
    "UTF-8 or .xlsx. "
    "A name the register already has is kept."
)


def parse_rows(table: Table, mapping: Mapping, today: date) -> ParsedList:
    """Every row of the table, read by the mapping. Never raises: what is wrong becomes a Problem."""
    notes = defaultdict(list)
    for note in table.notes:
        notes[note.row].append(note)
    places = tuple((i, f) for i, f in enumerate(mapping.fields) if f not in (None, Field.IGNORE))
    names = {f.value: mapping.column(f) for f in Field}
    rows, refused, problems = [], [], []
    for row in table.rows:
        reader = _RowReader(
            row.number, {f: row.cells[i] for i, f in places if i < len(row.cells)}, names, today
        )
        reader.take_notes(notes.get(row.number, ()), mapping)
        pupil = reader.read()
        (refused if reader.refuses else rows).append(pupil)
        problems += reader.problems
    rows, twins, repeated, found = _set_duplicates_apart(rows, names)
    problems = sorted(problems + found, key=lambda problem: problem.row)
    return ParsedList(tuple(rows), tuple(refused + twins), tuple(repeated), tuple(problems), names, today)


@dataclass(slots=True)
class _RowReader:
    """Reads one row's cells, gathering what is wrong."""

    number: int
    cells: dict[Field, str]
    columns: dict[str, str]
    today: date
    problems: list[Problem] = field(default_factory=list)

    @property
    def refuses(self) -> bool:
        return any(problem.refuses for problem in self.problems)

    def take_notes(self, notes: list[Note] | tuple, mapping: Mapping) -> None:
        """What reading found wrong with the row's form; a formula in a column left out does no harm."""
        for note in notes:
            whole = note.column is None
            if whole or mapping.fields[note.column] not in (None, Field.IGNORE):
                column = "" if whole else mapping.headings[note.column]
                self.problems.append(Problem(self.number, column, note.message, note.refuses))

    def complain(self, which: Field, message: str, refuses: bool = True) -> None:
        self.problems.append(Problem(self.number, self.columns[which], message, refuses))

    def value(self, which: Field, parse: Callable[[str], object], refuses: bool = True):
        """The parsed cell; ABSENT when the column is missing, the cell empty, or its value refused."""
        text = self.cells.get(which)
        if not text:
            return ABSENT
        try:
            return parse(text) or ABSENT
        except (BadValue, BadUPN) as error:
            self.complain(which, str(error), refuses)
            return ABSENT

    def read(self) -> PupilRow:
        first, last = self.names()
        born = self.value(Field.BORN, lambda text: parse_born(text, self.today))
        status = self.value(Field.SEN_STATUS, parse_sen_status)
        needs, complete = self.needs(status)
        pupil = PupilRow(
            number=self.number,
            upn=self.upn(),
            mis_number=self.value(Field.MIS_NUMBER, lambda text: limited(text, NUMBER_LENGTH, "a number")),
            legal_first=first,
            legal_last=last,
            preferred_first=self.preferred(first),
            born=born,
            sex=self.value(Field.SEX, parse_sex),
            year=self.year(born),
            class_name=self.value(Field.CLASS, lambda text: limited(text, CLASS_LENGTH, "a class")),
            joined_on=self.first_day(born),
            sen_status=status,
            sen_start=self.sen_start(status, born),
            needs=needs,
            needs_complete=complete,
            flags=frozenset(code for which, code in FLAGS.items() if self.flag(which)),
            flags_given=frozenset(code for which, code in FLAGS.items() if which in self.cells),
            contacts=tuple(contact for order in (1, 2) if (contact := self.contact(order))),
        )
        return self.without_doubtful_flags(self.identified(pupil))

    def identified(self, pupil: PupilRow) -> PupilRow:
        """Complain when nothing tells who the row is about."""
        if not (pupil.upn or pupil.mis_number or (pupil.name and pupil.born) or self.refuses):
            missing = Field.BORN if pupil.name else Field.LEGAL_LAST
            self.complain(
                missing, "The row does not say who the pupil is. Give the UPN, or name and date of birth."
            )
        return pupil

    def upn(self):
        checked = self.value(Field.UPN, validate_upn)
        if not checked:
            return ABSENT
        if checked.note:
            self.complain(Field.UPN, checked.note, refuses=False)
        return checked.text

    def names(self):
        """(first, last), from two columns or one. Warns of a letter the file has lost."""
        first, last = self.name(Field.LEGAL_FIRST), self.name(Field.LEGAL_LAST)
        if Field.FULL_NAME in self.cells and not (first and last):
            whole = self.name(Field.FULL_NAME, 2 * NAME_LENGTH)
            try:
                first, last = split_name(whole) if whole else (first, last)
            except BadValue as error:
                self.complain(Field.FULL_NAME, str(error))
        if any(part and lost_letters(part) for part in (first, last)):
            column = next(which for which in NAMES if lost_letters(self.cells.get(which, "")))
            self.complain(column, LOST, refuses=False)
        return first, last

    def name(self, which: Field, most: int = NAME_LENGTH):
        if which not in self.cells:
            return ABSENT
        name = self.value(which, lambda text: limited(text, most, "a name"))
        if not name and not clean(self.cells[which]):
            self.complain(which, f"{LABELS[which].split(',')[0]} is empty. Give the pupil's name.")
        return name

    def preferred(self, first):
        name = self.value(Field.PREFERRED_FIRST, lambda text: limited(text, NAME_LENGTH, "a name"))
        return "" if name and name == first else name

    def year(self, born):
        year = self.value(Field.YEAR, parse_year)
        if year != "nursery":
            return year
        year = nursery_year(born or None, self.today)
        self.complain(
            Field.YEAR,
            f"“{self.cells[Field.YEAR]}” is taken as {year}. Write N1 or N2 if that is wrong.",
            refuses=False,
        )
        return year

    def first_day(self, born):
        """The first day at the school; left out with a warning when it cannot be true."""
        day = self.value(Field.JOINED, lambda text: parse_date(text, self.today), refuses=False)
        if not day:
            return ABSENT
        wrong = "before the pupil's birth" if born and day < born else ""
        if day > self.today + MOST_AHEAD:
            wrong = "more than two years ahead"
        if wrong:
            self.complain(
                Field.JOINED, f"{day:%d/%m/%Y} is {wrong}. It is left out. Correct it.", refuses=False
            )
            return ABSENT
        return day

    def sen_start(self, status, born):
        """The start date; left out with a warning when the status is N, or the date cannot be true."""
        start = self.value(Field.SEN_START, lambda text: parse_date(text, self.today))
        if not start or status == "N":
            return ABSENT
        if start > self.today or (born and start < born):
            when = "in the future" if start > self.today else "before the pupil's birth"
            self.complain(
                Field.SEN_START, f"{start:%d/%m/%Y} is {when}. It is left out. Correct it.", refuses=False
            )
            return ABSENT
        return start

    def needs(self, status):
        """(needs with rank, whether the list shows them all)."""
        columns = [which for which in (Field.NEEDS, Field.NEED_1, Field.NEED_2) if which in self.cells]
        codes = [code for which in columns for code in self.value(which, parse_needs) or ()]
        if not codes:
            return ABSENT, True
        if status == "N":
            message = (
                "A type of need is given for a pupil without SEN. It is left out. Correct the "
                "status or the need."
            )
            self.complain(columns[0], message, refuses=False)
            return ABSENT, True
        needs = tuple((code, rank) for rank, code in enumerate(dict.fromkeys(codes), start=1))
        return needs, columns != [Field.NEED_1]

    def flag(self, which: Field) -> bool:
        return bool(self.value(which, parse_flag, refuses=False))

    def without_doubtful_flags(self, pupil: PupilRow) -> PupilRow:
        """A word that is neither yes nor no is not a no: the register's own entry stays."""
        doubted = {problem.column for problem in self.problems if not problem.refuses}
        doubtful = {code for which, code in FLAGS.items() if self.columns[which] in doubted}
        return replace(pupil, flags_given=pupil.flags_given - doubtful) if doubtful else pupil

    def contact(self, order: int) -> ContactRow | None:
        def part(name: str, parse, refuses=False):
            return self.value(Field(f"contact_{order}_{name}"), parse, refuses)

        name = part("name", lambda text: limited(text, 2 * NAME_LENGTH, "a name"))
        details = {
            "relationship": part(
                "relationship", lambda text: limited(text, RELATIONSHIP_LENGTH, "a relationship")
            ),
            "email": part("email", parse_email),
            "phone": part("phone", parse_phone),
        }
        if not name and any(details.values()):
            which = Field(f"contact_{order}_name")
            self.complain(which, "A contact has no name and is left out. Give the name.", refuses=False)
        return ContactRow(order, name, **details) if name else None


def mis_key(number: str) -> str:
    """The number without leading zeros and in small letters: 001000 and 1000 are one."""
    return number.casefold().lstrip("0") or "0"


def _keys(row: PupilRow) -> list[tuple[str, Hashable, str]]:
    """(what, key, words for a message) of everything by which two rows would be one pupil."""
    keys: list[tuple[str, Hashable, str]] = []
    if row.upn:
        keys.append((Field.UPN.value, tidy_upn(row.upn), "UPN"))
    if row.mis_number:
        keys.append((Field.MIS_NUMBER.value, mis_key(row.mis_number), "number"))
    if row.legal_first and row.legal_last and row.born:
        name = (row.legal_first.casefold(), row.legal_last.casefold(), row.born)
        keys.append((Field.LEGAL_LAST.value, name, "name and date of birth"))
    return keys


def _set_duplicates_apart(rows: list[PupilRow], columns: dict[str, str]):
    """(rows taken, rows refused, numbers of mere repetitions, problems). Rows that repeat one another in all
    things are taken once; rows of one pupil that differ are all refused, for none is known to be right."""
    taken, repeated, problems = _drop_repetitions(rows)
    groups = defaultdict(list)
    for row in taken:
        for which, key, words in _keys(row):
            groups[which, key, words].append(row.number)
    refused = set()
    for (which, _, words), numbers in groups.items():
        for number in numbers if len(numbers) > 1 else ():
            others = ", ".join(str(other) for other in numbers if other != number)
            message = (
                f"The same {words} is in row {others}, with other values. Neither row is taken: "
                "leave one row a "
                "pupil in the list."
            )
            problems.append(Problem(number, columns[which], message))
            refused.add(number)
    twins = [row for row in taken if row.number in refused]
    return [row for row in taken if row.number not in refused], twins, repeated, problems


def _drop_repetitions(rows: list[PupilRow]):
    first: dict[PupilRow, int] = {}
    taken, repeated, problems = [], [], []
    for row in rows:
        original = first.setdefault(replace(row, number=0), row.number)
        if original == row.number:
            taken.append(row)
        else:
            message = f"The row repeats row {original} in everything and is taken once."
            repeated.append(row.number)
            problems.append(Problem(row.number, "", message, refuses=False))
    return taken, repeated, problems
