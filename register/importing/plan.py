"""The preview: what an import would do, worked out without touching anything."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from .changes import FieldChange, plain_changes, sen_changes
from .matching import ExistingPupil, Match, Roll, fold, match, same_name
from .needs import STATUS_NAMES, AskStatus
from .records import ABSENT, ParsedList, Problem, PupilRow
from .rows import mis_key

LIKELY_PART = 0.2
CANNOT_CREATE = (
    "No pupil of the register has this UPN or number, and a new pupil needs a first name, a last "
    "name and a date of "
    "birth. Add them to the list."
)
NUMBER_TAKEN = (
    "Another pupil of the register has the same number in the school's system. The pupil "
    "is taken without the number."
)
STARTS_LATER = (
    "The list says that {name} starts on {day:%d/%m/%Y}, but the pupil is at the school already. The day is left out. "
    "Correct it."
)
NEED_WITHOUT_STATUS = (
    "A type of need is given, but the pupil has no SEN status. The need is left out. Give the SEN status too."
)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided: row number → a pupil's ref or "new"; status word → N, E or K."""

    pupils: Mapping[int, Hashable] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to decide. `kind` is "pupil" (`row`, `candidates`) or "word" (`word`, `suggestion`,
    one question for all `rows`). The rows wait, and are neither created nor changed, until it is answered."""

    kind: str
    rows: tuple[int, ...]
    column: str
    message: str
    row: PupilRow | None = None
    candidates: tuple[ExistingPupil, ...] = ()
    word: str = ""
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A pupil the import would change. SEN changes stand apart: they are moves of the register."""

    pupil: ExistingPupil
    row: PupilRow
    changes: tuple[FieldChange, ...]
    sen_changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A pupil about whom the list says nothing new."""

    pupil: ExistingPupil
    row: PupilRow


@dataclass(slots=True)
class ImportPlan:
    """What an import would do. Every row of the list is in one of `created`, `changed`, `unchanged`,
    a question's rows, the errors' rows, or `repeated`."""

    created: list[PupilRow] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: list[Unchanged] = field(default_factory=list)
    possible_leavers: list[ExistingPupil] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    looks_partial: bool = False

    @property
    def sen_changes(self) -> list[Changed]:
        """The changed pupils whose SEN status, its start or needs would change."""
        return [changed for changed in self.changed if changed.sen_changes]

    @property
    def changes_nothing(self) -> bool:
        """Whether confirming would write nothing."""
        return not (self.created or self.changed)


def plan_import(parsed: ParsedList, existing: Iterable[ExistingPupil], decisions: Decisions | None = None):
    """The ImportPlan of a parsed list against the pupils of one school. Pure: nothing is written.

    Pass former pupils too (`on_roll=False`), so that one who returns is known again.
    """
    existing = list(existing)
    return _Planner(parsed, existing, decisions or Decisions()).plan()


@dataclass(slots=True)
class _Planner:
    parsed: ParsedList
    existing: list[ExistingPupil]
    decisions: Decisions
    result: ImportPlan = field(default_factory=ImportPlan)
    seen: set[Hashable] = field(default_factory=set)
    asked: dict[AskStatus, list[int]] = field(default_factory=lambda: defaultdict(list))

    def plan(self) -> ImportPlan:
        self.result.errors += self.parsed.errors
        self.result.warnings += self.parsed.warnings
        self.result.repeated += self.parsed.repeated
        roll = Roll.of(self.existing, self.parsed.rows)
        matches = [(row, match(row, roll, self.decisions.pupils)) for row in self.parsed.rows]
        times = Counter(found.pupil.ref for _, found in matches if found.pupil)
        for row, found in matches:
            self.place(row, found, doubled=bool(found.pupil) and times[found.pupil.ref] > 1)
        self.ask_words()
        self.find_leavers(roll)
        for problems in (self.result.errors, self.result.warnings):
            problems.sort(key=lambda problem: problem.row)
        return self.result

    def place(self, row: PupilRow, found: Match, doubled: bool) -> None:
        """Put one row where it belongs."""
        self.seen |= {pupil.ref for pupil in (found.pupil, *found.candidates) if pupil}
        if found.refusal:
            self.seen |= {p.ref for p in self.existing if p.upn == row.upn or self.has_number(p, row)}
            self.refuse(row, "upn", found.refusal)
        elif doubled:
            message = f"Another row of the list is about {found.pupil.name} as well. Leave one row a pupil."
            self.refuse(row, "legal_last", message)
        elif found.candidates:
            self.ask_pupil(row, found.candidates)
        elif found.pupil is None and not (row.legal_first and row.legal_last and row.born):
            self.refuse(row, "upn" if row.upn else "mis_number", CANNOT_CREATE)
        else:
            self.take(row, found)

    @staticmethod
    def has_number(pupil: ExistingPupil, row: PupilRow) -> bool:
        return bool(pupil.mis_number and row.mis_number) and mis_key(pupil.mis_number) == mis_key(
            row.mis_number
        )

    def take(self, row: PupilRow, found: Match) -> None:
        row = self.with_status(row)
        if isinstance(row.sen_status, AskStatus):
            self.asked[row.sen_status].append(row.number)
            return
        if found.number_taken:
            self.warn(row, "mis_number", NUMBER_TAKEN)
            row = replace(row, mis_number=ABSENT)
        row = self.with_first_day(self.without_idle_needs(row, found.pupil), found.pupil)
        if found.pupil is None:
            self.result.created.append(row)
            return
        changes, sen = plain_changes(row, found.pupil), sen_changes(row, found.pupil)
        if changes or sen:
            self.result.changed.append(Changed(found.pupil, row, changes, sen))
        else:
            self.result.unchanged.append(Unchanged(found.pupil, row))

    def with_status(self, row: PupilRow) -> PupilRow:
        """The row with a decided status word in place of the question."""
        if not isinstance(row.sen_status, AskStatus):
            return row
        answer = self.decisions.words.get(row.sen_status.word)
        if answer not in STATUS_NAMES:
            return row
        gone = {"sen_start": ABSENT, "needs": ABSENT} if answer == "N" else {}
        return replace(row, sen_status=answer, **gone)

    def without_idle_needs(self, row: PupilRow, pupil: ExistingPupil | None) -> PupilRow:
        status = row.sen_status or (pupil.sen_status if pupil else "") or "N"
        if status != "N" or not (row.needs or row.sen_start):
            return row
        if row.needs and row.sen_status is ABSENT:
            self.warn(row, "sen_status", NEED_WITHOUT_STATUS)
        return replace(row, needs=ABSENT, sen_start=ABSENT)

    def with_first_day(self, row: PupilRow, pupil: ExistingPupil | None) -> PupilRow:
        """The row without a first day to come of a pupil who is here: they would be gone from the register until then."""
        if not (self.is_to_come(row.joined_on) and pupil and pupil.on_roll) or self.is_to_come(
            pupil.joined_on
        ):
            return row
        self.warn(row, "joined_on", STARTS_LATER.format(name=pupil.name, day=row.joined_on))
        return replace(row, joined_on=ABSENT)

    def is_to_come(self, day) -> bool:
        return bool(day and self.parsed.read_on and day > self.parsed.read_on)

    def refuse(self, row: PupilRow, which: str, message: str) -> None:
        self.result.errors.append(Problem(row.number, self.column(which), message))

    def warn(self, row: PupilRow, which: str, message: str) -> None:
        self.result.warnings.append(Problem(row.number, self.column(which), message, refuses=False))

    def column(self, which: str) -> str:
        return self.parsed.columns.get(which, which)

    def ask_pupil(self, row: PupilRow, candidates: tuple[ExistingPupil, ...]) -> None:
        names = ", ".join(pupil.name for pupil in candidates)
        message = f"Is this {names}, or a new pupil? Neither UPN nor number decides it."
        column = self.column("legal_last")
        self.result.questions.append(Question("pupil", (row.number,), column, message, row, candidates))

    def ask_words(self) -> None:
        for asked, rows in self.asked.items():
            hint = f" It most likely means {STATUS_NAMES[asked.suggestion]}." if asked.suggestion else ""
            message = (
                f"“{asked.word}” is no SEN status in use now. Choose N (no SEN), K (SEN "
                f"support) or E (EHC plan).{hint}"
            )
            column = self.column("sen_status")
            self.result.questions.append(
                Question("word", tuple(rows), column, message, word=asked.word, suggestion=asked.suggestion)
            )

    def find_leavers(self, roll: Roll) -> None:
        """Pupils on roll about whom no row is, not even one that was refused; not those who are still to come."""
        on_roll = [pupil for pupil in self.existing if pupil.on_roll and not self.is_to_come(pupil.joined_on)]
        for row in self.parsed.refused:
            self.seen |= {pupil.ref for pupil in _perhaps_meant(row, roll)}
        self.result.possible_leavers = [pupil for pupil in on_roll if pupil.ref not in self.seen]
        self.result.looks_partial = len(self.result.possible_leavers) > LIKELY_PART * len(on_roll)


def _perhaps_meant(row: PupilRow, roll: Roll) -> list[ExistingPupil]:
    found = [roll.by_upn.get(row.upn) if row.upn else None]
    found.append(roll.by_number.get(mis_key(row.mis_number)) if row.mis_number else None)
    found += roll.by_name.get((fold(row.legal_first or ""), fold(row.legal_last or "")), [])
    if row.born:
        last = row.legal_last or ""
        found += [pupil for pupil in roll.by_born.get(row.born, ()) if same_name(last, pupil.legal_last)]
    return [pupil for pupil in found if pupil]


def as_json(plan: ImportPlan) -> dict:
    """The plan in the shape of `--json`: four counts, and the errors with row, column and message. A row
    that waits for a person's decision is listed among the errors, so that none goes missing."""
    errors = [{"row": p.row, "column": p.column, "message": p.message} for p in plan.errors]
    for question in plan.questions:
        errors += [{"row": n, "column": question.column, "message": question.message} for n in question.rows]
    return {
        "created": len(plan.created),
        "updated": len(plan.changed),
        "unchanged": len(plan.unchanged),
        "possible_leavers": len(plan.possible_leavers),
        "errors": sorted(errors, key=lambda error: error["row"]),
    }
