"""What this room offers when Django starts: its long work, and to which of a child's parents papers were given."""

from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from ehcp.annual import papers  # noqa: F401  registers long work
from ehcp.enums import Served, ServedHow
from ehcp.models import ReviewInvitee
from register.enums import DocumentKind
from register.hooks import HANDED_TO_OTHERS
from register.models import Contact, PupilDocument


def papers_of_others(user):
    """Papers for a review, and its report, that were given here to some of a child's parents and not to this person."""
    held = Q()
    for kind, what in ((DocumentKind.EHC_PACK, Served.PACK), (DocumentKind.EHC_REPORT, Served.REPORT)):
        given = ReviewInvitee.objects.filter(user=user, services__what=what, services__how=ServedHow.ONLINE)
        held |= Q(kind=kind) & ~Q(issued__subject__in=given.values("review__reference"))
    return PupilDocument.objects.filter(held, for_family=True).values("pk")


def letters_of_others(user):
    """Letters about a plan that are on the family's page for the parent to whom they are addressed, who is somebody else."""
    mine = Contact.objects.filter(user=user).values("reference")
    letters = PupilDocument.objects.filter(kind=DocumentKind.EHC_LETTER, for_family=True)
    addressee = KeyTextTransform("contact", KeyTransform("letter", "issued__snapshot"))
    letters = letters.annotate(addressee=addressee).exclude(addressee="")
    return letters.filter(addressee__isnull=False).exclude(addressee__in=mine).values("pk")


HANDED_TO_OTHERS += [papers_of_others, letters_of_others]
