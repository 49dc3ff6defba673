"""Provision planned, checked, started, changed, extended, ended; and what is refused in words."""

import datetime as dt
from decimal import Decimal
from itertools import product

import pytest

from apdr.enums import GateCheck, ProvisionState
from apdr.models import Provision, ProvisionPupil
from apdr.provision import actions
from apdr.provision.lifecycle import PROVISION
from core.accounts.permissions import Denied
from register import actions as register
from tests.apdr.house import session
from tests.apdr.provision.conftest import ANSWERS, DAY, TODAY
from tests.cast import AT

pytestmark = pytest.mark.django_db
LATER = AT + 14 * DAY


def test_table_of_moves_is_this_and_no_more():
    allowed = {(a, b) for a, b in product(ProvisionState, repeat=2) if PROVISION.find(a, b)}
    assert allowed == {("planned", "running"), ("planned", "dropped"), ("running", "ended")}


def test_group_is_set_up_and_started_in_one_go(cast, make):
    held = make(start_now=True)
    assert (held.state, held.running_by, held.cost_hour, held.review_on) == (
        "running",
        cast.senco,
        1500,
        held.end,
    )
    assert [(s.weekday, s.at, s.minutes, s.adult, s.missed) for s in held.slots.all()] == [
        (1, dt.time(9), 20, cast.ta, "Reading")
    ]


def test_start_names_everything_that_is_missing(cast, make):
    held = make(pupils=[], adults=[], times=[], answers={})
    with pytest.raises(Denied) as refused:
        actions.start_provision(provision=held, by=cast.senco, at=AT)
    assert refused.value.reason == (
        "This cannot start yet: add at least one child; say which adult takes it; set at least one weekly time; "
        "answer all eight checks."
    )
    actions.answer_checks(provision=held, answers=ANSWERS | {"trained": " "}, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="answer the check on trained adults"):
        actions.start_provision(provision=held, by=cast.senco, at=AT)


@pytest.mark.parametrize("check", GateCheck.values)
def test_no_check_can_be_left_out(make, check):
    with pytest.raises(Denied, match="answer the check on"):
        make(answers={**ANSWERS, check: ""}, start_now=True)


@pytest.mark.parametrize("wrong,words,field", [
    ({"end": TODAY - DAY}, "before it starts", "end"),
    ({"end": TODAY + 367 * DAY}, "a school year at the most", "end"),
    ({"start": dt.date(2090, 1, 1), "end": dt.date(2090, 2, 1)}, "more than a year ahead", "end"),
    ({"review_on": TODAY + 60 * DAY}, "between its first and its last", "end"),
    ({"times": [(6, dt.time(9), 20, "")]}, "Monday to Friday", "at_6"),
    ({"times": [(1, dt.time(9), 4, "")]}, "5 to 240", "at_1"),
    ({"times": [(1, dt.time(3), 20, "")]}, "school day", "at_1"),
    ({"times": [(1, dt.time(9), 20, ""), (1, dt.time(9, 19), 20, "")]}, "has a time at 9.00 am", "at_1"),
    ({"answers": {"magic": "yes"}}, "no check called", ""),
])  # fmt: skip
def test_wrong_plan_is_refused_whole(make, wrong, words, field):
    with pytest.raises(actions.RefusedAt, match=words) as refused:
        make(**wrong)
    assert refused.value.field == field
    assert not Provision.objects.filter(intervention__name="Story group").exists()


def test_times_may_touch(make):
    assert make(times=[(1, dt.time(9), 20, ""), (1, dt.time(9, 20), 20, "")]).slots.count() == 2


def test_children_who_cannot_join(cast, make):
    held = make()
    add = {"provision": held, "start": TODAY, "by": cast.senco, "at": AT}
    with pytest.raises(Denied, match="joined this on Mon 16 Nov 2026 already"):
        actions.add_pupil(pupil=cast.own.pupil, **add)
    with pytest.raises(Denied, match="not in your care"):
        actions.add_pupil(pupil=cast.foreign.pupil, **add)
    with pytest.raises(Denied, match="outside this provision"):
        actions.add_pupil(**(add | {"pupil": cast.other.pupil, "start": held.end + DAY}))
    with pytest.raises(Denied, match="number up to"):
        actions.add_pupil(pupil=cast.other.pupil, entry_value=Decimal("NaN"), **add)
    with pytest.raises(Denied, match="target is not"):
        actions.add_pupil(pupil=cast.other.pupil, target=cast.own.draft.targets.first(), **add)
    register.mark_leaver(pupil=cast.other.pupil, on=TODAY, by=cast.senco, at=AT)
    cast.other.pupil.refresh_from_db()
    with pytest.raises(Denied, match="left on"):
        actions.add_pupil(pupil=cast.other.pupil, **add)


