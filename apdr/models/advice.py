import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Recommendation
from apdr.enums import AdvicePlace
from apdr.models.plans import Plan, Target
from apdr.models.provision import Provision
from core.schools.models import TenantModel
from core.schools.privacy import Keep, Privacy, Scrub


@pghistory.track()
class AdviceUse(TenantModel):
    """Where one recommendation went: into a plan's target or strategy, or into provision; its source is kept (R-114)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="recommendation place plan target provision used_at",
        personal={"used_by": Scrub.KEEP},
    )

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="uses")
    place = models.CharField(max_length=12, choices=AdvicePlace)
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="advice")
    target = models.ForeignKey(Target, models.SET_NULL, null=True, blank=True, related_name="advice")
    provision = models.ForeignKey(Provision, models.CASCADE, null=True, blank=True, related_name="advice")
    used_at = models.DateTimeField()
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(place__in=AdvicePlace.values), name="advice_place_known"),
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | Q(provision__isnull=False), name="advice_used_somewhere"
            ),
        ]
