"""Where every pupil at a level stands: level, profile, letters, plan, checks, the last look at progress. One read for all
sources that ask."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, FilteredRelation, Max, OuterRef, Q, Subquery

from core.documents.pdf import REGISTER_LETTER
from core.reminders.deadlines import Ask
from core.schools.prepared import prepared
from register.deadlines.rows import Child, child_columns, child_of, here, in_sight, rest_of
from register.enums import DocumentKind, LetterKind, Level
from register.hooks import open_plan
from register.models import (
    ExtraSupport,
    Letter,
    ProgressReview,
    Pupil,
    PupilDocument,
    StatusPeriod,
    WatchCheck,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A pupil at a level, since `since`; `recorded` says whether a person recorded it. `profile` is its reference, `version`
    its newest; `written_at`, `review_on`, `reviewed_on` are of the profile. `came_from` is the level before. `told` and
    `told_down`: the letter about the register, and about stepping down, went out since; `plan`: one is open, or was closed
    since; `support`: extra support began since. `checks`: how many of the three were done."""

    child: Child
    level: str
    since: dt.date
    recorded_at: dt.datetime
    recorded: bool
    came_from: str | None
    profile_key: int | None
    profile: str | None
    version: int | None
    written_at: dt.datetime | None
    review_on: dt.date | None
    reviewed_on: dt.date | None
    class_year: int | None
    told: bool
    told_down: bool
    plan: bool
    support: bool
    checks: int
    looked_at: dt.date | None


COLUMNS = (
    "period__level", "period__start", "period__recorded_at", "by_person", "came_from", "profile", "profile__reference",
    "profile__version", "profile__written_at", "profile__review_on", "profile__reviewed_on", "school_class__academic_year",
    "told", "told_down", "plan", "support", "checks", "looked_at",
)  # fmt: skip


def standing_rows(ask: Ask) -> list[tuple]:
    """Rows of `standing` for the pupils asked for who are here and at a level. One query an asking."""
    return ask.once("register.standing", lambda: _rows(ask.user, school=ask.school.pk, today=ask.today))


def standing(row: tuple) -> Standing:
    """A row with its names."""
    return Standing(child_of(row), *rest_of(row))


@prepared
def _rows(user, *, school: int, today: dt.date):
    pupils = in_sight(Pupil.objects.filter(here(today, ""), school=school), user)
    pupils = pupils.alias(period=FilteredRelation("periods", condition=Q(periods__end=None)))
    begun, of_pupil = OuterRef("period__start"), {"pupil": OuterRef("pk")}
    sent = Letter.objects.filter(**of_pupil, sent_at__date__gte=begun)
    with_plan = PupilDocument.objects.filter(
        **of_pupil,
        kind=DocumentKind.PLAN_ON_PAPER,
        issued__template=REGISTER_LETTER,
        filed_at__date__gte=begun,
    )
    earlier = StatusPeriod.objects.filter(**of_pupil, start__lt=begun).order_by("-start")
    checks = WatchCheck.objects.filter(period=OuterRef("period")).order_by().values("period")
    looked = ProgressReview.objects.filter(**of_pupil).order_by().values("pupil")
    found = pupils.filter(period__isnull=False).exclude(period__level=Level.NONE).annotate(
        by_person=Q(period__recorded_by__isnull=False),
        came_from=Subquery(earlier.values("level")[:1]),
        told=Exists(sent.filter(kind=LetterKind.ON_REGISTER)) | Exists(with_plan),
        told_down=Exists(sent.filter(kind=LetterKind.STEP_DOWN)),
        plan=open_plan(OuterRef("pk"), begun),
        support=Exists(ExtraSupport.objects.filter(**of_pupil, starts__gte=begun)),
        checks=Subquery(checks.annotate(n=Count("pk")).values("n")),
        looked_at=Subquery(looked.annotate(last=Max("on")).values("last")),
    )  # fmt: skip
    return found.order_by("pk").values_list(*child_columns(""), *COLUMNS)
