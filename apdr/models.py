import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apdr.enums import OPEN_STATES, PlanState, Progress, ReceiptHow
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.models import Contact, Pupil, PupilDocument

User = settings.AUTH_USER_MODEL


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PlanQuerySet":
        """Plans of the pupils whom the user may know of."""
        return self.filter(pupil__in=Pupil.objects.visible_to(user))

    def open(self) -> "PlanQuerySet":
        return self.filter(state__in=OPEN_STATES)


@pghistory.track()
class Plan(ReferencedModel):
    """A support plan: one assess-plan-do-review cycle of one pupil (code of practice 6.44 to 6.56)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="cycle state starts review_on created_at proposed_at agreed_at shared_at reviewed_at document",
        personal={
            "pupil": Scrub.KEEP, "created_by": Scrub.KEEP, "proposed_by": Scrub.KEEP, "agreed_by": Scrub.KEEP,
            "shared_by": Scrub.KEEP, "reviewed_by": Scrub.KEEP, "strengths": Scrub.TEXT, "no_voice_why": Scrub.TEXT,
        },
        special={
            "difficulties": Scrub.TEXT, "pupil_voice": Scrub.TEXT, "parent_view": Scrub.TEXT,
            "every_lesson": Scrub.TEXT, "home": Scrub.TEXT,
        },
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="plans")
    cycle = models.PositiveSmallIntegerField("number of the cycle")
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    starts = models.DateField("runs from")
    review_on = models.DateField("review with parents", null=True, blank=True)
    strengths = models.TextField("what the pupil is good at", max_length=2000, blank=True)
    difficulties = models.TextField("what the pupil finds hard", max_length=2000, blank=True)
    pupil_voice = models.TextField("what the pupil says", max_length=2000, blank=True)
    no_voice_why = models.CharField("why the child has not been asked", max_length=300, blank=True)
    parent_view = models.TextField("what the parents say", max_length=2000, blank=True)
    every_lesson = models.TextField("in every lesson", max_length=2000, blank=True)
    home = models.TextField("how home can help", max_length=2000, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField(null=True)
    shared_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "state", "review_on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "pupil", "cycle"], name="plan_cycle_once"),
            models.UniqueConstraint(
                fields=["school", "pupil"], condition=~Q(state="reviewed"), name="plan_one_open_a_pupil"
            ),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(review_on__gte=F("starts")), name="plan_review_after_start"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_at": None, f"{name}_by": None})
                    | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
                    name=f"plan_{name}_at_with_by",
                )
                for name in ("proposed", "agreed", "shared", "reviewed")
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("apdr:plan", args=[self.school.slug, self.reference])


PLAN_TEXTS = (
    "strengths", "difficulties", "pupil_voice", "no_voice_why", "parent_view", "every_lesson", "home",
)  # fmt: skip


@pghistory.track()
class Target(TenantModel):
    """One target of a plan, in the columns of All Saints' Appendix B (R-80)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan number progress by_date",
        special={
            "target": Scrub.TEXT, "criteria": Scrub.TEXT, "strategies": Scrub.TEXT, "provision": Scrub.TEXT,
            "outcome": Scrub.TEXT,
        },
        personal={"who": Scrub.TEXT, "when": Scrub.TEXT},
    )  # fmt: skip

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    number = models.PositiveSmallIntegerField()
    target = models.CharField("what the pupil will be able to do", max_length=300)
    criteria = models.CharField("how we will know", max_length=300, blank=True)
    strategies = models.TextField("what we will do", max_length=1000, blank=True)
    provision = models.CharField("group or programme", max_length=200, blank=True)
    who = models.CharField("who", max_length=120, blank=True)
    when = models.CharField("when and how often", max_length=120, blank=True)
    by_date = models.DateField("by when", null=True, blank=True)
    outcome = models.TextField("what came of it", max_length=1000, blank=True)
    progress = models.CharField(max_length=10, choices=Progress, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "plan", "number"],
                name="target_number_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


@pghistory.track()
class Receipt(ReferencedModel):
    """A plan sent to one contact, and the slip that comes back (R-164)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan how sent_at confirmed_at",
        personal={
            "contact": Scrub.KEEP,
            "confirmed_name": Scrub.NAME,
            "comment": Scrub.TEXT,
            "recorded_by": Scrub.KEEP,
        },
    )

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="receipts")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=ReceiptHow)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_name = models.CharField("name on the slip", max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    comment = models.TextField(max_length=2000, blank=True)

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "plan", "contact"], name="receipt_once_a_contact"),
        ]
