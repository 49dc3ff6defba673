"""A review as finished strings: its steps, who is asked, what to think of before anything is sent."""

import datetime as dt

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from core.calendar.dates import SchoolDays
from core.ui.present import DueState, clock, day, day_in, state
from ehcp.annual.consequences import NOTICE_DAYS, Follows
from ehcp.annual.ground import reachable
from ehcp.enums import BEFORE_MEETING, Coming, InviteeRole, ReviewKind, ReviewState, Served, ServedHow
from ehcp.models import AnnualReview, ReviewInvitee, ReviewService
from ehcp.rules import words
from ehcp.rules.present import explained, late_words, why_earlier
from ehcp.statute import Deadline, Owner
from ehcp.steps import Step

R, S, W = InviteeRole, ReviewState, Served
STATE_LOOK = {
    S.DATED: ("due", "calendar-event"), S.NOTICED: ("wait", "envelope-paper"), S.ASKED: ("wait", "hourglass-split"),
    S.CIRCULATED: ("done", "check-circle-fill"), S.HELD: ("soon", "clock-fill"), S.REPORTED: ("wait", "hourglass-split"),
    S.DECIDED: ("soon", "clock-fill"), S.COMPARED: ("soon", "clock-fill"), S.CLOSED: ("done", "check-circle-fill"),
    S.CANCELLED: ("due", "x-lg"),
}  # fmt: skip
WORDS_OF = {
    "done": ("done", lazy("Done")), "late": ("late", lazy("Late")), "soon": ("soon", lazy("Due soon")),
    "due": ("due", lazy("Due")), "wait": ("wait", lazy("Waiting")), "missed": ("late", lazy("Missed")),
}  # fmt: skip


def state_chip(review: AnnualReview) -> DueState:
    """Where a review is, as a chip."""
    look, icon = STATE_LOOK[review.state]
    return DueState(look, icon, str(review.get_state_display()))


def when(review: AnnualReview, today: dt.date | None = None) -> str:
    """The day, with how far off it is where today is given, the hour and the place."""
    told = day_in(review.on, today) if today else day(review.on)
    return ", ".join(filter(None, (told, clock(review.at) if review.at else "", review.place)))


