"""What is put on paper: the evidence bundle, and the letter to the parents with their rights."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import EHCNA_LETTER
from core.jobs.actions import queue_job
from core.jobs.models import Job
from ehcp.assessing.actions.ground import locked
from ehcp.assessing.letters import letter_snapshot
from ehcp.enums import ASSESSMENT_OPEN
from ehcp.models import NeedsAssessment
from register.actions import file_document
from register.enums import DocumentKind
from register.models import Contact, PupilDocument

EVIDENCE_JOB = "ehcna_evidence"


@transaction.atomic
def queue_evidence(*, assessment: NeedsAssessment, by: User, at: dt.datetime) -> Job:
    """Have a worker put together all that is on record of the pupil and link it to the assessment (R-137). Raises
    Denied: the role, an assessment that has ended."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    check_can(by, Permission.EVIDENCE_MAKE, held.pupil)
    if held.state not in ASSESSMENT_OPEN:
        raise Denied("This assessment has ended: make the evidence on the child’s own page.")
    return queue_job(
        school=held.school, kind=EVIDENCE_JOB, title="Putting the evidence together", by=by, at=at,
        payload={"assessment": held.pk},
    )  # fmt: skip


@transaction.atomic
def link_evidence(
    *, assessment: NeedsAssessment, document: PupilDocument, by: User, at: dt.datetime
) -> NeedsAssessment:
    """The evidence that goes with the request is this bundle of the pupil's file. Raises Denied."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    if document.pupil_id != held.pupil_id or document.kind != DocumentKind.EVIDENCE:
        raise Denied("Choose an evidence bundle of this child’s file.")
    held.evidence, held.version = document, held.version + 1
    held.save(update_fields=["evidence", "version"])
    return held


@transaction.atomic
def issue_letter(
    *, assessment: NeedsAssessment, by: User, at: dt.datetime, contact: Contact | None = None, words: str = ""
) -> PupilDocument:
    """A letter to the parents on where the assessment is, with the rights that they have now (R-143): a PDF in the
    pupil's file. `words` are the school's own, after what the record tells. Raises Denied."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    if contact is not None and contact.pupil_id != held.pupil_id:
        raise Denied("Choose a contact of this child.")
    today = timezone.localdate(at)
    issued = issue_document(
        school=held.school, kind=DocumentKind.EHC_LETTER, subject=held.reference, by=by, at=at, template=EHCNA_LETTER,
        title=f"Letter to the parents on the EHC needs assessment, {today:%-d %b %Y}",
        snapshot=letter_snapshot(held, contact, words, today),
    )  # fmt: skip
    return file_document(pupil=held.pupil, issued=issued, by=by, at=at, restricted=True)
