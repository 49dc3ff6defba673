"""Levels over time: what a change writes, the watch after support, how often it came back, the register as it was."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.permissions import Denied
from core.calendar.dates import Span, academic_year, ends_of_next_terms
from core.schools.actions import add_term
from register import actions as register
from register.models import Need, ProgressReview, Pupil, SchoolClass, StatusPeriod, WatchCheck
from register.queries import RegisterFilter, register_rows, rolls_then, year_group_before, year_group_then
from register.response.actions import change_level, record_check
from register.response.progress import progress_lines, record_progress
from register.response.queries import (
    Done,
    move_that_led_here,
    relapses,
    still_to_do,
    watched_pupils,
)
from tests import cast as house
from tests.overview.test_queries import queries_of

pytestmark = pytest.mark.django_db
AT = house.AT
DAY = dt.timedelta(days=1)
TODAY = AT.date()


@pytest.fixture
def pupil(cast):
    with cast.acting("senco"):
        (added,) = register.add_pupils(
            school=cast.oakfield, by=cast.senco, at=AT,
            pupils=[{"legal_first": "Una", "legal_last": "Vale", "born": dt.date(2018, 5, 6), "year_group": "4",
                     "school_class": cast.own.pupil.school_class}],
        )  # fmt: skip
        yield added


def move(cast, pupil, level, start=TODAY, **more):
    told = {"reason": "Reading", "consulted": ["parents", "child", "teacher"], "additional": "A daily group",
            "needs": ["SLCN"]} | more  # fmt: skip
    return change_level(pupil=pupil, level=level, start=start, by=cast.senco, at=AT, **told)


def leave(cast, pupil, start, *criteria):
    return move(
        cast, pupil, "exited", start, exit_criteria=criteria, evidence="Two terms of scores", needs=None
    )


def test_change_ends_the_level_before_on_the_day_before(cast, pupil):
    first = move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    leave(cast, pupil, TODAY - 10 * DAY, "b")
    first.refresh_from_db()
    assert first.end == TODAY - 11 * DAY
    held = StatusPeriod.objects.get(pupil=pupil, end=None)
    assert (held.exit_criteria, held.evidence) == (["b"], "Two terms of scores")
    assert held.consulted == ["child", "parents", "teacher"]


def test_change_keeps_needs_unless_told(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY, needs=["SEMH", "ASD"])
    move(cast, pupil, "ehc_plan", TODAY, needs=None)
    assert list(Need.objects.filter(pupil=pupil, end=None).values_list("code", flat=True)) == ["SEMH", "ASD"]


@pytest.mark.parametrize("start,words", [
    (dt.date(2018, 5, 5), "before Una was born"),
    (TODAY + DAY, "in the future"),
    (TODAY - 61 * DAY, "choose that day or a later one"),
])  # fmt: skip
def test_change_refuses_a_day_that_cannot_be(cast, pupil, start, words):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    with pytest.raises(Denied, match=words):
        move(cast, pupil, "ehc_plan", start)
    assert StatusPeriod.objects.filter(pupil=pupil).count() == 1


def test_change_after_leaving_is_refused(cast, pupil):
    register.mark_leaver(pupil=pupil, on=TODAY - DAY, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="left on"):
        move(cast, pupil, "sen_support")


@pytest.mark.parametrize(
    "more,words", [({"reason": " "}, "Say why"), ({"consulted": []}, "who was consulted")]
)
def test_change_without_reason_or_consultees_is_refused(cast, pupil, more, words):
    with pytest.raises(Denied, match=words):
        move(cast, pupil, "monitoring", **more)


def test_school_with_one_tier_is_not_offered_the_first(cast, pupil):
    page = cast.client_for("senco").get(f"/oakfield/pupils/{pupil.reference}/level/").content.decode()
    assert "Record SEN" in page
    cast.oakfield.hide_recorded_tier = True
    cast.oakfield.save()
    page = cast.client_for("senco").get(f"/oakfield/pupils/{pupil.reference}/level/").content.decode()
    assert "Record SEN" not in page


def test_refused_move_keeps_what_was_typed(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    page = cast.client_for("senco").post(
        f"/oakfield/pupils/{pupil.reference}/level/",
        {"level": "further_support", "start": "16 11 2026", "reason": "Still two years behind", "consulted": ["parents"],
         "additional": "A speech therapist", "main_need": "SLCN"},
    ).content.decode()  # fmt: skip
    assert "Write the profile first" in page
    assert "Write a plan first" in page
    assert "Still two years behind" in page


# What follows


def test_what_follows_is_told_until_it_is_done(cast, pupil):
    move(cast, pupil, "sen_support")
    led = move_that_led_here(list(StatusPeriod.objects.filter(pupil=pupil)))
    assert len(still_to_do(led, Done())) == 3
    assert still_to_do(led, Done(letters=frozenset({"on_register"}), plan=True)) == ["write the profile"]
    assert still_to_do(led, Done(frozenset({"on_register"}), True, True)) == []


# The watch


def spring_and_on(cast):
    for name, start, end in (
        ("Spring", (2027, 1, 4), (2027, 3, 25)),
        ("Summer", (2027, 4, 12), (2027, 7, 21)),
    ):
        add_term(school=cast.oakfield, name=name, start=dt.date(*start), end=dt.date(*end))


def test_checks_are_due_at_the_ends_of_the_next_terms(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    leave(cast, pupil, TODAY, "b")
    spring_and_on(cast)
    (watched,) = watched_pupils(cast.oakfield, cast.senco)
    assert watched.due == (dt.date(2027, 3, 25), dt.date(2027, 7, 21), None)
    assert (watched.next_number, watched.next_due) == (1, dt.date(2027, 3, 25))


def check(cast, period, number, finding="holding", on=TODAY, note="Reads with the class"):
    return record_check(
        period=period, number=number, checked_on=on, finding=finding, note=note, by=cast.senco, at=AT
    )


def test_checks_are_recorded_in_order_and_once(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    period = leave(cast, pupil, TODAY - 20 * DAY, "b")
    with pytest.raises(Denied, match="Record check 1 first"):
        check(cast, period, 2)
    check(cast, period, 1)
    with pytest.raises(Denied, match="recorded already"):
        check(cast, period, 1)
    for on, words in ((TODAY + DAY, "to today"), (TODAY - 21 * DAY, "Choose a day from")):
        with pytest.raises(Denied, match=words):
            check(cast, period, 2, on=on)
    with pytest.raises(Denied, match="how you know"):
        check(cast, period, 2, note=" ")
    assert WatchCheck.objects.filter(period=period).count() == 1


def test_watch_ends_after_three_checks_that_hold(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    period = leave(cast, pupil, TODAY - 20 * DAY, "b")
    for number in (1, 2):
        check(cast, period, number)
    with pytest.raises(Denied, match="three checks"):
        move(cast, pupil, "none", needs=None)
    check(cast, period, 3)
    assert move(cast, pupil, "none", needs=None).level == "none"
    assert watched_pupils(cast.oakfield, cast.senco) == []


def test_relapse_shows_by_reason(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    leave(cast, pupil, TODAY - 20 * DAY, "b", "c1")
    assert [(r.criterion, r.ended, r.came_back) for r in relapses(cast.oakfield, cast.senco)] == [
        ("b", 1, 0),
        ("c1", 1, 0),
    ]
    move(cast, pupil, "sen_support")
    assert [(r.criterion, r.ended, r.came_back) for r in relapses(cast.oakfield, cast.senco)] == [
        ("b", 1, 1),
        ("c1", 1, 1),
    ]


def test_step_down_that_came_back_to_a_plan_is_a_relapse_of_exit_a(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    StatusPeriod.objects.filter(pupil=pupil).update(exit_criteria=[])
    StatusPeriod.objects.filter(pupil=pupil, end=None).update(end=TODAY - 21 * DAY)
    StatusPeriod.objects.create(
        school=cast.oakfield, pupil=pupil, level="sen_recorded", start=TODAY - 20 * DAY, reason="x", exit_criteria=["a"],
        recorded_at=AT, recorded_by=cast.senco,
    )  # fmt: skip
    assert [(r.criterion, r.came_back) for r in relapses(cast.oakfield, cast.senco)] == [("a", 0)]
    move(cast, pupil, "sen_support")
    assert [(r.criterion, r.came_back) for r in relapses(cast.oakfield, cast.senco)] == [("a", 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_watch_page_costs_the_same_for_one_as_for_three(cast, pupil, count):
    more = register.add_pupils(
        school=cast.oakfield, by=cast.senco, at=AT,
        pupils=[{"legal_first": f"P{n}", "legal_last": "Q", "born": dt.date(2018, 1, 1)} for n in range(count - 1)],
    )  # fmt: skip
    for one in (pupil, *more):
        move(cast, one, "sen_support", TODAY - 60 * DAY)
        period = leave(cast, one, TODAY - 20 * DAY, "b")
        check(cast, period, 1)
    assert queries_of(cast.client_for("senco"), "/oakfield/watch/") == 6


@given(
    day=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
    starts=st.lists(st.dates(dt.date(2019, 1, 1), dt.date(2031, 1, 1)), max_size=12, unique=True),
    count=st.integers(1, 4),
)
def test_ends_of_next_terms_lie_after_the_day_in_order(day, starts, count):
    terms = [Span(start, start + 30 * DAY) for start in starts]
    ends = ends_of_next_terms(terms, day, count)
    known = [end for end in ends if end]
    assert len(ends) == count
    assert known == sorted(known)
    assert all(end - 30 * DAY > day for end in known)
    assert len(known) == min(count, sum(start > day for start in starts))


# The register as it was


def rows_on(cast, day, **more):
    return register_rows(cast.oakfield, cast.senco, RegisterFilter(as_on=day, **more))


def row_of(cast, pupil, day, **more):
    return next((row for row in rows_on(cast, day, **more) if row.reference == pupil.reference), None)


def test_register_of_a_day_shows_level_and_need_of_that_day(cast, pupil):
    move(cast, pupil, "sen_recorded", TODAY - 60 * DAY, needs=["SEMH"])
    move(cast, pupil, "sen_support", TODAY - 30 * DAY, needs=["ASD", "SLCN"])
    assert row_of(cast, pupil, TODAY - 61 * DAY) is None
    then, now = row_of(cast, pupil, TODAY - 31 * DAY), row_of(cast, pupil, TODAY - 30 * DAY)
    assert (then.level, then.need, then.second) == ("sen_recorded", "SEMH", "")
    assert (now.level, now.need, now.second) == ("sen_support", "ASD", "SLCN")


def test_register_of_a_day_holds_who_was_on_roll_then(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    register.mark_leaver(pupil=pupil, on=TODAY - 10 * DAY, by=cast.senco, at=AT)
    assert row_of(cast, pupil, TODAY - 10 * DAY) is not None
    assert row_of(cast, pupil, TODAY - 9 * DAY) is None
    assert row_of(cast, pupil, None) is None


def test_class_of_a_day_comes_from_the_history(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    elm = SchoolClass.objects.get(school=cast.oakfield, name="5 Elm")
    register.change_pupil(
        pupil=pupil, changes={"school_class": elm, "year_group": "5", "eal": True}, by=cast.senco, at=AT
    )
    last = Pupil.pgh_event_model.objects.filter(pgh_obj=pupil).latest("pgh_id")  # by the database's clock
    moved = timezone.localdate(last.pgh_created_at)
    assert row_of(cast, pupil, moved).klass == "5 Elm"
    assert row_of(cast, pupil, moved, klass=elm.reference) is not None
    assert row_of(cast, pupil, moved, klass=cast.own.pupil.school_class.reference) is None
    assert row_of(cast, pupil, moved, flag="eal") is not None
    first = Pupil.pgh_event_model.objects.filter(pgh_obj=pupil).earliest("pgh_id")
    assert (first.year_group, first.eal) == ("4", False)


def test_history_that_begins_later_tells_the_year_and_no_class_of_another_year(cast, pupil):
    since = academic_year(timezone.localdate()) - 2024
    then = rolls_then(cast.oakfield, [pupil.pk], dt.date(2025, 6, 1))[pupil.pk]
    assert (then.year, then.klass) == (year_group_before("4", since), "")


@pytest.mark.parametrize(
    "class_year,day,then",
    [
        (None, dt.date(2026, 7, 22), "3"),  # no class: of the year in which it was written
        (2026, dt.date(2026, 7, 22), "3"),
        (2024, dt.date(2026, 7, 22), "5"),  # an old list, read in late and moved up the same day
        (2024, dt.date(2025, 7, 22), "4"),
        (2025, dt.date(2025, 10, 1), "4"),
    ],
)
def test_an_entry_tells_of_the_year_of_its_class(class_year, day, then):
    assert year_group_then("4", class_year, AT.replace(year=2026, month=11), day) == then


@pytest.mark.parametrize(
    "year,years,before", [("4", 1, "3"), ("1", 1, "R"), ("R", 1, "N2"), ("N1", 1, ""), ("", 2, "")]
)
def test_year_group_before(year, years, before):
    assert year_group_before(year, years) == before


@pytest.mark.parametrize("typed,words", [
    ("31 11 2026", "November has 30 days"), ("1 1 2099", "in the future"), ("last week", "Enter a date like"),
])  # fmt: skip
def test_day_that_cannot_be_is_told_and_today_is_shown(cast, typed, words):
    page = cast.client_for("senco").get("/oakfield/register/", {"as_on": typed}).content.decode()
    assert words in page
    assert cast.own.pupil.name in page


@pytest.mark.parametrize("count", [1, 3])
def test_register_of_a_day_costs_the_same_for_one_as_for_three(cast, pupil, count):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    for n in range(count - 1):
        (one,) = register.add_pupils(
            school=cast.oakfield, by=cast.senco, at=AT,
            pupils=[{"legal_first": f"P{n}", "legal_last": "Q", "born": dt.date(2018, 1, 1)}],
        )  # fmt: skip
        move(cast, one, "sen_support", TODAY - 60 * DAY)
    assert queries_of(cast.client_for("senco"), "/oakfield/register/?as_on=1+11+2026") == 8


# A filter that one keeps


def test_filter_is_kept_by_name_for_the_one_who_keeps_it(cast):
    senco, head = cast.client_for("senco"), cast.client_for("head")
    answer = senco.post("/oakfield/register/filters/save/", {"name": "Autumn talk", "query": "need=SLCN"})
    assert answer.url == "/oakfield/register/?need=SLCN"
    page = senco.get("/oakfield/register/?need=SLCN").content.decode()
    assert "Autumn talk" in page
    assert "Autumn talk" not in head.get("/oakfield/register/").content.decode()
    key = page.split('name="key" value="')[1].split('"')[0]
    head.post("/oakfield/register/filters/forget/", {"key": key})
    assert "Autumn talk" in senco.get("/oakfield/register/").content.decode()
    senco.post("/oakfield/register/filters/forget/", {"key": key})
    assert "Autumn talk" not in senco.get("/oakfield/register/").content.decode()


# Progress, term by term


def met(cast, pupil, found, note="", on=TODAY):
    return record_progress(pupil=pupil, on=on, progress=found, note=note, by=cast.senco, at=AT)


@pytest.mark.parametrize("found,note,on,words", [
    ("expected", "", TODAY + DAY, "today or earlier"),
    ("expected", "", dt.date(2018, 5, 5), "today or earlier"),
    ("less", " ", TODAY, "Say in a line"),
])  # fmt: skip
def test_progress_that_cannot_be_is_refused(cast, pupil, found, note, on, words):
    with pytest.raises(Denied, match=words):
        met(cast, pupil, found, note, on)


def test_meeting_records_those_looked_at_and_keeps_what_was_typed(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    client, ref, other = cast.client_for("senco"), pupil.reference, cast.own.pupil.reference
    typed = {"on": "16 11 2026", f"found-{ref}": "less", f"note-{ref}": "", f"found-{other}": "expected"}
    page = client.post("/oakfield/progress/?class=all", typed).content.decode()
    assert "Say in a line what you see" in page
    assert ProgressReview.objects.filter(pupil=pupil).count() == 0
    client.post("/oakfield/progress/?class=all", typed | {f"note-{ref}": "Forgets new words"})
    assert list(ProgressReview.objects.filter(pupil=pupil).values_list("progress", "note")) == [
        ("less", "Forgets new words")
    ]
    page = client.get("/oakfield/progress/?class=all").content.decode()
    assert "Forgets new words" in page
    assert f"/oakfield/pupils/{ref}/level/" in page


def test_teacher_looks_at_their_own_class(cast, pupil):
    move(cast, pupil, "sen_support", TODAY - 60 * DAY)
    names = [line.pupil.name for line in progress_lines(cast.oakfield, cast.teacher)]
    assert "Una Vale" in names
    assert cast.other.pupil.name not in names


@pytest.mark.parametrize("count", [1, 3])
def test_progress_page_costs_the_same_for_one_as_for_three(cast, pupil, count):
    more = register.add_pupils(
        school=cast.oakfield, by=cast.senco, at=AT,
        pupils=[{"legal_first": f"P{n}", "legal_last": "Q", "born": dt.date(2018, 1, 1)} for n in range(count - 1)],
    )  # fmt: skip
    for one in (pupil, *more):
        move(cast, one, "sen_support", TODAY - 60 * DAY)
    assert queries_of(cast.client_for("senco"), "/oakfield/progress/?class=all") == 5


def test_parent_is_let_in_before_anything_is_shared(cast, pupil, run_on_commit, mailoutbox):
    contact = register.write_contact(
        pupil=pupil, contact=None, by=cast.senco, at=AT, name="Ms Vale", relationship="Mother", email="vale@sendsys.test",
        phone="",
    )  # fmt: skip
    here = f"/oakfield/pupils/{pupil.reference}/contacts/{contact.reference}/"
    assert cast.client_for("office").post(here, {"open": "1"}).status_code == 403
    with run_on_commit():
        cast.client_for("senco").post(here, {"open": "1"})
    contact.refresh_from_db()
    assert contact.user.email == "vale@sendsys.test"
    assert Pupil.objects.visible_to(contact.user).filter(pk=pupil.pk).exists()
    (mail,) = mailoutbox
    assert mail.to == ["vale@sendsys.test"]
    assert "Una" not in mail.body + mail.subject and "Vale" not in mail.body + mail.subject