def optional_url(name: str, *args) -> str:
    """The address of a page of a room above this one, or "" where there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


# Dates that a thought-of day implies.


def follows_part(found: Follows, *, today: dt.date, days: SchoolDays, slug: str, clear_weeks: bool) -> dict:
    """What a day implies, for annual/_follows.html."""
    rows = [follow_row(one, today, days, slug, clear_weeks) for one in found.dates]
    return {"day": day_in(found.on, today), "rows": rows, "cautions": found.cautions, "wrong": ""}


def follow_row(one: Deadline, today: dt.date, days: SchoolDays, slug: str, clear_weeks: bool) -> dict:
    """One date that follows: its title, the legal day, the target, and why."""
    aim = one.target
    why = explained(one, today, days=days, slug=slug)
    if aim == one.date:
        why |= {"target": "", "target_in": "", "target_why": ""}
    else:
        reason = _aim_why(one, aim, days, clear_weeks)
        why |= {"target": day(aim), "target_in": day_in(aim, today), "target_why": reason}
    return {"title": words.title_of(one.name), "law": day_in(one.date, today), "aim": day(aim) if aim != one.date else "",
            "owner": why["owner"], "why": why}  # fmt: skip


def _aim_why(one: Deadline, aim: dt.date, days: SchoolDays, clear_weeks: bool) -> str:
    clear = clear_weeks and one.name in ("notice_by", "advice_circulated_by")
    if not clear:
        return why_earlier(one.date, aim, days)
    if (one.date - aim).days == 1:
        return _("for two clear weeks, as the school has chosen")
    return _("for two clear weeks: %(why)s") % {"why": why_earlier(one.date, aim, days)}


# The steps.


def step_row(
    step: Step, review: AnnualReview, *, today: dt.date, days: SchoolDays, slug: str, clear_weeks: bool, now: str
) -> dict:  # fmt: skip
    """One step, for annual/_step.html. `now` is the key of the one that is to be done."""
    aim = step.aim
    title = _("Date fixed with parents") if step.key == "date" else step.title
    if step.key == "date" and review.kind == ReviewKind.UNDER_FIVE:
        title = _("Date fixed")
    return {
        "title": title, "done": step.state in ("done", "late_done"), "now": step.key == now,
        "state": _step_chip(step), "lines": _step_lines(step, review, aim, today), "told": _step_told(step, review),
        "why": follow_row(step.law, today, days, slug, clear_weeks)["why"] if step.law else None,
    }  # fmt: skip


def _step_chip(step: Step) -> DueState:
    if step.state == "late_done":
        return state("late", late_words(step.late_days))
    if step.state == "skipped":
        return DueState("due", "dash-circle", _("Not needed"))
    if step.key == "complete" and step.state == "soon":
        return state("soon")
    key, word = WORDS_OF[step.state]
    return state(key, str(word))


def _step_lines(step: Step, review: AnnualReview, aim: dt.date | None, today: dt.date) -> list[dict]:
    if step.state in ("done", "late_done") and step.done_on:
        first = {"date": _("Fixed"), "meeting": _("Held")}.get(step.key, _("Done"))
        lines = [{"label": first, "value": day(step.done_on)}]
        return lines + (
            [{"label": _("By law"), "value": day(step.law.date)}] if step.state == "late_done" else []
        )
    lines = []
    if step.law:
        latest = step.key in ("meeting", "final")
        shown = day(step.law.date) if latest or not step.is_open else day_in(step.law.date, today)
        value = _("by %(day)s at the latest") % {"day": shown} if latest else shown
        lines.append({"label": _("By law"), "value": value})
    ours = step.owner in (Owner.SCHOOL, Owner.HEAD) and step.key != "meeting"
    if ours and step.is_open and aim and aim != step.law.date:
        lines.append({"label": _("We aim"), "value": day_in(aim, today)})
    if step.booked:
        lines.append({"label": _("Booked"), "value": day_in(step.booked, today)})
    return lines


def _step_told(step: Step, review: AnnualReview) -> list[str]:
    """What is said of a step for good: whom it missed, who had it late, by the day."""
    by_day: dict[dt.date, list[str]] = {}
    for name, on in step.late_for:
        by_day.setdefault(on, []).append(name)
    told = [_had_late(step.key, ", ".join(names), on, review.on) for on, names in sorted(by_day.items())]
    if step.missing and step.state == "missed":
        told.append(_("Not given to: %(names)s.") % {"names": ", ".join(step.missing)})
    return told


def _had_late(key: str, names: str, on: dt.date, meeting: dt.date) -> str:
    if key == "notice":
        return short_notice(names, on, meeting)
    return _("Late, on %(day)s: %(names)s.") % {"names": names, "day": day(on)}


def short_notice(names: str, on: dt.date, meeting: dt.date) -> str:
    """That somebody's notice was short, and by how much; said for good."""
    left = (meeting - on).days
    told = {"day": day(on), "names": names}
    if left < 0:
        return _("Told on %(day)s, after the meeting: %(names)s.") % told
    told["before"] = ngettext("%(n)d day before the meeting", "%(n)d days before the meeting", left) % {
        "n": left
    }
    short = NOTICE_DAYS - left
    told["short"] = ngettext("%(n)d day short", "%(n)d days short", short) % {"n": short}
    return _("Notice on %(day)s, %(before)s, %(short)s of two weeks: %(names)s.") % told


# Who is asked.

COMING = {
    Coming.YES: lazy("Yes"), Coming.PART: lazy("For part"), Coming.NO: lazy("No"), Coming.UNSAID: lazy("Not said"),
}  # fmt: skip


def person_row(one: ReviewInvitee, services: list[ReviewService], review: AnnualReview, today: dt.date,
               pack_by: dt.date | None) -> dict:  # fmt: skip
    """One who is invited, for annual/_people.html."""
    return {
        "name": one.name, "role": role_words(one), "url": reverse("annual:person", args=[review.school.slug, one.reference]),
        "notice": notice_chip(one, services, review), "advice": advice_chip(one, services, review, today, pack_by),
        "coming": coming_words(one),
    }  # fmt: skip


def role_words(one: ReviewInvitee) -> str:
    """As what somebody is asked, where their name does not say it."""
    label = str(one.get_role_display())
    if one.job and one.role not in (R.CHILD,):
        return one.job
    return "" if one.name.lower() == label.lower() or one.role == R.CHILD else label


