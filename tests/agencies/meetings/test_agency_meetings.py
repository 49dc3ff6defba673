"""Meetings with agencies: booked, changed, held, followed, called off, refused."""

import datetime as dt

import pytest

from agencies.directory.actions import write_agency
from agencies.enums import AgencyMeetingState as S
from agencies.meetings import actions, queries
from agencies.meetings.ground import MeetingRefused, Unusual
from agencies.models import AgencyMeeting, MeetingAction, MeetingMember
from core.accounts.permissions import Denied
from core.schools.actions import add_closure
from register import actions as register
from register.edits import Overtaken

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
DIARY = {"what": "Ask for a sleep diary", "owner": "Bea Holt"}


def test_meeting_is_booked_with_who_is_asked(cast, pupil, book, today, at):
    agency = write_agency(
        school=pupil.school, held=None, by=cast.senco, at=at, name="Help", kind="families", sector="la"
    )
    held = book(
        members=[{"name": " Bea   Holt ", "job": "Worker", "agency": agency}, {"name": " "}, {"name": "Gran"}]
    )
    assert (held.state, held.kind, held.parents_invited_on) == (S.BOOKED, "ehm", today)
    assert [(one.name, one.job, one.agency, one.invited_on, one.came) for one in held.members.all()] == [
        ("Bea Holt", "Worker", agency, today, None), ("Gran", "", None, today, None),
    ]  # fmt: skip


@pytest.mark.parametrize("fields,field,words", [
    ({"purpose": " "}, "purpose", "what the meeting is for"),
    ({"kind": "party"}, "kind", "what kind"),
    ({"on": dt.date(2028, 1, 1)}, "on", "check the year"),
    ({"on": dt.date(2026, 11, 16)}, "on", "has a meeting with agencies on Mon 16 Nov 2026 already"),
    ({"time": dt.time(3)}, "time", "outside the day"),
    ({"parents_invited_on": dt.date(2026, 11, 24)}, "parents_invited_on", "in the future"),
    ({"members_invited_on": dt.date(2026, 11, 24)}, "members_invited_on", "in the future"),
    ({"members": [{"name": "Bea Holt"}, {"name": "bea  holt"}]}, "members", "in the list twice"),
])  # fmt: skip
def test_booking_refused_beside_its_field(book, fields, field, words):
    before = AgencyMeeting.objects.count(), MeetingMember.objects.count()
    with pytest.raises(MeetingRefused, match=words) as refused:
        book(**fields, meant=True)
    assert refused.value.field == field
    assert (AgencyMeeting.objects.count(), MeetingMember.objects.count()) == before


@pytest.mark.parametrize("on,words", [
    (dt.date(2026, 11, 20), "Fri 20 Nov 2026 is past. .* record it next"),
    (dt.date(2026, 11, 28), "not a school day .Saturday"),
    (dt.date(2026, 12, 25), "not a school day .Christmas Day"),
    (dt.date(2026, 12, 10), "not a school day .Training"),
])  # fmt: skip
def test_past_or_closed_day_is_asked_about_once(cast, pupil, book, on, words):
    add_closure(school=pupil.school, name="Training", start=dt.date(2026, 12, 10), end=dt.date(2026, 12, 10))
    with pytest.raises(Unusual, match=words):
        book(on=on)
    assert book(on=on, meant=True).on == on


def test_day_of_which_no_term_is_known_is_not_called_closed(book):
    assert book(on=dt.date(2027, 2, 10)).pk


def test_change_keeps_the_day_on_which_somebody_was_invited(cast, pupil, book, at, today):
    held = book(members_invited_on=today - DAY)
    changed = actions.change_meeting(
        meeting=held, on=today + 2 * DAY, purpose="More", by=cast.senco, at=at, version=1, members_invited_on=today,
        members=[{"name": "BEA Holt"}, {"name": "Gran"}],
    )  # fmt: skip
    assert [(one.name, one.invited_on) for one in changed.members.all()] == [
        ("BEA Holt", today - DAY),
        ("Gran", today),
    ]
    with pytest.raises(Overtaken):
        actions.change_meeting(meeting=held, on=today, purpose="Other", by=cast.senco, at=at, version=1)


def test_record_says_who_came_what_the_parents_say_and_who_does_what(book, hold, today):
    booked = book()
    bea, _finch = booked.members.all()
    held = hold(booked, came=[bea.pk], others=[{"name": "Gran", "job": "Grandmother"}], parents_say="They agree",
                notes="Sleep", promises=[DIARY | {"by_date": today + DAY}, {"what": " "}], review_on=today + 40 * DAY)  # fmt: skip
    assert (held.state, held.on, held.parents_came, held.parents_say) == (S.HELD, today, True, "They agree")
    assert {one.name: one.came for one in held.members.all()} == {
        "Bea Holt": True,
        "Dr Finch": False,
        "Gran": True,
    }
    assert [(a.number, a.what, a.owner, a.by_date) for a in held.actions.all()] == [
        (1, DIARY["what"], "Bea Holt", today + DAY)
    ]


@pytest.mark.parametrize("fields,field,words", [
    ({"on": dt.date(2026, 11, 24)}, "on", "when it has been held"),
    ({"on": dt.date(2026, 11, 16)}, "on", "already"),
    ({"parents_came": None}, "parents_came", "whether the parents took part"),
    ({"review_on": dt.date(2026, 11, 23)}, "review_on", "after the meeting"),
    ({"promises": [{"what": "Ring them"}]}, "promises", "Say who will do it: “Ring them”"),
    ({"promises": [DIARY | {"by_date": dt.date(2026, 11, 22)}]}, "promises", "is before the meeting"),
    ({"others": [{"name": "BEA holt"}]}, "others", "tick that they came"),
])  # fmt: skip
def test_record_refused_leaves_nothing(book, hold, fields, field, words):
    booked = book()
    with pytest.raises(MeetingRefused, match=words) as refused:
        hold(booked, notes="Kept in the form", **fields)
    booked.refresh_from_db()
    assert (refused.value.field, booked.state, booked.notes, booked.actions.count()) == (
        field,
        S.BOOKED,
        "",
        0,
    )


