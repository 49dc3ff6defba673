"""What a school's figures are: exact, as on a day and over a term. Who may read them exactly is SENCo, head and trust lead;
what governors read goes through `overview/figures/disclosure.py` first."""

import datetime as dt
from dataclasses import dataclass

from core.calendar.dates import Span

NEED, YEAR, SEX, PREMIUM, EAL = "need", "year", "sex", "pp", "eal"
BREAKDOWNS = (YEAR, NEED, SEX, PREMIUM, EAL)


@dataclass(frozen=True, slots=True)
class Split:
    """Children on roll of one line by what a census would call them: no SEN (N), SEN support (K), EHC plan (E)."""

    none: int
    support: int
    ehc: int

    @property
    def sen(self) -> int:
        return self.support + self.ehc

    @property
    def roll(self) -> int:
        return self.none + self.sen


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a breakdown: a year group, a main need, a sex, with or without Pupil Premium or EAL."""

    key: str
    label: str
    split: Split


@dataclass(frozen=True, slots=True)
class Breakdown:
    """All lines of one breakdown: each child of the roll stands in exactly one, and in `need` each child with SEN (there
    `none` is 0 in every line). Lines are the same in every term of a school: all needs, all year groups that it teaches."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """Children with SEN (K or E) from one term's end to the next: `on` the roll and newly with SEN, `came` to the school
    with SEN, `off`: still here and no longer with SEN, `went` from the school; `raised` from K to E. So that
    sen(now) - sen(then) = on + came - off - went."""

    on: int
    came: int
    off: int
    went: int
    raised: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What was due in the term, of one sort: done by its day, done later, not done though its day is past."""

    on_time: int
    late: int
    missing: int

    @property
    def due(self) -> int:
        return self.on_time + self.late + self.missing


@dataclass(frozen=True, slots=True)
class StepDowns:
    """Children whose support ended in the twelve months before the term's end: for how many it has held, and how many
    needed support again (R-98)."""

    ended: int
    held: int
    back: int


@dataclass(frozen=True, slots=True)
class Thing:
    """One intervention in the term: children who had it, minutes planned and given, pence spent, and of how many
    something is measured and how many of these moved on. `verdict` is apdr.impact.judge's."""

    name: str
    children: int
    planned: int
    given: int
    spent: int
    measured: int
    moved: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Provision:
    """All provision of the term: children, minutes planned and given, pence expected and spent."""

    children: int
    planned: int
    given: int
    expected: int
    spent: int
    things: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Meetings:
    """Parents of children with a plan in the term: with how many the school met, spoke by telephone, sent papers, had no
    contact (R-85, R-167)."""

    met: int
    phone: int
    pack: int
    none: int


@dataclass(frozen=True, slots=True)
class Training:
    """Adults who teach or support: how many there are, how many have all induction topics, records and hours of the
    term, needs that are open, and topics trained in the term (name, people)."""

    staff: int
    inducted: int
    records: int
    hours: float
    needs: int
    topics: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Complaints:
    """Complaints of the term: raised, closed, open at its end, and of those raised by the highest stage."""

    raised: int
    closed: int
    open: int
    stages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A school's figures: `on` is the day that counts stand for, `span` the term up to it. `known_before`: children with
    SEN now whose need was known before they came (R-221)."""

    school: int
    name: str
    on: dt.date
    span: Span
    total: Split
    breakdowns: tuple[Breakdown, ...]
    movement: Movement
    step_downs: StepDowns
    known_before: int
    plans: Kept
    annual_reviews: Kept
    provision: Provision
    meetings: Meetings
    training: Training
    complaints: Complaints
