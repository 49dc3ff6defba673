"""Complaints as finished strings."""

import datetime as dt

from django.urls import reverse

from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.schools.models import School
from core.ui.present import DueState, day, day_in, due_state, state
from ehcp.statute import appeal_by_certificate
from governance.complaints.queries import LA_ASKED
from governance.complaints.rights import OPEN_AT, told
from governance.enums import ComplaintState, Stage, StepKind
from governance.lifecycle import LADDER
from governance.models import Complaint, ComplaintStep

LOOKS = {
    ComplaintState.OPEN: ("due", "Open"), ComplaintState.RESOLVED: ("done", "Resolved"),
    ComplaintState.WITHDRAWN: ("wait", "Withdrawn"), ComplaintState.ELSEWHERE: ("done", "Decided elsewhere"),
}  # fmt: skip
HEADINGS = ["Reference", "Raised on", "By", "About", "Stage", "State", "Handled by", "Answer promised by", "Next step",
            "By when", "Serious", "Authority asked", "Closed on", "What came of it", "What the school changes"]  # fmt: skip


def stage_word(stage: str, school: School) -> str:
    """The stage as the school calls it."""
    return school.label("senco") if stage == Stage.SENCO else str(Stage(stage).label)


def look(one: Complaint) -> DueState:
    """The state of a complaint as a chip."""
    return state(*LOOKS[ComplaintState(one.state)])


def whom(one: Complaint) -> str:
    """Whom a complaint is about: the child with the class, or no child."""
    if one.pupil is None:
        return "no single child"
    return f"{one.pupil.name}, {one.pupil.class_name}" if one.pupil.class_name else one.pupil.name


def due(one: Complaint) -> list[tuple[str, dt.date]]:
    """What is to be done of an open complaint, by when, the soonest first: (what, day)."""
    if one.state != ComplaintState.OPEN:
        return []
    found = [("Answer promised", one.reply_by)] if one.reply_by else []
    found += [("Ask the local authority", one.raised_on)] if one.serious and not one.asked else []
    found += [(one.next_step, one.next_by)] if one.next_by else []
    return sorted(found, key=lambda pair: pair[1])


def list_row(one: Complaint, school: School, today: dt.date) -> dict:
    """One complaint in the terms of complaints/_row.html."""
    waits = due(one)
    what, by = waits[0] if waits else ("", None)
    learnt = f"The school changes: {one.learnt}" if one.learnt else ""
    return {
        "title": f"{one.raised_by}{f', {one.relation}' if one.relation else ''}", "about": whom(one),
        "said": one.about if len(one.about) < 140 else f"{one.about[:138].rstrip()}…",
        "url": reverse("complaints:complaint", args=[school.slug, one.reference]),
        "stage": stage_word(one.stage, school), "handler": one.handled_by.called if one.handled_by else "Nobody yet",
        "next": what, "state": due_state(by, today, school.soon_days) if by else look(one), "by": day(by) if by else "",
        "serious": one.serious, "head_only": one.head_only, "raised": day(one.raised_on), "learnt": learnt,
        "closed": day(one.closed_on) if one.closed_on else "", "outcome": one.outcome,
    }  # fmt: skip


def list_page(rows: list[Complaint], school: School, user, today: dt.date) -> dict:
    """The context of complaints/list.html."""
    drawn = [(one.state == ComplaintState.OPEN, list_row(one, school, today)) for one in rows]
    running = [row for is_open, row in drawn if is_open]
    done, slug = [row for is_open, row in drawn if not is_open], school.slug
    may = can(user, Permission.COMPLAINT_EDIT, school)
    save = can(user, Permission.LISTS_EXPORT, school) and rows
    late = sum(row["state"].key == "late" for row in running)
    line = f"{len(running)} open" + (f", {late} of them late" if late else "") + f", {len(done)} closed"
    return {
        "open": running, "closed": done, "line": line if rows else "", "any": bool(rows),
        "add_url": reverse("complaints:find", args=[slug]) if may else "",
        "rights_url": reverse("complaints:rights", args=[slug]),
        "exports": [{"label": label, "url": reverse("complaints:export", args=[slug, kind])}
                    for kind, label in (("xlsx", "Excel (XLSX)"), ("csv", "CSV"))] if save else [],
    }  # fmt: skip


def export_rows(rows: list[Complaint], school: School) -> list[list]:
    """The rows under HEADINGS."""
    return [
        [one.reference, day(one.raised_on), one.raised_by, whom(one), stage_word(one.stage, school),
         one.get_state_display(), one.handled_by.name if one.handled_by else "", day(one.reply_by) if one.reply_by else "",
         one.next_step or "", day(one.next_by) if one.next_by else "", "yes" if one.serious else "",
         "yes" if one.asked else "", day(one.closed_on) if one.closed_on else "", one.outcome, one.learnt]
        for one in rows
    ]  # fmt: skip


def ladder(one: Complaint, steps: list[ComplaintStep]) -> list[dict]:
    """The stages in the terms of complaints/_ladder.html; `skipped`: the complaint never stood there."""
    at, stood = Stage.values.index(one.stage), {step.stage for step in steps}
    return [
        {"number": place + 1, "label": stage_word(stage, one.school), "done": place < at and stage in stood,
         "current": place == at, "skipped": place < at and stage not in stood}
        for place, stage in enumerate(Stage.values)
    ]  # fmt: skip


