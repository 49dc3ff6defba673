import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from core.accounts.enums import Permission
from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from governance.enums import ComplaintState, Stage, StepKind
from register.models import Pupil

User = settings.AUTH_USER_MODEL


class ComplaintQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ComplaintQuerySet":
        """For who sees complaints at the school; those for the head alone, for the head alone: nobody else learns even
        that there is one."""
        heads = Q(school__in=user.schools_where(Permission.COMPLAINT_HEAD))
        seen = self.filter(school__in=user.schools_where(Permission.COMPLAINT_VIEW))
        return seen.filter(Q(head_only=False) | heads)


class ComplaintStepQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ComplaintStepQuerySet":
        """Steps of the complaints that the person may see."""
        return self.filter(complaint__in=Complaint.objects.visible_to(user))


@pghistory.track()
class Complaint(ReferencedModel):
    """A complaint about SEN provision on its ladder (R-224 to R-226). `head_only`: it is about the SENCo, and the SENCo
    knows nothing of it. `serious`: about provision for a child's SEN, so that the local authority is asked at once for
    disagreement resolution, EHC plan or not (R-225)."""

    TOLD_APART = True  # no part of a pupil's record: who changed what of it stands on no page about the pupil
    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="state stage raised_on reply_by serious head_only closed_on closed_at recorded_at",
        personal={"pupil": Scrub.KEEP, "raised_by": Scrub.NAME, "relation": Scrub.TEXT, "handled_by": Scrub.KEEP,
                  "closed_by": Scrub.KEEP, "recorded_by": Scrub.KEEP},
        special={"about": Scrub.TEXT, "wants": Scrub.TEXT, "outcome": Scrub.TEXT, "learnt": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, null=True, blank=True, related_name="complaints")
    raised_by = models.CharField("who complains", max_length=120)
    relation = models.CharField("who they are to the child", max_length=60, blank=True)
    raised_on = models.DateField("raised on")
    about = models.TextField("what the complaint is", max_length=4000)
    wants = models.TextField("what they want to happen", max_length=2000, blank=True)
    stage = models.CharField("stage", max_length=8, choices=Stage, default=Stage.TEACHER)
    state = models.CharField(max_length=10, choices=ComplaintState, default=ComplaintState.OPEN)
    serious = models.BooleanField("serious: about the provision for a child’s SEN", default=False)
    head_only = models.BooleanField("for the head alone", default=False)
    handled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reply_by = models.DateField("answer promised by", null=True, blank=True)
    outcome = models.TextField("what came of it", max_length=2000, blank=True)
    learnt = models.TextField("what the school changes", max_length=2000, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ComplaintQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [
            models.Index(fields=["school", "state", "raised_on"]),
            models.Index(fields=["school", "pupil"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=ComplaintState.values), name="complaint_state_known"
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="complaint_stage_known"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None, closed_at=None, closed_by=None)
                | ~Q(state="open")
                & Q(closed_on__isnull=False, closed_at__isnull=False, closed_by__isnull=False),
                name="complaint_closed_in_full",
            ),
        ]


@pghistory.track()
class ComplaintStep(ReferencedModel):
    """What happened in the course of a complaint, and what is to happen by when. Written once, never changed, but that
    what was to happen is done."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="complaint kind on stage next_by done_on recorded_at",
        personal={"recorded_by": Scrub.KEEP, "people": Scrub.NAME},
        special={"what": Scrub.TEXT, "next_step": Scrub.TEXT},
    )

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="steps")
    kind = models.CharField("what happened", max_length=16, choices=StepKind)
    on = models.DateField("when")
    stage = models.CharField("stage", max_length=8, choices=Stage)
    people = models.CharField("with whom", max_length=200, blank=True)
    what = models.TextField("in a few words", max_length=3000, blank=True)
    next_step = models.CharField("what happens next, and who does it", max_length=300, blank=True)
    next_by = models.DateField("by when", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ComplaintStepQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "complaint", "on"])]
