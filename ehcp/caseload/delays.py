"""The delay ledger: every duty of a review, a needs assessment or a plan that was late or is late, the school's own too.

What was owed, by when and when it was done come from `ehcp.steps` and `ehcp.clock`; nothing is left out because it tells
against the school.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median

from core.calendar.dates import Span
from core.documents.models import IssuedDocument
from core.documents.pdf import AUTHORITY_LETTER
from core.schools.models import School
from ehcp.caseload.queries import OF_ASSESSMENT, OF_PLAN, OF_PUPIL, OF_REVIEW, ground_of
from ehcp.caseload.standing import Ground, owed_steps, steps_of_assessment, transfer_of
from ehcp.clock import UnlikelyDates, plan_clock
from ehcp.enums import ReviewState
from ehcp.facts import facts_of, open_review
from ehcp.models import AnnualReview, EhcPlan, NeedsAssessment
from ehcp.statute import Deadline, Owner
from ehcp.steps import Step, review_steps, served_of
from register.enums import DocumentKind
from register.models import Pupil

REVIEW, ASSESSMENT, PLAN = "review", "assessment", "plan"
DONE_LATE, OPEN, MISSED = "late_done", "late", "missed"
OURS = (Owner.SCHOOL, Owner.HEAD, Owner.ADVISER)  # whoever is asked for advice is the school here


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty whose day has come, or that was done. `state`: "done" in time, DONE_LATE, OPEN, or MISSED, when it was not
    done and cannot be any more; `days` after the last lawful day, None for what was missed; `of` and `reference` say what
    it belongs to, `key` which step it is. `missing` are those to whom it was owed and did not come."""

    of: str
    reference: str
    key: str
    pupil: Pupil
    authority: str
    owner: Owner
    law: Deadline
    done_on: dt.date | None
    state: str
    days: int | None
    missing: tuple[str, ...] = ()
    exemption: str = ""
    exemption_why: str = ""
    written_on: dt.date | None = None

    @property
    def late(self) -> bool:
        """Whether it was late, is late or was missed."""
        return self.state != "done"

    @property
    def ours(self) -> bool:
        """Whether the school owed it."""
        return self.owner in OURS


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every duty of the plans and assessments in sight, and how many could not be counted since their dates cannot all be
    right (`troubled`: names with the reason)."""

    duties: list[Duty]
    troubled: list[tuple[str, str]]


def ledger(school: School, user, today: dt.date) -> Ledger:
    """Every duty that fell due by today or was done, of the pupils in the user's sight, those who have left too, in the
    order of the days by which they were owed. Nine queries."""
    ground = ground_of(school, today)
    plans = {plan.pk: plan for plan in _plans(school, user)}
    of_plan: dict[int, list[AnnualReview]] = defaultdict(list)
    for review in _reviews(school, user):
        of_plan[review.plan_id].append(review)
    serving = served_of([review for reviews in of_plan.values() for review in reviews])
    written = letters_written(school)
    found, troubled = [], []
    sources = [_of_plan(plan, of_plan[plan.pk], serving, ground) for plan in plans.values()]
    named = [plan.pupil.name for plan in plans.values()]
    for one in _assessments(school, user):
        sources.append(_of_assessment(one, ground))
        named.append(one.pupil.name)
    for name, source in zip(named, sources, strict=True):
        try:
            found += list(source)
        except UnlikelyDates as wrong:
            troubled.append((name, str(wrong)))
    told = [replace(one, written_on=written.get((one.reference, one.key))) for one in found]
    return Ledger(sorted(told, key=lambda one: (one.law.date, one.pupil.legal_last, one.key)), troubled)


def _plans(school: School, user) -> Iterable[EhcPlan]:
    rows = EhcPlan.objects.visible_to(user).filter(school=school, made_on__isnull=False)
    return rows.select_related("pupil__school_class", "authority").only(
        *OF_PLAN, *OF_PUPIL, "ceased_on", "pupil__left_on"
    )


def _reviews(school: School, user) -> Iterable[AnnualReview]:
    rows = AnnualReview.objects.visible_to(user).filter(school=school)
    return rows.exclude(state=ReviewState.CANCELLED).select_related("final").only(*OF_REVIEW)


def _assessments(school: School, user) -> Iterable[NeedsAssessment]:
    rows = NeedsAssessment.objects.visible_to(user).filter(school=school, requested_on__isnull=False)
    rows = rows.select_related("pupil__school_class", "authority", "advice")
    return rows.only(*OF_ASSESSMENT, *OF_PUPIL, "exemption", "exemption_why")


def letters_written(school: School) -> dict[tuple[str, str], dt.date]:
    """(reference of the review or assessment, key of the step) → the day of the last letter to the authority. One query."""
    rows = IssuedDocument.objects.filter(
        school=school, kind=DocumentKind.EHC_LETTER, template=AUTHORITY_LETTER
    )
    told = rows.order_by("issued_at").values_list(
        "subject", "snapshot__letter__about", "snapshot__letter__dated"
    )
    return {(subject, about): dt.date.fromisoformat(day) for subject, about, day in told}


def _of_plan(plan: EhcPlan, reviews: list[AnnualReview], serving: dict, ground: Ground) -> Iterator[Duty]:
    for review in reviews:
        facts = facts_of(plan, reviews, review=review, year=ground.year, top_year=ground.top_year)
        steps = review_steps(review, facts, serving=serving[review.pk], today=ground.today, days=ground.days)
        yield from _duties(owed_steps(review, steps), REVIEW, review.reference, plan, ground)
    if plan.ceased_on is None and plan.pupil.left_on is None:
        yield from _of_next(plan, reviews, ground)


def _of_next(plan: EhcPlan, reviews: list[AnnualReview], ground: Ground) -> Iterator[Duty]:
    """What is late of a plan without an open review: the meeting that nobody has set, the twelve months; and a change of
    phase, whether or not a review is open."""
    if open_review(reviews) is None:
        facts = facts_of(plan, reviews, year=ground.year, top_year=ground.top_year)
        law = {one.name: one for one in plan_clock(facts, today=ground.today, days=ground.days)}
        for key, name in (("meeting", "meeting_latest"), ("complete", "review_complete_by")):
            yield from _single(law[name], key, plan, None, ground)
    transfer = transfer_of(plan.pupil, reviews, ground)
    if transfer:
        yield from _single(transfer.law, "transfer", plan, transfer.done_on, ground)


def _single(
    law: Deadline, key: str, plan: EhcPlan, done_on: dt.date | None, ground: Ground
) -> Iterator[Duty]:
    days = ((done_on or ground.today) - law.date).days
    if done_on is None and days <= 0:
        return
    state = "done" if days <= 0 else DONE_LATE if done_on else OPEN
    yield Duty(
        PLAN,
        plan.reference,
        key,
        plan.pupil,
        plan.authority.name,
        law.owner,
        law,
        done_on,
        state,
        max(days, 0),
    )


def _of_assessment(found: NeedsAssessment, ground: Ground) -> Iterator[Duty]:
    told = str(found.get_exemption_display()) if found.exemption else ""
    for duty in _duties(steps_of_assessment(found, ground), ASSESSMENT, found.reference, found, ground):
        owed_by_authority = duty.owner == Owner.LA
        yield replace(duty, exemption=told, exemption_why=found.exemption_why) if owed_by_authority else duty


def _duties(steps: Iterable[Step], of: str, reference: str, held, ground: Ground) -> Iterator[Duty]:
    """The steps whose day has come or that were done, as duties. What is not due yet, or was called off, is none."""
    for step in steps:
        if step.law is None or step.state == "skipped" or (step.is_open and step.state != OPEN):
            continue
        missed = step.state == MISSED
        if missed and ground.today <= step.law.date:
            continue
        yield Duty(
            of, reference, step.key, held.pupil, held.authority.name, step.owner, step.law, step.done_on, step.state,
            None if missed else step.late_days, step.missing,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What the ledger is narrowed by: the days by which it was owed, whose it was, whether it is still open."""

    span: Span | None = None
    who: str = ""  # "authority" or "school"
    state: str = ""  # OPEN, DONE_LATE or MISSED


