import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from core.accounts.enums import Role
from core.documents.models import IssuedDocument, PrivateFile
from core.schools.models import ReferencedModel, TenantModel, no_overlap
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import YEAR_GROUPS, Consulted, GrantKind, Level, NeedType, Sex

User = settings.AUTH_USER_MODEL


@pghistory.track()
class SchoolClass(ReferencedModel):
    """A class of one academic year (2025 is 2025/26), with the teachers who answer for it."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="name year_group academic_year")

    name = models.CharField(max_length=40)
    year_group = models.CharField(max_length=2, choices=[(y, y) for y in YEAR_GROUPS], blank=True)
    academic_year = models.PositiveSmallIntegerField()
    teachers = models.ManyToManyField(User, through="ClassTeacher", related_name="+")

    class Meta(ReferencedModel.Meta):
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "academic_year", "name"], name="class_name_once_a_year"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ClassTeacher(TenantModel):
    """A teacher of a class sees its pupils."""

    PRIVACY = Privacy(Keep.PUPIL_FILE, neither="school_class", personal={"user": Scrub.KEEP})

    school_class = models.ForeignKey(SchoolClass, models.CASCADE, related_name="class_teachers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "school_class", "user"], name="class_teacher_once")
        ]


class PupilQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PupilQuerySet":
        """Pupils whom the user may know of: of the whole school by role, of their classes, or by a grant.

        A parent who also works at the school sees their own child there as any parent does: by what is shared.
        """
        whole = user.whole_school_ids
        if {school.pk for school, _ in user.memberships} <= set(whole):
            return self.filter(school__in=whole)  # no class and no grant can add to it
        teaches = [school.pk for school, role in user.memberships if role == Role.TEACHER]
        as_kin = Q(permission__codename=GrantKind.PARENT, school__in=user.staff_school_ids)
        granted = (
            PupilGrant.objects.filter(content_object=OuterRef("pk"), user=user).in_force().exclude(as_kin)
        )
        taught = ClassTeacher.objects.filter(
            school__in=teaches, school_class=OuterRef("school_class"), user=user
        )
        return self.filter(Q(school__in=whole) | Q(Exists(taught)) | Q(Exists(granted)))

    def here(self) -> "PupilQuerySet":
        """Pupils who have not left."""
        return self.filter(left_on=None)


@pghistory.track(exclude=["search"])
class Pupil(ReferencedModel):
    """A pupil as the school's information system knows them; what is SEN about them stands in other tables."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="year_group school_class out_of_year joined_on left_on",
        personal={
            "upn": Scrub.CODE, "mis_number": Scrub.CODE, "legal_first": Scrub.NAME, "legal_last": Scrub.NAME,
            "preferred_first": Scrub.NAME, "search": Scrub.NAME, "born": Scrub.DATE, "sex": Scrub.KEEP,
            "pupil_premium": Scrub.KEEP, "service_child": Scrub.KEEP, "attendance": Scrub.KEEP,
        },
        special={"eal": Scrub.KEEP, "looked_after": Scrub.KEEP, "medical": Scrub.KEEP},
    )  # fmt: skip

    upn = models.CharField("UPN", max_length=13, blank=True)
    mis_number = models.CharField("number in the school's information system", max_length=30, blank=True)
    legal_first = models.CharField("legal first name", max_length=100)
    legal_last = models.CharField("legal last name", max_length=100)
    preferred_first = models.CharField("first name used", max_length=100, blank=True)
    search = models.CharField(max_length=400, editable=False)
    born = models.DateField("date of birth")
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    year_group = models.CharField(max_length=2, choices=[(y, y) for y in YEAR_GROUPS], blank=True)
    out_of_year = models.BooleanField("educated out of year", default=False)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="pupils", verbose_name="class"
    )
    pupil_premium = models.BooleanField("Pupil Premium", default=False)
    eal = models.BooleanField("English as an additional language", default=False)
    looked_after = models.BooleanField("child looked after", default=False)
    service_child = models.BooleanField("child of service personnel", default=False)
    attendance = models.BooleanField("attendance and punctuality", default=False)
    medical = models.BooleanField("health care plan", default=False)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = PupilQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        permissions = [(kind.value, kind.label) for kind in GrantKind]
        indexes = [
            models.Index(fields=["school", "legal_last", "legal_first"]),
            models.Index(fields=["school", "school_class"]),
        ]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "upn"], condition=~Q(upn=""), name="pupil_upn_once"),
            models.UniqueConstraint(
                fields=["school", "mis_number"], condition=~Q(mis_number=""), name="pupil_mis_number_once"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="pupil_left_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name the child goes by."""
        return self.preferred_first or self.legal_first

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.legal_last}"

    def get_absolute_url(self) -> str:
        return reverse("overview:pupil", args=[self.school.slug, self.reference])


