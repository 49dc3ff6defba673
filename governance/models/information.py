import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from core.documents.models import IssuedDocument
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub

User = settings.AUTH_USER_MODEL


@pghistory.track()
class InformationClause(TenantModel):
    """What the school says to one clause of the SEN information report (SEND Regulations 2014 Schedule 1; Children and
    Families Act 2014 s.69(3)). `facts` are the live facts that the text was written beside: when they are others, the
    clause is stale."""

    PRIVACY = Privacy(
        Keep.SCHOOL, neither="key body web facts written_at checked_on version",
        personal={"written_by": Scrub.KEEP},
    )  # fmt: skip

    key = models.CharField("clause", max_length=20)
    body = models.TextField("what the school says", max_length=8000, blank=True)
    web = models.URLField("web address", max_length=300, blank=True)
    facts = models.JSONField(default=list)
    checked_on = models.DateField("found right on")
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "key"], name="information_clause_once")]


@pghistory.track()
class CoProduction(ReferencedModel):
    """With whom the information report was written: parents, pupils, governors; what they said, what it changed (R-216)."""

    PRIVACY = Privacy(
        Keep.SCHOOL, neither="on who how many changed recorded_at",
        personal={"said": Scrub.TEXT, "recorded_by": Scrub.KEEP},
    )  # fmt: skip

    on = models.DateField("when")
    who = models.CharField("with whom", max_length=160)
    how = models.CharField("how", max_length=160, blank=True)
    many = models.PositiveSmallIntegerField("how many took part", null=True, blank=True)
    said = models.TextField("what they said", max_length=3000)
    changed = models.TextField("what it changed in the report", max_length=2000, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")


@pghistory.track()
class InformationReport(ReferencedModel):
    """The SEN information report as published: a frozen text, its PDF, and who approved it. The newest that is not
    withdrawn stands at the school's public address; `reviewed_on` is the day of the yearly review that it came from, or
    none for a change within the year."""

    PRIVACY = Privacy(
        Keep.SCHOOL, neither="number content document yearly approved_on approved_by published_at withdrawn_at why",
        personal={"published_by": Scrub.KEEP},
    )  # fmt: skip

    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    document = models.ForeignKey(IssuedDocument, models.PROTECT, null=True, related_name="+")
    yearly = models.BooleanField("the yearly review", default=True)
    why = models.CharField("what has changed", max_length=300, blank=True)
    approved_on = models.DateField("approved on")
    approved_by = models.CharField("approved by", max_length=120, default="the governing board")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "number"], name="information_report_number_once"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=False, published_at__isnull=False)
                | Q(
                    published_by=None
                ),  # the settings may have told the day of a report that was made elsewhere
                name="information_report_published_in_full",
            ),
        ]
