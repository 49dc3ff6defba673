"""Pages of one review meeting: read, booked, moved, missed, called off; and what it promised."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_GET

from apdr.enums import MeetingState, PlanState
from apdr.models import Plan, ReviewAction, ReviewMeeting
from apdr.reviews import actions, present, queries
from apdr.reviews.booking import Unusual
from apdr.reviews.forms import BookForm, CancelForm, DoneForm, MissForm
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from register.models import Pupil
from register.pages import find_pupil, frame, opened


def find_meeting(request, reference: str) -> ReviewMeeting:
    """The meeting, if the user may know of its pupil; 404 otherwise."""
    return visible_or_404(queries.meeting_rows(), request.user, school=request.school, reference=reference)


@require_GET
def meeting(request, school, reference):
    """One meeting: when and where, what was said and agreed, what can be done next. Opening it is recorded."""
    found = find_meeting(request, reference)
    check_can(request.user, Permission.SEN_VIEW, found)
    opened(request, found.pupil, "review meeting")
    return render(request, "reviews/meeting.html", meeting_page(found, request.user))


def meeting_page(found: ReviewMeeting, user) -> dict:
    """The context of reviews/meeting.html."""
    today, runs = timezone.localdate(), can(user, Permission.MEETING_RUN, found)
    plans = [found.plan] if found.plan else []
    if found.plan is None and found.state == MeetingState.HELD:
        plans = list(Plan.objects.filter(pupil=found.pupil, closed_at__date=found.on))
    moves = [*next_cycles(plans, user), *(meeting_moves(found, today) if runs else [])]
    return frame(found.pupil, user) | {
        "title": f"Review meeting for {found.pupil.name}",
        "state": present.state_of(found.state, found.on, today),
        "facts": present.meeting_facts(found, today),
        "said": present.said_parts(found),
        "promised": present.promised_rows(found, user, today, runs=runs),
        "held": found.state == MeetingState.HELD,
        "actions": moves[:2],
        "moves": moves[2:],
        "plans": [{"label": f"Cycle {plan.cycle}", "url": _url("plans:plan", plan)} for plan in plans],
        "history": [
            {
                "when": present.when(other.on, other.at, today),
                "what": present.how_words(other.state, other.how),
                "who": other.led_by.called,
                "url": other.get_absolute_url(),
                "state": present.state_of(other.state, other.on, today),
            }
            for other in queries.meetings_of(found.pupil)
            if other.pk != found.pk
        ],
        "conversations_url": reverse("file:file", args=[found.school.slug, found.pupil.reference]),
        "child_url": found.pupil.get_absolute_url(),
        "back_url": reverse("reviews:list", args=[found.school.slug]),
    }


def _url(name: str, thing) -> str:
    return reverse(name, args=[thing.school.slug, thing.reference])


def meeting_moves(found: ReviewMeeting, today) -> list[dict]:
    """What can be done with a meeting from where it is."""
    record = {
        "label": "Record the meeting",
        "url": _url("reviews:record", found),
        "icon": "pencil",
        "primary": True,
    }
    move = {"label": "Move", "url": _url("reviews:move", found)}
    cancel = {"label": "Call off", "url": _url("reviews:cancel", found)}
    missed = {"label": "They did not come", "url": _url("reviews:missed", found)}
    if found.state == MeetingState.BOOKED:
        return (
            [record, missed, move, cancel]
            if found.on <= today
            else [move, cancel, record | {"primary": False}]
        )
    book = {
        "label": "Book another",
        "url": reverse("reviews:book", args=[found.school.slug, found.pupil.reference]),
    }
    if found.state == MeetingState.MISSED:
        return [record | {"label": "Record a call or papers sent home"}, book]
    return (
        [record | {"label": "Change the record", "primary": False}]
        if found.state == MeetingState.HELD
        else [book]
    )


def next_cycles(plans: list[Plan], user) -> list[dict]:
    """A button that starts the next cycle, for each closed plan that none follows."""
    closed = [
        plan
        for plan in plans
        if plan.state == PlanState.CLOSED and can(user, Permission.PLAN_EDIT, plan.pupil)
    ]
    followed = (
        set(Plan.objects.filter(previous__in=closed).values_list("previous", flat=True)) if closed else set()
    )
    return [
        {"label": "Start the next cycle", "url": _url("reviews:next", plan), "post": True, "primary": True}
        for plan in closed if plan.pk not in followed
    ]  # fmt: skip


def book(request, school, reference):
    """Book a meeting with the parents of one child."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.MEETING_RUN, pupil)
    plans = queries.plans_to_review(pupil)
    form = BookForm(
        request.POST or None,
        staff=queries.staff_of(pupil.school),
        user=request.user,
        plans=plans,
        initial=_suggested(request),
    )
    if made := done(request, form, actions.book_meeting, pupil=pupil):
        messages.success(
            request, f"Booked for {present.when(made.on, made.at, timezone.localdate())}. {TOLD}"
        )
        return redirect(made)
    return _page(
        request,
        pupil,
        form,
        f"Book a meeting about {pupil.first_name}",
        "Book the meeting",
        pupil.get_absolute_url(),
    )


