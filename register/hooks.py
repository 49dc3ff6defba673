"""What apps above the register offer it, by name: the register never learns of them."""

from collections.abc import Callable

from django.db.models import OuterRef, Subquery

# Each returns the date of a pupil's next review of one kind as a subquery; registered in AppConfig.ready().
NEXT_REVIEWS: list[Callable[[OuterRef], Subquery]] = []


def offers_next_review(provider: Callable[[OuterRef], Subquery]) -> Callable[[OuterRef], Subquery]:
    """Register a provider: `provider(OuterRef("pk"))` gives the subquery for one pupil."""
    NEXT_REVIEWS.append(provider)
    return provider
