"""Long forms with ticks kept as drafts: the flat text of core/ui/editing.py, and back again."""

from types import SimpleNamespace

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import now

from core.ui.editing import Editing, typed_in, version_in
from core.ui.models import Draft


def unwritten(pupil) -> SimpleNamespace:
    """What a draft is kept under while the thing itself is not written: the pupil's reference, version 0."""
    return SimpleNamespace(school_id=pupil.school_id, reference=pupil.reference, version=0)


def initial_of(typed: dict[str, str], fields: dict[str, forms.Field]) -> dict:
    """Flat text as the form's initial values: ticks become lists again."""
    return {
        name: typed[name].splitlines() if isinstance(field, forms.MultipleChoiceField) else typed[name]
        for name, field in fields.items()
        if name in typed
    }


def posted(typed: dict[str, str], fields: dict[str, forms.Field]) -> MultiValueDict:
    """Flat text as a form is posted."""
    values = initial_of(typed, fields)
    return MultiValueDict({name: v if isinstance(v, list) else [v] for name, v in values.items()})


def editing(request, form: str, thing, saved: dict | None = None, labels: dict | None = None) -> Editing:
    """The person of the request at work on `thing` through the form of that name."""
    return Editing(form, thing, request.user, saved or {}, labels or {})


def carry_on(request, work: Editing, form: forms.Form) -> Draft | None:
    """The draft to go on with, put into the form; None where there is none, and for what was posted and could not be
    saved, which is kept."""
    if request.method == "POST":
        work.keep(typed_in(request.POST), base=version_in(request.POST), at=now())
        return None
    draft = work.begin(now())
    if draft:
        form.initial |= initial_of(draft.data, form.fields)
    return draft
