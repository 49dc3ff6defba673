"""Where one plan or one needs assessment stands: what comes next, by when, and whose move it is. Pure: no query.

The dates are those of `ehcp.steps` and `ehcp.clock`; nothing is counted here.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from core.calendar.dates import SchoolDays, academic_year
from ehcp.clock import YEAR_GROUPS, PlanFacts, UnlikelyDates, plan_clock
from ehcp.enums import (
    ASSESSMENT_REFUSED,
    BEFORE_MEETING,
    AssessmentState,
    LaDecision,
    ReviewKind,
    ReviewState,
)
from ehcp.facts import facts_of, open_review
from ehcp.models import AnnualReview, EhcPlan, NeedsAssessment
from ehcp.statute import Deadline, Owner, deadlines, phase_transfer, taught_year
from ehcp.steps import Step, assessment_steps, next_step, review_steps
from register.models import Pupil

A, S = AssessmentState, ReviewState
PLAN, ASSESSMENT = "plan", "assessment"
NO_DATE, DRAFT, TROUBLE = "no_date", "draft", "trouble"  # where a plan stands without a review


class Turn(StrEnum):
    """Whose move it is."""

    SCHOOL = "school"
    AUTHORITY = "authority"
    PARENTS = "parents"


class KnownDays(SchoolDays):
    """A school's days that remember what they were asked: a long list asks for the same few dates again and again."""

    def __init__(self, days: SchoolDays) -> None:
        super().__init__(days.terms, days.closures)
        self._known: dict[dt.date, dt.date | None] = {}

    def last_on_or_before(self, day: dt.date) -> dt.date | None:
        """As of a school's days."""
        if day not in self._known:
            self._known[day] = super().last_on_or_before(day)
        return self._known[day]


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for every row of a list: today, the school's days, the last year that it teaches."""

    today: dt.date
    days: SchoolDays
    top_year: str | None
    clear_weeks: bool = False

    @property
    def year(self) -> int:
        """The academic year that runs."""
        return academic_year(self.today)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A move to another phase at the end of this academic year: the last lawful day to review and amend, and the day on
    which that was done."""

    law: Deadline
    done_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the caseload. `stands` is the state of the review or of the assessment, or NO_DATE, DRAFT, TROUBLE; `next`
    the key of the step that comes next, `law` its last lawful day (None where no rule gives one), `aim` the school's own;
    `due` the day on which the twelve months are up."""

    kind: str
    reference: str
    pupil: Pupil
    authority: str
    stands: str
    next: str
    turn: Turn
    law: dt.date | None = None
    aim: dt.date | None = None
    review: str = ""
    meeting: dt.date | None = None
    due: dt.date | None = None
    meeting_latest: dt.date | None = None
    transfer: Transfer | None = None
    trouble: str = ""

    @property
    def no_date(self) -> bool:
        """Whether the plan's next meeting has no date yet."""
        return self.stands == NO_DATE

    def late_days(self, today: dt.date) -> int:
        """Days since the last lawful day of what comes next, 0 in time. Parents' time to comment is never late."""
        return max((today - self.law).days, 0) if self.law and self.turn != Turn.PARENTS else 0


TURNS = {Owner.LA: Turn.AUTHORITY, Owner.PARENT: Turn.PARENTS}


def turn_of(owner: Owner) -> Turn:
    """Whose move it is that an owner owes something: the head and whoever advises are the school's."""
    return TURNS.get(owner, Turn.SCHOOL)


AFTER_MEETING = ("report", "decision", "final")


def owed_steps(review: AnnualReview, steps: Iterable[Step]) -> list[Step]:
    """The steps that somebody owes as things are: what follows from the meeting once it is recorded, a final plan once the
    authority has decided to amend."""
    held, amends = review.state not in BEFORE_MEETING, review.decision == LaDecision.AMEND
    return [
        one for one in steps
        if (held or one.key not in AFTER_MEETING) and (amends or one.key != "final")
    ]  # fmt: skip


def pressing(steps: list[Step]) -> Step | None:
    """What comes next: the longest late of what is late, else the first step that is open."""
    late = [one for one in steps if one.state == "late"]
    return min(late, key=lambda one: one.law.date) if late else next_step(steps)


def case_of_plan(plan: EhcPlan, reviews: Iterable[AnnualReview], ground: Ground) -> Case:
    """The row of a plan that has not ended, from its reviews that were not called off."""
    common = Case(PLAN, plan.reference, plan.pupil, plan.authority.name, DRAFT, "final", Turn.AUTHORITY)
    if plan.made_on is None:
        return common
    reviews = list(reviews)
    review = open_review(reviews)
    common = replace(common, review=review.reference if review else "", meeting=review.on if review else None)
    try:
        facts = facts_of(plan, reviews, review=review, year=ground.year, top_year=ground.top_year)
        transfer = transfer_of(plan.pupil, reviews, ground)
        if review is None:
            return _without_date(common, facts, transfer, ground)
        after = (
            facts_of(plan, reviews, year=ground.year, top_year=ground.top_year) if review.decided_on else None
        )
        return _with_review(common, review, facts, after, transfer, ground)
    except UnlikelyDates as wrong:
        return replace(common, stands=TROUBLE, next="check", turn=Turn.SCHOOL, trouble=str(wrong))


def _law(facts: PlanFacts, ground: Ground) -> dict[str, Deadline]:
    return {one.name: one for one in plan_clock(facts, today=ground.today, days=ground.days)}


