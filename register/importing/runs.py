"""One upload from file to result, as the page leads a person through it: read, mapped, looked at, confirmed."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.permissions import check_can
from core.documents.actions import keep_file
from core.jobs.actions import queue_job
from core.jobs.models import Job
from core.jobs.registry import handler
from register.importing.actions import Preview, apply_import, keep_mapping, preview_list, read_list
from register.importing.headings import LABELS, Field, Mapping, build_mapping
from register.importing.plan import Decisions
from register.importing.reading import read_table
from register.importing.table import MAX_BYTES, Table, Unreadable
from register.models import ImportRun, ImportState

OUT_OF_DATE = (
    "The register has changed since you looked at the preview. Nothing was imported. Look at it again."
)


@transaction.atomic
def upload_list(*, school, upload, by, at: dt.datetime) -> tuple[ImportRun, Job]:
    """Keep an uploaded list and have a worker read it. Raises Denied, or Unreadable when it is too large."""
    check_can(by, Permission.PUPILS_IMPORT, school)
    if upload.size > MAX_BYTES:
        megabytes = MAX_BYTES // 1024 // 1024
        raise Unreadable(
            f"The file is larger than {megabytes} MB. Export only the pupil list, one row a pupil."
        )
    kept = keep_file(
        school=school,
        name=upload.name[:200],
        data=upload.read(),
        content_type="application/octet-stream",
        at=at,
    )
    run = ImportRun.objects.create(
        school=school, file=kept, filename=upload.name[:200], uploaded_at=at, uploaded_by=by
    )
    return run, _queue_reading(run, by, at)


def _queue_reading(run: ImportRun, by, at: dt.datetime) -> Job:
    return queue_job(
        school=run.school,
        kind="read_pupil_list",
        title="Reading the pupil list",
        by=by,
        at=at,
        payload={"run": run.pk},
    )


@transaction.atomic
def map_columns(*, run: ImportRun, fields: list[str], keep_as: str, by, at: dt.datetime) -> Job:
    """Say what each column is, keep that by name where asked, and have the list read again.

    Raises Denied, or BadMapping with what is wrong.
    """
    check_can(by, Permission.PUPILS_IMPORT, run)
    headings = [column["heading"] for column in run.preview.get("columns", [])]
    mapping = build_mapping(headings, fields)
    if keep_as.strip():
        keep_mapping(school=run.school, name=keep_as, mapping=mapping)
    run.mapping = {"fields": [field.value if field else "" for field in mapping.fields]}
    run.state = ImportState.UPLOADED
    run.save(update_fields=["mapping", "state"])
    return _queue_reading(run, by, at)


@transaction.atomic
def confirm_import(*, run: ImportRun, decisions: dict, leavers: list[str], by, at: dt.datetime) -> Job | None:
    """Have a worker write what the preview said; None when it has been confirmed already. Raises Denied."""
    check_can(by, Permission.PUPILS_IMPORT, run)
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportState.READ:
        return None
    run.state, run.confirmed_at, run.confirmed_by = ImportState.CONFIRMED, at, by
    run.decisions = {**decisions, "leavers": leavers}
    run.save(update_fields=["state", "confirmed_at", "confirmed_by", "decisions"])
    return queue_job(
        school=run.school,
        kind="import_pupil_list",
        title="Importing the pupil list",
        by=by,
        at=at,
        payload={"run": run.pk},
    )


def _bytes_of(run: ImportRun) -> bytes:
    with run.file.content.open("rb") as content:
        return content.read()


def table_of(run: ImportRun) -> tuple[Table, Mapping]:
    """The list of an upload, read again from its kept file, with what its columns are. Raises Unreadable or BadMapping."""
    data = _bytes_of(run)
    if run.mapping:
        table = read_table(data, run.filename)
        return table, build_mapping(table.headings, run.mapping["fields"])
    return read_list(school=run.school, data=data, filename=run.filename)


def decisions_of(run: ImportRun) -> Decisions:
    """What a person decided on the preview page."""
    pupils = {int(row): ref for row, ref in run.decisions.get("pupils", {}).items()}
    return Decisions(pupils, run.decisions.get("words", {}))


@handler("read_pupil_list")
def read_pupil_list(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: read the list; the page goes on to the columns or to the preview."""
    run = (
        ImportRun.objects.select_for_update(of=("self",))
        .select_related("school", "file")
        .get(pk=job.payload["run"])
    )
    try:
        table, mapping = table_of(run)
    except Unreadable as unreadable:
        ImportRun.objects.filter(pk=run.pk).update(state=ImportState.REFUSED, message=str(unreadable)[:500])
        return {
            "refused": True,
            "message": str(unreadable),
            "next_url": reverse("importing:upload", args=[run.school.slug]) + f"?run={run.reference}",
        }
    run.preview = {"columns": _columns(table, mapping), "missing": mapping.missing}
    looked_at = bool(run.mapping)
    if mapping.missing or (mapping.unknown and not looked_at):
        run.state = ImportState.UPLOADED
        run.save(update_fields=["preview", "state"])
        return {
            "message": "Some columns need you.",
            "next_url": reverse("importing:map", args=[run.school.slug, run.reference]),
        }
    _keep_preview(
        run, preview_list(school=run.school, table=table, mapping=mapping, today=timezone.localdate(at))
    )
    return {
        "message": "The list is read.",
        "next_url": reverse("importing:preview", args=[run.school.slug, run.reference]),
    }


