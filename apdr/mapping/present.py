"""The provision map in words: the five columns of the policy (R-93), its groups, its figure."""

import datetime as dt
from functools import lru_cache
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from apdr.enums import MENTOR_KINDS, ProvisionKind, Wave, Weekday
from apdr.mapping.queries import Asked, Child, Group, MapRow
from core.calendar.dates import academic_year_label
from core.ui.present import day
from core.ui.rows import draw_rows
from register.enums import YEAR_GROUPS, YEAR_LABEL, Area

HEADINGS = ["Intervention", "Date commenced", "Time allocated", "Frequency", "Outside-agency involvement"]
YEAR_PLACE = {year: place for place, year in enumerate(YEAR_GROUPS)}
AREA_PLACE = {area.value: place for place, area in enumerate(Area)}


class Names:
    """What the parts of the map are called, in one language."""

    def __init__(self) -> None:
        self.no_child, self.others = _("No named child: whole classes"), _("Children of other classes")
        self.areas = {area.value: str(area.label) for area in Area}

    def class_key(self, child: Child) -> tuple:
        """By year group, then by name; without a class last."""
        name = child.klass or YEAR_LABEL.get(child.year, "") or _("Without a class")
        return (YEAR_PLACE.get(child.year, 98), name)

    def area_key(self, area: str) -> tuple:
        return (AREA_PLACE.get(area, 98), self.areas.get(area) or _("No area of need named"))

    def term(self, name: str, start: dt.date) -> str:
        return _("Commenced in %(term)s %(year)s") % {"term": name, "year": start.year}

    def no_term(self, year: int) -> str:
        return _("Commenced outside the terms of %(year)s") % {"year": academic_year_label(year)}


def time_allocated(row: MapRow) -> str:
    """ "15 minutes, 45 a week": how long one session is, and what it comes to."""
    return _time_allocated(get_language(), row.wave, tuple(time.minutes for time in row.times))


@lru_cache(maxsize=1024)
def _time_allocated(_language: str, wave: str, minutes: tuple[int, ...]) -> str:
    if not minutes:
        return _("In lessons") if wave == Wave.UNIVERSAL else _("No weekly time")
    lengths = sorted(set(minutes))
    each = _("%(minutes)s minutes") % {"minutes": _(" or ").join(map(str, lengths))}
    return (
        each if len(minutes) == 1 else _("%(each)s, %(total)s a week") % {"each": each, "total": sum(minutes)}
    )


def frequency(row: MapRow) -> str:
    """ "3 times a week: Mon, Wed, Fri"."""
    return _frequency(get_language(), row.wave, tuple(time.weekday for time in row.times))


@lru_cache(maxsize=1024)
def _frequency(_language: str, wave: str, weekdays: tuple[int, ...]) -> str:
    count = len(weekdays)
    if not count:
        return _("Every day") if wave == Wave.UNIVERSAL else _("Not set")
    days = ", ".join(str(Weekday(number).label)[:3] for number in sorted(set(weekdays)))
    if count == 5 and len(set(weekdays)) == 5:
        return _("Every day")
    told = {1: _("Once a week"), 2: _("Twice a week")}.get(count) or _("%(n)s times a week") % {"n": count}
    return f"{told}: {days}"


def columns(row: MapRow) -> list[str]:
    """The row in the five columns of the policy."""
    name = row.intervention if row.title == row.intervention else f"{row.intervention}: {row.title}"
    return [name, day(row.start), time_allocated(row), frequency(row), row.agency or _("None")]


def _until(row: MapRow) -> str:
    what = _("ended %(day)s") if row.ended else _("until %(day)s")
    return what % {"day": day(row.end)}


@lru_cache(maxsize=64)
def _kind_word(_language: str, kind: str) -> str:
    return str(ProvisionKind(kind).label)


def _line(row: MapRow) -> str:
    parts = [_until(row), ", ".join(row.adults) or _("no adult named"), _kind_word(get_language(), row.kind)]
    return ". ".join(part[:1].upper() + part[1:] for part in parts)


def children_line(row: MapRow, slug: str):
    """The children in sight as links, then how many others: safe HTML."""
    others = ""
    if row.others:
        told = (
            ngettext("and %(n)d other", "and %(n)d others", row.others)
            if row.children
            else ngettext("%(n)d child", "%(n)d children", row.others)
        )
        others = f" {told % {'n': row.others}}"
    links = ", ".join(
        f'<a href="/{slug}/pupils/{child.reference}/">{escape(child.name)}</a>' for child in row.children
    )
    drawn = mark_safe(links + escape(others))  # noqa: S308  what people typed is escaped; a slug and a reference are safe
    return drawn or _("Everyone in the class")


def drawn(row: MapRow, slug: str) -> dict:
    """What is alike wherever the row stands, for draw_rows."""
    cells = columns(row)
    own = "" if row.title == row.intervention else row.title
    return {"url": f"/{slug}/provision/{row.reference}/", "name": row.intervention, "own": own, "line": _line(row),
            "start": cells[1], "time": cells[2], "often": cells[3], "agency": cells[4]}  # fmt: skip


