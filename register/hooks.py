"""What apps above the register offer it, by name: the register never learns of them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value

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


# Tells whether a plan of a pupil is open, as part of a query of pupils; the app that keeps plans registers it.
OPEN_PLAN: list[Callable[[OuterRef, OuterRef | None], Exists]] = []


def open_plan(pupil: OuterRef, since: OuterRef | None = None):
    """Whether a plan of the pupil is open, for a queryset of pupils; with `since`, also whether one was closed on that day
    or later. No where no app keeps plans."""
    return OPEN_PLAN[0](pupil, since) if OPEN_PLAN else Value(value=False)


# Each says why a document of the pupil's file may not be opened to more people yet, or "": asked before one is shared with
# the family, or no longer kept for few. The app that checks documents registers it.
HELD_BACK: list[Callable[..., str]] = []


# Each gives, for one person, the keys of documents that were handed to some of a child's parents and not to them. The app
# that hands them out registers it.
HANDED_TO_OTHERS: list[Callable[[object], QuerySet]] = []


# Each says where a document of the file opens for staff instead of being saved from it, or "": papers that leave the school
# only once it is written down to whom. The app that keeps them registers it.
OPENS_ELSEWHERE: list[Callable[[object], str]] = []


def opens_elsewhere(document) -> str:
    """The address at which staff open the document; "" where that is the file itself."""
    return next((url for say in OPENS_ELSEWHERE if (url := say(document))), "")


def held_back(document, *, family: bool) -> str:
    """Why the document stays with those who check it, away from the `family` or from more of the staff; "" where nothing
    holds it back."""
    return next((words for say in HELD_BACK if (words := say(document, family=family))), "")
