"""What is due by provision: started, looked at, ended; funding that runs out; progress meetings left open (R-97, R-105)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apdr.deadlines import kinds
from apdr.deadlines.ground import know_people, still_here
from apdr.enums import ProvisionState
from apdr.models import FundingApplication, ProgressMeeting, Provision
from apdr.money.queries import FundingRow, as_funding, ending, funding_columns, may_see
from apdr.progress.queries import WHOLE_SCHOOL
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines import teachers_of
from register.deadlines.rows import after, in_sight, may, of_school


@dataclass(frozen=True, slots=True)
class RunRow:
    """Provision that is planned or runs. `what` is the intervention's name, `name` the group's own, "" without one."""

    reference: str
    name: str
    what: str
    state: str
    start: dt.date
    end: dt.date
    review_on: dt.date | None
    created_by: int


def run_rows(ask: Ask) -> list[RunRow]:
    """Provision in the sight of who asks that has not ended, for who may change provision. One query."""
    if not may(ask, Permission.PROVISION_EDIT):
        return []
    know_people(ask)
    return [RunRow(*row) for row in _runs(ask.user, school=ask.school.pk)]


@prepared
def _runs(user, *, school: int):
    rows = in_sight(Provision.objects.filter(school=school), user)
    rows = rows.filter(state__in=(ProvisionState.PLANNED, ProvisionState.RUNNING)).order_by("pk")
    return rows.values_list(
        "reference", "name", "intervention__name", "state", "start", "end", "review_on", "created_by"
    )


def run(row: RunRow, ask: Ask) -> Iterator[Deadline]:
    """Provision to be started on its first day; looked at before its last, which is marked by hand; ended on its last."""
    if row.state == ProvisionState.PLANNED:
        yield _of_run(row, ask, "provision_start", row.start)
        return
    if row.review_on and row.review_on < row.end:
        yield _of_run(row, ask, "provision_look", row.review_on)
    yield _of_run(row, ask, "provision_end", row.end)


def _of_run(row: RunRow, ask: Ask, kind: str, due: dt.date) -> Deadline:
    words = _("%(what)s from %(start)s to %(end)s.") % {
        "what": f"{row.what} ({row.name})" if row.name else row.what, "start": day(row.start), "end": day(row.end),
    }  # fmt: skip
    return of_school(ask, kind, f"provision:{row.reference}", due, "provision:provision", row.reference, detail=row.what,
                     started=words, owners=still_here(ask, row.created_by))  # fmt: skip


def funding_rows(ask: Ask) -> list[FundingRow]:
    """Funds that run out, or ran out of late, and are not being renewed; for who may see funding. One query."""
    if ask.user is not None and not may_see(ask.user, ask.school):
        return []
    return ending(as_funding(_funding(ask.user, school=ask.school.pk)), ask.today, ask.end)


@prepared
def _funding(user, *, school: int):
    return funding_columns(
        in_sight(FundingApplication.objects.filter(school=school, pupil__left_on=None), user)
    )


def funding(row: FundingRow, ask: Ask) -> Iterator[Deadline]:
    """The last day of a fund: the SENCo's."""
    yield of_school(
        ask, "funding_end", f"funding:{row.reference}", row.end, "money:application", row.reference,
        pupil=row.pupil_reference, name=row.pupil_name, class_name=row.class_name, detail=row.kind_label,
        started=_("It was granted from %(start)s to %(end)s.") % {"start": day(row.start), "end": day(row.end)},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """A progress meeting of a class that is not closed."""

    reference: str
    klass: int
    class_name: str
    on: dt.date
    opened_by: int


def open_meetings(ask: Ask) -> list[OpenMeeting]:
    """Progress meetings left open, of every class for who sees them all, else of one's own. One query."""
    if not may(ask, Permission.PROGRESS_MEETING_RUN):
        return []
    know_people(ask)
    found = [OpenMeeting(*row) for row in _open_meetings(None, school=ask.school.pk)]
    if ask.user is None or ask.user.roles_at(ask.school.pk) & WHOLE_SCHOOL:
        return found
    return [row for row in found if ask.user.pk in teachers_of(ask).get(row.klass, ())]


@prepared
def _open_meetings(_user, *, school: int):
    rows = ProgressMeeting.objects.filter(school=school, closed_at=None).order_by("pk")
    return rows.values_list("reference", "school_class", "school_class__name", "on", "opened_by")


def progress(row: OpenMeeting, ask: Ask) -> Iterator[Deadline]:
    """A progress meeting to be closed by whoever opened it."""
    due = after(ask, row.on, kinds.CLOSE_DAYS)
    yield of_school(ask, "progress_close", f"progress:{row.reference}", due, "progress:meeting", row.reference,
                    owners=still_here(ask, row.opened_by), class_name=row.class_name,
                    started=_("The meeting was on %(day)s.") % {"day": day(row.on)})  # fmt: skip


add_source(
    Source("provision", "Provision", run_rows, run),
    Source("funding_end", "Funding that ends", funding_rows, funding, lambda row: row.pupil_reference),
    Source("progress_close", "Progress meetings", open_meetings, progress),
)
