"""The secret address for calendar programs: what RFC 5545 asks, read by a parser that did not write it; nobody's name;
right across the change of clocks; open for as long as its owner's access."""

import datetime as dt
import re

import pytest
import vobject
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import AgencyMeeting, CalendarFeed, Visit
from agencies.visits import actions, feeds
from agencies.visits.ics import FeedEntry, local, written
from core.accounts.actions import end_access
from core.accounts.models import Membership
from core.accounts.permissions import Denied
from tests.cast import AT

pytestmark = pytest.mark.django_db
CHANGED = dt.datetime(2026, 10, 1, 8, 30, tzinfo=dt.UTC)


def entry(on: dt.date, what: str = "Occupational therapy", **given) -> FeedEntry:
    usual = {"uid": f"visit-{on}", "begins": local(on, dt.time(9, 15)), "minutes": 45, "what": what, "reference": "OAK-0001",
             "called_off": False, "sequence": 0, "changed": CHANGED, "url": "https://school.test/oakfield/visits/ABC/"}  # fmt: skip
    return FeedEntry(**usual | given)


# the Friday before and the Monday after each change of clocks (25 Oct 2026, 28 Mar 2027): a quarter past nine here is …
CLOCKS = {
    dt.date(2026, 10, 23): "20261023T081500Z",
    dt.date(2026, 10, 26): "20261026T091500Z",
    dt.date(2027, 3, 26): "20270326T091500Z",
    dt.date(2027, 3, 29): "20270329T081500Z",
}


@pytest.mark.parametrize("on", CLOCKS)
def test_times_are_right_on_each_side_of_the_change_of_clocks(on):
    data = written([entry(on)], "Visits").decode()
    assert f"DTSTART:{CLOCKS[on]}\r\n" in data
    (event,) = vobject.readOne(data).vevent_list
    begins, ends = event.dtstart.value, event.dtend.value
    assert timezone.localtime(begins).replace(tzinfo=None) == dt.datetime.combine(on, dt.time(9, 15))
    assert ends - begins == dt.timedelta(minutes=45)


def test_lines_are_folded_ended_and_escaped_as_rfc_5545_asks():
    long = "Ménière’s, balance; hearing\\sight team: " + "für Kinder, " * 12
    data = written([entry(dt.date(2026, 11, 24), long.strip())], "Visits, Oakfield; Primary")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75  # octets
    unfolded = data.decode().replace("\r\n ", "")
    assert "X-WR-CALNAME:Visits\\, Oakfield\\; Primary\r\n" in unfolded
    assert "SUMMARY:Ménière’s\\, balance\\; hearing\\\\sight team: " in unfolded
    assert r"Sign in to see it:\nhttps://school.test/oakfield/visits/ABC/" in unfolded
    (event,) = vobject.readOne(data.decode()).vevent_list
    assert event.summary.value == f"{long.strip()}, OAK-0001"
    assert event.description.value.endswith("\nhttps://school.test/oakfield/visits/ABC/")


def test_object_holds_what_rfc_5545_requires_once_each():
    found = vobject.readOne(
        written([entry(dt.date(2026, 11, 24), called_off=True, sequence=3)], "Visits").decode()
    )
    assert found.validate(raiseException=True)
    assert (found.version.value, bool(found.prodid.value)) == ("2.0", True)
    (event,) = found.vevent_list
    for name in ("uid", "dtstamp", "dtstart", "dtend", "summary", "status", "sequence", "url"):
        assert len(event.contents[name]) == 1
    assert (event.status.value, event.sequence.value) == ("CANCELLED", "3")
    assert event.contents["last-modified"][0].value == CHANGED


@pytest.fixture
def fetch(oak):
    """`fetch("senco")`: what that person's new address gives to a program that has not signed in."""
    cache.clear()
    made = {}

    def get(who: str):
        if who not in made:
            _feed, made[who] = feeds.make_feed(school=oak.oakfield, by=oak.people[who], at=AT)
        return Client().get(f"/calendar-feed/oakfield/{made[who]}.ics")

    return get


def events(response) -> list:
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return vobject.readOne(response.content.decode()).contents.get("vevent", [])


@pytest.fixture
def two(oak, announce) -> tuple[Visit, Visit]:
    """A visit to the teacher's pupil and one to a child of another class."""
    given = {"who_comes": "Tom Reyes", "place": "With Maya in 4 Ash"}
    return announce(**given), announce(**given, pupil=oak.other.pupil, at_time=dt.time(13))


@pytest.mark.parametrize(
    "who,references", [("senco", ["OAK-0001", "OAK-0002"]), ("office", ["", ""]), ("head", ["OAK-0001", "OAK-0002"]),
                       ("teacher", ["OAK-0001"]), ("ta", ["OAK-0001"])],
)  # fmt: skip
def test_feed_tells_what_its_owner_may_see_and_no_name(two, fetch, who, references):
    response = fetch(who)
    told = [event.summary.value for event in events(response)]
    assert told == [
        f"Speech and language therapy, {reference}".removesuffix(", ") for reference in references
    ]
    text = response.content.decode().replace("\r\n ", "")
    assert not re.search("Maya|Abara|Leo|Brandt|Reyes|Ash|Speech service", text)
    links = "calendar/\\?view=list" if who == "office" else "visits/[A-Z0-9]+/"
    assert all(re.search(f"/oakfield/{links}", event.url.value) for event in events(response))
    assert response["Cache-Control"] == "no-store, private"


