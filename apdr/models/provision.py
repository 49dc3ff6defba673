import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from apdr.enums import DutyKind, GateCheck, ProvisionKind, ProvisionState, Wave, Weekday
from apdr.models.plans import Target
from core.accounts.enums import Permission
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import Area
from register.models import Pupil, SchoolClass

User = settings.AUTH_USER_MODEL


@pghistory.track()
class Intervention(ReferencedModel):
    """One entry of the school's library: what an intervention is, what speaks for it, what it usually takes and costs.
    Money is whole pence: `cost_hour` for one hour of the adults' time together, `materials` once for a run."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="name kind wave area aims expected measure unit higher_is_better best_time missed link evidence benefit "
        "weeks per_week minutes group_size cost_hour materials retired_on",
    )

    name = models.CharField(max_length=120)
    kind = models.CharField(
        "kind of provision", max_length=20, choices=ProvisionKind, default=ProvisionKind.PROGRAMME
    )
    wave = models.CharField(max_length=10, choices=Wave, default=Wave.TARGETED)
    area = models.CharField("area of need", max_length=13, choices=Area, blank=True)
    aims = models.TextField("what it is for", max_length=1000, blank=True)
    expected = models.TextField("impact we expect", max_length=1000, blank=True)
    measure = models.CharField("how impact is measured", max_length=120, blank=True)
    unit = models.CharField("unit of the measure, for example words or months", max_length=40, blank=True)
    higher_is_better = models.BooleanField("a higher figure is better", default=True)
    best_time = models.CharField("best time of day", max_length=200, blank=True)
    missed = models.CharField("what is usually missed", max_length=200, blank=True)
    link = models.TextField("link to class work", max_length=1000, blank=True)
    evidence = models.TextField("what is known about whether it works", max_length=1000, blank=True)
    benefit = models.TextField("why it is worth what is missed", max_length=1000, blank=True)
    weeks = models.PositiveSmallIntegerField("usual length in weeks", null=True, blank=True)
    per_week = models.PositiveSmallIntegerField("sessions a week", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minutes a session", null=True, blank=True)
    group_size = models.PositiveSmallIntegerField("children at once, at most", null=True, blank=True)
    cost_hour = models.PositiveIntegerField("cost of an hour, in pence", default=0)
    materials = models.PositiveIntegerField("materials for one run, in pence", default=0)
    retired_on = models.DateField(null=True, blank=True)

    class Meta(ReferencedModel.Meta):
        ordering = ["name"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "name"], name="intervention_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Training(ReferencedModel):
    """A member of staff has been trained to deliver an intervention."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="intervention trained_on valid_until recorded_at",
        personal={"user": Scrub.KEEP, "recorded_by": Scrub.KEEP},
    )

    intervention = models.ForeignKey(Intervention, models.CASCADE, related_name="trained")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    trained_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "intervention", "user"], name="training_once"),
        ]


class ProvisionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ProvisionQuerySet":
        """Provision of which the user is one of the adults, or for a pupil whose SEN record they may open; all of the
        school's for those who see every pupil."""
        if not user.staff_school_ids:
            return self.none()
        mine = ProvisionAdult.objects.filter(user=user, provision=models.OuterRef("pk"))
        seen = ProvisionPupil.objects.filter(
            provision=models.OuterRef("pk"), pupil__in=Pupil.objects.visible_to(user)
        )
        return self.filter(school__in=user.schools_where(Permission.PROVISION_VIEW)).filter(
            Q(school__in=user.schools_where(Permission.PROVISION_VIEW_ALL))
            | models.Exists(mine)
            | models.Exists(seen)
        )

    def lasting_on(self, day) -> "ProvisionQuerySet":
        """Running or ended, with `day` between its first and last."""
        return self.filter(state__in=["running", "ended"], start__lte=day, end__gte=day)


@pghistory.track()
class Provision(ReferencedModel):
    """One run of an intervention: for whom, by whom, when, for how long (R-93 to R-97). Time-limited: it has an end."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="intervention name state start end place agency cost_hour materials review_on created_at running_at "
        "ended_at ended_why dropped_at",
        personal={
            "created_by": Scrub.KEEP,
            "running_by": Scrub.KEEP,
            "ended_by": Scrub.KEEP,
            "dropped_by": Scrub.KEEP,
        },
    )

    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="provisions")
    name = models.CharField("name of the group", max_length=80, blank=True)
    state = models.CharField(max_length=8, choices=ProvisionState, default=ProvisionState.PLANNED)
    start = models.DateField("first day")
    end = models.DateField("last day")
    review_on = models.DateField("looked at on", null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    agency = models.CharField("outside agency", max_length=120, blank=True)
    cost_hour = models.PositiveIntegerField("cost of an hour, in pence", default=0)
    materials = models.PositiveIntegerField("materials for the run, in pence", default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    running_at = models.DateTimeField(null=True)
    running_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_why = models.CharField("why it ended", max_length=300, blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ProvisionQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "state", "start", "end"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="provision_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state__in=ProvisionState.values), name="provision_state_known"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_at": None, f"{name}_by": None})
                    | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
                    name=f"provision_{name}_at_with_by",
                )
                for name in ("running", "ended", "dropped")
            ),
        ]

    @property
    def title(self) -> str:
        """What people call it: the group's own name, or the intervention's."""
        return self.name or self.intervention.name

    def get_absolute_url(self) -> str:
        return reverse("provision:provision", args=[self.school.slug, self.reference])


@pghistory.track()
class GateAnswer(TenantModel):
    """The answer to one of the eight checks before a provision starts (R-96)."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="provision check_name answer")

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="answers")
    check_name = models.CharField(max_length=10, choices=GateCheck)
    answer = models.TextField(max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "provision", "check_name"], name="gate_answer_once"),
            models.CheckConstraint(condition=Q(check_name__in=GateCheck.values), name="gate_check_known"),
        ]


