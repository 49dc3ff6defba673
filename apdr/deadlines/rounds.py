"""What a class is asked in each round: parents met (R-85, R-90), plans looked at (R-77), reports on the year (R-174)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

from apdr.deadlines.ground import PlanRow, know_people, meeting_rows, plan_rows
from apdr.deadlines.terms import begun, half_terms, last_day, year_end
from apdr.enums import PlanState
from apdr.reviews.compliance import BOOKED, MET, PHONE, contact_of, in_force_in, rounds_of
from apdr.yearly.years import span_of, subject_of, year_to_report
from core.accounts.enums import Permission
from core.calendar.dates import Span, academic_year, academic_year_label
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines import teachers_of
from register.deadlines.rows import (
    Child,
    child_columns,
    child_of,
    here,
    last_school_day,
    local,
    may,
    of_school,
    rest_of,
)
from register.enums import ON_REGISTER, DocumentKind
from register.models import PupilDocument, StatusPeriod, in_sight_of

HAD = (MET, PHONE)  # papers sent home are no meeting


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class in one round: how many children it is for, how many are done, and of the others how many have a meeting
    booked. `klass` is the key of the class, None for children without one."""

    klass: int | None
    reference: str
    name: str
    span: Span
    due: dt.date
    children: int
    done: int
    booked: int = 0

    @property
    def left(self) -> int:
        return self.children - self.done


def _runs_rounds(ask: Ask) -> bool:
    """Whether whoever asks has to do with the rounds of classes: teachers, the SENCo, the head."""
    if not may(ask, Permission.PROGRESS_REVIEW):
        return False
    know_people(ask)
    return True


def _of_class(row: ClassRow, ask: Ask, kind: str, noun: str, view: str, query: str, **more) -> Deadline:
    """A deadline of one class, its teachers' to do; `query` narrows the page to it."""
    made = of_school(ask, kind, f"{noun}:{row.reference or 'none'}:{row.span.start}", row.due, view,
                     owners=teachers_of(ask).get(row.klass, ()), class_name=row.name,
                     detail=_("%(left)s of %(all)s to do") % {"left": row.left, "all": row.children}, **more)  # fmt: skip
    return replace(made, url=f"{made.url}?{query}") if query else made


def _by_class(plans: list[PlanRow]) -> dict[tuple, dict[int, list[PlanRow]]]:
    """(class's key, reference, name) → child's key → their plans."""
    found: dict[tuple, dict[int, list[PlanRow]]] = defaultdict(lambda: defaultdict(list))
    for plan in plans:
        child = plan.child
        found[child.klass, plan.klass or "", child.class_name or ""][child.pk].append(plan)
    return found


def parents_rows(ask: Ask) -> list[ClassRow]:
    """Classes of which parents are still to be met in the round of meetings that runs, or in the one before it."""
    if not ask.school.meetings_a_year or not _runs_rounds(ask):
        return []
    year, days = academic_year(ask.today), ask.opening.days
    terms = [("", term.start, term.end) for term in days.terms if academic_year(term.start) == year]
    spans = begun([one.span for one in rounds_of(terms, ask.school.meetings_a_year, year)], ask.today)
    classes = _by_class([plan for plan in plan_rows(ask) if plan.agreed_at])
    met, booked = _contacts(ask)
    return [
        row for span in spans for klass, children in classes.items()
        if (row := _met_in(klass, children, span, last_day(days, span), met, booked, ask.today)) and row.left
    ]  # fmt: skip


def _contacts(ask: Ask) -> tuple[dict[int, dt.date], set[int]]:
    """Child's key → the last day on which the parents were met; and whose meeting is booked."""
    met, booked = {}, set()
    for one in meeting_rows(ask):
        contact = contact_of(one.state, one.how)
        if contact in HAD:
            met[one.child.pk] = max(one.on, met.get(one.child.pk, one.on))
        elif contact == BOOKED and one.on >= ask.today:
            booked.add(one.child.pk)
    return met, booked


