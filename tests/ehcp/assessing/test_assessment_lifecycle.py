"""The moves of a needs assessment: the product of states, ends and roles is generated, the truth is a literal."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from core.accounts.permissions import Denied
from ehcp.enums import AssessmentState
from ehcp.lifecycle import ASSESSMENT
from ehcp.models import NeedsAssessment

SENCO = {"senco"}
ALLOWED = {
    ("considered", "discussed"): SENCO,
    ("considered", "requested"): SENCO,
    ("discussed", "requested"): SENCO,
    ("requested", "assessing"): SENCO,
    ("requested", "declined"): SENCO,
    ("declined", "assessing"): SENCO,
    ("assessing", "advised"): SENCO,
    ("assessing", "not_issued"): SENCO,
    ("assessing", "drafted"): SENCO,
    ("advised", "not_issued"): SENCO,
    ("advised", "drafted"): SENCO,
    ("not_issued", "drafted"): SENCO,
    ("drafted", "answered"): SENCO,
    ("drafted", "issued"): SENCO,
    ("answered", "issued"): SENCO,
    ("declined", "closed"): SENCO,
    ("not_issued", "closed"): SENCO,
    ("considered", "closed"): SENCO,
    ("discussed", "closed"): SENCO,
    ("requested", "closed"): SENCO,
    ("assessing", "closed"): SENCO,
    ("advised", "closed"): SENCO,
    ("drafted", "closed"): SENCO,
    ("answered", "closed"): SENCO,
}
ROLES = ["senco", "head", "teacher", "ta", "office", "dsl", "trust_lead", "governor", "parent", "parent_of_other",
         "professional", "stranger", "foreign_senco"]  # fmt: skip
AFTER_LEAVING = {pair for pair in ALLOWED if pair[1] == "closed"}

pytestmark = pytest.mark.django_db


def may(held, end: str, by) -> bool:
    try:
        ASSESSMENT.check(held, end, by)
    except Denied:
        return False
    return True


@pytest.fixture
def ready(cast, way):
    """An assessment that has all that any guard asks for."""
    held = way("issued")
    held.refused_on, held.feedback, held.feedback_used = held.issued_on, "Why", "What we do"
    held.asked_by = "parent"  # so that it may be requested at once as well
    return held


def open_moves(cast, held) -> dict[tuple[str, str], set[str]]:
    """Every move that somebody may make, whatever state the assessment is put in."""
    found = {}
    for start in AssessmentState.values:
        held.state = start
        for end in AssessmentState.values:
            who = {role for role in ROLES if may(held, end, cast.people[role])}
            found |= {(start, end): who} if who else {}
    return found


def test_moves_are_open_to_these_roles_alone(cast, ready):
    assert open_moves(cast, ready) == ALLOWED


def test_once_the_pupil_has_left_it_can_be_ended_and_nothing_else(cast, ready, today):
    ready.pupil.left_on = today
    assert set(open_moves(cast, ready)) == AFTER_LEAVING


@pytest.mark.parametrize("without,shut", [
    ({"talk_id": None}, {("considered", "discussed")}),
    ({"requested_on": None}, {("considered", "requested"), ("discussed", "requested")}),
    ({"asked_by": "school", "parents_view": " "}, {("considered", "requested"), ("discussed", "requested")}),
    ({"asked_by": "school"}, {("considered", "requested")}),
    ({"decided_on": None}, {("requested", "assessing"), ("requested", "declined"), ("declined", "assessing")}),
    ({"refused_on": None}, {("assessing", "not_issued"), ("advised", "not_issued")}),
    ({"draft_id": None}, {("assessing", "drafted"), ("advised", "drafted"), ("not_issued", "drafted")}),
    ({"answered_on": None}, {("drafted", "answered")}),
    ({"naming": "others", "naming_why": "Why", "adjustments": " "}, {("drafted", "answered")}),
    ({"naming": "others", "naming_why": "", "adjustments": "All"}, {("drafted", "answered")}),
    ({"issued_on": None}, {("drafted", "issued"), ("answered", "issued")}),
    ({"feedback": "", "feedback_paper_id": None}, {("declined", "closed"), ("not_issued", "closed")}),
    ({"feedback_used": ""}, {("declined", "closed"), ("not_issued", "closed")}),
])  # fmt: skip
def test_each_guard_shuts_its_moves_and_no_other(cast, ready, without, shut):
    for name, value in without.items():
        setattr(ready, name, value)
    assert set(ALLOWED) - set(open_moves(cast, ready)) == shut


def test_advice_that_was_not_sent_shuts_its_move(cast, ready):
    ready.advice.sent_on = None
    assert set(ALLOWED) - set(open_moves(cast, ready)) == {("assessing", "advised")}


@pytest.mark.parametrize("wrong", [
    {"state": "lost"}, {"state": "requested", "requested_on": None}, {"decided_on": dt.date(2020, 1, 1)},
    {"issued_on": dt.date(2020, 1, 1)},
])  # fmt: skip
def test_database_refuses_what_cannot_be(way, wrong):
    held = way("requested")
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedsAssessment.objects.filter(pk=held.pk).update(**wrong)
