from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from apdr.enums import ProvisionState, Wave
from apdr.models import Intervention, Provision
from apdr.provision import actions, filing, present, queries
from apdr.provision.forms import EndForm, ExtendForm, RunForm, SetUpForm, set_up_initial
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from core.ui.editing import version_in
from core.ui.listing import draw_list
from register.edits import tell_refused
from register.pages import find_pupil, frame, opened

SHOWN = (ProvisionState.RUNNING, ProvisionState.PLANNED, ProvisionState.ENDED)


def find(request, reference: str, permission: Permission = Permission.PROVISION_EDIT) -> Provision:
    """The provision of that reference that the person may know of (404 otherwise) and may so use (403 otherwise)."""
    found = Provision.objects.select_related("intervention", "school")
    held = visible_or_404(found, request.user, school=request.school, reference=reference)
    check_can(request.user, permission, held)
    return held


@require_GET
def provisions(request, school):
    """Provision in the reader's sight: running, planned or ended; by wave and class."""
    check_can(request.user, Permission.PROVISION_VIEW, request.school)
    asked, today = request.GET, timezone.localdate()
    chosen = asked.get("state") if asked.get("state") in SHOWN else ProvisionState.RUNNING
    wave = asked.get("wave", "") if asked.get("wave") in Wave.values else ""
    classes = queries.classes_with_provision(request.school, request.user)
    klass = asked.get("class", "") if asked.get("class") in dict(classes) else ""
    runs = queries.runs_in_sight(request.school, request.user, today, state=chosen, wave=wave, klass=klass)
    costs = can(request.user, Permission.COST_VIEW, request.school)
    return draw_list(request, "provision/list.html", {
        "rows": present.run_rows(runs, today, costs=costs), "costs": costs, "chosen": chosen, "wave": wave, "klass": klass,
        "states": [(value.value, value.label, value == chosen) for value in SHOWN], "filtered": bool(wave or klass),
        "waves": [(value, present.wave_word(value), value == wave) for value in Wave.values],
        "classes": [(value, name, value == klass) for value, name in classes],
        "may": can(request.user, Permission.PROVISION_EDIT, request.school),
    }, name="provision", title="Provision", table=filing.runs_as_file)  # fmt: skip


@require_GET
def provision(request, school, reference):
    """One provision: children, adults, times, checks, what was delivered, what may be done next."""
    today = timezone.localdate()
    run = queries.run_in_sight(request.school, request.user, reference, today)
    if run is None:
        raise Http404
    page = present.run_page(run, request.user, today)
    return render(
        request, "provision/provision.html", page | {"back_url": reverse("provision:list", args=[school])}
    )


