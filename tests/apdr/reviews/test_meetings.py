"""Meetings booked, held, missed and called off; what they promise. The product is generated, the truth a literal."""

import datetime as dt
from itertools import product

import pytest
from django.core import mail

from apdr.enums import MeetingState
from apdr.models import ReviewMeeting
from apdr.reviews import actions
from apdr.reviews.booking import ClassRefused, Unusual, slots
from apdr.reviews.fields import parse_time
from apdr.reviews.lifecycle import MEETING
from apdr.reviews.queries import actions_due, next_meeting
from core.accounts.permissions import Denied
from core.schools.actions import add_closure
from register.models import Pupil
from tests.apdr.plans.test_plan_lifecycle import ROLES
from tests.apdr.reviews.conftest import DAY, NOW, TODAY

WRITERS = {"senco", "teacher"}
ALLOWED = {
    ("booked", "held"): WRITERS,
    ("booked", "missed"): WRITERS,
    ("booked", "cancelled"): WRITERS,
    ("missed", "held"): WRITERS,
}
AT_FOUR = dt.time(16, 0)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil(cast):
    with cast.acting("senco"):
        yield Pupil.objects.select_related("school").get(pk=cast.own.pupil.pk)


def book(cast, pupil, on=TODAY + DAY, **more) -> ReviewMeeting:
    return actions.book_meeting(
        **{"pupil": pupil, "on": on, "time": AT_FOUR, "by": cast.teacher, "at": NOW} | more
    )


@pytest.mark.parametrize("start,end", list(product(MeetingState.values, repeat=2)))
def test_meeting_move_is_open_to_these_roles_alone(cast, meeting, start, end):
    meeting.state, meeting.how = start, "phone"

    def may(who: str) -> bool:
        try:
            MEETING.check(meeting, end, cast.people[who])
        except Denied:
            return False
        return True

    with cast.acting("senco"):
        assert {role for role in ROLES if may(role)} == ALLOWED.get((start, end), set())


@pytest.mark.parametrize("change,words", [
    ({"on": TODAY - DAY}, "is past"),
    ({"on": dt.date(2028, 1, 10)}, "a year ahead"),
    ({"on": TODAY + 5 * DAY}, "is not a school day"),  # a Saturday
    ({"on": dt.date(2026, 11, 20)}, "is not a school day"),  # INSET
])  # fmt: skip
def test_what_cannot_be_booked_says_why(cast, pupil, change, words):
    add_closure(school=pupil.school, name="INSET", start=dt.date(2026, 11, 20), end=dt.date(2026, 11, 20))
    with pytest.raises(Denied, match=words):
        book(cast, pupil, **change)


def test_closed_day_is_booked_when_it_is_meant(cast, pupil):
    assert book(cast, pupil, on=TODAY + 5 * DAY, meant=True).on == TODAY + 5 * DAY


def test_one_meeting_a_day_and_none_after_leaving(cast, pupil):
    book(cast, pupil)
    with pytest.raises(Denied, match="has a meeting on Tue 17 Nov 2026 at 4.00 pm already"):
        book(cast, pupil, time=dt.time(17, 0))
    Pupil.objects.filter(pk=pupil.pk).update(left_on=TODAY + DAY)
    pupil.refresh_from_db()
    with pytest.raises(Denied, match="left on"):
        book(cast, pupil, on=TODAY + 2 * DAY)


def test_adult_at_two_meetings_at_once_is_told(cast, pupil):
    book(cast, pupil)
    with cast.acting("senco"):
        other = Pupil.objects.select_related("school").get(pk=cast.other.pupil.pk)
        with pytest.raises(Unusual, match="Priya Nair has a meeting at 4.00 pm that day"):
            book(cast, other, time=dt.time(16, 5), by=cast.senco, led_by=cast.teacher)
        assert book(cast, other, time=dt.time(16, 10), by=cast.senco, led_by=cast.teacher).pk


def test_family_is_told_without_a_name(cast, pupil, run_on_commit):
    with run_on_commit():
        made = book(cast, pupil)
        moved = actions.move_meeting(meeting=made, on=TODAY + 2 * DAY, time=AT_FOUR, by=cast.teacher, at=NOW)
        actions.cancel_meeting(meeting=moved, why="The teacher is ill", by=cast.teacher, at=NOW)
    assert [message.to for message in mail.outbox] == [["parent@sendsys.test"]] * 3
    assert (
        "booked a meeting" in mail.outbox[0].body
        and "moved" in mail.outbox[1].body
        and "called off" in mail.outbox[2].body
    )
    for message in mail.outbox:
        assert "Maya" not in message.body + message.subject and "ill" not in message.body.split()