def _columns(table: Table, mapping: Mapping) -> list[dict]:
    return [
        {"heading": heading, "samples": table.samples(index), "field": field.value if field else ""}
        for index, (heading, field) in enumerate(zip(table.headings, mapping.fields, strict=True))
    ]


def _keep_preview(run: ImportRun, preview: Preview) -> None:
    plan = preview.plan
    run.digest, run.state, run.message = preview.digest, ImportState.READ, ""
    run.preview |= {
        "created": [_created(row) for row in plan.created],
        "changed": [_changed(changed) for changed in plan.changed],
        "unchanged": len(plan.unchanged),
        "leavers": [
            {"reference": p.ref, "name": p.name, "klass": p.class_name} for p in plan.possible_leavers
        ],
        "errors": [[p.row, p.column, p.message] for p in plan.errors],
        "warnings": [[p.row, p.column, p.message] for p in plan.warnings],
        "questions": [_question(question) for question in plan.questions],
        "repeated": plan.repeated,
        "looks_partial": plan.looks_partial,
    }
    run.save(update_fields=["digest", "state", "message", "preview"])


def knows_nobody(preview: dict) -> bool:
    """Whether the list holds nobody of the register and the register nobody of the list: another school's, most likely."""
    known = preview.get("changed") or preview.get("unchanged") or preview.get("questions")
    return bool(preview.get("created") and preview.get("leavers")) and not known


def alike(problems: list[list]) -> list[dict]:
    """Problems of the same words in one line, with all rows that they are about."""
    rows: dict[tuple[str, str], list[str]] = {}
    for row, column, message in problems:
        rows.setdefault((column, message), []).append(str(row))
    return [
        {"rows": ", ".join(numbers), "column": column, "message": message}
        for (column, message), numbers in rows.items()
    ]


def _created(row) -> dict:
    needs = ", ".join(code for code, _ in row.needs or ())
    return {
        "row": row.number,
        "name": row.name,
        "klass": row.class_name or "",
        "sen": row.sen_status or "",
        "needs": needs,
    }


def _changed(changed) -> dict:
    all_changes = (*changed.changes, *changed.sen_changes)
    return {"name": changed.pupil.name, "reference": changed.pupil.ref, "sen": bool(changed.sen_changes),
            "changes": [[c.label, c.old_text, c.new_text] for c in all_changes]}  # fmt: skip


def _question(question) -> dict:
    candidates = [
        [p.ref, f"{p.name}, born {p.born:%-d %b %Y}" if p.born else p.name] for p in question.candidates
    ]
    return {"kind": question.kind, "rows": list(question.rows), "message": question.message, "word": question.word,
            "suggestion": question.suggestion or "", "candidates": candidates,
            "name": question.row.name if question.row else ""}  # fmt: skip


@handler("import_pupil_list")
def import_pupil_list(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: read the list again and write it, unless the register has changed since the preview."""
    run = (
        ImportRun.objects.select_for_update(of=("self",))
        .select_related("school", "file")
        .get(pk=job.payload["run"])
    )
    table, mapping = table_of(run)
    preview = preview_list(
        school=run.school,
        table=table,
        mapping=mapping,
        today=timezone.localdate(at),
        decisions=decisions_of(run),
    )
    here = reverse("importing:preview", args=[run.school.slug, run.reference])
    if preview.digest != run.digest:
        _keep_preview(
            run, preview_list(school=run.school, table=table, mapping=mapping, today=timezone.localdate(at))
        )
        return {"message": OUT_OF_DATE, "next_url": here}
    known = {p.ref for p in preview.plan.possible_leavers}
    leavers = [reference for reference in run.decisions.get("leavers", []) if reference in known]
    run.summary = apply_import(
        school=run.school, preview=preview, leavers=leavers, by=by, at=at, report=report
    )
    run.state = ImportState.DONE
    run.save(update_fields=["summary", "state"])
    return {"message": "The list is imported.", "next_url": here}


FIELD_CHOICES = [(field.value, LABELS[field]) for field in Field]
