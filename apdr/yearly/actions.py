"""The writes of reports on the year: issued for one pupil, given to one family or to those of a class (R-174)."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from apdr.enums import ReceiptHow
from apdr.yearly.queries import newest_report, was_on_register
from apdr.yearly.record import Said, year_record
from apdr.yearly.years import subject_of, title_of, years_open
from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.calendar.dates import academic_year_label
from core.documents.actions import issue_document
from core.documents.pdf import YEAR_REPORT
from register.actions import file_document, open_to_parent, share_with_family, tell_shared
from register.enums import ConversationKind, DocumentKind
from register.file.actions import write_conversation
from register.file.queries import online_contacts
from register.models import Contact, Pupil, PupilDocument


@transaction.atomic
def issue_report(
    *, pupil: Pupil, year: int, said: Said, by: User, at: dt.datetime, version: int | None = None
) -> PupilDocument:
    """Issue the report on the pupil's year as the record stands, with what the teacher says, and file it; the family has
    it only once it is shared. Made again it is a new version; the old one stays. `version` is the number of the version
    that the words began from. Raises Denied with what is missing, or when somebody has issued another since."""
    check_can(by, Permission.PLAN_EDIT, pupil)
    Pupil.objects.select_for_update().only("pk").get(pk=pupil.pk)
    today = timezone.localdate(at)
    if year not in years_open(today):
        raise Denied("A report is written on this school year or the last one: choose one of them.")
    if not was_on_register(pupil, year):
        label = academic_year_label(year)
        raise Denied(f"{pupil.first_name} was not on the {pupil.school.label('register')} in {label}.")
    if not said.words.strip():
        raise Denied(
            f"Write a few sentences on {pupil.first_name}’s year first: the record alone is no report."
        )
    newest = newest_report(pupil, year)
    if version is not None and version != (newest.issued.number if newest else 0):
        raise Denied(
            "Somebody else has issued this report since you began: look at theirs, then change the words."
        )
    issued = issue_document(
        school=pupil.school, kind=DocumentKind.YEAR_REPORT, subject=subject_of(pupil.reference, year),
        title=title_of(year), template=YEAR_REPORT, by=by, at=at,
        snapshot=_signed(year_record(pupil, year, said, today=today), by),
    )  # fmt: skip
    return file_document(pupil=pupil, issued=issued, by=by, at=at)


def _signed(snapshot: dict, by: User) -> dict:
    return snapshot | {"report": snapshot["report"] | {"written_by": by.called}}


@transaction.atomic
def share_report(
    *, document: PupilDocument, contacts: dict[Contact, ReceiptHow], by: User, at: dt.datetime
) -> PupilDocument:
    """Give the family the report: online, with an email that names nobody, or on paper, which is written down in the
    pupil's file. Earlier versions go from the family's page. Raises Denied."""
    check_can(by, Permission.PLAN_SHARE, document)
    if not contacts:
        raise Denied("Choose at least one person who gets the report.")
    pupil = document.pupil
    Pupil.objects.select_for_update().only("pk").get(pk=pupil.pk)
    of_year = PupilDocument.objects.filter(
        pupil=pupil, kind=DocumentKind.YEAR_REPORT, issued__subject=document.issued.subject
    )
    if of_year.filter(issued__number__gt=document.issued.number).exists():
        raise Denied("There is a newer version of this report: share that one.")
    of_year.exclude(pk=document.pk).update(for_family=False)
    share_with_family(document=document)
    for contact in [contact for contact, how in contacts.items() if how == ReceiptHow.ONLINE]:
        open_to_parent(contact=contact, by=by, at=at)
        tell_shared(school=pupil.school, email=contact.email, template="email/year_shared.txt")
    if on_paper := [contact.name for contact, how in contacts.items() if how != ReceiptHow.ONLINE]:
        _write_down(document, on_paper, by, at)
    return PupilDocument.objects.select_related("issued", "pupil__school").get(pk=document.pk)


def _write_down(document: PupilDocument, names: list[str], by: User, at: dt.datetime) -> None:
    write_conversation(
        pupil=document.pupil, conversation=None, kind=ConversationKind.LETTER, on=timezone.localdate(at),
        people=", ".join(names)[:300], about=f"{document.title}: given on paper.", by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def share_many(*, documents: list[PupilDocument], paper: bool, by: User, at: dt.datetime) -> tuple[int, int]:
    """Give each family its report: online to those who sign in already; with `paper`, on paper to the first contact of
    the others. Returns how many went online and how many on paper. Raises Denied, and then nothing is shared."""
    online = given = 0
    for document in documents:
        reached = online_contacts(document.pupil)
        if reached:
            share_report(document=document, contacts=dict.fromkeys(reached, ReceiptHow.ONLINE), by=by, at=at)
            online += 1
        elif paper and (first := document.pupil.contacts.order_by("priority").first()):
            share_report(document=document, contacts={first: ReceiptHow.PAPER}, by=by, at=at)
            given += 1
    return online, given
