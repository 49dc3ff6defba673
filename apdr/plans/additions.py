"""Words that come from elsewhere into a plan: advice into a target or a strategy, in one step."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from apdr.enums import IN_FORCE, WRITTEN
from apdr.models import Plan, Target
from apdr.plans.actions import TARGET_WORDS
from apdr.plans.forms import MOST_TARGETS_EVER
from apdr.plans.margin import add_target, issue_anew
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can

PLAN_FIELDS = ("every_lesson", "home")  # texts of a plan that can be added to
LONGEST = {"every_lesson": 2000, "home": 2000, "strategies": 1000}  # characters


def _held(plan: Plan, by: User) -> Plan:
    check_can(by, Permission.PLAN_EDIT, plan)
    held = Plan.objects.select_for_update(of=("self",)).select_related("pupil", "school").get(pk=plan.pk)
    if held.state not in (*WRITTEN, *IN_FORCE):
        raise Denied("This plan is closed: begin the next cycle and put it there.")
    return held


def _joined(old: str, line: str, field: str) -> str:
    """`line` as a line of its own after what stands there. Raises Denied where there is no room, or it is there."""
    lines = old.splitlines()
    if line in lines:
        raise Denied("This stands there already, word for word.")
    text = "\n".join([*lines, line])
    if len(text) > LONGEST[field]:
        raise Denied(f"There is no room: this part of the plan holds at most {LONGEST[field]:,} characters.")
    return text


def _saved(plan: Plan, by: User, at: dt.datetime) -> None:
    """A plan being written has a new version, so that who has it open is told; one in force is issued anew."""
    if plan.state in IN_FORCE:
        issue_anew(plan, by, at)
    else:
        plan.version += 1
        plan.save(update_fields=["version"])


@transaction.atomic
def add_to_text(*, plan: Plan, field: str, line: str, by: User, at: dt.datetime) -> Plan:
    """Add a line to what is done in every lesson or how home can help (PLAN_FIELDS). Raises Denied: closed, no room,
    there already."""
    held = _held(plan, by)
    if field not in PLAN_FIELDS or not line.strip():
        raise Denied("Say what to add, and where.")
    setattr(held, field, _joined(getattr(held, field), line.strip(), field))
    held.save(update_fields=[field])
    _saved(held, by, at)
    return held


@transaction.atomic
def add_to_target(*, target: Target, line: str, by: User, at: dt.datetime) -> Target:
    """Add a line to what we will do for one target. Raises Denied: closed, reached, no room, there already."""
    held = _held(target.plan, by)
    row = Target.objects.select_for_update().get(pk=target.pk)
    if row.achieved_on:
        raise Denied("That target has been reached: choose another, or make a new one.")
    row.strategies = _joined(row.strategies, line.strip(), "strategies")
    row.save(update_fields=["strategies"])
    _saved(held, by, at)
    return row


@transaction.atomic
def add_as_target(*, plan: Plan, words: dict, by: User, at: dt.datetime) -> Target:
    """Add a target, as TARGET_WORDS. In a plan being written how we will know may still be missing: the plan's form asks
    for it before it is agreed. Raises Denied."""
    held = _held(plan, by)
    if held.state in IN_FORCE:
        return add_target(plan=held, words=words, by=by, at=at)
    if held.targets.filter(achieved_on=None).count() >= MOST_TARGETS_EVER:
        raise Denied(f"A plan holds at most {MOST_TARGETS_EVER} targets: take one out first.")
    last = held.targets.aggregate(Max("number"))["number__max"] or 0
    said = {name: words[name] for name in TARGET_WORDS if words.get(name) is not None}
    made = Target.objects.create(school_id=held.school_id, plan=held, number=last + 1, **said)
    _saved(held, by, at)
    return made
