"""Every read of access arrangements, adjustments and healthcare plans."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import CharField, DateField, F, Prefetch, Q, Value
from django.db.models.functions import Cast

from core.schools.models import School
from core.schools.prepared import prepared
from register.enums import ArrangementKind, KeyStage
from register.models import AccessArrangement, Adjustment, HealthcarePlan, Pupil, TrainedAdult

NAME = ("pupil__preferred_first", "pupil__legal_first", "pupil__legal_last")
OF_PUPIL = ("pupil__reference", *NAME, "pupil__school_class__name", "pupil__year_group")


def in_force(today: dt.date, prefix: str = "") -> Q:
    """Rows that hold today or are still to begin, under `prefix` ("plan__")."""
    return Q(**{f"{prefix}end": None}) | Q(**{f"{prefix}end__gte": today})


def access_of(pupil: Pupil) -> list[AccessArrangement]:
    """The pupil's access arrangements, those that last longest first. One query."""
    found = AccessArrangement.objects.filter(pupil=pupil)
    return list(found.order_by(F("end").desc(nulls_first=True), "-start", "kind"))


def adjustments_of(pupil: Pupil) -> list[Adjustment]:
    """The pupil's adjustments and aids, newest first. One query."""
    return list(
        Adjustment.objects.filter(pupil=pupil).order_by(F("end").desc(nulls_first=True), "kind", "-start")
    )


