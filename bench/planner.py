"""python -m bench.planner: how long the year planner takes for 40 and for 450 plans, and whether it breaks a rule."""

import datetime as dt
import os
import random
import time

import django

os.environ.setdefault("DJANGO_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendsys.settings")
if __name__ == "__main__":
    django.setup()

from core.calendar.dates import SchoolDays, Span
from ehcp.planner.propose import Planned, ToReview, consequences, propose

YEAR, SEPTEMBER = 2026, dt.date(2026, 9, 1)
DAYS = SchoolDays(
    [
        Span(dt.date(2026, 9, 2), dt.date(2026, 12, 18)),
        Span(dt.date(2027, 1, 4), dt.date(2027, 3, 25)),
        Span(dt.date(2027, 4, 12), dt.date(2027, 7, 21)),
    ],
    [
        Span(dt.date(2026, 10, 26), dt.date(2026, 10, 30)),
        Span(dt.date(2027, 2, 15), dt.date(2027, 2, 19)),
        Span(dt.date(2027, 5, 31), dt.date(2027, 6, 4)),
    ],
)
WITHIN, TIMES = 2.0, 7  # seconds; runs, of which the middle one counts
SIZES = (40, 450)
KINDS = (
    ("spread over the year", False, SEPTEMBER),
    ("crowded in spring", True, SEPTEMBER),
    ("planned late", False, dt.date(2026, 11, 23)),
)


def plans_of(count: int, *, crowded: bool = False) -> list[ToReview]:
    """So many invented plans from a fixed seed: one in seven moves school, one in ten is looked after, some are agreed.
    `crowded`: nearly all of them end within the same weeks of spring."""
    dice = random.Random(count)  # noqa: S311
    return [_plan(number, dice, crowded) for number in range(count)]


def _plan(number: int, dice: random.Random, crowded: bool) -> ToReview:
    first, lasting = (dt.date(2027, 2, 1), 50) if crowded else (dt.date(2026, 11, 1), 270)
    return ToReview(
        str(number), f"Child {number}", first + dt.timedelta(days=dice.randrange(lasting)),
        transfer_by=dice.choice([dt.date(2027, 2, 14), *[None] * 6]),
        pep=first + dt.timedelta(days=dice.randrange(lasting)) if dice.random() < 0.1 else None,
        fixed=dt.date(2026, 11, 10) if dice.random() < 0.02 else None, who=f"class {number % 14}",
    )  # fmt: skip


def timed(plans: list[ToReview], today: dt.date) -> tuple[float, Planned]:
    """Seconds of the middle one of several runs, and what was proposed."""
    seconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        found = propose(plans, year=YEAR, days=DAYS, today=today)
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)[TIMES // 2], found


def wrong(plans: list[ToReview], found: Planned, today: dt.date) -> int:
    """Proposals that break a rule of the law, or fall due when school is closed."""
    hard = {"notice_by", "report_by", "la_decision_by", "school_day"}
    return sum(
        any(not one.kept and (one.law or one.rule in hard) for one in consequences(got.on, plan, DAYS, today))
        for plan, got in zip(plans, found.proposals.values(), strict=True)
        if got.on and not got.fixed
    )


def line(count: int, kind: str, crowded: bool, today: dt.date) -> str:
    """One case in words, with "missed" where it took too long or broke a rule."""
    plans = plans_of(count, crowded=crowded)
    seconds, found = timed(plans, today)
    broken = wrong(plans, found, today)
    verdict = "met   " if seconds <= WITHIN and not broken else "missed"
    return (
        f"{verdict}  {count} plans, {kind}: {seconds:.3f} s (within {WITHIN:.0f} s), at most {found.most_a_week} a week, "
        f"{broken} break a rule, {len(found.without)} without a day that keeps every rule"
    )


def main() -> None:
    for count in SIZES:
        for kind, crowded, today in KINDS:
            print(line(count, kind, crowded, today))


if __name__ == "__main__":
    main()
