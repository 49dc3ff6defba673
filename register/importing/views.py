from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now

from core.accounts.enums import Permission
from core.accounts.permissions import check_can
from core.ui.present import day
from register.importing import runs
from register.importing.forms import UploadForm
from register.importing.headings import BadMapping
from register.importing.needs import STATUS_NAMES
from register.importing.table import Unreadable
from register.models import ImportRun, ImportState, SavedMapping


def find_run(request, reference: str) -> ImportRun:
    """The upload, with the permission checked; 404 for another school's."""
    run = get_object_or_404(
        ImportRun.objects.select_related("school", "file"), school=request.school, reference=reference
    )
    check_can(request.user, Permission.PUPILS_IMPORT, run)
    return run


def upload(request, school):
    """Choose the school's pupil list; a worker reads it."""
    check_can(request.user, Permission.PUPILS_IMPORT, request.school)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _, job = runs.upload_list(
                school=request.school, upload=form.cleaned_data["file"], by=request.user, at=now()
            )
            return redirect("jobs:job", school, job.reference)
        except Unreadable as unreadable:
            form.add_error("file", str(unreadable))
    run = ImportRun.objects.filter(school=request.school, reference=request.GET.get("run", "")).first()
    refused = run.message if run and run.state == ImportState.REFUSED and not form.is_bound else ""
    done = ImportRun.objects.filter(school=request.school, state=ImportState.DONE).order_by("-confirmed_at")[
        :5
    ]
    last = [{"label": old.filename, "when": day(timezone.localdate(old.confirmed_at)),
             "url": reverse("importing:preview", args=[school, old.reference])} for old in done]  # fmt: skip
    context = {"form": form, "title": "Import the pupil list", "line": "", "submit_label": "Read the list",
               "refused": refused, "systems": SYSTEMS, "last": last}  # fmt: skip
    return render(request, "importing/upload.html", context)


SYSTEMS = ("Arbor", "SIMS", "Bromcom", "ScholarPack")


def map_columns(request, school, reference):
    """Say what the columns are that nobody knows yet."""
    run = find_run(request, reference)
    columns, problem = run.preview.get("columns", []), ""
    posted = request.POST.getlist("field")
    if request.method == "POST":
        try:
            job = runs.map_columns(
                run=run, fields=posted, keep_as=request.POST.get("keep_as", ""), by=request.user, at=now()
            )
            return redirect("jobs:job", school, job.reference)
        except BadMapping as bad:
            problem = str(bad)
    fields = posted or [column["field"] for column in columns]
    shown = [
        mapped_column(place, column, field)
        for place, (column, field) in enumerate(zip(columns, fields, strict=False))
    ]
    kept = SavedMapping.objects.filter(school=request.school).values_list("name", flat=True)
    context = {
        "title": "What are these columns?", "line": "Most are known. Choose what the others hold, or leave them out.",
        "back_url": reverse("importing:upload", args=[school]), "back_label": "Use another file", "columns": shown,
        "problem": problem or run.preview.get("missing", ""), "keep_as": request.POST.get("keep_as", ""), "kept": list(kept),
    }  # fmt: skip
    return render(request, "importing/map.html", context)


def mapped_column(place: int, column: dict, chosen: str) -> dict:
    """One column in the terms of importing/map.html."""
    options = [{"value": "", "label": "Choose what it holds", "chosen": not chosen}]
    options += [
        {"value": value, "label": label, "chosen": value == chosen} for value, label in runs.FIELD_CHOICES
    ]
    return {"heading": column["heading"], "samples": column["samples"], "select_name": "field",
            "select_id": f"column-{place}", "options": options, "error": ""}  # fmt: skip


def preview(request, school, reference):
    """What the import would do; nothing is written until it is confirmed. Afterwards, what it did."""
    run = find_run(request, reference)
    if request.method == "POST":
        job = runs.confirm_import(
            run=run,
            decisions=decisions_in(request.POST),
            leavers=request.POST.getlist("leavers"),
            by=request.user,
            at=now(),
        )
        if job is not None:
            return redirect("jobs:job", school, job.reference)
        messages.info(request, "This list has been confirmed already.")
        return redirect("importing:preview", school, reference)
    if run.state == ImportState.UPLOADED:
        return redirect("importing:map", school, reference)
    if run.state == ImportState.REFUSED:
        return redirect(reverse("importing:upload", args=[school]) + f"?run={run.reference}")
    return render(request, "importing/preview.html", preview_page(run))


