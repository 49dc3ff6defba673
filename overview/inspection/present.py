"""The inspection pack in words for pages."""

from django.urls import reverse
from django.utils import timezone

from apdr.plans.present import document_line
from core.schools.models import School
from core.ui.present import day, state
from overview.inspection import queries

CONTENTS = (
    "The school, who holds which post, and the SEN information report", "The register in numbers, with charts",
    "Plans and annual reviews: were they in time", "Provision map by wave", "Provision and what it achieved",
    "Training", "Case studies of up to three children, without their names", "Policies with their review dates",
    "Complaints in numbers",
)  # fmt: skip


def page(school: School, user) -> dict:
    """The page of the pack: what goes in, how far the studies are, and the packs made so far."""
    held = queries.slots(school, user)
    made = [_made(one, school) for one in queries.packs(school, user)]
    unsure = [slot.letter for slot in held if slot.pupil and not slot.sure]
    return {
        "title": "Inspection pack",
        "line": "One PDF with a table of contents about SEN in the school. No child is named, and none can be worked out.",
        "contents": CONTENTS, "studies": [_slot(slot, school) for slot in held], "made": made,
        "making": any(one["making"] for one in made), "chosen": any(slot.pupil for slot in held),
        "choose_url": reverse("pack:choose", args=[school.slug]), "make_url": reverse("pack:make", args=[school.slug]),
        "waits": _waits(unsure),
    }  # fmt: skip


def _waits(unsure: list[str]) -> str:
    """Why the pack cannot be made yet, or ""."""
    if not unsure:
        return ""
    which = (
        f"case study {unsure[0]}"
        if len(unsure) == 1
        else f"case studies {', '.join(unsure[:-1])} and {unsure[-1]}"
    )
    return f"First read {which} through and confirm, or take out who is not to be in the pack."


def _slot(slot: queries.Slot, school: School) -> dict:
    if slot.pupil is None:
        return {"label": f"Case study {slot.letter}", "who": "", "url": "", "state": None}
    if slot.sure:
        at = day(timezone.localdate(slot.sure_at)) if slot.sure_at else ""
        shown = state("done", f"Confirmed {at}".strip())
    else:
        shown = state("soon", "Changed since it was confirmed" if slot.begun else "To be read")
    return {"label": f"Case study {slot.letter}", "who": f"{slot.pupil.name}, {slot.pupil.class_name}".rstrip(", "),
            "url": reverse("pack:study", args=[school.slug, slot.letter.lower()]), "state": shown}  # fmt: skip


def _made(issued, school: School) -> dict:
    url = reverse("pack:pdf", args=[school.slug, issued.reference])
    at = f"{day(timezone.localdate(issued.issued_at))}, {issued.issued_by.called}"
    return document_line(issued, url) | {"at": at}
