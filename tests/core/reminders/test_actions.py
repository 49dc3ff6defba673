"""What a person may do with what they are told."""

import datetime as dt

import pytest
from django.utils import timezone

from core.accounts.permissions import Denied
from core.reminders.actions import (
    choose_paces,
    come_back,
    go_away,
    hand_over,
    mark_done,
    put_away,
    read_notices,
    snooze_notice,
)
from core.reminders.bell import count_bell
from core.reminders.deadlines import Ask, gather
from core.reminders.models import Absence, Mail, Notice
from core.reminders.queries import behind_the_bell, put_off
from core.reminders.rounds import run_round
from tests.core.reminders.conftest import MONDAY, SEVEN, one

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def told(school, cast, due, time_machine):
    """`told(kind, day)`: the notice that the teacher has of it after Monday's round."""
    time_machine.move_to(SEVEN, tick=False)

    def tell(kind: str = "plain", on: dt.date = MONDAY + 3 * DAY, pupil: str = "") -> Notice:
        due.append(one(kind, on, cast.teacher, pupil=pupil))
        run_round(school=school, today=MONDAY, at=timezone.now())
        return Notice.objects.get(school=school, kind=kind, recipient=cast.teacher)

    return tell


def bell(school, user, on: dt.date = MONDAY) -> int:
    return count_bell(school.pk, user.pk, on)


def test_what_is_read_counts_no_more_and_stays(school, cast, told):
    told()
    assert bell(school, cast.teacher) == 1
    read_notices(school=school, by=cast.teacher, at=SEVEN)
    assert bell(school, cast.teacher) == 0 and len(behind_the_bell(school, cast.teacher, MONDAY)) == 1


def test_what_is_put_away_is_gone_for_oneself_alone(school, cast, told, due):
    notice = told()
    put_away(notice=notice, by=cast.teacher, at=SEVEN)
    assert behind_the_bell(school, cast.teacher, MONDAY) == []
    assert len(gather(Ask(school, MONDAY, MONDAY + 9 * DAY, MONDAY)).deadlines) == 1  # it is still to be done
    with pytest.raises(Denied, match="put away already"):
        put_away(notice=notice, by=cast.teacher, at=SEVEN)


def test_nobody_touches_what_another_was_told(cast, told):
    notice = told()
    for act in (
        lambda: put_away(notice=notice, by=cast.head, at=SEVEN),
        lambda: snooze_notice(notice=notice, until=MONDAY + DAY, by=cast.head, at=SEVEN),
        lambda: hand_over(notice=notice, to=cast.ta, note="", by=cast.head, at=SEVEN),
    ):
        with pytest.raises(Denied, match="somebody else"):
            act()


def test_snoozed_until_the_morning_of_a_day(school, cast, told):
    snooze_notice(notice=told(), until=MONDAY + 2 * DAY, by=cast.teacher, at=SEVEN)
    assert behind_the_bell(school, cast.teacher, MONDAY + DAY) == [] and bell(school, cast.teacher) == 0
    assert len(put_off(school, cast.teacher, MONDAY + DAY)) == 1
    assert len(behind_the_bell(school, cast.teacher, MONDAY + 2 * DAY)) == 1
    assert bell(school, cast.teacher, MONDAY + 2 * DAY) == 1


@pytest.mark.parametrize("kind,due_in,until,why", [
    ("plain", 3, 0, "after today"), ("plain", 3, 61, "60 days"), ("law", 3, 4, "law sets"), ("law", -1, 8, "law sets"),
])  # fmt: skip
def test_days_to_which_nothing_is_put_off(cast, told, kind, due_in, until, why):
    notice = told(kind, MONDAY + due_in * DAY)
    with pytest.raises(Denied, match=why):
        snooze_notice(notice=notice, until=MONDAY + until * DAY, by=cast.teacher, at=SEVEN)


@pytest.mark.parametrize("due_in,until", [(3, 3), (-1, 7)])
def test_the_law_may_be_put_off_to_its_day_and_late_for_a_week(cast, told, due_in, until):
    notice = told("law", MONDAY + due_in * DAY)
    snooze_notice(notice=notice, until=MONDAY + until * DAY, by=cast.teacher, at=SEVEN)
    notice.refresh_from_db()
    assert notice.snoozed_until == MONDAY + until * DAY


