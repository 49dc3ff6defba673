from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.ui.editing import version_in
from core.ui.listing import draw_list
from ehcp.assessing import actions, page, present, queries
from ehcp.assessing.forms import ConsiderForm
from ehcp.assessing.steps import STEPS, StepPage
from ehcp.enums import ASSESSMENT_REFUSED
from ehcp.models import NeedsAssessment
from register.edits import tell_refused
from register.pages import find_pupil, frame, opened


@require_GET
def assessments(request, school):
    """The school's needs assessments: where each is, whose move, by when."""
    check_can(request.user, Permission.EHCP_VIEW, request.school)
    ended, today = request.GET.get("show") == "ended", timezone.localdate()
    rows = queries.assessment_lines(request.school, request.user, today, ended=ended)
    page = present.list_page(request.school, rows, today, ended=ended)
    return draw_list(request, "ehcna/list.html", page, name="needs-assessments", title="EHC needs assessments",
                     table=present.list_as_file)  # fmt: skip


@require_GET
def pupil(request, school, reference):
    """One pupil's needs assessments. Opening it is recorded."""
    found = find_pupil(request, reference)
    check_can(request.user, Permission.EHCP_VIEW, found)
    opened(request, found, "EHC needs assessments")
    context = page.pupil_page(found, request.user, timezone.localdate())
    return render(request, "ehcna/pupil.html", frame(found, request.user, "ehc") | context)


@require_GET
def assessment(request, school, reference):
    """One needs assessment: the steps and the clock, the evidence, the one next step. Opening it is recorded."""
    held = find(request, reference)
    check_can(request.user, Permission.EHCP_VIEW, held)
    opened(request, held.pupil, "EHC needs assessment")
    context = page.assessment_page(held, request.user, timezone.localdate())
    return render(request, "ehcna/assessment.html", frame(held.pupil, request.user, "ehc") | context)


def find(request, reference: str) -> NeedsAssessment:
    """The assessment of that reference which the person may know of; Http404 otherwise."""
    return visible_or_404(queries.one_assessment(request.school), request.user, reference=reference)


def start(request, school, reference):
    """Begin to consider an assessment of one pupil."""
    found = find_pupil(request, reference)
    check_can(request.user, Permission.EHCNA_RUN, found)
    form = ConsiderForm(request.POST or None, pupil=found)
    if request.method == "POST" and form.is_valid():
        try:
            held = actions.consider(pupil=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            tell_refused(form, None, denied)
        else:
            messages.success(request, _("It is being considered. Talk it over with the parents next."))
            return redirect(held)
    back = reverse("ehcna:pupil", args=[school, reference])
    words = form_words(form, _("Consider an EHC needs assessment for %(name)s") % {"name": found.name}, _("Save"), back,
                       _("Back to %(name)s’s assessments") % {"name": found.first_name})  # fmt: skip
    words["line"] = page.bar_words(found, timezone.localdate())
    return render(request, "form_page.html", frame(found, request.user) | words)


def form_words(form, title: str, submit: str, back: str, back_label: str) -> dict:
    """What form_page.html asks for beside the frame."""
    kept = _("What you typed is kept.") if form.errors else ""
    kept = _("What you typed is kept. Choose the file again.") if form.errors and form.files else kept
    return {"form": form, "title": title, "line": "", "submit_label": submit, "note": kept, "back_url": back,
            "back_label": back_label}  # fmt: skip


def step(request, school, reference, name):
    """One step of an assessment: its form, its action."""
    held, to_do = find(request, reference), STEPS[name]
    check_can(request.user, to_do.permission, held)
    if request.method == "GET" and held.state not in to_do.states:
        return not_now(request, held)
    form = to_do.form(request.POST or None, request.FILES or None, assessment=held, user=request.user)
    if request.method == "POST" and form.is_valid() and _acted(request, held, to_do, form):
        messages.success(request, to_do.saved)
        return redirect(held)
    title, line, submit = _step_words(held, name, to_do)
    words = form_words(form, title, submit, held.get_absolute_url(), _("Back to the assessment"))
    return render(request, "form_page.html", frame(held.pupil, request.user) | words | {
        "line": line, "danger": to_do.danger, "version": held.version if to_do.versioned else None,
    })  # fmt: skip


def _acted(request, held: NeedsAssessment, to_do: StepPage, form) -> bool:
    known = {"version": version_in(request.POST)} if to_do.versioned else {}
    try:
        to_do.act(assessment=held, by=request.user, at=now(), **known, **form.cleaned_data)
    except Denied as denied:
        tell_refused(form, held, denied)
        return False
    return True


def _step_words(held: NeedsAssessment, name: str, to_do: StepPage) -> tuple[str, str, str]:
    """Title, line and button of a step."""
    title, line, submit = to_do.title, to_do.line, to_do.submit
    if name == "end" and held.state not in ASSESSMENT_REFUSED:
        title = submit = _("Take it back")
        line = _("Nothing is deleted: it can be read, and another one may be begun later.")
    elif name == "end":
        title = _("Use the feedback and end it")
        line = _("SEN support goes on, and builds on what the authority says.")
    return _("%(step)s: %(name)s") % {"step": title, "name": held.pupil.name}, line, submit


def not_now(request, held: NeedsAssessment):
    """Back to the assessment, with the word that this step is not open."""
    words = _("That step is not open now: the assessment is at “%(state)s”.")
    messages.info(request, words % {"state": held.get_state_display()})
    return redirect(held)


@require_POST
def evidence(request, school, reference):
    """Put together all that is on record and link it: a worker does it, and the page of the job tells when it is ready."""
    held = find(request, reference)
    check_can(request.user, Permission.EHCNA_RUN, held)
    try:
        job = actions.queue_evidence(assessment=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect(held)
    return redirect("jobs:job", school, job.reference)


@require_POST
def advice_paper(request, school, reference):
    """The school's advice as a PDF, as it now stands."""
    return _make(request, reference, actions.issue_advice)


@require_POST
def answer_paper(request, school, reference):
    """The school's answer to the draft as a PDF, as it now stands."""
    return _make(request, reference, actions.issue_answer)


def _make(request, reference: str, act):
    held = find(request, reference)
    check_can(request.user, Permission.EHCNA_RUN, held)
    try:
        act(assessment=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("It is being made as a PDF: it is among the papers in a moment."))
    return redirect(held)
