"""What was served on whom, on which day and how: written once, never changed. Whether it was in time is counted from it."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.models import IssuedDocument
from core.ui.present import day
from ehcp.annual.ground import advance, before_meeting, can_sign_in, check_not_to_come, locked
from ehcp.enums import AFTER_MEETING, ReviewState, Served, ServedHow
from ehcp.models import AnnualReview, ReviewInvitee, ReviewService
from register.actions import open_to_parent, tell_shared
from register.enums import DocumentKind
from register.models import PupilDocument

W = Served
MADE = {W.PACK: DocumentKind.EHC_PACK, W.REPORT: DocumentKind.EHC_REPORT}
PERMISSION = {W.REPORT: Permission.REVIEW_REPORT_SEND}  # the rest: whoever plans the review


@transaction.atomic
def serve(
    *, review: AnnualReview, what: str, invitees: Iterable[ReviewInvitee], on: dt.date, how: str, by: User,
    at: dt.datetime, note: str = "",
) -> AnnualReview:  # fmt: skip
    """Record that something was given to people who are invited, for the meeting's date as it stands (R-151, R-152,
    R-154; reg 20(3), (4)). The move whose guard now holds is made; that none is open is no fault. Parents to whom it is
    given here may sign in from now on, and are told so by an email that names nobody.

    Raises Denied: the role, nobody chosen, a day to come, papers before they were made, ordinary email, somebody who
    cannot sign in here, a step of another time.
    """
    held, what = locked(review), Served(what)
    check_can(by, PERMISSION.get(what, Permission.REVIEW_RUN), held)
    _check_time(held, what)
    check_not_to_come(on, at)
    chosen = _chosen(held, invitees)
    _check_way(held, chosen, what, on, how, at)
    _check_stands(held, chosen, what, on)
    known = set(
        held.services.filter(what=what, on=on, how=how, meeting_on=held.on).values_list("invitee", flat=True)
    )
    ReviewService.objects.bulk_create(
        ReviewService(school_id=held.school_id, review=held, invitee=one, what=what, on=on, how=how, meeting_on=held.on,
                      note=note.strip(), recorded_at=at, recorded_by=by)
        for one in chosen if one.pk not in known
    )  # fmt: skip
    if how == ServedHow.ONLINE:
        _open_here(held, [one for one in chosen if one.contact_id], what, by, at)
    return advance(held, by=by, at=at)


def _check_time(held: AnnualReview, what: str) -> None:
    if what == W.REPORT:
        if held.state not in AFTER_MEETING:
            raise Denied("Record the meeting first: a report follows it.")
        if held.report_id is None:
            raise Denied("Issue the report first: it cannot have gone out before.")
        return
    if what == W.CHASE and held.state == ReviewState.HELD:
        return
    before_meeting(held)
    if what == W.PACK and held.pack_id is None:
        raise Denied("Make the papers for the meeting first.")


def _chosen(held: AnnualReview, invitees: Iterable[ReviewInvitee]) -> list[ReviewInvitee]:
    keys = [one.pk for one in invitees]
    if not keys:
        raise Denied("Tick at least one person.")
    found = list(held.invitees.filter(pk__in=keys).select_related("contact__pupil", "user"))
    if len(found) != len(set(keys)):
        raise Denied("Somebody you ticked is not on the list any more: look at it again.")
    return found


def _check_stands(held: AnnualReview, chosen: list[ReviewInvitee], what: str, on: dt.date) -> None:
    """Raises Denied for a day before the one that is written down already: what was late stays late. Reminders are many."""
    if what == W.CHASE:
        return
    had = held.services.filter(what=what, meeting_on=held.on, invitee__in=chosen).values("invitee__name")
    stands = had.annotate(first=Min("on")).filter(first__gt=on).order_by("first").first()
    if stands:
        raise Denied(f"It is written down that {stands['invitee__name']} had it on {day(stands['first'])}, and that stands: "
                     "an earlier day is not added afterwards.")  # fmt: skip


def _check_way(
    held: AnnualReview, chosen: list[ReviewInvitee], what: str, on: dt.date, how: str, at: dt.datetime
) -> None:
    if how not in ServedHow.values:
        raise Denied("Say how it was given. Ordinary email is never used for what names a child.")
    if on < held.plan.made_on:
        raise Denied(
            f"The plan was made on {day(held.plan.made_on)}: nothing was sent before. Check the date."
        )
    if what in MADE and (made := _first_made(held, MADE[what])) and on < made:
        told = "papers were made" if what == W.PACK else "report was issued"
        raise Denied(f"The {told} on {day(made)}: nothing of it can have gone out before. Check the date.")
    if how == ServedHow.ONLINE:
        today = timezone.localdate(at)
        cannot = [one.name for one in chosen if not can_sign_in(one, today)]
        if cannot:
            raise Denied(
                f"{', '.join(cannot)} cannot sign in here. Choose another way for them, or let them in first."
            )


def _first_made(held: AnnualReview, kind: str) -> dt.date | None:
    issued = IssuedDocument.objects.filter(school=held.school_id, kind=kind, subject=held.reference)
    first = issued.order_by("number").values_list("issued_at", flat=True).first()
    return timezone.localdate(first) if first else None


def _open_here(
    held: AnnualReview, parents: list[ReviewInvitee], what: str, by: User, at: dt.datetime
) -> None:
    """Parents read it after signing in: their way in, the papers among what they may open, word without a name; one word
    where notice asks for advice too."""
    told = held.services.filter(how=ServedHow.ONLINE, recorded_at=at).exclude(what=what)
    known = set(told.values_list("invitee", flat=True))
    for one in parents:
        user = one.contact.user or open_to_parent(contact=one.contact, by=by, at=at)
        ReviewInvitee.objects.filter(pk=one.pk).update(user=user)
        if one.pk not in known:
            tell_shared(
                school=held.school, email=one.contact.email or user.email, template="email/review_sent.txt"
            )
    paper = {W.PACK: held.pack_id, W.REPORT: held.report_id}.get(what)
    if parents and paper:
        PupilDocument.objects.filter(pk=paper).update(for_family=True)
