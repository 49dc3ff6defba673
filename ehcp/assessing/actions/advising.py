"""The school's advice to the authority (R-141): written by whoever knows the child, issued, sent."""

import datetime as dt

from django.db import transaction

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import EHCNA_ADVICE
from ehcp.assessing.actions.ground import check_day, locked, move_on, note_sent
from ehcp.assessing.record import ADVICE_TEXTS, advice_snapshot, texts_of
from ehcp.enums import AssessmentState
from ehcp.lifecycle import ASSESSMENT
from ehcp.models import NeedsAssessment, SchoolAdvice
from register.actions import file_document
from register.edits import check_version
from register.enums import DocumentKind
from register.models import PupilDocument

A = AssessmentState
WRITTEN_IN = (A.REQUESTED, A.ASSESSING, A.ADVISED)


def advice_of(held: NeedsAssessment) -> SchoolAdvice | None:
    """The advice of a locked assessment, locked; None before it is written."""
    rows = SchoolAdvice.objects.select_for_update(of=("self",)).select_related("document__issued")
    return rows.filter(assessment=held).first()


@transaction.atomic
def write_advice(
    *, assessment: NeedsAssessment, by: User, at: dt.datetime, version: int | None = None, **texts: str
) -> SchoolAdvice:
    """Write the school's advice as it now is; `texts` holds every one of ADVICE_TEXTS. The history keeps what it said.
    Raises Denied: the role, too early or too late, nothing written; or Overtaken."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    if held.state not in WRITTEN_IN:
        raise Denied("The advice is written between the request and the draft plan.")
    if not any(texts[name].strip() for name in ADVICE_TEXTS):
        raise Denied("The advice is empty: write at least one part.")
    advice = advice_of(held)
    if advice is None:
        advice = SchoolAdvice(school_id=held.school_id, assessment=held, version=0)
    check_version(advice, version)
    for name in ADVICE_TEXTS:
        setattr(advice, name, texts[name].strip())
    advice.written_by, advice.version = by, advice.version + 1
    advice.save()
    return advice


@transaction.atomic
def issue_advice(*, assessment: NeedsAssessment, by: User, at: dt.datetime) -> PupilDocument:
    """The advice as it stands as a PDF in the pupil's file, for SENCo, head and DSL; again, it is a new version. Raises
    Denied before anything is written."""
    held = locked(assessment)
    check_can(by, Permission.EHCNA_RUN, held)
    advice = advice_of(held)
    if advice is None:
        raise Denied("Write the school’s advice first.")
    if held.requested_on is None:
        raise Denied("Record first when the authority received the request: the advice answers it.")
    issued = issue_document(
        school=held.school, kind=DocumentKind.EHC_ADVICE, subject=held.reference, by=by, at=at, template=EHCNA_ADVICE,
        title=f"School’s advice to {held.authority.name}", snapshot=advice_snapshot(held, advice),
    )  # fmt: skip
    advice.document = file_document(pupil=held.pupil, issued=issued, by=by, at=at, restricted=True)
    advice.save(update_fields=["document"])
    return advice.document


def stands_as_issued(advice: SchoolAdvice) -> bool:
    """Whether the PDF that was made says what the advice now says."""
    issued = advice.document.issued if advice.document else None
    return issued is not None and issued.snapshot.get("advice") == texts_of(advice)


@transaction.atomic
def send_advice(
    *, assessment: NeedsAssessment, sent_on: dt.date, sent_how: str, by: User, at: dt.datetime
) -> NeedsAssessment:
    """The advice went to the authority on that day, by SentHow: a disclosure is written, and the PDF is made where what
    stands has none. Raises Denied: nothing written, a day before it was asked for, ordinary email."""
    held = locked(assessment)
    ASSESSMENT.move(held.state, A.ADVISED)
    check_can(by, Permission.EHCNA_RUN, held)
    advice = advice_of(held)
    if advice is None:
        raise Denied("Write the school’s advice first.")
    if not sent_how:
        raise Denied("Say how it was sent.")
    after = held.advice_requested_on or held.requested_on
    check_day(held.pupil, sent_on, at, after, "It was asked for on %s: it cannot have been sent before.")
    if not stands_as_issued(advice):
        issue_advice(assessment=held, by=by, at=at)
        advice.refresh_from_db()
    advice.sent_on, advice.sent_how = sent_on, sent_how
    advice.save(update_fields=["sent_on", "sent_how"])
    note_sent(held, "The school’s advice for an EHC needs assessment", sent_how, sent_on, by, at)
    return move_on(held, A.ADVISED, by=by, at=at)
