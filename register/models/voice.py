import pghistory
from django.conf import settings
from django.db import models

from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import VoiceKind
from register.models.pupils import OfPupilQuerySet, Pupil

User = settings.AUTH_USER_MODEL


@pghistory.track()
class Voice(ReferencedModel):
    """What a child said when asked, in the child's own words and pictures (R-171 to R-173). `answers` is a list of
    {"ask": question, "said": words, "face": key of a face or ""}; never edited, only added to by a later one."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind on recorded_at",
        personal={"pupil": Scrub.KEEP, "with_whom": Scrub.NAME, "recorded_by": Scrub.KEEP},
        special={"answers": Scrub.EMPTY, "own_targets": Scrub.TEXT, "feels_supported": Scrub.KEEP},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="voices")
    kind = models.CharField("how the child was asked", max_length=13, choices=VoiceKind)
    on = models.DateField("when")
    with_whom = models.CharField("who asked", max_length=120)
    answers = models.JSONField(default=list)
    own_targets = models.TextField("what the child wants to get better at", max_length=1000, blank=True)
    feels_supported = models.BooleanField("the child feels supported", null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil", "-on"])]
