"""The weekly paper: asked for, and the PDF."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from apdr.sessions import sheets
from apdr.sessions.week import Scope
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.jobs.models import Job
from core.ui.exports import download


@require_POST
def sheet(request, school):
    """Have a week's paper made as a PDF."""
    check_can(request.user, Permission.SESSION_RECORD, request.school)
    scope = Scope(request)
    try:
        job = sheets.make_sheet(school=request.school, monday=scope.monday, by=request.user, at=now(),
                                everyone=scope.all, run=scope.run)  # fmt: skip
    except Denied as denied:
        messages.warning(request, denied.reason)
        return redirect(scope.url())
    return redirect("jobs:job", school, job.reference)


@require_GET
def sheet_file(request, school, reference):
    """The PDF of a week's paper, for the person who asked for it. Opening it is recorded for each child on it."""
    check_can(request.user, Permission.SESSION_RECORD, request.school)
    job = get_object_or_404(
        Job, school=request.school, owner=request.user, kind=sheets.KIND, reference=reference
    )
    kept = sheets.printed_sheet(job)
    if kept is None:
        raise Http404
    for child in job.result.get("references", []):
        record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.DOCUMENT,
                       what="session sheet", subject=child)  # fmt: skip
    with kept.content.open("rb") as content:
        return download(content.read(), name=kept.name, content_type=kept.content_type, inline=True)
