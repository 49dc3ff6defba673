"""What people try with reminders, and how one might be told twice, never, or of what is none of theirs: each test was a way
through once, or guards a wall that nothing else tests."""

# ruff: noqa: F811  fixtures are asked for by name

import datetime as dt
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.accounts.permissions import Denied
from core.reminders import outbox
from core.reminders.actions import choose_paces, go_away, hand_over, read_notices, snooze_notice
from core.reminders.bell import count_bell
from core.reminders.deadlines import Ask, gather
from core.reminders.enums import MailState, Pace
from core.reminders.kinds import KINDS
from core.reminders.models import Absence, Mail, Notice, Round
from core.reminders.recipients import people_of_today, recipients
from core.reminders.rounds import run_round
from register.enums import Sensitivity
from register.models import ClassTeacher, Conversation
from sendsys.urls import mail_events
from tests.core.reminders.conftest import MONDAY, SEVEN, due, one, school  # noqa: F401  fixtures
from tests.permissions.attacks.asking import page, status
from tests.roles import seeing

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def round_on(school, on: dt.date = MONDAY) -> list[tuple]:
    """Hold the round of that day: what it told, as (rung, email address)."""
    run_round(school=school, today=on, at=dt.datetime.combine(on, dt.time(7), tzinfo=dt.UTC))
    rows = Notice.objects.filter(school=school, round_on=on).order_by("rung", "recipient")
    return list(rows.values_list("rung", "recipient__email"))


def mails(school) -> list[Mail]:
    return list(Mail.objects.filter(school=school, key__regex="^(notice|daily|weekly):").order_by("pk"))


def stands(school, user) -> bool:
    """Whether the person was told of something that still stands."""
    return Notice.objects.filter(school=school, recipient=user, ended_at=None, kind__in=KINDS).exists()


@pytest.fixture
def at_oakfield(cast):
    with seeing(cast.oakfield, actor=cast.senco):
        yield cast.oakfield


def told_of(cast, who: str, kind: str, pupil: str, **more) -> Notice:
    return Notice.objects.create(
        school=cast.oakfield, kind=kind, subject="thing:zebra", due=timezone.localdate() + 5 * DAY, rung="week",
        recipient=cast.people[who], pupil=pupil, url="/oakfield/slips/", round_on=timezone.localdate(), **more,
    )  # fmt: skip


# who is told, and shown


def test_teacher_who_lost_the_class_finds_nothing_of_the_child_behind_the_bell(cast, at_oakfield):
    notice = told_of(cast, "teacher", "step_do", cast.own.pupil.reference, detail="with Mrs Zebra", note="Ask Maya’s mother",
                     handed_by=cast.senco)  # fmt: skip
    assert "with Mrs Zebra" in page(cast, "teacher", "notices:bell")
    ClassTeacher.objects.filter(user=cast.teacher).delete()
    said = page(cast, "teacher", "notices:bell")
    assert not [
        words
        for words in ("Mrs Zebra", "mother", cast.own.pupil.reference, notice.reference)
        if words in said
    ]
    for name in ("notices:later", "notices:hand-over"):
        assert status(cast, "teacher", name, notice.reference) == 404
    with pytest.raises(Denied, match="any more"):
        hand_over(notice=notice, to=cast.head, note="", by=cast.teacher, at=timezone.now())


def test_the_round_ends_what_was_told_to_who_may_not_know_any_more(school, cast, due):
    choose_paces(school=school, paces={"plans": "weekly"}, by=cast.teacher)
    round_on(school)
    due.append(one("plain", MONDAY + 8 * DAY, cast.teacher, pupil=cast.own.pupil.reference))
    assert round_on(school, MONDAY + DAY) == [("week", "teacher@sendsys.test")]
    ClassTeacher.objects.filter(user=cast.teacher).delete()
    round_on(school, MONDAY + 7 * DAY)
    assert not stands(school, cast.teacher) and "teacher@sendsys.test" not in [
        mail.to for mail in mails(school)
    ]


def test_who_has_done_their_own_part_is_not_kept_waiting_for_the_others(school, cast, due):
    due.append(one("plain", MONDAY, cast.teacher, cast.ta))
    round_on(school)
    due[:] = [one("plain", MONDAY, cast.ta)]  # the teacher has read it, the TA has not
    round_on(school, MONDAY + DAY)
    assert not stands(school, cast.teacher) and stands(school, cast.ta)


