"""How many notices a person has not read: counted when something changes, told from the cache, so that it costs no page a
query. Where the cache does not know it, the page asks for it once (`notices:count`)."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q

from core.accounts.models import Membership
from core.reminders.models import Notice
from core.schools import scope

KEPT_SECONDS = 26 * 3600


def unread(school_ids: list[int], today: date):
    """What of the schools stands unread behind somebody's bell, each date once, however often it was told."""
    shown = Q(snoozed_until=None) | Q(snoozed_until__lte=today)
    rows = Notice.objects.filter(shown, school__in=school_ids, read_at=None, done_at=None, ended_at=None)
    return rows.values_list("school", "recipient", "kind", "subject", "due").distinct()


def _key(school_id: int, user_id: int, today: date) -> str:
    return f"bell-{school_id}-{user_id}-{today:%Y%m%d}"


def known_count(school_id: int, user_id: int, today: date) -> int | None:
    """The count that the cache knows, or None."""
    return cache.get(_key(school_id, user_id, today))


def count_bell(school_id: int, user_id: int, today: date) -> int:
    """Count one person's notices anew and keep the count. One query."""
    count = unread([school_id], today).filter(recipient=user_id).count()
    cache.set(_key(school_id, user_id, today), count, KEPT_SECONDS)
    return count


def recount(school_id: int, user_id: int, today: date) -> None:
    """`count_bell` once a transaction has committed."""
    with _in_sight(school_id):
        count_bell(school_id, user_id, today)


@contextmanager
def _in_sight(school_id: int) -> Iterator[None]:
    """After a commit no school is in sight any more."""
    with scope.opened([school_id], doing="count the bell"), transaction.atomic():
        yield


def count_bells_of(user_id: int, school_ids: list[int], today: date) -> None:
    """Count one person's anew at each of their schools, as when they sign in. One query; the schools must be in sight."""
    counts = Counter(row[0] for row in unread(school_ids, today).filter(recipient=user_id))
    cache.set_many({_key(pk, user_id, today): counts[pk] for pk in school_ids}, KEPT_SECONDS)


def count_bells(school_id: int, today: date) -> None:
    """Count everybody's anew once a round has committed. Two queries."""
    with _in_sight(school_id):
        counts = Counter(row[1] for row in unread([school_id], today))
        people = set(Membership.objects.current().filter(school=school_id).values_list("user", flat=True))
    cache.set_many({_key(school_id, pk, today): counts[pk] for pk in people}, KEPT_SECONDS)
