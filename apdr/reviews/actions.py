"""Every write of review meetings and what they agree: booked, moved, held, missed, called off, promised, done."""

import datetime as dt
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from apdr.enums import MeetingHow, MeetingState
from apdr.models import Plan, ReviewAction, ReviewMeeting
from apdr.reviews.booking import (
    USUAL_MINUTES,
    ClassRefused,
    apart,
    check_booking,
    check_free_day,
    check_on_roll,
    check_usual,
    unusual,
)
from apdr.reviews.lifecycle import MEETING
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.lifecycle.moves import make_move
from core.schools.models import School
from core.ui.present import clock, day
from register.actions import tell_shared
from register.file.queries import online_contacts
from register.models import Pupil

BOOKED, MOVED, CALLED_OFF = (
    "email/meeting_booked.txt",
    "email/meeting_moved.txt",
    "email/meeting_cancelled.txt",
)
RECORD = ("parents_say", "child_says", "no_voice_why", "notes", "who_came")
TOOK_PART = (MeetingHow.MEETING, MeetingHow.VIDEO, MeetingHow.PHONE)


def _locked(pupil: Pupil) -> None:
    """Two who book for one pupil at once do not both find the day free."""
    Pupil.objects.select_for_update().only("pk").get(pk=pupil.pk)


def _tell(pupil: Pupil, template: str) -> None:
    for contact in online_contacts(pupil):
        if contact.email:
            tell_shared(school=pupil.school, email=contact.email, template=template)


@transaction.atomic
def book_meeting(
    *, pupil: Pupil, on: dt.date, by: User, at: dt.datetime, time: dt.time | None = None, led_by: User | None = None,
    how: str = MeetingHow.MEETING, place: str = "", plan: Plan | None = None, meant: bool = False,
    minutes: int = USUAL_MINUTES,
) -> ReviewMeeting:  # fmt: skip
    """Book a review meeting with the parents of a pupil (R-85, R-90 to R-92), led by whoever books it where nobody is
    named; those of the family who sign in are told by an email that names no child.

    Raises Denied: a day that is past or after the pupil left, a second meeting on one day; Unusual, unless it is
    `meant`: the school is closed, or the adult is at another meeting within so many minutes.
    """
    check_can(by, Permission.MEETING_RUN, pupil)
    _locked(pupil)
    led_by = led_by or by
    check_booking(pupil, on, timezone.localdate(at))
    if not meant:
        check_usual(unusual(pupil.school, on, [time] if time else [], led_by, minutes=minutes))
    meeting = ReviewMeeting.objects.create(
        school_id=pupil.school_id, pupil=pupil, plan=plan, on=on, at=time, how=how, place=place.strip(), led_by=led_by,
        created_at=at, created_by=by,
    )  # fmt: skip
    _tell(pupil, BOOKED)
    return meeting


@transaction.atomic
def book_class(
    *, school: School, times: dict[Pupil, dt.time], on: dt.date, by: User, at: dt.datetime, led_by: User | None = None,
    how: str = MeetingHow.MEETING, place: str = "", minutes: int = USUAL_MINUTES, meant: bool = False,
) -> list[ReviewMeeting]:  # fmt: skip
    """Book one meeting each for many pupils on one day, `minutes` apart: all of them or none.

    Raises ClassRefused with what is wrong by pupil; Unusual as for one, unless it is `meant`; Denied when nobody has a
    time.
    """
    if not times:
        raise Denied("Give at least one child a time.")
    led_by = led_by or by
    if problems := _problems(times, on, timezone.localdate(at), by):
        raise ClassRefused(problems)
    if not meant:
        found = unusual(school, on, list(times.values()), led_by, minutes=minutes)
        check_usual([*found, *_too_close(times, minutes)])
    return [
        book_meeting(pupil=pupil, on=on, time=time, led_by=led_by, how=how, place=place, by=by, at=at, meant=True)
        for pupil, time in times.items()
    ]  # fmt: skip


def _problems(times, on: dt.date, today: dt.date, by: User) -> dict[int, str]:
    problems = {}
    for pupil in times:
        check_can(by, Permission.MEETING_RUN, pupil)
        try:
            check_booking(pupil, on, today)
        except Denied as denied:
            problems[pupil.pk] = denied.reason
    return problems


def _too_close(times: dict[Pupil, dt.time], minutes: int) -> list[str]:
    rows = sorted(times.items(), key=lambda row: row[1])
    return [
        f"{one.first_name} at {clock(first)} and {other.first_name} at {clock(second)}: less than {minutes} minutes apart."
        for (one, first), (other, second) in pairwise(rows)
        if apart(first, second) < minutes
    ]  # fmt: skip


@transaction.atomic
def move_meeting(
    *, meeting: ReviewMeeting, on: dt.date, by: User, at: dt.datetime, time: dt.time | None = None,
    led_by: User | None = None, how: str | None = None, place: str | None = None, meant: bool = False,
) -> ReviewMeeting:  # fmt: skip
    """Change when, where, how or by whom a booked meeting will be; the family is told when the day or time is another.
    Raises Denied or Unusual as book_meeting does."""
    check_can(by, Permission.MEETING_RUN, meeting)
    _locked(meeting.pupil)
    held = ReviewMeeting.objects.select_for_update().get(pk=meeting.pk)
    if held.state != MeetingState.BOOKED:
        raise Denied("Only a meeting that is still to be held can be moved: book another one.")
    check_booking(meeting.pupil, on, timezone.localdate(at), besides=held)
    led_by = led_by or held.led_by
    if not meant:
        check_usual(unusual(meeting.school, on, [time] if time else [], led_by, besides=held))
    another = (held.on, held.at) != (on, time)
    held.on, held.at, held.led_by, held.version = on, time, led_by, held.version + 1
    held.how, held.place = how or held.how, held.place if place is None else place.strip()
    held.save()
    if another:
        _tell(meeting.pupil, MOVED)
    return held