def healthcare_of(pupil: Pupil) -> list[HealthcarePlan]:
    """The pupil's healthcare plans with the adults trained for each, newest first. Two queries."""
    trained = Prefetch("trained", TrainedAdult.objects.order_by("name", "pk"))
    found = HealthcarePlan.objects.filter(pupil=pupil).prefetch_related(trained)
    return list(found.order_by(F("end").desc(nulls_first=True), "-start"))


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One arrangement in force at a school."""

    pupil_reference: str
    pupil_name: str
    class_name: str
    year: str
    kind: str
    detail: str
    key_stage: str
    start: dt.date
    end: dt.date | None
    evidence_on: dt.date | None


def access_in_school(school: School, user, today: dt.date) -> list[AccessRow]:
    """Access arrangements that hold today or are still to begin, of the pupils whom the user sees, in the order of
    class and name. One query."""
    rows = _in_school(AccessArrangement, school, user, today).values_list(
        *OF_PUPIL, "kind", "detail", "key_stage", "start", "end", "evidence_on"
    )
    return [
        AccessRow(ref, _name(preferred, first, last), klass or "", year, str(ArrangementKind(kind).label), detail,
                  str(KeyStage(stage).label), start, end, evidence)
        for ref, preferred, first, last, klass, year, kind, detail, stage, start, end, evidence in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class HealthRow:
    """One healthcare plan in force at a school; `trained` are (name, trained for, holds until or None)."""

    pupil_reference: str
    pupil_name: str
    class_name: str
    year: str
    condition: str
    emergency: str
    review_on: dt.date
    trained: tuple[tuple[str, str, dt.date | None], ...] = field(default=())


def healthcare_in_school(school: School, user, today: dt.date) -> list[HealthRow]:
    """Healthcare plans that hold today or are still to begin, of the pupils whom the user sees, with who is trained.
    Two queries."""
    plans = list(_in_school(HealthcarePlan, school, user, today).values_list(
        "pk", *OF_PUPIL, "condition", "emergency", "review_on"))  # fmt: skip
    trained: dict[int, list] = {}
    adults = TrainedAdult.objects.filter(plan__in=[plan[0] for plan in plans]).order_by("name", "pk")
    for plan, *adult in adults.values_list("plan", "name", "trained_for", "valid_until"):
        trained.setdefault(plan, []).append(tuple(adult))
    return [
        HealthRow(ref, _name(preferred, first, last), klass or "", year, condition, emergency, review,
                  tuple(trained.get(pk, ())))
        for pk, ref, preferred, first, last, klass, year, condition, emergency, review in plans
    ]  # fmt: skip


def _in_school(model, school: School, user, today: dt.date):
    here = Pupil.objects.filter(school=school).visible_to(user).here()
    found = model.objects.filter(in_force(today), school=school, pupil__in=here)
    return found.order_by(
        "pupil__school_class__name", "pupil__legal_last", "pupil__legal_first", "pupil", "pk"
    )


def _name(preferred: str, first: str, last: str) -> str:
    return f"{preferred or first} {last}"


TRAINING, HEALTH_REVIEW, ADJUSTMENT, ACCESS_ENDS = "training", "health_review", "adjustment", "access_ends"


@dataclass(frozen=True, slots=True)
class CareDate:
    """A date that comes up. `kind` is "training" (it runs out), "health_review", "adjustment" (to be looked at again)
    or "access_ends"; `what` says which: never the child's name. `reference` is of the record, `since` the day from which
    it holds."""

    kind: str
    on: dt.date
    what: str
    who: str
    reference: str
    since: dt.date
    pupil_reference: str
    pupil_name: str
    class_name: str


def care_date(row: tuple) -> CareDate:
    """A row of `care_rows` with its names."""
    kind, on, what, who, reference, since, pupil, preferred, first, last, klass = row
    told = str(ArrangementKind(what).label) if kind == ACCESS_ENDS else what
    return CareDate(kind, on, told, who, reference, since, pupil, _name(preferred, first, last), klass or "")


def care_rows(school: School, user, until: dt.date, today: dt.date) -> list[tuple]:
    """Rows of `care_date`: what of the pupils in the user's sight (of all, without one) is late or comes up by `until`,
    the soonest first: training that runs out, healthcare plans and adjustments to look at again, access arrangements that
    end (those only from today on). One query, however many pupils."""
    rows = _care(user, school=school.pk, until=until, today=today)
    return sorted(rows, key=lambda row: (row[1], row[0], row[4]))


@prepared
def _care(user, *, school: int, until: dt.date, today: dt.date):
    started = Q(joined_on=None) | Q(joined_on__lte=today)
    pupils = Pupil.objects.filter(started, school=school, left_on=None)
    here = {"pupil__in": pupils.visible_to(user) if user else pupils}
    trained = TrainedAdult.objects.filter(
        in_force(today, "plan__"), school=school, plan__pupil__in=here["pupil__in"]
    )
    plans = HealthcarePlan.objects.filter(in_force(today), school=school, **here)
    adjusted = Adjustment.objects.filter(in_force(today), school=school, **here)
    arranged = AccessArrangement.objects.filter(school=school, end__gte=today, **here)
    return _dates(trained, TRAINING, "valid_until", until, what="trained_for", since="trained_on", who=F("name"),
                  pupil="plan__pupil").union(
        _dates(plans, HEALTH_REVIEW, "review_on", until, what="condition"),
        _dates(adjusted, ADJUSTMENT, "review_on", until, what="what"),
        _dates(arranged, ACCESS_ENDS, "end", until, what="kind"), all=True,
    )  # fmt: skip


def _dates(
    rows,
    care: str,
    date: str,
    until: dt.date,
    *,
    what: str,
    since: str = "start",
    who=None,
    pupil: str = "pupil",
):
    text = CharField()
    return rows.filter(**{f"{date}__lte": until}).order_by().values_list(
        Value(care, output_field=text), Cast(date, DateField()), Cast(what, text),
        Cast(who if who is not None else Value(""), text), Cast("reference", text), Cast(since, DateField()),
        Cast(f"{pupil}__reference", text), Cast(f"{pupil}__preferred_first", text), Cast(f"{pupil}__legal_first", text),
        Cast(f"{pupil}__legal_last", text), Cast(f"{pupil}__school_class__name", text),
    )  # fmt: skip
