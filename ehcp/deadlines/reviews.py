"""Annual reviews from the date that nobody has set yet to the close, and changes of phase: one row is one plan."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.ui.present import day
from ehcp.caseload.standing import Transfer, ended_on, owed_steps, transfer_of
from ehcp.clock import PlanFacts, UnlikelyDates, plan_clock
from ehcp.deadlines import own
from ehcp.deadlines.common import AUTHORITY, Say, by_name, fixed, ground, meets, plans, reads_plans
from ehcp.enums import BEFORE_MEETING, LaDecision, ReviewKind, ReviewState, Served
from ehcp.facts import facts_of, open_review
from ehcp.models import AnnualReview, EhcPlan, ReviewInvitee
from ehcp.statute import Deadline as Law
from ehcp.steps import ServedFact, Serving, Step, invitees_of, review_steps, served_of

S = ReviewState


@dataclass(frozen=True, slots=True)
class Row:
    """One plan with its reviews; of the one that is open what was served, and of how many whose advice is wanted it is
    here."""

    plan: EhcPlan
    reviews: list[AnnualReview]
    review: AnnualReview | None = None
    serving: Serving | None = None
    advice: tuple[int, int] = (0, 0)


def rows(ask: Ask) -> list[Row]:
    """The plans that are made, for who may read their reviews. Two queries beside those of `common`."""
    if not reads_plans(ask):
        return []
    made = [(plan, reviews, open_review(reviews)) for plan, reviews in plans(ask) if plan.made_on]
    running = [review for _plan, _reviews, review in made if review]
    invitees = invitees_of(running) if running else []
    serving, advice = served_of(running, invitees), _advice(invitees)
    return [
        Row(plan, reviews, review, serving[review.pk], advice.get(review.pk, (0, 0))) if review else Row(plan, reviews)
        for plan, reviews, review in made
    ]  # fmt: skip


def _advice(invitees: list[ReviewInvitee]) -> dict[int, tuple[int, int]]:
    """Key of the review → of how many advice is here or will not come, and of how many it is wanted."""
    wanted: dict[int, list[bool]] = defaultdict(list)
    for one in invitees:
        if one.advice_wanted:
            wanted[one.review_id].append(one.advice_on is not None or one.no_advice_why != "")
    return {review: (sum(here), len(here)) for review, here in wanted.items()}


def build(row: Row, ask: Ask) -> list[Deadline]:
    """Everything that is due by one plan."""
    say = Say(ask, row.plan.pupil)
    try:
        return list(_of_plan(row, say))
    except UnlikelyDates as wrong:
        return [say.check(f"plan:{row.plan.reference}", say.url("ehc:plan", row.plan.reference), wrong)]


def _of_plan(row: Row, say: Say) -> Iterator[Deadline]:
    held, review = ground(say.ask), row.review
    transfer = transfer_of(row.plan.pupil, row.reviews, held)
    facts = facts_of(row.plan, row.reviews, review=review, year=held.year, top_year=held.top_year)
    if transfer and transfer.done_on is None:
        yield _transfer(row, transfer, say)
    if review is None:
        yield from _without_date(row, facts, transfer, say)
        return
    found = plan_clock(facts, today=held.today, days=held.days)
    law = by_name(found)
    steps = review_steps(
        review, facts, serving=row.serving, today=held.today, days=held.days, clear_weeks=held.clear_weeks, found=found
    )  # fmt: skip
    open_steps = {step.key: step for step in owed_steps(review, steps) if step.is_open}
    if "complete" in open_steps and say.ask.covers(law["review_complete_by"].date):
        yield _complete(row, law["review_complete_by"], say)
    if review.state in BEFORE_MEETING:
        yield from _before(row, law, {step.key: step for step in steps if step.is_open}, say)
    else:
        yield from _after(row, law, open_steps, say)


def _page(row: Row, say: Say) -> str:
    """The review that is open, or where the date of the next one is set."""
    if row.review:
        return say.url("annual:review", row.review.reference)
    return say.url("annual:list", row.plan.pupil.reference)


def _met(review: AnnualReview, today: dt.date) -> str:
    if review.on >= today:
        return fixed(review.on)
    return _("The meeting was on %(day)s.") % {"day": day(review.on)}


def _transfer(row: Row, transfer: Transfer, say: Say) -> Deadline:
    review, law = row.review, transfer.law
    held = review is not None and review.state not in BEFORE_MEETING
    so_far = _("No date is set for the meeting.") if review is None else _met(review, say.ask.today)
    return say.due(
        "ehcp_transfer", f"plan:{row.plan.reference}", law.date, _page(row, say), law=law, aim=law.target, so_far=so_far,
        turn=AUTHORITY if held else "",
    )  # fmt: skip


def _without_date(row: Row, facts: PlanFacts, transfer: Transfer | None, say: Say) -> Iterator[Deadline]:
    held = ground(say.ask)
    law = by_name(plan_clock(facts, today=held.today, days=held.days))
    by, complete = law["meeting_latest"], law["review_complete_by"]
    if transfer and transfer.done_on is None and transfer.law.date < by.date:
        by = transfer.law
    yield say.due(
        "review_date", f"plan:{row.plan.reference}", by.date, _page(row, say), law=by, aim=by.target,
        detail=_("complete by %(day)s") % {"day": day(complete.date)},
        so_far=_("No date is set for the meeting."),
    )  # fmt: skip
    if say.ask.covers(complete.date):
        yield _complete(row, complete, say)


def _complete(row: Row, law: Law, say: Say) -> Deadline:
    review = row.review
    so_far = _("No date is set for the meeting.") if review is None else _met(review, say.ask.today)
    return say.due(
        "review_complete", f"plan:{row.plan.reference}", law.date, _page(row, say), law=law, so_far=so_far,
        turn=AUTHORITY, detail=row.plan.authority.name,
    )  # fmt: skip


def _before(row: Row, law: dict[str, Law], steps: dict[str, Step], say: Say) -> Iterator[Deadline]:
    """Up to the meeting, and its record once its day is over. An extra review of a child under five has no rule on notice,
    advice and report (Code 9.178)."""
    review, extra = row.review, row.review.kind == ReviewKind.UNDER_FIVE
    subject, url = f"review:{review.reference}", say.url("annual:review", review.reference)
    if review.on < say.ask.today:
        yield say.due("review_record", subject, own.RECORD_BY.date(review.on), url, started=_met(review, say.ask.today),
                      so_far=_("Nothing is recorded of it yet."))  # fmt: skip
        if "report" in steps and not extra:
            yield _report(row, steps["report"], say)
        return
    yield say.due("review_day", subject, review.on, url, started=_("Its date was set on %(day)s.") % {
        "day": day(timezone.localdate(review.dated_at))}, so_far=_latest(review, law))  # fmt: skip
    if extra:
        return
    asked = row.serving[Served.ADVICE_ASK]
    if "notice" in steps:
        yield _served(row, "review_notice", steps["notice"], row.serving[Served.NOTICE], say)
    if "pack" in steps and (asked.missing or not row.serving[Served.PACK].owed):
        yield say.due("review_ask_advice", subject, _ask_by(review, law), url, detail=meets(review.on),
                      started=fixed(review.on), so_far=_so_far(asked, _("%(n)d of %(all)d have been asked.")))  # fmt: skip
    if "pack" in steps:
        told = _("Advice of %(n)d of %(all)d is here.") % {"n": row.advice[0], "all": row.advice[1]}
        yield _served(row, "review_pack", steps["pack"], row.serving[Served.PACK], say, told)


def _latest(review: AnnualReview, law: dict[str, Law]) -> str:
    latest = law["meeting_latest"].date
    told = {"day": day(latest)}
    if review.on > latest:
        return (
            _("By law it had to be no later than %(day)s, for the authority to have its four weeks.") % told
        )
    return _("By law it is no later than %(day)s, so that the authority has its four weeks.") % told


def _ask_by(review: AnnualReview, law: dict[str, Law]) -> dt.date:
    """Six weeks before the meeting; for a date set later a week after it was, up to the day on which papers go round."""
    once_set = own.ASK_ONCE_SET.date(timezone.localdate(review.dated_at))
    return max(own.ASK_BY.date(review.on), min(once_set, law["advice_circulated_by"].date))


def _served(row: Row, kind: str, step: Step, fact: ServedFact, say: Say, told: str = "") -> Deadline:
    """Something that everybody invited is to have before a day: it stays until the last one has it."""
    review = row.review
    had = _so_far(fact, _("%(n)d of %(all)d have it."))
    return say.due(
        kind, f"review:{review.reference}", step.law.date, say.url("annual:review", review.reference), law=step.law,
        aim=step.aim, detail=meets(review.on), started=fixed(review.on), so_far=f"{told} {had}".strip(),
    )  # fmt: skip


def _so_far(fact: ServedFact, shape: str) -> str:
    if not fact.owed:
        return _("Nobody is on the list yet.")
    return shape % {"n": len(fact.on), "all": fact.owed}


def _report(row: Row, step: Step, say: Say) -> Deadline:
    review = row.review
    return say.due(
        "review_report", f"review:{review.reference}", step.law.date, say.url("annual:review", review.reference),
        law=step.law, aim=step.aim, started=_met(review, say.ask.today),
        so_far=_so_far(row.serving[Served.REPORT], _("%(n)d of %(all)d have it.")),
    )  # fmt: skip


def _after(row: Row, law: dict[str, Law], steps: dict[str, Step], say: Say) -> Iterator[Deadline]:
    """What follows from a meeting that is recorded, to the close."""
    review, extra = row.review, row.review.kind == ReviewKind.UNDER_FIVE
    subject, url = f"review:{review.reference}", say.url("annual:review", review.reference)
    if "report" in steps and not extra:
        yield _report(row, steps["report"], say)
    if "decision" in steps and not extra:
        yield say.due("review_decision", subject, steps["decision"].law.date, url, law=steps["decision"].law, turn=AUTHORITY,
                      detail=row.plan.authority.name, so_far=_sent(review))  # fmt: skip
    ended = ended_on(review)
    if ended is None and review.decision == LaDecision.AMEND:
        if "final" in steps:
            yield say.due("review_final", subject, steps["final"].law.date, url, law=steps["final"].law, turn=AUTHORITY,
                          detail=row.plan.authority.name, so_far=_decided(review))  # fmt: skip
        if review.state == S.DECIDED and "parent_comments_until" in law:
            until = law["parent_comments_until"]
            yield say.due(
                "review_compare", subject, until.date, url, law=until, rule="", so_far=_decided(review)
            )
    if ended is not None:
        yield say.due("review_close", subject, own.CLOSE_BY.date(ended), url, so_far=_decided(review),
                      started=_("The authority had done all that follows on %(day)s.") % {"day": day(ended)})  # fmt: skip


def _sent(review: AnnualReview) -> str:
    told = {"day": day(review.on)}
    if review.state == S.REPORTED:
        return _("The meeting was on %(day)s, and its report has gone to all.") % told
    return _("The meeting was on %(day)s. Its report has not gone to all yet.") % told


def _decided(review: AnnualReview) -> str:
    return _("The authority decided on %(day)s: %(what)s.") % {
        "day": day(review.decided_on), "what": str(review.get_decision_display()).lower()}  # fmt: skip


add_source(Source("ehc_reviews", "Annual reviews", rows, build, about=lambda row: row.plan.pupil.reference))
