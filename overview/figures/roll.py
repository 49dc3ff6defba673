"""Who is on roll, and what the census would call them, on the days that the figures of a term stand on.

All of it is read for many schools at once, as it was on the day: levels, needs and the roll by their own spans of days,
year group and flags from the history of the pupil's row. Nothing that happens afterwards changes a figure.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, Count, F, Q, When
from django.utils import timezone

from core.calendar.dates import ONE_DAY, Span, academic_year
from core.schools.prepared import prepared
from overview.figures.shape import (
    EAL,
    NEED,
    PREMIUM,
    SEX,
    YEAR,
    Breakdown,
    Line,
    Movement,
    Split,
    StepDowns,
)
from register.enums import CENSUS_CODE, EXIT_A, ON_REGISTER, WITH_PLAN, YEAR_GROUPS, YEAR_LABEL, NeedType, Sex
from register.models import Need, PriorSchool, Pupil, SchoolClass, StatusPeriod
from register.queries import year_group_then

NO_SEN, SUPPORT, EHC = "N", "K", "E"
WITH_SEN = (SUPPORT, EHC)
NOT_RECORDED = ""  # the line of who has no main need, no year group
TITLES = {
    YEAR: "Year group",
    NEED: "Main need",
    SEX: "Sex",
    PREMIUM: "Pupil Premium",
    EAL: "English as an additional language",
}
SEX_LABEL = {Sex.FEMALE: "Girls", Sex.MALE: "Boys", Sex.UNKNOWN: "Not known"}
YES_NO = {PREMIUM: ("Pupil Premium", "Not Pupil Premium"), EAL: ("EAL", "Not EAL")}


@dataclass(frozen=True, slots=True)
class Child:
    """One pupil who was on roll on the day of the figures or on the day before the term: census code on each, "" where not
    on roll; the rest as on the day of the figures."""

    pk: int
    school: int
    then: str
    now: str
    year: str
    klass: int | None
    sex: str
    premium: bool
    eal: bool
    need: str


@dataclass(frozen=True)
class Roll:
    """The children of one school on the day and on the day before the term; `ended`: of those on roll, whose support ended
    in the twelve months before, and whether it was needed again; `known_before` as in the figures."""

    children: tuple[Child, ...] = ()
    ended: Mapping[int, bool] = None  # type: ignore[assignment]
    known_before: int = 0

    @cached_property
    def here(self) -> list[Child]:
        """Those on roll on the day."""
        return [child for child in self.children if child.now]


@prepared
def _pupils(_user, *, schools: list, since: dt.date, until: dt.date):
    """Everybody on roll on some day between."""
    started = Q(joined_on=None) | Q(joined_on__lte=until)
    stayed = Q(left_on=None) | Q(left_on__gte=since)
    return Pupil.objects.filter(started, stayed, school__in=schools).order_by("pk").values_list(
        "pk", "school_id", "joined_on", "left_on", "year_group", "school_class_id", "sex", "pupil_premium", "eal"
    )  # fmt: skip


@prepared
def _periods(_user, *, schools: list, since: dt.date, until: dt.date):
    lasts = Q(end=None) | Q(end__gte=since)
    before = Q(level__in=levels_of(SUPPORT) + levels_of(EHC), start__lte=F("pupil__joined_on"))
    return StatusPeriod.objects.filter(lasts | before, school__in=schools, start__lte=until).order_by("start").values_list(
        "pupil_id", "level", "start", "end", "exit_criteria"
    )  # fmt: skip


@prepared
def _needs(_user, *, schools: list, since: dt.date, until: dt.date):
    """Needs that hold on the day, which is given twice: the main one of a pupil comes first."""
    lasts = Q(end=None) | Q(end__gte=since)
    found = Need.objects.filter(lasts, school__in=schools, start__lte=until)
    return found.order_by("pupil", "rank", "-start", "-pk").values_list("pupil_id", "code")


@prepared
def _before(_user, *, schools: list, until: dt.date):
    """Pupils of whom the last school or setting said that they had SEN."""
    told = Q(received_on=None) | Q(received_on__lte=until)
    return PriorSchool.objects.filter(told, school__in=schools, level__in=WITH_SEN).values_list(
        "pupil_id", flat=True
    )


def _at(periods: Iterable[tuple], day: dt.date) -> str:
    for _, level, start, end, _ in periods:
        if start <= day and (end is None or end >= day):
            return CENSUS_CODE[level]
    return NO_SEN


def _on_roll(joined: dt.date | None, left: dt.date | None, day: dt.date) -> bool:
    return (joined is None or joined <= day) and (left is None or left >= day)


def a_year_before(day: dt.date) -> dt.date:
    """The same day of the year before; 28 February for 29."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def rolls(schools: list[int], span: Span, on: dt.date, today: dt.date) -> dict[int, Roll]:
    """School's key → its children on `on` and on the day before `span`. Four queries, five for a day that is past."""
    then, year_ago = span.start - ONE_DAY, a_year_before(on)
    rows = _pupils(None, schools=schools, since=then, until=on)
    of_pupil: dict[int, list[tuple]] = defaultdict(list)
    for period in _periods(None, schools=schools, since=min(then, year_ago), until=on):
        of_pupil[period[0]].append(period)
    needs: dict[int, str] = {}
    for pupil, code in _needs(None, schools=schools, since=on, until=on):
        needs.setdefault(pupil, code)
    told = set(_before(None, schools=schools, until=on))
    past = _past(schools, on) if on < today else {}
    children: dict[int, list[Child]] = defaultdict(list)
    ended: dict[int, dict[int, bool]] = defaultdict(dict)
    known: Counter = Counter()
    for pk, school, joined, left, *rest in rows:
        periods = of_pupil.get(pk, ())
        was, is_here = _on_roll(joined, left, then), _on_roll(joined, left, on)
        if not (was or is_here):
            continue
        child = Child(pk, school, _at(periods, then) if was else "", _at(periods, on) if is_here else "",
                      *past.get(pk, rest), needs.get(pk, NOT_RECORDED))  # fmt: skip
        children[school].append(child)
        if is_here:
            back = _came_back(periods, year_ago)
            if back is not None:
                ended[school][pk] = back
            known[school] += child.now in WITH_SEN and (pk in told or _began_before(periods, joined))
    return {key: Roll(tuple(children[key]), ended[key], known[key]) for key in schools}


