"""The one write of the year planner: the dates of many reviews, all or none."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.schools.models import School
from core.ui.present import day
from ehcp.annual.actions import move_date, set_date
from ehcp.enums import BEFORE_MEETING, ReviewKind
from ehcp.models import AnnualReview
from ehcp.planner.changes import Change
from ehcp.planner.rules import NEAR_PEP


class NotSaved(Denied):
    """Nothing was saved: `refused` says for each plan, by its reference, what stands in the way."""

    def __init__(self, refused: dict[str, str]) -> None:
        super().__init__("Nothing is saved yet: put right what is marked, then save again.")
        self.refused = refused


MOST_AT_ONCE = 60  # dates: each puts a list of people together, and nobody waits longer than a few seconds


@transaction.atomic
def save_year(*, school: School, changes: Sequence[Change], by: User, at: dt.datetime) -> int:
    """Set or move the meeting of every plan, in one transaction; the number of dates saved. Raises Denied, or NotSaved when
    a single one is refused: then none is saved."""
    check_can(by, Permission.REVIEW_RUN, school)
    if further := changes[MOST_AT_ONCE:]:
        words = f"At most {MOST_AT_ONCE} dates are saved at once: empty this one, save, and have it proposed again."
        raise NotSaved({change.plan.reference: words for change in further})
    refused, stands = {}, _meetings_of(changes)
    for change in changes:
        try:
            _save(change, stands.get(change.plan.pk), by, at)
        except Denied as denied:
            refused[change.plan.reference] = denied.reason
    if refused:
        raise NotSaved(refused)
    return len(changes)


def _meetings_of(changes: Sequence[Change]) -> dict[int, AnnualReview]:
    """The review that is dated, of each plan that has one, locked. One query."""
    found = AnnualReview.objects.filter(
        plan__in=[change.plan for change in changes], state__in=BEFORE_MEETING
    )
    return {review.plan_id: review for review in found.select_for_update().order_by("pk")}


def _save(change: Change, review: AnnualReview | None, by: User, at: dt.datetime) -> None:
    """Each of the two actions is a transaction of its own and looks again; a refusal undoes it alone."""
    stands = review.on if review else None
    if stands != change.began:
        now = f"it is now {day(stands)}" if stands else "it has none now"
        raise Denied(
            f"Somebody else has changed this meeting since you opened the page: {now}. Save again to keep yours."
        )
    if review is None:
        kind = ReviewKind.TRANSFER if change.transfer else ReviewKind.ANNUAL
        pep = change.pep if change.pep and abs(change.on - change.pep) <= NEAR_PEP else None
        set_date(
            plan=change.plan, on=change.on, by=by, at=at, kind=kind, with_pep=pep is not None, pep_on=pep
        )
    elif not change.why:
        raise Denied("Say why the meeting is moved.")
    else:
        move_date(review=review, on=change.on, why=change.why, at_time=review.at, by=by, at=at)
