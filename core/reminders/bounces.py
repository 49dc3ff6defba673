"""What a hosted sender (django-anymail) tells of a message afterwards: that it came back."""

from anymail.signals import EventType, tracking
from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from core.reminders.outbox import came_back
from core.schools import scope
from core.schools.queries import all_school_ids

REFUSED = {EventType.BOUNCED, EventType.REJECTED}


@receiver(tracking, dispatch_uid="a message came back")
def note_refusal(sender, event, **kwargs) -> None:
    """A message bounced, or was rejected: noted with it, whichever school it was of. Who tells is known by the secret
    of the address (sendsys/urls.py), and what they tell is a number alone."""
    if event.event_type not in REFUSED or not event.message_id:
        return
    schools = all_school_ids()
    with scope.opened(schools, doing="note a refused email"), transaction.atomic():
        came_back(message_id=event.message_id, school_ids=schools, at=event.timestamp or timezone.now())
