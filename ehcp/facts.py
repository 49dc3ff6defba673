"""What is known of a plan and its reviews, in the terms of the clock. Dates follow from it and are never kept."""

import datetime as dt
from collections.abc import Iterable

from core.calendar.dates import SchoolDays, academic_year
from core.schools.queries import school_days
from ehcp.clock import YEAR_GROUPS, PlanFacts, plan_clock
from ehcp.enums import REVIEW_OPEN, ReviewKind, ReviewState
from ehcp.models import AnnualReview, EhcPlan
from ehcp.statute import Deadline
from register.models import Pupil

COUNTING = (
    ReviewKind.ANNUAL,
    ReviewKind.EARLY,
    ReviewKind.TRANSFER,
)  # an extra one under five is beside the annual one


def _counts(review: AnnualReview) -> bool:
    return review.kind in COUNTING and review.decided_on is not None and review.state != ReviewState.CANCELLED


def open_review(reviews: Iterable[AnnualReview]) -> AnnualReview | None:
    """The review that is coming or going on, of those of one plan."""
    return next((review for review in reviews if review.state in REVIEW_OPEN), None)


def facts_of(
    plan: EhcPlan, reviews: Iterable[AnnualReview], *, review: AnnualReview | None = None, year: int | None = None,
    top_year: str | None = None,
) -> PlanFacts:  # fmt: skip
    """The facts from which the dates of `review` are counted, or without one those of the next: the base is the last
    decision before it. Raises ValueError for a plan that is not made yet."""
    if plan.made_on is None:
        raise ValueError("A plan that is not made has no review to count.")
    before = [
        one for one in reviews
        if _counts(one) and (review is None or (one.pk != review.pk and one.on < review.on))
    ]  # fmt: skip
    last = max(before, key=lambda one: (one.decided_on, one.on), default=None)
    group = plan.pupil.year_group
    return PlanFacts(
        plan_made=plan.made_on,
        last_decision=last.decided_on if last else plan.before_decision_on,
        last_meeting=last.on if last else plan.before_meeting_on,
        meeting=review.on if review else None,
        amendment_notice=review.amendment_notice_on if review else None,
        born=plan.pupil.born,
        year_group=group if group in YEAR_GROUPS else None,
        year=year,
        top_year=top_year,
    )


def plan_facts(
    plan: EhcPlan, reviews: Iterable[AnnualReview], *, year: int | None = None, top_year: str | None = None
) -> PlanFacts:
    """The facts of a plan as it stands: with its open review, until the authority has decided; after that, of the next.
    Raises ValueError for a plan that is not made yet."""
    reviews = list(reviews)
    now = open_review(reviews)
    return facts_of(plan, reviews, review=now, year=year, top_year=top_year)


def top_year(school) -> str | None:
    """The last year group that the school teaches, by the pupils on its roll; None without any. One query."""
    groups = set(Pupil.objects.filter(school=school).here().values_list("year_group", flat=True).distinct())
    return next((group for group in reversed(YEAR_GROUPS) if group in groups), None)


def clock_of(
    plan: EhcPlan, *, today: dt.date, days: SchoolDays | None = None, review: AnnualReview | None = None,
    next_one: bool = False,
) -> list[Deadline]:  # fmt: skip
    """Every date that follows for a plan, by the school's own days: with `review` (or the open one) its dates too, with
    `next_one` those of the review after all that are decided. Nothing for a plan that is not made. Raises UnlikelyDates.
    Up to four queries."""
    if plan.made_on is None:
        return []
    reviews = list(plan.reviews.all())
    chosen = None if next_one else review or open_review(reviews)
    facts = facts_of(plan, reviews, review=chosen, year=academic_year(today), top_year=top_year(plan.school))
    return plan_clock(facts, today=today, days=days or school_days(plan.school))
