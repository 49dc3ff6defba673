"""Typing the sections of a version: a private draft is kept as one goes, and two people's texts meet side by side."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from core.accounts.models import User
from core.accounts.permissions import Denied
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from ehcp.enums import Letter
from ehcp.models import PlanVersion
from ehcp.sections import actions
from ehcp.sections.forms import SectionsForm
from ehcp.sections.queries import texts_of
from ehcp.sections.version_views import find_version
from ehcp.sections.views import EDIT
from register.edits import Overtaken
from register.pages import frame

LONG_FORM_REFUSED = 422


def write(request, school, reference):
    """Type the sections of a version, word for word as issued."""
    found = find_version(request, reference, EDIT)
    if found.checked_at:
        messages.error(request, _("This version has been checked: take the check back before you change it."))
        return redirect(found)
    editing = _editing(request, found)
    if request.method == "POST":
        return _posted(request, found, editing)
    draft = editing.begin(now())
    return _page(request, found, SectionsForm(initial=draft.data if draft else editing.saved), draft)


def _editing(request, found: PlanVersion) -> Editing:
    texts = dict.fromkeys(Letter.values, "") | texts_of(found)
    labels = {letter.value: f"{letter.value}. {letter.label}" for letter in Letter}
    return Editing("ehc-sections", found, request.user, texts, labels)


def _page(request, found: PlanVersion, form: SectionsForm, draft, status: int = 200):
    return render(request, "form_page.html", frame(found.plan.pupil, request.user) | saving(request, draft) | {
        "form": form, "title": _("Sections of the plan"), "version": draft.base if draft else found.version,
        "submit_label": _("Save the sections"), "note": _("What you typed is kept.") if form.errors else "",
        "line": _("As issued, word for word. Needs, outcomes and provision also have rows of their own, on the version."),
        "back_url": found.get_absolute_url(), "back_label": _("Back to the version"),
    }, status=status)  # fmt: skip


def _posted(request, found: PlanVersion, editing: Editing):
    given, base, choices = typed_in(request.POST), version_in(request.POST), choices_in(request.POST)
    typed = {letter: given.get(letter, "") for letter in Letter.values}
    if answer := autosaved(request, editing, typed):
        return answer
    if editing.overtaken(base):
        if editing.differences(typed):
            return _conflict(request, found, editing, typed)
        choices = choices or {}  # both can be kept: nobody touched what the other changed
    merged = typed if choices is None else editing.merged(typed, choices)
    form = SectionsForm(merged)
    try:
        if form.is_valid() and _saved(request, found, form):
            editing.discard()
            return redirect(found)
    except Overtaken:
        found.refresh_from_db()
        return _conflict(request, found, _editing(request, found), merged)
    draft = editing.keep(merged, base=base, at=now())
    return _page(request, found, form, draft, status=LONG_FORM_REFUSED)


def _conflict(request, found: PlanVersion, editing: Editing, mine: dict[str, str]):
    last = found.events.order_by("-pgh_id").first()
    who = User.objects.filter(pk=(last.pgh_context or {}).get("user")).first() if last else None
    return conflict_page(
        request, editing, mine, saved_by=who.called if who else _("Somebody"),
        saved_at=last.pgh_created_at if last else found.created_at, back=request.path,
    )  # fmt: skip


def _saved(request, found: PlanVersion, form: SectionsForm) -> bool:
    """Whether the sections are written; why not stands in the form. Raises Overtaken."""
    texts = {letter: form.cleaned_data[letter] for letter in Letter.values}
    try:
        actions.write_sections(version=found, held=found.version, texts=texts, by=request.user, at=now())
    except Overtaken:
        raise
    except Denied as denied:
        form.add_error(Letter.I if "Section I" in denied.reason else None, denied.reason)
        return False
    messages.success(request, _("The sections are saved."))
    return True
