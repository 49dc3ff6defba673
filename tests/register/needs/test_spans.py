"""Types of need over time: writing a new list never loses what was, nor holds a rank or a type twice on one day."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.accounts.permissions import Denied
from register import actions as register
from register.enums import NeedType
from register.models import Need
from register.needs.actions import write_needs
from register.needs.spans import NeedLine, chain_of, mark_of
from tests.cast import AT
from tests.roles import seeing

pytestmark = pytest.mark.django_db
START = dt.date(2026, 8, 17)  # the cast's SLCN began on this day
DAY = dt.timedelta(days=1)


@pytest.fixture
def pupil(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.own.pupil


@pytest.fixture
def write(cast, pupil):
    """`write(on, "ASD", NeedLine(…))`: the pupil's needs from that day."""

    def written(on, *lines, **kwargs):
        lines = [line if isinstance(line, NeedLine) else NeedLine(line) for line in lines]
        return write_needs(pupil=pupil, lines=lines, on=on, by=cast.senco, at=AT, **kwargs)

    return written


def rows(pupil) -> list[tuple]:
    found = Need.objects.filter(pupil=pupil).order_by("start", "rank")
    return [(need.code, need.rank, need.start, need.end) for need in found]


def day(month: int, number: int) -> dt.date:
    return dt.date(2026, month, number)


def test_cast_begins_as_these_tests_say(pupil):
    assert rows(pupil) == [("SLCN", 1, START, None)]


def test_several_types_hold_in_the_order_written(pupil, write):
    write(day(9, 1), "SLCN", "ASD", "SPLD")
    assert rows(pupil) == [
        ("SLCN", 1, START, None),
        ("ASD", 2, day(9, 1), None),
        ("SPLD", 3, day(9, 1), None),
    ]


def test_what_is_left_out_ends_the_day_before_and_is_kept(pupil, write):
    write(day(10, 1), "MLD")
    assert rows(pupil) == [("SLCN", 1, START, day(9, 30)), ("MLD", 1, day(10, 1), None)]


def test_need_that_began_that_day_and_is_left_out_is_replaced(pupil, write):
    write(START, "MLD")
    assert rows(pupil) == [("MLD", 1, START, None)]


def test_changing_order_keeps_the_earlier_order(pupil, write):
    write(day(9, 1), "SLCN", "ASD")
    write(day(10, 1), "ASD", "SLCN")
    assert rows(pupil) == [
        ("SLCN", 1, START, day(9, 30)), ("ASD", 2, day(9, 1), day(9, 30)),
        ("ASD", 1, day(10, 1), None), ("SLCN", 2, day(10, 1), None),
    ]  # fmt: skip


def test_changing_order_on_the_first_day_leaves_no_trace_of_the_other(pupil, write):
    write(START, "SLCN", "ASD")
    write(START, "ASD", "SLCN")
    assert sorted(rows(pupil)) == [("ASD", 1, START, None), ("SLCN", 2, START, None)]


def test_note_and_area_are_kept_with_the_row(pupil, write):
    write(day(9, 1), NeedLine("OTH", note=" Tires quickly ", area="sensory"))
    (need,) = Need.objects.filter(pupil=pupil, end=None)
    assert (need.note, need.area) == ("Tires quickly", "sensory")


def test_note_alone_changes_no_date(pupil, write):
    write(day(9, 1), NeedLine("SLCN", note="Follows one step at a time"))
    assert rows(pupil) == [("SLCN", 1, START, None)]


def test_start_can_be_put_right(pupil, write):
    write(day(10, 1), NeedLine("SLCN", start=day(3, 2)))
    assert rows(pupil) == [("SLCN", 1, day(3, 2), None)]


def test_start_put_right_reaches_the_first_row_of_the_stretch(pupil, write):
    write(day(9, 1), "SLCN", "ASD")
    write(day(10, 1), "ASD", NeedLine("SLCN", start=day(3, 2)))
    held = Need.objects.get(pupil=pupil, code="SLCN", end=None)
    assert [row.start for row in chain_of(held, Need.objects.filter(pupil=pupil))] == [day(3, 2), day(10, 1)]


def test_type_known_before_the_change_holds_its_rank_from_the_change(pupil, write):
    write(day(10, 1), NeedLine("ASD", start=day(9, 1)), "SLCN")
    assert rows(pupil) == [
        ("SLCN", 1, START, day(9, 30)), ("ASD", 2, day(9, 1), day(9, 30)),
        ("ASD", 1, day(10, 1), None), ("SLCN", 2, day(10, 1), None),
    ]  # fmt: skip


def refused(write, words, on, *lines, **kwargs):
    with pytest.raises(Denied) as denied:
        write(on, *lines, **kwargs)
    assert words in denied.value.reason


def test_type_that_comes_back_must_begin_after_it_ended(pupil, write):
    write(day(10, 1), "MLD")
    refused(write, "until 30 Sep 2026 before", day(11, 2), "MLD", NeedLine("SLCN", start=day(9, 30)))
    write(day(11, 2), "MLD", NeedLine("SLCN", start=day(10, 1)))
    assert ("SLCN", 2, day(10, 1), None) in rows(pupil)


def test_start_past_a_change_of_rank_is_refused(pupil, write):
    write(day(9, 1), "ASD", "SLCN")
    refused(write, "The rank changed on 1 Sep 2026", day(11, 2), "ASD", NeedLine("SLCN", start=day(10, 1)))


def test_start_before_another_had_its_place_is_refused(pupil, write):
    write(day(10, 1), "MLD")
    refused(write, "stood at this place until 30 Sep 2026", day(11, 2), NeedLine("MLD", start=day(9, 1)))