def _met_in(
    klass: tuple, children: dict[int, list[PlanRow]], span: Span, due: dt.date, met, booked, today
) -> ClassRow | None:
    theirs = {
        child for child, plans in children.items()
        if any(in_force_in(span, local(p.agreed_at), local(p.closed_at) if p.closed_at else None, today) for p in plans)
    }  # fmt: skip
    done = {child for child in theirs if child in met and met[child] >= span.start}
    return (
        ClassRow(*klass, span, due, len(theirs), len(done), len((theirs - done) & booked)) if theirs else None
    )


def parents(row: ClassRow, ask: Ask) -> Iterator[Deadline]:
    """Parents of one class to be met in one round."""
    told = _("The parents of %(done)s of %(all)s children have been met.") % {
        "done": row.done,
        "all": row.children,
    }
    booked = _("%(n)s more are booked.") % {"n": row.booked} if row.booked else ""
    query = urlencode({"class": row.reference}) if row.reference else ""
    yield _of_class(row, ask, "parents_round", "parents-round", "reviews:list", query,
                    started=_("The round began on %(day)s.") % {"day": day(row.span.start)},
                    so_far=" ".join(filter(None, (told, booked))))  # fmt: skip


def plans_rows(ask: Ask) -> list[ClassRow]:
    """Classes of which plans in force are still to be looked at in the half term that runs, or in the one before it."""
    if not _runs_rounds(ask):
        return []
    spans = begun(ask.once("apdr.half terms", lambda: half_terms(ask.opening.days)), ask.today)
    classes = _by_class([plan for plan in plan_rows(ask) if plan.in_force])
    return [
        row for span in spans for klass, children in classes.items()
        if (row := _looked_in(klass, [p for plans in children.values() for p in plans], span)) and row.left
    ]  # fmt: skip


def _looked_in(klass: tuple, plans: list[PlanRow], span: Span) -> ClassRow | None:
    theirs = [plan for plan in plans if local(plan.agreed_at) <= span.end]
    done = sum(looked_on(plan) >= span.start for plan in theirs)
    return ClassRow(*klass, span, span.end, len(theirs), done) if theirs else None


def looked_on(plan: PlanRow) -> dt.date:
    """The last day on which a plan in force was looked at: agreed, noted in its margin, changed; or it is in review."""
    if plan.state == PlanState.REVIEW:
        return dt.date.max
    days = [local(at) for at in (plan.agreed_at, plan.issued_at) if at]
    return max([*days, plan.noted_on] if plan.noted_on else days)


def plans(row: ClassRow, ask: Ask) -> Iterator[Deadline]:
    """Plans of one class to be looked at in one half term."""
    query = urlencode({"class": row.name}) if row.name else ""
    yield _of_class(row, ask, "plans_round", "plans-round", "plans:plans", query,
                    started=_("The half term began on %(day)s.") % {"day": day(row.span.start)},
                    so_far=_("%(done)s of %(all)s were looked at.") % {"done": row.done, "all": row.children})  # fmt: skip


def monitor_rows(ask: Ask) -> list[tuple[Span, list[PlanRow]]]:
    """The term that runs, or ran last, and the one before it, each with the plans that are in force since; for the SENCo."""
    if not may(ask, Permission.PLAN_AGREE):
        return []
    held = [plan for plan in plan_rows(ask) if plan.in_force]
    terms = begun(ask.opening.days.terms, ask.today)
    found = [(term, [plan for plan in held if local(plan.agreed_at) <= term.end]) for term in terms]
    return [(term, plans) for term, plans in found if plans]


def monitor(row: tuple[Span, list[PlanRow]], ask: Ask) -> Iterator[Deadline]:
    """The SENCo's look through all plans, once a term: marked done by hand."""
    term, held = row
    late = sum(plan.review_on is not None and plan.review_on < ask.today for plan in held)
    yield of_school(ask, "plans_monitor", f"plans-round:{term.start}", last_school_day(ask, term), "plans:plans",
                    started=_("The term began on %(day)s.") % {"day": day(term.start)},
                    so_far=_("%(all)s plans are in force; the review of %(late)s is late.") % {
                        "all": len(held), "late": late})  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearRow:
    """One class in one school year: of how many children the families are to get a report, and how many reports are
    written, and given."""

    of_class: ClassRow
    year: int
    written: int


