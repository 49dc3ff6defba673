"""A week of adults in words and places on a grid."""

import datetime as dt
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apdr.enums import DutyKind, Weekday
from apdr.timetable.clashes import Clash
from apdr.timetable.queries import INTERVENTION, Adult, Entry, Timetable
from core.accounts.enums import Role
from core.schools.models import School
from core.ui.listing import Table, rows_of
from core.ui.present import clock, day, state
from core.ui.templatetags.ui import chip

LOOK = {
    INTERVENTION: "puzzle", DutyKind.IN_CLASS: "people", DutyKind.SCAFFOLDING: "easel", DutyKind.PREPARING: "pencil",
    DutyKind.OTHER: "card-list", DutyKind.BREAK: "sun",
}  # fmt: skip
FIRST_HOUR, LAST_HOUR, QUARTER = 8, 16, 15
COLUMNS = (INTERVENTION, DutyKind.SCAFFOLDING, DutyKind.PREPARING, DutyKind.IN_CLASS, DutyKind.OTHER)


def kind_word(kind: str) -> str:
    """What a kind of time is called in a week."""
    return _kind_word(get_language(), kind)


@lru_cache(maxsize=64)
def _kind_word(_language: str, kind: str) -> str:
    short = {INTERVENTION: _("Interventions"), DutyKind.SCAFFOLDING: _("Scaffolding")}
    return short.get(kind) or str(DutyKind(kind).label)


def duration(minutes: int) -> str:
    """ "3 h 15 min"; a dash for none."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest else []
    return " ".join(parts) or "–"


def until(at: dt.time, minutes: int) -> dt.time:
    """The time at which something ends; the end of the day at the latest."""
    ends = min(at.hour * 60 + at.minute + minutes, 23 * 60 + 59)
    return dt.time(ends // 60, ends % 60)


def span_of(at: dt.time, minutes: int) -> str:
    """ "9.00 to 9.45 am"."""
    ends = until(at, minutes)
    begins = clock(at)
    return _("%(from)s to %(to)s") % {
        "from": begins.split()[0] if (at.hour < 12) == (ends.hour < 12) else begins, "to": clock(ends),
    }  # fmt: skip


def _quarter(minutes: int, base: int) -> int:
    return (minutes - base + QUARTER // 2) // QUARTER + 1


def week(found: Timetable, user: int, slug: str, *, edit: bool = False) -> dict:
    """The adult's week: `days` with their entries, and `hours` down the side (templates/timetable/_week.html)."""
    mine = found.of_adult(user)
    clashing = {held.key for clash in found.adult_clashes().get(user, []) if clash.on < found.monday + dt.timedelta(days=5)
                for held in (clash.one, clash.other)}  # fmt: skip
    first = min([FIRST_HOUR, *(entry.at.hour for entry in mine)])
    last = max([LAST_HOUR, *(until(entry.at, entry.minutes).hour + 1 for entry in mine)])
    days = [
        {"name": str(Weekday(number).label), "date": day(found.monday + dt.timedelta(days=number - 1)),
         "entries": [_drawn(entry, found, slug, first * 60, entry.key in clashing, edit)
                     for entry in mine if entry.weekday == number]}
        for number in Weekday.values
    ]  # fmt: skip
    for drawn in days:
        _mark_beside(drawn["entries"])
    hours = [
        {"row": (hour - first) * 4 + 1, "text": clock(dt.time(hour))} for hour in range(first, min(last, 23))
    ]
    return {"days": days, "hours": hours, "rows": (last - first) * 4, "any": bool(mine)}


def _mark_beside(entries: list[dict]) -> None:
    """Say of each entry of a day whether it stands beside another on the grid."""
    for entry in entries:
        ends = entry["row"] + entry["rows"]
        entry["beside"] = any(
            other is not entry and entry["row"] < other["row"] + other["rows"] and other["row"] < ends
            for other in entries
        )


def _drawn(entry: Entry, found: Timetable, slug: str, base: int, clashes: bool, edit: bool) -> dict:
    begins = entry.at.hour * 60 + entry.at.minute
    row, end = _quarter(begins, base), _quarter(begins + entry.minutes, base)
    detail = [entry.place, _children(entry, found)]
    if entry.missed:
        detail.append(_("misses %(lesson)s") % {"lesson": entry.missed})
    if entry.planned:
        detail.append(_("planned"))
    return {
        "title": entry.title, "when": span_of(entry.at, entry.minutes), "kind": kind_word(entry.kind), "css": entry.kind,
        "icon": LOOK[entry.kind], "row": max(row, 1), "rows": max(min(end - row, 56), 1),
        "detail": ", ".join(part for part in detail if part), "clash": state("late", _("Clash")) if clashes else None,
        "url": _entry_url(entry, slug, edit), "short": entry.minutes < 30,
    }  # fmt: skip


def _entry_url(entry: Entry, slug: str, edit: bool) -> str:
    if entry.kind == INTERVENTION:
        return f"/{slug}/provision/{entry.provision}/"
    return reverse("timetable:duty", args=[slug, entry.reference]) if edit else ""


def _children(entry: Entry, found: Timetable) -> str:
    pupils = entry.children(found.monday)
    named = [found.children[pk].first for pk in pupils if pk in found.children]
    others = len(pupils) - len(named)
    if not named:
        return ngettext("%(n)d child", "%(n)d children", others) % {"n": others} if others else ""
    more = [ngettext("%(n)d other", "%(n)d others", others) % {"n": others}] if others else []
    parts = [*named, *more]
    return parts[0] if len(parts) == 1 else _("%(some)s and %(last)s") % {
        "some": ", ".join(parts[:-1]), "last": parts[-1],
    }  # fmt: skip


