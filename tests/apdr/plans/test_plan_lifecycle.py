"""A plan's moves: the product of states, states and roles is generated, the truth is a literal."""

from itertools import product

import pytest

from apdr.enums import PlanState
from apdr.models import Plan
from apdr.plans import actions
from apdr.plans.lifecycle import PLAN
from core.accounts.permissions import Denied
from tests.cast import AT

WRITERS, AGREERS = {"senco", "teacher"}, {"senco"}
ALLOWED = {
    ("assess", "plan"): WRITERS,
    ("plan", "proposed"): WRITERS,
    ("plan", "do"): AGREERS,
    ("proposed", "do"): AGREERS,
    ("proposed", "plan"): WRITERS,
    ("do", "plan"): AGREERS,
    ("do", "review"): WRITERS,
    ("review", "do"): WRITERS,
    ("review", "closed"): WRITERS,
    ("assess", "closed"): AGREERS,
    ("plan", "closed"): AGREERS,
}
ROLES = [
    "senco",
    "head",
    "teacher",
    "ta",
    "office",
    "dsl",
    "trust_lead",
    "governor",
    "parent",
    "professional",
    "stranger",
    "foreign_senco",
]

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(cast):
    """The draft of `own`: complete, every target judged, its document issued, so that no guard refuses."""
    with cast.acting("senco"):
        plan = Plan.objects.select_related("pupil", "school").get(pk=cast.own.draft.pk)
        plan.targets.update(progress="met")
        Plan.objects.filter(pk=plan.pk).update(document=cast.own.document)
        plan.document_id = cast.own.document.pk
        yield plan


def may(plan, end: str, by) -> bool:
    try:
        PLAN.check(plan, end, by)
    except Denied:
        return False
    return True


@pytest.mark.parametrize("start,end", list(product(PlanState.values, repeat=2)))
def test_plan_move_is_open_to_these_roles_alone(cast, plan, start, end):
    plan.state = start
    if end == "closed" and start != "review":
        plan.document_id = None  # never agreed: the guard of closing unused
    assert {role for role in ROLES if may(plan, end, cast.people[role])} == ALLOWED.get((start, end), set())


def test_move_writes_who_and_when_and_a_new_version(cast, plan):
    before = plan.version
    actions.propose_plan(plan=plan, by=cast.teacher, at=AT)
    plan.refresh_from_db()
    assert (plan.state, plan.proposed_by_id, plan.proposed_at, plan.version) == (
        "proposed", cast.teacher.pk, AT, before + 1,
    )  # fmt: skip


def test_move_looks_at_the_plan_as_it_is_now_not_as_it_was_read(cast, plan):
    stale = Plan.objects.get(pk=plan.pk)
    actions.agree_plan(plan=plan, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="Do cannot become sent to be agreed"):
        actions.propose_plan(plan=stale, by=cast.teacher, at=AT)


@pytest.mark.parametrize("change,reason", [
    ({"difficulties": " "}, "say what Maya finds hard"),
    ({"review_on": None}, "set the review date"),
])  # fmt: skip
def test_incomplete_plan_says_what_is_missing(cast, plan, change, reason):
    Plan.objects.filter(pk=plan.pk).update(**change)
    with pytest.raises(Denied, match=reason):
        actions.propose_plan(plan=plan, by=cast.teacher, at=AT)


def test_plan_without_targets_says_so(cast, plan):
    plan.targets.all().delete()
    with pytest.raises(Denied, match="write at least one target"):
        actions.agree_plan(plan=plan, by=cast.senco, at=AT)


def test_target_without_criteria_is_named(cast, plan):
    plan.targets.update(criteria="")
    with pytest.raises(Denied, match="how we will know that target 1 is met"):
        actions.agree_plan(plan=plan, by=cast.senco, at=AT)


def test_review_waits_for_every_target(cast, plan):
    agreed = actions.agree_plan(plan=plan, by=cast.senco, at=AT)
    agreed.targets.update(progress="")
    with pytest.raises(Denied, match="target 1 has no progress"):
        actions.finish_review(plan=agreed, by=cast.teacher, at=AT)


def test_agreed_plan_cannot_be_written(cast, plan):
    agreed = actions.agree_plan(plan=plan, by=cast.senco, at=AT)
    with pytest.raises(Denied, match="Reopen it to change it"):
        actions.write_plan(plan=agreed, by=cast.senco, at=AT, starts=AT.date(), review_on=None, targets=[])


def test_plan_of_a_pupil_who_left_is_kept_as_it_was(cast, plan):
    plan.pupil.left_on = AT.date()
    with pytest.raises(Denied, match="Maya left on 16 Nov 2026"):
        PLAN.check(plan, "proposed", cast.teacher)


def test_starting_a_plan_twice_gives_the_one_that_is_open(cast, plan):
    again = actions.start_plan(pupil=plan.pupil, by=cast.teacher, at=AT)
    assert again.pk == plan.pk


def test_next_plan_carries_over_targets_not_met(cast, plan):
    plan.targets.update(progress="behind")
    agreed = actions.agree_plan(plan=plan, by=cast.senco, at=AT)
    actions.finish_review(plan=agreed, by=cast.senco, at=AT)
    following = actions.start_plan(pupil=agreed.pupil, by=cast.teacher, at=AT)
    told = following.targets.values_list("number", "target", "progress", "outcome")
    assert (following.cycle, list(told)) == (3, [(1, "Read 20 words", "", "")])


def test_online_sharing_names_no_child(cast, plan, run_on_commit, mailoutbox):
    agreed = actions.agree_plan(plan=plan, by=cast.senco, at=AT)
    with run_on_commit():
        actions.share_plan(plan=agreed, contacts={cast.own.contact: "online"}, by=cast.senco, at=AT)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == (["parent@sendsys.test"], "Oakfield has shared something with you")
    assert not {"Maya", "Abara", "SEN"} & set(mail.body.replace(".", " ").split())


def test_receipt_is_confirmed_once(cast, plan):
    receipt = cast.own.receipt
    first = actions.confirm_receipt(receipt=receipt, name="A Abara", by=cast.parent, at=AT)
    again = actions.confirm_receipt(receipt=receipt, name="Another", by=cast.senco, at=AT, how="paper")
    assert (first.confirmed_name, again.confirmed_name, again.how) == ("A Abara", "A Abara", "online")
