"""The inspection pack: what goes in, the case studies, making it, and packs made before. For SENCo and head."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.audit.actions import record_opening
from core.audit.models import Opening
from core.documents.models import IssueState
from core.ui.editing import Editing, autosaved, saving, typed_in
from overview.inspection import actions, present, queries
from overview.inspection.forms import PREFIX, ChooseForm, StudyForm
from overview.inspection.known import veil_of
from overview.inspection.study import Passage, passages_of
from register.file.serving import serve
from register.models import Pupil
from register.pages import opened


@require_GET
def pack(request, school):
    """What goes into the pack, how far the case studies are, and the packs made so far."""
    check_can(request.user, Permission.PACK_MAKE, request.school)
    return render(request, "pack/pack.html", present.page(request.school, request.user))


@require_POST
def make(request, school):
    """Have the pack made by a worker."""
    check_can(request.user, Permission.PACK_MAKE, request.school)
    try:
        job = actions.queue_pack(school=request.school, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect("pack:pack", school)
    return redirect("jobs:job", school, job.reference)


def choose(request, school):
    """Choose the children whose case studies go into the pack."""
    check_can(request.user, Permission.PACK_MAKE, request.school)
    held = {
        slot.letter: slot.pupil.reference
        for slot in queries.slots(request.school, request.user)
        if slot.pupil
    }
    found = queries.candidates(request.school, request.user)
    form = ChooseForm(request.POST or None, found=found, initial=held)
    if request.method == "POST" and form.is_valid():
        pupils = _chosen(request, form)
        try:
            actions.choose_studies(school=request.school, pupils=pupils, by=request.user, at=now())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            return redirect("pack:pack", school)
    return render(request, "form_page.html", {
        "title": "Choose the case studies", "form": form, "submit_label": "Save the choice",
        "line": "Children who have had a plan; those with most reviewed cycles stand first. Nothing goes in before you have "
        "read it.",
        "back_url": reverse("pack:pack", args=[school]), "back_label": "Back to the inspection pack",
    })  # fmt: skip


def _chosen(request, form: ChooseForm) -> list[Pupil | None]:
    wanted = [form.cleaned_data[letter] for letter in queries.LETTERS]
    rows = Pupil.objects.filter(school=request.school, reference__in=wanted).visible_to(request.user)
    found = {pupil.reference: pupil for pupil in rows.select_related("school")}
    return [found.get(reference) for reference in wanted]


def study(request, school, letter):
    """Read a case study through, change each passage, and confirm that nothing tells who the child is."""
    check_can(request.user, Permission.PACK_MAKE, request.school)
    slot = next(
        (one for one in queries.slots(request.school, request.user) if one.letter == letter.upper()), None
    )
    if slot is None or slot.pupil is None:
        raise Http404
    editing = Editing(
        queries.STUDY, queries.Desk(request.school.pk, slot.pupil.reference), request.user, {}, {}
    )
    if answer := autosaved(request, editing, _typed(request)):
        return answer
    veil = veil_of(slot.pupil)
    passages = passages_of(slot.pupil, timezone.localdate(), veil)
    if request.method == "POST":
        return _confirmed(request, slot, editing, passages, veil)
    opened(request, slot.pupil, "case study for the inspection pack")
    kept = queries.texts_of(request.school, request.user, slot.pupil)
    texts = {one.key: kept.get(one.key, one.text) for one in passages}
    form = StudyForm(initial={PREFIX + key: text for key, text in texts.items()}, passages=passages)
    form.warn(_others(veil, texts))
    return _study_page(request, slot, form, editing)


def _typed(request) -> dict[str, str]:
    return {
        name.removeprefix(PREFIX): text
        for name, text in typed_in(request.POST).items()
        if name.startswith(PREFIX)
    }


def _others(veil, texts: dict[str, str]) -> dict[str, list[str]]:
    found = {key: veil.seen(text, others=True) for key, text in texts.items()}
    return {key: names for key, names in found.items() if names}


def _confirmed(request, slot: queries.Slot, editing: Editing, passages: list[Passage], veil):
    form = StudyForm(request.POST, passages=passages)
    form.warn(_others(veil, _typed(request)))
    valid = form.is_valid()
    form.refuse(actions.remaining(veil, form.texts()))
    if valid and not form.errors:
        try:
            actions.confirm_study(
                school=request.school, letter=slot.letter, texts=form.texts(), by=request.user, at=now()
            )
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, f"Case study {slot.letter} is confirmed.")
            return redirect("pack:pack", request.school.slug)
    editing.keep(_typed(request), base=0, at=now())
    return _study_page(request, slot, form, editing, status=422)


def _study_page(request, slot: queries.Slot, form: StudyForm, editing: Editing, *, status: int = 200):
    return render(request, "pack/study.html", {
        "title": f"Case study {slot.letter}: {slot.pupil.name}", "form": form, "submit_label": "Confirm case study",
        "line": "Names, days and places that the record knows were replaced. It cannot know nicknames, or what "
        "everybody nearby has heard of: read each passage. An empty one is left out.",
        "back_url": reverse("pack:pack", args=[request.school.slug]), "back_label": "Back to the inspection pack",
        "version": 0, **saving(request, editing.draft()),
    }, status=status)  # fmt: skip


@require_GET
def pdf(request, school, reference):
    """A pack as it was issued. Its opening is recorded."""
    check_can(request.user, Permission.PACK_MAKE, request.school)
    issued = get_object_or_404(
        queries.packs(request.school, request.user), reference=reference, state=IssueState.READY
    )
    record_opening(school=request.school, by=request.user, at=now(), kind=Opening.Kind.EXPORT,
                   what=f"inspection pack, version {issued.number}")  # fmt: skip
    return serve(issued.file, name=f"Inspection pack {issued.number}", inline=True)
