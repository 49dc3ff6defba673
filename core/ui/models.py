from django.conf import settings
from django.db import models

from core.schools.models import TenantModel
from core.schools.privacy import Keep, Privacy, Scrub


class Draft(TenantModel):
    """What one person has typed into one long form and not yet saved: theirs alone, kept as they go.

    `base` is the version of the thing that they began from, and `began` its text then, so that a save over a
    newer version can tell whose words are whose.
    """

    PRIVACY = Privacy(
        Keep.SHORT, neither="form subject base saved_at", personal={"user": Scrub.KEEP, "data": Scrub.EMPTY,
                                                                   "began": Scrub.EMPTY}
    )  # fmt: skip

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField(max_length=30)
    subject = models.CharField("reference of what is edited", max_length=12)
    base = models.PositiveIntegerField("version it began from")
    began = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "user", "form", "subject"], name="draft_once_a_form")
        ]
