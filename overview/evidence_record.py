"""A pupil's evidence as plain data: the bundle is drawn from it and nothing else.

What it shares with the transfer pack is read by the same functions. Concerns, safeguarding flags and papers kept for the
SENCo, the head and the DSL alone never go in.
"""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

from django.utils import timezone

from apdr.costs import pounds
from apdr.delivery import Place, by_pupil, places
from apdr.dosage import Dosage
from apdr.enums import IN_FORCE, MeetingState, Missed, PlanArea, PlanState, ProvisionState
from apdr.models import FundingApplication, Plan, ProvisionPupil, Receipt, ReviewMeeting
from core.calendar.dates import Span
from overview.transfer_record import (
    assessments_of,
    diagnoses_of,
    documents_of,
    iso,
    level_now,
    levels_of,
    needs_held,
    plan_part,
    pupil_part,
    school_part,
    summary_of,
    voices_of,
)
from register.enums import ConversationKind, DocumentKind, Sensitivity
from register.models import Conversation, Pupil, PupilDocument

MINUTES = 60
FIGURES = 2  # decimals of a measure
ADVICE = (
    DocumentKind.REPORT, DocumentKind.ASSESSMENT, DocumentKind.EHC, DocumentKind.MEDICAL, DocumentKind.LETTER_IN,
    DocumentKind.TRANSFER_IN, DocumentKind.WORK, DocumentKind.OTHER,
)  # fmt: skip


def evidence_record(
    pupil: Pupil, parts: list[str], *, purpose: str, at: dt.datetime, report: Callable[[int, int], None] | None = None
) -> dict:  # fmt: skip
    """The chosen `parts` (keys of PARTS) of a pupil's evidence, with the cover. About thirty queries; `report(done,
    total)` is told after each part."""
    today = timezone.localdate(at)
    record = {
        "school": school_part(pupil.school), "pupil": pupil_part(pupil) | {"class_name": pupil.class_name},
        "level": level_now(pupil), "levels": levels_of(pupil), "purpose": purpose.strip(), "parts": parts,
        "made_on": iso(today), "cycles_reviewed": reviewed_cycles(pupil).count(),
    }  # fmt: skip
    chosen = [key for key in PARTS if key in parts]
    for done, key in enumerate(chosen):
        if report:
            report(done, len(chosen))
        record |= PARTS[key][1](pupil, today)
    return _without_cost(record) if "cost" not in parts and "provision" in parts else record


def reviewed_cycles(pupil: Pupil):
    """The pupil's cycles that were agreed and reviewed."""
    return Plan.objects.filter(pupil=pupil, state=PlanState.CLOSED, agreed_at__isnull=False)


def _needs(pupil: Pupil, today: dt.date) -> dict:
    return {"needs": needs_held(pupil), "summary": summary_of(pupil), "diagnoses": diagnoses_of(pupil)}


def _cycles(pupil: Pupil, today: dt.date) -> dict:
    """Cycles that were reviewed, and those in force, the oldest first."""
    told = Plan.objects.filter(pupil=pupil, agreed_at__isnull=False, state__in=[PlanState.CLOSED, *IN_FORCE])
    found = told.select_related("evaluated_by").prefetch_related("targets").order_by("starts", "cycle", "pk")
    return {"cycles": [_cycle(plan) for plan in found]}


def _cycle(plan: Plan) -> dict:
    targets = {target.number: target for target in plan.targets.all()}
    told = plan_part(plan)
    for row in told["targets"]:
        held = targets[row["number"]]
        row |= {"baseline": held.baseline, "now": number(held.baseline_value), "aim": number(held.aim_value),
                "achieved_on": iso(held.achieved_on)}  # fmt: skip
    return told | {
        "area": "" if plan.area == PlanArea.WHOLE else str(plan.get_area_display()), "learnt": plan.learnt,
        "expected": plan.expected, "effect": str(plan.get_effect_display() or ""), "evaluation": plan.evaluation,
        "evaluated_by": plan.evaluated_by.name if plan.evaluated_by else "",
        "evaluated_on": iso(timezone.localdate(plan.evaluated_at)) if plan.evaluated_at else None,
    }  # fmt: skip