def preview_page(run: ImportRun) -> dict:
    """The context of importing/preview.html."""
    seen, waits = run.preview, run.state == ImportState.READ
    count = len(seen["created"]) + len(seen["changed"])
    return {
        "title": "What the import would change" if waits else "The import", "line": run.filename,
        "back_url": reverse("importing:upload", args=[run.school.slug]), "back_label": "Use another file",
        "figures": figures(run), "unchanged": f"{seen['unchanged']} children are the same in both.",
        "refused": problems(seen["errors"]), "warned": problems(seen["warnings"]),
        "matches": [match_of(question) for question in seen["questions"]] if waits else [],
        "changed": [changed_of(child) for child in seen["changed"]],
        "created": [created_of(child) for child in seen["created"]],
        "leavers": [{"name": c["name"], "detail": c["klass"], "value": c["reference"], "chosen": False}
                    for c in seen["leavers"]] if waits else [],
        "looks_partial": seen["looks_partial"] and waits, "can_apply": waits, "state": run.state,
        "apply_label": f"Import {count} changes" if count != 1 else "Import 1 change",
    }  # fmt: skip


def figures(run: ImportRun) -> list[dict]:
    """The counts at the top: what would be, or after the import what was done."""
    seen, done = run.preview, run.summary
    if done:
        return [{"label": label, "value": done[key], "note": ""} for label, key in
                (("Created", "created"), ("Changed", "updated"), ("Unchanged", "unchanged"), ("Left", "left"))]  # fmt: skip
    return [
        {"label": "New children", "value": len(seen["created"]), "note": "would be added"},
        {"label": "Changed", "value": len(seen["changed"]), "note": "field by field below"},
        {"label": "Not in the file", "value": len(seen["leavers"]), "note": "perhaps leavers"},
        {"label": "Cannot be taken", "value": len(seen["errors"]), "note": "rows of the file"},
    ]


def problems(rows: list) -> list[dict]:
    """Problems with their rows: what is wrong, and what to do."""
    split = ((row, column, *message.partition(". ")[::2]) for row, column, message in rows)
    return [{"row": f"Row {row}", "column": column, "problem": wrong.rstrip("."), "remedy": remedy}
            for row, column, wrong, remedy in split]  # fmt: skip


def created_of(child: dict) -> dict:
    detail = ", ".join(
        part for part in (child["klass"], child["sen"] if child["sen"] != "N" else "", child["needs"]) if part
    )
    return {"name": child["name"], "row": f"row {child['row']}", "detail": detail}


def changed_of(child: dict) -> dict:
    changes = [{"label": label, "old": old, "new": new} for label, old, new in child["changes"]]
    return {"name": child["name"], "row": child["reference"], "changes": changes}


def match_of(question: dict) -> dict:
    """A question as a group of choices; a row left unanswered waits and is not taken."""
    if question["kind"] == "word":
        options = [{"value": code, "label": f"{code}: {name}", "chosen": code == question["suggestion"]}
                   for code, name in STATUS_NAMES.items()]  # fmt: skip
        rows = f"{len(question['rows'])} rows" if len(question["rows"]) > 1 else f"row {question['rows'][0]}"
        return {"name": f"“{question['word']}” is no SEN status in use now", "row": rows,
                "field": f"word-{question['word']}", "options": options}  # fmt: skip
    options = [
        {"value": ref, "label": f"The same as {label}", "chosen": False}
        for ref, label in question["candidates"]
    ]
    options.append({"value": "new", "label": "A new child", "chosen": False})
    row = question["rows"][0]
    return {"name": question["name"], "row": f"row {row}", "field": f"pupil-{row}", "options": options}


def decisions_in(post) -> dict:
    """Answers of the preview page: `pupil-<row>` → reference or "new", `word-<old status>` → N, E or K."""
    pupils = {
        name.removeprefix("pupil-"): post[name] for name in post if name.startswith("pupil-") and post[name]
    }
    words = {
        name.removeprefix("word-"): post[name] for name in post if name.startswith("word-") and post[name]
    }
    return {"pupils": {row: ref for row, ref in pupils.items() if row.isdigit()}, "words": words}
