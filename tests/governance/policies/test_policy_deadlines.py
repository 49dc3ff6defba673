"""What policies ask for by a day: until it is done, of whom, and what it costs to ask."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.accounts.actions import give_role
from core.accounts.enums import Role
from core.reminders.actions import mark_done
from core.reminders.deadlines import SOURCES, Ask, Deadline, gather
from core.reminders.recipients import people_of_today, recipients
from governance.models import PolicyVersion
from tests.governance.policies.making import DAY, adopt, change, confirm, enter, read

pytestmark = pytest.mark.django_db
OURS = ("governance.policies", "governance.reading")
STAFF = ("senco", "head", "teacher", "ta", "office", "dsl")


def found(cast, today, kind: str, who: str | None = None) -> list[Deadline]:
    ask = Ask(cast.oakfield, today - 366 * DAY, today + 800 * DAY, today, cast.people[who] if who else None)
    every = [one for name in OURS for row in SOURCES[name].rows(ask) for one in SOURCES[name].build(row, ask)]
    return [one for one in every if one.kind == kind]


def test_a_school_without_a_send_policy_enters_it_by_the_end_of_term(cast, today, at):
    (one,) = found(cast, today, "policy_review")
    assert (one.due, one.subject, one.url, one.owners) == (
        dt.date(2026, 12, 18),
        "policy:send",
        "/oakfield/policies/",
        (),
    )
    held = enter(cast, at, kind="send", name="SEND policy")
    (one,) = found(cast, today, "policy_review")
    assert (one.due, one.url) == (dt.date(2026, 12, 18), f"/oakfield/policies/{held.reference}/")
    adopt(held, cast.senco, at)
    (one,) = found(cast, today, "policy_review")
    assert one.due == dt.date(2027, 11, 6)


def test_review_is_due_a_year_later_until_it_is_reviewed(cast, policy, version, at, today):
    PolicyVersion.objects.update(adopted_on=dt.date(2025, 11, 20))
    (one,) = found(cast, today, "policy_review", "senco")
    assert (one.due, one.detail, one.started) == (
        dt.date(2026, 11, 20),
        "SEND policy",
        "The last time was Thu 20 Nov 2025.",
    )
    confirm(policy, cast.senco, at)
    assert [each.due for each in found(cast, today, "policy_review")] == [dt.date(2027, 11, 16)]


def test_the_day_that_is_named_and_who_keeps_it(cast, policy, version, at, today):
    held = enter(cast, at, name="Homework", owner=cast.head)
    adopt(held, cast.senco, at, next_review_on=dt.date(2027, 1, 8))
    enter(cast, at, name="Without a version")
    assert [(one.due, one.owners) for one in found(cast, today, "policy_review")] == [
        (dt.date(2027, 11, 6), ()), (dt.date(2027, 1, 8), (cast.head.pk,)),
    ]  # fmt: skip
    change(held, cast.senco, at, retired_on=today)
    assert len(found(cast, today, "policy_review")) == 1


def test_staff_are_asked_to_read_until_they_have(cast, policy, version, at, today):
    (one,) = found(cast, today, "policy_read")
    assert one.due == today + 14 * DAY and set(one.owners) == {cast.people[who].pk for who in STAFF}
    assert one.url == f"/oakfield/policies/{policy.reference}/" and one.so_far == "0 of 6 have read it."
    for who in ("teacher", "ta", "office", "dsl"):
        (own,) = found(cast, today, "policy_read", who)
        assert (own.key, own.owners) == (one.key, (cast.people[who].pk,))
    assert [
        found(cast, today, "policy_read", who) for who in ("trust_lead", "governor", "parent", "professional")
    ] == [[]] * 4
    for who in STAFF:
        read(version, cast.people[who], at)
    assert found(cast, today, "policy_read") == found(cast, today, "policy_read", "teacher") == []
    adopt(policy, cast.senco, at, changes="Names")
    assert len(found(cast, today, "policy_read")[0].owners) == 6


def test_who_begins_later_has_their_own_fortnight(cast, policy, version, at, today):
    begun = today + 30 * DAY
    give_role(school=cast.oakfield, user=cast.stranger, role=Role.TA, by=cast.senco, at=at + 30 * DAY)
    cast.stranger.forget_memberships()
    new, one = sorted(found(cast, begun, "policy_read"), key=lambda each: len(each.owners))
    assert (new.owners, new.due, one.due) == ((cast.stranger.pk,), begun + 14 * DAY, today + 14 * DAY)
    assert [each.key for each in found(cast, begun, "policy_read", "stranger")] == [new.key]


def test_only_who_reads_is_told(cast, policy, version, today, at):
    change(policy, cast.senco, at, readers="teaching")
    (one,) = found(cast, today, "policy_read")
    people = people_of_today(Ask(cast.oakfield, today, today, today))
    told = {each.person.pk for each in recipients(one, one.of.ladder[0], people)}
    assert told == {cast.teacher.pk, cast.ta.pk}


def test_parents_are_told_once_a_year_how_the_policy_has_worked(cast, policy, version, at, today):
    (one,) = found(cast, today, "policy_parents", "head")
    assert (one.due, one.subject, one.of.by_mark) == (dt.date(2027, 7, 20), "policy-parents:2026", True)
    mark_done(deadline=one, school=cast.oakfield, note="", by=cast.head, at=at)
    ask = Ask(cast.oakfield, today, today + 365 * DAY, today)
    assert not [each for each in gather(ask).deadlines if each.kind == "policy_parents"]


@pytest.mark.parametrize("who,asks", [("head", 5), ("senco", 5), ("teacher", 1), ("ta", 1), ("office", 1), ("dsl", 1),
                                      ("trust_lead", 0), ("governor", 0), ("parent", 0)])  # fmt: skip
def test_what_it_costs_to_ask(cast, policy, version, at, today, who, asks):
    for count in (1, 3):
        for number in range(count):
            adopt(enter(cast, at, name=f"{count} {number}", readers="staff"), cast.senco, at)
        assert cast.people[who].memberships
        ask = Ask(cast.oakfield, today - DAY, today + DAY, today, cast.people[who])
        with CaptureQueriesContext(connection) as captured:
            rows = [row for name in OURS for row in SOURCES[name].rows(ask)]
        assert len(captured) == asks and bool(rows) is bool(asks)
