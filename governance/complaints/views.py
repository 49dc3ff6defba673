from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can, visible_or_404
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.ui.editing import version_in
from core.ui.listing import KINDS, export_list
from governance.complaints import actions, present, queries
from governance.complaints.forms import ChangeForm, CloseForm, MoveForm, RecordForm, StepForm, ToHeadForm
from governance.complaints.rights import WAY, told
from governance.enums import StepKind
from governance.lifecycle import LADDER
from governance.models import Complaint, ComplaintStep
from register.edits import tell_refused
from register.models import Pupil
from register.pages import find_pupil
from register.queries import search_pupils

VIEW, EDIT = Permission.COMPLAINT_VIEW, Permission.COMPLAINT_EDIT


def find_complaint(request, reference: str) -> Complaint:
    """The complaint of that reference that the person may see; Http404 otherwise, as if there were none."""
    rows = Complaint.objects.select_related("school", "pupil__school_class", "handled_by").defer(
        "school__crest"
    )
    return visible_or_404(rows, request.user, school=request.school, reference=reference)


def _to_change(request, reference: str) -> Complaint:
    found = find_complaint(request, reference)
    check_can(request.user, EDIT, found)
    return found


@require_GET
def listing(request, school):
    """The school's complaints: open, then closed. Opening the list is recorded, naming no child."""
    check_can(request.user, VIEW, request.school)
    record_opening(
        school=request.school, by=request.user, at=now(), kind=Opening.Kind.PUPIL, what="list of complaints"
    )
    rows = queries.complaints_of(request.school, request.user)
    page = present.list_page(rows, request.school, request.user, timezone.localdate())
    return render(request, "complaints/list.html", page)


@require_GET
def export(request, school, kind):
    """The list as a file; recorded."""
    check_can(request.user, VIEW, request.school)
    check_can(request.user, Permission.LISTS_EXPORT, request.school)
    if kind not in KINDS:
        raise Http404
    rows = present.export_rows(queries.complaints_of(request.school, request.user), request.school)
    return export_list(
        request, name="complaints", title="Complaints", headings=present.HEADINGS, rows=rows, kind=kind
    )


@require_GET
def rights(request, school):
    """What parents may do at each stage, to tell them and to print."""
    check_can(request.user, VIEW, request.school)
    way = [{"title": str(rung.title), "rights": told(rung.rights, request.school)} for rung in WAY]
    return render(request, "complaints/rights.html", {
        "way": way, "back_url": reverse("complaints:list", args=[school]), "back_label": "All complaints",
    })  # fmt: skip


@require_GET
def find(request, school):
    """The first step of recording one: about which child, or none."""
    check_can(request.user, EDIT, request.school)
    asked = request.GET.get("q", "")[:80].replace("\0", "").strip()
    found = search_pupils(request.school, request.user, asked) if asked else []
    rows = [{"name": one.name, "klass": one.class_name,
             "url": reverse("complaints:add-about", args=[school, one.reference])} for one in found]  # fmt: skip
    return render(request, "complaints/find.html", {
        "q": asked, "rows": rows, "none_url": reverse("complaints:add", args=[school]),
        "back_url": reverse("complaints:list", args=[school]), "back_label": "All complaints",
    })  # fmt: skip


def add(request, school):
    """Record a complaint that is about no single child, or one that follows a closed one."""
    check_can(request.user, EDIT, request.school)
    after = request.GET.get("after", "")[:12]
    before = find_complaint(request, after) if after else None
    return _record(request, before.pupil if before else None, before)


def add_about(request, school, reference):
    """Record a complaint about a pupil."""
    pupil = find_pupil(request, reference)
    check_can(request.user, EDIT, request.school)
    return _record(request, pupil, None)


def _record(request, pupil: Pupil | None, before: Complaint | None):
    begun = (
        {"about": present.follows(before), "raised_by": before.raised_by, "relation": before.relation}
        if before
        else {}
    )
    form = RecordForm(request.POST or None, school=request.school, user=request.user, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record_complaint(
                school=request.school, pupil=pupil, by=request.user, at=now(), **form.recorded
            )
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "The complaint is recorded.")
            return redirect("complaints:complaint", request.school.slug, made.reference)
    line = f"About {pupil.name}, {pupil.class_name}." if pupil else "It is about no single child."
    return _form(request, form, "Record a complaint", "Record it", line=line)