def figures(found: Timetable, user: int) -> list[dict]:
    """Scheduled time a week by kind (R-103), for components/figures.html."""
    minutes = found.minutes_of(user)
    return [
        {"label": kind_word(kind), "value": duration(minutes.get(kind, 0)), "note": _("a week")}
        for kind in COLUMNS
    ]


def adult_rows(found: Timetable, school: School, chosen: list[Adult]) -> list[dict]:
    """A row for each adult: scheduled time by kind, all of it, and whether they are in two places."""
    clashes = found.adult_clashes()
    return [
        _adult_row(adult, found.minutes_of(adult.user), len(clashes.get(adult.user, [])), school)
        for adult in chosen
    ]


def _adult_row(adult: Adult, minutes: dict[str, int], clashes: int, school: School) -> dict:
    total = sum(minutes.get(kind, 0) for kind in COLUMNS)
    told = ngettext("%(n)d clash", "%(n)d clashes", clashes) % {"n": clashes}
    return {
        "name": adult.name, "role": role_word(school, adult.role),
        "url": reverse("timetable:adult", args=[school.slug, adult.membership]),
        "cells": [{"label": kind_word(kind), "value": duration(minutes.get(kind, 0))} for kind in COLUMNS],
        "total": duration(total), "state": state("late", told) if clashes else None,
    }  # fmt: skip


def role_word(school: School, role: str) -> str:
    """The school's own word for a role."""
    return school.label(role) if role in {Role.TA, Role.SENCO} else str(Role(role).label)


def in_timetable(found: Timetable) -> list[Adult]:
    """TAs, and whoever else has a time in the week."""
    busy = {entry.adult for entry in found.entries}
    return [adult for adult in found.adults.values() if adult.role == Role.TA or adult.user in busy]


def problems(found: Timetable, slug: str, *, edit: bool, adult: int | None = None) -> list[dict]:
    """Clashes in sentences, each with a link to where it is mended; of one adult, or of all adults and children."""
    by_key = found.by_key()
    told = []
    for user, theirs in found.adult_clashes().items():
        if adult in {None, user}:
            who = found.adults[user].name if user in found.adults else _("Somebody who has left")
            told += [_problem(_("Two places at once"), who, clash, by_key, slug, edit) for clash in theirs]
    if adult is None:
        for pupil, theirs in found.child_clashes().items():
            if pupil in found.children:
                name = found.children[pupil].name
                told += [
                    _problem(_("Two provisions at once"), name, clash, by_key, slug, edit) for clash in theirs
                ]
    told += [_misplaced(entry, found, slug) for entry in found.misplaced() if adult in {None, entry.adult}]
    return told


def _problem(what: str, who: str, clash: Clash, by_key, slug: str, edit: bool) -> dict:
    one, other = by_key[clash.one.key], by_key[clash.other.key]
    words = _("%(who)s: %(one)s (%(one_when)s) and %(other)s (%(other_when)s), first on %(on)s") % {
        "who": who, "one": one.title, "one_when": span_of(one.at, one.minutes), "other": other.title,
        "other_when": span_of(other.at, other.minutes), "on": day(clash.on),
    }  # fmt: skip
    links = [{"label": entry.title, "url": _entry_url(entry, slug, edit)} for entry in (one, other)]
    return {"state": state("late", what), "words": words, "links": [link for link in links if link["url"]]}


def _misplaced(entry: Entry, found: Timetable, slug: str) -> dict:
    who = found.adults[entry.adult].name if entry.adult in found.adults else _("Somebody who has left")
    words = (
        _("%(title)s, %(when)s: %(who)s is not one of its adults")
        if not entry.theirs
        else _("%(title)s, %(when)s: this time reaches beyond its first or last day")
    )
    when = f"{Weekday(entry.weekday).label} {span_of(entry.at, entry.minutes)}"
    return {"state": state("late", _("Does not fit")), "words": words % {"title": entry.title, "when": when, "who": who},
            "links": [{"label": entry.title, "url": f"/{slug}/provision/{entry.provision}/"}]}  # fmt: skip


def lesson_rows(found: Timetable, slug: str) -> list[dict]:
    """Lessons missed by each child in sight, those missed twice a week first (R-96): rows of timetable/_lesson.html."""
    rows = [
        {"name": child.name, "url": f"/{slug}/pupils/{child.reference}/", "lesson": lesson.name,
         "minutes": duration(lesson.minutes), "twice": lesson.twice,
         "state": _often(lesson.times) if lesson.twice else ""}
        for pupil, lessons in found.lessons().items() if (child := found.children.get(pupil)) for lesson in lessons
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (not row["twice"], row["name"], row["lesson"]))


def _often(times: int) -> SafeString:
    return chip(state("soon", _("Missed %(n)s times a week") % {"n": times}))


def everybody_as_file(context: dict) -> Table:
    """The table of timetable/everybody.html: a column for each kind of time."""
    kinds = (
        (str(head), lambda row, n=n: row["cells"][n]["value"]) for n, head in enumerate(context["heads"])
    )
    return rows_of(
        "rows", ("Name", "name"), ("Role", "role"), *kinds, ("In all", "total"), ("Clashes", "state")
    )(context)
