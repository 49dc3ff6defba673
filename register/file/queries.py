"""Every read of a pupil's file."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, F, Q, When

from core.schools.models import School
from register.enums import ConversationKind, DocumentKind
from register.models import Contact, Conversation, Pupil, PupilDocument


def papers_of(pupil: Pupil, user):
    """The documents of the pupil's file that the user may open, newest first. One query."""
    return PupilDocument.objects.visible_to(user).filter(pupil=pupil).order_by("-filed_at", "-pk")


def documents_of(pupil: Pupil, user):
    """`papers_of` with their bytes' record. One query."""
    return papers_of(pupil, user).select_related("issued__job", "issued__file", "file", "filed_by")


def conversations_of(pupil: Pupil, user):
    """Meetings, calls and letters about the pupil that the user may read, newest first. One query."""
    found = Conversation.objects.visible_to(user).filter(pupil=pupil)
    return found.select_related("recorded_by").order_by("-on", "-pk")


@dataclass(frozen=True, slots=True)
class NextStep:
    """What somebody said they would do after a meeting or call. `by` is None where no day was set."""

    reference: str
    pupil_reference: str
    pupil_name: str
    class_name: str
    step: str
    by: dt.date | None
    kind: str
    on: dt.date


def next_steps_due(school: School, user, until: dt.date) -> list[NextStep]:
    """Steps not done whose day is on or before `until`, of pupils who have not left, the soonest first. One query."""
    due = Conversation.objects.visible_to(user).filter(
        school=school, done_on=None, next_by__lte=until, pupil__in=Pupil.objects.filter(school=school).here()
    )
    called = Case(
        When(pupil__preferred_first="", then=F("pupil__legal_first")), default=F("pupil__preferred_first")
    )
    rows = due.exclude(next_step="").annotate(first=called).order_by("next_by", "pk").values_list(
        "reference", "pupil__reference", "first", "pupil__legal_last", "pupil__school_class__name", "next_step",
        "next_by", "kind", "on",
    )  # fmt: skip
    return [
        NextStep(ref, pupil, f"{first} {last}", klass or "", step, by, str(ConversationKind(kind).label), on)
        for ref, pupil, first, last, klass, step, by, kind, on in rows
    ]


def online_contacts(pupil: Pupil) -> list[Contact]:
    """The pupil's contacts who sign in as parents or carers, most important first. One query."""
    kin = pupil.grants.filter(permission__codename="parent_pupil").in_force()
    return list(pupil.contacts.filter(user__in=kin.values("user")).order_by("priority"))


def family_documents(pupils: list[Pupil], user) -> dict[int, list[PupilDocument]]:
    """Documents that are shared with the family, by the pupil's key, newest first: what a parent may open beside
    plans and letters, which have pages of their own. One query."""
    own = (DocumentKind.PROFILE, DocumentKind.YEAR_REPORT)
    from_outside, profile = Q(file__isnull=False), Q(kind__in=own, issued__file__isnull=False)
    shared = PupilDocument.objects.visible_to(user).filter(
        from_outside | profile, pupil__in=pupils, for_family=True
    )
    found: dict[int, list[PupilDocument]] = {}
    joined = shared.select_related("file", "issued__file", "school", "pupil").defer(
        "issued__snapshot", "school__crest"
    )
    for document in joined.order_by("-filed_at"):
        found.setdefault(document.pupil_id, []).append(document)
    return found
