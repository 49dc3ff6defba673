import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import (
    Area,
    ConcernKind,
    ConcernState,
    EventKind,
    Factor,
    HowTold,
    LessProgress,
    Outcome,
    RaisedBy,
    Source,
    SupportOutcome,
    SupportProgress,
    SupportState,
)
from register.models.file import PupilDocument
from register.models.pupils import OfPupilQuerySet, Pupil

User = settings.AUTH_USER_MODEL


@pghistory.track()
class Concern(ReferencedModel):
    """A concern about a pupil, and a request for support in the fields of All Saints' Appendix A (R-25 to R-33)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind state raised_on raised_at parents_told_on decided_on decided_at family_told_on family_told_how "
        "document",
        personal={"pupil": Scrub.KEEP, "raised_by": Scrub.KEEP, "referred_by": Scrub.NAME, "recorded_by": Scrub.KEEP,
                  "carer": Scrub.NAME, "decided_by": Scrub.KEEP},
        special={"reasons": Scrub.TEXT, "area": Scrub.KEEP, "criteria": Scrub.KEEP, "sources": Scrub.KEEP,
                 "factors": Scrub.KEEP, "factors_note": Scrub.TEXT, "interventions": Scrub.TEXT,
                 "parents_say": Scrub.TEXT, "child_says": Scrub.TEXT, "seen_in_school": Scrub.KEEP,
                 "outcome": Scrub.KEEP, "decision": Scrub.TEXT, "ground_staff": Scrub.TEXT,
                 "ground_progress": Scrub.TEXT, "ground_family": Scrub.TEXT, "signposted_to": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="concerns")
    kind = models.CharField(
        "main nature of concern", max_length=8, choices=ConcernKind, default=ConcernKind.SEND
    )
    state = models.CharField(max_length=10, choices=ConcernState, default=ConcernState.RAISED)
    raised_by = models.CharField(
        "whose concern it is", max_length=8, choices=RaisedBy, default=RaisedBy.STAFF
    )
    referred_by = models.CharField("referred by", max_length=120)
    carer = models.CharField("name of carer", max_length=120, blank=True)
    raised_on = models.DateField("date")
    raised_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reasons = models.TextField("reasons, with evidence from class", max_length=4000)
    area = models.CharField("main area of need", max_length=13, choices=Area, blank=True)
    criteria = ArrayField(
        models.CharField(max_length=10, choices=LessProgress), default=list, blank=True, verbose_name="progress"
    )  # fmt: skip
    sources = ArrayField(
        models.CharField(max_length=10, choices=Source), default=list, blank=True, verbose_name="what it rests on"
    )  # fmt: skip
    factors = ArrayField(
        models.CharField(max_length=13, choices=Factor), default=list, blank=True, verbose_name="what may lie behind it"
    )  # fmt: skip
    factors_note = models.TextField("more about that", max_length=1000, blank=True)
    interventions = models.TextField(
        "interventions so far, with frequency and duration", max_length=4000, blank=True
    )
    parents_told_on = models.DateField("parents told on", null=True, blank=True)
    parents_say = models.TextField("what the parents say and hope for", max_length=2000, blank=True)
    child_says = models.TextField("what the child says and hopes for", max_length=2000, blank=True)
    seen_in_school = models.BooleanField("seen in school or affects learning", null=True, blank=True)
    outcome = models.CharField(max_length=13, choices=Outcome, blank=True)
    decision = models.TextField("action taken, and why", max_length=2000, blank=True)
    ground_staff = models.TextField("what teacher and SENCo discussed", max_length=2000, blank=True)
    ground_progress = models.TextField(
        "what progress shows, against the school and nationally", max_length=2000, blank=True
    )
    ground_family = models.TextField("what child and parents say about it", max_length=2000, blank=True)
    signposted_to = models.CharField("pointed to", max_length=300, blank=True)
    decided_on = models.DateField("date of decision", null=True, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    family_told_on = models.DateField("family told on", null=True, blank=True)
    family_told_how = models.CharField("how", max_length=8, choices=HowTold, blank=True)
    document = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [
            models.Index(fields=["school", "state", "raised_on"]),
            models.Index(fields=["school", "pupil"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=ConcernState.values), name="concern_state_known"),
            models.CheckConstraint(
                condition=Q(state="decided", decided_on__isnull=False, decided_at__isnull=False,
                            decided_by__isnull=False) & ~Q(outcome="")
                | ~Q(state="decided") & Q(decided_on=None, decided_at=None, decided_by=None, outcome=""),
                name="concern_decided_in_full",
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return reverse("concerns:concern", args=[self.school.slug, self.reference])


@pghistory.track()
class LifeEvent(TenantModel):
    """Something that happened to a pupil that staff stay alert to (R-30)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="on recorded_at",
        personal={"pupil": Scrub.KEEP, "recorded_by": Scrub.KEEP},
        special={"kind": Scrub.KEEP, "note": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="life_events")
    kind = models.CharField("what happened", max_length=12, choices=EventKind)
    on = models.DateField("when")
    note = models.CharField("in a line", max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on"]
        indexes = [models.Index(fields=["school", "pupil", "-on"])]


@pghistory.track()
class ExtraSupport(ReferencedModel):
    """The plan of an emerging concern: extra support for six to eight weeks by the school's setting, reviewed by
    teaching staff with parents (R-18 to R-24)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="concern state starts review_by written_at reviewed_on reviewed_at family_how",
        personal={"pupil": Scrub.KEEP, "written_by": Scrub.KEEP, "reviewed_by": Scrub.KEEP},
        special={"difficulty": Scrub.TEXT, "targets": Scrub.TEXT, "support": Scrub.TEXT, "parents_say": Scrub.TEXT,
                 "child_says": Scrub.TEXT, "progress": Scrub.KEEP, "found": Scrub.TEXT, "family_said": Scrub.TEXT,
                 "outcome": Scrub.KEEP},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="extra_support")
    concern = models.ForeignKey(Concern, models.SET_NULL, null=True, blank=True, related_name="extra_support")
    state = models.CharField(max_length=8, choices=SupportState, default=SupportState.RUNNING)
    starts = models.DateField("from")
    review_by = models.DateField("review with parents by")
    difficulty = models.TextField("what is hard now", max_length=2000)
    targets = models.TextField("what we aim for", max_length=2000)
    support = models.TextField("what we do, who does it, how often", max_length=2000)
    parents_say = models.TextField("what the parents say", max_length=2000, blank=True)
    child_says = models.TextField("what the child says", max_length=2000, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reviewed_on = models.DateField("reviewed on", null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    progress = models.CharField("progress", max_length=6, choices=SupportProgress, blank=True)
    found = models.TextField("what came of each aim", max_length=2000, blank=True)
    family_how = models.CharField("how the parents took part", max_length=8, choices=HowTold, blank=True)
    family_said = models.TextField("what the parents said", max_length=2000, blank=True)
    outcome = models.CharField("what follows", max_length=12, choices=SupportOutcome, blank=True)

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "state", "review_by"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "pupil"], condition=Q(state="running"), name="extra_support_one_running"
            ),
            models.CheckConstraint(
                condition=Q(review_by__gte=F("starts")), name="extra_support_review_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state="reviewed", reviewed_on__isnull=False, reviewed_at__isnull=False,
                            reviewed_by__isnull=False) & ~Q(outcome="")
                | Q(state="running", reviewed_on=None, reviewed_at=None, reviewed_by=None, outcome=""),
                name="extra_support_reviewed_in_full",
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return reverse("concerns:support", args=[self.school.slug, self.reference])
