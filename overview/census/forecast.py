"""Next September as the record lets it be foreseen (R-220): who moves up, who leaves, who comes, with what need."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from core.calendar.dates import academic_year
from core.schools.models import School
from ehcp.statute import phase_transfer
from register.enums import CENSUS_CODE, ON_REGISTER, YEAR_GROUPS, Level
from register.models import Pupil
from register.transition.years import YEAR_ORDER, next_year_group

FIRST_DAY = (9, 1)


@dataclass(frozen=True, slots=True)
class Mover:
    """One child of today or to come: year group now, whether the class is already that of the new year, first and last day
    where they are known, level, main need, and what the last school said (N, K, E or "")."""

    year: str
    class_year: int | None
    joined_on: dt.date | None
    leaving_on: dt.date | None
    level: str
    need: str
    told: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year group of next September: children, how many of them come then, children at each level that is on the register
    by key, main needs of those with K or E by code ("" for none), `told` those who come of whom the last school told of
    SEN, and plans of children who change phase at the end of that year, to be reviewed by `review_by`."""

    year: str
    roll: int
    coming: int
    levels: dict[str, int]
    needs: dict[str, int]
    told: int
    phase: int
    review_by: dt.date | None

    def coded(self, code: str) -> int:
        """Children whom the census would call K or E."""
        return sum(count for level, count in self.levels.items() if CENSUS_CODE[Level(level)] == code)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The school in September of `into`: its year groups, the youngest first, and those who will have left."""

    into: int
    lines: tuple[YearLine, ...]
    leaving: int
    leaving_support: int
    leaving_ehc: int
    without_year: int


def movers(school: School, user) -> list[Mover]:
    """Every child who is here or is to come. One query."""
    pupils = Pupil.objects.filter(school=school, left_on=None).visible_to(user).alias(
        period=FilteredRelation("periods", condition=Q(periods__end=None)),
        main=FilteredRelation("needs", condition=Q(needs__end=None, needs__rank=1)),
    )  # fmt: skip
    rows = pupils.values_list(
        "year_group", "school_class__academic_year", "joined_on", "transfer__leaving_on", "period__level", "main__code",
        "prior_school__level",
    )  # fmt: skip
    return [
        Mover(year, klass, joined, leaving, level or "", need or "", told or "")
        for year, klass, joined, leaving, level, need, told in rows
    ]


def forecast(children: list[Mover], today: dt.date) -> Forecast:
    """What follows for next September. Pure. Who is in the school's highest year group leaves, as at the roll-over; a child
    whose class is already that of the new year stays in the year group that is recorded."""
    into = academic_year(today) + 1
    first = dt.date(into, *FIRST_DAY)
    expected = [
        child for child in children if child.joined_on is None or academic_year(child.joined_on) <= into
    ]
    here = [child for child in expected if child.joined_on is None or child.joined_on <= today]
    top = max((child.year for child in here if child.year in YEAR_ORDER), key=YEAR_ORDER.get, default="")
    stay, gone = [], []
    for child in expected:
        (gone if _leaves(child, top, into, first) else stay).append((child, _year_then(child, into)))
    known = [(child, year) for child, year in stay if year in YEAR_ORDER]
    lines = tuple(
        _line(year, [child for child, of in known if of == year], into, top) for year in YEAR_GROUPS
    )
    codes = Counter(CENSUS_CODE[Level(child.level)] for child, _ in gone if child.level)
    return Forecast(into, tuple(line for line in lines if line.roll), len(gone), codes["K"], codes["E"],
                    len(stay) - len(known))  # fmt: skip


def _moved(child: Mover, into: int) -> bool:
    """Whether the year group that is recorded is that of the new year already."""
    starts_then = child.joined_on is not None and academic_year(child.joined_on) == into
    return starts_then or (child.class_year or 0) >= into


def _year_then(child: Mover, into: int) -> str:
    return child.year if _moved(child, into) else next_year_group(child.year)


def _leaves(child: Mover, top: str, into: int, first: dt.date) -> bool:
    if child.leaving_on and child.leaving_on < first:
        return True
    return bool(top) and child.year == top and not _moved(child, into)


def _line(year: str, children: list[Mover], into: int, top: str) -> YearLine:
    levels = Counter(child.level for child in children if child.level in ON_REGISTER)
    with_sen = [child for child in children if child.level and CENSUS_CODE[Level(child.level)] != "N"]
    coming = [child for child in children if child.joined_on and academic_year(child.joined_on) == into]
    move = phase_transfer(year, into, top_year=top or None)
    return YearLine(
        year, len(children), len(coming), {level.value: levels[level] for level in ON_REGISTER},
        dict(Counter(child.need for child in with_sen)),
        sum(child.told in ("K", "E") for child in coming if not child.level),
        levels[Level.EHC_PLAN] if move else 0, move.date if move else None,
    )  # fmt: skip
