"""What the product knows of the school that its information report may say: lists of kinds and names, never a child and
never a count. What fewer than FEWEST children have is left out, so that nobody can be worked out."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from agencies.enums import Sector
from agencies.models import Agency
from apdr.enums import ProvisionState, Wave
from apdr.models import Intervention, ProvisionPupil
from core.schools.models import School
from core.schools.prepared import prepared
from governance.enums import Audience, Post
from governance.models import Policy, PostHolder, Topic, TrainingRecord
from register.enums import ON_REGISTER, ArrangementKind, NeedType
from register.models import AccessArrangement, Need, Pupil, StatusPeriod

FEWEST = 5  # children who must have something before the report may name it (product.md, R-187)
YEAR = dt.timedelta(days=365)
TRAINED_FOR = dt.timedelta(days=3 * 365)  # how long training that needs no renewal is told of
UNTOLD = (NeedType.OTH, NeedType.NSA)  # say nothing of what the school provides for


class Own(NamedTuple):
    """What the school has set for itself (core/schools/models.py)."""

    plan_review_weeks: int
    concern_weeks: int
    concern_weeks_latest: int
    meetings_a_year: int
    senco_name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Live:
    """What is known on one day. `needs` and `arrangements` are codes, `interventions` and `topics` names, `senco` who holds
    the post with email, phone and award, `policies` (name, web address) by kind, `agencies` dicts of name, kind, sector,
    phone and website, `years` the year groups that the school has."""

    school: School
    own: Own
    needs: tuple[str, ...]
    arrangements: tuple[str, ...]
    interventions: tuple[str, ...]
    topics: tuple[str, ...]
    senco: dict
    policies: dict[str, tuple[str, str]]
    agencies: tuple[dict, ...]
    years: frozenset[str]


def live(school: School, today: dt.date) -> Live:
    """What the report may say of the school. One query."""
    (row,) = _rows(
        None, school=school.pk, today=today, last_year=today - YEAR, trained_since=today - TRAINED_FOR
    )
    own = Own(*row[: len(Own._fields)])
    needs, arrangements, interventions, topics, posts, policies, agencies, years = row[len(own) :]
    by_kind = {one["kind"]: (one["name"], one["web"]) for one in policies}
    return Live(
        school, own, tuple(needs), tuple(arrangements), tuple(interventions), tuple(topics), posts[0] if posts else {},
        by_kind, tuple(agencies), frozenset(years),
    )  # fmt: skip


@prepared
def _rows(_user, *, school: int, today: dt.date, last_year: dt.date, trained_since: dt.date):
    return School.objects.filter(pk=school).values_list(
        *Own._fields, ArraySubquery(_needs(today)), ArraySubquery(_arrangements(today)),
        ArraySubquery(_interventions(today, last_year)), ArraySubquery(_topics(today, trained_since)),
        ArraySubquery(_sencos(today)), ArraySubquery(_policies(today)), ArraySubquery(_agencies(today)),
        ArraySubquery(_years(today)),
    )  # fmt: skip


def _here(today: dt.date, prefix: str = "pupil__") -> Q:
    started = Q(**{f"{prefix}joined_on": None}) | Q(**{f"{prefix}joined_on__lte": today})
    return started & Q(**{f"{prefix}left_on": None})


def _of_school(rows: QuerySet) -> QuerySet:
    return rows.filter(school=OuterRef("pk"))


def _held_by(rows: QuerySet, what: str) -> QuerySet:
    """The values of `what` that at least FEWEST different children have."""
    by_value = rows.order_by(what).values(what).annotate(children=Count("pupil", distinct=True))
    return by_value.filter(children__gte=FEWEST).values(what)


def _needs(today) -> QuerySet:
    on = StatusPeriod.objects.filter(pupil=OuterRef("pupil"), end=None, level__in=ON_REGISTER)
    rows = _of_school(Need.objects.filter(_here(today), Exists(on), end=None).exclude(code__in=UNTOLD))
    return _held_by(rows, "code")


def _arrangements(today) -> QuerySet:
    lasting = Q(end=None) | Q(end__gte=today)
    rows = AccessArrangement.objects.filter(lasting, _here(today), start__lte=today)
    return _held_by(_of_school(rows.exclude(kind=ArrangementKind.OTHER)), "kind")


def _interventions(today, last_year) -> QuerySet:
    """What is for everybody, and what enough different children have had within a year."""
    given = ProvisionPupil.objects.filter(
        _here(today), provision__intervention=OuterRef("pk"), provision__end__gte=last_year,
        provision__state__in=[ProvisionState.RUNNING, ProvisionState.ENDED],
    )  # fmt: skip
    by_one = given.order_by().values("provision__intervention")
    children = Subquery(by_one.annotate(n=Count("pupil", distinct=True)).values("n"))
    used = Intervention.objects.filter(Q(retired_on=None) | Q(retired_on__gt=today)).annotate(
        children=children
    )
    return (
        _of_school(used.filter(Q(wave=Wave.UNIVERSAL) | Q(children__gte=FEWEST)))
        .order_by("name")
        .values("name")
    )


def _topics(today, since) -> QuerySet:
    """Topics that are for all teachers, TAs or staff: what a few are trained in for one child is not told."""
    holds = Q(valid_until=None, on__gte=since) | Q(valid_until__gte=today)
    trained = TrainingRecord.objects.filter(holds, topic=OuterRef("pk"))
    rows = Topic.objects.filter(Exists(trained), retired_on=None).exclude(audience=Audience.SOME)
    return _of_school(rows).order_by("name").values("name").distinct()


def _sencos(today) -> QuerySet:
    lasting = Q(end=None) | Q(end__gte=today)
    rows = _of_school(PostHolder.objects.filter(lasting, post=Post.SENCO, start__lte=today))
    fields = ("name", "email", "phone", "award", "award_done_on")
    return rows.order_by("-start").values(told=JSONObject(**{name: name for name in fields}))[:1]


def _policies(today) -> QuerySet:
    rows = _of_school(Policy.objects.filter(Q(retired_on=None) | Q(retired_on__gt=today)))
    return rows.order_by("kind", "name").values(told=JSONObject(kind="kind", name="name", web="web_address"))


def _agencies(today) -> QuerySet:
    kept = Agency.objects.filter(Q(retired_on=None) | Q(retired_on__gt=today)).exclude(sector=Sector.PRIVATE)
    fields = ("name", "kind", "sector", "phone", "website")
    return _of_school(kept).order_by("name").values(told=JSONObject(**{name: name for name in fields}))


def _years(today) -> QuerySet:
    rows = _of_school(Pupil.objects.filter(_here(today, "")).exclude(year_group=""))
    return rows.order_by("year_group").values("year_group").distinct()
