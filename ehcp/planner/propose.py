"""Proposes the year's review meetings for many plans at once. Pure: today and the school's days are arguments.

A lawful day is a school day with lawful notice still ahead, no later than the last day that leaves the local authority
its four weeks, whose dates two weeks before and two and four weeks after are school days too. Where such a day lets the
amended plan come before a move to another phase (84 days), only those days count, otherwise those that leave room for the
decision (28 days); where one lies within two weeks of the PEP, only those. Weeks hold so many meetings. If a lawful
assignment of all plans to weeks exists it is found, else the largest; whoever is left out is told why.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.calendar.dates import ONE_DAY, SchoolDays, academic_year_label
from core.ui.present import day as told
from ehcp.planner.matching import assign
from ehcp.planner.rules import (
    LAW,
    NEAR_PEP,
    WEIGHT,
    MeetingDay,
    ToReview,
    broken,
    consequences,
    count,
    meeting_day,
)

__all__ = ["Planned", "Proposal", "ToReview", "consequences", "due_in", "next_begins", "propose", "week_of"]

FEWEST_A_WEEK = 2
FINAL, DECISION = (
    "the amended plan",
    "the decision",
)  # what comes before the last day of a move to another phase


@dataclass(frozen=True, slots=True)
class Proposal:
    """One plan's meeting. `on` is None where no lawful day is left: `why` says which rule stands in the way, `nearest` is
    the day that breaks least and `breaks` names what it breaks (ehcp.planner.rules). `held` is what comes before the last
    day of a phase transfer; `note` says what gave way although a day was found."""

    key: str
    on: dt.date | None
    fixed: bool = False
    held: str = ""
    note: str = ""
    why: str = ""
    nearest: dt.date | None = None
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """The proposals by the plan's key, in the order of the plans, and how many meetings a week was allowed."""

    year: int
    most_a_week: int
    proposals: dict[str, Proposal]

    @property
    def without(self) -> list[Proposal]:
        """Those for which there is no lawful day."""
        return [one for one in self.proposals.values() if one.on is None]


def week_of(day: dt.date) -> dt.date:
    """The Monday of the week."""
    return day - day.weekday() * ONE_DAY


def span_of(year: int) -> tuple[dt.date, dt.date]:
    """First and last day of the academic year that begins in September of `year`."""
    return dt.date(year, 9, 1), dt.date(year + 1, 8, 31)


def meeting_days(year: int, days: SchoolDays) -> list[MeetingDay]:
    """The school days of the academic year, with what follows from a meeting on each."""
    return [meeting_day(day, days) for day in days.days(*span_of(year))]


def next_begins(year: int, days: SchoolDays) -> dt.date:
    """The first day of the academic year after `year` on which a meeting has had two weeks' notice on school days and what
    follows falls on school days too; the end of September where its terms are not known."""
    days_after = (of.on for of in meeting_days(year + 1, days) if not of.closed)
    return next(days_after, dt.date(year + 1, 9, 30))


def due_in(plan: ToReview, year: int, next_one: dt.date) -> bool:
    """Whether the meeting belongs into the academic year: it is fixed in it, a move asks for it, or the last lawful day
    comes before `next_one`, the first good day of the year after (`next_begins`)."""
    start, end = span_of(year)
    if plan.fixed:
        return start <= plan.fixed <= end
    if plan.transfer_by and start <= plan.transfer_by <= end:
        return True
    return plan.meeting_latest < next_one


@dataclass(frozen=True, slots=True)
class _Open:
    """The days among which one plan chooses, and what was given up to have any."""

    days: list[MeetingDay]
    held: str
    note: str


def propose(plans: Sequence[ToReview], *, year: int, days: SchoolDays, today: dt.date,
            most_a_week: int | None = None) -> Planned:  # fmt: skip
    """A meeting for each plan in the academic year `year`, by the rules above. Without `most_a_week` it is the smallest
    number, at least two, at which nobody is left out because weeks are full. Meetings that are fixed stay and take room.

    Raises ValueError where a week may hold less than one meeting, or two plans share a key."""
    if most_a_week is not None and most_a_week < 1:
        raise ValueError("Allow at least one meeting a week.")
    if len({plan.key for plan in plans}) < len(plans):
        raise ValueError("Two plans have the same key.")
    calendar = meeting_days(year, days)
    opened = {plan.key: _open_to(plan, calendar, today) for plan in plans if not plan.fixed}
    seekers = [plan for plan in _by_urgency(plans) if plan.key in opened and opened[plan.key].days]
    taken = Counter(week_of(plan.fixed) for plan in plans if plan.fixed)
    costs = [_costs(plan, opened[plan.key]) for plan in seekers]
    most = most_a_week or _fewest(costs, taken)
    weeks = {seekers[row].key: week for row, week in assign(costs, _room(costs, taken, most)).items()}
    chosen = _choose_days(seekers, opened, weeks, plans)
    found = {plan.key: _placed(plan, opened.get(plan.key), chosen) for plan in plans}
    load = _Load([*chosen.values(), *(plan.fixed for plan in plans if plan.fixed)])
    for plan in _by_urgency(plans):
        if found[plan.key] is None:
            found[plan.key] = _refused(plan, opened[plan.key], calendar, today, load, most, year)
    return Planned(year, most, found)


