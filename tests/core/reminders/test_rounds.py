"""The daily round: the right person, once, whatever was missed and whoever died."""

import datetime as dt
from unittest import mock

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.accounts.enums import Role
from core.reminders import actions
from core.reminders.deadlines import SOURCES, Source
from core.reminders.models import Absence, Mail, Notice, Round
from core.reminders.rounds import is_due, run_round
from core.reminders.tasks import daily_round, daily_rounds, send_mail_of
from core.schools.models import Closure
from register.models import Pupil
from tests.core.reminders.conftest import MONDAY, SEVEN, another, one
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def round_on(school, on: dt.date = MONDAY) -> list[tuple]:
    """Run the round of that day: what it told, as (kind, rung, name, pace)."""
    at = dt.datetime.combine(on, dt.time(7), tzinfo=dt.UTC)
    run_round(school=school, today=on, at=at)
    rows = Notice.objects.filter(school=school, round_on=on).order_by("kind", "rung", "recipient__name")
    return list(rows.values_list("kind", "rung", "recipient__name", "pace"))


def mails(school) -> list[Mail]:
    return list(Mail.objects.filter(school=school, key__regex="^(notice|daily|weekly):").order_by("pk"))


def test_the_owner_is_told_a_week_before(school, cast, due):
    due.append(one("plain", MONDAY + 7 * DAY, cast.teacher))
    assert round_on(school) == [("plain", "week", "Priya Nair", "daily")]
    (mail,) = mails(school)
    assert (mail.to, mail.state) == ("teacher@sendsys.test", "waiting")
    assert "Something of plain is due" in mail.body and "Mon 30 Nov 2026 (in 7 days)" in mail.body


def test_who_may_not_act_on_the_page_is_led_to_the_child(school, cast, due):
    child = cast.own.pupil
    due += [
        one("act", MONDAY, cast.teacher, pupil=child.reference),
        one("act", MONDAY, subject="thing:B"),
    ]
    run_round(school=school, today=MONDAY, at=SEVEN)
    led = Notice.objects.filter(school=school, kind="act").order_by("subject", "recipient__name")
    assert list(led.values_list("recipient__name", "url")) == [
        ("David Okoro", child.get_absolute_url()), ("Priya Nair", "/oakfield/"),  # the owner's own is theirs
        ("David Okoro", ""), ("Helen Marsh", "/oakfield/"),  # about no child: told, and led nowhere
    ]  # fmt: skip


def test_a_round_that_runs_twice_tells_once(school, cast, due):
    due.append(one("plain", MONDAY, cast.teacher))
    first = run_round(school=school, today=MONDAY, at=SEVEN)
    assert run_round(school=school, today=MONDAY, at=SEVEN) is None
    assert (first.told, first.mails, len(mails(school))) == (1, 1, 1)


def test_the_same_rung_is_not_told_again_on_the_next_day(school, cast, due):
    due.append(one("plain", MONDAY + 5 * DAY, cast.teacher))
    assert len(round_on(school)) == 1 and round_on(school, MONDAY + DAY) == []


def test_a_missed_night_is_caught_up_with_where_things_stand(school, cast, due):
    due.append(one("plain", MONDAY, cast.teacher))
    assert round_on(school, MONDAY - 6 * DAY) == [("plain", "week", "Priya Nair", "daily")]
    assert round_on(school, MONDAY + 9 * DAY) == [
        ("plain", "late_week", "Helen Marsh", "daily"), ("plain", "late_week", "Priya Nair", "daily"),
    ]  # fmt: skip


def test_a_round_of_an_earlier_day_does_nothing_after_a_later_one(school, cast, due):
    due.append(one("plain", MONDAY, cast.teacher))
    round_on(school, MONDAY + DAY)
    assert round_on(school, MONDAY) == []


def test_nothing_is_told_once_it_is_done(school, cast, due):
    due.append(one("plain", MONDAY, cast.teacher))
    round_on(school)
    due.clear()
    assert round_on(school, MONDAY + DAY) == []
    assert Notice.objects.get(school=school, kind="plain").ended_at is not None


