"""Email that is kept: written in the transaction of what it tells of, sent by a worker, its fate noted.

A message is handed to the mail server once. Three moments are noted, each in its own transaction: that a worker takes it,
that the server took it, that it came back. A worker that is killed before the first has sent nothing and loses nothing.
One that is killed between handing over and noting it leaves a message of which nobody but the server can know: it is
handed over again with the same message number, and says of itself `maybe_twice`.
"""

import datetime as dt
import logging
import smtplib
from contextlib import suppress

from anymail.exceptions import AnymailRecipientsRefused
from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.reminders.enums import MailState
from core.reminders.models import Mail
from core.schools.models import School

logger = logging.getLogger(__name__)
MOST_TRIES = 12
TAKEN_TOO_LONG = dt.timedelta(minutes=10)  # a worker answers within seconds: one that has not by then is dead
FIRST_WAIT = dt.timedelta(minutes=1)  # doubled with each try, up to:
LONGEST_WAIT = dt.timedelta(hours=2)
PERMANENT = 500  # answers of a mail server from here on are final (RFC 5321, 4.2.1)


def post(*, school: School, to: str, what: str, subject: str, body: str, at: dt.datetime, recipient=None,
         secret: bool = False) -> Mail:  # fmt: skip
    """Write one email, which leaves when the transaction has committed. It must name no child (R-126). `what` says what it
    is in the list of messages; `secret`: its words hold a secret address, so they are thrown away once it is sent."""
    mail = Mail.objects.create(
        school=school, to=to, what=what, subject=subject, body=body, written_at=at, next_try_at=at, recipient=recipient,
        secret=secret,
    )  # fmt: skip
    transaction.on_commit(lambda: tell_sender(school.pk))
    return mail


def tell_sender(school_id: int) -> None:
    """Tell a worker that mail waits. Lost with the broker it costs a minute: the beat asks every school."""
    try:
        current_app.signature("core.reminders.tasks.send_mail_of", args=(school_id,)).delay()
    except OperationalError:
        logger.warning("The broker is away: the mail of school %s leaves when it is back", school_id)


def take_next(school_id: int, at: dt.datetime) -> Mail | None:
    """Take one message that waits, or that a worker took and never answered for; None when there is none. It commits by
    itself, and no other worker takes the same one."""
    waits = Q(state=MailState.WAITING, next_try_at__lte=at)
    left = Q(state=MailState.SENDING, sending_at__lt=at - TAKEN_TOO_LONG)
    with transaction.atomic():
        rows = Mail.objects.select_for_update(skip_locked=True).filter(waits | left, school=school_id)
        mail = rows.order_by("next_try_at", "pk").first()
        if mail is None:
            return None
        mail.maybe_twice = mail.maybe_twice or mail.state == MailState.SENDING
        mail.state, mail.sending_at, mail.tries = MailState.SENDING, at, mail.tries + 1
        mail.save(update_fields=["state", "sending_at", "tries", "maybe_twice"])
        return mail


def send_all(school_id: int, *, now=timezone.now) -> int:
    """Hand over every message of the school that waits, over one connection. Returns how many the server took."""
    connection = get_connection(settings.DELIVERY_BACKEND)
    sent = 0
    try:
        while mail := take_next(school_id, now()):
            if not _hand_over(mail, connection, now()):
                connection = get_connection(settings.DELIVERY_BACKEND)  # of the old one nothing is known
                if mail.state == MailState.WAITING and mail.error == AWAY:
                    break  # the server is away for all of them
            sent += mail.state == MailState.SENT
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()
    return sent


AWAY = "The mail server cannot be reached"


def _hand_over(mail: Mail, connection, at: dt.datetime) -> bool:
    """Hand one message over and note what became of it. False when the connection is of no more use."""
    try:
        connection.open()
    except (OSError, smtplib.SMTPException):
        _again(mail, AWAY, at)
        return False
    try:
        message = EmailMessage(
            mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to], connection=connection
        )
        message.extra_headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        _refused(mail, code, at)
        return True
    except AnymailRecipientsRefused:
        _refused(mail, PERMANENT, at)
        return True
    except smtplib.SMTPSenderRefused as answer:  # it is we who may not send: the address may be right
        _again(mail, f"The mail server refuses us as sender ({answer.smtp_code})", at)
        return False
    except smtplib.SMTPResponseException as answer:
        _refused(mail, answer.smtp_code, at)
        return False
    except (OSError, smtplib.SMTPException) as error:
        mail.maybe_twice = True  # it went quiet in the midst: whether it took the message is its own secret
        _again(mail, type(error).__name__, at)
        return False
    except (
        Exception
    ) as error:  # it cannot be written, or the hosted sender is at fault: it stops itself alone
        logger.error("A message of school %s could not be sent: %s", mail.school_id, type(error).__name__)
        _again(mail, type(error).__name__, at)
        return False
    _sent(mail, message, at)
    return True


def _sent(mail: Mail, message: EmailMessage, at: dt.datetime) -> None:
    status = getattr(message, "anymail_status", None)  # a hosted sender gives a number of its own
    if status and isinstance(status.message_id, str):
        mail.message_id = status.message_id[:80]
    mail.state, mail.sent_at, mail.error = MailState.SENT, at, ""
    if mail.secret:
        mail.body = ""
    _keep(mail, "state", "sent_at", "error", "body", "message_id")


def _refused(mail: Mail, code: int, at: dt.datetime) -> None:
    if code < PERMANENT:
        _again(mail, f"The mail server said later ({code})", at)
        return
    mail.state, mail.refused_at, mail.error = MailState.BOUNCED, at, f"Refused by the mail server ({code})"
    _keep(mail, "state", "refused_at", "error")


def _again(mail: Mail, why: str, at: dt.datetime) -> None:
    """To be tried again, unless another worker has taken it since: then what becomes of it is that one's to note."""
    with transaction.atomic():
        own = Mail.objects.filter(pk=mail.pk, sending_at=mail.sending_at, state=MailState.SENDING).exists()
    if not own:
        return
    mail.error = why[:80]
    mail.state = MailState.FAILED if mail.tries >= MOST_TRIES else MailState.WAITING
    mail.next_try_at = at + min(FIRST_WAIT * 2 ** (mail.tries - 1), LONGEST_WAIT)
    _keep(mail, "state", "error", "next_try_at", "maybe_twice")


def _keep(mail: Mail, *fields: str) -> None:
    with transaction.atomic():
        mail.save(update_fields=fields)


def came_back(*, message_id: str, school_ids: list[int], at: dt.datetime) -> int:
    """Note that a message which the server took came back: its address does not work. Returns how many were noted."""
    rows = Mail.objects.filter(school__in=school_ids, message_id=message_id, state=MailState.SENT)
    return rows.update(
        state=MailState.BOUNCED, refused_at=at, error="It came back: the address does not work"
    )


def try_again(*, mail: Mail, at: dt.datetime) -> None:
    """Put a message that could not be sent among those that wait."""
    rows = Mail.objects.filter(
        pk=mail.pk, school=mail.school_id, state__in=[MailState.FAILED, MailState.BOUNCED]
    )
    if rows.update(state=MailState.WAITING, tries=0, next_try_at=at, error="", refused_at=None):
        transaction.on_commit(lambda: tell_sender(mail.school_id))
