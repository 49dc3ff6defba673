"""What provision the school makes on a day or over a term, read in constant queries (R-93, R-95)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf

from apdr.enums import MENTOR_KINDS, ProvisionState
from apdr.models import Provision, ProvisionAdult, ProvisionPupil, Slot
from core.accounts.enums import Permission
from core.calendar.dates import Span, academic_year
from core.schools.models import School, Term
from core.schools.prepared import prepared
from register.enums import AREA_OF, Area, NeedType
from register.models import Need, Pupil
from register.queries import RollThen, rolls_then

COUNTED = (ProvisionState.RUNNING, ProvisionState.ENDED)


@dataclass(frozen=True, slots=True)
class Child:
    """A child whom the person sees, in a provision: class and year as they were, the area of the main need or ""."""

    reference: str
    name: str
    klass: str
    year: str
    area: str


@dataclass(frozen=True, slots=True)
class Time:
    """A weekly time: 1 is Monday, minutes a session."""

    weekday: int
    at: dt.time
    minutes: int


@dataclass(slots=True)
class MapRow:
    """One provision as it stood. `others` are children out of the person's sight; `children` those in it."""

    reference: str
    title: str
    intervention: str
    kind: str
    wave: str
    area: str
    start: dt.date
    end: dt.date
    ended: bool
    agency: str
    adults: list[str] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    others: int = 0

    @property
    def mentor(self) -> bool:
        """Whether it is a learning mentor's work, which has a part of its own (R-93)."""
        return self.kind in MENTOR_KINDS

    @property
    def minutes(self) -> int:
        """Minutes planned a week."""
        return sum(time.minutes for time in self.times)


@dataclass(frozen=True, slots=True)
class Asked:
    """What map is wanted: of one day, or of all days of a term; grouped by "class", "need" or "term"."""

    span: Span
    by: str
    term: str = ""

    @property
    def one_day(self) -> bool:
        return self.span.start == self.span.end

    def told(self, today: dt.date) -> dt.date:
        """The day of which class and need are told: the last asked for, today at the latest."""
        return min(self.span.end, today)


def terms_of(school: School) -> list[tuple[str, dt.date, dt.date]]:
    """(name, first day, last day) of the school's terms, the oldest first. One query."""
    return _terms(None, school=school.pk)


@prepared
def _terms(_user, *, school: int):
    return Term.objects.filter(school=school).values_list("name", "start", "end")


def provision_map(school: School, user, asked: Asked, today: dt.date) -> list[MapRow]:
    """Provision that lasted on a day of `asked.span` and that the user may see, by name. Weekly times and children are
    those of the day; over a term, the children of any day of it and the times with which it ended. Five queries,
    seven for a day in the past (classes then, ADR 0014)."""
    lasting = _provisions(user, school, start=asked.span.start, end=asked.span.end)
    rows = {pk: MapRow(*rest) for pk, *rest in lasting}
    if not rows:
        return []
    _add_adults(rows)
    _add_times(rows, asked.span)
    _add_children(rows, school, user, asked, today)
    return list(rows.values())


@prepared
def _provisions(user, school: School, *, start: dt.date, end: dt.date):
    lasting = Provision.objects.filter(
        school=school, state__in=COUNTED, start__lte=end, end__gte=start
    ).visible_to(user)
    title = Coalesce(NullIf(F("name"), Value("")), F("intervention__name"))
    return lasting.annotate(title=title).order_by("title", "start", "pk").values_list(
        "pk", "reference", "title", "intervention__name", "intervention__kind", "intervention__wave",
        "intervention__area", "start", "end", Q(state=ProvisionState.ENDED), "agency",
    )  # fmt: skip


def _add_adults(rows: dict[int, MapRow]) -> None:
    for pk, formal, name, role in _adults_in(None, runs=list(rows)):
        rows[pk].adults.append(formal or name or role)


@prepared
def _adults_in(_user, *, runs: list[int]):
    found = ProvisionAdult.objects.filter(provision__in=runs).order_by("pk")
    return found.values_list("provision", "user__formal_name", "user__name", "role")


def _add_times(rows: dict[int, MapRow], span: Span) -> None:
    for pk, weekday, at, minutes, start, end in _times_of(None, runs=list(rows)):
        row = rows[pk]
        day = min(span.end, row.end)
        if start <= day <= (end or row.end):
            row.times.append(Time(weekday, at, minutes))


