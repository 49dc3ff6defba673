"""Object rules of work with agencies: which child, whose referral. Each raises Denied with what to do."""

from django.utils import timezone

from agencies.enums import NEEDS_CONSENT
from agencies.models import Invitation, Referral
from core.accounts.enums import Permission, Role
from core.accounts.permissions import Denied, rule
from core.accounts.roles import allows
from register.enums import GrantKind
from register.models import PupilGrant


def _holds_otherwise(user, permission: Permission, school_id: int, but: Role) -> bool:
    """Whether a role of the person's other than `but` has the permission at the school."""
    return allows(user.roles_at(school_id) - {but}, permission)


@rule(Permission.REFERRAL_EDIT)
@rule(Permission.CONSENT_ANSWER)
@rule(Permission.VISIT_ANNOUNCE)
def pupil_is_here(user, obj) -> None:
    """The pupil has not left."""
    pupil = getattr(obj, "pupil", obj)
    if getattr(pupil, "left_on", None):
        raise Denied(f"{pupil.first_name} has left: what was asked of agencies can be read, not changed.")


@rule(Permission.CONSENT_ANSWER)
def parent_answers_for_their_own_child(user, obj) -> None:
    """Staff record what the parents answered; a parent answers for their own child alone."""
    if _holds_otherwise(user, Permission.CONSENT_ANSWER, obj.school_id, Role.PARENT):
        return
    pupil = getattr(obj, "pupil_id", None)
    kin = PupilGrant.objects.filter(
        user=user, content_object=pupil, permission__codename=GrantKind.PARENT
    ).in_force()
    if pupil is None or not kin.exists():
        raise Denied("Only the parents of this child may answer.")


def invitations_of(user):
    """Invitations by which the person may come in today, to referrals that are under way."""
    today = timezone.localdate()
    under_way = Invitation.objects.filter(user=user, referral__state__in=NEEDS_CONSENT)
    return under_way.filter(ended_at=None, start__lte=today, until__gte=today)


def _by_invitation(user, obj, permission: Permission) -> None:
    if _holds_otherwise(user, permission, getattr(obj, "school_id", None) or obj.pk, Role.PROFESSIONAL):
        return
    referral = obj if isinstance(obj, Referral) else getattr(obj, "referral", None)
    if referral is None or not invitations_of(user).filter(referral=referral).exists():
        raise Denied(
            "You may do this for a referral that you were invited to, until the last day of the invitation."
        )


@rule(Permission.VISIT_ANNOUNCE)
def visit_is_announced_by_invitation(user, obj) -> None:
    """A professional announces and moves visits of the referral that they were invited to."""
    _by_invitation(user, obj, Permission.VISIT_ANNOUNCE)


@rule(Permission.REPORT_HAND_IN)
def report_is_handed_in_by_invitation(user, obj) -> None:
    """A professional hands in the report of the referral that they were invited to."""
    _by_invitation(user, obj, Permission.REPORT_HAND_IN)


@rule(Permission.REFERRAL_OPEN)
def referral_is_opened_by_invitation(user, obj) -> None:
    """A professional opens the referral that they were invited to, and no other."""
    _by_invitation(user, obj, Permission.REFERRAL_OPEN)