def coming_words(one: ReviewInvitee) -> str:
    """Whether somebody comes, or came."""
    if one.came is not None:
        return _("Came") if one.came else _("Was not there")
    return str(COMING[one.coming])


def _first(services: list[ReviewService], what: str, meeting: dt.date | None = None) -> ReviewService | None:
    return next((one for one in services if one.what == what and meeting in (None, one.meeting_on)), None)


def notice_chip(one: ReviewInvitee, services: list[ReviewService], review: AnnualReview) -> DueState:
    """Whether somebody has notice of the date as it stands: in time, short, or not."""
    given = _first(services, W.NOTICE, review.on)
    if given is not None:
        left = (review.on - given.on).days
        if left >= NOTICE_DAYS or review.kind == ReviewKind.UNDER_FIVE:
            return state("done", short_day(given.on))
        word = (
            ngettext("%(n)d day before", "%(n)d days before", left) % {"n": left}
            if left >= 0
            else _("Afterwards")
        )
        return state("late", word)
    if one.role == R.CHILD:
        return DueState("due", "chat-dots", _("Told in person"))
    if review.state not in BEFORE_MEETING:
        return state("late", _("Not given")) if review.state != S.CANCELLED else state("due", _("Not given"))
    if not reachable(one):
        return state("late", _("No address"))
    again = _first(services, W.NOTICE)
    return state("soon", _("To tell again")) if again else state("due", _("Ready"))


def advice_chip(one: ReviewInvitee, services: list[ReviewService], review: AnnualReview, today: dt.date,
                pack_by: dt.date | None) -> DueState:  # fmt: skip
    """Whether somebody's advice is here, was asked for, or is not wanted."""
    if one.advice.strip() or one.advice_paper_id:
        return state("done", _("In"))
    if one.no_advice_why:
        return DueState("due", "dash-circle", _("None"))
    if not one.advice_wanted:
        return DueState("due", "dash-circle", _("Not wanted"))
    chased, asked = _first(list(reversed(services)), W.CHASE), _first(services, W.ADVICE_ASK)
    if chased is not None:
        return state("wait", _("Reminded %(day)s") % {"day": short_day(chased.on)})
    if asked is not None:
        return state("wait", _("Asked %(day)s") % {"day": short_day(asked.on)})
    if one.role == R.CHILD:
        return state("due", _("To be asked"))
    over = (
        review.state not in BEFORE_MEETING or (pack_by is not None and today > pack_by) or not reachable(one)
    )
    grave = over and review.kind != ReviewKind.UNDER_FIVE and review.state != S.CANCELLED
    return state("late" if grave else "due", _("Not asked"))


def short_day(value: dt.date) -> str:
    """ "9 Nov"."""
    return " ".join(day(value).split()[1:3])


def service_row(one: ReviewService, secure: str = "") -> dict:
    """Something that was served, in the terms of components/timeline.html."""
    how = secure if secure and one.how == ServedHow.SECURE else str(one.get_how_display())
    detail = _("For the meeting on %(day)s") % {"day": day(one.meeting_on)}
    return {
        "what": str(one.get_what_display()), "url": "", "detail": f"{detail}. {one.note}" if one.note else detail,
        "when": f"{day(one.on)}, {how[:1].lower()}{how[1:]}", "state": None,
        "who": _("written down by %(who)s") % {"who": one.recorded_by.called} if one.recorded_by else "",
    }  # fmt: skip


def review_row(review: AnnualReview, today: dt.date) -> dict:
    """One review in a child's list, in the terms of components/timeline.html."""
    decided = _("Decided %(day)s: %(what)s") % {
        "day": day(review.decided_on), "what": str(review.get_decision_display()).lower()
    } if review.decided_on else ""  # fmt: skip
    kind = str(review.get_kind_display())
    return {
        "what": _("%(kind)s, meeting on %(day)s") % {"kind": kind, "day": day(review.on)},
        "url": review.get_absolute_url(), "detail": decided or review.cancelled_why, "state": state_chip(review),
        "when": when(review, today if review.state in BEFORE_MEETING else None).partition(", ")[2], "who": "",
    }  # fmt: skip
