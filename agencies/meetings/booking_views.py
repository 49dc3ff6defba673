"""Pages on which a meeting with agencies is booked, changed, recorded, and followed by the next."""

import datetime as dt

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import now
from django.utils.translation import gettext as _

from agencies.enums import AgencyMeetingState
from agencies.meetings import actions, present, queries
from agencies.meetings.rows import Booking, Record, adds, all_valid, booking, record
from agencies.meetings.views import agencies_page, find_meeting
from agencies.models import AgencyMeeting
from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.ui.editing import version_in
from register.edits import Overtaken, tell_refused
from register.pages import find_pupil, frame


def book(request, school, reference):
    """Book a meeting with agencies about one child."""
    pupil = find_pupil(request, reference)
    check_can(request.user, Permission.REFERRAL_EDIT, pupil)
    forms = booking(request, request.school, {}, queries.usual_members(pupil))
    if made := _done(request, forms, actions.book_meeting, pupil=pupil):
        return _booked(request, made)
    return _page(request, pupil, forms, _("Book a meeting with agencies"), agencies_page(pupil))


def change(request, school, reference):
    """Change a booked meeting: when, where, who is asked."""
    found = find_meeting(request, reference)
    if found.state != AgencyMeetingState.BOOKED:
        messages.info(request, _("Only a meeting that is still to be held can be changed."))
        return redirect(found)
    initial = {
        "kind": found.kind, "on": found.on, "time": found.at, "place": found.place, "purpose": found.purpose,
        "parents_invited_on": found.parents_invited_on or "",
    }  # fmt: skip
    forms = booking(request, request.school, initial, members_of(found), held=found)
    if made := _done(request, forms, actions.change_meeting, meeting=found, version=version_in(request.POST)):
        return _booked(request, made)
    return _page(
        request, found.pupil, forms, _("Change the meeting"), found.get_absolute_url(), version=found.version
    )


def next_meeting(request, school, reference):
    """Book the meeting that looks at this one again, with the same people."""
    found = find_meeting(request, reference)
    after = queries.next_of(found)
    if found.state != AgencyMeetingState.HELD or after:
        messages.info(
            request, _("The next meeting is booked already.") if after else _("Record this meeting first.")
        )
        return redirect(after or found)
    initial = {"kind": found.kind, "on": found.review_on, "time": found.at, "place": found.place, "purpose": found.purpose,
               "parents_invited_on": ""}  # fmt: skip
    forms = booking(request, request.school, initial, members_of(found), held=found)
    if made := _done(request, forms, actions.book_next, meeting=found):
        return _booked(request, made)
    line = _("It goes on from %(day)s: the same people are asked, and what is not done yet is asked about.")
    return _page(request, found.pupil, forms, _("Book the next meeting"), found.get_absolute_url(),
                 line=line % {"day": present.day(found.on)})  # fmt: skip


def members_of(held: AgencyMeeting) -> list[dict]:
    """Those who are asked, as the actions take them."""
    return [{"name": one.name, "job": one.job, "agency": one.agency} for one in held.members.all()]


def _done(request, forms: Booking, act, **given):
    """The meeting once the forms are posted and right, else None; a refusal stands beside its field."""
    if request.method != "POST" or adds(request) or not all_valid(forms.every):
        return None
    try:
        return act(by=request.user, at=now(), **given, **forms.given)
    except Denied as denied:
        _tell(forms.form, given.get("meeting"), denied)
    return None


def _tell(form, held: AgencyMeeting | None, denied: Denied) -> None:
    """Put a refusal beside its field; where somebody else has saved the meeting, what now stands beside each."""
    if isinstance(denied, Overtaken):
        form.cleaned_data.pop("parents_came", None)
        tell_refused(form, held, denied)
    else:
        form.tell(denied)


def _booked(request, made: AgencyMeeting):
    today = timezone.localdate()
    told = _("The meeting is booked for %(when)s.") % {"when": present.when(made.on, made.at, today)}
    if made.parents_invited_on is None:
        told += " " + _("The parents are still to be invited.")
    messages.success(request, told)
    return redirect(made)


def _page(request, pupil, forms: Booking, title: str, back: str, **more):
    wrong = any(form.errors for form in forms.every) if forms.form.is_bound else False
    return render(request, "meetings/book.html", frame(pupil, request.user) | {
        "form": forms.form, "forms": forms.every, "members": forms.members, "title": title, "submit_label": _("Save"),
        "back_url": back, "back_label": _("Back"), "note": _("What you typed is kept.") if wrong else "",
        "people": forms.members[0].people, **more,
    })  # fmt: skip


def record_meeting(request, school, reference):
    """What happened at a meeting, on one page; once recorded, the same page puts it right."""
    found, today = find_meeting(request, reference), timezone.localdate()
    if found.state == AgencyMeetingState.CANCELLED:
        messages.info(
            request, _("This meeting was called off. If it was held all the same, book it anew on its day.")
        )
        return redirect(found)
    forms = record(request, found, today)
    if request.method == "POST" and not adds(request) and all_valid(forms.every):
        try:
            made = actions.record_meeting(
                meeting=found, by=request.user, at=now(), version=version_in(request.POST), **forms.given
            )
        except Denied as denied:
            _tell(forms.form, found, denied)
        else:
            messages.success(request, _("The meeting is recorded."))
            return redirect(made)
    return render(
        request,
        "meetings/record.html",
        frame(found.pupil, request.user) | _record_page(request, found, forms, today),
    )


def _record_page(request, found: AgencyMeeting, forms: Record, today: dt.date) -> dict:
    wrong = forms.form.is_bound and any(form.errors for form in forms.every)
    return {
        "form": forms.form, "forms": forms.every, "page": forms, "title": _("Record the meeting"), "version": found.version,
        "line": f"{present.when(found.on, found.at, today)}: {found.purpose}", "back_url": found.get_absolute_url(),
        "back_label": _("Back"), "submit_label": _("Save the record"),
        "note": _("What you typed is kept.") if wrong else "", "people": forms.others[0].people,
        "done": [
            present.promised(one, found.school, today, edits=False) for one in found.actions.all() if one.done_on
        ],
        "owners": [_("Parents"), *(one.name for one in found.members.all()), request.user.called],
    }  # fmt: skip
