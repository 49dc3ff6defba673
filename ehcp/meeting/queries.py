"""Every read of a review from its meeting to its close."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch

from apdr.enums import WRITTEN
from apdr.models import Plan
from apdr.reviews.given import Given, beside_targets
from core.calendar.dates import SchoolDays
from core.documents.pdf import REVIEW_LETTER
from core.schools.queries import school_days
from ehcp.clock import PlanFacts, UnlikelyDates, plan_clock
from ehcp.enums import BEFORE_MEETING, REVIEW_OPEN, STATUTORY, InviteeRole, Served
from ehcp.facts import clock_of, facts_of, top_year
from ehcp.meeting.adulthood import ADULT
from ehcp.models import AnnualReview, PlanOutcome, PlanVersion, ReviewInvitee, ReviewOutcome, ReviewService
from ehcp.sections.queries import version_in_force
from ehcp.statute import Deadline
from ehcp.steps import Step, review_steps, served_of
from register.enums import DocumentKind
from register.models import PupilDocument

YEAR = dt.timedelta(days=366)
MOST_VERSION = 999_999_999  # what a form's version may be (core/ui/editing.py)
RECORDED = (  # what the meeting writes into the review itself
    "parents_view", "child_view", "child_how", "progress", *ADULT, "recommendation", "recommended", "differences",
)  # fmt: skip
REVIEWS = AnnualReview.objects.select_related(
    "school", "pupil__school", "pupil__school_class", "plan__authority", "plan__school", "plan__pupil", "held_by",
    "written_by", "closed_by", "report__issued__job", "report__issued__file", "decision_paper", "proposed__document",
    "final__document",
)  # fmt: skip


def review_rows():
    """Reviews with all that their pages draw of single rows; what a report was made from is left out."""
    return REVIEWS.defer("report__issued__snapshot")


def version_of(review: AnnualReview) -> int:
    """The version of what the meeting recorded: a number that changes with any of its words. Two queries."""
    return version_from(review, review.invitees.order_by("number"), review.outcomes.all())


def version_from(review: AnnualReview, people: Iterable[ReviewInvitee], said: Iterable[ReviewOutcome]) -> int:
    """The same number from rows that are known: everybody invited in their order, all that is said of outcomes. No query."""
    came = (f"{one.pk} {one.came} {one.missed_why}" for one in people)
    outcomes = sorted((one.outcome_id, one.rating, one.evidence, one.next, one.changed) for one in said)
    return checksum([*(getattr(review, name) for name in RECORDED), *came, *map(str, outcomes)])


def summary_version(review: AnnualReview) -> int:
    """The version of the report's own words."""
    return checksum([review.summary])


def checksum(texts: Iterable[str]) -> int:
    """A number of at most nine digits, never 0, that tells texts from others."""
    digest = hashlib.sha256("\x1f".join(texts).encode()).digest()
    return int.from_bytes(digest[:8]) % MOST_VERSION + 1


def invited(review: AnnualReview) -> list[ReviewInvitee]:
    """Those who are invited, in their order. One query."""
    return list(review.invitees.select_related("contact", "advice_paper").order_by("number"))


def reviewed_version(review: AnnualReview) -> PlanVersion | None:
    """The version of the plan that the meeting looks at: that of what is recorded, once the meeting was held; before, the
    one in force. None where no checked plan is kept. Up to two queries."""
    if review.state not in BEFORE_MEETING:
        kept = PlanVersion.objects.filter(outcomes__reviewed__review=review).first()
        if kept is not None:
            return kept
    return version_in_force(review.plan)


@dataclass(frozen=True, slots=True)
class Judged:
    """One outcome of Section E, and what the meeting says of it (None where nothing is written yet)."""

    outcome: PlanOutcome
    said: ReviewOutcome | None


def judged(review: AnnualReview, version: PlanVersion | None) -> list[Judged]:
    """The outcomes of the version with what is recorded of each. Two queries, none without a version."""
    if version is None:
        return []
    said = {row.outcome_id: row for row in ReviewOutcome.objects.filter(review=review)}
    return [Judged(one, said.get(one.pk)) for one in version.outcomes.order_by("number")]


@dataclass(frozen=True, slots=True)
class TargetOfYear:
    """A target of a plan of the year: how it was judged, how its sessions rated it and how much was given."""

    title: str
    progress: str
    outcome: str
    beside: Given | None


