"""What goes to the next school, as plain data: the pack is drawn from it, and the data file is it.

The fields are described in docs/transfer-data.md. Concerns, safeguarding flags, meetings and calls, and what is kept for
the SENCo, the head and the DSL alone never go in.
"""

import datetime as dt

from django.utils import timezone

from apdr.enums import WRITTEN
from apdr.models import Plan
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.ui.present import lines
from register.concerns.lifecycle import BEFORE_REGISTER
from register.enums import CENSUS_CODE, FLAGS, YEAR_LABEL, Consulted, DocumentKind, Level, Sensitivity
from register.models import (
    PROFILE_TEXTS,
    AccessArrangement,
    Adjustment,
    AdultLife,
    Assessment,
    ClassTeacher,
    Diagnosis,
    HealthcarePlan,
    Need,
    PriorSchool,
    Profile,
    Pupil,
    PupilDocument,
    StatusPeriod,
    Summary,
    Transfer,
    Voice,
)
from register.transition.actions import ADULT_TEXTS
from register.voice.questions import FACES

SCHEMA, SCHEMA_VERSION = "sendsys-transfer", 1
PLAN_PARTS = ("strengths", "difficulties", "pupil_voice", "parent_view")


def iso(day: dt.date | None) -> str | None:
    """A day as ISO text; None stays None."""
    return day.isoformat() if day else None


def transfer_record(transfer: Transfer, *, at: dt.datetime) -> dict:
    """Everything that goes to the next school about one pupil. About fifteen queries."""
    pupil = transfer.pupil
    return {
        "schema": SCHEMA, "schema_version": SCHEMA_VERSION, "made_at": timezone.localtime(at).isoformat(),
        "school": school_part(pupil.school), "pupil": pupil_part(pupil), "transfer": _transfer(transfer), "ask": _ask(pupil),
        "level": level_now(pupil), "levels": levels_of(pupil), "needs": needs_held(pupil), "summary": summary_of(pupil),
        "diagnoses": diagnoses_of(pupil), "profile": _profile(pupil), "voice": voices_of(pupil),
        "assessments": assessments_of(pupil), "plans": _plans(pupil), "arrangements": _arrangements(pupil),
        "adjustments": _adjustments(pupil), "healthcare": _healthcare(pupil), "adult_life": _adult_life(pupil),
        "prior_school": _prior(pupil), "contacts": _contacts(pupil), "documents": documents_of(pupil),
    }  # fmt: skip


def school_part(school) -> dict:
    return {"name": school.name, "urn": school.urn, "address": school.address, "phone": school.phone, "email": school.email,
            "senco_label": school.label("senco"), "senco_name": school.senco_name,
            "plan_label": school.label("plan"), "profile_label": school.label("profile")}  # fmt: skip


def pupil_part(pupil: Pupil) -> dict:
    return {
        "name": pupil.name, "first_name": pupil.first_name, "legal_first": pupil.legal_first, "legal_last": pupil.legal_last,
        "born": iso(pupil.born), "upn": pupil.upn, "reference": pupil.reference, "year_group": pupil.year_group,
        "year": YEAR_LABEL.get(pupil.year_group, ""), "joined_on": iso(pupil.joined_on),
        "factors": [str(full) for name, _, full in FLAGS if getattr(pupil, name)],
    }  # fmt: skip


def _transfer(transfer: Transfer) -> dict:
    return {"to_school": transfer.to_school, "to_contact": transfer.to_contact, "leaving_on": iso(transfer.leaving_on),
            "note": transfer.note}  # fmt: skip


def last_class(pupil: Pupil) -> tuple[int | None, str]:
    """Key and name of the class that the pupil is in, or was in last: a leaver has none."""
    if pupil.school_class:
        return pupil.school_class_id, pupil.school_class.name
    was = Pupil.pgh_event_model.objects.filter(pgh_obj=pupil, school_class__isnull=False)
    row = was.order_by("-pgh_id").values_list("school_class_id", "school_class__name").first()
    return row or (None, "")


