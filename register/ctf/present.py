"""Files of SEN history as strings: who leaves, and what a file says beside what is recorded."""

import datetime as dt

from django.urls import reverse

from core.schools.models import School
from core.ui.present import DueState, day, day_in, due_state, state
from register.ctf.actions import PROVISION, history_words, needs_to_take
from register.ctf.history import NeedSpan, Provision, SenRecord
from register.ctf.queries import Found
from register.transition.queries import LeaverLine

PRIOR, NEEDS = "prior", "needs"  # a choice's name in the form, before the pupil's place in the file
BY = {"upn": "Same UPN", "name": "Same name and date of birth"}


def leaver_rows(found: list[tuple[LeaverLine, SenRecord]], school: School, today: dt.date) -> list[dict]:
    """Who leaves, for the page of files: those whose records are not sent yet are ticked."""
    return [
        {
            "reference": line.pupil.reference, "name": line.pupil.name, "leaving": day(line.leaving_on),
            "to": line.transfer.to_school if line.transfer else "", "due": day_in(line.due.on, today),
            "state": _state(line, today, school.soon_days), "counted": line.due.counted,
            "ticked": not (line.transfer and line.transfer.sent_on), "sen": _latest(record, today),
            "url": reverse("ctf:pupil", args=[school.slug, line.pupil.reference]),
        }
        for line, record in found
    ]  # fmt: skip


def _state(line: LeaverLine, today: dt.date, soon: int) -> DueState:
    if line.transfer and line.transfer.sent_on:
        return state("done", "Sent")
    if line.leaving_on > today:
        return state("due", "To come")
    return due_state(line.due.on, today, soon)


def _latest(record: SenRecord, today: dt.date) -> str:
    return PROVISION[record.provisions[-1].code] if record.provisions else ""


def preview_page(found: list[Found], source: str, chosen: frozenset[str]) -> dict:
    """What the file says beside the record, in the terms of ctf/preview.html. `chosen`: names of boxes that are ticked."""
    rows = [_beside(place, one, source, chosen) for place, one in enumerate(found)]
    return {
        "title": "What the file says", "source": source or "A school that the file does not name", "rows": rows,
        "can_take": any(row["boxes"] for row in rows),
    }  # fmt: skip


def first_choice(found: list[Found]) -> frozenset[str]:
    """What is ticked at first: everything that can be taken over and needs no second look."""
    return frozenset(
        name for place, one in enumerate(found) if not one.caution for name, _ in _boxes(place, one)
    )


def _boxes(place: int, one: Found) -> list[tuple[str, str]]:
    """Names and words of what can be taken over."""
    if one.pupil is None or one.trouble:
        return []
    record, boxes = one.read.record, []
    words = history_words(record)
    if words and words not in (one.prior.needs if one.prior else ""):
        where = (
            "beneath what is written already"
            if one.prior and one.prior.needs
            else "with the level that it gives"
        )
        boxes.append((f"{PRIOR}-{place}", f"Keep it as what the last school said, {where}"))
    lines = needs_to_take(record)
    if lines and not one.needs:
        codes = ", ".join(line.code for line in lines)
        boxes.append((f"{NEEDS}-{place}", f"Record the types of need: {codes}"))
    return boxes


def _beside(place: int, one: Found, source: str, chosen: frozenset[str]) -> dict:
    record, pupil = one.read.record, one.pupil
    return {
        "name": record.name or record.upn, "born": day(record.born) if record.born else "",
        "url": pupil.get_absolute_url() if pupil else "", "here": pupil.name if pupil else "", "state": _match_state(one),
        "trouble": _trouble(one), "caution": one.caution,
        "lines": [
            {"label": "SEN provision", "there": _provisions(record.provisions), "here": _now(one.provision)},
            {"label": "Types of need", "there": _needs(record.needs), "here": _needs(one.needs)},
            {"label": "Last school", "there": [source] if source else [], "here": _prior(one)},
        ],
        "boxes": [{"name": name, "words": words, "ticked": name in chosen} for name, words in _boxes(place, one)],
        "done": pupil is not None and not one.trouble and not _boxes(place, one),
    }  # fmt: skip


def _match_state(one: Found) -> DueState:
    if one.trouble:
        return state("late", "Cannot be taken over")
    if one.pupil is None:
        return state("wait", "Nobody here")
    return state("soon" if one.caution else "done", BY[one.by])


def _trouble(one: Found) -> str:
    return f"{one.trouble[:1].upper()}{one.trouble[1:]}." if one.trouble else ""


def _provisions(provisions: tuple[Provision, ...]) -> list[str]:
    return [f"{PROVISION[one.code]} from {day(one.start)}" for one in provisions]


def _now(provision: Provision | None) -> list[str]:
    return [f"{PROVISION[provision.code]} since {day(provision.start)}"] if provision else []


def _needs(needs: tuple[NeedSpan, ...]) -> list[str]:
    return [
        f"{need.rank}. {need.code}" + (f", from {day(need.start)}" if need.start else "")
        + (f" until {day(need.end)}" if need.end else "")
        for need in needs
    ]  # fmt: skip


def _prior(one: Found) -> list[str]:
    if one.prior is None:
        return []
    level = PROVISION.get(one.prior.level, "no level given")
    return [f"{one.prior.name}: {level}"]
