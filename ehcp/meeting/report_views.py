"""The report of the meeting: written, looked at as it will be printed, issued, given to everybody who was invited."""

from types import SimpleNamespace

from django.contrib import messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied
from core.documents.pdf import REVIEW_REPORT, render_pdf
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from core.ui.exports import download
from ehcp.meeting import actions, forms_present, papers, queries
from ehcp.meeting.forms import ReportForm, SendForm
from ehcp.meeting.pages import find_review, form_page, here, led_back, tell_refused
from ehcp.models import AnnualReview
from register.pages import opened

RECORD, SEND = Permission.REVIEW_RECORD, Permission.REVIEW_REPORT_SEND


def report(request, school, reference):
    """Write the report: what it says in short, above what the meeting recorded; kept as one goes."""
    review = find_review(request, reference, RECORD)
    try:
        actions.check_open_to_write(review)
    except Denied as denied:
        return led_back(request, review, denied)
    editing = _editing(request, review)
    if request.method == "POST":
        return _posted(request, review, editing)
    draft = editing.begin(now())
    base = draft.base if draft else editing.thing.version
    return _report_page(
        request, review, ReportForm(initial=draft.data if draft else editing.saved), draft, base
    )


def _editing(request, review: AnnualReview) -> Editing:
    """The user at work on the report's own words."""
    thing = SimpleNamespace(
        school_id=review.school_id, reference=review.reference, version=queries.summary_version(review)
    )
    label = str(ReportForm.base_fields["summary"].label)
    return Editing("annual_report", thing, request.user, {"summary": review.summary}, {"summary": label})


def _posted(request, review: AnnualReview, editing: Editing):
    typed, base = typed_in(request.POST), version_in(request.POST)
    if answer := autosaved(request, editing, typed):
        reading = forms_present.reading(typed.get("summary", ""))
        answer.content += render_to_string("plans/_reading.html", {"reading": reading, "oob": True}).encode()
        return answer
    if editing.overtaken(base) and editing.differences(typed):
        who, when = (
            (review.written_by.called if review.written_by else _("Somebody")),
            review.written_at or now(),
        )
        return conflict_page(request, editing, typed, saved_by=who, saved_at=when, back=request.path)
    choices = choices_in(request.POST)
    return _save(request, review, editing, typed if choices is None else editing.merged(typed, choices))


def _save(request, review: AnnualReview, editing: Editing, text: dict[str, str]):
    form, held = ReportForm(text), editing.thing.version
    if form.is_valid():
        try:
            actions.write_report(review=review, held=held, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            tell_refused(form, denied)
        else:
            editing.discard()
            messages.success(request, _("Saved. Look at the report, then issue it."))
            return redirect(here(review, "report"))
    return _report_page(request, review, form, editing.keep(text, base=held, at=now()), held)


def _report_page(request, review: AnnualReview, form: ReportForm, draft, base: int):
    today = timezone.localdate()
    return form_page(
        request, review, form, _("Report of the meeting"), _("Save"), "annualmeeting/report.html",
        version=base, reading=forms_present.reading(form["summary"].value() or ""),
        preview_url=here(review, "preview"), record_url=here(review, "record"), file=forms_present.report_file(review),
        issue_url=here(review, "issue") if review.summary and not form.errors and draft is None else "",
        report_facts=forms_present.report_facts(review, today), **saving(request, draft),
    )  # fmt: skip


@require_GET
def preview(request, school, reference):
    """The report's PDF as it would be issued now. It has no number and is kept nowhere."""
    review, today = find_review(request, reference, RECORD), timezone.localdate()
    opened(request, review.pupil, "report of an annual review")
    snapshot = papers.report_snapshot(review, today) | {"document": {"issued_on": today.isoformat()}}
    return download(render_pdf(REVIEW_REPORT, snapshot), name=f"{papers.report_title(review)}.pdf",
                    content_type="application/pdf", inline=True)  # fmt: skip


@require_POST
def issue(request, school, reference):
    """Issue the report as it stands."""
    review = find_review(request, reference, RECORD)
    try:
        actions.issue_report(review=review, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect(here(review, "report" if review.state in actions.AFTER_MEETING else "meeting"))
    messages.success(
        request, _("The report is issued. Give it to everybody who was invited, and record how.")
    )
    return redirect(here(review, "send"))


def send(request, school, reference):
    """Record how the report went to each who was invited."""
    review = find_review(request, reference, SEND)
    if review.report_id is None:
        return led_back(
            request, review, _("The report is issued first; then it goes to everybody who was invited.")
        )
    rest, had = forms_present.report_services(review, timezone.localdate())
    form = SendForm(request.POST or None, people=rest)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("on", "how", "note")}
        try:
            actions.send_report(review=review, invitees=form.chosen, by=request.user, at=now(), **data)
        except Denied as denied:
            tell_refused(form, denied)
        else:
            messages.success(request, _("Recorded."))
            return redirect(here(review, "send") if len(form.chosen) < len(rest) else here(review))
    return form_page(
        request, review, form, _("How the report went out"), _("Record it"), "annualmeeting/send.html", had=had,
        rest=bool(rest), file=forms_present.report_file(review),
        report_facts=forms_present.report_facts(review, timezone.localdate()),
    )  # fmt: skip
