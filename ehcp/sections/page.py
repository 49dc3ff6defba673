"""The page of one plan, gathered: what is shown of it to whom, the dates that follow, what stands beside it."""

import datetime as dt

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import SchoolDays
from core.schools.queries import school_days
from ehcp.clock import UnlikelyDates
from ehcp.enums import AFTER_MEETING
from ehcp.facts import clock_of, open_review
from ehcp.models import EhcPlan, PlanVersion
from ehcp.rules.present import explained
from ehcp.sections import present, queries
from ehcp.statute import Deadline, deadlines
from register.enums import Level
from register.queries import open_period

OF_THE_REVIEW = (
    "notice_by",
    "advice_circulated_by",
    "report_by",
    "la_decision_by",
    "final_plan_cap",
    "no_amendment_by",
)  # dates that stand on the page of the review


def plan_page(plan: EhcPlan, user, today: dt.date) -> dict:
    """The context of ehc/plan.html but for the frame. Who may not read whole plans sees of the plan in force its outcomes
    and provision. Up to fourteen queries."""
    whole, versions = can(user, Permission.EHCP_VIEW, plan), list(plan.versions.order_by("-number"))
    version, in_force = queries.shown_of(versions)
    page = {
        "plan": plan, "whole": whole, "line": present.line_of(plan), "unchecked": not in_force,
        "about": present.facts(plan, version if in_force else None),
        "acts": present.actions_of(plan, user, version if in_force else None), "links": _links(plan, user, whole=whole),
        "version": version if whole or in_force else None,
    }  # fmt: skip
    if page["version"]:
        page |= _contents(version, plan, whole=whole)
    if whole:
        prefetch_related_objects([plan], "reviews")
        page |= (
            _level(plan, user)
            | _clock(plan, today)
            | _lists(plan, versions, version if in_force else None, user)
        )
    return page


def _contents(version: PlanVersion, plan: EhcPlan, *, whole: bool) -> dict:
    version.plan = plan
    contents = queries.contents_of(version)
    return {
        "sections": present.sections(version, contents, whole=whole, edit=False),
        "chain": present.chain(contents) if whole else None, "gaps": present.gaps(contents) if whole else [],
    }  # fmt: skip


def _level(plan: EhcPlan, user) -> dict:
    """Where the register does not say yet that the pupil has a plan, what it says, and where that is changed."""
    held = open_period(plan.pupil) if plan.in_force else None
    if held is None or held.level == Level.EHC_PLAN or not can(user, Permission.STATUS_CHANGE, plan.pupil):
        return {"level": "", "level_url": ""}
    address = reverse("response:level", args=[plan.school.slug, plan.pupil.reference])
    return {"level": held.get_level_display(), "level_url": f"{address}?to={Level.EHC_PLAN}"}


def _clock(plan: EhcPlan, today: dt.date) -> dict:
    days = school_days(plan.school)
    try:
        dates = [] if plan.ceased_on or plan.pupil.left_on else clock_of(plan, today=today, days=days)
    except UnlikelyDates as wrong:
        return {"dates": [], "wrong": str(wrong)}
    shown = [one for one in dates if one.name not in OF_THE_REVIEW] + _of_a_move(plan, today, days)
    done = {"transfer_by": plan.transferred_on} | _done_of(plan)
    told = [
        explained(one, today, days=days, slug=plan.school.slug, done=done.get(one.name))
        for one in sorted(shown, key=lambda one: one.date)
    ]
    return {"dates": told, "wrong": ""}


def _done_of(plan: EhcPlan) -> dict[str, dt.date]:
    """What the open review has done already, by the rule that asks for it."""
    held = open_review(plan.reviews.all())
    if held is None or held.state not in AFTER_MEETING:
        return {}
    done = {"meeting_latest": held.on}
    if held.decided_on:
        done |= dict.fromkeys(("review_complete_by", "review_complete_by_cautious"), held.decided_on)
    return done


def _of_a_move(plan: EhcPlan, today: dt.date, days: SchoolDays) -> list[Deadline]:
    """Dates after a move to another authority (reg 15) and after an assessment (reg 24), while they run or are missed."""
    if plan.ceased_on:
        return []
    known = {
        "move_known": plan.move_known_on,
        "transferred": plan.transferred_on,
        "last_assessment": plan.assessed_on,
    }
    return [
        one for one in deadlines(known, days=days)
        if one.date >= today or (one.name == "transfer_by" and plan.transferred_on is None)
    ]  # fmt: skip


def _lists(plan: EhcPlan, versions: list[PlanVersion], in_force: PlanVersion | None, user) -> dict:
    slug, key = plan.school.slug, in_force.pk if in_force else None
    return {
        "versions": [present.version_row(one, user, slug, key) for one in versions],
        "reviews": [present.review_row(one, slug) for one in plan.reviews.all()],
    }


def _links(plan: EhcPlan, user, *, whole: bool) -> list[dict]:
    here = [plan.school.slug, plan.reference]
    links = [(_("Who gives what"), "ehcdelivery:delivery", here)]
    if whole:
        links.append((_("Asked for and given, by term"), "ehcdelivery:ledger", here))
    if can(user, Permission.EHCP_EDIT, plan.school):
        links.append((_("Local authorities and their officers"), "ehc:authorities", [plan.school.slug]))
    return [{"label": label, "url": reverse(name, args=args)} for label, name, args in links]
