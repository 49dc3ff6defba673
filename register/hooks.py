"""What apps above the register offer it, by name: the register never learns of them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

# Each returns the date of a pupil's next review of one kind as a subquery: as it stands now, or as it stood on an
# earlier day. Registered in AppConfig.ready().
Provider = Callable[[OuterRef, dt.date | None], Subquery]
NEXT_REVIEWS: list[Provider] = []


def offers_next_review(provider: Provider) -> Provider:
    """Register a provider: `provider(OuterRef("pk"), None)` gives the subquery for one pupil."""
    NEXT_REVIEWS.append(provider)
    return provider


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """Support plans of one pupil: whether one is open, and how many were reviewed."""

    open: bool = False
    reviewed: int = 0


# Tells the standing of a pupil's plans; the app that keeps plans registers it.
PLAN_STANDING: list[Callable[[object], PlanStanding]] = []


def plan_standing(pupil) -> PlanStanding:
    """What the apps above know of the pupil's plans; nothing where none has registered."""
    return PLAN_STANDING[0](pupil) if PLAN_STANDING else PlanStanding()
