"""Pages of a plan: a pupil's plan, starting one, changing its dates, ending it."""

from django import forms as django_forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from core.ui.editing import version_in
from ehcp.models import EhcPlan
from ehcp.sections import actions, queries
from ehcp.sections.forms import ChangePlanForm, EndForm, PlanForm
from ehcp.sections.page import plan_page
from register.edits import tell_refused
from register.enums import Level
from register.models import Pupil
from register.pages import find_pupil, frame, opened
from register.queries import open_period

VIEW, EDIT = Permission.EHCP_PROVISION_VIEW, Permission.EHCP_EDIT


def find_plan(request, reference: str, permission: Permission = VIEW) -> EhcPlan:
    """The plan for somebody who may do that; 403 or 404 otherwise."""
    plans = EhcPlan.objects.select_related("school", "authority", "pupil__school", "pupil__school_class")
    plan = visible_or_404(plans, request.user, school=request.school, reference=reference)
    check_can(request.user, permission, plan)
    return plan


@require_GET
def pupil(request, school, reference):
    """A pupil's EHC plan, or what leads to one. Opening it is recorded."""
    found = find_pupil(request, reference)
    check_can(request.user, VIEW, found)
    plan = queries.open_plan(found) or EhcPlan.objects.filter(pupil=found).order_by("-ceased_on").first()
    if plan is not None:
        return redirect(plan)
    level = open_period(found)
    return render(request, "ehc/none.html", frame(found, request.user, "ehc") | {
        "name": found.first_name, "expected": level is not None and level.level == Level.EHC_PLAN,
        "start_url": reverse("ehc:start", args=[school, reference]) if can(request.user, EDIT, found) else "",
        "assess_url": reverse("ehcna:pupil", args=[school, reference])
        if can(request.user, Permission.EHCP_VIEW, found) else "",
    })  # fmt: skip


@require_GET
def plan(request, school, reference):
    """One plan: its dates, its sections apart, its versions and reviews. Opening it is recorded."""
    found = find_plan(request, reference)
    opened(request, found.pupil, "EHC plan")
    context = frame(found.pupil, request.user, "ehc") | plan_page(found, request.user, timezone.localdate())
    return render(request, "ehc/plan.html", context)


def _authority(request, form: PlanForm):
    """The authority that was chosen, or the new one that was named."""
    return form.chosen() or actions.write_authority(
        school=request.school, by=request.user, at=now(), name=form.cleaned_data["authority_name"]
    )


def start(request, school, reference):
    """Keep a pupil's plan here."""
    found = find_pupil(request, reference)
    check_can(request.user, EDIT, found)
    form = PlanForm(request.POST or None, school=request.school)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                made = actions.start_plan(
                    pupil=found, authority=_authority(request, form), by=request.user, at=now(), made_on=data["made_on"],
                    before_meeting_on=data["before_meeting_on"], before_decision_on=data["before_decision_on"],
                    officer=data["officer"],
                )  # fmt: skip
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The plan is kept. Add the document and its sections next."))
            return redirect("ehc:receive", school, made.reference)
    return _form(request, found, form, _("Keep an EHC plan"), reverse("ehc:pupil", args=[school, reference]))


def change(request, school, reference):
    """Change who maintains the plan, and the days from which its reviews are counted."""
    held = find_plan(request, reference, EDIT)
    initial = {name: getattr(held, name) for name in ChangePlanForm.base_fields if hasattr(held, name)}
    form = ChangePlanForm(
        request.POST or None, school=request.school, initial=initial | {"authority": held.authority.reference}
    )
    if request.method == "POST" and form.is_valid():
        data = {name: value for name, value in form.cleaned_data.items() if not name.startswith("authority")}
        try:
            with transaction.atomic():
                actions.change_plan(plan=held, by=request.user, at=now(), version=version_in(request.POST),
                                    authority=_authority(request, form), **data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("The dates are saved."))
            return redirect(held)
    end_url = reverse("ehc:end", args=[school, reference]) if not held.ceased_on else ""
    return _form(
        request, held.pupil, form, _("Dates of the plan"), held.get_absolute_url(), held=held, end_url=end_url
    )


def end(request, school, reference):
    """The plan ends."""
    held = find_plan(request, reference, EDIT)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cease_plan(plan=held, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The plan has ended. SEN support and the register are as they were."))
            return redirect(held)
    return _form(request, held.pupil, form, _("End the plan"), held.get_absolute_url(), danger=True)


def _form(
    request, about: Pupil, form: django_forms.Form, title: str, back: str, *, held: EhcPlan | None = None,
    end_url: str = "", danger: bool = False,
):  # fmt: skip
    return render(request, "ehc/form.html", frame(about, request.user) | {
        "form": form, "title": title, "line": "", "submit_label": title if danger else _("Save"),
        "version": held.version if held else None, "note": _("What you typed is kept.") if form.errors else "",
        "back_url": back, "back_label": _("Back to the plan"), "end_url": end_url, "danger": danger,
    })  # fmt: skip
