import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from apdr.enums import Came, Missed, Rating
from apdr.models.plans import Target
from apdr.models.provision import Provision, Slot
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.models import Pupil

User = settings.AUTH_USER_MODEL


@pghistory.track()
class Session(ReferencedModel):
    """One session of a provision that has been recorded: held, or not and why (R-108). `at` and `planned` are the
    slot's as they were that day, so that the past does not move with the timetable; `minutes` is what was delivered."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="provision slot on at planned minutes held not_held_why recorded_at",
        personal={"adult": Scrub.KEEP, "recorded_by": Scrub.KEEP, "line": Scrub.TEXT},
    )

    provision = models.ForeignKey(Provision, models.CASCADE, related_name="sessions")
    slot = models.ForeignKey(Slot, models.SET_NULL, null=True, blank=True, related_name="+")
    on = models.DateField()
    at = models.TimeField("began at")
    planned = models.PositiveSmallIntegerField("minutes planned", default=0)
    minutes = models.PositiveSmallIntegerField("minutes delivered")
    held = models.BooleanField(default=True)
    not_held_why = models.CharField("why it was not held", max_length=10, choices=Missed, blank=True)
    line = models.CharField("in a line", max_length=300, blank=True)
    adult = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "provision", "on", "at"], name="session_once"),
            models.CheckConstraint(
                condition=Q(held=True, not_held_why="") | (Q(held=False, minutes=0) & ~Q(not_held_why="")),
                name="session_held_or_why",
            ),
            models.CheckConstraint(condition=Q(minutes__lte=480), name="session_minutes_likely"),
        ]


@pghistory.track()
class SessionMark(TenantModel):
    """How one pupil's session went: came, in part or not and why, against which target, a line (R-108, R-109).
    `minutes` is what this pupil had."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="session target minutes",
        personal={"pupil": Scrub.KEEP, "came": Scrub.KEEP, "line": Scrub.TEXT},
        special={"why": Scrub.KEEP, "rating": Scrub.KEEP, "value": Scrub.KEEP},
    )

    session = models.ForeignKey(Session, models.CASCADE, related_name="marks")
    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="session_marks")
    came = models.CharField(max_length=6, choices=Came)
    why = models.CharField("why not, or not all of it", max_length=10, choices=Missed, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    target = models.ForeignKey(Target, models.SET_NULL, null=True, blank=True, related_name="session_marks")
    rating = models.PositiveSmallIntegerField(choices=Rating, null=True, blank=True)
    value = models.DecimalField("counted", max_digits=7, decimal_places=2, null=True, blank=True)
    line = models.CharField("a line", max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["school", "pupil"])]
        constraints = [
            models.UniqueConstraint(fields=["school", "session", "pupil"], name="session_mark_once"),
            models.CheckConstraint(condition=Q(came__in=Came.values), name="session_mark_came_known"),
            models.CheckConstraint(
                condition=Q(came="came", why="")
                | Q(came="part")
                | (Q(came="absent", minutes=0, rating=None) & ~Q(why="")),
                name="session_mark_absent_says_why",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__in=Rating.values), name="session_mark_rating_known"
            ),
        ]
