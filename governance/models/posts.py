import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.schools.models import ReferencedModel, no_overlap
from core.schools.privacy import Keep, Privacy, Scrub
from governance.enums import Award, Post

User = settings.AUTH_USER_MODEL


@pghistory.track()
class PostHolder(ReferencedModel):
    """Who holds a post over a span of days, how they are reached, and for a SENCo the qualification (R-190, R-191;
    SEND Regulations 2014 reg 49: a qualified teacher, the award by the third anniversary)."""

    PRIVACY = Privacy(
        Keep.SCHOOL,
        neither="post start end recorded_at",
        personal={"user": Scrub.KEEP, "name": Scrub.NAME, "email": Scrub.EMAIL, "phone": Scrub.CODE,
                  "qualified_teacher": Scrub.KEEP, "award": Scrub.KEEP, "award_begun_on": Scrub.DATE,
                  "award_done_on": Scrub.DATE, "recorded_by": Scrub.KEEP},
    )  # fmt: skip

    post = models.CharField(max_length=10, choices=Post)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    start = models.DateField("since")
    end = models.DateField("until", null=True, blank=True)
    qualified_teacher = models.BooleanField("is a qualified teacher", default=False)
    award = models.CharField("qualification", max_length=10, choices=Award, default=Award.NONE)
    award_begun_on = models.DateField("begun on", null=True, blank=True)
    award_done_on = models.DateField("completed on", null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            no_overlap("post_one_at_a_time", per="post", condition=~Q(post="deputy")),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="post_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(post__in=Post.values), name="post_known"),
        ]
