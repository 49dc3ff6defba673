"""The one page from which the meeting is run and on which it is recorded."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied
from core.ui.editing import autosaved, choices_in, conflict_page, saving, typed_in, version_in
from ehcp.meeting import actions, present
from ehcp.meeting.actions import MeetingRefused
from ehcp.meeting.pages import find_review, here, led_back
from ehcp.meeting.record import Meeting, editing_of, forms_of, meeting_of, record_text
from register.edits import Overtaken
from register.pages import frame


def record(request, school, reference):
    """Record the meeting, in its order: parents' and child's views first; or put its record right until the report has
    gone out."""
    review = find_review(request, reference, Permission.REVIEW_RECORD)
    try:
        actions.check_open_to_record(review)
    except Denied as denied:
        return led_back(request, review, denied)
    meeting = meeting_of(review, timezone.localdate())
    saved = record_text(meeting)
    editing = editing_of(meeting, request.user, saved)
    if request.method == "POST":
        return _posted(request, meeting, editing)
    draft = editing.begin(now())
    return _page(
        request,
        meeting,
        draft.data if draft else saved,
        draft=draft,
        base=draft.base if draft else meeting.number,
    )


def _posted(request, meeting: Meeting, editing):
    typed, base = typed_in(request.POST), version_in(request.POST)
    finish = bool(typed.pop("finish", ""))
    if answer := autosaved(request, editing, typed):
        return answer
    if editing.overtaken(base):
        if editing.differences(typed):
            who, when = _last_saved(meeting)
            return conflict_page(request, editing, typed, saved_by=who, saved_at=when, back=request.path)
        typed = editing.merged(typed, {})
    choices = choices_in(request.POST)
    text = typed if choices is None else editing.merged(typed, choices)
    return _save(request, meeting, editing, text, finish=finish)


def _save(request, meeting: Meeting, editing, text: dict[str, str], *, finish: bool):
    forms, review = forms_of(meeting, text, bound=True), meeting.review
    if forms.are_valid():
        try:
            actions.record_meeting(
                review=review, held=meeting.number, finish=finish, by=request.user, at=now(), **forms.written
            )
        except (MeetingRefused, Overtaken, Denied) as denied:
            forms.refuse(getattr(denied, "field", ""), denied.reason)
        else:
            editing.discard()
            held = finish or meeting.held
            messages.success(
                request, _("The meeting is recorded.") if held else _("Saved. Everybody who records sees it.")
            )
            return redirect(here(review) if held else here(review, "record"))
    draft = editing.keep(text, base=meeting.number, at=now())
    return _page(request, meeting, text, draft=draft, base=meeting.number, forms=forms, status=422)


def _last_saved(meeting: Meeting):
    """Who saved the record last, and when, from the history of what has been written."""
    rows = [meeting.review, *meeting.people, *(one.said for one in meeting.judged if one.said)]
    events = [event for row in rows if (event := row.events.order_by("-pgh_id").first())]
    newest = max(events, key=lambda event: event.pgh_created_at)
    who = User.objects.filter(pk=(newest.pgh_context or {}).get("user")).first()
    return who.called if who else _("Somebody"), newest.pgh_created_at


def _page(request, meeting: Meeting, text, *, draft, base: int, forms=None, status: int = 200):
    forms = forms or forms_of(meeting, text, bound=False)
    context = frame(meeting.review.pupil, request.user) | saving(request, draft)
    context |= present.record_page(meeting, forms, timezone.localdate()) | {"version": base, "status": status}
    return render(request, "annualmeeting/record.html", context, status=status)
