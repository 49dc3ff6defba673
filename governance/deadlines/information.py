"""What the SEN information report asks for: its yearly review, and that what has changed is published (R-216)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from core.accounts.enums import Permission
from core.calendar.dates import academic_year
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group
from core.reminders.kinds import LONG, Kind, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from governance.information.clauses import BY_KEY
from governance.information.live import live
from governance.information.queries import is_stale
from governance.information.record import year_after
from governance.models import InformationClause, InformationReport
from register.deadlines.rows import last_school_day, local, may, of_school

ANNUAL_REPORT = "Children and Families Act 2014, s.69; SEND code of practice 6.79"

add_kinds(
    Kind("report_review", "Update the SEN information report", "The SEN information report is to be updated", Group.SCHOOL,
         "The SEN information report is updated at least once a year.", ANNUAL_REPORT, LONG,
         needs=Permission.INFORMATION_EDIT, verb="Review"),
    Kind("report_stale", "Bring the SEN information report up to date",
         "The SEN information report no longer says what is so", Group.SCHOOL,
         "What changes within the year is published as soon as possible: by the end of this term at the latest.",
         ANNUAL_REPORT, LONG, needs=Permission.INFORMATION_EDIT, verb="Look"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """A deadline that is ready but for its address."""

    kind: str
    subject: str
    due: dt.date
    started: str
    detail: str = ""


@prepared
def _report_rows(_user, *, school: int):
    rows = InformationReport.objects.filter(school=school, withdrawn_at=None).order_by("-number")
    return rows.values_list("yearly", "approved_on", "published_at")


@prepared
def _clause_rows(_user, *, school: int):
    rows = InformationClause.objects.filter(school=school).order_by("key")
    return rows.values_list("key", "facts", "checked_on", "written_at")


def _tasks(ask: Ask) -> list[Task]:
    if not may(ask, Permission.INFORMATION_EDIT):
        return []
    ask.opening  # noqa: B018  read beforehand
    reports = _report_rows(None, school=ask.school.pk)
    last = max((approved for yearly, approved, _ in reports if yearly), default=None)
    published = next((at for _, _, at in reports if at), None)
    return [_review(ask, last), *(_outdated(ask, published) if published else [])]


def _term_ends(ask: Ask, on: dt.date) -> dt.date:
    """The last school day of the term of that day, or of the last that began before it."""
    term = next((term for term in reversed(ask.opening.days.terms) if term.start <= on), None)
    return last_school_day(ask, term) if term else dt.date(academic_year(on) + 1, 7, 31)


def _review(ask: Ask, last: dt.date | None) -> Task:
    """A year after the last yearly review was approved; where none is known, by the end of this term."""
    said = f"The last yearly review was approved on {day(last)}." if last else "No yearly review is known."
    return Task(
        "report_review",
        "report:sen-information",
        year_after(last) if last else _term_ends(ask, ask.today),
        said,
    )


def _outdated(ask: Ask, published: dt.datetime) -> list[Task]:
    """What stands at the public address is no longer so: clauses to look at again, or rewritten and not published. Since
    when a fact has changed is not known; what was rewritten is published by the end of the term in which it was."""
    known, rows = live(ask.school, ask.today), _clause_rows(None, school=ask.school.pk)
    stale = sum(
        is_stale(BY_KEY[key], facts, checked, known, ask.today)
        for key, facts, checked, _ in rows if key in BY_KEY
    )  # fmt: skip
    rewritten = [written for _, _, _, written in rows if written > published]
    changed = len(rewritten)
    if not stale and not changed:
        return []
    since = local(min(rewritten)) if rewritten else ask.today
    parts = [_clauses(stale, "to look at again")] if stale else []
    parts += [_clauses(changed, "rewritten and not published")] if changed else []
    said = f"It was published on {day(local(published))}. Since then: {', '.join(parts)}."
    return [Task("report_stale", "report:stale", _term_ends(ask, since), said, ", ".join(parts))]


def _clauses(count: int, what: str) -> str:
    return f"{count} clause{'s' if count > 1 else ''} {what}"


def _build(task: Task, ask: Ask) -> Iterator[Deadline]:
    yield of_school(
        ask, task.kind, task.subject, task.due, "information:report", started=task.started, detail=task.detail
    )


add_source(Source("governance.information", "The SEN information report", _tasks, _build))
