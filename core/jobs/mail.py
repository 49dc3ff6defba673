"""Email leaves by a worker, so that no page waits for a mail server."""

import logging

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def as_data(message) -> dict:
    """What a worker needs to send `message`; attachments are never sent, so they are refused."""
    if message.attachments:
        raise ValueError("Documents do not leave by email: send a link behind sign-in.")
    alternatives = [tuple(alternative) for alternative in getattr(message, "alternatives", [])]
    return {"subject": message.subject, "body": message.body, "from_email": message.from_email,
            "to": list(message.to), "alternatives": alternatives}  # fmt: skip


def deliver_now(data: dict) -> None:
    """Send one message by the configured mail server. Raises what the server's connection raises."""
    alternatives = data.pop("alternatives")
    connection = get_connection(settings.DELIVERY_BACKEND)
    message = EmailMultiAlternatives(**data, connection=connection)
    for content, kind in alternatives:
        message.attach_alternative(content, kind)
    message.send()


class QueuedEmailBackend(BaseEmailBackend):
    def send_messages(self, messages) -> int:
        for message in messages:
            data = as_data(message)
            try:
                current_app.signature("core.jobs.tasks.deliver", args=(data,)).delay()
            except OperationalError:
                logger.warning("The broker is away: an email is sent without it")
                deliver_now(data)
        return len(messages)
