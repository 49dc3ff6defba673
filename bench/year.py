"""A year of the demonstration's largest school, one round a day: what is told, and whether it is told rightly.

python -m bench.year [--days N] [--write-docs], on the servers of `make bench` (the demonstration is loaded there the first
time). The clock stands still at seven in the morning of each day; nothing of the year is kept. Each day people do a share
of what they were told to do, through the actions of the product. Each day's notices are held against a calculation of its
own: that every announcement whose day has come is made, once, to whom it should be, and none of what is done.
"""

import argparse
import datetime as dt
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import time_machine
from django.core.management import call_command
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from bench import environment  # noqa: F401  sets Django up before the models below
from bench.report import write_docs
from bench.server import run_step
from bench.year_acts import do_some
from core.calendar.dates import SchoolDays, bank_holidays
from core.reminders.deadlines import Deadline, gather
from core.reminders.enums import To
from core.reminders.kinds import EVE, KINDS, Rung
from core.reminders.models import Notice, Round
from core.reminders.recipients import people_of_today
from core.reminders.rounds import LONDON, asked, run_round
from core.schools import scope
from core.schools.models import School
from core.schools.queries import all_school_ids
from sendsys.services.layout import PROJECT

SCHOOL = "oakfield"
ONE_DAY = dt.timedelta(days=1)
Key = tuple[str, str, dt.date, str, int]
KEY = ("kind", "subject", "due", "rung", "recipient")


@dataclass
class Year:
    """What a year's rounds told: notices by kind, deadlines seen by kind, and what was wrong, in words."""

    told: Counter = field(default_factory=Counter)
    seen: dict[str, set] = field(default_factory=lambda: defaultdict(set))
    done: Counter = field(default_factory=Counter)
    mails: int = 0
    wrong: list[str] = field(default_factory=list)
    failures: Counter = field(default_factory=Counter)


def opened_on(day: dt.date, days: SchoolDays) -> bool:
    """Whether ordinary reminders go out that day, reckoned for itself: a school day; in days beyond the known terms, a
    working day."""
    if days.terms and days.terms[0].start <= day <= days.terms[-1].end:
        return days.is_open(day)
    return day.weekday() < 5 and day not in bank_holidays()


def told_on(rung: Rung, due: dt.date, days: SchoolDays, *, law: bool) -> dt.date:
    """The day of a rung, reckoned by walking the calendar day by day."""
    if rung.before == EVE:
        day = due - ONE_DAY
        while not opened_on(day, days):
            day -= ONE_DAY
        return day
    day = due - dt.timedelta(days=int(rung.before))
    step = -ONE_DAY if rung.before >= 0 else ONE_DAY
    while not law and not opened_on(day, days):
        day += step
    return day


def stand_in(pk: int, deputies: dict[int, int], able: set[int]) -> int:
    """Who is told in that person's place: the last of those who stand in for one another and may know of it."""
    line = [pk]
    while (after := deputies.get(line[-1])) and after not in line:
        line.append(after)
    return next((one for one in reversed(line) if one in able), pk)


def should_tell(one: Deadline, today: dt.date, days: SchoolDays, people) -> set[Key]:
    """The announcements of one deadline that stand on that day."""
    kind = one.of
    by_day = [(told_on(rung, one.due, days, law=kind.statutory), rung) for rung in kind.ladder]
    come = sorted((pair for pair in by_day if pair[0] <= today), key=lambda pair: pair[0])
    if not come or not (kind.statutory or opened_on(today, days)):
        return set()
    rung = come[-1][1]
    able = [p for p in people.by_pk.values() if people.sees(p, one.pupil, kind)]
    leads = [p.pk for p in able if "senco" in p.roles]
    owners = [p.pk for p in able if p.pk in one.owners]
    if kind.family:
        told = set(owners)
    else:
        told = set()
        for to in rung.to:
            if to == To.OWNER:
                told |= set(owners or leads)
            else:
                told |= {p.pk for p in able if to.value in p.roles} or set(leads)
        told = {stand_in(pk, people.deputies, {p.pk for p in able}) for pk in told}
    return {(one.kind, one.subject, one.due, rung.key, pk) for pk in told}


