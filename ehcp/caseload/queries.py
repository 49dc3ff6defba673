"""Every read of the caseload: plans and needs assessments with where they stand, narrowed, sorted, counted."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.calendar.dates import SchoolDays
from core.schools.models import School
from core.schools.prepared import prepared
from core.schools.queries import school_days
from ehcp.caseload.standing import Case, Ground, KnownDays, Turn, case_of_assessment, case_of_plan
from ehcp.enums import ASSESSMENT_OPEN, ReviewState
from ehcp.models import AnnualReview, EhcPlan, NeedsAssessment
from register.enums import YEAR_GROUPS
from register.models import Pupil
from register.names import search_key

AHEAD = 14  # days: what is due within them is told at the top
OF_PUPIL = (
    "pupil__school", "pupil__reference", "pupil__preferred_first", "pupil__legal_first", "pupil__legal_last", "pupil__born",
    "pupil__year_group", "pupil__search", "pupil__school_class__name", "pupil__school_class__reference",
)  # fmt: skip
OF_PLAN = ("school", "reference", "made_on", "before_meeting_on", "before_decision_on", "authority__name")
OF_REVIEW = (
    "reference", "plan", "kind", "state", "on", "dated_at", "decision", "decided_on", "amendment_notice_on",
    "no_amendment_on", "final__issued_on",
)  # fmt: skip
OF_ASSESSMENT = (
    "school", "reference", "state", "requested_on", "advice_requested_on", "decided_on", "refused_on", "answered_on",
    "issued_on", "draft_served_on", "draft_received_on", "authority__name", "advice__sent_on",
)  # fmt: skip


def seen_by(rows, user):
    """The rows that the person may know of; without one all of them, for what the school itself does each night."""
    return rows if user is None else rows.visible_to(user)


@prepared
def _plans(user, *, school: int):
    rows = seen_by(EhcPlan.objects, user).filter(school=school, ceased_on=None, pupil__left_on=None)
    return rows.select_related("pupil__school_class", "authority").only(*OF_PLAN, *OF_PUPIL)


@prepared
def _reviews(user, *, school: int):
    rows = seen_by(AnnualReview.objects, user).filter(
        school=school, plan__ceased_on=None, pupil__left_on=None
    )
    rows = rows.exclude(state=ReviewState.CANCELLED)
    return rows.select_related("final").only(*OF_REVIEW).order_by("plan", "-on", "-pk")


@prepared
def _assessments(user, *, school: int):
    rows = NeedsAssessment.objects.visible_to(user).filter(
        school=school, state__in=ASSESSMENT_OPEN, pupil__left_on=None
    )
    return rows.select_related("pupil__school_class", "authority", "advice").only(*OF_ASSESSMENT, *OF_PUPIL)


@prepared
def _groups(_user, *, school: int):
    return Pupil.objects.filter(school=school).here().order_by().values_list("year_group").distinct()


def ground_of(school: School, today: dt.date, days: SchoolDays | None = None) -> Ground:
    """What every row of a list is counted on. Three queries; one where the school's `days` are known."""
    taught = {group for (group,) in _groups(None, school=school.pk)}
    top = next((group for group in reversed(YEAR_GROUPS) if group in taught), None)
    return Ground(today, KnownDays(days or school_days(school)), top, school.notice_clear_weeks)


def plans_with_reviews(school: School, user) -> list[tuple[EhcPlan, list[AnnualReview]]]:
    """Every plan that has not ended of the pupils in the user's sight who are here, with its reviews that were not called
    off, the newest first; of all pupils where the user is None. Two queries."""
    of_plan: dict[int, list[AnnualReview]] = defaultdict(list)
    for review in _reviews(user, school=school.pk):
        of_plan[review.plan_id].append(review)
    return [(plan, of_plan[plan.pk]) for plan in _plans(user, school=school.pk)]


def caseload(school: School, user, ground: Ground) -> list[Case]:
    """Every plan that has not ended and every open needs assessment of the pupils in the user's sight who are here, in the
    order of their names. Three queries."""
    asked = [case_of_assessment(one, ground) for one in _assessments(user, school=school.pk)]
    waiting = {case.pupil.pk for case in asked}
    plans = [case_of_plan(one, reviews, ground) for one, reviews in plans_with_reviews(school, user)]
    # a draft that an assessment waits for is that assessment's row
    cases = [*(one for one in plans if one.stands != "draft" or one.pupil.pk not in waiting), *asked]
    return sorted(cases, key=lambda case: (case.pupil.legal_last.lower(), case.pupil.legal_first.lower()))


def by_name(case: Case) -> tuple[str, str]:
    """The order of names."""
    return search_key(case.pupil.legal_last), search_key(case.pupil.name)


YEAR_ORDER = {year: place for place, year in enumerate(YEAR_GROUPS)}
NEVER = dt.date.max
SORTS: dict[str, Callable[[Case], object]] = {
    "due": lambda case: case.law or (dt.date.min if case.trouble else NEVER),
    "name": by_name,
    "class": lambda case: (YEAR_ORDER.get(case.pupil.year_group, 99), case.pupil.class_name),
    "state": lambda case: (case.kind, case.stands, case.meeting or NEVER),
    "turn": lambda case: (case.turn, case.law or NEVER),
}

# What the counts at the top tell, by the key in the address.
SHOWN: dict[str, Callable[[Case, dt.date], bool]] = {
    "late": lambda case, today: case.late_days(today) > 0,
    "soon": lambda case, today: case.law is not None and 0 <= (case.law - today).days <= AHEAD,
    "authority": lambda case, _today: case.turn == Turn.AUTHORITY,
    "no_date": lambda case, _today: case.no_date,
    "transfer": lambda case, _today: case.transfer is not None,
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the caseload is narrowed by and sorted on; every part of it stands in the address."""

    q: str = ""
    year: str = ""
    klass: str = ""
    stands: str = ""
    turn: str = ""
    show: str = ""
    sort: str = "due"
    down: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything but the order is asked for."""
        return any((self.q, self.year, self.klass, self.stands, self.turn, self.show))


def narrowed(cases: Iterable[Case], chosen: Filter, today: dt.date) -> list[Case]:
    """The rows that fit, in the order asked for; rows that are alike stay in the order of names."""
    words = search_key(chosen.q).split()
    shown = SHOWN.get(chosen.show)
    found = [
        case for case in cases
        if (not words or all(word in case.pupil.search for word in words))
        and chosen.year in ("", case.pupil.year_group)
        and (not chosen.klass or (case.pupil.school_class and case.pupil.school_class.reference == chosen.klass))
        and chosen.stands in ("", case.stands) and chosen.turn in ("", case.turn)
        and (shown is None or shown(case, today))
    ]  # fmt: skip
    return sorted(found, key=SORTS.get(chosen.sort, SORTS["due"]), reverse=chosen.down)


def counts(cases: Iterable[Case], today: dt.date) -> dict[str, int]:
    """How many rows each of SHOWN holds."""
    cases = list(cases)
    return {key: sum(holds(case, today) for case in cases) for key, holds in SHOWN.items()}


def transfers(cases: Iterable[Case]) -> list[Case]:
    """Who moves to another phase at the end of this academic year, what is not done first, then by the day."""
    moving = [case for case in cases if case.transfer]
    return sorted(moving, key=lambda case: (case.transfer.done_on is not None, case.transfer.law.date))
