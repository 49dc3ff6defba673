"""How a child came to the level of today: steps over two years. Pure."""

import datetime as dt
import random
from dataclasses import dataclass, field

from register.enums import WITH_PLAN, Level
from sendsys.demo.dates import Cycle, Diary

WEEK = dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Step:
    """A level from a day on."""

    level: Level
    start: dt.date


@dataclass(slots=True)
class Journey:
    """The steps of one child, the cycles that were reviewed, and the plan in force, if there is one."""

    steps: list[Step]
    past: list[Cycle] = field(default_factory=list)
    current: Cycle | None = None


def journey_to(
    level: Level, here_since: dt.date, review_on: dt.date, diary: Diary, rng: random.Random, most_cycles: int = 7
) -> Journey:  # fmt: skip
    """Steps that end at `level` today, of a child who came to the school on `here_since`. `review_on` is the day
    on which the plan in force is to be reviewed, for the levels that have a plan; `most_cycles` bounds how far back
    plans reach."""
    if level == Level.EXITED and (ended := _ended(here_since, diary, rng)):
        return ended
    if level in WITH_PLAN or level == Level.EXITED:
        return _with_cycles(level, here_since, review_on, diary, rng, most_cycles)
    weeks = {Level.EMERGING_CONCERN: (1, 5), Level.MONITORING: (3, 11), Level.SEN_RECORDED: (4, 70)}[level]
    start = _day(diary, diary.today - WEEK * rng.randint(*weeks), here_since)
    steps = [Step(level, start)]
    if level != Level.EMERGING_CONCERN and rng.random() < 0.4:
        steps = _before([Level.EMERGING_CONCERN], start, here_since, diary) + steps
    return Journey(steps)


def emerging(here_since: dt.date, support_since: dt.date, diary: Diary) -> Journey:
    """A concern for which extra support has run since about that day."""
    return Journey([Step(Level.EMERGING_CONCERN, _day(diary, support_since, here_since))])


def watched(here_since: dt.date, diary: Diary, rng: random.Random, *, after_support: bool) -> Journey:
    """Progress that is watched: after extra support, or at once by the SENCo's decision."""
    start = _day(diary, diary.today - WEEK * rng.randint(3, 11), here_since)
    before = _before([Level.EMERGING_CONCERN], start, here_since, diary) if after_support else []
    return Journey([*before, Step(Level.MONITORING, start)])


def came_back(here_since: dt.date, review_on: dt.date, diary: Diary, rng: random.Random) -> Journey | None:
    """Support for two cycles, an end to it, and support again for the last cycle or two; None for a child who has not
    been here for long enough."""
    latest = min(diary.today, review_on - 2 * WEEK)
    cycles = [cycle for cycle in diary.cycles_before(latest, rng) if cycle.starts > here_since]
    again = rng.randint(1, 2)
    if len(cycles) < 3 + again:
        return None
    first, ended = cycles[0].starts - dt.timedelta(days=3), cycles[1].review_on + dt.timedelta(days=1)
    steps = [
        Step(Level.SEN_SUPPORT, _day(diary, first, here_since)),
        Step(Level.EXITED, diary.open_on_or_after(ended)),
        Step(Level.SEN_SUPPORT, diary.open_on_or_before(cycles[-again].starts)),
    ]
    past = cycles[:2] + cycles[len(cycles) - again : -1]
    return Journey(steps, past, Cycle(cycles[-1].starts, review_on))


def _ended(here_since: dt.date, diary: Diary, rng: random.Random) -> Journey | None:
    """Support that ended after one of the cycles of the last two years, from one to three of them; None where no cycle
    is over."""
    over = [
        cycle
        for cycle in diary.cycles_before(diary.today, rng)
        if cycle.starts > here_since and cycle.review_on + WEEK < diary.today
    ]
    if not over:
        return None
    last = rng.randrange(min(1, len(over) - 1), len(over))
    mine = over[max(last - rng.randint(0, 2), 0) : last + 1]
    first = _day(diary, mine[0].starts - dt.timedelta(days=3), here_since)
    ended = diary.open_on_or_before(mine[-1].review_on + dt.timedelta(days=rng.randint(1, 6)))
    return Journey([Step(Level.SEN_SUPPORT, first), Step(Level.EXITED, ended)], past=mine)


