import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apdr.models import Provision, Session
from apdr.sessions import actions, pages, present, queries
from apdr.sessions.forms import CardForm, ExtraForm, version_of
from apdr.sessions.week import WeekPage
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.schools.queries import school_days
from core.ui.fields import parse_day
from core.ui.listing import draw_list
from register.pages import find_pupil, frame, opened


@require_GET
def today(request, school):
    """The sessions of a day, the next unrecorded one open: one's own, or everyone's."""
    check_can(request.user, Permission.SESSION_RECORD, request.school)
    day = pages.DayPage(request, _asked_day(request))
    asked = request.GET.get("open", "")
    waiting = [one for one in day.found if not one.complete]
    chosen = next((one for one in waiting if pages.key_of(one) == asked), waiting[0] if waiting else None)
    return render(
        request, "sessions/today.html", day.context(chosen, CardForm(occasion=chosen) if chosen else None)
    )


def _asked_day(request) -> dt.date:
    today, text = timezone.localdate(), request.GET.get("on", "")
    try:
        asked = parse_day(text) if text else today
    except ValueError:
        return today
    return asked if today - queries.BACK <= asked <= today else today


def record(request, school, reference, on, at):
    """Record one session, or correct what stands: the day's list with its card open."""
    runs = Provision.objects.select_related("school", "intervention")
    run = visible_or_404(runs, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.SESSION_RECORD, run)
    on, at_time = _moment(on, at)
    day = pages.DayPage(request, on)
    one = pages.occasion_of(day, run, on, at_time)
    form = CardForm(request.POST or None if request.method == "GET" else request.POST, occasion=one)
    stands = None
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, run, one, form)
            return redirect(day.after(one))
        except actions.Standing as standing:
            stands = pages.stands(standing.session, one, request.user)
            one = pages.as_stands(one, standing.session)
        except Denied as denied:
            form.add_error(None, denied.reason)
    return render(request, "sessions/today.html", day.context(one, form, stands=stands))


def _moment(on: str, at: str) -> tuple[dt.date, dt.time]:
    try:
        return dt.date.fromisoformat(on), dt.datetime.strptime(at, "%H%M").time()  # noqa: DTZ007  a time of day
    except ValueError:
        raise Http404 from None


def _save(request, run: Provision, one: queries.Occasion, form: CardForm) -> None:
    said = form.said(request.school)
    standing = Session.objects.filter(provision=run, on=one.on, at=one.at).first()
    version = version_of(request.POST)
    if standing and version is not None:
        actions.correct_session(session=standing, by=request.user, at=now(), version=version, **said)
    else:
        actions.record_session(provision=run, on=one.on, at_time=one.at, by=request.user, at=now(), **said)


def extra(request, school):
    """Record a session beside the weekly times: first of what, and when."""
    check_can(request.user, Permission.SESSION_RECORD, request.school)
    runs = pages.runs_to_record(request.user, request.school)
    form = ExtraForm(request.POST or None if request.method == "GET" else request.POST, runs=runs)
    if request.method == "POST" and form.is_valid():
        run, on, at_time = (form.cleaned_data[name] for name in ("provision", "on", "at"))
        try:
            actions.check_when(run, on, now())
            return redirect(present.record_url(school, run.reference, on, at_time))
        except Denied as denied:
            form.add_error("on", denied.reason)
    return render(request, "form_page.html", {
        "form": form, "title": _("A session beside the weekly times"), "submit_label": _("Go on"), "note": "",
        "line": _("Next you say who came."), "back_url": reverse("sessions:today", args=[school]),
        "back_label": _("Back to the sessions"),
    })  # fmt: skip


@require_GET
def missed(request, school):
    """What was planned and what was given over a span, by provision, by child and by reason; and what nobody wrote."""
    check_can(request.user, Permission.PROVISION_VIEW, request.school)
    spans = pages.spans(request.school, timezone.localdate())
    chosen = request.GET.get("span", "half")
    span = spans.get(chosen) or spans["week"]
    context = pages.missed_page(request, span, school_days(request.school))
    here = reverse("sessions:missed", args=[school])
    pills = [
        {"label": one.label, "url": f"{here}?span={key}", "current": one is span}
        for key, one in spans.items()
    ]
    return draw_list(request, "sessions/missed.html", context | {"pills": pills}, name="missed-and-given",
                     title="Sessions missed and given", table=pages.MISSED_AS_FILE)  # fmt: skip


@require_GET
def pupil(request, school, reference):
    """The sessions of one child. Opening it is recorded."""
    child = find_pupil(request, reference)
    check_can(request.user, Permission.PROVISION_VIEW, child)
    opened(request, child, "pupil sessions")
    rows = present.pupil_rows(queries.sessions_of(child), child.sex)
    return render(request, "sessions/pupil.html", frame(child, request.user, "provision") | {
        "rows": rows, "name": child.first_name,
    })  # fmt: skip


def week(request, school):
    """A week's paper typed in: one box for each child and session."""
    check_can(request.user, Permission.SESSION_RECORD, request.school)
    grid = WeekPage(request)
    if request.method == "POST" and grid.read():
        done = actions.record_week(entries=grid.entries, by=request.user, at=now())
        grid.tell(done)
        if not (done.refused or done.otherwise):
            messages.success(request, grid.words(done))
            return redirect(grid.url())
    return render(request, "sessions/week.html", grid.context())