def number(value) -> str:
    """A measure without noughts at its end: "12", "12.5"; "" for none."""
    return "" if value is None else f"{value:.{FIGURES}f}".rstrip("0").rstrip(".")


def _provision(pupil: Pupil, today: dt.date) -> dict:
    """Every provision that ran, with hours planned and given, and what it cost."""
    mine = ProvisionPupil.objects.filter(
        pupil=pupil, start__lte=today, provision__state__in=[ProvisionState.RUNNING, ProvisionState.ENDED]
    )
    joined = mine.select_related("provision__intervention", "target").prefetch_related("provision__slots")
    rows = list(joined.order_by("start", "pk"))
    if not rows:
        return {"provision": [], "provision_total": None}
    span = Span(min(row.provision.start for row in rows), today)
    found = places(pupil.school, span, today, provisions=[row.provision_id for row in rows])
    had = {place.place: place for place in found}
    dose, cost = by_pupil(found)[pupil.pk]
    return {"provision": [_run(row, had[row.pk]) for row in rows if row.pk in had],
            "provision_total": _given(dose) | {"cost": pounds(cost.spent)}}  # fmt: skip


def _run(row: ProvisionPupil, place: Place) -> dict:
    run = row.provision
    what, slots = run.intervention, list(run.slots.all())
    return {
        "what": what.name, "kind": str(what.get_wave_display()), "since": iso(row.start), "until": iso(row.end or run.end),
        "minutes": max((slot.minutes for slot in slots), default=0), "agency": run.agency,
        "target": row.target.target if row.target else "", "measure": what.measure, "unit": what.unit,
        "before": number(row.entry_value), "before_on": iso(row.entry_on), "after": number(row.exit_value),
        "after_on": iso(row.exit_on), "found": row.found, **_given(place.dosage), "cost": pounds(place.cost.spent),
    }  # fmt: skip


def _given(dose: Dosage) -> dict:
    missed = sorted(dose.missed.items(), key=lambda pair: -pair[1])
    return {
        "planned": hours(dose.planned), "delivered": hours(dose.delivered), "percent": dose.percent,
        "sessions": f"{dose.sessions_had} of {dose.sessions_planned}",
        "missed": "; ".join(f"{Missed(why).label} {hours(minutes)}" for why, minutes in missed),
        "unrecorded": hours(dose.unrecorded) if dose.unrecorded else "",
    }  # fmt: skip


