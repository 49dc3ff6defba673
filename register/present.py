"""Rows of the register and heads of pupils as finished strings, so that templates draw and do not work."""

import datetime as dt
from functools import lru_cache

from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.schools.models import School
from core.ui.listing import rows_of
from core.ui.present import DueState, age, day, initials, words
from register.enums import AREA_ICON, AREA_OF, FLAGS, LADDER, LEVEL_LOOK, YEAR_LABEL, Level, NeedType
from register.models import Need, Pupil, StatusPeriod
from register.queries import RegisterRow, Standing

FLAG_WORDS = {short: full for _, short, full in FLAGS}
NO_NEED_ICON = "dash-circle"


def need_icon(code: str) -> str:
    """The icon of the area that a type of need lies in."""
    return AREA_ICON[AREA_OF[NeedType(code)]] if code else NO_NEED_ICON


def short_forms() -> list[dict]:
    """What the register's short forms stand for."""
    codes = [{"short": need.value, "full": need.label} for need in NeedType]
    return codes + [{"short": short, "full": full} for _, short, full in FLAGS]


@lru_cache(maxsize=512)
def _need_words(need: str, second: str) -> str:
    words = str(NeedType(need).label) if need else "no type of need recorded"
    return f"{words}, also {str(NeedType(second).label).lower()}" if second else words


# The cells of a register repeat a few dozen looks hundreds of times: each is drawn from its template once a process,
# in each language. Only looks that name nobody are kept.


def _drawn(template: str, name: str, **look) -> SafeString:
    return mark_safe(render_to_string(template, {name: look}).strip())  # noqa: S308  a template's own escaping


@lru_cache(maxsize=1024)
def _need_cell(_language: str, need: str, second: str) -> SafeString:
    look = {"icon": need_icon(need), "code": need or "–", "second": second}
    return _drawn("components/need.html", "need", **look, full=_need_words(need, second))


@lru_cache(maxsize=64)
def _level_cell(_language: str, level: str) -> SafeString:
    return _drawn("components/level_chip.html", "level", **level_chip(level))


@lru_cache(maxsize=64)
def _state_cell(state: DueState) -> SafeString:
    return _drawn("components/chip.html", "state", key=state.key, icon=state.icon, word=state.word)


@lru_cache(maxsize=256)
def _flags_cell(_language: str, short: tuple[str, ...]) -> SafeString:
    shown = [(flag, FLAG_WORDS[flag]) for flag in short]
    return _drawn("register/_flags.html", "flags", shown=shown)


def need_cell(need: str, second: str) -> SafeString:
    """Types of need (their codes) as a table's cell draws them."""
    return _need_cell(get_language(), need, second)


def level_cell(level: str) -> SafeString:
    """A level as a table's cell draws it."""
    return _level_cell(get_language(), level)


def state_cell(state: DueState) -> SafeString:
    """A state as a table's cell draws it."""
    return _state_cell(state)


def forget_cells(**kwargs) -> None:
    """Forget the cells drawn: the address of their icons depends on the settings of static files."""
    for cell in (_need_cell, _level_cell, _state_cell, _flags_cell):
        cell.cache_clear()


setting_changed.connect(forget_cells)


def register_lines(rows: list[RegisterRow], school: School, today: dt.date) -> list[dict]:
    """One dict of finished strings and cells a row, in the terms of register/_table.html."""
    prefix = reverse("overview:pupil", args=[school.slug, "_"]).removesuffix("_/")
    say, lines = words(), []
    for row in rows:
        state = say.due_state(row.review, today, school.soon_days) if row.review else None
        lines.append(
            {
                "url": f"{prefix}{row.reference}/",
                "name": row.name,
                "klass": row.klass,
                "needs": _need_cell(say.language, row.need, row.second),
                "level": _level_cell(say.language, row.level),
                "since": say.month(row.since),
                "state": _state_cell(state) if state else "",
                "date": say.day_in(row.review, today) if row.review else "",
                "flags": _flags_cell(say.language, row.flags) if row.flags else "",
            }
        )
    return lines


EXPORT_HEADINGS = [
    "Reference", "Name", "UPN", "Class", "Year", "Main need", "Second need", "Level", "Since", "Next review", "Flags",
]  # fmt: skip


def export_rows(rows: list[RegisterRow]) -> list[list]:
    """The register as a spreadsheet holds it; dates in ISO form, so that every program sorts them."""
    return [
        [row.reference, row.name, row.upn, row.klass, YEAR_LABEL.get(row.year, row.year), row.need, row.second,
         str(Level(row.level).label), row.since.isoformat(), row.review.isoformat() if row.review else "",
         " ".join(row.flags)]
        for row in rows
    ]  # fmt: skip


def level_chip(level: str) -> dict:
    """A level as its chip: icon, fill and word."""
    look = LEVEL_LOOK[Level(level)]
    return {"icon": look.icon, "fill": look.fill, "label": Level(level).label}


def need_mark_of(main: str, second: str) -> dict | None:
    """The types of need as the pupil's header shows them, from the codes of the main and the second."""
    if not main:
        return None
    return {"icon": need_icon(main), "code": main, "full": _need_words(main, second), "second": second}


def class_or_year(pupil: Pupil) -> str:
    """The name of the pupil's class, the year without one."""
    return pupil.class_name or YEAR_LABEL.get(pupil.year_group, "")


def pupil_head(pupil: Pupil, period: StatusPeriod | None, needs: list[Need], today: dt.date) -> dict:
    """The strip above a pupil's pages."""
    standing = Standing(period.level if period else "", tuple(need.code for need in needs))
    return head_with(pupil, standing, today)


def head_with(pupil: Pupil, standing: Standing, today: dt.date) -> dict:
    """The same from `standing_of`."""
    shown = [(short, full) for name, short, full in FLAGS if getattr(pupil, name)]
    return {
        "name": pupil.name,
        "first_name": pupil.first_name,
        "initials": initials(pupil.name),
        "klass": class_or_year(pupil),
        "born": f"Born {day(pupil.born).split(' ', 1)[1]} ({age(pupil.born, today)})",
        "level": level_chip(standing.level) if standing.level else None,
        "need": need_mark_of(*(*standing.needs, "", "")[:2]),
        "flags": [{"short": short, "full": full} for short, full in shown],
    }


STAIRS = tuple(level for level in LADDER if level != Level.EXITED)


def staircase(periods: list[StatusPeriod], *, one_tier: bool = False) -> list[dict]:
    """The seven levels, those that the pupil has been at with the day they first began. A school with one tier
    (`one_tier`) does not show the first where the pupil never was at it."""
    first = {period.level: period for period in sorted(periods, key=lambda p: p.start, reverse=True)}
    now = next((period.level for period in periods if period.end is None), None)
    return [
        {
            "label": level.label,
            "date": f"{first[level].start:%-d %b %Y}" if level in first else "",
            "past": level in first,
            "current": level == now,
            "step": STAIRS.index(level) + 1,
        }
        for level in STAIRS
        if not (one_tier and level == Level.SEN_RECORDED and level not in first)
    ]


PUPILS_AS_FILE = rows_of("rows", ("Name", "name"), ("Class", "klass"), ("UPN", "upn"), ("Born", "born"),
                         ("First contact", "contact", "phone", "email"))  # fmt: skip
