"""Object rules of EHC plans: which child, whose review. Each raises Denied with what to do."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from core.accounts.enums import Permission, Role
from core.accounts.permissions import Denied, rule
from core.accounts.roles import allows
from ehcp.enums import InviteeRole
from ehcp.models import AnnualReview, ReviewInvitee


def holds_otherwise(user, permission: Permission, school_id: int, *but: Role) -> bool:
    """Whether a role of the person's other than those has the permission at the school."""
    return allows(user.roles_at(school_id) - set(but), permission)


@rule(Permission.EHCNA_RUN)
@rule(Permission.REVIEW_RUN)
@rule(Permission.REVIEW_RECORD)
@rule(Permission.REVIEW_ADVISE)
@rule(Permission.EHCP_EDIT)
def pupil_is_here(user, obj) -> None:
    """The pupil has not left: what is known of a plan can then be read, not changed."""
    pupil = getattr(obj, "pupil", obj)
    if getattr(pupil, "left_on", None):
        raise Denied(
            f"{pupil.first_name} has left: the plan and its reviews can be read and closed, not changed. "
            "The new school or the local authority goes on with them."
        )


AFTER_CLOSE = dt.timedelta(weeks=6)  # a review that is over stays open so long to those who were invited


def open_to_professional(user):
    """The places at reviews that the person may open today as a professional."""
    today = timezone.localdate()
    asked = ReviewInvitee.objects.filter(user=user, contact=None, ended_at=None)
    for ended in ("closed_at", "cancelled_at"):
        asked = asked.exclude(**{f"review__{ended}__date__lt": today - AFTER_CLOSE})
    return asked.filter(opens_from__lte=today, opens_until__gte=today, review__pupil__left_on=None)


def open_to_parent(user):
    """The places at reviews that belong to the person as a parent whom the school has asked."""
    return ReviewInvitee.objects.filter(user=user, contact__user=user, role=InviteeRole.PARENT)


@rule(Permission.REVIEW_OPEN)
def review_is_opened_by_invitation(user, obj) -> None:
    """A professional opens the review that they are invited to, and no other."""
    if isinstance(obj, AnnualReview) and not open_to_professional(user).filter(review=obj).exists():
        raise Denied("You may open a review that you are invited to, until the last day of your invitation.")


@rule(Permission.REVIEW_ADVISE)
def families_and_visitors_advise_where_invited(user, obj) -> None:
    """Staff write advice and record what came in; a parent or a professional gives their own, where they are invited."""
    if not isinstance(obj, AnnualReview):
        return
    if holds_otherwise(user, Permission.REVIEW_ADVISE, obj.school_id, Role.PARENT, Role.PROFESSIONAL):
        return
    places = ReviewInvitee.objects.filter(
        Q(pk__in=open_to_professional(user)) | Q(pk__in=open_to_parent(user))
    )
    if not places.filter(review=obj).exists():
        raise Denied("You may give advice for a review that you are invited to.")


@rule(Permission.REVIEW_DECISION)
def authority_decides(user, obj) -> None:
    """The SENCo records the decision; a professional only as the authority's own officer, invited to that review."""
    if not isinstance(obj, AnnualReview):
        return
    if holds_otherwise(user, Permission.REVIEW_DECISION, obj.school_id, Role.PROFESSIONAL):
        return
    if not open_to_professional(user).filter(review=obj, role=InviteeRole.LA_SEN).exists():
        raise Denied("Only the SEN officer of the local authority who is invited to this review may do that.")
