"""Advice goes into the plan, into provision, or not now and why; its source is kept (R-114, R-130)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.directory.actions import write_agency
from agencies.models import Recommendation, Visit
from agencies.reports.advice import write_recommendation
from apdr.advice import actions, queries
from apdr.advice.tried import tried_for
from apdr.enums import AdvicePlace
from apdr.models import AdviceUse, Plan, Provision
from apdr.plans import actions as plans
from apdr.plans.sources import source_of, sources_in
from core.accounts.permissions import Denied
from tests.apdr import house
from tests.cast import AT, Cast

pytestmark = pytest.mark.django_db
WEIGHED = {"weighed_by": ["teacher", "senco"], "teacher_says": "Fits the morning", "why": ""}


@pytest.fixture
def visit(cast) -> Visit:
    with cast.acting("senco"):
        agency = write_agency(school=cast.oakfield, held=None, by=cast.senco, at=AT, name="Talk team", kind="salt",
                              sector="nhs")  # fmt: skip
        return Visit.objects.create(
            school=cast.oakfield, pupil=cast.own.pupil, agency=agency, on=AT.date(), at=dt.time(10), announced_on=AT.date(),
            announced_how="email", state="done", teacher_met=True, created_at=AT, created_by=cast.senco,
        )  # fmt: skip


def advise(cast: Cast, visit: Visit, what: str = "Show a picture for each part", **words) -> Recommendation:
    with cast.acting("senco"):
        return write_recommendation(held=None, visit=visit, what=what, by=cast.senco, at=AT, **words)


@pytest.fixture
def advice(cast, visit) -> Recommendation:
    return advise(cast, visit, who="TA", how_often="Daily", by_date=dt.date(2026, 12, 18))


def put(cast: Cast, one: Recommendation, place: AdvicePlace, plan: Plan, **more) -> AdviceUse:
    with cast.acting("teacher"):
        return actions.put_in_plan(
            recommendation=one, place=place, plan=plan, by=cast.teacher, at=AT, **WEIGHED, **more
        )


def test_advice_becomes_a_target_with_its_source(cast, advice):
    with cast.acting("teacher"):
        before = Plan.objects.get(pk=cast.own.draft.pk).version
    use = put(cast, advice, AdvicePlace.TARGET, cast.own.draft)
    with cast.acting("teacher"):
        plan = Plan.objects.get(pk=cast.own.draft.pk)
        made = plan.targets.get(number=2)
        assert (made.target, made.who, made.when) == ("Show a picture for each part", "TA", "Daily")
        assert made.by_date == dt.date(2026, 12, 18)
        assert plan.version == before + 1  # who has the form open is told, and loses nothing
        by_target, rest = sources_in(plan)
    assert by_target == {made.pk: ["Talk team, visit on Mon 16 Nov 2026"]}
    assert rest == [f"Name the picture before the word (in every lesson; Advice service {cast.own.pupil.reference}, visit "
                    "on Mon 16 Nov 2026)"]  # fmt: skip
    assert (use.recommendation.pk, use.used_by) == (advice.pk, cast.teacher)


@pytest.mark.parametrize("place,field", [("every_lesson", "every_lesson"), ("home", "home")])
def test_advice_is_a_line_of_its_own_in_the_plan(cast, advice, place, field):
    with cast.acting("teacher"):
        before = getattr(Plan.objects.get(pk=cast.own.draft.pk), field)
    put(cast, advice, AdvicePlace(place), cast.own.draft)
    with cast.acting("teacher"):
        text = getattr(Plan.objects.get(pk=cast.own.draft.pk), field)
    assert text == f"{before}\nShow a picture for each part (TA, Daily)"


def test_advice_is_added_to_what_we_do_for_a_target(cast, advice):
    with cast.acting("senco"):
        target = cast.own.draft.targets.get()
    put(cast, advice, AdvicePlace.STRATEGY, cast.own.draft, target=target)
    with cast.acting("senco"):
        target.refresh_from_db()
        advice.refresh_from_db()
    assert target.strategies == "Show a picture for each part (TA, Daily)"
    assert (advice.state, advice.decided_by, advice.weighed_by) == (
        "in_plan",
        cast.teacher,
        ["teacher", "senco"],
    )


def test_same_advice_twice_in_one_place_changes_nothing(cast, advice):
    put(cast, advice, AdvicePlace.HOME, cast.own.draft)
    with pytest.raises(Denied, match="word for word"):
        put(cast, advice, AdvicePlace.HOME, cast.own.draft)
    with cast.acting("senco"):
        assert AdviceUse.objects.filter(recommendation=advice).count() == 1


def test_advice_that_finds_no_room_is_still_to_be_decided(cast, advice):
    with cast.acting("senco"):
        Plan.objects.filter(pk=cast.own.draft.pk).update(home="x" * 1990)
    with pytest.raises(Denied, match="no room"):
        put(cast, advice, AdvicePlace.HOME, cast.own.draft)
    with cast.acting("senco"):
        advice.refresh_from_db()
    assert advice.state == "waiting"


def test_target_in_a_plan_in_force_says_how_we_will_know_and_is_issued_anew(cast, advice):
    with cast.acting("senco"):
        plan = plans.agree_plan(plan=cast.own.draft, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="how we will know"):
        put(cast, advice, AdvicePlace.TARGET, plan)
    put(cast, advice, AdvicePlace.TARGET, plan, criteria="4 of 5 times")
    with cast.acting("senco"):
        now = Plan.objects.get(pk=plan.pk)
    assert now.document_id != plan.document_id


def test_advice_goes_into_no_closed_plan_and_no_other_childs(cast, advice):
    with pytest.raises(Denied, match="reviewed"):
        put(cast, advice, AdvicePlace.HOME, cast.own.shared)
    with pytest.raises(Denied, match="another child"), cast.acting("senco"):
        actions.put_in_plan(recommendation=advice, place=AdvicePlace.HOME, plan=cast.other.draft, by=cast.senco, at=AT,
                            **WEIGHED)  # fmt: skip


def test_advice_is_carried_out_by_a_provision_and_the_child_joins_it(cast, advice):
    with cast.acting("senco"):
        run = house.provision(
            by=cast.senco, pupils=[cast.other.pupil], what=house.intervention(cast.oakfield, "Talk")
        )
        use = actions.put_in_provision(recommendation=advice, provision=run, by=cast.senco, at=AT, **WEIGHED)
        actions.put_in_provision(recommendation=advice, provision=run, by=cast.senco, at=AT, **WEIGHED)
        advice.refresh_from_db()
        assert list(run.pupils.filter(pupil=cast.own.pupil).values_list("start", flat=True)) == [AT.date()]
    assert advice.state == "in_provision" and use.provision == run


def test_not_now_says_why(cast, advice):
    with cast.acting("teacher"):
        with pytest.raises(Denied, match="why not now"):
            actions.leave_for_now(recommendation=advice, by=cast.teacher, at=AT, **WEIGHED)
        said = WEIGHED | {"why": "Tried in Year 2 without effect"}
        actions.leave_for_now(recommendation=advice, by=cast.teacher, at=AT, **said)
        advice.refresh_from_db()
    assert (advice.state, advice.why) == ("not_now", "Tried in Year 2 without effect")


def test_one_click_on_the_page_puts_it_into_the_plan(cast, advice):
    client, path = cast.client_for("teacher"), f"/oakfield/advice/{advice.reference}/"
    shown = client.get(path).content.decode()
    assert f"strategy:{cast.own.draft.reference}:1" in shown
    answer = client.post(
        path, {"place": f"every_lesson:{cast.own.draft.reference}", "weighed_by": ["teacher"]}
    )
    assert answer.status_code == 302
    listed = client.get(answer.url).content.decode()
    assert "In every lesson, cycle 2" in listed and "Talk team, visit on Mon 16 Nov 2026" in listed


@pytest.mark.parametrize(
    "place,status", [("", 200), ("provision:nothing", 404), ("home:nothing", 404), ("not_now", 200)]
)
def test_made_up_place_or_missing_reason_loses_nothing(cast, advice, place, status):
    answer = cast.client_for("teacher").post(
        f"/oakfield/advice/{advice.reference}/",
        {"place": place, "weighed_by": ["teacher"], "teacher_says": "Keep these words"},
    )
    assert answer.status_code == status
    assert status == 404 or "Keep these words" in answer.content.decode()
    with cast.acting("senco"):
        advice.refresh_from_db()
    assert advice.state == "waiting"


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_advice_takes_one_query(cast, visit, count):
    with cast.acting("senco"):
        Recommendation.objects.all().delete()
    for number in range(count):
        advise(cast, visit, what=f"Advice {number}")
    with cast.acting("senco"), CaptureQueriesContext(connection) as captured:
        found = queries.waiting(cast.oakfield, cast.senco)
        assert [source_of(one) for one in found] == ["Talk team, visit on Mon 16 Nov 2026"] * count
    assert len(captured) == 1


def test_what_was_tried_is_told_from_the_last_cycles(cast):
    with cast.acting("senco"):
        house.provision(
            by=cast.senco, pupils=[cast.own.pupil], what=house.intervention(cast.oakfield, "Talk")
        )
        said = tried_for(cast.own.pupil)
        assert Provision.objects.filter(school=cast.oakfield).exists()
    assert "Read 20 words: Reads 24 words" in said
    assert "Talk" in said
