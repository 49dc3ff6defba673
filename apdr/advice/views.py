"""Advice of outside professionals: what waits, and where each piece goes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.models import Recommendation
from apdr.advice import actions, present, queries
from apdr.advice.forms import WeighForm
from apdr.enums import AdvicePlace
from core.accounts.enums import Permission, Role
from core.accounts.permissions import Denied, can, check_can, check_role, visible_or_404
from core.ui.editing import version_in
from core.ui.listing import draw_list
from register.pages import find_pupil, frame, opened

IN_PLAN = {"target", "strategy", "every_lesson", "home"}


@require_GET
def waiting(request, school):
    """Advice that nobody has decided yet."""
    check_role(request.user, Permission.REFERRAL_VIEW, request.school.pk)
    today, may = timezone.localdate(), can(request.user, Permission.ADVICE_DECIDE, request.school)
    found = queries.waiting(request.school, request.user)
    rows = [present.advice_row(one, today, request.user, may_decide=may) for one in found]
    return draw_list(request, "advice/list.html", {"rows": rows}, name="advice", title="Advice to decide",
                     table=present.LIST_AS_FILE)  # fmt: skip


@require_GET
def of_pupil(request, school, reference):
    """All advice about one child, and what became of it. Opening it is recorded."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.REFERRAL_VIEW, pupil)
    opened(request, pupil, "advice of professionals")
    today, may = timezone.localdate(), can(request.user, Permission.ADVICE_DECIDE, pupil)
    found = queries.advice_of(pupil, request.user)
    rows = [present.advice_row(one, today, request.user, may_decide=may, named=False) for one in found]
    return render(request, "advice/pupil.html", frame(pupil, request.user, "agencies") | {"rows": rows})


def decide(request, school, reference):
    """Weigh one piece of advice and put it, in one click, into the plan, into provision, or leave it for now."""
    one = _find(request, reference)
    check_can(request.user, Permission.ADVICE_DECIDE, one)
    form = WeighForm(request.POST or None, school=request.school, initial=_first(one, request.user))
    if request.method == "POST" and form.is_valid():
        try:
            done = _put(request, one, form)
        except Denied as denied:
            form.add_error(None, denied.reason)
            one = _find(request, reference)  # as it stands now: somebody else may have decided it
        else:
            messages.success(request, done)
            return redirect("advice:pupil", school, one.pupil.reference)
    places = queries.places_for(one.pupil, request.user)
    context = frame(one.pupil, request.user) | {
        "form": form, "row": present.advice_row(one, timezone.localdate(), request.user, may_decide=False, named=False),
        "version": one.version,
        "groups": present.destinations(places), "back_url": reverse("advice:pupil", args=[school, one.pupil.reference]),
        "plan_label": request.school.label("plan"), "no_plan": not places.plans,
        "plans_url": reverse("overview:pupil", args=[school, one.pupil.reference]),
    }  # fmt: skip
    return render(request, "advice/decide.html", context)


def _find(request, reference: str) -> Recommendation:
    in_sight = queries.advice_in_sight(request.school, request.user)
    return visible_or_404(in_sight, request.user, reference=reference)


def _first(one: Recommendation, user) -> dict:
    """What the form begins with: what was said before, or the role of whoever decides."""
    roles = user.roles_at(one.school_id)
    mine = [name for role, name in ((Role.TEACHER, "teacher"), (Role.SENCO, "senco")) if role in roles]
    return {"teacher_says": one.teacher_says, "why": one.why, "weighed_by": one.weighed_by or mine}


def _put(request, one: Recommendation, form: WeighForm) -> str:
    """Carry out the button that was pressed, and say what was done. Raises Denied, or Http404 for a made-up one."""
    kind, *where = request.POST.get("place", "").split(":")
    read = version_in(request.POST) if "version" in request.POST else None
    said = {"recommendation": one, "by": request.user, "at": now(), "version": read, **form.weighing}
    places = queries.places_for(one.pupil, request.user)
    if kind in IN_PLAN:
        plan = _named(places.plans, where)
        target = _target(plan, where) if kind == "strategy" else None
        criteria = form.cleaned_data["criteria"]
        actions.put_in_plan(place=AdvicePlace(kind), plan=plan, target=target, criteria=criteria, **said)
        return _("It is in the plan, and the plan says where it comes from.")
    if kind == "provision":
        actions.put_in_provision(provision=_named(places.runs, where), **said)
        return _("It is carried out by that provision, and the child has a place in it.")
    if kind == "not_now":
        actions.leave_for_now(**said)
        return _("Not now: the reason stands beside the advice.")
    raise Denied(_("Choose where it goes: press one of the buttons."))


def _named(rows: list, where: list[str]):
    found = next((row for row in rows if where and row.reference == where[0]), None)
    if found is None:
        raise Http404
    return found


def _target(plan, where: list[str]):
    number = where[1] if len(where) > 1 else ""
    found = next((target for target in plan.targets.all() if str(target.number) == number), None)
    if found is None:
        raise Http404
    return found
