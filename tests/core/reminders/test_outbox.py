"""Mail that is kept, before a real mail server that refuses, waits, goes quiet in the midst, or is not there."""

import asyncio
import datetime as dt
import socket
from collections import Counter
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction

from core.reminders import outbox
from core.reminders.enums import MailState
from core.reminders.models import Mail
from core.reminders.outbox import came_back, post, send_all, take_next, try_again
from tests.roles import seeing

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 23, 7, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


class Server:
    """A mail server that does with each message what `does` says: "250 OK", another answer, "quiet", "drop" (takes it and
    goes without a word)."""

    def __init__(self) -> None:
        self.does = "250 OK"
        self.took: list = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.does.startswith(("450", "550")):
            return self.does
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.does == "quiet":
            await asyncio.sleep(1.2)
        if self.does.startswith("554"):
            return self.does
        self.took.append(message_from_bytes(envelope.content))
        if self.does == "drop":
            server.transport.close()
        return "250 OK"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def server(settings):
    """The mail server that the product is told to use."""
    found, port = Server(), free_port()
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 0.6
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    yield found
    controller.stop()


@pytest.fixture
def mail(cast):
    """One message of Oakfield's that waits, in the scope of its school."""
    with seeing(cast.oakfield):
        Mail.objects.filter(school=cast.oakfield).delete()
        yield written(cast.oakfield)


def written(school, to: str = "a@b.example", **more) -> Mail:
    return post(school=school, to=to, what="A test", subject="Something is due", body="A link", at=AT, **more)


def sent(mail: Mail, at: dt.datetime = AT) -> Mail:
    """The message after the school's mail was sent at that moment."""
    send_all(mail.school_id, now=lambda: at)
    mail.refresh_from_db()
    return mail


def test_a_message_is_taken_once_and_noted(mail, server):
    assert (sent(mail).state, mail.tries, mail.maybe_twice) == (MailState.SENT, 1, False)
    sent(mail)
    (message,) = server.took
    assert message["Message-ID"] == mail.message_id and message["Auto-Submitted"] == "auto-generated"


def test_an_address_that_is_refused_is_not_asked_again(mail, server):
    server.does = "550 no such user"
    assert (sent(mail).state, mail.error) == (MailState.BOUNCED, "Refused by the mail server (550)")
    server.does = "250 OK"
    assert sent(mail, AT + 60 * MINUTE).state == MailState.BOUNCED and server.took == []


def test_one_refused_address_stops_no_other(mail, server):
    other = written(mail.school, "c@d.example")
    server.does = "550 no such user"
    take_next(mail.school_id, AT)  # somebody else has the first in hand
    assert sent(other).state == MailState.BOUNCED
    third = written(mail.school, "e@f.example")
    server.does = "250 OK"
    assert sent(third).state == MailState.SENT


@pytest.mark.parametrize("answer", ["450 come later", "554 not this message"])
def test_what_is_final_and_what_is_not(mail, server, answer):
    server.does = answer
    later = answer.startswith("450")
    assert sent(mail).state == (MailState.WAITING if later else MailState.BOUNCED)
    server.does = "250 OK"
    assert sent(mail, AT + 2 * MINUTE).state == (MailState.SENT if later else MailState.BOUNCED)
    assert (len(server.took), mail.maybe_twice) == (1 if later else 0, False)


def test_a_server_that_is_away_keeps_everything_for_later(mail, settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    other = written(mail.school)
    assert (sent(mail).state, mail.error, mail.maybe_twice) == (MailState.WAITING, outbox.AWAY, False)
    other.refresh_from_db()
    assert other.tries == 0  # the server was not asked for each


def test_waits_grow_and_end(mail, settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    at, waits = AT, []
    while sent(mail, at).state == MailState.WAITING:
        waits.append(mail.next_try_at - at)
        at = mail.next_try_at
    assert waits == sorted(waits) and waits[0] == MINUTE and waits[-1] == outbox.LONGEST_WAIT
    assert (mail.state, mail.tries) == (MailState.FAILED, outbox.MOST_TRIES)
    try_again(mail=mail, at=at)
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (MailState.WAITING, 0)


@pytest.mark.parametrize("does", ["quiet", "drop"])
def test_a_server_that_goes_quiet_in_the_midst_is_asked_again_by_the_same_number(mail, server, does):
    server.does = does
    assert (sent(mail).state, mail.maybe_twice) == (MailState.WAITING, True)
    server.does = "250 OK"
    assert (sent(mail, AT + 2 * MINUTE).state, mail.maybe_twice) == (MailState.SENT, True)
    assert set(Counter(message["Message-ID"] for message in server.took)) == {mail.message_id}


def test_what_a_dead_worker_had_in_hand_is_taken_again_and_says_so(mail, server):
    take_next(mail.school_id, AT)
    assert take_next(mail.school_id, AT + 9 * MINUTE) is None
    assert (sent(mail, AT + 11 * MINUTE).state, mail.maybe_twice, mail.tries) == (MailState.SENT, True, 2)


def test_words_with_a_secret_address_are_not_kept(mail, server):
    secret = written(mail.school, secret=True)
    sent(secret)
    assert secret.body == "" and "A link" in server.took[1].get_payload()


def test_what_comes_back_later_is_noted(mail, server, cast):
    sent(mail)
    foreign = cast.hillcrest.pk
    assert came_back(message_id=mail.message_id, school_ids=[foreign], at=AT) == 0
    assert came_back(message_id=mail.message_id, school_ids=[mail.school_id], at=AT) == 1
    mail.refresh_from_db()
    assert mail.state == MailState.BOUNCED and mail.refused_at == AT


def test_a_message_that_is_rolled_back_is_never_sent(cast, server, django_capture_on_commit_callbacks):
    callbacks = django_capture_on_commit_callbacks(execute=True)
    with callbacks as left, pytest.raises(ZeroDivisionError), seeing(cast.oakfield), transaction.atomic():
        written(cast.oakfield)
        raise ZeroDivisionError
    assert left == [] and server.took == []