def _came_back(periods: list[tuple], year_ago: dt.date) -> bool | None:
    """Whether support was needed again after it ended since then; None where it did not end."""
    found = None
    for place, (_, _, start, _, criteria) in enumerate(periods):
        if criteria and start > year_ago:
            again = WITH_PLAN if set(criteria) & set(EXIT_A) else ON_REGISTER
            found = bool(found) or any(level in again for _, level, *_ in periods[place + 1 :])
    return found


def _began_before(periods: list[tuple], joined: dt.date | None) -> bool:
    """Whether support began on the first day here or before it."""
    return joined is not None and any(
        CENSUS_CODE[level] in WITH_SEN and start <= joined for _, level, start, _, _ in periods
    )


def _past(schools: list[int], on: dt.date) -> dict[int, tuple]:
    """Pupil's key → (year group, class, sex, Pupil Premium, EAL) at the end of the day, from the newest entry of its
    history up to then. Where the history begins later, the earliest entry stands in, moved by a year group for each
    academic year between, without a class of another year (as `register.queries.rolls_then`). Two queries."""
    end = timezone.make_aware(dt.datetime.combine(on, dt.time.max))
    known = Pupil.pgh_event_model.objects.filter(school__in=schools).annotate(after=Q(pgh_created_at__gt=end))
    known = known.annotate(since=Case(When(after=True, then="pgh_created_at")))
    order = Case(When(after=True, then=F("pgh_id")), default=-F("pgh_id"))
    newest = known.order_by("pgh_obj_id", "after", order).distinct("pgh_obj_id").values_list(
        "pgh_obj_id", "since", "year_group", "school_class_id", "sex", "pupil_premium", "eal"
    )  # fmt: skip
    year_of = dict(SchoolClass.objects.filter(school__in=schools).values_list("pk", "academic_year"))
    this_year, found = academic_year(on), {}
    for pk, since, year, klass, *rest in newest:
        found[pk] = (
            year_group_then(year, year_of.get(klass), since, on) if since else year,
            klass if year_of.get(klass) == this_year else None,
            *rest,
        )
    return found


def split_of(codes: Iterable[str]) -> Split:
    """How many have each census code."""
    count = Counter(codes)
    return Split(count[NO_SEN], count[SUPPORT], count[EHC])


def breakdowns(roll: Roll) -> tuple[Breakdown, ...]:
    """The roll by year group, main need, sex, Pupil Premium and EAL; lines that hold nobody stand as well."""
    with_sen = [child for child in roll.here if child.now in WITH_SEN]
    return (
        _broken(roll.here, YEAR, _year_lines(roll.here), _year),
        _broken(with_sen, NEED, _need_lines(), lambda child: child.need),
        _broken(roll.here, SEX, SEX_LABEL, lambda child: child.sex),
        *(_broken(roll.here, key, {"yes": yes, "no": no}, lambda child, key=key: _yes(child, key))
          for key, (yes, no) in YES_NO.items()),
    )  # fmt: skip


