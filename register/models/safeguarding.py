from django.conf import settings
from django.db import models
from django.db.models import Q

from core.accounts.enums import Permission
from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import FlagState, Noticed
from register.models.pupils import Pupil

User = settings.AUTH_USER_MODEL


class FlagQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FlagQuerySet":
        """For the DSL and the SENCo of the school alone."""
        return self.filter(school__in=user.schools_where(Permission.SAFEGUARDING_VIEW))


class SafeguardingFlag(ReferencedModel):
    """A sign to the DSL and the SENCo that something was noticed in a pupil with SEND (R-211, R-212). What was seen
    or said is written in the school's own safeguarding system; here stand chosen words and that system's number.
    Without row history, which the page of who changed what would show to others."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="state seen_on raised_at taken_at closed_at logged",
        personal={"pupil": Scrub.KEEP, "raised_by": Scrub.KEEP, "taken_by": Scrub.KEEP, "closed_by": Scrub.KEEP,
                  "pointer": Scrub.CODE},
        special={"noticed": Scrub.KEEP},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="safeguarding_flags")
    noticed = models.CharField("what was noticed", max_length=10, choices=Noticed)
    seen_on = models.DateField("when")
    logged = models.BooleanField("written up in the school's safeguarding system", default=False)
    pointer = models.CharField("its number there", max_length=40, blank=True)
    state = models.CharField(max_length=6, choices=FlagState, default=FlagState.RAISED)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = FlagQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "state", "-raised_at"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=FlagState.values), name="flag_state_known"),
        ]
