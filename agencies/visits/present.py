"""Visits and the calendar as finished strings."""

import datetime as dt
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.enums import AnnouncedHow, ToldBy, VisitState
from agencies.models import Visit
from agencies.visits.calendar import Entry, Sort
from agencies.visits.days import Stretch, ends_at
from agencies.visits.queries import TermlyMeeting
from core.calendar.dates import ONE_DAY
from core.schools.models import School
from core.schools.opening import SATURDAY, OpenDays
from core.ui.listing import groups_of
from core.ui.present import DueState, clock, day, day_in, state

MOST_OF_A_DAY = 4  # entries that a day of the month shows


def times(at: dt.time | None, minutes: int) -> str:
    """ "9.00 to 9.45 am"; "" without a time, the time alone without minutes."""
    if at is None or not minutes:
        return clock(at) if at else ""
    ends = ends_at(at, minutes)
    begins = clock(at)
    same_half = (at.hour < 12) == (ends.hour < 12)
    return _("%(from)s to %(to)s") % {"from": begins.split()[0] if same_half else begins, "to": clock(ends)}


def who_words(visit: Visit) -> str:
    """Who comes, as far as it is known."""
    return str(visit.professional) if visit.professional else visit.who_comes or _("Not said yet")


def state_of(kind: str, on: dt.date, today: dt.date) -> DueState:
    """Where a visit stands."""
    if kind == VisitState.ANNOUNCED:
        return state("soon", _("To record")) if on < today else state("due", _("Announced"))
    return {
        VisitState.DONE: state("done", _("Took place")),
        VisitState.MISSED: state("late", _("Nobody came")),
        VisitState.CANCELLED: DueState("due", "x-lg", _("Called off")),
    }[VisitState(kind)]


def entry(one: Entry, school: School) -> dict:
    """One thing of the calendar in the terms of visits/_entry.html."""
    child = reverse("overview:pupil", args=[school.slug, one.pupil]) if one.pupil and one.url else ""
    timeless = "" if one.sort == Sort.DEADLINES else _("Time not set")
    return {
        "when": times(one.at, one.minutes), "begins": clock(one.at) if one.at else timeless, "title": one.title or one.what,
        "icon": one.icon, "place": one.place, "state": one.state, "url": one.url, "child": one.name, "klass": one.class_name,
        "child_url": child, "who": one.who, "law": one.law, "sort": str(one.sort),
        "moved": _("was to be on %(day)s") % {"day": day(one.moved_from)} if one.moved_from else "",
    }  # fmt: skip


def calendar_days(
    found: list[Entry], span: Stretch, opened: OpenDays, school: School, today: dt.date, day_url: str
) -> dict:
    """{"days", "columns", "any"}: each day of the stretch with its entries. Weekends are left out, but in a week or
    month in which something stands on one. A month shows the first entries of a full day, with how many `more` stand in
    its list (`day_url` and the day)."""
    by_day = {on: [entry(one, school) for one in rows] for on, rows in groupby(found, key=lambda one: one.on)}
    columns = 7 if any(on.weekday() > 4 for on in by_day) else 5
    count = (span.end - span.start).days + 1
    wanted = [on for on in (span.start + ONE_DAY * n for n in range(count)) if on.weekday() < columns]
    days, before, most = [], "", MOST_OF_A_DAY if span.view == "month" else None
    for on in wanted:
        closed, weekend = opened.why_closed(on), on.weekday() >= SATURDAY
        days.append({
            "number": on.day, "words": day(on), "column": on.weekday() + 1,
            "today": on == today, "closed": bool(closed), "why": "" if weekend else closed,
            "goes_on": weekend or (bool(closed) and closed == before),
            "until": _closed_until(on, closed, opened, span) if closed and not weekend and closed != before else "",
        } | _cut(by_day.get(on, []), most, f"{day_url}{on.isoformat()}"))  # fmt: skip
        before = before if weekend else closed
    return {"days": days, "columns": columns, "any": bool(by_day)}


def _cut(entries: list[dict], most: int | None, url: str) -> dict:
    more = max(len(entries) - most, 0) if most else 0
    words = ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more} if more else ""
    return {"entries": entries[:most], "more": words, "more_url": url}


def _closed_until(on: dt.date, words: str, opened: OpenDays, span: Stretch) -> str:
    """The last weekday of the same closure in this stretch, "" where it is one day."""
    last, following = on, on + ONE_DAY
    while following <= span.end and (following.weekday() > 4 or opened.why_closed(following) == words):
        last = following if following.weekday() <= 4 else last
        following += ONE_DAY
    return day(last) if last != on else ""


