from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import can, check_can
from register.file.queries import papers_of
from register.models import Assessment
from register.needs import actions, present, queries
from register.needs.forms import AssessmentForm
from register.needs.views import form_page, open_papers, save_row
from register.pages import find_pupil, frame, opened


@require_GET
def assessments(request, school, reference):
    """Every assessment on a pupil's file by instrument, with a line over time where results can be compared."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, pupil)
    opened(request, pupil, "assessments")
    found, may_edit = queries.assessments_of(pupil), can(request.user, Permission.ASSESSMENT_EDIT, pupil)
    papers = open_papers(pupil, request.user, found)
    add = reverse("needs:assessment-add", args=[school, reference]) if may_edit else ""
    return render(request, "needs/assessments.html", frame(pupil, request.user, "needs") | {
        "instruments": present.instruments(found, papers, pupil, may_edit=may_edit), "add_url": add,
        "back_url": reverse("needs:needs", args=[school, reference]), "count": len(found),
    })  # fmt: skip


def assessment(request, school, reference, assessment=None):
    """Put an assessment on file, change one, or take one away that was put there by mistake."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.ASSESSMENT_EDIT, pupil)
    held = get_object_or_404(Assessment, pupil=pupil, reference=assessment) if assessment else None
    if held and "remove" in request.POST:
        actions.remove_assessment(assessment=held, by=request.user, at=now())
        messages.success(request, "The assessment is taken away.")
        return redirect("needs:assessments", school, reference)
    known = queries.instruments_of(request.school)
    form = AssessmentForm(request.POST or None, pupil=pupil, papers=papers_of(pupil, request.user), instance=held,
                          instruments=known)  # fmt: skip
    if save_row(request, form, actions.write_assessment, assessment=held):
        messages.success(request, "The assessment is on file.")
        return redirect("needs:assessments", school, reference)
    title = (
        f"Change an assessment of {pupil.first_name}"
        if held
        else f"Put an assessment of {pupil.first_name} on file"
    )
    return form_page(request, pupil, form, title=title, submit_label="Save the assessment", removable=held is not None,
                     version=held.version if held else 0, instruments=known, back="needs:assessments",
                     template="needs/assessment.html")  # fmt: skip
