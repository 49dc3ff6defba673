"""Writes about people: who may sign in, and as what. Each returns what it changed and records who did it."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from core.accounts.enums import FAMILY_AND_VISITORS, Permission, Role
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied, check_can
from core.schools.models import School


def find_or_create_user(*, email: str, name: str, formal_name: str = "") -> User:
    """The person of that address; a new one has no password until they set it."""
    found = User.objects.filter(email=email.strip().lower()).first()
    return found or User.objects.create_user(email, name=name.strip(), formal_name=formal_name.strip())


@transaction.atomic
def check_combination(
    school: School, user: User, role: Role, *, instead_of: Membership | None = None
) -> None:
    """Raises Denied when the role cannot stand beside those that the person has: the office sees every pupil and no
    SEN record, a teacher or TA the records of the pupils whom they see, so both together would open every record."""
    held = Membership.objects.current().filter(school=school, user=user)
    others = set(held.exclude(pk=instead_of.pk if instead_of else None).values_list("role", flat=True))
    if (role == Role.OFFICE and others & IN_CLASS) or (role in IN_CLASS and Role.OFFICE in others):
        raise Denied(
            f"{user.name} cannot be Office and work in a class under one account: together they would open every "
            "child’s record. Invite them for the second work with another email address."
        )


IN_CLASS = {Role.TEACHER, Role.TA}


def give_role(
    *, school: School, user: User, role: Role, by: User | None, at: dt.datetime, instead_of: Membership | None = None
) -> Membership:  # fmt: skip
    """Let `user` be `role` at `school` from now on; once, however often it is asked. Raises Denied when it cannot
    stand beside the roles that the person has, but for `instead_of`, which is about to end."""
    check_combination(school, user, role, instead_of=instead_of)
    membership, _ = Membership.objects.current().get_or_create(
        school=school, user=user, role=role, defaults={"given_at": at, "given_by": by}
    )
    user.forget_memberships()
    return membership


@transaction.atomic
def invite_person(
    *, school: School, email: str, name: str, role: Role, by: User, at: dt.datetime, formal_name: str = ""
) -> Membership:
    """Give the person a role and send them a way in. Raises Denied. The email is sent on commit."""
    check_can(by, Permission.PEOPLE_MANAGE, school)
    user = find_or_create_user(email=email, name=name, formal_name=formal_name)
    membership = give_role(school=school, user=user, role=role, by=by, at=at)
    transaction.on_commit(lambda: send_invitation(user=user, school=school, role=role))
    return membership


def invitation_path(user: User) -> str:
    """Path at which the person sets a first password; good once and for PASSWORD_RESET_TIMEOUT seconds."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("accounts:invitation", args=[uid, default_token_generator.make_token(user)])


def send_invitation(*, user: User, school: School, role: Role) -> None:
    """Email the way in: families and visitors sign in by code, staff set a password first."""
    by_code = role in FAMILY_AND_VISITORS or user.has_usable_password()
    path = reverse("account_login") if by_code else invitation_path(user)
    context = {"school": school, "link": settings.SITE_URL + path, "family": role in FAMILY_AND_VISITORS,
               "known": user.has_usable_password()}  # fmt: skip
    body = render_to_string("email/invitation.txt", context)
    send_mail(f"Your account at {school.name}", body, settings.DEFAULT_FROM_EMAIL, [user.email])


def _keeps_a_manager(school: School, without: Membership) -> bool:
    managers = Membership.objects.current().filter(school=school, role__in=[Role.SENCO, Role.HEAD])
    return managers.exclude(pk=without.pk).exists()


@transaction.atomic
def end_access(*, membership: Membership, by: User, at: dt.datetime) -> Membership:
    """End one role from now on; their open pages stop working at the next click.

    Raises Denied when it would leave the school with nobody to manage people.
    """
    check_can(by, Permission.PEOPLE_MANAGE, membership)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.ended_at:
        return membership
    if membership.role in {Role.SENCO, Role.HEAD} and not _keeps_a_manager(membership.school, membership):
        raise Denied(
            "This is the last person who can manage people here. Give the role to someone else first."
        )
    membership.ended_at, membership.ended_by = at, by
    membership.save(update_fields=["ended_at", "ended_by"])
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: User, at: dt.datetime) -> Membership:
    """Give the person `role` instead of the one they have. Raises Denied."""
    check_can(by, Permission.PEOPLE_MANAGE, membership)
    if membership.role == role:
        return membership
    given = give_role(
        school=membership.school, user=membership.user, role=role, by=by, at=at, instead_of=membership
    )
    end_access(membership=membership, by=by, at=at)
    return given
