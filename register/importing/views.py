from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now

from core.accounts.enums import Permission
from core.accounts.permissions import check_can
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
    runs_here = ImportRun.objects.filter(school=request.school)
    refused = runs_here.filter(reference=request.GET.get("run", ""), state=ImportState.REFUSED).first()
    latest = runs_here.filter(state=ImportState.DONE).order_by("-confirmed_at").first()
    return render(request, "importing/upload.html", {"form": form, "refused": refused, "latest": latest})


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
    rows = [
        {**column, "name": "field", "id": f"column-{place}", "chosen": chosen}
        for place, (column, chosen) in enumerate(zip(columns, fields, strict=False))
    ]
    names = list(SavedMapping.objects.filter(school=request.school).values_list("name", flat=True))
    context = {"run": run, "rows": rows, "choices": runs.FIELD_CHOICES, "names": names,
               "problem": problem or run.preview.get("missing", ""), "keep_as": request.POST.get("keep_as", "")}  # fmt: skip
    return render(request, "importing/map.html", context)


def preview(request, school, reference):
    """What the import would do; nothing is written until it is confirmed. Afterwards, what it did."""
    run = find_run(request, reference)
    foreign = runs.knows_nobody(run.preview)
    if request.method == "POST":
        if foreign and run.state == ImportState.READ and request.POST.get("ours") != "1":
            messages.warning(request, "Nothing was imported. Nobody in this file is in the register: say first that it is "
                             "your list.")  # fmt: skip
            return redirect("importing:preview", school, reference)
        job = runs.confirm_import(
            run=run,
            decisions=decisions_in(request.POST),
            leavers=request.POST.getlist("leaver"),
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
    context = {"run": run, "preview": run.preview, "done": run.state == ImportState.DONE,
               "running": run.state == ImportState.CONFIRMED, "statuses": STATUS_NAMES.items(), "foreign": foreign,
               "errors": runs.alike(run.preview.get("errors", [])),
               "warnings": runs.alike(run.preview.get("warnings", []))}  # fmt: skip
    return render(request, "importing/preview.html", context)


def decisions_in(post) -> dict:
    """Answers of the preview page: `pupil-<row>` → reference or "new", `word-<old status>` → N, E or K."""
    pupils = {
        name.removeprefix("pupil-"): post[name] for name in post if name.startswith("pupil-") and post[name]
    }
    words = {
        name.removeprefix("word-"): post[name] for name in post if name.startswith("word-") and post[name]
    }
    return {
        "pupils": {row: ref for row, ref in pupils.items() if row.isdecimal() and len(row) < 10},
        "words": words,
    }
