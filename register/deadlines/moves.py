"""Children who start, leave, and prepare for adult life (R-34, R-192 to R-198)."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from core.accounts.enums import Permission
from core.calendar.dates import ONE_DAY
from core.reminders.deadlines import Ask, Deadline, Source, add_source
from core.reminders.enums import Group
from core.reminders.kinds import LAW, LONG, Kind, add_kinds
from core.schools.prepared import prepared
from core.ui.present import day
from register.deadlines.people import teachers_of
from register.deadlines.rows import (
    after,
    child_columns,
    child_of,
    here,
    in_sight,
    last_open,
    local,
    may,
    of_child,
    of_school,
    reference_in,
    rest_of,
    teachers,
)  # fmt: skip
from register.enums import Level
from register.models import AdultLife, Pupil, StatusPeriod
from register.transition.years import TRANSFER_SCHOOL_DAYS, transfer_due

RECEIPT_DAYS, LEVEL_DAYS = 10, 15  # school days
YEAR, SUMMER = dt.timedelta(days=366), dt.timedelta(days=60)
PUPIL_INFORMATION = "Education (Pupil Information) (England) Regulations 2005, reg 9"

add_kinds(
    Kind("transfer_send", "Send the records to the next school", "A child’s records are to go to their next school",
         Group.SCHOOL, f"Records go to the next school within {TRANSFER_SCHOOL_DAYS} school days of the child leaving.",
         PUPIL_INFORMATION, LAW, statutory=True, verb="Open", acts=Permission.TRANSITION_MANAGE),
    Kind("transfer_receipt", "Ask for a receipt of the records", "The next school has not said that it has the records",
         Group.SCHOOL, f"The next school says within {RECEIPT_DAYS} school days that the records have arrived.",
         verb="Record", acts=Permission.TRANSITION_MANAGE),
    Kind("start_prepare", "Get ready for a child with SEN who starts", "A child with SEN starts soon", Group.SCHOOL,
         "What the last school said is known to everybody who needs it before the first day.", ladder=LONG, by_mark=True,
         verb="Open", acts=Permission.TRANSITION_MANAGE),
    Kind("start_round", "Ask last schools about children who start", "Children start soon of whom no SEN is known yet",
         Group.SCHOOL, "Before a child’s first day the last school or setting is asked what it knows.", ladder=LONG,
         by_mark=True, verb="Open", acts=Permission.TRANSITION_MANAGE),
    Kind("entry_level", "Decide the level of a child who has started", "A child has started with SEN and is at no level yet",
         Group.CONCERNS, f"A child whose last school told of SEN is at a level within {LEVEL_DAYS} school days.",
         verb="Decide", acts=Permission.STATUS_CHANGE),
    Kind("adulthood_review", "Look again at preparing for adulthood", "Preparing for adulthood is to be looked at again",
         Group.PLANS, "What prepares a young person for adult life is looked at again by the day set for it.", verb="Open"),
)  # fmt: skip


def _leavers(ask: Ask) -> list[tuple]:
    if not may(ask, Permission.TRANSITION_MANAGE):
        return []
    ask.opening  # noqa: B018  read beforehand
    return _leaver_rows(ask.user, school=ask.school.pk, since=ask.today - YEAR)


@prepared
def _leaver_rows(user, *, school: int, since: dt.date):
    """Pupils whose records are on their way out, or have been for the last year; of those without a transfer only who ever
    was at a level."""
    ever = Exists(StatusPeriod.objects.filter(pupil=OuterRef("pk")).exclude(level=Level.NONE))
    begun = Q(transfer__isnull=False, transfer__received_on=None)
    gone = Q(transfer=None, left_on__gt=since) & ever
    rows = in_sight(Pupil.objects.filter(begun | gone, school=school), user)
    return rows.order_by("pk").values_list(
        *child_columns(""), "transfer__reference", "transfer__leaving_on", "left_on", "transfer__sent_on"
    )  # fmt: skip


def _leaver(row: tuple, ask: Ask) -> Iterator[Deadline]:
    child = child_of(row)
    transfer, leaving_on, left_on, sent_on = rest_of(row)
    last, subject = leaving_on or left_on, f"leaver:{child.reference}"
    here_is = ("overview:leaving", child.reference)
    if sent_on:
        yield of_child(child, ask, "transfer_receipt", subject, after(ask, sent_on, RECEIPT_DAYS), *here_is,
                       turn="the next school", started=f"The records were sent on {day(sent_on)}.")  # fmt: skip
        return
    due = transfer_due(last, ask.opening.days)
    yield of_child(
        child, ask, "transfer_send", subject, due.on, *here_is, started=f"The last day here is {day(last)}.",
        so_far="" if transfer else "Nobody has said yet where the child goes.",
        rule="" if due.counted else f"Records go to the next school within {TRANSFER_SCHOOL_DAYS} school days. The terms "
        "are not known so far ahead, so this is the earliest day that it can be.",
    )  # fmt: skip


def _starters(ask: Ask) -> list:
    """Each child of whom SEN is known, and one row for the others of each first day: (day, how many)."""
    if not may(ask, Permission.TRANSITION_MANAGE):
        return []
    ask.opening  # noqa: B018  read beforehand
    until = ask.end + SUMMER
    rows = _starter_rows(ask.user, school=ask.school.pk, today=ask.today, since=ask.start, until=until)
    known, others = [], {}
    for row in rows:
        joined_on, told, at_level = rest_of(row)
        if told or at_level:
            known.append(row)
        elif joined_on > ask.today:
            others[joined_on] = others.get(joined_on, 0) + 1
    return known + list(others.items())


@prepared
def _starter_rows(user, *, school: int, today: dt.date, since: dt.date, until: dt.date):
    levelled = Exists(StatusPeriod.objects.filter(pupil=OuterRef("pk")))
    rows = in_sight(Pupil.objects.filter(school=school, left_on=None, joined_on__range=(since, until)), user)
    told = Q(prior_school__level__in=["K", "E"])
    found = rows.annotate(told=told, at_level=levelled).filter(
        Q(joined_on__gt=today) | Q(told=True, at_level=False)
    )
    return found.order_by("pk").values_list(*child_columns(""), "joined_on", "told", "at_level")


def _starter(row: tuple, ask: Ask) -> Iterator[Deadline]:
    if len(row) == 2:  # a first day, with how many children
        joined_on, count = row
        children = f"{count} children" if count > 1 else "1 child"
        yield of_school(ask, "start_round", f"start:{joined_on}", _eve(joined_on, ask), "transition:incoming",
                        detail=children, started=f"{children} start on {day(joined_on)}." if count > 1
                        else f"1 child starts on {day(joined_on)}.")  # fmt: skip
        return
    child = child_of(row)
    joined_on, told, at_level = rest_of(row)
    if joined_on > ask.today:
        yield of_child(child, ask, "start_prepare", f"start:{child.reference}", _eve(joined_on, ask), "transition:prior",
                       child.reference, started=f"The first day is {day(joined_on)}.")  # fmt: skip
    elif told and not at_level:
        yield of_child(child, ask, "entry_level", f"start:{child.reference}", after(ask, joined_on, LEVEL_DAYS),
                       "response:level", child.reference, started=f"The first day was {day(joined_on)}.")  # fmt: skip


def _about_starter(row: tuple) -> str:
    return "" if len(row) == 2 else reference_in(row)


def _eve(joined_on: dt.date, ask: Ask) -> dt.date:
    return last_open(ask, joined_on - ONE_DAY)


def _adult_lives(ask: Ask) -> list[tuple]:
    if not may(ask, Permission.SEN_VIEW):
        return []
    teachers_of(ask)
    return _adult_rows(ask.user, school=ask.school.pk, today=ask.today, until=ask.end)


@prepared
def _adult_rows(user, *, school: int, today: dt.date, until: dt.date):
    rows = in_sight(AdultLife.objects.filter(here(today), school=school, review_on__lte=until), user)
    return rows.order_by("pk").values_list(*child_columns(), "reference", "review_on", "written_at")


def _adult_life(row: tuple, ask: Ask) -> Iterator[Deadline]:
    child = child_of(row)
    reference, review_on, written_at = rest_of(row)
    yield of_child(child, ask, "adulthood_review", f"adulthood:{reference}", review_on, "transition:adulthood",
                   child.reference, owners=teachers(child, ask),
                   started=f"It was written on {day(local(written_at))}.")  # fmt: skip


add_source(
    Source("register.leavers", "Records to next schools", _leavers, _leaver, reference_in),
    Source("register.starters", "Children who start", _starters, _starter, _about_starter),
    Source("register.adulthood", "Preparing for adulthood", _adult_lives, _adult_life, reference_in),
)