@pghistory.track()
class ProvisionPupil(ReferencedModel):
    """A pupil in a provision, from a day to a day, with where they were before and after."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="provision start end target entry_on exit_on told_on told_how",
        personal={"pupil": Scrub.KEEP, "why_left": Scrub.TEXT, "told_by": Scrub.KEEP},
        special={"entry_value": Scrub.KEEP, "exit_value": Scrub.KEEP, "found": Scrub.TEXT},
    )

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="pupils")
    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="provision_places")
    start = models.DateField("from")
    end = models.DateField("until, where not to the end", null=True, blank=True)
    why_left = models.CharField("why they left before the end", max_length=300, blank=True)
    target = models.ForeignKey(
        Target, models.SET_NULL, null=True, blank=True, related_name="provision_places"
    )
    entry_value = models.DecimalField(
        "measure on entry", max_digits=7, decimal_places=2, null=True, blank=True
    )
    entry_on = models.DateField(null=True, blank=True)
    exit_value = models.DecimalField(
        "measure on leaving", max_digits=7, decimal_places=2, null=True, blank=True
    )
    exit_on = models.DateField(null=True, blank=True)
    found = models.CharField("what came of it", max_length=500, blank=True)
    told_on = models.DateField("parents told on", null=True, blank=True)
    told_how = models.CharField("how the parents were told", max_length=120, blank=True)
    told_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil", "start"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="provision_pupil_in_order"
            ),
            models.CheckConstraint(
                condition=Q(entry_value=None) | Q(entry_on__isnull=False), name="provision_entry_dated"
            ),
            models.CheckConstraint(
                condition=Q(exit_value=None) | Q(exit_on__isnull=False), name="provision_exit_dated"
            ),
            models.UniqueConstraint(fields=["school", "provision", "pupil"], name="provision_pupil_once"),
        ]


@pghistory.track()
class ProvisionAdult(TenantModel):
    """An adult who delivers a provision: a member of staff, or somebody from outside by role."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="provision role", personal={"user": Scrub.KEEP})

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="adults")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField("role, where not a member of staff", max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(role=""), name="provision_adult_named"
            ),
            models.UniqueConstraint(
                fields=["school", "provision", "user"],
                condition=Q(user__isnull=False),
                name="provision_adult_once",
            ),
        ]


@pghistory.track()
class Slot(ReferencedModel):
    """A weekly time of a provision, from a day to a day within its run, with the adult and what is missed."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="provision weekday at minutes start end missed",
        personal={"adult": Scrub.KEEP},
    )

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    at = models.TimeField("begins at")
    minutes = models.PositiveSmallIntegerField()
    adult = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    missed = models.CharField("lesson missed", max_length=60, blank=True)
    start = models.DateField("from")
    end = models.DateField("until, where not to the end", null=True, blank=True)

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "weekday", "at"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(weekday__range=(1, 5)), name="slot_on_a_weekday"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 240)), name="slot_minutes_likely"),
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="slot_in_order"),
        ]


@pghistory.track()
class AdultDuty(ReferencedModel):
    """What an adult is deployed to at a weekly time beside interventions: in class, scaffolding, preparing (R-103)."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="kind weekday at minutes school_class words start end",
        personal={"adult": Scrub.KEEP},
    )

    adult = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=DutyKind)
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    at = models.TimeField("begins at")
    minutes = models.PositiveSmallIntegerField()
    school_class = models.ForeignKey(SchoolClass, models.CASCADE, null=True, blank=True, related_name="+")
    words = models.CharField("with whom or what", max_length=80, blank=True)
    start = models.DateField("from")
    end = models.DateField("until", null=True, blank=True)

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "adult", "weekday"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(weekday__range=(1, 5)), name="adult_duty_on_a_weekday"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="adult_duty_minutes_likely"),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="adult_duty_in_order"
            ),
        ]
