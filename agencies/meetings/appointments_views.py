"""Pages of private appointments: hours out of school for what the parents arranged themselves."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.meetings import appointments as actions
from agencies.meetings import appointments_present as present
from agencies.meetings.appointments_forms import AppointmentForm
from agencies.models import PrivateAppointment
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from register.models import Pupil
from register.pages import find_pupil, frame, opened


@require_GET
def appointments(request, school, reference):
    """The child's private appointments. Opening them is recorded."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.VISIT_VIEW, pupil)
    opened(request, pupil, "private appointments")
    edits, today = can(request.user, Permission.REFERRAL_EDIT, pupil), timezone.localdate()
    found = actions.appointments_of(pupil, request.user)
    return render(request, "meetings/appointments.html", frame(pupil, request.user, "agencies") | {
        "rows": present.rows(found, pupil.school, today, edits=edits),
        "advice": present.advice_now(pupil.first_name, found, today),
        "add_url": reverse("meetings:appointment-add", args=[school, reference]) if edits else "",
    })  # fmt: skip


def add(request, school, reference):
    """Note an appointment that takes the child out of school."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.REFERRAL_EDIT, pupil)
    others = actions.others_before(pupil, timezone.localdate())
    form = AppointmentForm(request.POST or None, initial={} if others else {"authorised": "yes"})
    return _answer(request, pupil, form, None, _("Note a private appointment"), others)


def _find(request, reference: str) -> PrivateAppointment:
    rows = PrivateAppointment.objects.select_related("pupil__school", "pupil__school_class", "school")
    held = visible_or_404(rows, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.REFERRAL_EDIT, held)
    return held


def appointment(request, school, reference):
    """Change a private appointment."""
    held = _find(request, reference)
    initial = {name: getattr(held, name) for name in AppointmentForm.base_fields}
    form = AppointmentForm(
        request.POST or None, initial=initial | {"authorised": "yes" if held.authorised else "no"}
    )
    remove_url = reverse("meetings:appointment-remove", args=[school, reference])
    others = actions.others_before(held.pupil, held.on, held)
    return _answer(
        request, held.pupil, form, held, _("Change a private appointment"), others, remove_url=remove_url
    )


def _answer(request, pupil: Pupil, form, held, title: str, others, **more):
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write_appointment(pupil=pupil, held=held, by=request.user, at=now(), **form.given)
        except Denied as denied:
            form.tell(denied)
        else:
            messages.success(request, _("The appointment is noted."))
            before = actions.others_before(pupil, saved.on, saved)
            if before:
                messages.warning(request, present.advice(pupil.first_name, before))
            return redirect(_list_url(pupil))
    return render(request, "meetings/appointment.html", frame(pupil, request.user) | {
        "form": form, "title": title, "submit_label": _("Save"), "back_url": _list_url(pupil),
        "back_label": _("Private appointments"), "advice": present.advice(pupil.first_name, others),
        "line": _("A single absence is authorised. It is best outside the school day, and does not take place in school."),
        "note": _("What you typed is kept.") if form.errors else "", **more,
    })  # fmt: skip


def _list_url(pupil: Pupil) -> str:
    return reverse("meetings:appointments", args=[pupil.school.slug, pupil.reference])


def remove(request, school, reference):
    """It was noted by mistake, or did not take place: asked once more, then taken away."""
    held = _find(request, reference)
    if request.method == "POST":
        actions.remove_appointment(held=held, by=request.user, at=now())
        messages.success(request, _("The appointment is taken away."))
        return redirect(_list_url(held.pupil))
    facts = [{"label": _("When"), "value": f"{present.day(held.on)}, {present.hours(held)}"},
             {"label": _("With whom"), "value": held.with_whom}]  # fmt: skip
    return render(request, "form_page.html", frame(held.pupil, request.user) | {
        "form": forms.Form(), "title": _("Take an appointment away"), "facts": facts, "submit_label": _("Take away"),
        "line": _("For one that was noted by mistake or did not take place."), "danger": True, "note": "",
        "back_url": _list_url(held.pupil), "back_label": _("Private appointments"),
    })  # fmt: skip
