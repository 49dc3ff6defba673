"""How many dates set by law are past at each school: the caseload's own reckoning, of the plans that can be late at all."""

import datetime as dt
from collections import Counter, defaultdict

from django.db.models import Exists, OuterRef, Q

from core.calendar.dates import SchoolDays
from core.schools.models import School
from core.schools.prepared import prepared
from ehcp.caseload.queries import OF_ASSESSMENT, OF_PLAN, OF_PUPIL, OF_REVIEW
from ehcp.caseload.standing import Ground, KnownDays, case_of_assessment, case_of_plan
from ehcp.clock import YEAR_GROUPS
from ehcp.enums import ASSESSMENT_OPEN, REVIEW_OPEN, ReviewState
from ehcp.facts import COUNTING
from ehcp.models import AnnualReview, EhcPlan, NeedsAssessment
from ehcp.statute import PHASES, months_on
from register.models import Pupil

SOON = dt.timedelta(days=16)  # before its meeting nothing of a review is owed earlier
FIRST = dt.timedelta(days=14)  # after a request nothing is owed earlier
MOVING = [year for phase in PHASES for year in phase.years]


@prepared
def _plans(_user, *, schools: list, soon: dt.date, base: dt.date):
    """Plans in force of which something may be late: a meeting near or past, no decision for eleven months, a move."""
    of_plan = AnnualReview.objects.filter(plan=OuterRef("pk"))
    near = of_plan.filter(state__in=REVIEW_OPEN, on__lte=soon)
    decided = of_plan.filter(decided_on__gt=base, kind__in=COUNTING).exclude(state=ReviewState.CANCELLED)
    may = Exists(near) | ~Exists(decided) | Q(pupil__year_group__in=MOVING) | Q(pupil__year_group="")
    found = EhcPlan.objects.filter(
        may, school__in=schools, made_on__isnull=False, ceased_on=None, pupil__left_on=None
    )
    return found.select_related("pupil__school_class", "authority").only(*OF_PLAN, *OF_PUPIL)


@prepared
def _reviews(_user, *, plans: list):
    found = AnnualReview.objects.filter(plan__in=plans).exclude(state=ReviewState.CANCELLED)
    return found.select_related("final").only(*OF_REVIEW).order_by("plan", "-on", "-pk")


@prepared
def _assessments(_user, *, schools: list, before: dt.date):
    found = NeedsAssessment.objects.filter(
        school__in=schools, state__in=ASSESSMENT_OPEN, pupil__left_on=None, requested_on__lt=before
    )
    return found.select_related("pupil__school_class", "authority", "advice").only(*OF_ASSESSMENT, *OF_PUPIL)


@prepared
def _groups(_user, *, schools: list):
    return (
        Pupil.objects.filter(school__in=schools)
        .here()
        .order_by()
        .values_list("school_id", "year_group")
        .distinct()
    )


def late_by_law(schools: list[School], today: dt.date) -> Counter:
    """School's key → plans and needs assessments of which a last lawful day is past, whoever owes it: those that the
    caseload tells as late. Four queries."""
    keys = [school.pk for school in schools]
    groups: dict[int, set[str]] = defaultdict(set)
    for school, group in _groups(None, schools=keys):
        groups[school].add(group)
    days = KnownDays(SchoolDays([]))  # no school day is told here: they move no legal date
    grounds = {
        school.pk: Ground(today, days, _top(groups[school.pk]), school.notice_clear_weeks)
        for school in schools
    }
    plans = _plans(None, schools=keys, soon=today + SOON, base=months_on(today, -11))
    reviews: dict[int, list[AnnualReview]] = defaultdict(list)
    for review in _reviews(None, plans=[plan.pk for plan in plans]):
        reviews[review.plan_id].append(review)
    cases = [
        (plan.school_id, case_of_plan(plan, reviews[plan.pk], grounds[plan.school_id])) for plan in plans
    ]
    cases += [
        (one.school_id, case_of_assessment(one, grounds[one.school_id]))
        for one in _assessments(None, schools=keys, before=today - FIRST)
    ]
    return Counter(school for school, case in cases if case.late_days(today) > 0)


def _top(groups: set[str]) -> str | None:
    return next((group for group in reversed(YEAR_GROUPS) if group in groups), None)
