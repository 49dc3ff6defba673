"""Professionals at a review: the SENCo's pages, and those of the one person to whom the one review is open."""

from core.accounts.enums import Role
from core.accounts.models import Membership
from ehcp.models import ReviewInvitee
from tests.ehcp.visitor.made import let_in, place_of, review_of

SENCO = "200 senco; 403 head teacher dsl trust_lead; 404 ta office governor parent professional"
SENCO_OTHER = "200 senco; 403 head dsl trust_lead; 404 teacher ta office governor parent professional"
THEIRS = "200 professional; 404 senco head teacher ta office dsl trust_lead governor parent"


def _senco(name: str, thing: str, posted: str = "") -> str:
    posts = [f"  POST own      {posted}{SENCO.removeprefix('200')}", f"  POST other    {posted}{SENCO_OTHER.removeprefix('200')}",
             "  POST foreign  404 every"] if posted else ["  POST any      405 every"]  # fmt: skip
    return "\n".join(["", f"ehcvisitor:{name} {thing}", f"  GET  own      {SENCO}", f"  GET  other    {SENCO_OTHER}",
                      "  GET  foreign  404 every", *posts, ""])  # fmt: skip


def _theirs(name: str, thing: str = "review_place", *, form: bool = True, own: str = THEIRS) -> str:
    posts = [f"  POST own      {own}", "  POST other    404 every", "  POST foreign  404 every"]
    return "\n".join(["", f"ehcvisitor:{name} {thing}", f"  GET  own      {own}", "  GET  other    404 every",
                      "  GET  foreign  404 every", *(posts if form else ["  POST any      405 every"]), ""])  # fmt: skip


ROWS = "".join((
    _senco("people", "visited_review"), _senco("open", "review_place", "200"), _senco("end", "review_place", "302"),
    _senco("openings", "review_place"),
    _theirs("review", form=False), _theirs("advice"), _theirs("coming"), _theirs("decision"),
    _theirs("paper", "review_place pack", form=False, own="404 every"),
))  # fmt: skip


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The open review of the pupil, open to the authority's officer: the school's own professional, where no review is open
    to them yet; others are new."""
    review = review_of(pupil, user)
    held = Membership.objects.current().filter(school=pupil.school, role=Role.PROFESSIONAL).order_by("pk")
    placed = ReviewInvitee.objects.filter(opens_from__isnull=False, review__plan__ceased_on=None)
    here = held.exclude(user__in=placed.values("user")).select_related("user").first()
    email = here.user.email if here else f"officer.of.{pupil.reference}@{pupil.school.slug}.example".lower()
    place = let_in(place_of(review), user, name="Tom Reyes", email=email)
    return {"visited_review": review.reference, "review_place": place.reference}
