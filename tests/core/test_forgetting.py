"""What is short-lived goes after 90 days, and nothing before: drafts, records of work, uploaded pupil lists."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.documents.models import IssuedDocument, PrivateFile
from core.jobs.models import Job
from core.jobs.tasks import forget_jobs
from core.ui.models import Draft
from core.ui.tasks import forget_drafts
from register.importing import runs
from register.models import ImportRun
from register.tasks import forget_uploads
from tests.roles import seeing

pytestmark = pytest.mark.django_db


def in_days(days: int):
    return time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False)


@pytest.mark.parametrize("days,left", [(89, 1), (91, 0)])
def test_draft_goes_after_ninety_days(cast, days, left):
    with seeing(cast.oakfield):
        Draft.objects.create(school=cast.oakfield, user=cast.senco, form="plan", subject="X", base=1,
                             saved_at=timezone.now())  # fmt: skip
    with in_days(days):
        forget_drafts()
    with seeing(cast.oakfield):
        assert Draft.objects.filter(subject="X").count() == left


@pytest.mark.parametrize("days,kept", [(89, True), (91, False)])
def test_uploaded_list_goes_with_its_bytes(cast, run_on_commit, days, kept):
    upload = SimpleUploadedFile("list.csv", b"UPN,Legal first name\n")
    with seeing(cast.oakfield):
        run, _ = runs.upload_list(school=cast.oakfield, upload=upload, by=cast.senco, at=timezone.now())
        storage, name = run.file.content.storage, run.file.content.name
    with in_days(days), run_on_commit():
        forget_uploads()
    with seeing(cast.oakfield):
        rows = (
            ImportRun.objects.filter(pk=run.pk).exists(),
            PrivateFile.objects.filter(pk=run.file_id).exists(),
        )
    assert (rows, storage.exists(name)) == ((kept, kept), kept)


def test_record_of_work_goes_and_its_document_stays(cast):
    with seeing(cast.oakfield):
        made = IssuedDocument.objects.exclude(job=None).first()
        Job.objects.filter(pk=made.job_id).update(ended_at=timezone.now())
    with in_days(91):
        assert forget_jobs() >= 1
    with seeing(cast.oakfield):
        assert list(IssuedDocument.objects.filter(pk=made.pk).values_list("job", flat=True)) == [None]
