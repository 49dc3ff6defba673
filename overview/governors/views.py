"""The report to governors: read by them once it is issued; drafted, written, issued and corrected by SENCo and head."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.documents.models import IssueState
from core.documents.pdf import GOVERNOR_REPORT, render_pdf
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from core.ui.exports import download
from overview.governors import actions, present, queries
from overview.governors.forms import CorrectForm, StoryForm
from overview.models import ReportState, TermReport

FORM = "term_report"


def find_report(request, reference: str, permission: Permission = Permission.FIGURES_VIEW) -> TermReport:
    """A report in the user's sight. Raises Denied without the permission, Http404 for one that is not there for them."""
    check_can(request.user, permission, request.school)
    found = queries.find(request.school, request.user, reference=reference)
    if found is None:
        raise Http404
    return found


@require_GET
def reports(request, school):
    """All reports in sight; for who writes them, with drafts and the terms that have none."""
    check_can(request.user, Permission.FIGURES_VIEW, request.school)
    writes = can(request.user, Permission.REPORT_WRITE, request.school)
    waiting = queries.terms_without(request.school, timezone.localdate()) if writes else []
    page = present.list_page(
        request.school, queries.rows(request.school, request.user), waiting, writes=writes
    )
    return render(request, "governors/list.html", page)


@require_GET
def checks(request, school):
    """Where the numbers of the report come from and how they are protected, in plain words."""
    check_can(request.user, Permission.FIGURES_VIEW, request.school)
    return render(request, "governors/checks.html", present.checks_page(request.school))


@require_POST
def draft(request, school):
    """Have the report on a term drafted by a worker."""
    check_can(request.user, Permission.REPORT_WRITE, request.school)
    here = reverse("governors:list", args=[school])
    try:
        start = dt.date.fromisoformat(request.POST.get("term", ""))
    except ValueError:
        messages.error(request, "Choose the term that the report is on.")
        return redirect(here)
    return _queued(request, start, back=here)


def _queued(request, start: dt.date, *, back: str):
    try:
        job = actions.queue_draft(school=request.school, start=start, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect(back)
    return redirect("jobs:job", request.school.slug, job.reference)


@require_POST
def again(request, school, reference):
    """Have the figures of a draft taken again."""
    found = find_report(request, reference, Permission.REPORT_WRITE)
    return _queued(request, found.start, back=_here(found))


def _here(report: TermReport, page: str = "report") -> str:
    return reverse(f"governors:{page}", args=[report.school.slug, report.reference])


@require_GET
def report(request, school, reference):
    """A report as governors read it; a draft, for who writes it, with what may be done next."""
    found = find_report(request, reference)
    return render(request, "governors/report.html", present.report_page(found, request.user))


def write(request, school, reference):
    """Write the parts of a draft with the exact figures beside; kept as one goes."""
    found = find_report(request, reference, Permission.REPORT_WRITE)
    if found.state != ReportState.DRAFT:
        messages.info(
            request, "This report has been issued and stays as it is. Correct it to change anything."
        )
        return redirect(_here(found))
    editing = Editing(FORM, found, request.user, queries.text_saved(found), StoryForm().labels)
    if request.method == "POST":
        return _written(request, found, editing)
    kept = editing.begin(now())
    return _write_page(request, found, StoryForm(initial=kept.data if kept else editing.saved), kept)


def _written(request, found: TermReport, editing: Editing):
    typed, base = typed_in(request.POST), version_in(request.POST)
    if answer := autosaved(request, editing, typed):
        return answer
    choices = choices_in(request.POST)
    if editing.overtaken(base):
        return conflict_page(request, editing, typed, saved_by=found.written_by.called if found.written_by else "Somebody",
                             saved_at=queries.written_at(found), back=request.path)  # fmt: skip
    merged = typed if choices is None else editing.merged(typed, choices)
    form = StoryForm(merged)
    if form.is_valid():
        try:
            actions.write_story(
                report=found, texts=form.cleaned_data, version=base, by=request.user, at=now()
            )
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            editing.discard()
            messages.success(request, "Saved. This is how governors will read it.")
            return redirect(_here(found))
    return _write_page(request, found, form, editing.keep(merged, base=base, at=now()), status=422)


def _write_page(request, found: TermReport, form: StoryForm, kept, status: int = 200):
    context = present.write_page(found, form) | saving(request, kept) | {
        "form": form, "version": kept.base if kept else found.version, "submit_label": "Save and look at it",
        "note": "What you typed is kept." if form.errors else "",
    }  # fmt: skip
    return render(request, "governors/write.html", context, status=status)


def issue(request, school, reference):
    """Issue a draft: asked once more, with what stands in the way."""
    found = find_report(request, reference, Permission.REPORT_WRITE)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.issue_report(report=found, version=version_in(request.POST), drafted_at=request.POST.get("drafted", ""),
                                 by=request.user, at=now())  # fmt: skip
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "Issued. Governors can read it now; the PDF is being made.")
            return redirect(_here(found))
    return render(request, "governors/issue.html", present.issue_page(found) | {"form": form})


def correct(request, school, reference):
    """Begin a correction of an issued report."""
    found = find_report(request, reference, Permission.REPORT_WRITE)
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.correct_report(report=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, f"Number {made.number} is a draft: change it, then issue it.")
            return redirect(_here(made, "write"))
    return render(request, "form_page.html", present.correct_page(found) | {"form": form})


@require_GET
def pdf(request, school, reference):
    """The PDF of an issued report as it was made; of a draft, as it would be, kept nowhere. Opening is recorded."""
    found = find_report(request, reference)
    name = f"SEN report to governors, {found.term_name}"
    record_opening(
        school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT, what=f"{name}"[:120]
    )
    if found.state == ReportState.DRAFT:
        crest = bytes(found.school.crest) if found.school.crest else None
        data = render_pdf(GOVERNOR_REPORT, present.drawn(found), images={"crest": crest} if crest else None)
        return download(data, name=f"Draft of the {name}.pdf", content_type="application/pdf", inline=True)
    if found.document.state != IssueState.READY:
        messages.info(request, "The PDF is being made: try again in a moment.")
        return redirect(_here(found))
    with found.document.file.content.open("rb") as content:
        return download(content.read(), name=f"{name}, number {found.number}.pdf", content_type="application/pdf",
                        inline="inline" in request.GET)  # fmt: skip