def one_day(school: School, today: dt.date, known: set[Key], year: Year, dice: random.Random) -> None:
    """One round, held against the calculation, and what people do after it."""
    ask = asked(school, today)
    before = gather(ask)
    people, days = people_of_today(ask), ask.opening.days
    over = Notice.objects.filter(school=school).exclude(ended_at=None)  # told anew if its cause comes back
    known -= set(over.values_list(*KEY))
    expected = {key for one in before.deadlines for key in should_tell(one, today, days, people)} - known
    done = run_round(school=school, today=today, at=timezone.now())
    rows = Notice.objects.filter(school=school, round_on=today)
    told = set(rows.values_list(*KEY))
    for key in sorted(expected - told, key=str)[:3]:
        year.wrong.append(f"{today}: not told: {key}")
    for key in sorted(told - expected, key=str)[:3]:
        year.wrong.append(f"{today}: told without cause: {key}")
    if told & known:
        year.wrong.append(f"{today}: told twice: {sorted(told & known, key=str)[:3]}")
    there = {one.key for one in before.deadlines}
    open_now = Notice.objects.filter(school=school, ended_at=None).values_list("kind", "subject", "due")
    gone = set(open_now) - there
    if gone and not before.failures:
        year.wrong.append(f"{today}: still behind a bell though done: {sorted(gone, key=str)[:3]}")
    known |= told
    year.mails += done.mails
    year.told.update((key[0], key[3]) for key in told)
    year.failures.update((failure.source, failure.error) for failure in before.failures)
    for one in before.deadlines:
        year.seen[one.kind].add((one.subject, one.due))
    year.done.update(do_some(school, before.deadlines, today, dice))


def first_day(today: dt.date) -> dt.date:
    """Today, or the day after the last round that was held: loading the demonstration on a school day holds that day's."""
    held = Round.objects.filter(school__slug=SCHOOL).exclude(ended_at=None).aggregate(on=Max("on"))["on"]
    return max(today, held + ONE_DAY) if held else today


def simulate(start: dt.date, count: int) -> Year:
    """So many days from `start` on; nothing is kept."""
    year, dice = Year(), random.Random(7)  # noqa: S311
    with scope.opened(all_school_ids(), doing="bench"), transaction.atomic():
        school = School.objects.get(slug=SCHOOL)
        with scope.opened([school.pk], doing="bench"):
            known = set(Notice.objects.filter(school=school).values_list(*KEY))
            for n in range(count):
                today = start + n * ONE_DAY
                with time_machine.travel(
                    dt.datetime.combine(today, dt.time(7, 5), tzinfo=LONDON), tick=False
                ):
                    one_day(school, today, known, year, dice)
                if n % 30 == 0:
                    print(f"{today}: {len(known)} told so far", file=sys.stderr, flush=True)
        transaction.set_rollback(True)
    return year


def table(year: Year, start: dt.date, count: int) -> str:
    """The count by kind: deadlines that there were, done, and each rung told."""
    lines = [
        f"{SCHOOL}, {count} days from {start:%-d %b %Y}: {sum(year.told.values())} notices, {year.mails} emails, "
        f"{len(year.wrong)} told wrongly, {sum(year.failures.values())} not computed", "",
    ]  # fmt: skip
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind in sorted(year.seen):
        for rung in KINDS[kind].ladder:
            if year.told[kind, rung.key]:
                by_kind[kind].append(f"{rung.key} {year.told[kind, rung.key]}")
    lines.append(f"{'kind':<28}{'dates':>6}{'done':>6}  told")
    for kind in sorted(year.seen):
        dates, done = len(year.seen[kind]), year.done[kind]
        lines.append(f"{kind:<28}{dates:>6}{done:>6}  {', '.join(by_kind[kind])}".rstrip())
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.year", description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/reminders.md")
    args = parser.parse_args()
    run_step("migrate", "--no-input", "-v", "0")
    with scope.opened(all_school_ids(), doing="bench"), transaction.atomic():
        there = School.objects.filter(slug=SCHOOL).exists()
    if not there:
        call_command("load_demo")
    with scope.opened(all_school_ids(), doing="bench"), transaction.atomic():
        start = first_day(timezone.localdate())
    year = simulate(start, args.days)
    words = table(year, start, args.days)
    print(words)
    print("\n".join(year.wrong[:20]))
    if args.write_docs:
        write_docs(PROJECT / "docs" / "reminders.md", words, "year")
    return 1 if year.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
