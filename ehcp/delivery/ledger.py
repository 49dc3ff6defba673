"""The ledger of Section F: what the plans promised against what was given, read for one plan or for all at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from apdr.delivery import places
from apdr.dosage import Dosage
from apdr.spans import Chosen, year_span
from core.calendar.dates import SchoolDays, Span, academic_year, academic_year_label
from core.schools.models import School, Term
from core.schools.queries import school_days
from ehcp.delivery.queries import Asked, Content, contents, plans_in_force, readers_of, versions_on
from ehcp.delivery.reckoning import Reckoned, Reckoner, Sum, reckon, total
from ehcp.models import EhcPlan, PlanVersion

YEAR = "year"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of Section F over a time: `asked` with who delivers it, `sum` what was promised and given of it."""

    asked: Asked
    sum: Reckoned


@dataclass(frozen=True, slots=True)
class PlanLedger:
    """The ledger of one plan over a time. `counted` are the days that count, None where no whole week has passed since the
    version held; `version` None where none was in force then."""

    plan: EhcPlan
    version: PlanVersion | None
    counted: Span | None
    lines: tuple[LedgerLine, ...]
    content: Content | None = None

    @property
    def total(self) -> Sum:
        return total([line.sum for line in self.lines])


def times_to_choose(school: School, today: dt.date) -> list[Chosen]:
    """The terms of this school year and the last that have begun, the newest first, then the two school years; keys stand
    in addresses. One query."""
    year = academic_year(today)
    since = year_span(year - 1).start
    terms = Term.objects.filter(school=school, start__lte=today, end__gte=since).order_by("-start")
    found = [
        Chosen(f"{start:%Y-%m-%d}", _called(name.removesuffix(" term"), start), Span(start, end))
        for name, start, end in terms.values_list("name", "start", "end")
    ]
    years = [(YEAR, year), ("last-year", year - 1)]
    return found + [Chosen(key, academic_year_label(one), year_span(one)) for key, one in years]


def _called(name: str, start: dt.date) -> str:
    """A term with its year, where its name does not say it: "Autumn 2026"."""
    return name if f"{start:%Y}" in name else f"{name} {start:%Y}"


def chosen_time(school: School, key: str, today: dt.date) -> tuple[Chosen, list[Chosen]]:
    """The time of that key, or the newest term, and all that can be chosen. One query."""
    offered = times_to_choose(school, today)
    return next((one for one in offered if one.key == key), offered[0]), offered


def plan_ledger(plan: EhcPlan, term_span: Span, today: dt.date) -> PlanLedger:
    """The ledger of one plan over `term_span`, as of `today`, by the version in force at its end. Fifteen queries at
    most."""
    return ledgers([plan], term_span, today, school_days(plan.school))[0]


def ledger(plan: EhcPlan, term_span: Span, today: dt.date) -> list[LedgerLine]:
    """The lines of `plan_ledger`."""
    return list(plan_ledger(plan, term_span, today).lines)


def ledgers(plans: list[EhcPlan], span: Span, today: dt.date, days: SchoolDays) -> list[PlanLedger]:
    """The ledgers of plans of one school, in their order. Thirteen queries, however many; five more for each school week of
    the span in which a version of these plans began to hold."""
    if not plans:
        return []
    versions = versions_on([plan.pk for plan in plans], min(span.end, today))
    known = contents(versions.values(), today)
    common = Reckoner(days, span, today)
    reckoners = {plan.pk: _until_the_end(plan, common, days, today) for plan in plans}
    counted = {
        plan.pk: reckoners[plan.pk].counted(versions[plan.pk].issued_on) if plan.pk in versions else None
        for plan in plans
    }
    doses = _doses(plans, versions, known, counted, days)
    return [
        _ledger(plan, versions.get(plan.pk), known, counted[plan.pk], reckoners[plan.pk], doses)
        for plan in plans
    ]


def _until_the_end(plan: EhcPlan, common: Reckoner, days: SchoolDays, today: dt.date) -> Reckoner:
    """The same time, cut where the plan ended or the pupil left within it."""
    ends = [end for end in (plan.ceased_on, plan.pupil.left_on) if end and end in common.span]
    return Reckoner(days, Span(common.span.start, min(ends)), today) if ends else common


Doses = dict[tuple[int, int], Dosage]  # (provision, pupil) → what the pupil had of it


def _doses(plans, versions, known: dict[int, Content], counted, days: SchoolDays) -> dict[Span, Doses]:
    runs: dict[Span, set[int]] = defaultdict(set)
    for plan in plans:
        if counted[plan.pk]:
            asked = known[versions[plan.pk].pk].asked
            runs[counted[plan.pk]] |= {giver.key for one in asked for giver in one.givers}
    found: dict[Span, Doses] = {}
    for span, keys in runs.items():
        sums: Doses = defaultdict(Dosage)
        for place in places(plans[0].school, span, span.end, provisions=keys, days=days) if keys else ():
            sums[place.provision, place.pupil] += place.dosage
        found[span] = sums
    return found


def _ledger(plan, version, known, counted: Span | None, reckoner: Reckoner, doses) -> PlanLedger:
    if version is None:
        return PlanLedger(plan, None, None, ())
    content = known[version.pk]
    lines = tuple(_line(one, plan.pupil_id, version, counted, reckoner, doses) for one in content.asked)
    return PlanLedger(plan, version, counted, lines, content)


def _line(
    one: Asked, pupil: int, version: PlanVersion, counted: Span | None, reckoner: Reckoner, doses
) -> LedgerLine:
    owed = reckoner.owed(one.minutes, one.times, one.per, version.issued_on)
    had = doses.get(counted, {}) if counted else {}
    dose = sum((had[giver.key, pupil] for giver in one.givers if (giver.key, pupil) in had), Dosage())
    return LedgerLine(one, reckon(owed, dose))


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in the school's list: its ledger over the time, how many lines nothing delivers today, and who of the
    adults has not read it."""

    ledger: PlanLedger
    undelivered: int
    unread: tuple[str, ...]
    readers: int


def school_rows(school: School, user, span: Span, today: dt.date) -> list[PlanRow]:
    """Every plan in force in the person's sight with its ledger. Twenty queries, however many plans: see
    `ledgers`."""
    plans = plans_in_force(school, user)
    held = ledgers(plans, span, today, school_days(school))
    versions = {one.plan.pk: one.version for one in held if one.version}
    staff = {one.plan.pk: one.content.staff for one in held if one.content}
    readers = readers_of(plans, versions, staff) if plans else {}
    return [_row(one, readers[one.plan.pk], today) for one in held]


def _row(one: PlanLedger, readers: Iterable, today: dt.date) -> PlanRow:
    bare = sum(
        not any(giver.gives_on(today) for giver in line.asked.givers) and not line.asked.here
        for line in one.lines
    )
    unread = tuple(reader.name for reader in readers if reader.read_at is None) if one.version else ()
    return PlanRow(one, bare, unread, len(list(readers)))
