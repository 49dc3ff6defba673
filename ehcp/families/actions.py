"""Every write of a parent about their child's annual review. Each is one transaction."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.models import User
from core.accounts.permissions import Denied
from ehcp.annual.actions import answer_coming, record_advice
from ehcp.annual.ground import check_may_answer, locked_invitee
from ehcp.annual.people import ADVICE_TAKEN
from ehcp.enums import BEFORE_MEETING, InviteeRole
from ehcp.families.words import home_words, with_home_words
from ehcp.models import ReviewInvitee
from register.file.uploads import Upload


def child_place(place: ReviewInvitee) -> ReviewInvitee | None:
    """The child's own place at the review. One query."""
    return (
        ReviewInvitee.objects.filter(review=place.review_id, role=InviteeRole.CHILD)
        .order_by("number")
        .first()
    )


@transaction.atomic
def give_views(
    *, place: ReviewInvitee, by: User, at: dt.datetime, advice: str = "", child_view: str = "", upload: Upload | None = None,
    coming: str = "", wants_advocate: bool = False, child_advocate: bool = False, version: int | None = None,
) -> ReviewInvitee:  # fmt: skip
    """What a parent thinks, what the child told them at home, whether they come and whether either would like an advocate
    (R-152, R-157, R-162). Views may be given until the report is sent, the rest until the meeting.

    Raises Denied: not theirs to say, nothing said, a report that has been sent, a file that cannot be kept; or Overtaken.
    """
    said = child_view.strip() != home_words(_child_text(place), by.name)
    if not (advice.strip() or upload or coming or said or place.advice.strip() or place.advice_paper_id):
        raise Denied("Write what you think, or say whether you come.")
    if upload or advice.strip() != place.advice.strip():
        _check_not_emptied(place, advice, upload)
        place = record_advice(
            invitee=place, advice=advice, on=None, upload=upload, version=version, by=by, at=at
        )
    if place.review.state in BEFORE_MEETING:
        place = answer_coming(invitee=place, coming=coming, wants_advocate=wants_advocate, by=by, at=at)
        _ask_advocate(place, child_advocate)
    if said:
        tell_child_view(place=place, words=child_view, by=by, at=at)
    return place


def _child_text(place: ReviewInvitee) -> str:
    child = child_place(place)
    return child.advice if child else ""


def _check_not_emptied(place: ReviewInvitee, advice: str, upload: Upload | None) -> None:
    if place.advice.strip() and not (advice.strip() or upload or place.advice_paper_id):
        raise Denied("Your views would be empty now. Write what should stand there, or keep what you wrote.")


def _ask_advocate(place: ReviewInvitee, wanted: bool) -> None:
    child = child_place(place)
    if child is not None and child.wants_advocate != wanted:
        child.wants_advocate, child.version = wanted, child.version + 1
        child.save(update_fields=["wants_advocate", "version"])


@transaction.atomic
def tell_child_view(*, place: ReviewInvitee, words: str, by: User, at: dt.datetime) -> ReviewInvitee:
    """What the child told a parent at home, among the child's own views and marked as such; what others wrote down of the
    child's views stays. Raises Denied: not the parent's place, a report that has been sent, a child who is not asked."""
    held = locked_invitee(place)
    check_may_answer(held, by)
    if held.review.state not in ADVICE_TAKEN:
        raise Denied(
            "The report of this review has been sent, or it was called off: nothing is added any more."
        )
    child = (
        ReviewInvitee.objects.select_for_update()
        .filter(review=held.review_id, role=InviteeRole.CHILD)
        .first()
    )
    if child is None:
        raise Denied(
            f"{held.review.pupil.first_name} is not on the list of this review: write it among your own views."
        )
    text = with_home_words(child.advice, by.name, words)
    if len(text) > ReviewInvitee._meta.get_field("advice").max_length:
        raise Denied("There is too much written down of the child’s views already: make it shorter.")
    child.advice = text
    child.advice_on = timezone.localdate(at) if text else None
    child.no_advice_why = "" if text else child.no_advice_why
    child.version += 1
    child.save(update_fields=["advice", "advice_on", "no_advice_why", "version"])
    return child