def test_handed_over_with_a_note_that_no_email_tells(school, cast, told):
    notice = told(pupil=cast.own.pupil.reference)
    given = hand_over(
        notice=notice, to=cast.ta, note="Maya was away, please ask her mother", by=cast.teacher, at=SEVEN
    )
    assert (given.recipient, given.handed_by, given.due) == (cast.ta, cast.teacher, notice.due)
    mail = Mail.objects.get(pk=given.mail_id)
    assert mail.to == cast.ta.email and "Maya" not in mail.body + mail.subject and "Priya Nair" in mail.body
    assert behind_the_bell(school, cast.teacher, MONDAY) == [] and bell(school, cast.ta) == 1


def test_who_is_handed_what_they_may_not_do_is_led_to_the_child(cast, told):
    child = cast.own.pupil
    notice = told("act", MONDAY, pupil=child.reference)
    given = hand_over(notice=notice, to=cast.ta, note="", by=cast.teacher, at=SEVEN)
    assert (notice.url, given.url) == ("/oakfield/", child.get_absolute_url())


@pytest.mark.parametrize("to,why", [
    ("parent", "member of staff"), ("professional", "member of staff"), ("stranger", "member of staff"),
    ("foreign_senco", "member of staff"), ("teacher", "member of staff"), ("governor", "may not open"),
])  # fmt: skip
def test_to_whom_nothing_is_handed(cast, told, to, why):
    notice = told(pupil=cast.own.pupil.reference)
    person = cast.people[to]
    with pytest.raises(Denied, match=why):
        hand_over(notice=notice, to=person, note="", by=cast.teacher, at=SEVEN)


def test_marked_done_ends_everybodys_notices(school, cast, told, due):
    notice = told("mark")
    mark_done(deadline=due[0], school=school, note="At the staff meeting", by=cast.teacher, at=SEVEN)
    notice.refresh_from_db()
    assert notice.ended_at and gather(Ask(school, MONDAY, MONDAY + 9 * DAY, MONDAY)).deadlines == []


def test_what_a_record_ends_cannot_be_marked(school, cast, told, due):
    told()
    with pytest.raises(Denied, match="recorded where it belongs"):
        mark_done(deadline=due[0], school=school, note="", by=cast.teacher, at=SEVEN)


@pytest.mark.parametrize("paces", [{"nothing": "daily"}, {"plans": "never"}, {"law": "none"}])
def test_paces_that_cannot_be_chosen(school, cast, paces):
    with pytest.raises(Denied):
        choose_paces(school=school, paces=paces, by=cast.teacher)


def away(school, cast, first: int, last: int, deputy: str = "head") -> Absence:
    return go_away(
        school=school, starts=MONDAY + first * DAY, ends=MONDAY + last * DAY, deputy=cast.people[deputy], by=cast.senco, at=SEVEN
    )  # fmt: skip


@pytest.mark.parametrize("first,last,deputy,why", [
    (3, 2, "head", "last day"), (-5, -1, "head", "in the past"), (0, 2, "parent", "member of staff"),
    (0, 367, "head", "a year at most"), (0, 2, "senco", "member of staff"), (0, 2, "foreign_senco", "member of staff"),
])  # fmt: skip
def test_absences_that_cannot_be(school, cast, first, last, deputy, why):
    with pytest.raises(Denied, match=why):
        away(school, cast, first, last, deputy)


def test_two_absences_on_one_day_and_a_deputy_who_is_away(school, cast):
    first = away(school, cast, 0, 2)
    with pytest.raises(Denied, match="already"):
        away(school, cast, 2, 4)
    with pytest.raises(Denied, match="away on some"):
        go_away(school=school, starts=MONDAY, ends=MONDAY, deputy=cast.senco, by=cast.head, at=SEVEN)
    with pytest.raises(Denied, match="Only who is away"):
        come_back(absence=first, by=cast.head)
    come_back(absence=first, by=cast.senco)
    assert not Absence.objects.filter(school=school, user=cast.senco, starts=MONDAY).exists()
