"""Every read of what provision costs and of the funding for it. Money is pence throughout."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.db.models import F, Q

from apdr.costs import Cost
from apdr.delivery import Place, by_pupil, places
from apdr.dosage import Dosage
from apdr.enums import FUND_GRANTED, FundKind, FundState, ProvisionState, Wave
from apdr.models import FundingApplication, Provision, ProvisionAdult, ProvisionPupil
from apdr.money.hours import Funded, Grant, funded, hull
from core.accounts.enums import Permission
from core.accounts.permissions import can
from core.calendar.dates import Span
from core.schools.models import School
from core.schools.queries import school_days
from register.models import Pupil, PupilDocument

PENDING = (FundState.PREPARING, FundState.APPLIED)
RAN_OUT_DAYS = 28  # for so long after its end a fund that was not renewed is still told of


@dataclass(frozen=True, slots=True)
class Run:
    """One provision as it is named and paid for. `cost_hour` and `materials` are pence."""

    reference: str
    title: str
    intervention: str
    wave: str
    start: dt.date
    end: dt.date
    cost_hour: int
    materials: int


@dataclass(frozen=True, slots=True)
class Line:
    """What one provision costs one pupil."""

    run: Run
    place: Place


@dataclass(frozen=True, slots=True)
class PupilCost:
    """What a pupil had and what it cost within a span, over all provision and line by line."""

    dosage: Dosage = field(default_factory=Dosage)
    cost: Cost = field(default_factory=Cost)
    lines: tuple[Line, ...] = ()


def _runs(keys: Iterable[int]) -> dict[int, Run]:
    rows = Provision.objects.filter(pk__in=set(keys)).values_list(
        "pk", "reference", "name", "intervention__name", "intervention__wave", "start", "end", "cost_hour", "materials",
    )  # fmt: skip
    return {pk: Run(ref, name or what, what, *rest) for pk, ref, name, what, *rest in rows}


def cost_of(pupil: Pupil, span: Span, today: dt.date) -> PupilCost:
    """What the pupil's provision within `span` came to, for the pupil's own pages and papers: the caller checks who
    may see it. Eight queries."""
    mine = ProvisionPupil.objects.filter(pupil=pupil).values_list("provision", flat=True)
    found = [
        place for place in places(pupil.school, span, today, provisions=list(mine)) if place.pupil == pupil.pk
    ]
    runs = _runs(place.provision for place in found)
    dose, cost = by_pupil(found).get(pupil.pk, (Dosage(), Cost()))
    lines = sorted(
        (Line(runs[place.provision], place) for place in found), key=lambda x: (x.run.start, x.run.title)
    )
    return PupilCost(dose, cost, tuple(lines))


@dataclass(frozen=True, slots=True)
class FundingRow:
    """One application as lists show it. `asked` and `granted` are pence a year, hours are a week."""

    pk: int
    reference: str
    pupil: int
    pupil_reference: str
    pupil_name: str
    class_name: str
    kind: str
    state: str
    asked: int | None
    hours_asked: Decimal | None
    applied_on: dt.date | None
    decided_on: dt.date | None
    granted: int | None
    hours_granted: Decimal | None
    start: dt.date | None
    end: dt.date | None
    told_on: dt.date | None
    created_at: dt.datetime

    @property
    def kind_label(self) -> str:
        return str(FundKind(self.kind).label)

    @property
    def is_granted(self) -> bool:
        return self.state in FUND_GRANTED

    def overlaps(self, span: Span) -> bool:
        """Granted for some day of `span`."""
        return bool(self.is_granted and self.start <= span.end and self.end >= span.start)


def funding_rows(school: School, user, *, pupil: Pupil | None = None) -> list[FundingRow]:
    """The school's applications for pupils whom the user may know of, or one pupil's; newest first. The caller checks
    FUNDING_EDIT or COST_VIEW. One query."""
    found = FundingApplication.objects.visible_to(user).filter(school=school)
    return as_funding(funding_columns(found if pupil is None else found.filter(pupil=pupil)))


def funding_columns(found):
    """A queryset of applications in the columns of `as_funding`, the newest first."""
    return found.order_by("-created_at", "-pk").values_list(
        "pk", "reference", "pupil", "pupil__reference", "pupil__preferred_first", "pupil__legal_first",
        "pupil__legal_last", "pupil__school_class__name", "kind", "state", "asked", "hours_asked", "applied_on",
        "decided_on", "granted", "hours_granted", "start", "end", "told_on", "created_at",
    )  # fmt: skip


def as_funding(rows: Iterable[tuple]) -> list[FundingRow]:
    """Rows of `funding_columns` with their names."""
    return [
        FundingRow(pk, ref, who, pupil_ref, f"{used or first} {last}", klass or "", *rest)
        for pk, ref, who, pupil_ref, used, first, last, klass, *rest in rows
    ]


def paper_of(application: FundingApplication, user) -> PupilDocument | None:
    """The paper of an application, where the user may open it. One query, none without a paper."""
    if application.document_id is None:
        return None
    return PupilDocument.objects.visible_to(user).filter(pk=application.document_id).first()


def may_see(user, school: School) -> bool:
    """Whether the user may see what provision costs and the funding for it."""
    return can(user, Permission.COST_VIEW, school) or can(user, Permission.FUNDING_EDIT, school)


def ending(rows: Iterable[FundingRow], today: dt.date, until: dt.date) -> list[FundingRow]:
    """Of `rows`, the funds that run out by `until`, or ran out within the last four weeks, and for which nothing
    newer of the kind is being prepared, applied for or granted; the soonest first."""
    rows = list(rows)
    since = today - dt.timedelta(days=RAN_OUT_DAYS)

    def renewed(row: FundingRow) -> bool:
        return any(
            other.pupil == row.pupil and other.kind == row.kind and other.pk != row.pk
            and (other.state in PENDING or (other.is_granted and other.end > row.end))
            for other in rows
        )  # fmt: skip

    soon = [row for row in rows if row.is_granted and since <= row.end <= until and not renewed(row)]
    return sorted(soon, key=lambda row: (row.end, row.pupil_name))


def timetabled(pupils: Iterable[int], today: dt.date) -> dict[int, int]:
    """Pupil's key → minutes a week of running provision on the timetable on `today`. One query."""
    lasts = Q(provision__slots__end=None) | Q(provision__slots__end__gte=today)
    mine = Q(end=None) | Q(end__gte=today)
    rows = ProvisionPupil.objects.filter(
        mine, lasts, pupil__in=set(pupils), start__lte=today, provision__state=ProvisionState.RUNNING,
        provision__start__lte=today, provision__end__gte=today, provision__slots__start__lte=today,
    ).values_list("pupil", "provision__slots__minutes")  # fmt: skip
    sums: dict[int, int] = defaultdict(int)
    for pupil, minutes in rows:
        sums[pupil] += minutes
    return dict(sums)


