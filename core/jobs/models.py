from django.conf import settings
from django.db import models
from django.utils import timezone

from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub


class JobState(models.TextChoices):
    QUEUED = "queued", "Waiting to start"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Could not be finished"


class Job(ReferencedModel):
    """Long work that somebody asked for. The worker does it; the page polls it and may be left."""

    PRIVACY = Privacy(
        Keep.SHORT,
        neither="kind title state queued_at sent_at started_at ended_at progress total message next_url tries",
        personal={"owner": Scrub.KEEP, "payload": Scrub.EMPTY, "result": Scrub.EMPTY},
    )

    kind = models.CharField(max_length=40)
    title = models.CharField("what runs, as people read it", max_length=120)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    payload = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    progress = models.PositiveIntegerField("steps done", default=0)
    total = models.PositiveIntegerField("steps in all", default=0)
    message = models.CharField(max_length=300, blank=True)
    next_url = models.CharField("where the result is", max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField("when it was asked for")
    sent_at = models.DateTimeField("when a worker was last told of it", default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "state", "sent_at"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_state_known"),
        ]
