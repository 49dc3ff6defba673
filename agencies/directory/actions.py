"""Every write of the directory: agencies, their people, the checks of those whom the school employs, and the names of
staff who do not sign in. Each is one transaction."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from agencies.directory.starter import USUAL
from agencies.enums import AgencyKind, CheckKind, Sector
from agencies.models import Agency, Professional, ProfessionalCheck, StaffName
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.schools.models import School
from core.ui.present import day
from register.edits import check_version

AGENCY_TEXTS = ("name", "phone", "email", "address", "website", "route", "notes")
AGENCY_FIELDS = (*AGENCY_TEXTS, "kind", "sector", "usual_weeks", "for_parents")
PERSON_TEXTS = ("name", "job", "email", "phone")
PERSON_FIELDS = (*PERSON_TEXTS, "employed")
LONGEST_WAIT = 260  # weeks
MOST_NAMES = 500  # pasted at once


def _lock_school(school: School) -> None:
    """Two who add the same thing at once do not both find that it is new."""
    School.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=school.pk)


def _set(held, texts: tuple[str, ...], allowed: tuple[str, ...], fields: dict) -> None:
    if unknown := set(fields) - set(allowed):
        raise TypeError(f"{type(held).__name__} has no {', '.join(sorted(unknown))}.")
    for name, value in fields.items():
        setattr(held, name, value.strip() if name in texts else value)


def _save(held):
    held.version += 1
    held.save()
    return held


@transaction.atomic
def write_agency(
    *, school: School, held: Agency | None, by: User, at: dt.datetime, version: int | None = None, **fields
) -> Agency:
    """Write an agency into the school's directory, or change one (R-116, R-117). `fields` are those of AGENCY_FIELDS;
    what is not given stays, or has its default; `usual_weeks` is the wait that they state, in weeks. Raises Denied with
    what is wrong, or Overtaken."""
    check_can(by, Permission.AGENCY_EDIT, school)
    _lock_school(school)
    if held is None:
        held = Agency(school_id=school.pk, version=0)
    else:
        held = Agency.objects.select_for_update().get(pk=held.pk, school=school)
        check_version(held, version)
    _set(held, AGENCY_TEXTS, AGENCY_FIELDS, fields)
    _check_agency(held)
    return _save(held)


def _check_agency(held: Agency) -> None:
    if not held.name:
        raise Denied("Give the agency a name.")
    if held.kind not in AgencyKind.values or held.sector not in Sector.values:
        raise Denied("Say what the agency does, and who stands behind it.")
    if held.usual_weeks is not None and not 0 <= held.usual_weeks <= LONGEST_WAIT:
        raise Denied(f"Check the weeks to wait: from 0 to {LONGEST_WAIT}.")
    same = Agency.objects.filter(school=held.school_id, name__iexact=held.name).exclude(pk=held.pk).first()
    if same:
        gone = ", though it is not used now: bring it back" if same.retired_on else ": change that one"
        raise Denied(f"“{same.name}” is in the directory already{gone}, or choose another name.")


@transaction.atomic
def take_usual(*, school: School, kinds: Iterable[str], by: User, at: dt.datetime) -> list[Agency]:
    """Put the usual services of those kinds into the directory, to be filled in by the school; what is there already
    is left alone. Returns what is new. Raises Denied for none, or for a kind that is not a usual one."""
    check_can(by, Permission.AGENCY_EDIT, school)
    wanted = [kind for kind in USUAL if kind in set(kinds)]
    if not wanted:
        raise Denied("Tick at least one service.")
    _lock_school(school)
    rows = Agency.objects.filter(school=school).values_list("kind", "sector", "name")
    have, names = {(kind, sector) for kind, sector, _ in rows}, {name.lower() for *_, name in rows}
    return [
        write_agency(
            school=school, held=None, by=by, at=at, kind=kind, sector=USUAL[kind], name=str(kind.label)
        )
        for kind in wanted
        if (kind, USUAL[kind]) not in have and str(kind.label).lower() not in names
    ]


@transaction.atomic
def retire_agency(*, held: Agency, by: User, at: dt.datetime) -> Agency:
    """The school asks it no more; what was asked stays as it was. Raises Denied."""
    return _retired(Agency, held, by, held.retired_on or timezone.localdate(at))


@transaction.atomic
def restore_agency(*, held: Agency, by: User, at: dt.datetime) -> Agency:
    """The school asks it again. Raises Denied."""
    return _retired(Agency, held, by, None)


@transaction.atomic
def retire_professional(*, held: Professional, by: User, at: dt.datetime) -> Professional:
    """The person does not come any more; what they did stays as it was. Raises Denied."""
    return _retired(Professional, held, by, held.retired_on or timezone.localdate(at))


@transaction.atomic
def restore_professional(*, held: Professional, by: User, at: dt.datetime) -> Professional:
    """The person comes again. Raises Denied."""
    return _retired(Professional, held, by, None)


def _retired(model, held, by: User, on: dt.date | None):
    check_can(by, Permission.AGENCY_EDIT, held)
    held = model.objects.select_for_update().get(pk=held.pk)
    held.retired_on = on
    return _save(held)


@transaction.atomic
def write_professional(
    *,
    agency: Agency,
    held: Professional | None,
    by: User,
    at: dt.datetime,
    version: int | None = None,
    **fields,
) -> Professional:
    """Write somebody of an agency, or change them. `fields` are those of PERSON_FIELDS; `employed` says that the school
    employs them privately, so that their checks are asked for (R-118). Raises Denied or Overtaken."""
    check_can(by, Permission.AGENCY_EDIT, agency)
    Agency.objects.select_for_update().only("pk").get(pk=agency.pk)
    if held is None:
        held = Professional(school_id=agency.school_id, agency=agency, version=0)
    else:
        held = Professional.objects.select_for_update().get(pk=held.pk, agency=agency)
        check_version(held, version)
    _set(held, PERSON_TEXTS, PERSON_FIELDS, fields)
    if not held.name or not held.job:
        raise Denied("Say who it is, and what their job is.")
    same = Professional.objects.filter(agency=agency, name__iexact=held.name).exclude(pk=held.pk).first()
    if same:
        gone = ", though they do not come now: bring them back" if same.retired_on else ": change that entry"
        raise Denied(f"{same.name} of {agency.name} is in the directory already{gone}.")
    return _save(held)


@transaction.atomic
def record_check(
    *, professional: Professional, kind: str, words: str, seen_on: dt.date, valid_until: dt.date | None, by: User,
    at: dt.datetime,
) -> ProfessionalCheck:  # fmt: skip
    """What was seen of somebody whom the school employs privately: a qualification, registration, DBS check or
    insurance, with its number, on what day, good until when (R-118). A later one takes the place of the earlier, which
    the history keeps. Raises Denied with what is wrong."""
    check_can(by, Permission.PROFESSIONAL_CHECK, professional)
    held = Professional.objects.select_for_update().get(pk=professional.pk)
    if not held.employed:
        raise Denied(
            f"{held.name} is not employed by the school: their own agency checks them. Change that first if it is."
        )
    if kind not in CheckKind.values:
        raise Denied("Say what was seen: a qualification, registration, DBS check or insurance.")
    if not words.strip():
        raise Denied("Write down what was seen, with its number.")
    if seen_on > timezone.localdate(at):
        raise Denied(f"{day(seen_on)} is in the future: enter the day on which it was seen.")
    if valid_until and valid_until < seen_on:
        raise Denied(f"It ran out on {day(valid_until)}, before it was seen: check the dates.")
    given = {"words": words.strip(), "seen_on": seen_on, "valid_until": valid_until, "seen_by": by}
    check, _ = ProfessionalCheck.objects.update_or_create(
        school_id=held.school_id, professional=held, kind=kind, defaults=given
    )
    return check


@transaction.atomic
def add_staff_names(
    *, school: School, people: Iterable[tuple[str, str]], by: User, at: dt.datetime
) -> list[StaffName]:
    """Add people who work at the school and do not sign in, as (name, job or ""), so that a report which names them is
    stopped (R-125). A name that is there already is left, its job filled in where it had none. Returns what is new.
    Raises Denied for none, too many, or a text that is no name."""
    check_can(by, Permission.AGENCY_EDIT, school)
    found = [(" ".join(name.split()), " ".join(job.split())) for name, job in people]
    found = [(name, job) for name, job in found if name]
    if not found:
        raise Denied("Write at least one name.")
    if len(found) > MOST_NAMES:
        raise Denied(f"That is more than {MOST_NAMES} lines: paste fewer at once.")
    for name, job in found:
        if len(name) > 120 or len(job) > 80 or not any(letter.isalpha() for letter in name):
            raise Denied(
                f"“{name[:60]}” does not read as a name. One person a line, then a comma and the job."
            )
    _lock_school(school)
    have = {row.name.lower(): row for row in StaffName.objects.select_for_update().filter(school=school)}
    return [row for name, job in found if (row := _staff_name(school, have, name, job))]


def _staff_name(school: School, have: dict[str, StaffName], name: str, job: str) -> StaffName | None:
    held = have.get(name.lower())
    if held is None:
        have[name.lower()] = StaffName.objects.create(school=school, name=name, job=job)
        return have[name.lower()]
    if job and not held.job:
        held.job = job
        _save(held)
    return None


@transaction.atomic
def remove_staff_name(*, held: StaffName, by: User, at: dt.datetime) -> None:
    """The person does not work at the school any more; the history keeps the name. Raises Denied."""
    check_can(by, Permission.AGENCY_EDIT, held)
    StaffName.objects.select_for_update().get(pk=held.pk).delete()
