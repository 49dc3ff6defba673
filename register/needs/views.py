from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from register.file.queries import papers_of
from register.models import Diagnosis, Pupil, Summary
from register.needs import actions, present, queries
from register.needs.forms import BOOLEAN, ChangeForm, DiagnosisForm, DisabilityForm, StrengthsForm, are_valid
from register.needs.rows import forms_of, rearranged, rows_in, rows_of
from register.needs.spans import MOST_NEEDS, mark_of
from register.pages import find_pupil, frame, opened


def open_papers(pupil: Pupil, user, rows) -> set[int]:
    """Keys of the documents linked from these rows that the user may open. One query, or none."""
    linked = [row.document_id for row in rows if row.document_id]
    return set(papers_of(pupil, user).filter(pk__in=linked).values_list("pk", flat=True))


@require_GET
def needs_page(request, school, reference):
    """A pupil's needs now and before, strengths first, with what stands apart from SEN."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.SEN_VIEW, pupil)
    opened(request, pupil, "needs")
    context = frame(pupil, request.user, "needs") | needs_context(pupil, request.user)
    return render(request, "needs/needs.html", context)


def needs_context(pupil: Pupil, user) -> dict:
    """The context of needs/needs.html but for its frame."""
    needs, summary = queries.all_needs(pupil), queries.summary_of(pupil)
    here = [pupil.school.slug, pupil.reference]
    diagnoses, assessments = queries.diagnoses_of(pupil), queries.assessments_of(pupil)
    may_edit = can(user, Permission.NEEDS_EDIT, pupil)
    papers = open_papers(pupil, user, diagnoses)
    pages = ("edit", "strengths", "disability", "diagnosis-add")
    return {
        "now": present.needs_now(needs, pupil.school), "before": present.needs_before(needs),
        "strengths": present.strengths(summary), "disability": present.disability(summary),
        "additions": present.additions(queries.additions_of(pupil)), "factors": present.flags(pupil),
        "diagnoses": present.diagnosis_rows(diagnoses, papers, pupil, may_edit=may_edit),
        "assessments": present.assessments_short(assessments),
        "assessments_url": reverse("needs:assessments", args=here),
        "urls": {page.replace("-", "_"): reverse(f"needs:{page}", args=here) if may_edit else "" for page in pages},
    }  # fmt: skip


def form_page(request, pupil: Pupil, form, **context):
    """A form of this room; `back` names the page that it leads back to."""
    back = context.pop("back", "needs:needs")
    label = "Back to the assessments" if back == "needs:assessments" else "Back to the needs"
    note = "What you typed is kept." if form.errors else ""
    common = frame(pupil, request.user) | {
        "form": form, "back_url": reverse(back, args=[pupil.school.slug, pupil.reference]), "back_label": label,
        "note": note, "template": "needs/form.html", "status": 200,
    } | context  # fmt: skip
    return render(request, common.pop("template"), common, status=common.pop("status"))


def edit(request, school, reference):
    """Write down the types of need: several, in order, each with its day; rows can be added and moved."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.NEEDS_EDIT, pupil)
    needs = queries.all_needs(pupil)
    typed = rows_in(request.POST) if request.method == "POST" else rows_of(needs)
    asked = rearranged(typed, request.POST)
    if request.method == "POST" and asked is None:
        change, rows = ChangeForm(request.POST.dict(), pupil=pupil), forms_of(typed, pupil, bound=True)
        if are_valid(change, rows, needs) and write_needs(pupil, change, rows, request.user):
            messages.success(request, f"{pupil.first_name}’s needs are recorded.")
            return redirect("needs:needs", school, reference)
        change.data = change.data | {"seen": mark_of(needs)} if change.non_field_errors() else change.data
    else:
        start = {"on": timezone.localdate(), "seen": mark_of(needs)}
        start |= {name: request.POST[name] for name in start if name in request.POST}
        change, rows = ChangeForm(initial=start, pupil=pupil), forms_of(asked or typed, pupil, bound=False)
    return form_page(request, pupil, change, rows=rows, room=len(rows.forms) < MOST_NEEDS, template="needs/edit.html",
                     recorded=present.needs_now(needs, pupil.school) if change.non_field_errors() else [],
                     title=f"What are {pupil.first_name}’s needs?", submit_label="Record the needs")  # fmt: skip


def write_needs(pupil: Pupil, change: ChangeForm, rows, by) -> bool:
    """Whether the action took the rows; what it refused is said in the form."""
    data, lines = change.cleaned_data, [line for _form, line in rows.written]
    try:
        actions.write_needs(
            pupil=pupil, lines=lines, on=data["on"], seen=data["seen"] or None, by=by, at=now()
        )
    except Denied as denied:
        change.add_error(None, denied.reason)
        return False
    return True


