import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.documents.models import IssuedDocument
from core.jobs.models import Job
from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub

User = settings.AUTH_USER_MODEL


class ReportState(models.TextChoices):
    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"


@pghistory.track(exclude=["figures", "shown"])
class TermReport(ReferencedModel):
    """The report to governors on one term (R-187, R-219): figures frozen as on a day. `figures` are exact and stay with
    SENCo and head; `shown` is what governors read, in which no child can be worked out. A correction is a new number."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="term_name start end number on state shown story document job drafted_at issued_at",
        personal={"issued_by": Scrub.KEEP, "written_by": Scrub.KEEP},
        special={"figures": Scrub.EMPTY},
    )

    term_name = models.CharField(max_length=80)
    start = models.DateField("first day of the term")
    end = models.DateField("last day of the term")
    number = models.PositiveSmallIntegerField(default=1)
    on = models.DateField("figures as on")
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.DRAFT)
    figures = models.JSONField()
    shown = models.JSONField()
    story = models.JSONField("what the SENCo writes, by part of the report", default=dict)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    document = models.ForeignKey(IssuedDocument, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "start", "number"], name="term_report_number_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="term_report_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state="draft", issued_at=None, issued_by=None)
                | Q(state="issued", issued_at__isnull=False, issued_by__isnull=False),
                name="term_report_issued_in_full",
            ),
        ]
