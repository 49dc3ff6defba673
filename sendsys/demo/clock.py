"""Times of day in the past, and a way to make history without telling anybody."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from core.accounts.models import User
from core.reminders.enums import MailState
from core.reminders.models import Mail
from core.schools import scope
from core.schools.models import School
from core.schools.queries import all_school_ids


def at(day: dt.date, hour: int = 9, minute: int = 0) -> dt.datetime:
    """A moment of that day by the school's clock."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@contextmanager
def told_to_nobody() -> Iterator[None]:
    """One transaction of which nobody is told: the emails and the messages to workers that its actions would send
    on commit are dropped, written ones with them. Its jobs stay queued in their table, where `core.jobs` finds them again.

    A fault in one action undoes the whole of it, so the actions inside set no savepoints (a third of the time).
    """
    with transaction.atomic(), without_savepoints():
        before = len(connection.run_on_commit)
        yield
        if connection.run_on_commit[before:]:
            with scope.opened(all_school_ids(), doing="load demo"):
                Mail.objects.filter(state=MailState.WAITING).delete()
            del connection.run_on_commit[before:]


@contextmanager
def without_savepoints() -> Iterator[None]:
    used, connection.features.uses_savepoints = connection.features.uses_savepoints, False
    try:
        yield
    finally:
        connection.features.uses_savepoints = used


class Opened:
    """With the school in sight, one transaction of which nobody is told."""

    def __init__(self, school: School, actor: User | None) -> None:
        self.sight = scope.opened([school.pk], actor=actor.pk if actor else None, doing="load demo")
        self.unit = told_to_nobody()

    def __enter__(self) -> None:
        self.sight.__enter__()
        self.unit.__enter__()

    def __exit__(self, *fault) -> None:
        try:
            self.unit.__exit__(*fault)
        finally:
            self.sight.__exit__(*fault)