def strengths(request, school, reference):
    """Write what the pupil is good at and likes; drafts are kept, and two people's texts never overwrite each other."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.NEEDS_EDIT, pupil)
    held = queries.summary_of(pupil) or Summary(school=pupil.school, pupil=pupil, version=0)
    held.reference = pupil.reference  # a draft is kept under the pupil's: a new summary has none yet
    labels = {name: str(field.label) for name, field in StrengthsForm.base_fields.items()}
    editing = Editing("strengths", held, request.user, {name: getattr(held, name) for name in labels}, labels)
    if request.method == "POST":
        return strengths_posted(request, pupil, held, editing)
    draft = editing.begin(now())
    form = StrengthsForm(initial=draft.data if draft else None, instance=held)
    return strengths_page(request, pupil, held, form, draft)


def strengths_page(request, pupil: Pupil, held: Summary, form, draft, status: int = 200):
    """The form of strengths and interests, with the draft that it goes on from."""
    return form_page(request, pupil, form, title=f"What is {pupil.first_name} good at?", status=status,
                     submit_label="Save strengths and interests", version=draft.base if draft else held.version,
                     **saving(request, draft))  # fmt: skip


def strengths_posted(request, pupil: Pupil, held: Summary, editing: Editing):
    """What follows a draft, a text that somebody else has overtaken, and a text to save."""
    if answer := autosaved(request, editing):
        return answer
    typed, base, at = typed_in(request.POST), version_in(request.POST), now()
    choices = choices_in(request.POST)
    if editing.overtaken(base):
        if editing.differences(typed):
            return conflict_page(request, editing, typed, saved_by=held.written_by.called, saved_at=held.written_at,
                                 back=request.path)  # fmt: skip
        choices = choices or {}  # only the disability beside it was changed, or what this person left alone
    form = StrengthsForm(typed if choices is None else editing.merged(typed, choices), instance=Summary())
    if not form.is_valid():
        return strengths_page(request, pupil, held, form, editing.keep(typed, base=base, at=at), status=422)
    actions.write_strengths(pupil=pupil, by=request.user, at=at, **form.cleaned_data)
    editing.discard()
    messages.success(request, "Strengths and interests are saved.")
    return redirect("needs:needs", request.school.slug, pupil.reference)


def disability(request, school, reference):
    """Record whether the pupil is disabled under the Equality Act, apart from any need."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.NEEDS_EDIT, pupil)
    held = queries.summary_of(pupil)
    answer = {value: key for key, value in BOOLEAN.items()}
    start = {"disabled": answer[held.disabled], "disability": held.disability,
             "since": held.disabled_since} if held else {"disabled": "unknown"}  # fmt: skip
    form = DisabilityForm(request.POST or None, pupil=pupil, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.write_disability(pupil=pupil, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, "The record of disability is saved.")
        return redirect("needs:needs", school, reference)
    return form_page(request, pupil, form, title=f"Is {pupil.first_name} disabled?", submit_label="Save the answer",
                     template="needs/disability.html")  # fmt: skip


def diagnosis(request, school, reference, diagnosis=None):
    """Record a diagnosis, change one, or take one away that was recorded by mistake."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.NEEDS_EDIT, pupil)
    held = get_object_or_404(Diagnosis, pupil=pupil, reference=diagnosis) if diagnosis else None
    if held and "remove" in request.POST:
        actions.remove_diagnosis(diagnosis=held, by=request.user, at=now())
        messages.success(request, "The diagnosis is taken away.")
        return redirect("needs:needs", school, reference)
    papers = papers_of(pupil, request.user)
    form = DiagnosisForm(request.POST or None, pupil=pupil, papers=papers, instance=held)
    if save_row(request, form, actions.write_diagnosis, diagnosis=held):
        messages.success(request, "The diagnosis is saved.")
        return redirect("needs:needs", school, reference)
    verb = "Change" if held else "Record"
    return form_page(request, pupil, form, title=f"{verb} a diagnosis of {pupil.first_name}",
                     submit_label="Save the diagnosis", removable=held is not None,
                     version=held.version if held else 0, line="A diagnosis does not by itself mean SEN.")  # fmt: skip


def save_row(request, form, write, **held):
    """The row that `write` made of a posted form that holds; None, with the reason in the form, otherwise."""
    if request.method != "POST" or not form.is_valid():
        return None
    version = version_in(request.POST) if next(iter(held.values())) else None
    try:
        return write(pupil=form.pupil, version=version, by=request.user, at=now(), **held, **form.written)
    except Denied as denied:
        form.add_error(None, denied.reason)
        return None
