"""Letters of notice and the papers for the meeting: accessible PDFs, made by a worker and kept with the child's papers."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.accounts.enums import Permission
from core.accounts.models import User
from core.accounts.permissions import Denied, check_can
from core.documents.actions import issue_document
from core.documents.pdf import REVIEW_NOTICE, REVIEW_PACK
from core.jobs.actions import queue_job
from core.jobs.models import Job
from core.jobs.registry import CannotFinish, handler
from core.schools.queries import school_days
from core.ui.present import day
from ehcp.annual.ground import before_meeting, locked
from ehcp.annual.record import advice_by, letters_snapshot, pack_snapshot
from ehcp.models import AnnualReview, ReviewInvitee
from register.actions import file_document
from register.enums import DocumentKind
from register.models import PupilDocument

KIND = "review_pack"
MOST_OWN = 600  # characters


@transaction.atomic
def make_letters(
    *, review: AnnualReview, invitees: Iterable[ReviewInvitee], by: User, at: dt.datetime, together: bool = False,
    advice_wanted_by: dt.date | None = None, own: str = "",
) -> list[PupilDocument]:  # fmt: skip
    """Letters of notice to those chosen, which ask for their advice too (R-151, R-152, R-155, R-157): one PDF for each, or
    all in one to print. Made again they are new versions. That they were given is recorded by `serve`. Raises Denied."""
    held = locked(review)
    check_can(by, Permission.REVIEW_RUN, held)
    before_meeting(held)
    keys = [one.pk for one in invitees]
    chosen = list(held.invitees.filter(pk__in=keys))
    if not chosen:
        raise Denied("Tick at least one person.")
    if len(own) > MOST_OWN:
        raise Denied(f"Your own words are longer than {MOST_OWN} characters: shorten them.")
    today = timezone.localdate(at)
    wanted = advice_wanted_by or advice_by(held.on, today, school_days(held.school))
    if wanted > held.on:
        raise Denied("Advice is wanted before the meeting: choose an earlier day.")

    def issue(people: list[ReviewInvitee], subject: str, who: str) -> PupilDocument:
        snapshot = letters_snapshot(held, people, by_day=wanted, own=own, today=today)
        issued = issue_document(
            school=held.school, kind=DocumentKind.EHC_LETTER, subject=subject, template=REVIEW_NOTICE, snapshot=snapshot,
            title=f"Notice of the review on {day(held.on)}, {who}"[:200], by=by, at=at,
        )  # fmt: skip
        # it holds addresses
        return file_document(pupil=held.pupil, issued=issued, by=by, at=at, restricted=True)

    if together:
        return [issue(chosen, held.reference, "all letters")]
    return [issue([one], one.reference, one.name) for one in chosen]


@transaction.atomic
def make_pack(*, review: AnnualReview, by: User, at: dt.datetime) -> Job:
    """Have a worker make the papers for the meeting as the record stands then: made again when advice comes later, they
    say of which day they are. Raises Denied."""
    held = locked(review)
    check_can(by, Permission.REVIEW_RUN, held)
    before_meeting(held)
    if not held.invitees.exists():
        raise Denied("Nobody is on the list yet: add those who are asked first.")
    return queue_job(
        school=held.school,
        kind=KIND,
        title="Putting the papers together",
        by=by,
        at=at,
        payload={"review": held.pk},
    )


@handler(KIND)
def review_pack(job: Job, *, by, at: dt.datetime, report) -> dict:
    """Worker: gather, issue and file the papers; the PDF follows as a job of its own."""
    held = locked(AnnualReview.objects.get(pk=job.payload["review"]))
    try:
        before_meeting(held)
    except Denied as denied:
        raise CannotFinish(denied.reason) from denied
    today = timezone.localdate(at)
    issued = issue_document(
        school=held.school, kind=DocumentKind.EHC_PACK, subject=held.reference, template=REVIEW_PACK,
        title=f"Papers for the review on {day(held.on)}", snapshot=pack_snapshot(held, today, report), by=by, at=at,
    )  # fmt: skip
    filed = file_document(pupil=held.pupil, issued=issued, by=by, at=at, restricted=True)
    AnnualReview.objects.filter(pk=held.pk).update(pack=filed)
    page = reverse("annual:review", args=[held.school.slug, held.reference])
    return {"message": "The papers are put together.", "next_url": f"{page}#papers"}
