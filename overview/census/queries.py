"""What the record says of every child on the roll on a census day."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from apdr.enums import FUND_GRANTED
from apdr.models import FundingApplication, Plan
from core.schools.models import School
from ehcp.models import EhcPlan
from register.ctf.history import Held, NeedSpan, Provision, provision_on, provisions_of
from register.models import ImportRun, ImportState, Need, Pupil, StatusPeriod


@dataclass(frozen=True, slots=True)
class Child:
    """One child as the record has them on the day. `here`: has not left since. `periods` are all levels ever held; `needs`
    those of the day, by rank. `drafted` is the reference of a plan that is being written, `cycle` whether one was in force,
    `funded` references of applications whose money was granted for the day."""

    reference: str
    surname: str
    forename: str
    name: str
    upn: str
    born: dt.date
    year: str
    klass: str
    here: bool = True
    periods: tuple[Held, ...] = ()
    provision: Provision | None = None
    needs: tuple[NeedSpan, ...] = ()
    ehc: bool = False
    cycle: bool = False
    drafted: str = ""
    funded: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """N, K or E on the day."""
        return self.provision.code if self.provision else "N"


COLUMNS = ("pk", "reference", "legal_last", "legal_first", "preferred_first", "upn", "born", "year_group",
           "school_class__name", "left_on")  # fmt: skip


def children_on(school: School, user, day: dt.date) -> list[Child]:
    """Every child whom the user may know of who is on the roll on the day, by name: for a day to come, as the record now
    stands, without those whose last day before it is known. Six queries."""
    pupils = Pupil.objects.filter(school=school).visible_to(user).on_roll(day)
    stays = Q(transfer=None) | Q(transfer__leaving_on__gte=day) | Q(left_on__isnull=False)
    rows = list(pupils.filter(stays).order_by("legal_last", "legal_first", "pk").values_list(*COLUMNS))
    keys = [row[0] for row in rows]
    periods, needs, plans = _periods(school, keys), _needs(school, keys, day), _plans(school, keys, day)
    ehc, funded = _ehc(school, keys, day), _funded(school, keys, day)
    return [
        Child(
            reference, last, first, f"{preferred or first} {last}", upn, born, year, klass or "", left is None,
            periods=tuple(periods[pk]), provision=provision_on(provisions_of(periods[pk]), day), needs=tuple(needs[pk]),
            ehc=pk in ehc, cycle=True in plans[pk], drafted=next((ref for ref in plans[pk] if ref is not True), ""),
            funded=tuple(funded[pk]),
        )
        for pk, reference, last, first, preferred, upn, born, year, klass, left in rows
    ]  # fmt: skip


def _by_pupil(rows) -> dict[int, list]:
    found = defaultdict(list)
    for pk, value in rows:
        found[pk].append(value)
    return found


def _periods(school: School, keys: list[int]) -> dict[int, list[Held]]:
    held = StatusPeriod.objects.filter(school=school, pupil__in=keys).order_by("start", "pk")
    return _by_pupil((pk, tuple(rest)) for pk, *rest in held.values_list("pupil", "level", "start", "end"))


def _needs(school: School, keys: list[int], day: dt.date) -> dict[int, list[NeedSpan]]:
    holding = Q(end=None) | Q(end__gte=day)
    held = Need.objects.filter(holding, school=school, pupil__in=keys, start__lte=day).order_by(
        "rank", "start"
    )
    return _by_pupil(
        (pk, NeedSpan(*rest)) for pk, *rest in held.values_list("pupil", "start", "end", "rank", "code")
    )


def _plans(school: School, keys: list[int], day: dt.date) -> dict[int, list]:
    """For each pupil True where a cycle was in force, and references of plans that are being written."""
    end = timezone.make_aware(dt.datetime.combine(day, dt.time.max))
    lasts = Q(closed_at=None) | Q(closed_at__gt=end)
    plans = Plan.objects.filter(lasts, school=school, pupil__in=keys).order_by("pk")
    rows = plans.values_list("pupil", "reference", "agreed_at", "starts", "closed_at")
    return _by_pupil(
        (pk, True if agreed and agreed <= end and starts <= day else reference)
        for pk, reference, agreed, starts, closed in rows
        if (agreed and agreed <= end and starts <= day) or closed is None
    )


def _ehc(school: School, keys: list[int], day: dt.date) -> set[int]:
    made = EhcPlan.objects.filter(school=school, pupil__in=keys, made_on__lte=day)
    return set(made.filter(Q(ceased_on=None) | Q(ceased_on__gt=day)).values_list("pupil", flat=True))


def _funded(school: School, keys: list[int], day: dt.date) -> dict[int, list[str]]:
    granted = FundingApplication.objects.filter(school=school, pupil__in=keys, state__in=FUND_GRANTED)
    begun = Q(start__lte=day) | Q(start=None, decided_on__lte=day)
    lasts = granted.filter(begun, Q(end=None) | Q(end__gte=day))
    return _by_pupil(lasts.order_by("pk").values_list("pupil", "reference"))


def latest_import(school: School) -> ImportRun | None:
    """The pupil list that was imported last and is still kept, with its file. One query."""
    done = ImportRun.objects.filter(school=school, state=ImportState.DONE).select_related("file", "school")
    return done.defer("school__crest", "preview").order_by("-confirmed_at").first()
