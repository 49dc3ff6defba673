"""What was due in a term and whether it was in time: reviews of plans, annual reviews, meetings with parents."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q
from django.utils import timezone

from apdr.enums import MeetingState
from apdr.models import Plan, ReviewMeeting
from apdr.reviews.compliance import CONTACTS, MET, NOT_YET, PACK, PHONE, contact_of, in_force_in
from core.calendar.dates import Span
from core.schools.prepared import prepared
from ehcp.enums import ReviewState
from ehcp.facts import COUNTING
from ehcp.models import AnnualReview, EhcPlan
from ehcp.statute import RULES
from overview.figures.shape import Kept, Meetings

TWELVE_MONTHS = dt.timedelta(days=367)  # and no day less
ON_TIME, LATE, MISSING = "on_time", "late", "missing"
COMPLETE_BY = next(rule for rule in RULES if rule.name == "review_complete_by")
BEST = (MET, PHONE, PACK)  # contact with parents that counts for something


def kept_of(found: Iterable[str]) -> Kept:
    """How many were in time, late, missing."""
    count = Counter(found)
    return Kept(count[ON_TIME], count[LATE], count[MISSING])


def stands(due: dt.date, done: dt.date | None, on: dt.date) -> str:
    """How something due by `due` stands on `on`: "" while it is still to come."""
    if done is not None and done <= on:
        return ON_TIME if done <= due else LATE
    return MISSING if due < on else ""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that was due for one pupil in the term, and how it stands."""

    school: int
    pupil: int
    how: str


@prepared
def _plans(_user, *, schools: list, since: dt.date, until: dt.date, left: dt.date):
    """Reviews of agreed plans that were due then, of pupils who have not left before."""
    stayed = Q(pupil__left_on=None) | Q(pupil__left_on__gte=left)
    due = Plan.objects.filter(
        stayed, school__in=schools, agreed_at__isnull=False, review_on__gte=since, review_on__lte=until
    )
    return due.values_list("school_id", "pupil_id", "review_on", "agreed_at", "closed_at")  # fmt: skip


def plan_reviews(schools: list[int], span: Span, on: dt.date) -> list[Owed]:
    """Every review of a plan in force that was to be by a day of the term up to `on` (R-91): in time when its cycle was
    closed by that day (as apdr.reviews.compliance). One query."""
    found = []
    for school, pupil, due, agreed, closed in _plans(
        None, schools=schools, since=span.start, until=min(span.end, on), left=on
    ):
        if timezone.localdate(agreed) <= on and (
            how := stands(due, timezone.localdate(closed) if closed else None, on)
        ):
            found.append(Owed(school, pupil, how))
    return found


@prepared
def _ehc_plans(_user, *, schools: list, made: dt.date, left: dt.date):
    stayed = Q(pupil__left_on=None) | Q(pupil__left_on__gte=left)
    return EhcPlan.objects.filter(stayed, school__in=schools, made_on__lte=made).values_list(
        "pk", "school_id", "pupil_id", "made_on", "before_decision_on", "ceased_on", "pupil__joined_on"
    )  # fmt: skip


@prepared
def _decisions(_user, *, schools: list, until: dt.date):
    """Of the reviews from which the next twelve months count."""
    found = AnnualReview.objects.filter(school__in=schools, kind__in=COUNTING, decided_on__lte=until)
    found = found.exclude(state=ReviewState.CANCELLED)
    return found.order_by("decided_on", "on").values_list("plan_id", "decided_on")


def annual_reviews(schools: list[int], span: Span, on: dt.date) -> list[Owed]:
    """Every annual review that was to be complete on a day of the term up to `on`: in time when the authority's decision
    came within twelve months of the plan or of the decision before (s.44(1) of the Act). One that was done early counts
    in the term in which it would have been due; none is due before the child came or after the plan ended. Two queries."""
    decided: dict[int, list[dt.date]] = defaultdict(list)
    for plan, day in _decisions(None, schools=schools, until=on):
        decided[plan].append(day)
    last, found = min(span.end, on), []
    for plan, school, pupil, made, before, ceased, joined in _ehc_plans(
        None, schools=schools, made=on, left=on
    ):
        for due, done in _due_days(before or made, decided[plan], span.start - TWELVE_MONTHS):
            if not span.start <= due <= last or (joined and due < joined) or (ceased and ceased <= due):
                continue
            if how := stands(due, done, on):
                found.append(Owed(school, pupil, how))
    return found


def _due_days(
    base: dt.date, decisions: list[dt.date], since: dt.date
) -> Iterable[tuple[dt.date, dt.date | None]]:
    """Each day by which a review is to be complete and the day of its decision, of those that count from `since` on."""
    days = [base, *(day for day in decisions if day > base)]
    return ((COMPLETE_BY.date(start), done) for start, done in pairwise([*days, None]) if start >= since)


@prepared
def _in_force(_user, *, schools: list, until: dt.datetime, since: dt.datetime, left: dt.date):
    """Plans that were in force on some day of the term: (school, pupil, agreed, closed)."""
    stayed = Q(pupil__left_on=None) | Q(pupil__left_on__gte=left)
    lasts = Q(closed_at=None) | Q(closed_at__gte=since)
    found = Plan.objects.filter(stayed, lasts, school__in=schools, agreed_at__lte=until)
    return found.values_list("school_id", "pupil_id", "agreed_at", "closed_at")


@prepared
def _meetings(_user, *, schools: list, since: dt.date, until: dt.date):
    held = ReviewMeeting.objects.filter(
        school__in=schools, state=MeetingState.HELD, on__gte=since, on__lte=until
    )
    return held.values_list("pupil_id", "state", "how")


def contacts(schools: list[int], span: Span, on: dt.date) -> dict[int, dict[int, str]]:
    """School's key → pupil's key → the best contact with the parents in the term (MET, PHONE, PACK or NOT_YET), of those
    who had a plan in force on some day of it (R-85, R-167). Two queries."""
    last = min(span.end, on)
    best: dict[int, str] = {}
    for pupil, state, how in _meetings(None, schools=schools, since=span.start, until=last):
        contact = contact_of(state, how)
        best[pupil] = min(best.get(pupil, contact), contact, key=CONTACTS.index)
    found: dict[int, dict[int, str]] = {key: {} for key in schools}
    rows = _in_force(
        None, schools=schools, since=_begins(span.start), until=_begins(last + dt.timedelta(days=1)), left=on
    )
    for school, pupil, agreed, closed in rows:
        days = timezone.localdate(agreed), timezone.localdate(closed) if closed else None
        if in_force_in(span, *days, last):
            found[school][pupil] = best.get(pupil, NOT_YET)
    return found


def _begins(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def meetings_of(found: Mapping[int, str]) -> Meetings:
    """With how many parents the school met, spoke, to how many it sent papers, with how many there was no contact."""
    count = Counter(contact if contact in BEST else NOT_YET for contact in found.values())
    return Meetings(count[MET], count[PHONE], count[PACK], count[NOT_YET])


def by_school(schools: list[int], found: Iterable[Owed]) -> dict[int, Kept]:
    """School's key → how what was due in it stands."""
    told: dict[int, list[str]] = defaultdict(list)
    for owed in found:
        told[owed.school].append(owed.how)
    return {key: kept_of(told[key]) for key in schools}
