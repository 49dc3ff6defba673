"""The one page on which a review is recorded, with or without a meeting; and the cycle that follows."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from apdr.enums import IN_FORCE, MeetingState
from apdr.plans.views import find_plan
from apdr.reviews import cycle, present, queries
from apdr.reviews.booking import Unusual
from apdr.reviews.given import beside_targets
from apdr.reviews.recording import (
    SPARE_ACTIONS,
    Review,
    editing_of,
    forms_of,
    review_at,
    review_of,
    review_text,
)
from apdr.reviews.views import find_meeting
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.ui.editing import autosaved, choices_in, conflict_page, saving, typed_in, version_in
from core.ui.present import day
from register.pages import frame
from register.queries import contacts_of

BUTTONS = ("finish", "add-action")


def record(request, school, reference):
    """Record a meeting, or put its record right: parents' views first, then the child's, then how each target went."""
    found = find_meeting(request, reference)
    check_can(request.user, Permission.MEETING_RUN, found)
    if found.state == MeetingState.CANCELLED:
        messages.info(request, "This meeting was called off: book another one.")
        return redirect(found)
    return _answer(request, review_at(found, timezone.localdate()))


def plan(request, school, reference):
    """The review of a plan: at the meeting that is due, or on a page of its own where none is booked."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, found)
    if found.state not in IN_FORCE:
        messages.info(request, "A plan is reviewed once it has been agreed.")
        return redirect(found)
    today = timezone.localdate()
    meeting = queries.meeting_for(found, today)
    if meeting is not None and request.method == "GET":
        return redirect("reviews:record", school, meeting.reference)
    return _answer(request, review_of(found, today))


def _answer(request, review: Review):
    saved = review_text(review)
    editing = editing_of(review, request.user, saved, forms_of(review, saved, bound=False))
    if request.method != "POST":
        draft = editing.begin(now())
        return _page(
            request, review, draft.data if draft else saved, draft=draft, base=draft.base if draft else None
        )
    posted, base = typed_in(request.POST), version_in(request.POST)
    do = next((name for name in BUTTONS if posted.pop(name, "")), "save")
    kept = {name: words for name, words in posted.items() if name != "meant"}
    if answer := autosaved(request, editing, kept):
        return answer
    if do == "add-action":
        draft = editing.keep(kept, base=base, at=now())
        return _page(request, review, kept, draft=draft, base=base, spare=SPARE_ACTIONS + 3)
    if editing.overtaken(base):
        if editing.differences(kept):
            who, when = last_saved(review)
            return conflict_page(request, editing, kept, saved_by=who, saved_at=when, back=request.path)
        posted = editing.merged(posted, {})
    choices = choices_in(request.POST)
    return _save(
        request, review, editing, posted if choices is None else editing.merged(posted, choices), do, base
    )


def last_saved(review: Review):
    """Who saved the record last, and when, from the history of what has been written."""
    rows = [row for row in (review.meeting, *review.plans) if row is not None]
    events = [event for row in rows if (event := row.events.order_by("-pgh_id").first())]
    newest = max(events, key=lambda event: event.pgh_created_at)
    who = User.objects.filter(pk=(newest.pgh_context or {}).get("user")).first()
    return who.called if who else "Somebody", newest.pgh_created_at


def _save(request, review: Review, editing, text: dict[str, str], do: str, base: int):
    forms, finish = forms_of(review, text, bound=True), do == "finish"
    if forms.are_valid(finish=finish):
        try:
            meeting = cycle.save_review(
                pupil=review.pupil, meeting=review.meeting, record=forms.record.record, outcomes=forms.outcomes,
                promised=forms.promised, following=forms.record.following, finish=finish, by=request.user, at=now(),
            )  # fmt: skip
        except Unusual as unusual:
            forms.record.ask(unusual.reason)
        except Denied as denied:
            forms.record.add_error(None, denied.reason)
        else:
            editing.discard()
            messages.success(
                request,
                "The review is recorded and the cycle is closed." if finish else "The review is saved.",
            )
            return redirect(meeting or review.plans[0])
    draft = editing.keep(
        {name: words for name, words in text.items() if name != "meant"}, base=base, at=now()
    )
    return _page(request, review, text, draft=draft, base=base, forms=forms, status=422)


def _page(
    request,
    review: Review,
    text,
    *,
    draft,
    base: int | None,
    forms=None,
    spare: int = SPARE_ACTIONS,
    status: int = 200,
):
    forms = forms or forms_of(review, text, bound=False, spare=spare)
    beside = beside_targets(review.open_plans, review.today)
    meeting, first = review.meeting, review.pupil.first_name
    back = meeting or review.plans[0]
    return render(
        request,
        "reviews/record.html",
        frame(review.pupil, request.user)
        | saving(request, draft)
        | {
            "title": f"Review with {first}’s parents",
            "forms": forms,
            "all_forms": forms.all,
            "version": review.thing.version if base is None else base,
            "back_url": back.get_absolute_url(),
            "back_label": "Back to the meeting" if meeting else "Back to the plan",
            "line": _line(review),
            "targets": [
                {
                    "number": target.number,
                    "title": target.target,
                    "measure": target.criteria,
                    "form": form,
                    "beside": present.given_line(beside.by_target.get(target.pk)),
                }
                for _, target, form in forms.targets
            ],
            "dose": present.dose_words(beside.all) if beside.all.planned else "",
            "who": suggested_people(review, request.user),
            "staff": [person.called for person in review.staff],
            "can_finish": bool(forms.targets),
            "done": [
                a
                for a in present.promised_rows(meeting, request.user, review.today, runs=True)
                if not a["done_url"]
            ]
            if meeting
            else [],
            "quoted": f"What {first} said on {day(review.said_on)} is quoted: change it to what {first} says now."
            if review.quoted
            else "",
            "ask_url": reverse("voice:voices", args=[request.school.slug, review.pupil.reference]),
            "first_name": first,
        },
        status=status,
    )


def _line(review: Review) -> str:
    if review.meeting is None:
        return "No meeting is booked. Where you have met, say so below and it is recorded with the review."
    return (
        f"Booked for {present.when(review.meeting.on, review.meeting.at, review.today)}"
        if not review.held
        else ""
    )


def suggested_people(review: Review, user: User) -> str:
    """Who probably took part, for one button: the first contact and who leads."""
    contact = next(iter(contacts_of(review.pupil)), None)
    led_by = review.meeting.led_by if review.meeting else user
    return ", ".join(filter(None, [contact.name if contact else "", led_by.called]))


@require_POST
def following(request, school, reference):
    """Start the cycle that follows a reviewed plan."""
    found = find_plan(request, reference)
    check_can(request.user, Permission.PLAN_EDIT, found.pupil)
    try:
        plan = cycle.start_next(plan=found, by=request.user, at=now())
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect(found)
    return redirect("plans:edit", school, plan.reference)
