"""The pages of an invited professional: one referral, what was shared, visits and the report."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.enums import AnnouncedHow, ReportState, VisitState
from agencies.models import Invitation
from agencies.reports.actions import receive_report
from agencies.visitor import present, queries
from agencies.visitor.forms import ReportForm, VisitForm
from agencies.visitor.parts import Part
from agencies.visits.actions import announce_visit, move_visit
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from register.file.actions import is_own
from register.file.present import bytes_of
from register.file.serving import serve


def find_own(request, reference: str, permission: Permission = Permission.REFERRAL_OPEN) -> Invitation:
    """The person's own invitation of that reference, open today. Http404 for anybody else's; Denied, in words without a
    child's name, for one of theirs that opens nothing."""
    held = queries.of_visitor(request.user, request.school).filter(reference=reference).first()
    if held is None:
        raise Http404
    reason = queries.why_shut(held, timezone.localdate())
    if reason:
        raise Denied(reason)
    try:
        check_can(request.user, permission, held.referral)
    except Denied as denied:
        raise Denied(_unnamed(held, denied.reason)) from None
    return held


def _unnamed(held: Invitation, words: str) -> str:
    """The words without the child's name, where that was not shared."""
    if Part.NAME in held.parts:
        return words
    return words.replace(held.referral.pupil.first_name, _("The child"))


def _record(request, held: Invitation, kind: Opening.Kind, what: str) -> None:
    record_opening(school=request.school, by=request.user, at=now(), kind=kind, what=what[:120],
                   subject=held.referral.pupil.reference)  # fmt: skip


@require_GET
def referral(request, school, reference):
    """What was shared of one referral, and nothing else. Opening it is recorded."""
    held = find_own(request, reference)
    _record(request, held, Opening.Kind.PUPIL, f"what is shared of referral {held.referral.reference}")
    page = present.shared_page(held, queries.shared_by(held), timezone.localdate())
    return render(request, "visitor/referral.html", page | {"ways": present.way_of_working(held.school)})


@require_GET
def document(request, school, reference, document):
    """The bytes of a ticked document. Opening it is recorded."""
    held = find_own(request, reference)
    found = queries.documents_of(held).filter(reference=document).first()
    if found is None:
        raise Http404
    what = found.title if is_own(found) else str(found.get_kind_display())
    _record(request, held, Opening.Kind.DOCUMENT, f"{what}, by invitation")
    name = f"{found.title} {held.referral.reference}"
    return serve(bytes_of(found), name=name, inline=request.GET.get("inline") == "1")


def report(request, school, reference):
    """Hand in the report; a corrected one takes the place of the one that was sent back."""
    held = find_own(request, reference, Permission.REPORT_HAND_IN)
    today = timezone.localdate()
    form = ReportForm(request.POST or None, request.FILES or None, today=today, initial={"author": held.name})
    if request.method == "POST" and form.is_valid():
        try:
            _hand_in(held, form.cleaned_data, today, request.user)
        except Denied as denied:
            _tell_refused(form, held, denied)
        else:
            messages.success(request, _("The report has arrived. The school reads it before it is shared."))
            return redirect("visitor:referral", school, reference)
    note = _("What you typed is kept. Choose the file again.") if form.errors and form.files else ""
    line = _("In the report, call staff by their job and not by name, and name no other child.")
    return _form(
        request, held, form, title=_("Hand in the report"), submit=_("Hand it in"), line=line, note=note
    )


def _hand_in(held: Invitation, typed: dict, today, by) -> None:
    returned = queries.reports_of(held).filter(state=ReportState.RETURNED).first()
    receive_report(
        pupil=held.referral.pupil, upload=typed["file"], author=typed["author"], dated=typed["dated"], received_on=today,
        referral=held.referral, agency=held.referral.agency, replaces=returned, by=by, at=now(),
    )  # fmt: skip


def visit_add(request, school, reference):
    """Announce a visit."""
    held = find_own(request, reference, Permission.VISIT_ANNOUNCE)
    form = VisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            announce_visit(
                pupil=held.referral.pupil, agency=held.referral.agency, referral=held.referral, who_comes=held.name,
                professional=queries.listed_as(held), how=AnnouncedHow.ONLINE, announced_on=timezone.localdate(),
                by=request.user, at=now(), **form.cleaned_data,
            )  # fmt: skip
        except Denied as denied:
            _tell_refused(form, held, denied)
        else:
            messages.success(request, _("The visit is on the school’s calendar. Tell the parents of it too."))
            return redirect("visitor:referral", school, reference)
    line = _("The school’s calendar holds it then, and the class teacher expects you.")
    return _form(request, held, form, title=_("Announce a visit"), submit=_("Announce it"), line=line)


def visit_move(request, school, reference, visit):
    """Move a visit that was announced for this referral."""
    held = find_own(request, reference, Permission.VISIT_ANNOUNCE)
    coming = queries.visits_of(held).filter(reference=visit, state=VisitState.ANNOUNCED).first()
    if coming is None:
        raise Http404
    was = {"on": coming.on, "at_time": coming.at, "minutes": coming.minutes}
    form = VisitForm(request.POST or None, initial=was)
    if request.method == "POST" and form.is_valid():
        try:
            move_visit(visit=coming, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            _tell_refused(form, held, denied)
        else:
            messages.success(request, _("The visit is moved. Tell the parents of the new day."))
            return redirect("visitor:referral", school, reference)
    return _form(request, held, form, title=_("Move the visit"), submit=_("Move it"))


def _tell_refused(form, held: Invitation, denied: Denied) -> None:
    """The reason beside its field."""
    field = getattr(denied, "field", None)
    form.add_error(field if field in form.fields else None, _unnamed(held, denied.reason))


def _form(request, held: Invitation, form, *, title: str, submit: str, line: str = "", note: str = ""):
    kept = _("What you typed is kept.") if form.errors else ""
    facts = [{"label": held.referral.agency.name, "value": present.heading(held)}]
    return render(request, "form_page.html", {
        "form": form, "title": title, "submit_label": submit, "line": line, "note": note or kept, "facts": facts,
        "version": None, "back_url": reverse("visitor:referral", args=[request.school.slug, held.reference]),
        "back_label": _("Back to the referral"),
    })  # fmt: skip
