import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from agencies.enums import AnnouncedHow, ToldBy, VisitState
from agencies.models.directory import Agency, Professional
from agencies.models.referrals import Referral
from core.accounts.enums import Permission
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.models import OfPupilQuerySet, Pupil

User = settings.AUTH_USER_MODEL


class VisitQuerySet(OfPupilQuerySet):
    def visible_to(self, user) -> "VisitQuerySet":
        """Visits to the pupils in the person's sight, for staff who are told of visits."""
        return super().visible_to(user).filter(school__in=user.schools_where(Permission.VISIT_VIEW))


@pghistory.track()
class Visit(ReferencedModel):
    """A professional comes to see one pupil: St Mary's visit protocol 1 to 6 (R-119 to R-124), on the school's calendar
    (R-236)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="referral agency professional state on at minutes place announced_how announced_on teacher_met "
        "teacher_met_on told_parents told_parents_on report_due created_at moved_from",
        personal={
            "pupil": Scrub.KEEP, "who_comes": Scrub.NAME, "met_whom": Scrub.NAME, "not_met_why": Scrub.TEXT,
            "created_by": Scrub.KEEP, "why": Scrub.TEXT,
        },
        special={"suggestions": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="visits")
    referral = models.ForeignKey(Referral, models.SET_NULL, null=True, blank=True, related_name="visits")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="visits")
    professional = models.ForeignKey(
        Professional, models.PROTECT, null=True, blank=True, related_name="visits"
    )
    who_comes = models.CharField("who comes", max_length=120, blank=True)
    state = models.CharField(max_length=9, choices=VisitState, default=VisitState.ANNOUNCED)
    on = models.DateField()
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=80, blank=True)
    announced_how = models.CharField(max_length=8, choices=AnnouncedHow)
    announced_on = models.DateField()
    moved_from = models.DateField("was to be on", null=True, blank=True)
    told_parents = models.CharField("who told the parents", max_length=12, choices=ToldBy, blank=True)
    told_parents_on = models.DateField(null=True, blank=True)
    teacher_met = models.BooleanField("the class teacher was met", null=True)
    teacher_met_on = models.DateField(null=True, blank=True)
    met_whom = models.CharField("who was met", max_length=200, blank=True)
    not_met_why = models.CharField("why the class teacher was not met", max_length=300, blank=True)
    suggestions = models.TextField(
        "what they suggested, as told to the class teacher", max_length=2000, blank=True
    )
    report_due = models.DateField("report expected by", null=True, blank=True)
    why = models.CharField("why it was called off or missed", max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = VisitQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [
            models.Index(fields=["school", "on", "at"]),
            models.Index(fields=["school", "pupil", "-on"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=VisitState.values), name="visit_state_known"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="visit_minutes_likely"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(teacher_met__isnull=False), name="visit_done_says_who_was_met"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("visits:visit", args=[self.school.slug, self.reference])


@pghistory.track()
class PrivateAppointment(ReferencedModel):
    """Hours out of school for an appointment that the parents arranged privately (R-129): a single one is authorised,
    regular ones are advised against."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="on leaves returns authorised recorded_at",
        personal={"pupil": Scrub.KEEP, "with_whom": Scrub.TEXT, "recorded_by": Scrub.KEEP},
        special={"words": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="private_appointments")
    on = models.DateField()
    leaves = models.TimeField("leaves at", null=True, blank=True)
    returns = models.TimeField("comes back at", null=True, blank=True)
    with_whom = models.CharField("with whom", max_length=120)
    authorised = models.BooleanField("the absence is authorised")
    words = models.CharField("what was agreed with the parents", max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = VisitQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil", "-on"])]


@pghistory.track()
class CalendarFeed(TenantModel):
    """One person's secret address of the calendar of visits. The address itself is not kept: its hash is."""

    PRIVACY = Privacy(
        Keep.ACCOUNT, neither="token_hash made_at ended_at opened_at", personal={"user": Scrub.KEEP}
    )

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField("last fetched", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="calendar_feed_once"),
            models.UniqueConstraint(
                fields=["school", "user"], condition=Q(ended_at=None), name="calendar_feed_one_open"
            ),
        ]
