"""The rows of advice beside a report's text: added several at once, changed, put in order, taken away."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.models import Recommendation
from agencies.reports import actions, present, queries
from agencies.reports.forms import AdviceForm, AdviceRows
from agencies.reports.views import find_report
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from register.pages import frame

ROWS = Recommendation.objects.select_related(
    "pupil__school", "pupil__school_class", "report__school", "visit__school"
)


def add(request, school, reference):
    """Write down what the report advises, several rows at once, beside its text."""
    held = find_report(request, reference)
    check_can(request.user, Permission.ADVICE_DECIDE, held)
    rows = AdviceRows(request.POST or None, prefix="advice")
    if request.method == "POST" and rows.is_valid():
        written = [row.cleaned_data for row in rows if row.has_changed()]
        try:
            with transaction.atomic():
                for one in written:
                    actions.write_recommendation(report=held, held=None, by=request.user, at=now(), **one)
        except Denied as denied:
            messages.error(request, denied.reason)
        else:
            if written:
                messages.success(
                    request, _("The advice is written down. Now decide each with the class teacher.")
                )
            return redirect(held)
    known = present.advice_of(queries.advice_of_report(held), school, may_decide=False, shared=False)
    return render(request, "reports/advice.html", frame(held.pupil, request.user) | {
        "rows": rows, "report": held, "advice": known, "parts": present.text_of(held, []),
        "source": present.source_of(held), "title": _("Advice in this report"), "forms": list(rows), "before": len(known),
    })  # fmt: skip


def _find(request, reference: str) -> Recommendation:
    held = visible_or_404(ROWS, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.ADVICE_DECIDE, held)
    return held


def _back(held: Recommendation) -> str:
    return (held.report or held.visit).get_absolute_url()


def change(request, school, reference):
    """Put a piece of advice right while it waits."""
    held = _find(request, reference)
    names = tuple(AdviceForm.base_fields)
    form = AdviceForm(request.POST or None, initial={name: getattr(held, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_recommendation(held=held, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The advice is saved."))
            return redirect(_back(held))
    return _page(request, held, form, _("Change a piece of advice"), _("Save"))


def remove(request, school, reference):
    """Take away a row that was written by mistake."""
    held, form = _find(request, reference), forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.remove_recommendation(held=held, by=request.user, at=now())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The row is taken away."))
            return redirect(_back(held))
    facts = [{"label": _("Advice"), "value": held.what}]
    return _page(request, held, form, _("Take this advice away"), _("Take away"), facts=facts, danger=True)


def _page(request, held: Recommendation, form, title: str, submit: str, **more):
    return render(request, "form_page.html", frame(held.pupil, request.user) | {
        "form": form, "title": title, "submit_label": submit, "line": "", "back_url": _back(held), "note": "",
        "back_label": _("Back to the report") if held.report else _("Back to the visit"), **more,
    })  # fmt: skip


@require_POST
def move(request, school, reference):
    """Change places with the row above or below."""
    held = _find(request, reference)
    actions.move_recommendation(held=held, up="up" in request.POST, by=request.user, at=now())
    return redirect(f"{_back(held)}#advice")