def _by_urgency(plans: Iterable[ToReview]) -> list[ToReview]:
    """Those that the law presses most come first: where weeks are full, the last are left out."""
    return sorted(
        plans,
        key=lambda plan: (min(plan.meeting_latest, plan.transfer_by or dt.date.max), plan.key),
    )


def _open_to(plan: ToReview, calendar: list[MeetingDay], today: dt.date) -> _Open:
    gives_way = {"final_plan_cap", "pep"}
    lawful = [of for of in calendar if not of.closed and not broken(plan, of, today) - gives_way]
    held = note = ""
    if plan.transfer_by and lawful:
        early = [of for of in lawful if of.final <= plan.transfer_by]
        held = FINAL if early else DECISION
        lawful = early or lawful
    if plan.pep and lawful:
        near = [of for of in lawful if abs(of.on - plan.pep) <= NEAR_PEP]
        note = "" if near else f"No lawful day lies within two weeks of the PEP meeting on {told(plan.pep)}."
        lawful = near or lawful
    return _Open(lawful, held, note)


def _costs(plan: ToReview, opened: _Open) -> dict[dt.date, int]:
    """What each week costs the plan: the square of its distance in weeks from the one that suits best. That is the PEP's;
    the first where the amended plan would be late for a move; otherwise the last, so that the year of the next review is
    not spent early."""
    last = opened.days[0 if opened.held == DECISION else -1].on
    best = week_of(plan.pep or last)
    return {week_of(of.on): weeks_between(best, of.on) ** 2 for of in opened.days}


def _room(costs: list[dict[dt.date, int]], taken: Counter[dt.date], most: int) -> dict[dt.date, int]:
    return {week: max(most - taken[week], 0) for week in {week for row in costs for week in row}}


