"""The page on which the school's advice is written: drafted from the record, kept as one types, two people side by side."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from core.ui.present import day
from ehcp.assessing import actions
from ehcp.assessing.actions.advising import WRITTEN_IN
from ehcp.assessing.drafts import advice_draft
from ehcp.assessing.forms import AdviceForm
from ehcp.assessing.queries import advice_of
from ehcp.assessing.record import ADVICE_HEADINGS, texts_of
from ehcp.assessing.views import find, form_words, not_now
from ehcp.models import NeedsAssessment, SchoolAdvice
from register.pages import frame

LABELS = {name: str(heading) for name, heading in ADVICE_HEADINGS.items()}


def advice(request, school, reference):
    """Write the school's advice; drafts are kept and two people's texts never overwrite each other."""
    held = find(request, reference)
    check_can(request.user, Permission.EHCNA_RUN, held)
    if held.state not in WRITTEN_IN:
        return not_now(request, held)
    thing = advice_of(held) or SchoolAdvice(school=held.school, assessment=held, version=0)
    thing.reference = held.reference  # a draft is kept under the assessment's reference
    editing = Editing("ehc_advice", thing, request.user, texts_of(thing), LABELS)
    if request.method == "POST":
        return _posted(request, held, editing)
    draft = editing.begin(now())
    fresh = (
        advice_draft(held.pupil, request.user, timezone.localdate())
        if not thing.version and not draft
        else None
    )
    form = AdviceForm(initial=draft.data if draft else fresh or texts_of(thing))
    return _page(request, held, editing, form, draft, fresh=fresh is not None)


def _page(
    request, held: NeedsAssessment, editing: Editing, form, draft, *, status: int = 200, fresh: bool = False
):
    title = _("Our advice for %(name)s") % {"name": held.pupil.name}
    context = form_words(
        form, title, _("Save the advice"), held.get_absolute_url(), _("Back to the assessment")
    )
    context |= frame(held.pupil, request.user) | saving(request, draft) | {
        "version": draft.base if draft else editing.thing.version, "line": _due(held, fresh),
    }  # fmt: skip
    return render(request, "form_page.html", context, status=status)


def _due(held: NeedsAssessment, fresh: bool) -> str:
    asked = held.advice_requested_on
    told = (
        _("The authority asked on %(day)s and has it within six weeks.") % {"day": day(asked)}
        if asked
        else ""
    )
    drafted = (
        _("This is a first draft from the record: put it in your own words before you save it.")
        if fresh
        else ""
    )
    return " ".join(filter(None, (told, drafted)))


def _posted(request, held: NeedsAssessment, editing: Editing):
    typed, base, at = typed_in(request.POST), version_in(request.POST), now()
    if answer := autosaved(request, editing, typed):
        return answer
    choices = choices_in(request.POST)
    if editing.overtaken(base):
        saved = (
            SchoolAdvice.pgh_event_model.objects.filter(pgh_obj=editing.thing.pk)
            .order_by("-pgh_created_at")
            .first()
        )
        return conflict_page(request, editing, typed, saved_by=editing.thing.written_by.called, back=request.path,
                             saved_at=saved.pgh_created_at if saved else at)  # fmt: skip
    merged = typed if choices is None else editing.merged(typed, choices)
    form = AdviceForm(merged)
    if not form.is_valid() or not _saved(request, held, form, editing.thing.version, at):
        editing.keep(merged, base=base, at=at)
        return _page(request, held, editing, form, editing.draft(), status=422)
    editing.discard()
    return redirect(held)


def _saved(request, held: NeedsAssessment, form, version: int, at) -> bool:
    try:
        actions.write_advice(assessment=held, by=request.user, at=at, version=version, **form.cleaned_data)
    except Denied as denied:
        form.add_error(None, denied.reason)
        return False
    messages.success(request, _("The advice is saved. Make the PDF, read it once more, and send it."))
    return True