TOLD = "Those of the family who sign in are told by an email that names no child."


def _suggested(request) -> dict:
    return {"on": request.GET["on"]} if request.GET.get("on") else {}


def done(request, form, act, **given):
    """The action's answer once the form is posted and valid, else None. A refusal stands on the form; what is unusual
    is asked once more."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act(by=request.user, at=now(), **given, **form.cleaned_data)
    except Unusual as unusual:
        form.ask(unusual.reason)
    except Denied as denied:
        form.add_error("on" if "on" in form.fields else None, denied.reason)
    return None


def _page(request, pupil: Pupil, form, title: str, label: str, back: str, **more):
    context = {"form": form, "title": title, "submit_label": label, "back_url": back, "line": "",
               "back_label": "Back", "note": "What you typed is kept." if form.errors else ""}  # fmt: skip
    return render(request, "form_page.html", frame(pupil, request.user) | context | more)


def move(request, school, reference):
    """Another day, time, place, way or adult for a booked meeting."""
    found = find_meeting(request, reference)
    check_can(request.user, Permission.MEETING_RUN, found)
    if found.state != MeetingState.BOOKED:
        messages.info(request, "Only a meeting that is still to be held can be moved.")
        return redirect(found)
    now_is = {
        "on": found.on,
        "time": found.at,
        "how": found.how,
        "place": found.place,
        "led_by": str(found.led_by_id),
    }
    form = BookForm(
        request.POST or None, staff=queries.staff_of(found.school), user=found.led_by, initial=now_is
    )
    if made := done(request, form, actions.move_meeting, meeting=found):
        messages.success(
            request, f"The meeting is on {present.when(made.on, made.at, timezone.localdate())}."
        )
        return redirect(made)
    return _page(request, found.pupil, form, "Move the meeting", "Save", found.get_absolute_url(),
                 line="The family is told when the day or the time changes.")  # fmt: skip


def missed(request, school, reference):
    """The parents did not come."""
    return _end(request, reference, MissForm, actions.miss_meeting, "The parents did not come", "Save",
                "Recorded. Telephone the parents or send papers home, and record that here.")  # fmt: skip


def cancel(request, school, reference):
    """Call a booked meeting off."""
    return _end(request, reference, CancelForm, actions.cancel_meeting, "Call off the meeting", "Call off the meeting",
                "The meeting is called off. The family has been told.", danger=True)  # fmt: skip


def _end(request, reference: str, form_class, act, title: str, label: str, told: str, **more):
    found = find_meeting(request, reference)
    check_can(request.user, Permission.MEETING_RUN, found)
    if found.state != MeetingState.BOOKED:
        messages.info(
            request,
            f"This meeting is recorded already: {present.MEETING_STATE[MeetingState(found.state)].word}.",
        )
        return redirect(found)
    form = form_class(request.POST if request.method == "POST" else None)
    if made := done(request, form, act, meeting=found):
        messages.success(request, told)
        return redirect(made)
    line = present.when(found.on, found.at, timezone.localdate())
    return _page(request, found.pupil, form, title, label, found.get_absolute_url(), line=line, **more)


def action_done(request, school, reference):
    """Say that something promised has been done."""
    meetings = ReviewMeeting.objects.filter(school=request.school).visible_to(request.user)
    rows = ReviewAction.objects.select_related(
        "meeting__pupil__school", "meeting__pupil__school_class", "meeting__school", "owner"
    )
    found = get_object_or_404(rows, meeting__in=meetings, reference=reference)
    mine = found.owner_id == request.user.pk
    check_can(request.user, Permission.SEN_VIEW if mine else Permission.MEETING_RUN, found.meeting)
    form = DoneForm(request.POST or None)
    if done(request, form, actions.finish_action, action=found):
        messages.success(request, "Done, and recorded.")
        return redirect(found.meeting)
    facts = [
        {"label": "Promised", "value": found.what},
        {"label": "Who", "value": found.owner.called if found.owner else found.owner_name},
    ]
    return _page(
        request,
        found.meeting.pupil,
        form,
        "It has been done",
        "Save",
        found.meeting.get_absolute_url(),
        facts=facts,
    )