def test_deadlines_last_all_day_and_name_nobody(oak, owed, fetch):
    tuesday = dt.date(2026, 11, 24)
    owed("notice", tuesday, oak.teacher, detail="Maya’s mother")
    owed("plan_review", tuesday, subject="plan:DEF")
    owed("family_ask", tuesday, oak.teacher)
    (event,) = events(fetch("teacher"))
    assert event.summary.value == "A notice is due (by law), OAK-0001"
    assert (event.dtstart.value, event.dtend.value) == (tuesday, tuesday + dt.timedelta(days=1))
    assert event.url.value.endswith("/oakfield/register/")
    response = fetch("senco")
    text = response.content.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261125\r\n" in text
    assert not re.search("Maya|Abara|Ash", text)
    told = events(response)
    assert sorted(event.summary.value.partition(",")[0] for event in told) == [
        "A notice is due (by law)", "A support plan is to be reviewed",
    ]  # fmt: skip
    assert len({event.uid.value for event in told}) == 2
    assert vobject.readOne(response.content.decode()).validate(raiseException=True)


def test_meeting_stands_in_the_feed_of_who_may_read_of_it(oak, fetch):
    AgencyMeeting.objects.create(school=oak.oakfield, pupil=oak.own.pupil, on=dt.date(2026, 11, 25), at=dt.time(15),
                                 place="Hall", purpose="x", created_at=AT, created_by=oak.senco)  # fmt: skip
    for who, told in {"senco": "OAK-0001", "teacher": "OAK-0001", "ta": None, "office": ""}.items():
        found = [event.summary.value for event in events(fetch(who))]
        assert found == ([] if told is None else [f"Early Help Module meeting, {told}".removesuffix(", ")]), (
            who
        )


def test_uid_stays_and_sequence_grows_as_a_visit_changes(oak, two, fetch):
    (before,) = events(fetch("teacher"))
    moved = actions.move_visit(
        visit=two[0], on=dt.date(2026, 11, 25), at_time=dt.time(9), by=oak.senco, at=AT
    )
    (after,) = events(fetch("teacher"))
    actions.cancel_visit(visit=moved, why="Ill", by=oak.senco, at=AT)
    (gone,) = events(fetch("teacher"))
    assert before.uid.value == after.uid.value == gone.uid.value
    assert int(before.sequence.value) < int(after.sequence.value) < int(gone.sequence.value)
    assert (before.status.value, gone.status.value) == ("CONFIRMED", "CANCELLED")
    assert after.dtstart.value == dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)


def test_address_is_kept_as_a_hash_and_ends_when_another_is_made(oak, fetch):
    _first, token = feeds.make_feed(school=oak.oakfield, by=oak.senco, at=AT)
    assert not CalendarFeed.objects.filter(token_hash__contains=token[:10]).exists()
    assert Client().get(f"/calendar-feed/oakfield/{token}.ics").status_code == 200
    assert CalendarFeed.objects.get(user=oak.senco, ended_at=None).opened_at
    assert Client().get(f"/calendar-feed/hillcrest/{token}.ics").status_code == 404
    assert fetch("senco").status_code == 200
    assert Client().get(f"/calendar-feed/oakfield/{token}.ics").status_code == 404
    feeds.end_feed(school=oak.oakfield, by=oak.senco, at=AT)
    assert fetch("senco").status_code == 404


def test_feed_ends_with_its_owners_access(oak, two, fetch):
    assert len(events(fetch("ta"))) == 1
    end_access(membership=Membership.objects.get(user=oak.ta), by=oak.senco, at=AT)
    assert fetch("ta").status_code == 404
    assert len(events(fetch("teacher"))) == 1
    oak.teacher.is_active = False
    oak.teacher.save()
    assert fetch("teacher").status_code == 404


@pytest.mark.parametrize("who", ["parent", "professional", "governor", "trust_lead"])
def test_who_has_no_calendar_has_no_address(oak, who):
    with pytest.raises(Denied):
        feeds.make_feed(school=oak.oakfield, by=oak.people[who], at=AT)


def test_guessing_is_slowed(oak, fetch):
    assert fetch("senco").status_code == 200
    for _ in range(20):
        assert Client().get("/calendar-feed/oakfield/guess.ics").status_code == 404
    assert fetch("senco").status_code == 404
    cache.clear()
    assert fetch("senco").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_feed(oak, announce, fetch, count):
    for number in range(count):
        announce(at_time=dt.time(9 + number))
    fetch("teacher")
    with CaptureQueriesContext(connection) as captured:
        assert len(events(fetch("teacher"))) == count
    counted = [
        one["sql"]
        for one in captured
        if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "SELECT set_config"))
    ]
    assert len(counted) == 6, (
        counted
    )  # the school, the feed, its owner's roles, visits, meetings, what is marked done


def test_page_tells_the_address_once(oak, cast):
    page = cast.client_for("office").post("/oakfield/calendar/feed/")
    (link,) = re.findall(r"https?://[^\s<]+/calendar-feed/oakfield/[^\s<]+\.ics", page.content.decode())
    assert page["Cache-Control"] == "no-store, private"
    again = cast.client_for("office").get("/oakfield/calendar/feed/").content.decode()
    assert "Make another address" in again and link not in again
    assert cast.client_for("office").post("/oakfield/calendar/feed/end/").status_code == 302
    assert "no address yet" in cast.client_for("office").get("/oakfield/calendar/feed/").content.decode()