def test_record_put_right_keeps_what_is_done(cast, book, hold, at, today):
    held = hold(book(), promises=[DIARY, {"what": "Ring the clinic", "owner": "SENCo"}])
    first, second = held.actions.all()
    actions.finish_action(action=first, on=today, came_of_it="Kept for two weeks", by=cast.senco, at=at)
    held = hold(
        held, promises=[{"was": 1, "what": "Overwritten", "owner": "X"}, {"what": "New", "owner": "Head"}]
    )
    assert [(a.number, a.what, a.done_on) for a in held.actions.all()] == [
        (1, DIARY["what"], today), (3, "New", None),
    ]  # fmt: skip
    assert not MeetingAction.objects.filter(pk=second.pk).exists()


def test_first_answer_to_an_action_stands(cast, book, hold, at, today):
    action = hold(book(), promises=[DIARY]).actions.get()
    for on, words in ((today + DAY, "in the future"), (today - DAY, "before the meeting")):
        with pytest.raises(MeetingRefused, match=words):
            actions.finish_action(action=action, on=on, by=cast.senco, at=at)
    for came_of_it in ("Kept", "Lost"):
        done = actions.finish_action(action=action, on=today, came_of_it=came_of_it, by=cast.senco, at=at)
    assert (done.came_of_it, done.done_by) == ("Kept", cast.senco)


def test_next_meeting_goes_on_from_what_is_not_done(cast, pupil, book, hold, at, today):
    first = hold(book(on=today), promises=[DIARY, {"what": "Ring the clinic", "owner": "SENCo"}])
    later = at + 7 * DAY
    members = [{"name": one.name} for one in first.members.all()]
    second = actions.book_next(
        meeting=first, on=later.date(), purpose="Again", members=members, by=cast.senco, at=at
    )
    assert second.previous == first and second.members.count() == 2
    assert [a.what for a in queries.carried(second)] == [DIARY["what"], "Ring the clinic"]
    diary = first.actions.get(number=1)
    actions.record_meeting(meeting=second, on=later.date(), parents_came=False, by=cast.senco, at=later,
                           settled={diary.reference: "Two weeks of it", "NOTOFHERE": "?"})  # fmt: skip
    diary.refresh_from_db()
    assert (diary.done_on, diary.came_of_it) == (later.date(), "Two weeks of it")
    second.refresh_from_db()
    third = actions.book_next(
        meeting=second, on=later.date() + 7 * DAY, purpose="Again", by=cast.senco, at=later
    )
    assert [a.what for a in queries.carried(third)] == ["Ring the clinic"]


def test_next_meeting_is_booked_once_and_anew_when_called_off(cast, book, hold, at, today):
    booked = book(on=today)
    give = {"purpose": "Again", "by": cast.senco, "at": at}
    with pytest.raises(Denied, match="Record this meeting first"):
        actions.book_next(meeting=booked, on=today + DAY, **give)
    held = hold(booked)
    with pytest.raises(MeetingRefused, match="choose a later day"):
        actions.book_next(meeting=held, on=today, **give)
    second = actions.book_next(meeting=held, on=today + DAY, **give)
    with pytest.raises(Denied, match="The next meeting is on Tue 24 Nov 2026 already"):
        actions.book_next(meeting=held, on=today + 2 * DAY, **give)
    actions.cancel_meeting(meeting=second, why="Nobody can come", by=cast.senco, at=at)
    assert actions.book_next(meeting=held, on=today + DAY, **give).previous == held


def test_called_off_says_why_and_is_over(cast, book, hold, at):
    booked = book()
    with pytest.raises(MeetingRefused, match="Say why"):
        actions.cancel_meeting(meeting=booked, why=" ", by=cast.senco, at=at)
    held = actions.cancel_meeting(meeting=booked, why="The worker is ill", by=cast.senco, at=at)
    assert (held.state, held.why) == (S.CANCELLED, "The worker is ill")
    with pytest.raises(Denied, match="was called off"):
        hold(held)
    with pytest.raises(Denied, match="cannot become"):
        actions.cancel_meeting(meeting=held, why="Again", by=cast.senco, at=at)
    with pytest.raises(Denied, match="still to be held"):
        actions.change_meeting(meeting=held, on=held.on, purpose="X", by=cast.senco, at=at)


@pytest.mark.parametrize("who", ["head", "teacher", "ta", "dsl", "office", "parent", "professional"])
def test_only_the_senco_writes(cast, book, hold, at, who):
    held = hold(book(), promises=[DIARY])
    by = {"by": cast.people[who], "at": at}
    for act in (
        lambda: book(on=held.on + 2 * DAY, **by), lambda: hold(held, **by),
        lambda: actions.cancel_meeting(meeting=held, why="X", **by),
        lambda: actions.finish_action(action=held.actions.get(), on=held.on, **by),
    ):  # fmt: skip
        with pytest.raises(Denied, match="Only the SENCo may"):
            act()


def test_nothing_is_booked_for_a_pupil_who_left(cast, pupil, book, hold, at, today):
    booked = book(on=today)
    register.mark_leaver(pupil=pupil, on=today - DAY, by=cast.senco, at=at)
    pupil.refresh_from_db()
    booked.pupil = pupil
    for act in (book, lambda: hold(booked)):
        with pytest.raises(Denied, match="has left"):
            act()
