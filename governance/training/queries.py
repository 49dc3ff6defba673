"""Every read of training. Names of children are read only for who is given them."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from apdr.enums import ProvisionState
from apdr.models import ProvisionAdult
from apdr.models import Training as LibraryTraining
from core.accounts.enums import Role
from core.accounts.models import Membership
from core.schools.models import School
from governance.enums import Audience
from governance.models import Topic, TrainingDay, TrainingNeed, TrainingRecord
from governance.training.ground import STAFF_ROLES
from governance.training.standing import Delivery, Known, Person, Standing, Subject, Wish
from register.arrangements.queries import in_force
from register.models import HealthcarePlan, Pupil, TrainedAdult


def people_of(school: School, user: int | None = None) -> tuple[Person, ...]:
    """Who works at the school today, by name; or that user alone. One query."""
    held = Membership.objects.current().filter(school=school, role__in=STAFF_ROLES, user__is_active=True)
    held = held.filter(user=user) if user else held
    rows = held.order_by("user__name", "user", "pk").values_list(
        "user", "pk", "user__name", "role", "given_at"
    )
    found: dict[int, list] = defaultdict(list)
    for pk, member, name, role, given in rows:
        found[pk].append((member, name, Role(role), timezone.localdate(given)))
    return tuple(
        Person(pk, each[0][0], each[0][1], frozenset(role for _, _, role, _ in each), min(since for *_, since in each))
        for pk, each in found.items()
    )  # fmt: skip


def person_of(school: School, member: int) -> Person | None:
    """The person of a membership at the school (its key), who works there today. Two queries."""
    held = (
        Membership.objects.current()
        .filter(school=school, role__in=STAFF_ROLES, pk=member)
        .values_list("user")
    )
    user = held.first()
    return next(iter(people_of(school, user[0])), None) if user else None


def subjects_of(school: School) -> tuple[Subject, ...]:
    """The topics in use: induction as it was begun, then the school's own by name. One query."""
    rows = Topic.objects.filter(school=school, retired_on=None).order_by("pk").values_list(
        "pk", "reference", "name", "audience", "induction", "renew_months", "intervention", "intervention__name"
    )  # fmt: skip
    found = [Subject(*row[:3], Audience(row[3]), *row[4:7], row[7] or "") for row in rows]
    return tuple(
        sorted(found, key=lambda one: (not one.induction, "" if one.induction else one.name.lower(), one.pk))
    )


def standing(school: School, today: dt.date, user: int | None = None) -> Standing:
    """How everybody at the school, or that user alone, stands with every topic. Six queries."""
    people, subjects = people_of(school, user), subjects_of(school)
    only = {"person": user} if user else {}
    known: dict[tuple[int, int], Known] = {}
    records = TrainingRecord.objects.filter(school=school, on__lte=today, **only).order_by("on", "pk")
    for person, topic, *rest in records.values_list("person", "topic", "on", "valid_until", "competence"):
        known[person, topic] = Known(*rest)
    wishes = {
        (person, topic): Wish(*rest)
        for person, topic, *rest in TrainingNeed.objects.filter(school=school, dropped_at=None, **only).values_list(
            "person", "topic", "reference", "source", "why", "raised_on", "by_day"
        )
    }  # fmt: skip
    listed, deliveries = _library(school), _deliveries(school, today, user)
    for subject in subjects:
        for (person, intervention), one in listed.items():
            held = known.get((person, subject.pk))
            if intervention == subject.intervention and (held is None or held.on < one.on):
                known[person, subject.pk] = one
    return Standing(
        today, people, subjects, known, wishes, _judged(deliveries, listed, subjects, known, today)
    )


def _library(school: School) -> dict[tuple[int, int], Known]:
    """(person, intervention) → as the library of interventions has it. One query."""
    rows = LibraryTraining.objects.filter(school=school).values_list(
        "user", "intervention", "trained_on", "valid_until"
    )
    return {(user, intervention): Known(on, until) for user, intervention, on, until in rows}


def _deliveries(school: School, today: dt.date, user: int | None) -> dict[int, dict[int, tuple[str, str]]]:
    """Person → intervention → (reference, name), of provision that runs. One query."""
    rows = ProvisionAdult.objects.filter(
        school=school, user__isnull=False, provision__state=ProvisionState.RUNNING, provision__end__gte=today
    )
    rows = rows.filter(user=user) if user else rows
    found: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
    columns = (
        "user",
        "provision__intervention",
        "provision__intervention__reference",
        "provision__intervention__name",
    )
    for pk, intervention, reference, name in rows.order_by("pk").values_list(*columns):
        found[pk][intervention] = (reference, name)
    return found