WHOSE = {"authority": lambda duty: duty.owner == Owner.LA, "school": lambda duty: duty.ours}


def asked_for(duties: Iterable[Duty], asked: Asked) -> list[Duty]:
    """Those owed within the span by whoever is asked for, in time or late."""
    whose = WHOSE.get(asked.who, lambda _duty: True)
    return [one for one in duties if (asked.span is None or one.law.date in asked.span) and whose(one)]


def late_ones(duties: Iterable[Duty], asked: Asked) -> list[Duty]:
    """Those that were late, are late or were missed, the latest day first."""
    found = [one for one in duties if one.late and asked.state in ("", one.state)]
    return sorted(found, key=lambda one: one.law.date, reverse=True)


@dataclass(frozen=True, slots=True)
class Total:
    """The duties of one owner: how many there were, were late (`missed` and `open` among them), and how late: the median and
    the most of days, None where none was counted."""

    owner: Owner
    owed: int
    late: int
    open: int
    missed: int
    median: float | None
    most: int | None


def totals(duties: Iterable[Duty]) -> list[Total]:
    """By owner, in the order of Owner, of those who owed anything."""
    of_owner: dict[Owner, list[Duty]] = defaultdict(list)
    for duty in duties:
        of_owner[duty.owner].append(duty)
    return [_total(owner, of_owner[owner]) for owner in Owner if owner in of_owner]


def _total(owner: Owner, duties: list[Duty]) -> Total:
    late = [one for one in duties if one.late]
    days = [one.days for one in late if one.days is not None]
    return Total(
        owner, len(duties), len(late), sum(one.state == OPEN for one in late),
        sum(one.state == MISSED for one in late), median(days) if days else None, max(days, default=None),
    )  # fmt: skip
