"""What a roll-over does to each pupil, worked out from its plan: pure.

The plan as it is kept: {"last_day": ISO day, "top": year group, "classes": {reference of the class: {"to": name, "year":
year group, "teachers": [keys of users]}}, "alone": {reference of the pupil: name of the class, or "" for leaving}}.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from register.transition.years import YEAR_ORDER, next_class_name, next_year_group

LEAVES = ""


@dataclass(frozen=True, slots=True)
class Mover:
    """A pupil before the move; `klass` is the reference of the class, "" with none."""

    pk: int
    reference: str
    name: str
    klass: str
    klass_name: str
    year: str


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one pupil: into the class called `to` ("" for none) and `year`, or `leaves`."""

    pupil: Mover
    to: str
    year: str
    leaves: bool = False


class Unplanned(Exception):
    """A class with pupils in it that the plan says nothing of, or gives no name."""


def is_top(year: str, top: str) -> bool:
    """Whether a pupil of that year leaves with the top year."""
    return bool(top) and YEAR_ORDER.get(year, -1) >= YEAR_ORDER[top]


def years_of_classes(plan: dict) -> dict[str, str]:
    """Name of each class of the new year → its year group."""
    return {row["to"]: row["year"] for row in plan["classes"].values() if row["to"]}


def move_of(pupil: Mover, plan: dict, years: dict[str, str]) -> Move:
    """What becomes of one pupil. A pupil put into a class of the year that they are in stays down.

    Raises Unplanned.
    """
    alone = plan["alone"].get(pupil.reference)
    if alone is not None:
        if alone == LEAVES:
            return Move(pupil, "", pupil.year, leaves=True)
        stays = years.get(alone) == pupil.year and pupil.year != ""
        return Move(pupil, alone, pupil.year if stays else next_year_group(pupil.year))
    if is_top(pupil.year, plan["top"]):
        return Move(pupil, "", pupil.year, leaves=True)
    if not pupil.klass:
        return Move(pupil, "", next_year_group(pupil.year))
    row = plan["classes"].get(pupil.klass)
    if row is None or not row["to"]:
        raise Unplanned(pupil.klass_name)
    return Move(pupil, row["to"], next_year_group(pupil.year) or row["year"])


def all_moves(pupils: Iterable[Mover], plan: dict) -> list[Move]:
    """What becomes of every pupil. Raises Unplanned."""
    years = years_of_classes(plan)
    return [move_of(pupil, plan, years) for pupil in pupils]


def first_plan(pupils: list[Mover], classes: list, last_day: str) -> dict:
    """The guess that a preview begins with. `classes` have reference, name, year and teachers (keys of users); a
    class keeps the teachers of the class that has its new name now."""
    teachers = {klass.name: list(klass.teachers) for klass in classes}
    years = {pupil.year for pupil in pupils if pupil.year}
    rows = {}
    for klass in classes:
        to = next_class_name(klass.name)
        year = next_year_group(klass.year) if klass.year else ""
        rows[klass.reference] = {"to": to, "year": year, "teachers": teachers.get(to, [])}
    top = max(years, key=YEAR_ORDER.__getitem__, default="")
    return {"last_day": last_day, "top": top, "classes": rows, "alone": {}}
