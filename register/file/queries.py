"""Every read of a pupil's file."""

from django.db.models import Q

from register.enums import DocumentKind
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