def _with_cycles(level, here_since, review_on, diary: Diary, rng: random.Random, most_cycles: int) -> Journey:
    latest = min(diary.today, review_on - 2 * WEEK)
    cycles = [cycle for cycle in diary.cycles_before(latest, rng) if cycle.starts > here_since]
    cycles = cycles or [Cycle(_day(diary, latest - WEEK, here_since), latest)]
    mine = cycles[-_how_many(level, min(len(cycles), most_cycles), rng) :]
    steps = _levels(level, mine, here_since, diary, rng)
    if level == Level.EXITED:
        return Journey(steps, past=[cycle for cycle in mine if cycle.review_on < steps[-1].start])
    return Journey(steps, past=mine[:-1], current=Cycle(mine[-1].starts, review_on))


def _how_many(level: Level, known: int, rng: random.Random) -> int:
    """Cycles so far: more where the level is higher; children who came to it of late are the most."""
    least = {Level.FURTHER_SUPPORT: 3, Level.ASSESSMENT_REQUESTED: 3, Level.EHC_PLAN: 4, Level.EXITED: 2}.get(
        level, 1
    )
    return min(known, least + int((known - least + 1) * rng.random() ** 1.7)) if known > least else known


def _levels(level: Level, cycles: list[Cycle], here_since, diary: Diary, rng: random.Random) -> list[Step]:
    first = _day(diary, cycles[0].starts - dt.timedelta(days=rng.randint(2, 6)), here_since)
    steps = [Step(Level.SEN_SUPPORT, first)]
    if level == Level.FURTHER_SUPPORT:
        steps += _later(cycles, diary, [level])
    elif level == Level.ASSESSMENT_REQUESTED:
        asked = diary.open_on_or_before(diary.today - WEEK * rng.randint(2, 9))
        steps += [Step(level, asked)] if asked > first else []
    elif level == Level.EHC_PLAN:
        steps += _later(cycles, diary, [Level.ASSESSMENT_REQUESTED, level])
    elif level == Level.EXITED:
        ended = diary.open_on_or_before(diary.today - WEEK * rng.randint(2, 16))
        steps += [Step(level, max(ended, first + WEEK))]
    if steps[-1].level != level:
        steps = [Step(level, first)]
    early = [Level.EMERGING_CONCERN, Level.SEN_RECORDED][: rng.choice((0, 0, 0, 0, 0, 1, 2))]
    if steps[0].level != Level.SEN_SUPPORT:  # came with that support from another school
        early = []
    return _before(early, first, here_since, diary) + steps


def _later(cycles: list[Cycle], diary: Diary, levels: list[Level]) -> list[Step]:
    """One level at the start of each of the cycles that follow the first; none when there are too few."""
    starts = [diary.open_on_or_before(cycle.starts - dt.timedelta(days=1)) for cycle in cycles[1:]]
    if len(starts) < len(levels):
        return []
    return [Step(level, start) for level, start in zip(levels, starts, strict=False)]


def _before(levels: list[Level], start: dt.date, here_since: dt.date, diary: Diary) -> list[Step]:
    """The levels before `start`, seven weeks each, as far as the child was at the school."""
    found = []
    for place, level in enumerate(levels):
        day = diary.open_on_or_before(start - 7 * WEEK * (len(levels) - place))
        if day > here_since:
            found.append(Step(level, day))
    return found


def _day(diary: Diary, wished: dt.date, here_since: dt.date) -> dt.date:
    return diary.open_on_or_before(min(max(wished, here_since + WEEK), diary.today))
