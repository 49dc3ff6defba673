import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from agencies.enums import AdviceState, FindingKind, ReceiptBy, ReportState
from agencies.models.directory import Agency
from agencies.models.referrals import Referral
from agencies.models.visits import Visit
from core.accounts.enums import Permission
from core.jobs.models import Job
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.models import Contact, OfPupilQuerySet, Pupil, PupilDocument

User = settings.AUTH_USER_MODEL


class ReportQuerySet(OfPupilQuerySet):
    def visible_to(self, user) -> "ReportQuerySet":
        """Reports of the pupils in the person's sight, before they are shared only for those who check them."""
        seen = super().visible_to(user).filter(school__in=user.schools_where(Permission.REFERRAL_VIEW))
        checks = Q(school__in=user.schools_where(Permission.REPORT_CHECK))
        return seen.filter(checks | Q(state=ReportState.SHARED))


@pghistory.track()
class AgencyReport(ReferencedModel):
    """A professional's report, from its arrival through the check to those who need it (R-113, R-114, R-124, R-125)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="referral visit agency private document dated received_on state read_as job replaces checked_at "
        "shared_at returned_at",
        personal={
            "pupil": Scrub.KEEP, "author": Scrub.NAME, "received_by": Scrub.KEEP, "checked_by": Scrub.KEEP,
            "shared_by": Scrub.KEEP, "returned_by": Scrub.KEEP, "as_is_why": Scrub.TEXT,
            "returned_words": Scrub.TEXT,
        },
        special={"pages": Scrub.EMPTY},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="agency_reports")
    referral = models.ForeignKey(Referral, models.SET_NULL, null=True, blank=True, related_name="reports")
    visit = models.ForeignKey(Visit, models.SET_NULL, null=True, blank=True, related_name="reports")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="reports")
    author = models.CharField("who wrote it", max_length=120, blank=True)
    private = models.BooleanField("arranged privately by the parents", default=False)
    document = models.OneToOneField(PupilDocument, models.PROTECT, related_name="agency_report")
    dated = models.DateField("date on the report", null=True, blank=True)
    received_on = models.DateField()
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=ReportState, default=ReportState.READING)
    pages = models.JSONField("the text, a part for each page, header or table", default=list, blank=True)
    read_as = models.CharField("how the text was drawn out", max_length=12, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    returned_words = models.TextField("what was asked to be corrected", max_length=2000, blank=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    as_is_why = models.TextField("why it is shared as it is", max_length=500, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField(null=True)
    shared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [
            models.Index(fields=["school", "state", "received_on"]),
            models.Index(fields=["school", "pupil", "-received_on"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=ReportState.values), name="agency_report_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="shared") | Q(shared_at__isnull=False, checked_at__isnull=False),
                name="agency_report_checked_before_shared",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_at": None, f"{name}_by": None})
                    | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
                    name=f"agency_report_{name}_at_with_by",
                )
                for name in ("returned", "checked", "shared")
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("reports:report", args=[self.school.slug, self.reference])


@pghistory.track()
class Finding(TenantModel):
    """One place of a report that the check has marked, and what was made of it."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="report page start end kind certain dismissed_at",
        personal={"words": Scrub.TEXT, "about": Scrub.TEXT, "dismissed_by": Scrub.KEEP},
    )

    report = models.ForeignKey(AgencyReport, models.CASCADE, related_name="findings")
    page = models.PositiveSmallIntegerField("part of the text, from 0")
    start = models.PositiveIntegerField("first character")
    end = models.PositiveIntegerField("the character after the last")
    kind = models.CharField(max_length=8, choices=FindingKind)
    certain = models.BooleanField("a name in full, or sure otherwise")
    words = models.CharField(max_length=200)
    about = models.CharField("why it is marked", max_length=200)
    dismissed_at = models.DateTimeField("found to be something else", null=True)
    dismissed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["page", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "report", "page", "start", "kind"], name="finding_once"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="finding_has_words"),
            models.CheckConstraint(condition=Q(kind__in=FindingKind.values), name="finding_kind_known"),
            models.CheckConstraint(
                condition=Q(dismissed_at=None, dismissed_by=None)
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                name="finding_dismissed_at_with_by",
            ),
        ]


@pghistory.track()
class ReportReceipt(ReferencedModel):
    """A report handed to one member of staff or one parent, and their word that they have it (R-113)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="report how sent_at confirmed_at",
        personal={
            "user": Scrub.KEEP,
            "contact": Scrub.KEEP,
            "recorded_by": Scrub.KEEP,
            "comment": Scrub.TEXT,
        },
    )

    report = models.ForeignKey(AgencyReport, models.CASCADE, related_name="receipts")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="+")
    how = models.CharField(max_length=8, choices=ReceiptBy)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    comment = models.TextField("what they say", max_length=2000, blank=True)

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(user__isnull=False, contact=None) | Q(user=None, contact__isnull=False),
                name="report_receipt_of_one",
            ),
            models.UniqueConstraint(fields=["school", "report", "user", "contact"], name="report_receipt_once",
                                    nulls_distinct=False),
        ]  # fmt: skip


class RecommendationQuerySet(OfPupilQuerySet):
    def visible_to(self, user) -> "RecommendationQuerySet":
        """Advice about the pupils in the person's sight: of a report once that is shared, or for those who check it."""
        seen = super().visible_to(user).filter(school__in=user.schools_where(Permission.REFERRAL_VIEW))
        checks = Q(school__in=user.schools_where(Permission.REPORT_CHECK))
        return seen.filter(checks | Q(report=None) | Q(report__state=ReportState.SHARED))


@pghistory.track()
class Recommendation(ReferencedModel):
    """One piece of advice: what, who, how often, by when; weighed by the same form whoever gave it (R-114, R-121,
    R-130)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="report visit number by_date state weighed_by decided_at",
        personal={"pupil": Scrub.KEEP, "decided_by": Scrub.KEEP, "who": Scrub.TEXT, "how_often": Scrub.TEXT},
        special={"what": Scrub.TEXT, "teacher_says": Scrub.TEXT, "why": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="recommendations")
    report = models.ForeignKey(AgencyReport, models.CASCADE, null=True, related_name="recommendations")
    visit = models.ForeignKey(Visit, models.CASCADE, null=True, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    what = models.CharField("what to do", max_length=500)
    who = models.CharField(max_length=120, blank=True)
    how_often = models.CharField(max_length=120, blank=True)
    by_date = models.DateField("by when", null=True, blank=True)
    state = models.CharField(max_length=12, choices=AdviceState, default=AdviceState.WAITING)
    teacher_says = models.CharField("what the class teacher thinks", max_length=500, blank=True)
    weighed_by = models.JSONField("roles that weighed it", default=list, blank=True)
    why = models.CharField("why, or why not now", max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = RecommendationQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        ordering = ["number"]
        indexes = [models.Index(fields=["school", "state"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=AdviceState.values), name="recommendation_state_known"),
            models.CheckConstraint(
                condition=Q(report__isnull=False) | Q(visit__isnull=False), name="recommendation_has_a_source"
            ),
            models.UniqueConstraint(
                fields=["school", "report", "number"], condition=Q(report__isnull=False),
                name="recommendation_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(state="waiting"),
                name="recommendation_decided_at_with_by",
            ),
            models.CheckConstraint(condition=~Q(state="not_now") | ~Q(why=""), name="recommendation_not_now_says_why"),
        ]  # fmt: skip
