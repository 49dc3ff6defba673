from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET, require_POST

from apdr.enums import IN_FORCE, WRITTEN, PlanState
from apdr.models import Plan, Receipt
from apdr.plans import actions, present, queries
from apdr.plans.forms import ShareForm, SlipForm
from apdr.plans.lifecycle import PLAN, missing_of_plan
from apdr.plans.margin_present import margin_part
from apdr.plans.sources import sources_in
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from core.accounts.permissions import why_not as cannot
from core.ui.present import day, lines
from register.pages import opened
from register.present import head_with
from register.queries import contacts_of, standing_of

NO_CONTACT = "No contact is known yet. Add one on the child’s page, under People, then share the plan."


def find_plan(request, reference: str) -> Plan:
    """The plan, if the user may know of it; 404 otherwise."""
    return visible_or_404(queries.plan_with_targets(Plan.objects.all()), request.user, reference=reference)


def head_of(plan: Plan) -> dict:
    head = head_with(plan.pupil, standing_of(plan.pupil), timezone.localdate())
    return head | {"born": f"Cycle {plan.cycle}"}


@require_GET
def plan(request, school, reference):
    """The plan as staff read it, with the moves that are open and why others are not."""
    found = queries.plan_to_read(request.user, reference, timezone.localdate())
    if found is None:
        raise Http404
    check_can(request.user, Permission.SEN_VIEW, found)
    opened(request, found.pupil, "support plan")
    return render(request, "plans/plan.html", plan_page(found, request.user))


def plan_page(plan: Plan, user) -> dict:
    """The context of apdr/plan.html."""
    today, label = timezone.localdate(), plan.school.label("plan")
    others = queries.other_plans(plan)
    moves = moves_of(plan, user, others)
    documents = documents_of(plan)
    advised, advice = sources_in(plan)
    return {
        "pupil": head_of(plan), "title": f"{label} for {plan.pupil.name}", "stages": present.stages(plan),
        "actions": [move for move in moves if not move["reason"]][:2],
        "moves": [move for move in moves if move["reason"]] + [move for move in moves if not move["reason"]][2:],
        "state": present.state_of(plan), "state_line": f"Cycle {plan.cycle}",
        "facts": present.plan_facts(plan, today),
        "assess": present.assess_parts(plan),
        "targets": [present.target_line(target) | {"advice": advised.get(target.pk)} for target in plan.targets.all()],
        "advice": advice, "every_lesson": lines(plan.every_lesson), "home": lines(plan.home),
        "documents": documents, "making": any(document["making"] for document in documents),
        "receipts": receipt_rows(plan, user), "history": history_rows(others),
        "back_url": plan.pupil.get_absolute_url(),
    } | margin_part(plan, user, today, others)  # fmt: skip


def edit_url(plan: Plan, user) -> str:
    editable = plan.state in WRITTEN and can(user, Permission.PLAN_EDIT, plan)
    return reverse("plans:edit", args=[plan.school.slug, plan.reference]) if editable else ""


def moves_of(plan: Plan, user, others: list[Plan]) -> list[dict]:
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
        page = "reviews:plan" if on_review_page else None
        url = reverse(page, args=here) if page else reverse("plans:move", args=[*here, move.end])
        if move.end == PlanState.PROPOSED and can(user, Permission.PLAN_AGREE, plan):
            continue  # whoever agrees plans need not send them to themselves
        if move.end == PlanState.PLAN and plan.state == PlanState.ASSESS and reason:
            reason = not_complete(
                plan
            )  # saving the plan makes this move as soon as the assessment is complete
        primary = move.end in {PlanState.PROPOSED, PlanState.DO} and plan.state in WRITTEN
        buttons.append(
            {"label": move.says, "url": url, "post": page is None, "reason": reason, "primary": primary}
        )
    buttons += after_review(plan, user, others)
    buttons.sort(key=lambda button: not button.get("primary"))
    return buttons


