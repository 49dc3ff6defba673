"""Reads of the graduated response: who is watched, what came back, what a move has set going."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from core.accounts.roles import ROLE_TABLE
from core.calendar.dates import Span, ends_of_next_terms
from core.lifecycle.moves import Move
from core.schools.models import School, Term
from register.enums import EXIT_A, ON_REGISTER, WITH_PLAN, ExitCriterion, LetterKind, Level
from register.models import Pupil, StatusPeriod, WatchCheck
from register.response import lifecycle
from register.response.lifecycle import RESPONSE

CHECKS = 3


def terms_of(school: School) -> list[Span]:
    """The school's terms. One query."""
    return [Span(*span) for span in Term.objects.filter(school=school).values_list("start", "end")]


@dataclass(frozen=True, slots=True)
class Watched:
    """A pupil who left the register and is watched: the three checks, those done and the days of the others."""

    pupil: Pupil
    period: StatusPeriod
    done: tuple[WatchCheck, ...]
    due: tuple[dt.date | None, ...]

    @property
    def next_number(self) -> int | None:
        """The check that comes next, or None when all three are done."""
        return len(self.done) + 1 if len(self.done) < CHECKS else None

    @property
    def next_due(self) -> dt.date | None:
        """Its day; None when all are done, or while the term's dates are not entered."""
        return self.due[len(self.done)] if self.next_number else None


def watched_pupils(school: School, user) -> list[Watched]:
    """Pupils in the user's sight who are watched after the end of support, the soonest check first. Three queries."""
    checks = Prefetch("checks", WatchCheck.objects.select_related("checked_by").order_by("number"))
    periods = (
        StatusPeriod.objects.filter(school=school, level=Level.EXITED, end=None)
        .filter(pupil__in=Pupil.objects.filter(school=school).visible_to(user).here())
        .select_related("pupil__school_class", "pupil__school")
        .prefetch_related(checks)
    )
    terms = terms_of(school)
    found = [
        Watched(p.pupil, p, tuple(p.checks.all()), tuple(ends_of_next_terms(terms, p.start, CHECKS)))
        for p in periods
    ]
    return sorted(found, key=lambda w: (w.next_number is None, w.next_due or dt.date.max, w.pupil.legal_last))


@dataclass(frozen=True, slots=True)
class Relapse:
    """Of those whose support ended for one reason: how many, and how many needed it again."""

    criterion: str
    label: str
    ended: int
    came_back: int


def relapses(school: School, user) -> list[Relapse]:
    """Ends of support by reason, and how many came back: to the register after leaving it, to a plan after exit A.
    A pupil with two reasons counts under each. One query."""
    later = StatusPeriod.objects.filter(pupil=OuterRef("pupil"), start__gt=OuterRef("start"))
    ended = (
        StatusPeriod.objects.filter(school=school, pupil__in=Pupil.objects.filter(school=school).visible_to(user))
        .exclude(exit_criteria=[])
        .annotate(back=Exists(later.filter(level__in=ON_REGISTER)), planned=Exists(later.filter(level__in=WITH_PLAN)))
        .values_list("exit_criteria", "back", "planned")
    )  # fmt: skip
    every, again = Counter(), Counter()
    for criteria, back, planned in ended:
        for criterion in criteria:
            every[criterion] += 1
            again[criterion] += planned if criterion in EXIT_A else back
    return [
        Relapse(c.value, str(c.label), every[c.value], again[c.value])
        for c in ExitCriterion
        if every[c.value]
    ]


def open_moves(pupil: Pupil, user, period: StatusPeriod | None) -> list[Move]:
    """The moves of the table from where the pupil stands that the user's roles allow, in its order. A school with
    one tier is not offered the first."""
    level = period.level if period else Level.NONE
    hidden = {Level.SEN_RECORDED} if pupil.school.hide_recorded_tier else set()
    held = {p for role in user.roles_at(pupil.school_id) for p in ROLE_TABLE[role].permissions}
    return [m for m in RESPONSE.moves if m.start == level and m.permission in held and m.end not in hidden]


def move_that_led_here(periods: list[StatusPeriod]) -> Move | None:
    """The move of the table by which the pupil came to the level of now; None at no level, or when the school's own
    list told a step that the table lacks."""
    now = next((period for period in periods if period.end is None), None)
    if now is None:
        return None
    earlier = [period for period in periods if period.start < now.start]
    start = max(earlier, key=lambda period: period.start).level if earlier else Level.NONE
    return RESPONSE.find(start, now.level)


@dataclass(frozen=True, slots=True)
class Done:
    """What of a move's consequences is there already, since the level began."""

    letters: frozenset[str] = frozenset()
    profile: bool = False
    plan: bool = False
    extra_support: bool = False


def still_to_do(move: Move | None, done: Done) -> list[str]:
    """What the move has set going and is not done yet, in the words of the table."""
    there = {
        lifecycle.LETTER_FOLLOWS: LetterKind.ON_REGISTER in done.letters,
        lifecycle.STEP_DOWN_LETTER: LetterKind.STEP_DOWN in done.letters,
        lifecycle.PROFILE_FOLLOWS: done.profile,
        lifecycle.PLAN_FOLLOWS: done.plan,
        lifecycle.SUPPORT_FOLLOWS: done.extra_support,
        lifecycle.CHECKS_FOLLOW: True,  # they come by themselves on the list of who is watched
    }
    return [follow for follow in move.follows if not there[follow]] if move else []
