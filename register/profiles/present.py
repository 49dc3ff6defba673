"""Profiles as finished strings and small dicts: what changed in words, who has read, rows of the coverage."""

import datetime as dt
import difflib
import re
from functools import lru_cache

from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.schools.models import School
from core.ui.listing import rows_of
from core.ui.present import DueState, day, day_in, due_state, lines, state
from register.enums import AREA_ICON, Area
from register.models import BankedAdjustment, Profile
from register.present import level_chip, need_mark_of
from register.profiles.queries import FIELDS, Coverage, Reader, Sheet, Version

LISTED = ("helps", "avoid", "adjustments")


def field_label(name: str) -> str:
    """The field's name as people read it."""
    return str(Profile._meta.get_field(name).verbose_name)


# What changed


def word_changes(old: str, new: str) -> list[dict]:
    """The new text in pieces, word by word against the old: {"kind": "same", "added" or "removed", "words"}."""
    before, after = re.findall(r"\S+|\s+", old), re.findall(r"\S+|\s+", new)
    pieces = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append({"kind": "same", "words": "".join(after[c:d])})
            continue
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        pieces += [{"kind": "removed", "words": gone}] if gone.strip() else []
        pieces += [{"kind": "added", "words": come}] if come else []
    return pieces


def changes(old: Version, new: Version) -> list[dict]:
    """Fields that stand differently in two versions: {"label", "pieces"} (see `word_changes`)."""
    rows = [
        {"label": field_label(name), "pieces": word_changes(old.texts[name], new.texts[name])}
        for name in FIELDS
        if old.texts[name] != new.texts[name]
    ]
    dates = [("review_on", old.review_on, new.review_on), ("reviewed_on", old.reviewed_on, new.reviewed_on)]
    rows += [
        {"label": field_label(name), "pieces": _date_change(was, now)}
        for name, was, now in dates
        if was != now
    ]
    return rows


def _date_change(was: dt.date | None, now: dt.date | None) -> list[dict]:
    pieces = [("removed", was), ("added", now)]
    return [{"kind": kind, "words": day(date)} for kind, date in pieces if date]


def version_line(version: Version) -> str:
    """ "version 3, Mon 2 Nov 2026, Mrs Sutton"."""
    on = day(timezone.localdate(version.written_at))
    return _("Version %(number)s, %(day)s, %(who)s") % {
        "number": version.number,
        "day": on,
        "who": version.written_by,
    }


# Who has read


def read_state(read: int, of: int) -> DueState:
    """ "Read by 3 of 5" as a state: done when all have, waiting otherwise; nobody to read it is waiting too."""
    words = {"read": read, "of": of}
    if of and read == of:
        return state("done", _("Read by %(read)s of %(of)s") % words)
    return state("wait", _("Read by %(read)s of %(of)s") % words if of else _("No adult yet"))


def reader_rows(readers: list[Reader], version: int) -> list[dict]:
    """Each adult and whether they have read the newest version: {"name", "state", "words"}."""
    return [_reader_row(reader, version) for reader in readers]


def _reader_row(reader: Reader, version: int) -> dict:
    on = day(timezone.localdate(reader.read_at)) if reader.read_at else ""
    if reader.number == version:
        return {"name": reader.name, "state": state("done", _("Read")), "words": on}
    words = _("version %(number)s on %(day)s") % {"number": reader.number, "day": on} if reader.number else ""
    return {"name": reader.name, "state": state("wait", _("Not yet")), "words": words}


# Coverage


@lru_cache(maxsize=256)
def _chip(_language: str, key: str, icon: str, word: str) -> SafeString:
    chip = render_to_string("components/chip.html", {"state": DueState(key, icon, word)})
    return mark_safe(chip.strip())  # noqa: S308  a template's own escaping


def forget_chips(**kwargs) -> None:
    """Forget the chips drawn: the address of their icons depends on the settings of static files."""
    _chip.cache_clear()


setting_changed.connect(forget_chips)


def _drawn(shown: DueState | None) -> SafeString | str:
    return _chip(get_language(), shown.key, shown.icon, shown.word) if shown else ""


def coverage_rows(rows: list[Coverage], school: School, today: dt.date) -> list[dict]:
    """Rows of profiles/_coverage_row.html: finished strings and cells."""
    prefix = reverse("profiles:profile", args=[school.slug, "_"]).removesuffix("_/profile/")
    return [_coverage_row(row, school, today, prefix) for row in rows]


def _coverage_row(row: Coverage, school: School, today: dt.date, prefix: str) -> dict:
    written, review = row.written_on, row.review_on
    read = read_state(row.adults - len(row.missing), row.adults) if written else None
    return {
        "url": f"{prefix}{row.reference}/profile/", "name": row.name, "klass": row.klass,
        "written": day(written) if written else _drawn(state("late", _("Missing"))),
        "read": _drawn(read), "missing": ", ".join(row.missing) if written else "",
        "review": _drawn(due_state(review, today, school.soon_days)) if review else "",
        "review_on": day_in(review, today) if review else (_("No date set") if written else ""),
    }  # fmt: skip


def coverage_line(rows: list[Coverage], today: dt.date) -> str:
    """How many profiles there are, how many are read by all and how many reviews are late, in one line."""
    there = [row for row in rows if row.written_on]
    late = sum(bool(row.review_on and row.review_on < today) for row in there)
    read = sum(not row.missing and row.adults > 0 for row in there)
    words = {"there": len(there), "all": len(rows), "read": read, "late": late}
    told = ngettext(
        "%(there)s of %(all)s child has a profile", "%(there)s of %(all)s children have a profile", len(rows)
    )
    reviews = ngettext("%(late)s review is late", "%(late)s reviews are late", late)
    return f"{told}, {_('%(read)s read by every adult')}; {reviews}." % words


# Sheets of a class


def sheet_rows(sheets: list[Sheet]) -> list[dict]:
    """Each child's sheet in the terms of profiles/_sheets.html."""
    return [
        {"name": s.name, "level": level_chip(s.level), "need": need_mark_of(s.need, s.second), "written": s.written,
         "helps": lines(s.helps), "avoid": lines(s.avoid), "adjustments": lines(s.adjustments), "ask": s.ask}
        for s in sheets
    ]  # fmt: skip


# The bank


def area_label(school: School, area: str) -> str:
    """The area's name, the fourth in the school's own words; a line for every child where there is none."""
    if area == Area.SENSORY:
        return school.label("area_sp")
    return str(Area(area).label) if area and area != Area.NONE else _("For every child")


def bank_groups(school: School, lines: list[BankedAdjustment], first: set[str]) -> list[dict]:
    """The bank by area, the areas in `first` before the others: {"key", "label", "icon", "open", "lines"}."""
    groups = []
    for area in Area:
        held = [line for line in lines if line.area == area or (area == Area.NONE and line.area == "")]
        if held:
            groups.append({"key": area.value, "label": area_label(school, area), "icon": AREA_ICON[area],
                           "open": area in first, "lines": held})  # fmt: skip
    return sorted(groups, key=lambda group: not group["open"])


COVERAGE_AS_FILE = rows_of(
    "rows",
    ("Name", "name"),
    ("Class", "klass"),
    ("Written", "written"),
    ("Review with parents", "review", "review_on"),
    ("Read", "read"),
    ("Who is missing", "missing"),
)
