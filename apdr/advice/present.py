"""Advice as finished strings."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.enums import AdviceState
from agencies.models import Recommendation
from apdr.advice.queries import Places, told_on
from apdr.enums import AdvicePlace, PlanArea
from apdr.models import AdviceUse, Plan
from apdr.plans.sources import source_of
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.ui.listing import rows_of
from core.ui.present import DueState, day, day_in

STATES = {
    AdviceState.WAITING: DueState("wait", "hourglass-split", _("To be decided")),
    AdviceState.IN_PLAN: DueState("done", "check-circle-fill", _("In the plan")),
    AdviceState.IN_PROVISION: DueState("done", "check-circle-fill", _("In provision")),
    AdviceState.NOT_NOW: DueState("due", "dash-circle", _("Not now")),
}


def what_of(one: Recommendation) -> str:
    """Who, how often and by when, in a line."""
    by = _("by %(day)s") % {"day": day(one.by_date)} if one.by_date else ""
    return ", ".join(filter(None, [one.who, one.how_often, by]))


def advice_row(one: Recommendation, today, user, *, may_decide: bool, named: bool = True) -> dict:
    """One recommendation in the terms of advice/_row.html."""
    pupil, slug = one.pupil, one.pupil.school.slug
    uses = (
        [_use(use) for use in one.uses.all()]
        if one.state in {AdviceState.IN_PLAN, AdviceState.IN_PROVISION}
        else []
    )
    return {
        "what": one.what, "line": what_of(one), "source": source_of(one), "state": STATES[one.state],
        "name": pupil.name if named else "", "klass": pupil.class_name, "pupil_url": pupil.get_absolute_url(),
        "since": _("since %(day)s") % {"day": day_in(told_on(one), today)} if one.state == AdviceState.WAITING else "",
        "said": one.teacher_says, "why": one.why, "uses": uses,
        "decided": _("%(who)s, %(day)s") % {"who": one.decided_by.called, "day": day(timezone.localdate(one.decided_at))}
        if one.decided_by else "",
        "url": reverse("advice:decide", args=[slug, one.reference]) if may_decide else "",
        "source_url": _source_url(one, user),
        "verb": _("Decide") if one.state == AdviceState.WAITING else _("Decide again"),
    }  # fmt: skip


def _source_url(one: Recommendation, user) -> str:
    """The report or the visit, "" for who may not open visits."""
    school = one.pupil.school
    if one.report:
        return reverse("reports:report", args=[school.slug, one.report.reference])
    may = can(user, Permission.VISIT_VIEW, school)
    return reverse("visits:visit", args=[school.slug, one.visit.reference]) if may else ""


def _use(use: AdviceUse) -> str:
    if use.place == AdvicePlace.PROVISION:
        return _("A group or programme")
    target = _("target %(number)s") % {"number": use.target.number} if use.target else ""
    cycle = _("cycle %(number)s") % {"number": use.plan.cycle}
    return ", ".join(filter(None, [str(AdvicePlace(use.place).label), target, cycle]))


def plan_name(plan: Plan) -> str:
    """ "Support plan, cycle 2", with its area where the school keeps several."""
    area = PlanArea(plan.area).label if plan.area else ""
    words = _("%(plan)s, cycle %(number)s") % {"plan": plan.school.label("plan"), "number": plan.cycle}
    return f"{words}, {area}" if area else words


def destinations(places: Places) -> list[dict]:
    """Where advice can go, by plan, each with the buttons that put it there in one click: {title, url, buttons:
    [{value, label, icon}]}."""
    groups = []
    for plan in places.plans:
        open_targets = [target for target in plan.targets.all() if target.achieved_on is None]
        buttons = [{"value": f"target:{plan.reference}", "label": _("As a new target"), "icon": "plus"}]
        buttons += [
            {"value": f"strategy:{plan.reference}:{target.number}", "icon": "pencil",
             "label": _("What we do for target %(number)s: %(words)s") % {"number": target.number,
                                                                         "words": target.target[:70]}}
            for target in open_targets
        ]  # fmt: skip
        buttons += [
            {"value": f"every_lesson:{plan.reference}", "label": _("In every lesson"), "icon": "people"},
            {"value": f"home:{plan.reference}", "label": _("How home can help"), "icon": "heart"},
        ]
        groups.append({"title": plan_name(plan), "buttons": buttons,
                       "url": plan.get_absolute_url()})  # fmt: skip
    if places.runs:
        runs = [
            {"value": f"provision:{run.reference}", "icon": "easel",
             "label": _("%(name)s, until %(day)s") % {"name": run.title, "day": day(run.end)}}
            for run in places.runs
        ]  # fmt: skip
        groups.append({"title": _("A group or programme"), "buttons": runs, "url": ""})
    return groups


LIST_AS_FILE = rows_of(
    "rows",
    ("Name", "name"),
    ("Class", "klass"),
    ("Advice", "what"),
    ("Who, how often, by when", "line"),
    ("From", "source"),
    ("Since", "since"),
    ("Class teacher", "said"),
    ("Why", "why"),
    ("State", "state"),
)
