"""Every read of the register, as flat rows or small frozen things that a template draws without asking again."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, FilteredRelation, OuterRef, Q, Value, When
from django.db.models.functions import Least
from django.utils import timezone

from core.calendar.dates import academic_year
from core.schools.models import School
from core.schools.prepared import prepared
from register.enums import FLAGS, ON_REGISTER, WITH_PLAN, YEAR_GROUPS, GrantKind, Level, NeedType
from register.hooks import NEXT_REVIEWS
from register.models import (
    ClassTeacher,
    Contact,
    Need,
    Pupil,
    SavedFilter,
    SchoolClass,
    StatusPeriod,
)
from register.names import search_key

FLAG_FIELDS = tuple(name for name, _, _ in FLAGS)
WITH_SEN = "sen"  # in place of a level: SEN support or an EHC plan, as the census counts
MAIN = "main-"  # before a type of need: as the main one alone


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What the register is narrowed by and sorted on; every part of it stands in the address."""

    q: str = ""
    year: str = ""
    klass: str = ""
    need: str = ""
    level: str = ""
    flag: str = ""
    sort: str = "review"
    down: bool = False
    as_on: dt.date | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything but the day and the order is asked for."""
        return any((self.q, self.year, self.klass, self.need, self.level, self.flag))

    @property
    def main_need(self) -> str:
        """The type of need that is asked for as the main one alone, or ""."""
        code = self.need.removeprefix(MAIN)
        return code if code != self.need and code in NeedType.values else ""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One pupil on the register. `flags` are short forms; `need` and `second` are census codes."""

    reference: str
    name: str
    last: str
    upn: str
    klass: str
    year: str
    level: str
    since: dt.date
    need: str
    second: str
    review: dt.date | None
    flags: tuple[str, ...] = field(default=())


COLUMNS = (
    "reference", "preferred_first", "legal_first", "legal_last", "upn", "school_class__name", "year_group",
    "period__level", "period__start", "main__code", "second__code", "review", *FLAG_FIELDS,
)  # fmt: skip


def _holding(relation: str, day: dt.date | None) -> Q:
    """Rows of `relation` that hold on the day; those without an end when no day is given, by their own index."""
    if day is None:
        return Q(**{f"{relation}__end": None})
    lasts = Q(**{f"{relation}__end": None}) | Q(**{f"{relation}__end__gte": day})
    return Q(**{f"{relation}__start__lte": day}) & lasts


def _on_register(school: School, user, day: dt.date | None = None):
    held = _holding("needs", day)
    return (
        _roll(school, user, day)
        .alias(
            period=FilteredRelation("periods", condition=_holding("periods", day)),
            main=FilteredRelation("needs", condition=held & Q(needs__rank=1)),
            second=FilteredRelation("needs", condition=held & Q(needs__rank=2)),
        )
        .filter(period__level__in=ON_REGISTER)
    )


def _narrow(pupils, chosen: RegisterFilter):
    """By what the database knows for any day: name, level, need."""
    if chosen.q:
        for word in search_key(chosen.q).split():
            pupils = pupils.filter(search__contains=word)
    if chosen.level in Level.values:
        pupils = pupils.filter(period__level=chosen.level)
    elif chosen.level == WITH_SEN:
        pupils = pupils.filter(period__level__in=WITH_PLAN)
    if chosen.main_need:
        pupils = pupils.filter(main__code=chosen.main_need)
    elif chosen.need in NeedType.values:
        pupils = pupils.filter(Q(main__code=chosen.need) | Q(second__code=chosen.need))
    return pupils


def _narrow_by_roll(pupils, chosen: RegisterFilter):
    """By class, year and flags as they are now."""
    if chosen.year:
        pupils = pupils.filter(year_group=chosen.year)
    if chosen.klass:
        pupils = pupils.filter(school_class__reference=chosen.klass)
    if chosen.flag in FLAG_FIELDS:
        pupils = pupils.filter(**{chosen.flag: True})
    return pupils


