"""Every read of professionals at a review: what is open to whom, why not, and what they were given."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from agencies.models import Invitation
from agencies.visitor.queries import whom_to_ask
from core.audit.models import Opening
from core.schools.models import School
from core.ui.present import day
from ehcp.enums import REVIEW_OPEN, InviteeRole, Served
from ehcp.models import AnnualReview, ReviewInvitee, ReviewService
from ehcp.permissions import AFTER_CLOSE
from register.models import PupilDocument

OPENINGS_SHOWN = 50
STAFF_OR_FAMILY = (
    InviteeRole.PARENT, InviteeRole.CHILD, InviteeRole.HEAD, InviteeRole.SENCO, InviteeRole.TEACHER, InviteeRole.TA,
)  # fmt: skip
DRAWN = ("review__pupil__school_class", "review__plan__authority", "review__school", "school", "user")
PAPERS = (
    "review__pack__file", "review__pack__issued__file", "review__report__file", "review__report__issued__file",
    "review__proposed__document__file", "advice_paper__file", "review__pupil__school",
)  # fmt: skip
HEAVY = ("school__crest", "review__school__crest", "review__pupil__school__crest", "review__pack__issued__snapshot",
         "review__report__issued__snapshot")  # fmt: skip


def of_visitor(user, school: School):
    """The person's places at reviews of a school that were ever opened to them, with what a list of them draws."""
    own = ReviewInvitee.objects.filter(school=school, user=user, contact=None, opens_from__isnull=False)
    return own.select_related(*DRAWN).defer(*HEAVY[:2])


def place_of(user, school: School, reference: str) -> ReviewInvitee | None:
    """The person's place of that reference, with all that its pages draw. One query."""
    rows = of_visitor(user, school).select_related(*DRAWN, *PAPERS).defer(*HEAVY)
    return rows.filter(reference=reference).first()


def closed_on(review: AnnualReview) -> dt.date | None:
    """The day on which a review was closed or called off; None while it is going on."""
    if review.state in REVIEW_OPEN:
        return None
    ended = review.closed_at or review.cancelled_at
    return ended.date() if ended else None


def last_day(place: ReviewInvitee) -> dt.date:
    """The last day on which the place may be opened: its own, or six weeks after the review was closed."""
    closed = closed_on(place.review)
    return min(place.opens_until, closed + AFTER_CLOSE) if closed else place.opens_until


def why_shut(place: ReviewInvitee, today: dt.date) -> str:
    """Why the place opens nothing today, in words without a child's name; "" when it is open."""
    ask = f"Ask {whom_to_ask(place.school)}."
    if place.ended_at:
        return f"This invitation was ended by the school. {ask}"
    if place.opens_from > today:
        return f"This invitation begins on {day(place.opens_from)}. Come back then. {ask}"
    if last_day(place) < today:
        return f"This invitation ended on {day(last_day(place))}. {ask}"
    if place.review.pupil.left_on:
        return f"The child has left this school, and so nothing of the review is open here. {ask}"
    return ""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One review on a professional's first page. `shut` says why it opens nothing; then nothing names a child. `papers`
    are what was served on the person."""

    place: ReviewInvitee
    shut: str
    papers: frozenset[str]


def lines_for(user, school: School, today: dt.date) -> list[ReviewLine]:
    """The person's places at reviews of the school, the open ones first, the next meeting first. Two queries, one where
    there are none."""
    held = list(of_visitor(user, school).order_by("review__on", "pk"))
    served = served_on(held)
    lines = [ReviewLine(one, why_shut(one, today), frozenset(served.get(one.pk, {}))) for one in held]
    return sorted(lines, key=lambda line: bool(line.shut))


def served_on(places: Iterable[ReviewInvitee]) -> dict[int, dict[str, dt.date]]:
    """Key of the place → what → the first day on which it was served on them. One query, none without places."""
    keys = [place.pk for place in places]
    found: dict[int, dict[str, dt.date]] = {}
    if not keys:
        return found
    rows = ReviewService.objects.filter(invitee__in=keys).order_by("on", "pk")
    for invitee, what, on in rows.values_list("invitee", "what", "on"):
        found.setdefault(invitee, {}).setdefault(what, on)
    return found


def people_of(review: AnnualReview) -> list[ReviewInvitee]:
    """Everybody invited to the review, in their order. One query."""
    return list(review.invitees.order_by("number"))


def may_be_opened_to(review: AnnualReview) -> list[ReviewInvitee]:
    """Those invited who come from outside and so may be let in here, in their order, each with `user`. One query."""
    outside = review.invitees.exclude(role__in=STAFF_OR_FAMILY).filter(contact=None)
    return list(outside.select_related("user", "school", "review__pupil", "ended_by").order_by("number"))


def papers_for(place: ReviewInvitee, served: Iterable[str]) -> dict[str, PupilDocument]:
    """What the person may read: {"pack" and "report": the document}, of what was served on them; and for the officer of
    the local authority and after them everybody, "proposed" is the authority's own paper, theirs alone. No query."""
    review, given = place.review, set(served)
    found = {"pack": review.pack if Served.PACK in given else None,
             "report": review.report if Served.REPORT in given else None,
             "advice": place.advice_paper}  # fmt: skip
    if place.role == InviteeRole.LA_SEN and review.proposed:
        found["proposed"] = review.proposed.document
    return {key: document for key, document in found.items() if document is not None and has_bytes(document)}


def has_bytes(document: PupilDocument) -> bool:
    """Whether the document can be opened: uploaded, or issued and made."""
    return bool(document.file_id or (document.issued_id and document.issued.file_id))


def openings_by(place: ReviewInvitee) -> list[Opening]:
    """What the person opened about the child since the review was opened to them, newest first. One query."""
    found = Opening.objects.filter(
        school=place.school_id,
        user=place.user_id,
        subject=place.review.pupil.reference,
        at__date__gte=place.opens_from,
    )
    return list(found.order_by("-at", "-pk")[:OPENINGS_SHOWN])


def lets_in(user: int, school: int, today: dt.date) -> bool:
    """Whether a review of the school is open to the person today or later. Two queries at most."""
    held = ReviewInvitee.objects.filter(
        school=school,
        user=user,
        contact=None,
        ended_at=None,
        opens_until__gte=today,
        review__pupil__left_on=None,
    )
    return any(last_day(one) >= today for one in held.select_related("review"))


def invited_elsewhere(user: int, school: int, today: dt.date) -> bool:
    """Whether a referral of the school is open to the person today or later. One query."""
    held = Invitation.objects.filter(school=school, user=user, ended_at=None, until__gte=today)
    return held.exists()
