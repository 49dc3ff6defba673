"""Figures for England to compare with (statutory-rules B11): data with source and year, as a school has updated them."""

import csv
import datetime as dt
from functools import cache
from pathlib import Path
from typing import TypedDict

from core.schools.models import School
from core.schools.prepared import prepared
from governance.figures import LABELS
from governance.models import NationalFigure
from register.enums import YEAR_GROUPS

FIRST_SECONDARY = YEAR_GROUPS.index("7")


class England(TypedDict):
    """A share of all pupils in England, in percent, in January of a year, and where it is published. Plain data, to be
    kept in a record as it is."""

    percent: float
    year: int
    source: str


@cache
def published() -> dict[tuple[str, int], England]:
    """(Measure, year) → the figure that comes with the product."""
    with (Path(__file__).parent / "national.csv").open(encoding="utf-8", newline="") as lines:
        return {
            (row["key"], int(row["year"])): England(
                percent=float(row["percent"]), year=int(row["year"]), source=row["source"]
            )
            for row in csv.DictReader(lines)
        }


@prepared
def _own(_user, *, school: int):
    return NationalFigure.objects.filter(school=school).values_list("key", "year", "percent", "source")


def national(school: School, on: dt.date | None = None) -> dict[str, England]:
    """Measure (governance.figures.LABELS) → its newest figure, or the newest of a January before `on`; of one year the
    school's own stands before the product's. One query."""
    own = {
        (key, year): England(percent=float(percent), year=year, source=source)
        for key, year, percent, source in _own(None, school=school.pk)
    }
    known = sorted((published() | own).items(), key=lambda item: item[0][1])
    return {key: one for (key, year), one in known if key in LABELS and (on is None or year <= on.year)}


def phase_key(years: set[str]) -> str:
    """Which figure for all SEN stands beside a school that teaches these year groups: most of them primary or not."""
    places = [YEAR_GROUPS.index(year) for year in years if year in YEAR_GROUPS]
    secondary = sum(place >= FIRST_SECONDARY for place in places)
    return "sen_secondary" if secondary * 2 > len(places) else "sen_primary"
