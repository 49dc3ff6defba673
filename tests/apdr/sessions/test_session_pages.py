"""The pages: a day's list and its card, the week's paper, what was missed; bad input is told and kept."""

import datetime as dt

import pytest
import time_machine

from apdr.models import Session
from core.jobs.models import Job
from core.schools.queries import school_days
from tests.apdr import house
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 16, 12, 0, tzinfo=dt.UTC)
HERE = "/oakfield/sessions/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def ta(client_for):
    return client_for("ta")


def card_of(run, on="2026-11-16", at="0900") -> str:
    return f"{HERE}{run.reference}/{on}/{at}/"


def said(pupil, **more) -> dict:
    return {f"{pupil.reference}-{part}": value for part, value in ({"came": "came"} | more).items()}


def marks(run) -> list[tuple]:
    found = Session.objects.filter(provision=run).order_by("on", "at")
    return [tuple(mark) for one in found for mark in one.marks.values_list("came", "rating", "minutes")]


def test_open_card_asks_about_the_next_and_saving_leads_on(cast, run, ta):
    page = ta.get(HERE).content.decode()
    assert "0 of 1 recorded" in page and "Did they come?" in page and "Talk for Learning" in page
    answer = ta.post(card_of(run), said(cast.own.pupil, rating="3"))
    assert (answer.status_code, answer.url) == (302, HERE)
    assert marks(run) == [("came", 3, 15)]
    page = ta.get(HERE).content.decode()
    assert "1 of 1 recorded" in page and "All of them are recorded." in page


@pytest.mark.parametrize(
    "sex,asks", [("M", ("Did he come?", "On his own")), ("F", ("How did she do?", "On her own"))]
)
def test_card_speaks_of_the_child_as_the_school_does(cast, run, ta, sex, asks):
    cast.own.pupil.sex = sex
    cast.own.pupil.save(update_fields=["sex"])
    page = ta.get(HERE).content.decode()
    assert all(words in page for words in asks)


def test_same_post_twice_is_one_session(cast, run, ta):
    for _ in range(2):
        assert ta.post(card_of(run), said(cast.own.pupil, rating="3")).status_code == 302
    assert marks(run) == [("came", 3, 15)]


def test_second_person_sees_what_stands_and_may_choose(cast, run, ta, client_for):
    senco = client_for("senco")
    senco.post(card_of(run), said(cast.own.pupil, rating="4"))
    page = ta.post(card_of(run), said(cast.own.pupil, rating="2", line="Tired today")).content.decode()
    assert (
        "Helen Marsh recorded this session at" in page
        and "Came, on their own" in page
        and "Tired today" in page
    )
    assert marks(run) == [("came", 4, 15)]
    again = said(cast.own.pupil, rating="2", line="Tired today") | {"version": "1"}
    assert ta.post(card_of(run), again).status_code == 302
    assert marks(run) == [("came", 2, 15)]


@pytest.mark.parametrize("typed,words", [
    ({"came": "absent"}, "Say why Maya did not come"), ({"came": ""}, "Say whether Maya came"),
    ({"came": "part", "minutes": "twelve"}, "Enter whole minutes like 15"), ({"value": "£12"}, "Enter a number like 12"),
    ({"value": "12,5"}, "Enter a number like 12"), ({"came": "part", "minutes": "99"}, "Part of it is from 1 to 15 minutes"),
    ({"line": "x" * 301}, "at most 300 characters"), ({"rating": "9"}, "Select a valid choice"),
])  # fmt: skip
def test_bad_input_is_told_and_kept(cast, run, ta, typed, words):
    page = ta.post(card_of(run), said(cast.own.pupil, **({"line": "Kept <b>words</b>"} | typed)))
    assert page.status_code == 200 and words in page.content.decode()
    assert "line" in typed or "Kept &lt;b&gt;words&lt;/b&gt;" in page.content.decode()
    assert marks(run) == []


@pytest.mark.parametrize("value,kept", [("1,234", "1234.00"), ("12.5", "12.50"), (" 7 ", "7.00"), ("", None)])
def test_counted_value_is_read(cast, run, ta, value, kept):
    assert ta.post(card_of(run), said(cast.own.pupil, value=value)).status_code == 302
    found = Session.objects.get(provision=run).marks.get().value
    assert (str(found) if found is not None else None) == kept


@pytest.mark.parametrize(
    "on,words", [("2026-11-23", "is in the future"), ("2026-11-15", "The school is closed on")]
)
def test_impossible_day_is_told(cast, run, ta, on, words):
    page = ta.post(card_of(run, on), said(cast.own.pupil, line="Kept") | {"minutes": "15"}).content.decode()
    assert words in page and "Kept" in page


@pytest.mark.parametrize("path", ["2026-13-01/0900/", "2026-11-16/9999/", "today/0900/"])
def test_address_that_is_no_moment_is_not_found(run, ta, path):
    assert ta.get(f"{HERE}{run.reference}/{path}").status_code == 404


@pytest.mark.parametrize("on,shown", [("2026-11-09", "Mon 9 Nov 2026"), ("2026-10-01", "Mon 16 Nov 2026"),
                                      ("2027-01-01", "Mon 16 Nov 2026"), ("x", "Mon 16 Nov 2026")])  # fmt: skip
def test_list_goes_back_fourteen_days(run, ta, on, shown):
    assert f"{shown}. 0 of 1 recorded" in ta.get(f"{HERE}?on={on}").content.decode()


