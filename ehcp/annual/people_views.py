from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.editing import version_in
from core.ui.present import day_in
from ehcp.annual import actions, page, queries
from ehcp.annual.forms import AdviceForm, ComingForm, InviteForm, PersonForm, WhyForm
from ehcp.annual.ground import check_may_answer, is_own
from ehcp.annual.people import ADVICE_TAKEN
from ehcp.annual.prompts import prompts_for, with_prompts
from ehcp.annual.views import RUN, find_review, not_now, words
from ehcp.enums import BEFORE_MEETING, STATUTORY, InviteeRole
from ehcp.models import ReviewInvitee
from ehcp.sections.queries import version_in_force
from register.edits import tell_refused
from register.pages import frame, opened


def find_person(request, reference: str) -> ReviewInvitee:
    """One who is invited to a review that the person may read, or the person themselves; Http404 otherwise."""
    found = queries.one_invitee(request.school, request.user).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def _back(request, one: ReviewInvitee) -> tuple[str, str]:
    """Where a page about one person leads back to: the person's page, or for whom the review is closed their own list."""
    if can(request.user, Permission.EHCP_VIEW, one.review):
        return reverse("annual:person", args=[request.school.slug, one.reference]), _("Back to %(name)s") % {
            "name": one.name
        }
    return reverse("annual:mine", args=[request.school.slug]), _("Back to advice for reviews")


def _around(one: ReviewInvitee, user) -> dict:
    return frame(one.review.pupil, user)


@require_GET
def person(request, school, reference):
    """One who is invited: what was given to them and how, whether they come, what they advise."""
    one = find_person(request, reference)
    check_can(request.user, Permission.EHCP_VIEW, one.review)
    opened(request, one.review.pupil, "advice for an annual review")
    context = page.person_page(one, request.user, timezone.localdate())
    return render(request, "annual/person.html", _around(one, request.user) | context)


