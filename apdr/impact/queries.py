"""Every read of what provision achieves. Nothing here says more than the rows: the verdict is judge.py's."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import F

from apdr.costs import Cost
from apdr.delivery import Place, places
from apdr.dosage import Dosage
from apdr.enums import PlanState
from apdr.impact.judge import JUDGED, Seen, Verdict, judge, moved_on, progress, thirds
from apdr.models import Intervention, ProvisionPupil, SessionMark
from core.calendar.dates import Span, academic_year
from core.schools.models import School
from register.enums import AREA_OF, YEAR_GROUPS, Area, NeedType
from register.models import Need, Pupil

ORDER = (*JUDGED, Verdict.NOT_DELIVERED, Verdict.NOT_MEASURED, Verdict.TOO_FEW)


@dataclass(frozen=True, slots=True)
class Thing:
    """The intervention: what it is called and how it is measured."""

    pk: int
    reference: str
    name: str
    area: str
    measure: str
    unit: str
    higher_is_better: bool
    retired: bool


@dataclass(frozen=True, slots=True)
class Start:
    """One child's place in one run: what was given, what it cost, and what came of it. `area` is the child's main need
    and `year` the year group at the time of the run; `target` is the progress of the target that the place was for,
    "" where there is none or nothing is said of it; `ratings` those of the sessions in order."""

    pupil: int
    reference: str
    name: str
    area: str
    year: str
    run: str
    run_title: str
    run_start: dt.date
    run_end: dt.date
    dosage: Dosage
    cost: Cost
    entry: Decimal | None
    entry_on: dt.date | None
    leaving: Decimal | None
    leaving_on: dt.date | None
    gained: Decimal | None
    target: str
    target_closed: bool
    found: str
    ratings: tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """All places of one intervention, and what follows from them. `few` is the school's setting."""

    thing: Thing
    few: int
    starts: tuple[Start, ...] = field(default_factory=tuple)

    @cached_property
    def by_child(self) -> dict[int, list[Start]]:
        found: dict[int, list[Start]] = defaultdict(list)
        for start in self.starts:
            found[start.pupil].append(start)
        return found

    @property
    def children(self) -> int:
        return len(self.by_child)

    @property
    def runs(self) -> int:
        return len({start.run for start in self.starts})

    @cached_property
    def dosage(self) -> Dosage:
        return sum((start.dosage for start in self.starts), Dosage())

    @cached_property
    def cost(self) -> Cost:
        return sum((start.cost for start in self.starts), Cost())

    @cached_property
    def moved(self) -> dict[int, bool]:
        """Pupil's key → whether they moved on, of those of whom something is known."""
        known = {
            pupil: moved_on(_gained(starts), [start.target for start in starts])
            for pupil, starts in self.by_child.items()
        }
        return {pupil: moved for pupil, moved in known.items() if moved is not None}

    @property
    def measured(self) -> tuple[Start, ...]:
        """Places with a measure on entry and on leaving."""
        return tuple(start for start in self.starts if start.gained is not None)

    @property
    def mean_progress(self) -> Fraction | None:
        found = [Fraction(start.gained) for start in self.measured]
        return sum(found) / len(found) if found else None

    @property
    def targets(self) -> Counter:
        """Progress → number of linked targets of which it is said."""
        return Counter(start.target for start in self.starts if start.target)

    @property
    def ratings(self) -> tuple[Fraction, Fraction] | None:
        """Mean over the places of the first third of the ratings, and of the last."""
        found = [pair for pair in (thirds(start.ratings) for start in self.starts) if pair]
        if not found:
            return None
        return sum(first for first, _ in found) / len(found), sum(last for _, last in found) / len(found)

    @property
    def cost_a_child(self) -> Fraction | None:
        return self.cost.spent / self.children if self.children else None

    @property
    def cost_a_point(self) -> Fraction | None:
        """Pence for each point of the measure, of the places with both measures; None without progress."""
        points = sum((Fraction(start.gained) for start in self.measured), Fraction(0))
        spent = sum((start.cost.spent for start in self.measured), Fraction(0))
        return spent / points if points > 0 else None

    @property
    def seen(self) -> Seen:
        moved = self.moved
        return Seen(self.children, self.few, self.dosage.share, len(moved), sum(moved.values()))

    @cached_property
    def verdict(self) -> Verdict:
        return judge(self.seen)


def _gained(starts: Iterable[Start]) -> Decimal | None:
    found = [start.gained for start in starts if start.gained is not None]
    return sum(found, Decimal(0)) if found else None


def year_then(year: str, then: dt.date, today: dt.date) -> str:
    """The year group at the time, of a pupil who is in `year` today; "" where it is not known."""
    if year not in YEAR_GROUPS:
        return ""
    place = YEAR_GROUPS.index(year) - (academic_year(today) - academic_year(then))
    return YEAR_GROUPS[place] if 0 <= place < len(YEAR_GROUPS) else ""


