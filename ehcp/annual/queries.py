"""Every read of annual reviews up to their meeting. Pages are drawn from what is read here without asking again."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from core.accounts.enums import Permission
from core.calendar.dates import SchoolDays, academic_year
from core.schools.models import School
from core.schools.queries import school_days
from ehcp.clock import PlanFacts
from ehcp.enums import BEFORE_MEETING, InviteeRole
from ehcp.facts import facts_of, top_year
from ehcp.models import AnnualReview, EhcPlan, ReviewInvitee, ReviewService
from ehcp.steps import Serving, served_of
from register.enums import DocumentKind
from register.models import Pupil, PupilDocument


def one_review(school: School):
    """Reviews of the school with all that a page about one draws."""
    found = AnnualReview.objects.filter(school=school).select_related(
        "pupil__school_class", "pupil__school", "school", "plan__authority", "plan__pupil", "pack__issued__file",
        "pack__file", "final", "dated_by",
    )  # fmt: skip
    return found.defer("pack__issued__snapshot")


def one_invitee(school: School, user):
    """Those invited to reviews that the person may read, or who are the person. For `get`."""
    readable = AnnualReview.objects.filter(school=school).visible_to(user)
    found = ReviewInvitee.objects.filter(
        Q(review__in=readable) | Q(pk__in=own_places(school, user)), school=school
    )
    return found.select_related(
        "review__pupil__school_class", "review__pupil__school", "review__school", "review__plan__authority",
        "contact", "user", "advice_paper__file",
    )  # fmt: skip


def own_places(school: School, user):
    """The person's own places, as a member of staff, at reviews of pupils in their sight."""
    here = school.pk in user.staff_school_ids and school.pk in user.schools_where(Permission.REVIEW_ADVISE)
    if not here:
        return ReviewInvitee.objects.none()
    return ReviewInvitee.objects.filter(
        school=school,
        user=user,
        ended_at=None,
        contact=None,
        review__pupil__in=Pupil.objects.visible_to(user),
    )


def people_of(review: AnnualReview) -> list[ReviewInvitee]:
    """Those invited, in their order, with where they are reached and their paper. One query."""
    return list(review.invitees.select_related("contact", "user", "advice_paper"))


def services_of(review: AnnualReview) -> dict[int, list[ReviewService]]:
    """All that was served, by the key of whom it was served on, in the order of the days. One query."""
    found = defaultdict(list)
    for one in review.services.select_related("recorded_by"):
        found[one.invitee_id].append(one)
    return found


def asked_days(review: AnnualReview) -> dict[int, dict[str, list[dt.date]]]:
    """Key of somebody invited → what was served → its days. One query."""
    found: dict[int, dict[str, list[dt.date]]] = defaultdict(lambda: defaultdict(list))
    for invitee, what, on in review.services.values_list("invitee", "what", "on"):
        found[invitee][what].append(on)
    return found


@dataclass(frozen=True, slots=True)
class Ground:
    """What the dates of a review are counted from."""

    facts: PlanFacts
    days: SchoolDays
    top: str | None


def ground_of(plan: EhcPlan, today: dt.date, review: AnnualReview | None = None) -> Ground | None:
    """The facts of a plan for `review` (saved or thought of) or for the next one; None for a plan that is not made. Four
    queries."""
    if plan.made_on is None:
        return None
    school = review.school if review else plan.school
    top, year = top_year(school), academic_year(review.on if review else today)
    facts = facts_of(plan, list(plan.reviews.all()), review=review, year=year, top_year=top)
    return Ground(facts, school_days(school), top)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All that the page of one review draws."""

    review: AnnualReview
    ground: Ground
    people: list[ReviewInvitee]
    services: dict[int, list[ReviewService]]
    serving: Serving
    letters: list[PupilDocument]


def review_page(review: AnnualReview, user, today: dt.date) -> ReviewPage:
    """What is known of one review. Nine queries, however many are invited."""
    serving = served_of([review])[review.pk]
    return ReviewPage(review, ground_of(review.plan, today, review), people_of(review), services_of(review), serving,
                      letters_of(review, user))  # fmt: skip


def letters_of(review: AnnualReview, user) -> list[PupilDocument]:
    """The letters of notice of the review, newest first, at most eight. One query."""
    subjects = Q(issued__subject=review.reference) | Q(
        issued__subject__in=review.invitees.values("reference")
    )
    found = PupilDocument.objects.visible_to(user).filter(
        subjects, pupil=review.pupil, kind=DocumentKind.EHC_LETTER
    )
    drawn = found.select_related("issued__job", "issued__file", "file", "filed_by").defer("issued__snapshot")
    return list(drawn.order_by("-filed_at", "-pk")[:8])


def reviews_of(pupil: Pupil, user) -> list[AnnualReview]:
    """The pupil's reviews, newest first, with their plans. One query."""
    return list(
        AnnualReview.objects.visible_to(user).filter(pupil=pupil).select_related("plan__authority", "school")
    )


def plan_of(pupil: Pupil) -> EhcPlan | None:
    """The pupil's plan that has not ended. One query."""
    found = EhcPlan.objects.filter(pupil=pupil, ceased_on=None).select_related(
        "authority", "school", "pupil__school"
    )
    return found.first()


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A review for which the person's own advice is asked."""

    reference: str
    pupil_name: str
    pupil_class: str
    role: str
    on: dt.date
    advice_on: dt.date | None
    no_advice: bool
    asked_on: dt.date | None


def own_advice(school: School, user) -> list[OwnPlace]:
    """Reviews to come on whose list the person is, the soonest first, with whether advice is asked and given. Two
    queries."""
    asked = Prefetch(
        "services", ReviewService.objects.filter(what="advice_ask").order_by("on"), to_attr="asked"
    )
    found = own_places(school, user).filter(review__state__in=BEFORE_MEETING, advice_wanted=True)
    rows = (
        found.select_related("review__pupil__school_class")
        .prefetch_related(asked)
        .order_by("review__on", "pk")
    )
    return [
        OwnPlace(one.reference, one.review.pupil.name, one.review.pupil.class_name, str(InviteeRole(one.role).label),
                 one.review.on, one.advice_on, bool(one.no_advice_why), one.asked[0].on if one.asked else None)
        for one in rows
    ]  # fmt: skip
