"""A person's calendar: visits, meetings, and what is due."""

import datetime as dt
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.visits import present
from agencies.visits.calendar import Sort, entries_of
from agencies.visits.days import DAY, VIEWS, Stretch, stretch, working_day
from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from core.reminders.deadlines import Ask
from core.ui.fields import parse_day
from core.ui.listing import asked_kind, draw_list, exports_here
from core.ui.present import day
from register.queries import search_pupils


def _day_asked(request, today: dt.date) -> dt.date:
    """The day of the address; the working day of today where it names none that can be."""
    try:
        return parse_day(request.GET.get("on", "")[:20])
    except ValueError:
        return working_day(today)


def _shown(request) -> tuple[Sort, ...]:
    """The sorts of the address; all where it names none that there is."""
    asked = request.GET.get("show", "")
    return (Sort(asked),) if asked in Sort.values else tuple(Sort)


@require_GET
def calendar(request, school):
    """A month or a week of the person's calendar, a month as a list, or one day."""
    check_can(request.user, Permission.CALENDAR_VIEW, request.school)
    today, sorts = timezone.localdate(), _shown(request)
    span = stretch(request.GET.get("view", ""), _day_asked(request, today))
    ask = Ask(request.school, span.start, span.end, today, request.user)
    found = [one for one in entries_of(ask, sorts) if not one.called_off]
    page = frame(request, span, today, sorts)
    if span.view in ("list", DAY) or asked_kind(request):
        page["groups"] = present.list_groups(found, request.school, today)
        return draw_list(request, "visits/list.html", page, name="calendar", title="Calendar",
                         table=present.CALENDAR_AS_FILE)  # fmt: skip
    page |= present.calendar_days(found, span, ask.opening, request.school, today, page["day_url"])
    return render(request, f"visits/{span.view}.html", page)


def frame(request, span: Stretch, today: dt.date, sorts: tuple[Sort, ...]) -> dict:
    """What the views share: their title, the way to the others, to the days before and after, to one sort alone."""
    here = reverse("visits:calendar", args=[request.school.slug])
    words = {"month": _("Month"), "week": _("Week"), "list": _("List")}
    alone = sorts[0] if len(sorts) == 1 else ""
    anchor = today if span.start <= today <= span.end else span.start
    may = can(request.user, Permission.VISIT_ANNOUNCE, request.school)

    def to(view: str, on: dt.date | str, show: str = alone) -> str:
        parts = {"view": view, "show": show, "on": on}
        return f"{here}?{urlencode({name: value for name, value in parts.items() if value})}"

    return {
        "title": _title(span), "span": span, "exports": exports_here(request), "heads": [str(WEEKDAYS[n]) for n in range(7)],
        "views": [{"label": words[view], "current": view == span.view, "url": to(view, anchor)} for view in VIEWS],
        "pills": [{"label": label, "current": show == alone, "url": to(span.view, anchor, show)}
                  for show, label in (("", _("All")), *Sort.choices)],
        "today_url": to(span.view, ""), "before_url": to(span.view, span.before), "after_url": to(span.view, span.after),
        "day_url": f"{to(DAY, '')}&on=", "feed_url": reverse("visits:feed", args=[request.school.slug]),
        "announce_url": reverse("visits:find", args=[request.school.slug]) if may else "",
    }  # fmt: skip


def _title(span: Stretch) -> str:
    if span.view == DAY:
        return day(span.start)
    if span.view == "week":
        return _("Week of %(day)s") % {"day": day(span.start)}
    return f"{MONTHS[span.start.month]} {span.start.year}"


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
