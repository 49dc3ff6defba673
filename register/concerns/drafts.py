"""Long forms with ticks kept as drafts: the flat text of core/ui/editing.py, and back again."""

from types import SimpleNamespace

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import now

from core.ui.editing import Editing, saved_note, typed_in, version_in
from core.ui.present import clock


def unwritten(pupil) -> SimpleNamespace:
    """What a draft is kept under while the thing itself is not written: the pupil's reference, version 0."""
    return SimpleNamespace(school_id=pupil.school_id, reference=pupil.reference, version=0)


def flat(initial: dict) -> dict[str, str]:
    """Values of a form as flat text: lists by line, dates as people write them."""
    return {name: _text(value) for name, value in initial.items()}


def _text(value) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if hasattr(value, "strftime"):
        return f"{value.day} {value:%m %Y}"
    return "" if value is None else str(value)


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


def autosaved(request, work: Editing):
    """The answer to an autosave, once the draft is kept; None for any other request."""
    if request.method != "POST" or "autosave" not in request.POST:
        return None
    draft = work.keep(typed_in(request.POST), base=version_in(request.POST), at=now())
    return saved_note(request, draft.saved_at)


def keep_typed(request, work: Editing) -> None:
    """Keep what was posted and could not be saved."""
    work.keep(typed_in(request.POST), base=version_in(request.POST), at=now())


def saving(request, draft) -> dict:
    """Context of an autosaved form: where to, and when it was last saved."""
    at = clock(timezone.localtime(draft.saved_at)) if draft else ""
    return {"autosave_url": request.path, "saved": {"at": at, "other": ""}}