def results(
    school: School, user, span: Span, today: dt.date, *, intervention: Intervention | None = None
) -> list[Result]:
    """What each intervention that ran within `span` achieved for the pupils whom the user may know of: what worked
    first, and by name where nothing can be said. The caller checks IMPACT_VIEW. Nine queries, ten for one."""
    runs = intervention and list(intervention.provisions.values_list("pk", flat=True))
    found = {place.place: place for place in places(school, span, today, provisions=runs)}
    rows = list(_rows(found, user))
    areas = _areas({row["pupil"] for row in rows})
    ratings = _ratings(found, span)
    starts: dict[int, list[Start]] = defaultdict(list)
    things: dict[int, Thing] = {}
    for row in rows:
        thing = _thing(row)
        things[thing.pk] = thing
        key = row["provision"], row["pupil"]
        starts[thing.pk].append(
            _start(row, found[row["pk"]], areas.get(row["pupil"], ""), ratings.get(key, []), today)
        )
    made = [Result(thing, school.few_pupils, tuple(starts[pk])) for pk, thing in things.items()]
    return sorted(made, key=_rank)


def _rank(result: Result) -> tuple:
    seen, judged = result.seen, result.verdict in JUDGED
    share = -Fraction(seen.moved, seen.measured) if judged else 0
    return ORDER.index(result.verdict), share, result.thing.name


def _rows(found: dict[int, Place], user):
    return (
        ProvisionPupil.objects.filter(pk__in=found, pupil__in=Pupil.objects.visible_to(user))
        .order_by("provision__start", "pupil__legal_last", "pupil__legal_first", "pk")
        .values(
            "pk", "provision", "pupil", "entry_value", "entry_on", "exit_value", "exit_on", "found",
            what=F("provision__intervention"), ref=F("provision__intervention__reference"),
            what_name=F("provision__intervention__name"), area=F("provision__intervention__area"),
            measure=F("provision__intervention__measure"), unit=F("provision__intervention__unit"),
            higher=F("provision__intervention__higher_is_better"), retired=F("provision__intervention__retired_on"),
            run=F("provision__reference"), run_name=F("provision__name"), run_start=F("provision__start"),
            run_end=F("provision__end"), pupil_ref=F("pupil__reference"), used=F("pupil__preferred_first"),
            first=F("pupil__legal_first"), last=F("pupil__legal_last"), year=F("pupil__year_group"),
            goal=F("target__progress"), goal_state=F("target__plan__state"),
        )
    )  # fmt: skip


def _thing(row: dict) -> Thing:
    return Thing(row["what"], row["ref"], row["what_name"], row["area"], row["measure"], row["unit"], row["higher"],
                 row["retired"] is not None)  # fmt: skip


def _start(row: dict, place: Place, area: str, ratings: list[int], today: dt.date) -> Start:
    return Start(
        row["pupil"], row["pupil_ref"], f"{row['used'] or row['first']} {row['last']}", area,
        year_then(row["year"], row["run_start"], today), row["run"], row["run_name"] or row["what_name"], row["run_start"],
        row["run_end"], place.dosage, place.cost, row["entry_value"], row["entry_on"], row["exit_value"], row["exit_on"],
        progress(row["entry_value"], row["exit_value"], row["higher"]), row["goal"] or "",
        row["goal_state"] == PlanState.CLOSED, row["found"], tuple(ratings),
    )  # fmt: skip


def _areas(pupils: set[int]) -> dict[int, str]:
    """Pupil's key → area of the main need that holds or held last."""
    rows = Need.objects.filter(pupil__in=pupils, rank=1).order_by(
        "pupil", F("end").desc(nulls_first=True), "-start"
    )
    found: dict[int, str] = {}
    for pupil, code, area in rows.values_list("pupil", "code", "area"):
        found.setdefault(pupil, area or str(AREA_OF.get(NeedType(code), Area.NONE)))
    return found


def _ratings(found: dict[int, Place], span: Span) -> dict[tuple[int, int], list[int]]:
    """(Provision, pupil) → ratings in order of time."""
    keys = {place.provision for place in found.values()}
    rows = SessionMark.objects.filter(
        session__provision__in=keys, session__on__range=(span.start, span.end), rating__isnull=False
    ).order_by("session__on", "session__at")
    sums: dict[tuple[int, int], list[int]] = defaultdict(list)
    for run, pupil, rating in rows.values_list("session__provision", "pupil", "rating"):
        sums[run, pupil].append(rating)
    return sums


@dataclass(frozen=True, slots=True)
class ForWhom:
    """What came of the provision of one sort of children: `key` an area or a year group. `children` are counted once;
    `measured` and `moved` once for each intervention that a child had."""

    key: str
    children: int
    dosage: Dosage
    measured: int
    moved: int


def for_whom(found: Iterable[Result], by: str) -> list[ForWhom]:
    """By "area" (of the main need) or "year"; in the order of the areas or of the years, "" last."""
    order = [*(Area.values if by == "area" else YEAR_GROUPS), ""]
    sums: dict[str, list] = defaultdict(lambda: [set(), Dosage(), 0, 0])
    for result in found:
        for pupil, starts in result.by_child.items():
            entry = sums[getattr(starts[-1], by)]
            entry[0].add(pupil)
            entry[1] = sum((start.dosage for start in starts), entry[1])
            if pupil in result.moved:
                entry[2] += 1
                entry[3] += result.moved[pupil]
    return [
        ForWhom(key, len(pupils), dose, measured, moved)
        for key, (pupils, dose, measured, moved) in sorted(sums.items(), key=lambda item: order.index(item[0]))
    ]  # fmt: skip