def test_class_is_booked_whole_or_not_at_all(cast, pupil):
    book(cast, pupil)
    other = Pupil.objects.select_related("school").get(pk=cast.other.pupil.pk)
    times = {pupil: AT_FOUR, other: dt.time(16, 10)}
    common = {"school": pupil.school, "on": TODAY + DAY, "by": cast.senco, "at": NOW}
    with pytest.raises(ClassRefused) as refused:
        actions.book_class(times=times, **common)
    assert list(refused.value.problems) == [pupil.pk]
    assert ReviewMeeting.objects.filter(pupil=other, on=TODAY + DAY).count() == 0
    with pytest.raises(Unusual, match="less than 20 minutes apart"):
        actions.book_class(times=times, **common | {"on": TODAY + 2 * DAY, "minutes": 20})
    assert len(actions.book_class(times=times, **common | {"on": TODAY + 2 * DAY})) == 2


def test_parents_who_missed_are_telephoned_and_count_as_that(cast, meeting):
    with cast.acting("teacher"):
        missed = actions.miss_meeting(meeting=meeting, by=cast.teacher, at=NOW)
        with pytest.raises(Denied, match="record a telephone call or papers sent home"):
            actions.hold_meeting(meeting=missed, on=TODAY, how="meeting", by=cast.teacher, at=NOW)
        held = actions.hold_meeting(
            meeting=missed, on=TODAY, how="pack", notes="Papers in the bag", by=cast.teacher, at=NOW
        )
    assert (held.state, held.parents_came, held.missed_at, held.on) == ("held", False, NOW, TODAY)


def test_meeting_is_not_held_in_the_future_nor_missed_before_its_day(cast, pupil):
    made = book(cast, pupil)
    with pytest.raises(Denied, match="in the future"):
        actions.hold_meeting(meeting=made, on=TODAY + DAY, how="meeting", by=cast.teacher, at=NOW)
    with pytest.raises(Denied, match="move it or call it off"):
        actions.miss_meeting(meeting=made, by=cast.teacher, at=NOW)


def test_promises_are_kept_changed_and_done_once(cast, pupil):
    held = actions.record_meeting(pupil=pupil, on=TODAY - DAY, how="meeting", by=cast.teacher, at=NOW)
    rows = [
        {"what": "Read daily", "owner": cast.ta, "by_date": TODAY + DAY},
        {"what": " "},
        {"what": "Glasses", "owner_name": "Mum"},
    ]
    first, second = actions.write_actions(meeting=held, actions=rows, by=cast.teacher, at=NOW)
    assert [line.what for line in actions_due(cast.oakfield, cast.ta, TODAY + DAY)] == ["Read daily"]
    with pytest.raises(Denied, match="before the meeting"):
        actions.finish_action(action=first, on=TODAY - 2 * DAY, by=cast.ta, at=NOW)
    done = actions.finish_action(action=first, on=TODAY, by=cast.ta, at=NOW)
    assert actions.finish_action(action=done, on=TODAY, by=cast.teacher, at=NOW).done_by_id == cast.ta.pk
    (kept,) = actions.write_actions(
        meeting=held,
        actions=[{"what": "New glasses", "owner_name": "Mum", "was": 2}],
        by=cast.teacher,
        at=NOW,
    )
    assert [(a.number, a.what) for a in held.actions.order_by("number")] == [
        (1, "Read daily"),
        (2, "New glasses"),
    ] and kept.pk == second.pk
    with pytest.raises(Denied, match="Say who will do it"):
        actions.write_actions(meeting=held, actions=[{"what": "Nobody’s"}], by=cast.teacher, at=NOW)


def test_family_and_lead_are_told_of_what_comes(cast, pupil):
    made = book(cast, pupil, place="Room 3")
    found = next_meeting(pupil, TODAY + DAY)
    assert (found.on, found.at, found.led_by, found.place) == (made.on, AT_FOUR, "Priya Nair", "Room 3")
    assert next_meeting(pupil, TODAY + 2 * DAY) is None


@pytest.mark.parametrize("text,hour,minute", [
    ("3.40 pm", 15, 40), ("15:40", 15, 40), ("3.40", 15, 40), ("9am", 9, 0), ("12.15 pm", 12, 15), ("08.30", 8, 30), ("12 am", 0, 0),
])  # fmt: skip
def test_time_as_people_write_it(text, hour, minute):
    assert parse_time(text) == dt.time(hour, minute)


@pytest.mark.parametrize("text", ["25:00", "13 pm", "half three", "3.4", "", "3.75 pm", "<b>"])
def test_time_that_is_none_says_how(text):
    with pytest.raises(ValueError, match="Write a time"):
        parse_time(text)


def test_slots_follow_one_another():
    assert slots(dt.time(15, 50), 10, 3) == [dt.time(15, 50), dt.time(16, 0), dt.time(16, 10)]
    assert slots(dt.time(21, 55), 10, 2) == [dt.time(21, 55), None]


def test_plan_shows_the_meeting_that_is_booked_instead_of_booking_another(cast, plan, meeting):
    page = cast.client_for("senco").get(f"/oakfield/plans/{plan.reference}/").content.decode()
    assert "Meeting on Mon 16 Nov 2026" in page and "Book a meeting" not in page
    with cast.acting("senco"):
        actions.miss_meeting(meeting=meeting, why="Ill", by=cast.senco, at=NOW)
    assert (
        "Book a meeting"
        in cast.client_for("senco").get(f"/oakfield/plans/{plan.reference}/").content.decode()
    )
