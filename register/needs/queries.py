"""Every read about needs, diagnoses and assessments of one pupil."""

import datetime as dt
from dataclasses import dataclass

from register.models import Assessment, Diagnosis, Need, Pupil, PupilDocument, StatusPeriod, Summary


def all_needs(pupil: Pupil) -> list[Need]:
    """Every type of need there is or was, the newest first, the main one before the others. One query."""
    return list(Need.objects.filter(pupil=pupil).order_by("-start", "rank"))


def summary_of(pupil: Pupil) -> Summary | None:
    """Strengths, interests and disability, with who wrote them. One query."""
    return Summary.objects.filter(pupil=pupil).select_related("written_by").first()


def additions_of(pupil: Pupil) -> list[StatusPeriod]:
    """Levels that say why provision is additional or different (R-1), newest first. One query."""
    return list(StatusPeriod.objects.filter(pupil=pupil).exclude(additional="").order_by("-start"))


def diagnoses_of(pupil: Pupil) -> list[Diagnosis]:
    """The pupil's diagnoses, newest first, those without a date last. One query."""
    found = Diagnosis.objects.filter(pupil=pupil).select_related("document", "recorded_by")
    return sorted(found, key=lambda d: (d.on is not None, d.on or dt.date.min, d.pk), reverse=True)


def assessments_of(pupil: Pupil) -> list[Assessment]:
    """The pupil's assessments, newest first. One query."""
    found = Assessment.objects.filter(pupil=pupil).select_related("document", "recorded_by")
    return list(found.order_by("-on", "-pk"))


def papers_of(pupil: Pupil, user):
    """The documents of the pupil's file that the user may open, newest first."""
    documents = PupilDocument.objects.filter(pupil=pupil).visible_to(user)
    return documents.order_by("-filed_at", "-pk")


def instruments_of(school) -> list[str]:
    """Names of tests already used in the school, each in one way of writing, by the alphabet. One query."""
    names = (
        Assessment.objects.filter(school=school).order_by("instrument").values_list("instrument", flat=True)
    )
    return sorted({name.casefold(): name for name in names.distinct()}.values(), key=str.casefold)


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that happened to a pupil, for a list by date: `what` in words, `detail` beneath it."""

    on: dt.date
    kind: str
    what: str
    detail: str


def story_of(pupil: Pupil) -> list[Dated]:
    """Types of need as they began and ended, diagnoses with a date, assessments: newest first. Three queries."""
    told = [entry for need in all_needs(pupil) for entry in _told(need)]
    told += [Dated(d.on, "diagnosis", d.what, d.source) for d in diagnoses_of(pupil) if d.on]
    told += [Dated(a.on, "assessment", a.instrument, a.note) for a in assessments_of(pupil)]
    return sorted(told, key=lambda entry: entry.on, reverse=True)


def _told(need: Need) -> list[Dated]:
    label = str(need.get_code_display())
    told = [
        Dated(
            need.start, "need", f"{label}: {'main need' if need.rank == 1 else 'a further need'}", need.note
        )
    ]
    return told + ([Dated(need.end, "need", f"{label}: until this day", "")] if need.end else [])


def needs_snapshot(pupil: Pupil) -> dict:
    """What this room knows of the pupil as JSON holds it, for a document that is issued; days in ISO form, ages in
    months. Five queries."""
    summary = summary_of(pupil)
    return {
        "strengths": summary.strengths if summary else "",
        "interests": summary.interests if summary else "",
        "disabled": summary.disabled if summary else None,
        "disability": summary.disability if summary else "",
        "disabled_since": _iso(summary.disabled_since) if summary else "",
        "needs": [
            {"code": n.code, "label": str(n.get_code_display()), "area": n.area, "rank": n.rank, "note": n.note,
             "start": _iso(n.start), "end": _iso(n.end)}
            for n in all_needs(pupil)
        ],
        "additional": [
            {"level": str(p.get_level_display()), "start": _iso(p.start), "end": _iso(p.end), "text": p.additional}
            for p in additions_of(pupil)
        ],
        "diagnoses": [
            {"what": d.what, "on": _iso(d.on), "source": d.source, "note": d.note} for d in diagnoses_of(pupil)
        ],
        "assessments": [
            {"kind": str(a.get_kind_display()), "instrument": a.instrument, "on": _iso(a.on), "by_whom": a.by_whom,
             "raw": _text(a.raw), "raw_most": _text(a.raw_most), "standardised": a.standardised,
             "age_months": a.age_months, "note": a.note}
            for a in assessments_of(pupil)
        ],
    }  # fmt: skip


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _text(score) -> str:
    return "" if score is None else f"{score:f}".removesuffix(".0")
