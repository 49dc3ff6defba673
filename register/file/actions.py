"""Every write of a pupil's file: documents from outside, and meetings, calls and letters."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import keep_file
from core.ui.present import day
from register.actions import tell_shared
from register.edits import check_version
from register.enums import UPLOADED_KINDS, Sensitivity
from register.file.queries import online_contacts
from register.file.uploads import Upload
from register.hooks import held_back
from register.models import Conversation, Pupil, PupilDocument


def check_happened(pupil: Pupil, on: dt.date | None, today: dt.date) -> None:
    """Raises Denied when something cannot have happened on that day: before birth, or still to come. A paper may
    reach the file after the pupil has left."""
    if on and on < pupil.born:
        raise Denied(f"{day(on)} is before {pupil.first_name} was born: check the date.")
    if on and on > today:
        raise Denied(f"{day(on)} is in the future: enter the day on which it happened.")


@transaction.atomic
def add_document(
    *, pupil: Pupil, kind: str, title: str, by: User, at: dt.datetime, upload: Upload | None = None,
    dated: dt.date | None = None, source: str = "", sensitivity: str = Sensitivity.ORDINARY, paper_at: str = "",
) -> PupilDocument:  # fmt: skip
    """Put a document into the pupil's file: its bytes (checked by `uploads.check_upload`), or where the paper is, or
    both (R-205, R-209). Raises Denied; nothing is kept then."""
    check_can(by, Permission.FILE_EDIT, pupil)
    check_happened(pupil, dated, timezone.localdate(at))
    if kind not in UPLOADED_KINDS:
        raise Denied("Say what kind of document this is.")
    if not title.strip():
        raise Denied("Give the document a title.")
    if upload is None and not paper_at.strip():
        raise Denied("Choose the file, or say where the paper is.")
    kept = None
    if upload is not None:
        kept = keep_file(
            school=pupil.school, name=upload.name, data=upload.data, content_type=upload.content_type, at=at
        )
    try:
        return PupilDocument.objects.create(
            school_id=pupil.school_id, pupil=pupil, file=kept, kind=kind, title=title.strip(), dated=dated,
            source=source.strip(), sensitivity=sensitivity, paper_at=paper_at.strip(), filed_at=at, filed_by=by,
        )  # fmt: skip
    except Exception:
        if kept is not None:
            kept.content.storage.delete(kept.content.name)
        raise


def is_own(document: PupilDocument) -> bool:
    """Whether the product wrote the document itself: then its kind, title and days are not for people to change."""
    return document.issued_id is not None or document.kind not in UPLOADED_KINDS


def _locked(document: PupilDocument, by: User) -> PupilDocument:
    check_can(by, Permission.FILE_EDIT, document)
    held = (
        PupilDocument.objects.select_for_update(of=("self",))
        .select_related("pupil", "school")
        .get(pk=document.pk)
    )
    if held.sensitivity == Sensitivity.RESTRICTED:
        check_can(by, Permission.RESTRICTED_VIEW, held)
    return held


@transaction.atomic
def change_document(
    *, document: PupilDocument, by: User, at: dt.datetime, version: int | None = None, sensitivity: str,
    paper_at: str, kind: str = "", title: str = "", dated: dt.date | None = None, source: str = "",
) -> PupilDocument:  # fmt: skip
    """Put right what is written about a document; the history keeps what it said. Of one that the product issued,
    only who may open it and where the paper is. Raises Denied, or Overtaken."""
    held = _locked(document, by)
    check_version(held, version)
    if sensitivity == Sensitivity.RESTRICTED and held.for_family:
        raise Denied(
            "The family can open this. Stop sharing it before it is kept for the SENCo, the head and the DSL."
        )
    opened = held.sensitivity == Sensitivity.RESTRICTED and sensitivity != Sensitivity.RESTRICTED
    if opened and (words := held_back(held, family=False)):
        raise Denied(words)
    if not held.file_id and not held.issued_id and not paper_at.strip():
        raise Denied("This document is on paper alone: say where the paper is.")
    held.sensitivity, held.paper_at = sensitivity, paper_at.strip()
    if not is_own(held):
        check_happened(held.pupil, dated, timezone.localdate(at))
        if kind not in UPLOADED_KINDS or not title.strip():
            raise Denied("Say what kind of document this is and give it a title.")
        held.kind, held.title, held.dated, held.source = kind, title.strip(), dated, source.strip()
    held.version += 1
    held.save()
    return held


@transaction.atomic
def share_document(*, document: PupilDocument, by: User, at: dt.datetime) -> PupilDocument:
    """Let the pupil's parents open a document from outside, and email those who sign in (R-113). Raises Denied."""
    held = _locked(document, by)
    if is_own(held):
        raise Denied("What this product wrote is shared with the family from its own page.")
    if held.sensitivity == Sensitivity.RESTRICTED:
        raise Denied("This is kept for the SENCo, the head and the DSL. Change who may open it first.")
    if words := held_back(held, family=True):
        raise Denied(words)
    if not held.file_id:
        raise Denied("This is on paper alone: hand the family a copy and write down the meeting or call.")
    if held.for_family:
        return held
    held.for_family, held.version = True, held.version + 1
    held.save(update_fields=["for_family", "version"])
    for email in [contact.user.email for contact in online_contacts(held.pupil)]:
        tell_shared(school=held.school, email=email, template="email/document_shared.txt")
    return held


