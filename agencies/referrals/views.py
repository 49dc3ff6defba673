from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_POST

from agencies.enums import WITHDRAWABLE, ConsentAnswer, ReferralState
from agencies.models import Referral
from agencies.referrals import actions, page, present, queries
from agencies.referrals import forms as of
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.ui.editing import version_in
from core.ui.listing import draw_list
from register.edits import tell_refused
from register.pages import find_pupil, frame, opened

S = ReferralState


@require_GET
def referrals(request, school):
    """The school's referrals: where each is, what waits and since when."""
    check_can(request.user, Permission.REFERRAL_VIEW, request.school)
    chosen = {name: request.GET.get(name, "") for name in ("state", "agency", "class")}
    chosen["state"] = chosen["state"] if chosen["state"] in S.values else ""
    user = request.user
    rows = queries.referral_lines(request.school, user, agency=chosen["agency"], school_class=chosen["class"])
    return draw_list(request, "referrals/list.html", present.list_page(
        request.school, rows, chosen, queries.agencies_asked(request.school, user),
        queries.classes_asked(request.school, user), timezone.localdate(),
    ), name="referrals", title="Referrals", table=present.LIST_AS_FILE)  # fmt: skip


@require_GET
def pupil(request, school, reference):
    """All that agencies have to do with one pupil. Opening it is recorded."""
    found = find_pupil(request, reference)
    check_can(request.user, Permission.REFERRAL_VIEW, found)
    opened(request, found, "pupil agencies")
    context = page.pupil_page(found, request.user, timezone.localdate())
    return render(request, "referrals/pupil.html", frame(found, request.user, "agencies") | context)


@require_GET
def referral(request, school, reference):
    """One referral: the way so far, the next step. Opening it is recorded."""
    held = _find(request, reference)
    check_can(request.user, Permission.REFERRAL_VIEW, held)
    opened(request, held.pupil, "referral to an agency")
    context = page.referral_page(held, request.user, timezone.localdate())
    return render(request, "referrals/referral.html", frame(held.pupil, request.user, "agencies") | context)


def _find(request, reference: str) -> Referral:
    return visible_or_404(queries.one_referral(request.school), request.user, reference=reference)


