"""The margin of a plan as finished strings."""

import datetime as dt

from django.urls import reverse

from apdr.enums import IN_FORCE, WRITTEN, PlanFormat, PlanState, Rating
from apdr.models import Annotation, Plan
from apdr.plans.formats import format_of
from apdr.plans.margin import may_take_back
from apdr.plans.ratings import line_of, notes_of, rated_row, ratings_of
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.ui.present import day, day_in

NOTES_SHOWN = 8


def margin_part(plan: Plan, user, today: dt.date, others: list[Plan]) -> dict:
    """What plans/_margin.html, _lines.html and _cycles.html draw: notes, lines of the targets, the chain of cycles, the
    formats. `others` are the pupil's other plans. Two queries."""
    here = [plan.school.slug, plan.reference]
    notes = notes_of(plan)
    in_force = plan.state in IN_FORCE
    may_edit = in_force and can(user, Permission.PLAN_EDIT, plan)
    rows = [_note(note, user, today, here) for note in notes]
    return {
        "notes": rows[:NOTES_SHOWN], "older_notes": rows[NOTES_SHOWN:],
        "looked": f"last looked at {day_in(notes[0].on, today)}" if notes else "nobody has written beside it yet",
        "note_url": reverse("plans:note", args=here) if in_force and can(user, Permission.PLAN_ANNOTATE, plan) else "",
        "lines": _lines(plan, notes), "cycles": _cycles(plan, others), "evaluation": _evaluation(plan),
        "target_urls": [
            {"label": f"Target {target.number} reached", "url": reverse("plans:reached", args=[*here, target.number])}
            for target in plan.targets.all() if may_edit and not target.achieved_on
        ],
        "add_target_url": reverse("plans:add-target", args=here) if may_edit and plan.state == PlanState.DO else "",
        "formats": _formats(plan, here),
    }  # fmt: skip


def _note(note: Annotation, user, today: dt.date, here: list[str]) -> dict:
    rating = str(Rating(note.rating).label) if note.rating else ""
    counted = f"{note.value:f}".removesuffix(".00") if note.value is not None else ""
    return {
        "when": day(note.on), "who": note.written_by.called, "words": note.words, "rating": rating, "counted": counted,
        "about": f"Target {note.target.number}" if note.target else "",
        "take_back_url": reverse("plans:take-back", args=[*here, note.reference])
        if may_take_back(note, user, today) else "",
    }  # fmt: skip


def _lines(plan: Plan, notes: list[Annotation]) -> list[dict]:
    rated = ratings_of(plan, notes)
    return [
        {"number": target.number, "title": target.target, "count": len(rated[target.pk]),
         "chart": line_of(target.target, rated[target.pk], target.aim_value),
         "rows": [rated_row(one) for one in reversed(rated[target.pk])]}
        for target in plan.targets.all() if rated.get(target.pk)
    ]  # fmt: skip


def _cycles(plan: Plan, others: list[Plan]) -> dict:
    """The cycle before and the one after in the same area, as links."""
    before = next((other for other in others if other.pk == plan.previous_id), None)
    after = next((other for other in others if other.previous_id == plan.pk), None)
    return {
        "before": {"label": f"Cycle {before.cycle}", "url": before.get_absolute_url()} if before else None,
        "after": {"label": f"Cycle {after.cycle}", "url": after.get_absolute_url()} if after else None,
    }


def _evaluation(plan: Plan) -> dict | None:
    if plan.evaluated_at is None:
        return None
    return {"effect": plan.get_effect_display() or "", "words": plan.evaluation, "who": plan.evaluated_by.called,
            "when": day(plan.evaluated_at.date())}  # fmt: skip


def _formats(plan: Plan, here: list[str]) -> dict | None:
    """The other formats in which the plan can be printed; None before it is agreed."""
    if plan.state in WRITTEN or plan.agreed_at is None:
        return None
    own = format_of(plan.school)
    others = [{"value": one.value, "label": str(one.label)} for one in PlanFormat if one != own]
    return {"url": reverse("plans:print", args=here), "options": others}
