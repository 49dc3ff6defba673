"""Needs, diagnoses and assessments of one pupil as finished strings, in the terms of templates/needs."""

import datetime as dt
from collections.abc import Iterable
from itertools import pairwise

from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui.present import day
from register.enums import AREA_ICON, FLAGS
from register.models import Assessment, Diagnosis, Need, Pupil, PupilDocument, StatusPeriod, Summary
from register.needs.charts import (
    Chart,
    Result,
    age_chart,
    age_short,
    age_words,
    months_lived,
    raw_chart,
    standardised_chart,
)
from register.needs.forms import area_label
from register.needs.spans import area_of, chain_of

ANSWERS = {True: "Yes", False: "No", None: "Not known yet"}


def needs_now(needs: list[Need], school) -> list[dict]:
    """The types that hold, the main one first: since when as a whole, and since when at this rank if that differs."""
    held = sorted((need for need in needs if need.end is None), key=lambda need: need.rank)
    return [_now(need, chain_of(need, needs), school) for need in held]


def _now(need: Need, chain: list[Need], school) -> dict:
    area, moved = area_of(need.code, need.area), _moved(chain)
    return {
        "label": need.get_code_display(), "code": need.code, "icon": AREA_ICON[area], "area": area_label(area, school),
        "rank": _rank(need), "since": _("since %(day)s") % {"day": day(chain[0].start)}, "moved": moved,
        "note": need.note,
    }  # fmt: skip


def _moved(chain: list[Need]) -> str:
    """Since when the type has had its rank, where it had another before."""
    changed = [later for earlier, later in pairwise(chain) if earlier.rank != later.rank]
    if not changed:
        return ""
    since = {"day": day(changed[-1].start)}
    return (
        _("the main need since %(day)s") % since
        if chain[-1].rank == 1
        else _("no longer first since %(day)s") % since
    )


def _rank(need: Need) -> str:
    return _("Main") if need.rank == 1 else _("Also")


def needs_before(needs: Iterable[Need]) -> list[dict]:
    """Rows that have ended, the newest first; stretches that touch at the same rank are one."""
    spans: list[list] = []
    for need in sorted((n for n in needs if n.end), key=lambda n: (n.code, n.start)):
        last = spans[-1] if spans else None
        if (
            last
            and last[0].code == need.code
            and _rank(last[0]) == _rank(need)
            and last[2] + dt.timedelta(1) == need.start
        ):
            last[2] = need.end
        else:
            spans.append([need, need.start, need.end])
    spans.sort(key=lambda span: (span[2], span[1]), reverse=True)
    return [{"label": need.get_code_display(), "rank": _rank(need), "start": day(start), "end": day(end)}
            for need, start, end in spans]  # fmt: skip


def strengths(summary: Summary | None) -> dict:
    """What the pupil is good at and likes, and who wrote it."""
    if summary is None or not (summary.strengths or summary.interests):
        return {"texts": [], "by": ""}
    texts = [
        {"label": _("Strengths"), "text": summary.strengths},
        {"label": _("Interests"), "text": summary.interests},
    ]
    return {"texts": [part for part in texts if part["text"]], "by": summary.written_by.called}


def disability(summary: Summary | None) -> dict:
    """The Equality Act's marker."""
    if summary is None:
        return {"answer": ANSWERS[None], "text": "", "since": ""}
    since = _("since %(day)s") % {"day": day(summary.disabled_since)} if summary.disabled_since else ""
    return {"answer": ANSWERS[summary.disabled], "text": summary.disability, "since": since}


def additions(periods: list[StatusPeriod]) -> list[dict]:
    """Why provision is additional or different, level by level (R-1)."""
    return [
        {"level": period.get_level_display(), "text": period.additional,
         "when": _("from %(day)s") % {"day": day(period.start)}
         + (_(" to %(day)s") % {"day": day(period.end)} if period.end else _(", now"))}
        for period in periods
    ]  # fmt: skip


def flags(pupil: Pupil) -> list[dict]:
    """What may affect progress and is not SEN (R-4)."""
    return [{"short": short, "full": full} for name, short, full in FLAGS if getattr(pupil, name)]


def paper(document: PupilDocument | None, open_to: set[int], school) -> dict | None:
    """A document on file as a link, or where its paper is; nothing when this person may not open it."""
    if document is None or document.pk not in open_to:
        return None
    electronic = document.issued_id or document.file_id
    url = reverse("file:document", args=[school.slug, document.reference]) if electronic else ""
    return {"title": document.title, "url": url, "where": "" if electronic else document.paper_at}