@pytest.mark.parametrize("kind,deputy", [
    ("sign_take", "ta"), ("sign_take", "head"), ("concern_decide", "ta"), ("step_do_closed", "teacher"),
    ("plan_review", "office"), ("referral_send", "ta"), ("funding_end", "teacher"), ("review_notice", "ta"),
    ("terms_enter", "governor"),
])  # fmt: skip
def test_nobody_stands_in_for_what_they_may_not_open(cast, at_oakfield, kind, deputy):
    today, pupil = (
        timezone.localdate(),
        "" if kind in ("sign_take", "terms_enter") else cast.own.pupil.reference,
    )
    Absence.objects.create(
        school=at_oakfield, user=cast.senco, deputy=cast.people[deputy], starts=today, ends=today
    )
    people = people_of_today(Ask(at_oakfield, today, today, today))
    asked = one(kind, today, cast.senco, pupil=pupil)
    assert [each.person.pk for each in recipients(asked, KINDS[kind].ladder[0], people)] == [cast.senco.pk]
    notice = told_of(cast, "senco", kind, pupil)
    with pytest.raises(Denied):
        hand_over(notice=notice, to=cast.people[deputy], note="", by=cast.senco, at=timezone.now())
    assert f'value="{cast.people[deputy].pk}"' not in page(
        cast, "senco", "notices:hand-over", notice.reference
    )


def test_without_dsl_and_senco_nobody_else_hears_of_a_sign(cast, at_oakfield):
    today = timezone.localdate()
    for who in ("dsl", "senco"):
        cast.people[who].is_active = False
        cast.people[who].save()
    people = people_of_today(Ask(at_oakfield, today, today, today))
    assert recipients(one("sign_take", today), KINDS["sign_take"].ladder[0], people) == []


def test_restricted_conversation_tells_only_who_may_open_it(cast, at_oakfield):
    today = timezone.localdate()
    Conversation.objects.create(
        school=at_oakfield, pupil=cast.own.pupil, kind="meeting", on=today - DAY, people="Zebra", about="Zebra",
        next_step="Zebra words", next_by=today, sensitivity=Sensitivity.RESTRICTED, recorded_at=timezone.now(),
        recorded_by=cast.teacher,
    )  # fmt: skip
    ask = Ask(at_oakfield, today, today, today)
    (found,) = [each for each in gather(ask).deadlines if each.kind == "step_do_closed"]
    told = recipients(found, KINDS["step_do_closed"].ladder[1], people_of_today(ask))
    assert [each.person.pk for each in told] == [cast.senco.pk]


def test_whose_deputy_is_away_too_is_stood_in_for_by_the_deputys_deputy(school, cast, due):
    go_away(school=school, starts=MONDAY, ends=MONDAY, deputy=cast.teacher, by=cast.senco, at=SEVEN)
    go_away(school=school, starts=MONDAY, ends=MONDAY, deputy=cast.head, by=cast.teacher, at=SEVEN)
    due.append(one("law", MONDAY))
    assert round_on(school) == [("day", "head@sendsys.test")]


def test_a_name_in_a_promise_does_not_stay_with_the_notice(school, cast, due):
    plain = one("plain", MONDAY, cast.teacher, pupil=cast.own.pupil.reference)
    due.append(replace(plain, name="Maya Abara", detail="promised by maya’s mother"))
    due.append(replace(plain, name="Maya Abara", subject="thing:B", detail="with Mr Adeyemi"))
    round_on(school)
    assert sorted(Notice.objects.filter(kind="plain").values_list("detail", flat=True)) == [
        "",
        "with Mr Adeyemi",
    ]


# once, and not less


def test_a_date_that_moved_and_moved_back_is_told_again(school, cast, due):
    first, second = one("law", MONDAY + 7 * DAY, cast.teacher), one("law", MONDAY + 20 * DAY, cast.teacher)
    due.append(first)
    assert round_on(school) == [("three_weeks", "teacher@sendsys.test")]
    due[:] = [second]
    round_on(school, MONDAY + DAY)
    due[:] = [first]
    assert round_on(school, MONDAY + 2 * DAY) == [("three_weeks", "teacher@sendsys.test")]
    assert round_on(school, MONDAY + 3 * DAY) == []
    assert len([mail for mail in mails(school) if "30 Nov" in mail.body]) == 2


