"""Everything that has happened to a pupil, by date."""

import datetime as dt

import pytest

from overview.timeline import KINDS, SOURCES, timeline_of, timeline_page
from tests.apdr import house as runs
from tests.roles import seeing

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def pupil(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.own.pupil


def sources(entries) -> set[str]:
    return {entry.source for entry in entries}


def test_every_room_stands_in_the_timeline(cast, pupil):
    found = sources(timeline_of(pupil, cast.senco, TODAY))
    assert {
        "level",
        "need",
        "shared",
        "reviewed",
        "document",
        "conversation",
        "access",
        "adjustment",
        "healthcare",
    } <= found


def test_newest_first_and_nothing_to_come(cast, pupil):
    days = [entry.on for entry in timeline_of(pupil, cast.senco, TODAY)]
    assert days == sorted(days, reverse=True) and days
    early = dt.date(2026, 10, 15)
    assert all(entry.on <= early for entry in timeline_of(pupil, cast.senco, early))


@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_is_what_the_whole_holds_of_it(cast, pupil, kind):
    whole = [e for e in timeline_of(pupil, cast.senco, TODAY) if SOURCES[e.source].kind == kind]
    assert sorted(map(repr, timeline_of(pupil, cast.senco, TODAY, kind))) == sorted(map(repr, whole))


def test_every_entry_says_what_it_is(cast, pupil):
    page = timeline_page(pupil, cast.senco, TODAY, "")
    lines = [entry for group in page["years"] for entry in group["entries"]]
    assert len(lines) == page["count"] == page["pills"][0]["count"]
    assert [line for line in lines if not line["what"] or not line["when"]] == []


def test_concerns_are_not_for_who_may_not_read_them(cast, pupil):
    hidden = {"concern", "decision", "support", "support_end", "event"}
    assert not hidden & sources(timeline_of(pupil, cast.ta, TODAY))


@pytest.mark.parametrize("who", ["senco", "teacher"])
def test_restricted_documents_are_for_few(cast, pupil, who):
    titles = [entry.first for entry in timeline_of(pupil, cast.people[who], TODAY)]
    assert ("Kept apart" in titles) is (who == "senco")


def test_meetings_held_and_provision_begun_and_ended_are_in_it(cast, pupil):
    start, end = dt.date(2026, 9, 7), dt.date(2026, 10, 2)
    runs.provision(by=cast.senco, pupils=[pupil], start=start, end=end, state="ended")
    runs.provision(by=cast.senco, pupils=[pupil], start=start, end=dt.date(2099, 1, 1),
                   what=runs.intervention(pupil.school, "Still running"))  # fmt: skip
    held = [e for e in timeline_of(pupil, cast.senco, TODAY) if e.source in {"given", "given_end"}]
    told = {(SOURCES[e.source].says(e.first), e.on) for e in held}
    assert {
        ("Begins: Talk for Learning", start),
        ("Ends: Talk for Learning", end),
        ("Begins: Still running", start),
    } <= told
    assert not any("Ends: Still running" in words for words, _on in told)
    assert "review" in sources(timeline_of(pupil, cast.senco, TODAY, "meetings"))
    assert not {"given", "given_end"} & sources(timeline_of(pupil, cast.office, TODAY))
