import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apdr.enums import FundKind, FundState
from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.models import OfPupilQuerySet, Pupil, PupilDocument

User = settings.AUTH_USER_MODEL


@pghistory.track()
class FundingApplication(ReferencedModel):
    """An application for money for one pupil: evidence, outcome, dates (R-101, R-102, R-105). Money is whole pence for
    one year; hours are hours a week."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind state applied_on decided_on asked granted hours_asked hours_granted start end document created_at "
        "told_on",
        personal={"pupil": Scrub.KEEP, "created_by": Scrub.KEEP, "outcome": Scrub.TEXT},
        special={"evidence": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="funding")
    kind = models.CharField("fund", max_length=8, choices=FundKind)
    state = models.CharField(max_length=10, choices=FundState, default=FundState.PREPARING)
    evidence = models.TextField("what shows the need", max_length=3000, blank=True)
    document = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+")
    asked = models.PositiveIntegerField("asked for a year, in pence", null=True, blank=True)
    hours_asked = models.DecimalField(
        "hours a week asked for", max_digits=4, decimal_places=1, null=True, blank=True
    )
    applied_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    granted = models.PositiveIntegerField("granted for a year, in pence", null=True, blank=True)
    hours_granted = models.DecimalField(
        "hours a week granted", max_digits=4, decimal_places=1, null=True, blank=True
    )
    start = models.DateField("funded from", null=True, blank=True)
    end = models.DateField("funded until", null=True, blank=True)
    outcome = models.TextField("what was said", max_length=1000, blank=True)
    told_on = models.DateField("parents told who works with the child on", null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "state"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=FundState.values), name="funding_state_known"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")),
                name="funding_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "withdrawn"]) | Q(applied_on__isnull=False),
                name="funding_applied_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "part", "refused"]) | Q(decided_on__gte=F("applied_on")),
                name="funding_decided_after_applied",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("money:application", args=[self.school.slug, self.reference])
