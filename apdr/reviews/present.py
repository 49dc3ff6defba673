"""Review meetings as finished strings."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from apdr.enums import MeetingHow, MeetingState, Rating
from apdr.models import ReviewMeeting
from apdr.reviews.compliance import (
    CONTACTS,
    LATE,
    MET,
    MISSED,
    NOT_YET,
    ON_TIME,
    OVERDUE,
    PACK,
    PHONE,
    TO_COME,
)
from apdr.reviews.given import Given
from apdr.reviews.queries import ActionLine, MeetingLine
from core.schools.models import School
from core.ui.listing import groups_of, rows_of
from core.ui.present import DueState, clock, day, day_in, due_state, state

MEETING_STATE = {
    MeetingState.BOOKED: DueState("due", "calendar-event", "Booked"),
    MeetingState.HELD: DueState("done", "check-circle-fill", "Held"),
    MeetingState.MISSED: DueState("soon", "dash-circle", "The parents did not come"),
    MeetingState.CANCELLED: DueState("due", "x-lg", "Called off"),
}
UNRECORDED = DueState("soon", "clock-fill", "Was it held?")
HELD_WORDS = {
    MeetingHow.MEETING: "Met in school", MeetingHow.VIDEO: "Met on a video call", MeetingHow.PHONE: "Spoke by telephone",
    MeetingHow.PACK: "Papers sent home",
}  # fmt: skip
CONTACT_WORDS = {MET: "Parents came", PHONE: "By telephone", PACK: "Papers sent home", MISSED: "Did not come",
                 "booked": "Booked", NOT_YET: "Not yet"}  # fmt: skip
CONTACT_STATE = {
    MET: ("done", "Parents came"), PHONE: ("done", "By telephone"), PACK: ("wait", "Papers sent home"),
    MISSED: ("soon", "Did not come"), "booked": ("due", "Booked"), NOT_YET: ("soon", "Not yet"),
}  # fmt: skip
REVIEW_STATE = {ON_TIME: ("done", "Reviewed on time"), LATE: ("due", "Reviewed late"), OVERDUE: ("late", "Review overdue"),
                TO_COME: ("due", "Review to come")}  # fmt: skip
assert set(CONTACT_STATE) == set(CONTACTS) == set(CONTACT_WORDS)


def state_of(meeting_state: str, on: dt.date, today: dt.date) -> DueState:
    """The chip of a meeting; one that was booked for a day that is past asks whether it was held."""
    if meeting_state == MeetingState.BOOKED and on < today:
        return UNRECORDED
    return MEETING_STATE[MeetingState(meeting_state)]


def when(on: dt.date, at: dt.time | None, today: dt.date) -> str:
    """ "Tue 1 Dec 2026 (in 8 days), 3.40 pm"."""
    return f"{day_in(on, today)}, {clock(at)}" if at else day_in(on, today)


def line_row(line: MeetingLine, school: School, today: dt.date, *, runs: bool) -> dict:
    """One meeting of a list; who runs meetings is led on to record what is due."""
    here = [school.slug, line.reference]
    due = line.state == MeetingState.BOOKED and line.on <= today
    return {
        "name": line.pupil_name, "klass": line.class_name, "url": reverse("reviews:meeting", args=here),
        "when": when(line.on, line.at, today), "how": how_words(line.state, line.how), "led_by": line.led_by,
        "state": state_of(line.state, line.on, today),
        "record_url": reverse("reviews:record", args=here) if due and runs else "",
    }  # fmt: skip


def how_words(meeting_state: str, how: str) -> str:
    """How it is to be, or how it was."""
    return HELD_WORDS[MeetingHow(how)] if meeting_state == MeetingState.HELD else str(MeetingHow(how).label)


def meeting_facts(meeting: ReviewMeeting, today: dt.date) -> list[dict]:
    """When, how, where, with whom; what became of it."""
    facts = [("When", when(meeting.on, meeting.at, today)), ("How", how_words(meeting.state, meeting.how))]
    if meeting.place:
        facts.append(("Where", meeting.place))
    facts.append(("Led by", meeting.led_by.called))
    if meeting.who_came:
        facts.append(("Who took part", meeting.who_came))
    for label, at, by in (
        ("Booked", meeting.created_at, meeting.created_by),
        ("Did not come", meeting.missed_at, meeting.missed_by),
        ("Called off", meeting.cancelled_at, meeting.cancelled_by),
        ("Recorded", meeting.held_at, meeting.held_by),
    ):
        if at:
            facts.append((label, f"{day(timezone.localdate(at))}, {by.called}"))
    if meeting.why:
        facts.append(("Why", meeting.why))
    return [{"label": label, "value": value, "url": ""} for label, value in facts]


def said_parts(meeting: ReviewMeeting) -> list[dict]:
    """What was said, parents first."""
    first = meeting.pupil.first_name
    child = meeting.child_says or (meeting.no_voice_why and f"{first} was not asked: {meeting.no_voice_why}")
    parts = (
        ("What the parents say", meeting.parents_say),
        (f"What {first} says", child),
        ("What was agreed", meeting.notes),
    )
    return [{"label": label, "text": text} for label, text in parts]


def promised_rows(meeting: ReviewMeeting, user, today: dt.date, *, runs: bool) -> list[dict]:
    """What was promised, with who, by when and whether it is done."""
    school = meeting.school
    return [
        {
            "what": a.what,
            "who": a.owner.called if a.owner else a.owner_name,
            "when": f"done {day(a.done_on)}"
            if a.done_on
            else (f"by {day_in(a.by_date, today)}" if a.by_date else ""),
            "state": state("done")
            if a.done_on
            else (due_state(a.by_date, today, school.soon_days) if a.by_date else state("due", "To do")),
            "done_url": ""
            if a.done_on or not (runs or a.owner_id == user.pk)
            else reverse("reviews:action-done", args=[school.slug, a.reference]),
        }
        for a in meeting.actions.all()
    ]


def action_row(line: ActionLine, school: School, today: dt.date) -> dict:
    """One promise of the list of those that are due."""
    return {
        "what": line.what, "who": "You" if line.mine else line.who, "name": line.pupil_name,
        "url": reverse("reviews:meeting", args=[school.slug, line.meeting]),
        "when": f"by {day_in(line.by_date, today)}" if line.by_date else "no day was named",
        "state": due_state(line.by_date, today, school.soon_days) if line.by_date else state("due", "To do"),
        "done_url": reverse("reviews:action-done", args=[school.slug, line.reference]),
    }  # fmt: skip


def given_line(given: Given | None) -> dict:
    """Beside a target: its ratings in words, and what was given of what was planned."""
    ratings = given.counts if given else {}
    words = ", ".join(
        f"{Rating(rating).label} {count}×" for rating, count in sorted(ratings.items(), reverse=True)
    )
    last = f"; last: {Rating(given.ratings[-1][1]).label}, {day(given.ratings[-1][0])}" if ratings else ""
    return {"ratings": f"{words}{last}" if words else "No session or note has rated it",
            "given": dose_words(given.dosage) if given and given.dosage else "No provision names this target"}  # fmt: skip


def dose_words(dose) -> str:
    """ "11 of 14 sessions, 79 % of the planned minutes"; what nobody wrote down is told apart."""
    if dose.percent is None:
        return "nothing was planned yet"
    unsaid = f", {dose.unrecorded} minutes not written down" if dose.unrecorded else ""
    return f"{dose.sessions_had} of {dose.sessions_planned} sessions, {dose.percent} % of the planned minutes{unsaid}"


def contact_chip(contact: str) -> DueState:
    """The chip of a term's contact with the parents."""
    key, word = CONTACT_STATE[contact]
    return state(key, word)


def review_chip(how: str) -> DueState:
    """The chip of whether a review date was kept."""
    key, word = REVIEW_STATE[how]
    return state(key, word)


MEETINGS_AS_FILE = groups_of("groups", "Part", ("Name", "name"), ("Class", "klass"), ("When", "when"), ("How", "how"),
                             ("Led by", "led_by"), ("State", "state"))  # fmt: skip
TO_EVALUATE_AS_FILE = rows_of("rows", ("Name", "name"), ("Class", "klass"), ("Cycle", "cycle"), ("Targets met", "met"),
                              ("Reviewed", "when"))  # fmt: skip
