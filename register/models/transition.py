import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import RollState
from register.models.file import PupilDocument
from register.models.pupils import OfPupilQuerySet, Pupil

User = settings.AUTH_USER_MODEL


@pghistory.track()
class PriorSchool(ReferencedModel):
    """What the last school or setting said about a pupil, before or on entry (R-34, R-192, R-195)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="received_on written_at",
        personal={"pupil": Scrub.KEEP, "name": Scrub.TEXT, "contact": Scrub.NAME, "written_by": Scrub.KEEP},
        special={"level": Scrub.KEEP, "needs": Scrub.TEXT, "worked": Scrub.TEXT, "worries": Scrub.TEXT,
                 "measures": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.OneToOneField(Pupil, models.CASCADE, related_name="prior_school")
    name = models.CharField("last school or setting", max_length=160)
    contact = models.CharField("who told us", max_length=160, blank=True)
    received_on = models.DateField("told on", null=True, blank=True)
    level = models.CharField(
        "SEN there",
        max_length=1,
        choices=[("N", "No SEN"), ("K", "SEN support"), ("E", "EHC plan")],
        blank=True,
    )
    needs = models.TextField("what they said about needs", max_length=3000, blank=True)
    worked = models.TextField("what worked there", max_length=3000, blank=True)
    worries = models.TextField("what to look out for", max_length=2000, blank=True)
    measures = models.TextField("what we set up before the first day", max_length=2000, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()


@pghistory.track()
class RollOver(ReferencedModel):
    """The September move of a whole school into `academic_year`: previewed, done once, undone where it was wrong.

    `plan` is what was previewed (its form: register/transition/moves.py). `before` keeps, to undo, "made" (keys of the
    classes made) and "pupils": for each by primary key class key, year group and last day as they were, then as given;
    once undone, "stayed" has words about each pupil who had been changed since."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="academic_year state done_at undone_at made_at job",
        personal={"plan": Scrub.EMPTY, "before": Scrub.EMPTY, "made_by": Scrub.KEEP, "done_by": Scrub.KEEP,
                  "undone_by": Scrub.KEEP},
    )  # fmt: skip

    academic_year = models.PositiveSmallIntegerField("into the year that begins in September")
    state = models.CharField(max_length=8, choices=RollState, default=RollState.PREVIEW)
    plan = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    job = models.ForeignKey("jobs.Job", models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "academic_year"], condition=~Q(state="undone"), name="roll_over_once_a_year"
            ),
        ]


@pghistory.track()
class Transfer(ReferencedModel):
    """A pupil's records going to the next school: pack, data file, receipt. They are due within 15 school days of
    the pupil ceasing to be registered (Education (Pupil Information) (England) Regulations 2005, regulation 9)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="leaving_on pack data sent_on sent_how sent_at received_on begun_at",
        personal={"pupil": Scrub.KEEP, "to_school": Scrub.TEXT, "to_contact": Scrub.NAME, "begun_by": Scrub.KEEP,
                  "sent_by": Scrub.KEEP, "received_by": Scrub.NAME},
        special={"note": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.OneToOneField(Pupil, models.CASCADE, related_name="transfer")
    to_school = models.CharField("next school", max_length=160)
    to_contact = models.CharField("who takes the records there", max_length=160, blank=True)
    leaving_on = models.DateField("last day here")
    note = models.TextField("what the next school should know first", max_length=2000, blank=True)
    pack = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, related_name="+")
    data = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, related_name="+")
    sent_on = models.DateField("sent on", null=True, blank=True)
    sent_how = models.CharField("how it was sent", max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_on = models.DateField("receipt dated", null=True, blank=True)
    received_by = models.CharField("receipt signed by", max_length=160, blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "leaving_on"])]


@pghistory.track()
class AdultLife(ReferencedModel):
    """Preparation for adulthood from Year 9 (R-197)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="review_on written_at",
        personal={"pupil": Scrub.KEEP, "interests": Scrub.TEXT, "strengths": Scrub.TEXT, "motivations": Scrub.TEXT,
                  "written_by": Scrub.KEEP},
        special={"work": Scrub.TEXT, "independence": Scrub.TEXT, "inclusion": Scrub.TEXT, "health": Scrub.TEXT,
                 "next_steps": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.OneToOneField(Pupil, models.CASCADE, related_name="adult_life")
    interests = models.TextField("Interests", max_length=2000, blank=True)
    strengths = models.TextField("Strengths", max_length=2000, blank=True)
    motivations = models.TextField("What drives me", max_length=2000, blank=True)
    work = models.TextField("Learning and work", max_length=2000, blank=True)
    independence = models.TextField("Living independently", max_length=2000, blank=True)
    inclusion = models.TextField("Friends and taking part", max_length=2000, blank=True)
    health = models.TextField("Good health", max_length=2000, blank=True)
    next_steps = models.TextField("Next steps, and who helps", max_length=2000, blank=True)
    review_on = models.DateField("Look at this again by", null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()
