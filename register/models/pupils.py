import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermissionBase

from core.accounts.enums import Role
from core.schools.models import ReferencedModel, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub
from register.enums import YEAR_GROUPS, GrantKind, Sex

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

        A parent who also works at the school sees their own child there as any parent does: by what is shared. Who
        supported a pupil that has left, or is no parent by role any more, sees nothing by that grant. Within
        `asked_once` those found at its beginning are meant.
        """
        if user.pupils_in_sight is not None:
            return self.filter(pk__in=user.pupils_in_sight)
        whole = user.whole_school_ids
        if {school.pk for school, _ in user.memberships} <= set(whole):
            return self.filter(school__in=whole)  # no class and no grant can add to it
        teaches = [school.pk for school, role in user.memberships if role == Role.TEACHER]
        by_sharing = Q(school__in=user.staff_school_ids) | ~Q(school__in=user.family_school_ids)
        as_kin = by_sharing & Q(permission__codename=GrantKind.PARENT)
        over = Q(permission__codename=GrantKind.SUPPORT, content_object__left_on__lt=timezone.localdate())
        granted = (
            PupilGrant.objects.filter(content_object=OuterRef("pk"), user=user)
            .in_force()
            .exclude(as_kin | over)
        )
        taught = ClassTeacher.objects.filter(
            school__in=teaches, school_class=OuterRef("school_class"), user=user
        )
        return self.filter(Q(school__in=whole) | Q(Exists(taught)) | Q(Exists(granted)))

    def here(self) -> "PupilQuerySet":
        """Pupils who have started and have not left."""
        started = Q(joined_on=None) | Q(joined_on__lte=timezone.localdate())
        return self.filter(started, left_on=None)

    def on_roll(self, day) -> "PupilQuerySet":
        """Pupils who were on the roll on that day, whatever became of them since."""
        started = Q(joined_on=None) | Q(joined_on__lte=day)
        return self.filter(started, Q(left_on=None) | Q(left_on__gte=day))

    def incoming(self) -> "PupilQuerySet":
        """Pupils whose first day is still to come."""
        return self.filter(joined_on__gt=timezone.localdate(), left_on=None)


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

    @property
    def class_name(self) -> str:
        """The name of the pupil's class, "" without one."""
        return self.school_class.name if self.school_class else ""

    def get_absolute_url(self) -> str:
        return reverse("overview:pupil", args=[self.school.slug, self.reference])


def in_sight_of(user) -> "PupilQuerySet | list[int]":
    """The pupils whom the user may know of, for `pupil__in`."""
    known = user.pupils_in_sight
    return Pupil.objects.visible_to(user) if known is None else known


class GrantQuerySet(models.QuerySet):
    def in_force(self) -> "GrantQuerySet":
        """Grants that have not run out."""
        return self.filter(Q(until=None) | Q(until__gte=timezone.localdate()))


@pghistory.track()
class PupilGrant(UserObjectPermissionBase):
    """Lets one named adult know of one named pupil: a parent, a TA."""

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


class OfPupilQuerySet(models.QuerySet):
    """Rows that belong to one pupil each."""

    def visible_to(self, user) -> "OfPupilQuerySet":
        """Rows of the pupils whom the user may know of."""
        return self.filter(pupil__in=in_sight_of(user))
