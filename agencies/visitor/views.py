"""The SENCo's pages of invitations."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.lifecycle import consent_in_force
from agencies.models import Invitation, Referral
from agencies.visitor import actions, present, queries
from agencies.visitor.forms import InviteForm, SharingForm, invite_initial
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.ui.editing import version_in
from register.edits import tell_refused
from register.pages import frame, opened

REFERRALS = Referral.objects.select_related(
    "pupil__school", "pupil__school_class", "agency", "professional", "school"
)


def find_referral(request, reference: str) -> Referral:
    """The referral of that reference that the person may read; Http404 otherwise."""
    return visible_or_404(REFERRALS, request.user, school=request.school, reference=reference)


def find_invitation(request, reference: str) -> Invitation:
    """The invitation to a referral that the person may read; Http404 otherwise."""
    rows = Invitation.objects.select_related("referral__pupil__school", "referral__pupil__school_class", "referral__agency",
                                             "referral__school", "school", "user", "invited_by", "ended_by")  # fmt: skip
    seen = Referral.objects.visible_to(request.user)
    found = rows.filter(school=request.school, referral__in=seen, reference=reference).first()
    if found is None:
        raise Http404
    return found


@require_GET
def invitations(request, school, reference):
    """Who has been invited to a referral, until when, to see what."""
    referral = find_referral(request, reference)
    check_can(request.user, Permission.REFERRAL_INVITE, referral)
    opened(request, referral.pupil, "invitations to a referral")
    today = timezone.localdate()
    lines = [present.invitation_line(one, referral.school, today) for one in queries.invitations_to(referral)]
    reason = actions.why_not_invited(referral)
    return render(request, "visitor/invitations.html", frame(referral.pupil, request.user) | {
        "title": _("Invitations: %(agency)s") % {"agency": referral.agency.name}, "rows": lines,
        "invite_url": "" if reason else reverse("visitor:invite", args=[school, reference]), "reason": reason,
        "back_url": referral.get_absolute_url(),
        "back_label": _("Back to the referral"),
    })  # fmt: skip


def invite(request, school, reference):
    """Invite a professional to one referral: from, until, each thing shared ticked."""
    referral = find_referral(request, reference)
    check_can(request.user, Permission.REFERRAL_INVITE, referral)
    consent = consent_in_force(referral)
    form = InviteForm(
        request.POST or None, consent=consent, school=referral.school,
        documents=queries.documents_to_tick(referral.pupil, request.user),
        initial=invite_initial(referral, timezone.localdate(), consent),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            held = actions.invite_professional(referral=referral, by=request.user, at=now(), **form.sharing)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(
                request, _("%(who)s has been sent an email. It names no child.") % {"who": held.name}
            )
            return redirect("visitor:invitation", school, held.reference)
    return _form(request, referral, form, title=_("Invite a professional"), submit=_("Invite"),
                 back=reverse("visitor:invitations", args=[school, reference]))  # fmt: skip


@require_GET
def invitation(request, school, reference):
    """One invitation: what it shares, and every opening by the person."""
    held = find_invitation(request, reference)
    check_can(request.user, Permission.REFERRAL_INVITE, held)
    opened(request, held.referral.pupil, "invitation to a referral")
    documents = list(queries.documents_of(held).select_related("school"))
    page = present.invitation_page(held, documents, queries.openings_by(held), timezone.localdate())
    return render(request, "visitor/invitation.html", frame(held.referral.pupil, request.user) | page)


def change(request, school, reference):
    """Share more or less, or until another day."""
    held = find_invitation(request, reference)
    check_can(request.user, Permission.REFERRAL_INVITE, held)
    ticked = list(queries.documents_of(held).values_list("reference", flat=True))
    form = SharingForm(
        request.POST or None, consent=consent_in_force(held.referral), school=held.school,
        documents=queries.documents_to_tick(held.referral.pupil, request.user),
        initial={"job": held.job, "until": held.until, "parts": held.parts, "documents": ticked},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_invitation(invitation=held, version=version_in(request.POST), by=request.user, at=now(),
                                      **form.sharing)  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("What is shared is changed."))
            return redirect("visitor:invitation", school, reference)
    return _form(request, held.referral, form, title=_("Share with %(who)s") % {"who": held.name}, submit=_("Save"),
                 back=reverse("visitor:invitation", args=[school, reference]), version=held.version)  # fmt: skip


def end(request, school, reference):
    """End an invitation, after asking."""
    held = find_invitation(request, reference)
    check_can(request.user, Permission.REFERRAL_INVITE, held)
    form = forms.Form(request.POST or None)
    if request.method == "POST":
        actions.end_invitation(invitation=held, by=request.user, at=now())
        messages.success(request, _("Nothing is open to %(who)s any more.") % {"who": held.name})
        return redirect("visitor:invitation", school, reference)
    return _form(request, held.referral, form, title=_("End the invitation of %(who)s") % {"who": held.name},
                 line=_("They see nothing more at their next click. What they have saved stays with them."), danger=True,
                 submit=_("End it now"), back=reverse("visitor:invitation", args=[school, reference]))  # fmt: skip


def _form(request, referral, form, *, title: str, submit: str, back: str, **more):
    note = _("What you typed is kept.") if form.errors and form.fields else ""
    facts = present.referral_facts(referral) if form.fields else None
    return render(request, "form_page.html", frame(referral.pupil, request.user) | {
        "form": form, "title": title, "submit_label": submit, "note": note, "facts": facts, "back_url": back, "line": "",
        "back_label": _("Back"), "version": None, **more,
    })  # fmt: skip
