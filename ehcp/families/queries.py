"""What a parent may know of their own child's EHC plan, needs assessment and annual review: nothing before it was told to
them, no paper before it was given to them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Value, When

from ehcp.enums import REVIEW_OPEN, AssessmentPurpose, AssessmentState, Served
from ehcp.models import AnnualReview, EhcPlan, NeedsAssessment, PlanVersion, ReviewInvitee, ReviewService
from ehcp.permissions import open_to_parent
from ehcp.sections.queries import version_in_force
from register.models import Pupil, PupilDocument

A = AssessmentState
OVER = (A.ISSUED, A.CLOSED)
WAS_TOLD = dt.timedelta(days=400)  # how long an assessment that ended without a plan stays on the page
PAPERS = ("pack__file", "pack__issued__file", "report__file", "report__issued__file", "decision_paper__file",
          "proposed__document__file")  # fmt: skip


def plan_of(child: Pupil) -> EhcPlan | None:
    """The child's plan that is made: the one in force, else the last that ended. One query."""
    made = EhcPlan.objects.filter(pupil=child, made_on__isnull=False).select_related(
        "authority", "school", "pupil__school"
    )
    return made.order_by(F("ceased_on").desc(nulls_first=True), "-made_on").first()


def assessment_of(child: Pupil, today: dt.date, *, has_plan: bool = False) -> NeedsAssessment | None:
    """The needs assessment that is going on and that the parents were told of, or one that ended without a plan in the
    last year or so; beside a plan (`has_plan`) only an assessment anew. One query."""
    rows = NeedsAssessment.objects.filter(pupil=child).exclude(state__in=(A.CONSIDERED, A.ISSUED))
    rows = rows.exclude(state=A.CLOSED, talk=None, requested_on=None)  # thought of, and never told
    rows = rows.filter(purpose=AssessmentPurpose.AGAIN) if has_plan else rows
    held = rows.select_related("authority", "school", "pupil__school").order_by("-created_at", "-pk").first()
    if held is None or (held.closed_at and held.closed_at.date() < today - WAS_TOLD):
        return None
    return held


def reviews_of(children: list[Pupil]) -> dict[int, AnnualReview]:
    """The review of each child that is coming or going on, else the last one, by the child's key. One query."""
    going_on = Case(When(state__in=REVIEW_OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = AnnualReview.objects.filter(pupil__in=children).select_related("plan__authority", "school")
    found = rows.annotate(over=going_on).order_by("pupil", "over", "-on", "-pk").distinct("pupil")
    return {row.pupil_id: row for row in found}


def review_of(child: Pupil) -> AnnualReview | None:
    """The same of one child, with its papers. One query."""
    going_on = Case(When(state__in=REVIEW_OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = AnnualReview.objects.filter(pupil=child).annotate(over=going_on).order_by("over", "-on", "-pk")
    joined = rows.select_related("plan__authority", "plan__school", "plan__pupil", "school", "pupil__school", "final",
                                 *PAPERS)  # fmt: skip
    return joined.defer("pack__issued__snapshot", "report__issued__snapshot").first()


def people_of(review: AnnualReview) -> list[ReviewInvitee]:
    """Everybody invited, in their order. One query."""
    return list(review.invitees.order_by("number"))


def own_places(user, reviews: list[AnnualReview]) -> dict[int, ReviewInvitee]:
    """The parent's own place at each review, by the review's key. One query, none without reviews."""
    if not reviews:
        return {}
    return {one.review_id: one for one in open_to_parent(user).filter(review__in=reviews).order_by("-number")}


def given_to(places: list[ReviewInvitee]) -> dict[int, dict[str, ReviewService]]:
    """Key of the place → what → the first time that it was given to them for the meeting's day as it stands, papers and
    report for any day. One query, none without places."""
    if not places:
        return {}
    found: dict[int, dict[str, ReviewService]] = {}
    rows = ReviewService.objects.filter(invitee__in=places).select_related("review").order_by("on", "pk")
    for one in rows:
        if one.what in (Served.PACK, Served.REPORT) or one.meeting_on == one.review.on:
            found.setdefault(one.invitee_id, {}).setdefault(one.what, one)
    return found


@dataclass(frozen=True, slots=True)
class FamilyReview:
    """A review as one parent may see it: their own place (None where they are not on the list) and what they were given."""

    review: AnnualReview
    place: ReviewInvitee | None
    given: dict[str, ReviewService]

    def was_given(self, what: str) -> bool:
        """Whether that was given to the parent."""
        return what in self.given


def family_reviews(children: list[Pupil], user) -> dict[int, FamilyReview]:
    """The review of each child as the parent may see it, by the child's key. At most three queries."""
    reviews = reviews_of(children)
    places = own_places(user, list(reviews.values()))
    given = given_to(list(places.values()))
    return {child: _seen(review, places.get(review.pk), given) for child, review in reviews.items()}


def _seen(review: AnnualReview, place: ReviewInvitee | None, given: dict) -> FamilyReview:
    return FamilyReview(review, place, given.get(place.pk, {}) if place else {})


def family_review(child: Pupil, user) -> FamilyReview | None:
    """The same of one child, with its papers. At most three queries."""
    review = review_of(child)
    if review is None:
        return None
    place = own_places(user, [review]).get(review.pk)
    return _seen(review, place, given_to([place]) if place else {})


def papers_of(held: FamilyReview) -> dict[str, PupilDocument]:
    """What the parent may read of the review, by a word for the address: the papers and the report once they were given to
    them, the council's letter once its decision is recorded, the proposed changes once the notice was served. No query."""
    review = held.review
    found = {
        "pack": review.pack if held.was_given(Served.PACK) else None,
        "report": review.report if held.was_given(Served.REPORT) else None,
        "decision": review.decision_paper if held.place and review.decided_on else None,
        "changes": review.proposed.document if held.place and review.proposed and review.amendment_notice_on else None,
    }  # fmt: skip
    return {key: document for key, document in found.items() if document is not None and has_bytes(document)}


def has_bytes(document: PupilDocument) -> bool:
    """Whether the document can be opened: uploaded, or issued and made."""
    return bool(document.file_id or (document.issued_id and document.issued.file_id))


def plan_paper(plan: EhcPlan) -> tuple[PlanVersion | None, PupilDocument | None]:
    """The version in force, and the council's own document where it is kept here. Two queries."""
    version = version_in_force(plan)
    document = version.document if version and version.document_id else None
    if document is None:
        return version, None
    kept = PupilDocument.objects.select_related("file", "issued__file").get(pk=document.pk)
    return version, kept if has_bytes(kept) else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is of EHC for one child, for the parent's first page."""

    plan: bool
    assessing: bool
    review: FamilyReview | None


def standing_of(children: list[Pupil], user, today: dt.date) -> dict[int, Standing]:
    """By the child's key. Five queries at most, however many children."""
    if not children:
        return {}
    plans = set(EhcPlan.objects.filter(pupil__in=children).in_force().values_list("pupil", flat=True))
    open_now = NeedsAssessment.objects.filter(pupil__in=children).exclude(state__in=(A.CONSIDERED, *OVER))
    assessing = set(open_now.values_list("pupil", flat=True))
    reviews = family_reviews(children, user)
    return {
        child.pk: Standing(child.pk in plans, child.pk in assessing, reviews.get(child.pk))
        for child in children
    }
