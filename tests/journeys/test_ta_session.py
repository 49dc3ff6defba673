"""A teaching assistant's sessions on a phone: taps are counted; a double tap, a slow network, two people at once."""

import datetime as dt
import os
import re
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from apdr.models import Session
from core.schools.models import Term
from register import actions as register
from register.enums import GrantKind
from tests.apdr import house
from tests.journeys.looking import overflows, violations
from tests.journeys.school import open_school
from tests.journeys.steps import signed_in
from tests.journeys.test_pages import NARROW_TALL

TAPS_FOR_ONE, TAPS_FOR_GROUP = (
    2,
    4,
)  # one child: how it went, save; three children: one did not come, why, save, to spare
SECONDS = 20
DAY_S_LIST = re.compile(r"/sessions/(\?on=.*)?$")  # today's list names no day


def last_school_day() -> dt.date:
    """Today, or the Friday before a weekend: the list reaches back to it."""
    today = timezone.localdate()
    return today - dt.timedelta(days=max(today.weekday() - 4, 0))


@contextmanager
def written(school, who: str = "senco"):
    with school.acting(who), transaction.atomic():
        yield


@pytest.fixture
def school(request):
    """Maya alone at 9.15 and at 10.15, and three children together at 11 o'clock, all with the TA."""
    slug = "ta-" + request.node.name.replace("_", "-")[:38].strip("-")
    opened, day = open_school(slug, pupil=True), last_school_day()
    senco, ta = opened.people["senco"], opened.people["ta"]
    with written(opened):
        if not Term.objects.filter(school=opened.school, start__lte=day, end__gte=day).exists():
            Term.objects.filter(school=opened.school).delete()
            Term.objects.create(school=opened.school, name="Term", start=day - dt.timedelta(days=60),
                                end=day + dt.timedelta(days=60))  # fmt: skip
        maya = opened.record.pupil
        maya.sex = "F"
        maya.save(update_fields=["sex"])
        more = register.add_pupils(school=opened.school, by=senco, at=timezone.now(), pupils=[
            {"legal_first": first, "legal_last": last, "born": dt.date(2018, 3, 4), "year_group": "4", "sex": "M",
             "school_class": maya.school_class} for first, last in (("Jayden", "Okafor"), ("Theo", "Marsden"))
        ])  # fmt: skip
        for name, at, pupils in (("Talk for Learning", dt.time(9, 15), [maya]), ("Sounds check", dt.time(10, 15), [maya]),
                                 ("Number club", dt.time(11, 0), [maya, *more])):  # fmt: skip
            run = house.provision(by=senco, pupils=pupils, adults=[ta], slots=[(day.isoweekday(), at)],
                                  start=day - dt.timedelta(days=14), end=day + dt.timedelta(days=30),
                                  what=house.intervention(opened.school, name))  # fmt: skip
            run.pupils.filter(pupil=maya).update(target=opened.record.draft.targets.first())
        register.grant(pupil=more[0], user=ta, kind=GrantKind.SUPPORT)
    opened.day = day
    return opened


def at_list(person, school, who: str = "ta"):
    somebody = signed_in(person(narrow=True), school, who)
    somebody.page.goto(f"/{school.slug}/sessions/?on={school.day.isoformat()}")
    return somebody


def barriers(somebody) -> list[str]:
    """What axe finds with the whole page in sight, nothing behind the bar at the bottom."""
    before = somebody.page.viewport_size
    somebody.page.set_viewport_size(NARROW_TALL)
    found = violations(somebody.page) + (["sideways"] if overflows(somebody.page) else [])
    somebody.page.set_viewport_size(before)
    return found


def tap(somebody, words: str, within=None) -> None:
    """One tap on an option or a button in sight."""
    place = within or somebody.page
    option = place.locator(".ts-tap", has_text=words).filter(visible=True)
    target = (
        option
        if option.count()
        else place.get_by_role("button", name=words).or_(place.get_by_role("link", name=words))
    )
    target.first.click()
    somebody.clicks += 1


def recorded(school) -> list[tuple]:
    with written(school):
        found = Session.objects.filter(school=school.school).exclude(provision__intervention__name="Sounds check",
                                                                     at=dt.time(9, 0))  # fmt: skip
        return [(one.at.hour, [tuple(mark) for mark in one.marks.order_by("pk").values_list("came", "rating")])
                for one in found.order_by("at")]  # fmt: skip


def count_note(words: str) -> None:
    if folder := os.environ.get("JOURNEY_PICTURES"):
        with (Path(folder) / "ta-counts.txt").open("a") as notes:
            notes.write(words + "\n")


