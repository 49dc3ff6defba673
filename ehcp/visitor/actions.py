"""Every write of a professional's way in to one review: opened to them, changed, ended."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.accounts.actions import find_or_create_user, give_role
from core.accounts.enums import FAMILY_AND_VISITORS, Permission, Role
from core.accounts.models import Membership, User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import keep_file
from core.reminders.outbox import post
from core.ui.present import day
from ehcp.meeting.deciding import record_decision
from ehcp.models import AnnualReview, ReviewInvitee
from ehcp.visitor import queries
from register.edits import check_version
from register.enums import DocumentKind, Sensitivity
from register.file.uploads import Upload
from register.models import Contact, PupilDocument

MOST_DAYS = 365  # calendar days that a review may be open to somebody


def _locked(place: ReviewInvitee) -> ReviewInvitee:
    rows = ReviewInvitee.objects.select_for_update(of=("self",))
    return rows.select_related("review__pupil", "school", "user").get(pk=place.pk)


def check_from_outside(place: ReviewInvitee) -> None:
    """Raises Denied for somebody who has a way in of their own: staff, parents, the child."""
    if place.role in queries.STAFF_OR_FAMILY or place.contact_id:
        raise Denied(
            "Staff and parents have their own way in. Open a review here to people from outside the school."
        )


def check_review_lasts(place: ReviewInvitee, today: dt.date) -> None:
    """Raises Denied when nothing of the review may be opened any more."""
    closed = queries.closed_on(place.review)
    if place.review.pupil.left_on:
        raise Denied(
            f"{place.review.pupil.first_name} has left: the review is opened to nobody here any more."
        )
    if closed and closed + queries.AFTER_CLOSE < today:
        raise Denied(
            f"The review was closed on {day(closed)}: six weeks later it is opened to nobody here any more."
        )


def check_span(start: dt.date, until: dt.date, today: dt.date) -> None:
    """Raises Denied when a review cannot be open from `start` to the end of `until`."""
    if until < start:
        raise Denied(f"It cannot end on {day(until)}, before it begins on {day(start)}: check the dates.")
    if until < today:
        raise Denied("The last day is past: choose a later one, or end it now.")
    if (until - start).days > MOST_DAYS:
        raise Denied("A review is open to somebody for a year at most: choose an earlier last day.")


def _check_address(place: ReviewInvitee, email: str) -> None:
    held = Membership.objects.current().filter(school=place.school_id, user__email=email)
    roles = set(held.values_list("role", flat=True))
    if roles - FAMILY_AND_VISITORS:
        raise Denied(
            "This is the address of a member of staff. Enter the one that the professional uses at work."
        )
    family = Contact.objects.filter(pupil=place.review.pupil_id, email__iexact=email)
    if Role.PARENT in roles or family.exists():
        raise Denied(
            "This is the address of a parent or carer. Enter the one that the professional uses at work."
        )


def _check_alone(place: ReviewInvitee, user: User, today: dt.date) -> None:
    """One person has one place at a review: two would be two answers of one mouth."""
    others = ReviewInvitee.objects.filter(
        review=place.review_id, user=user, ended_at=None, opens_until__gte=today
    )
    if others.exclude(pk=place.pk).exists():
        raise Denied("This address is used by somebody else who is invited to this review. Enter their own.")


@transaction.atomic
def open_review(
    *, place: ReviewInvitee, name: str, email: str, start: dt.date, until: dt.date, by: User, at: dt.datetime,
    version: int | None = None,
) -> ReviewInvitee:  # fmt: skip
    """Let somebody from outside who is invited to a review in to that one review, from `start` to the end of `until`; an
    email that names no child tells them (R-126). Asked again it changes who and until when.

    Raises Denied: the role, staff or family, a review that is over, dates, an address that is somebody else's; Overtaken.
    """
    check_can(by, Permission.REVIEW_RUN, place.review)
    place, today = _locked(place), timezone.localdate(at)
    check_version(place, version)
    email, name = email.strip().lower(), name.strip()
    check_from_outside(place)
    check_review_lasts(place, today)
    if not name or not email:
        raise Denied("Enter the professional’s name and the email address that they use at work.")
    was, opened = place.user_id, place.opens_from and not place.ended_at
    start = place.opens_from if opened else start
    if not opened and start < today:
        raise Denied("It cannot be opened before today: choose today or later.")
    check_span(start, until, today)
    _check_address(place, email)
    user = find_or_create_user(email=email, name=name)
    _check_alone(place, user, today)
    give_role(school=place.school, user=user, role=Role.PROFESSIONAL, by=by, at=at)
    place.user, place.email, place.name = user, email, name
    place.opens_from, place.opens_until, place.ended_at, place.ended_by = start, until, None, None
    place.version += 1
    place.save(
        update_fields=[
            "user",
            "email",
            "name",
            "opens_from",
            "opens_until",
            "ended_at",
            "ended_by",
            "version",
        ]
    )
    if was and was != user.pk:
        _end_membership(place.school_id, was, by, at)
    if was != user.pk or not opened:
        tell_visitor(place, at)
    return place


def tell_visitor(place: ReviewInvitee, at: dt.datetime) -> None:
    """Email, once the transaction has committed, that a review is open to them: no child's name, how to sign in by a
    one-time code (R-126)."""
    context = {"school": place.school, "start": day(place.opens_from), "until": day(place.opens_until),
               "link": settings.SITE_URL + reverse("account_request_login_code")}  # fmt: skip
    body = render_to_string("email/review_opened.txt", context)
    subject = _("%(school)s has opened a review to you") % {"school": place.school.name}
    post(school=place.school, to=place.email, what=_("A review opened"), subject=subject, body=body, at=at,
         recipient=place.user)  # fmt: skip


@transaction.atomic
def end_opening(*, place: ReviewInvitee, by: User, at: dt.datetime) -> ReviewInvitee:
    """The review is open to the person no more, from the next click; they stay invited. Ending it twice changes nothing.
    Raises Denied for who may not."""
    check_can(by, Permission.REVIEW_RUN, place.review)
    place = _locked(place)
    if place.opens_from and place.ended_at is None:
        place.ended_at, place.ended_by, place.version = at, by, place.version + 1
        place.save(update_fields=["ended_at", "ended_by", "version"])
        _end_membership(place.school_id, place.user_id, by, at)
    return place


def _end_membership(school: int, user: int | None, by: User, at: dt.datetime) -> None:
    """Nothing lets the person in any more: their role at the school ends with the last review and the last referral."""
    today = timezone.localdate(at)
    if user is None or queries.lets_in(user, school, today) or queries.invited_elsewhere(user, school, today):
        return
    roles = Membership.objects.current().filter(school=school, user=user, role=Role.PROFESSIONAL)
    for role in roles.select_for_update():
        role.ended_at, role.ended_by = at, by
        role.save(update_fields=["ended_at", "ended_by"])


def decision_initial(review: AnnualReview) -> dict:
    """What the form of the decision begins with."""
    return {"decision": review.decision, "decided_on": review.decided_on, "why": review.decision_why,
            "amendment_notice_on": review.amendment_notice_on}  # fmt: skip


@transaction.atomic
def tell_decision(
    *, place: ReviewInvitee, decision: str, decided_on: dt.date, by: User, at: dt.datetime, why: str = "",
    upload: Upload | None = None, amendment_notice_on: dt.date | None = None, amendments: Upload | None = None,
) -> AnnualReview:  # fmt: skip
    """The authority's own officer tells what it decided (reg 20(10)). The proposed amendments are filed with the child's
    papers, for the SENCo to take them up and compare. Raises Denied for everybody else, and as `record_decision` does."""
    check_can(by, Permission.REVIEW_DECISION, place.review)
    _check_as_recorded(place, decision, decided_on, amendment_notice_on)
    review = record_decision(
        review=place.review, decision=decision, decided_on=decided_on, received_on=None, why=why, upload=upload,
        amendment_notice_on=amendment_notice_on, by=by, at=at,
    )  # fmt: skip
    if amendments:
        _file_amendments(review, place, amendments, amendment_notice_on or decided_on, by, at)
    return review


def _check_as_recorded(
    place: ReviewInvitee, decision: str, decided_on: dt.date, notice_on: dt.date | None
) -> None:
    """Raises Denied where the school has written down the letter and the officer tells it otherwise: what was late stays
    late, and who was late does not write it away. A notice that is not known yet may be added."""
    held = AnnualReview.objects.get(pk=place.review_id)
    if held.decision_received_on is None:
        return
    notice = held.amendment_notice_on
    if (decision, decided_on) != (held.decision, held.decided_on) or (notice and notice_on != notice):
        raise Denied(f"The school has written down your decision with the letter of {day(held.decided_on)}. Ask "
                     f"{queries.whom_to_ask(place.school)} if that is wrong.")  # fmt: skip


def _file_amendments(
    review: AnnualReview, place: ReviewInvitee, upload: Upload, dated: dt.date, by: User, at: dt.datetime
) -> PupilDocument:
    kept = keep_file(
        school=review.school, name=upload.name, data=upload.data, content_type=upload.content_type, at=at
    )
    try:
        return PupilDocument.objects.create(
            school_id=review.school_id, pupil=review.pupil, file=kept, kind=DocumentKind.EHC, dated=dated,
            title=f"Proposed amendments after the review of {day(review.on)}", source=place.name[:120],
            sensitivity=Sensitivity.RESTRICTED, filed_at=at, filed_by=by,
        )  # fmt: skip
    except Exception:
        kept.content.storage.delete(kept.content.name)
        raise
