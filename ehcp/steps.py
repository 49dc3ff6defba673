"""The steps of a review and of a needs assessment: what the law asks by when, what was done, and how late. Counted from
the facts each time: a step done late says so for good, and one that was missed is never hidden."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from core.calendar.dates import ONE_DAY, SchoolDays
from ehcp.clock import PlanFacts, assessment_clock, plan_clock
from ehcp.enums import (
    ASSESSMENT_REFUSED,
    BEFORE_MEETING,
    AssessmentState,
    LaDecision,
    ReviewState,
    Served,
)
from ehcp.models import AnnualReview, NeedsAssessment, ReviewInvitee, ReviewService
from ehcp.served import owed
from ehcp.statute import Deadline, Owner, last_working_day, target_on

S = ReviewState


@dataclass(frozen=True, slots=True)
class ServedFact:
    """One thing served for the meeting's date as it stands: how many it is owed, on whom it was served on which day, and
    who is left."""

    owed: int
    on: tuple[tuple[str, dt.date], ...]
    missing: tuple[str, ...]

    @property
    def done_on(self) -> dt.date | None:
        """The day on which the last one had it, None while somebody is left or nobody is invited."""
        return max(day for _, day in self.on) if self.on and not self.missing else None

    def late(self, by: dt.date) -> tuple[tuple[str, dt.date], ...]:
        """Who had it after that day, and when."""
        return tuple((name, day) for name, day in self.on if day > by)


Serving = Mapping[Served, ServedFact]


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `law` is the last lawful day (None where no rule gives one), `aim` the school's own, `booked` a day that
    is set for it; `late_days` calendar days after the law's day, counted to today while it is not done. `state`: "done",
    "late_done", "missed", "late", "soon", "due", "wait", "skipped"."""

    key: str
    title: str
    owner: Owner
    law: Deadline | None
    aim: dt.date | None
    booked: dt.date | None
    done_on: dt.date | None
    late_days: int
    state: str
    missing: tuple[str, ...] = ()
    late_for: tuple[tuple[str, dt.date], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state in ("late", "soon", "due", "wait")


def _state(law: Deadline | None, done_on, today: dt.date, *, over: bool, waits: bool, soon_days: int) -> str:
    if done_on is not None:
        return "late_done" if law is not None and done_on > law.date else "done"
    if over:
        return "missed"
    if law is not None and today > law.date:
        return "late"
    if waits or law is None:
        return "wait"
    return "soon" if (law.date - today).days <= soon_days else "due"


def _late(law: Deadline | None, done_on: dt.date | None, today: dt.date) -> int:
    return max(((done_on or today) - law.date).days, 0) if law else 0


def invitees_of(reviews: Iterable[AnnualReview]) -> list[ReviewInvitee]:
    """Who is invited to these reviews, with what `served_of` asks of them. One query."""
    rows = ReviewInvitee.objects.filter(review__in=[review.pk for review in reviews])
    return list(rows.only("review", "name", "role", "advice_wanted", "number", "advice_on", "no_advice_why"))


def served_of(
    reviews: Iterable[AnnualReview], invitees: Iterable[ReviewInvitee] | None = None
) -> dict[int, dict[Served, ServedFact]]:
    """{primary key of the review: what → what was served on whom}, for many reviews. Two queries; one where the
    `invitees_of` them are known."""
    reviews = list(reviews)
    meetings = {review.pk: review.on for review in reviews}
    if not meetings:
        return {}
    first: dict[tuple[int, str], dt.date] = {}
    rows = ReviewService.objects.filter(review__in=meetings).values_list(
        "review", "invitee", "what", "on", "meeting_on"
    )
    for review, invitee, what, on, meeting_on in rows:
        if meeting_on == meetings[review]:
            key = (invitee, what)
            first[key] = min(on, first.get(key, on))
    invited = defaultdict(list)
    for one in invitees_of(reviews) if invitees is None else invitees:
        invited[one.review_id].append(one)
    return {review: {what: _fact(invited[review], what, first) for what in Served} for review in meetings}


def _fact(invited: list[ReviewInvitee], what: Served, first: Mapping[tuple[int, str], dt.date]) -> ServedFact:
    due = [one for one in invited if owed(one, what)]
    on = tuple((one.name, first[one.pk, what]) for one in due if (one.pk, what) in first)
    return ServedFact(len(due), on, tuple(one.name for one in due if (one.pk, what) not in first))


def with_clear_weeks(found: list[Deadline], days: SchoolDays | None) -> dict[str, Deadline]:
    """By name, with the school's own rule of two clear weeks: the aim for notice and papers is a day earlier; the legal
    date stays."""
    named = {one.name: one for one in found}
    for name in ("notice_by", "advice_circulated_by"):
        if name in named:
            day = named[name].date - ONE_DAY
            named[name] = replace(named[name], target=target_on(days)(day) or last_working_day(day))
    return named


AMONG_SERVED = (
    ("notice", "Notice to everyone invited", "notice_by", Served.NOTICE),
    ("pack", "Advice gathered and sent round", "advice_circulated_by", Served.PACK),
    ("report", "Report to everyone invited", "report_by", Served.REPORT),
)
PASSED = {  # without a word of the services, the state tells that a step is done
    "notice": (S.NOTICED, S.ASKED, S.CIRCULATED),
    "pack": (S.CIRCULATED,),
    "report": (S.REPORTED, S.DECIDED, S.COMPARED, S.CLOSED),
}


def review_steps(
    review: AnnualReview, facts: PlanFacts, *, serving: Serving | None, today: dt.date, days: SchoolDays | None = None,
    authority: str = "The authority", clear_weeks: bool = False, soon_days: int = 10, found: list[Deadline] | None = None,
) -> list[Step]:  # fmt: skip
    """The steps of one review in their order. `facts` are those of `ehcp.facts.facts_of(plan, reviews, review=review)`,
    `found` the dates that follow from them where they are known; without `serving` what is served is told by the state
    alone (for long lists). No queries where `final` was selected."""
    found = plan_clock(facts, today=today, days=days) if found is None else found
    law = with_clear_weeks(found, days) if clear_weeks else {one.name: one for one in found}
    held = review.state not in BEFORE_MEETING and review.state != S.CANCELLED
    off = review.state == S.CANCELLED

    def step(key, title, rule, done_on, *, owner=None, booked=None, over=False, waits=False, **more) -> Step:
        due = law.get(rule)
        state = "skipped" if off and done_on is None else _state(
            due, done_on, today, over=over, waits=waits, soon_days=soon_days
        )  # fmt: skip
        late = 0 if state == "skipped" else _late(due, done_on, today)
        return Step(key, title, owner or (due.owner if due else Owner.SCHOOL), due, due.target if due else None, booked,
                    done_on, late, state, **more)  # fmt: skip

    def served(key, title, rule, what, *, over) -> Step:
        if serving is None:
            done = review.state in PASSED[key]
            due = law.get(rule)
            return step(
                key, title, rule, (due.date if due else review.on) if done else None, over=over and not done
            )
        fact = serving[what]
        late_for = fact.late(law[rule].date) if rule in law else ()
        return step(key, title, rule, fact.done_on, over=over, missing=fact.missing, late_for=late_for)

    notice, pack, report = AMONG_SERVED
    decided = review.decided_on
    steps = [
        step("date", "Date fixed with parents", "", review.dated_at.date(), owner=Owner.SCHOOL),
        served(*notice, over=held),
        served(*pack, over=held),
        step("meeting", "Meeting", "meeting_latest", review.on if held else None, booked=review.on),
        served(*report, over=review.state == S.CLOSED)
        if held
        else replace(served(*report, over=False), missing=()),
        step("decision", f"{authority} decides: keep, amend or end", "la_decision_by", decided, waits=True),
        step("complete", "Twelve months are up", "review_complete_by", decided, owner=Owner.LA, waits=False),
    ]
    if review.decision in ("", LaDecision.AMEND) and not off:
        done_on = review.no_amendment_on or (review.final.issued_on if review.final_id else None)
        rule = "final_plan_by" if "final_plan_by" in law else "final_plan_cap"
        steps.append(step("final", f"Final plan, if {authority} amends", rule, done_on, waits=True))
    return steps


def next_step(steps: list[Step]) -> Step | None:
    """What comes next: the first step that is still open, in the order of a review."""
    return next((one for one in steps if one.is_open), None)


DECISIONS = (
    ("decide", "decides whether to assess", "decide_by", "decided_on"),
    ("advice", "School’s advice", "advice_by", ""),
    ("refuse", "says if there is to be no plan", "refuse_by", "refused_on"),
    ("draft", "School answers the draft", "school_response_by", "answered_on"),
    ("final", "issues the plan", "final_by", "issued_on"),
)


def assessment_steps(
    assessment: NeedsAssessment, *, today: dt.date, days: SchoolDays | None = None, advice_sent_on: dt.date | None = None,
    authority: str = "The authority", soon_days: int = 10,
) -> list[Step]:  # fmt: skip
    """The steps of one needs assessment that has been requested, in their order; none before. A refusal ends those that
    come after it. Raises UnlikelyDates. No queries."""
    if assessment.requested_on is None:
        return []
    law = {
        one.name: one
        for one in assessment_clock(
            requested=assessment.requested_on, advice_requested=assessment.advice_requested_on,
            draft_served=assessment.draft_served_on, draft_received=assessment.draft_received_on, days=days,
        )
    }  # fmt: skip
    ended = assessment.state in (AssessmentState.CLOSED, *ASSESSMENT_REFUSED)
    steps = []
    for key, words, rule, field in DECISIONS:
        due = law.get(rule)
        if due is None or (key == "advice" and assessment.advice_requested_on is None):
            continue
        done_on = advice_sent_on if key == "advice" else getattr(assessment, field)
        if key == "refuse" and done_on is None:
            continue  # a last day for a refusal alone
        state = "skipped" if ended and done_on is None else _state(
            due, done_on, today, over=False, waits=due.owner == Owner.LA, soon_days=soon_days
        )  # fmt: skip
        title = f"{authority} {words}" if due.owner == Owner.LA else words
        late = 0 if state == "skipped" else _late(due, done_on, today)
        steps.append(Step(key, title, due.owner, due, due.target, None, done_on, late, state))
    return steps
