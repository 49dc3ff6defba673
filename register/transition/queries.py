"""Reads of transition: who comes, who moves, who leaves, who prepares for adulthood."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q

from core.accounts.enums import Role
from core.accounts.models import Membership
from core.schools.models import School
from core.schools.queries import school_days
from register.enums import ON_REGISTER, YEAR_GROUPS, ConversationKind, Level, RollState, SupportState
from register.models import (
    AccessArrangement,
    AdultLife,
    ClassTeacher,
    Conversation,
    ExtraSupport,
    Pupil,
    RollOver,
    SchoolClass,
    StatusPeriod,
    Transfer,
)
from register.queries import next_review
from register.transition.moves import Mover
from register.transition.years import (
    ADULTHOOD_FROM,
    YEAR_ORDER,
    Due,
    key_stage_of,
    next_year_group,
    transfer_due,
)

STARTED_LATELY = dt.timedelta(days=60)
LEFT_LATELY = dt.timedelta(days=365)
ADULT_YEARS = YEAR_GROUPS[YEAR_ORDER[ADULTHOOD_FROM] :]


def incoming_pupils(school: School, user) -> list[Pupil]:
    """Pupils whose first day is to come, soonest first, with what the last school said, their class, profile and
    `meetings` (transition meetings, newest first). Two queries."""
    pupils = Pupil.objects.filter(school=school).visible_to(user).incoming()
    return _with_what_is_known(pupils, user)


def started_lately(school: School, user, today: dt.date) -> list[Pupil]:
    """Pupils who began in the last 60 days, whose last school told of SEN and who are at no level yet. Two queries."""
    pupils = Pupil.objects.filter(school=school).visible_to(user).here()
    began = pupils.filter(joined_on__gt=today - STARTED_LATELY, prior_school__level__in=["K", "E"])
    levelled = StatusPeriod.objects.filter(pupil=OuterRef("pk"))
    return _with_what_is_known(began.exclude(Exists(levelled)), user)


def _with_what_is_known(pupils, user) -> list[Pupil]:
    meetings = Conversation.objects.visible_to(user).filter(kind=ConversationKind.TRANSITION).order_by("-on")
    joined = pupils.select_related("school", "school_class", "prior_school", "profile").defer("school__crest")
    return list(
        joined.prefetch_related(Prefetch("conversations", meetings, to_attr="meetings")).order_by(
            "joined_on", "legal_last", "legal_first"
        )
    )


def likely_doubles(school: School, *, first: str, last: str, born: dt.date, upn: str) -> list[Pupil]:
    """Pupils of the school, those who left included, with that UPN or with that name and date of birth. One query."""
    same = Q(legal_last__iexact=last, born=born) & (
        Q(legal_first__iexact=first) | Q(preferred_first__iexact=first)
    )
    known = Q(upn=upn) if upn else Q(pk=None)
    return list(Pupil.objects.filter(same | known, school=school).select_related("school", "school_class"))


@dataclass(frozen=True, slots=True)
class ClassNow:
    """A class before the roll-over; `teachers` are keys of users, `named` their names."""

    reference: str
    name: str
    year: str
    teachers: tuple[int, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is to be known of one pupil before a roll-over."""

    mover: Mover
    level: str
    profile_review: dt.date | None
    has_profile: bool
    review: dt.date | None


def roll_over_of(school: School, into: int) -> RollOver | None:
    """The roll-over into that year that stands: prepared, being done or done."""
    held = RollOver.objects.filter(school=school, academic_year=into).exclude(state=RollState.UNDONE)
    return held.select_related("job", "made_by", "done_by", "school").first()


def last_undone(school: School, into: int) -> RollOver | None:
    """The roll-over into that year that was undone last."""
    undone = RollOver.objects.filter(school=school, academic_year=into, state=RollState.UNDONE)
    return undone.order_by("-undone_at").first()


def to_move(school: School, into: int):
    """Pupils whom a roll-over into that year moves: here, and not in a class of that year or a later one."""
    outdated = Q(school_class=None) | Q(school_class__academic_year__lt=into)
    return Pupil.objects.filter(outdated, school=school).here()


MOVER = ("pk", "reference", "preferred_first", "legal_first", "legal_last", "school_class__reference",
         "school_class__name", "year_group")  # fmt: skip


def mover(row: tuple) -> Mover:
    """A row of MOVER."""
    pk, reference, preferred, legal, last, klass, name, year = row
    return Mover(pk, reference, f"{preferred or legal} {last}", klass or "", name or "", year)


def standings(school: School, into: int) -> list[Standing]:
    """The same pupils with level, profile and next review. One query."""
    period = FilteredRelation("periods", condition=Q(periods__end=None))
    pupils = to_move(school, into).alias(period=period).annotate(review=next_review())
    rows = pupils.order_by("school_class__name", "legal_last", "legal_first", "pk").values_list(
        *MOVER, "period__level", "profile__review_on", "profile__pk", "review"
    )
    return [
        Standing(mover(row[:8]), level or "", profile_review, profile is not None, review)
        for *row, level, profile_review, profile, review in rows
    ]