@dataclass(frozen=True, slots=True)
class Adult:
    """Who works with a child in which provision."""

    name: str
    provision: str


def adults_with(pupil: Pupil, today: dt.date) -> list[Adult]:
    """The adults of the provision that the pupil has a place in today, by name (R-101, R-104). One query."""
    mine = ProvisionPupil.objects.filter(
        Q(end=None) | Q(end__gte=today), pupil=pupil, start__lte=today, provision__state=ProvisionState.RUNNING,
        provision__start__lte=today, provision__end__gte=today,
    )  # fmt: skip
    rows = ProvisionAdult.objects.filter(provision__in=mine.values("provision")).values_list(
        "user__name", "role", "provision__name", "provision__intervention__name"
    )
    return sorted(
        (Adult(name or role, run or what) for name, role, run, what in rows), key=lambda a: (a.name, a.provision)
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours funded within a span, grant by grant, and the hours that the pupil was given over the same days."""

    parts: tuple[Funded, ...]
    span: Span
    funded: Fraction
    given: Fraction


def hours_of(
    pupil: Pupil, rows: Iterable[FundingRow], span: Span, today: dt.date, found: PupilCost
) -> Hours | None:
    """Funded hours against hours given, from the first funded day to the last within `span` up to `today`; None where
    no hours are funded in it. `found` is `cost_of` the same span. Eight queries at most, two where nothing is funded
    or the funding covers all of the span."""
    grants = [Grant(r.hours_granted, r.start, r.end) for r in rows if r.overlaps(span) and r.hours_granted]
    days = school_days(pupil.school)
    parts = funded(grants, span, today, days)
    over = hull(parts)
    if over is None:
        return None
    minutes = found.dosage.delivered
    if (over.start, over.end) != (span.start, min(span.end, today)):
        keys = [key.place.provision for key in found.lines]
        again = places(pupil.school, over, today, provisions=keys, days=days)
        minutes = sum(place.dosage.delivered for place in again if place.pupil == pupil.pk)
    total = sum((part.hours for part in parts), Fraction(0))
    return Hours(tuple(parts), over, total, Fraction(minutes, 60))


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil on the school's page of costs. `funding` are the applications that were granted for some day of the
    span, or are under way."""

    reference: str
    name: str
    class_name: str
    left: bool
    dosage: Dosage
    cost: Cost
    funding: tuple[FundingRow, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """Children and money of one wave, or of one source of money. `granted` is pence a year."""

    key: str
    pupils: int
    cost: Cost
    granted: int = 0


@dataclass(frozen=True, slots=True)
class SchoolCosts:
    """The page of costs: pupils, the dearest first; totals by wave and by fund; all funding of the span."""

    pupils: tuple[PupilRow, ...]
    total: Cost
    waves: tuple[Total, ...]
    funds: tuple[Total, ...]
    granted: int


def school_costs(school: School, user, span: Span, today: dt.date) -> SchoolCosts:
    """What the provision of every pupil in sight costs within `span`: nine queries however many there are. The caller
    checks COST_VIEW."""
    found = places(school, span, today)
    seen = {
        pk: rest
        for pk, *rest in Pupil.objects.visible_to(user)
        .filter(school=school, pk__in={place.pupil for place in found})
        .annotate(klass=F("school_class__name"))
        .values_list("pk", "reference", "preferred_first", "legal_first", "legal_last", "klass", "left_on")
    }
    found = [place for place in found if place.pupil in seen]
    waves = dict(
        Provision.objects.filter(pk__in={place.provision for place in found}).values_list("pk", "intervention__wave")
    )  # fmt: skip
    funding: dict[int, list[FundingRow]] = defaultdict(list)
    for row in funding_rows(school, user):
        if row.overlaps(span) or row.state in PENDING:
            funding[row.pupil].append(row)
    rows = [
        PupilRow(ref, f"{used or first} {last}", klass or "", left is not None and left < today,
                 *sums, tuple(funding.get(pk, ())))
        for pk, sums in by_pupil(found).items()
        for ref, used, first, last, klass, left in [seen[pk]]
    ]  # fmt: skip
    rows.sort(key=lambda row: (-row.cost.expected, row.name))
    total = sum((row.cost for row in rows), Cost())
    granted = sum(r.granted or 0 for many in funding.values() for r in many if r.overlaps(span))
    return SchoolCosts(tuple(rows), total, _by_wave(found, waves), _by_fund(rows, span), granted)


def _by_wave(found: Iterable[Place], waves: dict[int, str]) -> tuple[Total, ...]:
    costs: dict[str, Cost] = defaultdict(Cost)
    pupils: dict[str, set[int]] = defaultdict(set)
    for place in found:
        wave = waves[place.provision]
        costs[wave] += place.cost
        pupils[wave].add(place.pupil)
    return tuple(Total(wave, len(pupils[wave]), costs[wave]) for wave in Wave.values if wave in costs)


def _by_fund(rows: Iterable[PupilRow], span: Span) -> tuple[Total, ...]:
    """By the funds that each pupil has; a pupil with two counts once, under both names together; "" is none."""
    sums: dict[str, Total] = {}
    for row in rows:
        granted = [one for one in row.funding if one.overlaps(span)]
        key = ", ".join(sorted({one.kind_label for one in granted}))
        was = sums.get(key, Total(key, 0, Cost()))
        more = sum(one.granted or 0 for one in granted)
        sums[key] = Total(key, was.pupils + 1, was.cost + row.cost, was.granted + more)
    return tuple(sorted(sums.values(), key=lambda total: (total.key == "", total.key)))
