"""Every write about needs: the types, what stands apart from them, diagnoses and assessments."""

import datetime as dt

from django.db import transaction

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from register.dates import check_days
from register.models import Assessment, Diagnosis, Need, Pupil, PupilDocument, Summary
from register.needs.spans import DAY, MOST_NEEDS, NeedLine, chain_of, mark_of, problems

OVERTAKEN = (
    "Somebody else changed this while you were typing. What you typed is kept: look at theirs on the page before, "
    "and save again to put yours in its place."
)


def _locked(pupil: Pupil, by: User, permission: Permission) -> Pupil:
    check_can(by, permission, pupil)
    return Pupil.objects.select_for_update().get(pk=pupil.pk)


@transaction.atomic
def write_needs(
    *, pupil: Pupil, lines: list[NeedLine], on: dt.date, by: User, at: dt.datetime, seen: str | None = None,
) -> list[Need]:  # fmt: skip
    """From `on` the pupil's types of need are `lines`, the main one first (R-2, R-3); returns those that hold.

    What is no longer among them ends the day before `on`; what has another rank begins again on `on` and keeps its
    earlier row; a start that differs is put right. `seen` is the mark (spans.mark_of) of the needs that the writer saw.
    Raises Denied with what is wrong: the role, a day before birth, after leaving or to come, a day before the last
    change, a type twice, spans of one type that would overlap, too many types, needs that changed since `seen`.
    """
    pupil = _locked(pupil, by, Permission.NEEDS_EDIT)
    check_days(pupil, on, *(line.start for line in lines))
    needs = list(Need.objects.filter(pupil=pupil))
    if seen is not None and seen != mark_of(needs):
        raise Denied(OVERTAKEN)
    _check_lines(lines, on, needs)
    _end_others(needs, {line.code for line in lines}, on)
    kept = {need.code: (need, chain_of(need, needs)) for need in needs if need.end is None and need.pk}
    _clear_ranks(lines, kept, on)
    written = []
    for rank, line in enumerate(lines, 1):
        held = kept.get(line.code)
        start = _start_new(pupil, line, rank, on, needs) if held is None else max(held[0].start, on)
        written.append(_write_line(pupil, line, rank, held, start))
        needs.append(written[-1])
    return written


def _check_lines(lines: list[NeedLine], on: dt.date, needs: list[Need]) -> None:
    wrong = [problem.words for problem in problems(lines, on, needs)]
    if len(lines) > MOST_NEEDS:
        wrong.append(f"At most {MOST_NEEDS} types can be recorded at a time")
    if wrong:
        raise Denied(". ".join(wrong) + ".")


def _start_new(pupil: Pupil, line: NeedLine, rank: int, on: dt.date, needs: list[Need]) -> dt.date:
    """The day from which a type not held so far has its rank. Where another type had that rank after the day it is
    known from, it stands last until `on`, so that no rank is ever held twice."""
    start = line.start or on
    then = [need for need in needs if need.pk and need.start < on and (need.end is None or need.end >= start)]
    if start >= on or rank not in {need.rank for need in then}:
        return start
    needs.append(_create(pupil, line, max(need.rank for need in then) + 1, start, on - DAY))
    return on


def _create(pupil: Pupil, line: NeedLine, rank: int, start: dt.date, end: dt.date | None = None) -> Need:
    return Need.objects.create(
        school_id=pupil.school_id, pupil=pupil, code=line.code, rank=rank, start=start, end=end,
        note=line.note.strip(), area=line.area,
    )  # fmt: skip


def _end_others(needs: list[Need], codes: set[str], on: dt.date) -> None:
    for need in [need for need in needs if need.end is None and need.code not in codes]:
        if need.start >= on:
            needs.remove(need)
            need.delete()
        else:
            _end(need, on)


def _end(need: Need, on: dt.date) -> None:
    need.end = on - DAY
    need.save(update_fields=["end"])


def _clear_ranks(lines: list[NeedLine], kept: dict, on: dt.date) -> None:
    """End, or take away where it began no earlier than `on`, each row whose rank changes: ranks are unique."""
    for rank, line in enumerate(lines, 1):
        need, chain = kept.get(line.code, (None, None))
        if need is None or need.rank == rank:
            continue
        _put_start_right(chain, line)
        if need.start >= on:
            need.delete()
        else:
            _end(need, on)


def _put_start_right(chain: list[Need], line: NeedLine) -> None:
    if line.start and line.start != chain[0].start:
        chain[0].start = line.start
        chain[0].save(update_fields=["start"])


def _write_line(pupil: Pupil, line: NeedLine, rank: int, held: tuple | None, start: dt.date) -> Need:
    if held is None or held[0].rank != rank:
        return _create(pupil, line, rank, start)
    need, chain = held
    _put_start_right(chain, line)
    if (need.note, need.area) != (line.note.strip(), line.area):
        need.note, need.area = line.note.strip(), line.area
        need.save(update_fields=["note", "area"])
    return need


def _summary_of(pupil: Pupil, by: User, at: dt.datetime) -> Summary:
    held = Summary.objects.select_for_update().filter(pupil=pupil).first()
    held = held or Summary(school_id=pupil.school_id, pupil=pupil, version=0)
    held.written_by, held.written_at = by, at
    held.version += 1
    return held


