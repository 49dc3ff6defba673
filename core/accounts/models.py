import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.accounts.enums import FAMILY_AND_VISITORS, Permission, Role
from core.accounts.memberships import memberships_of
from core.accounts.roles import ROLE_TABLE, WHOLE_SCHOOL_ROLES
from core.schools.models import School, TenantModel
from core.schools.privacy import Keep, Privacy, Scrub


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """A user who signs in by `email`; without a password only by code or invitation."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who may sign in. What they may see is in their memberships, never here."""

    PRIVACY = Privacy(
        Keep.ACCOUNT,
        neither="last_login is_active is_superuser joined_at password",
        personal={"email": Scrub.EMAIL, "name": Scrub.NAME, "formal_name": Scrub.NAME},
    )

    email = models.EmailField(unique=True)
    name = models.CharField("full name", max_length=120)
    formal_name = models.CharField("name as pupils say it", max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()
    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @property
    def called(self) -> str:
        """ "Mrs Sutton" where known, else the full name."""
        return self.formal_name or self.name

    @property
    def memberships(self) -> list[tuple[School, Role]]:
        """The person's schools and roles today, asked once for each instance."""
        if not hasattr(self, "_memberships"):
            self._memberships = memberships_of(self.pk)
        return self._memberships

    # Keys of the pupils whom the person may know of, for as long as register.queries.asked_once has them at hand.
    pupils_in_sight: list[int] | None = None

    def forget_memberships(self) -> None:
        """Ask again next time: after a change of the person's roles."""
        self.__dict__.pop("_memberships", None)

    def roles_at(self, school_id: int | None) -> frozenset[Role]:
        """The person's roles at one school; none at a school they do not belong to."""
        return frozenset(role for school, role in self.memberships if school.pk == school_id)

    @property
    def whole_school_ids(self) -> list[int]:
        """Schools of which the person may see every pupil."""
        return sorted({school.pk for school, role in self.memberships if role in WHOLE_SCHOOL_ROLES})

    @property
    def staff_school_ids(self) -> list[int]:
        """Schools at which the person may open SEN records as a member of staff."""
        return self.schools_where(Permission.SEN_VIEW)

    @property
    def family_school_ids(self) -> list[int]:
        """Schools at which the person reads what is shared with them as a parent or carer."""
        return self.schools_where(Permission.FAMILY_VIEW)

    @property
    def restricted_school_ids(self) -> list[int]:
        """Schools at which the person may open what is kept from other staff."""
        return self.schools_where(Permission.RESTRICTED_VIEW)

    def schools_where(self, permission: Permission) -> list[int]:
        """Primary keys of the schools at which one of the person's roles has `permission`."""
        held = (school.pk for school, role in self.memberships if permission in ROLE_TABLE[role].permissions)
        return sorted(set(held))

    @property
    def is_staff_member(self) -> bool:
        """Whether any of the person's roles is a member of staff's (and so needs a second step)."""
        return any(role not in FAMILY_AND_VISITORS for _, role in self.memberships)


class MembershipQuerySet(models.QuerySet):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)


@pghistory.track()
class Membership(TenantModel):
    """One role of one person at one school, from the day it was given until it is ended."""

    PRIVACY = Privacy(
        Keep.ACCOUNT, neither="role given_at given_by ended_at ended_by", personal={"user": Scrub.KEEP}
    )

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "user", "role"], condition=Q(ended_at=None), name="membership_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False),
                name="membership_ended_at_with_by",
            ),
        ]
