"""How a person hears of what is due, and who hears of it while they are away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.accounts.permissions import Denied
from core.reminders import actions
from core.reminders.deadlines import Ask
from core.reminders.models import Absence
from core.reminders.queries import absences_of, choices_of
from core.reminders.recipients import people_of_today
from overview.notices import present
from overview.notices.forms import AwayForm, PacesForm
from overview.notices.views import check_bell


def choices(request, school):
    """How soon the person hears of each group by email, and when they are away."""
    check_bell(request)
    user, today = request.user, timezone.localdate()
    groups = present.groups_for(user, request.school)
    known = {} if request.method == "POST" else choices_of(request.school, user)
    form = PacesForm(request.POST or None, groups=groups, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_paces(school=request.school, paces=form.cleaned_data, by=user)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("This is how you hear of it from now on."))
            return redirect("notices:choices", school)
    away = absences_of(request.school, user, today)
    return render(
        request, "notices/choices.html", present.choices_page(form, away, request.school, user, today)
    )


def _check_staff(request) -> None:
    if not present.is_staff(request.user, request.school):
        raise Denied(_("Only the school’s staff have somebody who is told in their stead."))


def away(request, school):
    """Say from when to when the person is away, and who is told in their stead."""
    check_bell(request)
    _check_staff(request)
    today = timezone.localdate()
    people = people_of_today(Ask(request.school, today, today, today))
    form = AwayForm(request.POST or None, people=people, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.go_away(school=request.school, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            about_deputy = form.cleaned_data["deputy"].name in denied.reason
            form.add_error("deputy" if about_deputy else "starts", denied.reason)
        else:
            messages.success(request, present.away_words(made))
            return redirect("notices:choices", school)
    return render(request, "form_page.html", {
        "form": form, "title": _("When you are away"), "submit_label": _("Save"),
        "line": _("From the first to the last day, both included, another is told in your stead."),
        "note": _("What you typed is kept.") if form.errors else "",
        "back_url": reverse("notices:choices", args=[school]), "back_label": _("How I hear of it"),
    })  # fmt: skip


@require_POST
def take_back(request, school, reference):
    """The person is not away after all, or back already."""
    check_bell(request)
    held = Absence.objects.filter(school=request.school, user=request.user, reference=reference).first()
    if held is None:
        raise Http404
    actions.come_back(absence=held, by=request.user)
    messages.success(request, _("You are told yourself again."))
    return redirect("notices:choices", school)
