"""A session is written once, on a day on which it can have been held, for children who had a place; corrected with
what stood kept; a week's paper in one go."""

import datetime as dt
from decimal import Decimal

import pytest

from apdr.models import ProvisionAdult, Session, SessionMark
from apdr.sessions import actions
from apdr.sessions.actions import Entry, Standing, correct_session, record_session, record_week
from core.accounts.permissions import Denied
from core.schools.actions import add_closure
from tests.apdr.sessions.conftest import AT, MONDAY

pytestmark = pytest.mark.django_db
NINE = dt.time(9, 0)


def came(pupil, **more) -> dict:
    return {"pupil": pupil, "came": "came"} | more


def write(run, by, *marks, on=MONDAY, at_time=NINE, at=AT, **more) -> Session:
    return record_session(provision=run, on=on, at_time=at_time, by=by, at=at, marks=marks, **more)


def test_session_takes_time_and_adult_from_the_weekly_time(cast, run):
    session = write(
        run, cast.ta, came(cast.own.pupil, rating=3, value=Decimal("12.5"), line=" Needed the picture ")
    )
    assert (session.planned, session.minutes, session.held, session.adult) == (15, 15, True, cast.ta)
    mark = session.marks.get()
    assert (mark.came, mark.minutes, mark.rating, mark.value, mark.line) == (
        "came",
        15,
        3,
        Decimal("12.5"),
        "Needed the picture",
    )


@pytest.mark.parametrize("mark,stands", [
    ({"came": "part"}, ("part", "", 8, None)),  # no minutes said: half of 15, rounded up
    ({"came": "part", "minutes": 10, "why": "refused", "rating": 2}, ("part", "refused", 10, 2)),
    ({"came": "absent", "why": "away", "rating": 3}, ("absent", "away", 0, None)),
    ({"came": "came", "why": "away", "rating": 4}, ("came", "", 15, 4)),
])  # fmt: skip
def test_mark_of_each_kind(cast, run, mark, stands):
    write(run, cast.ta, {"pupil": cast.own.pupil} | mark)
    assert (
        SessionMark.objects.filter(session__provision=run)
        .values_list("came", "why", "minutes", "rating")
        .get()
        == stands
    )


@pytest.mark.parametrize("wrong,words", [
    ({"on": MONDAY + dt.timedelta(days=7)}, "Mon 23 Nov 2026 is in the future"),
    ({"on": dt.date(2026, 8, 31)}, "Mon 31 Aug 2026 is before that"),
    ({"on": dt.date(2026, 11, 14)}, "closed on Sat 14 Nov 2026"),
    ({"at_time": dt.time(14, 0)}, "how many minutes"),
    ({"at_time": dt.time(14, 0), "minutes": 481}, "from 1 to 480"),
    ({"held": False}, "why the session was not held"),
    ({"held": False, "not_held_why": "refused"}, "why the session was not held"),
])  # fmt: skip
def test_session_that_cannot_have_been_is_refused(cast, run, wrong, words):
    with pytest.raises(Denied, match=words):
        write(run, cast.ta, came(cast.own.pupil), **wrong)


@pytest.mark.parametrize("mark,words", [
    ({"came": ""}, "whether Maya came"), ({"came": "absent"}, "why Maya did not come"),
    ({"came": "absent", "why": "no_adult"}, "why Maya did not come"), ({"came": "part", "minutes": 16}, "1 to 15 minutes"),
    ({"came": "came", "rating": 5}, "one of the four"), ({"came": "came", "value": Decimal("-1")}, "counted from 0"),
    ({"came": "came", "value": Decimal("1000000")}, "counted from 0"),
])  # fmt: skip
def test_mark_that_makes_no_sense_is_refused(cast, run, mark, words):
    with pytest.raises(Denied, match=words):
        write(run, cast.ta, {"pupil": cast.own.pupil} | mark)


def test_closed_day_is_refused(cast, run):
    add_closure(school=cast.oakfield, name="Snow", start=MONDAY, end=MONDAY)
    with pytest.raises(Denied, match="closed on Mon 16 Nov"):
        write(run, cast.ta, came(cast.own.pupil))


def test_child_who_has_left_or_has_no_place_is_refused(cast, group):
    maya, leo = cast.own.pupil, cast.other.pupil
    leo.left_on = dt.date(2026, 11, 13)
    leo.save(update_fields=["left_on"])
    with pytest.raises(Denied, match="Leo left on Fri 13 Nov 2026"):
        write(group, cast.ta, came(maya), came(leo))
    group.pupils.filter(pupil=maya).update(end=dt.date(2026, 11, 9))
    with pytest.raises(Denied, match="Maya had no place"):
        write(group, cast.ta, came(maya))


@pytest.mark.parametrize("state,words", [("planned", "has not started"), ("dropped", "has not started")])
def test_provision_that_does_not_run_is_refused(cast, run, state, words):
    run.state = state
    run.save(update_fields=["state"])
    with pytest.raises(Denied, match=words):
        write(run, cast.ta, came(cast.own.pupil))


