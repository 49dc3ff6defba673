"""Writing a plan: begun, written with others, seen as it would be printed, sent to be agreed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from apdr.bank.views import offered_page
from apdr.enums import WRITTEN, PlanArea, PlanState
from apdr.models import BankEntry, Plan, Target
from apdr.plans import actions, editor, present
from apdr.plans.editing import (
    added,
    banked,
    count_reached,
    of_plan,
    plan_forms,
    plan_labels,
    plan_text,
    removed,
    used_again,
)
from apdr.plans.forms import MOST_ROWS, MOST_TARGETS_EVER, AreaForm
from apdr.plans.meeting import PlanEditing
from apdr.plans.preview import preview_pdf
from apdr.plans.views import find_plan, head_of, moved
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, can, check_can
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from core.ui.exports import download
from register.pages import find_pupil, frame


@require_POST
def start(request, school, reference):
    """Begin the pupil's next plan, of the area that was chosen, or go on with the one that is open."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, pupil)
    form = AreaForm(request.POST, school=request.school)
    if not form.is_valid():
        return _area_page(request, pupil, form, status=422)
    area = PlanArea(form.cleaned_data["area"])
    plan = actions.start_plan(pupil=pupil, by=request.user, at=now(), area=area)
    return redirect("plans:edit", school, plan.reference) if plan.state in WRITTEN else redirect(plan)


@require_GET
def choose_area(request, school, reference):
    """Choose what a new plan is about."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, pupil)
    return _area_page(request, pupil, AreaForm(school=request.school))


def _area_page(request, pupil, form, status=200):
    label = pupil.school.label("plan")
    opened = Plan.objects.filter(pupil=pupil).open()
    context = frame(pupil, request.user) | {
        "form": form, "title": f"{label} for {pupil.name}", "submit_label": "Start the plan",
        "open_plans": [{"words": editor.cycle_words(plan), "url": plan.get_absolute_url(), "state": present.state_of(plan)}
                       for plan in opened.select_related("school")],
        "back_url": pupil.get_absolute_url(), "back_label": f"Back to {pupil.first_name}",
        "line": "A plan that is open already in the area you choose is opened, not begun again.",
    }  # fmt: skip
    return render(request, "plans/start.html", context, status=status)


def edit(request, school, reference):
    """Write the plan: drafts are kept as one goes, and two people's texts never overwrite each other."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, found)
    if found.state not in WRITTEN:
        messages.info(request, "An agreed plan is kept as it was agreed. Reopen it to change it.")
        return redirect(found)
    editing = PlanEditing("plan", found, request.user, plan_text(found), plan_labels(found))
    if request.method == "POST":
        return _posted(request, found, editing)
    draft = editing.begin(now())
    return _page(request, found, editing, draft.data if draft else editing.saved, draft=draft)


