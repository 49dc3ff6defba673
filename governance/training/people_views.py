"""Pages of one person's training: records, needs, training had elsewhere, what the SENCo finds; and one's own."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, can, check_can
from core.ui.editing import version_in
from governance.models import TrainingRecord
from governance.training import actions, pages, present, queries
from governance.training.forms import AskForm, HadForm, JudgeForm, NeedForm
from governance.training.ground import check_staff
from governance.training.standing import Person
from governance.training.views import EDIT, VIEW, _form
from register.edits import tell_refused


@require_GET
def mine(request, school):
    """One's own training, for everybody who works at the school."""
    check_staff(request.user, request.school)
    (me,) = queries.people_of(request.school, request.user.pk)
    return render(request, "training/person.html", _page(request, me, own=True))


def ask(request, school):
    """Ask the SENCo for training."""
    check_staff(request.user, request.school)
    form = AskForm(request.POST or None, school=request.school)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_training(by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, _("It is kept for the SENCo, and stands among what you still need."))
            return redirect("training:mine", school)
    return _form(request, form, _("Ask for training"), present.at(request.school, "mine"), _("My training"))


def _page(request, one: Person, *, own: bool) -> dict:
    """What a person has and needs; to themselves with what is planned, and without links that others may follow."""
    school, today = request.school, timezone.localdate()
    known, records = queries.standing(school, today, one.pk), queries.records_of(school, one.pk)
    days = queries.programme(school, since=today) if own else []
    return pages.person_page(one, known, records, days, school, request.user, own=own)


def _person(request, member: int, permission: Permission) -> Person:
    check_can(request.user, permission, request.school)
    found = queries.person_of(request.school, member)
    if found is None:
        raise Http404
    return found


@require_GET
def person(request, school, person):
    """One person's training. One's own leads to “My training” where one may not see those of others."""
    if not can(request.user, VIEW, request.school) and request.user.roles_at(request.school.pk):
        one = queries.person_of(request.school, person)
        if one and one.pk == request.user.pk:
            return redirect("training:mine", school)
    return render(request, "training/person.html", _page(request, _person(request, person, VIEW), own=False))


def had(request, school, person):
    """Record training that somebody had outside the programme."""
    one = _person(request, person, EDIT)
    form = HadForm(request.POST or None, school=request.school)
    return _write(
        request, form, one, actions.record_elsewhere, _("Record training"), _("The training is recorded.")
    )


def need_add(request, school, person):
    """Somebody is to be trained: from appraisal, on request, for a child."""
    one = _person(request, person, EDIT)
    form = NeedForm(request.POST or None, school=request.school)
    return _write(request, form, one, actions.raise_need, _("Add a need"), _("The need is recorded."))


def _write(request, form, one: Person, act, title: str, saved: str):
    here = present.at(request.school, "person", one.member)
    if request.method == "POST" and form.is_valid():
        try:
            act(person=User.objects.get(pk=one.pk), by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, saved)
            return redirect(here)
    return _form(request, form, title, here, one.name, line=one.name)


@require_POST
def need_drop(request, school, reference):
    """It is not needed after all."""
    check_can(request.user, EDIT, request.school)
    held = queries.find_need(request.school, reference)
    if held is None:
        raise Http404
    actions.drop_need(held=held, by=request.user, at=now())
    messages.success(request, _("The need is taken away. The history keeps it."))
    return _to_person(request, held.person_id)


def _to_person(request, user: int):
    found = queries.people_of(request.school, user)
    return (
        redirect("training:person", request.school.slug, found[0].member)
        if found
        else redirect("training:matrix", request.school.slug)
    )


def _record(request, reference: str) -> TrainingRecord:
    check_can(request.user, EDIT, request.school)
    found = queries.find_record(request.school, reference)
    if found is None:
        raise Http404
    return found


def _whose(held: TrainingRecord) -> Person | None:
    return next(iter(queries.people_of(held.school, held.person_id)), None)


def record(request, school, reference):
    """What the SENCo finds of somebody's skill after training."""
    held = _record(request, reference)
    first = {"competence": held.competence, "note": held.note, "valid_until": held.valid_until}
    form = JudgeForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.judge_record(
                held=held, by=request.user, at=now(), version=version_in(request.POST), **form.cleaned_data
            )
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, _("It is saved."))
            return _to_person(request, held.person_id)
    return render(request, "training/record.html", pages.record_page(held, _whose(held), request.school) | {
        "form": form, "version": held.version, "note": _("What you typed is kept.") if form.errors else "",
    })  # fmt: skip


def record_remove(request, school, reference):
    """Take away a record that was a mistake: asked once more."""
    held = _record(request, reference)
    if request.method == "POST":
        actions.remove_record(held=held, by=request.user, at=now())
        messages.success(request, _("The record is taken away. The history keeps it."))
        return _to_person(request, held.person_id)
    return render(request, "form_page.html", pages.record_page(held, _whose(held), request.school) | {
        "form": forms.Form(), "title": _("Take a record away"), "submit_label": _("Take away"), "danger": True,
        "line": _("For a mistake. The history keeps it."), "note": "",
    })  # fmt: skip