@transaction.atomic
def write_strengths(*, pupil: Pupil, strengths: str, interests: str, by: User, at: dt.datetime) -> Summary:
    """What the pupil is good at and likes; the history keeps every earlier text. Raises Denied."""
    pupil = _locked(pupil, by, Permission.NEEDS_EDIT)
    held = _summary_of(pupil, by, at)
    held.strengths, held.interests = strengths.strip(), interests.strip()
    held.save()
    return held


@transaction.atomic
def write_disability(
    *, pupil: Pupil, disabled: bool | None, disability: str, since: dt.date | None, by: User, at: dt.datetime,
) -> Summary:  # fmt: skip
    """Whether the pupil is disabled under the Equality Act 2010, section 6 (None: not known), by what long-term and
    substantial effect, and since when (R-9). Raises Denied: a day that cannot be, yes without the effect, or an
    effect without yes."""
    pupil = _locked(pupil, by, Permission.NEEDS_EDIT)
    check_days(pupil, since)
    if disabled and not disability.strip():
        raise Denied("Say what the long-term and substantial effect is.")
    if not disabled and (disability.strip() or since):
        raise Denied("An effect or a date is written down: choose Yes, or empty both.")
    held = _summary_of(pupil, by, at)
    held.disabled, held.disability, held.disabled_since = disabled, disability.strip(), since
    held.save()
    return held


def _held(model, pupil: Pupil, held: Diagnosis | Assessment | None, version: int | None):
    """The row to write on, locked; a new one for None. Raises Denied when `version` is no longer its version."""
    if held is None:
        return model(school_id=pupil.school_id, pupil=pupil, version=0)
    row = model.objects.select_for_update().get(pk=held.pk)
    if version is not None and version != row.version:
        raise Denied(OVERTAKEN)
    return row


def _check_document(pupil: Pupil, document: PupilDocument | None) -> None:
    if document is not None and document.pupil_id != pupil.pk:
        raise Denied("That document is in another file: choose one of this child’s.")


def _write(row, fields: dict, by: User, at: dt.datetime):
    for name, value in fields.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.recorded_by, row.recorded_at = by, at
    row.version += 1
    row.save()
    return row


@transaction.atomic
def write_diagnosis(
    *, pupil: Pupil, diagnosis: Diagnosis | None = None, what: str, source: str, on: dt.date | None, note: str = "",
    document: PupilDocument | None = None, version: int | None = None, by: User, at: dt.datetime,
) -> Diagnosis:  # fmt: skip
    """Record a diagnosis with who made it, or change one (`version`: the one the change began from). It sets no
    level and no type of need (R-7). Raises Denied."""
    pupil = _locked(pupil, by, Permission.NEEDS_EDIT)
    check_days(pupil, on)
    _check_document(pupil, document)
    if not what.strip() or not source.strip():
        raise Denied("Say what the diagnosis is and who made it.")
    row = _held(Diagnosis, pupil, diagnosis, version)
    fields = {"what": what, "source": source, "on": on, "note": note, "document": document}
    return _write(row, fields, by, at)


@transaction.atomic
def remove_diagnosis(*, diagnosis: Diagnosis, by: User, at: dt.datetime) -> None:
    """Take away a diagnosis that was recorded by mistake; the history keeps it. Raises Denied."""
    _locked(diagnosis.pupil, by, Permission.NEEDS_EDIT)
    diagnosis.delete()


SCORES = ("raw", "raw_most", "standardised", "age_months")


def missing_result(fields: dict) -> bool:
    """Whether an assessment says nothing: no score and no note."""
    return not fields.get("note", "").strip() and all(
        fields.get(s) is None for s in SCORES if s != "raw_most"
    )


@transaction.atomic
def write_assessment(
    *, pupil: Pupil, assessment: Assessment | None = None, version: int | None = None, by: User, at: dt.datetime,
    **fields,
) -> Assessment:  # fmt: skip
    """Put an assessment on file, or change one (R-16, R-34, R-35). `fields`: kind, instrument, on, and of by_whom, raw,
    raw_most, standardised (40 to 160), age_months (months), note, document what there is.

    Raises Denied: a day that cannot be, scores that cannot be, neither score nor note, a document of another file.
    """
    pupil = _locked(pupil, by, Permission.ASSESSMENT_EDIT)
    check_days(pupil, fields["on"])
    _check_document(pupil, fields.get("document"))
    _check_scores(fields)
    row = _held(Assessment, pupil, assessment, version)
    return _write(row, fields, by, at)


def _check_scores(fields: dict) -> None:
    raw, most, standardised = (fields.get(name) for name in ("raw", "raw_most", "standardised"))
    if missing_result(fields):
        raise Denied("Enter a score, or say in words what the assessment shows.")
    if most is not None and (raw is None or raw > most):
        raise Denied("The raw score must be there and no more than what it is out of.")
    if standardised is not None and not 40 <= standardised <= 160:
        raise Denied("A standardised score lies between 40 and 160.")


@transaction.atomic
def remove_assessment(*, assessment: Assessment, by: User, at: dt.datetime) -> None:
    """Take away an assessment that was put on file by mistake; the history keeps it. Raises Denied."""
    _locked(assessment.pupil, by, Permission.ASSESSMENT_EDIT)
    assessment.delete()