@require_GET
def bank(request, school, reference):
    """The bank beside the plan, searched: answered to htmx alone as a part of the page."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, found)
    editing = PlanEditing("plan", found, request.user, plan_text(found), {})
    draft = editing.draft()
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in BANK}
    text = draft.data if draft else editing.saved
    return render(request, "plans/_bank.html", {"bank": editor.panel(found, text, asked)})


ASSESS = ("strengths", "difficulties", "learnt", "pupil_voice", "no_voice_why", "parent_view")
AROUND = ("expected", "every_lesson", "home", "starts", "review_on")
BANK = ("bank-kind", "bank-q", "bank-target")


def _page(request, plan, editing, text, *, draft=None, bound=False, opened=None, status=200):
    form, targets = plan_forms(plan, text, bound=bound)
    if bound:
        form.is_valid(), targets.is_valid()
    form.assess_fields = [form[name] for name in ASSESS if name in form.fields]
    form.plan_fields = [form[name] for name in AROUND]
    editor.dress_targets(targets.forms, text, plan, opened=opened, carried=editor.carried_words(plan))
    at_work = next((target.place for target in targets.forms if target.open), 0)
    asked = {name: request.POST.get(name, "") for name in BANK} | {"bank-target": str(at_work)}
    asked["bank-kind"] = request.POST.get("bank-pick") or asked["bank-kind"]
    may_bank = can(request.user, Permission.PLAN_BANK_EDIT, plan.school)
    for target, offers in zip(targets.forms, editor.offers_of(text, plan) if may_bank else [], strict=False):
        target.offers = offers
    count, most = len(targets.forms) - count_reached(plan, text), plan.school.most_targets
    last = plan.previous
    return render(request, "plans/plan_edit.html", saving(request, draft) | {
        "form": form, "formset": targets, "pupil": head_of(plan) | {"born": editor.cycle_words(plan)},
        "stages": present.stages(plan), "title": f"{plan.school.label('plan')} for {plan.pupil.name}",
        "version": draft.base if draft else plan.version,
        "assess_note": f"carried over from cycle {last.cycle}" if last else "",
        "last_review_url": last.get_absolute_url() if last else "",
        "target_note": f"{count} of {most} targets", "room": count < MOST_TARGETS_EVER,
        "too_many": f"The school’s plans have at most {most} targets: fewer are easier to keep." if count > most else "",
        "left": editor.left_behind(plan, text), "bank": editor.panel(plan, text, asked),
        "reading": editor.reading(plan, text, editing.labels), "voice": editor.voice_help(plan, text),
        "back_url": plan.get_absolute_url(),
        "send_label": "" if can(request.user, Permission.PLAN_AGREE, plan)
        else f"Send to the {plan.school.label('senco')} to agree",
    }, status=status)  # fmt: skip


# A button's name → what it makes of (the plan, its text, the button's value, the place the bank is for):
# the text and the place of the target that is then open


def _add(plan, text, value, place):
    return (text := added(text)), _last(text)


def _remove(plan, text, value, place):
    return removed(text, editor.place_in(value, MOST_ROWS + 1)), None


def _again(plan, text, value, place):
    number = int(value) if value.isdecimal() and len(value) < 4 else 0
    target = get_object_or_404(Target, plan=plan.previous_id, number=number)
    return (text := used_again(text, target)), _last(text)


def _from_bank(plan, text, value, place):
    entry = get_object_or_404(BankEntry, school=plan.school_id, reference=value, retired_on=None)
    return banked(text, entry, place)


def _show(plan, text, value, place):
    return text, place


def _last(text) -> int:
    return max(len(editor.targets_in(text)) - 1, 0)


BUTTONS = {"add-target": _add, "remove-target": _remove, "use-again": _again, "add-bank": _from_bank, "bank-show": _show,
           "bank-pick": _show}  # fmt: skip


def _posted(request, plan, editing: Editing):
    base, at, typed = version_in(request.POST), now(), typed_in(request.POST)
    text = of_plan(typed)
    if answer := autosaved(request, editing, text):
        rows, reading = editor.smart_rows(text, plan), editor.reading(plan, text, editing.labels)
        return _with_hints(request, answer, rows, reading)
    for name, button in BUTTONS.items():
        if name in typed:
            place = editor.place_in(typed.get("bank-target", ""), MOST_ROWS)
            text, opened = button(plan, text, typed[name], place)
            draft = editing.keep(text, base=base, at=at)
            return _page(request, plan, editing, text, draft=draft, opened=opened)
    if "offer" in typed:
        editing.keep(text, base=base, at=at)
        return offered_page(request, editor.offered(text, typed["offer"], plan), name=plan.pupil.first_name)
    if "preview" in typed:
        return _preview(request, plan, editing, text, base)
    if editing.overtaken(base):
        who, when = last_saved(plan)
        mine = editing.lay(text)
        return conflict_page(request, editing, mine, saved_by=who, saved_at=when, back=request.path)
    choices = choices_in(request.POST)
    text = text if choices is None else editing.merged(editing.lay(text), choices)
    return _save(request, plan, editing, text, "propose" in typed, base, at)


def _with_hints(request, answer: HttpResponse, rows, reading) -> HttpResponse:
    """The answer to an autosave with the hints of every target and how the plan reads, put in their places."""
    more = render(request, "plans/_hints.html", {"rows": rows, "reading": reading, "oob": True})
    answer.content += more.content
    return answer


def last_saved(plan: Plan):
    """Who saved the plan last, and when, from its history."""
    event = plan.events.order_by("-pgh_id").first()
    who = User.objects.filter(pk=(event.pgh_context or {}).get("user")).first() if event else None
    return (who.called if who else "Somebody"), (event.pgh_created_at if event else plan.created_at)


def _save(request, plan, editing, text, propose: bool, base, at):
    form, targets = plan_forms(plan, text, bound=True)
    if not (form.is_valid() and targets.is_valid()):
        draft = editing.keep(text, base=base, at=at)
        return _page(request, plan, editing, text, draft=draft, bound=True, status=422)
    numbers = {str(target.pk): target.number for target in plan.targets.all()}
    try:
        plan = actions.write_plan(plan=plan, by=request.user, at=at, targets=targets.written(numbers),
                                  **form.cleaned_data)  # fmt: skip
    except Denied as denied:
        form.add_error(None, denied.reason)
        draft = editing.keep(text, base=base, at=at)
        return _page(request, plan, editing, text, draft=draft, bound=True, status=422)
    editing.discard()
    if propose:
        return moved(request, plan, PlanState.PROPOSED)
    messages.success(request, "The plan is saved.")
    return redirect(plan)


def _preview(request, plan, editing, text, base):
    """The plan as its form now stands, as a PDF made for this one look: it takes a second, and is kept nowhere."""
    draft = editing.keep(text, base=base, at=now())
    form, targets = plan_forms(plan, text, bound=True)
    if not (form.is_valid() and targets.is_valid()):
        return _page(request, plan, editing, text, draft=draft, bound=True, status=422)
    data = preview_pdf(plan, form.cleaned_data, targets.written({}), at=timezone.localdate())
    name = f"{plan.school.label('plan')}, draft.pdf"
    return download(data, name=name, content_type="application/pdf", inline=True)
