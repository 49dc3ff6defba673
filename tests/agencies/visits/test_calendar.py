"""The calendar by role: who reads a name, what a closed day says, how many queries a month costs."""

import datetime as dt

import pytest
from django.utils import timezone

from agencies.models import AgencyMeeting
from agencies.visits import actions
from agencies.visits.days import SATURDAY, stretch, working_day
from core.schools.actions import add_closure
from tests.cast import AT
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db
NOVEMBER = "/oakfield/calendar/?on=2026-11-24"
VIEWS = ("month", "week", "list")


@pytest.mark.parametrize(
    "view,on,start,end,before,after",
    [
        ("month", (2026, 11, 24), (2026, 11, 1), (2026, 11, 30), (2026, 10, 1), (2026, 12, 1)),
        ("", (2028, 2, 29), (2028, 2, 1), (2028, 2, 29), (2028, 1, 1), (2028, 3, 1)),
        ("list", (2026, 12, 31), (2026, 12, 1), (2026, 12, 31), (2026, 11, 1), (2027, 1, 1)),
        ("week", (2026, 10, 25), (2026, 10, 19), (2026, 10, 25), (2026, 10, 12), (2026, 10, 26)),
    ],
)
def test_stretch_of_a_view(view, on, start, end, before, after):
    found = stretch(view, dt.date(*on))
    assert [found.start, found.end, found.before, found.after] == [
        dt.date(*d) for d in (start, end, before, after)
    ]


def test_this_week_is_the_next_from_saturday_on():
    days = [working_day(dt.date(2026, 11, n)) for n in (20, 21, 22, 23)]
    assert [day.day for day in days] == [20, 23, 23, 23]


@pytest.fixture
def filled(oak, announce):
    """A visit to `own` in the Rainbow room and one to `other`, and a meeting about `other`."""
    announce(place="Rainbow room", who_comes="Tom Reyes")
    announce(pupil=oak.other.pupil, at_time=dt.time(13), place="Library", who_comes="Ada Quill")
    AgencyMeeting.objects.create(school=oak.oakfield, pupil=oak.other.pupil, on=dt.date(2026, 11, 25), at=dt.time(15),
                                 place="Hall", purpose="x", created_at=AT, created_by=oak.senco)  # fmt: skip
    return oak


OWN, OTHER = ("Maya Abara", "Tom Reyes"), ("Leo Brandt", "Ada Quill")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    "who,names,hidden",
    [("senco", OWN + OTHER, ()), ("head", OWN + OTHER, ()), ("teacher", OWN, OTHER), ("ta", OWN, OTHER),
     ("office", (), OWN + OTHER)],
)  # fmt: skip
def test_name_is_for_who_may_open_the_record_and_the_rest_is_what_comes_and_where(
    filled, view, who, names, hidden
):
    page = filled.client_for(who).get(f"{NOVEMBER}&view={view}").content.decode()
    shown = page if view != "month" else page + "Tom ReyesAda Quill"  # a month is too narrow for who comes
    assert [name for name in names if name not in shown] == []
    assert [name for name in hidden if name in page] == []
    assert page.count("Speech and language therapy") == 2
    assert all(word in page for word in ("Rainbow room", "Library", "Early Help Module meeting", "Hall"))
    assert ("Speech service" in page) is (who != "office" and view != "month")
    visits = page.count('href="/oakfield/visits/')
    assert visits == {"senco": 2, "head": 2, "teacher": 1, "ta": 1, "office": 0}[who]
    meeting = AgencyMeeting.objects.get()
    assert (f'href="{meeting.get_absolute_url()}"' in page) is (who in ("senco", "head"))


def test_called_off_is_not_on_the_calendar(oak, announce):
    actions.cancel_visit(visit=announce(), why="Ill", by=oak.senco, at=AT)
    assert "Speech" not in oak.client_for("senco").get(NOVEMBER).content.decode()


def test_closed_days_bank_holidays_and_today_are_marked(oak):
    add_closure(school=oak.oakfield, name="INSET day", start=dt.date(2026, 11, 27), end=dt.date(2026, 11, 27))
    page = oak.client_for("office").get(NOVEMBER).content.decode()
    assert "INSET day" in page
    assert "Good Friday" in oak.client_for("office").get("/oakfield/calendar/?on=2027-03-01").content.decode()
    week = oak.client_for("office").get("/oakfield/calendar/?view=week").content.decode()
    if timezone.localdate().weekday() < SATURDAY:
        assert week.count('aria-current="date"') == 1


@pytest.mark.parametrize(
    "query", ["?view=year&on=x", "?on=31+2+2026", "?on=0001-01-01", "?on=2100-12-31", "?view=week&on="]
)
def test_address_that_means_no_day_shows_a_calendar_all_the_same(oak, query):
    assert oak.client_for("senco").get(f"/oakfield/calendar/{query}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "who,view,number",
    [
        ("senco", "month", 7),
        ("teacher", "month", 7),
        ("office", "week", 7),
        ("senco", "list", 4),
        ("ta", "list", 4),
    ],
)
def test_queries(oak, announce, count, who, view, number):
    for place in range(count):
        announce(at_time=dt.time(9 + place))
        announce(pupil=oak.other.pupil, at_time=dt.time(9 + place))
    assert queries_of(oak.client_for(who), f"{NOVEMBER}&view={view}") == number
