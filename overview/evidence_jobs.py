"""The evidence bundle, made by a worker and filed with the pupil."""

import datetime as dt

from django.db import transaction
from django.urls import reverse

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, can, check_can
from core.documents.actions import issue_document
from core.documents.pdf import EVIDENCE
from core.jobs.actions import queue_job
from core.jobs.models import Job
from core.jobs.registry import handler
from ehcp.assessing.hooks import BUNDLE
from overview.evidence_record import PARTS, counts_of, evidence_record
from register.actions import file_document
from register.enums import DocumentKind, Sensitivity
from register.models import Pupil, PupilDocument

TITLE = "Evidence bundle"
KIND = "evidence_bundle"


@transaction.atomic
def queue_bundle(*, pupil: Pupil, parts: list[str], by, at: dt.datetime, purpose: str = "") -> Job:
    """Have a worker gather the chosen parts of the pupil's evidence and make one PDF of it. Raises Denied: the role,
    cost for a role that does not see it, or nothing chosen."""
    check_can(by, Permission.EVIDENCE_MAKE, pupil)
    chosen = [key for key in PARTS if key in parts]
    if not chosen:
        raise Denied("Choose at least one part of the evidence.")
    if "cost" in chosen:
        check_can(by, Permission.COST_VIEW, pupil)
    payload = {"pupil": pupil.pk, "parts": chosen, "purpose": purpose.strip()[:200]}
    return queue_job(
        school=pupil.school, kind=KIND, title="Putting the evidence together", by=by, at=at, payload=payload
    )


@handler(KIND)
def evidence_bundle(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: gather, issue and file; the PDF follows as a job of its own."""
    pupil = Pupil.objects.select_related("school", "school_class").get(pk=job.payload["pupil"])
    make_bundle(
        pupil=pupil, parts=job.payload["parts"], purpose=job.payload["purpose"], by=by, at=at, report=report
    )
    report(len(job.payload["parts"]), len(job.payload["parts"]))
    page = reverse("overview:evidence", args=[job.school.slug, pupil.reference])
    return {"message": "The evidence is put together.", "next_url": page}


@transaction.atomic
def make_bundle(
    *, pupil: Pupil, parts: list[str], by, at: dt.datetime, purpose: str = "", report=None
) -> PupilDocument:
    """Issue the bundle as the record stands now, and file it for SENCo, head and DSL alone, since it holds the whole
    record. Made again it is a new version; the old one stays. Raises Denied."""
    check_can(by, Permission.EVIDENCE_MAKE, pupil)
    record = evidence_record(pupil, parts, purpose=purpose, at=at, report=report)
    issued = issue_document(
        school=pupil.school, kind=DocumentKind.EVIDENCE, subject=pupil.reference, title=TITLE, template=EVIDENCE,
        snapshot=record, by=by, at=at,
    )  # fmt: skip
    filed = file_document(pupil=pupil, issued=issued, by=by, at=at)
    PupilDocument.objects.filter(pk=filed.pk).update(sensitivity=Sensitivity.RESTRICTED)
    return filed


def whole_bundle(*, pupil: Pupil, by, at: dt.datetime, purpose: str, report) -> PupilDocument:
    """Every part of the evidence of which something is on record, cost for those who see it alone. Raises Denied."""
    counts, cost = counts_of(pupil), can(by, Permission.COST_VIEW, pupil)
    parts = [key for key in PARTS if counts[key] and (cost or key != "cost")]
    return make_bundle(
        pupil=pupil, parts=parts or list(PARTS)[:1], by=by, at=at, purpose=purpose, report=report
    )


BUNDLE.append(whole_bundle)
