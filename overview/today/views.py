"""The list of all that is due, and the page on which a person says that something is done."""

import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.permissions import Denied
from core.reminders.actions import mark_done as mark
from core.reminders.actions import take_back_mark
from core.ui.listing import asked_kind, draw_list
from overview.today.forms import MarkForm
from overview.today.listing import due_as_file, due_page
from overview.today.queries import Board, Line, board, check_staff, find_line
from overview.today.rows import Say


@require_GET
def due(request, school):
    """Everything that is due, as far as the person may know of it."""
    check_staff(request.user, request.school)
    whole = bool(asked_kind(request))  # a file has every page of the list
    page = due_page(request.school, request.user, timezone.localdate(), request.GET, whole=whole)
    return draw_list(
        request, "overview/due.html", page, name="due", title="All that is due", table=due_as_file
    )


def mark_done(request, school, kind, subject, due):
    """Say of a deadline that no record ends that it is done. What is not shown to the person is not found."""
    found, line = _line_or_404(request, kind, subject, due)
    _check_marks(found, line)
    if line in found.marked:
        messages.info(request, _("It is marked done already: %(what)s.") % {"what": Say(found).title(line)})
        return redirect("overview:home", school)
    posted = request.POST if request.method == "POST" else None
    form = MarkForm(posted, family=line.one.of.family)
    if posted is not None and form.is_valid():
        mark(
            deadline=line.one,
            school=request.school,
            by=request.user,
            at=now(),
            note=form.cleaned_data.get("note", ""),
        )
        told = _("It is put away: %(what)s.") if line.one.of.family else _("Marked done: %(what)s.")
        messages.success(request, told % {"what": Say(found).title(line)})
        return redirect("overview:home", school)
    return render(request, "form_page.html", _mark_page(found, line, form))


@require_POST
def take_back(request, school, kind, subject, due):
    """Say of something that was marked done that it is to be done after all."""
    found, line = _line_or_404(request, kind, subject, due)
    _check_marks(found, line)
    if line in found.marked:
        take_back_mark(deadline=line.one, school=request.school)
    messages.success(request, _("Taken back, it is to be done: %(what)s.") % {"what": Say(found).title(line)})
    return redirect("overview:due", school)


def _line_or_404(request, kind: str, subject: str, due: str) -> tuple[Board, Line]:
    """The line among what is to be done and what is marked done."""
    try:
        day = dt.date.fromisoformat(due)
    except ValueError:
        raise Http404 from None
    today = timezone.localdate()
    found = board(request.school, request.user, today, until=min(day, today + dt.timedelta(days=366)))
    line = find_line([*found.lines, *found.marked], kind, subject, day)
    if line is None:
        raise Http404
    return found, line


def _check_marks(found: Board, line: Line) -> None:
    """Raises Denied where a record ends it, or another is to say so."""
    if not line.one.of.by_mark:
        raise Denied(_("This is done once it is recorded where it belongs: open it."))
    if not found.marks(line):
        raise Denied(_("Who is to do this, the %(senco)s or the head says that it is done.") % {
            "senco": found.school.label("senco")})  # fmt: skip


def _mark_page(found: Board, line: Line, form: MarkForm) -> dict:
    say, family = Say(found), line.one.of.family
    facts = [(_("Child"), say.child(line)), (_("By when"), say.when(line)), (_("More"), line.one.detail),
             (_("What started it"), line.one.started), (_("So far"), line.one.so_far)]  # fmt: skip
    return {
        "form": form, "title": say.title(line) if family else _("Mark done: %(what)s") % {"what": say.title(line)},
        "submit_label": _("Do not remind me again") if family else _("Mark done"),
        "line": _("You can put this away here.") if family else _("Nobody is reminded of it again."),
        "note": _("What you typed is kept.") if form.errors else "",
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "back_url": reverse("overview:home", args=[found.school.slug]),
        "back_label": _("My child") if family else _("Back without marking it"),
    }  # fmt: skip
