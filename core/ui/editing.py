"""Long forms: a private draft saved as one goes, and two people's texts side by side when they meet.

A form's text is a flat dict, name of the field → text, whatever the form is made of; so one mechanism serves
every form. The page carries the version it began from in `version`.
"""

import datetime as dt
from dataclasses import dataclass

from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import now

from core.ui.models import Draft
from core.ui.present import clock

UNTYPED = {"csrfmiddlewaretoken", "version", "autosave", "resolved"}
MOST_DIGITS = 10  # of a version: more would not fit the database
CHOICE = "keep-"  # prefix of the radio buttons on the conflict page


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two people filled differently."""

    name: str
    label: str
    mine: str
    theirs: str


@dataclass
class Editing:
    """One person at work on one versioned thing through one form.

    `saved` is the thing's text as it is now, `version` its version now, `labels` the fields' names as read.
    """

    form: str
    thing: object
    user: object
    saved: dict[str, str]
    labels: dict[str, str]

    @property
    def _mine(self):
        return Draft.objects.filter(
            school_id=self.thing.school_id, user=self.user, form=self.form, subject=self.thing.reference
        )

    def draft(self) -> Draft | None:
        """What this person typed and has not saved."""
        return self._mine.first()

    def begin(self, at: dt.datetime) -> Draft | None:
        """The draft to go on with, or None: then the text as saved is noted as where this person begins, so that
        a later save over a newer version can tell whose words are whose, with or without a draft in between."""
        draft = self.draft()
        if draft is not None and draft.data != draft.began:
            return draft
        Draft.objects.update_or_create(
            school_id=self.thing.school_id, user=self.user, form=self.form, subject=self.thing.reference,
            defaults={"data": self.saved, "began": self.saved, "base": self.thing.version, "saved_at": at},
        )  # fmt: skip
        return None

    def keep(self, typed: dict[str, str], *, base: int, at: dt.datetime) -> Draft:
        """Keep what is typed so far as this person's draft."""
        began = self.saved if base == self.thing.version else {}
        draft, created = Draft.objects.get_or_create(
            school_id=self.thing.school_id, user=self.user, form=self.form, subject=self.thing.reference,
            defaults={"data": typed, "base": base, "began": began, "saved_at": at},
        )  # fmt: skip
        if not created:
            draft.data, draft.saved_at = typed, at
            draft.base = base
            draft.began = began or draft.began
            draft.save(update_fields=["data", "saved_at", "base", "began"])
        return draft

    def discard(self) -> None:
        """Forget the draft: it has been saved for good, or given up."""
        self._mine.delete()

    def overtaken(self, base: int) -> bool:
        """Whether somebody saved a newer version since this form began."""
        return base != self.thing.version

    def _began(self) -> dict[str, str]:
        draft = self.draft()
        return draft.began if draft else {}

    def differences(self, mine: dict[str, str]) -> list[Difference]:
        """Fields to choose between: those that stand differently, less those that only one side touched."""
        began = self._began()
        names = [name for name in self.labels if mine.get(name, "") != self.saved.get(name, "")]
        if began:
            both = [(name, began.get(name, "")) for name in names]
            names = [name for name, old in both if old not in (mine.get(name, ""), self.saved.get(name, ""))]
        return [Difference(n, self.labels[n], mine.get(n, ""), self.saved.get(n, "")) for n in names]

    def merged(self, mine: dict[str, str], choices: dict[str, str]) -> dict[str, str]:
        """My text with, for each field, whichever text was chosen; a field only they changed is theirs."""
        draft, began = self.draft(), self._began()
        mine = {**(draft.data if draft else {}), **mine}
        merged = dict(mine)
        for name in {*mine, *self.saved}:
            untouched = began and mine.get(name, "") == began.get(name, "")
            if choices.get(name) == "theirs" or (untouched and name not in choices):
                merged[name] = self.saved.get(name, "")
        return merged


def typed_in(post: QueryDict) -> dict[str, str]:
    """The text of a posted form as a flat dict; several values of one name are joined by line ends. The NUL, which the
    database cannot keep, is left out."""
    names = [name for name in post if name not in UNTYPED and not name.startswith(CHOICE)]
    return {name: "\n".join(map(_clean, post.getlist(name))) for name in names}


def _clean(value: str) -> str:
    return value.replace("\0", "").strip().replace("\r\n", "\n")


def as_text(values: dict) -> dict[str, str]:
    """Values of a form as flat text: lists by line, dates as people write them."""
    return {name: _text(value) for name, value in values.items()}


def _text(value) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if hasattr(value, "strftime"):
        return f"{value.day} {value:%m %Y}"
    return "" if value is None else str(value)


def version_in(post: QueryDict) -> int:
    """The version that the posted form began from; 0, which only what is not written yet has, where the form
    does not say."""
    value = post.get("version", "")
    return int(value) if value.isdecimal() and len(value) < MOST_DIGITS else 0


def choices_in(post: QueryDict) -> dict[str, str] | None:
    """What was chosen on the conflict page: field → "mine" or "theirs"; None when that page was not posted."""
    if "resolved" not in post:
        return None
    return {name.removeprefix(CHOICE): post[name] for name in post if name.startswith(CHOICE)}


def conflict_page(request, editing: Editing, mine: dict[str, str], *, saved_by: str, saved_at, back: str):
    """Both texts side by side; `mine` is kept as a draft, and nothing is saved until the person has chosen."""
    editing.keep(mine, base=version_in(request.POST), at=now())
    context = {
        "differences": editing.differences(mine),
        "mine": mine,
        "version": editing.thing.version,
        "saved_by": saved_by,
        "saved_at": timezone.localtime(saved_at),
        "back": back,
        "choice_prefix": CHOICE,
    }
    return render(request, "ui/conflict.html", context, status=409)


def autosaved(request, editing: Editing, typed: dict[str, str] | None = None):
    """The answer to an autosave, once the draft is kept; None for any other request. `typed` stands for the posted
    text where a form reads it in its own way."""
    if request.method != "POST" or "autosave" not in request.POST:
        return None
    text = typed_in(request.POST) if typed is None else typed
    draft = editing.keep(text, base=version_in(request.POST), at=now())
    return saved_note(request, draft.saved_at)


def saving(request, draft: Draft | None) -> dict:
    """Context of an autosaved form: where to, and when it was last saved."""
    at = clock(timezone.localtime(draft.saved_at)) if draft else ""
    return {"autosave_url": request.path, "saved": {"at": at, "other": ""}}


def saved_note(request, at: dt.datetime):
    """The fragment "Saved at 10.42" that a draft's saving answers with."""
    return render(request, "components/saved.html", {"saved": {"at": clock(timezone.localtime(at))}})
