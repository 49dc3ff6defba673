import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apdr.enums import OPEN_STATES, Effect, PlanArea, PlanFormat, PlanState, Progress, Rating, ReceiptHow
from core.documents.models import IssuedDocument
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.models import Contact, Pupil, PupilDocument, in_sight_of

User = settings.AUTH_USER_MODEL


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PlanQuerySet":
        """Plans of the pupils whom the user may know of."""
        return self.filter(pupil__in=in_sight_of(user))

    def open(self) -> "PlanQuerySet":
        return self.filter(state__in=OPEN_STATES)


@pghistory.track()
class Plan(ReferencedModel):
    """A support plan: one assess-plan-do-review cycle of one pupil (code of practice 6.44 to 6.56)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="cycle area previous state starts review_on created_at proposed_at agreed_at shared_at closed_at "
        "evaluated_at effect document",
        personal={
            "pupil": Scrub.KEEP, "created_by": Scrub.KEEP, "proposed_by": Scrub.KEEP, "agreed_by": Scrub.KEEP,
            "shared_by": Scrub.KEEP, "closed_by": Scrub.KEEP, "evaluated_by": Scrub.KEEP,
            "strengths": Scrub.TEXT, "no_voice_why": Scrub.TEXT,
        },
        special={
            "difficulties": Scrub.TEXT, "pupil_voice": Scrub.TEXT, "parent_view": Scrub.TEXT,
            "every_lesson": Scrub.TEXT, "home": Scrub.TEXT, "learnt": Scrub.TEXT, "expected": Scrub.TEXT,
            "evaluation": Scrub.TEXT,
        },
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="plans")
    area = models.CharField(
        "area of the plan", max_length=13, choices=PlanArea, blank=True, default=PlanArea.WHOLE
    )
    cycle = models.PositiveSmallIntegerField("number of the cycle")
    previous = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="next")
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.ASSESS)
    starts = models.DateField("runs from")
    review_on = models.DateField("review with parents", null=True, blank=True)
    strengths = models.TextField("what the pupil is good at", max_length=2000, blank=True)
    difficulties = models.TextField("what the pupil finds hard", max_length=2000, blank=True)
    learnt = models.TextField("what the last cycle taught us", max_length=2000, blank=True)
    pupil_voice = models.TextField("what the pupil says", max_length=2000, blank=True)
    no_voice_why = models.CharField("why the child has not been asked", max_length=300, blank=True)
    parent_view = models.TextField("what the parents say", max_length=2000, blank=True)
    expected = models.TextField("what we expect to change", max_length=1000, blank=True)
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
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    effect = models.PositiveSmallIntegerField("how far it worked", choices=Effect, null=True, blank=True)
    evaluation = models.TextField("the SENCo's evaluation", max_length=2000, blank=True)
    evaluated_at = models.DateTimeField(null=True)
    evaluated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "state", "review_on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "pupil", "area", "cycle"], name="plan_cycle_once"),
            models.UniqueConstraint(
                fields=["school", "pupil", "area"], condition=~Q(state="closed"), name="plan_one_open_an_area"
            ),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="plan_state_known"),
            models.CheckConstraint(condition=Q(area__in=PlanArea.values), name="plan_area_known"),
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(review_on__gte=F("starts")), name="plan_review_after_start"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_at": None, f"{name}_by": None})
                    | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
                    name=f"plan_{name}_at_with_by",
                )
                for name in ("proposed", "agreed", "shared", "closed", "evaluated")
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.school.slug, self.reference])


PLAN_TEXTS = (
    "strengths", "difficulties", "learnt", "pupil_voice", "no_voice_why", "parent_view", "expected", "every_lesson", "home",
)  # fmt: skip


@pghistory.track()
class Target(TenantModel):
    """One target of a plan, in the columns of All Saints' Appendix B (R-80)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan number progress by_date baseline_value aim_value achieved_on carried_from replaces",
        special={
            "target": Scrub.TEXT, "baseline": Scrub.TEXT, "criteria": Scrub.TEXT, "strategies": Scrub.TEXT,
            "provision": Scrub.TEXT, "outcome": Scrub.TEXT,
        },
        personal={"who": Scrub.TEXT, "when": Scrub.TEXT},
    )  # fmt: skip

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    number = models.PositiveSmallIntegerField()
    target = models.CharField("what the pupil will be able to do", max_length=300)
    baseline = models.CharField("where the pupil is now", max_length=300, blank=True)
    criteria = models.CharField("how we will know", max_length=300, blank=True)
    baseline_value = models.DecimalField(
        "now, as a number", max_digits=7, decimal_places=2, null=True, blank=True
    )
    aim_value = models.DecimalField("aim, as a number", max_digits=7, decimal_places=2, null=True, blank=True)
    strategies = models.TextField("what we will do", max_length=1000, blank=True)
    provision = models.CharField("group or programme", max_length=200, blank=True)
    who = models.CharField("who", max_length=120, blank=True)
    when = models.CharField("when and how often", max_length=120, blank=True)
    by_date = models.DateField("by when", null=True, blank=True)
    outcome = models.TextField("what came of it", max_length=1000, blank=True)
    progress = models.CharField(max_length=10, choices=Progress, blank=True)
    achieved_on = models.DateField("achieved on", null=True, blank=True)
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

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
        neither="plan how sent_at confirmed_at comment_seen_at",
        personal={
            "comment_seen_by": Scrub.KEEP,
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
    comment_seen_at = models.DateTimeField(null=True)
    comment_seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "plan", "contact"], name="receipt_once_a_contact"),
        ]


@pghistory.track()
class Annotation(ReferencedModel):
    """A dated note in the margin of a plan, by any adult who works with the child (R-76), with or without a rating
    of one target that day (R-84). A rating made at a session stands in SessionMark."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan target on written_at",
        personal={"written_by": Scrub.KEEP},
        special={"rating": Scrub.KEEP, "value": Scrub.KEEP, "words": Scrub.TEXT},
    )

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="annotations")
    target = models.ForeignKey(Target, models.CASCADE, null=True, blank=True, related_name="annotations")
    on = models.DateField("on")
    rating = models.PositiveSmallIntegerField(choices=Rating, null=True, blank=True)
    value = models.DecimalField("counted", max_digits=7, decimal_places=2, null=True, blank=True)
    words = models.CharField("in a line or two", max_length=500, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "plan", "on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(words="") | Q(rating__isnull=False), name="annotation_says_something"
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__in=Rating.values, target__isnull=False),
                name="annotation_rates_a_target",
            ),
        ]


class PrintRun(ReferencedModel):
    """Many plans made as PDFs by the workers, one paper each, so that progress is what is ready."""

    PRIVACY = Privacy(Keep.SHORT, neither="title format asked_at", personal={"asked_by": Scrub.KEEP})

    title = models.CharField(max_length=120)
    format = models.CharField(max_length=12, choices=PlanFormat)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "-asked_at"])]


class PrintRunPaper(TenantModel):
    """One plan of a print run, and the document issued for it."""

    PRIVACY = Privacy(Keep.SHORT, neither="run plan issued")

    run = models.ForeignKey(PrintRun, models.CASCADE, related_name="papers")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    issued = models.ForeignKey(IssuedDocument, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "run", "plan"], name="print_run_paper_once")]
