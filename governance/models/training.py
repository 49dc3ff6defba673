import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from governance.enums import Audience, Competence, NeedSource

User = settings.AUTH_USER_MODEL


@pghistory.track()
class Topic(ReferencedModel):
    """A topic in which staff are trained: one of the induction topics (R-222) or the school's own. `key` names an
    induction topic, "" for the school's own."""

    PRIVACY = Privacy(
        Keep.SCHOOL, neither="key name audience induction about renew_months retired_on intervention"
    )

    key = models.CharField(max_length=30, blank=True)
    name = models.CharField("topic", max_length=160)
    audience = models.CharField("for", max_length=8, choices=Audience, default=Audience.STAFF)
    induction = models.BooleanField("part of induction", default=False)
    about = models.TextField("what it covers", max_length=1000, blank=True)
    renew_months = models.PositiveSmallIntegerField("holds for so many months", null=True, blank=True)
    intervention = models.ForeignKey(
        "apdr.Intervention", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="trains for the intervention",
    )  # fmt: skip
    retired_on = models.DateField("no longer used since", null=True, blank=True)

    class Meta(ReferencedModel.Meta):
        ordering = ["pk"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "key"], condition=~Q(key=""), name="topic_key_once"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="topic_audience_known"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TrainingDay(ReferencedModel):
    """A training session of the school's programme: INSET, a staff meeting, a course (R-223)."""

    PRIVACY = Privacy(
        Keep.SCHOOL, neither="topic title on hours held_at cancelled_at",
        personal={"led_by": Scrub.NAME, "planned_by": Scrub.KEEP},
    )  # fmt: skip

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="days")
    title = models.CharField("what it is called", max_length=160)
    on = models.DateField("when")
    hours = models.DecimalField("hours", max_digits=4, decimal_places=1, null=True, blank=True)
    led_by = models.CharField("led by", max_length=120, blank=True)
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    held_at = models.DateTimeField("who came was recorded", null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "on"])]


@pghistory.track()
class TrainingRecord(ReferencedModel):
    """One person has been trained in one topic, on a day; `valid_until` where it must be renewed."""

    PRIVACY = Privacy(
        Keep.ACCOUNT,
        neither="topic day on valid_until hours recorded_at",
        personal={"person": Scrub.KEEP, "competence": Scrub.KEEP, "note": Scrub.TEXT, "provider": Scrub.TEXT,
                  "recorded_by": Scrub.KEEP},
    )  # fmt: skip

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="records")
    day = models.ForeignKey(TrainingDay, models.PROTECT, null=True, blank=True, related_name="records")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField("trained on")
    valid_until = models.DateField("holds until", null=True, blank=True)
    hours = models.DecimalField("hours", max_digits=4, decimal_places=1, null=True, blank=True)
    provider = models.CharField("by whom", max_length=120, blank=True)
    competence = models.CharField(
        "what the SENCo finds", max_length=10, choices=Competence, default=Competence.ATTENDED
    )
    note = models.CharField("in a line", max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "person", "topic"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "topic", "person", "on"], name="training_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("on")),
                name="training_holds_after_its_day",
            ),
        ]


@pghistory.track()
class TrainingNeed(ReferencedModel):
    """Somebody is to be trained in a topic by a day: from appraisal, on request, for a child (R-222, R-223). Done by a
    TrainingRecord of that topic from `raised_on` on; otherwise `dropped_at`."""

    PRIVACY = Privacy(
        Keep.ACCOUNT,
        neither="topic raised_on by_day dropped_at",
        personal={"person": Scrub.KEEP, "source": Scrub.KEEP, "why": Scrub.TEXT, "raised_by": Scrub.KEEP},
    )

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="needs")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    source = models.CharField("where it comes from", max_length=12, choices=NeedSource)
    why = models.CharField("why", max_length=300, blank=True)
    raised_on = models.DateField("since")
    by_day = models.DateField("to be trained by", null=True, blank=True)
    dropped_at = models.DateTimeField(null=True)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "topic", "person"], condition=Q(dropped_at=None), name="training_need_once"
            ),
        ]
