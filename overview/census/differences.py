"""Where the school's own list and the record here do not say the same: the list that was imported last, read again by
the importer's own reader, against the register as it is now. Writes nothing."""

import datetime as dt
from dataclasses import dataclass

from core.schools.models import School
from overview.census.queries import latest_import
from register.ctf.history import provision_on, provisions_of
from register.importing.changes import FieldChange, show
from register.importing.existing import Held, held_by
from register.importing.headings import BadMapping
from register.importing.plan import Changed, Decisions, ImportPlan, plan_import
from register.importing.records import ParsedList
from register.importing.rows import parse_rows
from register.importing.runs import decisions_of, table_of
from register.importing.table import Unreadable
from register.models import ImportRun, Pupil, StatusPeriod

COMPARED = ("upn", "legal_first", "legal_last", "preferred_first", "born", "year", "class_name")
SEN = ("sen_status", "sen_start", "needs")
MOST_ROWS = 2_000  # of a list that is compared on a page; more than the largest school has
MOST_BYTES = 2 * 1024 * 1024
MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one child: what stands `here` and what the list says (`there`), in words."""

    reference: str
    name: str
    klass: str
    field: str
    here: str
    there: str
    sen: bool
    key: str = ""  # the field as the importer calls it


@dataclass(frozen=True, slots=True)
class Comparison:
    """The list against the register. `only_there`: (row, name) of children whom the list alone has; `only_here`:
    (reference, name, class); `unread`: rows that could not be read or matched; `trouble`: why nothing could be compared."""

    run: ImportRun | None
    rows: int = 0
    differences: tuple[Difference, ...] = ()
    only_there: tuple[tuple[int, str], ...] = ()
    only_here: tuple[tuple[str, str, str], ...] = ()
    unread: int = 0
    trouble: str = ""


def compare(school: School, today: dt.date) -> Comparison:
    """The latest imported list against the register today. At most seven queries, and one file read."""
    run = latest_import(school)
    if run is None:
        return Comparison(None)
    if run.file.size > MOST_BYTES:
        return Comparison(
            run, trouble="The list is too large to compare. Export the pupils alone, and import that list."
        )
    try:
        table, mapping = table_of(run)
    except (Unreadable, BadMapping, OSError):
        return Comparison(run, trouble="The list of that import cannot be read any more. Import a new one.")
    if len(table.rows) > MOST_ROWS:
        return Comparison(
            run, trouble=f"The list has more than {MOST_ROWS} rows. Import a list of this school alone."
        )
    held = held_by(school)
    plan = _plan(parse_rows(table, mapping, today), held, decisions_of(run))
    waiting = {row for question in plan.questions for row in question.rows}
    return Comparison(
        run, rows=len(table.rows), differences=tuple(_differences(plan.changed, held, school, today)),
        only_there=tuple((row.number, row.name) for row in plan.created),
        only_here=tuple(_only_here(plan, school)),
        unread=len(waiting | {problem.row for problem in plan.errors}),
    )  # fmt: skip


def _plan(parsed: ParsedList, held: Held, decided: Decisions) -> ImportPlan:
    """As the import plans; a row of the name and birthday of one child alone is taken for that child, since nothing is
    written by it."""
    plan = plan_import(parsed, held.pupils, decided)
    alone = {
        question.rows[0]: question.candidates[0].ref
        for question in plan.questions
        if question.kind == "pupil" and len(question.candidates) == 1
    }
    if not alone:
        return plan
    return plan_import(parsed, held.pupils, Decisions(alone | dict(decided.pupils), decided.words))


def _only_here(plan: ImportPlan, school: School):
    """Who is here and not in the list; a list cannot hold who is still to come."""
    if plan.possible_leavers:
        to_come = set(Pupil.objects.filter(school=school).incoming().values_list("reference", flat=True))
        for pupil in plan.possible_leavers:
            if pupil.ref not in to_come:
                yield pupil.ref, pupil.name, pupil.class_name


def _differences(changed: list[Changed], held: Held, school: School, today: dt.date):
    since = _since(school, [one.pupil.ref for one in changed if one.sen_changes], today)
    for one in sorted(changed, key=lambda one: (one.pupil.legal_last, one.pupil.legal_first)):
        known = [change for change in one.changes if change.field in COMPARED]
        told = [change for change in one.sen_changes if not _alike(change, since.get(one.pupil.ref))]
        if not one.pupil.on_roll:  # who has left need not be compared further
            yield Difference(
                one.pupil.ref, one.pupil.name, "", "On the roll", "has left", "in the list", sen=False
            )
            continue
        for change in (*known, *told):
            yield Difference(one.pupil.ref, one.pupil.name, one.pupil.class_name, change.label, _shown(change, change.old),
                             _shown(change, change.new), change in told, change.field)  # fmt: skip


def _since(school: School, references: list[str], today: dt.date) -> dict[str, dt.date]:
    """Since when each pupil has had the provision of today without a break, through all its levels."""
    if not references:
        return {}
    held = StatusPeriod.objects.filter(school=school, pupil__reference__in=references).order_by("start")
    periods: dict[str, list] = {}
    for reference, *period in held.values_list("pupil__reference", "level", "start", "end"):
        periods.setdefault(reference, []).append(tuple(period))
    found = {ref: provision_on(provisions_of(rows), today) for ref, rows in periods.items()}
    return {ref: provision.start for ref, provision in found.items() if provision}


def _alike(change: FieldChange, since: dt.date | None) -> bool:
    """Whether what differs is only in how the two keep it: a level changed within one provision, or a third need, which
    the census does not take."""
    if change.field == "sen_start":
        return change.new == since
    if change.field == "needs":
        return [code for code, _ in change.old][:2] == [code for code, _ in change.new][:2]
    return False


STATUS = {"N": "N, no SEN", "K": "K, SEN support", "E": "E, EHC plan"}


def _shown(change: FieldChange, value: object) -> str:
    return STATUS.get(value, show(value)) if change.field == "sen_status" else show(value)
