from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.ui.editing import version_in
from core.ui.present import day
from ehcp.annual import actions, page, queries
from ehcp.annual.forms import MoveForm, StartForm, WhyForm
from ehcp.annual.thinking import Thought
from ehcp.enums import BEFORE_MEETING
from ehcp.models import AnnualReview
from register.edits import tell_refused
from register.pages import find_pupil, frame, opened

RUN = Permission.REVIEW_RUN


def find_review(request, reference: str) -> AnnualReview:
    """The review of that reference which the person may read, with all that its page draws; Http404 otherwise."""
    return visible_or_404(queries.one_review(request.school), request.user, reference=reference)


def words(form, title: str, submit: str, back: str, back_label: str) -> dict:
    """What form_page.html says around a form."""
    kept = _("What you typed is kept.") if form.errors else ""
    kept = _("What you typed is kept. Choose the file again.") if form.errors and form.files else kept
    return {"form": form, "title": title, "line": "", "submit_label": submit, "note": kept, "back_url": back,
            "back_label": back_label}  # fmt: skip


def not_now(request, review: AnnualReview):
    """Back to the review: the step is not open."""
    said = _("That step is not open now: the review is at “%(state)s”.")
    messages.info(request, said % {"state": review.get_state_display()})
    return redirect(review)


@require_GET
def reviews(request, school, reference):
    """The reviews of a child's plan, and the dates of the next. Opening it is recorded."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.EHCP_VIEW, pupil)
    opened(request, pupil, "annual reviews")
    context = page.list_page(pupil, request.user, timezone.localdate())
    return render(request, "annual/list.html", frame(pupil, request.user) | context)


@require_GET
def review(request, school, reference):
    """One review: its steps, who is asked, what to think of. Opening it is recorded."""
    held = find_review(request, reference)
    check_can(request.user, Permission.EHCP_VIEW, held)
    opened(request, held.pupil, "annual review")
    context = page.review_page(held, request.user, timezone.localdate())
    return render(request, "annual/review.html", frame(held.pupil, request.user) | context)


def start(request, school, reference):
    """Set the date of a review. What a typed day implies is shown at once, and nothing is saved before it is asked for."""
    pupil = find_pupil(request, reference)
    check_can(request.user, RUN, pupil)
    plan = queries.plan_of(pupil)
    back = reverse("annual:list", args=[school, reference])
    running = plan and actions.open_review_of(plan)
    if plan is None or plan.made_on is None or (request.method == "GET" and running):
        return _cannot_start(request, running, back)
    thought = Thought(plan, request)
    form = StartForm(
        thought.typed, initial=thought.initial, pupil=pupil, facts_for=thought.facts_for, kinds=thought.kinds
    )
    if thought.to_save and form.is_valid():
        try:
            held = actions.set_date(plan=plan, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            said = _("The meeting is on %(day)s. See who is asked, then give notice.")
            messages.success(request, said % {"day": day(held.on)})
            return redirect(held)
    said = words(form, _("Set the date of a review"), _("Save this date"), back, _("Back to the reviews"))
    return render(request, "annual/date.html", frame(pupil, request.user) | said | thought.context())


def _cannot_start(request, running, back: str):
    said = _("A review is going on: here it is.") if running else _(
        "A review begins once the final plan is here, with the day on which it was made.")  # fmt: skip
    messages.info(request, said)
    return redirect(running or back)


def move(request, school, reference):
    """Move the meeting, or put right its hour and place."""
    held = find_review(request, reference)
    check_can(request.user, RUN, held)
    if request.method == "GET" and held.state not in BEFORE_MEETING:
        return not_now(request, held)
    thought = Thought(held.plan, request, review=held)
    form = MoveForm(
        thought.typed, initial=thought.initial, pupil=held.pupil, facts_for=thought.facts_for, review=held
    )
    if thought.to_save and form.is_valid():
        try:
            actions.move_date(
                review=held, by=request.user, at=now(), version=version_in(request.POST), **form.cleaned_data
            )
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("Saved. Notice counts for the day that stands now."))
            return redirect(held)
    said = words(form, _("Move the meeting"), _("Save"), held.get_absolute_url(), _("Back to the review"))
    context = frame(held.pupil, request.user) | said | thought.context()
    return render(request, "annual/date.html", context | {"version": held.version})


def call_off(request, school, reference):
    """Call a review off."""
    held = find_review(request, reference)
    check_can(request.user, Permission.EHC_CLOSE, held)
    if request.method == "GET" and held.state not in BEFORE_MEETING:
        return not_now(request, held)
    form = WhyForm(request.POST or None, label=_("Why is it called off?"),
                   help_text=_("It can be read afterwards, and another review begun"))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off(review=held, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The review is called off. Tell those who had notice of it."))
            return redirect(held)
    said = words(
        form, _("Call the review off"), _("Call it off"), held.get_absolute_url(), _("Back to the review")
    )
    return render(request, "form_page.html", frame(held.pupil, request.user) | said | {"danger": True})


@require_GET
def mine(request, school):
    """Reviews for which the person's own advice is asked."""
    check_can(request.user, Permission.REVIEW_ADVISE, request.school)
    if request.school.pk not in request.user.staff_school_ids:
        raise Http404
    rows = page.own_rows(queries.own_advice(request.school, request.user), timezone.localdate(), school)
    return render(request, "annual/mine.html", {"rows": rows, "title": _("Advice for reviews")})
