"""Visits and the calendar as finished strings."""

import datetime as dt
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.enums import AgencyMeetingState, AnnouncedHow, ToldBy, VisitState
from agencies.models import Visit
from agencies.visits.days import Stretch, ends_at
from agencies.visits.queries import TermlyMeeting, VisitLine
from core.calendar.dates import ONE_DAY
from core.schools.models import School
from core.schools.opening import SATURDAY, OpenDays
from core.ui.present import DueState, clock, day, day_in, state

DONE = (VisitState.DONE, AgencyMeetingState.HELD)


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


def _line_state(line: VisitLine, today: dt.date) -> DueState | None:
    if line.meeting:
        return state("done", _("Held")) if line.state in DONE else None
    if line.state == VisitState.ANNOUNCED and (line.on >= today or not line.opens):
        return None
    return state_of(line.state, line.on, today)


def entry(line: VisitLine, school: School, today: dt.date) -> dict:
    """One visit or meeting in the terms of visits/_entry.html."""
    page = "meetings:meeting" if line.meeting else "visits:visit"
    child = reverse("overview:pupil", args=[school.slug, line.pupil_reference]) if line.opens else ""
    return {
        "when": times(line.at, line.minutes), "begins": clock(line.at) if line.at else _("Time not set"),
        "title": line.label, "icon": "people" if line.meeting else "", "place": line.place,
        "state": _line_state(line, today),
        "url": reverse(page, args=[school.slug, line.reference]) if line.opens else "",
        "child": line.pupil_name, "klass": line.class_name, "child_url": child,
        "who": ", ".join(filter(None, (line.agency, line.who))),
        "moved": _("was to be on %(day)s") % {"day": day(line.moved_from)} if line.moved_from else "",
    }  # fmt: skip


def calendar_days(
    lines: list[VisitLine], span: Stretch, opened: OpenDays, school: School, today: dt.date
) -> dict:
    """{"days", "columns", "any"}: each day of the stretch with its entries. Weekends are left out, but in a week or
    month in which something stands on one."""
    by_day = {
        on: [entry(line, school, today) for line in rows]
        for on, rows in groupby(lines, key=lambda line: line.on)
    }
    columns = 7 if any(on.weekday() > 4 for on in by_day) else 5
    count = (span.end - span.start).days + 1
    wanted = [on for on in (span.start + ONE_DAY * n for n in range(count)) if on.weekday() < columns]
    days, before = [], ""
    for on in wanted:
        closed, weekend = opened.why_closed(on), on.weekday() >= SATURDAY
        days.append({
            "number": on.day, "words": day(on), "column": on.weekday() + 1, "entries": by_day.get(on, []),
            "today": on == today, "closed": bool(closed), "why": "" if weekend else closed,
            "goes_on": weekend or (bool(closed) and closed == before),
            "until": _closed_until(on, closed, opened, span) if closed and not weekend and closed != before else "",
        })  # fmt: skip
        before = before if weekend else closed
    return {"days": days, "columns": columns, "any": bool(by_day)}


def _closed_until(on: dt.date, words: str, opened: OpenDays, span: Stretch) -> str:
    """The last weekday of the same closure in this stretch, "" where it is one day."""
    last, following = on, on + ONE_DAY
    while following <= span.end and (following.weekday() > 4 or opened.why_closed(following) == words):
        last = following if following.weekday() <= 4 else last
        following += ONE_DAY
    return day(last) if last != on else ""


def list_groups(lines: list[VisitLine], school: School, today: dt.date) -> list[dict]:
    """The lines by day, for the list."""
    return [
        {
            "day": day_in(on, today),
            "today": on == today,
            "entries": [entry(line, school, today) for line in rows],
        }
        for on, rows in groupby(lines, key=lambda line: line.on)
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
