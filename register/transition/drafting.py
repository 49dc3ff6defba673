"""One long form about one pupil: a draft is kept as it is typed, and two people's texts never overwrite each other."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import now

from core.accounts.permissions import Denied
from core.ui.editing import (
    Editing,
    as_text,
    autosaved,
    choices_in,
    conflict_page,
    saving,
    typed_in,
    version_in,
)
from register.models import Pupil
from register.pages import frame


@dataclass
class LongForm:
    """What one form of this kind is: `model` has one row a pupil, `write(pupil=, by=, at=, **cleaned)` saves it."""

    key: str
    model: type
    form: type
    write: Callable
    title: Callable[[Pupil], str]
    submit: str
    saved: Callable[[Pupil], str]
    back: Callable[[Pupil], str]
    back_label: Callable[[Pupil], str]
    line: Callable[[Pupil], str] = field(default=lambda pupil: "")

    def held(self, pupil: Pupil):
        """The pupil's row, or one to begin with; a draft is kept under the pupil's reference."""
        found = self.model.objects.select_related("written_by").filter(pupil=pupil).first()
        found = found or self.model(school=pupil.school, pupil=pupil, version=0)
        found.reference, found.pupil = pupil.reference, pupil
        return found

    def editing(self, held, user) -> Editing:
        """The person at work on it."""
        fields = self.form.base_fields
        return Editing(self.key, held, user, as_text({name: getattr(held, name) for name in fields}),
                       {name: str(f.label) for name, f in fields.items()})  # fmt: skip


def long_form(request, pupil: Pupil, what: LongForm):
    """The page of the form, and what is posted to it."""
    held = what.held(pupil)
    editing = what.editing(held, request.user)
    if request.method == "POST":
        return _posted(request, pupil, what, held, editing)
    draft = editing.begin(now())
    return _page(
        request, pupil, what, what.form(initial=draft.data if draft else None, instance=held), draft, held
    )


def _page(request, pupil: Pupil, what: LongForm, form, draft, held, status: int = 200):
    context = frame(pupil, request.user) | saving(request, draft) | {
        "form": form, "title": what.title(pupil), "line": what.line(pupil), "submit_label": what.submit,
        "back_url": what.back(pupil), "back_label": what.back_label(pupil),
        "version": draft.base if draft else held.version,
        "note": "What you typed is kept." if form.errors else "",
    }  # fmt: skip
    return render(request, "form_page.html", context, status=status)


def _posted(request, pupil: Pupil, what: LongForm, held, editing: Editing):
    if answer := autosaved(request, editing):
        return answer
    typed, base, at = typed_in(request.POST), version_in(request.POST), now()
    choices = choices_in(request.POST)
    if held.pk and editing.overtaken(base):
        return conflict_page(request, editing, typed, saved_by=held.written_by.called, saved_at=held.written_at,
                             back=request.path)  # fmt: skip
    merged = typed if choices is None else editing.merged(typed, choices)
    form = what.form(merged, instance=held)
    if form.is_valid():
        try:
            what.write(pupil=pupil, by=request.user, at=at, **form.cleaned_data)
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            editing.discard()
            messages.success(request, what.saved(pupil))
            return redirect(what.back(pupil))
    editing.keep(merged, base=base, at=at)
    return _page(request, pupil, what, form, editing.draft(), held, status=422)
