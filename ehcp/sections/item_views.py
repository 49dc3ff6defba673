"""Forms of a version's rows: a need, an outcome, something that must be given."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from core.accounts.permissions import Denied, check_can
from core.ui.editing import version_in
from ehcp.models import EhcPlan, PlanNeed, PlanOutcome, PlanProvision, PlanVersion
from ehcp.sections import items
from ehcp.sections.forms import NeedForm, OutcomeForm, ProvisionForm
from ehcp.sections.version_views import find_version
from ehcp.sections.views import EDIT
from register.edits import tell_refused
from register.pages import frame

ADD = {
    "need": (PlanNeed, NeedForm, items.add_need, lazy("Add a need")),
    "outcome": (PlanOutcome, OutcomeForm, items.add_outcome, lazy("Add an outcome")),
    "provision": (PlanProvision, ProvisionForm, items.add_provision, lazy("Add provision")),
}
CHANGE = {
    "need": (items.change_need, "need", lazy("Change a need")),
    "outcome": (items.change_outcome, "outcome", lazy("Change an outcome")),
    "provision": (items.change_provision, "specified", lazy("Change provision")),
}
LINKED = {"outcome": "needs", "provision": "outcomes"}


def _form(kind: str, version: PlanVersion, data, initial=None):
    form = ADD[kind][1]
    if kind not in LINKED:
        return form(data, initial=initial)
    return form(data, initial=initial, rows=list(getattr(version, LINKED[kind]).all()))


def need_add(request, school, reference):
    """Add a need of Section B."""
    return _add(request, reference, "need")


def outcome_add(request, school, reference):
    """Add an outcome of Section E."""
    return _add(request, reference, "outcome")


def provision_add(request, school, reference):
    """Add something that the plan says must be given."""
    return _add(request, reference, "provision")


def _add(request, reference: str, kind: str):
    version = find_version(request, reference, EDIT)
    form = _form(kind, version, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ADD[kind][2](version=version, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("Added."))
            again = "again" in request.POST
            return redirect(f"ehc:{kind}-add", request.school.slug, reference) if again else redirect(version)
    return _page(request, version, form, ADD[kind][3], another=True)


def need(request, school, reference):
    """Change a need."""
    return _change(request, reference, "need")


def outcome(request, school, reference):
    """Change an outcome."""
    return _change(request, reference, "outcome")


def provision(request, school, reference):
    """Change what must be given."""
    return _change(request, reference, "provision")


def _find(request, kind: str, reference: str):
    row = ADD[kind][0].objects.select_related("plan_version").filter(
        school=request.school, reference=reference, plan_version__plan__in=EhcPlan.objects.visible_to(request.user)
    ).first()  # fmt: skip
    if row is None:
        raise Http404
    return row


def _change(request, reference: str, kind: str):
    held = _find(request, kind, reference)
    version = find_version(request, held.plan_version.reference, EDIT)
    act, argument, title = CHANGE[kind]
    form = _form(kind, version, request.POST or None, _initial(held, kind))
    if request.method == "POST" and form.is_valid():
        try:
            act(
                **{argument: held},
                held=version_in(request.POST),
                by=request.user,
                at=now(),
                **form.cleaned_data,
            )
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("Saved."))
            return redirect(version)
    remove = reverse("ehc:remove", args=[request.school.slug, kind, reference])
    return _page(request, version, form, title, held=held, remove_url=remove)


def _initial(held, kind: str) -> dict:
    found = {name: getattr(held, name) for name in ADD[kind][1].base_fields}
    if kind in LINKED:
        found[LINKED[kind]] = list(getattr(held, LINKED[kind]).values_list("reference", flat=True))
    return found


@require_POST
def remove(request, school, kind, reference):
    """Take a row out of a version that is still being typed."""
    if kind not in ADD:
        raise Http404
    held = _find(request, kind, reference)
    version = held.plan_version
    check_can(request.user, EDIT, version.plan)
    try:
        items.remove_row(row=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("Taken out."))
    return redirect(version)


def _page(
    request, version: PlanVersion, form, title, *, held=None, remove_url: str = "", another: bool = False
):
    return render(request, "ehc/row.html", frame(version.plan.pupil, request.user) | {
        "form": form, "title": title, "line": "", "submit_label": _("Save"), "version": held.version if held else None,
        "note": _("What you typed is kept.") if form.errors else "", "back_url": version.get_absolute_url(),
        "back_label": _("Back to the version"), "remove_url": remove_url, "another": another,
    })  # fmt: skip
