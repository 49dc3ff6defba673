import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.accounts.enums import Permission
from core.documents.models import PrivateFile
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from governance.enums import PolicyKind, Readers

User = settings.AUTH_USER_MODEL


class PolicyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PolicyQuerySet":
        """For the school's staff, its governors and its trust; a version of a policy as the policy."""
        return self.filter(school__in=user.schools_where(Permission.POLICY_VIEW))


@pghistory.track()
class Policy(ReferencedModel):
    """A policy of the school; its texts are its versions (R-227, R-230)."""

    PRIVACY = Privacy(
        Keep.SCHOOL, neither="kind name review_months readers web_address retired_on",
        personal={"owner": Scrub.KEEP},
    )  # fmt: skip

    kind = models.CharField("which policy", max_length=14, choices=PolicyKind)
    name = models.CharField(max_length=160)
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kept by"
    )
    review_months = models.PositiveSmallIntegerField("reviewed every so many months", default=12)
    readers = models.CharField("to be read by", max_length=8, choices=Readers, default=Readers.NOBODY)
    web_address = models.URLField("where it is on the school’s website", blank=True)
    retired_on = models.DateField("no longer in force since", null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "kind"],
                condition=Q(retired_on=None) & ~Q(kind="other"),
                name="policy_kind_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=PolicyKind.values), name="policy_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PolicyVersion(ReferencedModel):
    """One version of a policy as it was adopted. The day of the next review is named, or follows from the policy."""

    PRIVACY = Privacy(
        Keep.SCHOOL, neither="policy number file changes adopted_on adopted_by next_review_on confirmed_on recorded_at",
        personal={"recorded_by": Scrub.KEEP},
    )  # fmt: skip

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")
    changes = models.TextField("what has changed", max_length=2000, blank=True)
    adopted_on = models.DateField("adopted on")
    adopted_by = models.CharField("adopted by", max_length=120, blank=True)
    confirmed_on = models.DateField("last reviewed and found right on", null=True, blank=True)
    next_review_on = models.DateField("next review", null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text="nobody where the settings told it"
    )  # fmt: skip

    objects = PolicyQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "policy", "number"], name="policy_version_once"),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(confirmed_on__gte=F("adopted_on")),
                name="policy_confirmed_after",
            ),
        ]


@pghistory.track()
class PolicyReading(TenantModel):
    """Somebody has confirmed that they read one version of a policy."""

    PRIVACY = Privacy(Keep.ACCOUNT, neither="policy_version read_at", personal={"user": Scrub.KEEP})

    policy_version = models.ForeignKey(PolicyVersion, models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "policy_version", "user"], name="policy_read_once"),
        ]
