from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from apdr.enums import IN_FORCE, WRITTEN, PlanState
from apdr.models import Plan, Receipt
from apdr.plans import actions, present, queries
from apdr.plans.editing import count_targets, dress_target, plan_forms, plan_labels, plan_text, voice_help
from apdr.plans.forms import MOST_TARGETS_EVER, OutcomeForm, ShareForm, SlipForm
from apdr.plans.lifecycle import PLAN
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, can, check_can, check_role, visible_or_404
from core.accounts.permissions import why_not as cannot
from core.ui.editing import Editing, autosaved, choices_in, conflict_page, saving, typed_in, version_in
from core.ui.present import day, day_in, due_state, lines
from register.models import PupilDocument
from register.pages import find_pupil, opened
from register.present import pupil_head
from register.queries import contacts_of, needs_of, open_period

NO_CONTACT = "No contact is known yet. Add one on the child’s page, under People, then share the plan."


def find_plan(request, reference: str) -> Plan:
    """The plan, if the user may know of it; 404 otherwise."""
    return visible_or_404(queries.plan_with_targets(Plan.objects.all()), request.user, reference=reference)


def head_of(plan: Plan) -> dict:
    head = pupil_head(plan.pupil, open_period(plan.pupil), needs_of(plan.pupil), timezone.localdate())
    return head | {"born": f"Cycle {plan.cycle}"}


@require_GET
def plans(request, school):
    """Plans that are not reviewed yet, of the pupils in the user's sight."""
    check_role(request.user, Permission.SEN_VIEW, request.school.pk)
    today = timezone.localdate()
    rows = [
        plan_row(line, request.school, today) for line in queries.open_plans(request.school, request.user)
    ]
    waiting = [row for row in rows if row["proposed"]]
    return render(
        request, "plans/plans.html", {"rows": rows, "waiting": waiting, "label": request.school.label("plan")}
    )


def plan_row(line: queries.PlanLine, school, today) -> dict:
    """One plan of a list as finished strings."""
    late = due_state(line.review_on, today, school.soon_days) if line.review_on else None
    return {
        "url": reverse("plans:plan", args=[school.slug, line.reference]), "name": line.pupil_name,
        "klass": line.class_name, "cycle": line.cycle, "state": present.plan_state(line.state, shared=line.shared),
        "review": day_in(line.review_on, today) if line.review_on else "", "due": late,
        "proposed": line.state == PlanState.PROPOSED,
    }  # fmt: skip


@require_POST
def start(request, school, reference):
    """Begin the pupil's next plan, or go on with the open one."""
    pupil = find_pupil(request, reference)
    plan = actions.start_plan(pupil=pupil, by=request.user, at=now())
    return redirect("plans:edit", school, plan.reference)