def _year(child: Child) -> str:
    return child.year if child.year in YEAR_LABEL else NOT_RECORDED


def _yes(child: Child, key: str) -> str:
    return "yes" if (child.premium if key == PREMIUM else child.eal) else "no"


def _broken(children: list[Child], key: str, labels: Mapping[str, str], of) -> Breakdown:
    codes: dict[str, list[str]] = defaultdict(list)
    for child in children:
        codes[of(child)].append(child.now)
    lines = tuple(Line(str(line), label, split_of(codes[line])) for line, label in labels.items())
    return Breakdown(key, TITLES[key], lines)


def _year_lines(children: list[Child]) -> dict[str, str]:
    """From the youngest year group on roll to the oldest, and who has none."""
    places = [YEAR_GROUPS.index(child.year) for child in children if child.year in YEAR_LABEL]
    years = YEAR_GROUPS[min(places) : max(places) + 1] if places else ()
    return {year: YEAR_LABEL[year] for year in years} | {NOT_RECORDED: "Not known"}


def _need_lines() -> dict[str, str]:
    return {code.value: str(code.label) for code in NeedType} | {NOT_RECORDED: "Not recorded"}


def movement(roll: Roll) -> Movement:
    """Who came to SEN support or an EHC plan, and who left them, since the day before the term."""
    moves = Counter()
    for child in roll.children:
        had, has = child.then in WITH_SEN, child.now in WITH_SEN
        moves["on"] += has and child.then == NO_SEN
        moves["came"] += has and not child.then
        moves["off"] += had and child.now == NO_SEN
        moves["went"] += had and not child.now
        moves["raised"] += child.then == SUPPORT and child.now == EHC
    return Movement(moves["on"], moves["came"], moves["off"], moves["went"], moves["raised"])


def step_downs(roll: Roll) -> StepDowns:
    """Of those whose support ended within twelve months: for how many it has held."""
    back = sum(roll.ended.values())
    return StepDowns(len(roll.ended), len(roll.ended) - back, back)


def levels_of(code: str) -> list[str]:
    """The levels that a census calls so."""
    return [level.value for level, known in CENSUS_CODE.items() if known == code]


def _here(place: int, days: dict[str, dt.date], pupil: str = "") -> Q:
    day, again = days[f"day{place}"], days[f"again{place}"]
    started = Q(**{f"{pupil}joined_on": None}) | Q(**{f"{pupil}joined_on__lte": day})
    return started & (Q(**{f"{pupil}left_on": None}) | Q(**{f"{pupil}left_on__gte": again}))


@prepared
def _on_rolls(_user, many: int, *, schools: list, **days: dt.date):
    counts = {f"roll{place}": Count("pk", filter=_here(place, days)) for place in range(many)}
    return Pupil.objects.filter(school__in=schools).values("school_id").annotate(**counts)


@prepared
def _with_sen(_user, many: int, *, schools: list, **days: dt.date):
    """For each of so many days (each given twice) pupils with SEN support and with an EHC plan; spans of levels never
    overlap, so that no pupil counts twice."""
    counts = {}
    for place in range(many):
        day, again = days[f"day{place}"], days[f"again{place}"]
        held = _here(place, days, "pupil__") & Q(start__lte=day) & (Q(end=None) | Q(end__gte=again))
        for code in WITH_SEN:
            counts[f"{code}{place}"] = Count("pk", filter=held & Q(level__in=levels_of(code)))
    levels = levels_of(SUPPORT) + levels_of(EHC)
    return (
        StatusPeriod.objects.filter(school__in=schools, level__in=levels)
        .order_by()
        .values("school_id")
        .annotate(**counts)
    )


def totals(schools: list[int], days: list[dt.date]) -> dict[int, list[Split]]:
    """School's key → its roll by census code on each of the days. Two queries, which count in the database."""
    values = {f"{name}{place}": day for place, day in enumerate(days) for name in ("day", "again")}
    rolls_then = {row["school_id"]: row for row in _on_rolls(None, len(days), schools=schools, **values)}
    with_sen = {row["school_id"]: row for row in _with_sen(None, len(days), schools=schools, **values)}
    return {
        key: [_split(rolls_then.get(key, {}), with_sen.get(key, {}), place) for place in range(len(days))]
        for key in schools
    }


def _split(roll: Mapping[str, int], with_sen: Mapping[str, int], place: int) -> Split:
    support, ehc = with_sen.get(f"{SUPPORT}{place}", 0), with_sen.get(f"{EHC}{place}", 0)
    return Split(roll.get(f"roll{place}", 0) - support - ehc, support, ehc)
