"""The parts of a provision: children, adults, weekly times, checks, measures."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from apdr.enums import ProvisionState
from apdr.models import Provision, ProvisionPupil, Slot
from apdr.provision import actions, present, queries
from apdr.provision.forms import (
    AdultForm,
    ChecksForm,
    JoinForm,
    LeaveForm,
    MeasuresForm,
    TimeForm,
    ToldForm,
    set_up_initial,
)
from apdr.provision.views import answer, find
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can


def join(request, school, reference):
    """More children join."""
    held = find(request, reference)
    inside = set(held.pupils.values_list("pupil", flat=True))
    children = [
        c for c in queries.choices_of_children(request.school, request.user) if c.pupil.pk not in inside
    ]
    start = min(max(held.start, timezone.localdate()), held.end)
    form = JoinForm(request.POST or None, children=children, initial={"start": start})
    if request.method == "POST" and form.is_valid():
        chosen = [form.by_reference[ref] for ref in form.cleaned_data["pupils"]]
        try:
            actions.add_pupils(
                provision=held, pupils=chosen, start=form.cleaned_data["start"], by=request.user, at=now()
            )
        except Denied as denied:
            form.add_error("pupils", denied.reason)
        else:
            messages.success(
                request, _("Added: %(names)s.") % {"names": ", ".join(p.first_name for p in chosen)}
            )
            return redirect(held)
    groups = present.child_groups(children, set(form["pupils"].value() or []))
    return render(request, "provision/join.html", {"form": form, "held": held, "groups": groups})


def adults(request, school, reference):
    """Who takes it: those who do, and one more."""
    held = find(request, reference)
    form = AdultForm(request.POST or None, staff=queries.staff_who_deliver(request.school))
    taking = [{"pk": a.pk, "name": a.user.name if a.user else a.role, "outside": not a.user}
              for a in held.adults.select_related("user").order_by("user__name", "role")]  # fmt: skip
    return answer(request, form, held, actions.add_adult, {"provision": held}, _("Who takes it"), _("Add"),
                  template="provision/adults.html", more={"taking": taking, "held": held})  # fmt: skip


@require_POST
def adult_remove(request, school, reference):
    """An adult does not take it any more."""
    held = find(request, reference)
    key = request.POST.get("adult", "")
    adult = held.adults.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
    try:
        if adult:
            actions.remove_adult(adult=adult, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect("provision:adults", school, reference)


def _time_form(request, held: Provision, initial: dict) -> TimeForm:
    staff = [adult.user for adult in held.adults.select_related("user") if adult.user]
    initial |= {"adult": initial.get("adult", staff[0] if len(staff) == 1 else None)}
    running = held.state == ProvisionState.RUNNING
    return TimeForm(request.POST or None, adults=staff, running=running, initial=initial)


def times(request, school, reference):
    """One more weekly time."""
    held = find(request, reference)
    first = max(held.start, timezone.localdate())
    form = _time_form(request, held, {"minutes": held.intervention.minutes, "start": first})
    return answer(
        request, form, held, actions.add_slot, {"provision": held}, _("Add a weekly time"), _("Add")
    )


def time(request, school, reference):
    """Change a weekly time from a day on, or end it."""
    slot = Slot.objects.select_related("provision").filter(school=request.school, reference=reference).first()
    if slot is None:
        raise Http404
    held = find(request, slot.provision.reference)
    today = timezone.localdate()
    if request.method == "POST" and "end" in request.POST:
        return _end_time(request, held, slot)
    initial = {"weekday": slot.weekday, "at_time": slot.at, "minutes": slot.minutes, "adult": slot.adult,
               "missed": slot.missed, "start": max(today, slot.start)}  # fmt: skip
    form = _time_form(request, held, initial)
    return answer(request, form, held, actions.change_slot, {"slot": slot}, _("Change a weekly time"), _("Save"),
                  template="provision/time.html", more={"words": present.time_words(slot)})  # fmt: skip


def _end_time(request, held: Provision, slot: Slot):
    try:
        actions.end_slot(slot=slot, end=timezone.localdate(), by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("This weekly time is over."))
    return redirect(held)


def checks(request, school, reference):
    """Answer the eight checks; the library's words stand where nobody has answered."""
    held = find(request, reference)
    initial = {name.removeprefix("check_"): text for name, text in
               set_up_initial(held.intervention, timezone.localdate(), []).items() if name.startswith("check_")}  # fmt: skip
    initial |= dict(held.answers.values_list("check_name", "answer"))
    form = ChecksForm(request.POST or None, initial=initial)

    def act(*, by, at, **answers) -> None:
        actions.answer_checks(provision=held, answers=answers, by=by, at=at)

    return answer(request, form, held, act, {}, _("Eight checks before it starts"), _("Save"))


def measures(request, school, reference):
    """Before and after for each child in sight, and what came of it."""
    held = find(request, reference, Permission.PROVISION_VIEW)
    check_can(request.user, Permission.PROVISION_EDIT, request.school)
    form = MeasuresForm(request.POST or None, places=queries.places_in_sight(held, request.user))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_measures(measures=form.changed(), by=request.user, at=now())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("Saved."))
            return redirect(held)
    return render(request, "provision/measures.html", {
        "form": form, "held": held, "title": _("Measures"), "submit_label": _("Save"), "unit": held.intervention.unit,
        "measure": held.intervention.measure,
    })  # fmt: skip


def _place(request, reference: str) -> tuple[ProvisionPupil, Provision]:
    place = queries.place_in_sight(request.school, request.user, reference)
    if place is None:
        raise Http404
    return place, place.provision


def leave(request, school, reference):
    """A child leaves before the end."""
    place, held = _place(request, reference)
    check_can(request.user, Permission.PROVISION_EDIT, held)
    form = LeaveForm(request.POST or None, initial={"end": timezone.localdate()})
    title = _("%(name)s leaves") % {"name": place.pupil.first_name}
    return answer(request, form, held, actions.leave_pupil, {"place": place}, title, _("Save"))


@require_POST
def take_out(request, school, reference):
    """A child was chosen by mistake: out again while nothing has begun."""
    place, held = _place(request, reference)
    check_can(request.user, Permission.PROVISION_EDIT, held)
    try:
        actions.take_out_pupil(place=place, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect(held)


def told(request, school, reference):
    """The parents were told of it, and how."""
    place, held = _place(request, reference)
    check_can(request.user, Permission.PROVISION_EDIT, request.school)
    initial = {"on": place.told_on or timezone.localdate(), "how": place.told_how}
    form = ToldForm(request.POST or None, initial=initial)
    title = _("%(name)s’s parents were told") % {"name": place.pupil.first_name}
    return answer(request, form, held, actions.tell_parents, {"place": place}, title, _("Save"))
