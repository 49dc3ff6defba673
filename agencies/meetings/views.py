"""Pages of meetings with agencies: the list, one meeting, called off, promises done."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agencies.enums import AgencyMeetingState
from agencies.meetings import actions, present, queries
from agencies.meetings.forms import CancelForm, DoneForm
from agencies.models import AgencyMeeting
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can, visible_or_404
from core.ui.listing import draw_list
from register.models import Pupil
from register.pages import frame, opened

SHOWN = dt.timedelta(days=365)  # how far back the list reaches


@require_GET
def meetings(request, school):
    """Meetings with agencies: what is to be recorded and to come, what was promised and is not done."""
    check_can(request.user, Permission.REFERRAL_VIEW, request.school)
    today, edits = timezone.localdate(), can(request.user, Permission.REFERRAL_EDIT, request.school)
    lines = queries.meeting_lines(request.school, request.user, today - SHOWN)
    promises = queries.open_actions(request.school, request.user)
    return draw_list(request, "meetings/list.html", {
        "groups": present.list_groups(lines, request.school, today, edits=edits), "edits": edits,
        "actions": [present.action_row(line, request.school, today, edits=edits) for line in promises],
    }, name="agency-meetings", title="Meetings with agencies", table=present.LIST_AS_FILE)  # fmt: skip


def find_meeting(request, reference: str, permission: Permission = Permission.REFERRAL_EDIT) -> AgencyMeeting:
    """The meeting, for somebody who may do that; 403 or 404 otherwise."""
    found = visible_or_404(queries.meeting_rows(), request.user, school=request.school, reference=reference)
    check_can(request.user, permission, found)
    return found


@require_GET
def meeting(request, school, reference):
    """One meeting: who is asked, what was said and promised. Opening it is recorded."""
    found = find_meeting(request, reference, Permission.REFERRAL_VIEW)
    opened(request, found.pupil, "meeting with agencies")
    return render(request, "meetings/meeting.html", meeting_page(found, request.user))


def agencies_page(pupil: Pupil) -> str:
    """Where all that agencies have to do with the pupil stands."""
    return reverse("referrals:pupil", args=[pupil.school.slug, pupil.reference])


def meeting_page(found: AgencyMeeting, user) -> dict:
    """The context of meetings/meeting.html. Up to five queries."""
    today, edits, after = (
        timezone.localdate(),
        can(user, Permission.REFERRAL_EDIT, found),
        queries.next_of(found),
    )
    moves = present.moves_of(found, after, today) if edits else []
    show = {"school": found.school, "today": today, "edits": edits}
    return frame(found.pupil, user) | {
        "title": _("Meeting about %(name)s") % {"name": found.pupil.name}, "state": present.state_of(found, today),
        "facts": present.facts_of(found, after, today), "purpose": found.purpose, "buttons": moves,
        "held": found.state == AgencyMeetingState.HELD,
        "members": [present.parents_row(found), *(present.member_row(one, found) for one in found.members.all())],
        "said": present.said_parts(found),
        "promised": [present.promised(action, **show) for action in found.actions.all()],
        "earlier": [present.promised(action, **show) for action in queries.carried(found)],
        "child_url": agencies_page(found.pupil), "back_url": reverse("meetings:list", args=[found.school.slug]),
    }  # fmt: skip


def form_page(request, pupil, form, title: str, label: str, back: str, **more):
    """A form about a meeting on a page of its own."""
    return render(request, "form_page.html", frame(pupil, request.user) | {
        "form": form, "title": title, "submit_label": label, "back_url": back, "back_label": _("Back"), "line": "",
        "note": _("What you typed is kept.") if form.errors else "", **more,
    })  # fmt: skip


def cancel(request, school, reference):
    """Call a booked meeting off, and say why."""
    found = find_meeting(request, reference)
    if found.state != AgencyMeetingState.BOOKED:
        messages.info(
            request,
            _("This meeting is not to come any more: %(state)s.")
            % {"state": found.get_state_display().lower()},
        )
        return redirect(found)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_meeting(meeting=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error("why", denied.reason)
        else:
            messages.success(
                request, _("The meeting is called off. Tell the parents and those who were asked.")
            )
            return redirect(found)
    line = present.when(found.on, found.at, timezone.localdate())
    return form_page(request, found.pupil, form, _("Call off the meeting"), _("Call off the meeting"),
                     found.get_absolute_url(), line=line, danger=True)  # fmt: skip


def action_done(request, school, reference):
    """Something promised at a meeting has been done."""
    sight = AgencyMeeting.objects.filter(school=request.school).visible_to(request.user)
    found = get_object_or_404(queries.action_rows(), meeting__in=sight, reference=reference)
    check_can(request.user, Permission.REFERRAL_EDIT, found.meeting)
    form = DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.finish_action(action=found, by=request.user, at=now(), **form.cleaned_data)
        except Denied as denied:
            form.add_error("on", denied.reason)
        else:
            messages.success(request, _("Done, and recorded."))
            return redirect(found.meeting)
    facts = [{"label": _("Promised"), "value": found.what}, {"label": _("Who"), "value": found.owner}]
    return form_page(request, found.meeting.pupil, form, _("It has been done"), _("Save"),
                     found.meeting.get_absolute_url(), facts=facts)  # fmt: skip
