"""Meetings with agencies as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.enums import AgencyMeetingState, MeetingKind
from agencies.meetings.queries import ActionLine, MeetingLine
from agencies.models import AgencyMeeting, MeetingAction, MeetingMember
from core.schools.models import School
from core.ui.listing import groups_of
from core.ui.present import DueState, clock, day, day_in, due_state, state

S = AgencyMeetingState


def state_of(held: AgencyMeeting | MeetingLine, today: dt.date) -> DueState:
    """The chip of a meeting; one that was booked for a day that is past asks whether it was held."""
    if held.state == S.BOOKED and held.on < today:
        return state("soon", _("Was it held?"))
    return {
        S.BOOKED: DueState("due", "calendar-event", _("Booked")), S.HELD: state("done", _("Held")),
        S.CANCELLED: DueState("due", "x-lg", _("Called off")),
    }[S(held.state)]  # fmt: skip


def when(on: dt.date, at: dt.time | None, today: dt.date) -> str:
    """ "Tue 1 Dec 2026 (in 8 days), 3.40 pm"."""
    return f"{day_in(on, today)}, {clock(at)}" if at else day_in(on, today)


def action_state(
    done_on: dt.date | None, by_date: dt.date | None, today: dt.date, soon_days: int
) -> DueState:
    """The chip of something promised."""
    if done_on:
        return state("done")
    return due_state(by_date, today, soon_days) if by_date else state("due", _("To do"))


def meeting_row(line: MeetingLine, school: School, today: dt.date, *, edits: bool) -> dict:
    """One meeting of the list; who writes is led on to what is due."""
    here, due = [school.slug, line.reference], line.state == S.BOOKED and line.on <= today
    again = line.state == S.HELD and line.review_on and not line.followed
    told = [str(MeetingKind(line.kind).label), line.place]
    if line.state == S.BOOKED:
        told.append(ngettext("%(n)d asked", "%(n)d asked", line.members) % {"n": line.members})
        told.append("" if line.parents_invited_on else _("parents not invited yet"))
    if again:
        told.append(_("look at it again on %(day)s") % {"day": day_in(line.review_on, today)})
    return {
        "name": line.pupil_name, "klass": line.class_name, "url": reverse("meetings:meeting", args=here),
        "when": when(line.on, line.at, today), "what": ", ".join(part for part in told if part),
        "states": [due_state(line.review_on, today, school.soon_days) if again else state_of(line, today)],
        "do_url": (reverse("meetings:record", args=here) if due else reverse("meetings:next", args=here) if again else "")
        if edits else "",
        "do_label": _("Record") if due else _("Book the next"),
    }  # fmt: skip


def list_groups(lines: list[MeetingLine], school: School, today: dt.date, *, edits: bool) -> list[dict]:
    """Groups of the list: what is due first, the past folded away."""
    parts: dict[str, list[MeetingLine]] = {"due": [], "booked": [], "again": [], "over": []}
    for line in lines:
        if line.state == S.BOOKED:
            parts["due" if line.on <= today else "booked"].append(line)
        else:
            again = line.state == S.HELD and line.review_on and not line.followed
            parts["again" if again else "over"].append(line)
    for key, by in (("due", "on"), ("booked", "on"), ("again", "review_on")):
        parts[key].sort(key=lambda line, by=by: getattr(line, by))
    titles = {
        "due": _("To record"),
        "booked": _("Booked"),
        "again": _("To be looked at again"),
        "over": _("Past and called off"),
    }
    return [
        {"title": titles[key], "folded": key == "over",
         "rows": [meeting_row(line, school, today, edits=edits) for line in found]}
        for key, found in parts.items() if found
    ]  # fmt: skip


def action_row(line: ActionLine, school: School, today: dt.date, *, edits: bool) -> dict:
    """One promise of the list of those that are not done."""
    return {
        "what": line.what, "who": line.owner, "name": line.pupil_name, "came_of_it": "",
        "url": reverse("meetings:meeting", args=[school.slug, line.meeting]),
        "when": _("by %(day)s") % {"day": day_in(line.by_date, today)} if line.by_date else _("no day was named"),
        "state": action_state(None, line.by_date, today, school.soon_days),
        "done_url": reverse("meetings:action-done", args=[school.slug, line.reference]) if edits else "",
    }  # fmt: skip


def promised(action: MeetingAction, school: School, today: dt.date, *, edits: bool) -> dict:
    """One promise in the terms of meetings/_action.html."""
    told = _("by %(day)s") % {"day": day_in(action.by_date, today)} if action.by_date else ""
    told = _("done %(day)s") % {"day": day(action.done_on)} if action.done_on else told
    open_to = edits and not action.done_on
    return {
        "what": action.what, "who": action.owner, "when": told, "came_of_it": action.came_of_it,
        "state": action_state(action.done_on, action.by_date, today, school.soon_days),
        "done_url": reverse("meetings:action-done", args=[school.slug, action.reference]) if open_to else "",
    }  # fmt: skip


def member_row(member: MeetingMember, held: AgencyMeeting) -> dict:
    """Somebody who is asked, and whether they came."""
    line = ", ".join(part for part in (member.job, member.agency.name if member.agency else "") if part)
    if held.state == S.HELD:
        chip = state("done", _("Came")) if member.came else DueState("soon", "dash-circle", _("Did not come"))
    else:
        chip = (
            state("wait", _("Invited %(day)s") % {"day": day(member.invited_on)})
            if member.invited_on
            else state("due", _("To be invited"))
        )
    return {"name": member.name, "line": line, "state": chip}


def parents_row(held: AgencyMeeting) -> dict:
    """The parents, who are asked to every meeting (R-132)."""
    line = _("invited %(day)s") % {"day": day(held.parents_invited_on)} if held.parents_invited_on else ""
    if held.state == S.HELD:
        chip = (
            state("done", _("Took part"))
            if held.parents_came
            else DueState("soon", "dash-circle", _("Did not take part"))
        )
    else:
        chip = state("wait", _("Invited")) if line else state("soon", _("Not invited yet"))
    return {"name": _("Parents"), "line": line, "state": chip}


def facts_of(held: AgencyMeeting, after: AgencyMeeting | None, today: dt.date) -> list[dict]:
    """When, where, what became of it."""
    before = held.previous
    facts = [
        (_("Kind"), held.get_kind_display(), ""), (_("When"), when(held.on, held.at, today), ""),
        (_("Where"), held.place, ""), (_("Why called off"), held.why, ""),
        (_("Looked at again"), day_in(held.review_on, today) if held.review_on else "", ""),
        (_("Goes on from"), day(before.on) if before else "", before and before.get_absolute_url()),
        (_("Next meeting"), day_in(after.on, today) if after else "", after and after.get_absolute_url()),
        (_("Booked"), f"{day(timezone.localdate(held.created_at))}, {held.created_by.called}", ""),
    ]  # fmt: skip
    return [{"label": label, "value": value, "url": url or ""} for label, value, url in facts if value]


def said_parts(held: AgencyMeeting) -> list[dict]:
    """What was said, and what the parents say of the actions."""
    return [
        {"label": _("What the parents say of the actions"), "text": held.parents_say,
         "none": _("The parents have not been asked yet: ask them, and add it to the record.")},
        {"label": _("What was said"), "text": held.notes, "none": _("Nothing was written down.")},
    ]  # fmt: skip


def moves_of(held: AgencyMeeting, after: AgencyMeeting | None, today: dt.date) -> list[dict]:
    """What somebody who writes can do with a meeting from where it is; the first two stand in the bottom bar."""

    def go(label, name, **more):
        return {
            "label": label,
            "url": reverse(f"meetings:{name}", args=[held.school.slug, held.reference]),
            **more,
        }

    if held.state == S.BOOKED:
        record, change = go(_("Record the meeting"), "record", icon="pencil"), go(_("Change"), "change")
        cancel = go(_("Call off"), "cancel")
        return (
            [cancel, change, record | {"primary": True}]
            if held.on <= today
            else [cancel, change | {"icon": "pencil"}]
        )
    if held.state == S.CANCELLED:
        url = reverse("meetings:book", args=[held.school.slug, held.pupil.reference])
        return [{"label": _("Book another"), "url": url}]
    again = [] if after else [go(_("Book the next meeting"), "next", icon="calendar-event", primary=True)]
    return [go(_("Change the record"), "record"), *again]


LIST_AS_FILE = groups_of("groups", "Part", ("Name", "name"), ("Class", "klass"), ("When", "when"), ("What", "what"),
                         ("State", "states"))  # fmt: skip
