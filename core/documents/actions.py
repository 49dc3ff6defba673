"""Documents are issued: snapshot, version, hash and bytes are kept; the bytes are made by a worker."""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.documents.models import IssuedDocument, IssueState, PrivateFile
from core.documents.pdf import render_pdf, template_version
from core.jobs.actions import queue_job
from core.jobs.models import Job
from core.jobs.registry import handler
from core.schools.references import new_reference


def keep_file(*, school, name: str, data: bytes, content_type: str, at: dt.datetime) -> PrivateFile:
    """Keep bytes privately under a random name."""
    kept = PrivateFile(
        school=school, name=name, content_type=content_type, size=len(data), kept_at=at,
        sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    random_name = f"{school.pk}/{new_reference()}{new_reference()}"
    kept.content.save(random_name, ContentFile(data), save=True)
    return kept


def destroy_file(kept: PrivateFile) -> None:
    """Destroy the record of a private file now, and its bytes when the transaction has committed."""
    storage, name = kept.content.storage, kept.content.name
    kept.delete()
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def issue_document(
    *, school, kind: str, subject: str, title: str, template: str, snapshot: dict, by,
    at: dt.datetime,
) -> IssuedDocument:  # fmt: skip
    """Issue the next version of a document and queue the making of its PDF.

    The snapshot is completed with the document's own reference and version, which are printed on it.
    """
    issued = IssuedDocument.objects.filter(school=school, kind=kind, subject=subject)
    number = (issued.aggregate(Max("number"))["number__max"] or 0) + 1
    document = IssuedDocument(
        school=school, kind=kind, subject=subject, number=number, title=title, template=template,
        template_version=template_version(template), issued_at=at, issued_by=by,
    )  # fmt: skip
    own = {"reference": document.reference, "version": number, "template_version": document.template_version}
    issued_on = timezone.localdate(at).isoformat()
    document.snapshot = snapshot | {"document": own | {"issued_on": issued_on}}
    document.save()
    job = queue_job(
        school=school,
        kind="make_pdf",
        title=f"Making {title}",
        by=by,
        at=at,
        payload={"document": document.pk},
    )
    document.job = job
    document.save(update_fields=["job"])
    return document


@transaction.atomic
def make_again(*, document: IssuedDocument, by, at: dt.datetime) -> IssuedDocument:
    """Queue the making of the PDF once more, from the snapshot as issued, where it has not been made."""
    document = (
        IssuedDocument.objects.select_for_update(of=("self",)).select_related("school").get(pk=document.pk)
    )
    if document.state != IssueState.READY:
        document.job = queue_job(
            school=document.school, kind="make_pdf", title=f"Making {document.title}", by=by, at=at,
            payload={"document": document.pk},
        )  # fmt: skip
        document.save(update_fields=["job"])
    return document


@handler("make_pdf")
def make_pdf(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: render an issued document from its snapshot and keep the bytes. A ready one stays as it is."""
    document = IssuedDocument.objects.select_for_update(of=("self",)).get(pk=job.payload["document"])
    if document.state == IssueState.READY:
        return {}
    report(0, 1)
    crest = bytes(job.school.crest) if job.school.crest else None
    data = render_pdf(document.template, document.snapshot, images={"crest": crest} if crest else None)
    document.file = keep_file(
        school=job.school, name=f"{document.title}.pdf", data=data, content_type="application/pdf", at=at
    )
    document.sha256, document.state = document.file.sha256, IssueState.READY
    document.save(update_fields=["file", "sha256", "state"])
    report(1, 1)
    return {"message": f"{document.title} is ready."}
