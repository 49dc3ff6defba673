"""What every write of a review stands on: the locked row, the moves whose guards hold, days and addresses that can be."""

import datetime as dt

from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, can, check_can
from core.lifecycle.moves import make_move
from core.ui.present import day
from ehcp.enums import BEFORE_MEETING, InviteeRole, ReviewState
from ehcp.lifecycle import REVIEW
from ehcp.models import AnnualReview, ReviewInvitee

S, R = ReviewState, InviteeRole
ONWARD = (S.NOTICED, S.ASKED, S.CIRCULATED, S.REPORTED)  # moves that services make by themselves


def locked(review: AnnualReview) -> AnnualReview:
    """The review, locked and read again, with what actions ask of it."""
    rows = AnnualReview.objects.select_for_update(of=("self",))
    return rows.select_related("pupil__school_class", "school", "plan__authority", "pack").get(pk=review.pk)


def locked_invitee(invitee: ReviewInvitee) -> ReviewInvitee:
    """Somebody invited, after the review is locked, so that two writes about one review follow each other."""
    AnnualReview.objects.select_for_update().only("pk").get(pk=invitee.review_id)
    rows = ReviewInvitee.objects.select_for_update(of=("self",))
    joined = rows.select_related(
        "review__pupil__school", "review__school", "review__plan__authority", "contact", "user"
    )
    return joined.get(pk=invitee.pk)


def advance(held: AnnualReview, *, by: User, at: dt.datetime) -> AnnualReview:
    """Make each next move whose guard holds now and which the person may make; none is no fault."""
    for end in ONWARD:
        if REVIEW.find(held.state, end) is None:
            continue
        try:
            REVIEW.check(held, end, by)
        except Denied:
            break
        held = make_move(held, end, by=by, at=at, lifecycle=REVIEW)
    return held


def before_meeting(review: AnnualReview, words: str = "") -> None:
    """Raises Denied once the meeting has been held or called off."""
    if review.state not in BEFORE_MEETING:
        state = str(review.get_state_display()).lower()
        raise Denied(
            words or f"This review is at “{state}”: that belongs before the meeting and is not open any more."
        )


def check_not_to_come(on: dt.date, at: dt.datetime) -> None:
    """Raises Denied for a day after today."""
    if on > timezone.localdate(at):
        raise Denied(f"{day(on)} is in the future: enter the day on which it happened.")


def is_own(invitee: ReviewInvitee, user) -> bool:
    """Whether the person is the one invited, and has not been let out."""
    return invitee.user_id is not None and invitee.user_id == user.pk and invitee.ended_at is None


def check_may_answer(invitee: ReviewInvitee, by: User) -> None:
    """Raises Denied unless the person answers for themselves, or runs the review."""
    check_can(by, Permission.REVIEW_ADVISE, invitee.review)
    if not is_own(invitee, by) and not can(by, Permission.REVIEW_RUN, invitee.review):
        senco = invitee.review.school.label("senco")
        raise Denied(
            f"This is for {invitee.name} to say. Ask the {senco} if you are to be on the list yourself."
        )


def reachable(invitee: ReviewInvitee) -> bool:
    """Whether the school knows where papers for this person go. Staff and the child are here."""
    if invitee.role in (R.CHILD, R.HEAD, R.SENCO, R.TEACHER, R.TA):
        return True
    return bool(invitee.contact_id or invitee.email or invitee.address.strip() or invitee.user_id)


def can_sign_in(invitee: ReviewInvitee, today: dt.date) -> bool:
    """Whether what is sent "here, after signing in" reaches them: staff, a contact with an email address, or a
    professional whose way in is open."""
    if invitee.contact_id:
        return bool(invitee.contact.user_id or invitee.contact.email)
    if invitee.opens_until:
        return invitee.user_id is not None and invitee.ended_at is None and invitee.opens_until >= today
    return invitee.user_id is not None and invitee.role in (R.HEAD, R.SENCO, R.TEACHER, R.TA)