def test_a_date_that_moved_is_told_anew_and_the_old_notice_ends(school, cast, due):
    due.append(one("plain", MONDAY, cast.teacher))
    round_on(school)
    due[:] = [one("plain", MONDAY + 8 * DAY, cast.teacher)]
    assert round_on(school, MONDAY + DAY) == [("plain", "week", "Priya Nair", "daily")]
    assert [n.ended_at is None for n in Notice.objects.filter(kind="plain").order_by("due")] == [False, True]


def test_on_closed_days_only_the_law_speaks(school, cast, due):
    saturday = MONDAY + 5 * DAY
    due.extend([one("plain", saturday - 3 * DAY, cast.teacher), one("law", saturday, cast.teacher)])
    assert round_on(school, saturday) == [("law", "day", "Priya Nair", "at_once")]
    assert round_on(school, saturday + 2 * DAY) == [
        ("law", "late", "David Okoro", "at_once"), ("law", "late", "Priya Nair", "at_once"),
        ("plain", "late", "Priya Nair", "daily"),
    ]  # fmt: skip


def test_a_closure_is_a_closed_day(school, cast, due):
    Closure.objects.create(school=school, name="Snow", start=MONDAY, end=MONDAY)
    due.append(one("plain", MONDAY - DAY, cast.teacher))
    assert round_on(school) == []
    assert round_on(school, MONDAY + DAY) == [("plain", "late", "Priya Nair", "daily")]


def test_law_cannot_be_switched_off(school, cast, due):
    actions.choose_paces(school=school, paces={"plans": "none"}, by=cast.teacher)
    due.extend([one("plain", MONDAY, cast.teacher), one("law", MONDAY, cast.teacher)])
    assert round_on(school) == [
        ("law", "day", "Priya Nair", "at_once"),
        ("plain", "day", "Priya Nair", "none"),
    ]
    (mail,) = mails(school)
    assert "The law sets this date: reg 20(3)" in mail.body
    with pytest.raises(actions.Denied):
        actions.choose_paces(school=school, paces={"law": "none"}, by=cast.teacher)


def test_weekly_comes_once_on_the_first_open_day(school, cast, due):
    actions.choose_paces(school=school, paces={"plans": "weekly"}, by=cast.teacher)
    tuesday = MONDAY + DAY
    due.append(one("plain", tuesday + 7 * DAY, cast.teacher, subject="thing:B"))
    round_on(school)
    assert mails(school) == []
    round_on(school, tuesday)
    assert mails(school) == []  # told on Tuesday, so it waits for Monday
    due.append(one("plain", MONDAY + 7 * DAY, cast.teacher))
    round_on(school, MONDAY + 7 * DAY)
    (mail,) = mails(school)
    assert mail.what == "What is due this week" and mail.body.count("Something of plain") == 2


def test_weekly_says_nothing_of_what_was_done_meanwhile(school, cast, due):
    actions.choose_paces(school=school, paces={"plans": "weekly"}, by=cast.teacher)
    due.append(one("plain", MONDAY + 8 * DAY, cast.teacher))
    round_on(school)
    round_on(school, MONDAY + DAY)
    due.clear()
    round_on(school, MONDAY + 7 * DAY)
    assert mails(school) == []


def test_weekly_tells_once_of_what_was_announced_twice(school, cast, due):
    actions.choose_paces(school=school, paces={"plans": "weekly"}, by=cast.teacher)
    round_on(school)
    due.append(one("plain", MONDAY + 7 * DAY, cast.teacher))
    assert len(round_on(school, MONDAY + DAY)) == len(round_on(school, MONDAY + 7 * DAY)) == 1
    (mail,) = mails(school)
    assert mail.subject.startswith("1 thing is due") and mail.body.count("Something of plain") == 1
    assert Notice.objects.filter(school=school, kind="plain", mail=mail).count() == 2