@transaction.atomic
def record_meeting(*, pupil: Pupil, by: User, at: dt.datetime, on: dt.date, how: str, plan: Plan | None = None,
                   **words: str) -> ReviewMeeting:  # fmt: skip
    """Record a meeting that nobody had booked. `words` as for hold_meeting, which refuses what cannot be."""
    check_can(by, Permission.MEETING_RUN, pupil)
    _locked(pupil)
    meeting = ReviewMeeting.objects.create(
        school_id=pupil.school_id,
        pupil=pupil,
        plan=plan,
        on=on,
        how=how,
        led_by=by,
        created_at=at,
        created_by=by,
    )
    return hold_meeting(meeting=meeting, on=on, how=how, by=by, at=at, **words)


@transaction.atomic
def hold_meeting(
    *, meeting: ReviewMeeting, on: dt.date, how: str, by: User, at: dt.datetime, **words: str,
) -> ReviewMeeting:  # fmt: skip
    """The meeting was held on that day, in that way; or, once held, its record is put right. Papers sent home count as
    that, not as parents who took part (R-167). `words` are of RECORD: parents_say, child_says, no_voice_why, notes,
    who_came; what is not named stays.

    Raises Denied: a day still to come or after the pupil left, another meeting on that day, or, after the parents did
    not come, anything but a call or papers sent home.
    """
    check_can(by, Permission.MEETING_RUN, meeting)
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: record the meeting when it has been held.")
    _locked(meeting.pupil)
    held = ReviewMeeting.objects.select_for_update().get(pk=meeting.pk)
    check_on_roll(meeting.pupil, on)
    check_free_day(meeting.pupil, on, besides=held)
    held.on, held.how, held.parents_came = on, how, how in TOOK_PART
    for name in RECORD:
        if name in words:
            setattr(held, name, words[name].strip())
    held.version += 1
    held.save()
    if held.state == MeetingState.HELD:
        return held
    return make_move(held, MeetingState.HELD, by=by, at=at, lifecycle=MEETING)


@transaction.atomic
def miss_meeting(*, meeting: ReviewMeeting, by: User, at: dt.datetime, why: str = "") -> ReviewMeeting:
    """The parents did not come. Raises Denied before the day of the meeting."""
    if meeting.on > timezone.localdate(at):
        raise Denied(f"The meeting is on {day(meeting.on)}: move it or call it off.")
    return _ended(meeting, MeetingState.MISSED, why, by, at)


@transaction.atomic
def cancel_meeting(*, meeting: ReviewMeeting, by: User, at: dt.datetime, why: str) -> ReviewMeeting:
    """Call a booked meeting off; the family is told. Raises Denied without a reason."""
    if not why.strip():
        raise Denied("Say why it is called off.")
    ended = _ended(meeting, MeetingState.CANCELLED, why, by, at)
    _tell(meeting.pupil, CALLED_OFF)
    return ended


def _ended(meeting: ReviewMeeting, end: str, why: str, by: User, at: dt.datetime) -> ReviewMeeting:
    ended = make_move(meeting, end, by=by, at=at, lifecycle=MEETING)
    ended.why = why.strip()
    ended.save(update_fields=["why"])
    return ended


@transaction.atomic
def write_actions(
    *, meeting: ReviewMeeting, actions: list[dict], by: User, at: dt.datetime
) -> list[ReviewAction]:
    """Write what was promised at a meeting, in order: each {"what", "owner" (a User) or "owner_name", "by_date", "was"},
    "was" being the number it had. Empty ones are passed over; what has been done stays. Raises Denied."""
    check_can(by, Permission.MEETING_RUN, meeting)
    ReviewMeeting.objects.select_for_update().only("pk").get(pk=meeting.pk)
    held = {action.number: action for action in meeting.actions.all()}
    last, kept = max(held, default=0), []
    for words in actions:
        if not words.get("what", "").strip():
            continue
        action = held.get(words.get("was")) or ReviewAction(school_id=meeting.school_id, meeting=meeting)
        if action.done_on:
            continue
        _check_action(meeting, words)
        if action.pk is None:
            last += 1
            action.number = last
        action.what, action.owner = words["what"].strip(), words.get("owner")
        action.owner_name = "" if action.owner else words.get("owner_name", "").strip()
        action.by_date = words.get("by_date")
        action.save()
        kept.append(action)
    meeting.actions.filter(done_on=None).exclude(pk__in=[action.pk for action in kept]).delete()
    return kept


def _check_action(meeting: ReviewMeeting, words: dict) -> None:
    what = words["what"].strip()
    if not words.get("owner") and not words.get("owner_name", "").strip():
        raise Denied(f"Say who will do it: “{what}”.")
    if words.get("by_date") and words["by_date"] < meeting.on:
        raise Denied(f"{day(words['by_date'])} is before the meeting: check the date of “{what}”.")


@transaction.atomic
def finish_action(*, action: ReviewAction, on: dt.date, by: User, at: dt.datetime) -> ReviewAction:
    """What was promised has been done on that day, said by whoever promised it or by who runs meetings. The first
    stands. Raises Denied for a day to come or before the meeting."""
    mine = action.owner_id == by.pk
    check_can(by, Permission.SEN_VIEW if mine else Permission.MEETING_RUN, action.meeting)
    held = ReviewAction.objects.select_for_update().get(pk=action.pk)
    if held.done_on:
        return held
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: say on what day it was done.")
    if on < action.meeting.on:
        raise Denied(f"{day(on)} is before the meeting of {day(action.meeting.on)}: check the date.")
    held.done_on, held.done_by, held.version = on, by, held.version + 1
    held.save()
    return held
