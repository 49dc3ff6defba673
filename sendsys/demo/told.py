"""What the daily rounds of the last week told, as if they had run: older news is read, the newest waits behind the bell."""

import datetime as dt

from django.db.models import F

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.reminders.actions import choose_paces, go_away
from core.reminders.enums import MailState, Pace
from core.reminders.models import Mail, Notice
from core.reminders.rounds import run_round
from core.schools import scope
from core.schools.models import School
from sendsys.demo.clock import at, told_to_nobody

DAYS = 7
READ_AFTER = dt.timedelta(days=3)
ONE_DAY = dt.timedelta(days=1)


def tell(school: School, today: dt.date) -> None:
    """The last week's rounds of one school, what people chose, and one address that refuses."""
    with scope.opened([school.pk], doing="load demo"), told_to_nobody():
        people = _people(school)
        senco, head = people[Role.SENCO], people[Role.HEAD]
        choose_paces(school=school, paces={"provision": Pace.WEEKLY, "school": Pace.WEEKLY}, by=senco)
        away = today + dt.timedelta(days=18)
        go_away(school=school, starts=away, ends=away + 2 * ONE_DAY, deputy=head, by=senco, at=at(today))
        for n in reversed(range(DAYS)):
            day = today - n * ONE_DAY
            run_round(school=school, today=day, at=at(day, 7, 2))
        Mail.objects.filter(school=school, state=MailState.WAITING).update(
            state=MailState.SENT, sent_at=F("written_at") + dt.timedelta(seconds=40), tries=1
        )
        old = Notice.objects.filter(school=school, made_at__lt=at(today) - READ_AFTER)
        old.update(read_at=F("made_at") + dt.timedelta(hours=2))
        _refuse_one(school)


def _people(school: School) -> dict[str, object]:
    held = Membership.objects.current().filter(school=school).select_related("user").order_by("-pk")
    return {row.role: row.user for row in held}


def _refuse_one(school: School) -> None:
    teachers = Membership.objects.current().filter(school=school, role=Role.TEACHER).values("user")
    last = Mail.objects.filter(school=school, recipient__in=teachers).order_by("-written_at", "-pk").first()
    if last:
        last.state, last.sent_at, last.refused_at = MailState.BOUNCED, None, last.written_at
        last.error = "Refused by the mail server (550)"
        last.save(update_fields=["state", "sent_at", "refused_at", "error"])
