"""The SENCo's termly round: a class is booked, a review is held with the parents, the cycle closed, the next begun."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from apdr.enums import ReceiptHow
from apdr.models import Plan, ReviewMeeting
from apdr.plans import actions as plans
from core.schools.actions import add_term
from tests.cast import add_record, make_ready
from tests.journeys.school import open_school
from tests.journeys.steps import sign_in

CLICKS = {"book a class": 4, "record and finish": 2, "start the next cycle": 1, "see the terms": 2}


@pytest.fixture
def monday():
    """The clock stands on a Monday of term, ten in the morning."""
    now = timezone.now()
    day = now + dt.timedelta(days=-now.weekday() % 7)
    with time_machine.travel(day.replace(hour=10, minute=0), tick=True):
        yield timezone.localdate()


@pytest.fixture
def school(db, monday):
    """Two children of 4 Ash whose plans are agreed and shared."""
    opened = open_school("round", pupil=True)
    with opened.acting(), transaction.atomic():
        week = dt.timedelta(weeks=1)
        add_term(school=opened.school, name="This term", start=monday - 8 * week, end=monday + 8 * week)
        other = add_record(opened.school, klass="4 Ash", first="Theo", last="Marsden", email="t@round.example",
                           senco=opened.people["senco"])  # fmt: skip
        for record in (opened.record, other):
            plan = plans.agree_plan(
                plan=Plan.objects.get(pk=record.draft.pk), by=opened.people["senco"], at=timezone.now()
            )
            make_ready(plan.document.issued)
            plans.share_plan(
                plan=plan,
                contacts={record.contact: ReceiptHow.ONLINE},
                by=opened.people["senco"],
                at=timezone.now(),
            )
    return opened


def test_termly_round(person, school, monday):
    senco, counted = person(), {}
    sign_in(senco, school, "senco")
    with senco.counting() as clicks:
        book_the_class(senco, monday)
    counted["book a class"] = clicks[0]
    with senco.counting() as clicks:
        record_the_review(senco)
    counted["record and finish"] = clicks[0]
    with senco.counting() as clicks:
        senco.click("Start the next cycle")
        assert senco.title == "Support plan for Maya Abara"
    counted["start the next cycle"] = clicks[0]
    with senco.counting() as clicks:
        senco.go("Plans")
        senco.click("By term", role="link")
    counted["see the terms"] = clicks[0]
    assert senco.says("Parents came: 1 of 2.")
    senco.look("round-terms")
    assert counted == CLICKS
    check_written(school, monday)


def book_the_class(senco, monday) -> None:
    senco.go("Plans")
    senco.click("Review meetings", role="link")
    senco.click("4 Ash", role="link")
    senco.fill(on=f"{monday:%d %m %Y}")
    senco.look("round-class")
    senco.click("Book the meetings")
    assert senco.says("2 meetings are booked.")
    senco.look("round-list")


def record_the_review(senco) -> None:
    senco.click(re.compile(r"Record.*Maya Abara"), role="link")
    senco.fill(parents_say="She reads to her brother now", child_says="I like the group", notes="Go on with the group", who_came="Mrs Abara",
               t1__outcome="12 of 20 words", a0__what="Send the words home", a0__who="Priya Nair")  # fmt: skip
    senco.page.get_by_label("On track").check()
    senco.look("round-record")
    senco.click("Save and finish the review")
    assert senco.says("The review is recorded and the cycle is closed.")
    senco.look("round-meeting")


def check_written(school, monday) -> None:
    with school.acting(), transaction.atomic():
        pupil = school.record.pupil
        closed, following = Plan.objects.filter(pupil=pupil).order_by("cycle")[1:]
        assert (closed.state, following.previous_id) == ("closed", closed.pk)
        assert following.learnt == "Read 20 words: 12 of 20 words"
        held = ReviewMeeting.objects.get(pupil=pupil)
        assert (held.state, held.on, held.parents_came) == ("held", monday, True)
        assert held.actions.get().owner == school.people["teacher"]
