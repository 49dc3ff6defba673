import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.schools.models import ReferencedModel, TenantModel, no_overlap
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import Area, Consulted, ExitCriterion, Finding, Level, NeedType, ProgressFound
from register.models.pupils import Pupil

User = settings.AUTH_USER_MODEL


@pghistory.track()
class StatusPeriod(TenantModel):
    """The level of support of a pupil over a span of days (both included; no end while it lasts)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="start end consulted recorded_at by_family",
        personal={"pupil": Scrub.KEEP, "recorded_by": Scrub.KEEP},
        special={"level": Scrub.KEEP, "reason": Scrub.TEXT, "additional": Scrub.TEXT, "exit_criteria": Scrub.KEEP,
                 "evidence": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="periods")
    level = models.CharField(max_length=20, choices=Level)
    start = models.DateField("from")
    end = models.DateField("until", null=True, blank=True)
    reason = models.TextField("why", max_length=2000)
    additional = models.TextField("what is additional or different", max_length=2000, blank=True)
    consulted = ArrayField(models.CharField(max_length=12, choices=Consulted), default=list, blank=True)
    exit_criteria = ArrayField(
        models.CharField(max_length=2, choices=ExitCriterion), default=list, blank=True, verbose_name="why support ends"
    )  # fmt: skip
    evidence = models.TextField("evidence", max_length=2000, blank=True)
    by_family = models.BooleanField("the family asked the local authority", default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="nobody where the school's own list told it",
    )

    class Meta:
        ordering = ["start"]
        indexes = [models.Index(fields=["school", "pupil", "start"])]
        constraints = [
            no_overlap("status_no_overlap", per="pupil"),
            models.UniqueConstraint(
                fields=["school", "pupil"], condition=Q(end=None), name="status_one_open"
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="status_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="status_level_known"),
        ]


@pghistory.track()
class Need(TenantModel):
    """One type of need of a pupil, with its rank (1 is the main need), over a span of days."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="rank start end",
        personal={"pupil": Scrub.KEEP},
        special={"code": Scrub.KEEP, "area": Scrub.KEEP, "note": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="needs")
    code = models.CharField("type", max_length=4, choices=NeedType)
    rank = models.PositiveSmallIntegerField()
    area = models.CharField(
        "area, where the type has none of its own", max_length=13, choices=Area, blank=True
    )
    note = models.TextField("what it looks like for this child", max_length=500, blank=True)
    start = models.DateField("from")
    end = models.DateField("until", null=True, blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "pupil", "rank"], condition=Q(end=None), name="need_rank_once"
            ),
            models.UniqueConstraint(
                fields=["school", "pupil", "code"], condition=Q(end=None), name="need_code_once"
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="need_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(rank__gte=1), name="need_rank_from_one"),
        ]


@pghistory.track()
class WatchCheck(TenantModel):
    """What was found at the end of the first, second or third term after a pupil left the register (R-51, R-52)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="period number checked_on checked_at",
        personal={"checked_by": Scrub.KEEP},
        special={"finding": Scrub.KEEP, "note": Scrub.TEXT},
    )

    period = models.ForeignKey(StatusPeriod, models.CASCADE, related_name="checks")
    number = models.PositiveSmallIntegerField("which of the three")
    checked_on = models.DateField("checked on")
    finding = models.CharField("what was found", max_length=10, choices=Finding)
    note = models.TextField("how we know", max_length=1000)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "period", "number"], name="watch_check_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 3)), name="watch_check_one_to_three"),
        ]


@pghistory.track()
class Summary(ReferencedModel):
    """What stands apart from any type of need: strengths and interests, and disability under the Equality Act
    2010 section 6 (a long-term and substantial effect on everyday activities), which is not SEN (R-9)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="written_at",
        personal={"pupil": Scrub.KEEP, "written_by": Scrub.KEEP, "strengths": Scrub.TEXT, "interests": Scrub.TEXT},
        special={"disabled": Scrub.KEEP, "disability": Scrub.TEXT, "disabled_since": Scrub.DATE},
    )  # fmt: skip

    pupil = models.OneToOneField(Pupil, models.CASCADE, related_name="summary")
    strengths = models.TextField("strengths", max_length=2000, blank=True)
    interests = models.TextField("interests", max_length=2000, blank=True)
    disabled = models.BooleanField("disabled under the Equality Act", null=True, blank=True)
    disability = models.TextField("long-term and substantial effect", max_length=1000, blank=True)
    disabled_since = models.DateField("since", null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")


class SavedFilter(TenantModel):
    """A filter of the register that one person keeps by name; the query is the address's."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="name query", personal={"owner": Scrub.KEEP})

    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=400)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["school", "owner", "name"], name="saved_filter_name_once")
        ]


@pghistory.track()
class ProgressReview(TenantModel):
    """A pupil's progress looked at, at a progress meeting or the termly review of the register (R-11 to R-13, R-37):
    that the level still fits, or that progress is less than expected."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="on recorded_at",
        personal={"pupil": Scrub.KEEP, "recorded_by": Scrub.KEEP},
        special={"progress": Scrub.KEEP, "note": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="progress_reviews")
    on = models.DateField("looked at on")
    progress = models.CharField("progress", max_length=10, choices=ProgressFound)
    note = models.CharField("in a line", max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["school", "pupil", "-on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__in=ProgressFound.values), name="progress_review_known"
            )
        ]
