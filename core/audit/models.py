from django.conf import settings
from django.db import models

from core.schools.models import TenantModel
from core.schools.privacy import Keep, Privacy, Scrub


class Opening(TenantModel):
    """Somebody opened a pupil's file, a document or an export. Written once, never changed."""

    PRIVACY = Privacy(Keep.AUDIT, neither="at kind subject what", personal={"user": Scrub.KEEP})

    class Kind(models.TextChoices):
        PUPIL = "pupil", "opened the record"
        DOCUMENT = "document", "opened a document"
        EXPORT = "export", "exported"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind)
    subject = models.CharField("reference of the pupil it was about", max_length=12, blank=True)
    what = models.CharField("what was opened, in words that name nobody", max_length=120)

    class Meta:
        indexes = [models.Index(fields=["school", "subject", "-at"])]