def year_rows(ask: Ask) -> list[YearRow]:
    """Classes of which families have still to get the report on this school year or, in the autumn, the last. Two
    queries; none while no year's end is asked for."""
    years = {year_to_report(ask.today), academic_year(ask.today)}
    ends = {year: year_end(ask.opening.days, year) for year in years} if _runs_rounds(ask) else {}
    ends = {year: due for year, due in ends.items() if ask.covers(due)}
    if not ends:
        return []
    found: dict[tuple, dict[int, Child]] = defaultdict(dict)
    for child, klass, start, end in _on_register(ask, min(span_of(year).start for year in ends)):
        for year in ends:
            if start <= span_of(year).end and (end is None or end >= span_of(year).start):
                found[year, *_class_of(child, klass, year, ask.today)][child.pk] = child
    papers = _papers(ask, {pk for children in found.values() for pk in children})
    rows = [
        _year_of(year, tuple(klass), ends[year], children, papers)
        for (year, *klass), children in found.items()
    ]
    return [row for row in rows if row.of_class.left]


def _class_of(child: Child, klass: str | None, year: int, today: dt.date) -> tuple[int | None, str, str]:
    """The class whose teachers report on the year: once it is over the child is in another's, so it is the SENCo's."""
    return (
        (child.klass, klass or "", child.class_name or "") if year == academic_year(today) else (None, "", "")
    )


def _year_of(
    year: int, klass: tuple, due: dt.date, children: dict[int, Child], papers: dict[tuple, bool]
) -> YearRow:
    about = [(pk, subject_of(child.reference, year)) for pk, child in children.items()]
    given = sum(papers.get(key, False) for key in about)
    return YearRow(
        ClassRow(*klass, span_of(year), due, len(about), given), year, sum(key in papers for key in about)
    )


def _on_register(ask: Ask, start: dt.date) -> list[tuple[Child, str | None, dt.date, dt.date | None]]:
    """Times on the register, of pupils who are here: (child, class's reference, from, until). One query."""
    rows = _periods(ask.user, school=ask.school.pk, start=start, today=ask.today)
    return [(child_of(row), *rest_of(row)) for row in rows]


@prepared
def _periods(user, *, school: int, start: dt.date, today: dt.date):
    lasted = Q(end=None) | Q(end__gte=start)
    rows = StatusPeriod.objects.filter(
        here(today), lasted, school=school, level__in=ON_REGISTER, start__lte=today
    )
    rows = rows.filter(pupil__in=in_sight_of(user)) if user else rows
    return rows.order_by("pk").values_list(*child_columns(), "pupil__school_class__reference", "start", "end")


def _papers(ask: Ask, pupils: set[int]) -> dict[tuple[int, str], bool]:
    """Reports on a year that are written, as (pupil's key, what it is about) → whether the family has one. One query."""
    rows = PupilDocument.objects.filter(school=ask.school, pupil__in=pupils, kind=DocumentKind.YEAR_REPORT)
    found: dict[tuple[int, str], bool] = {}
    for pupil, about, shared in rows.values_list("pupil", "issued__subject", "for_family"):
        found[pupil, about] = shared or found.get((pupil, about), False)
    return found


def year(row: YearRow, ask: Ask) -> Iterator[Deadline]:
    """The reports of one class: its teachers write them; once all are written the SENCo gives them to the families."""
    one = row.of_class
    told = {"written": row.written, "given": one.done, "all": one.children}
    query = urlencode({"year": row.year} | ({"class": one.reference} if one.reference else {}))
    made = _of_class(one, ask, "year_reports", "year-reports", "yearly:list", query,
                     started=_("The reports are on the school year %(year)s.") % {"year": academic_year_label(row.year)},
                     so_far=_("%(written)s of %(all)s are written, %(given)s families have theirs.") % told)  # fmt: skip
    yield replace(made, owners=()) if row.written == one.children else made


add_source(
    Source("parents_round", "Rounds of meetings with parents", parents_rows, parents),
    Source("plans_round", "Half-termly looks at plans", plans_rows, plans),
    Source("plans_monitor", "Termly monitoring of plans", monitor_rows, monitor),
    Source("year_reports", "Reports on the year", year_rows, year),
)
