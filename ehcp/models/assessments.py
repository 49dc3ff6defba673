import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.accounts.enums import Permission
from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from ehcp.enums import (
    ASSESSMENT_OPEN,
    Asker,
    AssessmentPurpose,
    AssessmentState,
    Exemption,
    NamingAnswer,
)
from ehcp.models.plans import EhcPlan, LocalAuthority, PlanVersion
from register.models import Conversation, OfPupilQuerySet, Pupil, PupilDocument

User = settings.AUTH_USER_MODEL


class NeedsAssessmentQuerySet(OfPupilQuerySet):
    def visible_to(self, user) -> "NeedsAssessmentQuerySet":
        """Assessments of the pupils in the person's sight, for staff who may read whole plans."""
        return super().visible_to(user).filter(school__in=user.schools_where(Permission.EHCP_VIEW))


@pghistory.track()
class NeedsAssessment(ReferencedModel):
    """An EHC needs assessment of one pupil, from the thought of it to the plan or the refusal (R-134 to R-146). SEN
    support goes on throughout (R-138)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="authority purpose plan state talk asked_by requested_on decided_on advice_requested_on refused_on "
        "draft_served_on draft_received_on answered_on issued_on draft evidence feedback_paper naming mediation_on "
        "appeal_on order_on created_at closed_at",
        personal={"pupil": Scrub.KEEP, "created_by": Scrub.KEEP, "closed_by": Scrub.KEEP, "closed_why": Scrub.TEXT,
                  "exemption": Scrub.KEEP, "exemption_why": Scrub.TEXT, "order": Scrub.TEXT},
        special={
            "why": Scrub.TEXT, "tried": Scrub.TEXT, "parents_view": Scrub.TEXT, "child_view": Scrub.TEXT,
            "feedback": Scrub.TEXT, "feedback_used": Scrub.TEXT, "naming_why": Scrub.TEXT, "adjustments": Scrub.TEXT,
            "answer": Scrub.TEXT,
        },
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="needs_assessments")
    authority = models.ForeignKey(LocalAuthority, models.PROTECT, related_name="assessments")
    purpose = models.CharField(max_length=5, choices=AssessmentPurpose, default=AssessmentPurpose.FIRST)
    plan = models.ForeignKey(EhcPlan, models.SET_NULL, null=True, blank=True, related_name="assessments")
    state = models.CharField(max_length=10, choices=AssessmentState, default=AssessmentState.CONSIDERED)
    why = models.TextField("why progress is not enough despite the support given", max_length=3000)
    tried = models.TextField("what has been tried, and what came of it", max_length=3000, blank=True)
    talk = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="talk with the parents"
    )  # fmt: skip
    parents_view = models.TextField("what the parents say", max_length=3000, blank=True)
    child_view = models.TextField("what the child says", max_length=3000, blank=True)
    evidence = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_by = models.CharField("who asked", max_length=12, choices=Asker, default=Asker.SCHOOL)
    requested_on = models.DateField("the authority received the request on", null=True, blank=True)
    decided_on = models.DateField("it told whether it will assess on", null=True, blank=True)
    advice_requested_on = models.DateField("it asked us for advice on", null=True, blank=True)
    refused_on = models.DateField("it told that there will be no plan on", null=True, blank=True)
    feedback = models.TextField("why, in the authority's words", max_length=4000, blank=True)
    feedback_paper = models.ForeignKey(
        PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    feedback_used = models.TextField("what we do with it in SEN support", max_length=3000, blank=True)
    draft = models.ForeignKey(PlanVersion, models.SET_NULL, null=True, blank=True, related_name="+")
    draft_served_on = models.DateField("the draft was served on the parents on", null=True, blank=True)
    draft_received_on = models.DateField("the draft reached us on", null=True, blank=True)
    answered_on = models.DateField("we answered on", null=True, blank=True)
    naming = models.CharField("what we say to being named", max_length=10, choices=NamingAnswer, blank=True)
    naming_why = models.TextField("why", max_length=3000, blank=True)
    adjustments = models.TextField("reasonable adjustments considered first", max_length=3000, blank=True)
    answer = models.TextField("what we say on the draft", max_length=6000, blank=True)
    issued_on = models.DateField("the final plan was issued on", null=True, blank=True)
    exemption = models.CharField("why a time limit was not met", max_length=13, choices=Exemption, blank=True)
    exemption_why = models.TextField("what the authority says of it", max_length=1000, blank=True)
    mediation_on = models.DateField("mediation certificate dated", null=True, blank=True)
    appeal_on = models.DateField("the parents appealed on", null=True, blank=True)
    order_on = models.DateField("the Tribunal ordered on", null=True, blank=True)
    order = models.CharField("what the Tribunal ordered", max_length=500, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_why = models.CharField("why it ended", max_length=500, blank=True)

    objects = NeedsAssessmentQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [
            models.Index(fields=["school", "state", "requested_on"]),
            models.Index(fields=["school", "pupil", "-created_at"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=AssessmentState.values), name="ehcna_state_known"),
            models.UniqueConstraint(
                fields=["school", "pupil"], condition=Q(state__in=ASSESSMENT_OPEN), name="ehcna_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["considered", "discussed", "closed"]) | Q(requested_on__isnull=False),
                name="ehcna_requested_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("requested_on")),
                name="ehcna_decided_after_requested",
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(issued_on__gte=F("requested_on")),
                name="ehcna_issued_after_requested",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("ehcna:assessment", args=[self.school.slug, self.reference])


@pghistory.track()
class SchoolAdvice(ReferencedModel):
    """What the school tells the local authority in an assessment (reg 6; R-141): drafted from the record, written, sent."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="assessment document sent_on sent_how",
        personal={"written_by": Scrub.KEEP},
        special={
            "profile": Scrub.TEXT, "progress": Scrub.TEXT, "specialists": Scrub.TEXT, "needs": Scrub.TEXT,
            "outcomes": Scrub.TEXT, "provision": Scrub.TEXT,
        },
    )  # fmt: skip

    assessment = models.OneToOneField(NeedsAssessment, models.CASCADE, related_name="advice")
    profile = models.TextField("the child: strengths, interests, what helps", max_length=6000, blank=True)
    progress = models.TextField("progress", max_length=6000, blank=True)
    specialists = models.TextField("advice of professionals", max_length=6000, blank=True)
    needs = models.TextField("needs", max_length=6000, blank=True)
    outcomes = models.TextField("outcomes we seek", max_length=6000, blank=True)
    provision = models.TextField("provision needed", max_length=6000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+")
    sent_on = models.DateField("sent on", null=True, blank=True)
    sent_how = models.CharField(max_length=40, blank=True)
