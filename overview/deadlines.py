"""What the school owes its governors: a report on every term, drafted by its end and issued soon after (R-187, R-219)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from core.accounts.enums import Permission, Role
from core.calendar.dates import Span
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group, To
from core.reminders.kinds import Kind, Rung, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from overview.models import ReportState, TermReport
from register.deadlines.people import holders_of
from register.deadlines.rows import last_school_day, may, of_school

DAYS_TO_ISSUE = 14  # after the term's last day
FORGET = dt.timedelta(days=60)  # after its end a term of which nothing was issued is asked for no more
LADDER = (Rung("fortnight", 14), Rung("week", 7), Rung("day", 0), Rung("late", -1, (To.OWNER, To.HEAD)))

add_kinds(
    Kind("term_report", "Report to governors", "The term’s report to governors is due", Group.SCHOOL,
         "Governors get a report on SEN every term: it is drafted by the term’s last day and issued within "
         f"{DAYS_TO_ISSUE} days after.", ladder=LADDER,
         needs=Permission.REPORT_WRITE, verb="Open"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owed:
    """A term with what there is of its report: its state, reference, whether something is written; nothing of it yet."""

    term: Span
    state: str = ""
    reference: str = ""
    written: bool = False


def _rows(ask: Ask) -> list[Owed]:
    """Terms that run or ended lately, and that are asked for, without an issued report."""
    if not may(ask, Permission.REPORT_WRITE):
        return []
    terms = [term for term in ask.opening.days.terms if ask.today - FORGET <= term.end <= ask.end]
    holders_of(ask, Role.HEAD)
    if not terms:
        return []
    known: dict[dt.date, tuple] = {}
    for start, state, reference, written in _reports(None, school=ask.school.pk, since=ask.today - FORGET):
        if (
            known.get(start, ("",))[0] != ReportState.ISSUED
        ):  # once issued, a correction in hand is not owed by a day
            known[start] = (state, reference, bool(written))
    owed = [Owed(term, *known.get(term.start, ())) for term in terms]
    return [one for one in owed if one.state != ReportState.ISSUED]


@prepared
def _reports(_user, *, school: int, since: dt.date):
    rows = TermReport.objects.filter(school=school, end__gte=since).order_by("start", "number")
    return rows.values_list("start", "state", "reference", "written_by")


def _build(one: Owed, ask: Ask) -> Iterator[Deadline]:
    """Drafting and writing it is the SENCo's; issuing it, once it is written, the head's as well."""
    ends = last_school_day(ask, one.term)
    subject, started = f"term-report:{one.term.start:%Y-%m-%d}", f"The term ends on {day(one.term.end)}."
    if not one.state:
        yield of_school(
            ask, "term_report", subject, ends, "governors:list", detail="to be drafted", started=started
        )
    else:
        due = one.term.end + dt.timedelta(days=DAYS_TO_ISSUE)
        yield of_school(
            ask, "term_report", subject, due, "governors:report", one.reference, started=started,
            detail="to be issued" if one.written else "to be written",
            owners=holders_of(ask, Role.HEAD) if one.written else (),
            so_far="It is written." if one.written else "Its figures are taken.",
        )  # fmt: skip


add_source(Source("overview.governors", "Reports to governors", _rows, _build))
