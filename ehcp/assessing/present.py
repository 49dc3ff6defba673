"""Needs assessments as finished strings: the school's list, the pupil's page, the steps and the clock."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.calendar.dates import SchoolDays
from core.schools.models import School
from core.ui.listing import Table, rows_of
from core.ui.present import DueState, day, day_in, state
from ehcp.assessing.queries import AssessmentLine, steps_of
from ehcp.enums import AssessmentPurpose, AssessmentState
from ehcp.models import NeedsAssessment
from ehcp.rules.present import explained, late_words
from ehcp.statute import Bound, Owner
from ehcp.steps import Step

A = AssessmentState

# where it is → how it looks in a list
LOOK = {
    A.CONSIDERED: ("due", "pencil"), A.DISCUSSED: ("soon", "clock-fill"), A.REQUESTED: ("wait", "hourglass-split"),
    A.DECLINED: ("late", "exclamation-octagon-fill"), A.ASSESSING: ("soon", "clock-fill"),
    A.ADVISED: ("wait", "hourglass-split"), A.NOT_ISSUED: ("late", "exclamation-octagon-fill"),
    A.DRAFTED: ("soon", "clock-fill"), A.ANSWERED: ("wait", "hourglass-split"), A.ISSUED: ("done", "check-circle-fill"),
    A.CLOSED: ("done", "check-circle-fill"),
}  # fmt: skip
SCHOOL, AUTHORITY = "school", "authority"

# where it is → whose move, and what it is
TURN = {
    A.CONSIDERED: (SCHOOL, lazy("talk it over with the parents")),
    A.DISCUSSED: (SCHOOL, lazy("ask the authority to assess")),
    A.REQUESTED: (AUTHORITY, lazy("says whether it will assess")),
    A.DECLINED: (SCHOOL, lazy("use what it says in SEN support")),
    A.ASSESSING: (SCHOOL, lazy("give our advice")),
    A.ADVISED: (AUTHORITY, lazy("writes a draft plan, or says that there will be none")),
    A.NOT_ISSUED: (SCHOOL, lazy("use what it says in SEN support")),
    A.DRAFTED: (SCHOOL, lazy("answer the draft plan")),
    A.ANSWERED: (AUTHORITY, lazy("issues the final plan")),
}


def state_chip(key: str) -> DueState:
    """The state of an assessment as a chip."""
    look, icon = LOOK[key]
    return DueState(look, icon, str(AssessmentState(key).label))


def title_of(purpose: str) -> str:
    """ "EHC needs assessment" or "Re-assessment"."""
    return str(AssessmentPurpose(purpose).label)


def turn_words(key: str, authority: str) -> str:
    """Whose move it is: "We: answer the draft plan", "Herts: issues the final plan"; "" once it has ended."""
    if key not in TURN:
        return ""
    who, what = TURN[key]
    return f"{authority if who == AUTHORITY else _('We')}: {what}"


def list_page(school: School, rows: list[AssessmentLine], today: dt.date, *, ended: bool) -> dict:
    """The context of ehcna/list.html."""
    here = reverse("ehcna:list", args=[school.slug])
    pills = [{"label": _("Going on"), "url": here, "current": not ended},
             {"label": _("Ended"), "url": f"{here}?show=ended", "current": ended}]  # fmt: skip
    return {"rows": [row_of(row, school, today) for row in rows], "pills": pills, "ended": ended,
            "late": sum(row.late_days > 0 for row in rows)}  # fmt: skip


def row_of(row: AssessmentLine, school: School, today: dt.date) -> dict:
    """One assessment in the terms of ehcna/list.html."""
    step = row.step
    due, what = "", ""
    if step and step.law:
        due, what = day_in(step.law.date, today), step.title
    elif row.appeal_until:
        due, what = day_in(row.appeal_until, today), _("Last day for the parents to appeal")
    return {
        "name": row.pupil_name, "klass": row.class_name, "state": state_chip(row.state), "due": due, "what": what,
        "url": reverse("ehcna:assessment", args=[school.slug, row.reference]),
        "turn": turn_words(row.state, row.authority), "late": _late_chip(row, step),
        "again": row.purpose == AssessmentPurpose.AGAIN, "exempt": row.exempt,
    }  # fmt: skip


def _late_chip(row: AssessmentLine, step: Step | None) -> DueState | None:
    if row.late_days:
        return state("late", days_late(row.late_days))
    return state("soon") if step and step.state == "soon" else None


def days_late(count: int) -> str:
    """ "3 days late"."""
    return _("1 day late") if count == 1 else _("%(n)d days late") % {"n": count}


def step_chip(step: Step) -> DueState:
    """Where one step of the clock stands."""
    if step.state in ("done", "late_done"):
        if step.done_on is None:
            return state("done")
        return state("late", late_words(step.late_days)) if step.late_days else state("done")
    if step.state == "late":
        return state("late", days_late(step.late_days))
    if step.state == "skipped":
        return DueState("due", "dash-circle", _("Not any more"))
    return state({"soon": "soon", "due": "due"}.get(step.state, "wait"))


# steps before the clock runs, in their order: key → title, the field or the talk that shows that it is done
BEFORE = (
    ("considered", lazy("Considered")),
    ("talk", lazy("Talked over with the parents")),
    ("requested", lazy("The request is with the authority")),
)


def track(
    held: NeedsAssessment, today: dt.date, days: SchoolDays, *, sent_on: dt.date | None = None
) -> list[dict]:
    """All steps in the terms of ehcna/_steps.html: those before the request, then the clock. No queries."""
    over = held.state in (A.CLOSED, A.ISSUED)
    shown = [one for one in _before(held, today) if one["done"] or not over]
    for step in steps_of(held, today=today, days=days, sent_on=sent_on, soon_days=held.school.soon_days):
        shown.append(_clock_step(step, held, today, days))
    if held.issued_on:
        shown = [one for one in shown if one["done"] or one["key"] != "talk"]
    last = max((number for number, one in enumerate(shown) if one["done"]), default=-1)
    now = next((one for one in shown[last + 1 :] if not one["skipped"]), None)
    for number, one in enumerate(shown, 1):
        one |= {"number": number, "now": one is now}
    return shown


def _before(held: NeedsAssessment, today: dt.date) -> list[dict]:
    days = {
        "considered": timezone.localdate(held.created_at), "talk": held.talk.on if held.talk else None,
        "requested": held.requested_on,
    }  # fmt: skip
    told = {"requested": str(held.get_asked_by_display()) if held.requested_on else ""}
    return [
        {"key": key, "title": title, "done": days[key] is not None, "skipped": False,
         "chip": state("done") if days[key] else None,
         "rows": [(_("On"), day(days[key]))] if days[key] else [], "why": None,
         "note": _("Asked by: %(who)s") % {"who": told[key].lower()} if told.get(key) else ""}
        for key, title in BEFORE
    ]  # fmt: skip


def _clock_step(step: Step, held: NeedsAssessment, today: dt.date, days: SchoolDays) -> dict:
    done = step.state in ("done", "late_done")
    rows = [(_("Done"), day(step.done_on))] if step.done_on else []
    if step.law and step.state != "skipped":
        rows.append((_("By law"), day(step.law.date) if done else day_in(step.law.date, today)))
    if step.aim and step.law and step.aim != step.law.date and step.is_open and step.owner != Owner.LA:
        rows.append((_("We aim"), day_in(step.aim, today)))
    why = (
        explained(step.law, today, days=days, slug=held.school.slug, done=step.done_on) if step.law else None
    )
    return {"key": step.key, "title": step.title[:1].upper() + step.title[1:], "done": done, "chip": step_chip(step),
            "rows": rows, "why": why, "note": "", "skipped": step.state == "skipped"}  # fmt: skip


def open_time(deadline, today: dt.date, days: SchoolDays, slug: str) -> dict:
    """A time that somebody has, with its last day and why: the parents' days to comment, or to appeal."""
    why = explained(deadline, today, days=days, slug=slug)
    return {"until": day_in(deadline.date, today), "over": today > deadline.date, "why": why,
            "bound": deadline.bound == Bound.NOT_BEFORE}  # fmt: skip


def card(held: NeedsAssessment, today: dt.date) -> dict:
    """One assessment on the pupil's page."""
    since = held.requested_on or timezone.localdate(held.created_at)
    words = _("requested %(day)s") if held.requested_on else _("considered since %(day)s")
    return {
        "title": title_of(held.purpose), "state": state_chip(held.state), "url": held.get_absolute_url(),
        "turn": turn_words(held.state, held.authority.name), "since": words % {"day": day_in(since, today)},
        "closed": held.closed_why, "authority": held.authority.name,
    }  # fmt: skip


def list_as_file(context: dict) -> Table:
    """The table of ehcna/list.html: of those that go on also whose move it is, and what is next by law."""
    going = () if context["ended"] else (("Whose move", "turn"), ("Next by law", "late", "due", "what"))
    again = ("Again", lambda row: _("Re-assessment") if row["again"] else "")
    return rows_of("rows", ("Name", "name"), ("Class", "klass"), ("Where it is", "state"), again, *going)(
        context
    )
