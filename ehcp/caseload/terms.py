"""Reviews that are due in the coming term: what the local authority should have told the school two weeks before it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from core.calendar.dates import ONE_DAY, SchoolDays
from ehcp.caseload.standing import PLAN, Case
from ehcp.statute import Confidence, Owner, Rule, Span

LIST_BY = Rule(
    "review_list_by", ("term_start",), Span(days=-14), Owner.LA,
    "The local authority gives head teachers a list of the reviews that are due in the coming term, at least two weeks "
    "before it begins.", "Code of practice 9.173", Confidence.SECONDARY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """One review of the list: the day by which it must be complete (`by`), by the twelve months or by a change of phase."""

    case: Case
    by: dt.date
    moving: bool


@dataclass(frozen=True, slots=True)
class ComingTerm:
    """The coming term, up to the day before the one after it: its first day, by when the list is owed, what is due."""

    start: dt.date
    until: dt.date
    list_by: dt.date
    due: list[Due]


def coming_term(cases: Iterable[Case], days: SchoolDays, today: dt.date) -> ComingTerm | None:
    """The reviews to be complete in the next term that begins after today, or earlier and not complete yet, in the order of
    their days; None while no such term is known."""
    coming = [term for term in days.terms if term.start > today]
    if not coming:
        return None
    start, until = coming[0].start, coming[1].start - ONE_DAY if len(coming) > 1 else coming[0].end
    rows = [one for case in cases if (one := _due(case)) and one.by <= until]
    return ComingTerm(start, until, LIST_BY.date(start), sorted(rows, key=lambda one: one.by))


def _due(case: Case) -> Due | None:
    if case.kind != PLAN or case.due is None:
        return None
    moves = case.transfer is not None and case.transfer.done_on is None
    if moves and case.transfer.law.date < case.due:
        return Due(case, case.transfer.law.date, moving=True)
    return Due(case, case.due, moving=False)
