import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import AssessmentKind
from register.models.file import PupilDocument
from register.models.pupils import OfPupilQuerySet, Pupil

User = settings.AUTH_USER_MODEL


@pghistory.track()
class Diagnosis(ReferencedModel):
    """A diagnosis that somebody qualified has made, with its source. It does not by itself mean SEN (R-7)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="on document recorded_at",
        personal={"pupil": Scrub.KEEP, "source": Scrub.TEXT, "recorded_by": Scrub.KEEP},
        special={"what": Scrub.TEXT, "note": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="diagnoses")
    what = models.CharField("diagnosis", max_length=200)
    on = models.DateField("date", null=True, blank=True)
    source = models.CharField("made by", max_length=200)
    note = models.TextField("note", max_length=1000, blank=True)
    document = models.ForeignKey(
        PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="the paper on file"
    )  # fmt: skip
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil"])]


@pghistory.track()
class Assessment(ReferencedModel):
    """What was found out about a pupil on one day: instrument, scores, note, paper (R-16, R-34, R-35)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind instrument on document recorded_at",
        personal={"pupil": Scrub.KEEP, "by_whom": Scrub.NAME, "recorded_by": Scrub.KEEP},
        special={"raw": Scrub.KEEP, "raw_most": Scrub.KEEP, "standardised": Scrub.KEEP, "age_months": Scrub.KEEP,
                 "note": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="assessments")
    kind = models.CharField("what kind", max_length=12, choices=AssessmentKind)
    instrument = models.CharField("test or instrument", max_length=120)
    on = models.DateField("date")
    by_whom = models.CharField("who carried it out", max_length=120, blank=True)
    raw = models.DecimalField("raw score", max_digits=6, decimal_places=1, null=True, blank=True)
    raw_most = models.DecimalField("out of", max_digits=6, decimal_places=1, null=True, blank=True)
    standardised = models.PositiveSmallIntegerField("standardised score", null=True, blank=True)
    age_months = models.PositiveSmallIntegerField("age equivalent, in months", null=True, blank=True)
    note = models.TextField("what it shows", max_length=2000, blank=True)
    document = models.ForeignKey(
        PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="the paper on file"
    )  # fmt: skip
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil", "instrument", "on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(standardised=None) | Q(standardised__range=(40, 160)),
                name="assessment_standardised_range",
            ),
        ]
