import pghistory
from django.conf import settings
from django.db import models

from core.documents.models import PrivateFile
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub

User = settings.AUTH_USER_MODEL


@pghistory.track()
class SavedMapping(TenantModel):
    """What a person said the columns of the school's list are, kept by name for next time."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="name columns")

    name = models.CharField(max_length=60)
    columns = models.JSONField("heading → field")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="mapping_name_once")]


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", "Being read"
    READ = "read", "Read"
    CONFIRMED = "confirmed", "Being imported"
    DONE = "done", "Imported"
    REFUSED = "refused", "Could not be read"


class ImportRun(ReferencedModel):
    """One upload of the school's pupil list, from the file to what it changed."""

    PRIVACY = Privacy(
        Keep.SHORT,
        neither="state mapping message summary digest uploaded_at confirmed_at",
        personal={"file": Scrub.EMPTY, "filename": Scrub.TEXT, "decisions": Scrub.EMPTY, "preview": Scrub.EMPTY,
                  "uploaded_by": Scrub.KEEP, "confirmed_by": Scrub.KEEP},
    )  # fmt: skip

    file = models.ForeignKey(PrivateFile, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    mapping = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    message = models.CharField(max_length=500, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
