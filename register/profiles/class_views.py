"""Profiles across a class or the school: who has read what, and a class on a page."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, check_role
from core.calendar.dates import academic_year
from core.jobs.models import Job
from core.ui.exports import download
from core.ui.listing import draw_list
from register.models import SchoolClass
from register.profiles import present, queries, sheets
from register.queries import classes_of


@require_GET
def coverage(request, school):
    """Every pupil on the register: whether there is a profile, when parents see it next, who has read it."""
    check_can(request.user, Permission.COVERAGE_VIEW, request.school)
    today, klass = timezone.localdate(), request.GET.get("class", "")[:12].replace("\0", "")
    rows = queries.coverage(request.school, request.user, klass)
    classes = [("", "All classes"), *classes_of(request.school, academic_year(today))]
    banks = can(request.user, Permission.BANK_EDIT, request.school)
    context = {
        "title": f"{request.school.label('profile')}s", "line": present.coverage_line(rows, today),
        "rows": present.coverage_rows(rows, request.school, today), "klass": klass,
        "options": [{"value": value, "label": label, "selected": " selected" if value == klass else ""}
                    for value, label in classes],
        "sheet_url": reverse("profiles:sheet", args=[school, klass]) if klass and rows else "",
        "bank_url": reverse("profiles:bank", args=[school]) if banks else "",
        "supply_url": reverse("profiles:supply", args=[school]),
    }  # fmt: skip
    return draw_list(request, "profiles/coverage.html", context, name="profiles-read", title="Who has read which profile",
                     table=present.COVERAGE_AS_FILE)  # fmt: skip


def sheet(request, school, reference):
    """A class on a page: to read here, or to have made as a PDF for printing."""
    check_role(request.user, Permission.SUPPLY_PACK, request.school.pk)
    found = get_object_or_404(
        SchoolClass.objects.select_related("school"), school=request.school, reference=reference
    )
    check_can(request.user, Permission.SUPPLY_PACK, found)
    refused = ""
    if request.method == "POST":
        try:
            job = sheets.make_class_sheet(school_class=found, by=request.user, at=now())
        except Denied as denied:
            refused = denied.reason
        else:
            return redirect("jobs:job", school, job.reference)
    rows = queries.class_sheets(found, request.user)
    _record(request, [row.reference for row in rows], len(rows))
    context = {
        "title": f"{found.name} on a page", "sheets": present.sheet_rows(rows), "refused": refused,
        "line": f"{len(rows)} {'child' if len(rows) == 1 else 'children'} on the {request.school.label('register')}.",
        "label": request.school.label("profile").lower(),
        "supply_url": f"{reverse('profiles:supply', args=[school])}?class={found.reference}",
    }  # fmt: skip
    return render(request, "profiles/sheet.html", context)


def _record(request, references: list[str], count: int) -> None:
    sheets.record_sheet_opening(school=request.school, references=references, by=request.user, at=now(),
                                what=f"class on a page, {count} children")  # fmt: skip


@require_GET
def sheet_file(request, school, reference):
    """The PDF of a class on a page, for the person who asked for it and as long as the class is in their care."""
    check_role(request.user, Permission.SUPPLY_PACK, request.school.pk)
    job = get_object_or_404(
        Job, school=request.school, owner=request.user, kind=sheets.KIND, reference=reference
    )
    kept = sheets.printed_sheet(job)
    if kept is None:
        raise Http404
    check_can(request.user, Permission.SUPPLY_PACK, SchoolClass.objects.get(pk=job.payload["class"]))
    references = job.result.get("references", [])
    _record(request, references, len(references))
    with kept.content.open("rb") as content:
        data = content.read()
    return download(data, name=kept.name, content_type=kept.content_type, inline=True)
