"""Every write of the register. Each is one transaction; history and audit follow from it."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import Permission as AuthPermission
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Permission, Role
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.models import IssuedDocument
from core.schools.models import School
from register.enums import ON_REGISTER, GrantKind, Level
from register.models import (
    PROFILE_TEXTS,
    ClassTeacher,
    Contact,
    Need,
    Profile,
    Pupil,
    PupilDocument,
    PupilGrant,
    SchoolClass,
    StatusPeriod,
)
from register.names import pupil_search_key


def next_references(school: School, count: int) -> list[str]:
    """The next references of pupils, "OAK-0147" onwards; never given twice. Locks the school's row."""
    school = School.objects.select_for_update().only("id", "prefix", "next_pupil").get(pk=school.pk)
    first = school.next_pupil
    School.objects.filter(pk=school.pk).update(next_pupil=F("next_pupil") + count)
    return [f"{school.prefix}-{number:04d}" for number in range(first, first + count)]


@transaction.atomic
def add_pupils(*, school: School, pupils: Iterable[dict], by: User, at: dt.datetime) -> list[Pupil]:
    """Add pupils, each from a dict of the model's fields. The database refuses a UPN that is there already."""
    rows = list(pupils)
    added = [
        Pupil(school=school, reference=reference, **row)
        for reference, row in zip(next_references(school, len(rows)), rows, strict=True)
    ]
    for pupil in added:
        pupil.search = pupil_search_key(pupil)
    return Pupil.objects.bulk_create(added, batch_size=500)


def change_pupil(*, pupil: Pupil, changes: dict, by: User, at: dt.datetime) -> Pupil:
    """Change a pupil's own fields."""
    for name, value in changes.items():
        setattr(pupil, name, value)
    pupil.search, pupil.version = pupil_search_key(pupil), pupil.version + 1
    pupil.save(update_fields=[*changes, "search", "version"])
    return pupil


@transaction.atomic
def mark_leaver(*, pupil: Pupil, on: dt.date, by: User, at: dt.datetime) -> Pupil:
    """The pupil's last day was `on`. The record is kept; nothing of it is deleted."""
    return change_pupil(pupil=pupil, changes={"left_on": on, "school_class": None}, by=by, at=at)


def find_or_create_class(
    *, school: School, name: str, academic_year: int, year_group: str = ""
) -> SchoolClass:
    """The class of that name in that academic year."""
    found, _ = SchoolClass.objects.get_or_create(
        school=school, name=name, academic_year=academic_year, defaults={"year_group": year_group}
    )
    return found


def add_teacher(*, school_class: SchoolClass, user: User) -> ClassTeacher:
    """From now on `user` answers for the class and sees its pupils."""
    found, _ = ClassTeacher.objects.get_or_create(
        school_id=school_class.school_id, school_class=school_class, user=user
    )
    return found


def remove_teacher(*, school_class: SchoolClass, user_id: int) -> None:
    """The user no longer answers for the class, nor sees its pupils by it."""
    for held in ClassTeacher.objects.filter(school_class=school_class, user=user_id):
        held.delete()


@transaction.atomic
def write_contact(
    *, pupil: Pupil, contact: Contact | None, by: User, at: dt.datetime, **fields: str
) -> Contact:
    """Add a contact after the others, or change one. An address that changes ends the sign-in that the old one
    had been given: the new one is given its own when something is shared with it."""
    if contact is None:
        last = Contact.objects.filter(pupil=pupil).order_by("-priority").first()
        contact = Contact(school_id=pupil.school_id, pupil=pupil, priority=last.priority + 1 if last else 1)
    elif contact.user and contact.user.email != fields["email"].lower():
        end_grant(pupil=pupil, user=contact.user_id, kind=GrantKind.PARENT)
        contact.user = None
    for name, value in fields.items():
        setattr(contact, name, value)
    contact.version += 1 if contact.pk else 0
    contact.save()
    return contact


def grant(*, pupil: Pupil, user: User, kind: GrantKind, until: dt.date | None = None) -> PupilGrant:
    """Let one named adult know of one named pupil, to the end of `until` where given."""
    permission = AuthPermission.objects.get(codename=kind, content_type__app_label="register")
    found, _ = PupilGrant.objects.update_or_create(
        school_id=pupil.school_id,
        content_object=pupil,
        user=user,
        permission=permission,
        defaults={"until": until},
    )
    return found


def end_grant(*, pupil: Pupil, user: User | int, kind: GrantKind) -> int:
    """End what `grant` gave the person (or their primary key); returns how many grants there were."""
    return PupilGrant.objects.filter(content_object=pupil, user=user, permission__codename=kind).delete()[0]


@transaction.atomic
def open_to_parent(*, contact: Contact, by: User, at: dt.datetime) -> User:
    """Let a contact with an email address sign in as the pupil's parent or carer. Raises Denied without one."""
    if not contact.email:
        raise Denied(f"{contact.name} has no email address: share on paper instead.")
    user = contact.user or find_or_create_user(email=contact.email, name=contact.name)
    give_role(school=contact.school, user=user, role=Role.PARENT, by=by, at=at)
    grant(pupil=contact.pupil, user=user, kind=GrantKind.PARENT)
    if contact.user_id != user.pk:
        Contact.objects.filter(pk=contact.pk).update(user=user)
        contact.user = user
    return user


def check_start(pupil: Pupil, start: dt.date, today: dt.date) -> None:
    """Raises Denied when a period cannot begin on that day: before birth, in the future, after leaving."""
    if start < pupil.born:
        raise Denied(f"{start:%-d %b %Y} is before {pupil.first_name} was born: check the date.")
    if start > today:
        raise Denied(f"{start:%-d %b %Y} is in the future: enter the day on which the level begins or began.")
    if pupil.left_on and start > pupil.left_on:
        raise Denied(f"{start:%-d %b %Y} is after {pupil.first_name} left: check the date.")


