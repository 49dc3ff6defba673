"""One pupil's report on the year: read, written, looked at as it will be printed, issued, given to the family."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from apdr.yearly import actions, present, queries
from apdr.yearly.forms import ReportForm, ShareForm, from_text
from apdr.yearly.record import year_record
from apdr.yearly.years import title_of, years_open
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.documents.pdf import YEAR_REPORT, render_pdf
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from core.ui.exports import download
from register.models import Pupil, PupilDocument
from register.pages import find_pupil, frame, opened
from register.queries import contacts_of

PAST = gettext_lazy("This year is over and its report is kept as it was given.")


def find_report(
    request, reference: str, year: int, permission: Permission
) -> tuple[Pupil, PupilDocument | None]:
    """The pupil and the newest version of the report on that year; Http404 for one out of sight or a year that no report
    is written on; Denied without the permission."""
    pupil = find_pupil(request, reference)
    check_can(request.user, permission, pupil)
    document = queries.newest_report(pupil, year)
    past = year not in years_open(timezone.localdate())
    if past and (document is None or permission == Permission.PLAN_EDIT):
        raise Http404
    return pupil, document


def editing_of(request, pupil: Pupil, year: int, document: PupilDocument | None) -> Editing:
    """The user at work on the report."""
    thing = queries.written(pupil, year, document)
    saved = queries.saved_text(pupil, year, document)
    return Editing(queries.FORM, thing, request.user, saved, ReportForm().labels)


def draft_of(editing: Editing):
    """What the user has written and not issued; None where nothing was changed."""
    draft = editing.draft()
    return draft if draft is not None and draft.data != draft.began else None


def drawn(pupil: Pupil, year: int, document: PupilDocument | None, text: dict[str, str] | None) -> dict:
    """The snapshot to look at: of `text` as the record stands now, else as it was issued."""
    if text is None and document is not None:
        return document.issued.snapshot
    return year_record(pupil, year, queries.said_in(text or {}), today=timezone.localdate())


@require_GET
def report(request, school, reference, year):
    """The report as the family will read it: what the user has written, else the newest version, else what the record
    says so far."""
    pupil, document = find_report(request, reference, year, Permission.SEN_VIEW)
    editing = editing_of(request, pupil, year, document)
    draft = draft_of(editing)
    snapshot = drawn(pupil, year, document, draft.data if draft else None)
    opened(request, pupil, "report on the year")
    base = draft.base if draft else editing.thing.version
    past = "" if year in years_open(timezone.localdate()) else PAST
    page = present.report_page(
        pupil, request.user, year, document=document, snapshot=snapshot, draft=draft, base=base, past=past
    )
    return render(request, "yearly/report.html", frame(pupil, request.user) | page)


def write(request, school, reference, year):
    """Write what the teacher adds; kept as one goes, and looked at before it is issued."""
    pupil, document = find_report(request, reference, year, Permission.PLAN_EDIT)
    editing = editing_of(request, pupil, year, document)
    if request.method == "POST":
        return _posted(request, pupil, year, document, editing)
    draft = editing.begin(now())
    form = ReportForm(initial=from_text(draft.data if draft else editing.saved))
    return _write_page(request, pupil, year, editing, form, draft)


def _posted(request, pupil, year, document, editing: Editing):
    typed, base, at = typed_in(request.POST), version_in(request.POST), now()
    if answer := autosaved(request, editing, typed):
        return answer
    choices = choices_in(request.POST)
    if editing.overtaken(base):
        return conflict_page(request, editing, typed, saved_by=document.filed_by.called, saved_at=document.filed_at,
                             back=request.path)  # fmt: skip
    merged = typed if choices is None else editing.merged(typed, choices)
    draft = editing.keep(merged, base=base, at=at)
    form = ReportForm(from_text(merged))
    if not form.is_valid():
        return _write_page(request, pupil, year, editing, form, draft, status=422)
    return redirect("yearly:report", request.school.slug, pupil.reference, year)


def _write_page(request, pupil, year, editing, form, draft, status: int = 200):
    snapshot = year_record(pupil, year, queries.said_in({}), today=timezone.localdate())
    context = frame(pupil, request.user) | saving(request, draft) | {
        "form": form, "title": _("%(title)s for %(name)s") % {"title": title_of(year), "name": pupil.name},
        "report": snapshot["report"], "told": snapshot["pupil"], "line": "",
        "version": draft.base if draft else editing.thing.version, "submit_label": _("Look at it as the family will"),
        "note": _("What you typed is kept.") if form.errors else "",
        "back_url": f"{reverse('yearly:list', args=[request.school.slug])}?year={year}",
        "back_label": _("Reports on the year"),
    }  # fmt: skip
    return render(request, "yearly/write.html", context, status=status)


@require_GET
def preview(request, school, reference, year):
    """The PDF as it would be issued now. It has no number and is kept nowhere."""
    pupil, document = find_report(request, reference, year, Permission.SEN_VIEW)
    draft = draft_of(editing_of(request, pupil, year, document))
    snapshot = drawn(pupil, year, document, draft.data if draft else None)
    if draft is not None or document is None:
        snapshot["document"] = {"issued_on": timezone.localdate().isoformat()}
    crest = bytes(pupil.school.crest) if pupil.school.crest else None
    data = render_pdf(YEAR_REPORT, snapshot, images={"crest": crest} if crest else None)
    return download(data, name=f"{title_of(year)}.pdf", content_type="application/pdf", inline=True)


@require_POST
def issue(request, school, reference, year):
    """Issue the report with what the user has written."""
    pupil, document = find_report(request, reference, year, Permission.PLAN_EDIT)
    editing = editing_of(request, pupil, year, document)
    draft = draft_of(editing)
    if draft is None:
        messages.info(request, _("Nothing new is written: this is the report as it was issued."))
        return redirect("yearly:report", school, reference, year)
    try:
        actions.issue_report(pupil=pupil, year=year, said=queries.said_in(draft.data), version=draft.base,
                             by=request.user, at=now())  # fmt: skip
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect("yearly:write", school, reference, year)
    editing.discard()
    messages.success(request, _("The report is issued and in %(name)s’s file.") % {"name": pupil.first_name})
    return redirect("yearly:report", school, reference, year)


def share(request, school, reference, year):
    """Give the newest version to the family, online or on paper."""
    pupil, document = find_report(request, reference, year, Permission.PLAN_SHARE)
    if document is None:
        raise Http404
    form = ShareForm(request.POST or None, contacts=contacts_of(pupil))
    if request.method == "POST" and form.is_valid():
        try:
            actions.share_report(document=document, contacts=form.chosen, by=request.user, at=now())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The family has the report."))
            return redirect("yearly:report", school, reference, year)
    line = _(
        "Online it stands on the family’s page, and an email that names nobody tells them. On paper: print the PDF."
    )
    return render(request, "form_page.html", frame(pupil, request.user) | {
        "form": form, "title": _("Give the family the report on %(name)s") % {"name": pupil.first_name}, "line": line,
        "submit_label": _("Give it to them"), "back_label": _("Back to the report"),
        "back_url": reverse("yearly:report", args=[school, reference, year]),
    })  # fmt: skip