def next_review(day: dt.date | None = None):
    """The soonest of the reviews that the apps above offer, for a queryset of pupils; with `day`, the one that stood
    then. Raises LookupError."""
    providers = [provider(OuterRef("pk"), day) for provider in NEXT_REVIEWS]
    if not providers:
        raise LookupError("No app offers a pupil's next review.")
    return Least(*providers) if len(providers) > 1 else providers[0]


def register_rows(school: School, user, chosen: RegisterFilter) -> list[RegisterRow]:
    """Every pupil on the register whom the user may see, narrowed and sorted: one query, however many pupils. With
    a day, the register as it was then: three."""
    pupils = _narrow(_on_register(school, user, chosen.as_on), chosen).annotate(
        review=next_review(chosen.as_on)
    )
    if chosen.as_on is None:
        pupils = _narrow_by_roll(pupils, chosen)
    found = pupils.order_by("legal_last", "legal_first", "pk").values_list("pk", *COLUMNS)
    rows = _as_then(school, found, chosen) if chosen.as_on else [_row(values[1:]) for values in found]
    return sorted(rows, key=SORTS.get(chosen.sort, SORTS["review"]), reverse=chosen.down)


def _row(values: tuple) -> RegisterRow:
    (reference, preferred, legal, last, upn, klass, year, level, since, need, second, review, *flags) = values
    short = tuple(FLAGS[i][1] for i, on in enumerate(flags) if on)
    return RegisterRow(
        reference, f"{preferred or legal} {last}", last, upn, klass or "", year, level, since, need or "",
        second or "", review, short,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RollThen:
    """A pupil's place on the roll on an earlier day, from the history of the pupil's row."""

    klass: str
    klass_reference: str
    year: str
    flags: tuple[bool, ...]


def _as_then(school: School, found, chosen: RegisterFilter) -> list[RegisterRow]:
    """Rows with class, year and flags as on the day, and narrowed by them."""
    values = list(found)
    then = rolls_then(school, [row[0] for row in values], chosen.as_on)
    rows = []
    for pk, *rest in values:
        roll, (year_at, flags_at) = then[pk], (COLUMNS.index("year_group"), len(COLUMNS) - len(FLAG_FIELDS))
        rest[year_at - 1], rest[year_at] = roll.klass, roll.year
        rest[flags_at:] = roll.flags
        if _was(roll, chosen):
            rows.append(_row(tuple(rest)))
    return rows


def _was(roll: RollThen, chosen: RegisterFilter) -> bool:
    flagged = chosen.flag not in FLAG_FIELDS or roll.flags[FLAG_FIELDS.index(chosen.flag)]
    return chosen.year in ("", roll.year) and chosen.klass in ("", roll.klass_reference) and flagged


def rolls_then(school: School, keys: list[int], day: dt.date) -> dict[int, RollThen]:
    """Class, year group and flags of each pupil at the end of `day`, by primary key. Two queries.

    From the newest entry of the pupil's history up to then. Where the history begins later, the earliest entry
    stands in for it, moved by a year group for each academic year between (`year_group_then`), without a class of
    another year.
    """
    end = timezone.make_aware(dt.datetime.combine(day, dt.time.max))
    events = Pupil.pgh_event_model.objects.filter(school=school, pgh_obj__in=keys)
    columns = ("pgh_obj_id", "since", "school_class_id", "year_group", *FLAG_FIELDS)
    known = events.annotate(after=Q(pgh_created_at__gt=end))
    known = known.annotate(since=Case(When(after=True, then="pgh_created_at")))  # told only where it matters
    # the newest up to that moment; where there is none, the oldest after it
    order = Case(When(after=True, then=F("pgh_id")), default=-F("pgh_id"))
    newest = known.order_by("pgh_obj_id", "after", order).distinct("pgh_obj_id").values_list(*columns)
    classes = {
        pk: (name, reference, year)
        for pk, name, reference, year in SchoolClass.objects.filter(school=school).values_list(
            "pk", "name", "reference", "academic_year"
        )
    }
    return {row[0]: _roll_of(row, classes, day) for row in newest}


def _roll_of(row: tuple, classes: dict, day: dt.date) -> RollThen:
    _, since, class_key, year, *flags = row
    name, reference, class_year = classes.get(class_key, ("", "", None))
    if since:
        year = year_group_then(year, class_year, since, day)
    if class_year != academic_year(day):
        name = reference = ""
    return RollThen(name, reference, year, tuple(flags))


def year_group_then(year: str, class_year: int | None, since: dt.datetime, day: dt.date) -> str:
    """The year group on `day` of who is of `year` by an entry of their history written at `since`, after it: the entry
    tells of the academic year of its class or, without a class, of that in which it was written."""
    told_of = academic_year(timezone.localdate(since)) if class_year is None else class_year
    return year_group_before(year, told_of - academic_year(day))


def year_group_before(year: str, years: int) -> str:
    """The year group that a pupil of `year` was in so many academic years earlier; "" before nursery."""
    place = YEAR_ORDER.get(year, -1) - years
    return YEAR_GROUPS[place] if year in YEAR_ORDER and 0 <= place < len(YEAR_GROUPS) else ""


LEVEL_ORDER = {level.value: place for place, level in enumerate(Level)}
YEAR_ORDER = {year: place for place, year in enumerate(YEAR_GROUPS)}
# Rows come by legal name; a sort keeps that order among those that are alike.
SORTS = {
    "review": lambda row: row.review or dt.date.max,
    "name": lambda row: search_key(row.last, row.name),
    "class": lambda row: (YEAR_ORDER.get(row.year, 99), row.klass),
    "need": lambda row: row.need,
    "level": lambda row: LEVEL_ORDER[row.level],
    "since": lambda row: row.since,
}


def _roll(school: School, user, day: dt.date | None):
    pupils = Pupil.objects.filter(school=school).visible_to(user)
    return pupils.here() if day is None else pupils.on_roll(day)


def pupils_on_roll(school: School, user, day: dt.date | None = None) -> int:
    """How many pupils of the school the user may see who are on its roll, now or on that day. One query."""
    return _roll(school, user, day).count()


def register_counts(school: School, user, day: dt.date | None = None) -> dict[str, int]:
    """Pupils on roll and at each level, among those the user may see, now or on that day. One query."""
    period = FilteredRelation("periods", condition=_holding("periods", day))
    pupils = _roll(school, user, day).alias(period=period)
    # grouped by level: counting each with a filter of its own takes Django twice as long to write
    found = dict(pupils.values_list("period__level").annotate(Count("pk")))
    return {level.value: found.get(level, 0) for level in Level} | {"on_roll": sum(found.values())}


def classes_of(school: School, academic_year: int) -> list[tuple[str, str]]:
    """(reference, name) of the school's classes that year, youngest first. One query."""
    classes = SchoolClass.objects.filter(school=school, academic_year=academic_year)
    rows = classes.values_list("reference", "name", "year_group")
    return [(ref, name) for ref, name, year in sorted(rows, key=lambda r: (YEAR_ORDER.get(r[2], 99), r[1]))]


@prepared
def _in_sight(user):
    return Pupil.objects.visible_to(user).values_list("pk", flat=True)


@contextmanager
def asked_once(user) -> Iterator[None]:
    """Ask once for the pupils whom the user may know of, for the many reads of one page: `visible_to` means these until
    the block ends. One query; none for who sees a whole school, of whom that is not worth while."""
    if user.whole_school_ids or user.pupils_in_sight is not None:
        yield
        return
    user.pupils_in_sight = _in_sight(user)
    try:
        yield
    finally:
        user.pupils_in_sight = None


def classes_taught(school: School, user, academic_year: int):
    """Classes of that year that the user answers for."""
    classes = SchoolClass.objects.filter(
        school=school, academic_year=academic_year, class_teachers__user=user
    )
    return classes.order_by("name")


def search_pupils(school: School, user, text: str, most: int = 20) -> list[Pupil]:
    """Pupils whom the user may know of whose name, UPN or reference holds every word of `text`."""
    pupils = Pupil.objects.filter(school=school).visible_to(user)
    for word in search_key(text).split():
        pupils = pupils.filter(search__contains=word)
    here_first = F("left_on").desc(nulls_first=True)
    return list(
        pupils.select_related("school", "school_class").order_by(here_first, "legal_last", "legal_first")[
            :most
        ]
    )


def pupil_list(school: School, user):
    """Pupils of the school who have not left, with class and main contact, for the office. One query."""
    first = FilteredRelation("contacts", condition=Q(contacts__priority=1))
    pupils = Pupil.objects.filter(school=school).visible_to(user).here().alias(first=first)
    return pupils.select_related("school", "school_class").annotate(
        contact_name=F("first__name"), contact_phone=F("first__phone"), contact_email=F("first__email"),
    ).order_by("legal_last", "legal_first", "pk")  # fmt: skip


def periods_of(pupil: Pupil):
    """Every level the pupil has had, newest first, with who recorded it."""
    return StatusPeriod.objects.filter(pupil=pupil).select_related("recorded_by").order_by("-start")


def open_period(pupil: Pupil) -> StatusPeriod | None:
    """The level the pupil has now."""
    return StatusPeriod.objects.filter(pupil=pupil, end=None).first()


def needs_of(pupil: Pupil) -> list[Need]:
    """The types of need that hold now, the main one first."""
    return list(Need.objects.filter(pupil=pupil, end=None).order_by("rank"))


@dataclass(frozen=True, slots=True)
class Standing:
    """What the strip above a pupil's pages says of SEN: the level, "" off the register, and the types of need."""

    level: str
    needs: tuple[str, ...]


def standing_of(pupil: Pupil) -> Standing:
    """The pupil's level now, and the types of need that hold now, the main one first. One query."""
    rows = _standing(None, pupil=pupil.pk)
    return Standing(rows[0][0] or "", tuple(code for _level, code in rows if code))


@prepared
def _standing(_user, *, pupil: int):
    held = Pupil.objects.filter(pk=pupil).alias(
        period=FilteredRelation("periods", condition=Q(periods__end=None)),
        need=FilteredRelation("needs", condition=Q(needs__end=None)),
    )
    return held.order_by("need__rank").values_list("period__level", "need__code")


def contacts_of(pupil: Pupil) -> list[Contact]:
    """The pupil's contacts, most important first."""
    return list(pupil.contacts.order_by("priority"))


def teachers_of(pupil: Pupil) -> list[str]:
    """Names, as pupils say them, of those who answer for the pupil's class."""
    teachers = ClassTeacher.objects.filter(school_class=pupil.school_class_id).select_related("user")
    return [teacher.user.called for teacher in teachers.order_by("pk")]


def teachers_by_class(pupils: list[Pupil]) -> dict[int, list[str]]:
    """`teachers_of` for the classes of several pupils, by the class's key. One query."""
    names: dict[int, list[str]] = {}
    classes = {pupil.school_class_id for pupil in pupils}
    for teacher in (
        ClassTeacher.objects.filter(school_class__in=classes).select_related("user").order_by("pk")
    ):
        names.setdefault(teacher.school_class_id, []).append(teacher.user.called)
    return names


def adults_of(pupil: Pupil) -> tuple[list[str], list[str]]:
    """Names of the teachers who answer for the pupil's class, and of the TAs who support the pupil. One query."""
    columns = ("role", "user__formal_name", "user__name", "pk")
    teachers = ClassTeacher.objects.filter(school_class=pupil.school_class_id).annotate(role=Value("teacher"))
    support = (
        pupil.grants.filter(permission__codename=GrantKind.SUPPORT).in_force().annotate(role=Value("ta"))
    )
    rows = teachers.values_list(*columns).union(support.values_list(*columns)).order_by("pk")
    names: dict[str, list[str]] = {"teacher": [], "ta": []}
    for role, formal, name, _pk in rows:
        names[role].append(formal or name)
    return names["teacher"], names["ta"]


def saved_filters(school: School, user) -> list[SavedFilter]:
    """The person's own filters of the register, by name. One query."""
    return list(SavedFilter.objects.filter(school=school, owner=user))