def test_what_is_put_off_is_new_again_on_its_day(school, cast, due):
    due.append(one("plain", MONDAY + 3 * DAY, cast.teacher))
    round_on(school)
    notice = Notice.objects.get(kind="plain", recipient=cast.teacher)
    snooze_notice(notice=notice, until=MONDAY + 2 * DAY, by=cast.teacher, at=SEVEN)
    read_notices(school=school, by=cast.teacher, at=SEVEN + DAY)  # the bell is opened in between
    assert count_bell(school.pk, cast.teacher.pk, MONDAY + 2 * DAY) == 1


def test_one_pupil_who_cannot_be_computed_keeps_nobody_elses_notices(school, cast, due):
    assert cast.own.pupil.reference == "OAK-0001"
    due.extend([one("plain", MONDAY, cast.teacher, pupil="OAK-0001"),
                one("plain", MONDAY, cast.head, pupil=cast.other.pupil.reference, subject="thing:B")])  # fmt: skip
    round_on(school)
    due[:] = [ValueError()]  # of OAK-0001
    round_on(school, MONDAY + DAY)
    assert stands(school, cast.teacher) and not stands(school, cast.head)


def test_a_kind_that_is_gone_stops_no_round(school, cast, due):
    Notice.objects.create(school=school, kind="of_old", subject="x", due=MONDAY, rung="day", recipient=cast.teacher, url="/",
                          pace=Pace.WEEKLY, round_on=MONDAY - DAY)  # fmt: skip
    due.append(ValueError())
    round_on(school)
    assert Round.objects.get(school=school, on=MONDAY).ended_at and mails(school) == []


def test_no_round_is_held_ahead_of_its_day(cast, capsys):
    ahead = timezone.localdate() + DAY
    with pytest.raises(CommandError, match="--dry-run"):
        call_command("send_reminders", date=ahead)
    call_command("send_reminders", date=ahead, dry_run=True, json=True)
    said = capsys.readouterr().out
    assert '"dry_run": true' in said and "Maya" not in said and "Abara" not in said
    with seeing(cast.oakfield):
        assert not Round.objects.filter(school=cast.oakfield, on=ahead).exists()


# what leaves


def test_a_message_that_cannot_be_written_is_given_up_and_stops_no_other(cast, at_oakfield):
    Mail.objects.filter(school=at_oakfield).delete()
    given = {"school": at_oakfield, "what": "A test", "body": "A link", "at": SEVEN}
    odd = outbox.post(to="a@b.example", subject="Two\nlines", **given)
    plain = outbox.post(to="c@d.example", subject="One line", **given)
    for n in range(outbox.MOST_TRIES):
        outbox.send_all(at_oakfield.pk, now=lambda n=n: SEVEN + n * outbox.LONGEST_WAIT)
    odd.refresh_from_db(), plain.refresh_from_db()
    assert (odd.state, odd.error, plain.state) == (MailState.FAILED, "BadHeaderError", MailState.SENT)


def test_a_worker_that_wakes_late_does_not_undo_what_another_noted(cast, at_oakfield):
    Mail.objects.filter(school=at_oakfield).delete()
    outbox.post(school=at_oakfield, to="a@b.example", what="A test", subject="A", body="A link", at=SEVEN)
    slow = outbox.take_next(at_oakfield.pk, SEVEN)
    outbox.send_all(at_oakfield.pk, now=lambda: SEVEN + 2 * outbox.TAKEN_TOO_LONG)
    outbox._again(slow, "TimeoutError", SEVEN + 3 * outbox.TAKEN_TOO_LONG)
    assert Mail.objects.get(school=at_oakfield).state == MailState.SENT


def test_walls_that_nothing_else_guards(cast, at_oakfield, settings):
    """No bounces without a secret, no gallery outside the demonstration, another's notice by its reference is not found,
    and messages are for who may read who changed what."""
    assert mail_events({}) == [] and mail_events({"WEBHOOK_SECRET": ""}) == []
    settings.DEMO = False
    assert cast.client_for("senco").get("/dev/emails/").status_code == 404
    notice = told_of(cast, "teacher", "step_do", cast.own.pupil.reference)
    for who in ("senco", "ta", "parent"):
        for name in ("put-away", "later", "hand-over"):
            assert status(cast, who, f"notices:{name}", notice.reference, post={}) == 404, (who, name)
    for who in ("teacher", "ta", "office", "dsl", "governor", "trust_lead", "parent", "professional"):
        assert status(cast, who, "notices:messages") == 403, who
