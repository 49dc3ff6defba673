"""The list of plans, and where a child got to in the cycle before."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from apdr.models import Annotation, Plan, Target
from apdr.plans import actions, list_views, queries
from tests.cast import AT

pytestmark = pytest.mark.django_db
ADDRESS = ("plans:plans", ["oakfield"])


@pytest.fixture
def plan(cast):
    """The plan of `own`, agreed eight weeks after it began and looked at in between."""
    with cast.acting("senco"), time_machine.travel(AT, tick=False):
        plan = actions.agree_plan(plan=Plan.objects.get(pk=cast.own.draft.pk), by=cast.senco, at=AT)
        Plan.objects.filter(pk=plan.pk).update(starts=AT.date() - dt.timedelta(weeks=8))
        yield plan


def look(plan: Plan, on: dt.date, by) -> None:
    Annotation.objects.create(
        school=plan.school, plan=plan, on=on, words="Seen", written_at=AT, written_by=by
    )


def line_of(cast, plan: Plan) -> queries.PlanLine:
    return next(
        one for one in queries.open_plans(cast.oakfield, cast.senco) if one.reference == plan.reference
    )


def test_plan_not_looked_at_for_half_a_term_says_so(cast, plan):
    today = AT.date()
    assert list_views.look_state(line_of(cast, plan), today).word == "Not for 8 weeks"
    look(plan, today - dt.timedelta(days=50), cast.ta)
    assert list_views.look_state(line_of(cast, plan), today).word == "7 weeks ago"
    look(plan, today - dt.timedelta(days=48), cast.ta)
    assert list_views.look_state(line_of(cast, plan), today) is None
    assert line_of(cast, plan).looked_on == today - dt.timedelta(days=48)


def test_list_is_filtered_by_class_and_state_and_the_address_may_say_anything(cast, plan):
    client = cast.client_for("senco")
    seen = {
        asked: [name for name in ("Maya Abara", "Leo Brandt") if name in client.get(reverse(*[ADDRESS[0]], args=ADDRESS[1]) + asked).content.decode()]
        for asked in ("", "?class=4+Ash", "?class=5+Elm", "?state=do", "?state=plan", "?class=4+Ash&state=plan", "?state=x&class=%00")
    }  # fmt: skip
    maya, leo = "Maya Abara", "Leo Brandt"
    assert seen == {
        "": [maya, leo], "?class=4+Ash": [maya], "?class=5+Elm": [leo], "?state=do": [maya], "?state=plan": [leo],
        "?class=4+Ash&state=plan": [], "?state=x&class=%00": [maya, leo],
    }  # fmt: skip


def test_list_costs_one_query_whatever_its_length(cast, plan, django_assert_num_queries):
    assert len(queries.open_plans(cast.oakfield, cast.teacher)) == 1
    with django_assert_num_queries(1):
        assert len(queries.open_plans(cast.oakfield, cast.teacher)) == 1
    assert len(queries.open_plans(cast.oakfield, cast.senco)) == 2
    with django_assert_num_queries(1):
        queries.open_plans(cast.oakfield, cast.senco)


@pytest.mark.parametrize("start,aim,value,bar", [
    (None, "45", "27", (60, 100, "27 of 45")),
    ("12", "40", "50", (100, 80, "50 of 40")),
    ("9", "2", "9", (0, 100, "9, from 9 to 2")),
    ("9", "2", "3", (85, 100, "3, from 9 to 2")),
    ("9", "0", "11", (0, 100, "11, from 9 to 0")),
    (None, "0", "0", (0, 0, "0 of 0")),
    ("1", "4.5", "-1", (0, 100, "-1 of 4.5")),
])  # fmt: skip
def test_bar_is_the_way_gone_to_the_aim(start, aim, value, bar):
    target = Target(target="x", baseline_value=start and Decimal(start), aim_value=Decimal(aim))
    row = queries._reached(target, Decimal(value))
    assert (row["percent"], row["target_percent"], row["words"]) == bar
