"""The first page of who has pupils in their care: a class teacher's class, a TA's pupils, the DSL's register."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from apdr.models import ProvisionAdult
from apdr.sessions.present import at_words
from apdr.sessions.queries import Occasion, sessions_between, unrecorded
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import academic_year
from core.schools.models import School
from core.schools.queries import school_days
from core.ui.present import DueState, day_in, due_state, lines, state
from overview.queries import CareRow, classes_of_teacher, pupils_in_care
from overview.today.page import EVERYONE, Asked, due_part, headline
from overview.today.queries import board
from register.present import level_cell, need_cell, state_cell
from register.queries import asked_once


def care_page(school: School, user, today: dt.date, *, title: str) -> dict:
    """A teacher's class or a TA's pupils: what is due, today's sessions, needs, adjustments in one line, reviews. Who may
    know of every child is led to the register instead."""
    with asked_once(user):
        classes = classes_of_teacher(school, user, academic_year(today))
        pupils, whole = pupils_in_care(school, user), not classes and school.pk in user.whole_school_ids
        due = due_part(board(school, user, today), Asked(EVERYONE, ""))
        held = sessions(school, user, today)
    taught = ", ".join(name for name, _reference in classes)
    head = headline(today, *due.pop("counts"), 0)
    concern = (
        reverse("concerns:find", args=[school.slug]) if can(user, Permission.CONCERN_RAISE, school) else ""
    )
    return due | head | {
        "title": title, "line": f"{head['line']} {taught}".rstrip(". ") + ".", "sessions": held,
        "pupils": [] if whole else _care_rows(pupils, school, today), "count": len(pupils), "whole": whole,
        "register_url": reverse("register:register", args=[school.slug]),
        "concern_url": concern, "sheets": _sheets(school, user, classes), "nobody": _nobody(taught),
    }  # fmt: skip


def _nobody(taught: str) -> str:
    if taught:
        return _("No child of this class is on the register. Raise a concern when you notice a difficulty.")
    return _(
        "No child on the register is in your care yet. Whoever leads SEN in school gives you the children you support."
    )


def _sheets(school: School, user, classes: list[tuple[str, str]]) -> list[dict]:
    """Each of the user's classes (name, reference) on a page, and for a supply teacher."""
    if not can(user, Permission.SUPPLY_PACK, school):
        return []
    supply = reverse("profiles:supply", args=[school.slug])
    links = []
    for name, reference in classes:
        sheet = reverse("profiles:sheet", args=[school.slug, reference])
        links += [{"label": f"{name} on a page", "icon": "printer", "url": sheet},
                  {"label": f"{name} for a supply teacher", "icon": "key",
                   "url": f"{supply}?class={reference}"}]  # fmt: skip
    return links


def _care_rows(found: list[CareRow], school: School, today: dt.date) -> list[dict]:
    """One dict of finished strings and cells a child, for overview/_class_row.html."""
    page = reverse("overview:pupil", args=[school.slug, "_"]).removesuffix("_/")
    profile = reverse("profiles:profile", args=[school.slug, "_"]).split("_/", 1)[1]
    return [
        {"name": row.name, "url": f"{page}{row.reference}/", "profile_url": f"{page}{row.reference}/{profile}",
         "level": level_cell(row.level), "need": need_cell(row.need, row.second) if row.need else "",
         "adjustment": "; ".join(lines(row.adjustments)), "review": day_in(row.review, today) if row.review else "",
         "state": state_cell(due_state(row.review, today, school.soon_days)) if row.review else ""}
        for row in found
    ]  # fmt: skip


def sessions(school: School, user, today: dt.date) -> dict | None:
    """The user's own sessions of today, and how many of the last two weeks nobody wrote down; None for who delivers
    none. Ten queries at most, one for who delivers nothing."""
    if not ProvisionAdult.objects.filter(school=school, user=user).exists():
        return None
    days = school_days(school)
    mine = sessions_between(school, user, today, today, days=days)
    open_before = len(unrecorded(school, user, today, days=days))
    if not mine and not open_before:
        return None
    done = sum(one.complete for one in mine)
    return {
        "note": f"{done} of {len(mine)} recorded" if mine else "none today",
        "rows": [_session_row(one, school) for one in mine], "open_before": open_before,
        "record_url": reverse("sessions:today", args=[school.slug]),
        "record_label": "Record" if done < len(mine) else "Open",
        "week_url": reverse("sessions:week", args=[school.slug]),
    }  # fmt: skip


def _session_row(one: Occasion, school: School) -> dict:
    names = [child.first for child in one.children if child.named]
    others = len(one.children) - len(names)
    more = [f"{others} other{'s' if others > 1 else ''}"] if others else []
    chip = DueState("done", "check-circle-fill", "Recorded") if one.complete else state("due", "To record")
    return {"at": at_words(one.at), "title": one.title, "names": ", ".join([*names, *more]), "state": chip,
            "url": f"{reverse('sessions:today', args=[school.slug])}?on={one.on:%Y-%m-%d}"}  # fmt: skip
