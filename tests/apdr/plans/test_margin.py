"""The margin of a plan: dated notes by every adult, ratings in one line, targets reached and replaced while it runs."""

import datetime as dt
from decimal import Decimal

import pytest

from apdr.enums import PlanFormat
from apdr.models import Annotation, Plan
from apdr.plans import actions, formats, margin
from apdr.plans.editing import plan_forms, plan_text, target_text, with_targets
from apdr.plans.ratings import line_of, ratings_of
from core.accounts.permissions import Denied
from register.models import PupilDocument
from tests.apdr import house
from tests.cast import AT

ON = AT.date()
NEXT = {
    "target": "Read 40 words",
    "criteria": "40 of 40 words, twice",
    "strategies": "Cards",
    "who": "Mrs Biggs",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    """The plan of `own`, agreed."""
    with cast.acting("senco"):
        yield actions.agree_plan(plan=Plan.objects.get(pk=cast.own.draft.pk), by=cast.senco, at=AT)


def test_every_adult_who_works_with_the_child_writes_in_the_margin(cast, plan):
    target = plan.targets.get()
    for who, more in (("ta", {"rating": 2, "target": target}), ("teacher", {"words": "Read to the class"})):
        margin.annotate(plan=plan, on=ON, by=cast.people[who], at=AT, **more)
    assert list(Annotation.objects.filter(plan=plan).values_list("rating", "words").order_by("pk")) == [
        (2, ""), (None, "Read to the class"),
    ]  # fmt: skip


@pytest.mark.parametrize("said,reason", [
    ({"words": "Late", "on": ON + dt.timedelta(days=1)}, "in the future"),
    ({"words": "Early", "on": ON - dt.timedelta(days=1)}, "is before it"),
    ({"words": " "}, "Write a line, or rate a target"),
    ({"words": "Well", "rating": 3}, "Choose the target that you rate"),
])  # fmt: skip
def test_note_that_cannot_be_is_refused(cast, plan, said, reason):
    with pytest.raises(Denied, match=reason):
        margin.annotate(**{"plan": plan, "on": ON, "by": cast.ta, "at": AT} | said)


def test_note_needs_a_plan_in_force(cast):
    with cast.acting("senco"), pytest.raises(Denied, match="in force"):
        margin.annotate(plan=Plan.objects.get(pk=cast.own.draft.pk), on=ON, words="x", by=cast.teacher, at=AT)


def test_note_is_taken_back_by_its_writer_on_the_same_day_alone(cast, plan):
    note = margin.annotate(plan=plan, on=ON, words="Wrong child", by=cast.ta, at=AT)
    for by, at in ((cast.teacher, AT), (cast.ta, AT + dt.timedelta(days=1))):
        with pytest.raises(Denied, match="on the same day"):
            margin.take_back(note=note, by=by, at=at)
    margin.take_back(note=note, by=cast.ta, at=AT)
    assert not Annotation.objects.filter(pk=note.pk).exists()


def test_reached_target_is_replaced_and_the_plan_issued_anew(cast, plan):
    first = plan.document
    target = plan.targets.get()
    margin.reach_target(
        target=target, on=ON, outcome="20 words, twice", following=NEXT, by=cast.teacher, at=AT
    )
    told = plan.targets.order_by("number").values_list(
        "number", "progress", "achieved_on", "replaces__number"
    )
    assert list(told) == [(1, "met", ON, None), (2, "", None, 1)]
    plan.refresh_from_db()
    said = plan.document.issued.snapshot["plan"]["targets"]
    assert (plan.document != first, plan.document.issued.number, said[0]["achieved_on"], said[1]["replaces"]) == (
        True, 2, ON.isoformat(), 1,
    )  # fmt: skip


def test_new_version_of_a_shared_plan_is_the_familys_too(cast, plan):
    actions.share_plan(plan=plan, contacts={cast.own.contact: "online"}, by=cast.senco, at=AT)
    margin.add_target(plan=plan, words=NEXT, by=cast.teacher, at=AT)
    plan.refresh_from_db()
    assert plan.document.for_family is True


def test_refused_reaching_writes_nothing(cast, plan):
    with pytest.raises(Denied, match="Say what the next target is"):
        margin.reach_target(target=plan.targets.get(), on=ON, outcome="Done", following={"target": "More", "criteria": ""},
                            by=cast.teacher, at=AT)  # fmt: skip
    assert plan.targets.get().achieved_on is None


def test_line_of_a_target_joins_margin_and_sessions(cast, plan):
    target, pupil = plan.targets.get(), plan.pupil
    run = house.provision(by=cast.senco, pupils=[pupil], adults=[cast.ta])
    run.pupils.update(target=target)
    held = house.session(run, dt.date(2026, 11, 9), by=cast.ta, marks={pupil: ("came", "", 15, 1)})
    held.marks.update(target=target)
    margin.annotate(plan=plan, on=ON, target=target, rating=3, by=cast.teacher, at=AT)
    rated = ratings_of(plan)[target.pk]
    assert [(one.on, one.rating, one.where) for one in rated] == [
        (dt.date(2026, 11, 9), 1, "Talk for Learning"), (ON, 3, "in the margin"),
    ]  # fmt: skip
    chart = line_of(target.target, rated, None)
    assert "“Not yet” on Mon 9 Nov 2026, “Mostly” on Mon 16 Nov 2026, 2 ratings" in chart.title


def test_counted_values_make_a_line_of_their_own(cast, plan):
    target = plan.targets.get()
    for days, value in ((0, "9"), (1, "14.5")):
        margin.annotate(plan=plan, on=ON, target=target, rating=2, value=Decimal(value), by=cast.teacher,
                        at=AT + dt.timedelta(days=days))  # fmt: skip
    chart = line_of(target.target, ratings_of(plan)[target.pk], Decimal(20))
    assert [tick.text for tick in chart.heights] == ["0", "10", "20"]


@pytest.mark.parametrize("format", PlanFormat)
def test_plan_prints_in_any_format_and_once_while_it_says_the_same(cast, plan, format):
    first = formats.print_plan(plan=plan, format=format, by=cast.senco, at=AT)
    again = formats.print_plan(plan=plan, format=format, by=cast.senco, at=AT)
    assert (again, first.issued.template) == (first, formats.TEMPLATES[format])
    margin.add_target(plan=plan, words=NEXT, by=cast.teacher, at=AT)
    assert formats.print_plan(plan=plan, format=format, by=cast.senco, at=AT) != first


def test_school_picks_the_format_in_which_plans_are_issued(cast):
    with cast.acting("senco"):
        plan = Plan.objects.select_related("school").get(pk=cast.own.draft.pk)
        plan.school.plan_format = PlanFormat.IEP_LEARNING
        plan.school.save(update_fields=["plan_format"])
        agreed = actions.agree_plan(plan=plan, by=cast.senco, at=AT)
        assert agreed.document.issued.template == formats.TEMPLATES[PlanFormat.IEP_LEARNING]
        assert not PupilDocument.objects.filter(pk=agreed.document_id, for_family=True).exists()


def test_targets_that_are_reached_leave_room_for_others(cast, plan):
    actions_of = {"by": cast.senco, "at": AT}
    margin.reach_target(target=plan.targets.get(), on=ON, outcome="Twice in a row", **actions_of)
    for number in range(8):
        margin.add_target(plan=plan, words=NEXT | {"target": f"Read {number} words"}, **actions_of)
    with pytest.raises(Denied, match="at most 8"):
        margin.add_target(plan=plan, words=NEXT, **actions_of)


def test_form_refuses_more_than_eight_that_are_not_reached(cast, plan):
    target = plan.targets.get()
    text = with_targets(
        plan_text(plan), [target_text(target), *({"key": "", "target": f"T{n}"} for n in range(8))]
    )
    assert not plan_forms(plan, text, bound=True)[1].is_valid()
    margin.reach_target(target=target, on=ON, outcome="Twice in a row", by=cast.senco, at=AT)
    assert plan_forms(Plan.objects.get(pk=plan.pk), text, bound=True)[1].is_valid()
