"""Writes in the margin of a plan in force: dated notes and ratings, a target reached, another in its place."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from apdr.enums import IN_FORCE, Progress, Rating
from apdr.models import Annotation, Plan, Target
from apdr.plans.actions import TARGET_WORDS
from apdr.plans.formats import format_of, issue_in
from apdr.plans.forms import MOST_ROWS, MOST_TARGETS_EVER
from apdr.plans.queries import plan_with_targets
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.present import day
from register.actions import file_document, share_with_family


def _in_force(plan: Plan) -> Plan:
    held = Plan.objects.select_for_update(of=("self",)).select_related("pupil", "school").get(pk=plan.pk)
    if held.state not in IN_FORCE:
        raise Denied("Notes are written beside a plan that is in force: this one is not agreed, or closed.")
    return held


def _check_day(plan: Plan, on: dt.date, at: dt.datetime) -> None:
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: write down what has happened.")
    if on < plan.starts:
        raise Denied(f"The plan runs from {day(plan.starts)}: {day(on)} is before it.")


def _check_words(words: str, rating: int | None, value: Decimal | None, target: Target | None) -> None:
    if not words.strip() and rating is None:
        raise Denied("Write a line, or rate a target.")
    if target is None and (rating is not None or value is not None):
        raise Denied("Choose the target that you rate.")
    if rating is not None and rating not in Rating.values:
        raise Denied("Choose one of the four ratings.")
    if value is not None and rating is None:
        raise Denied("Rate the target too: a number alone does not say how it went.")


@transaction.atomic
def annotate(
    *, plan: Plan, on: dt.date, by: User, at: dt.datetime, words: str = "", target: Target | None = None,
    rating: int | None = None, value: Decimal | None = None,
) -> Annotation:  # fmt: skip
    """A dated note by any adult who works with the child (R-76), on the plan or on one of its targets, with or without a
    rating (Rating) and what was counted. Raises Denied: not in force, a day before the plan or still to come, nothing
    said."""
    check_can(by, Permission.PLAN_ANNOTATE, plan)
    held = _in_force(plan)
    if target is not None and target.plan_id != held.pk:
        raise Denied("That target belongs to another plan: choose one of this plan.")
    _check_day(held, on, at)
    _check_words(words, rating, value, target)
    return Annotation.objects.create(
        school_id=held.school_id, plan=held, target=target, on=on, rating=rating, value=value,
        words=words.strip()[:500], written_at=at, written_by=by,
    )  # fmt: skip


def may_take_back(note: Annotation, user, today: dt.date) -> bool:
    """Whoever wrote a note may take it back on the day on which it was written."""
    return note.written_by_id == user.pk and timezone.localdate(note.written_at) == today


@transaction.atomic
def take_back(*, note: Annotation, by: User, at: dt.datetime) -> None:
    """Take back one's own note on the day on which it was written; the history keeps it. Raises Denied."""
    check_can(by, Permission.PLAN_ANNOTATE, note)
    held = Annotation.objects.select_for_update().get(pk=note.pk)
    if not may_take_back(held, by, timezone.localdate(at)):
        raise Denied("A note is taken back by whoever wrote it, on the same day. Write another beside it.")
    held.delete()


@transaction.atomic
def reach_target(
    *, target: Target, on: dt.date, outcome: str, by: User, at: dt.datetime, following: dict | None = None
) -> Target:
    """The target was reached on that day (R-84). With `following`, a dict of TARGET_WORDS, another takes its place at
    once. The plan is issued anew, as it now stands, and is the family's if the one before was. Raises Denied."""
    check_can(by, Permission.PLAN_EDIT, target.plan)
    plan = _in_force(target.plan)
    _check_day(plan, on, at)
    held = Target.objects.select_for_update().get(pk=target.pk)
    if held.achieved_on:
        raise Denied(f"This target was reached on {day(held.achieved_on)} already.")
    if not outcome.strip():
        raise Denied("Say in a line how it was reached.")
    held.progress, held.achieved_on, held.outcome = Progress.MET, on, outcome.strip()
    held.save(update_fields=["progress", "achieved_on", "outcome"])
    if following:
        _add(plan, following, replaces=held)
    issue_anew(plan, by, at)
    return held


@transaction.atomic
def add_target(*, plan: Plan, words: dict, by: User, at: dt.datetime) -> Target:
    """One more target of a plan in force; the plan is issued anew. Raises Denied: incomplete, or too many."""
    check_can(by, Permission.PLAN_EDIT, plan)
    held = _in_force(plan)
    made = _add(held, words, replaces=None)
    issue_anew(held, by, at)
    return made


def _add(plan: Plan, words: dict, *, replaces: Target | None) -> Target:
    if not words.get("target", "").strip() or not words.get("criteria", "").strip():
        raise Denied("Say what the next target is, and how we will know that it is met.")
    if (
        plan.targets.filter(achieved_on=None).count() >= MOST_TARGETS_EVER
        or plan.targets.count() >= MOST_ROWS
    ):
        raise Denied(f"A plan holds at most {MOST_TARGETS_EVER} targets: review it and begin the next cycle.")
    last = plan.targets.aggregate(Max("number"))["number__max"] or 0
    said = {name: words[name] for name in TARGET_WORDS if words.get(name) is not None}
    return Target.objects.create(
        school_id=plan.school_id, plan=plan, number=last + 1, replaces=replaces, **said
    )


def issue_anew(plan: Plan, by: User, at: dt.datetime) -> None:
    """Issue a plan in force as it now stands, for the family too if the one before was theirs; its row is locked."""
    plan.version += 1
    plan.save(update_fields=["version"])
    whole = plan_with_targets(Plan.objects.filter(pk=plan.pk)).get()
    issued = issue_in(whole, format_of(whole.school), kind="plan", by=by, at=at)
    plan.document = file_document(pupil=whole.pupil, issued=issued, by=by, at=at)
    plan.save(update_fields=["document"])
    if plan.shared_at:
        share_with_family(document=plan.document)
