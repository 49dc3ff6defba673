"""Pages of training: who has what, who needs what, the programme, topics."""

import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.calendar.dates import academic_year, academic_year_label
from core.ui.editing import version_in
from core.ui.listing import draw_list
from governance.models import Topic, TrainingDay
from governance.training import actions, pages, present, queries
from governance.training.forms import CameForm, DayForm, TopicForm
from governance.training.standing import Stand
from register.edits import tell_refused

VIEW, EDIT = Permission.TRAINING_VIEW, Permission.TRAINING_EDIT


@require_GET
def matrix(request, school):
    """People by topics: who has what, what runs out, who needs what."""
    check_can(request.user, VIEW, request.school)
    known = queries.standing(request.school, timezone.localdate())
    context = pages.matrix(known, request.school, request.user, request.GET.get("of", ""))
    return draw_list(
        request,
        "training/matrix.html",
        context,
        name="training",
        title="Training",
        table=pages.matrix_table,
    )


@require_GET
def needs(request, school):
    """Who needs what, and why; healthcare plans for which nobody is trained."""
    check_can(request.user, VIEW, request.school)
    today = timezone.localdate()
    known, gaps = (
        queries.standing(request.school, today),
        queries.care_gaps(request.school, request.user, today),
    )
    context = pages.needs_page(known, gaps, request.school, request.user)
    return draw_list(request, "training/needs.html", context, name="training-needs", title="Training needs",
                     table=pages.needs_table)  # fmt: skip


@require_GET
def programme(request, school):
    """The training days of a school year."""
    check_can(request.user, VIEW, request.school)
    today, this = timezone.localdate(), academic_year(timezone.localdate())
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(this - 1), str(this), str(this + 1)} else this
    days = queries.programme(request.school, since=dt.date(year, 9, 1), until=dt.date(year + 1, 8, 31))
    may = can(request.user, EDIT, request.school)
    rows = [present.day_row(one, request.school, today, may=may) for one in days]
    return render(request, "training/programme.html", {
        "rows": rows, "may": may, "parts": present.parts(request.school, "programme"), "year": academic_year_label(year),
        "years": [{"label": academic_year_label(each), "url": f"?year={each}", "current": each == year}
                  for each in (this - 1, this, this + 1)],
    })  # fmt: skip


@require_GET
def topics(request, school):
    """All topics, with how many have each."""
    check_can(request.user, VIEW, request.school)
    found = queries.topics_of(request.school)
    known = queries.standing(request.school, timezone.localdate())
    rows = present.topic_rows([t for t in found if not t.retired_on], known, request.school)
    return render(request, "training/topics.html", {
        "induction": [row for row in rows if row["induction"]], "own": [row for row in rows if not row["induction"]],
        "retired": present.topic_rows([t for t in found if t.retired_on], known, request.school),
        "may": can(request.user, EDIT, request.school), "parts": present.parts(request.school, "topics"),
        "missing": actions.induction_missing(found),
    })  # fmt: skip


@require_POST
def induction(request, school):
    """Begin with the induction topics, or add those that are missing."""
    check_can(request.user, EDIT, request.school)
    made = actions.start_induction(school=request.school, by=request.user, at=now())
    told = ngettext("%(n)d topic is added.", "%(n)d topics are added.", len(made)) % {"n": len(made)}
    messages.success(request, told if made else _("All of them were there already."))
    return redirect("training:topics", school)


def _topic(request, reference: str, permission: Permission) -> Topic:
    check_can(request.user, permission, request.school)
    found = queries.find_topic(request.school, reference)
    if found is None:
        raise Http404
    return found


@require_GET
def topic(request, school, reference):
    """One topic: who has it, who needs it and why, and the days planned for it."""
    held, today = _topic(request, reference, VIEW), timezone.localdate()
    known, may = queries.standing(request.school, today), can(request.user, EDIT, request.school)
    marks = [
        mark for each in known.marks.values() for mark in each if mark.subject and mark.subject.pk == held.pk
    ]
    return render(request, "training/topic.html", {
        "topic": held, "facts": present.topic_facts(held, request.school), "may": may,
        "needs": [{"name": mark.person.name, "url": present.at(request.school, "person", mark.person.member),
                   **present.need_lines([mark], request.school, today, present.eye_of(request.user, request.school))[0]}
                  for mark in marks if mark.open],
        "has": [present.record_row(one, request.school, today, may=may) for one in queries.records_in(held)],
        "listed": sum(mark.stand in {Stand.HAS, Stand.SOON} for mark in marks),
        "days": [present.day_row(one, request.school, today, may=may)
                 for one in queries.programme(request.school, since=today) if one.topic_id == held.pk],
    })  # fmt: skip


