"""A pupil's SEN as a file for another system tells it: the provision by day, the types of need by span. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from register.enums import CENSUS_CODE, Level

DAY = dt.timedelta(days=1)
NONE = "N"


@dataclass(frozen=True, slots=True)
class Provision:
    """From `start` on the pupil's SEN provision is `code`: N, K or E."""

    start: dt.date
    code: str


@dataclass(frozen=True, slots=True)
class NeedSpan:
    """One type of need (census code) with its rank from 1; both days included, no end while it lasts. `start` is None
    only where another system did not tell it."""

    start: dt.date | None
    end: dt.date | None
    rank: int
    code: str


@dataclass(frozen=True, slots=True)
class SenRecord:
    """What a file says of one pupil. `born` is None where the file does not tell it."""

    upn: str
    surname: str
    forename: str
    born: dt.date | None
    provisions: tuple[Provision, ...] = ()
    needs: tuple[NeedSpan, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.forename} {self.surname}".strip()


Held = tuple[str, dt.date, dt.date | None]  # level, first day, last day


def provisions_of(periods: Iterable[Held]) -> tuple[Provision, ...]:
    """SEN provision from the levels that a pupil has had, the earliest first. Levels of one code that follow one another
    are one provision; days without a level are N; what was before the first K or E is left out."""
    found: list[Provision] = []
    until: dt.date | None = None
    for level, start, end in sorted(periods, key=lambda period: period[1]):
        if until is not None and start > until + DAY:
            _add(found, until + DAY, NONE)
        _add(found, start, CENSUS_CODE[Level(level)])
        until = end
    if until is not None:
        _add(found, until + DAY, NONE)
    return tuple(found)


def _add(found: list[Provision], start: dt.date, code: str) -> None:
    if code != (found[-1].code if found else NONE):
        found.append(Provision(start, code))


def provision_on(provisions: Iterable[Provision], day: dt.date) -> Provision | None:
    """The provision that held on the day, with the day since which it did without a break; None before the first."""
    return max((one for one in provisions if one.start <= day), key=lambda one: one.start, default=None)
