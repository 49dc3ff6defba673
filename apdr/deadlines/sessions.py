"""Sessions that were planned and that nobody wrote down, by adult and week (R-108)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apdr.deadlines.ground import know_people, still_here
from apdr.dosage import WeeklyTime, plan_on
from apdr.models import ProvisionAdult, ProvisionPupil, Session, Slot
from apdr.sessions.queries import COUNTED
from apdr.sessions.week import monday_of
from core.accounts.enums import Permission
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.kinds import open_after
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines.rows import may, of_school

WEEKS_BACK = 4  # whole weeks before this one; what is older stays on the page of missed sessions
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """What one adult has not written down of one week; `adult` is None where nobody is named for the sessions."""

    adult: int | None
    monday: dt.date
    sessions: int


def week_rows(ask: Ask) -> list[WeekRow]:
    """Weeks with sessions before today that nobody recorded: of everybody for who sees all provision, else one's own. Four
    queries."""
    if not may(ask, Permission.SESSION_RECORD):
        return []
    know_people(ask)
    first, last = monday_of(ask.today) - WEEKS_BACK * WEEK, ask.today - dt.timedelta(days=1)
    slots, adults = _slots(ask, first, last), _adults(ask)
    missing: dict[tuple[int | None, dt.date], set] = defaultdict(set)
    done = set(_recorded(None, school=ask.school.pk, first=first, last=last))
    places = _places(ask, first)
    open_days = ask.opening.days.days(first, last)
    for run, adult, time in slots:
        for on, at in plan_on([time], open_days):
            if (run, on, at) not in done and any(start <= on <= end for start, end in places.get(run, ())):
                for who in (adult,) if adult else adults.get(run) or (None,):
                    missing[who, monday_of(on)].add((run, on, at))
    own = ask.user is not None and not may(ask, Permission.PROVISION_VIEW_ALL)
    rows = [WeekRow(adult, monday, len(found)) for (adult, monday), found in missing.items()]
    return [row for row in rows if not own or row.adult == ask.user.pk]


@prepared
def _slot_rows(_user, *, school: int, first: dt.date, last: dt.date):
    rows = Slot.objects.filter(
        Q(end=None) | Q(end__gte=first), school=school, start__lte=last, provision__state__in=COUNTED,
        provision__start__lte=last, provision__end__gte=first,
    )  # fmt: skip
    return rows.order_by("pk").values_list(
        "provision", "adult", "weekday", "at", "minutes", "start", "end", "provision__start", "provision__end"
    )


def _slots(ask: Ask, first: dt.date, last: dt.date) -> list[tuple[int, int | None, WeeklyTime]]:
    """Weekly times that hold on some of these days: (provision, adult, time). One query."""
    rows = _slot_rows(None, school=ask.school.pk, first=first, last=last)
    return [
        (run, adult, WeeklyTime(weekday, at, minutes, max(start, begins), min(end or ends, ends)))
        for run, adult, weekday, at, minutes, start, end, begins, ends in rows
    ]


@prepared
def _adult_rows(_user, *, school: int):
    rows = ProvisionAdult.objects.filter(school=school, user__isnull=False, provision__state__in=COUNTED)
    return rows.order_by("pk").values_list("provision", "user")


def _adults(ask: Ask) -> dict[int, tuple[int, ...]]:
    """Members of staff by provision. One query."""
    found: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for run, user in _adult_rows(None, school=ask.school.pk):
        found[run] += (user,)
    return found


@prepared
def _recorded(_user, *, school: int, first: dt.date, last: dt.date):
    rows = Session.objects.filter(school=school, on__range=(first, last))
    return rows.values_list("provision", "on", "at")


@prepared
def _place_rows(_user, *, school: int, first: dt.date):
    rows = ProvisionPupil.objects.filter(
        Q(end=None) | Q(end__gte=first), Q(pupil__left_on=None) | Q(pupil__left_on__gte=first), school=school,
        provision__state__in=COUNTED, provision__end__gte=first,
    )  # fmt: skip
    return rows.values_list("provision", "start", "end", "pupil__left_on")


def _places(ask: Ask, first: dt.date) -> dict[int, list[tuple[dt.date, dt.date]]]:
    """From when to when children have places, by provision. One query."""
    found: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for run, start, end, left in _place_rows(None, school=ask.school.pk, first=first):
        found[run].append((start, min(day for day in (end, left, dt.date.max) if day)))
    return found


def week(row: WeekRow, ask: Ask) -> Iterator[Deadline]:
    """One adult's week, asked for on the first school day after it; the SENCo's where nobody is named."""
    count = ngettext("%(n)d session", "%(n)d sessions", row.sessions) % {"n": row.sessions}
    others = row.adult is None or (ask.user is not None and ask.user.pk != row.adult)
    made = of_school(
        ask, "sessions_record", f"sessions:{row.adult or 'none'}:{row.monday}",
        open_after(row.monday + WEEK, ask.opening.days), "sessions:week", owners=still_here(ask, row.adult), detail=count,
        started=_("The week began on %(day)s.") % {"day": day(row.monday)},
    )  # fmt: skip
    query = {"of": row.monday.isoformat()} | ({"all": "1"} if others else {})
    yield replace(made, url=f"{made.url}?{urlencode(query)}")


add_source(Source("sessions_record", "Sessions to be written down", week_rows, week))
