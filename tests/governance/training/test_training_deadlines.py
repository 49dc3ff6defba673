"""What training asks for: its day, who is to do it, where; and gone once it is done."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.reminders.deadlines import SOURCES
from governance.models import Topic, TrainingDay, TrainingNeed, TrainingRecord
from governance.training import actions
from register.models import TrainedAdult
from tests.cast import AT
from tests.governance.training.test_training_actions import had, need, plan
from tests.register.arrangements.test_arrangement_actions import train
from tests.register.test_deadlines import ask

pytestmark = pytest.mark.django_db
D = dt.date
TODAY = AT.date()
AUTUMN = {"today": TODAY}


def found(school, source: str = "governance.training", *, today=TODAY, user=None) -> list:
    asked = ask(school, today=today, user=user)
    return [one for row in SOURCES[source].rows(asked) for one in SOURCES[source].build(row, asked)]


@pytest.fixture
def topic(cast):
    """A topic for TAs, in a school with no other need, record or day."""
    with cast.acting("senco"):
        for model in (TrainingNeed, TrainingRecord, TrainingDay):
            model.objects.all().delete()
        yield actions.write_topic(
            school=cast.oakfield, held=None, by=cast.senco, at=AT, name="Epilepsy", audience="tas"
        )


@dataclass(frozen=True)
class Case:
    """`begin` makes the thing due on `due`, `done` does it; each takes the cast and the topic."""

    kind: str
    due: dt.date
    url: str
    owners: tuple[str, ...]
    begin: Callable
    done: Callable


def _day(cast, topic):
    return TrainingDay.objects.get(topic=topic)


CASES = [
    Case("training_need", D(2026, 12, 4), "/training/people/{ta}/", ("ta",),
         lambda cast, topic: need(topic, cast.ta, cast.senco, AT, by_day=D(2026, 12, 4)),
         lambda cast, topic: had(topic, cast.ta, cast.senco, AT)),
    Case("training_renew", D(2026, 12, 20), "/training/people/{ta}/", ("ta",),
         lambda cast, topic: had(topic, cast.ta, cast.senco, AT, on=D(2025, 12, 1), valid_until=D(2026, 12, 20)),
         lambda cast, topic: had(topic, cast.ta, cast.senco, AT)),
    Case("training_day", D(2026, 12, 2), "/", ("ta",), lambda cast, topic: plan(topic, cast.head, AT, on=D(2026, 12, 2)),
         lambda cast, topic: actions.cancel_day(held=_day(cast, topic), by=cast.senco, at=AT)),
    Case("training_record", D(2026, 11, 12), "/", ("head",), lambda cast, topic: plan(topic, cast.head, AT, on=D(2026, 11, 12)),
         lambda cast, topic: actions.record_day(held=_day(cast, topic), by=cast.senco, at=AT, people=[cast.ta])),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_it_is_asked_for_until_it_is_done(cast, topic, case):
    case.begin(cast, topic)
    (one,) = found(cast.oakfield)
    assert (one.kind, one.due, one.owners) == (
        case.kind,
        case.due,
        tuple(cast.people[who].pk for who in case.owners),
    )
    assert one.url.startswith("/oakfield/training/") and one.url.endswith(
        case.url.format(ta=cast.memberships[cast.ta.pk])
    )
    assert one.started and one.detail
    case.done(cast, topic)
    assert found(cast.oakfield) == []


def test_need_that_was_dropped_and_topic_that_is_not_used_ask_for_nothing(cast, topic):
    held = need(topic, cast.ta, cast.senco, AT, by_day=D(2026, 12, 4))
    actions.drop_need(held=held, by=cast.senco, at=AT)
    assert found(cast.oakfield) == []
    need(topic, cast.ta, cast.senco, AT, by_day=D(2026, 12, 4))
    actions.retire_topic(held=topic, by=cast.senco, at=AT)
    assert found(cast.oakfield) == []


def test_each_sees_their_own_and_who_oversees_sees_all(cast, topic):
    need(topic, cast.ta, cast.senco, AT, by_day=D(2026, 12, 4))
    need(topic, cast.teacher, cast.senco, AT, by_day=D(2026, 12, 5))
    plan(topic, cast.head, AT, on=D(2026, 12, 2))
    told = {who: {(one.kind, one.due.day) for one in found(cast.oakfield, user=cast.people[who])}
            for who in ("senco", "trust_lead", "ta", "teacher", "office")}  # fmt: skip
    everything = {("training_need", 4), ("training_need", 5), ("training_day", 2)}
    assert told == {"senco": everything, "trust_lead": everything, "ta": {("training_need", 4), ("training_day", 2)},
                    "teacher": {("training_need", 5)}, "office": set()}  # fmt: skip


@pytest.mark.parametrize("who", ["parent", "governor", "professional"])
def test_who_does_not_work_here_costs_no_question(cast, who):
    with cast.acting("senco"):
        user = cast.people[who]
        user.memberships  # noqa: B018  asked for by the request
        for source in ("governance.training", "governance.care", "governance.posts"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert found(cast.oakfield, source, user=user) == []
            assert len(asked) == 0


def test_healthcare_plan_for_which_nobody_was_ever_trained(cast):
    with cast.acting("senco"):
        assert found(cast.oakfield, "governance.care") == []
        plan_ = TrainedAdult.objects.get(plan__pupil=cast.own.pupil).plan
        TrainedAdult.objects.filter(plan=plan_).delete()
        (one,) = found(cast.oakfield, "governance.care")
        assert (one.kind, one.due, one.pupil, one.owners) == (
            "training_nobody",
            plan_.start,
            cast.own.pupil.reference,
            (),
        )
        assert one.url.endswith(f"/healthcare/{plan_.reference}/train/") and plan_.condition not in one.detail
        assert found(cast.oakfield, "governance.care", user=cast.head) == []
        train(plan_, cast.senco, AT)
        assert found(cast.oakfield, "governance.care") == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries(cast, topic, count):
    for number in range(count):
        other = actions.write_topic(school=cast.oakfield, held=None, by=cast.senco, at=AT, name=f"T{number}")
        need(other, cast.ta, cast.senco, AT, by_day=D(2026, 12, 4))
        plan(other, cast.senco, AT, on=D(2026, 12, 2))
    assert Topic.objects.filter(name__startswith="T").count() >= count
    with CaptureQueriesContext(connection) as asked:
        assert len(found(cast.oakfield)) == 2 * count
    assert len(asked) == 2  # who has which role, and one for all of training