def classes_now(school: School, into: int) -> list[ClassNow]:
    """Classes of earlier years that still hold pupils, youngest first, with their teachers. Two queries."""
    holding = Exists(to_move(school, into).filter(school_class=OuterRef("pk")))
    teachers = Prefetch("class_teachers", ClassTeacher.objects.select_related("user").order_by("pk"))
    found = SchoolClass.objects.filter(holding, school=school, academic_year__lt=into)
    lines = [
        ClassNow(c.reference, c.name, c.year_group, tuple(t.user_id for t in c.class_teachers.all()),
                 tuple(t.user.called for t in c.class_teachers.all()))
        for c in found.prefetch_related(teachers)
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (YEAR_ORDER.get(line.year, 99), line.name))


def teachers_to_choose(school: School) -> list[tuple[int, str]]:
    """(key, name) of everybody who is a teacher at the school. One query."""
    held = Membership.objects.current().filter(school=school, role=Role.TEACHER).select_related("user")
    return [(membership.user_id, membership.user.called) for membership in held.order_by("user__name")]


def running_support(school: School, into: int) -> list[tuple[str, str, dt.date]]:
    """(pupil's reference, name, review by) of extra support that still runs. One query."""
    rows = ExtraSupport.objects.filter(
        school=school, state=SupportState.RUNNING, pupil__in=to_move(school, into)
    ).order_by("review_by").values_list("pupil__reference", "pupil__preferred_first", "pupil__legal_first",
                                        "pupil__legal_last", "review_by")  # fmt: skip
    return [(ref, f"{preferred or legal} {last}", by) for ref, preferred, legal, last, by in rows]


def ending_arrangements(school: School, into: int) -> list[tuple[str, str, str]]:
    """(pupil's reference, name, arrangement and its key stage) of access arrangements that end before September of
    `into` or do not carry into the key stage that the pupil goes to (R-198). One query."""
    first = dt.date(into, 9, 1)
    held = AccessArrangement.objects.filter(school=school, pupil__in=to_move(school, into)).filter(
        Q(end=None) | Q(end__gte=first - dt.timedelta(days=92))
    )
    rows = held.select_related("pupil").order_by("pupil__legal_last", "kind")
    return [
        (row.pupil.reference, row.pupil.name, f"{row.get_kind_display()}, {row.get_key_stage_display()}")
        for row in rows
        if (row.end and row.end < first) or _leaves_stage(row, first)
    ]


def _leaves_stage(row: AccessArrangement, first: dt.date) -> bool:
    following = key_stage_of(next_year_group(row.pupil.year_group))
    return (
        bool(following) and following != row.key_stage and key_stage_of(row.pupil.year_group) == row.key_stage
    )


@dataclass(frozen=True, slots=True)
class LeaverLine:
    """One pupil who leaves or has left. `due` is None where no last day is known."""

    pupil: Pupil
    transfer: Transfer | None
    leaving_on: dt.date
    due: Due


def leavers(school: School, user, today: dt.date) -> list[LeaverLine]:
    """Pupils whose transfer has begun, and those who left in the last year and ever were at a level; the soonest due
    first. At most three queries."""
    ever = Exists(StatusPeriod.objects.filter(pupil=OuterRef("pk")).exclude(level=Level.NONE))
    left = Q(left_on__gt=today - LEFT_LATELY, left_on__lte=today) & ever
    recent = Q(transfer__leaving_on__gt=today - LEFT_LATELY) | Q(
        transfer__isnull=False, transfer__sent_on=None
    )
    pupils = Pupil.objects.filter(left | recent, school=school).visible_to(user)
    joined = pupils.select_related("school", "school_class", "transfer__pack__issued__job", "transfer__data")
    lean = joined.defer("school__crest", "transfer__pack__issued__snapshot")
    days = school_days(school)
    lines = [_leaver(pupil, days) for pupil in lean.order_by("legal_last", "legal_first", "pk")]
    return sorted(lines, key=lambda line: line.due.on)


def _leaver(pupil: Pupil, days) -> LeaverLine:
    transfer = getattr(pupil, "transfer", None)
    leaving_on = transfer.leaving_on if transfer else pupil.left_on
    return LeaverLine(pupil, transfer, leaving_on, transfer_due(leaving_on, days))


def incoming_soon(school: School, user, today: dt.date, days: int = 28) -> list[Pupil]:
    """Incoming pupils whose first day is within so many calendar days, soonest first. One query."""
    pupils = Pupil.objects.filter(school=school).visible_to(user).incoming()
    soon = pupils.filter(joined_on__lte=today + dt.timedelta(days=days))
    return list(
        soon.select_related("school", "prior_school").defer("school__crest").order_by("joined_on", "pk")
    )


def adult_life_of(pupil: Pupil) -> AdultLife | None:
    """What is written on preparing for adulthood, with who wrote it."""
    return AdultLife.objects.filter(pupil=pupil).select_related("written_by").first()


def adulthood_pupils(school: School, user) -> list[Pupil]:
    """Pupils of Year 9 and above who are on the register, with what is written for each: those with nothing first,
    then the soonest date to look again. One query."""
    pupils = Pupil.objects.filter(school=school, year_group__in=ADULT_YEARS).visible_to(user).here()
    held = StatusPeriod.objects.filter(pupil=OuterRef("pk"), end=None, level__in=ON_REGISTER)
    found = pupils.filter(Exists(held)).select_related("school", "school_class", "adult_life")
    rows = list(found.defer("school__crest").order_by("legal_last", "legal_first", "pk"))
    return sorted(rows, key=_adulthood_order)


def _adulthood_order(pupil: Pupil) -> tuple:
    held = getattr(pupil, "adult_life", None)
    return (held is not None, (held and held.review_on) or dt.date.max)
