"""Reminders as finished strings: rows of the bell, the choices, the messages that left."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.accounts.enums import FAMILY_AND_VISITORS, Permission
from core.accounts.models import User
from core.accounts.permissions import can
from core.reminders.actions import HANDED
from core.reminders.enums import Group
from core.reminders.kinds import KINDS, titled
from core.reminders.models import Absence, Notice
from core.schools.models import School
from core.ui.present import day, day_in, due_state, state
from overview.family_due import hoped_by, waiting
from overview.notices.forms import sooner_days
from register.models import Pupil

SEEN_SHOWN = 20  # rows of what was seen before
WHOLE = "all"  # the parameter of the address that asks for all of them


def is_staff(user: User, school: School) -> bool:
    """Whether the person works at the school, whatever else they are there."""
    return not user.roles_at(school.pk) <= FAMILY_AND_VISITORS


def may_hand_over(notice: Notice, user: User, school: School) -> bool:
    """Whether the notice may go to a colleague: what a family is asked is theirs alone."""
    return not KINDS[notice.kind].family and is_staff(user, school)


def bell_page(
    told: list[Notice], later: list[Notice], children: dict[str, Pupil], school: School, user: User, today: dt.date,
    *, whole: bool,
) -> dict:  # fmt: skip
    """The context of notices/bell.html. `children` are those whom the person may know of, by reference; `whole` asks for
    all that was seen before, of which otherwise the first are shown."""
    rows = [
        (notice.read_at is None, _row(notice, children, school, user, today))
        for notice in sorted(told, key=lambda notice: notice.due)
    ]
    new, seen = ([row for is_new, row in rows if is_new == wanted] for wanted in (True, False))
    put_off = [_put_off_row(notice, children, school, today) for notice in later]
    return {
        "title": _("Reminders"), "groups": _by_state(new, staff=is_staff(user, school)), "none_new": bool(seen) and not new,
        "seen": seen if whole else seen[:SEEN_SHOWN],
        "seen_count": len(seen), "all_url": "" if whole or len(seen) <= SEEN_SHOWN else f"?{WHOLE}=1",
        "put_off": put_off, "line": _line(len(told), len(new)), "links": links(school, user),
        "whole": whole, "choices_url": reverse("notices:choices", args=[school.slug]),
        "home_url": reverse("overview:home", args=[school.slug]),
    }  # fmt: skip


def _by_state(rows: list[dict], *, staff: bool) -> list[dict]:
    """What is new by how near it is; a family has nothing late."""
    words = {"late": _("Late"), "soon": _("Soon") if staff else _("Waiting for you"), "due": _("Later")}
    groups = {key: [row for row in rows if row["state"].key == key] for key in words}
    return [{"title": words[key], "rows": found} for key, found in groups.items() if found]


def _line(count: int, unread: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(n)d thing that you have been told of", "%(n)d things that you have been told of", count
    )
    new = ngettext(", %(n)d of them new.", ", %(n)d of them new.", unread) % {"n": unread} if unread else "."
    return words % {"n": count} + new


def links(school: School, user: User) -> list[dict]:
    """Where else the person goes from the bell."""
    found = [
        {
            "label": _("How I hear of it"),
            "icon": "sliders",
            "url": reverse("notices:choices", args=[school.slug]),
        }
    ]
    if can(user, Permission.AUDIT_VIEW, school):
        found.append(
            {
                "label": _("Messages"),
                "icon": "envelope",
                "url": reverse("notices:messages", args=[school.slug]),
            }
        )
    return found


def _row(notice: Notice, children: dict[str, Pupil], school: School, user: User, today: dt.date) -> dict:
    """One notice in the terms of notices/_row.html."""
    kind, here = KINDS[notice.kind], [school.slug, notice.reference]
    days, child = sooner_days(notice, today), _child(notice, children, school)
    gently = kind.family and notice.due <= today
    led_to_child = kind.acts and notice.url == child["child_url"]
    return {
        "state": waiting() if gently else due_state(notice.due, today, school.soon_days),
        "what": titled(kind.title, school), "whom": notice.detail,
        "date": hoped_by(notice.due, today) if gently else day_in(notice.due, today),
        "law": kind.cites if kind.statutory else "", "why": why_told(notice), "note": notice.note, "url": notice.url,
        "days": [{"value": to.isoformat(), "words": f"{words}, {day(to)}"} for to, words in days],
        "put_away_url": reverse("notices:put-away", args=here),
        "later_url": reverse("notices:later", args=here) if days else "",
        "hand_over_url": reverse("notices:hand-over", args=here) if may_hand_over(notice, user, school) else "",
        "verb": _("Open") if led_to_child else titled(kind.verb, school), **child,
    }  # fmt: skip


def _child(notice: Notice, children: dict[str, Pupil], school: School) -> dict:
    """The child by name where the person may know of them, else nothing of them at all."""
    pupil = children.get(notice.pupil)
    if pupil is None:
        return {"child": "", "child_url": ""}
    name = f"{pupil.name}, {pupil.class_name}" if pupil.class_name else pupil.name
    return {"child": name, "child_url": reverse("overview:pupil", args=[school.slug, pupil.reference])}


def _put_off_row(notice: Notice, children: dict[str, Pupil], school: School, today: dt.date) -> dict:
    """One notice that comes back, in the terms of notices/_put_off.html."""
    back = _("Here again on %(day)s") % {"day": day_in(notice.snoozed_until, today)}
    return {
        "what": titled(KINDS[notice.kind].title, school), "whom": notice.detail, "back": back, "url": notice.url,
        "due": _("due %(day)s") % {"day": day(notice.due)}, **_child(notice, children, school),
    }  # fmt: skip


def why_told(notice: Notice) -> str:
    """Why the person was told, and when: "Told 7 days before", "You stand in for Mrs Sutton"."""
    if notice.rung == HANDED and notice.handed_by:
        return _("Handed over by %(name)s on %(day)s") % {
            "name": notice.handed_by.called,
            "day": day(notice.round_on),
        }
    if KINDS[notice.kind].family:
        return _("Told on %(day)s") % {"day": day(notice.round_on)}
    told = _told((notice.due - notice.round_on).days)
    if notice.stands_for:
        return _("%(told)s. You stand in for %(name)s") % {"told": told, "name": notice.stands_for.called}
    return told


def _told(before: int) -> str:
    if before == 0:
        return _("Told on the day")
    if before > 0:
        return ngettext("Told the day before", "Told %(n)d days before", before) % {"n": before}
    return ngettext("Told when it was a day late", "Told when it was %(n)d days late", -before) % {
        "n": -before
    }


def facts_of(notice: Notice, children: dict[str, Pupil], school: School, today: dt.date) -> list[dict]:
    """What a notice is about, above a form."""
    kind, child = KINDS[notice.kind], _child(notice, children, school)["child"]
    what = " ".join(filter(None, (str(titled(kind.title, school)), notice.detail)))
    facts = [{"label": _("What"), "value": what}, {"label": _("By"), "value": day_in(notice.due, today)}]
    return [*facts[:1], *([{"label": _("Child"), "value": child}] if child else []), *facts[1:]]


def groups_for(user: User, school: School) -> list[Group]:
    """The groups of which a person chooses how they hear: a family is only told of what it is asked."""
    if is_staff(user, school):
        return [group for group in Group if group != Group.LAW]
    asked = {kind.group for kind in KINDS.values() if kind.family} | {Group.FAMILIES}
    return [group for group in Group if group in asked and group != Group.LAW]


def choices_page(form, absences: list[Absence], school: School, user: User, today: dt.date) -> dict:
    """The context of notices/choices.html."""
    staff = is_staff(user, school)
    rows = [
        {"words": f"{day(one.starts)} – {day(one.ends)}", "deputy": one.deputy.called,
         "state": state("soon", _("Now")) if one.starts <= today else state("due", _("To come")),
         "url": reverse("notices:take-back", args=[school.slug, one.reference])}
        for one in absences
    ]  # fmt: skip
    return {
        "title": _("How I hear of it"), "form": form, "staff": staff, "absences": rows, "law": str(Group.LAW.label),
        "line": _("Everything stands under Reminders at once. Here you choose when an email comes as well."),
        "away_url": reverse("notices:away", args=[school.slug]),
        "back_url": reverse("notices:bell", args=[school.slug]), "back_label": _("Reminders"),
    }  # fmt: skip


def away_words(absence: Absence) -> str:
    """What is said once an absence is kept."""
    return _("%(name)s is told in your stead from %(start)s to %(end)s.") % {
        "name": absence.deputy.called, "start": day(absence.starts), "end": day(absence.ends)}  # fmt: skip