def test_group_is_one_card_and_a_name_is_not_told_to_who_may_not_know(cast, group, ta, client_for):
    assert "Leo and Maya" in ta.get(HERE).content.decode()
    page = client_for("teacher").get(card_of(group) + "?all=1").content.decode()
    assert "Maya and 1 other" in page and "Leo" not in page


def test_not_held_needs_no_marks(cast, run, ta):
    assert ta.post(card_of(run), {"not_held_why": "no_adult", "line": "Cover in Year 2"}).status_code == 302
    session = Session.objects.get(provision=run)
    assert (session.held, session.not_held_why, session.minutes, session.line) == (
        False,
        "no_adult",
        0,
        "Cover in Year 2",
    )


def test_extra_session_is_asked_for_and_recorded(cast, run, ta):
    answer = ta.post(f"{HERE}extra/", {"provision": run.reference, "on": "16 11 2026", "at": "1.30"})
    assert answer.url == card_of(run, at="1330")
    assert "How many minutes did it last?" in ta.get(answer.url).content.decode()
    assert "Say how many minutes it lasted" in ta.post(answer.url, said(cast.own.pupil)).content.decode()
    assert ta.post(answer.url, said(cast.own.pupil) | {"minutes": "10 min"}).status_code == 302
    assert marks(run) == [("came", None, 10)]
    page = ta.post(
        f"{HERE}extra/", {"provision": run.reference, "on": "23 11 2026", "at": "25.99"}
    ).content.decode()
    assert "Enter a time like 10.15" in page


def box(run, pupil, on="20261116") -> str:
    return f"{run.reference}-{on}-0900-{pupil.reference}"


def test_week_of_codes_is_recorded_and_told(cast, group, ta):
    maya, leo = cast.own.pupil, cast.other.pupil
    page = ta.post(f"{HERE}week/", {box(group, maya): "3", box(group, leo): "x"}).content.decode()
    assert "“x” is no code" in page and 'value="3"' in page and 'value="x"' in page
    page = ta.post(f"{HERE}week/", {box(group, maya): "3"}).content.decode()
    assert "every child’s box" in page
    page = ta.post(f"{HERE}week/", {box(group, maya): "3", box(group, leo): "N"}).content.decode()
    assert "about the whole session" in page
    assert Session.objects.filter(provision=group).count() == 0
    good = {box(group, maya): "3", box(group, leo): "a"}
    assert ta.post(f"{HERE}week/", good).status_code == 302
    assert sorted(marks(group)) == [("absent", None, 0), ("came", 3, 15)]
    assert ta.post(f"{HERE}week/", good).status_code == 302
    page = ta.post(f"{HERE}week/", good | {box(group, maya): "1"}).content.decode()
    assert "Joan Biggs has recorded this session otherwise" in page
    assert "Nothing is filled in yet" in ta.post(f"{HERE}week/", {}).content.decode()


def test_missed_and_delivered_by_provision_child_and_reason(cast, run, ta, client_for):
    ta.post(card_of(run, "2026-11-09"), said(cast.own.pupil, came="absent", why="away"))
    ta.post(card_of(run), said(cast.own.pupil, came="part", minutes="10"))
    senco = client_for("senco").get(f"{HERE}missed/?span=term")
    row = next(row for row in senco.context["runs"] if row["name"] == "Talk for Learning")
    # 15 minutes on each Monday on which the school was open; had 10, missed 15 + 5, the rest nobody wrote down.
    days = school_days(cast.oakfield).days(house.START, NOON.date())
    planned = 15 * sum(day.weekday() == 0 for day in days)
    assert (row["planned"], row["delivered"], row["missed"], row["unrecorded"]) == (
        planned,
        10,
        20,
        planned - 30,
    )
    assert {"why": "Away from school", "minutes": 15, "percent": "75 %"} in senco.context["reasons"]
    mine = client_for("teacher").get(f"{HERE}missed/?span=week")
    assert [row["name"] for row in mine.context["children"]] == ["Maya Abara"]
    assert client_for("head").get(f"{HERE}missed/").status_code == 200


def test_paper_sheet_is_made_and_opened(cast, group, ta, run_on_commit):
    with run_on_commit():
        assert ta.post(f"{HERE}week/sheet/").status_code == 302
    job = Job.objects.filter(kind="session_sheet", owner=cast.ta).latest("pk")
    assert job.state == "done", job.message
    answer = ta.get(job.next_url)
    assert b"".join(answer).startswith(b"%PDF") if answer.streaming else answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("more", [0, 2])
def test_pages_cost_the_same_for_three_as_for_one(cast, group, ta, client_for, more):
    for number in range(more):
        house.provision(by=cast.senco, pupils=[cast.own.pupil, cast.other.pupil], adults=[cast.ta],
                        what=house.intervention(cast.oakfield, f"Club {number}"))  # fmt: skip
    ta.post(card_of(group), said(cast.own.pupil) | said(cast.other.pupil))
    paths = {HERE: "ta", f"{HERE}?all=1": "teacher", f"{HERE}week/": "ta", f"{HERE}missed/?span=term": "senco",
             f"/oakfield/pupils/{cast.own.pupil.reference}/sessions/": "senco", card_of(group): "ta"}  # fmt: skip
    assert [queries_of(client_for(who), path) for path, who in paths.items()] == [9, 10, 9, 18, 8, 12]