def test_late_entry_into_an_ended_run_within_its_days(cast, run):
    run.state, run.end = "ended", dt.date(2026, 11, 9)
    run.ended_at = run.running_at
    run.ended_by = run.running_by
    run.save()
    assert write(run, cast.ta, came(cast.own.pupil), on=dt.date(2026, 11, 9)).pk
    with pytest.raises(Denied, match="ended on Mon 9 Nov 2026"):
        write(run, cast.ta, came(cast.own.pupil))


def test_extra_session_beside_the_weekly_times(cast, run):
    session = write(run, cast.ta, came(cast.own.pupil), at_time=dt.time(14, 0), minutes=10)
    assert (session.planned, session.minutes, session.slot) == (0, 10, None)


def test_same_words_twice_are_one_session_and_other_words_are_told(cast, run):
    first = write(run, cast.ta, came(cast.own.pupil, rating=3))
    assert write(run, cast.ta, came(cast.own.pupil, rating=3)) == first
    assert write(run, cast.teacher, came(cast.own.pupil, rating=3)) == first
    with pytest.raises(Standing, match="recorded this session already") as told:
        write(run, cast.teacher, came(cast.own.pupil, rating=2))
    assert told.value.session == first
    assert list(Session.objects.filter(provision=run)) == [first]
    assert first.marks.get().rating == 3


def test_who_may_record(cast, group):
    with pytest.raises(Denied):
        write(group, cast.head, came(cast.own.pupil), came(cast.other.pupil))
    ProvisionAdult.objects.filter(provision=group).delete()
    group.pupils.filter(pupil=cast.own.pupil).delete()
    with pytest.raises(Denied, match="neither deliver this nor teach"):
        write(group, cast.ta, came(cast.other.pupil))
    assert write(group, cast.senco, came(cast.other.pupil)).recorded_by == cast.senco


def test_teacher_marks_own_child_and_the_adult_adds_the_other(cast, group):
    session = write(group, cast.teacher, came(cast.own.pupil, rating=3))
    with pytest.raises(Denied, match="every child"):
        write(group, cast.ta, came(cast.own.pupil, rating=3))
    said = {"marks": [came(cast.own.pupil, rating=3), came(cast.other.pupil, rating=1)]}
    correct_session(session=session, by=cast.ta, at=AT, **said)
    assert sorted(session.marks.values_list("rating", flat=True)) == [1, 3]


def test_correction_keeps_history_and_is_for_those_who_were_there(cast, run):
    session = write(run, cast.ta, came(cast.own.pupil, rating=3))
    changed = {"marks": [came(cast.own.pupil, rating=2)]}
    with pytest.raises(Denied, match="may change what stands"):
        correct_session(session=session, by=cast.teacher, at=AT, **changed)
    with pytest.raises(Standing):
        correct_session(session=session, by=cast.senco, at=AT, version=7, **changed)
    correct_session(session=session, by=cast.senco, at=AT, version=1, **changed)
    session.refresh_from_db()
    assert (session.version, session.recorded_by, session.marks.get().rating) == (2, cast.senco, 2)
    correct_session(
        session=session, by=cast.ta, at=AT, held=False, not_held_why="no_room", line="Assembly ran on"
    )
    session.refresh_from_db()
    assert (session.held, session.minutes, session.marks.count()) == (False, 0, 0)
    history = session.events.order_by("pgh_id").values_list("held", "version")
    assert list(history) == [(True, 1), (True, 2), (False, 3)]


def entry(run, *marks, on=MONDAY, why="") -> Entry:
    return Entry(run, on, NINE, marks, why, ("box",))


def test_week_is_recorded_in_one_go_and_what_stands_is_left(cast, run):
    maya, earlier = cast.own.pupil, MONDAY - dt.timedelta(days=7)
    stood = write(run, cast.ta, came(maya, rating=3, line="With a line"), on=earlier)
    paper = [entry(run, came(maya, rating=3), on=earlier), entry(run, came(maya, rating=4)),
             entry(run, came(maya), on=MONDAY + dt.timedelta(days=7))]  # fmt: skip
    week = record_week(entries=paper, by=cast.ta, at=AT)
    assert (len(week.saved), week.stood, len(week.refused)) == (1, [stood], 1)
    again = record_week(entries=[entry(run, came(maya, rating=1)), paper[1]], by=cast.senco, at=AT)
    assert ([e.marks[0]["rating"] for e, _ in again.otherwise], len(again.stood)) == ([1], 1)
    assert Session.objects.filter(provision=run).count() == 2
    assert stood.marks.get().line == "With a line"


def test_week_says_a_session_was_not_held(cast, run):
    paper = [entry(run, why="no_adult")]
    assert record_week(entries=paper, by=cast.ta, at=AT).saved[0].not_held_why == "no_adult"
    assert len(record_week(entries=paper, by=cast.ta, at=AT).stood) == 1


def test_words_of_reads_what_was_written(cast, run):
    session = write(run, cast.ta, {"pupil": cast.own.pupil, "came": "part", "minutes": 5, "why": "event"})
    assert actions.words_of(session).marks == {cast.own.pupil.pk: ("part", "event", 5, None, None, "")}
