"""Whom a reader of sessions may know of: who works with a child knows the first name, whoever may open the record more."""

from collections.abc import Iterable
from dataclasses import dataclass

from apdr.models import ProvisionAdult, Slot
from core.accounts.enums import Permission
from core.schools.models import School
from core.schools.prepared import prepared
from register.models import Pupil


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a reader may know of: every child of the provisions `runs` that they deliver, and the `pupils` whose
    records they may open; everybody where these are None."""

    runs: frozenset[int]
    pupils: frozenset[int] | None

    def knows(self, provision: int, pupil: int) -> bool:
        return self.pupils is None or provision in self.runs or pupil in self.pupils


def named_pupils(school: School, user, runs: Iterable[int]) -> Named:
    """Whom the user may know of among the children of those provisions (primary keys). Two queries at most."""
    runs = list(runs)
    if school.pk in user.schools_where(Permission.PROVISION_VIEW_ALL):
        return Named(frozenset(_delivered(user, runs=runs)), None)
    theirs = frozenset(_theirs(user, runs=runs))
    if theirs.issuperset(runs):
        return Named(theirs, frozenset())
    return Named(theirs, frozenset(_placed_in_sight(user, runs=runs)))


@prepared
def _delivered(user, *, runs: list[int]):
    return ProvisionAdult.objects.filter(user=user.pk, provision__in=runs).values_list("provision", flat=True)


@prepared
def _theirs(user, *, runs: list[int]):
    delivered = ProvisionAdult.objects.filter(user=user.pk, provision__in=runs).values_list(
        "provision", flat=True
    )
    return delivered.union(
        Slot.objects.filter(adult=user.pk, provision__in=runs).values_list("provision", flat=True)
    )


@prepared
def _placed_in_sight(user, *, runs: list[int]):
    pupils = Pupil.objects.visible_to(user).filter(provision_places__provision__in=runs)
    return pupils.values_list("pk", flat=True)
