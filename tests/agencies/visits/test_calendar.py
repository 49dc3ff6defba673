"""The calendar by role: who reads a name, what a closed day says, how many queries a month costs."""

import datetime as dt
import html
import re

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


def test_deadlines_are_shown_to_who_is_to_do_them_and_all_of_them_to_the_senco(oak, owed):
    owed("plan_review", dt.date(2026, 11, 3), oak.teacher, detail="with Mr Adeyemi")
    owed("notice", dt.date(2026, 11, 24))
    owed("family_ask", dt.date(2026, 11, 24), oak.people["parent"])
    told = {"senco": (1, 1), "teacher": (1, 0), "head": (0, 0), "ta": (0, 0), "office": (0, 0)}
    for who, counts in told.items():
        page = oak.client_for(who).get(NOVEMBER).content.decode()
        assert (page.count(">Review support plan</a>"), page.count(">Send the notice</a>")) == counts, who
        assert page.count("By law") == page.count("cal-law") == counts[1]
        assert ("Maya Abara" in page) is (who in ("senco", "teacher")) and "Answer" not in page
    assert "with Mr Adeyemi" in oak.client_for("teacher").get(f"{NOVEMBER}&view=list").content.decode()


def test_office_never_reads_of_a_child_even_in_its_own_deadlines(oak, owed):
    owed("plan_review", dt.date(2026, 11, 24), oak.people["office"])
    owed("notice", dt.date(2026, 11, 24), oak.people["office"], pupil="", name="", class_name="")
    for view in VIEWS:
        page = oak.client_for("office").get(f"{NOVEMBER}&view={view}").content.decode()
        assert "Send the notice" in page and not re.search("Review support plan|Maya|OAK-", page)


def test_one_sort_alone_and_a_full_day_leads_to_its_list(oak, announce, owed):
    for hour in (9, 10, 11):
        announce(at_time=dt.time(hour), minutes=30)
    for number in range(3):
        owed("plan_review", dt.date(2026, 11, 24), subject=f"plan:{number}")
    client = oak.client_for("senco")
    month = client.get(NOVEMBER).content.decode()
    assert (month.count('<li class="cal-entry'), month.count("Review support plan")) == (4, 1)
    (url,) = re.findall(r'class="cal-more" href="([^"]+)">and 2 more<', month)
    day = client.get(html.unescape(url)).content.decode()
    assert (day.count("Speech and language therapy"), day.count("Review support plan")) == (3, 3)
    assert 'aria-current="true">All' in day and "Tue 24 Nov 2026</h2>" in day
    for show, counts in {"visits": (3, 0), "deadlines": (0, 3), "meetings": (0, 0), "x": (3, 1)}.items():
        page = client.get(f"{NOVEMBER}&show={show}").content.decode()
        assert (page.count("Speech and language therapy"), page.count("Review support plan")) == counts


def test_deadline_of_what_takes_place_that_day_is_not_said_twice_but_what_the_law_sets_is(
    oak, announce, owed
):
    visit = announce()
    for kind in ("plan_review", "notice"):
        owed(kind, visit.on, subject=f"visit:{visit.reference}")
    page = oak.client_for("senco").get(f"{NOVEMBER}&view=list").content.decode()
    assert ("Review support plan" in page, "Send the notice" in page) == (False, True)


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
        ("senco", "list", 5),
        ("ta", "list", 5),
    ],
)
def test_queries(oak, announce, owed, count, who, view, number):
    """Visits, meetings and what is marked done; beside them each source of deadlines costs its own."""
    for place in range(count):
        announce(at_time=dt.time(9 + place))
        announce(pupil=oak.other.pupil, at_time=dt.time(9 + place))
        owed("plan_review", dt.date(2026, 11, 10 + place), oak.people[who])
    assert queries_of(oak.client_for(who), f"{NOVEMBER}&view={view}") == number
