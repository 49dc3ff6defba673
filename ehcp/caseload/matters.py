"""Finding what a letter to the authority is about: a review or an assessment in sight, and the step that is late."""

import datetime as dt

from django.http import Http404

from core.accounts.permissions import Denied, visible_or_404
from core.schools.queries import school_days
from ehcp.caseload.delays import ASSESSMENT, REVIEW
from ehcp.caseload.letters import LETTERS, Matter
from ehcp.caseload.standing import Ground, owed_steps, steps_of_assessment
from ehcp.enums import ReviewState
from ehcp.facts import facts_of
from ehcp.models import AnnualReview, NeedsAssessment
from ehcp.steps import Step, review_steps

MODELS = {REVIEW: AnnualReview, ASSESSMENT: NeedsAssessment}


def find_held(request, of: str, reference: str, key: str) -> AnnualReview | NeedsAssessment:
    """The review or assessment of that reference in the person's sight; Http404 otherwise, and for a step about which no
    letter is written."""
    if (of, key) not in LETTERS:
        raise Http404
    rows = MODELS[of].objects.select_related("school", "pupil__school", "pupil__school_class")
    return visible_or_404(rows, request.user, school=request.school, reference=reference)


def matter_of(of: str, held: AnnualReview | NeedsAssessment, key: str, today: dt.date) -> Matter:
    """What a letter about that step is about. Raises Denied when it is not late, or not late any more, and UnlikelyDates."""
    steps = _of_review(held, today) if of == REVIEW else _of_assessment(held, today)
    step = next((one for one in steps if one.key == key), None)
    if step is None or step.state != "late":
        raise Denied("The authority is not late with this: there is nothing to write about.")
    advice = getattr(held, "advice", None) if of == ASSESSMENT else None
    return Matter(of, held, step, advice.sent_on if advice else None)


def _of_review(held: AnnualReview, today: dt.date) -> list[Step]:
    reviews = list(held.plan.reviews.exclude(state=ReviewState.CANCELLED).select_related("final"))
    if held.state == ReviewState.CANCELLED:
        return []
    facts = facts_of(held.plan, reviews, review=held)
    return owed_steps(
        held, review_steps(held, facts, serving=None, today=today, days=school_days(held.school))
    )


def _of_assessment(held: NeedsAssessment, today: dt.date) -> list[Step]:
    return steps_of_assessment(held, Ground(today, school_days(held.school), None))
