from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, check_role
from core.ui.listing import draw_list
from register import queries as register
from register.enums import Level
from register.models import StatusPeriod
from register.pages import find_pupil
from register.present import pupil_head
from register.response import present, queries
from register.response.actions import change_level, record_check
from register.response.forms import CheckForm, LevelForm


def level(request, school, reference):
    """Move a pupil on the graduated response: what is open from here, what must hold, what follows."""
    pupil = find_pupil(request, reference)
    period, needs = register.open_period(pupil), register.needs_of(pupil)
    moves = queries.open_moves(pupil, request.user, period)
    check_can(request.user, moves[0].permission if moves else Permission.STATUS_CHANGE, pupil)
    codes = [need.code for need in needs] + ["", ""]
    start = {"start": timezone.localdate(), "main_need": codes[0], "second_need": codes[1],
             "additional": period.additional if period else "", "level": request.GET.get("to", "")}  # fmt: skip
    form = LevelForm(request.POST or None, pupil=pupil, moves=moves, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            period = change_level(pupil=pupil, by=request.user, at=now(), **form.change)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, f"{pupil.first_name} is now at {period.get_level_display()}.")
            return redirect(pupil)
    context = present.level_page(pupil, period, moves, form)
    head = pupil_head(pupil, period, needs, timezone.localdate())
    return render(request, "response/level.html", context | {"pupil": head})


@require_GET
def watch(request, school):
    """Pupils whose support has ended and who are watched, and how often support had to come back."""
    check_role(request.user, Permission.WATCH_CHECK, request.school.pk)
    watched = queries.watched_pupils(request.school, request.user)
    found = queries.relapses(request.school, request.user)
    may = can(request.user, Permission.STATUS_CHANGE, request.school)
    context = present.watch_page(watched, found, request.school, timezone.localdate(), moves=may)
    return draw_list(request, "response/watch.html", context, name="step-down-watch", title="Step-down watch",
                     table=present.WATCH_AS_FILE)  # fmt: skip


def check(request, school, reference, number):
    """Record the first, second or third check after support ended."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.WATCH_CHECK, pupil)
    periods = StatusPeriod.objects.select_related("pupil__school")
    period = get_object_or_404(periods, pupil=pupil, level=Level.EXITED, end=None)
    form = CheckForm(request.POST or None, period=period)
    if request.method == "POST" and form.is_valid():
        try:
            record_check(period=period, number=number, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, f"Check {number} for {pupil.first_name} is recorded.")
            return redirect("response:watch", school)
    head = pupil_head(pupil, period, register.needs_of(pupil), timezone.localdate())
    context = present.check_page(period, number) | {"form": form, "pupil": head,
                                                    "back_url": reverse("response:watch", args=[school])}  # fmt: skip
    return render(request, "form_page.html", context)