def start(request, school, reference):
    """Begin a referral of one pupil."""
    found = find_pupil(request, reference)
    check_can(request.user, Permission.REFERRAL_EDIT, found)
    form = of.ReferralForm(
        request.POST or None, pupil=found, initial={"agency": request.GET.get("agency", "")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            held = actions.start_referral(pupil=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            tell_refused(form, None, denied)
        else:
            messages.success(
                request,
                _(
                    "The referral is prepared. Nobody outside has seen it: talk it over with the parents next."
                ),
            )
            return redirect(held)
    back = reverse("referrals:pupil", args=[school, reference])
    return render(request, "form_page.html", frame(found, request.user) | _words(
        form, _("Start a referral for %(name)s") % {"name": found.name}, _("Prepare it"), back,
        _("Back to %(name)s’s agencies") % {"name": found.first_name},
    ))  # fmt: skip


def change(request, school, reference):
    """Change a draft; once it has been talked over it stays as the parents know it."""
    held = _find(request, reference)
    check_can(request.user, Permission.REFERRAL_EDIT, held)
    initial = {"agency": held.agency.reference, "asked": held.asked, "tried": held.tried, "why_private": held.why_private,
               "professional": held.professional.reference if held.professional else ""}  # fmt: skip
    form = of.ReferralForm(request.POST or None, pupil=held.pupil, initial=initial)
    if request.method == "GET" and held.state != S.DRAFT:
        return _not_now(request, held)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_referral(
                referral=held,
                by=request.user,
                at=now(),
                version=version_in(request.POST),
                **form.cleaned_data,
            )
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("The referral is saved."))
            return redirect(held)
    words = _words(
        form, _("Change the referral"), _("Save"), held.get_absolute_url(), _("Back to the referral")
    )
    return render(
        request, "form_page.html", frame(held.pupil, request.user) | words | {"version": held.version}
    )


def _words(form, title: str, submit: str, back: str, back_label: str) -> dict:
    kept = _("What you typed is kept.") if form.errors else ""
    kept = _("What you typed is kept. Choose the file again.") if form.errors and form.files else kept
    return {"form": form, "title": title, "line": "", "submit_label": submit, "note": kept, "back_url": back,
            "back_label": back_label}  # fmt: skip


def _not_now(request, held: Referral):
    words = _("That step is not open now: the referral is at “%(state)s”.")
    messages.info(request, words % {"state": held.get_state_display()})
    return redirect(held)


@dataclass(frozen=True)
class StepPage:
    """One step of a referral: its form and action, where it is open, and its words."""

    form: type[forms.Form]
    act: Callable
    permission: Permission
    states: tuple[str, ...]
    title: str
    submit: str
    saved: str
    line: str = ""
    danger: bool = False


def _consent(*, referral, answer=ConsentAnswer.GIVEN, until=None, purpose="", paper=None, **given):
    """The parents' answer as staff record it."""
    return actions.record_consent(
        referral=referral, answer=answer, until=until, purpose=purpose, paper=paper, **given
    )


def _refusal(**given):
    return _consent(answer=ConsentAnswer.REFUSED, **given)


GOING = (S.CONSENTED, S.SENT, S.ACCEPTED, S.SEEN, S.REPORTED)
EDIT, ANSWER = Permission.REFERRAL_EDIT, Permission.CONSENT_ANSWER
STEPS = {
    "talk": StepPage(
        of.TalkForm, actions.record_talk, EDIT, (S.DRAFT, S.REFUSED, S.WITHDRAWN),
        lazy("The talk with the parents"), lazy("Save the talk"), lazy("The talk is in the file. Now the parents answer."),
        lazy("Before anybody outside is asked, the parents are invited to talk over their child’s progress and the ways "
             "forward.")),
    "consent": StepPage(
        of.ConsentForm, _consent, ANSWER, (S.DISCUSSED, *GOING, S.DECIDED), lazy("The parents agree"),
        lazy("Record their consent"), lazy("The consent is recorded: the referral may be sent."),
        lazy("They may take it back at any time. Nothing leaves the school without it.")),
    "refuse": StepPage(
        of.RefuseForm, _refusal, ANSWER, (S.DISCUSSED,), lazy("The parents do not agree"), lazy("Record their answer"),
        lazy("Their answer is recorded: nothing is sent."), lazy("Nothing is sent. You may talk it over with them again.")),
    "withdraw": StepPage(
        of.WithdrawForm, actions.withdraw_consent, ANSWER, WITHDRAWABLE, lazy("The parents take their consent back"),
        lazy("Record that it is taken back"), lazy("The consent is taken back. Invitations have ended."),
        lazy("From now on nothing more is sent, and whoever was invited here for this referral is let out. Tell the agency "
             "yourself, never by ordinary email."), True),
    "send": StepPage(
        of.SendForm, actions.send_referral, EDIT, (S.CONSENTED, S.DECLINED), lazy("The referral was sent"),
        lazy("Record that it was sent"), lazy("Sent. What was given is in the record of disclosures."),
        lazy("Send it yourself, by a way that is safe, then write down here what was given to whom.")),
    "answer": StepPage(
        of.AnswerForm, actions.record_answer, EDIT, (S.SENT,), lazy("What the agency answers"), lazy("Record their answer"),
        lazy("The answer is recorded.")),
    "seen": StepPage(
        of.SeenForm, actions.mark_seen, Permission.VISIT_EDIT, (S.SENT, S.ACCEPTED), lazy("The child was seen"),
        lazy("Record it"), lazy("Recorded."), lazy("For an appointment outside school, for example at a clinic.")),
    "close": StepPage(
        of.CloseForm, actions.close_referral, EDIT, tuple(set(S) - {S.CLOSED}), lazy("Close the referral"),
        lazy("Close it"), lazy("The referral is closed."),
        lazy("It can be read, and not be taken up again. Invitations end.")),
    "disclose": StepPage(
        of.DiscloseForm, actions.disclose, EDIT, tuple(S), lazy("Something was told or given"), lazy("Record it"),
        lazy("Written down in the record of disclosures."),
        lazy("Each time something about the child leaves the school it is written down: what, to whom, how.")),
}  # fmt: skip


def step(request, school, reference, name):
    """One step of a referral: its form, its action."""
    held, to_do = _find(request, reference), STEPS[name]
    check_can(request.user, to_do.permission, held)
    if request.method == "GET" and held.state not in to_do.states:
        return _not_now(request, held)
    form = to_do.form(request.POST or None, request.FILES or None, referral=held, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            to_do.act(**_about(held, name), by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, to_do.saved)
            return redirect(held)
    title = _("%(step)s: %(name)s") % {"step": to_do.title, "name": held.pupil.name}
    words = _words(form, title, to_do.submit, held.get_absolute_url(), _("Back to the referral"))
    asked = [{"label": held.agency.name, "value": held.asked}] if name != "disclose" else []
    return render(request, "referrals/step.html", frame(held.pupil, request.user) | words | {
        "line": to_do.line, "danger": to_do.danger, "asked": asked,
    })  # fmt: skip


def _about(held: Referral, name: str) -> dict:
    if name == "disclose":
        return {"pupil": held.pupil, "referral": held, "agency": held.agency}
    return {"referral": held}


@require_POST
def paper(request, school, reference):
    """The referral on paper, as it now stands."""
    held = _find(request, reference)
    check_can(request.user, Permission.REFERRAL_EDIT, held)
    try:
        actions.issue_referral(referral=held, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("The referral is being made as a PDF: it is in the file in a moment."))
    return redirect(held)
