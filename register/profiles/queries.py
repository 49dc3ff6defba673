"""Reads about profiles: who must have read which version, what changed, which class's sheets hold what."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import Membership
from core.accounts.roles import roles_with
from core.schools.models import School
from register.enums import AREA_OF, ON_REGISTER, GrantKind, NeedType
from register.models import (
    PROFILE_TEXTS,
    BankedAdjustment,
    ClassTeacher,
    Profile,
    ProfileReading,
    Pupil,
    PupilGrant,
    SchoolClass,
)

FIELDS = (*PROFILE_TEXTS, "no_voice_why", "parents_say")


def _staff_of(school_id):
    """Keys of those who may open SEN records of that school today."""
    holders = Membership.objects.current().filter(school=school_id, role__in=roles_with(Permission.SEN_VIEW))
    return holders.values("user")


def adults_of_each(pupils: list[Pupil]) -> dict[int, dict[int, str]]:
    """Key of each pupil → the adults who teach their class or support them: key → name as pupils say it.

    The pupils are of one school. Those whose role at the school has ended are left out. Two queries.
    """
    adults: dict[int, dict[int, str]] = {pupil.pk: {} for pupil in pupils}
    if not pupils:
        return adults
    staff = _staff_of(pupils[0].school_id)
    columns = ("user", "user__formal_name", "user__name")
    taught = {pupil.school_class_id for pupil in pupils} - {None}
    teachers: dict[int, dict[int, str]] = {}
    rows = ClassTeacher.objects.filter(school_class__in=taught, user__in=staff).order_by("pk")
    for klass, user, formal, name in rows.values_list("school_class", *columns):
        teachers.setdefault(klass, {})[user] = formal or name
    for pupil in pupils:
        adults[pupil.pk] |= teachers.get(pupil.school_class_id, {})
    grants = PupilGrant.objects.filter(
        content_object__in=list(adults), permission__codename=GrantKind.SUPPORT, user__in=staff
    ).in_force()
    for pupil, user, formal, name in grants.order_by("pk").values_list("content_object", *columns):
        adults[pupil][user] = formal or name
    return adults


@dataclass(frozen=True, slots=True)
class Reader:
    """An adult who teaches or supports the child: `number` is the newest version read, None for none of them."""

    user: int
    name: str
    number: int | None
    read_at: dt.datetime | None


def readers_of(profile: Profile) -> list[Reader]:
    """Each adult who teaches or supports the child, with what they read last. Three queries."""
    adults = adults_of_each([profile.pupil])[profile.pupil_id]
    last: dict[int, ProfileReading] = {}
    for reading in ProfileReading.objects.filter(profile=profile, user__in=list(adults)).order_by("number"):
        last[reading.user_id] = reading
    return [
        Reader(
            user,
            name,
            last[user].number if user in last else None,
            last[user].read_at if user in last else None,
        )
        for user, name in adults.items()
    ]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one pupil's profile is written and read. `adults` teach or support the child; `missing` names those
    among them who have not read the newest version. `written_on` is None where there is no profile."""

    reference: str
    name: str
    klass: str
    version: int
    written_on: dt.date | None
    review_on: dt.date | None
    adults: int
    missing: tuple[str, ...]


def coverage(school: School, user, klass: str = "") -> list[Coverage]:
    """One row for each pupil on the register whom the user may see, in the class of reference `klass` or in all,
    by class and name. Four queries, however many pupils."""
    pupils = _on_register(school, user).select_related("school_class", "profile")
    if klass:
        pupils = pupils.filter(school_class__reference=klass)
    found = list(pupils.order_by("school_class__name", "legal_last", "legal_first", "pk"))
    adults = adults_of_each(found)
    read = set(
        ProfileReading.objects.filter(profile__in=[p.profile.pk for p in found if hasattr(p, "profile")])
        .filter(number=F("profile__version"))
        .values_list("profile", "user")
    )
    return [_coverage(pupil, adults[pupil.pk], read) for pupil in found]


def _coverage(pupil: Pupil, adults: dict[int, str], read: set[tuple[int, int]]) -> Coverage:
    profile = getattr(pupil, "profile", None)
    missing = [name for key, name in adults.items() if profile is None or (profile.pk, key) not in read]
    return Coverage(
        pupil.reference, pupil.name, pupil.class_name,
        profile.version if profile else 0, timezone.localdate(profile.written_at) if profile else None,
        profile.review_on if profile else None, len(adults), tuple(missing),
    )  # fmt: skip


def _on_register(school: School, user):
    pupils = Pupil.objects.filter(school=school).visible_to(user).here()
    period = FilteredRelation("periods", condition=Q(periods__end=None))
    return pupils.alias(period=period).filter(period__level__in=ON_REGISTER)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One pupil on a class's page. `level` is a Level, `need` and `second` are census codes; the texts are as typed,
    one point a line."""

    reference: str
    name: str
    level: str
    need: str
    second: str
    helps: str
    avoid: str
    adjustments: str
    ask: str
    written: bool


def class_sheets(school_class: SchoolClass, user) -> list[Sheet]:
    """What every adult in the room must know: each pupil of the class who is on the register and whom the user may
    see, by name; those without a profile too (R-56). One query."""
    pupils = _on_register(school_class.school, user).filter(school_class=school_class)
    rows = pupils.alias(
        main=FilteredRelation("needs", condition=Q(needs__end=None, needs__rank=1)),
        second=FilteredRelation("needs", condition=Q(needs__end=None, needs__rank=2)),
    ).order_by("legal_last", "legal_first", "pk")
    columns = ("reference", "preferred_first", "legal_first", "legal_last", "period__level", "main__code",
               "second__code", "profile__helps", "profile__avoid", "profile__adjustments", "profile__ask",
               "profile__pk")  # fmt: skip
    return [
        Sheet(reference, f"{preferred or legal} {last}", level, need or "", second or "", *(t or "" for t in texts),
              written=key is not None)
        for reference, preferred, legal, last, level, need, second, *texts, key in rows.values_list(*columns)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a profile as it stood: who wrote it and when, and its texts by field."""

    number: int
    written_at: dt.datetime
    written_by: str
    review_on: dt.date | None
    reviewed_on: dt.date | None
    texts: dict[str, str]


def versions_of(profile: Profile) -> list[Version]:
    """Every version of the profile from its history, newest first. One query."""
    events = Profile.pgh_event_model.objects.filter(pgh_obj=profile).exclude(pgh_label="delete")
    found = {
        event.version: Version(
            event.version, event.written_at, event.written_by.called, event.review_on, event.reviewed_on,
            {name: getattr(event, name) for name in FIELDS},
        )
        for event in events.select_related("written_by").order_by("pgh_id")
    }  # fmt: skip
    return [found[number] for number in sorted(found, reverse=True)]


def bank_of(school: School, *, retired: bool = False) -> list[BankedAdjustment]:
    """The lines of the school's bank that are offered, by area and words; with `retired` the others too. One query."""
    lines = BankedAdjustment.objects.filter(school=school)
    return list((lines if retired else lines.filter(retired_on=None)).order_by("words"))


def areas_of(codes: list[str]) -> set[str]:
    """The areas that types of need lie in."""
    return {AREA_OF[NeedType(code)].value for code in codes}