@transaction.atomic
def set_level(
    *, pupil: Pupil, level: Level, start: dt.date, reason: str, consulted: list[str], by: User, at: dt.datetime,
    additional: str = "",
) -> StatusPeriod:  # fmt: skip
    """Begin a period at `level` on `start`, ending the one before on the day before it.

    A level set again on the day it began replaces it (the history keeps both). Raises Denied with what is wrong:
    the role, the date, no reason, or the level is the one the pupil has.
    """
    check_can(by, Permission.STATUS_CHANGE, pupil)
    pupil = Pupil.objects.select_for_update().get(pk=pupil.pk)
    check_start(pupil, start, timezone.localdate(at))
    _check_reasons(pupil, level, reason, consulted)
    open_period = StatusPeriod.objects.filter(pupil=pupil, end=None).first()
    if open_period is None:
        _check_after_last(pupil, start)
        return _new_period(pupil, level, start, reason, consulted, by, at, additional)
    if open_period.level == level:
        raise Denied(
            f"{pupil.first_name} is already at {Level(level).label} since {open_period.start:%-d %b %Y}."
        )
    if start < open_period.start:
        raise Denied(
            f"{pupil.first_name} has been at {open_period.get_level_display()} since {open_period.start:%-d %b %Y}: "
            "choose that day or a later one."
        )
    if start == open_period.start:
        open_period.delete()
    else:
        open_period.end = start - dt.timedelta(days=1)
        open_period.save(update_fields=["end"])
    return _new_period(pupil, level, start, reason, consulted, by, at, additional)


def _check_reasons(pupil: Pupil, level: Level, reason: str, consulted: list[str]) -> None:
    if not reason.strip():
        raise Denied(f"Say why {pupil.first_name}’s level changes.")
    if level in ON_REGISTER and not consulted:
        raise Denied("Say who was consulted: choose at least one.")


def _check_after_last(pupil: Pupil, start: dt.date) -> None:
    last = StatusPeriod.objects.filter(pupil=pupil).order_by("-end").first()
    if last and start <= last.end:
        raise Denied(f"The last period ended on {last.end:%-d %b %Y}: choose a later day.")


def _new_period(pupil, level, start, reason, consulted, by, at, additional) -> StatusPeriod:
    return StatusPeriod.objects.create(
        school_id=pupil.school_id, pupil=pupil, level=level, start=start, reason=reason.strip(),
        additional=additional.strip(), consulted=list(consulted), recorded_at=at, recorded_by=by,
    )  # fmt: skip


@transaction.atomic
def set_needs(*, pupil: Pupil, codes: list[str], start: dt.date, by: User, at: dt.datetime) -> list[Need]:
    """From `start` the pupil's types of need are `codes`, the main one first. What no longer holds is ended,
    or removed when it began that same day; what still holds at the same rank stays as it was."""
    wanted = list(dict.fromkeys(codes))
    for need in list(Need.objects.filter(pupil=pupil, end=None)):
        if need.rank <= len(wanted) and wanted[need.rank - 1] == need.code:
            continue
        if need.start >= start:
            need.delete()
        else:
            need.end = start - dt.timedelta(days=1)
            need.save(update_fields=["end"])
    held = set(Need.objects.filter(pupil=pupil, end=None).values_list("code", flat=True))
    added = [
        Need(school_id=pupil.school_id, pupil=pupil, code=code, rank=rank, start=start)
        for rank, code in enumerate(wanted, 1)
        if code not in held
    ]
    return Need.objects.bulk_create(added)


@transaction.atomic
def put_on_register(
    *, pupil: Pupil, level: Level, start: dt.date, reason: str, consulted: list[str], additional: str,
    needs: list[str], by: User, at: dt.datetime,
) -> StatusPeriod:  # fmt: skip
    """Put a pupil on the register with date, reason, who was consulted and the types of need. Raises Denied."""
    if not additional.strip():
        raise Denied("Say what is additional to or different from what all children get.")
    period = set_level(
        pupil=pupil,
        level=level,
        start=start,
        reason=reason,
        consulted=consulted,
        additional=additional,
        by=by,
        at=at,
    )
    set_needs(pupil=pupil, codes=needs, start=start, by=by, at=at)
    return period


@transaction.atomic
def write_profile(
    *, pupil: Pupil, by: User, at: dt.datetime, review_on: dt.date | None, **texts: str
) -> Profile:
    """Write the pupil's profile as it now is; the history keeps every earlier one. Raises Denied."""
    check_can(by, Permission.PROFILE_EDIT, pupil)
    profile = Profile.objects.select_for_update().filter(pupil=pupil).first()
    profile = profile or Profile(school_id=pupil.school_id, pupil=pupil, version=0)
    for name in PROFILE_TEXTS:
        setattr(profile, name, texts[name].strip())
    profile.review_on, profile.written_by, profile.written_at = review_on, by, at
    profile.version += 1
    profile.save()
    return profile


def file_document(
    *, pupil: Pupil, issued: IssuedDocument, by: User, at: dt.datetime, for_family: bool = False
) -> PupilDocument:
    """Put an issued document into the pupil's file."""
    return PupilDocument.objects.create(
        school_id=pupil.school_id, pupil=pupil, issued=issued, kind=issued.kind, title=issued.title,
        for_family=for_family, filed_at=at, filed_by=by,
    )  # fmt: skip


def share_with_family(*, document: PupilDocument) -> None:
    """Let the pupil's parents see the document from now on."""
    PupilDocument.objects.filter(pk=document.pk).update(for_family=True)