def list_groups(found: list[Entry], school: School, today: dt.date) -> list[dict]:
    """The entries by day, for the list."""
    return [
        {"day": day_in(on, today), "today": on == today, "entries": [entry(one, school) for one in rows]}
        for on, rows in groupby(found, key=lambda one: one.on)
    ]


def visit_facts(visit: Visit, today: dt.date, referral_url: str, agency_url: str) -> list[dict]:
    """The visit as components/facts.html draws it."""
    facts = [
        (_("Service"), visit.agency.name, agency_url),
        (_("Who comes"), who_words(visit), ""),
        (_("When"), f"{day_in(visit.on, today)}, {times(visit.at, visit.minutes)}", ""),
        (_("Was to be on"), day(visit.moved_from) if visit.moved_from else "", ""),
        (_("Where"), visit.place, ""),
        (
            _("For"),
            _("The referral to %(agency)s") % {"agency": visit.agency.name} if visit.referral else "",
            referral_url,
        ),
        (_("How school knew"), announced_words(visit), ""),
        (_("Written down by"), f"{visit.created_by.called}, {day(timezone.localdate(visit.created_at))}", ""),
        (_("Parents told"), told_words(visit), ""),
        (_("Why"), visit.why, ""),
    ]
    return [{"label": label, "value": value, "url": url} for label, value, url in facts if value]


def in_short(visit: Visit) -> str:
    """What comes and when, as the line above a form."""
    return f"{visit.agency.name}, {day(visit.on)}, {times(visit.at, visit.minutes)}"


def announced_words(visit: Visit) -> str:
    """How and when the SENCo came to know (R-122)."""
    if visit.announced_how == AnnouncedHow.NOT:
        return _("They arrived unannounced")
    return f"{visit.get_announced_how_display()}, {day(visit.announced_on)}"


def told_words(visit: Visit) -> str:
    """Who told the parents, and when (R-123)."""
    if visit.told_parents == ToldBy.NOBODY:
        return "" if visit.state in (VisitState.CANCELLED, VisitState.MISSED) else _("Nobody has said so yet")
    return f"{visit.get_told_parents_display()}, {day(visit.told_parents_on)}"


def said_parts(visit: Visit, today: dt.date) -> list[dict]:
    """What happened, as headed texts."""
    if visit.state != VisitState.DONE:
        return []
    if visit.teacher_met:
        met = _("Yes, on %(day)s.") % {"day": day(visit.teacher_met_on)}
    else:
        met = _("No. %(why)s") % {"why": visit.not_met_why}
    report = (
        _("By %(day)s") % {"day": day_in(visit.report_due, today)}
        if visit.report_due
        else _("None is expected.")
    )
    parts = [
        (_("They met the class teacher"), met), (_("Who was met"), visit.met_whom),
        (_("What they suggested, as told to the class teacher"), visit.suggestions or _("Nothing is written down.")),
        (_("Their report"), report),
    ]  # fmt: skip
    return [{"label": label, "text": text} for label, text in parts if text]


def termly_words(rows: list[TermlyMeeting], agency: str) -> str:
    """Whether an agency that comes several times this term has met the class teacher; "" where it does not."""
    for row in rows:
        if row.agency_reference == agency:
            visits = _("%(n)d visits this term") % {"n": row.done + row.ahead}
            met = _("the class teacher was met on %(day)s") % {"day": day(row.met_on)} if row.met_on else ""
            return f"{visits}: {met or _('the class teacher is to be met once, and has not been yet')}."
    return ""


def history(visits: list[Visit], besides: Visit, today: dt.date) -> list[dict]:
    """The child's other visits in the terms of components/timeline.html."""
    return [
        {"when": day(one.on), "what": one.agency.name, "who": "", "url": one.get_absolute_url(),
         "state": state_of(one.state, one.on, today), "detail": ""}
        for one in visits if one.pk != besides.pk
    ]  # fmt: skip


def _when_said(row: dict) -> str:
    return row["when"] or row["begins"] if row["begins"] else ""


CALENDAR_AS_FILE = groups_of(
    "groups", "Day", ("When", _when_said), ("What", "title"), ("By law", lambda row: _("By law") if row["law"] else ""),
    ("Child", "child"), ("Class", "klass"), ("Who", "who"), ("Where", "place"), ("Moved", "moved"), ("State", "state"),
    rows="entries", title="day",
)  # fmt: skip
