"""Recommendations as rows: written, ordered, decided once the report is shared."""

import pytest

from agencies.models import Recommendation
from agencies.reports import actions
from agencies.reports.queries import advice_of_report, advice_waiting
from core.accounts.permissions import Denied
from tests.agencies.reports.test_report_actions import share

pytestmark = pytest.mark.django_db
WEIGHED = {"weighed_by": ["teacher"], "teacher_says": "Fits", "why": ""}


@pytest.fixture
def rows(cast, receive, at):
    """A shared report, private, with three rows of advice."""
    held = share(receive("Maya was seen.", private=True), cast, at)
    return [
        actions.write_recommendation(report=held, held=None, what=what, by=cast.teacher, at=at)
        for what in ("Pictures", "Pauses", "Praise")
    ]


def order(rows) -> list[str]:
    return [one.what for one in advice_of_report(rows[0].report)]


def test_rows_change_places_and_are_taken_away(cast, rows, at):
    actions.move_recommendation(held=rows[2], up=True, by=cast.senco, at=at)
    assert order(rows) == ["Pictures", "Praise", "Pauses"]
    actions.move_recommendation(held=rows[0], up=True, by=cast.senco, at=at)
    actions.remove_recommendation(held=rows[1], by=cast.senco, at=at)
    actions.write_recommendation(
        report=None, held=rows[0], what="Pictures first", who="TA", by=cast.senco, at=at
    )
    assert order(rows) == ["Pictures first", "Praise"]


def test_advice_is_decided_with_who_weighed_it_and_why(cast, rows, at):
    with pytest.raises(Denied, match="Say why not now"):
        actions.decide(recommendation=rows[0], state="not_now", by=cast.teacher, at=at, **WEIGHED)
    with pytest.raises(Denied, match="who weighed"):
        actions.decide(recommendation=rows[0], state="in_plan", by=cast.teacher, at=at)
    with pytest.raises(Denied):
        actions.decide(recommendation=rows[0], state="in_plan", by=cast.head, at=at, **WEIGHED)
    held = actions.decide(recommendation=rows[0], state="in_plan", by=cast.teacher, at=at, **WEIGHED)
    assert (held.decided_by, held.weighed_by) == (cast.teacher, ["teacher"])
    for act in (actions.remove_recommendation, lambda **more: actions.write_recommendation(what="x", **more)):
        with pytest.raises(Denied, match="has been decided"):
            act(held=held, by=cast.senco, at=at)
    waiting = advice_waiting(held.school, cast.senco)
    assert [one.what for one in waiting if one.report_id == held.report_id] == ["Pauses", "Praise"]


def test_advice_of_a_report_that_is_not_shared_waits(cast, receive, at):
    held = receive("Maya was seen.")
    row = actions.write_recommendation(report=held, held=None, what="Pictures", by=cast.senco, at=at)
    with pytest.raises(Denied, match="checked and shared first"):
        actions.decide(recommendation=row, state="in_plan", by=cast.senco, at=at, **WEIGHED)
    assert not Recommendation.objects.visible_to(cast.teacher).filter(pk=row.pk).exists()
    assert row not in advice_waiting(held.school, cast.senco)


@pytest.mark.parametrize("what", ["", "  "])
def test_empty_advice_is_refused(cast, rows, at, what):
    with pytest.raises(Denied, match="Say what is advised"):
        actions.write_recommendation(report=rows[0].report, held=None, what=what, by=cast.senco, at=at)