def add(request, school):
    """Plan a provision: choose from the library, then everything on one page."""
    check_can(request.user, Permission.PROVISION_EDIT, request.school)
    entry = Intervention.objects.filter(
        school=request.school, retired_on=None, reference=request.GET.get("of", "")[:12].replace("\0", "")
    ).first()
    if entry is None:
        return _choose(request, school)
    children = queries.choices_of_children(request.school, request.user)
    form = SetUpForm(
        request.POST or None, children=children, staff=queries.staff_who_deliver(request.school),
        initial=set_up_initial(entry, timezone.localdate(), request.GET.getlist("pupil")),
        costs=can(request.user, Permission.COST_VIEW, request.school),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and (made := _set_up(request, entry, form)):
        return redirect(made)
    return render(request, "provision/add.html", {
        "form": form, "entry": entry, "groups": present.child_groups(children, set(form["pupils"].value() or [])),
        "size": present.size_words(entry), "trained": present.trained_words(entry),
    })  # fmt: skip


def _choose(request, school):
    entries = queries.library(request.school)
    rows = present.library_rows(entries, school, costs=False)
    pupils = "".join(f"&pupil={value}" for value in request.GET.getlist("pupil") if value.isalnum())
    here = reverse("provision:add", args=[school])
    for row, entry in zip(rows, entries, strict=True):
        row["plan_url"] = f"{here}?of={entry.reference}{pupils}"
    may = can(request.user, Permission.INTERVENTION_EDIT, request.school)
    return render(request, "provision/choose.html", {"rows": rows, "may": may})


def _set_up(request, entry: Intervention, form: SetUpForm) -> Provision | None:
    try:
        made = actions.set_up_provision(
            intervention=entry,
            by=request.user,
            at=now(),
            start_now=request.POST.get("then") == "start",
            **form.parts(),
        )
    except actions.RefusedAt as denied:
        form.add_error(denied.field if denied.field in form.fields else None, denied.reason)
        return None
    words = _("%(name)s is running.") if made.state == ProvisionState.RUNNING else _("%(name)s is planned.")
    messages.success(request, words % {"name": made.title})
    return made


def change(request, school, reference):
    """Change name, days, place and costs."""
    held = find(request, reference)
    dates, costs = held.state == ProvisionState.PLANNED, can(request.user, Permission.COST_VIEW, held)
    initial = {name: getattr(held, name) for name in RunForm.base_fields}
    form = RunForm(request.POST or None, initial=initial, costs=costs, dates=dates)
    act = {"provision": held, "version": version_in(request.POST)}
    return answer(request, form, held, actions.change_provision, act, _("Change this provision"), _("Save"))


def extend(request, school, reference):
    """Go on for longer, after a look at whether it is worth it."""
    held = find(request, reference)
    form = ExtendForm(request.POST or None)
    return answer(
        request, form, held, actions.extend_provision, {"provision": held}, _("Go on for longer"), _("Save")
    )


def answer(request, form, held: Provision, act, about: dict, title: str, label: str, **words):
    """Run one action by a form about a provision, back to its page; or show the form, with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            act(by=request.user, at=now(), **about, **form.cleaned_data)
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, words.get("saved") or _("Saved."))
            return redirect(held)
    return render(request, words.get("template", "form_page.html"), {
        "form": form, "title": title, "line": words.get("line", held.title), "submit_label": label, "version": held.version,
        "note": _("What you typed is kept.") if form.errors else "", "back_url": held.get_absolute_url(),
        "back_label": held.title, **words.get("more", {}),
    })  # fmt: skip


@require_POST
def start(request, school, reference):
    """Start a planned provision, or say what is missing."""
    return _move(request, reference, actions.start_provision, _("%(name)s is running."))


@require_POST
def drop(request, school, reference):
    """Do not start a planned provision."""
    return _move(
        request, reference, actions.drop_provision, _("%(name)s is not started. It stays in the history.")
    )


def _move(request, reference: str, act, told: str):
    held = find(request, reference)
    try:
        with transaction.atomic():
            act(provision=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, told % {"name": held.title})
    return redirect(held)


def end(request, school, reference):
    """End it: the last day, why, and for each child the measure and what came of it, in one save."""
    held = find(request, reference)
    places = queries.places_in_sight(held, request.user)
    last = min(timezone.localdate(), held.end)
    form = EndForm(request.POST or None, places=places, initial={"end": last})
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            actions.end_with_measures(
                provision=held,
                end=data["end"],
                why=data["why"],
                measures=form.changed(),
                by=request.user,
                at=now(),
            )
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("%(name)s has ended.") % {"name": held.title})
            return redirect(held)
    return render(request, "provision/measures.html", {
        "form": form, "held": held, "title": _("End %(name)s") % {"name": held.title}, "ending": True,
        "submit_label": _("End it"), "unit": held.intervention.unit, "measure": held.intervention.measure,
    })  # fmt: skip


@require_GET
def pupil(request, school, reference):
    """Everything that one pupil has had beside class teaching, with what was given of it (R-94). Opening it is
    recorded."""
    child = find_pupil(request, reference)
    check_can(request.user, Permission.PROVISION_VIEW, child)
    opened(request, child, "pupil provision")
    today, costs = timezone.localdate(), can(request.user, Permission.COST_VIEW, child)
    rows = present.pupil_rows(queries.provision_of(child, today), today, costs=costs)
    return render(request, "provision/pupil.html", frame(child, request.user, "provision") | {
        "rows": rows, "costs": costs, "name": child.first_name,
        "sessions_url": reverse("sessions:pupil", args=[school, reference]),
        "add_url": f"{reverse('provision:add', args=[school])}?pupil={reference}"
        if can(request.user, Permission.PROVISION_EDIT, child) and not child.left_on else "",
    })  # fmt: skip