def topic_add(request, school):
    """Add a topic of the school's own."""
    check_can(request.user, EDIT, request.school)
    return _write_topic(request, TopicForm(request.POST or None, school=request.school, held=None), None)


def topic_change(request, school, reference):
    """Change a topic."""
    held = _topic(request, reference, EDIT)
    first = {name: getattr(held, name) for name in TopicForm.base_fields}
    first["intervention"] = held.intervention.reference if held.intervention else None
    return _write_topic(
        request, TopicForm(request.POST or None, school=request.school, held=held, initial=first), held
    )


def _write_topic(request, form, held: Topic | None):
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write_topic(school=request.school, held=held, by=request.user, at=now(),
                                        version=version_in(request.POST), **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
            return redirect("training:topic", request.school.slug, saved.reference)
    back = (
        present.at(request.school, "topic", held.reference) if held else present.at(request.school, "topics")
    )
    return _form(
        request,
        form,
        _("Change a topic") if held else _("Add a topic"),
        back,
        held.name if held else _("Topics"),
        held,
    )


def _form(request, form, title: str, back: str, back_label: str, held=None, line: str = ""):
    """A form on a page of its own."""
    return render(request, "form_page.html", {
        "form": form, "title": title, "line": line, "submit_label": _("Save"), "back_url": back, "back_label": back_label,
        "version": held.version if held else None, "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip


@require_POST
def topic_retire(request, school, reference):
    """Use a topic no more, or again."""
    held = _topic(request, reference, EDIT)
    saved = actions.retire_topic(held=held, by=request.user, at=now())
    told = (
        _("“%(name)s” is not used any more. Who was trained stays.")
        if saved.retired_on
        else _("“%(name)s” is in use again.")
    )
    messages.success(request, told % {"name": saved.name})
    return redirect("training:topic", school, reference)


def _day(request, reference: str, permission: Permission) -> TrainingDay:
    check_can(request.user, permission, request.school)
    found = queries.find_day(request.school, reference)
    if found is None:
        raise Http404
    return found


def day(request, school, reference):
    """One training day; once it has been, who came."""
    held, today = _day(request, reference, EDIT if request.method == "POST" else VIEW), timezone.localdate()
    may = can(request.user, EDIT, request.school)
    known = queries.standing(request.school, today) if may else None
    choices, every = (present.came_choices(held, known), present.all_of(held, known)) if known else ([], [])
    came = [str(one.person_id) for one in held.records.all()]
    first = {"people": every if "all" in request.GET and not held.held_at else came, "hours": held.hours}
    form = CameForm(request.POST or None, choices=choices, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_day(
                held=held, by=request.user, at=now(), version=version_in(request.POST), **form.cleaned_data
            )
        except Denied as denied:
            tell_refused(form, None, denied)
        else:
            messages.success(request, _("Who came is recorded."))
            return redirect("training:day", school, reference)
    return render(
        request, "training/day.html", pages.day_page(held, request.school, today, may=may) | {
            "form": form, "all_url": "?all" if every and not held.held_at else "",
        },
    )  # fmt: skip


def day_add(request, school):
    """Plan a training day."""
    check_can(request.user, EDIT, request.school)
    form = DayForm(request.POST or None, school=request.school, initial={"topic": request.GET.get("topic")})
    return _write_day(request, form, None)


def day_change(request, school, reference):
    """Change a training day."""
    held = _day(request, reference, EDIT)
    first = {
        "title": held.title,
        "topic": held.topic.reference,
        "on": held.on,
        "hours": held.hours,
        "led_by": held.led_by,
    }
    return _write_day(request, DayForm(request.POST or None, school=request.school, initial=first), held)


def _write_day(request, form, held: TrainingDay | None):
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.plan_day(school=request.school, held=held, by=request.user, at=now(),
                                     version=version_in(request.POST), **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("“%(name)s” is saved.") % {"name": saved.title})
            return redirect("training:day", request.school.slug, saved.reference)
    back = (
        present.at(request.school, "day", held.reference) if held else present.at(request.school, "programme")
    )
    return _form(request, form, _("Change a training day") if held else _("Plan a training day"), back,
                 held.title if held else _("Programme"), held)  # fmt: skip


@require_POST
def day_cancel(request, school, reference):
    """Call a training day off."""
    held = _day(request, reference, EDIT)
    try:
        actions.cancel_day(held=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("“%(name)s” is called off.") % {"name": held.title})
    return redirect("training:programme", school)
