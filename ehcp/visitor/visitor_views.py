"""The pages of a professional who is invited to a review: one review, what is asked of them, the papers, the decision."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.editing import version_in
from ehcp.annual.actions import answer_coming, record_advice
from ehcp.annual.prompts import with_prompts
from ehcp.meeting.queries import clock_for
from ehcp.models import ReviewInvitee
from ehcp.visitor import actions, present, queries
from ehcp.visitor.forms import AdviceForm, ComingForm, OfficerForm
from register.edits import tell_refused
from register.file.present import bytes_of
from register.file.serving import serve


def find_own(request, reference: str, permission: Permission = Permission.REVIEW_OPEN) -> ReviewInvitee:
    """The person's own place at a review, open today. Http404 for anybody else's; Denied, in words without a child's
    name, for one of theirs that opens nothing."""
    place = queries.place_of(request.user, request.school, reference)
    if place is None:
        raise Http404
    if reason := queries.why_shut(place, timezone.localdate()):
        raise Denied(reason)
    check_can(request.user, permission, place.review)
    return place


def _record(request, place: ReviewInvitee, kind: Opening.Kind, what: str) -> None:
    record_opening(school=request.school, by=request.user, at=now(), kind=kind, what=what[:120],
                   subject=place.review.pupil.reference)  # fmt: skip


@require_GET
def review(request, school, reference):
    """One review, as far as it is the person's to see. Opening it is recorded."""
    place, today = find_own(request, reference), timezone.localdate()
    _record(request, place, Opening.Kind.PUPIL, f"annual review {place.review.reference}, by invitation")
    served = queries.served_on([place]).get(place.pk, {})
    page = present.review_page(
        place, queries.people_of(place.review), served, clock_for(place.review, today), today
    )
    return render(request, "ehcvisitor/review.html", page)


@require_GET
def paper(request, school, reference, what):
    """The bytes of a paper that was served on the person. Opening it is recorded."""
    place = find_own(request, reference)
    served = queries.served_on([place]).get(place.pk, {})
    document = queries.papers_for(place, served).get(what)
    if document is None:
        raise Http404
    _record(request, place, Opening.Kind.DOCUMENT, f"{document.get_kind_display()}, by invitation")
    name = f"{what.capitalize()} {place.review.reference}"
    return serve(bytes_of(document), name=name, inline=request.GET.get("inline") == "1")


def advice(request, school, reference):
    """Give advice for the review: text, a document, or both."""
    place = find_own(request, reference, Permission.REVIEW_ADVISE)
    form = AdviceForm(request.POST or None, request.FILES or None, has_paper=bool(place.advice_paper_id),
                      initial={"advice": place.advice or with_prompts(place.role)})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            record_advice(invitee=place, on=None, by=request.user, at=now(), version=version_in(request.POST),
                          **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, place, denied)
        else:
            messages.success(request, _("Thank you. Your advice has reached the school."))
            return redirect("ehcvisitor:review", school, reference)
    note = _("What you typed is kept. Choose the file again.") if form.errors and form.files else ""
    return _form(request, place, form, title=_("Your advice"), submit=_("Send it to the school"), note=note,
                 version=place.version)  # fmt: skip


def coming(request, school, reference):
    """Say whether the person comes."""
    place = find_own(request, reference, Permission.REVIEW_ADVISE)
    form = ComingForm(request.POST or None, initial={"coming": place.coming})
    if request.method == "POST" and form.is_valid():
        try:
            answer_coming(invitee=place, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("Thank you. The school can see your answer."))
            return redirect("ehcvisitor:review", school, reference)
    return _form(request, place, form, title=_("Will you come?"), submit=_("Send my answer"))


def decision(request, school, reference):
    """The authority's own officer tells its decision, with the letter and the proposed amendments."""
    place = find_own(request, reference, Permission.REVIEW_DECISION)
    form = OfficerForm(
        request.POST or None, request.FILES or None, initial=actions.decision_initial(place.review)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_decision(place=place, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            field = getattr(denied, "field", None)
            form.add_error(field if field in form.fields else None, denied.reason)
        else:
            messages.success(request, _("The decision is recorded, and the school can see it."))
            return redirect("ehcvisitor:review", school, reference)
    note = _("What you typed is kept. Choose the files again.") if form.errors and form.files else ""
    line = _("The parents and the head are still told by your own letter: this records it for the school.")
    return _form(
        request, place, form, title=_("The authority’s decision"), submit=_("Save"), line=line, note=note
    )


def _form(
    request,
    place: ReviewInvitee,
    form,
    *,
    title: str,
    submit: str,
    line: str = "",
    note: str = "",
    version=None,
):
    kept = _("What you typed is kept.") if form.errors else ""
    facts = [{"label": present.when(place.review, timezone.localdate()), "value": present.heading(place)}]
    return render(request, "form_page.html", {
        "form": form, "title": title, "submit_label": submit, "line": line, "note": note or kept, "facts": facts,
        "version": version, "back_url": reverse("ehcvisitor:review", args=[request.school.slug, place.reference]),
        "back_label": _("Back to the review"),
    })  # fmt: skip