def test_day_of_the_change_before_what_stops_began_is_refused(pupil, write):
    refused(write, "has been recorded since 17 Aug 2026", START - DAY, "MLD")
    assert rows(pupil) == [("SLCN", 1, START, None)]


def test_two_types_known_before_the_change_have_different_ranks_before_it(pupil, write):
    write(day(10, 1), NeedLine("ASD", start=day(9, 1)), NeedLine("SPLD", start=day(9, 1)))
    assert rows(pupil) == [
        ("SLCN", 1, START, day(9, 30)), ("ASD", 2, day(9, 1), day(9, 30)), ("SPLD", 3, day(9, 1), day(9, 30)),
        ("ASD", 1, day(10, 1), None), ("SPLD", 2, day(10, 1), None),
    ]  # fmt: skip


def test_day_before_the_last_change_is_refused(pupil, write):
    """A change is written after those before it: on an earlier day another type still held."""
    write(day(10, 1), "MLD")
    refused(write, "changed on 1 Oct 2026 already", day(9, 30), "ASD", "MLD")
    assert rows(pupil) == [("SLCN", 1, START, day(9, 30)), ("MLD", 1, day(10, 1), None)]


def test_same_type_twice_is_refused(write):
    refused(write, "stands above already", day(9, 1), "ASD", "ASD")


def test_area_of_its_own_only_for_types_without_one(write):
    refused(write, "belongs to Communication", day(9, 1), NeedLine("ASD", area="semh"))


def test_seventh_type_is_refused(write):
    refused(write, "At most 6", day(9, 1), "ASD", "SPLD", "MLD", "HI", "VI", "PD", "OTH")


@pytest.mark.parametrize(
    "on,words", [(dt.date(2018, 3, 3), "before Maya was born"), (dt.date(2099, 1, 1), "in the future")]
)
def test_day_that_cannot_be_is_refused(write, on, words):
    refused(write, words, on, "ASD")
    refused(write, words, day(9, 1), NeedLine("ASD", start=on))


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(pupil, write):
    seen = mark_of(Need.objects.filter(pupil=pupil))
    write(day(9, 1), "MLD", seen=seen)
    refused(write, "Somebody else changed this", day(9, 1), "ASD", seen=seen)


@pytest.mark.parametrize("who", ["teacher", "head", "dsl"])
def test_only_the_senco_writes_needs(cast, pupil, who):
    with pytest.raises(Denied):
        write_needs(pupil=pupil, lines=[], on=day(9, 1), by=cast.people[who], at=AT)


def test_pupil_who_left_keeps_the_record_as_it_is(cast, pupil):
    register.mark_leaver(pupil=pupil, on=day(10, 1), by=cast.senco, at=AT)
    with pytest.raises(Denied) as denied:
        write_needs(pupil=pupil, lines=[], on=day(9, 1), by=cast.senco, at=AT)
    assert "can be read, not changed" in denied.value.reason


def test_level_change_that_reorders_keeps_note_and_area(cast, pupil, write):
    write(day(9, 1), "SLCN", NeedLine("OTH", note="Tires quickly", area="sensory"))
    register.set_needs(pupil=pupil, codes=["OTH", "SLCN"], start=day(10, 1), by=cast.senco, at=AT)
    need = Need.objects.get(pupil=pupil, code="OTH", end=None)
    assert (need.rank, need.start, need.note, need.area) == (1, day(10, 1), "Tires quickly", "sensory")


def test_level_change_dated_before_the_last_change_of_types_begins_after_it(cast, pupil, write):
    """A back-dated change of level, or a list with an old start, leaves no type beside one that had ended."""
    write(day(10, 1), "MLD")
    register.set_needs(pupil=pupil, codes=["ASD"], start=day(9, 10), by=cast.senco, at=AT)
    assert rows(pupil) == [("SLCN", 1, START, day(9, 30)), ("ASD", 1, day(10, 1), None)]


DAYS = st.dates(dt.date(2026, 8, 1), dt.date(2026, 11, 15))
CODES = st.sampled_from([NeedType.SLCN, NeedType.ASD, NeedType.SPLD, NeedType.OTH])
LINES = st.lists(st.builds(NeedLine, code=CODES, start=st.none() | DAYS), max_size=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(DAYS, LINES), min_size=1, max_size=4))
@example(steps=[(day(8, 1), [NeedLine("ASD")]), (day(8, 2), []), (day(8, 1), [NeedLine("SLCN")])])
def test_whatever_is_written_no_day_has_a_type_or_a_rank_twice(cast, steps):
    """Each step is taken whole or refused whole; what holds afterwards is what was written, in order."""
    with seeing(cast.oakfield, actor=cast.senco):
        pupil = cast.other.pupil
        Need.objects.filter(pupil=pupil).delete()
        for on, lines in steps:
            before = rows(pupil)
            try:
                write_needs(pupil=pupil, lines=lines, on=on, by=cast.senco, at=AT)
            except Denied:
                assert rows(pupil) == before
                continue
            held = Need.objects.filter(pupil=pupil, end=None).order_by("rank")
            assert [need.code for need in held] == [line.code for line in lines]
        _nothing_twice(rows(pupil))


def _nothing_twice(found: list[tuple]) -> None:
    for number, (code, rank, start, end) in enumerate(found):
        for code2, rank2, start2, end2 in found[number + 1 :]:
            apart = (end is not None and end < start2) or (end2 is not None and end2 < start)
            assert apart or (code != code2 and rank != rank2), found