def _ask(pupil: Pupil) -> list[dict]:
    """Who answers questions here: the SENCo, and the teachers of the last class."""
    school = pupil.school
    key, name = last_class(pupil)
    teachers = ClassTeacher.objects.filter(school_class=key).select_related("user").order_by("pk")
    reach = ", ".join(part for part in (school.phone, school.email) if part)
    people = [{"role": school.label("senco"), "name": school.senco_name or _sencos(school), "reach": reach}]
    return people + [
        {"role": f"Teacher of {name}", "name": held.user.name, "reach": reach} for held in teachers
    ]


def _sencos(school) -> str:
    """Names of those who are SENCo by their role, where the school has no name for letters."""
    held = (
        Membership.objects.current()
        .filter(school=school, role=Role.SENCO)
        .select_related("user")
        .order_by("pk")
    )
    return ", ".join(membership.user.name for membership in held)


def _periods(pupil: Pupil):
    """Periods at a level; what was looked at and found to need nothing is no part of the record that moves."""
    return StatusPeriod.objects.filter(pupil=pupil).exclude(level=Level.NONE).order_by("start")


def level_now(pupil: Pupil) -> dict:
    held = _periods(pupil).filter(end=None).first()
    if held is None:
        return {"code": "", "label": "", "census": "N", "since": None}
    return {"code": held.level, "label": str(held.get_level_display()), "census": CENSUS_CODE[Level(held.level)],
            "since": iso(held.start)}  # fmt: skip


def levels_of(pupil: Pupil) -> list[dict]:
    """Before the register the reason of a level is what a concern says, which does not go in."""
    return [
        {"code": p.level, "label": str(p.get_level_display()), "since": iso(p.start), "until": iso(p.end),
         "reason": "" if p.level in BEFORE_REGISTER else p.reason, "additional": p.additional, "evidence": p.evidence,
         "consulted": [str(Consulted(who).label) for who in p.consulted]}
        for p in _periods(pupil)
    ]  # fmt: skip


def needs_held(pupil: Pupil) -> list[dict]:
    needs = Need.objects.filter(pupil=pupil).order_by("end", "rank", "start")
    return [{"code": n.code, "label": str(n.get_code_display()), "rank": n.rank, "since": iso(n.start), "until": iso(n.end),
             "note": n.note} for n in needs]  # fmt: skip


def summary_of(pupil: Pupil) -> dict:
    held = Summary.objects.filter(pupil=pupil).first() or Summary()
    return {"strengths": held.strengths, "interests": held.interests, "disabled": held.disabled,
            "disability": held.disability, "disabled_since": iso(held.disabled_since)}  # fmt: skip


def diagnoses_of(pupil: Pupil) -> list[dict]:
    found = Diagnosis.objects.filter(pupil=pupil).order_by("on", "pk")
    return [{"what": d.what, "on": iso(d.on), "source": d.source, "note": d.note} for d in found]


def _profile(pupil: Pupil) -> dict | None:
    held = Profile.objects.filter(pupil=pupil).first()
    if held is None:
        return None
    return {name: getattr(held, name) for name in PROFILE_TEXTS} | {
        "parents_say": held.parents_say, "review_on": iso(held.review_on), "reviewed_on": iso(held.reviewed_on),
        "written_on": iso(timezone.localdate(held.written_at)),
    }  # fmt: skip


def voices_of(pupil: Pupil) -> list[dict]:
    found = Voice.objects.filter(pupil=pupil).order_by("-on", "-pk")
    return [
        {"on": iso(v.on), "how": str(v.get_kind_display()), "with_whom": v.with_whom, "own_targets": v.own_targets,
         "answers": [_answer(answer) for answer in v.answers]}
        for v in found
    ]  # fmt: skip


def _answer(answer: dict) -> dict:
    face = str(FACES.get(answer.get("face"), ""))
    return {"ask": answer.get("ask", ""), "said": answer.get("said", ""), "face": face}


def _number(value) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def assessments_of(pupil: Pupil) -> list[dict]:
    found = Assessment.objects.filter(pupil=pupil).order_by("instrument", "on", "pk")
    return [
        {"instrument": a.instrument, "kind": str(a.get_kind_display()), "on": iso(a.on), "by_whom": a.by_whom,
         "raw": _number(a.raw), "raw_most": _number(a.raw_most), "standardised": a.standardised,
         "age_months": a.age_months, "note": a.note}
        for a in found
    ]  # fmt: skip


