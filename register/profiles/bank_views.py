"""The school's bank of adjustments."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from register.models import BankedAdjustment
from register.profiles import actions
from register.profiles.forms import AdjustmentForm
from register.profiles.present import area_label, bank_groups
from register.profiles.queries import bank_of


def bank(request, school):
    """Every line of the bank by area; a new one is added at its head."""
    check_can(request.user, Permission.BANK_EDIT, request.school)
    form = AdjustmentForm(request.POST if request.method == "POST" else None, school=request.school)
    if request.method == "POST" and form.is_valid():
        try:
            actions.bank_adjustment(school=request.school, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error("words", denied.reason)
        else:
            messages.success(request, "The line is in the bank.")
            return redirect("profiles:bank", school)
    lines = bank_of(request.school, retired=True)
    offered = [line for line in lines if line.retired_on is None]
    context = {
        "form": form, "groups": bank_groups(request.school, offered, set()), "empty": not lines,
        "retired": [line for line in lines if line.retired_on], "count": len(offered),
        "label": request.school.label("profile").lower(), "every": area_label(request.school, ""),
    }  # fmt: skip
    return render(request, "profiles/bank.html", context)


@require_POST
def starter(request, school):
    """Fill the empty bank with the starter set."""
    check_can(request.user, Permission.BANK_EDIT, request.school)
    try:
        added = actions.start_bank(school=request.school, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(
            request, f"{len(added)} lines are in the bank. Change them, or retire what you do not want."
        )
    return redirect("profiles:bank", school)


def adjustment(request, school, reference):
    """Change one line of the bank, retire it, or offer it again."""
    check_can(request.user, Permission.BANK_EDIT, request.school)
    held = get_object_or_404(BankedAdjustment, school=request.school, reference=reference)
    form = AdjustmentForm(request.POST if request.method == "POST" else None, school=request.school,
                          instance=BankedAdjustment(school=request.school, area=held.area, words=held.words))  # fmt: skip
    if request.method == "POST" and "retire" in request.POST:
        actions.retire_adjustment(adjustment=held, by=request.user, at=now())
        messages.success(request, "The line is retired. Profiles that took it keep it.")
        return redirect("profiles:bank", school)
    if request.method == "POST" and form.is_valid() and _changed(request, held, form):
        messages.success(request, "The line is changed.")
        return redirect("profiles:bank", school)
    context = {"form": form, "title": "A line of the bank", "submit_label": "Save the line", "retired": held.retired_on,
               "line": "Profiles that took this line already keep their words.",
               "back_url": reverse("profiles:bank", args=[school]), "back_label": "Back to the bank"}  # fmt: skip
    return render(request, "profiles/adjustment.html", context)


def _changed(request, held: BankedAdjustment, form: AdjustmentForm) -> bool:
    try:
        actions.change_adjustment(adjustment=held, by=request.user, at=now(), **form.cleaned_data)
    except Denied as denied:
        form.add_error("words", denied.reason)
        return False
    return True