@require_GET
def plan(request, school, reference):
    """The plan as staff read it, with the moves that are open and why others are not."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.SEN_VIEW, found)
    opened(request, found.pupil, "support plan")
    return render(request, "plans/plan.html", plan_page(found, request.user))


def plan_page(plan: Plan, user) -> dict:
    """The context of apdr/plan.html."""
    today, label = timezone.localdate(), plan.school.label("plan")
    moves = moves_of(plan, user)
    documents = documents_of(plan)
    return {
        "pupil": head_of(plan), "title": f"{label} for {plan.pupil.name}", "stages": present.stages(plan),
        "actions": [move for move in moves if not move["reason"]][:2],
        "moves": [move for move in moves if move["reason"]] + [move for move in moves if not move["reason"]][2:],
        "state": present.state_of(plan), "state_line": f"Cycle {plan.cycle}",
        "facts": present.plan_facts(plan, today),
        "assess": present.assess_parts(plan),
        "targets": [present.target_line(target) for target in plan.targets.all()],
        "every_lesson": lines(plan.every_lesson), "home": lines(plan.home),
        "documents": documents, "making": any(document["making"] for document in documents),
        "receipts": receipt_rows(plan, user), "history": earlier_plans(plan),
        "back_url": plan.pupil.get_absolute_url(),
    }  # fmt: skip


def edit_url(plan: Plan, user) -> str:
    editable = plan.state in WRITTEN and can(user, Permission.PLAN_EDIT, plan)
    return reverse("plans:edit", args=[plan.school.slug, plan.reference]) if editable else ""


def moves_of(plan: Plan, user) -> list[dict]:
    """What can be done from where the plan is, each with the reason why it cannot be done now, if any."""
    here = [plan.school.slug, plan.reference]
    buttons = (
        [{"label": "Change the plan", "url": edit_url(plan, user), "icon": "pencil", "reason": None}]
        if edit_url(plan, user)
        else []
    )
    if plan.state in IN_FORCE and plan.shared_at is None:
        why_not = cannot(user, Permission.PLAN_SHARE, plan) or not_issued(plan)
        buttons.append({"label": "Share with the family", "url": reverse("plans:share", args=here), "post": False,
                        "reason": why_not, "primary": True})  # fmt: skip
    for move, why_not in PLAN.open_to(plan, user):
        on_review_page = plan.state in IN_FORCE and move.end in REVIEWING
        # the review page itself asks how each target went, so that is not missing yet
        reason = cannot(user, Permission.PLAN_EDIT, plan) if on_review_page else why_not
        page = "plans:review" if on_review_page else None
        url = reverse(page, args=here) if page else reverse("plans:move", args=[*here, move.end])
        if move.end == PlanState.PROPOSED and can(user, Permission.PLAN_AGREE, plan):
            continue  # whoever agrees plans need not send them to themselves
        if move.end == PlanState.PLAN and plan.state == PlanState.ASSESS:
            continue  # saving the plan makes this move as soon as the assessment is complete
        primary = move.end in {PlanState.PROPOSED, PlanState.DO} and plan.state in WRITTEN
        buttons.append(
            {"label": move.says, "url": url, "post": page is None, "reason": reason, "primary": primary}
        )
    buttons.sort(key=lambda button: not button.get("primary"))
    return buttons


REVIEWING = (PlanState.REVIEW, PlanState.CLOSED)


def not_issued(plan: Plan) -> str | None:
    return None if plan.document_id else "The plan’s document has not been issued yet."


def documents_of(plan: Plan) -> list[dict]:
    """The plan's issued documents as they stand now: its PDF, and the copy with letter and slip."""
    filed = PupilDocument.objects.filter(pupil=plan.pupil, issued__subject=plan.reference)
    newest = {
        document.kind: document for document in filed.select_related("issued__job").order_by("filed_at", "pk")
    }
    return [
        present.document_line(d.issued, reverse("file:document", args=[plan.school.slug, d.reference]))
        for d in newest.values()
    ]


def receipt_rows(plan: Plan, user) -> list[dict]:
    may = can(user, Permission.PLAN_SHARE, plan)
    return [
        {"name": r.contact.name, "how": r.get_how_display(), "sent": day(timezone.localdate(r.sent_at)),
         "confirmed": day(timezone.localdate(r.confirmed_at)) if r.confirmed_at else "", "by": r.confirmed_name,
         "comment": r.comment,
         "slip_url": reverse("plans:slip", args=[plan.school.slug, r.reference]) if may and not r.confirmed_at else ""}
        for r in queries.receipts_of(plan)
    ]  # fmt: skip


def earlier_plans(plan: Plan) -> list[dict]:
    others = (
        Plan.objects.filter(pupil=plan.pupil).exclude(pk=plan.pk).select_related("school").order_by("-cycle")
    )
    return [
        {"when": f"from {day(p.starts)}", "what": f"Cycle {p.cycle}", "who": "", "url": p.get_absolute_url(),
         "state": present.state_of(p)}
        for p in others
    ]  # fmt: skip


