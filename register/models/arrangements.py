import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import AdjustmentKind, ArrangementKind, KeyStage
from register.models.file import PupilDocument
from register.models.pupils import OfPupilQuerySet, Pupil

User = settings.AUTH_USER_MODEL


@pghistory.track()
class AccessArrangement(ReferencedModel):
    """An arrangement in tests or examinations, for one key stage: it neither carries over by itself (R-198) nor
    implies the register (R-8)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind key_stage start end evidence_on recorded_at document",
        personal={"pupil": Scrub.KEEP, "recorded_by": Scrub.KEEP},
        special={"detail": Scrub.TEXT, "evidence": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="access_arrangements")
    kind = models.CharField("arrangement", max_length=15, choices=ArrangementKind)
    detail = models.CharField("in detail", max_length=200, blank=True)
    key_stage = models.CharField("for", max_length=3, choices=KeyStage)
    start = models.DateField("from")
    end = models.DateField("until", null=True, blank=True)
    evidence = models.TextField("evidence and normal way of working", max_length=2000)
    evidence_on = models.DateField("evidence dated", null=True, blank=True)
    document = models.ForeignKey(
        PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="the paper on file"
    )  # fmt: skip
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="arrangement_ends_after_start"
            ),
        ]


@pghistory.track()
class Adjustment(ReferencedModel):
    """A reasonable adjustment or an auxiliary aid with its dates (Equality Act 2010 section 20; R-39, R-203)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind start end review_on recorded_at",
        personal={"pupil": Scrub.KEEP, "recorded_by": Scrub.KEEP},
        special={"what": Scrub.TEXT, "works": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="adjustments")
    kind = models.CharField("what kind", max_length=10, choices=AdjustmentKind)
    what = models.CharField("what the school does or provides", max_length=300)
    start = models.DateField("from")
    end = models.DateField("until", null=True, blank=True)
    review_on = models.DateField("look at it again by", null=True, blank=True)
    works = models.TextField("how well it works", max_length=1000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="adjustment_ends_after_start"
            ),
        ]


@pghistory.track()
class HealthcarePlan(ReferencedModel):
    """An individual healthcare plan, compiled with parents and pupil; it runs beside any SEN plan (R-199)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="start end review_on recorded_at document with_parents with_child",
        personal={"pupil": Scrub.KEEP, "recorded_by": Scrub.KEEP, "with_whom": Scrub.NAME},
        special={"condition": Scrub.TEXT, "daily": Scrub.TEXT, "medicines": Scrub.TEXT, "emergency": Scrub.TEXT,
                 "learning": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="healthcare_plans")
    condition = models.CharField("condition", max_length=200)
    daily = models.TextField("daily care", max_length=2000, blank=True)
    medicines = models.TextField("medicines, dose and where they are kept", max_length=2000, blank=True)
    emergency = models.TextField("in an emergency", max_length=2000)
    learning = models.TextField("what it means for learning, trips and PE", max_length=2000, blank=True)
    with_parents = models.BooleanField("written with the parents", default=False)
    with_child = models.BooleanField("written with the child", default=False)
    with_whom = models.CharField("and with", max_length=200, blank=True)
    start = models.DateField("from")
    end = models.DateField("until", null=True, blank=True)
    review_on = models.DateField("review by")
    document = models.ForeignKey(
        PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="the paper on file"
    )  # fmt: skip
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="healthcare_plan_ends_after_start"
            ),
        ]


@pghistory.track()
class TrainedAdult(ReferencedModel):
    """A member of staff trained and approved as competent for what a healthcare plan asks (R-200)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan trained_on valid_until recorded_at",
        personal={"name": Scrub.NAME, "recorded_by": Scrub.KEEP, "approved_by": Scrub.NAME},
        special={"trained_for": Scrub.TEXT},
    )

    plan = models.ForeignKey(HealthcarePlan, models.CASCADE, related_name="trained")
    name = models.CharField("member of staff", max_length=120)
    trained_for = models.CharField("trained for", max_length=200)
    trained_on = models.DateField("trained on")
    valid_until = models.DateField("training holds until", null=True, blank=True)
    approved_by = models.CharField("approved as competent by", max_length=120)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