def invite(request, school, reference):
    """Ask somebody else."""
    held = find_review(request, reference)
    check_can(request.user, RUN, held)
    if request.method == "GET" and held.state not in BEFORE_MEETING:
        return not_now(request, held)
    form = InviteForm(request.POST or None, pupil=held.pupil, initial={"role": request.GET.get("role", "")})
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_invitee(review=held, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": added.name})
            return redirect(held)
    said = words(
        form, _("Ask somebody else"), _("Add to the list"), held.get_absolute_url(), _("Back to the review")
    )
    return render(request, "form_page.html", frame(held.pupil, request.user) | said)


def change(request, school, reference):
    """Put right who somebody is and where papers go."""
    one = find_person(request, reference)
    check_can(request.user, RUN, one.review)
    if request.method == "GET" and one.review.state not in BEFORE_MEETING:
        return not_now(request, one.review)
    initial = {
        name: getattr(one, name) for name in ("role", "name", "job", "email", "address", "advice_wanted")
    }
    initial["contact"] = one.contact.reference if one.contact else ""
    form = PersonForm(request.POST or None, pupil=one.review.pupil, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_invitee(
                invitee=one, by=request.user, at=now(), version=version_in(request.POST), **form.cleaned_data
            )
        except Denied as denied:
            tell_refused(form, one, denied)
        else:
            messages.success(request, _("Saved."))
            return redirect(one.review)
    back, label = _back(request, one)
    said = words(form, _("Change: %(name)s") % {"name": one.name}, _("Save"), back, label)
    return render(request, "form_page.html", _around(one, request.user) | said | {"version": one.version})


def remove(request, school, reference):
    """Take somebody off the list."""
    one = find_person(request, reference)
    check_can(request.user, RUN, one.review)
    if request.method == "POST":
        try:
            actions.remove_invitee(invitee=one, by=request.user, at=now())
        except Denied as denied:
            messages.error(request, denied.reason)
            return redirect(_back(request, one)[0])
        messages.success(request, _("%(name)s is off the list.") % {"name": one.name})
        return redirect(one.review)
    back, label = _back(request, one)
    facts = [{"label": _("Invited as"), "value": str(one.get_role_display())}]
    said = words(
        WhyForm(None, label=""),
        _("Take %(name)s off the list") % {"name": one.name},
        _("Take off"),
        back,
        label,
    )
    return render(
        request, "annual/remove.html", _around(one, request.user) | said | {"facts": facts, "danger": True}
    )


def leave_out(request, school, reference, role):
    """Ask nobody of a role that the law names, and say why."""
    held = find_review(request, reference)
    check_can(request.user, RUN, held)
    if role not in STATUTORY:
        raise Http404
    if request.method == "GET" and held.state not in BEFORE_MEETING:
        return not_now(request, held)
    label = str(InviteeRole(role).label)
    form = WhyForm(request.POST or None, label=_("Why are they not asked?"), help_text=_(
        "The law names them among those to invite. Your reason is shown with the review for good"))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave_out(review=held, role=role, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("The reason is kept with the review."))
            return redirect(held)
    said = words(form, _("Not invited: %(role)s") % {"role": label}, _("Keep the reason"), held.get_absolute_url(),
                 _("Back to the review"))  # fmt: skip
    return render(request, "form_page.html", frame(held.pupil, request.user) | said)


@require_POST
def advocate(request, school, reference, role):
    """A place for an advocate, by one click."""
    held = find_review(request, reference)
    check_can(request.user, RUN, held)
    try:
        added = actions.add_advocate(review=held, role=role, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect(held)
    messages.success(request, _("There is a place for an advocate. Say who it is as soon as you know."))
    return redirect("annual:change", school, added.reference)


def coming(request, school, reference):
    """Whether somebody comes, and whether they would like an advocate."""
    one = find_person(request, reference)
    check_may_answer(one, request.user)
    if request.method == "GET" and one.review.state not in BEFORE_MEETING:
        return not_now(request, one.review)
    form = ComingForm(
        request.POST or None, initial={"coming": one.coming, "wants_advocate": one.wants_advocate}
    )
    if one.role not in (InviteeRole.PARENT, InviteeRole.CHILD):
        del form.fields["wants_advocate"]
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_coming(invitee=one, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("Saved."))
            return redirect(_back(request, one)[0])
    back, label = _back(request, one)
    said = words(form, _("Does %(name)s come?") % {"name": one.name}, _("Save"), back, label)
    return render(request, "form_page.html", _around(one, request.user) | said)


def advice(request, school, reference):
    """Somebody's advice: their own, or what the school received; or why there is none."""
    one, own = find_person(request, reference), False
    check_may_answer(one, request.user)
    if request.method == "GET" and one.review.state not in ADVICE_TAKEN:
        return _taken_no_more(request, one)
    own = is_own(one, request.user)
    initial = {"advice": one.advice or (with_prompts(one.role) if own else ""), "why": one.no_advice_why} | (
        {"on": one.advice_on} if one.advice_on else {})  # fmt: skip
    form = AdviceForm(request.POST or None, request.FILES or None, invitee=one, own=own, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _keep_advice(request, one, form.cleaned_data)
        except Denied as denied:
            tell_refused(form, one, denied)
        else:
            messages.success(request, _("Saved. It stands in the papers when they are made."))
            return redirect(_back(request, one)[0])
    return render(request, "annual/advice.html", _advice_page(request, one, own, form))


def _keep_advice(request, one: ReviewInvitee, typed: dict) -> None:
    """Advice where there is any; otherwise why there is none."""
    if typed["why"].strip() and not typed["file"] and not _said(typed["advice"], one.role):
        actions.no_advice(invitee=one, why=typed["why"], by=request.user, at=now())
        return
    actions.record_advice(invitee=one, advice=typed["advice"], on=typed["on"], upload=typed["file"], by=request.user,
                          at=now(), version=version_in(request.POST))  # fmt: skip


def _said(text: str, role: str) -> str:
    """What was typed, without headings that nobody has written under."""
    return "" if text.split() == with_prompts(role).split() else text.strip()


def _advice_page(request, one: ReviewInvitee, own: bool, form: AdviceForm) -> dict:
    back, label = _back(request, one)
    title = _("My advice for the review of %(name)s") if own else _("Advice of %(who)s for %(name)s")
    said = words(form, title % {"who": one.name, "name": one.review.pupil.name}, _("Save"), back, label)
    plan = version_in_force(one.review.plan) if own else None
    return _around(one, request.user) | said | {
        "version": one.version, "prompts": prompts_for(one.role), "meeting": day_in(one.review.on, timezone.localdate()),
        "held": one.advice_paper.title if one.advice_paper else "", "no_advice": one.no_advice_why,
        "outcomes": list(plan.outcomes.all()) if plan else [],
    }  # fmt: skip


def _taken_no_more(request, one: ReviewInvitee):
    messages.info(request, _("Advice is not taken any more: the review is at “%(state)s”.") % {
        "state": one.review.get_state_display()})  # fmt: skip
    return redirect(_back(request, one)[0])