@transaction.atomic
def stop_sharing(*, document: PupilDocument, by: User, at: dt.datetime) -> PupilDocument:
    """Take a document from outside back from the family's page; what they have read or saved stays with them."""
    held = _locked(document, by)
    if is_own(held):
        raise Denied("What this product wrote and the family has been given stays with them.")
    held.for_family, held.version = False, held.version + 1
    held.save(update_fields=["for_family", "version"])
    return held


@transaction.atomic
def write_conversation(
    *, pupil: Pupil, conversation: Conversation | None, by: User, at: dt.datetime, version: int | None = None,
    kind: str, on: dt.date, people: str, about: str, next_step: str = "", next_by: dt.date | None = None,
    done_on: dt.date | None = None, sensitivity: str = Sensitivity.ORDINARY,
) -> Conversation:  # fmt: skip
    """Write down a meeting, call or letter, or put one right (R-209). Raises Denied, or Overtaken."""
    check_can(by, Permission.FILE_EDIT, pupil)
    held = _locked_conversation(conversation, by) if conversation else Conversation(
        school_id=pupil.school_id, pupil=pupil, version=0, recorded_at=at, recorded_by=by
    )  # fmt: skip
    check_version(held if conversation else None, version)
    _check_conversation(pupil, on, people, about, next_step, next_by, done_on, timezone.localdate(at))
    held.kind, held.on, held.people, held.about = kind, on, people.strip(), about.strip()
    held.next_step, held.next_by, held.done_on = next_step.strip(), next_by, done_on
    held.sensitivity, held.version = sensitivity, held.version + 1
    held.save()
    return held


def _locked_conversation(conversation: Conversation, by: User) -> Conversation:
    held = (
        Conversation.objects.select_for_update(of=("self",)).select_related("pupil").get(pk=conversation.pk)
    )
    if held.sensitivity == Sensitivity.RESTRICTED:
        check_can(by, Permission.RESTRICTED_VIEW, held)
    return held


def _check_conversation(pupil, on, people, about, next_step, next_by, done_on, today) -> None:
    check_happened(pupil, on, today)
    check_happened(pupil, done_on, today)
    if not people.strip() or not about.strip():
        raise Denied("Say with whom it was and what was said.")
    if not next_step.strip() and (next_by or done_on):
        raise Denied("Say what happens next, or take its days away.")
    if next_by and next_by < on:
        raise Denied(f"The next step cannot be due before {day(on)}, the day of the conversation.")
    if done_on and done_on < on:
        raise Denied(f"The next step cannot be done before {day(on)}, the day of the conversation.")


@transaction.atomic
def mark_step_done(*, conversation: Conversation, by: User, at: dt.datetime) -> Conversation:
    """The next step was done today. Once; a second click changes nothing. Raises Denied where there is no step."""
    check_can(by, Permission.FILE_EDIT, conversation)
    held = _locked_conversation(conversation, by)
    if not held.next_step:
        raise Denied("No next step was written down here.")
    if held.done_on is None:
        held.done_on, held.version = timezone.localdate(at), held.version + 1
        held.save(update_fields=["done_on", "version"])
    return held