def test_ta_records_the_morning_in_few_taps(person, school):
    ta = at_list(person, school)
    assert ta.says("0 of 3 recorded") and ta.says("Did she come?")
    assert barriers(ta) == []
    ta.look("session-open")
    began = time.monotonic()
    with ta.counting() as one:
        tap(ta, "Mostly")
        tap(ta, "Save and next")
    assert ta.says("1 of 3 recorded")
    alone = time.monotonic() - began
    tap(ta, "Did not")
    tap(ta, "Did not want to")
    ta.look("session-did-not")
    tap(ta, "Save and next")
    assert ta.says("2 of 3 recorded")
    ta.look("session-group")
    assert barriers(ta) == []
    began = time.monotonic()
    with ta.counting() as group:
        theo = ta.page.locator(".ts-child", has_text="Theo")
        tap(ta, "Did not", within=theo)
        tap(ta, "Away from school", within=theo)
        tap(ta, "Save")
    assert ta.says("All of them are recorded.")
    together = time.monotonic() - began
    ta.look("session-all")
    count_note(
        f"one child: {one[0]} taps, {alone:.1f} s; three children, one away: {group[0]} taps, {together:.1f} s"
    )
    assert (one[0] <= TAPS_FOR_ONE, group[0] <= TAPS_FOR_GROUP, max(alone, together) < SECONDS) == (
        True,
        True,
        True,
    )
    assert recorded(school) == [
        (9, [("came", 3)]), (10, [("absent", None)]), (11, [("came", None), ("came", None), ("absent", None)])]  # fmt: skip


def test_double_tap_records_once(person, school):
    ta = at_list(person, school)
    tap(ta, "On her own")
    ta.page.get_by_role("button", name="Save and next").dblclick()
    assert ta.says("1 of 3 recorded")
    ta.page.go_back()
    assert recorded(school) == [(9, [("came", 4)])]


def test_failed_network_keeps_what_was_tapped_and_tries_again(person, school):
    ta = at_list(person, school)
    tries = []

    def cut_once(route) -> None:
        tries.append(route.request.url)
        route.abort() if len(tries) == 1 else route.continue_()

    ta.page.route("**/0915/**", cut_once)
    tap(ta, "With help")
    ta.fill(**{f"{school.record.pupil.reference}-line": "Needed the picture for step 3"})
    tap(ta, "Save and next")
    assert ta.says("Not saved, trying again")
    ta.look("session-not-saved")
    assert (
        ta.page.get_by_label("A line, if you like").filter(visible=True).first.input_value()
        == "Needed the picture for step 3"
    )
    assert ta.says("1 of 3 recorded")
    assert (len(tries), recorded(school)) == (2, [(9, [("came", 2)])])
    ta.watch.faults[:] = [fault for fault in ta.watch.faults if "ERR_FAILED" not in fault]


def test_answer_that_got_lost_is_not_recorded_twice(person, school):
    ta, tries = at_list(person, school), []

    def lose_answer(route) -> None:
        tries.append(route.request.url)
        if len(tries) == 1:
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    ta.page.route("**/0915/**", lose_answer)
    tap(ta, "Mostly")
    tap(ta, "Save and next")
    assert ta.says("1 of 3 recorded")
    assert (len(tries), recorded(school)) == (2, [(9, [("came", 3)])])
    ta.watch.faults[:] = [fault for fault in ta.watch.faults if "ERR_FAILED" not in fault]


def test_two_people_at_one_session_see_both_and_choose(person, school):
    ta, senco = at_list(person, school), signed_in(person(narrow=True), school, "senco")
    senco.page.goto(f"/{school.slug}/sessions/?on={school.day.isoformat()}&all=1")
    tap(senco, "Not yet")
    tap(senco, "Save and next")
    assert senco.says("1 of")
    tap(ta, "Mostly")
    tap(ta, "Save and next")
    assert ta.says("Helen Marsh recorded this session at") and ta.says("What you tapped is kept below.")
    ta.look("session-two-people")
    assert barriers(ta) == []
    assert recorded(school) == [(9, [("came", 1)])]
    tap(ta, "Save")
    ta.page.wait_for_url(DAY_S_LIST)
    assert ta.says("1 of 3 recorded")
    assert recorded(school) == [(9, [("came", 3)])]


def test_session_without_javascript(person, school):
    ta = signed_in(person(narrow=True, script=False), school, "ta")
    ta.page.goto(f"/{school.slug}/sessions/?on={school.day.isoformat()}")
    tap(ta, "Mostly")
    tap(ta, "Save and next")
    assert ta.says("1 of 3 recorded")
    tap(ta, "Did not")
    tap(ta, "Save and next")
    assert ta.says("Say why Maya did not come")
    assert recorded(school) == [(9, [("came", 3)])]