def test_adult_needs_an_account_at_the_school(cast, make):
    held = make()
    for stranger in (cast.stranger, cast.foreign_senco, cast.parent, cast.professional):
        with pytest.raises(Denied, match="has no account at"):
            actions.add_adult(provision=held, user=stranger, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="takes it already"):
        actions.add_adult(provision=held, user=cast.ta, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="Say who takes it"):
        actions.add_adult(provision=held, by=cast.senco, at=AT)
    actions.add_adult(provision=held, role="Speech therapist", by=cast.senco, at=AT)
    with pytest.raises(Denied, match="takes it already"):
        actions.add_adult(provision=held, role="speech therapist ", by=cast.senco, at=AT)


def test_teacher_changes_only_what_is_all_in_sight(cast, make):
    mine = make(by=cast.teacher, called="Mine")
    actions.change_provision(provision=mine, name="Robins", by=cast.teacher, at=AT)
    empty = make(called="Empty", pupils=[])
    with pytest.raises(Denied, match="Somebody else planned"):
        actions.change_provision(provision=empty, name="Robins", by=cast.teacher, at=AT)
    with pytest.raises(Denied, match="see what provision costs"):
        actions.change_provision(provision=mine, cost_hour=1, by=cast.teacher, at=AT)
    actions.add_pupil(provision=mine, pupil=cast.other.pupil, start=TODAY, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="other classes"):
        actions.change_provision(provision=mine, name="Wrens", by=cast.teacher, at=AT)
    for who in ("ta", "head", "dsl", "office", "parent"):
        with pytest.raises(Denied, match="may plan, start and end provision"):
            actions.change_provision(provision=mine, name="Wrens", by=cast.people[who], at=AT)


def test_moving_a_planned_run_moves_what_hangs_on_it(cast, make):
    held = make()
    moved = actions.change_provision(provision=held, start=TODAY + 7 * DAY, by=cast.senco, at=AT)
    assert {moved.start} == {row.start for row in (*moved.pupils.all(), *moved.slots.all())}
    running = actions.start_provision(provision=moved, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="runs already"):
        actions.change_provision(provision=running, end=running.end - DAY, by=cast.senco, at=AT)


def test_past_times_never_change(cast, make):
    held = make(start_now=True)
    slot = held.slots.get()
    new = actions.change_slot(slot=slot, start=LATER.date(), weekday=2, at_time=dt.time(10), minutes=30, adult=cast.ta,
                              by=cast.senco, at=LATER)  # fmt: skip
    slot.refresh_from_db()
    assert (slot.start, slot.end, new.start, new.end) == (TODAY, LATER.date() - DAY, LATER.date(), None)
    with pytest.raises(Denied, match="in the past stays"):
        actions.end_slot(slot=new, end=TODAY, by=cast.senco, at=LATER + 7 * DAY)
    with pytest.raises(Denied, match="begins today or later"):
        actions.add_slot(
            provision=held, weekday=3, at_time=dt.time(9), minutes=20, start=TODAY, by=cast.senco, at=LATER
        )
    with pytest.raises(Denied, match="ended on"):
        actions.end_slot(slot=slot, end=LATER.date(), by=cast.senco, at=LATER + 7 * DAY)


