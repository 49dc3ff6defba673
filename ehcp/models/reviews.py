import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from core.accounts.enums import Permission
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from ehcp.enums import (
    REVIEW_OPEN,
    Coming,
    InviteeRole,
    LaDecision,
    OutcomeNext,
    OutcomeRating,
    ReviewKind,
    ReviewState,
    Served,
    ServedHow,
)
from ehcp.models.plans import EhcPlan, PlanOutcome, PlanVersion
from register.models import Contact, OfPupilQuerySet, Pupil, PupilDocument

User = settings.AUTH_USER_MODEL


class AnnualReviewQuerySet(OfPupilQuerySet):
    def visible_to(self, user) -> "AnnualReviewQuerySet":
        """Reviews of the pupils in the person's sight, for staff who may read whole plans."""
        return super().visible_to(user).filter(school__in=user.schools_where(Permission.EHCP_VIEW))


@pghistory.track()
class AnnualReview(ReferencedModel):
    """One review of an EHC plan, from the day set to the decision and what follows (reg 20; R-150 to R-162). Its legal
    dates are counted, never kept; what happened is kept, late or not."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="plan kind state on at place with_pep pep_on dated_at held_at written_at pack report recommendation "
        "decision decided_on decision_received_on amendment_notice_on proposed comments_sent_on final no_amendment_on "
        "decision_paper closed_at cancelled_at",
        personal={
            "pupil": Scrub.KEEP, "dated_by": Scrub.KEEP, "held_by": Scrub.KEEP, "written_by": Scrub.KEEP,
            "closed_by": Scrub.KEEP, "cancelled_by": Scrub.KEEP, "why_early": Scrub.TEXT, "hosting": Scrub.TEXT,
            "moved_why": Scrub.TEXT, "cancelled_why": Scrub.TEXT, "left_out": Scrub.TEXT, "decision_why": Scrub.TEXT,
        },
        special={
            "parents_view": Scrub.TEXT, "child_view": Scrub.TEXT, "child_how": Scrub.TEXT, "progress": Scrub.TEXT,
            "adult_work": Scrub.TEXT, "adult_living": Scrub.TEXT, "adult_community": Scrub.TEXT,
            "adult_health": Scrub.TEXT, "recommended": Scrub.TEXT, "differences": Scrub.TEXT, "summary": Scrub.TEXT,
        },
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="annual_reviews")
    plan = models.ForeignKey(EhcPlan, models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=10, choices=ReviewKind, default=ReviewKind.ANNUAL)
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.DATED)
    on = models.DateField("meeting on")
    at = models.TimeField("at", null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    hosting = models.TextField("who hosts, room, access, an interpreter", max_length=1000, blank=True)
    with_pep = models.BooleanField("together with the personal education plan", default=False)
    pep_on = models.DateField("personal education plan due on", null=True, blank=True)
    why_early = models.CharField("why it is early", max_length=500, blank=True)
    moved_why = models.CharField("why the date was moved", max_length=300, blank=True)
    left_out = models.JSONField(
        "who of the statutory people is not invited, and why", default=dict, blank=True
    )
    dated_at = models.DateTimeField("date set at")
    dated_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    pack = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+")

    parents_view = models.TextField("what the parents say", max_length=4000, blank=True)
    child_view = models.TextField("what the child says", max_length=4000, blank=True)
    child_how = models.CharField("how the child told it", max_length=200, blank=True)
    progress = models.TextField("how the year went", max_length=4000, blank=True)
    adult_work = models.TextField("work and further learning", max_length=2000, blank=True)
    adult_living = models.TextField("living independently", max_length=2000, blank=True)
    adult_community = models.TextField("friends and community", max_length=2000, blank=True)
    adult_health = models.TextField("health", max_length=2000, blank=True)
    recommendation = models.CharField(
        "what the school recommends", max_length=5, choices=LaDecision, blank=True
    )
    recommended = models.TextField("amendments recommended, by section", max_length=6000, blank=True)
    differences = models.TextField("where people differ, and who", max_length=4000, blank=True)
    summary = models.TextField("in short, for the parents", max_length=2000, blank=True)
    held_at = models.DateTimeField("meeting recorded at", null=True)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("report written at", null=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    report = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+")

    decision = models.CharField("what the authority decided", max_length=5, choices=LaDecision, blank=True)
    decided_on = models.DateField("date of the decision letter", null=True, blank=True)
    decision_received_on = models.DateField("the letter reached us on", null=True, blank=True)
    decision_why = models.TextField("what the letter says", max_length=3000, blank=True)
    decision_paper = models.ForeignKey(
        PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    amendment_notice_on = models.DateField("amendment notice served on", null=True, blank=True)
    proposed = models.ForeignKey(PlanVersion, models.SET_NULL, null=True, blank=True, related_name="+")
    comments_sent_on = models.DateField("our comments sent on", null=True, blank=True)
    no_amendment_on = models.DateField("it decided not to amend after all on", null=True, blank=True)
    final = models.ForeignKey(PlanVersion, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_why = models.CharField("why it was called off", max_length=300, blank=True)

    objects = AnnualReviewQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["school", "state", "on"]),
            models.Index(fields=["school", "plan", "-on"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state__in=ReviewState.values), name="annual_review_state_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=ReviewKind.values), name="annual_review_kind_known"),
            models.UniqueConstraint(
                fields=["school", "plan"], condition=Q(state__in=REVIEW_OPEN), name="annual_review_one_open"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None) | ~Q(decision="") & Q(decided_on__gte=F("on")),
                name="annual_review_decision_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "compared"]) | Q(decided_on__isnull=False),
                name="annual_review_decided_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(kind="early") | ~Q(why_early=""), name="annual_review_early_has_reason"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("annual:review", args=[self.school.slug, self.reference])


@pghistory.track()
class ReviewInvitee(ReferencedModel):
    """Somebody invited to a review: as what, whether they come, what they advise. A professional may open this one
    review here between two days (`user`, `opens_from`, `opens_until`)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="review number role coming came advice_wanted advice_on advice_paper opens_from opens_until ended_at "
        "wants_advocate",
        personal={
            "contact": Scrub.KEEP, "user": Scrub.KEEP, "name": Scrub.NAME, "job": Scrub.KEEP, "email": Scrub.EMAIL,
            "address": Scrub.TEXT, "ended_by": Scrub.KEEP, "no_advice_why": Scrub.TEXT, "missed_why": Scrub.TEXT,
        },
        special={"advice": Scrub.TEXT},
    )  # fmt: skip

    review = models.ForeignKey(AnnualReview, models.CASCADE, related_name="invitees")
    number = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=15, choices=InviteeRole)
    name = models.CharField(max_length=120)
    job = models.CharField("job or service", max_length=120, blank=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField("work email", blank=True)
    address = models.TextField("where papers go", max_length=300, blank=True)
    coming = models.CharField(max_length=4, choices=Coming, blank=True, default=Coming.UNSAID)
    wants_advocate = models.BooleanField("would like an advocate", default=False)
    advice_wanted = models.BooleanField("advice is asked of them", default=True)
    advice = models.TextField(max_length=6000, blank=True)
    advice_on = models.DateField("advice received on", null=True, blank=True)
    advice_paper = models.ForeignKey(PupilDocument, models.SET_NULL, null=True, blank=True, related_name="+")
    no_advice_why = models.CharField("why there is none", max_length=300, blank=True)
    came = models.BooleanField("took part", null=True)
    missed_why = models.CharField("why they did not", max_length=300, blank=True)
    opens_from = models.DateField("may open it here from", null=True, blank=True)
    opens_until = models.DateField("to the end of", null=True, blank=True)
    ended_at = models.DateTimeField("access ended at", null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        ordering = ["number"]
        indexes = [models.Index(fields=["school", "user", "opens_until"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "review", "number"], name="review_invitee_once"),
            models.CheckConstraint(
                condition=Q(role__in=InviteeRole.values), name="review_invitee_role_known"
            ),
            models.CheckConstraint(
                condition=Q(opens_from=None, opens_until=None) | Q(opens_until__gte=F("opens_from")),
                name="review_invitee_opens_in_order",
            ),
        ]


@pghistory.track()
class ReviewService(TenantModel):
    """Something was served on somebody invited: what, when, how. `meeting_on` is the date that it told of, so that a
    notice of another date does not count. Written once, never changed: whether it was in time is counted from it."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="review invitee what on how meeting_on recorded_at",
        personal={"note": Scrub.TEXT, "recorded_by": Scrub.KEEP},
    )

    review = models.ForeignKey(AnnualReview, models.CASCADE, related_name="services")
    invitee = models.ForeignKey(ReviewInvitee, models.CASCADE, related_name="services")
    what = models.CharField(max_length=10, choices=Served)
    on = models.DateField()
    how = models.CharField(max_length=8, choices=ServedHow)
    meeting_on = models.DateField("for the meeting on")
    note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["school", "review", "what"])]
        constraints = [
            models.CheckConstraint(condition=Q(what__in=Served.values), name="review_service_known")
        ]


@pghistory.track()
class ReviewOutcome(TenantModel):
    """What the meeting said of one outcome of the plan."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="review outcome next",
        special={"rating": Scrub.KEEP, "evidence": Scrub.TEXT, "changed": Scrub.TEXT},
    )

    review = models.ForeignKey(AnnualReview, models.CASCADE, related_name="outcomes")
    outcome = models.ForeignKey(PlanOutcome, models.CASCADE, related_name="reviewed")
    rating = models.CharField(max_length=8, choices=OutcomeRating, blank=True)
    evidence = models.TextField("what shows it", max_length=2000, blank=True)
    next = models.CharField("from here", max_length=6, choices=OutcomeNext, blank=True)
    changed = models.TextField("new words for it", max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "review", "outcome"], name="review_outcome_once")
        ]
