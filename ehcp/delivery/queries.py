"""Every read of who delivers a plan, who has read it, and to whom it was shown."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, QuerySet

from apdr.enums import ProvisionState
from apdr.models import ProvisionAdult, ProvisionPupil, Slot
from core.accounts.models import User
from core.schools.models import School
from ehcp.enums import IN_FORCE_KINDS, Letter
from ehcp.models import (
    EhcPlan,
    PlanDisclosure,
    PlanOutcome,
    PlanProvision,
    PlanReading,
    PlanVersion,
    ProvisionOutcome,
    SpecifiedDelivery,
)
from register.enums import DocumentKind
from register.models import Conversation, Pupil, PupilDocument, SchoolClass
from register.profiles.queries import adults_of_each

TALKS = 8  # conversations offered as the talk about a plan


def plans_in_sight(user):
    """Plans that the person may read whole or in part, with what every page of them needs."""
    return EhcPlan.objects.visible_to(user).select_related(
        "school", "authority", "pupil__school", "pupil__school_class"
    )


def versions_on(plans: Iterable[int], on: dt.date) -> dict[int, PlanVersion]:
    """Plan's key → the final or amended version, checked against the authority's document, that was in force on that day.
    One query."""
    newest = in_force_on(list(plans), on).select_related("talk", "document")
    return {version.plan_id: version for version in newest}


def in_force_on(plans: list[int], on: dt.date) -> QuerySet[PlanVersion]:
    """Of each plan the version that was in force on that day, where there was one."""
    found = PlanVersion.objects.filter(
        plan__in=plans, kind__in=IN_FORCE_KINDS, checked_at__isnull=False, issued_on__lte=on
    )
    return found.order_by("plan", "-issued_on", "-number").distinct("plan")


@dataclass(frozen=True, slots=True)
class Giver:
    """One provision of the school through which something is given to the pupil. `times` are (weekday, begins, minutes),
    those that hold on the day asked about; `title` names the provision, `start` and `end` the pupil's place in it."""

    key: int
    reference: str
    title: str
    state: str
    start: dt.date
    end: dt.date
    adults: tuple[str, ...] = ()
    staff: tuple[int, ...] = ()
    times: tuple[tuple[int, dt.time, int], ...] = ()

    def gives_on(self, day: dt.date) -> bool:
        """Whether it runs on that day."""
        return self.state == ProvisionState.RUNNING and self.start <= day <= self.end

    def comes_after(self, day: dt.date) -> bool:
        """Whether it is still to begin."""
        return self.state in (ProvisionState.PLANNED, ProvisionState.RUNNING) and (
            self.start > day or self.state == ProvisionState.PLANNED
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of Section F with the outcomes that it serves (their numbers) and what delivers it here."""

    key: int
    reference: str
    number: int
    text: str
    minutes: int | None
    times: int | None
    per: str
    who: str
    here: str
    outcomes: tuple[int, ...] = ()
    givers: tuple[Giver, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of Section E."""

    number: int
    text: str
    by_when: str


@dataclass(slots=True)
class Content:
    """Section E and F of one version, as `contents` reads them."""

    outcomes: list[Outcome] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def staff(self) -> set[int]:
        """Keys of the members of staff who deliver something of it."""
        return {key for one in self.asked for giver in one.givers for key in giver.staff}


def contents(versions: Iterable[PlanVersion], today: dt.date) -> dict[int, Content]:
    """Version's key → its outcomes and Section F with who delivers each line. Seven queries, however many versions."""
    found = {version.pk: Content() for version in versions}
    for version, number, text, by_when in PlanOutcome.objects.filter(plan_version__in=found).values_list(
        "plan_version", "number", "text", "by_when"
    ):
        found[version].outcomes.append(Outcome(number, text, by_when))
    rows = list(PlanProvision.objects.filter(plan_version__in=found, letter=Letter.F))
    serves: dict[int, list[int]] = defaultdict(list)
    links = ProvisionOutcome.objects.filter(specified__in=rows).order_by("outcome__number")
    for specified, number in links.values_list("specified", "outcome__number"):
        serves[specified].append(number)
    givers = _givers([row.pk for row in rows], today)
    for row in rows:
        found[row.plan_version_id].asked.append(Asked(
            row.pk, row.reference, row.number, row.text, row.minutes, row.times, row.per, row.who, row.delivered_by,
            tuple(serves[row.pk]), tuple(givers[row.pk]),
        ))  # fmt: skip
    return found


def _givers(specified: list[int], today: dt.date) -> dict[int, list[Giver]]:
    links = SpecifiedDelivery.objects.filter(specified__in=specified).order_by(
        "provision__start", "provision"
    )
    rows = list(links.values_list(
        "specified", "specified__plan_version__plan__pupil", "provision", "provision__reference", "provision__name",
        "provision__intervention__name", "provision__state", "provision__start", "provision__end",
    ))  # fmt: skip
    keys = {row[2] for row in rows}
    held = ProvisionPupil.objects.filter(provision__in=keys, pupil__in={row[1] for row in rows})
    places = {
        (run, pupil): (start, end)
        for run, pupil, start, end in held.values_list("provision", "pupil", "start", "end")
    }
    adults, staff, times = _adults_and_times(keys, today)
    found: dict[int, list[Giver]] = defaultdict(list)
    for line, pupil, run, reference, name, what, state, start, end in rows:
        place = places.get(
            (run, pupil), (start, start - dt.timedelta(days=1))
        )  # taken out again: gives nothing
        found[line].append(Giver(run, reference, name or what, state, place[0], place[1] or end, tuple(adults[run]),
                                 tuple(staff[run]), tuple(times[run])))  # fmt: skip
    return found


def _adults_and_times(keys: set[int], today: dt.date):
    adults, staff, times = defaultdict(list), defaultdict(list), defaultdict(list)
    rows = ProvisionAdult.objects.filter(provision__in=keys).order_by("user__name", "role")
    for run, user, formal, name, role in rows.values_list(
        "provision", "user", "user__formal_name", "user__name", "role"
    ):
        adults[run].append(formal or name or role)
        staff[run] += [user] if user else []
    slots = Slot.objects.filter(provision__in=keys, start__lte=today).order_by("weekday", "at")
    for run, weekday, at, minutes, end in slots.values_list("provision", "weekday", "at", "minutes", "end"):
        if end is None or end >= today:
            times[run].append((weekday, at, minutes))
    return adults, staff, times


@dataclass(frozen=True, slots=True)
class Reader:
    """An adult whom the plan asks something of; `read_at` None where they have not confirmed this version."""

    user: int
    name: str
    read_at: dt.datetime | None


def readers_of(
    plans: list[EhcPlan], versions: dict[int, PlanVersion], staff: dict[int, set[int]]
) -> dict[int, list[Reader]]:
    """Plan's key → the adults who teach or support the child, and those who deliver something of the plan (`staff`, keys
    by plan), each with when they read the version in force. Four queries, however many plans."""
    adults = adults_of_each([plan.pupil for plan in plans])
    delivers = {plan.pk: staff.get(plan.pk, set()) - set(adults[plan.pupil_id]) for plan in plans}
    extra = User.objects.filter(pk__in=set().union(*delivers.values()) if delivers else ())
    names = {pk: formal or name for pk, formal, name in extra.values_list("pk", "formal_name", "name")}
    read = dict(_readings(versions.values()))
    found: dict[int, list[Reader]] = {}
    for plan in plans:
        people = adults[plan.pupil_id] | {pk: names[pk] for pk in sorted(delivers[plan.pk]) if pk in names}
        version = versions.get(plan.pk)
        found[plan.pk] = [
            Reader(pk, name, read.get((version.pk if version else 0, pk))) for pk, name in people.items()
        ]
    return found


def _readings(versions: Iterable[PlanVersion]):
    rows = PlanReading.objects.filter(plan_version__in=[version.pk for version in versions])
    for version, user, at in rows.values_list("plan_version", "user", "read_at"):
        yield (version, user), at


def read_by(user, versions: Iterable[PlanVersion]) -> set[int]:
    """Keys of the versions that the person has confirmed as read. One query."""
    found = PlanReading.objects.filter(user=user, plan_version__in=[version.pk for version in versions])
    return set(found.values_list("plan_version", flat=True))


@dataclass(frozen=True, slots=True)
class Choice:
    """A provision that could deliver something of a plan; `of` is the number of the line that it delivers already."""

    key: int
    reference: str
    title: str
    state: str
    start: dt.date
    end: dt.date
    of: int | None


def choices_for(specified: PlanProvision) -> list[Choice]:
    """The pupil's provision, running and planned, and whatever delivers this line already, the latest first. Two
    queries."""
    version = specified.plan_version
    taken = dict(SpecifiedDelivery.objects.filter(specified__plan_version=version).exclude(specified=specified).values_list(
        "provision", "specified__number"))  # fmt: skip
    mine = SpecifiedDelivery.objects.filter(specified=specified).values("provision")
    places = ProvisionPupil.objects.filter(pupil=version.plan.pupil_id).exclude(
        provision__state=ProvisionState.DROPPED
    )
    open_ = places.filter(provision__state__in=["running", "planned"]) | places.filter(provision__in=mine)
    rows = open_.order_by("-provision__start", "-provision").values_list(
        "provision", "provision__reference", "provision__name", "provision__intervention__name", "provision__state",
        "start", "end", "provision__end",
    )  # fmt: skip
    return [
        Choice(pk, ref, name or what, state, start, end or last, taken.get(pk))
        for pk, ref, name, what, state, start, end, last in rows
    ]


def specified_in_sight(user, school: School, reference: str) -> PlanProvision | None:
    """One line of Section F of a plan in the person's sight, with plan and pupil; None otherwise. One query."""
    found = PlanProvision.objects.filter(
        school=school,
        reference=reference,
        letter=Letter.F,
        plan_version__plan__in=EhcPlan.objects.visible_to(user),
    )
    return found.select_related("plan_version__plan__school", "plan_version__plan__pupil__school",
                                "plan_version__plan__pupil__school_class").first()  # fmt: skip


def talks_of(plan: EhcPlan, user) -> list[Conversation]:
    """The newest meetings, calls and letters about the pupil that the person may read. One query."""
    found = Conversation.objects.visible_to(user).filter(pupil=plan.pupil_id)
    return list(found.order_by("-on", "-pk")[:TALKS])


def disclosures_of(pupil: Pupil) -> list[PlanDisclosure]:
    """To whom the pupil's plans were shown, the newest first. One query."""
    found = PlanDisclosure.objects.filter(pupil=pupil).select_related("plan_version", "recorded_by")
    return list(found.order_by("-on", "-pk"))


def classes_with_plans(school: School, user) -> list[SchoolClass]:
    """Classes with a pupil in the person's sight whose plan is in force. One query."""
    seen = EhcPlan.objects.visible_to(user).in_force().filter(school=school)
    found = SchoolClass.objects.filter(school=school, pupils__ehc_plans__in=seen).distinct()
    return list(found.order_by("year_group", "name"))


def plans_in_force(school: School, user, klass: str = "") -> list[EhcPlan]:
    """Plans in force of the pupils in the person's sight, by class and name; of one class by its reference. One query."""
    found = plans_in_sight(user).in_force().filter(school=school)
    if klass:
        found = found.filter(pupil__school_class__reference=klass)
    return list(found.order_by("pupil__school_class__year_group", "pupil__school_class__name", "pupil__legal_last",
                               "pupil__legal_first", "pk"))  # fmt: skip


def asked_of(
    user, plans: list[EhcPlan], versions: dict[int, PlanVersion], held: dict[int, Content]
) -> set[int]:
    """Keys of the plans that ask something of the person: they teach or support the child, or deliver some of it. Two
    queries."""
    adults = adults_of_each([plan.pupil for plan in plans])
    return {
        plan.pk for plan in plans
        if user.pk in adults[plan.pupil_id] or (plan.pk in versions and user.pk in held[versions[plan.pk].pk].staff)
    }  # fmt: skip


def newest_plan(pupil: Pupil, user) -> EhcPlan | None:
    """The pupil's open plan, or the last one. One query."""
    found = plans_in_sight(user).filter(pupil=pupil)
    return found.order_by(F("ceased_on").desc(nulls_first=True), "-created_at").first()


def papers_of(rows: list[PlanDisclosure], user) -> dict[str, PupilDocument]:
    """Disclosure's reference → the PDF that was made for it, where the person may open it. One query."""
    found = PupilDocument.objects.visible_to(user).filter(
        kind=DocumentKind.EHC_COPY, issued__subject__in=[one.reference for one in rows]
    )
    return {paper.issued.subject: paper for paper in found.select_related("issued").defer("issued__snapshot")}
