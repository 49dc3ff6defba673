"""The same figures by class, for who sees the whole school (R-186)."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from apdr.dosage import Dosage
from apdr.enums import PlanState, Progress
from apdr.models import Target
from core.calendar.dates import academic_year
from core.schools.models import School
from core.schools.prepared import prepared
from overview.figures.measures import Facts
from overview.figures.roll import Child, split_of
from overview.figures.shape import Kept, Split
from overview.figures.timely import Owed, kept_of
from register.enums import ProgressFound
from register.models import ProgressReview, Pupil, SchoolClass
from register.queries import YEAR_ORDER


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class on the day: `reference` "" for children without a class. `below`: children whose progress was less than
    expected when it was last looked at this school year, of `looked_at`; `met` of the `judged` targets whose cycle closed
    in the term."""

    reference: str
    name: str
    split: Split
    plans: Kept
    dosage: Dosage
    met: int
    judged: int
    below: int
    looked_at: int


@prepared
def _looked_at(user, *, schools: list, since: dt.date, until: dt.date):
    found = ProgressReview.objects.filter(school__in=schools, on__gte=since, on__lte=until)
    return found.filter(pupil__in=Pupil.objects.visible_to(user)).order_by("pupil", "-on", "-pk").distinct(
        "pupil"
    ).values_list("pupil_id", "progress")  # fmt: skip


@prepared
def _targets(user, *, schools: list, since: dt.datetime, until: dt.datetime):
    """Of cycles that closed in the term: whose, and how each was judged."""
    closed = Target.objects.filter(
        school__in=schools, plan__state=PlanState.CLOSED, plan__closed_at__gte=since
    )
    found = closed.filter(plan__closed_at__lt=until, plan__pupil__in=Pupil.objects.visible_to(user)).exclude(
        progress=""
    )
    return found.values_list("plan__pupil_id", "progress")


@prepared
def _classes(_user, year: int, *, schools: list):
    return SchoolClass.objects.filter(school__in=schools, academic_year=year).values_list(
        "pk", "reference", "name", "year_group"
    )  # fmt: skip


@prepared
def _visible(user, *, school: int):
    return Pupil.objects.filter(school=school).visible_to(user).values_list("pk", flat=True)


def by_class(school: School, user, known: Facts) -> list[ClassFigures]:
    """Each class of the school with a child in the user's sight on the facts' day, the youngest first, over their term. Four
    queries."""
    span, on, year = known.span, known.on, academic_year(known.on)
    seen = set(_visible(user, school=school.pk))
    here = {child.pk: child for child in known.rolls[school.pk].here if child.pk in seen}
    progress = dict(_looked_at(user, schools=[school.pk], since=dt.date(year, 9, 1), until=on))
    targets = defaultdict(Counter)
    until = _begins(min(span.end, on) + dt.timedelta(days=1))
    for pupil, how in _targets(user, schools=[school.pk], since=_begins(span.start), until=until):
        targets[pupil][how] += 1
    named = {pk: rest for pk, *rest in _classes(None, year, schools=[school.pk])}
    sums = _Sums(known.plans, {place.pupil: [] for place in known.had.get(school.pk, ())}, progress, targets)
    for place in known.had.get(school.pk, ()):
        sums.had[place.pupil].append(place.dosage)
    members: dict[int | None, list[Child]] = defaultdict(list)
    for child in here.values():
        members[child.klass if child.klass in named else None].append(child)
    order = sorted(members, key=lambda pk: _place(named.get(pk)))
    return [sums.of(named.get(pk, ("", "No class", "")), members[pk]) for pk in order]


def _place(klass: list | None) -> tuple:
    return (1, 0, "", "") if klass is None else (0, YEAR_ORDER.get(klass[2], 99), klass[1], klass[0])


@dataclass(frozen=True, slots=True)
class _Sums:
    plans: Iterable[Owed]
    had: dict[int, list[Dosage]]
    progress: Mapping[int, str]
    targets: Mapping[int, Counter]

    def of(self, klass, children: list[Child]) -> ClassFigures:
        keys = {child.pk for child in children}
        judged = sum((self.targets[pk] for pk in keys & self.targets.keys()), Counter())
        looked_at = [self.progress[pk] for pk in keys & self.progress.keys()]
        return ClassFigures(
            klass[0], klass[1], split_of(child.now for child in children),
            kept_of(owed.how for owed in self.plans if owed.pupil in keys),
            sum((dose for pk in keys for dose in self.had.get(pk, ())), Dosage()),
            judged[Progress.MET], judged.total(), looked_at.count(ProgressFound.LESS), len(looked_at),
        )  # fmt: skip


def _begins(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