def _judged(deliveries, listed, subjects, known, today) -> dict[int, tuple[Delivery, ...]]:
    """What people deliver for which training is known: somebody is on the library's list, or a topic trains for it."""
    topics: dict[int, list[int]] = defaultdict(list)
    for subject in subjects:
        if subject.intervention:
            topics[subject.intervention].append(subject.pk)
    asked = {intervention for _, intervention in listed} | set(topics)

    def trained(person: int, intervention: int) -> bool:
        mine = [
            listed.get((person, intervention)),
            *(known.get((person, topic)) for topic in topics[intervention]),
        ]
        return any(one and one.holds(today) for one in mine)

    return {
        person: tuple(
            Delivery(key, tag, name, trained(person, key))
            for key, (tag, name) in each.items()
            if key in asked
        )
        for person, each in deliveries.items()
    }


@dataclass(frozen=True, slots=True)
class CareGap:
    """A healthcare plan for which nobody is trained today. `trained_for` is what somebody was trained for before."""

    pupil_reference: str
    pupil_name: str
    class_name: str
    condition: str
    ran_out: bool


def care_gaps(school: School, user, today: dt.date) -> list[CareGap]:
    """Healthcare plans in force of the pupils in the user's sight without anybody whose training holds. One query."""
    here = Pupil.objects.filter(school=school).visible_to(user).here()
    adults = TrainedAdult.objects.filter(plan=OuterRef("pk"))
    holds = adults.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    plans = HealthcarePlan.objects.filter(
        in_force(today), ~Exists(holds), school=school, pupil__in=here, start__lte=today
    )
    rows = plans.annotate(ran_out=Exists(adults)).order_by("pupil__legal_last", "pupil__legal_first", "pk").values_list(
        "pupil__reference", "pupil__preferred_first", "pupil__legal_first", "pupil__legal_last",
        "pupil__school_class__name", "condition", "ran_out",
    )  # fmt: skip
    return [
        CareGap(reference, f"{preferred or first} {last}", klass or "", condition, ran_out)
        for reference, preferred, first, last, klass, condition, ran_out in rows
    ]


def records_of(school: School, person: int) -> list[TrainingRecord]:
    """What a person has been trained in, the latest first. One query."""
    found = TrainingRecord.objects.filter(school=school, person=person).select_related(
        "topic", "day", "person"
    )
    return list(found.order_by("-on", "topic__name", "pk"))


def records_in(topic: Topic) -> list[TrainingRecord]:
    """Who has been trained in a topic, the latest of each person, by name. One query."""
    found = TrainingRecord.objects.filter(school=topic.school_id, topic=topic).select_related(
        "topic", "person", "day"
    )
    latest = {record.person_id: record for record in found.order_by("on", "pk")}
    return sorted(latest.values(), key=lambda record: (record.person.name, record.person_id))


def topics_of(school: School) -> list[Topic]:
    """All topics, those in use first. One query."""
    found = list(Topic.objects.filter(school=school).select_related("intervention").order_by("pk"))
    order = {Audience.TEACHERS: 0, Audience.TAS: 1, Audience.STAFF: 2, Audience.SOME: 3}
    return sorted(found, key=lambda t: (t.retired_on is not None, not t.induction, order[t.audience],
                                        t.pk if t.induction else 0, t.name.lower()))  # fmt: skip


def find_topic(school: School, reference: str) -> Topic | None:
    """One query."""
    return (
        Topic.objects.filter(school=school, reference=reference)
        .select_related("intervention", "school")
        .first()
    )


def programme(
    school: School, *, since: dt.date | None = None, until: dt.date | None = None
) -> list[TrainingDay]:
    """Training days of the programme by day, with their topic and how many came (`came`). One query."""
    found = TrainingDay.objects.filter(school=school).select_related("topic", "planned_by")
    found = found.filter(on__gte=since) if since else found
    found = found.filter(on__lte=until) if until else found
    return list(found.prefetch_related("records").order_by("on", "pk"))


def find_day(school: School, reference: str) -> TrainingDay | None:
    """Two queries."""
    found = TrainingDay.objects.filter(school=school, reference=reference).select_related(
        "topic", "school", "planned_by"
    )
    return found.prefetch_related("records__person").first()


def find_record(school: School, reference: str) -> TrainingRecord | None:
    """One query."""
    found = TrainingRecord.objects.select_related("topic", "person", "day", "school")
    return found.filter(school=school, reference=reference).first()


def find_need(school: School, reference: str) -> TrainingNeed | None:
    """One query."""
    found = TrainingNeed.objects.select_related("topic", "person", "school")
    return found.filter(school=school, reference=reference, dropped_at=None).first()
