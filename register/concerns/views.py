from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.ui.editing import autosaved
from core.ui.listing import draw_list
from register.concerns import actions, drafts, pages, queries
from register.concerns.forms import DecideForm, EventForm, ToldForm
from register.concerns.present import QUEUE_AS_FILE
from register.enums import ConcernState, Consulted, Outcome, RaisedBy
from register.models import Concern
from register.pages import find_pupil, frame, opened
from register.queries import needs_of

WITH = ("school", "pupil__school", "pupil__school_class", "recorded_by", "decided_by", "document__issued")


def find_concern(request, reference: str) -> Concern:
    """The concern that the person may read; Http404 outside their sight, 403 for who reads no concerns."""
    concerns = Concern.objects.select_related(*WITH)
    found = visible_or_404(concerns, request.user, school=request.school, reference=reference)
    check_can(request.user, Permission.CONCERN_VIEW, found)
    return found


@require_GET
def queue(request, school):
    """The concerns that the person may read: waiting, looked into, supported, decided this year."""
    check_can(request.user, Permission.CONCERN_VIEW, request.school)
    page = pages.queue_page(request, timezone.localdate())
    return draw_list(
        request, "concerns/queue.html", page, name="concerns", title="Concerns", table=QUEUE_AS_FILE
    )


@require_GET
def concern(request, school, reference):
    """What was said about a pupil, where it stands and what was decided. Opening it is recorded."""
    found = find_concern(request, reference)
    opened(request, found.pupil, "concern")
    context = frame(found.pupil, request.user, "concerns") | pages.concern_page(
        request, found, timezone.localdate()
    )
    return render(request, "concerns/concern.html", context)


@require_POST
def gather(request, school, reference):
    """The SENCo looks into the concern before deciding."""
    found = find_concern(request, reference)
    check_can(request.user, Permission.CONCERN_DECIDE, found)
    try:
        actions.gather(concern=found, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect(found)


def decide(request, school, reference):
    """Take a concern to its outcome; where it puts a child on the register, all on this page."""
    found = find_concern(request, reference)
    check_can(request.user, Permission.CONCERN_DECIDE, found)
    if found.state == ConcernState.DECIDED:
        messages.info(request, "This concern has been decided already.")
        return redirect(found)
    work = drafts.editing(request, "concern-decide", found)
    if answer := autosaved(request, work):
        return answer
    form = _decide_form(request, found)
    if request.method == "POST" and form.is_valid() and _decided(request, found, form):
        work.discard()
        return _after_decision(request, found)
    draft = drafts.carry_on(request, work, form)
    context = pages.decide_page(request, found, form, draft)
    return render(request, "concerns/decide.html", context, status=422 if form.is_bound else 200)


def _decide_form(request, found: Concern) -> DecideForm:
    asked = {RaisedBy.STAFF: [Consulted.TEACHER.value], RaisedBy.PARENT: [Consulted.PARENTS.value]}
    consulted = set(asked.get(found.raised_by, []))
    consulted |= {Consulted.PARENTS.value} if found.parents_told_on else set()
    consulted |= {Consulted.CHILD.value} if found.child_says else set()
    seen = {True: "yes", False: "no"}.get(found.seen_in_school, "")
    family = "\n".join(text for text in (found.child_says, found.parents_say) if text)
    needs = [need.code for need in needs_of(found.pupil)] + ["", ""]
    first = {"decided_on": timezone.localdate(), "consulted": sorted(consulted), "seen_in_school": seen,
             "ground_family": family[:2000], "main_need": needs[0], "second_need": needs[1]}  # fmt: skip
    return DecideForm(
        request.POST if request.method == "POST" else None, concern=found,
        level=queries.level_of(found.pupil), initial=first,
        support_runs=queries.running_support(found.pupil) is not None, others_open=queries.other_open(found),
    )  # fmt: skip


def _decided(request, found: Concern, form: DecideForm) -> bool:
    """Whether the decision is made; when not, the form says why."""
    try:
        actions.decide(concern=found, by=request.user, at=now(), **form.decided)
    except Denied as denied:
        form.add_error(None, denied.reason)
        return False
    return True


def _after_decision(request, found: Concern):
    found.refresh_from_db()
    messages.success(request, f"Decided: {found.get_outcome_display()}.")
    if not found.family_told_on:
        messages.warning(request, "Tell the family what was decided, then write down when.")
    if found.outcome == Outcome.EXTRA_SUPPORT:
        here = reverse("concerns:support-start", args=[request.school.slug, found.pupil.reference])
        return redirect(f"{here}?concern={found.reference}")
    return redirect(found)


def told(request, school, reference):
    """Record that the family was told what was decided."""
    found = find_concern(request, reference)
    check_can(request.user, Permission.CONCERN_RAISE, found)
    form = ToldForm(request.POST if request.method == "POST" else None, concern=found,
                    initial={"on": timezone.localdate()})  # fmt: skip
    if form.is_valid():
        try:
            actions.tell_family(concern=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "It is written down that the family was told.")
            return redirect(found)
    title = f"Tell the family about {found.pupil.first_name}"
    return render(request, "form_page.html", pages.small_form(request, found.pupil, form, title, found))


@require_POST
def request_form(request, school, reference):
    """The request for support on paper, as the concern now stands."""
    found = find_concern(request, reference)
    check_can(request.user, Permission.CONCERN_RAISE, found)
    actions.issue_request(concern=found, by=request.user, at=now())
    messages.success(
        request, "The request is being made as a PDF. It is in the pupil’s file when it is ready."
    )
    return redirect(found)


@require_GET
def pupil(request, school, reference):
    """All concerns, extra support and events of one pupil. Opening it is recorded."""
    found = find_pupil(request, reference)
    check_can(request.user, Permission.CONCERN_VIEW, found)
    opened(request, found, "concerns")
    context = frame(found, request.user, "concerns") | pages.pupil_page(request, found, timezone.localdate())
    return render(request, "concerns/pupil.html", context)


def event(request, school, reference):
    """Write down something that happened to a pupil."""
    found = find_pupil(request, reference)
    check_can(request.user, Permission.CONCERN_VIEW, found)
    check_can(request.user, Permission.CONCERN_RAISE, found)
    form = EventForm(request.POST if request.method == "POST" else None, pupil=found)
    if form.is_valid():
        try:
            actions.record_event(pupil=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "It is written down. Raise a concern when it shows in school.")
            return redirect("concerns:pupil", school, reference)
    title = f"What happened to {found.first_name}"
    return render(request, "form_page.html", pages.small_form(request, found, form, title))
