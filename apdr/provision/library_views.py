from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from apdr.enums import Wave
from apdr.models import Intervention, Training
from apdr.provision import actions, filing, present, queries
from apdr.provision.forms import InterventionForm, TrainingForm
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.editing import version_in
from core.ui.listing import draw_list
from register.edits import tell_refused
from register.enums import Area


@require_GET
def library(request, school):
    """The school's interventions: what each is for, how long, who is trained."""
    check_can(request.user, Permission.PROVISION_VIEW, request.school)
    wave = request.GET.get("wave", "") if request.GET.get("wave") in Wave.values else ""
    area = request.GET.get("area", "") if request.GET.get("area") in Area.values else ""
    gone, costs = "retired" in request.GET, can(request.user, Permission.COST_VIEW, request.school)
    entries = queries.library(request.school, retired=gone, wave=wave, area=area)
    return draw_list(request, "provision/library.html", {
        "rows": present.library_rows(entries, school, costs=costs), "costs": costs, "gone": gone,
        "filtered": bool(wave or area), "may": can(request.user, Permission.INTERVENTION_EDIT, request.school),
        "waves": [(value, present.wave_word(value), value == wave) for value in Wave.values],
        "areas": [(value, label, value == area) for value, label in Area.choices],
    }, name="interventions", title="Interventions", table=filing.library_as_file)  # fmt: skip


def _entry(request, reference: str, permission: Permission) -> Intervention:
    check_can(request.user, permission, request.school)
    entry = queries.intervention_with_trained(request.school, reference)
    if entry is None:
        raise Http404
    return entry


@require_GET
def intervention(request, school, reference):
    """One entry: all that is known of it, who is trained, its runs in the reader's sight."""
    entry, today = _entry(request, reference, Permission.PROVISION_VIEW), timezone.localdate()
    runs = queries.runs_in_sight(request.school, request.user, today, intervention=entry)
    page = present.entry_page(entry, runs, request.user, today, school)
    return render(
        request,
        "provision/intervention.html",
        page | {"back_url": reverse("provision:library", args=[school])},
    )


def intervention_add(request, school):
    """Write an entry of the library."""
    check_can(request.user, Permission.INTERVENTION_EDIT, request.school)
    form = InterventionForm(request.POST or None, initial={"cost_hour": request.school.hourly_cost})
    return _answer(request, form, None, _("Add an intervention"), reverse("provision:library", args=[school]))


def intervention_change(request, school, reference):
    """Change an entry of the library."""
    held = _entry(request, reference, Permission.INTERVENTION_EDIT)
    form = InterventionForm(
        request.POST or None, initial={n: getattr(held, n) for n in InterventionForm.base_fields}
    )
    return _answer(request, form, held, _("Change an intervention"), present.entry_url(held, school))


def _answer(request, form, held, title: str, back: str):
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write_intervention(
                school=request.school, held=held, by=request.user, at=now(), version=version_in(request.POST),
                **form.cleaned_data,
            )  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect(present.entry_url(saved, request.school.slug))
    return render(request, "form_page.html", {
        "form": form, "title": title, "line": "", "submit_label": _("Save"), "back_url": back,
        "back_label": held.name if held else _("Interventions"), "version": held.version if held else None,
        "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip


@require_POST
def intervention_retire(request, school, reference):
    """Offer an entry no more, or again where it is not offered."""
    held = _entry(request, reference, Permission.INTERVENTION_EDIT)
    try:
        if held.retired_on:
            actions.restore_intervention(held=held, by=request.user, at=now())
        else:
            actions.retire_intervention(held=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect(present.entry_url(held, school))


@require_POST
def starter(request, school):
    """Begin with well-known kinds of intervention."""
    check_can(request.user, Permission.INTERVENTION_EDIT, request.school)
    count = len(actions.take_starter(school=request.school, by=request.user, at=now()))
    told = ngettext("%(n)d intervention is added.", "%(n)d interventions are added.", count) % {"n": count}
    messages.success(request, told if count else _("All of them were in the library already."))
    return redirect("provision:library", school)


def training_add(request, school, reference):
    """Record who has been trained for an intervention."""
    entry = _entry(request, reference, Permission.INTERVENTION_EDIT)
    form = TrainingForm(request.POST or None, staff=queries.staff_who_deliver(request.school))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_training(intervention=entry, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The training is saved."))
            return redirect(present.entry_url(entry, school))
    return render(request, "form_page.html", {
        "form": form, "title": _("Record training"), "line": entry.name, "submit_label": _("Save"), "note": "",
        "back_url": present.entry_url(entry, school), "back_label": entry.name,
    })  # fmt: skip


@require_POST
def training_remove(request, school, reference):
    """Somebody does not deliver it any more."""
    check_can(request.user, Permission.INTERVENTION_EDIT, request.school)
    held = get_object_or_404(
        Training.objects.select_related("intervention"), school=request.school, reference=reference
    )
    actions.end_training(training=held, by=request.user, at=now())
    messages.success(request, _("Taken off the list of those trained. The history keeps it."))
    return redirect(present.entry_url(held.intervention, school))
