import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apdr.models import Provision
from core.accounts.enums import Permission
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from ehcp.enums import DisclosureBasis, Letter, Per, ServedHow, VersionKind
from register.enums import Area
from register.models import Conversation, OfPupilQuerySet, Pupil, PupilDocument

User = settings.AUTH_USER_MODEL


@pghistory.track()
class LocalAuthority(ReferencedModel):
    """A local authority that maintains plans of the school's pupils, and whom it asks to be invited to reviews."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="name address",
        personal={
            "officer": Scrub.NAME, "officer_email": Scrub.EMAIL, "health": Scrub.NAME, "health_email": Scrub.EMAIL,
            "social": Scrub.NAME, "social_email": Scrub.EMAIL,
        },
    )  # fmt: skip

    name = models.CharField(max_length=120)
    address = models.TextField("address for letters", max_length=500, blank=True)
    officer = models.CharField("SEN officer", max_length=120, blank=True)
    officer_email = models.EmailField("their work email", blank=True)
    health = models.CharField("health: designated officer", max_length=120, blank=True)
    health_email = models.EmailField("their work email", blank=True)
    social = models.CharField("social care: designated officer", max_length=120, blank=True)
    social_email = models.EmailField("their work email", blank=True)

    class Meta(ReferencedModel.Meta):
        ordering = ["name"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "name"], name="local_authority_once"),
        ]

    def __str__(self) -> str:
        return self.name


class EhcPlanQuerySet(OfPupilQuerySet):
    def visible_to(self, user) -> "EhcPlanQuerySet":
        """Plans of the pupils in the person's sight, for staff who may read whole plans or what they must provide."""
        return super().visible_to(user).filter(school__in=user.schools_where(Permission.EHCP_PROVISION_VIEW))

    def in_force(self) -> "EhcPlanQuerySet":
        """Made and not ended, of pupils who are here."""
        return self.filter(made_on__isnull=False, ceased_on=None, pupil__left_on=None)


@pghistory.track()
class EhcPlan(ReferencedModel):
    """One EHC plan from its draft to its end. `made_on` is the day on which it was first made, from which the first
    review counts; the two `before_…` days tell of reviews before the school kept them here."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="authority made_on before_meeting_on before_decision_on assessed_on move_known_on transferred_on ceased_on "
        "created_at",
        personal={
            "pupil": Scrub.KEEP,
            "created_by": Scrub.KEEP,
            "officer": Scrub.NAME,
            "ceased_why": Scrub.TEXT,
        },
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="ehc_plans")
    authority = models.ForeignKey(LocalAuthority, models.PROTECT, related_name="plans")
    officer = models.CharField("case officer, where it is not the usual one", max_length=120, blank=True)
    made_on = models.DateField("plan first made on", null=True, blank=True)
    before_meeting_on = models.DateField(
        "last review meeting, before it was kept here", null=True, blank=True
    )
    before_decision_on = models.DateField(
        "decision after that meeting, before it was kept here", null=True, blank=True
    )
    assessed_on = models.DateField("last EHC needs assessment ended on", null=True, blank=True)
    move_known_on = models.DateField("the old authority knew of the move on", null=True, blank=True)
    transferred_on = models.DateField("plan came to this authority on", null=True, blank=True)
    ceased_on = models.DateField("plan ended on", null=True, blank=True)
    ceased_why = models.CharField("why it ended", max_length=500, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = EhcPlanQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "ceased_on", "made_on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "pupil"], condition=Q(ceased_on=None), name="ehc_plan_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ceased_on=None) | Q(ceased_on__gte=F("made_on")), name="ehc_plan_ends_after_made"
            ),
            models.CheckConstraint(
                condition=Q(before_decision_on=None) | Q(before_decision_on__gte=F("made_on")),
                name="ehc_plan_decision_after_made",
            ),
        ]

    @property
    def in_force(self) -> bool:
        """Whether the plan is made and has not ended."""
        return self.made_on is not None and self.ceased_on is None

    def get_absolute_url(self) -> str:
        return reverse("ehc:plan", args=[self.school.slug, self.reference])


@pghistory.track()
class PlanVersion(ReferencedModel):
    """The plan as it was issued once: a draft, proposed amendments, or a final plan, with the authority's own document.
    What was typed from it counts once somebody has checked it against the document."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan number kind issued_on received_on document talk checked_at created_at",
        personal={"checked_by": Scrub.KEEP, "created_by": Scrub.KEEP},
    )

    plan = models.ForeignKey(EhcPlan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=VersionKind)
    issued_on = models.DateField("date on the document")
    received_on = models.DateField("received on")
    document = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+")
    talk = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="talk with parents and child on how it is put into practice",
    )  # fmt: skip
    checked_at = models.DateTimeField("checked against the document", null=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        ordering = ["number"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "plan", "number"], name="plan_version_once"),
            models.CheckConstraint(condition=Q(kind__in=VersionKind.values), name="plan_version_kind_known"),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="plan_version_checked_at_with_by",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("ehc:version", args=[self.plan.school.slug, self.reference])


