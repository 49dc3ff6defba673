"""Every write of an annual review up to its meeting: the date, who is asked, notice, advice, papers, each in a transaction.
People are in people.py, what was served in serving.py, letters and papers in papers.py."""

import datetime as dt

from django.db import IntegrityError, transaction

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.lifecycle.moves import make_move
from core.ui.present import day
from ehcp.annual.consequences import check_date
from ehcp.annual.ground import before_meeting, locked
from ehcp.annual.invitees import first_invited
from ehcp.annual.papers import make_letters, make_pack
from ehcp.annual.people import (
    add_advocate,
    add_invitee,
    answer_coming,
    change_invitee,
    leave_out,
    no_advice,
    record_advice,
    remove_invitee,
)
from ehcp.annual.serving import serve
from ehcp.enums import REVIEW_OPEN, ReviewKind, ReviewState
from ehcp.facts import facts_of
from ehcp.lifecycle import REVIEW
from ehcp.models import AnnualReview, EhcPlan, ReviewInvitee
from register.edits import check_version

__all__ = ["add_advocate", "add_invitee", "answer_coming", "call_off", "change_invitee", "leave_out", "make_letters",
           "make_pack", "move_date", "no_advice", "record_advice", "remove_invitee", "serve", "set_date"]  # fmt: skip

S = ReviewState


def open_review_of(plan: EhcPlan) -> AnnualReview | None:
    """The review of the plan that is coming or going on. One query."""
    return plan.reviews.filter(state__in=REVIEW_OPEN).first()


@transaction.atomic
def set_date(
    *, plan: EhcPlan, on: dt.date, by: User, at: dt.datetime, kind: str = ReviewKind.ANNUAL, at_time: dt.time | None = None,
    place: str = "", hosting: str = "", with_pep: bool = False, pep_on: dt.date | None = None, why_early: str = "",
) -> AnnualReview:  # fmt: skip
    """Begin a review: its meeting is on that day, and whoever is to be asked is on its list (reg 20(2); R-150, R-153).

    Raises Denied: the role, a pupil who has left, a plan that is not made or has ended, a second open review, a day that
    cannot be, an early review without its reason, a PEP for a child who is not looked after or without its date.
    """
    check_can(by, Permission.REVIEW_RUN, plan)
    rows = EhcPlan.objects.select_for_update(of=("self",)).select_related(
        "pupil__school", "school", "authority"
    )
    held = rows.get(pk=plan.pk)
    _check_open(held)
    review = AnnualReview(
        school_id=held.school_id, pupil=held.pupil, plan=held, kind=ReviewKind(kind), on=on, at=at_time,
        place=place.strip(), hosting=hosting.strip(), with_pep=with_pep, pep_on=pep_on if with_pep else None,
        why_early=why_early.strip() if kind == ReviewKind.EARLY else "", dated_at=at, dated_by=by,
    )  # fmt: skip
    _check_day(review)
    _check_kind(review)
    try:
        with transaction.atomic():
            review.save()
    except IntegrityError as twice:
        raise Denied(_second(open_review_of(held))) from twice
    ReviewInvitee.objects.bulk_create(first_invited(review))
    return review


def _second(other: AnnualReview | None) -> str:
    when = f", with its meeting on {day(other.on)}" if other else ""
    return f"There is an open review of this plan{when}: move that meeting, or call it off first."


def _check_open(plan: EhcPlan) -> None:
    if plan.made_on is None:
        raise Denied(
            "This plan is a draft: a review begins once the final plan is here, with the day it was made."
        )
    if plan.ceased_on is not None:
        raise Denied(f"This plan ended on {day(plan.ceased_on)}: it is not reviewed any more.")
    if other := open_review_of(plan):
        raise Denied(_second(other))


def _check_day(review: AnnualReview) -> None:
    plan = review.plan
    facts = facts_of(plan, list(plan.reviews.all()), review=review)
    check_date(facts, review.on, review.kind, first_name=plan.pupil.first_name)


def _check_kind(review: AnnualReview) -> None:
    if review.kind == ReviewKind.EARLY and not review.why_early:
        raise Denied("Say why the review is early: for example what has changed.")
    if review.with_pep and not review.pupil.looked_after:
        raise Denied(
            f"{review.pupil.first_name} is not looked after: there is no personal education plan to combine with."
        )
    if review.with_pep and review.pep_on is None:
        raise Denied("Give the day by which the personal education plan is due.")


@transaction.atomic
def move_date(
    *, review: AnnualReview, on: dt.date, why: str, by: User, at: dt.datetime, at_time: dt.time | None = None,
    place: str | None = None, hosting: str | None = None, pep_on: dt.date | None = None, version: int | None = None,
) -> AnnualReview:  # fmt: skip
    """Move the meeting to another day, which asks why and makes notice of the old day count no more, or change only its
    hour, place or hosting. The history keeps what it was. Raises Denied, or Overtaken."""
    held = locked(review)
    check_can(by, Permission.REVIEW_RUN, held)
    check_version(held, version)
    before_meeting(held, "The meeting is over or was called off: its date is not moved any more.")
    moved = on != held.on
    if moved and not why.strip():
        raise Denied("Say why the meeting is moved: everybody has to be told again.")
    held.on, held.at = on, at_time
    held.place = held.place if place is None else place.strip()
    held.hosting = held.hosting if hosting is None else hosting.strip()
    held.pep_on = pep_on if pep_on and held.with_pep else held.pep_on
    if moved:
        _check_day(held)
        held.moved_why = why.strip()
    held.version += 1
    held.save(update_fields=["on", "at", "place", "hosting", "pep_on", "moved_why", "version"])
    if moved and held.state != S.DATED:
        held = make_move(held, S.DATED, by=by, at=at, lifecycle=REVIEW)
    return held


@transaction.atomic
def call_off(*, review: AnnualReview, why: str, by: User, at: dt.datetime) -> AnnualReview:
    """Call the review off. Professionals who were let in for it are let out. What was served stays on record. Raises
    Denied: the role, no reason, a meeting that was held."""
    held = locked(review)
    REVIEW.move(held.state, S.CANCELLED)
    check_can(by, Permission.EHC_CLOSE, held)
    if not why.strip():
        raise Denied("Say why it is called off.")
    held.cancelled_why = why.strip()
    held.save(update_fields=["cancelled_why"])
    held.invitees.filter(opens_until__isnull=False, ended_at=None).update(ended_at=at, ended_by=by)
    return make_move(held, S.CANCELLED, by=by, at=at, lifecycle=REVIEW)