def _without_date(common: Case, facts: PlanFacts, transfer: Transfer | None, ground: Ground) -> Case:
    law = _law(facts, ground)
    by = law["meeting_latest"]
    if transfer and transfer.done_on is None and transfer.law.date < by.date:
        by = transfer.law
    return replace(
        common, stands=NO_DATE, next="set_date", turn=Turn.SCHOOL, law=by.date, aim=by.target, transfer=transfer,
        due=law["review_complete_by"].date, meeting_latest=law["meeting_latest"].date,
    )  # fmt: skip


def _with_review(
    common: Case, review: AnnualReview, facts: PlanFacts, after: PlanFacts | None, transfer: Transfer | None, ground: Ground,
) -> Case:  # fmt: skip
    """With its open review; `after` are the facts of the one after it, once this one is decided."""
    steps = review_steps(
        review, facts, serving=None, today=ground.today, days=ground.days, clear_weeks=ground.clear_weeks
    )  # fmt: skip
    law = _law(after, ground) if after else {one.law.name: one.law for one in steps if one.law}
    latest = law["meeting_latest"]
    common = replace(
        common, stands=review.state, transfer=transfer, due=law["review_complete_by"].date, meeting_latest=latest.date
    )  # fmt: skip
    if review.state in BEFORE_MEETING and review.on < ground.today:
        report = next(one for one in steps if one.key == "report")
        return replace(common, next="record", turn=Turn.SCHOOL, law=report.law.date, aim=report.aim)
    step = pressing(owed_steps(review, steps))
    if step is None or step.state != "late":
        amending = _amending(common, review, ground)
        if amending:
            return amending
    if step is None:
        return replace(common, next="close", turn=Turn.SCHOOL, law=latest.date, aim=latest.target)
    return replace(
        common, next=step.key, turn=turn_of(step.owner), law=step.law.date if step.law else None, aim=step.aim
    )


def _amending(common: Case, review: AnnualReview, ground: Ground) -> Case | None:
    """While the parents have time to comment on the amendments: the school compares them, then it is for the parents."""
    over = review.no_amendment_on or review.final_id
    if review.decision != LaDecision.AMEND or review.amendment_notice_on is None or over:
        return None
    until = _last_day("parent_comments_until", amendment_notice=review.amendment_notice_on)
    if ground.today > until:
        return None
    if review.state == S.DECIDED:
        return replace(common, next="compare", turn=Turn.SCHOOL, law=until)
    return replace(common, next="comment", turn=Turn.PARENTS, law=until)


def _last_day(rule: str, **known: dt.date) -> dt.date:
    return next(one.date for one in deadlines(known) if one.name == rule)


def transfer_of(pupil: Pupil, reviews: Iterable[AnnualReview], ground: Ground) -> Transfer | None:
    """The move of a pupil at the end of this academic year, None where there is none. It is done with what ended the
    review for it: one of that kind, or one whose meeting was in this academic year."""
    group = pupil.year_group if pupil.year_group in YEAR_GROUPS else taught_year(pupil.born, ground.year)
    law = phase_transfer(group or "", ground.year, top_year=ground.top_year, days=ground.days)
    if law is None:
        return None
    ended = [ended_on(one) for one in reviews if one.on >= law.start or one.kind == ReviewKind.TRANSFER]
    return Transfer(law, min((day for day in ended if day), default=None))


def ended_on(review: AnnualReview) -> dt.date | None:
    """The day on which the authority had done all that follows from a review: the final plan, word that it is not
    amended after all, or the decision to keep or end it."""
    if review.decision != LaDecision.AMEND:
        return review.decided_on
    return review.no_amendment_on or (review.final.issued_on if review.final_id else None)


# What comes next where no rule gives a day for it.
UNTIMED = {
    A.CONSIDERED: ("talk", Turn.SCHOOL), A.DISCUSSED: ("request", Turn.SCHOOL),
    **dict.fromkeys(ASSESSMENT_REFUSED, ("use_feedback", Turn.SCHOOL)),
}  # fmt: skip


def case_of_assessment(found: NeedsAssessment, ground: Ground) -> Case:
    """The row of a needs assessment that is open."""
    common = Case(
        ASSESSMENT, found.reference, found.pupil, found.authority.name, found.state, "close", Turn.SCHOOL
    )
    if found.state in UNTIMED:
        key, turn = UNTIMED[found.state]
        return replace(common, next=key, turn=turn)
    try:
        step = pressing(steps_of_assessment(found, ground))
    except UnlikelyDates as wrong:
        return replace(common, stands=TROUBLE, next="check", trouble=str(wrong))
    if step is None:
        return common
    if step.key == "final" and step.state != "late" and found.draft_served_on:
        until = _last_day("draft_comments_until", draft_served=found.draft_served_on)
        if ground.today <= until:
            return replace(common, next="comment", turn=Turn.PARENTS, law=until)
    return replace(common, next=step.key, turn=turn_of(step.owner), law=step.law.date, aim=step.aim)


def steps_of_assessment(found: NeedsAssessment, ground: Ground) -> list[Step]:
    """The steps of an assessment whose `advice` was selected with it. Raises UnlikelyDates."""
    advice = getattr(found, "advice", None)
    return assessment_steps(
        found, today=ground.today, days=ground.days, advice_sent_on=advice.sent_on if advice else None
    )
