import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from apdr.timetable import actions, present, queries
from apdr.timetable.forms import DutyForm, EndDutyForm
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, can, check_can
from core.ui.editing import version_in
from core.ui.fields import parse_day
from core.ui.listing import draw_list
from register.edits import tell_refused

WEEK = dt.timedelta(weeks=1)


def _monday(request) -> dt.date:
    """The week asked for; this week (from Saturday on the next) where the address names none."""
    try:
        day = parse_day(request.GET.get("week", "")[:20])
    except ValueError:
        day = timezone.localdate()
    return queries.monday_of(day)


def _weeks(monday: dt.date) -> dict:
    """The words of the week, and the weeks beside it."""
    friday = monday + dt.timedelta(days=4)
    return {"told": _("Week of %(day)s") % {"day": present.day(monday)}, "monday": monday, "friday": friday,
            "before": (monday - WEEK).isoformat(), "after": (monday + WEEK).isoformat()}  # fmt: skip


@require_GET
def everybody(request, school):
    """Every adult's scheduled time by kind, who is in two places at once, and which lessons children miss."""
    check_can(request.user, Permission.PROVISION_VIEW_ALL, request.school)
    found = queries.timetable(request.school, request.user, _monday(request))
    edit = can(request.user, Permission.TIMETABLE_EDIT, request.school)
    return draw_list(request, "timetable/everybody.html", {
        "weeks": _weeks(found.monday), "heads": [present.kind_word(kind) for kind in present.COLUMNS],
        "rows": present.adult_rows(found, request.school, present.in_timetable(found)),
        "problems": present.problems(found, school, edit=edit), "lessons": present.lesson_rows(found, school),
    }, name="timetable", title="Timetable of adults", table=present.everybody_as_file)  # fmt: skip


@require_GET
def mine(request, school):
    """One's own week."""
    check_can(request.user, Permission.SESSION_RECORD, request.school)
    found = queries.timetable(request.school, request.user, _monday(request))
    return _week(request, found, request.user.pk, _("My week"))


@require_GET
def adult(request, school, person):
    """The week of one adult."""
    check_can(request.user, Permission.PROVISION_VIEW_ALL, request.school)
    found = queries.timetable(request.school, request.user, _monday(request))
    who = _adult_of(found.adults, person)
    return _week(request, found, who.user, who.name, membership=person)


def _adult_of(adults: dict[int, queries.Adult], membership: int) -> queries.Adult:
    for who in adults.values():
        if who.membership == membership:
            return who
    raise Http404


def _week(request, found: queries.Timetable, user: int, title: str, membership: int | None = None):
    slug = request.school.slug
    edit = membership is not None and can(request.user, Permission.TIMETABLE_EDIT, request.school)
    return render(request, "timetable/week.html", {
        "title": title, "weeks": _weeks(found.monday), "week": present.week(found, user, slug, edit=edit),
        "figures": present.figures(found, user), "problems": present.problems(found, slug, edit=edit, adult=user),
        "back_url": reverse("timetable:all", args=[slug]) if membership else "", "back_label": _("Everybody’s week"),
        "add_url": reverse("timetable:duty-add", args=[slug, membership]) if edit else "",
    })  # fmt: skip


def duty_add(request, school, person):
    """Deploy an adult at a weekly time."""
    check_can(request.user, Permission.TIMETABLE_EDIT, request.school)
    who = _adult_of(queries.adults_of(request.school), person)
    back = reverse("timetable:adult", args=[school, person])
    form = DutyForm(request.POST or None, school=request.school)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_duty(school=request.school, adult=User.objects.get(pk=who.user), by=request.user, at=now(),
                             **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, None, denied)
        else:
            messages.success(request, _("It stands in the week of %(name)s.") % {"name": who.name})
            return redirect(back)
    return _form(request, form, _("Add a duty for %(name)s") % {"name": who.name}, back)


def _find_duty(request, reference: str):
    """The duty and the address of its adult's week; Http404 without it."""
    check_can(request.user, Permission.TIMETABLE_EDIT, request.school)
    held = queries.duty_of(request.school, reference)
    if held is None:
        raise Http404
    who = queries.adults_of(request.school).get(held.adult_id)
    slug = request.school.slug
    back = (
        reverse("timetable:adult", args=[slug, who.membership])
        if who
        else reverse("timetable:all", args=[slug])
    )
    return held, back


def duty(request, school, reference):
    """Change what an adult is deployed to, from a day on."""
    held, back = _find_duty(request, reference)
    names = ("kind", "weekday", "minutes", "words", "end")
    klass = held.school_class.reference if held.school_class else None
    initial = {name: getattr(held, name) for name in names} | {
        "begins": held.at, "school_class": klass, "start": max(held.start, timezone.localdate()),
    }  # fmt: skip
    form = DutyForm(request.POST or None, school=request.school, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_duty(duty=held, version=version_in(request.POST), by=request.user, at=now(),
                                **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("The change is saved. Until then it stays as it was."))
            return redirect(back)
    title = _("Change a duty of %(name)s") % {"name": held.adult.called}
    return _form(
        request, form, title, back, held, end_url=reverse("timetable:duty-end", args=[school, reference])
    )


def duty_end(request, school, reference):
    """End what an adult is deployed to."""
    held, back = _find_duty(request, reference)
    form = EndDutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_duty(
                duty=held, version=version_in(request.POST), by=request.user, at=now(), **form.cleaned_data
            )
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("It has an end."))
            return redirect(back)
    what = held.words or held.get_kind_display()
    when = f"{held.get_weekday_display()}, {present.span_of(held.at, held.minutes)}"
    facts = [{"label": _("Who"), "value": held.adult.name}, {"label": what, "value": when}]
    return _form(request, form, _("End a duty"), back, held, facts=facts)


def _form(request, form, title: str, back: str, held=None, *, facts=(), end_url: str = ""):
    return render(request, "timetable/form.html", {
        "form": form, "title": title, "line": "", "submit_label": _("Save"), "facts": facts, "end_url": end_url,
        "version": held.version if held else None, "back_url": back, "back_label": _("Back to the week"),
        "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip
