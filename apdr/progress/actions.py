"""The writes of pupil progress meetings: opened, decided child by child, closed (R-11 to R-13, R-97)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apdr.enums import Decision, ProgressMeetingState
from apdr.models import ProgressDecision, ProgressMeeting, Provision, ProvisionPupil
from apdr.plans.actions import start_plan
from apdr.progress.lifecycle import PROGRESS_MEETING
from apdr.progress.queries import may_by_role, open_plan
from apdr.provision.actions import add_pupil, leave_pupil
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.calendar.dates import academic_year, academic_year_label
from register.concerns.actions import raise_concern
from register.enums import ProgressFound
from register.models import ProgressReview, Pupil, SchoolClass
from register.response.progress import record_progress

NEEDS_WORDS = {
    Decision.CONCERN: "Say in a line what the concern is.",
    Decision.LEAVE: "Say in a line why {first} leaves it.",
}


@transaction.atomic
def open_meeting(
    *, school_class: SchoolClass, on: dt.date, by: User, at: dt.datetime, people: str = ""
) -> ProgressMeeting:
    """Open the progress meeting of a class on a day, or the one that is there already, open or closed. `people` is who
    takes part. Raises Denied: the role, another's class, a day to come or of another academic year."""
    check_can(by, Permission.PROGRESS_MEETING_RUN, school_class)
    if on > timezone.localdate(at):
        raise Denied("This day is in the future: open the meeting on the day.")
    if academic_year(on) != school_class.academic_year:
        year = academic_year_label(school_class.academic_year)
        raise Denied(f"{school_class.name} is a class of {year}: choose a day of that year.")
    made = {"people": people.strip(), "opened_at": at, "opened_by": by}
    found, _ = ProgressMeeting.objects.get_or_create(
        school_id=school_class.school_id, school_class=school_class, on=on, defaults=made
    )
    return found


@transaction.atomic
def decide(
    *, meeting: ProgressMeeting, pupil: Pupil, by: User, at: dt.datetime, decision: str = "", words: str = "",
    progress: str = "", provision: Provision | None = None, place: ProvisionPupil | None = None,
) -> ProgressDecision:  # fmt: skip
    """Write down how a pupil gets on and what the meeting decides, and do it there and then: raise the concern, begin
    the plan, add to `provision`, end the `place` in one (R-13, R-97).

    `progress` (ProgressFound) and `words` are recorded as a look at the pupil's progress too. Without `decision` the
    one that stands stays, or the pupil goes on as before. What has been done stays done: its decision is not changed
    again. What the person's role may not do is written down for those who may. Raises Denied with what is missing.
    """
    check_can(by, Permission.PROGRESS_MEETING_RUN, meeting)
    meeting = _locked(meeting)
    _check_pupil(meeting, pupil)
    words = words.strip()
    if progress:
        _look(meeting, pupil, ProgressFound(progress), words, by, at)
    held = ProgressDecision.objects.filter(meeting=meeting, pupil=pupil).first()
    decision = Decision(decision or (held.decision if held else Decision.NOTHING))
    done = {}
    if held and is_done(held):
        if decision != held.decision:
            raise Denied(f"“{held.get_decision_display()}” is done already: change it on its own page.")
    else:
        done = _carry_out(decision, meeting, pupil, words, progress, provision, place, by, at)
    values = {"decision": decision, "words": words, "decided_at": at, "decided_by": by} | done
    return ProgressDecision.objects.update_or_create(
        school_id=meeting.school_id, meeting=meeting, pupil=pupil, defaults=values
    )[0]


def is_done(decision: ProgressDecision) -> bool:
    """Whether something was made of the decision: a concern, a plan, a place in a provision begun or ended."""
    return any((decision.concern_id, decision.plan_id, decision.provision_id))


def _locked(meeting: ProgressMeeting) -> ProgressMeeting:
    held = _held(meeting)
    if held.closed_at:
        raise Denied(
            f"This meeting is closed and kept as it was. The {held.school.label('senco')} can reopen it."
        )
    return held


def _held(meeting: ProgressMeeting) -> ProgressMeeting:
    found = ProgressMeeting.objects.select_for_update(of=("self",)).select_related("school_class", "school")
    return found.get(pk=meeting.pk)


def _check_pupil(meeting: ProgressMeeting, pupil: Pupil) -> None:
    if pupil.left_on:
        raise Denied(f"{pupil.first_name} has left: nothing can be decided here.")
    if pupil.school_class_id != meeting.school_class_id:
        raise Denied(f"{pupil.first_name} is not in {meeting.school_class.name} now.")


def _look(meeting, pupil, progress: ProgressFound, words: str, by: User, at: dt.datetime) -> None:
    """Record the look at the pupil's progress, unless it says what the last one of that day says."""
    last = ProgressReview.objects.filter(pupil=pupil, on=meeting.on).order_by("-pk").first()
    if last is None or (last.progress, last.note) != (progress, words):
        record_progress(pupil=pupil, on=meeting.on, progress=progress, note=words, by=by, at=at)


def _carry_out(decision, meeting, pupil, words, progress, provision, place, by, at) -> dict:
    """Do what was decided; {field: what came of it}, empty where nothing is to be done, or not by this role."""
    if decision in NEEDS_WORDS and not words:
        raise Denied(NEEDS_WORDS[decision].format(first=pupil.first_name))
    if not may_by_role(by, decision, meeting.school_id):
        if not words:
            raise Denied("Say in a line what is to be done: somebody who may do it reads it here.")
        return {}
    if decision == Decision.CONCERN:
        return {"concern": _raise(meeting, pupil, words, progress, by, at)}
    if decision == Decision.PLAN:
        return {"plan": open_plan(pupil) or start_plan(pupil=pupil, by=by, at=at)}
    if decision == Decision.PROVISION:
        return {"provision": _join(meeting, pupil, provision, by, at)}
    if decision == Decision.LEAVE:
        return {"provision": _leave(meeting, pupil, place, words, by, at)}
    return {}


def _raise(meeting, pupil, words: str, progress: str, by: User, at: dt.datetime):
    less = "Less than expected progress. " if progress == ProgressFound.LESS else ""
    head = f"Pupil progress meeting of {meeting.school_class.name}, {meeting.on:%-d %b %Y}. "
    return raise_concern(pupil=pupil, raised_on=meeting.on, reasons=f"{head}{less}{words}", by=by, at=at)


def _join(meeting, pupil, provision: Provision | None, by: User, at: dt.datetime) -> Provision:
    if provision is None:
        raise Denied("Choose the provision.")
    start = max(meeting.on, provision.start)
    return add_pupil(provision=provision, pupil=pupil, start=start, by=by, at=at).provision


def _leave(meeting, pupil, place: ProvisionPupil | None, why: str, by: User, at: dt.datetime) -> Provision:
    if place is None or place.pupil_id != pupil.pk:
        raise Denied(f"Choose the provision that {pupil.first_name} leaves.")
    return leave_pupil(place=place, end=max(meeting.on, place.start), why=why, by=by, at=at).provision


@transaction.atomic
def close_meeting(
    *, meeting: ProgressMeeting, by: User, at: dt.datetime, notes: str = "", people: str | None = None
) -> ProgressMeeting:
    """Close the meeting with what was said about the class as a whole; from then on it is read as minutes. Raises
    Denied: the role, another's class, closed already."""
    meeting = _locked(meeting)
    PROGRESS_MEETING.check(meeting, ProgressMeetingState.CLOSED, by)
    meeting.notes, meeting.closed_at, meeting.closed_by = notes.strip(), at, by
    meeting.people = meeting.people if people is None else people.strip()
    meeting.version += 1
    meeting.save(update_fields=["notes", "people", "closed_at", "closed_by", "version"])
    return meeting


@transaction.atomic
def reopen_meeting(*, meeting: ProgressMeeting, by: User, at: dt.datetime) -> ProgressMeeting:
    """Open a closed meeting again, with all that was found, decided and said; the history keeps when it was closed and by
    whom. Raises Denied: the role, or open already."""
    held = _held(meeting)
    PROGRESS_MEETING.check(held, ProgressMeetingState.OPEN, by)
    held.closed_at = held.closed_by = None
    held.version += 1
    held.save(update_fields=["closed_at", "closed_by", "version"])
    return held
