"""What this room offers when Django starts: its long work, and to which of a child's parents papers were given."""

from ehcp.annual import papers  # noqa: F401  registers long work
from ehcp.enums import Served, ServedHow
from ehcp.models import ReviewInvitee
from register.enums import DocumentKind
from register.hooks import HANDED_TO_OTHERS
from register.models import PupilDocument


def papers_of_others(user):
    """Papers for a review that were given here to some of a child's parents and not to this person."""
    given = ReviewInvitee.objects.filter(
        user=user, services__what=Served.PACK, services__how=ServedHow.ONLINE
    )
    packs = PupilDocument.objects.filter(kind=DocumentKind.EHC_PACK, for_family=True)
    return packs.exclude(issued__subject__in=given.values("review__reference")).values("pk")


HANDED_TO_OTHERS.append(papers_of_others)
