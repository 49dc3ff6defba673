"""What every write of this room stands on: the locked row, refusals that name their field, days that can be."""

import datetime as dt

from django.utils import timezone

from core.accounts.permissions import Denied
from core.ui.present import day
from ehcp.meeting import queries
from ehcp.models import AnnualReview
from register.models import Pupil


class MeetingRefused(Denied):
    """Something in the record is missing or wrong; `field` is the argument, as the page's form calls it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def locked(review: AnnualReview) -> AnnualReview:
    """The review, its pupil locked first: two who write at once come one after the other."""
    Pupil.objects.select_for_update().only("pk").get(pk=review.pupil_id)
    return queries.review_rows().select_for_update(of=("self",)).get(pk=review.pk)


def check_happened(field: str, on: dt.date, at: dt.datetime, *, since: dt.date, what: str) -> None:
    """Raises MeetingRefused for a day to come or one before `since`, of which `what` tells."""
    if on > timezone.localdate(at):
        raise MeetingRefused(field, f"{day(on)} is in the future: enter the day on which it happened.")
    if on < since:
        raise MeetingRefused(field, f"{day(on)} is before {what} on {day(since)}: check the date.")