def test_a_deputy_is_told_in_absence_and_only_then(school, cast, due):
    Absence.objects.create(school=school, user=cast.senco, deputy=cast.head, starts=MONDAY, ends=MONDAY)
    due.append(one("law", MONDAY))
    assert round_on(school) == [("law", "day", "David Okoro", "at_once")]
    assert Notice.objects.get(school=school, kind="law").stands_for == cast.senco
    due[:] = [one("law", MONDAY + DAY)]
    assert round_on(school, MONDAY + DAY) == [("law", "day", "Helen Marsh", "at_once")]


def test_a_deputy_who_may_not_know_of_the_pupil_is_passed_over(school, cast, due):
    Absence.objects.create(school=school, user=cast.senco, deputy=cast.teacher, starts=MONDAY, ends=MONDAY)
    due.append(one("law", MONDAY, pupil=cast.other.pupil.reference))
    assert round_on(school) == [("law", "day", "Helen Marsh", "at_once")]


def test_an_owner_who_may_not_know_of_the_pupil_is_not_told(school, cast, due):
    due.append(one("plain", MONDAY, cast.teacher, pupil=cast.other.pupil.reference))
    assert round_on(school) == [("plain", "day", "Helen Marsh", "daily")]


def test_an_owner_who_has_left_falls_to_the_senco_and_then_to_the_head(school, cast, due):
    due.append(one("plain", MONDAY, cast.stranger))
    assert round_on(school) == [("plain", "day", "Helen Marsh", "daily")]
    cast.senco.is_active = False
    cast.senco.save()
    assert ("plain", "late", "David Okoro", "daily") in round_on(school, MONDAY + DAY)


def test_a_family_is_told_of_its_own_date_and_nobody_else_is(school, cast, due):
    own = cast.own.pupil.reference
    due.append(one("family", MONDAY + 7 * DAY, cast.parent, cast.teacher, pupil=own))
    due.append(one("family", MONDAY + 7 * DAY, cast.parent, subject="x", pupil=cast.other.pupil.reference))
    told = round_on(school)
    assert ("family", "week", cast.parent.name, "daily") in told and "Helen Marsh" not in str(told)
    assert len([row for row in told if row[2] == cast.parent.name]) == 1


def test_emails_name_no_child(school, cast, due):
    pupil = cast.own.pupil
    for n, kind in enumerate(("plain", "law", "authority", "mark")):
        due.append(one(kind, MONDAY - DAY, cast.teacher, subject=f"thing:{n}", pupil=pupil.reference))
    due.append(one("family", MONDAY, cast.parent, subject="f", pupil=pupil.reference))
    round_on(school)
    names = {
        part
        for p in Pupil.objects.filter(school=school)
        for part in (p.legal_first, p.legal_last, p.preferred_first)
    }
    written = "\n".join(f"{mail.subject}\n{mail.body}\n{mail.what}" for mail in mails(school))
    assert len(mails(school)) >= 4
    assert not [name for name in names if name and name in written]
    assert pupil.reference in written


def test_one_item_that_cannot_be_computed_stops_itself_alone(school, cast, due, caplog):
    due.extend([one("plain", MONDAY, cast.teacher), ValueError("Maya Abara has no date")])
    assert len(round_on(school)) == 1
    (failure,) = Round.objects.get(school=school, on=MONDAY).failures
    assert failure == {"source": "test", "called": "Tests", "pupil": "OAK-0001", "error": "ValueError"}
    assert "Maya" not in caplog.text and "ValueError" in caplog.text


def test_what_cannot_be_computed_ends_no_notice(school, cast, due):
    due.append(one("plain", MONDAY, cast.teacher))
    round_on(school)
    due[:] = [ValueError()]
    round_on(school, MONDAY + DAY)
    assert Notice.objects.get(school=school, kind="plain").ended_at is None


def test_a_source_whose_query_fails_spoils_no_other(school, cast, due):
    broken = Source(
        "broken",
        "Broken",
        lambda ask: list(Pupil.objects.extra(where=["no_such_column = 1"])),
        lambda r, a: [],
    )
    due.append(one("plain", MONDAY, cast.teacher))
    with mock.patch.dict(SOURCES, {"broken": broken, **SOURCES}):
        assert len(round_on(school)) == 1
    (failure,) = Round.objects.get(school=school, on=MONDAY).failures
    assert (failure["source"], failure["error"]) == ("broken", "ProgrammingError")


