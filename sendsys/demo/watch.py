"""Children whose support ended: the checks at the ends of the next three terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from core.calendar.dates import ends_of_next_terms
from register.enums import Finding, Level
from register.models import StatusPeriod
from register.response.actions import record_check
from sendsys.demo.clock import at
from sendsys.demo.words import files as said

if TYPE_CHECKING:
    from sendsys.demo.history import Event, History

CHECKS = 3


def events(history: History) -> Iterator[Event]:
    """Every check whose term has ended while support was at an end; the last one before support came back, or the
    last of the child who slips, finds it slipping."""
    steps = history.journey.steps
    for place, step in enumerate(steps):
        if step.level != Level.EXITED:
            continue
        back = steps[place + 1].start if steps[place + 1 :] else None
        until = back or history.planner.today
        days = [day for day in ends_of_next_terms(history.spans, step.start, CHECKS) if day and day < until]
        for number, day in enumerate(days, 1):
            slips = number == len(days) and (back is not None or history.slipping)
            finding = Finding.SLIPPING if slips else Finding.HOLDING
            yield day, 9, lambda n=number, d=day, f=finding: _check(history, n, d, f)


def _check(history: History, number: int, day, finding: Finding) -> None:
    period = StatusPeriod.objects.get(pupil=history.pupil, level=Level.EXITED, end=None)
    note = history.words.speaker.one(said.CHECKS[finding], history.rng)
    record_check(period=period, number=number, checked_on=day, finding=finding, note=note,
                 by=history.staff.senco, at=at(day, 15))  # fmt: skip
