"""A line over time for the results of one instrument, pure: where everything stands on a sheet of constant size.

One template draws it on a page and in a PDF (templates/needs/_chart.html). Lengths are in the drawing's own units,
of which one is a pixel on a page: text of 16 stays readable on a phone.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.ui.present import day, month

WIDTH, HEIGHT = 344, 230
LEFT, RIGHT, TOP, BOTTOM = 46, 328, 26, 190
AVERAGE = (85, 115)
LABEL_WIDTH = {1: 14, 2: 24, 3: 34, 4: 44, 5: 52}  # of a value in bold, by its number of characters


@dataclass(frozen=True, slots=True)
class Result:
    """One result: its day, its value as a number and as people read it ("92", "7:04")."""

    on: dt.date
    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """Where a result stands; `label` is "" where its value would lie on another's."""

    x: float
    y: float
    label: str
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A word at a height or a place along the time; `anchor` as SVG says it."""

    at: float
    text: str
    anchor: str = "end"


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the template draws. `title` says the finding; `band` is (top, height) of the average or None;
    `path` is the line's points as SVG writes them, `own` the child's own age's, or ""."""

    title: str
    caption: str
    points: tuple[Point, ...]
    path: str
    own: str
    band: tuple[float, float] | None
    heights: tuple[Tick, ...]
    days: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM
    plot_width: int = RIGHT - LEFT


def age_words(months: int) -> str:
    """An age as "7 years 4 months"."""
    years, rest = divmod(months, 12)
    told = [ngettext("%(n)d year", "%(n)d years", years) % {"n": years}] if years else []
    if rest or not years:
        told.append(ngettext("%(n)d month", "%(n)d months", rest) % {"n": rest})
    return " ".join(told)


def age_short(months: int) -> str:
    """An age as tests print it: "7:04"."""
    return f"{months // 12}:{months % 12:02}"


def months_lived(born: dt.date, on: dt.date) -> int:
    """Whole months from birth to that day."""
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def standardised_chart(name: str, results: Sequence[Result]) -> Chart:
    """Standardised scores of one instrument, oldest first, with the average range of 85 to 115."""
    first, last = results[0], results[-1]
    words = _("%(name)s: %(change)s, now %(where)s.") % {
        "name": name, "change": _change(results, _("standardised score"), _points), "where": _where(last.value)}  # fmt: skip
    low = min(AVERAGE[0] - 10, *(r.value - 10 for r in results))
    high = max(AVERAGE[1] + 5, *(r.value for r in results))
    caption = _("The shaded band is the average range, 85 to 115.")
    ticks = [(value, str(value)) for value in (AVERAGE[0], 100, AVERAGE[1])]
    return _drawn(words, caption, results, low, high, ticks, band=AVERAGE, span=(first.on, last.on))


def age_chart(name: str, results: Sequence[Result], born: dt.date) -> Chart:
    """Age equivalents in months of one instrument, oldest first, beside the child's own age at the time."""
    first, last = results[0], results[-1]
    words = _("%(name)s: %(change)s, in %(time)s.") % {
        "name": name, "change": _change(results, _("age equivalent"), _months, age_words),
        "time": _months(months_lived(first.on, last.on))}  # fmt: skip
    own = [(r.on, months_lived(born, r.on)) for r in (first, last)]
    values = [r.value for r in results] + [age for _on, age in own]
    step = 12 if max(values) - min(values) <= 48 else 24
    low, high = min(values) // step * step, -(-max(values) // step) * step
    ticks = [(value, age_short(int(value))) for value in _steps(low, high, step)]
    caption = _("The dashed line is the child’s own age at the time.")
    return _drawn(words, caption, results, low, high, ticks, own=own, span=(first.on, last.on))


def raw_chart(
    name: str, results: Sequence[Result], *, most: float | None = None, unit: str = "", what: str = ""
) -> Chart:
    """Raw scores of one instrument, oldest first, out of `most`; `unit` "%" where they are shares of it. `what` says
    what was counted where it was no test."""
    what = what or (_("share of the marks") if unit else _("raw score"))
    words = f"{name}: {_change(results, what, _points if unit else _marks)}."
    low, high = 0, most or max(1, *(r.value for r in results))
    ticks = [(value, f"{_number(value)}{unit}") for value in (0, high / 2, high)]
    return _drawn(words, "", results, low, high, ticks, span=(results[0].on, results[-1].on))


def rating_chart(name: str, results: Sequence[Result]) -> Chart:
    """Ratings from 1 to 4 of one target, oldest first; `text` of each is the rating in words."""
    first, last = results[0], results[-1]
    told = _("%(name)s: “%(old)s” on %(from)s, “%(new)s” on %(until)s, %(count)s ratings.") % {
        "name": name, "old": first.text, "from": day(first.on), "new": last.text, "until": day(last.on),
        "count": len(results)}  # fmt: skip
    caption = _("1 is “not yet”, 2 “with help”, 3 “mostly”, 4 “on their own”.")
    plain = [Result(result.on, result.value, "") for result in results]
    return _drawn(told, caption, plain, 1, 4, [(n, str(n)) for n in range(1, 5)], span=(first.on, last.on))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _points(count: float) -> str:
    return ngettext("%(n)d point", "%(n)d points", int(count)) % {"n": count}