def edit(request, school, reference):
    """Write the plan: drafts are kept as one goes, and two people's texts never overwrite each other."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, found)
    if found.state not in WRITTEN:
        messages.info(request, "An agreed plan is kept as it was agreed. Reopen it to change it.")
        return redirect(found)
    saved = plan_text(found)
    posted = typed_in(request.POST) if request.method == "POST" else {}
    count = max(count_targets(saved), count_targets(posted), 1)
    editing = Editing("plan", found, request.user, saved, plan_labels(found, count))
    if request.method == "POST":
        return _edit_posted(request, found, editing, posted)
    draft = editing.begin(now())
    return _edit_page(request, found, editing, draft.data if draft else saved, draft=draft)


ASSESS = ("strengths", "difficulties", "pupil_voice", "no_voice_why", "parent_view")
AROUND = ("every_lesson", "home", "starts", "review_on")


def _edit_page(request, plan, editing, text, *, draft=None, bound=False, spare=0, status=200):
    form, targets = plan_forms(plan, text, bound=bound, spare=spare)
    if bound:
        form.is_valid(), targets.is_valid()
    form.assess_fields = [form[name] for name in ASSESS]
    form.plan_fields = [form[name] for name in AROUND]
    for place, target in enumerate(targets.forms):
        dress_target(target, place, text, plan, opened=spare and place == len(targets.forms) - 1)
    count, most = len(targets.forms), plan.school.most_targets
    return render(request, "plans/plan_edit.html", saving(request, draft) | {
        "form": form, "formset": targets, "pupil": head_of(plan), "stages": present.stages(plan),
        "title": f"{plan.school.label('plan')} for {plan.pupil.name}", "version": draft.base if draft else plan.version,
        "assess_note": f"cycle {plan.cycle}", "target_note": f"{count} of {most} targets",
        "too_many": f"The school’s plans have at most {most} targets: fewer are easier to keep." if count > most else "",
        "add_name": "add-target" if count < MOST_TARGETS_EVER else "",
        "send_name": "propose", "voice": voice_help(plan, text),
        "back_url": plan.get_absolute_url(),
        "send_label": "" if can(request.user, Permission.PLAN_AGREE,
        plan) else f"Send to the {plan.school.label('senco')} to agree",
    }, status=status)  # fmt: skip


def _edit_posted(request, plan, editing, posted):
    base, at = version_in(request.POST), now()
    do = next((name for name in ("propose", "add-target") if posted.pop(name, "")), "save")
    posted = {name: text for name, text in posted.items() if not name.endswith("_FORMS")}
    if answer := autosaved(request, editing, posted):
        return answer
    if do == "add-target":
        draft = editing.keep(posted, base=base, at=at)
        return _edit_page(request, plan, editing, posted, draft=draft, spare=1)
    if editing.overtaken(base):
        who, when = last_saved(plan)
        here = reverse("plans:edit", args=[plan.school.slug, plan.reference])
        return conflict_page(request, editing, posted, saved_by=who, saved_at=when, back=here)
    choices = choices_in(request.POST)
    text = posted if choices is None else editing.merged(posted, choices)
    return _save(request, plan, editing, text, do, base, at)


def last_saved(plan: Plan):
    """Who saved the plan last, and when, from its history."""
    event = plan.events.order_by("-pgh_id").first()
    who = User.objects.filter(pk=(event.pgh_context or {}).get("user")).first() if event else None
    return (who.called if who else "Somebody"), (event.pgh_created_at if event else plan.created_at)


def _save(request, plan, editing, text, do, base, at):
    form, targets = plan_forms(plan, text, bound=True)
    if not (form.is_valid() and targets.is_valid()):
        draft = editing.keep(text, base=base, at=at)
        return _edit_page(request, plan, editing, text, draft=draft, bound=True, status=422)
    plan = actions.write_plan(plan=plan, by=request.user, at=at, targets=targets.written, **form.cleaned_data)
    editing.discard()
    if do == "propose":
        return _move(request, plan, PlanState.PROPOSED)
    messages.success(request, "The plan is saved.")
    return redirect(plan)


MOVES = {
    PlanState.PROPOSED: (actions.propose_plan, "The plan has been sent to be agreed."),
    PlanState.DO: (actions.agree_plan, "The plan is agreed. Its PDF is being made."),
    PlanState.PLAN: (actions.reopen_plan, "The plan is open to be changed."),
    PlanState.REVIEW: (actions.begin_review, "The review has begun."),
    PlanState.CLOSED: (actions.close_unused, "The plan is closed. It was never agreed."),
}


def move_action(plan: Plan, end: PlanState):
    """(action, what to say) of a move made by one button."""
    if (plan.state, end) == (PlanState.REVIEW, PlanState.DO):
        return actions.go_on, "The plan goes on."
    return MOVES[end]


def _move(request, plan: Plan, end: str):
    if plan.state == end:
        return redirect(plan)  # posted twice
    action, done = move_action(plan, PlanState(end))
    try:
        action(plan=plan, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
    else:
        messages.success(request, done)
    return redirect(plan)


@require_POST
def move(request, school, reference, end):
    """Send to be agreed, agree, or reopen; a move that the table does not allow says why."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.SEN_VIEW, found)
    if end not in MOVES:
        raise Denied("That move has a page of its own.")
    if needed := PLAN.permission_for(found.state, end):
        check_can(request.user, needed, found)
    return _move(request, found, PlanState(end))