@prepared
def _times_of(_user, *, runs: list[int]):
    found = Slot.objects.filter(provision__in=runs).order_by("weekday", "at")
    return found.values_list("provision", "weekday", "at", "minutes", "start", "end")


def _add_children(rows: dict[int, MapRow], school: School, user, asked: Asked, today: dt.date) -> None:
    span, whole = asked.span, school.pk in user.whole_school_ids
    places = _places(user, whole, runs=list(rows), start=span.start, end=span.end)
    seen = sorted({place[1] for place in places if place[2]})
    needs = _areas(school, seen, asked.told(today))
    then = rolls_then(school, seen, asked.span.end) if seen and asked.span.end < today else {}
    for pk, pupil, visible, reference, first, legal, last, klass, year in places:
        if not visible:
            rows[pk].others += 1
            continue
        roll = then.get(pupil) or RollThen(klass or "", "", year, ())
        rows[pk].children.append(
            Child(reference, f"{first or legal} {last}", roll.klass, roll.year, needs.get(pupil, ""))
        )


@prepared
def _places(user, whole: bool, *, runs: list[int], start: dt.date, end: dt.date):
    """Places that hold on a day from `start` to `end`; a place ends when the child leaves the school."""
    held = ProvisionPupil.objects.filter(
        Q(end=None) | Q(end__gte=start), Q(pupil__left_on=None) | Q(pupil__left_on__gte=start),
        provision__in=runs, start__lte=end,
    )  # fmt: skip
    mine = Value(True) if whole else Exists(Pupil.objects.filter(pk=OuterRef("pupil")).visible_to(user))
    return held.annotate(visible=mine).order_by("pupil__legal_last", "pupil__legal_first", "pk").values_list(
        "provision", "pupil", "visible", "pupil__reference", "pupil__preferred_first", "pupil__legal_first",
        "pupil__legal_last", "pupil__school_class__name", "pupil__year_group",
    )  # fmt: skip


def _areas(school: School, pupils: list[int], day: dt.date) -> dict[int, str]:
    """Pupil → the area of the main need on that day."""
    found = _main_needs(None, school=school.pk, pupils=pupils, day=day)
    return {pupil: AREA_OF[NeedType(code)].value for pupil, code in found}


@prepared
def _main_needs(_user, *, school: int, pupils: list[int], day: dt.date):
    held = Need.objects.filter(Q(end=None) | Q(end__gte=day), school=school, rank=1, start__lte=day)
    return held.filter(pupil__in=pupils).values_list("pupil", "code")


def may_name_children(user, school: School) -> bool:
    """Whether files for this person hold the children's names."""
    return school.pk in user.schools_where(Permission.REGISTER_EXPORT)


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the map: its heading and its provision, each with the children of this part alone."""

    title: str
    rows: list[MapRow]


def grouped(rows: list[MapRow], asked: Asked, terms, words) -> list[Group]:
    """The rows that are no learning mentor's work, by class, need or term of beginning. A provision with children of
    two classes stands under both. `words` names what has no class, no area and no term (present.Names). No query."""
    places = {"class": _by_class, "need": _by_need, "term": _by_term}[asked.by]
    parts: dict[tuple, list[MapRow]] = defaultdict(list)
    for row in rows:
        if not row.mentor:
            for key, children in places(row, terms, words):
                parts[key].append(_with(row, children))
    return [Group(key[-1], parts[key]) for key in sorted(parts)]


def _with(row: MapRow, children: list[Child]) -> MapRow:
    return MapRow(row.reference, row.title, row.intervention, row.kind, row.wave, row.area, row.start, row.end, row.ended,
                  row.agency, row.adults, row.times, children, row.others)  # fmt: skip


def _by_class(row: MapRow, _terms, words):
    if not row.children:
        return [((99, words.others if row.others else words.no_child), [])]
    parts: dict[tuple, list[Child]] = defaultdict(list)
    for child in row.children:
        parts[words.class_key(child)].append(child)
    return parts.items()


def _by_need(row: MapRow, _terms, words):
    if row.area and row.area != Area.NONE:
        return [(words.area_key(row.area), row.children)]
    parts: dict[tuple, list[Child]] = defaultdict(list)
    for child in row.children:
        parts[words.area_key(child.area)].append(child)
    return parts.items() or [(words.area_key(""), [])]


def _by_term(row: MapRow, terms, words):
    for name, start, end in terms:
        if start <= row.start <= end:
            return [((-start.toordinal(), words.term(name, start)), row.children)]
    year = academic_year(row.start)
    return [((-row.start.toordinal(), words.no_term(year)), row.children)]
