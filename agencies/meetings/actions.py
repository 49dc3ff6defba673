"""Every write of meetings with agencies: booked, changed, held, called off, promised, done. Each is one transaction."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from agencies.enums import AgencyMeetingState, MeetingKind
from agencies.meetings import queries
from agencies.meetings.ground import STANDING, MeetingRefused, check_held, check_usual, check_when
from agencies.meetings.lifecycle import AGENCY_MEETING
from agencies.models import AgencyMeeting, MeetingAction, MeetingMember
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.lifecycle.moves import make_move
from core.ui.present import day
from register.edits import check_version
from register.models import Pupil

EDIT = Permission.REFERRAL_EDIT


def _lock(pupil_id: int) -> None:
    """Two who book for one pupil at once do not both find the day free."""
    Pupil.objects.select_for_update().only("pk").get(pk=pupil_id)


def _held(meeting: AgencyMeeting, version: int | None = None) -> AgencyMeeting:
    _lock(meeting.pupil_id)
    rows = AgencyMeeting.objects.select_related("school", "pupil__school", "pupil__school_class")
    held = rows.select_for_update(of=("self",)).get(pk=meeting.pk)
    check_version(held, version)
    return held


@transaction.atomic
def book_meeting(
    *, pupil: Pupil, on: dt.date, purpose: str, by: User, at: dt.datetime, kind: str = MeetingKind.EHM,
    time: dt.time | None = None, place: str = "", parents_invited_on: dt.date | None = None, members: Collection[dict] = (),
    members_invited_on: dt.date | None = None, meant: bool = False,
) -> AgencyMeeting:  # fmt: skip
    """Book a meeting of several agencies, or with one, about a pupil (R-115, R-235). `members` are those who are asked,
    each {"name", "job", "agency" (an Agency or None)}, invited on `members_invited_on`; the parents are invited on
    `parents_invited_on` (R-132).

    Raises Denied, MeetingRefused with the argument: nothing to meet for, a second meeting on one day, an invitation to
    come; Unusual, unless it is `meant`: the day is past, or the school is closed.
    """
    check_can(by, EDIT, pupil)
    return _book(pupil, at, by, on, time, meant, members, members_invited_on, kind=kind, place=place,
                 purpose=purpose, parents_invited_on=parents_invited_on)  # fmt: skip


@transaction.atomic
def book_next(*, meeting: AgencyMeeting, by: User, at: dt.datetime, **booking) -> AgencyMeeting:
    """Book the meeting that looks at a held one again, once. `booking` as for book_meeting; what was promised and is not
    done is asked about there (queries.carried). Raises Denied as book_meeting does."""
    check_can(by, EDIT, meeting)
    held = _held(meeting)
    if held.state != AgencyMeetingState.HELD:
        raise Denied("Record this meeting first: the next one goes on from what was agreed.")
    if after := held.next.filter(state__in=STANDING).first():
        raise Denied(f"The next meeting is on {day(after.on)} already: open that one.")
    if booking["on"] <= held.on:
        raise MeetingRefused("on", f"The last meeting was on {day(held.on)}: choose a later day.")
    made = book_meeting(pupil=held.pupil, by=by, at=at, **booking)
    made.previous = held
    made.save(update_fields=["previous"])
    return made


def _book(pupil, at, by, on, time, meant, members, invited_on, **words) -> AgencyMeeting:
    _lock(pupil.pk)
    held = AgencyMeeting(school_id=pupil.school_id, pupil=pupil, created_at=at, created_by=by, version=0)
    today = timezone.localdate(at)
    check_when(pupil, on, time, today)
    _check_words(today, invited_on, **words)
    if not meant:
        check_usual(pupil.school, on, today)
    return _write(held, on, time, members, invited_on, **words)


def _check_words(today: dt.date, invited_on, *, kind, place, purpose, parents_invited_on) -> None:
    if kind not in MeetingKind.values:
        raise MeetingRefused("kind", "Say what kind of meeting it is.")
    if not purpose.strip():
        raise MeetingRefused("purpose", "Say what the meeting is for.")
    for field, on in (("parents_invited_on", parents_invited_on), ("members_invited_on", invited_on)):
        if on and on > today:
            words = f"{day(on)} is in the future: enter the day on which they were invited."
            raise MeetingRefused(field, words)


def _write(held, on, time, members, invited_on, *, kind, place, purpose, parents_invited_on) -> AgencyMeeting:
    held.on, held.at, held.kind, held.place, held.purpose = on, time, kind, place.strip(), purpose.strip()
    held.parents_invited_on, held.version = parents_invited_on, held.version + 1
    held.save()
    _write_members(held, members, invited_on)
    return held


def _write_members(held: AgencyMeeting, members: Collection[dict], invited_on: dt.date | None) -> None:
    """Those who are asked, in order; who was asked before keeps the day of that."""
    before = {member.name.lower(): member for member in held.members.all()}
    named = _named(members)
    held.members.exclude(pk__in=[before[name].pk for name in named if name in before]).delete()
    for name, given in named.items():
        member = before.get(name) or MeetingMember(school_id=held.school_id, meeting=held)
        member.name, member.job, member.agency = given["name"], given["job"], given["agency"]
        member.invited_on = member.invited_on or invited_on
        member.save()


def _named(members: Collection[dict]) -> dict[str, dict]:
    """Name in small letters → the member, without the empty ones. Raises MeetingRefused for one who is there twice."""
    named = {}
    for given in members:
        name = " ".join(given.get("name", "").split())
        if not name:
            continue
        if name.lower() in named:
            raise MeetingRefused("members", f"{name} is in the list twice: take one away.")
        named[name.lower()] = {
            "name": name,
            "job": given.get("job", "").strip(),
            "agency": given.get("agency"),
        }
    return named


@transaction.atomic
def change_meeting(
    *, meeting: AgencyMeeting, on: dt.date, purpose: str, by: User, at: dt.datetime, kind: str = MeetingKind.EHM,
    time: dt.time | None = None, place: str = "", parents_invited_on: dt.date | None = None, members: Collection[dict] = (),
    members_invited_on: dt.date | None = None, meant: bool = False, version: int | None = None,
) -> AgencyMeeting:  # fmt: skip
    """Change a booked meeting: when, where, what for, who is asked. Raises Denied as book_meeting does, or Overtaken."""
    check_can(by, EDIT, meeting)
    held, today = _held(meeting, version), timezone.localdate(at)
    if held.state != AgencyMeetingState.BOOKED:
        raise Denied("Only a meeting that is still to be held can be changed: book another one.")
    words = {"kind": kind, "place": place, "purpose": purpose, "parents_invited_on": parents_invited_on}
    check_when(held.pupil, on, time, today, besides=held)
    _check_words(today, members_invited_on, **words)
    if not meant and on != held.on:
        check_usual(held.school, on, today)
    return _write(held, on, time, members, members_invited_on, **words)


@transaction.atomic
def record_meeting(
    *, meeting: AgencyMeeting, on: dt.date, parents_came: bool | None, by: User, at: dt.datetime,
    came: Collection[int] = (), others: Collection[dict] = (), parents_say: str = "", notes: str = "",
    promises: Collection[dict] = (), settled: dict[str, str] | None = None, review_on: dt.date | None = None,
    version: int | None = None,
) -> AgencyMeeting:  # fmt: skip
    """The meeting was held on that day; or, once held, its record is put right. `came` are the keys of the members who
    came, `others` who came without being asked (as members of book_meeting); `parents_say` what the parents say of the
    actions (R-132). `promises` as write_actions takes them; `settled` is the reference of an action of an earlier meeting
    → what came of it: it is done. `review_on` is when all is looked at again.

    Raises Denied, MeetingRefused with the argument, or Overtaken.
    """
    check_can(by, EDIT, meeting)
    held, today = _held(meeting, version), timezone.localdate(at)
    if held.state == AgencyMeetingState.CANCELLED:
        raise Denied("This meeting was called off. If it was held all the same, book it anew on its day.")
    check_held(held.pupil, on, today, held)
    if parents_came is None:
        raise MeetingRefused("parents_came", "Say whether the parents took part.")
    if review_on and review_on <= on:
        raise MeetingRefused("review_on", "It is looked at again after the meeting: check the date.")
    held.on, held.parents_came, held.parents_say, held.notes = (
        on,
        parents_came,
        parents_say.strip(),
        notes.strip(),
    )
    held.review_on, held.version = review_on, held.version + 1
    held.save()
    _record_came(held, came, others)
    write_actions(meeting=held, promises=promises, by=by, at=at)
    _settle(held, settled or {}, by, at)
    if held.state == AgencyMeetingState.HELD:
        return held
    return make_move(held, AgencyMeetingState.HELD, by=by, at=at, lifecycle=AGENCY_MEETING)


def _record_came(held: AgencyMeeting, came: Collection[int], others: Collection[dict]) -> None:
    members = list(held.members.all())
    known = {member.name.lower() for member in members}
    for member in members:
        member.came = member.pk in came
        member.save(update_fields=["came"])
    for name, given in _named(others).items():
        if name in known:
            raise MeetingRefused("others", f"{given['name']} was asked: tick that they came.")
        MeetingMember.objects.create(school_id=held.school_id, meeting=held, came=True, **given)


def _settle(held: AgencyMeeting, settled: dict[str, str], by: User, at: dt.datetime) -> None:
    open_before = {action.reference: action for action in queries.carried(held)}
    for reference, words in settled.items():
        if reference in open_before:
            finish_action(action=open_before[reference], on=held.on, came_of_it=words, by=by, at=at)


@transaction.atomic
def write_actions(
    *, meeting: AgencyMeeting, promises: Collection[dict], by: User, at: dt.datetime
) -> list[MeetingAction]:
    """Write what was promised at a meeting, in order: each {"what", "owner", "by_date", "was"}, "was" being the number it
    had. Empty ones are passed over, what is not named any more is taken away, what has been done stays. Raises Denied,
    MeetingRefused."""
    check_can(by, EDIT, meeting)
    AgencyMeeting.objects.select_for_update().only("pk").get(pk=meeting.pk)
    before = {action.number: action for action in meeting.actions.all()}
    last, kept = max(before, default=0), []
    for given in promises:
        action = before.get(given.get("was")) or MeetingAction(school_id=meeting.school_id, meeting=meeting)
        if not given.get("what", "").strip() or action.done_on:
            continue
        if action.pk is None:
            last += 1
            action.number = last
        kept.append(_write_action(action, meeting, given))
    meeting.actions.filter(done_on=None).exclude(pk__in=[action.pk for action in kept]).delete()
    return kept


def _write_action(action: MeetingAction, meeting: AgencyMeeting, given: dict) -> MeetingAction:
    what, owner, by_date = given["what"].strip(), given.get("owner", "").strip(), given.get("by_date")
    if not owner:
        raise MeetingRefused("promises", f"Say who will do it: “{what}”.")
    if by_date and by_date < meeting.on:
        raise MeetingRefused("promises", f"{day(by_date)} is before the meeting: check the date of “{what}”.")
    action.what, action.owner, action.by_date, action.version = what, owner, by_date, action.version + 1
    action.save()
    return action


@transaction.atomic
def finish_action(
    *, action: MeetingAction, on: dt.date, by: User, at: dt.datetime, came_of_it: str = ""
) -> MeetingAction:
    """What was promised has been done on that day, and what came of it. The first answer stands. Raises Denied,
    MeetingRefused for a day to come or before the meeting."""
    check_can(by, EDIT, action.meeting)
    held = MeetingAction.objects.select_for_update().get(pk=action.pk)
    if held.done_on:
        return held
    if on > timezone.localdate(at):
        raise MeetingRefused("on", f"{day(on)} is in the future: say on what day it was done.")
    if on < action.meeting.on:
        raise MeetingRefused(
            "on", f"{day(on)} is before the meeting of {day(action.meeting.on)}: check the date."
        )
    held.done_on, held.done_by, held.came_of_it, held.version = on, by, came_of_it.strip(), held.version + 1
    held.save()
    return held


@transaction.atomic
def cancel_meeting(*, meeting: AgencyMeeting, why: str, by: User, at: dt.datetime) -> AgencyMeeting:
    """Call a booked meeting off, and say why. Raises Denied, MeetingRefused without a reason."""
    check_can(by, EDIT, meeting)
    if not why.strip():
        raise MeetingRefused("why", "Say why it is called off.")
    ended = make_move(meeting, AgencyMeetingState.CANCELLED, by=by, at=at, lifecycle=AGENCY_MEETING)
    ended.why = why.strip()
    ended.save(update_fields=["why"])
    return ended
