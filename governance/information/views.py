"""The pages on which SENCo and head write and publish the information report."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.documents.models import IssueState
from core.schools.models import School
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from core.ui.exports import download
from core.ui.listing import draw_list, rows_of
from governance.information import actions, present, queries
from governance.information.clauses import BY_KEY, CLAUSES, WITH_WEB, Clause
from governance.information.drafts import draft_of
from governance.information.forms import YEARLY, ClauseForm, ConsultationForm, EarlierForm, PublishForm
from governance.information.live import live
from governance.models import CoProduction, InformationClause, InformationReport
from register.edits import tell_refused

TAKE = "take"  # name of the button that takes over a draft


@require_GET
def report(request, school):
    """Every clause and how it stands, whom the school asked, what was published."""
    check_can(request.user, Permission.INFORMATION_EDIT, request.school)
    today = timezone.localdate()
    page = present.report_page(
        request.school, queries.standings(request.school, today), list(queries.consultations(request.school)),
        list(queries.reports(request.school)), queries.public_report(request.school.pk), today,
    )  # fmt: skip
    columns = (
        ("Number", "number"),
        ("Clause", "heading"),
        ("How it stands", "state"),
        ("Why", "why"),
        ("Last found right", "checked"),
    )
    title, table = "Clauses of the SEN information report", rows_of("clauses", *columns)
    return draw_list(
        request, "information/report.html", page, name="sen-information", title=title, table=table
    )


def _clause_or_404(key: str) -> Clause:
    if key not in BY_KEY:
        raise Http404
    return BY_KEY[key]


def clause(request, school, key):
    """Write one clause beside its draft; what is typed is kept, and two people's texts never overwrite each other."""
    check_can(request.user, Permission.INFORMATION_EDIT, request.school)
    found, row = _clause_or_404(key), queries.written_clause(request.school, key)
    saved = {"body": row.body if row else "", **({"web": row.web if row else ""} if key in WITH_WEB else {})}
    thing = queries.Writing(request.school.pk, key, row.version if row else 0)
    editing = Editing(queries.FORM, thing, request.user, saved, ClauseForm(key=key).labels)
    if request.method == "POST":
        return _posted(request, found, row, editing)
    draft = editing.begin(now())
    form = ClauseForm(key=key, initial=draft.data if draft else saved)
    return _clause_page(request, found, row, form, draft)


def _clause_page(
    request, found: Clause, row: InformationClause | None, form: ClauseForm, draft, *, status: int = 200
):
    today = timezone.localdate()
    standing = queries.standing_of(found, row, live(request.school, today), today)
    context = present.clause_page(standing, request.school) | saving(request, draft)
    version = draft.base if draft else row.version if row else 0
    context |= {"form": form, "version": version}
    return render(request, "information/clause.html", context, status=status)


def _posted(request, found: Clause, row: InformationClause | None, editing: Editing):
    typed, base, at = typed_in(request.POST), version_in(request.POST), now()
    if TAKE in request.POST:
        return _with_draft(request, found, row, editing, typed)
    if answer := autosaved(request, editing, typed):
        return answer
    choices = choices_in(request.POST)
    if editing.overtaken(base):
        return conflict_page(request, editing, typed, saved_by=row.written_by.called, saved_at=row.written_at,
                             back=request.path)  # fmt: skip
    merged = typed if choices is None else editing.merged(typed, choices)
    form = ClauseForm(merged, key=found.key)
    if not form.is_valid() or not _saved(request, found, form, base, at):
        editing.keep(merged, base=base, at=at)
        return _clause_page(request, found, row, form, editing.draft(), status=422)
    editing.discard()
    return redirect("information:report", request.school.slug)


def _with_draft(request, found: Clause, row: InformationClause | None, editing: Editing, typed: dict):
    """The form again with the draft in it, after what was typed."""
    known = live(request.school, timezone.localdate())
    parts = [typed.get("body", ""), draft_of(found.key, known)]
    both = typed | {"body": "\n\n".join(filter(None, parts))}
    both.pop(TAKE, None)
    kept = editing.keep(both, base=version_in(request.POST), at=now())
    return _clause_page(request, found, row, ClauseForm(key=found.key, initial=both), kept)


def _saved(request, found: Clause, form: ClauseForm, base: int, at) -> bool:
    try:
        actions.write_clause(school=request.school, key=found.key, by=request.user, at=at, version=base,
                             **form.cleaned_data)  # fmt: skip
    except Denied as denied:
        form.add_error("body", denied.reason)
        return False
    messages.success(request, "The clause is saved. Parents read it once the report is published.")
    return True


@require_POST
def right(request, school, key):
    """The text is still right."""
    check_can(request.user, Permission.INFORMATION_EDIT, request.school)
    row = get_object_or_404(
        queries.written_clauses(request.school).select_related("school"), key=_clause_or_404(key).key
    )
    try:
        actions.confirm_clause(row=row, by=request.user, at=now(), version=version_in(request.POST))
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect("information:clause", school, key)
    messages.success(request, "It is noted that the text is still right.")
    return redirect("information:report", school)


def consultation_add(request, school):
    """Record whom the school asked about the report."""
    return _consultation(request, None, "Record whom you asked")


def consultation(request, school, reference):
    """Correct what was recorded of it."""
    check_can(request.user, Permission.INFORMATION_EDIT, request.school)
    held = get_object_or_404(CoProduction, school=request.school, reference=reference)
    return _consultation(request, held, "Change what was recorded")