def targets_of_year(review: AnnualReview, today: dt.date) -> list[TargetOfYear]:
    """The targets of the pupil's plans that ran in the year before the meeting, the newest plan first. At most eleven
    queries, two where there is no plan."""
    since = review.on - YEAR
    plans = (
        Plan.objects.filter(pupil=review.pupil, starts__gte=since, starts__lte=review.on)
        .exclude(state__in=WRITTEN)
        .select_related("pupil__school")
        .prefetch_related(Prefetch("targets"))
        .order_by("-starts", "-pk")
    )
    found = list(plans)
    beside = beside_targets(found, today).by_target
    return [
        TargetOfYear(target.target, target.progress, target.outcome, beside.get(target.pk))
        for plan in found for target in plan.targets.all()
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """The dates of one review: `facts` they follow from, the law's by name, the steps in order, the school's days.
    `wrong` says why there are none where the days cannot all be right."""

    facts: PlanFacts | None
    law: dict[str, Deadline] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    days: SchoolDays | None = None
    wrong: str = ""


def clock_for(review: AnnualReview, today: dt.date) -> Clock:
    """Every date of the review and its steps. Six queries."""
    plan, days = review.plan, school_days(review.school)
    if plan.made_on is None:
        return Clock(
            None, days=days, wrong="The day on which the plan was made is not known: add it to the plan."
        )
    facts = facts_of(plan, plan.reviews.all(), review=review, top_year=top_year(review.school))
    try:
        law = {one.name: one for one in plan_clock(facts, today=today, days=days)}
    except UnlikelyDates as unlikely:
        return Clock(facts, days=days, wrong=str(unlikely))
    serving = served_of([review]).get(review.pk)
    steps = review_steps(
        review, facts, serving=serving, today=today, days=days, authority=plan.authority.name,
        soon_days=review.school.soon_days,
    )  # fmt: skip
    return Clock(facts, law, {step.key: step for step in steps}, days)


def next_clock(review: AnnualReview, today: dt.date) -> list[Deadline]:
    """The dates of the review after this one, as it stands decided; nothing where the days cannot be right. Four queries."""
    try:
        return clock_of(review.plan, today=today, days=school_days(review.school), next_one=True)
    except UnlikelyDates:
        return []


def services_of(review: AnnualReview) -> dict[int, dict[str, ReviewService]]:
    """Invitee's key → what → the first time that it was served for the meeting's day as it stands. One query."""
    found: dict[int, dict[str, ReviewService]] = defaultdict(dict)
    for row in review.services.filter(meeting_on=review.on).order_by("on", "pk"):
        found[row.invitee_id].setdefault(row.what, row)
    return dict(found)


def report_went_out(review: AnnualReview) -> bool:
    """Whether the report has been served on anybody: from then on the record stays as it was sent. One query."""
    return review.services.filter(what=Served.REPORT).exists()


def has_open_review(review: AnnualReview) -> bool:
    """Whether another review of the plan is coming or going on. One query."""
    return (
        AnnualReview.objects.filter(plan=review.plan_id, state__in=REVIEW_OPEN).exclude(pk=review.pk).exists()
    )


def missing_statutory(review: AnnualReview, people: list[ReviewInvitee]) -> list[tuple[str, str]]:
    """(role in words, why) of those whom reg 20(2) names and who did not take part: not invited, or did not come. An
    entry is for a role, of which somebody else may have come. No query."""
    told = []
    for role in STATUTORY:
        of_role = [one for one in people if one.role == role]
        if any(one.came for one in of_role):
            continue
        if not of_role:
            why = review.left_out.get(role, "") if isinstance(review.left_out, dict) else ""
            told.append((str(InviteeRole(role).label), f"Not invited: {why}" if why else "Not invited"))
        elif any(one.came is False for one in of_role):
            why = next((one.missed_why for one in of_role if one.came is False and one.missed_why), "")
            told.append((str(InviteeRole(role).label), f"Did not come: {why}" if why else "Did not come"))
    return told


def letters_of(review: AnnualReview) -> list[PupilDocument]:
    """The letters to the parents about this review, newest first. One query."""
    found = PupilDocument.objects.filter(
        pupil=review.pupil_id, kind=DocumentKind.EHC_LETTER, issued__template=REVIEW_LETTER,
        issued__snapshot__letter__review=review.reference,
    )  # fmt: skip
    return list(found.select_related("issued__job", "issued__file").order_by("-issued__number"))


def papers_of(review: AnnualReview) -> list[PupilDocument]:
    """The report, the authority's letter and the letters to the parents. Up to two queries."""
    keys = [key for key in (review.report_id, review.decision_paper_id) if key]
    own = PupilDocument.objects.filter(pk__in=keys).select_related("issued__file", "file")
    return [*own, *letters_of(review)]