def _fewest(costs: list[dict[dt.date, int]], taken: Counter[dt.date]) -> int:
    """The smallest number of meetings a week at which every row has a place."""
    weeks = {week for row in costs for week in row}
    if not weeks:
        return FEWEST_A_WEEK
    spread = -(-(len(costs) + sum(taken[week] for week in weeks)) // len(weeks))
    low = max(FEWEST_A_WEEK, spread)
    high = max(low, len(costs) + max(taken[week] for week in weeks))
    same = [dict.fromkeys(row, 0) for row in costs]
    while low < high:
        middle = min(low + max((high - low) // 8, 1) - 1, high - 1)
        if len(assign(same, _room(same, taken, middle))) == len(costs):
            high = middle
        else:
            low = middle + 1
    return low


def _choose_days(seekers: list[ToReview], opened: dict[str, _Open], weeks: dict[str, dt.date],
                 plans: Sequence[ToReview]) -> dict[str, dt.date]:  # fmt: skip
    """A day in the week of each: the PEP's own if it can be, else one when the same people have no other meeting, else the
    emptiest. Those with the fewest days choose first."""
    load = Counter(plan.fixed for plan in plans if plan.fixed)
    busy = {(plan.who, plan.fixed) for plan in plans if plan.who and plan.fixed}
    choices = defaultdict(list)
    for plan in seekers:
        if plan.key in weeks:
            choices[plan.key] = [of.on for of in opened[plan.key].days if week_of(of.on) == weeks[plan.key]]
    chosen: dict[str, dt.date] = {}
    for plan in sorted(
        (plan for plan in seekers if plan.key in weeks), key=lambda plan: len(choices[plan.key])
    ):
        rank = {
            day: (abs((day - plan.pep).days) if plan.pep else 0, (plan.who, day) in busy, load[day], day)
            for day in choices[plan.key]
        }
        day = min(rank, key=rank.__getitem__)
        chosen[plan.key] = day
        load[day] += 1
        if plan.who:
            busy.add((plan.who, day))
    return chosen


def _placed(plan: ToReview, opened: _Open | None, chosen: dict[str, dt.date]) -> Proposal | None:
    if plan.fixed:
        return Proposal(plan.key, plan.fixed, fixed=True)
    if plan.key not in chosen or opened is None:
        return None
    return Proposal(plan.key, chosen[plan.key], held=opened.held, note=opened.note)


def weeks_between(first: dt.date, then: dt.date) -> int:
    """Whole weeks from the week of one day to that of another; negative backwards."""
    return (week_of(then) - week_of(first)).days // 7


class _Load:
    """How many meetings each week and each day has."""

    def __init__(self, days: Iterable[dt.date]) -> None:
        self.weeks: Counter[dt.date] = Counter()
        self.days: Counter[dt.date] = Counter()
        for day in days:
            self.add(day)

    def add(self, day: dt.date) -> None:
        self.weeks[week_of(day)] += 1
        self.days[day] += 1


def _refused(plan: ToReview, opened: _Open, calendar: list[MeetingDay], today: dt.date, load: _Load, most: int,
             year: int) -> Proposal:  # fmt: skip
    """The plan without a day: why, and the day that breaks least, which is counted into its week for those after."""
    why = _why(plan, opened, calendar, today, most, year)
    nearest = _nearest(plan, calendar, today, load, most)
    if nearest is None:
        return Proposal(plan.key, None, why=why)
    day, fails = nearest
    load.add(day)
    return Proposal(plan.key, None, held=opened.held, why=why, nearest=day, breaks=fails)


def _nearest(plan: ToReview, calendar: list[MeetingDay], today: dt.date, load: _Load,
             most: int) -> tuple[dt.date, tuple[str, ...]] | None:  # fmt: skip
    """The school day from today on that breaks least: the fewest of the law's rules, the fewest weeks late, then the least
    of the others, then the soonest before a move, then the week nearest to the last lawful day, and its emptiest day."""
    ahead = [of for of in calendar if of.on >= today and (not plan.not_before or of.on > plan.not_before)]
    ranked = []
    for of in ahead:
        fails = broken(plan, of, today) | ({"week"} if load.weeks[week_of(of.on)] >= most else set())
        late = max(weeks_between(plan.meeting_latest, of.on), 0)
        over = max(weeks_between(plan.transfer_by, of.final), 0) if plan.transfer_by else 0
        if "phase_transfer_by" in fails:
            late += max(weeks_between(plan.transfer_by, of.decision), 0)
        law, soft = sum(name in LAW for name in fails), sum(WEIGHT.get(name, 0) for name in fails)
        apart = abs(weeks_between(plan.meeting_latest, of.on))
        ranked.append(((law, late, soft, over, apart, load.days[of.on], of.on), of.on, fails))
    if not ranked:
        return None
    _, day, fails = min(ranked, key=lambda one: one[0])
    return day, tuple(sorted(fails))


def _why(
    plan: ToReview, opened: _Open, calendar: list[MeetingDay], today: dt.date, most: int, year: int
) -> str:
    """The rule that leaves the plan without a day, in a sentence."""
    name, latest = academic_year_label(year), told(plan.meeting_latest)
    if not calendar:
        return f"No school day of {name} is known. Enter the school’s terms first."
    if opened.days:
        lasting = count(len({week_of(of.on) for of in opened.days}), "week")
        return f"Only {lasting} would do, and each is full with {count(most, 'meeting')}."
    if plan.meeting_latest < today:
        return f"The last day that leaves the local authority its four weeks has passed: {latest}."
    timely = [of for of in calendar if "notice_given" not in broken(plan, of, today)]
    if not timely:
        return f"There is no school day left in {name} for which two weeks’ notice can be given."
    in_time = [of for of in timely if not broken(plan, of, today) & {"meeting_latest", "order"}]
    if not in_time:
        return (
            f"Two weeks’ notice reaches to {told(timely[0].on)} at the earliest, after the last day that leaves the local "
            f"authority its four weeks, {latest}."
        )
    if all("phase_transfer_by" in broken(plan, of, today) for of in in_time):
        by = told(plan.transfer_by) if plan.transfer_by else ""
        return f"No day leaves two weeks’ notice and four weeks for the decision before the move’s last day, {by}."
    return "On every day that is left, notice, report or decision falls due when school is closed."
