"""The daily round of a school: what is told to whom today, once.

All of it is one transaction: the notices, the emails that tell of them, the end of those whose cause is gone, and the row
that says the round was done. A worker killed in it has done nothing; the next one does it whole.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from core.calendar.dates import SchoolDays
from core.reminders.bell import count_bells
from core.reminders.deadlines import Ask, Deadline, Gathered, gather
from core.reminders.enums import Pace
from core.reminders.kinds import KINDS, Rung, farthest, open_after, reached
from core.reminders.models import Mail, Notice, Round
from core.reminders.outbox import tell_sender
from core.reminders.recipients import (
    People,
    Person,
    Recipient,
    concerned,
    people_of_today,
    place_for,
    recipients,
)
from core.reminders.wording import Words, digest, single
from core.schools.models import School

LONDON = ZoneInfo("Europe/London")
BACK = dt.timedelta(days=366)  # what has been late for longer than a year is told on Today alone


@dataclass(frozen=True, slots=True)
class Telling:
    """One announcement of one deadline to one person."""

    one: Deadline
    rung: Rung
    to: Recipient
    pace: Pace


def is_due(school: School, at: dt.datetime, done_on: dt.date | None) -> dt.date | None:
    """The day whose round the school is to have now: today where it is, from its own hour on, unless that day's is done.
    Counted by the clock on the wall, so each day has one round also when the clocks change."""
    there = at.astimezone(LONDON)
    if there.hour < school.reminder_hour or (done_on and done_on >= there.date()):
        return None
    return there.date()


def asked(school: School, today: dt.date) -> Ask:
    """What a round asks for: everything up to a year late, and as far ahead as the first announcement may come."""
    return Ask(school, today - BACK, today + farthest(KINDS.values()), today)


def tellings(found: Gathered, people: People, today: dt.date, days: SchoolDays) -> tuple[list[Telling], int]:
    """What is to be told by now, told before or not, and for how many deadlines there is nobody to tell. On a day on
    which the school is closed only what the law sets."""
    speaks = is_open(today, days)
    told, nobody = [], 0
    for one in found.deadlines:
        rung = reached(one.of, one.due, today, days) if speaks or one.of.statutory else None
        if rung is None:
            continue
        to = recipients(one, rung, people)
        nobody += not to and not one.of.family
        told += [Telling(one, rung, each, people.pace(each.person, one.of)) for each in to]
    return told, nobody


def is_open(today: dt.date, days: SchoolDays) -> bool:
    """Whether ordinary reminders go out that day: a school day, or a working day where no term is known."""
    return open_after(today, days) == today


@transaction.atomic
def run_round(*, school: School, today: dt.date, at: dt.datetime) -> Round | None:
    """Tell what is to be told on `today`; None when the round of that day, or of a later one, was done before. Two workers
    at once: the second waits for the first and finds it done."""
    Round.objects.bulk_create([Round(school=school, on=today)], ignore_conflicts=True)
    done = Round.objects.select_for_update().get(school=school, on=today)
    later = Round.objects.filter(school=school, on__gt=today).exclude(ended_at=None)
    if done.ended_at is not None or later.exists():
        return None
    ask = asked(school, today)
    found, people, days = gather(ask), people_of_today(ask), ask.opening.days
    end_gone(school, found, people, at)
    told, nobody = tellings(found, people, today, days)
    new = _new_notices(school, told, today, at)
    open_day = is_open(today, days)
    mails = _write_mails(school, new, people, today, at, weekly=open_day and _first_of_week(school, today))
    done.open_day, done.ended_at, done.deadlines = open_day, at, len(found.deadlines)
    done.told, done.mails, done.nobody = len(new), mails, nobody
    done.failures = [asdict(failure) for failure in found.failures]
    done.save()
    transaction.on_commit(lambda: count_bells(school.pk, today))
    if mails:
        transaction.on_commit(lambda: tell_sender(school.pk))
    return done


def end_gone(school: School, found: Gathered, people: People, at: dt.datetime) -> None:
    """End the notices whose cause is gone: done, moved to another day, or called off; and those of whoever has left, may
    not know of it any more, or has done their own part of it. Two queries."""
    there, lost = {one.key: one for one in found.deadlines}, {failure.pupil for failure in found.failures}
    rows = Notice.objects.filter(school=school, ended_at=None).order_by()
    rows = rows.values_list("pk", "kind", "subject", "due", "rung", "recipient", "stands_for", "pupil")
    gone = [
        pk for pk, *key, rung, user, stands_for, pupil in rows
        if not (_concerns(one, rung, user, stands_for, people) if (one := there.get(tuple(key))) else _kept(pupil, lost))
    ]  # fmt: skip
    Notice.objects.filter(school=school, pk__in=gone).update(ended_at=at)


def _kept(pupil: str, lost: set[str]) -> bool:
    """Whether the cause of a notice about that pupil only could not be computed today: where a whole source failed all
    may be, else what is about those pupils, or about none."""
    return bool(lost) and (not pupil or pupil in lost or "" in lost)


def _concerns(one: Deadline, key: str, user: int, stands_for: int | None, people: People) -> bool:
    """Whether somebody (key) who was told of a deadline at that rung is still to know of it."""
    person = people.by_pk.get(user)
    if person is None or not people.sees(person, one.pupil, one.of):
        return False
    rung = next((rung for rung in one.of.ladder if rung.key == key), None)  # none: it was handed over
    return rung is None or (stands_for or user) in [each.pk for each in concerned(one, rung, people)]


def _new_notices(school: School, told: list[Telling], today: dt.date, at: dt.datetime) -> list[Notice]:
    """Those of the announcements that do not stand yet, as rows: made, or taken up again where the cause was gone and has
    come back, as when a date is moved and moved back. Two queries; two more where any is taken up again."""
    rows = Notice.objects.filter(school=school, due__gte=today - BACK)
    rows = rows.values_list("pk", "ended_at", "kind", "subject", "due", "rung", "recipient")
    known = {tuple(key): (pk, ended_at) for pk, ended_at, *key in rows}
    fresh, again = {}, {}
    for telling in told:
        key = (*telling.one.key, telling.rung.key, telling.to.person.pk)
        pk, ended_at = known.get(key, (None, None))
        if pk is None:
            fresh[key] = Notice(school=school, **_told(telling, school, today, at))
        elif ended_at is not None:
            again[pk] = telling
    return Notice.objects.bulk_create(list(fresh.values()), batch_size=500) + _taken_up(
        again, school, today, at
    )


def _taken_up(again: dict[int, Telling], school: School, today: dt.date, at: dt.datetime) -> list[Notice]:
    if not again:
        return []
    none = dict.fromkeys(("mail", "read_at", "done_at", "snoozed_until", "ended_at"))
    rows = list(Notice.objects.filter(pk__in=again))
    fields: set[str] = set()
    for notice in rows:
        for name, value in (_told(again[notice.pk], school, today, at) | none).items():
            setattr(notice, name, value)
            fields.add(name)
    Notice.objects.bulk_update(rows, fields, batch_size=500)
    return rows


def _told(telling: Telling, school: School, today: dt.date, at: dt.datetime) -> dict:
    """The fields of a notice but its school."""
    one, person = telling.one, telling.to.person
    url = place_for(person.roles, one.of, one.url, one.pupil, school, owns=person.pk in one.owners)
    return {
        "kind": one.kind, "subject": one.subject, "due": one.due, "rung": telling.rung.key, "pupil": one.pupil,
        "recipient_id": person.pk, "stands_for_id": telling.to.stands_for, "detail": _unnamed(one),
        "url": url, "pace": telling.pace, "round_on": today, "made_at": at,
    }  # fmt: skip


def _unnamed(one: Deadline) -> str:
    """What a row adds, for a notice that is kept; nothing where a word of it is of the child's name, as in "promised by
    Maya's mother"."""
    names, said = (set(re.findall(r"\w{2,}", text.casefold())) for text in (one.name, one.detail))
    return "" if names & said else one.detail[:200]