class GrantQuerySet(models.QuerySet):
    def in_force(self) -> "GrantQuerySet":
        """Grants that have not run out."""
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate()))


@pghistory.track()
class PupilGrant(UserObjectPermissionBase):
    """Lets one named adult know of one named pupil: a parent, a TA, a visiting professional."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="permission until",
        personal={"user": Scrub.KEEP, "content_object": Scrub.KEEP},
    )

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="+", db_index=False)
    content_object = models.ForeignKey(Pupil, models.CASCADE, related_name="grants")
    until = models.DateField("last day", null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "user", "content_object", "permission"], name="pupil_grant_once"
            )
        ]


@pghistory.track()
class Contact(ReferencedModel):
    """Somebody to reach about a pupil, most important first. Not yet somebody who may sign in."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="priority",
        personal={
            "pupil": Scrub.KEEP, "name": Scrub.NAME, "relationship": Scrub.KEEP, "email": Scrub.EMAIL,
            "phone": Scrub.CODE, "user": Scrub.KEEP,
        },
    )  # fmt: skip

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="contacts")
    priority = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    relationship = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta(ReferencedModel.Meta):
        ordering = ["priority"]
        constraints = [
            *ReferencedModel.Meta.constraints,
            models.UniqueConstraint(fields=["school", "pupil", "priority"], name="contact_priority_once"),
        ]


@pghistory.track()
class StatusPeriod(TenantModel):
    """The level of support of a pupil over a span of days (both included; no end while it lasts)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="start end consulted recorded_at",
        personal={"pupil": Scrub.KEEP, "recorded_by": Scrub.KEEP},
        special={"level": Scrub.KEEP, "reason": Scrub.TEXT, "additional": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="periods")
    level = models.CharField(max_length=20, choices=Level)
    start = models.DateField("from")
    end = models.DateField("until", null=True, blank=True)
    reason = models.TextField("why", max_length=2000)
    additional = models.TextField("what is additional or different", max_length=2000, blank=True)
    consulted = ArrayField(models.CharField(max_length=12, choices=Consulted), default=list, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="nobody where the school's own list told it",
    )

    class Meta:
        ordering = ["start"]
        indexes = [models.Index(fields=["school", "pupil", "start"])]
        constraints = [
            no_overlap("status_no_overlap", per="pupil"),
            models.UniqueConstraint(
                fields=["school", "pupil"], condition=Q(end=None), name="status_one_open"
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="status_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="status_level_known"),
        ]


@pghistory.track()
class Need(TenantModel):
    """One type of need of a pupil, with its rank (1 is the main need), over a span of days."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="rank start end",
        personal={"pupil": Scrub.KEEP},
        special={"code": Scrub.KEEP, "note": Scrub.TEXT},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="needs")
    code = models.CharField("type", max_length=4, choices=NeedType)
    rank = models.PositiveSmallIntegerField()
    note = models.TextField(max_length=500, blank=True)
    start = models.DateField("from")
    end = models.DateField("until", null=True, blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "pupil", "rank"], condition=Q(end=None), name="need_rank_once"
            ),
            models.UniqueConstraint(
                fields=["school", "pupil", "code"], condition=Q(end=None), name="need_code_once"
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")), name="need_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(rank__gte=1), name="need_rank_from_one"),
        ]


