"""What a complaint asks for by a day: until it is done, of whom, and what it costs to ask."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.reminders.deadlines import SOURCES, Ask, Deadline
from governance.complaints import actions
from governance.models import Complaint
from tests.governance.complaints.making import DAY, close, complain, step

pytestmark = pytest.mark.django_db
OURS = ("governance.complaints", "governance.complaint_steps")


def found(cast, today, who: str | None = None) -> list[Deadline]:
    ask = Ask(cast.oakfield, today - 366 * DAY, today + 120 * DAY, today, cast.people[who] if who else None)
    every = [one for name in OURS for row in SOURCES[name].rows(ask) for one in SOURCES[name].build(row, ask)]
    return [one for one in every if ask.covers(one.due)]


@dataclass(frozen=True)
class Case:
    """`begin` makes it due, so many days from today; `done` ends it. Both take the cast, a complaint and the moment."""

    kind: str
    days: int
    begin: Callable
    done: Callable


def change(cast, held: Complaint, at, **fields) -> None:
    Complaint.objects.filter(pk=held.pk).update(**fields)


def mark(cast, held: Complaint, at) -> None:
    actions.mark_step_done(step=held.steps.get(next_by__isnull=False), by=cast.senco, at=at)


def next_up(kind: str) -> Callable:
    return lambda cast, held, at: step(
        held, cast.senco, at, kind, next_step="Papers", next_by=at.date() + 9 * DAY
    )


CASES = [
    Case("complaint_reply", 3, lambda cast, held, at: change(cast, held, at, reply_by=at.date() + 3 * DAY),
         lambda cast, held, at: step(held, cast.senco, at, "reply")),
    Case("complaint_la", -10, lambda cast, held, at: change(cast, held, at, serious=True),
         lambda cast, held, at: step(held, cast.senco, at, "la_contacted")),
    Case("complaint_step", 9, next_up("talk"), mark),
    Case("complaint_tribunal", 9, next_up("tribunal"), mark),
    Case("complaint_tribunal", 9, next_up("evidence"), mark),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind} {case.days}")
@pytest.mark.parametrize("ends", ["done", "closed"])
def test_it_is_asked_for_until_it_is_done(cast, complaint, own, at, today, case, ends):
    case.begin(cast, complaint, at)
    (one,) = found(cast, today)
    assert (one.kind, one.due, one.pupil) == (case.kind, today + case.days * DAY, own.reference)
    assert one.url == f"/oakfield/complaints/{complaint.reference}/" and one.started and one.owners == ()
    assert (
        [each.key for each in found(cast, today, "senco")]
        == [one.key]
        == [e.key for e in found(cast, today, "head")]
    )
    case.done(cast, complaint, at) if ends == "done" else close(complaint, cast.senco, at)
    assert found(cast, today) == []


def test_it_is_for_who_handles_it_if_they_may_see_it(cast, own, at, today):
    complain(cast, at, handled_by=cast.head, reply_by=today, raised_by="To the head")
    complain(cast, at, handled_by=cast.teacher, reply_by=today + DAY, raised_by="To a teacher")
    assert [(one.owners, one.pupil) for one in found(cast, today)] == [((cast.head.pk,), ""), ((), "")]


@pytest.mark.parametrize(
    "who,asks", [("senco", 3), ("head", 3), ("teacher", 0), ("ta", 0), ("trust_lead", 0), ("office", 0)]
)
def test_who_sees_none_asks_nothing(cast, own, at, today, who, asks):
    for count in (1, 3):
        for _ in range(count):
            held = complain(cast, at, pupil=own, reply_by=today, serious=True)
            step(held, cast.senco, at, next_step="Ring", next_by=today)
        assert cast.people[who].memberships
        with CaptureQueriesContext(connection) as captured:
            rows = found(cast, today, who)
        assert len(captured) == asks and bool(rows) is bool(asks)
