"""A parent's pages about their own child's EHC plan and annual review."""

from core.accounts.models import User
from ehcp.enums import InviteeRole
from ehcp.models import ReviewInvitee
from register.models import PupilGrant
from tests.ehcp.visitor.made import plan_of, review_of, version_of

OWN = "200 parent; 403 senco head teacher ta office dsl trust_lead governor professional"
OTHER = "403 senco head teacher ta office dsl trust_lead governor professional; 404 parent"


def _page(name: str, thing: str = "pupil", *, form: bool = False, own: str = OWN) -> str:
    posts = [f"  POST own      {own}", f"  POST other    {OTHER}", f"  POST foreign  {OTHER}"]
    return "\n".join(["", f"ehcfamily:{name} {thing}", f"  GET  own      {own}", f"  GET  other    {OTHER}",
                      f"  GET  foreign  {OTHER}", *(posts if form else ["  POST any      405 every"]), ""])  # fmt: skip


ROWS = "".join(
    (_page("plan"), _page("review"), _page("views", form=True), _page("paper", "pupil pack", own=OTHER))
)


def fill(*, pupil, contact, user) -> dict[str, object]:
    """A plan in force and its open review, on whose list the child's parent is."""
    version_of(plan_of(pupil, user), user)
    review = review_of(pupil, user)
    parent = PupilGrant.objects.filter(content_object=pupil, permission__codename="parent").first()
    place = review.invitees.filter(role=InviteeRole.PARENT, contact__user__isnull=False).first()
    if place is None and parent is not None:
        place = review.invitees.filter(role=InviteeRole.PARENT).first() or ReviewInvitee(
            school_id=review.school_id, review=review, number=90, role=InviteeRole.PARENT, name=contact.name
        )  # fmt: skip
        place.contact, place.user = contact, User.objects.get(pk=parent.user_id)
        place.save()
    return {}
