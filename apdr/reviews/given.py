"""What stands beside a target when it is judged: how it was rated, and how much of what was planned was given."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from apdr.delivery import places
from apdr.dosage import Dosage
from apdr.enums import Rating
from apdr.models import Annotation, Plan, ProvisionPupil, SessionMark
from core.calendar.dates import Span


@dataclass(frozen=True, slots=True)
class Given:
    """Of one target: ratings of its sessions and notes, oldest first, each (day, 1 to 4); and what was given by the
    provision that works on it, None where no provision names the target."""

    ratings: tuple[tuple[dt.date, int], ...] = ()
    dosage: Dosage | None = None

    @property
    def counts(self) -> dict[int, int]:
        """Rating → how often, for those that were given."""
        found = [rating for _, rating in self.ratings]
        return {rating: found.count(rating) for rating in Rating.values if rating in found}


@dataclass(slots=True)
class Beside:
    """Of all targets of some plans of one pupil: target's key → Given; and what the pupil had altogether."""

    by_target: dict[int, Given] = field(default_factory=dict)
    all: Dosage = field(default_factory=Dosage)


def beside_targets(plans: list[Plan], today: dt.date) -> Beside:
    """Ratings and dosage of every target of the plans, which are of one pupil, since the first of them began. At most
    nine queries, three where the pupil has no provision."""
    if not plans:
        return Beside()
    keys = [target.pk for plan in plans for target in plan.targets.all()]
    ratings = _ratings(keys)
    doses, whole = _doses(plans, today)
    return Beside({key: Given(tuple(sorted(ratings.get(key, ()))), doses.get(key)) for key in keys}, whole)


def _ratings(keys: list[int]) -> dict[int, list[tuple[dt.date, int]]]:
    found: dict[int, list] = defaultdict(list)
    marks = SessionMark.objects.filter(target__in=keys, rating__isnull=False)
    for key, on, rating in marks.values_list("target", "session__on", "rating"):
        found[key].append((on, rating))
    notes = Annotation.objects.filter(target__in=keys, rating__isnull=False)
    for key, on, rating in notes.values_list("target", "on", "rating"):
        found[key].append((on, rating))
    return found


def _doses(plans: list[Plan], today: dt.date) -> tuple[dict[int, Dosage], Dosage]:
    pupil, start = plans[0].pupil, min(plan.starts for plan in plans)
    mine = list(ProvisionPupil.objects.filter(pupil=pupil).values_list("pk", "provision", "target"))
    if not mine or start > today:
        return {}, Dosage()
    found = places(
        pupil.school, Span(start, today), today, provisions={provision for _, provision, _ in mine}
    )
    by_place = {place.place: place.dosage for place in found if place.pupil == pupil.pk}
    doses: dict[int, Dosage] = {}
    for place, _, target in mine:
        if target and place in by_place:
            doses[target] = doses.get(target, Dosage()) + by_place[place]
    return doses, sum(by_place.values(), Dosage())