def _form(request, form, title: str, submit: str, *, held: Complaint | None = None, line: str = ""):
    slug = request.school.slug
    back = ("complaints:complaint", [slug, held.reference]) if held else ("complaints:list", [slug])
    return render(request, "form_page.html", {
        "form": form, "title": title, "line": line, "submit_label": submit, "version": held.version if held else None,
        "note": "What you typed is kept." if form.errors else "", "back_url": reverse(back[0], args=back[1]),
        "back_label": "Back to the complaint" if held else "All complaints",
    })  # fmt: skip


@require_GET
def complaint(request, school, reference):
    """One complaint: where it stands, what has happened, what is next. Opening it is recorded under its own reference,
    so that nothing of it stands on a page about the child."""
    found = find_complaint(request, reference)
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.PUPIL, what="complaint",
                   subject=found.reference)  # fmt: skip
    page = present.page(found, queries.steps_of(found), request.user, timezone.localdate())
    return render(request, "complaints/complaint.html", page)


def change(request, school, reference):
    """Put right what is written, who handles it, by when an answer is promised."""
    held = _to_change(request, reference)
    initial = {name: getattr(held, name) for name in ChangeForm.base_fields}
    form = ChangeForm(
        request.POST or None,
        school=request.school,
        user=request.user,
        head_only=held.head_only,
        initial=initial,
    )
    return _answer(
        request, held, form, actions.amend_complaint, "Change the complaint", "Save", "It is saved."
    )


def move(request, school, reference):
    """Take it to a higher stage."""
    held = _to_change(request, reference)
    stages = [move.end for move in LADDER.moves if move.start == held.stage]
    if not stages:
        raise Denied("It is at the highest stage already: what follows is a step, or its end.")
    form = MoveForm(request.POST or None, school=request.school, stages=stages, head_only=held.head_only)
    form.fields["stage"].choices = [(stage, present.stage_word(stage, held.school)) for stage in stages]
    line = f"The stage now: {present.stage_word(held.stage, held.school)}."
    return _answer(
        request,
        held,
        form,
        actions.take_up,
        "Take it to the next stage",
        "Take it up",
        "It is taken up.",
        line,
    )


def to_head(request, school, reference):
    """Give it to the head alone: whoever is not the head learns nothing more of it."""
    held = _to_change(request, reference)
    form = ToHeadForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_to_head(complaint=held, by=request.user, at=now(), version=version_in(request.POST),
                                 **form.cleaned_data)  # fmt: skip
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, "It is with the head alone.")
            return redirect("complaints:list", school)
    line = (
        "For a complaint about you, or one that you should not see to. From then on the head alone sees it: it leaves your "
        "list and your reminders, and only the head can open it to you again."
    )
    return _form(request, form, "Hand it to the head alone", "Hand it over", held=held, line=line)


def step(request, school, reference):
    """Write down what happened, and what is next."""
    held = _to_change(request, reference)
    asked = request.GET.get("kind", "")
    form = StepForm(
        request.POST or None, initial={"kind": asked if asked in StepKind.values else StepKind.TALK}
    )
    return _answer(
        request, held, form, actions.record_step, "Write down a step", "Save", "It is written down."
    )


def close(request, school, reference):
    """Close it, with what came of it and what the school changes."""
    held = _to_change(request, reference)
    form = CloseForm(request.POST or None)
    line = "A complaint is not opened again. What comes later is a new one that says it follows this."
    return _answer(
        request, held, form, actions.close_complaint, "Close the complaint", "Close it", "It is closed.", line
    )


def _answer(request, held: Complaint, form, act, title: str, submit: str, said: str, line: str = ""):
    if request.method == "POST" and form.is_valid():
        version = {} if act is actions.record_step else {"version": version_in(request.POST)}
        try:
            act(complaint=held, by=request.user, at=now(), **version, **form.cleaned_data)
        except Denied as denied:
            tell_refused(form, held, denied)
        else:
            messages.success(request, said)
            return redirect("complaints:complaint", request.school.slug, held.reference)
    return _form(request, form, title, submit, held=held, line=line)


@require_POST
def done(request, school, reference):
    """What was to happen next is done."""
    rows = ComplaintStep.objects.select_related("complaint__school").defer("complaint__school__crest")
    held = visible_or_404(rows, request.user, school=request.school, reference=reference)
    check_can(request.user, EDIT, held)
    actions.mark_step_done(step=held, by=request.user, at=now())
    messages.success(request, "It is done.")
    return redirect("complaints:complaint", school, held.complaint.reference)