def step_entry(step: ComplaintStep, one: Complaint, today: dt.date, *, may: bool) -> dict:
    """One step in the terms of complaints/_step.html."""
    open_still = step.next_by and step.done_on is None and one.state == ComplaintState.OPEN
    to = f": {stage_word(step.stage, one.school)}" if step.kind == StepKind.MOVED else ""
    return {
        "title": f"{StepKind(step.kind).label}{to}", "when": day(step.on), "people": step.people, "what": step.what,
        "who": step.recorded_by.called, "then": _then(step),
        "next": step.next_step, "by": day_in(step.next_by, today) if open_still else "",
        "state": due_state(step.next_by, today, one.school.soon_days) if open_still else None,
        "done": day(step.done_on) if step.done_on else "",
        "done_url": reverse("complaints:done", args=[one.school.slug, step.reference]) if may and open_still else "",
    }  # fmt: skip


def _then(step: ComplaintStep) -> str:
    """What the law lets follow the step, by when; "" for most."""
    if step.kind != StepKind.CERTIFICATE:
        return ""
    last = day(appeal_by_certificate(step.on))
    return (
        f"An appeal must reach the Tribunal by {last}, one month from the certificate, or within two months of the date on "
        "the decision letter, whichever is later."
    )


def _facts(one: Complaint, today: dt.date) -> list[dict]:
    pupil_url = reverse("overview:pupil", args=[one.school.slug, one.pupil.reference]) if one.pupil else ""
    who = f"{one.raised_by} ({one.relation})" if one.relation else one.raised_by
    open_now = one.state == ComplaintState.OPEN
    told = [
        ("Who complains", who, ""), ("About", whom(one), pupil_url), ("Raised on", day(one.raised_on), ""),
        ("Handled by", one.handled_by.name if one.handled_by else "nobody yet", ""),
        ("Answer promised by", day_in(one.reply_by, today) if one.reply_by and open_now else "", ""),
        ("Who may know", "the head alone" if one.head_only else f"the {one.school.label('senco')} and the head", ""),
        ("Closed on", day(one.closed_on) if one.closed_on else "", ""), ("Reference", one.reference, ""),
    ]  # fmt: skip
    return [{"label": label, "value": value, "url": url} for label, value, url in told if value]


def _buttons(one: Complaint, user) -> list[dict]:
    here = [one.school.slug, one.reference]
    if not can(user, Permission.COMPLAINT_EDIT, one.school):
        return []
    if one.state != ComplaintState.OPEN:
        after = f"{reverse('complaints:add', args=here[:1])}?after={one.reference}"
        return [{"label": "Record one that follows it", "url": after}]
    higher = any(move.start == one.stage for move in LADDER.moves)
    found = [{"label": "Write down a step", "url": reverse("complaints:step", args=here), "primary": True}]
    found += [{"label": "Next stage", "url": reverse("complaints:move", args=here)}] if higher else []
    found += [{"label": "Close", "url": reverse("complaints:close", args=here)},
              {"label": "Change", "url": reverse("complaints:change", args=here)}]  # fmt: skip
    gives = not one.head_only and not can(user, Permission.COMPLAINT_HEAD, one.school)
    return found + [{"label": "To the head alone", "url": reverse("complaints:to-head", args=here)}] * gives


def _prompt(one: Complaint, steps: list[ComplaintStep], *, may: bool) -> dict | None:
    """What a serious complaint asks for at once, until it is done (R-225)."""
    if not one.serious or one.state != ComplaintState.OPEN or any(step.kind in LA_ASKED for step in steps):
        return None
    url = reverse("complaints:step", args=[one.school.slug, one.reference])
    return {"url": f"{url}?kind={StepKind.LA_CONTACTED}" if may else "", "since": day(one.raised_on)}


def page(one: Complaint, steps: list[ComplaintStep], user, today: dt.date) -> dict:
    """The context of complaints/complaint.html."""
    may = can(user, Permission.COMPLAINT_EDIT, one)
    return {
        "title": f"Complaint of {one.raised_by}", "state": look(one), "ladder": ladder(one, steps),
        "facts": _facts(one, today),
        "about": one.about, "wants": one.wants, "outcome": one.outcome, "learnt": one.learnt, "serious": one.serious,
        "prompt": _prompt(one, steps, may=may), "buttons": _buttons(one, user),
        "steps": [step_entry(step, one, today, may=may) for step in steps], "head_only": one.head_only,
        "rights": told(OPEN_AT[Stage(one.stage)], one.school),
        "rights_url": reverse("complaints:rights", args=[one.school.slug]),
        "back_url": reverse("complaints:list", args=[one.school.slug]), "back_label": "All complaints",
    }  # fmt: skip


def follows(one: Complaint) -> str:
    """What a new complaint says of the closed one that it follows."""
    closed = f", closed on {day(one.closed_on)}" if one.closed_on else ""
    return f"This follows complaint {one.reference}, raised on {day(one.raised_on)}{closed}.\n\n"
