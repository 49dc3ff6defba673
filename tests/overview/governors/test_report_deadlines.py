"""The report to governors is asked for until it is issued: first of the SENCo, then of the head."""

import datetime as dt

import pytest

from core.reminders.deadlines import SOURCES, Ask, Deadline
from overview.governors import actions
from tests.cast import AT
from tests.overview.governors import made

pytestmark = pytest.mark.django_db
AUTUMN = made.AUTUMN
TODAY = AT.date()


def owed(school, *, user=None, today: dt.date = TODAY) -> list[Deadline]:
    source = SOURCES["overview.governors"]
    asked = Ask(school, today - dt.timedelta(days=366), today + dt.timedelta(days=120), today, user)
    return [one for row in source.rows(asked) for one in source.build(row, asked)]


def test_it_is_asked_for_until_it_is_issued(cast, school):
    (one,) = owed(school)
    assert (one.kind, one.due, one.owners, one.url) == ("term_report", AUTUMN.end, (), "/oakfield/governors/")
    draft = actions.draft_report(school=school, start=AUTUMN.start, by=cast.senco, at=AT)
    (one,) = owed(school)
    assert (one.due, one.owners, one.detail) == (AUTUMN.end + dt.timedelta(days=14), (), "to be written")
    draft = actions.write_story(report=draft, texts={"next": "Screen"}, version=1, by=cast.senco, at=AT)
    (one,) = owed(school)
    assert (one.owners, one.url) == ((cast.head.pk,), f"/oakfield/governors/{draft.reference}/")
    issued = actions.issue_report(report=draft, version=None, by=cast.head, at=AT)
    assert owed(school) == []
    actions.correct_report(report=issued, reason="A need was wrong", by=cast.head, at=AT)
    assert owed(school) == []


def test_it_is_late_for_two_months_and_then_let_go(cast, school):
    assert [one.due for one in owed(school, today=AUTUMN.end + dt.timedelta(days=60))] == [AUTUMN.end]
    assert owed(school, today=AUTUMN.end + dt.timedelta(days=61)) == []


@pytest.mark.parametrize(
    "who,count", [("senco", 1), ("head", 1), ("governor", 0), ("teacher", 0), ("trust_lead", 0)]
)
def test_who_cannot_write_it_is_not_asked(cast, school, django_assert_num_queries, who, count):
    user = cast.people[who]
    user.roles_at(school.pk)
    assert len(owed(school, user=user)) == count
    if not count:
        with django_assert_num_queries(0):
            owed(school, user=user)