def hours(minutes: int) -> str:
    """Minutes as hours with one decimal: "12.5 h"."""
    tenths = int(Fraction(minutes * 10, MINUTES) + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10} h" if tenths % 10 else f"{tenths // 10} h"


def _without_cost(record: dict) -> dict:
    for row in [*record["provision"], record["provision_total"]]:
        if row:
            row.pop("cost")
    return record


def _assessments(pupil: Pupil, today: dt.date) -> dict:
    return {"assessments": assessments_of(pupil)}


def _advice(pupil: Pupil, today: dt.date) -> dict:
    return {"documents": documents_of(pupil, ADVICE)}


def _voices(pupil: Pupil, today: dt.date) -> dict:
    return {"voice": voices_of(pupil), "parents": parents_say(pupil)}


def parents_say(pupil: Pupil) -> list[dict]:
    """What the parents have said, in plans, at meetings and in answer to a plan, the newest first. Three queries."""
    plans = Plan.objects.filter(pupil=pupil, agreed_at__isnull=False).exclude(parent_view="")
    said = [(plan.starts, "In the plan", plan.parent_view) for plan in plans]
    said += [
        (m.on, "At a meeting", m.parents_say)
        for m in ReviewMeeting.objects.filter(pupil=pupil, state=MeetingState.HELD).exclude(parents_say="")
    ]
    answers = Receipt.objects.filter(plan__pupil=pupil, confirmed_at__isnull=False).exclude(comment="")
    said += [(timezone.localdate(r.confirmed_at), "In answer to the plan", r.comment) for r in answers]
    return [{"on": iso(on), "where": where, "text": text}
            for on, where, text in sorted(said, key=lambda row: row[0], reverse=True)]  # fmt: skip


def _meetings(pupil: Pupil, today: dt.date) -> dict:
    """Review meetings that were held or missed, and other meetings with parents on file by day and people alone."""
    rows = ReviewMeeting.objects.filter(pupil=pupil, state__in=[MeetingState.HELD, MeetingState.MISSED])
    reviews = [
        {"on": iso(m.on), "how": str(m.get_how_display()), "state": str(m.get_state_display()), "who": m.who_came,
         "came": m.parents_came, "notes": m.notes, "child_says": m.child_says, "why": m.why}
        for m in rows.order_by("-on", "-pk")
    ]  # fmt: skip
    other = Conversation.objects.filter(
        pupil=pupil, kind=ConversationKind.MEETING, sensitivity=Sensitivity.ORDINARY
    )
    calls = [{"on": iso(c.on), "people": c.people} for c in other.order_by("-on", "-pk")]
    return {"meetings": reviews, "other_meetings": calls}


def _funding(pupil: Pupil, today: dt.date) -> dict:
    found = FundingApplication.objects.filter(pupil=pupil).order_by("-applied_on", "-pk")
    return {"funding": [
        {"what": str(f.get_kind_display()), "state": str(f.get_state_display()), "applied_on": iso(f.applied_on),
         "decided_on": iso(f.decided_on), "asked": pounds(f.asked) if f.asked is not None else "",
         "granted": pounds(f.granted) if f.granted is not None else "", "since": iso(f.start), "until": iso(f.end),
         "hours_asked": number(f.hours_asked), "hours_granted": number(f.hours_granted), "evidence": f.evidence,
         "outcome": f.outcome}
        for f in found
    ]}  # fmt: skip


def _cost(pupil: Pupil, today: dt.date) -> dict:
    return {}  # stands in the lines of provision


# key → (what it is called, how it is read), in the order of the bundle
PARTS: dict[str, tuple[str, Callable[[Pupil, dt.date], dict]]] = {
    "needs": ("Needs, strengths and diagnoses", _needs),
    "cycles": ("Cycles of support: targets, outcomes, evaluation", _cycles),
    "provision": ("Provision: hours planned and given, and what came of it", _provision),
    "cost": ("What the provision cost", _cost),
    "assessments": ("Assessments with figures", _assessments),
    "advice": ("Advice and reports on file, as a list", _advice),
    "voices": ("What the child and the parents say", _voices),
    "meetings": ("Meetings with parents", _meetings),
    "funding": ("Applications for funding", _funding),
}


def counts_of(pupil: Pupil) -> dict[str, int]:
    """How much there is of each part, to choose by. One query a part."""
    advice = PupilDocument.objects.filter(pupil=pupil, kind__in=ADVICE, sensitivity=Sensitivity.ORDINARY)
    ran = pupil.provision_places.filter(
        provision__state__in=[ProvisionState.RUNNING, ProvisionState.ENDED]
    ).count()
    return {
        "needs": pupil.needs.count(), "cycles": reviewed_cycles(pupil).count(), "provision": ran, "cost": ran,
        "assessments": pupil.assessments.count(), "advice": advice.count(), "voices": pupil.voices.count(),
        "meetings": pupil.review_meetings.filter(state__in=[MeetingState.HELD, MeetingState.MISSED]).count(),
        "funding": pupil.funding.count(),
    }  # fmt: skip
