"""The transfer pack and its data file, made by a worker for one pupil or for all who leave."""

import datetime as dt
import json

from django.db import transaction
from django.urls import reverse

from core.accounts.enums import Permission
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document, keep_file
from core.documents.pdf import TRANSFER
from core.jobs.actions import queue_job
from core.jobs.models import Job
from core.jobs.registry import handler
from core.schools.models import School
from overview.transfer_record import transfer_record
from register.actions import file_document
from register.enums import DocumentKind
from register.models import PupilDocument, Transfer
from register.transition.actions import attach_pack

TITLE = "Transfer pack"
DATA_TITLE = "Transfer data file"


@transaction.atomic
def queue_packs(*, school: School, transfers: list[Transfer], by, at: dt.datetime) -> Job:
    """Have a worker prepare pack and data file of these transfers, the record as it is when the worker comes to it.
    Raises Denied: the role, or nobody to prepare for."""
    check_can(by, Permission.TRANSITION_MANAGE, school)
    if not transfers:
        raise Denied("Nobody is chosen: say first where the children go.")
    count = len(transfers)
    title = "Preparing a transfer pack" if count == 1 else f"Preparing {count} transfer packs"
    payload = {"transfers": [transfer.pk for transfer in transfers]}
    return queue_job(school=school, kind="transfer_packs", title=title, by=by, at=at, payload=payload)


@handler("transfer_packs")
def transfer_packs(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: prepare pack and data file of each transfer; the PDFs follow, each as a job of its own."""
    rows = Transfer.objects.select_for_update(of=("self",)).filter(pk__in=job.payload["transfers"])
    found = list(rows.select_related("pupil__school", "pupil__school_class").order_by("pk"))
    for done, transfer in enumerate(found):
        report(done, len(found))
        prepare_pack(transfer=transfer, by=by, at=at)
    report(len(found), len(found))
    slug = job.school.slug
    if len(found) == 1:
        next_url = reverse("overview:leaving", args=[slug, found[0].pupil.reference])
        return {"message": "The transfer pack is prepared.", "next_url": next_url}
    return {
        "message": f"{len(found)} transfer packs are prepared.",
        "next_url": reverse("overview:leavers", args=[slug]),
    }


@transaction.atomic
def prepare_pack(*, transfer: Transfer, by, at: dt.datetime) -> Transfer:
    """Issue the pack as the record stands now, with its data file; both are filed with the pupil. Prepared again, both
    are new versions and the old ones stay in the file. Raises Denied."""
    check_can(by, Permission.TRANSITION_MANAGE, transfer)
    pupil, record = transfer.pupil, transfer_record(transfer, at=at)
    issued = issue_document(
        school=pupil.school, kind=DocumentKind.TRANSFER, subject=pupil.reference, title=TITLE, template=TRANSFER,
        snapshot=record, by=by, at=at,
    )  # fmt: skip
    pack = file_document(pupil=pupil, issued=issued, by=by, at=at)
    data = json.dumps(record, ensure_ascii=False, indent=1).encode()
    kept = keep_file(
        school=pupil.school,
        name=f"transfer {pupil.reference}.json",
        data=data,
        content_type="application/json",
        at=at,
    )
    filed = PupilDocument.objects.create(
        school=pupil.school,
        pupil=pupil,
        file=kept,
        kind=DocumentKind.TRANSFER,
        title=DATA_TITLE,
        filed_at=at,
        filed_by=by,
    )
    return attach_pack(transfer=transfer, pack=pack, data=filed)