def _first_of_week(school: School, today: dt.date) -> bool:
    """Whether this is the week's first round on a day on which the school is open. One query."""
    monday = today - dt.timedelta(days=today.weekday())
    return not Round.objects.filter(school=school, on__gte=monday, on__lt=today, open_day=True).exists()


def _write_mails(
    school: School, new: list[Notice], people: People, today: dt.date, at: dt.datetime, *, weekly: bool
) -> int:
    """Write what leaves today, and note of each notice in which email it left. Returns how many emails. Three queries, one
    more where the week's leave."""
    letters = _letters(school, new, _of_the_week(school, people) if weekly else [], today)
    mails = Mail.objects.bulk_create(
        [_mail(school, people.by_pk[told[0].recipient_id], key, words, at) for key, words, told in letters], batch_size=500
    )  # fmt: skip
    for mail, (_key, _words, told) in zip(mails, letters, strict=True):
        for notice in told:
            notice.mail = mail
    Notice.objects.bulk_update([one for *_, told in letters for one in told], ["mail"], batch_size=500)
    return len(mails)


Letter = tuple[str, Words, list[Notice]]  # what makes it one of its kind, what it says, of what it tells


def _letters(school: School, new: list[Notice], of_the_week: list[Notice], today: dt.date) -> list[Letter]:
    """One email for each notice that is told at once, one a person for the day, one a person for the week."""
    at_once = [notice for notice in new if notice.pace == Pace.AT_ONCE]
    daily = _by_person(notice for notice in new if notice.pace == Pace.DAILY)
    return [
        *((f"notice:{one.reference}:{today}", single(one, school, today), [one]) for one in at_once),
        *((f"daily:{pk}:{today}", digest(told, school, today, weekly=False), told) for pk, told in daily.items()),
        *((f"weekly:{pk}:{today}", digest(told, school, today, weekly=True), told)
          for pk, told in _by_person(of_the_week).items()),
    ]  # fmt: skip


def _by_person(notices: Iterable[Notice]) -> dict[int, list[Notice]]:
    found: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        found[notice.recipient_id].append(notice)
    return found


def _of_the_week(school: School, people: People) -> list[Notice]:
    rows = Notice.objects.filter(Q(mail=None), school=school, pace=Pace.WEEKLY, ended_at=None, done_at=None)
    rows = rows.filter(kind__in=KINDS)
    return [notice for notice in rows.order_by("due", "pk") if notice.recipient_id in people.by_pk]


def _mail(school: School, person: Person, key: str, words: Words, at: dt.datetime) -> Mail:
    return Mail(
        school=school, key=key, what=words.what, recipient_id=person.pk, to=person.email, subject=words.subject,
        body=words.body, written_at=at, next_try_at=at,
    )  # fmt: skip
