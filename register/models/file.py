import pghistory
from django.conf import settings
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from core.accounts.enums import Permission
from core.documents.models import IssuedDocument, PrivateFile
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import ConversationKind, DocumentKind, GrantKind, Sensitivity
from register.hooks import HANDED_TO_OTHERS
from register.models.pupils import Pupil, PupilGrant

User = settings.AUTH_USER_MODEL


class PupilDocumentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PupilDocumentQuerySet":
        """For staff who may open SEN records, documents of the pupils in their sight, a request for support only if
        they may read concerns; for a parent, those that were shared with the family of their own child, a letter or a
        professional's report only if it was given to them."""
        as_staff = Q(school__in=user.staff_school_ids, pupil__in=Pupil.objects.visible_to(user))
        kin = PupilGrant.objects.filter(user=user, permission__codename=GrantKind.PARENT).in_force()
        theirs = ~Q(kind=DocumentKind.LETTER) | Q(letters__contact__user=user)
        own = Q(school__in=user.family_school_ids, pupil__in=kin.values("content_object"))
        shared = Q(for_family=True) & own & theirs
        for handed_to_others in HANDED_TO_OTHERS if user.family_school_ids else ():
            shared &= ~Q(pk__in=handed_to_others(user))
        if not user.staff_school_ids:
            return self.filter(shared)
        open_to = Q(sensitivity=Sensitivity.ORDINARY) | Q(school__in=user.restricted_school_ids)
        concerns = Q(school__in=user.schools_where(Permission.CONCERN_VIEW))
        told = ~Q(kind=DocumentKind.REFERRAL) | concerns
        return self.filter(as_staff & open_to & told | shared)


@pghistory.track()
class PupilDocument(ReferencedModel):
    """A document in the pupil's file (R-209): issued by the product, uploaded, or on paper alone (R-205)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="issued file kind dated paper_at sensitivity filed_at for_family",
        personal={"pupil": Scrub.KEEP, "title": Scrub.TEXT, "filed_by": Scrub.KEEP, "source": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="documents")
    issued = models.OneToOneField(IssuedDocument, models.PROTECT, null=True, related_name="+")
    file = models.OneToOneField(PrivateFile, models.PROTECT, null=True, related_name="+")
    kind = models.CharField("what it is", max_length=30, choices=DocumentKind)
    title = models.CharField(max_length=200)
    dated = models.DateField("date on the document", null=True, blank=True)
    source = models.CharField("who it is from", max_length=120, blank=True)
    sensitivity = models.CharField(
        "who may open it", max_length=10, choices=Sensitivity, default=Sensitivity.ORDINARY
    )
    paper_at = models.CharField("where the paper is", max_length=120, blank=True)
    for_family = models.BooleanField("shared with the family", default=False)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PupilDocumentQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil", "-filed_at"])]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(issued__isnull=False, file=None)
                | Q(issued=None, file__isnull=False)
                | Q(issued=None, file=None) & ~Q(paper_at=""),
                name="document_is_issued_uploaded_or_on_paper",
            ),
        ]


class DocumentText(TenantModel):
    """The words of a document, so that it is found by them. Read by a worker; nothing is shown from it but a few words
    to who may open the document."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="read_at trouble", personal={"document": Scrub.KEEP},
                      special={"text": Scrub.TEXT, "words": Scrub.EMPTY})  # fmt: skip

    document = models.OneToOneField(PupilDocument, models.CASCADE, related_name="text")
    text = models.TextField(blank=True)
    words = models.GeneratedField(
        expression=SearchVector("text", config="english"), output_field=SearchVectorField(), db_persist=True
    )
    trouble = models.CharField("why it could not be read", max_length=100, blank=True)
    read_at = models.DateTimeField()


class ConversationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ConversationQuerySet":
        """For staff who may open SEN records: those of the pupils in their sight, the restricted ones for whom
        they are open to."""
        open_to = Q(sensitivity=Sensitivity.ORDINARY) | Q(school__in=user.restricted_school_ids)
        return self.filter(
            open_to, school__in=user.staff_school_ids, pupil__in=Pupil.objects.visible_to(user)
        )


@pghistory.track()
class Conversation(ReferencedModel):
    """A meeting, call or letter about a pupil with parents or professionals: who, what, and what next (R-209)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="kind on next_by done_on recorded_at sensitivity",
        personal={"pupil": Scrub.KEEP, "people": Scrub.NAME, "recorded_by": Scrub.KEEP},
        special={"about": Scrub.TEXT, "next_step": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="conversations")
    kind = models.CharField("what it was", max_length=10, choices=ConversationKind)
    on = models.DateField("when")
    people = models.CharField("with whom", max_length=300)
    about = models.TextField("what was said", max_length=4000)
    next_step = models.TextField("what happens next, and who does it", max_length=1000, blank=True)
    next_by = models.DateField("by when", null=True, blank=True)
    done_on = models.DateField("done on", null=True, blank=True)
    sensitivity = models.CharField(
        "who may read it", max_length=10, choices=Sensitivity, default=Sensitivity.ORDINARY
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = ConversationQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil", "-on"])]