def _marks(count: float) -> str:
    return _("1 mark") if count == 1 else _("%(n)s marks") % {"n": _number(count)}


def _months(count: float) -> str:
    return ngettext("%(n)d month", "%(n)d months", int(count)) % {"n": count}


def _change(results: Sequence[Result], what: str, amount, say=None) -> str:
    first, last = results[0], results[-1]
    old, new = (say(int(r.value)) if say else r.text for r in (first, last))
    told = _("%(what)s from %(old)s on %(from)s to %(new)s on %(until)s") % {
        "what": what, "old": old, "from": day(first.on), "new": new, "until": day(last.on)}  # fmt: skip
    if last.value == first.value:
        return _("%(told)s, the same") % {"told": told}
    way = _("higher") if last.value > first.value else _("lower")
    return f"{told}, {amount(abs(last.value - first.value))} {way}"


def _where(value: float) -> str:
    if value < AVERAGE[0]:
        return _("below the average range")
    return _("above the average range") if value > AVERAGE[1] else _("in the average range")


def _steps(low: float, high: float, step: int) -> list[float]:
    """At most four heights from `low` to `high`."""
    while (high - low) / step > 3:
        step *= 2
    return [low + step * n for n in range(int((high - low) // step) + 1)]


def _drawn(title, caption, results, low, high, ticks, *, span, band=None, own=()) -> Chart:
    def down(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low or 1), 1)

    def along(on: dt.date) -> float:
        days = (span[1] - span[0]).days
        inside = (LEFT + 24, RIGHT - 24)
        share = (on - span[0]).days / days if days else 0.5
        return round(inside[0] + (inside[1] - inside[0]) * share, 1)

    places = [(along(r.on), down(r.value)) for r in results]
    ages = [(along(on), down(age)) for on, age in own]
    return Chart(
        title=title,
        caption=caption,
        points=_labelled(places, [r.text for r in results], ages),
        path=_path(places),
        own=_path(ages),
        band=(down(band[1]), round(down(band[0]) - down(band[1]), 1)) if band else None,
        heights=tuple(Tick(down(value), text) for value, text in ticks),
        days=_days(span, along),
    )


def _path(places: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)


def _days(span: tuple[dt.date, dt.date], along) -> tuple[Tick, ...]:
    first, last = (month(on) for on in span)
    if first == last:
        return (Tick((LEFT + RIGHT) / 2, last, "middle"),)
    return (Tick(max(along(span[0]) - 24, LEFT), first, "start"), Tick(RIGHT, last, "end"))


Box = tuple[float, float, float, float]  # left, top, right, bottom


def _labelled(places: list[tuple[float, float]], texts: list[str], own=()) -> tuple[Point, ...]:
    """Every point, its value written above or below it where neither a line, a point nor another value is in the way:
    the last first, then the first, which is written whatever line it crosses."""
    ends = list(dict.fromkeys([len(places) - 1, 0]))
    lines = [*pairwise(places), *pairwise(own)]
    written: list[Box] = []
    labels = {}
    for number in [*ends, *range(1, len(places) - 1)]:
        x, y = places[number]
        if not texts[number]:
            labels[number] = ("", y)
            continue
        half = LABEL_WIDTH.get(len(texts[number]), 52) / 2
        boxes = {at: (x - half, at - 14, x + half, at + 3) for at in (y - 10, y + 23)}
        dots = [(a - 5, b - 5, a + 5, b + 5) for a, b in places if (a, b) != (x, y)]
        room = {at: box for at, box in boxes.items()
                if box[1] >= 0 and box[3] <= BOTTOM + 1 and not any(_meet(box, other) for other in written)}  # fmt: skip
        free = [at for at, box in room.items()
                if not any(_meet(box, dot) for dot in dots) and not any(_crosses(box, *line) for line in lines)]  # fmt: skip
        at = next(iter(free or (room if number in ends else [])), None)
        labels[number] = ("", y) if at is None else (texts[number], at)
        written += [] if at is None else [boxes[at]]
    return tuple(Point(x, y, *labels[number]) for number, (x, y) in enumerate(places))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _crosses(box: Box, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether the line from `start` to `end` touches the box: part of it is left between all four sides."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        way = end[axis] - start[axis]
        near, far = box[axis] - start[axis], box[axis + 2] - start[axis]
        if way == 0:
            if near > 0 or far < 0:
                return False
            continue
        enter, leave = sorted((near / way, far / way))
        first, last = max(first, enter), min(last, leave)
    return first <= last
