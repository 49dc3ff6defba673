"""Reads across the apps: what each role's first page shows."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, FilteredRelation, Q

from core.schools.models import School
from core.schools.prepared import prepared
from register.enums import CENSUS_CODE, ON_REGISTER, GrantKind, Level
from register.models import Pupil, PupilGrant
from register.queries import classes_taught, next_review


@dataclass(frozen=True, slots=True)
class Figures:
    """Pupils on roll of one school and how many of them have SEN support or an EHC plan."""

    school: School
    on_roll: int
    support: int
    ehc: int


def _levels(code: str) -> list[str]:
    return [level.value for level in Level if CENSUS_CODE[level] == code]


def figures_of(schools: list[School]) -> list[Figures]:
    """The same figures for each school, in one query."""
    period = FilteredRelation("periods", condition=Q(periods__end=None))
    counts = (
        Pupil.objects.filter(school__in=schools)
        .here()
        .alias(period=period)
        .values("school_id")
        .annotate(
            on_roll=Count("pk"),
            support=Count("pk", filter=Q(period__level__in=_levels("K"))),
            ehc=Count("pk", filter=Q(period__level__in=_levels("E"))),
        )
    )
    found = {row["school_id"]: row for row in counts}
    empty = {"on_roll": 0, "support": 0, "ehc": 0}
    rows = ((school, found.get(school.pk, empty)) for school in schools)
    return [Figures(school, row["on_roll"], row["support"], row["ehc"]) for school, row in rows]


@dataclass(frozen=True, slots=True)
class CareRow:
    """One pupil in somebody's care: a class teacher's or a TA's."""

    reference: str
    name: str
    class_name: str
    level: str
    need: str
    second: str
    adjustments: str
    review: dt.date | None


def pupils_in_care(school: School, user) -> list[CareRow]:
    """Pupils on the register whom the user sees, with their adjustments and next review. One query."""
    return [
        CareRow(
            ref,
            f"{preferred or legal} {last}",
            klass or "",
            level,
            main or "",
            second or "",
            adjustments or "",
            review,
        )
        for ref, preferred, legal, last, klass, level, main, second, adjustments, review in _in_care(
            user, school
        )
    ]


@prepared
def _in_care(user, school: School):
    pupils = (
        Pupil.objects.filter(school=school)
        .visible_to(user)
        .here()
        .alias(
            period=FilteredRelation("periods", condition=Q(periods__end=None)),
            main=FilteredRelation("needs", condition=Q(needs__end=None, needs__rank=1)),
            second=FilteredRelation("needs", condition=Q(needs__end=None, needs__rank=2)),
        )
        .filter(period__level__in=ON_REGISTER)
        .annotate(review=next_review())
    )
    return pupils.order_by("school_class__name", "legal_last", "legal_first", "pk").values_list(
        "reference", "preferred_first", "legal_first", "legal_last", "school_class__name", "period__level",
        "main__code", "second__code", "profile__adjustments", "review",
    )  # fmt: skip


@prepared
def _taught(user, school: School, year: int):
    return classes_taught(school, user.pk, year).values_list("name", "reference")


def classes_of_teacher(school: School, user, academic_year: int) -> list[tuple[str, str]]:
    """(name, reference) of each class of that year that the user answers for. One query."""
    return _taught(user, school, academic_year)


def children_of(school: School, user) -> list[Pupil]:
    """The user's own children at the school, by grant. One query."""
    grants = PupilGrant.objects.filter(user=user, permission__codename=GrantKind.PARENT).in_force()
    pupils = Pupil.objects.filter(school=school, pk__in=grants.values("content_object"))
    return list(pupils.select_related("school", "school_class").order_by("born", "pk"))
