"""Every write of the register. Each is one transaction; history and audit follow from it."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Permission as AuthPermission
from django.db import transaction
from django.db.models import F, Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import Permission, Role
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.models import IssuedDocument
from core.reminders.outbox import post
from core.schools.models import School
from register.enums import GrantKind, Sensitivity
from register.models import (
    ClassTeacher,
    Contact,
    Need,
    Pupil,
    PupilDocument,
    PupilGrant,
    SavedFilter,
    SchoolClass,
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


@transaction.atomic
def invite_parent(*, contact: Contact, by: User, at: dt.datetime) -> User:
    """Let a parent or carer sign in before anything is shared with them, so that they can tell the school of a worry
    (R-26, R-27), and say so by an email that names nobody. Raises Denied without an address."""
    check_can(by, Permission.PEOPLE_MANAGE, contact)
    user = open_to_parent(contact=contact, by=by, at=at)
    tell_shared(school=contact.school, email=contact.email, template="email/parent_invited.txt")
    return user


@transaction.atomic
def set_needs(*, pupil: Pupil, codes: list[str], start: dt.date, by: User, at: dt.datetime) -> list[Need]:
    """From `start`, or the day after the last change where that is later, the pupil's types of need are `codes`, the main
    one first. What no longer holds is ended, or removed when it began that same day; what still holds at the same rank
    stays as it was, and what holds at another keeps its note and area."""
    wanted = list(dict.fromkeys(codes))
    last = Need.objects.filter(pupil=pupil).aggregate(last=Max("end"))["last"]
    start = max(start, last + dt.timedelta(days=1)) if last else start
    known = {need.code: need for need in Need.objects.filter(pupil=pupil, end=None)}
    for need in known.values():
        if need.rank <= len(wanted) and wanted[need.rank - 1] == need.code:
            continue
        if need.start >= start:
            need.delete()
        else:
            need.end = start - dt.timedelta(days=1)
            need.save(update_fields=["end"])
    held = set(Need.objects.filter(pupil=pupil, end=None).values_list("code", flat=True))
    added = [
        Need(school_id=pupil.school_id, pupil=pupil, code=code, rank=rank, start=start,
             note=known[code].note if code in known else "", area=known[code].area if code in known else "")
        for rank, code in enumerate(wanted, 1)
        if code not in held
    ]  # fmt: skip
    return Need.objects.bulk_create(added)


def file_document(
    *, pupil: Pupil, issued: IssuedDocument, by: User, at: dt.datetime, for_family: bool = False,
    restricted: bool = False,
) -> PupilDocument:  # fmt: skip
    """Put an issued document into the pupil's file; `restricted` keeps it there for the SENCo, the head and the DSL."""
    return PupilDocument.objects.create(
        school_id=pupil.school_id, pupil=pupil, issued=issued, kind=issued.kind, title=issued.title,
        for_family=for_family, filed_at=at, filed_by=by,
        sensitivity=Sensitivity.RESTRICTED if restricted else Sensitivity.ORDINARY,
    )  # fmt: skip


def share_with_family(*, document: PupilDocument) -> None:
    """Let the pupil's parents see the document from now on."""
    PupilDocument.objects.filter(pk=document.pk).update(for_family=True)


# What an email of `tell_shared` is in the list of messages, by its text.
SHARED = {
    "email/plan_shared.txt": lazy("A plan shared"), "email/profile_shared.txt": lazy("A profile shared"),
    "email/report_shared.txt": lazy("A report shared"), "email/year_shared.txt": lazy("A report on the year shared"),
    "email/parent_invited.txt": lazy("A family invited"), "email/meeting_booked.txt": lazy("A meeting booked"),
    "email/meeting_moved.txt": lazy("A meeting moved"), "email/meeting_cancelled.txt": lazy("A meeting called off"),
    "email/review_sent.txt": lazy("Papers of an annual review"),
}  # fmt: skip


def tell_shared(*, school: School, email: str, template: str) -> None:
    """Email, once the transaction has committed, that something has been shared: no name, no content, a link behind
    sign-in (R-126). `template` is its text, of templates/email."""
    link = settings.SITE_URL + reverse("overview:home", args=[school.slug])
    body = render_to_string(template, {"school": school, "link": link})
    subject = _("%(school)s has shared something with you") % {"school": school.name}
    what = str(SHARED.get(template, _("A document shared")))
    post(school=school, to=email, what=what, subject=subject, body=body, at=timezone.now())


def save_filter(*, school: School, by: User, name: str, query: str) -> SavedFilter:
    """Keep a filter of the register for one person by name; the same name again takes the newer."""
    kept, _ = SavedFilter.objects.update_or_create(
        school=school, owner=by, name=name, defaults={"query": query}
    )
    return kept


def forget_filter(*, school: School, by: User, key: int) -> None:
    """Take away a filter of the person's own."""
    SavedFilter.objects.filter(school=school, owner=by, pk=key).delete()
