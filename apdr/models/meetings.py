import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from apdr.enums import Decision, MeetingHow, MeetingState, ProgressMeetingState
from apdr.models.plans import Plan
from apdr.models.provision import Provision
from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.models import OfPupilQuerySet, Pupil, SchoolClass

User = settings.AUTH_USER_MODEL


@pghistory.track()
class ReviewMeeting(ReferencedModel):
    """A meeting with the parents about a pupil's support, termly (R-85, R-90 to R-92): the parents' and the child's
    views come first (R-168)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan state on at how place parents_came created_at held_at missed_at cancelled_at",
        personal={
            "pupil": Scrub.KEEP, "led_by": Scrub.KEEP, "created_by": Scrub.KEEP, "held_by": Scrub.KEEP,
            "missed_by": Scrub.KEEP, "cancelled_by": Scrub.KEEP, "who_came": Scrub.NAME, "no_voice_why": Scrub.TEXT,
            "why": Scrub.TEXT,
        },
        special={"parents_say": Scrub.TEXT, "child_says": Scrub.TEXT, "notes": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="review_meetings")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="meetings")
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.BOOKED)
    on = models.DateField()
    at = models.TimeField("at", null=True, blank=True)
    how = models.CharField(max_length=8, choices=MeetingHow, default=MeetingHow.MEETING)
    place = models.CharField(max_length=80, blank=True)
    led_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    parents_came = models.BooleanField("the parents took part", null=True)
    who_came = models.CharField("who took part", max_length=300, blank=True)
    parents_say = models.TextField("what the parents say", max_length=3000, blank=True)
    child_says = models.TextField("what the child says", max_length=3000, blank=True)
    no_voice_why = models.CharField("why the child was not asked", max_length=300, blank=True)
    notes = models.TextField("what was agreed", max_length=3000, blank=True)
    why = models.CharField("why it was missed or called off", max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    missed_at = models.DateTimeField(null=True)
    missed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "on"]), models.Index(fields=["school", "pupil", "on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="review_meeting_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(parents_came__isnull=False),
                name="review_meeting_says_who_came",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}_at": None, f"{name}_by": None})
                    | Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False}),
                    name=f"review_meeting_{name}_at_with_by",
                )
                for name in ("held", "missed", "cancelled")
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("reviews:meeting", args=[self.school.slug, self.reference])


@pghistory.track()
class ReviewAction(ReferencedModel):
    """Something that somebody has promised at a review meeting, by a day."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="meeting number by_date done_on",
        personal={"owner": Scrub.KEEP, "owner_name": Scrub.NAME, "done_by": Scrub.KEEP},
        special={"what": Scrub.TEXT},
    )

    meeting = models.ForeignKey(ReviewMeeting, models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField("who, where not a member of staff", max_length=80, blank=True)
    by_date = models.DateField("by", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        ordering = ["number"]
        indexes = [models.Index(fields=["school", "done_on", "by_date"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "meeting", "number"], name="review_action_once"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_name=""), name="review_action_owned"
            ),
        ]


@pghistory.track()
class ProgressMeeting(ReferencedModel):
    """A pupil progress meeting of one class (R-11 to R-13)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="school_class on opened_at closed_at notes",
        personal={"opened_by": Scrub.KEEP, "closed_by": Scrub.KEEP, "people": Scrub.NAME},
    )

    school_class = models.ForeignKey(SchoolClass, models.CASCADE, related_name="progress_meetings")
    on = models.DateField()
    people = models.CharField("who took part", max_length=300, blank=True)
    notes = models.TextField("about the class", max_length=2000, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "-on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "school_class", "on"], name="progress_meeting_once"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="progress_meeting_closed_at_with_by",
            ),
        ]

    @property
    def state(self) -> ProgressMeetingState:
        """Whether it is closed."""
        return ProgressMeetingState.CLOSED if self.closed_at else ProgressMeetingState.OPEN

    def get_absolute_url(self) -> str:
        return reverse("progress:meeting", args=[self.school.slug, self.reference])


@pghistory.track()
class ProgressDecision(ReferencedModel):
    """What a progress meeting decided for one pupil, and what was made of it there and then."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="meeting decided_at provision plan",
        personal={"pupil": Scrub.KEEP, "decided_by": Scrub.KEEP},
        special={"decision": Scrub.KEEP, "words": Scrub.TEXT, "concern": Scrub.KEEP},
    )

    meeting = models.ForeignKey(ProgressMeeting, models.CASCADE, related_name="decisions")
    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="progress_decisions")
    decision = models.CharField(max_length=10, choices=Decision)
    words = models.CharField("in a line", max_length=500, blank=True)
    concern = models.ForeignKey("register.Concern", models.SET_NULL, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="+")
    provision = models.ForeignKey(Provision, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfPupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "meeting", "pupil"], name="progress_decision_once"),
            models.CheckConstraint(condition=Q(decision__in=Decision.values), name="progress_decision_known"),
        ]
