import datetime as dt
import logging

from celery import shared_task
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from core.reminders.enums import MailState
from core.reminders.models import Mail, Notice, Round
from core.reminders.outbox import send_all
from core.reminders.rounds import is_due, run_round
from core.schools import scope
from core.schools.models import School
from core.schools.queries import all_school_ids

logger = logging.getLogger(__name__)
KEPT = dt.timedelta(days=400)  # Keep.YEAR


@shared_task
def daily_rounds() -> list[int]:
    """Queue the round of every school whose hour has come and whose round of the day is not done. Asked every ten
    minutes: what a worker or the broker lost is queued again."""
    at = timezone.now()
    with scope.opened(all_school_ids(), doing="daily rounds"), transaction.atomic():
        done = dict(Round.objects.exclude(ended_at=None).values_list("school").annotate(Max("on")))
        days = {school.pk: is_due(school, at, done.get(school.pk)) for school in School.objects.all()}
    waiting = {pk: on for pk, on in days.items() if on}
    for pk, on in waiting.items():
        daily_round.delay(pk, on.isoformat())
    return list(waiting)


@shared_task
def daily_round(school_id: int, on: str) -> int:
    """The round of one school on one day. Returns how many notices it made; none when it was done before."""
    with scope.opened([school_id], doing="daily round"), transaction.atomic():
        school = School.objects.get(pk=school_id)
        done = run_round(school=school, today=dt.date.fromisoformat(on), at=timezone.now())
    return done.told if done else 0


@shared_task
def send_mail_of(school_id: int) -> int:
    """Hand over all the mail of one school that waits. Returns how many messages the server took."""
    with scope.opened([school_id], doing="send mail"):
        return send_all(school_id)


@shared_task
def send_waiting_mail() -> int:
    """Ask a worker to send for every school that has mail waiting. Returns how many schools have."""
    at = timezone.now()
    with scope.opened(all_school_ids(), doing="send waiting mail"), transaction.atomic():
        late = Q(state=MailState.WAITING, next_try_at__lte=at) | Q(state=MailState.SENDING)
        schools = sorted(set(Mail.objects.filter(late).values_list("school", flat=True)))
    for pk in schools:
        send_mail_of.delay(pk)
    return len(schools)


@shared_task
def forget_notices() -> int:
    """Throw away messages and notices of more than 400 days ago whose cause is gone. Returns how many notices went."""
    old = timezone.now() - KEPT
    with scope.opened(all_school_ids(), doing="forget notices"), transaction.atomic():
        over = Q(done_at__isnull=False) | Q(ended_at__isnull=False)
        gone = Notice.objects.filter(over, made_at__lt=old).delete()[0]
        Mail.objects.filter(written_at__lt=old, notices=None).delete()
        Round.objects.filter(on__lt=old.date()).delete()
    return gone
