import pghistory
from django.conf import settings
from django.core.files.storage import storages
from django.db import models

from core.jobs.models import Job
from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub


def private_storage():
    """Where private files lie: outside the web root, by default in the data folder, or in a bucket."""
    return storages["private"]


class PrivateFile(ReferencedModel):
    """Bytes that only a permission check can reach; on disk under a random name that says nothing."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="content_type size sha256 kept_at",
        special={"content": Scrub.EMPTY},
        personal={"name": Scrub.TEXT},
    )

    name = models.CharField("name when downloaded", max_length=200)
    content = models.FileField(storage=private_storage, max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("bytes")
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField()


class IssueState(models.TextChoices):
    MAKING = "making", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"


@pghistory.track()
class IssuedDocument(ReferencedModel):
    """A document as it was issued: the data it was made from, the template's version, a hash and the bytes.

    A correction is a new version; an issued one never changes. `subject` is the public reference of what it is
    about: the app that owns the subject decides who may open it.
    """

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind subject number template template_version state sha256 issued_at file job",
        personal={"issued_by": Scrub.KEEP, "title": Scrub.TEXT},
        special={"snapshot": Scrub.EMPTY},
    )

    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField("version of the document")
    title = models.CharField(max_length=200)
    template = models.CharField(max_length=100)
    template_version = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    state = models.CharField(max_length=10, choices=IssueState, default=IssueState.MAKING)
    file = models.ForeignKey(PrivateFile, models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "kind", "subject", "number"], name="document_version_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="ready") | models.Q(file__isnull=False),
                name="document_ready_has_file",
            ),
        ]