def _plans(pupil: Pupil) -> list[dict]:
    """Plans that were agreed, the newest first; drafts stay here."""
    told = Plan.objects.filter(pupil=pupil).exclude(state__in=WRITTEN)
    return [plan_part(plan) for plan in told.prefetch_related("targets").order_by("-cycle")]


def plan_part(plan: Plan) -> dict:
    targets = [
        {"number": t.number, "target": t.target, "criteria": t.criteria, "strategies": t.strategies,
         "provision": t.provision, "who": t.who, "when": t.when, "by_date": iso(t.by_date),
         "outcome": t.outcome, "progress": str(t.get_progress_display())}
        for t in sorted(plan.targets.all(), key=lambda t: t.number)
    ]  # fmt: skip
    return {
        "cycle": plan.cycle, "state": str(plan.get_state_display()), "starts": iso(plan.starts),
        "review_on": iso(plan.review_on), **{name: getattr(plan, name) for name in PLAN_PARTS},
        "every_lesson": lines(plan.every_lesson), "home": lines(plan.home), "targets": targets,
        "reviewed_on": iso(timezone.localdate(plan.closed_at)) if plan.closed_at else None,
    }  # fmt: skip


def _arrangements(pupil: Pupil) -> list[dict]:
    found = AccessArrangement.objects.filter(pupil=pupil).order_by("start", "pk")
    return [
        {"what": str(a.get_kind_display()), "detail": a.detail, "for": str(a.get_key_stage_display()),
         "since": iso(a.start), "until": iso(a.end), "evidence": a.evidence, "evidence_on": iso(a.evidence_on)}
        for a in found
    ]  # fmt: skip


def _adjustments(pupil: Pupil) -> list[dict]:
    found = Adjustment.objects.filter(pupil=pupil).order_by("start", "pk")
    return [{"kind": str(a.get_kind_display()), "what": a.what, "since": iso(a.start), "until": iso(a.end),
             "works": a.works} for a in found]  # fmt: skip


def _healthcare(pupil: Pupil) -> list[dict]:
    """Healthcare plans that had not ended when the pupil left."""
    found = HealthcarePlan.objects.filter(pupil=pupil, end=None).order_by("start", "pk")
    names = ("condition", "daily", "medicines", "emergency", "learning")
    return [{name: getattr(plan, name) for name in names} | {"since": iso(plan.start), "review_on": iso(plan.review_on)}
            for plan in found]  # fmt: skip


def _adult_life(pupil: Pupil) -> dict | None:
    held = AdultLife.objects.filter(pupil=pupil).first()
    if held is None:
        return None
    return {name: getattr(held, name) for name in ADULT_TEXTS} | {"review_on": iso(held.review_on)}


def _prior(pupil: Pupil) -> dict | None:
    held = PriorSchool.objects.filter(pupil=pupil).first()
    return {"name": held.name} if held else None


def _contacts(pupil: Pupil) -> list[dict]:
    return [{"name": c.name, "relationship": c.relationship, "phone": c.phone, "email": c.email}
            for c in pupil.contacts.order_by("priority")]  # fmt: skip


def documents_of(pupil: Pupil, kinds: tuple[str, ...] = ()) -> list[dict]:
    """Papers on file that any member of staff with the record may open, of these `kinds` where any are named. An EHC
    plan is named and goes its own way."""
    found = PupilDocument.objects.filter(pupil=pupil, sensitivity=Sensitivity.ORDINARY)
    found = found.filter(kind__in=kinds) if kinds else found
    return [
        {"title": d.title, "what": str(d.get_kind_display()), "source": d.source, "paper_at": d.paper_at,
         "dated": iso(d.dated or timezone.localdate(d.filed_at)), "separately": d.kind == DocumentKind.EHC}
        for d in found.exclude(kind__in=[DocumentKind.TRANSFER, DocumentKind.REFERRAL]).order_by("dated", "filed_at", "pk")
    ]  # fmt: skip
