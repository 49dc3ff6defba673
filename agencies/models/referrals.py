import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from agencies.enums import (
    AgencyMeetingState,
    ChaseHow,
    ConsentAnswer,
    ConsentHow,
    MeetingKind,
    ReferralState,
    SentHow,
)
from agencies.models.directory import Agency, Professional
from core.accounts.enums import Permission
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.models import Contact, Conversation, OfPupilQuerySet, Pupil, PupilDocument

User = settings.AUTH_USER_MODEL


class ReferralQuerySet(OfPupilQuerySet):
    def visible_to(self, user) -> "ReferralQuerySet":
        """Referrals of the pupils in the person's sight, for staff who may read them."""
        return super().visible_to(user).filter(school__in=user.schools_where(Permission.REFERRAL_VIEW))


@pghistory.track()
class Referral(ReferencedModel):
    """A request to an outside agency to see one pupil, from the talk with the parents to the advice decided (R-110 to
    R-114, R-128)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="agency professional state sent_on sent_how answered_on expected_by seen_on created_at closed_at",
        personal={
            "pupil": Scrub.KEEP, "conversation": Scrub.KEEP, "created_by": Scrub.KEEP, "closed_by": Scrub.KEEP,
            "declined_why": Scrub.TEXT, "why_private": Scrub.TEXT, "closed_why": Scrub.TEXT,
        },
        special={"asked": Scrub.TEXT, "tried": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="referrals")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="referrals")
    professional = models.ForeignKey(
        Professional, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    state = models.CharField(max_length=10, choices=ReferralState, default=ReferralState.DRAFT)
    asked = models.TextField("what we ask", max_length=2000)
    tried = models.TextField("what has been tried, and what came of it", max_length=3000, blank=True)
    why_private = models.TextField(
        "why the local authority's service cannot meet this", max_length=1000, blank=True
    )
    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, related_name="+", verbose_name="talk with the parents"
    )
    sent_on = models.DateField(null=True, blank=True)
    sent_how = models.CharField(max_length=8, choices=SentHow, blank=True)
    answered_on = models.DateField("the agency answered on", null=True, blank=True)
    expected_by = models.DateField("to be seen by, as they say", null=True, blank=True)
    declined_why = models.TextField("why they declined", max_length=1000, blank=True)
    seen_on = models.DateField("first seen on", null=True, blank=True)
    closed_why = models.CharField("how it ended", max_length=500, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ReferralQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [
            models.Index(fields=["school", "state", "sent_on"]),
            models.Index(fields=["school", "pupil", "-created_at"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=ReferralState.values), name="referral_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "accepted", "seen", "reported", "decided", "declined"])
                | Q(sent_on__isnull=False),
                name="referral_sent_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("sent_on")),
                name="referral_answer_after_sent",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="referral_closed_at_with_by",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("referrals:referral", args=[self.school.slug, self.reference])


@pghistory.track()
class Consent(ReferencedModel):
    """A parent's answer to one referral: who, how, for what, until when; it may be withdrawn (R-111). The newest row of
    a referral is the one that holds; earlier ones are kept."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="referral answer how given_on until withdrawn_on withdrawn_how recorded_at withdrawn_at",
        personal={
            "contact": Scrub.KEEP, "who": Scrub.NAME, "paper": Scrub.KEEP, "recorded_by": Scrub.KEEP,
            "withdrawn_by": Scrub.KEEP, "why": Scrub.TEXT,
        },
        special={"purpose": Scrub.TEXT},
    )  # fmt: skip

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="consents")
    answer = models.CharField(max_length=8, choices=ConsentAnswer)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    who = models.CharField("who answered", max_length=120)
    how = models.CharField(max_length=8, choices=ConsentHow)
    purpose = models.TextField("to what", max_length=1000)
    given_on = models.DateField("answered on")
    until = models.DateField("good until", null=True, blank=True)
    why = models.CharField("what they said", max_length=500, blank=True)
    paper = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_how = models.CharField(max_length=8, choices=ConsentHow, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["school", "referral", "-recorded_at"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(answer__in=ConsentAnswer.values), name="consent_answer_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("given_on")), name="consent_until_after_given"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_at=None, withdrawn_by=None)
                | Q(
                    answer="given",
                    withdrawn_on__isnull=False,
                    withdrawn_at__isnull=False,
                    withdrawn_by__isnull=False,
                ),
                name="consent_withdrawn_whole",
            ),
        ]

    def holds_on(self, day) -> bool:
        """Whether the school may act on it on that day."""
        return (
            self.answer == ConsentAnswer.GIVEN
            and self.withdrawn_on is None
            and (self.until is None or self.until >= day)
        )


