import pghistory
from django.conf import settings
from django.db import models

from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import Area, HowTold
from register.models.pupils import Pupil, SchoolClass

User = settings.AUTH_USER_MODEL


@pghistory.track()
class Profile(ReferencedModel):
    """What any adult in the room must know about the child (R-55 to R-62): written by the class teacher."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="review_on reviewed_on reviewed_how written_at",
        personal={"pupil": Scrub.KEEP, "written_by": Scrub.KEEP, "good_at": Scrub.TEXT, "matters": Scrub.TEXT,
                  "ask": Scrub.TEXT, "no_voice_why": Scrub.TEXT},
        special={"parents_say": Scrub.TEXT, "learn_best": Scrub.TEXT, "hard": Scrub.TEXT, "helps": Scrub.TEXT,
                 "avoid": Scrub.TEXT, "adjustments": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.OneToOneField(Pupil, models.CASCADE, related_name="profile")
    good_at = models.TextField("What I am good at", max_length=2000, blank=True)
    matters = models.TextField("What matters to me", max_length=2000, blank=True)
    learn_best = models.TextField("How I learn best", max_length=2000, blank=True)
    hard = models.TextField("What makes it hard", max_length=2000, blank=True)
    helps = models.TextField("What helps", max_length=2000, blank=True)
    avoid = models.TextField("What to avoid", max_length=2000, blank=True)
    adjustments = models.TextField("Adjustments in every lesson", max_length=2000, blank=True)
    ask = models.TextField("Who to ask", max_length=300, blank=True)
    no_voice_why = models.CharField("Why the child has not been asked", max_length=300, blank=True)
    review_on = models.DateField("Review with parents by", null=True, blank=True)
    reviewed_on = models.DateField("Reviewed with parents on", null=True, blank=True)
    reviewed_how = models.CharField("How the parents took part", max_length=8, choices=HowTold, blank=True)
    parents_say = models.TextField("What the parents say", max_length=2000, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")


PROFILE_TEXTS = ("good_at", "matters", "learn_best", "hard", "helps", "avoid", "adjustments", "ask")


@pghistory.track()
class ProfileReading(TenantModel):
    """An adult has read one version of a pupil's profile (R-56, R-61, R-62)."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="profile number read_at", personal={"user": Scrub.KEEP})

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="readings")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("version read")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "profile", "user", "number"], name="profile_read_once")
        ]


@pghistory.track()
class BankedAdjustment(ReferencedModel):
    """One line of the school's bank of adjustments, to choose from when a profile is written."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="area words retired_on")

    area = models.CharField("area of need", max_length=13, choices=Area, blank=True)
    words = models.CharField("what every adult does", max_length=300)
    retired_on = models.DateField(null=True, blank=True)

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "words"], name="banked_adjustment_once"),
        ]


@pghistory.track()
class SupplyPack(ReferencedModel):
    """One day's link for a named supply teacher to one class's sheets. The link itself is not kept: its hash is."""

    PRIVACY = Privacy(
        Keep.SHORT,
        neither="school_class day token_hash made_at ended_at",
        personal={"name": Scrub.NAME, "made_by": Scrub.KEEP, "ended_by": Scrub.KEEP},
    )

    school_class = models.ForeignKey(SchoolClass, models.CASCADE, related_name="supply_packs")
    name = models.CharField("supply teacher", max_length=120)
    day = models.DateField("for the day")
    token_hash = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "day"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["token_hash"], name="supply_link_once"),
        ]


class SupplyOpening(TenantModel):
    """One opening of a supply link, or one that was refused. Written once, never changed."""

    PRIVACY = Privacy(Keep.AUDIT, neither="pack at refused")

    pack = models.ForeignKey(SupplyPack, models.CASCADE, null=True, related_name="openings")
    at = models.DateTimeField()
    refused = models.CharField("why it was refused", max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["school", "-at"])]