def diagnosis_rows(
    diagnoses: list[Diagnosis], open_to: set[int], pupil: Pupil, *, may_edit: bool
) -> list[dict]:
    """Each diagnosis with its source, day, note and paper."""
    here = [pupil.school.slug, pupil.reference]
    return [
        {"what": d.what, "when": day(d.on) if d.on else _("day not known"), "source": d.source, "note": d.note,
         "paper": paper(d.document, open_to, pupil.school),
         "url": reverse("needs:diagnosis", args=[*here, d.reference]) if may_edit else ""}
        for d in diagnoses
    ]  # fmt: skip


def assessments_short(assessments: list[Assessment], most: int = 4) -> list[dict]:
    """The newest assessments in a line each."""
    return [
        {"what": a.instrument, "when": day(a.on), "result": ", ".join(result_words(a))}
        for a in assessments[:most]
    ]


def result_words(assessment: Assessment) -> list[str]:
    """The scores that there are, in words."""
    told = []
    if assessment.standardised is not None:
        told.append(_("standardised score %(score)s") % {"score": assessment.standardised})
    if assessment.age_months is not None:
        told.append(_("age equivalent %(age)s") % {"age": age_words(assessment.age_months)})
    if assessment.raw is not None:
        told.append(_("raw score %(score)s") % {"score": raw_text(assessment)})
    return told


def raw_text(assessment: Assessment) -> str:
    """A raw score as "23" or "23 of 40"."""
    if assessment.raw is None:
        return ""
    raw = _number(assessment.raw)
    return raw if assessment.raw_most is None else _("%(raw)s of %(most)s") % {
        "raw": raw, "most": _number(assessment.raw_most)}  # fmt: skip


def _number(score) -> str:
    return f"{score:f}".removesuffix(".0")


def instruments(
    assessments: list[Assessment], open_to: set[int], pupil: Pupil, *, may_edit: bool
) -> list[dict]:
    """The assessments by instrument, those with a line over time first, each with its results newest first."""
    groups: dict[str, list[Assessment]] = {}
    for assessment in assessments:
        groups.setdefault(assessment.instrument.casefold(), []).append(assessment)
    shown = [
        {"name": rows[0].instrument, "chart": chart_of(rows[::-1], pupil),
         "results": [_result(row, open_to, pupil, may_edit=may_edit) for row in rows]}
        for rows in groups.values()
    ]  # fmt: skip
    return sorted(shown, key=lambda group: group["chart"] is None)


def _result(row: Assessment, open_to: set[int], pupil: Pupil, *, may_edit: bool) -> dict:
    here = [pupil.school.slug, pupil.reference, row.reference]
    return {
        "when": day(row.on), "kind": row.get_kind_display(), "by": row.by_whom, "raw": raw_text(row),
        "standardised": "" if row.standardised is None else str(row.standardised),
        "age": "" if row.age_months is None else age_words(row.age_months),
        "own_age": age_words(max(months_lived(pupil.born, row.on), 0)), "note": row.note,
        "paper": paper(row.document, open_to, pupil.school),
        "url": reverse("needs:assessment", args=here) if may_edit else "",
    }  # fmt: skip


def chart_of(rows: list[Assessment], pupil: Pupil) -> Chart | None:
    """The line over time of one instrument's results, oldest first, by the score that at least two of them have:
    standardised before age equivalent before raw. None where no two can be compared."""
    name = rows[-1].instrument
    scored = [Result(r.on, r.standardised, str(r.standardised)) for r in rows if r.standardised is not None]
    if len(scored) > 1:
        return standardised_chart(name, scored)
    ages = [Result(r.on, r.age_months, age_short(r.age_months)) for r in rows if r.age_months is not None]
    if len(ages) > 1:
        return age_chart(name, ages, pupil.born)
    return _raw_chart(name, [row for row in rows if row.raw is not None])


def _raw_chart(name: str, rows: list[Assessment]) -> Chart | None:
    most = {row.raw_most for row in rows}
    if len(rows) < 2 or (len(most) > 1 and None in most):
        return None
    if len(most) == 1:
        results = [Result(r.on, float(r.raw), _number(r.raw)) for r in rows]
        return raw_chart(name, results, most=float(most.pop() or 0))
    shares = [round(float(row.raw / row.raw_most) * 100) for row in rows]
    results = [Result(r.on, share, f"{share}%") for r, share in zip(rows, shares, strict=True)]
    return raw_chart(name, results, most=100, unit="%")