@pghistory.track()
class PlanSection(TenantModel):
    """The text of one section of a version, apart from the others (R-147)."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="plan_version letter", special={"text": Scrub.TEXT})

    plan_version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="sections")
    letter = models.CharField(max_length=2, choices=Letter)
    text = models.TextField(max_length=20000, blank=True)

    class Meta:
        ordering = ["letter"]
        constraints = [
            models.UniqueConstraint(fields=["school", "plan_version", "letter"], name="plan_section_once"),
            models.CheckConstraint(condition=Q(letter__in=Letter.values), name="plan_section_letter_known"),
        ]


@pghistory.track()
class PlanNeed(ReferencedModel):
    """One need of Section B."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE, neither="plan_version number", special={"area": Scrub.KEEP, "text": Scrub.TEXT}
    )

    plan_version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="needs")
    number = models.PositiveSmallIntegerField()
    area = models.CharField("area of need", max_length=13, choices=Area, blank=True)
    text = models.TextField("the need", max_length=2000)

    class Meta(ReferencedModel.Meta):
        ordering = ["number"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "plan_version", "number"], name="plan_need_once"),
        ]


@pghistory.track()
class PlanOutcome(ReferencedModel):
    """One outcome of Section E, linked to the needs that it answers."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE, neither="plan_version number by_when needs", special={"text": Scrub.TEXT}
    )

    plan_version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    text = models.TextField("the outcome", max_length=2000)
    by_when = models.CharField("by when, as the plan says", max_length=120, blank=True)
    needs = models.ManyToManyField(PlanNeed, through="OutcomeNeed", related_name="outcomes")

    class Meta(ReferencedModel.Meta):
        ordering = ["number"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "plan_version", "number"], name="plan_outcome_once"),
        ]


@pghistory.track()
class OutcomeNeed(TenantModel):
    """An outcome answers a need."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="outcome need")

    outcome = models.ForeignKey(PlanOutcome, models.CASCADE, related_name="need_links")
    need = models.ForeignKey(PlanNeed, models.CASCADE, related_name="outcome_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "outcome", "need"], name="outcome_need_once")
        ]


@pghistory.track()
class PlanProvision(ReferencedModel):
    """One thing that the plan says must be given (Section F; G, H1 and H2 likewise): what, how long, how often, who."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan_version number letter minutes times per outcomes",
        special={"text": Scrub.TEXT, "who": Scrub.TEXT, "delivered_by": Scrub.TEXT},
    )

    plan_version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="provisions")
    number = models.PositiveSmallIntegerField()
    letter = models.CharField("section", max_length=2, choices=Letter, default=Letter.F)
    text = models.TextField("what the plan says", max_length=3000)
    minutes = models.PositiveIntegerField("minutes each time", null=True, blank=True)
    times = models.PositiveSmallIntegerField("how many times", null=True, blank=True)
    per = models.CharField("in how long", max_length=9, choices=Per, blank=True)
    who = models.CharField("who gives it, as the plan says", max_length=200, blank=True)
    delivered_by = models.CharField("who gives it here", max_length=200, blank=True)
    outcomes = models.ManyToManyField(PlanOutcome, through="ProvisionOutcome", related_name="provisions")

    class Meta(ReferencedModel.Meta):
        ordering = ["number"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "plan_version", "number"], name="plan_provision_once"),
            models.CheckConstraint(
                condition=Q(letter__in=["F", "G", "H1", "H2"]), name="plan_provision_letter_known"
            ),
        ]


@pghistory.track()
class ProvisionOutcome(TenantModel):
    """What the plan provides serves an outcome."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="specified outcome")

    specified = models.ForeignKey(PlanProvision, models.CASCADE, related_name="outcome_links")
    outcome = models.ForeignKey(PlanOutcome, models.CASCADE, related_name="provision_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "specified", "outcome"], name="provision_outcome_once")
        ]


@pghistory.track()
class SpecifiedDelivery(TenantModel):
    """What the plan specifies is given here through one provision of the school, whose sessions count for it."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE, neither="specified provision linked_at", personal={"linked_by": Scrub.KEEP}
    )

    specified = models.ForeignKey(PlanProvision, models.CASCADE, related_name="deliveries")
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="+")
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "specified", "provision"], name="specified_delivery_once"
            )
        ]


@pghistory.track()
class PlanReading(TenantModel):
    """An adult has read what a version of the plan asks of them (R-145)."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="plan_version read_at", personal={"user": Scrub.KEEP})

    plan_version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "plan_version", "user"], name="plan_reading_once")
        ]


@pghistory.track()
class PlanDisclosure(ReferencedModel):
    """An EHC plan, or a part of it, was shown to somebody (R-208): to whom, which part, on what ground. Written once."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan_version parts basis consent_on how on recorded_at",
        personal={"pupil": Scrub.KEEP, "to": Scrub.NAME, "consent_by": Scrub.NAME, "why": Scrub.TEXT,
                  "recorded_by": Scrub.KEEP},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="ehc_disclosures")
    plan_version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="disclosures")
    parts = ArrayField(models.CharField(max_length=2, choices=Letter), verbose_name="which sections")
    to = models.CharField("to whom", max_length=160)
    basis = models.CharField("on what ground", max_length=10, choices=DisclosureBasis)
    consent_by = models.CharField("who consented", max_length=120, blank=True)
    consent_on = models.DateField("on", null=True, blank=True)
    why = models.CharField("why", max_length=500, blank=True)
    how = models.CharField("how", max_length=8, choices=ServedHow)
    on = models.DateField("when")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil", "-on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(basis__in=DisclosureBasis.values), name="plan_disclosure_basis_known"
            ),
            models.CheckConstraint(
                condition=~Q(basis="consent") | ~Q(consent_by="") & Q(consent_on__isnull=False),
                name="plan_disclosure_consent_told",
            ),
        ]