def test_child_leaves_with_a_reason_and_not_before_what_was_recorded(cast, make):
    held = make(pupils=[cast.own.pupil, cast.other.pupil], start_now=True)
    place = held.pupils.get(pupil=cast.own.pupil)
    session(held, TODAY + 7 * DAY, by=cast.ta)
    leave = {"place": place, "by": cast.senco, "at": LATER}
    with pytest.raises(Denied, match="Say why Maya"):
        actions.leave_pupil(end=LATER.date(), why=" ", **leave)
    with pytest.raises(Denied, match="has been recorded"):
        actions.leave_pupil(end=TODAY, why="Moved on", **leave)
    with pytest.raises(Denied, match="outside this provision"):
        actions.leave_pupil(end=held.end + DAY, why="Moved on", **leave)
    assert actions.leave_pupil(end=LATER.date(), why="Moved on", **leave).end == LATER.date()


def test_end_is_brought_forward_and_closes_places(cast, make):
    held = make(start_now=True)
    with pytest.raises(Denied, match="Say why"):
        actions.end_provision(provision=held, end=TODAY, why="", by=cast.senco, at=AT)
    with pytest.raises(Denied, match="in the future"):
        actions.end_provision(provision=held, end=TODAY + 3 * DAY, why="Done", by=cast.senco, at=AT)
    ended = actions.end_provision(provision=held, end=LATER.date(), why="Done", by=cast.senco, at=LATER)
    assert (ended.state, ended.end, ended.pupils.get().end, ended.slots.get().end) == (
        "ended",
        *[LATER.date()] * 3,
    )
    with pytest.raises(Denied, match="has ended and is kept"):
        actions.change_provision(provision=ended, name="Again", by=cast.senco, at=LATER)


def test_extending_needs_a_look_and_stays_within_a_year(cast, make):
    held = make(start_now=True)
    extend = {"provision": held, "by": cast.senco, "at": LATER}
    for wrong, words in (({"end": held.end}, "not after"), ({"end": held.start + 367 * DAY}, "school year"),
                         ({"end": held.end + DAY, "review": " "}, "what you found")):  # fmt: skip
        with pytest.raises(Denied, match=words):
            actions.extend_provision(**extend, **({"review": "It works"} | wrong))
    longer = actions.extend_provision(**extend, end=held.end + 14 * DAY, review="Two more weeks will do it")
    assert longer.end == held.end + 14 * DAY
    assert longer.answers.get(check_name="benefit").answer.endswith("Two more weeks will do it")


def test_measures_and_parents_told(cast, make):
    place = make(start_now=True).pupils.get()
    note = {"place": place, "by": cast.teacher, "at": LATER}
    actions.record_measure(**note, entry_value=Decimal(12), entry_on=TODAY)
    held = actions.record_measure(**note, exit_value=Decimal("19.5"), found="Tells stories")
    assert (held.entry_value, held.exit_value, held.exit_on, held.found) == (
        12,
        Decimal("19.5"),
        LATER.date(),
        "Tells stories",
    )
    for wrong, words in (({"exit_on": TODAY - DAY}, "dated before"), ({"exit_value": Decimal(10**6)}, "number up to"),
                         ({"exit_on": LATER.date() + DAY}, "in the future")):  # fmt: skip
        with pytest.raises(Denied, match=words):
            actions.record_measure(**note, **wrong)
    with pytest.raises(Denied, match="in the future"):
        actions.tell_parents(**note, on=LATER.date() + DAY, how="By telephone")
    with pytest.raises(Denied, match="Say how"):
        actions.tell_parents(**note, on=TODAY, how=" ")
    assert actions.tell_parents(**note, on=TODAY, how="By telephone").told_by == cast.teacher


def test_planned_run_is_dropped(cast, make):
    held = make()
    actions.take_out_pupil(place=held.pupils.get(), by=cast.senco, at=AT)
    assert not ProvisionPupil.objects.filter(provision=held).exists()
    assert actions.drop_provision(provision=held, by=cast.senco, at=AT).state == "dropped"


def test_only_adult_of_a_running_group_stays(cast, make):
    held = make(start_now=True)
    with pytest.raises(Denied, match="only adult"):
        actions.remove_adult(adult=held.adults.get(), by=cast.senco, at=AT)
    actions.add_adult(provision=held, user=cast.teacher, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="still takes a weekly time"):
        actions.remove_adult(adult=held.adults.get(user=cast.ta), by=cast.senco, at=AT)
    actions.remove_adult(adult=held.adults.get(user=cast.teacher), by=cast.senco, at=AT)
