"""The SENCo plans the year's reviews: proposes, drags, reads what follows, saves; and the same by typing without script."""

import datetime as dt

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from core.schools.actions import add_closure, add_term
from ehcp.models import AnnualReview, EhcPlan, LocalAuthority
from register import actions as register
from tests.journeys.looking import overflows, violations
from tests.journeys.school import JourneySchool, open_school
from tests.journeys.steps import signed_in

D = dt.date
MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
TERMS = ((D(2026, 9, 2), D(2026, 12, 18)), (D(2027, 1, 4), D(2027, 3, 25)), (D(2027, 4, 12), D(2027, 7, 21)))
CLOSED = (
    (D(2026, 10, 26), D(2026, 10, 30)),
    (D(2027, 2, 15), D(2027, 2, 19)),
    (D(2027, 5, 31), D(2027, 6, 4)),
)
NAMES = (("Idris", "Rahman"), ("Chloe", "Sutton"), ("Theo", "Marsden"))


@pytest.fixture
def school(request, _as_the_web):
    """Three children of Year 3 with plans that are reviewed by the end of March 2027."""
    with time_machine.travel(MONDAY, tick=True):
        opened = open_school("planner-" + request.node.name.rsplit("_", maxsplit=1)[-1])
        with opened.acting(), transaction.atomic():
            _fill(opened)
        yield opened


def _fill(opened: JourneySchool) -> None:
    school, user = opened.school, opened.people["senco"]
    for number, (start, end) in enumerate(TERMS):
        add_term(school=school, name=f"Term {number}", start=start, end=end)
    for start, end in CLOSED:
        add_closure(school=school, name="Half term", start=start, end=end)
    authority = LocalAuthority.objects.create(school=school, name="Invented Council")
    rows = [
        {"legal_first": first, "legal_last": last, "born": D(2019, 3, 4), "year_group": "3"}
        for first, last in NAMES
    ]
    for pupil in register.add_pupils(school=school, by=user, at=timezone.now(), pupils=rows):
        EhcPlan.objects.create(school=school, pupil=pupil, authority=authority, made_on=D(2026, 3, 31),
                               created_at=timezone.now(), created_by=user)  # fmt: skip


def meetings(school: JourneySchool) -> dict[str, dt.date]:
    with school.acting(), transaction.atomic():
        return dict(AnnualReview.objects.values_list("pupil__legal_first", "on"))


def test_year_is_planned_by_dragging(person, school):
    senco = signed_in(person(), school, "senco")
    senco.page.goto(f"/{school.slug}/review-planner/")
    senco.click("Propose dates")
    assert senco.says("Nothing is saved yet.")
    senco.page.locator("td a.planner-card", has_text="Idris").drag_to(
        senco.page.locator("td[data-day='10 12 2026']")
    )
    row = senco.page.locator(".planner-row", has_text="Idris Rahman")
    row.get_by_text("Report: by Thu 24 Dec 2026, when school is closed").wait_for()
    assert row.get_by_label("Meeting on").input_value() == "10 12 2026"
    assert violations(senco.page) == []
    senco.click("Save the dates")
    assert senco.says("3 dates are saved.")  # what follows from the date that was dragged has been shown
    found = meetings(school)
    assert found.pop("Idris") == D(2026, 12, 10)
    assert len(found) == 2


def test_year_is_planned_by_typing(person, school):
    senco = signed_in(person(script=False, narrow=True), school, "senco")
    senco.page.goto(f"/{school.slug}/review-planner/")
    senco.page.get_by_label("Meeting on, Chloe Sutton").fill("10 12 2026")
    senco.click("See what follows")
    assert senco.says("when school is closed")
    assert not overflows(senco.page)
    senco.click("Save the dates")
    assert senco.says("1 date is saved.")
    assert meetings(school) == {"Chloe": D(2026, 12, 10)}
