"""Reads of the bell, of the messages that left and of what was marked done."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from core.accounts.models import User
from core.reminders.enums import MailState
from core.reminders.kinds import KINDS, titled
from core.reminders.models import Absence, Choice, Mail, Marked, Notice, Round
from core.schools.models import School

BELL_SHOWN = 100


def behind_the_bell(school: School, user: User, today: dt.date) -> list[Notice]:
    """The person's notices that are neither put away, put off nor over, the newest first, at most a hundred. What a newer
    announcement of the same date has overtaken is left out. One query."""
    shown = Q(snoozed_until=None) | Q(snoozed_until__lte=today)
    rows = Notice.objects.filter(shown, school=school, recipient=user, done_at=None, ended_at=None)
    rows = (
        rows.filter(kind__in=KINDS)
        .select_related("handed_by", "stands_for", "mail")
        .order_by("-made_at", "-pk")
    )
    newest: dict[tuple, Notice] = {}
    for notice in rows:
        newest.setdefault((notice.kind, notice.subject, notice.due), notice)
    return list(newest.values())[:BELL_SHOWN]


def put_off(school: School, user: User, today: dt.date) -> list[Notice]:
    """What the person has put off to a later day, the soonest first. One query."""
    rows = Notice.objects.filter(
        school=school, recipient=user, done_at=None, ended_at=None, snoozed_until__gt=today
    )
    return list(rows.filter(kind__in=KINDS).order_by("snoozed_until", "pk"))


def own_notice(school: School, user: User, reference: str) -> Notice | None:
    """A notice of the person's own, or None. One query."""
    rows = Notice.objects.filter(school=school, recipient=user, reference=reference, kind__in=KINDS)
    return rows.select_related("school").first()


def choices_of(school: School, user: User) -> dict[str, str]:
    """How the person has chosen to hear, by group. One query."""
    return Choice.objects.filter(school=school, user=user).values_list("paces", flat=True).first() or {}


def absences_of(school: School, user: User, today: dt.date) -> list[Absence]:
    """The person's absences that are not over. One query."""
    rows = Absence.objects.filter(school=school, user=user, ends__gte=today)
    return list(rows.select_related("deputy").order_by("starts"))


def messages(
    school: School, *, untold: Collection[str] = (), unnamed: Collection[str] = ()
) -> QuerySet[Mail]:
    """The school's messages, but those that tell of a kind of `untold` (keys), or that are called as one of `unnamed`."""
    called = {*unnamed, *(titled(KINDS[key].title, school)[:80] for key in untold)}
    tells = Notice.objects.filter(mail=OuterRef("pk"), kind__in=untold)
    return Mail.objects.filter(~Exists(tells), school=school).exclude(what__in=called)


def messages_of(found: QuerySet[Mail], *, state: str = "", most: int = 200) -> list[Mail]:
    """Of these messages the newest first; of one state where given. One query."""
    rows = found.select_related("recipient")
    return list((rows.filter(state=state) if state else rows).order_by("-written_at", "-pk")[:most])


@dataclass(frozen=True, slots=True)
class Post:
    """How many messages of the last days are in which state."""

    waiting: int
    sent: int
    refused: int
    failed: int


def post_of(found: QuerySet[Mail], since: dt.datetime) -> Post:
    """How those of these messages have fared that were written since then. One query."""

    def of(*states: MailState) -> Count:
        return Count("pk", filter=Q(state__in=states))

    rows = found.filter(written_at__gte=since)
    return Post(**rows.aggregate(waiting=of(MailState.WAITING, MailState.SENDING), sent=of(MailState.SENT),
                                 refused=of(MailState.BOUNCED), failed=of(MailState.FAILED)))  # fmt: skip


def last_round(school: School) -> Round | None:
    """The school's last round that was done, or None. One query."""
    return Round.objects.filter(school=school).exclude(ended_at=None).order_by("-on").first()


def marks_of(school: School, keys: Collection[tuple[str, str, dt.date]]) -> list[Marked]:
    """How deadlines of these keys were marked done, and by whom, the latest first. One query."""
    found = Marked.objects.filter(school=school, due__in={due for _kind, _subject, due in keys})
    latest = found.select_related("done_by").order_by("-done_at", "-pk")
    return [mark for mark in latest if mark.key in keys]
