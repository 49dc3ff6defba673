"""A report's pages: it arrives, is checked, returned or shared, and confirmed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agencies.enums import ReportState
from agencies.models import AgencyReport, Finding, ReportReceipt
from agencies.reports import actions, present, queries
from agencies.reports.forms import ConfirmForm, CorrectionForm, ReportForm, ShareForm
from agencies.reports.ground import TO_CHECK
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from core.jobs.models import JobState
from core.ui.listing import draw_list
from register.pages import find_pupil, frame, opened


def find_report(request, reference: str) -> AgencyReport:
    """The report of that reference whom the person may know of. Http404 otherwise."""
    return visible_or_404(queries.REPORTS, request.user, school=request.school, reference=reference)


@require_GET
def reports(request, school):
    """Reports to check, returned ones, and those that somebody has not confirmed."""
    check_can(request.user, Permission.REFERRAL_VIEW, request.school)
    today, checks = timezone.localdate(), can(request.user, Permission.REPORT_CHECK, request.school)
    waiting, shared = (read(request.school, request.user) for read in (queries.to_check, queries.unconfirmed))
    lines = {name: [present.line_of(row, school, today, checks=checks) for row in rows] for name, rows in (
        ("to_check", [row for row in waiting if row.state != ReportState.RETURNED]),
        ("returned", [row for row in waiting if row.state == ReportState.RETURNED]), ("shared", shared),
    )}  # fmt: skip
    return draw_list(request, "reports/list.html", lines | {"checks": checks}, name="reports",
                     title="Reports of professionals", table=present.list_as_file)  # fmt: skip


def add(request, school, reference):
    """A report has arrived: its file, and what it belongs to."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.REPORT_HAND_IN, pupil)
    first = {name: request.GET.get(name, "") for name in ("referral", "visit", "replaces")}
    form = ReportForm(request.POST or None, request.FILES or None, pupil=pupil,
                      choices=queries.choices_for(pupil, request.user),
                      initial=first | {"received_on": timezone.localdate()})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            held = actions.receive_report(
                pupil=pupil, upload=data.pop("file"), by=request.user, at=now(), **data
            )
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The report is here. It is being read for names and addresses."))
            return redirect("reports:check", school, held.reference)
    note = _("What you typed is kept. Choose the file again.") if form.must_choose_again else ""
    return _form_page(request, pupil, form, title=_("Add a report"), submit=_("Add and check"), note=note,
                      back=reverse("reports:list", args=[school]), back_label=_("Back to the reports"))  # fmt: skip


def _form_page(
    request, pupil, form, *, title, submit, back, back_label, note="", line="", facts=None, template=""
):
    kept = _("What you typed is kept.") if form.errors and form.fields else ""
    return render(request, template or "form_page.html", frame(pupil, request.user) | {
        "form": form, "title": title, "submit_label": submit, "line": line, "facts": facts, "note": note or kept,
        "back_url": back, "back_label": back_label,
    })  # fmt: skip


@require_GET
def check(request, school, reference):
    """The gate before sharing: the text with what is marked in it, and what to do about each."""
    held = find_report(request, reference)
    check_can(request.user, Permission.REPORT_CHECK, held)
    opened(request, held.pupil, "report to be checked")
    if held.state not in {ReportState.READING, *TO_CHECK}:
        return redirect(held)
    findings = queries.findings_of(held)
    return render(request, "reports/check.html", frame(held.pupil, request.user) | {
        "report": held, "parts": present.text_of(held, findings), "source": present.source_of(held),
        "standing": present.groups_of(held, findings, dismissed=False), "unread": present.unread_of(held),
        "dismissed": present.groups_of(held, findings, dismissed=True), "verdict": present.verdict(held, findings),
        "reading": held.state == ReportState.READING, "returned": held.state == ReportState.RETURNED,
        "failed": held.job is not None and held.job.state == JobState.FAILED, "state": present.state_of(held.state),
        "facts": present.facts_of(held), "job": present.job_of(held, request.user),
    })  # fmt: skip


