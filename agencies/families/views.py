"""Pages of parents about their own child and the agencies. Another's child, or what they were not told of, is 404."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.enums import ConsentHow
from agencies.families import present, queries
from agencies.families.forms import AnswerForm, ReportForm, WithdrawForm
from agencies.models import Referral
from agencies.referrals import actions
from agencies.reports.actions import confirm_receipt
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from register.models import Pupil


def _child(request, reference: str) -> Pupil:
    check_can(request.user, Permission.FAMILY_VIEW, request.school)
    child = queries.own_child(request.school, request.user, reference)
    if child is None:
        raise Http404
    return child


def _referral(child: Pupil, reference: str) -> Referral:
    found = next((row for row in queries.told_of(child) if row.reference == reference), None)
    if found is None:
        raise Http404
    return found


@require_GET
def referrals(request, school, reference):
    """Who outside school is asked about their child, why, and what came of it."""
    child = _child(request, reference)
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT,
                   what="agencies, as the family reads it", subject=child.reference)  # fmt: skip
    page = present.family_page(child, request.user, timezone.localdate())
    return render(request, "families/referrals.html", page)


def answer(request, school, reference, referral):
    """The parent says yes or no, before anybody outside is asked."""
    child = _child(request, reference)
    held, contact = _referral(child, referral), queries.contact_of(child, request.user)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_consent(
                referral=held, contact=contact, who=request.user.name, how=ConsentHow.ONLINE, purpose=_purpose(held, child),
                given_on=timezone.localdate(), until=None, by=request.user, at=now(), **form.cleaned_data,
            )  # fmt: skip
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("Thank you. Your answer has reached the school."))
            return redirect("families:referrals", school, reference)
    entry = present.referral_entry(held, child, timezone.localdate())
    title = _("Ask %(agency)s?") % {"agency": held.agency.name}
    return _page(request, child, form, title=title, submit_label=_("Send my answer"), template="families/answer.html",
                 referral=entry, may=_purpose(held, child))  # fmt: skip


def _purpose(held: Referral, child: Pupil) -> str:
    """What a parent agrees to, as they read it."""
    return _(
        "The school asks %(agency)s to see %(name)s, gives them what is written here, receives their report, and shares it "
        "with the class teacher and with you."
    ) % {"agency": held.agency.name, "name": child.first_name}  # fmt: skip


def withdraw(request, school, reference, referral):
    """The parent takes their consent back: asked once more, then done."""
    child = _child(request, reference)
    held, form = _referral(child, referral), WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_consent(referral=held, on=timezone.localdate(), how=ConsentHow.ONLINE, by=request.user,
                                     at=now(), **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(
                request, _("Your consent is taken back. The school can see it, and sends nothing more.")
            )
            return redirect("families:referrals", school, reference)
    line = _("From now on the school sends %(agency)s nothing more about %(name)s, and tells them so. What they were given "
             "already the school cannot take back.") % {"agency": held.agency.name, "name": child.first_name}  # fmt: skip
    return _page(
        request,
        child,
        form,
        title=_("Take your consent back"),
        line=line,
        submit_label=_("Take it back"),
        danger=True,
    )


def report(request, school, reference, receipt):
    """The parent has read a report, and may say something."""
    child = _child(request, reference)
    held = next((row for row in queries.receipts_of(child, request.user) if row.reference == receipt), None)
    if held is None:
        raise Http404
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirm_receipt(receipt=held, by=request.user, at=now(), comment=form.cleaned_data["comment"])
        messages.success(request, _("Thank you. The school can see that you have the report."))
        return redirect("families:referrals", school, reference)
    entry = present.report_entry(held, child)
    return _page(request, child, form, title=entry["title"], submit_label=_("I have read this report"), line=entry["line"],
                 template="families/report.html", report=entry)  # fmt: skip


def _page(request, child: Pupil, form, *, template: str = "form_page.html", **words):
    back = reverse("families:referrals", args=[request.school.slug, child.reference])
    return render(request, template, {"form": form, "line": "", "back_url": back, "back_label": _("Back"),
                                      "note": _("What you typed is kept.") if form.errors else "", **words})  # fmt: skip
