"""Every read of the register, as flat rows or small frozen things that a template draws without asking again."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Least

from core.schools.models import School
from register.enums import FLAGS, ON_REGISTER, GrantKind, Level, NeedType
from register.hooks import NEXT_REVIEWS
from register.models import ClassTeacher, Contact, Need, Pupil, PupilDocument, SchoolClass, StatusPeriod
from register.names import search_key

FLAG_FIELDS = tuple(name for name, _, _ in FLAGS)


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


def _on_register(school: School, user):
    pupils = Pupil.objects.filter(school=school).visible_to(user).here()
    return pupils.alias(
        period=FilteredRelation("periods", condition=Q(periods__end=None)),
        main=FilteredRelation("needs", condition=Q(needs__end=None, needs__rank=1)),
        second=FilteredRelation("needs", condition=Q(needs__end=None, needs__rank=2)),
    ).filter(period__level__in=ON_REGISTER)


def _narrow(pupils, chosen: RegisterFilter):
    if chosen.q:
        for word in search_key(chosen.q).split():
            pupils = pupils.filter(search__contains=word)
    if chosen.year:
        pupils = pupils.filter(year_group=chosen.year)
    if chosen.klass:
        pupils = pupils.filter(school_class__reference=chosen.klass)
    if chosen.level in Level.values:
        pupils = pupils.filter(period__level=chosen.level)
    if chosen.need in NeedType.values:
        pupils = pupils.filter(Q(main__code=chosen.need) | Q(second__code=chosen.need))
    if chosen.flag in FLAG_FIELDS:
        pupils = pupils.filter(**{chosen.flag: True})
    return pupils


def next_review():
    """The soonest of the reviews that the apps above offer, for a queryset of pupils. Raises LookupError."""
    providers = [provider(OuterRef("pk")) for provider in NEXT_REVIEWS]
    if not providers:
        raise LookupError("No app offers a pupil's next review.")
    return Least(*providers) if len(providers) > 1 else providers[0]


def register_rows(school: School, user, chosen: RegisterFilter) -> list[RegisterRow]:
    """Every pupil on the register whom the user may see, narrowed and sorted. One query, however many pupils."""
    pupils = _narrow(_on_register(school, user), chosen).annotate(review=next_review())
    rows = [
        _row(values) for values in pupils.order_by("legal_last", "legal_first", "pk").values_list(*COLUMNS)
    ]
    return sorted(rows, key=SORTS.get(chosen.sort, SORTS["review"]), reverse=chosen.down)


def _row(values: tuple) -> RegisterRow:
    (reference, preferred, legal, last, upn, klass, year, level, since, need, second, review, *flags) = values
    short = tuple(FLAGS[i][1] for i, on in enumerate(flags) if on)
    return RegisterRow(
        reference, f"{preferred or legal} {last}", last, upn, klass or "", year, level, since, need or "",
        second or "", review, short,
    )  # fmt: skip


LEVEL_ORDER = {level.value: place for place, level in enumerate(Level)}
YEAR_ORDER = {year: place for place, year in enumerate(("N1", "N2", "R", *map(str, range(1, 14))))}
# Rows come by legal name; a sort keeps that order among those that are alike.
SORTS = {
    "review": lambda row: row.review or dt.date.max,
    "name": lambda row: search_key(row.last, row.name),
    "class": lambda row: (YEAR_ORDER.get(row.year, 99), row.klass),
    "need": lambda row: row.need,
    "level": lambda row: LEVEL_ORDER[row.level],
    "since": lambda row: row.since,
}


def pupils_on_roll(school: School, user) -> int:
    """How many pupils of the school the user may see who have not left. One query."""
    return Pupil.objects.filter(school=school).visible_to(user).here().count()


def register_counts(school: School, user) -> dict[str, int]:
    """Pupils on roll and at each level, among those the user may see. One query."""
    period = FilteredRelation("periods", condition=Q(periods__end=None))
    pupils = Pupil.objects.filter(school=school).visible_to(user).here().alias(period=period)
    # grouped by level: counting each with a filter of its own takes Django twice as long to write
    found = dict(pupils.values_list("period__level").annotate(Count("pk")))
    return {level.value: found.get(level, 0) for level in Level} | {"on_roll": sum(found.values())}


def classes_of(school: School, academic_year: int) -> list[tuple[str, str]]:
    """(reference, name) of the school's classes that year, youngest first. One query."""
    classes = SchoolClass.objects.filter(school=school, academic_year=academic_year)
    rows = classes.values_list("reference", "name", "year_group")
    return [(ref, name) for ref, name, year in sorted(rows, key=lambda r: (YEAR_ORDER.get(r[2], 99), r[1]))]


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
    return pupils.select_related("school").annotate(
        class_name=F("school_class__name"), contact_name=F("first__name"), contact_phone=F("first__phone"),
        contact_email=F("first__email"),
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


def documents_of(pupil: Pupil):
    """The pupil's documents, newest first."""
    documents = PupilDocument.objects.filter(pupil=pupil).select_related("issued", "filed_by")
    return documents.order_by("-filed_at", "-pk")


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