def share(request, school, reference):
    """Choose who gets the plan, and how."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_SHARE, found)
    if found.shared_at and found.state in IN_FORCE:
        return redirect(found)
    contacts = contacts_of(found.pupil)
    form = ShareForm(request.POST or None, contacts=contacts)
    if request.method == "POST" and form.is_valid():
        try:
            actions.share_plan(plan=found, contacts=form.chosen, by=request.user, at=now())
        except Denied as denied:
            form.add_error(None, denied.reason)
        else:
            messages.success(request, "The plan is shared.")
            return redirect(found)
    line = "Each person gets it online, behind a code, or on paper with a slip to send back."
    context = {"form": form, "pupil": head_of(found), "title": f"Share {found.pupil.first_name}’s plan",
               "line": line if contacts else NO_CONTACT,
               "back_url": found.get_absolute_url(), "back_label": "Back to the plan",
               "submit_label": "Share the plan"}  # fmt: skip
    return render(request, "form_page.html", context)


def review(request, school, reference):
    """Say how each target went, and close the cycle."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, found)
    targets = list(found.targets.all())
    forms = [
        (target, OutcomeForm(request.POST or None, prefix=f"t{target.number}",
                             initial={"progress": target.progress, "outcome": target.outcome}))
        for target in targets
    ]  # fmt: skip
    if request.method == "POST" and len([form for _, form in forms if form.is_valid()]) == len(forms):
        outcomes = {t.number: (f.cleaned_data["progress"], f.cleaned_data["outcome"]) for t, f in forms}
        actions.record_outcomes(plan=found, outcomes=outcomes, by=request.user, at=now())
        try:
            actions.finish_review(plan=found, by=request.user, at=now())
        except Denied as denied:
            messages.error(request, denied.reason)
        else:
            messages.success(request, "The review is recorded. The next plan can be started.")
        return redirect(found)
    context = {"rows": [(present.target_line(target), form) for target, form in forms],
               "all_forms": [form for _, form in forms], "pupil": head_of(found),
               "title": f"Review {found.pupil.first_name}’s plan", "back_url": found.get_absolute_url()}  # fmt: skip
    return render(request, "plans/review.html", context)


def slip(request, school, reference):
    """Record how it is known that the family has the plan: a paper slip, a telephone call, a pack sent home."""
    found = get_object_or_404(Receipt.objects.select_related("plan__pupil", "contact"), reference=reference)
    plan = find_plan(request, found.plan.reference)
    check_can(request.user, Permission.PLAN_SHARE, plan)
    back = "overview:desk" if request.GET.get("from") == "desk" else ""
    if found.confirmed_at:
        messages.info(request, confirmed_already(found))
        return redirect(back, school) if back else redirect(plan)
    form = SlipForm(
        request.POST or None, initial={"name": found.contact.name, "on": timezone.localdate(), "how": "paper"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_receipt(receipt=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error("on", denied.reason)
        else:
            messages.success(request, "The answer is recorded.")
            return redirect(back, school) if back else redirect(plan)
    context = {"form": form, "title": "Does the family have the plan?", "pupil": head_of(plan),
               "submit_label": "Record the answer",
               "back_url": reverse(back, args=[school]) if back else plan.get_absolute_url(),
               "back_label": "Back to the slips" if back else "Back to the plan",
               "line": f"Sent to {found.contact.name} on {day(timezone.localdate(found.sent_at))}. "
               "Once recorded it stays as it is."}  # fmt: skip
    return render(request, "form_page.html", context)


def confirmed_already(receipt: Receipt) -> str:
    """Who confirmed first and when: what the second is told."""
    when = day(timezone.localdate(receipt.confirmed_at))
    return f"{receipt.confirmed_name or receipt.contact.name} confirmed this on {when} already. The first answer stands."
