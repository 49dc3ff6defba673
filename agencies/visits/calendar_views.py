"""The school's calendar of visits and of meetings with agencies."""

import datetime as dt

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.visits import present, queries
from agencies.visits.days import VIEWS, Stretch, stretch, working_day
from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.schools.opening import open_days
from core.ui.fields import parse_day
from core.ui.present import day
from register.queries import search_pupils

LONGEST_BACK = 2000  # years from which a calendar can be asked for


def _day_asked(request, today: dt.date) -> dt.date:
    """The day of the address; the working day of today where it names none that can be."""
    try:
        return parse_day(request.GET.get("on", "")[:20])
    except ValueError:
        return working_day(today)


@require_GET
def calendar(request, school):
    """A month or a week of the calendar, or a month as a list."""
    check_can(request.user, Permission.CALENDAR_VIEW, request.school)
    today = timezone.localdate()
    span = stretch(request.GET.get("view", ""), _day_asked(request, today))
    between = (request.school, request.user, span.start, span.end)
    found = [*queries.visits_between(*between), *queries.meetings_between(*between)]
    lines = sorted(found, key=lambda line: (line.on, line.at or dt.time.min))
    if span.view == "list":
        shown = {"groups": present.list_groups(lines, request.school, today)}
    else:
        shown = present.calendar_days(lines, span, open_days(request.school), request.school, today)
    return render(request, f"visits/{span.view}.html", frame(request, span, today) | shown)


def frame(request, span: Stretch, today: dt.date) -> dict:
    """What the three views share: their title, the way to the others, to the days before and after."""
    here = reverse("visits:calendar", args=[request.school.slug])
    words = {"month": _("Month"), "week": _("Week"), "list": _("List")}
    week = _("Week of %(day)s") % {"day": day(span.start)}
    month = f"{MONTHS[span.start.month]} {span.start.year}"
    anchor = today if span.start <= today <= span.end else span.start
    may = can(request.user, Permission.VISIT_ANNOUNCE, request.school)
    return {
        "title": week if span.view == "week" else month, "span": span, "heads": [str(WEEKDAYS[n]) for n in range(7)],
        "views": [{"label": words[view], "current": view == span.view,
                   "url": f"{here}?view={view}&on={anchor.isoformat()}"} for view in VIEWS],
        "today_url": f"{here}?view={span.view}", "feed_url": reverse("visits:feed", args=[request.school.slug]),
        "before_url": f"{here}?view={span.view}&on={span.before.isoformat()}",
        "after_url": f"{here}?view={span.view}&on={span.after.isoformat()}",
        "announce_url": reverse("visits:find", args=[request.school.slug]) if may else "",
    }  # fmt: skip


@require_GET
def find(request, school):
    """The first step of announcing a visit: to which child."""
    check_can(request.user, Permission.VISIT_ANNOUNCE, request.school)
    asked = request.GET.get("q", "")[:80].replace("\0", "").strip()
    found = search_pupils(request.school, request.user, asked) if asked else []
    rows = [
        {"name": one.name, "klass": one.class_name,
         "announce_url": reverse("visits:announce", args=[school, one.reference]),
         "arrived_url": reverse("visits:unannounced", args=[school, one.reference])}
        for one in found if not one.left_on
    ]  # fmt: skip
    return render(request, "visits/find.html", {"q": asked, "rows": rows})
