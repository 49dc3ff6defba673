"""How each target of a plan went over time: ratings in the margin and at sessions, in one line."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from apdr.enums import Rating
from apdr.models import Annotation, Plan, SessionMark
from core.schools.prepared import prepared
from core.ui.present import day
from register.needs.charts import Chart, Result, rating_chart, raw_chart

FEWEST = 2  # ratings that make a line


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating of a target: on what day, how (Rating), what was counted, in whose words, and where."""

    on: dt.date
    rating: int
    value: Decimal | None
    words: str
    who: str
    where: str


def notes_of(plan: Plan) -> list[Annotation]:
    """What stands in the plan's margin, the newest first, with who wrote it. One query."""
    return _notes(None, plan=plan.pk)


@prepared
def _notes(_user, *, plan: int):
    notes = Annotation.objects.filter(plan=plan).select_related("written_by", "target")
    return notes.order_by("-on", "-pk")


def ratings_of(plan: Plan, notes: list[Annotation] | None = None) -> dict[int, list[Rated]]:
    """Target's primary key → its ratings, oldest first. Two queries, one where the `notes` are at hand."""
    found: dict[int, list[Rated]] = defaultdict(list)
    for note in reversed(notes_of(plan) if notes is None else notes):
        if note.rating and note.target_id:
            who = note.written_by.called
            found[note.target_id].append(
                Rated(note.on, note.rating, note.value, note.words, who, _("in the margin"))
            )
    for target, on, rating, value, words, formal, name, group, what in _marks(None, plan=plan.pk):
        found[target].append(Rated(on, rating, value, words, formal or name, group or what))
    return {target: sorted(rated, key=lambda one: one.on) for target, rated in found.items()}


@prepared
def _marks(_user, *, plan: int):
    return SessionMark.objects.filter(target__plan=plan, rating__isnull=False).values_list(
        "target", "session__on", "rating", "value", "line", "session__recorded_by__formal_name",
        "session__recorded_by__name", "session__provision__name", "session__provision__intervention__name",
    )  # fmt: skip


def line_of(name: str, rated: list[Rated], aim: Decimal | None) -> Chart | None:
    """The line of a target: by what was counted where that was done at least twice, else by the four ratings; None
    where there is too little for a line."""
    counted = [
        Result(one.on, float(one.value), f"{one.value:f}".removesuffix(".00"))
        for one in rated
        if one.value is not None
    ]
    if len(counted) >= FEWEST:
        most = max(float(aim or 0), *(result.value for result in counted))
        return raw_chart(name, counted, most=most, what=_("counted"))
    if len(rated) < FEWEST:
        return None
    return rating_chart(
        name, [Result(one.on, float(one.rating), str(Rating(one.rating).label)) for one in rated]
    )


def rated_row(one: Rated) -> dict:
    """One rating as a row of the line's table."""
    return {"on": day(one.on), "rating": str(Rating(one.rating).label),
            "value": f"{one.value:f}".removesuffix(".00") if one.value is not None else "", "words": one.words,
            "who": one.who, "where": one.where}  # fmt: skip