def _consultation(request, held: CoProduction | None, title: str):
    check_can(request.user, Permission.INFORMATION_EDIT, request.school)
    names = ("on", "who", "how", "many", "said", "changed")
    initial = {name: getattr(held, name) for name in names} if held else {}
    form = ConsultationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_consultation(school=request.school, held=held, by=request.user, at=now(),
                                       version=version_in(request.POST) if held else None, **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, "It is recorded. The next report that you publish tells of it.")
            return redirect("information:report", request.school.slug)
    return _form(request, form, title, "Save", version=held.version if held else None,
                 line="Parents, children and governors help to write the report.")  # fmt: skip


def _form(request, form, title: str, submit: str, *, line: str = "", version=None, **more):
    return render(request, more.pop("template", "form_page.html"), {
        "form": form, "title": title, "line": line, "submit_label": submit, "version": version,
        "note": "What you typed is kept." if form.errors else "",
        "back_url": reverse("information:report", args=[request.school.slug]), "back_label": "SEN information report",
        **more,
    }, status=422 if form.errors else 200)  # fmt: skip


@require_GET
def preview(request, school):
    """The report as it would be published now."""
    check_can(request.user, Permission.INFORMATION_EDIT, request.school)
    today = timezone.localdate()
    found = queries.standings(request.school, today)
    school_as_is = School.objects.defer("crest").get(pk=request.school.pk)
    content = present.draft_content(school_as_is, found, queries.consultations_told(request.school, today))
    missing = [{"heading": one.clause.heading, "url": reverse("information:clause", args=[school, one.clause.key])}
               for one in found if one.missing]  # fmt: skip
    return render(request, "information/preview.html", present.preview(content) | {
        "title": "As it would be published", "missing": missing, "withdraw_url": "", "state": None,
        "back_url": reverse("information:report", args=[school]),
    })  # fmt: skip


def earlier(request, school):
    """Enter the report that the school had before, with what it says, or correct the day of its approval."""
    check_can(request.user, Permission.INFORMATION_EDIT, request.school)
    if queries.has_published(request.school):
        messages.error(request, "The report is published here: its versions say when each was approved.")
        return redirect("information:report", school)
    held = queries.earlier_report(request.school)
    written = {row.key for row in queries.written_clauses(request.school)}
    begun = {"approved_on": held.approved_on, "approved_by": held.approved_by} if held else {}
    clauses = [clause for clause in CLAUSES if clause.key not in written]
    form = EarlierForm(request.POST or None, clauses=clauses, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_earlier(school=request.school, by=request.user, at=now(), **form.told())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "It is entered. The yearly review counts from the day of its approval.")
            return redirect("information:report", school)
    return _form(request, form, "The report that you have", "Save", template="information/earlier.html",
                 line="It was approved before the school used SENDSYS, and stands on your website.")  # fmt: skip


def publish(request, school):
    """Freeze the report and put it at the public address."""
    check_can(request.user, Permission.INFORMATION_EDIT, request.school)
    before = None if queries.has_published(request.school) else queries.earlier_report(request.school)
    first = {"approved_by": "the governing board", "kind": YEARLY}
    if before:
        first |= {"approved_by": before.approved_by, "approved_on": before.approved_on}
    form = PublishForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_report(school=request.school, by=request.user, at=now(), **form.told)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(
                request, "The report is published. Its PDF is being made and appears there by itself."
            )
            return redirect("information:report", school)
    where = reverse("information:public", args=[school])
    line = f"Everybody can read it at {where} without signing in. What is published does not change."
    return _form(request, form, "Publish the SEN information report", "Publish", line=line)


def _report_or_404(request, reference: str) -> InformationReport:
    check_can(request.user, Permission.INFORMATION_EDIT, request.school)
    kept = InformationReport.objects.select_related("school", "document__file", "published_by")
    found = get_object_or_404(kept, school=request.school, reference=reference)
    if not found.content:
        raise Http404
    return found


@require_GET
def version(request, school, reference):
    """One version as it was published."""
    found = _report_or_404(request, reference)
    standing = found.published_at and not found.withdrawn_at
    return render(request, "information/preview.html", present.preview(found.content) | {
        "title": f"Version {found.document.number}", "missing": [], "state": None if standing else present.WITHDRAWN,
        "withdraw_url": reverse("information:withdraw", args=[school, reference]) if standing else "",
        "back_url": reverse("information:report", args=[school]),
    })  # fmt: skip


@require_GET
def version_pdf(request, school, reference):
    """The PDF of one version."""
    document = _report_or_404(request, reference).document
    if document is None or document.state != IssueState.READY:
        raise Http404
    with document.file.content.open("rb") as content:
        data = content.read()
    return download(
        data, name=document.file.name, content_type=document.file.content_type, inline="inline" in request.GET
    )


def withdraw(request, school, reference):
    """Take a version back, having said what stands there then."""
    found = _report_or_404(request, reference)
    if request.method == "POST":
        try:
            actions.withdraw_report(report=found, by=request.user, at=now())
            messages.success(request, "It is withdrawn.")
        except Denied as denied:
            messages.error(request, denied.reason)
        return redirect("information:report", school)
    context = present.withdrawing(found, list(queries.reports(request.school)))
    return render(request, "information/withdraw.html", context)
