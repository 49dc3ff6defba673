"""Figures of an invented school of 420, of whom 84 have SEN, as `overview.figures.measures.figures` would give them."""

import datetime as dt
from dataclasses import replace

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

AUTUMN = Span(dt.date(2026, 9, 2), dt.date(2026, 12, 18))
SUMMER = Span(dt.date(2026, 4, 13), dt.date(2026, 7, 21))
YEARS = (("R", "Reception", 7, 2), ("1", "Year 1", 6, 5), ("2", "Year 2", 7, 5), ("3", "Year 3", 13, 0), ("4", "Year 4", 7, 5),
         ("5", "Year 5", 9, 5), ("6", "Year 6", 10, 3))  # fmt: skip
NEEDS = (("SLCN", "Speech, language, communication", 19, 5), ("ASD", "Autism", 8, 13), ("SEMH", "Social, emotional, mental health", 10, 3),
         ("SPLD", "Specific learning difficulty", 10, 0), ("MLD", "Moderate learning difficulty", 7, 0), ("HI", "Hearing impairment", 2, 1),
         ("PD", "Physical disability", 0, 3), ("OTH", "Other", 3, 0), ("VI", "Visual impairment", 0, 0))  # fmt: skip


def _years() -> Breakdown:
    return Breakdown(
        "year", "Year group", tuple(Line(k, label, Split(60 - s - e, s, e)) for k, label, s, e in YEARS)
    )


def _needs() -> Breakdown:
    return Breakdown("need", "Main need", tuple(Line(k, label, Split(0, s, e)) for k, label, s, e in NEEDS))


def _halves(key: str, title: str, names: tuple[str, str], first: Split) -> Breakdown:
    rest = Split(336 - first.none, 59 - first.support, 25 - first.ehc)
    return Breakdown(key, title, (Line("yes", names[0], first), Line("no", names[1], rest)))


def figures(school: int = 1, *, span: Span = AUTUMN, on: dt.date | None = None, **changes) -> Figures:
    """The invented school's figures, with `changes`."""
    made = Figures(
        school=school, name="Oakfield", on=on or span.end, span=span, total=Split(336, 59, 25),
        breakdowns=(_years(), _needs(), _halves("sex", "Sex", ("Girls", "Boys"), Split(180, 22, 7)),
                    _halves("pp", "Pupil Premium", ("Pupil Premium", "Not Pupil Premium"), Split(70, 25, 11)),
                    _halves("eal", "English as an additional language", ("EAL", "Not EAL"), Split(60, 9, 3))),
        movement=Movement(on=9, came=6, off=7, went=5, raised=2), step_downs=StepDowns(14, 9, 5), known_before=31,
        plans=Kept(74, 5, 3), annual_reviews=Kept(8, 0, 0),
        provision=Provision(61, 62_000, 54_300, 1_900_000, 1_710_000, (
            Thing("Talk for Learning", 24, 18_000, 16_200, 510_000, 22, 15, "works"),
            Thing("Precision teaching", 18, 14_000, 11_900, 402_000, 16, 9, "works"),
            Thing("Lego therapy", 6, 9_000, 8_400, 240_000, 0, 0, ""),
            Thing("Sensory circuits", 3, 6_000, 5_800, 190_000, 3, 2, ""))),
        meetings=Meetings(61, 9, 6, 6), training=Training(34, 27, 58, 96.5, 3, (("Autism in class", 21), ("Emotion coaching", 12))),
        complaints=Complaints(2, 1, 1, (("informal", 1), ("stage 1", 1))),
    )  # fmt: skip
    return replace(made, **changes)