def test_a_round_that_dies_has_told_nobody(school, cast, due):
    due.append(one("plain", MONDAY, cast.teacher))
    dies = mock.patch("core.reminders.rounds._write_mails", side_effect=SystemExit)
    with dies, pytest.raises(SystemExit), seeing(school):
        run_round(school=school, today=MONDAY, at=SEVEN)
    assert not Round.objects.filter(school=school, on=MONDAY).exists()
    assert not Notice.objects.filter(kind="plain").exists()
    assert len(round_on(school)) == 1


CLOCK = [  # (moment in UTC, day whose round is due): the clocks go back on Sun 25 Oct 2026 and on Sun 28 Mar 2027 forward
    ("2026-10-24T05:59", None), ("2026-10-24T06:00", "2026-10-24"), ("2026-10-25T06:00", None),
    ("2026-10-25T07:00", "2026-10-25"), ("2026-10-25T23:30", "2026-10-25"), ("2027-03-28T05:59", None),
    ("2027-03-28T06:00", "2027-03-28"), ("2027-06-30T23:30", None),
]  # fmt: skip


@pytest.mark.parametrize("moment,day", CLOCK)
def test_the_hour_is_that_of_the_clock_on_the_wall(school, moment, day):
    at = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    school.reminder_hour = 7
    assert is_due(school, at, None) == (dt.date.fromisoformat(day) if day else None)
    if day:
        assert is_due(school, at, dt.date.fromisoformat(day)) is None


def test_every_day_of_the_change_of_clocks_has_one_round(school):
    moment, done, rounds = dt.datetime(2026, 10, 23, 0, tzinfo=dt.UTC), None, []
    school.reminder_hour = 1  # the hour that comes twice
    while moment < dt.datetime(2026, 10, 28, 0, tzinfo=dt.UTC):
        on = is_due(school, moment, done)
        if on:
            done = on
            rounds.append(on)
        moment += dt.timedelta(minutes=10)
    assert rounds == [dt.date(2026, 10, 23) + n * DAY for n in range(5)]


def test_the_beat_asks_every_school_whose_hour_has_come(cast, time_machine):
    time_machine.move_to(SEVEN, tick=False)
    with mock.patch("core.reminders.tasks.daily_round.delay") as queued:
        daily_rounds()
        assert {call.args for call in queued.call_args_list} == {
            (s.pk, "2026-11-23") for s in cast.schools.values()
        }
    daily_round(cast.oakfield.pk, "2026-11-23")
    with mock.patch("core.reminders.tasks.daily_round.delay") as queued:
        daily_rounds()
        assert cast.oakfield.pk not in [call.args[0] for call in queued.call_args_list]


def test_mail_leaves_by_the_worker(school, cast, due, time_machine):
    time_machine.move_to(SEVEN, tick=False)
    due.append(one("law", MONDAY, cast.teacher))
    round_on(school)
    send_mail_of(school.pk)
    (message,) = [one for one in django_mail.outbox if "Something of law is due" in one.subject]
    assert (
        message.to == ["teacher@sendsys.test"]
        and Mail.objects.filter(school=school, state="waiting").count() == 0
    )


def test_queries_of_a_round_do_not_grow_with_what_is_due(school, cast, due):
    another(school, cast.senco, Role.TEACHER, "nora@sendsys.test")
    counts = []
    for week, many in enumerate((1, 1, 30)):
        on = MONDAY + 7 * week * DAY
        due[:] = [
            one(kind, on + 7 * DAY, cast.teacher, subject=f"{week}:{n}")
            for n in range(many)
            for kind in ("law", "plain")
        ]
        with CaptureQueriesContext(connection) as seen:
            run_round(school=school, today=on, at=SEVEN)
        counts.append(len(seen))
    assert counts[1:] == [25, 25]