@require_POST
def read(request, school, reference):
    """Have the report read again, with the names of today."""
    held = find_report(request, reference)
    check_can(request.user, Permission.REPORT_CHECK, held)
    try:
        actions.read_again(report=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect("reports:check", school, reference)


@require_POST
def dismiss(request, school, reference, finding):
    """What is marked is something else; or it is marked again."""
    held = find_report(request, reference)
    check_can(request.user, Permission.REPORT_CHECK, held)
    one = get_object_or_404(Finding.objects.select_related("report"), report=held, pk=finding)
    undo = "undo" in request.POST
    try:
        actions.dismiss_finding(finding=one, by=request.user, at=now(), alike=True, undo=undo)
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        said = _("“%(words)s” is marked again.") if undo else _("“%(words)s” is no longer marked.")
        messages.success(request, said % {"words": one.words})
    return redirect(f"{reverse('reports:check', args=[school, reference])}#findings")


def correct(request, school, reference):
    """Ask the writer for a corrected report, in words that name no child."""
    held = find_report(request, reference)
    check_can(request.user, Permission.REPORT_CHECK, held)
    first = held.returned_words or present.draft_words(held, queries.findings_of(held))
    form = CorrectionForm(request.POST or None, initial={"words": first})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_correction(report=held, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error("words", denied.reason)
        else:
            messages.success(
                request, _("It is written down. Print the letter, or copy it to the secure service.")
            )
            return redirect("reports:letter", school, reference)
    return _form_page(request, held.pupil, form, title=_("Ask for a corrected report"), submit=_("Keep and print"),
                      **_to_check(held))  # fmt: skip


def _to_check(held: AgencyReport) -> dict:
    here = [held.school.slug, held.reference]
    return {"back": reverse("reports:check", args=here), "back_label": _("Back to the check")}


@require_GET
def letter(request, school, reference):
    """What was asked to be corrected, for printing or for copying to a secure service."""
    held = find_report(request, reference)
    check_can(request.user, Permission.REPORT_CHECK, held)
    return render(request, "reports/letter.html", {
        "report": held, "school": request.school, "back_url": reverse("reports:check", args=[school, reference]),
    })  # fmt: skip


def share(request, school, reference):
    """Hand the report to the class teachers and the parents."""
    held = find_report(request, reference)
    check_can(request.user, Permission.REPORT_CHECK, held)
    standing = sum(one.dismissed_at is None for one in queries.findings_of(held))
    form = ShareForm(request.POST or None, contacts=held.pupil.contacts.all(), standing=standing,
                     unread=present.unread_of(held))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.share_report(report=held, by=request.user, at=now(), **form.sharing)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(
                request, _("The report is shared. Who signs in gets an email that names nobody.")
            )
            return redirect(held)
    teachers = ", ".join(one.called for one in queries.class_teachers(held.pupil))
    facts = [
        {
            "label": _("Class teachers who get it"),
            "value": teachers or _("The child has no class teacher yet"),
        }
    ]
    return _form_page(request, held.pupil, form, title=_("Share the report"), submit=_("Share"), facts=facts,
                      line=present.verdict(held, queries.findings_of(held)) if standing else "",
                      **_to_check(held))  # fmt: skip


@require_GET
def report(request, school, reference):
    """A report: its text, who has it, and the advice written down from it. Opening it is recorded."""
    held = find_report(request, reference)
    check_can(request.user, Permission.REFERRAL_VIEW, held)
    opened(request, held.pupil, "report of a professional")
    checks, decides = (
        can(request.user, one, held) for one in (Permission.REPORT_CHECK, Permission.ADVICE_DECIDE)
    )
    shared = held.state == ReportState.SHARED
    advice = present.advice_of(queries.advice_of_report(held), school, may_decide=decides, shared=shared)
    receipts = present.receipts_of(queries.receipts_of(held), held, request.user, checks=checks)
    return render(request, "reports/report.html", frame(held.pupil, request.user) | {
        "report": held, "parts": present.text_of(held, []), "source": present.source_of(held), "advice": advice,
        "facts": present.facts_of(held), "state": present.state_of(held.state), "receipts": receipts, "shared": shared,
        "advice_url": reverse("reports:advice-add", args=[school, reference]) if decides else "",
        "check_url": reverse("reports:check", args=[school, reference]) if checks and held.state in TO_CHECK else "",
    })  # fmt: skip


def confirm(request, school, reference):
    """Somebody has the report: they say so, or whoever checks reports records it."""
    reports_here = visible_or_404(
        queries.REPORTS, request.user, school=request.school, receipts__reference=reference
    )
    held = ReportReceipt.objects.select_related("contact", "user").get(
        report=reports_here, reference=reference
    )
    if held.user_id != request.user.pk:
        check_can(request.user, Permission.REPORT_CHECK, reports_here)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.confirm_receipt(receipt=held, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("It is recorded."))
        return redirect(reports_here)
    who = held.user.called if held.user else held.contact.name
    return _form_page(request, reports_here.pupil, form, title=_("Who has the report"), submit=_("Confirm"),
                      facts=[{"label": _("Has the report"), "value": who}], back=reports_here.get_absolute_url(),
                      back_label=_("Back to the report"))  # fmt: skip