@pghistory.track()
class Profile(ReferencedModel):
    """What any adult in the room must know about the child (R-55 to R-62): written by the class teacher."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="review_on written_at",
        personal={"pupil": Scrub.KEEP, "written_by": Scrub.KEEP, "good_at": Scrub.TEXT, "matters": Scrub.TEXT,
                  "ask": Scrub.TEXT},
        special={"learn_best": Scrub.TEXT, "hard": Scrub.TEXT, "helps": Scrub.TEXT, "avoid": Scrub.TEXT,
                 "adjustments": Scrub.TEXT},
    )  # fmt: skip

    pupil = models.OneToOneField(Pupil, models.CASCADE, related_name="profile")
    good_at = models.TextField("What I am good at", max_length=2000, blank=True)
    matters = models.TextField("What matters to me", max_length=2000, blank=True)
    learn_best = models.TextField("How I learn best", max_length=2000, blank=True)
    hard = models.TextField("What makes it hard", max_length=2000, blank=True)
    helps = models.TextField("What helps", max_length=2000, blank=True)
    avoid = models.TextField("What to avoid", max_length=2000, blank=True)
    adjustments = models.TextField("Adjustments in every lesson", max_length=2000, blank=True)
    ask = models.TextField("Who to ask", max_length=300, blank=True)
    review_on = models.DateField("Review with parents by", null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")


PROFILE_TEXTS = ("good_at", "matters", "learn_best", "hard", "helps", "avoid", "adjustments", "ask")


class PupilDocumentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PupilDocumentQuerySet":
        """For staff who may open SEN records, documents of the pupils in their sight; for a parent, those that
        were shared with the family of their own child."""
        as_staff = Q(school__in=user.staff_school_ids, pupil__in=Pupil.objects.visible_to(user))
        kin = PupilGrant.objects.filter(user=user, permission__codename=GrantKind.PARENT).in_force()
        return self.filter(as_staff | Q(for_family=True, pupil__in=kin.values("content_object")))


@pghistory.track()
class PupilDocument(ReferencedModel):
    """A document in the pupil's file (R-209)."""

    PRIVACY = Privacy(
        Keep.PUPIL_FILE,
        neither="issued kind filed_at for_family",
        personal={"pupil": Scrub.KEEP, "title": Scrub.TEXT, "filed_by": Scrub.KEEP},
    )

    pupil = models.ForeignKey(Pupil, models.CASCADE, related_name="documents")
    issued = models.OneToOneField(IssuedDocument, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    for_family = models.BooleanField("shared with the family", default=False)
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = PupilDocumentQuerySet.as_manager()

    class Meta(ReferencedModel.Meta):
        indexes = [models.Index(fields=["school", "pupil", "-filed_at"])]


@pghistory.track()
class SavedMapping(TenantModel):
    """What a person said the columns of the school's list are, kept by name for next time."""

    PRIVACY = Privacy(Keep.SCHOOL, neither="name columns")

    name = models.CharField(max_length=60)
    columns = models.JSONField("heading → field")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="mapping_name_once")]


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", "Being read"
    READ = "read", "Read"
    CONFIRMED = "confirmed", "Being imported"
    DONE = "done", "Imported"
    REFUSED = "refused", "Could not be read"


class ImportRun(ReferencedModel):
    """One upload of the school's pupil list, from the file to what it changed."""

    PRIVACY = Privacy(
        Keep.SHORT,
        neither="state mapping message summary digest uploaded_at confirmed_at",
        personal={"file": Scrub.EMPTY, "filename": Scrub.TEXT, "decisions": Scrub.EMPTY, "preview": Scrub.EMPTY,
                  "uploaded_by": Scrub.KEEP, "confirmed_by": Scrub.KEEP},
    )  # fmt: skip

    file = models.ForeignKey(PrivateFile, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    mapping = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    message = models.CharField(max_length=500, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
