import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from core.schools.models import ReferencedModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import HowTold, LetterKind, Pronouns, SlipAnswer
from register.models.file import PupilDocument
from register.models.pupils import Contact, Pupil

User = settings.AUTH_USER_MODEL


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LetterQuerySet":
        """For staff who may open SEN records, letters about the pupils in their sight; for a parent, those that were
        sent to them online."""
        as_staff = Q(school__in=user.staff_school_ids, pupil__in=Pupil.objects.visible_to(user))
        own = Q(school__in=user.family_school_ids, contact__user=user, how=HowTold.ONLINE)
        return self.filter(as_staff | own)

    def outstanding(self) -> "LetterQuerySet":
        """Letters whose slip has not come back in any way."""
        return self.filter(answer="")


@pghistory.track()
class Letter(ReferencedModel):
    """A letter to one contact with its slip: sent, answered in one of four ways, or chased (R-163 to R-165)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind document how pronouns sent_at return_by answered_at answered_on answer chased_at chases",
        personal={"pupil": Scrub.KEEP, "contact": Scrub.KEEP, "sent_by": Scrub.KEEP, "answered_name": Scrub.NAME,
                  "answered_by": Scrub.KEEP},
        special={"comment": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="letters")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="letters")
    kind = models.CharField("letter", max_length=13, choices=LetterKind)
    document = models.ForeignKey(PupilDocument, models.PROTECT, related_name="letters")
    how = models.CharField(
        "how it went out", max_length=6, choices=[(h.value, h.label) for h in (HowTold.ONLINE, HowTold.PAPERS)]
    )  # fmt: skip
    pronouns = models.CharField(max_length=4, choices=Pronouns, default=Pronouns.NONE)
    return_by = models.DateField("slip back by")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answer = models.CharField("how the answer came", max_length=6, choices=SlipAnswer, blank=True)
    answered_on = models.DateField("answered on", null=True, blank=True)
    answered_name = models.CharField("signed by", max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    comment = models.TextField("what the family said", max_length=2000, blank=True)
    chased_at = models.DateTimeField("last chased", null=True)
    chases = models.PositiveSmallIntegerField("times chased", default=0)

    objects = LetterQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [
            models.Index(fields=["school", "return_by"], condition=Q(answer=""), name="letter_outstanding"),
            models.Index(fields=["school", "pupil", "-sent_at"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="letter_answered_in_full",
            ),
        ]
