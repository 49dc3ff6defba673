"""Writes of the library: what the school can offer, and who is trained to."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apdr.enums import ProvisionKind, Wave
from apdr.models import Intervention, Training
from apdr.provision.actions.held import staff_of
from apdr.provision.starter import STARTER
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.schools.models import School
from core.ui.present import day
from register.edits import check_version
from register.enums import Area

TEXTS = (
    "name", "aims", "expected", "measure", "unit", "best_time", "missed", "link", "evidence", "benefit",
)  # fmt: skip
BOUNDS = {  # field → least, most, what it is called
    "weeks": (1, 52, "the usual length in weeks"), "per_week": (1, 25, "the sessions a week"),
    "minutes": (5, 240, "the minutes of a session"), "group_size": (1, 60, "the number of children at once"),
}  # fmt: skip
FIELDS = (*TEXTS, *BOUNDS, "kind", "wave", "area", "higher_is_better", "cost_hour", "materials")


@transaction.atomic
def write_intervention(
    *,
    school: School,
    held: Intervention | None,
    by: User,
    at: dt.datetime,
    version: int | None = None,
    **fields,
) -> Intervention:
    """Write an entry of the school's library, or change one (R-93, R-96, R-99). `fields` are those of FIELDS; what is
    not given stays, or has its default. Money is whole pence: without `cost_hour` a new entry costs what an adult's
    hour costs at the school. Runs that have begun keep their own cost. Raises Denied with what is wrong, or Overtaken.
    """
    check_can(by, Permission.INTERVENTION_EDIT, school)
    School.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=school.pk)
    if held is None:
        held = Intervention(school_id=school.pk, version=0, cost_hour=school.hourly_cost)
    else:
        held = Intervention.objects.select_for_update().get(pk=held.pk, school=school)
        check_version(held, version)
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"An intervention has no {', '.join(sorted(unknown))}.")
    usual = {"cost_hour": school.hourly_cost, "materials": 0}
    for name, value in fields.items():
        given = usual.get(name) if value is None else value
        setattr(held, name, given.strip() if name in TEXTS else given)
    _check_intervention(held)
    held.version += 1
    held.save()
    return held


def _check_intervention(held: Intervention) -> None:
    if not held.name:
        raise Denied("Give the intervention a name.")
    same = (
        Intervention.objects.filter(school=held.school_id, name__iexact=held.name).exclude(pk=held.pk).first()
    )
    if same:
        gone = ", though it is not offered now: bring it back" if same.retired_on else ": change that one"
        raise Denied(f"“{same.name}” is in the library already{gone}, or choose another name.")
    if held.kind not in ProvisionKind.values or held.wave not in Wave.values:
        raise Denied("Choose what kind of provision it is, and how much it adds.")
    if held.area and held.area not in Area.values:
        raise Denied("Choose an area of need from the list.")
    for name, (least, most, words) in BOUNDS.items():
        value = getattr(held, name)
        if value is not None and not least <= value <= most:
            raise Denied(f"Check {words}: from {least} to {most}.")
    if held.cost_hour < 0 or held.materials < 0:
        raise Denied("A cost cannot be less than nothing.")


@transaction.atomic
def retire_intervention(*, held: Intervention, by: User, at: dt.datetime) -> Intervention:
    """The school does not offer it any more; what was given stays as it was. Raises Denied while a run of it is
    planned or running."""
    check_can(by, Permission.INTERVENTION_EDIT, held)
    held = Intervention.objects.select_for_update().get(pk=held.pk)
    if held.provisions.filter(state__in=["planned", "running"]).exists():
        raise Denied(f"“{held.name}” is planned or running now: end that first.")
    return _offered(held, held.retired_on or timezone.localdate(at))


@transaction.atomic
def restore_intervention(*, held: Intervention, by: User, at: dt.datetime) -> Intervention:
    """The school offers it again. Raises Denied."""
    check_can(by, Permission.INTERVENTION_EDIT, held)
    return _offered(Intervention.objects.select_for_update().get(pk=held.pk), None)


def _offered(held: Intervention, retired_on: dt.date | None) -> Intervention:
    held.retired_on = retired_on
    held.version += 1
    held.save(update_fields=["retired_on", "version"])
    return held


@transaction.atomic
def take_starter(*, school: School, by: User, at: dt.datetime) -> list[Intervention]:
    """Put the well-known kinds of intervention into the library, to be changed to the school's own; those whose names
    are there already are left alone. Returns what is new. Raises Denied."""
    check_can(by, Permission.INTERVENTION_EDIT, school)
    have = {
        name.lower() for name in Intervention.objects.filter(school=school).values_list("name", flat=True)
    }
    return [
        write_intervention(school=school, held=None, by=by, at=at, **entry)
        for entry in STARTER
        if entry["name"].lower() not in have
    ]


@transaction.atomic
def write_training(
    *, intervention: Intervention, user: User, trained_on: dt.date, valid_until: dt.date | None = None, by: User,
    at: dt.datetime,
) -> Training:  # fmt: skip
    """Record that a member of staff has been trained to deliver an intervention (R-96); a later course takes the place
    of the earlier one. Raises Denied with what is wrong."""
    check_can(by, Permission.INTERVENTION_EDIT, intervention)
    staff_of(intervention.school, user)
    if trained_on > timezone.localdate(at):
        raise Denied(f"{day(trained_on)} is in the future: enter the day of the training.")
    if valid_until and valid_until < trained_on:
        raise Denied("The training cannot run out before it was given: check the dates.")
    Intervention.objects.select_for_update().only("pk").get(pk=intervention.pk)
    held = Training.objects.filter(intervention=intervention, user=user).first() or Training(
        school_id=intervention.school_id, intervention=intervention, user=user, version=0
    )
    held.trained_on, held.valid_until = trained_on, valid_until
    held.recorded_at, held.recorded_by, held.version = at, by, held.version + 1
    held.save()
    return held


@transaction.atomic
def end_training(*, training: Training, by: User, at: dt.datetime) -> None:
    """The person does not deliver it any more; the history keeps that they were trained. Raises Denied."""
    check_can(by, Permission.INTERVENTION_EDIT, training)
    Training.objects.select_for_update().get(pk=training.pk).delete()