def after_review(plan: Plan, user, others: list[Plan]) -> list[dict]:
    """What follows: the next meeting, the SENCo's evaluation, the next cycle."""
    here, buttons = [plan.school.slug, plan.reference], []
    if plan.state in IN_FORCE and can(user, Permission.MEETING_RUN, plan):
        buttons.append(next_meeting(plan))
    if plan.state in REVIEWING and plan.agreed_at and can(user, Permission.PLAN_EVALUATE, plan):
        label = "Change the evaluation" if plan.evaluated_at else "Evaluate"
        buttons.append({"label": label, "url": reverse("reviews:evaluate", args=here), "reason": None})
    if plan.state == PlanState.CLOSED and plan.agreed_at and can(user, Permission.PLAN_EDIT, plan.pupil):
        url, followed = reverse("reviews:next", args=here), is_followed(plan, others)
        button = {"label": "Start the next cycle", "url": url, "post": True, "reason": None, "primary": True}
        buttons += [] if followed else [button]
    return buttons


def next_meeting(plan: Plan) -> dict:
    """The review meeting that is booked for the pupil, with its day; where there is none, a way to book it. The plan is
    from `plan_to_read`, which has asked for it."""
    if plan.booked_on is None:
        url = reverse("reviews:book", args=[plan.school.slug, plan.pupil.reference])
        return {"label": "Book a meeting", "url": url, "reason": None}
    url = reverse("reviews:meeting", args=[plan.school.slug, plan.booked_reference])
    return {
        "label": f"Meeting on {day(plan.booked_on)}",
        "url": url,
        "icon": "calendar-event",
        "reason": None,
    }


def is_followed(plan: Plan, others: list[Plan]) -> bool:
    """Whether a later cycle of the same area has begun."""
    return any(other.area == plan.area and other.cycle > plan.cycle for other in others)


REVIEWING = (PlanState.REVIEW, PlanState.CLOSED)


def not_complete(plan: Plan) -> str:
    return f"This plan is not complete yet: {'; '.join(missing_of_plan(plan))}."


def not_issued(plan: Plan) -> str | None:
    return None if plan.document_id else "The plan’s document has not been issued yet."


def documents_of(plan: Plan) -> list[dict]:
    """The plan's issued documents as they stand now: its PDF, and the copy with letter and slip."""
    newest = {(one.kind, one.issued.template): one for one in queries.documents_of_plan(plan)}
    return [
        present.document_line(d.issued, reverse("file:document", args=[plan.school.slug, d.reference]))
        for d in newest.values()
    ]


def receipt_rows(plan: Plan, user) -> list[dict]:
    may = can(user, Permission.PLAN_SHARE, plan)
    return [
        {"name": r.contact.name, "how": r.get_how_display(), "sent": day(timezone.localdate(r.sent_at)),
         "confirmed": day(timezone.localdate(r.confirmed_at)) if r.confirmed_at else "", "by": r.confirmed_name,
         "comment": r.comment, "seen": seen_words(r), "seen_url": seen_url(r, user),
         "slip_url": reverse("plans:slip", args=[plan.school.slug, r.reference]) if may and not r.confirmed_at else ""}
        for r in queries.receipts_of(plan)
    ]  # fmt: skip


def seen_words(receipt: Receipt) -> str:
    """Who has read what the family wrote, and when; "" while nobody has."""
    at, by = receipt.comment_seen_at, receipt.comment_seen_by
    return f"{by.called}, {day(timezone.localdate(at))}" if at and by else ""


def seen_url(receipt: Receipt, user) -> str:
    """Where to say that a comment has been read, "" where there is nothing to say."""
    waits = bool(receipt.comment) and receipt.comment_seen_at is None
    if not waits or not can(user, Permission.MEETING_RUN, receipt.plan):
        return ""
    return reverse("reviews:comment-seen", args=[receipt.plan.school.slug, receipt.reference])


def history_rows(others: list[Plan]) -> list[dict]:
    return [
        {"when": f"from {day(p.starts)}", "what": present.plan_title(p, "").removeprefix(", ").capitalize(), "who": "",
         "url": p.get_absolute_url(), "state": present.state_of(p)}
        for p in others
    ]  # fmt: skip


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


def moved(request, plan: Plan, end: str):
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
    return moved(request, found, PlanState(end))


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