def drawn_groups(groups: list[Group], slug: str) -> list[dict]:
    """Each group for mapping/_group.html, with its rows drawn and how many they are. A row is put in words once, though it
    may stand under several classes."""
    said: dict[str, dict] = {}
    for row in (row for group in groups for row in group.rows):
        if row.reference not in said:
            said[row.reference] = drawn(row, slug)
    heads = draw_rows("mapping/_head.html", [{"head": head} for head in (*HEADINGS, _("Children"))])
    return [
        {"title": group.title, "note": len(group.rows), "heads": heads, "rows": draw_rows(
            "mapping/_row.html", [said[row.reference] | {"children": children_line(row, slug)} for row in group.rows])}
        for group in groups
    ]  # fmt: skip


def mentor_groups(rows: list[MapRow]) -> list[Group]:
    """The learning mentor's work by what it is about, in the policy's order; those that there are."""
    found = {kind: [row for row in rows if row.kind == kind] for kind in MENTOR_KINDS}
    return [Group(str(ProvisionKind(kind).label), held) for kind, held in found.items() if held]


def heading_of(asked: Asked, today: dt.date, terms) -> str:
    """ "As on Mon 23 Nov 2026", or the name and days of the term."""
    if asked.one_day:
        return _("As on %(day)s") % {"day": day(asked.span.start)}
    named = {start.isoformat(): name for name, start, _end in terms}
    return _("%(term)s, %(start)s to %(end)s") % {
        "term": named.get(asked.term, _("Term")), "start": day(asked.span.start), "end": day(asked.span.end),
    }  # fmt: skip


def note_of(asked: Asked, today: dt.date) -> str:
    """What a reader must know about classes and needs; "" for today."""
    if asked.span.end < today:
        return _("Classes and needs as they were on %(day)s, as far as the records reach.") % {
            "day": day(asked.span.end)
        }
    if asked.span.end > today:
        return _("Classes and needs as they are today.")
    return ""


def counts_line(rows: list[MapRow]) -> str:
    """ "12 interventions for 31 children, 540 minutes a week": children in sight, each counted once."""
    children = len({child.reference for row in rows for child in row.children})
    runs = ngettext("%(n)d provision", "%(n)d provisions", len(rows)) % {"n": len(rows)}
    whom = ngettext("for %(n)d child", "for %(n)d children", children) % {"n": children}
    return _("%(runs)s %(whom)s, %(hours)s hours a week planned") % {
        "runs": runs, "whom": whom, "hours": hours(sum(row.minutes for row in rows)),
    }  # fmt: skip


def hours(minutes: int) -> str:
    """Hours to a quarter, without needless noughts: 90 gives "1.5"."""
    return f"{round(minutes / 15) / 4:g}"


BAR, ROW, LEFT, WIDE = 20, 34, 280, 560


def hours_figure(groups: list[Group]) -> dict | None:
    """Hours planned a week in each group, as bars and as a table; None where nothing is planned."""
    planned = [(group.title, sum(row.minutes for row in group.rows), len(group.rows)) for group in groups]
    most = max((minutes for _title, minutes, _n in planned), default=0)
    if not most:
        return None
    bars = [
        {"title": title if len(title) < 31 else f"{title[:29]}…", "y": place * ROW + 4, "text_y": place * ROW + 20,
         "width": round((WIDE - LEFT - 60) * minutes / most), "hours": hours(minutes),
         "value_x": LEFT + round((WIDE - LEFT - 60) * minutes / most) + 8}
        for place, (title, minutes, _n) in enumerate(planned)
    ]  # fmt: skip
    longest = max(planned, key=lambda part: part[1])
    return {
        "bars": bars, "height": len(planned) * ROW + 4, "width": WIDE, "left": LEFT, "bar": BAR,
        "label": _("Hours planned a week. Most: %(title)s, %(hours)s hours.")
        % {"title": longest[0], "hours": hours(longest[1])},
        "table": {"caption": _("Hours planned a week"), 
                  "heads": [_("Part of the map"), _("Provisions"), _("Hours a week")],
                  "rows": [[title, str(count), hours(minutes)] for title, minutes, count in planned], "foot": None},
    }  # fmt: skip


CHILD_HEADINGS = ["Intervention", "Child", "Class", "Year group", "Main need", "Date commenced"]


def sheets(rows: list[MapRow], names: bool) -> list[tuple[str, list[str], list[list[str]]]]:
    """The sheets of the workbook: the map, the learning mentor's work, and for those who may have them the children."""
    found = [("Provision map", HEADINGS, [columns(row) for row in rows if not row.mentor])]
    if names:
        areas = {area.value: str(area.label) for area in Area}
        children = [
            [columns(row)[0], child.name, child.klass, YEAR_LABEL.get(child.year, child.year), areas.get(child.area, ""),
             day(row.start)]
            for row in rows for child in row.children
        ]  # fmt: skip
        found.append(("Children", CHILD_HEADINGS, children))
    mentor = [columns(row) for row in rows if row.mentor]
    return [*found, ("Learning mentor", HEADINGS, mentor)]


def paper_groups(groups: list[Group]) -> list[dict]:
    """Groups for the printed document, as plain texts."""
    return [{"title": group.title, "rows": [columns(row) for row in group.rows]} for group in groups]
