"""The margin of a plan: notes and ratings, targets reached and added, and the plan on paper in another format."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from apdr.enums import PlanFormat
from apdr.models import Annotation, Plan, Target
from apdr.plans import margin
from apdr.plans.formats import print_plan
from apdr.plans.margin_forms import FormatForm, NextTargetForm, NoteForm, ReachedForm
from apdr.plans.views import find_plan, head_of
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can


def note(request, school, reference):
    """Write a note in the margin, with or without a rating."""
    plan = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_ANNOTATE, plan)
    start = {"on": timezone.localdate(), "target": request.GET.get("target", "")}
    form = NoteForm(request.POST or None, initial=start, targets=plan.targets.all())
    if request.method == "POST" and form.is_valid():
        try:
            margin.annotate(plan=plan, by=request.user, at=now(), **form.said)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "The note is written.")
            return redirect(f"{plan.get_absolute_url()}#margin")
    return _page(request, plan, form, title=f"A note about {plan.pupil.first_name}’s plan", submit="Write it down",
                 line="Everyone who works with the child reads it; it is dated and keeps your name.")  # fmt: skip


def _page(request, plan: Plan, form, *, title: str, submit: str, line: str = ""):
    return render(request, "form_page.html", {
        "form": form, "pupil": head_of(plan), "title": title, "line": line, "submit_label": submit,
        "back_url": plan.get_absolute_url(), "back_label": "Back to the plan",
    }, status=422 if form.is_bound else 200)  # fmt: skip


@require_POST
def take_back(request, school, reference, note):
    """Take one's own note back, on the day on which it was written."""
    plan = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_ANNOTATE, plan)
    found = Annotation.objects.filter(plan=plan, reference=note).first()
    if found is None:
        raise Http404
    try:
        margin.take_back(note=found, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, "The note is taken back.")
    return redirect(f"{plan.get_absolute_url()}#margin")


def find_target(plan: Plan, number: int) -> Target:
    """The plan's target of that number; Http404 where there is none."""
    found = next((target for target in plan.targets.all() if target.number == number), None)
    if found is None:
        raise Http404
    found.plan = plan
    return found


def reached(request, school, reference, number):
    """A target was reached while the plan runs; another may take its place (R-84)."""
    plan = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, plan)
    target = find_target(plan, number)
    form = ReachedForm(
        request.POST or None, initial={"on": timezone.localdate()}, first_name=plan.pupil.first_name
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            margin.reach_target(target=target, on=said["on"], outcome=said["outcome"], following=form.following,
                                by=request.user, at=now())  # fmt: skip
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "The target is reached. The plan’s PDF is being made anew.")
            return redirect(plan)
    return _page(
        request, plan, form, title="Target reached", submit="Save", line=f"Target {number}: {target.target}"
    )


def add_target(request, school, reference):
    """One more target while the plan runs."""
    plan = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, plan)
    form = NextTargetForm(request.POST or None, first_name=plan.pupil.first_name)
    if request.method == "POST" and form.is_valid():
        try:
            margin.add_target(plan=plan, words=form.cleaned_data, by=request.user, at=now())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "The target is added. The plan’s PDF is being made anew.")
            return redirect(plan)
    return _page(
        request, plan, form, title=f"One more target for {plan.pupil.first_name}", submit="Add the target"
    )


@require_POST
def print_as(request, school, reference):
    """Have the plan made as a PDF in a format of choice."""
    plan = find_plan(request, reference)
    check_can(request.user, Permission.SEN_VIEW, plan)
    form = FormatForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the formats.")
        return redirect(plan)
    try:
        print_plan(plan=plan, format=PlanFormat(form.cleaned_data["format"]), by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, "The plan stands under “On paper” as soon as its PDF is made.")
    return redirect(f"{plan.get_absolute_url()}#paper")
