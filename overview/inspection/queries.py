"""Every read of the inspection pack's pages: which children are chosen, how far their studies are, packs made before."""

import hashlib
import json
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.dateparse import parse_datetime

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.documents.models import IssuedDocument
from core.schools.models import School
from core.ui.models import Draft
from register.models import Pupil

KIND, SUBJECT = "inspection_pack", "PACK"
CHOICE, STUDY = "pack", "pack-study"  # names of the forms whose drafts hold the choice, and one study's texts
LETTERS = ("A", "B", "C")
REFERENCE = "pupil-"
CONFIRMED = "sure-"
AT = "at-"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a draft of the pack is kept by (core/ui/editing.py)."""

    school_id: int
    reference: str
    version: int = 0


def drafted(school: School, user, form: str, subject: str) -> dict[str, str]:
    """What this person keeps of the pack: theirs alone. One query."""
    held = Draft.objects.filter(school=school, user=user, form=form, subject=subject).values_list(
        "data", flat=True
    )
    return dict(held.first() or {})


def choice_of(school: School, user) -> dict[str, str]:
    """Which children this person has chosen, and which studies they have confirmed."""
    return drafted(school, user, CHOICE, SUBJECT)


def texts_of(school: School, user, pupil: Pupil) -> dict[str, str]:
    """The passages of one study as this person has kept them, by key."""
    return drafted(school, user, STUDY, pupil.reference)


def digest(texts: dict[str, str]) -> str:
    """What a confirmation is of: other words, another digest."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the three places for a case study."""

    letter: str
    pupil: Pupil | None
    sure: bool
    sure_at: object
    begun: bool


def slots(school: School, user) -> list[Slot]:
    """The three places with the children chosen for them, if the person may still know of these. Three queries."""
    choice = choice_of(school, user)
    wanted = {letter: choice.get(REFERENCE + letter, "") for letter in LETTERS}
    chosen = Pupil.objects.filter(school=school, reference__in=[each for each in wanted.values() if each])
    pupils = {
        pupil.reference: pupil for pupil in chosen.visible_to(user).select_related("school", "school_class")
    }
    texts = dict(
        Draft.objects.filter(school=school, user=user, form=STUDY, subject__in=list(pupils)).values_list(
            "subject", "data"
        )
    )
    return [
        _slot(letter, pupils.get(wanted[letter]), texts.get(wanted[letter], {}), choice) for letter in LETTERS
    ]


def _slot(letter: str, pupil: Pupil | None, texts: dict, choice: dict) -> Slot:
    sure = bool(pupil and texts and choice.get(CONFIRMED + letter) == digest(texts))
    at = parse_datetime(choice.get(AT + letter, "")) if sure and choice.get(AT + letter) else None
    return Slot(letter, pupil, sure, at, bool(texts))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child who could be a case study."""

    reference: str
    name: str
    year: str
    cycles: int
    reviewed: int


def candidates(school: School, user) -> list[Candidate]:
    """Children here who have had an agreed plan, those with most reviewed cycles first. One query."""
    agreed = Q(plans__agreed_at__isnull=False)
    rows = Pupil.objects.filter(school=school).visible_to(user).here()
    rows = rows.annotate(
        cycles=Count("plans", filter=agreed),
        reviewed=Count("plans", filter=agreed & Q(plans__state="closed")),
    )
    found = rows.filter(cycles__gt=0).order_by("-reviewed", "legal_last", "legal_first", "pk")
    return [Candidate(one.reference, one.name, one.year_group, one.cycles, one.reviewed) for one in found]


def packs(school: School, user):
    """Packs made so far that the person may open, the newest first: one that counts complaints for the head alone is for
    who may know of these. One query."""
    found = IssuedDocument.objects.filter(school=school, kind=KIND, subject=SUBJECT)
    if not can(user, Permission.COMPLAINT_HEAD, school):
        found = found.exclude(snapshot__head_only=True)
    return found.select_related("file", "job", "issued_by").defer("snapshot").order_by("-number")


def shown_before(school: School) -> list[dict]:
    """What readers of earlier packs were shown, the newest first. One query."""
    found = IssuedDocument.objects.filter(school=school, kind=KIND, subject=SUBJECT).order_by("-number")
    return list(found.values_list("snapshot__shown", flat=True))
