"""Figures as they are kept: exact, as JSON, and read again as they were. Pure."""

import datetime as dt
from dataclasses import asdict

from core.calendar.dates import Span
from overview.figures.shape import (
    Breakdown,
    Complaints,
    Figures,
    Kept,
    Line,
    Meetings,
    Movement,
    Provision,
    Split,
    StepDowns,
    Thing,
    Training,
)


def frozen(figures: Figures) -> dict:
    """The figures as a JSON-able dict, from which `thawed` makes the same again."""
    kept = asdict(figures)
    span = {"start": figures.span.start.isoformat(), "end": figures.span.end.isoformat()}
    return kept | {"on": figures.on.isoformat(), "span": span}


def thawed(kept: dict) -> Figures:
    """The figures that `frozen` kept. Raises KeyError or TypeError for anything else."""
    span = kept["span"]
    training, complaints = dict(kept["training"]), dict(kept["complaints"])
    training["topics"] = _pairs(training["topics"])
    complaints["stages"] = _pairs(complaints["stages"])
    provision = dict(kept["provision"])
    provision["things"] = tuple(Thing(**thing) for thing in provision["things"])
    return Figures(
        school=kept["school"], name=kept["name"], on=dt.date.fromisoformat(kept["on"]),
        span=Span(dt.date.fromisoformat(span["start"]), dt.date.fromisoformat(span["end"])),
        total=Split(**kept["total"]), breakdowns=tuple(_breakdown(each) for each in kept["breakdowns"]),
        movement=Movement(**kept["movement"]), step_downs=StepDowns(**kept["step_downs"]),
        known_before=kept["known_before"], plans=Kept(**kept["plans"]), annual_reviews=Kept(**kept["annual_reviews"]),
        provision=Provision(**provision), meetings=Meetings(**kept["meetings"]), training=Training(**training),
        complaints=Complaints(**complaints),
    )  # fmt: skip


def _pairs(rows) -> tuple[tuple[str, int], ...]:
    return tuple((name, count) for name, count in rows)


def _breakdown(kept: dict) -> Breakdown:
    lines = tuple(Line(line["key"], line["label"], Split(**line["split"])) for line in kept["lines"])
    return Breakdown(kept["key"], kept["title"], lines)