@pghistory.track()
class Disclosure(TenantModel):
    """Something about a child left the school: what, to whom, how (R-206). Written once for each."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="referral agency how on recorded_at",
        personal={"pupil": Scrub.KEEP, "to": Scrub.NAME, "what": Scrub.TEXT, "recorded_by": Scrub.KEEP},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="disclosures")
    referral = models.ForeignKey(Referral, models.CASCADE, null=True, blank=True, related_name="disclosures")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    to = models.CharField("to whom", max_length=160)
    what = models.CharField("what was told or given", max_length=500)
    how = models.CharField(max_length=8, choices=SentHow)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["school", "pupil", "-on"])]
        constraints = [
            models.CheckConstraint(condition=Q(how__in=SentHow.values), name="disclosure_how_known")
        ]


@pghistory.track()
class Invitation(ReferencedModel):
    """A professional's way in to one referral, from a day to a day, ended at will: they see what was ticked and nothing
    else, announce visits and upload their report."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="referral start until invited_at ended_at parts",
        personal={
            "user": Scrub.KEEP, "name": Scrub.NAME, "job": Scrub.KEEP, "invited_by": Scrub.KEEP,
            "ended_by": Scrub.KEEP,
        },
    )  # fmt: skip

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="invitations")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    job = models.CharField("job role", max_length=80, blank=True)
    start = models.DateField("from")
    until = models.DateField("to the end of")
    parts = models.JSONField("parts of the record that are shared", default=list, blank=True)
    documents = models.ManyToManyField(PupilDocument, through="InvitationDocument", related_name="+")
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "user", "until"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(until__gte=F("start")), name="invitation_in_order"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="invitation_ended_at_with_by",
            ),
            models.UniqueConstraint(
                fields=["school", "referral", "user"], condition=Q(ended_at=None), name="invitation_open_once"
            ),
        ]


@pghistory.track()
class InvitationDocument(TenantModel):
    """One document of the pupil's file that the SENCo ticked for an invitation."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="invitation document")

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="items")
    document = models.ForeignKey(PupilDocument, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "invitation", "document"], name="invitation_document_once"
            )
        ]


@pghistory.track()
class AgencyMeeting(ReferencedModel):
    """A meeting of several agencies about one pupil, as the Early Help Module asks (R-115, R-132, R-235)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind state on at place parents_invited_on parents_came review_on previous created_at",
        personal={"pupil": Scrub.KEEP, "created_by": Scrub.KEEP, "why": Scrub.TEXT},
        special={"purpose": Scrub.TEXT, "parents_say": Scrub.TEXT, "notes": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="agency_meetings")
    kind = models.CharField(max_length=6, choices=MeetingKind, default=MeetingKind.EHM)
    state = models.CharField(max_length=9, choices=AgencyMeetingState, default=AgencyMeetingState.BOOKED)
    on = models.DateField()
    at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    purpose = models.TextField("what it is for", max_length=1000)
    parents_invited_on = models.DateField(null=True, blank=True)
    parents_came = models.BooleanField("the parents took part", null=True)
    parents_say = models.TextField("what the parents say of the actions", max_length=2000, blank=True)
    notes = models.TextField("what was said", max_length=4000, blank=True)
    why = models.CharField("why it was called off", max_length=300, blank=True)
    review_on = models.DateField("looked at again on", null=True, blank=True)
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="next")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ReferralQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "on"]), models.Index(fields=["school", "pupil", "-on"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=AgencyMeetingState.values), name="agency_meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MeetingKind.values), name="agency_meeting_kind_known"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.school.slug, self.reference])


@pghistory.track()
class MeetingMember(TenantModel):
    """Somebody who is asked to a meeting of agencies."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE, neither="meeting agency job invited_on came", personal={"name": Scrub.NAME}
    )

    meeting = models.ForeignKey(AgencyMeeting, models.CASCADE, related_name="members")
    name = models.CharField(max_length=120)
    job = models.CharField("as what", max_length=80, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    invited_on = models.DateField(null=True, blank=True)
    came = models.BooleanField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["school", "meeting", "name"], name="meeting_member_once")
        ]


@pghistory.track()
class MeetingAction(ReferencedModel):
    """Something promised at a meeting of agencies, by a day."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="meeting number by_date done_on",
        personal={"owner": Scrub.NAME, "done_by": Scrub.KEEP},
        special={"what": Scrub.TEXT, "came_of_it": Scrub.TEXT},
    )

    meeting = models.ForeignKey(AgencyMeeting, models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    owner = models.CharField("who", max_length=120)
    by_date = models.DateField("by", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    came_of_it = models.CharField("what came of it", max_length=300, blank=True)

    class Meta(ReferencedModel.Meta):
        ordering = ["number"]
        indexes = [models.Index(fields=["school", "done_on", "by_date"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "meeting", "number"], name="meeting_action_once"),
        ]


@pghistory.track()
class Chase(TenantModel):
    """The school asked again: once for each thing that is stuck, politely (R-124)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="referral visit how about chased_at document",
        personal={"to": Scrub.NAME, "chased_by": Scrub.KEEP},
    )

    referral = models.ForeignKey(Referral, models.CASCADE, null=True, related_name="chases")
    visit = models.ForeignKey("agencies.Visit", models.CASCADE, null=True, related_name="chases")
    about = models.CharField("what was asked for", max_length=12)
    how = models.CharField(max_length=8, choices=ChaseHow)
    to = models.CharField("to whom", max_length=160)
    document = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, related_name="+")
    chased_at = models.DateTimeField()
    chased_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(referral__isnull=False) | Q(visit__isnull=False), name="chase_of_something"
            ),
            models.CheckConstraint(condition=Q(how__in=ChaseHow.values), name="chase_how_known"),
        ]
