import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from core.schools.labels import label
from core.schools.privacy import Keep, Privacy, Scrub
from core.schools.references import new_reference


class DateRange(Func):
    """daterange(start, end) with both ends included."""

    function = "DATERANGE"
    output_field = DateRangeField()


def no_overlap(name: str, *, per: str, start: str = "start", end: str = "end", condition: Q | None = None):
    """Constraint: no two rows of one `per` have spans of days with a day in common (an open end runs on)."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("school", RangeOperators.EQUAL),
            (per, RangeOperators.EQUAL),
            (
                DateRange(start, end, RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                RangeOperators.OVERLAPS,
            ),
        ],
        condition=condition,
    )


class Trust(models.Model):
    """A multi-academy trust or another group of schools. Not a tenant: it holds no person."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="name slug")

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)


@pghistory.track(exclude=["crest", "next_pupil"])
class School(models.Model):
    """One school: its name as on letters, its own words, and the settings where policies differ."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="trust name slug prefix urn la_code address phone email crest labels soon_days most_targets "
        "plan_review_weeks concern_weeks concern_weeks_latest hide_recorded_tier retain_until_age "
        "retain_years_more idle_minutes next_pupil notice_clear_weeks safeguarding_system slip_days "
        "plan_format costs_threshold few_pupils meetings_a_year hourly_cost secure_service email_format report_days "
        "reminder_hour",
        personal={"head_name": Scrub.NAME, "senco_name": Scrub.NAME},
    )

    trust = models.ForeignKey(Trust, models.PROTECT, null=True, blank=True, related_name="schools")
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    prefix = models.CharField("letters that a pupil's reference begins with", max_length=4)
    urn = models.CharField("unique reference number", max_length=6, blank=True)
    la_code = models.CharField("local authority number", max_length=3, blank=True)
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    head_name = models.CharField("head teacher", max_length=120, blank=True)
    senco_name = models.CharField("SENCo's name on letters", max_length=120, blank=True)
    crest = models.BinaryField(null=True, blank=True, editable=True)
    labels = models.JSONField("the school's own words", default=dict, blank=True)
    soon_days = models.PositiveSmallIntegerField("days before a date when it is due soon", default=10)
    most_targets = models.PositiveSmallIntegerField("targets in a plan before a warning", default=4)
    plan_review_weeks = models.PositiveSmallIntegerField("weeks between plan reviews", default=13)
    concern_weeks = models.PositiveSmallIntegerField("weeks of support for an emerging concern", default=6)
    concern_weeks_latest = models.PositiveSmallIntegerField("weeks an emerging concern may last", default=8)
    notice_clear_weeks = models.BooleanField("two clear weeks' notice of a review", default=False)
    hide_recorded_tier = models.BooleanField("one tier: hide SEN recorded with profile only", default=False)
    slip_days = models.PositiveSmallIntegerField("days a family has to send a slip back", default=14)
    safeguarding_system = models.CharField(
        "where safeguarding concerns are written, for example CPOMS", max_length=60, blank=True
    )
    plan_format = models.CharField("how plans are printed", max_length=12, default="support_plan")
    costs_threshold = models.PositiveIntegerField(
        "pounds a year of provision the school pays itself", default=6000
    )
    few_pupils = models.PositiveSmallIntegerField("pupils below which figures are no trend", default=5)
    meetings_a_year = models.PositiveSmallIntegerField("review meetings with parents a year", default=3)
    hourly_cost = models.PositiveIntegerField("usual cost of an adult's hour, in pence", default=1500)
    secure_service = models.CharField(
        "service for messages that may name a child, for example Hertsfx", max_length=60, blank=True
    )
    email_format = models.TextField("how emails about children are written", max_length=500, blank=True)
    report_days = models.PositiveSmallIntegerField(
        "days after a visit by which its report is expected", default=21
    )
    reminder_hour = models.PositiveSmallIntegerField(
        "hour of the day from which reminders go out", default=7, validators=[MaxValueValidator(22)]
    )
    retain_until_age = models.PositiveSmallIntegerField("records kept until the pupil is aged", default=25)
    retain_years_more = models.PositiveSmallIntegerField("and years more", default=6)
    idle_minutes = models.PositiveSmallIntegerField(
        "minutes without activity before signing out",
        default=30,
        validators=[MinValueValidator(5), MaxValueValidator(240)],
    )
    next_pupil = models.PositiveIntegerField("number of the next pupil's reference", default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def label(self, key: str) -> str:
        """The school's own word for `key` (core/schools/labels.py)."""
        return label(self.labels, key)


class TenantModel(models.Model):
    """A row of one school, behind both walls."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class ReferencedModel(TenantModel):
    """A tenant row with a public reference, and a version that grows with every change."""

    reference = models.CharField(max_length=12, default=new_reference, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["school", "reference"], name="%(app_label)s_%(class)s_reference")
        ]


@pghistory.track()
class Term(TenantModel):
    """A term of the school, from its first school day to its last."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="name start end")

    name = models.CharField(max_length=40)
    start = models.DateField("first day")
    end = models.DateField("last day")

    class Meta:
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="term_ends_after_start"),
            ExclusionConstraint(
                name="term_no_overlap",
                expressions=[
                    ("school", RangeOperators.EQUAL),
                    (
                        DateRange("start", "end", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Closure(TenantModel):
    """Days inside a term when pupils are not in school: half-term, INSET, snow."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="name start end")

    name = models.CharField(max_length=60)
    start = models.DateField("first day")
    end = models.DateField("last day")

    class Meta:
        ordering = ["start"]
        indexes = [models.Index(fields=["school", "start"])]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="closure_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.name
